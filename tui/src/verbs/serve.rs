//! `serve`: a live drill that people join over SSH, until Ctrl-C.
//!
//! The same line again goes on with what is recorded, standing at its last order. What the server
//! keeps besides the drill lies beside it: the audit trail and the keys that codes let in.

use std::env;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use engine::drill::{Drill, RedBy};
use engine::plan::Plan;
use engine::rehearsal::BotKind;
use engine::words::cell::Cell;
use engine::words::name::Name;
use engine::words::text::Text;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::cli::{BlueWord, RedWord, ServeAsk};
use crate::hall::{Hall, Making, Member, Seating};
use crate::phrase::words::cell as cell_word;
use crate::phrase::{Phrases, Value, harmless};
use crate::roster::{Cities, Roster, Team};
use crate::screen::Clock;
use crate::stage::opening::drawn_seed;
use crate::stage::pacer::usual_pace;
use crate::terminal::ssh::house::{Berth, House};
use crate::terminal::ssh::{Notice, Ready, Serving};
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::run::{note, shown};
use crate::verbs::{check, takes_colour};

/// The port that is listened on, unless another is asked for.
const PORT: u16 = 2222;
/// The threads that carry all lines; the drill has its own.
const THREADS: usize = 2;

/// How many of the names that every city shares are told of.
const SAME: usize = 12;

/// Serves a drill until it is told to end.
pub fn serve(ask: &ServeAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let with = (ask.sigma_rules.as_deref(), ask.era.as_deref());
    let (folder, plan, faults) = check::read_with(&ask.scenario, with, phrases)?;
    let colour = takes_colour(&io::stderr());
    if !faults.is_empty() {
        note(&underline::report(&faults, &folder, phrases, colour));
    }
    let Some(plan) = plan else {
        return Ok(WANTING);
    };
    let mut file = check::alone(&ask.roster, phrases)?;
    let roster = Roster::read(&mut file, &plan);
    if !file.faults.is_empty() {
        note(&underline::report(&file.faults, &file, phrases, colour));
    }
    let Some(roster) = roster.map(Arc::new) else {
        return Ok(WANTING);
    };
    let path = match &ask.out {
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.drill", folder.name)),
    };
    let title = plan.title.clone();
    let hall = making(ask, &roster, plan, (folder.name, path.clone())).open(phrases)?;
    let runtime = Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()?;
    let listen = ask
        .listen
        .unwrap_or_else(|| SocketAddr::from((Ipv4Addr::UNSPECIFIED, PORT)));
    let listener = runtime
        .block_on(TcpListener::bind(listen))
        .map_err(|error| unheard(listen, &error, phrases))?;
    let show = Show {
        ask,
        roster,
        path,
        title,
        hall,
        phrases,
    };
    show.run(&runtime, listener, out)
}

/// A hall as it was asked for; who sits in the roster plays, a script or a playbook the others.
fn making(
    ask: &ServeAsk,
    roster: &Roster,
    plan: Arc<Plan>,
    (name, path): (String, PathBuf),
) -> Making {
    let red = match ask.red {
        Some(RedWord::Human) => RedBy::Human,
        Some(RedWord::Adaptive) => RedBy::Adaptive,
        Some(RedWord::Script) => RedBy::Script,
        None if roster.has(Cell::Red) => RedBy::Human,
        None => RedBy::Script,
    };
    let blue = match ask.blue {
        Some(word) => word,
        None if roster.has(Cell::Blue) => BlueWord::Human,
        None if plan.playbook.is_some() => BlueWord::Bot(BotKind::Playbook),
        None => BlueWord::Bot(BotKind::None),
    };
    let defend = roster.teams.iter().filter(|team| team.cell == Cell::Blue);
    let member = |team: &Team| Member {
        name: team.name.clone(),
        plays: plan.roster.teams[team.plays.at()].name.clone(),
        cell: team.cell,
    };
    let usual = usual_pace(plan.length.0);
    Making {
        // Who defends alone has the city as its author wrote it.
        apart: roster.cities == Cities::Apart && defend.count() > 1,
        teams: roster.teams.iter().map(member).collect(),
        seed: ask.seed.unwrap_or_else(drawn_seed),
        pace: ask
            .pace
            .map_or(usual, |pace| pace.saturating_mul(1_000).max(1)),
        blue: blue.word(),
        red,
        plan,
        name,
        path,
    }
}

