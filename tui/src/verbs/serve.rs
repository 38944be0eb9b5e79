//! `serve`: a live drill that people join over SSH, until Ctrl-C.
//!
//! The same line again goes on with what is recorded, standing at its last order. What the server
//! keeps besides the drill lies beside it: the audit trail and the keys that codes let in.

use std::env;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::rehearsal::Bots;
use engine::words::cell::Cell;
use engine::words::name::Name;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::cli::{BlueWord, RedWord, ServeAsk};
use crate::phrase::words::cell as cell_word;
use crate::phrase::{Phrases, Value, harmless};
use crate::roster::{Cities, Roster};
use crate::stage::journal::Journal;
use crate::stage::opening::{Opening, Recorded, drawn_seed};
use crate::stage::pacer::usual_pace;
use crate::stage::{Door, Staging, start};
use crate::tape_file::TapeFile;
use crate::terminal::ssh::house::{Berth, House};
use crate::terminal::ssh::{Notice, Ready, Serving};
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::live::no_drill;
use crate::verbs::run::{blue_word, bot, note, shown};
use crate::verbs::{check, takes_colour};

/// The port that is listened on, unless another is asked for.
const PORT: u16 = 2222;
/// The threads that carry all lines; the drill has its own.
const THREADS: usize = 2;

/// Serves a drill until it is told to end.
pub fn serve(ask: &ServeAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let (folder, plan, faults) = check::read(&ask.scenario, phrases)?;
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
    // One city is all that is staged here; teams that play apart would see each other.
    let defend = roster.teams.iter().filter(|team| team.cell == Cell::Blue);
    if roster.cities == Cities::Apart && defend.count() > 1 {
        return Err(Trouble::of_path(
            phrases,
            "trouble-apart",
            &ask.roster,
            None,
        ));
    }
    let path = match &ask.out {
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.drill", folder.name)),
    };
    let opening = opening(ask, &roster, plan, folder.name);
    let (opening, drill, journal) = opened(&path, opening, phrases)?;
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
        opening,
        phrases,
    };
    show.run((drill, journal), &runtime, listener, out)
}

/// A drill as it was asked for; who sits in the roster plays, a script or a playbook the others.
fn opening(ask: &ServeAsk, roster: &Roster, plan: Arc<Plan>, name: String) -> Opening {
    let red = match ask.red {
        Some(RedWord::Human) => RedBy::Human,
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
    Opening {
        plan,
        name,
        setup: Setup {
            seed: ask.seed.unwrap_or_else(drawn_seed),
            red,
        },
        blue: blue_word(blue),
    }
}

/// What a drill is staged from: how it was opened, the drill as it stands, and its journal.
type Opened = (Opening, Drill, Journal<TapeFile, io::Sink>);

/// The drill of the file, if it is there and of this scenario; else a new one in a new file.
fn opened(path: &Path, opening: Opening, phrases: &Phrases) -> Result<Opened, Trouble> {
    if !path.exists() {
        let (tape, path) = opening.tape(Some(path), phrases)?;
        let opened = opening.open::<io::Sink>(tape, None);
        let (drill, journal) = opened
            .map_err(|error| Trouble::of_path(phrases, "trouble-write", &path, Some(&error)))?;
        return Ok((opening, drill, journal));
    }
    let (recorded, journal) = Recorded::resume(path).map_err(|why| no_drill(why, path, phrases))?;
    if recorded.opening.plan.digest != opening.plan.digest {
        return Err(Trouble::of_path(phrases, "trouble-other-drill", path, None));
    }
    let drill = recorded.again(recorded.to);
    Ok((recorded.opening, drill, journal))
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

/// One city for everybody.
struct OneCity {
    plan: Arc<Plan>,
    door: Door,
    roster: Arc<Roster>,
}

impl House for OneCity {
    fn berth(&self, seat: &str, city: Option<&str>) -> Option<Berth> {
        let (team, _) = self.roster.seat(seat)?;
        city.is_none().then(|| Berth {
            plan: self.plan.clone(),
            door: self.door.clone(),
            team: team.plays,
            cell: team.cell,
        })
    }

    fn cities(&self) -> Vec<Name> {
        Vec::new()
    }
}

/// A served drill, its file, and those who may come.
struct Show<'s> {
    ask: &'s ServeAsk,
    roster: Arc<Roster>,
    path: PathBuf,
    opening: Opening,
    phrases: &'s Phrases,
}

impl Show<'_> {
    fn run(
        self,
        (drill, journal): (Drill, Journal<TapeFile, io::Sink>),
        runtime: &Runtime,
        listener: TcpListener,
        out: &mut dyn Write,
    ) -> Result<u8, Trouble> {
        let kind = match self.opening.blue {
            "playbook" => bot(BlueWord::Playbook),
            _ => bot(BlueWord::None),
        };
        let plan = self.opening.plan.clone();
        let bots = Bots::new(kind, &plan, self.opening.setup.seed);
        let usual = usual_pace(plan.length.0);
        let pace = self
            .ask
            .pace
            .map_or(usual, |pace| pace.saturating_mul(1_000).max(1));
        let governed = self.roster.has(Cell::White);
        let (door, stage) = start(Staging {
            drill,
            journal,
            bots,
            pace,
            paused: governed,
            releases: !governed,
        });
        let (notices, heard) = channel();
        let ready = self.serving(&door, notices)?.ready();
        let ready = ready.map_err(|error| {
            Trouble::of_path(
                self.phrases,
                "trouble-write",
                &self.beside("keys.json"),
                Some(&error),
            )
        })?;
        self.say_how_to_join(&ready, listener.local_addr()?, out)?;
        let lang = self.phrases.lang();
        let told = thread::spawn(move || tell(&heard, &Phrases::new(lang)));
        runtime.block_on(ready.serve(listener, told_to_end()));
        drop(ready);
        door.close();
        let Ok((drill, kept)) = stage.join() else {
            note(
                &self
                    .phrases
                    .say_with("serve-go-on", &[("path", shown(&self.path))]),
            );
            return Ok(WANTING);
        };
        // Lines that are cut may still hold a sender; what they would say, nobody waits for.
        drop(told);
        kept.map_err(|error| {
            Trouble::of_path(self.phrases, "trouble-write", &self.path, Some(&error))
        })?;
        let key = if drill.ended() {
            "run-sealed"
        } else {
            "serve-go-on"
        };
        note(&self.phrases.say_with(key, &[("path", shown(&self.path))]));
        Ok(DONE)
    }

    fn serving(
        &self,
        door: &Door,
        notices: std::sync::mpsc::Sender<Notice>,
    ) -> Result<Serving, Trouble> {
        let house = OneCity {
            plan: self.opening.plan.clone(),
            door: door.clone(),
            roster: self.roster.clone(),
        };
        let data = self.ask.data.clone().unwrap_or_else(data_folder);
        Ok(Serving {
            roster: self.roster.clone(),
            house: Arc::new(house),
            locks: self.beside("keys.json"),
            trail: self.beside("audit.jsonl"),
            host_key: data.join("host_key"),
            post_quantum: self.ask.post_quantum,
            lang: self.phrases.lang(),
            notices,
        })
    }

    /// A file beside the drill's, named after it.
    fn beside(&self, end: &str) -> PathBuf {
        self.path.with_extension(end)
    }

    fn say_how_to_join(
        &self,
        ready: &Ready,
        address: SocketAddr,
        out: &mut dyn Write,
    ) -> Result<(), Trouble> {
        let phrases = self.phrases;
        let title = self.opening.plan.title.get(phrases.lang());
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
        say("run-recording", &[("path", shown(&self.path))])?;
        say(
            "serve-trail",
            &[("path", shown(&self.beside("audit.jsonl")))],
        )?;
        say("serve-seats", &[("port", port)])?;
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
            Notice::Renewed(name, code) => ("serve-renewed", name.to_string(), None, Some(code)),
        };
        let from = from.map(|from| from.to_string()).unwrap_or_default();
        let args = [
            ("name", Value::from(harmless(&name))),
            ("from", Value::from(from)),
            ("more", Value::from(more.unwrap_or_default())),
        ];
        let now = jiff::Timestamp::now().strftime("%H:%M:%SZ").to_string();
        note(&format!("{now} {}", phrases.say_with(key, &args)));
    }
}

/// Comes back when the server is told to end.
async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
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