fn unheard(listen: SocketAddr, error: &io::Error, phrases: &Phrases) -> Trouble {
    let args = [
        ("address", Value::from(listen.to_string())),
        ("why", Value::from(harmless(&error.to_string()))),
    ];
    Trouble::Said {
        what: phrases.say_with("trouble-listen", &args),
        help: phrases.attribute("trouble-listen", "help", &args),
        code: WANTING,
    }
}

/// A hall, and who sits where in it.
struct Seats {
    hall: Arc<Hall>,
    roster: Arc<Roster>,
}

impl House for Seats {
    fn berth(&self, seat: &str, city: Option<&str>) -> Option<Berth> {
        let (team, _) = self.roster.seat(seat)?;
        let seating = Seating::of(&self.hall, &team.name, team.cell, city)?;
        Some(Berth {
            plan: seating.plan().clone(),
            door: seating.door().clone(),
            team: seating.team(),
            cell: team.cell,
            hall: Some(seating),
        })
    }

    fn cities(&self) -> Vec<Name> {
        if self.hall.is_apart() {
            self.hall.names().to_vec()
        } else {
            Vec::new()
        }
    }
}

/// A served drill, its files, and those who may come.
struct Show<'s> {
    ask: &'s ServeAsk,
    roster: Arc<Roster>,
    path: PathBuf,
    title: Text,
    hall: Arc<Hall>,
    phrases: &'s Phrases,
}

impl Show<'_> {
    fn run(
        self,
        runtime: &Runtime,
        listener: TcpListener,
        out: &mut dyn Write,
    ) -> Result<u8, Trouble> {
        let (notices, heard) = channel();
        self.heed_trouble(&notices);
        let ready = self.serving(notices).ready();
        let ready = ready.map_err(|error| {
            Trouble::of_path(
                self.phrases,
                "trouble-write",
                &self.beside("keys.json"),
                Some(&error),
            )
        })?;
        let told_to_end = told_to_end(runtime)?;
        self.say_what_is_the_same(out)?;
        self.say_how_to_join(&ready, listener.local_addr()?, out)?;
        let lang = self.phrases.lang();
        let told = thread::spawn(move || tell(&heard, &Phrases::new(lang)));
        runtime.block_on(ready.serve(listener, told_to_end));
        drop(ready);
        // Lines that are cut may still hold a sender; what they would say, nobody waits for.
        drop(told);
        self.close()
    }

    /// Has it said here too when the drill cannot be recorded: one clock stands for all cities.
    fn heed_trouble(&self, notices: &std::sync::mpsc::Sender<Notice>) {
        let Some(city) = self.hall.cities().first() else {
            return;
        };
        let (notices, mut last) = (notices.clone(), None);
        city.door.join(Box::new(move |_: &Drill, clock: &Clock| {
            if last != clock.trouble {
                last.clone_from(&clock.trouble);
                return notices.send(Notice::Trouble(last.clone())).is_ok();
            }
            true
        }));
    }

    /// Ends every city, and says of each where its record is.
    fn close(&self) -> Result<u8, Trouble> {
        let mut code = DONE;
        for ended in self.hall.close() {
            let path = [("path", shown(&ended.file))];
            let Some((drill, kept)) = ended.drill else {
                // The panic has been told; the file has every order.
                note(&self.phrases.say_with("serve-go-on", &path));
                code = WANTING;
                continue;
            };
            kept.map_err(|error| {
                Trouble::of_path(self.phrases, "trouble-write", &ended.file, Some(&error))
            })?;
            let key = if drill.ended() {
                "run-sealed"
            } else {
                "serve-go-on"
            };
            note(&self.phrases.say_with(key, &path));
        }
        Ok(code)
    }

    fn serving(&self, notices: std::sync::mpsc::Sender<Notice>) -> Serving {
        let house = Seats {
            hall: self.hall.clone(),
            roster: self.roster.clone(),
        };
        let data = self.ask.data.clone().unwrap_or_else(data_folder);
        Serving {
            roster: self.roster.clone(),
            house: Arc::new(house),
            locks: self.beside("keys.json"),
            trail: self.beside("audit.jsonl"),
            host_key: data.join("host_key"),
            old_clients: self.ask.old_clients,
            idle: self.ask.idle,
            lang: self.phrases.lang(),
            notices,
        }
    }

    /// A file beside the drill's, named after it.
    fn beside(&self, end: &str) -> PathBuf {
        self.path.with_extension(end)
    }

    /// Says by what one city could still be told from another's answers.
    fn say_what_is_the_same(&self, out: &mut dyn Write) -> io::Result<()> {
        let same = self.hall.unvaried();
        if same.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = same.iter().take(SAME).map(|name| &**name).collect();
        let names = Value::from(harmless(&names.join(", ")));
        let args = [("count", Value::from(same.len())), ("names", names)];
        writeln!(out, "{}", self.phrases.say_with("hall-unvaried", &args))
    }

    fn say_how_to_join(
        &self,
        ready: &Ready,
        address: SocketAddr,
        out: &mut dyn Write,
    ) -> Result<(), Trouble> {
        let phrases = self.phrases;
        let title = self.title.get(phrases.lang());
        let mut say = |key: &str, args: &[(&str, Value<'_>)]| {
            writeln!(out, "{}", phrases.say_with(key, args))
        };
        let port = Value::from(address.port().to_string());
        say("serve-title", &[("title", Value::from(harmless(title)))])?;
        say(
            "serve-address",
            &[("address", Value::from(address.to_string()))],
        )?;
        let made = if ready.is_new {
            "serve-key-made"
        } else {
            "serve-key"
        };
        say(
            made,
            &[("fingerprint", Value::from(ready.fingerprint.clone()))],
        )?;
        for city in self.hall.cities() {
            let key = if city.sealed {
                "serve-over"
            } else {
                "run-recording"
            };
            say(key, &[("path", shown(&city.file))])?;
        }
        say(
            "serve-trail",
            &[("path", shown(&self.beside("audit.jsonl")))],
        )?;
        say("serve-seats", &[("port", port)])?;
        if !self.ask.old_clients {
            say("serve-clients", &[])?;
        }
        let codes = ready.codes();
        for (team, seat) in self.roster.seats() {
            let code = codes.get(&*seat.name);
            let way = match code {
                Some(code) => {
                    let args = [("code", Value::from(harmless(code)))];
                    phrases.say_with("serve-by-code", &args)
                }
                None => phrases.say("serve-by-key"),
            };
            let line = format!(
                "  {:<20} {:<20} {:<18} {way}",
                &*seat.name,
                &*team.name,
                cell_word(phrases, team.cell)
            );
            writeln!(out, "{line}")?;
        }
        let key = if self.roster.has(Cell::White) {
            "serve-waits"
        } else {
            "serve-runs"
        };
        writeln!(out, "{}", phrases.say(key))?;
        out.flush()?;
        Ok(())
    }
}

/// Says who comes and goes, a line for each.
fn tell(heard: &Receiver<Notice>, phrases: &Phrases) {
    while let Ok(notice) = heard.recv() {
        let (key, name, from, more) = match notice {
            Notice::Came(name, from) => ("serve-came", name.to_string(), Some(from), None),
            Notice::Went(name, from) => ("serve-went", name.to_string(), Some(from), None),
            Notice::Refused(name, from, why) => {
                ("serve-refused", name, Some(from), Some(phrases.say(why)))
            }
            Notice::Bound(name, key) => ("serve-bound", name.to_string(), None, Some(key)),
            Notice::Trouble(Some(why)) => ("serve-trouble", String::new(), None, Some(why)),
            Notice::Trouble(None) => ("serve-recorded", String::new(), None, None),
            Notice::Renewed(name, code) => ("serve-renewed", name.to_string(), None, Some(code)),
        };
        let from = from.map(|from| from.to_string()).unwrap_or_default();
        let args = [
            ("name", Value::from(harmless(&name))),
            ("from", Value::from(from)),
            ("more", Value::from(harmless(&more.unwrap_or_default()))),
        ];
        let now = jiff::Timestamp::now().strftime("%H:%M:%SZ").to_string();
        note(&format!("{now} {}", phrases.say_with(key, &args)));
    }
}

/// What comes back when the server is told to end. It hears from when it is made: who is told how
/// to end the server may do so at once.
#[cfg(unix)]
fn told_to_end(runtime: &Runtime) -> io::Result<impl Future<Output = ()> + use<>> {
    use tokio::signal::unix::{SignalKind, signal};
    let _inside = runtime.enter();
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// What comes back when the server is told to end, as `ctrl_c` of this system tells it.
#[cfg(windows)]
fn told_to_end(runtime: &Runtime) -> io::Result<impl Future<Output = ()> + use<>> {
    let _inside = runtime.enter();
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move { _ = interrupted.recv().await })
}

/// Where programs keep what is theirs and outlasts one drill.
fn data_folder() -> PathBuf {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let base = set("XDG_DATA_HOME")
        .or_else(|| set("LOCALAPPDATA"))
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(set("HOME")?).join(".local").join("share")));
    base.unwrap_or_default().join("dientap")
}
