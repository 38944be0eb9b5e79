//! A person at a terminal far away: their desk, kept in step with keys, news and a line that may be
//! slow or gone.
//!
//! At most one frame is on its way; the next is drawn when it has arrived, from what is true then.
//! A key is answered at once. News wait a little for more and are drawn for one person after the
//! other on each core: so a key never waits behind the news of everybody.

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use engine::view::{Blue, Jury, Observer, Red, White};
use engine::words::cell::Cell;
use engine::words::text::Lang;
use russh::ChannelWriteHalf;
use russh::server::Msg;
use serde_json::json;
use tokio::sync::{AcquireError, Notify, OwnedSemaphorePermit, mpsc};
use tokio::time::{sleep, sleep_until, timeout};

use crate::desk::Person;
use crate::paint::theme::Theme;
use crate::phrase::Phrases;
use crate::screen::Seated;
use crate::screen::porter::Porter;
use crate::terminal::booth::FRAME;
use crate::terminal::seat::{Heed, Line, Seat};
use crate::terminal::ssh::house::Berth;
use crate::terminal::ssh::limits::{Bucket, IDLE, INPUT, STALLED};
use crate::terminal::ssh::pane::{ENTER, LEAVE, Pane};
use crate::terminal::ssh::people::{Here, Touched};
use crate::terminal::ssh::porter::Keeper;
use crate::terminal::ssh::session::Wire;
use crate::terminal::ssh::typed::ALONE;
use crate::terminal::ssh::work::Work;
use crate::terminal::ssh::{Inside, Notice};

/// How long news wait for more.
const NEWS: Duration = Duration::from_millis(40);
/// How much longer for each one who is here, if only the clock went on: at a fast pace it always
/// does, and nobody reads it so fast.
const CLOCK_EACH: Duration = Duration::from_micros(500);
/// How often the organisers are shown anew how long people have done nothing.
const ROUND: Duration = Duration::from_secs(10);

/// A turn to draw news, waited for.
type Turn = Pin<Box<dyn Future<Output = Result<OwnedSemaphorePermit, AcquireError>> + Send>>;

/// Why a person's time at the terminal ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// They left.
    Left,
    /// Their line is gone.
    Dropped,
    /// The drill is over for today.
    Closing,
    /// The organisers sent them away.
    SentAway,
    /// They take nothing any more.
    Stalled,
    /// They did nothing for very long.
    Idle,
    /// The stage is gone.
    Lost,
    /// A mistake of ours.
    Broken,
}

/// A desk that is kept for a seat, and what rings for it.
struct Parked<R: Seated> {
    seat: Seat<R>,
    bell: Arc<Notify>,
}

/// Lets somebody sit down at their desk.
pub async fn sit(mut wire: Wire) {
    let phrases = Phrases::new(lang_of(&wire));
    let Some((term, size)) = wire.terminal.take() else {
        return say_and_go(&wire, &phrases, "door-no-terminal", 2).await;
    };
    let Some(berth) = wire.inside.house.berth(&wire.who.seat, None) else {
        return say_and_go(&wire, &phrases, "door-no-city", 1).await;
    };
    let go = Arc::new(Notify::new());
    let touched = Touched::default();
    let here = Here {
        who: wire.who.clone(),
        does: "shell",
        since: jiff::Timestamp::now(),
        go: go.clone(),
        knife: wire.knife.clone(),
        touched: touched.clone(),
    };
    let Some(_stay) = wire.inside.people.come(here) else {
        return say_and_go(&wire, &phrases, "door-full", 1).await;
    };
    note(&wire, "came", "shell", None);
    let word = |name: &str| wire.words.get(name).map_or("", String::as_str);
    let plain = !word("DIENTAP_PLAIN").is_empty();
    let theme = Theme::of(
        !word("NO_COLOR").is_empty(),
        word("COLORTERM"),
        &term,
        plain,
    );
    let person = Person {
        team: berth.team,
        host: berth.cell == Cell::White,
        moves: false,
        lang: phrases.lang(),
        theme,
    };
    let (to, knife) = (wire.to.clone(), wire.knife.clone());
    let place = Place {
        wire,
        berth,
        person,
        size,
        go,
        touched,
    };
    let end = match place.berth.cell {
        Cell::Blue => place.sit::<Blue>().await,
        Cell::Red => place.sit::<Red>().await,
        Cell::White => place.sit::<White>().await,
        Cell::Jury => place.sit::<Jury>().await,
        Cell::Observer | Cell::Green => place.sit::<Observer>().await,
    };
    if end != End::Dropped && end != End::Stalled {
        goodbye(&to, &phrases, end).await;
    }
    if end == End::Stalled {
        knife.cut();
    }
}

/// Gives the terminal back, with a last word.
async fn goodbye(to: &ChannelWriteHalf<Msg>, phrases: &Phrases, end: End) {
    let (key, code) = match end {
        End::Left => ("bye-left", 0),
        End::Closing => ("bye-closing", 0),
        End::SentAway => ("bye-sent-away", 1),
        End::Idle => ("bye-idle", 1),
        End::Lost => ("bye-lost", 1),
        _ => ("bye-broken", 1),
    };
    let mut bytes = LEAVE.to_vec();
    bytes.extend_from_slice(format!("{}\r\n", phrases.say(key)).as_bytes());
    let _ = timeout(STALLED, to.data_bytes(bytes)).await;
    close(to, code).await;
}

/// Ends a channel.
pub async fn close(to: &ChannelWriteHalf<Msg>, code: u32) {
    let _ = to.exit_status(code).await;
    let _ = to.eof().await;
    let _ = to.close().await;
}

/// Says why not, and closes.
pub async fn say_and_go(wire: &Wire, phrases: &Phrases, key: &str, code: u32) {
    let text = format!("{}\r\n", phrases.say(key));
    let _ = timeout(STALLED, wire.to.extended_data_bytes(1, text.into_bytes())).await;
    close(&wire.to, code).await;
}

/// Says to whoever came for files that none are carried here.
pub async fn carries_no_files(wire: Wire) {
    let phrases = Phrases::new(lang_of(&wire));
    say_and_go(&wire, &phrases, "door-no-files", 1).await;
}

/// The language somebody's surroundings name; the server's if they name none.
pub fn lang_of(wire: &Wire) -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| wire.words.get(*name).filter(|value| !value.is_empty()));
    match named {
        Some(value) if value.to_ascii_lowercase().starts_with("en") => Lang::En,
        Some(value) if value.to_ascii_lowercase().starts_with("vi") => Lang::Vi,
        _ => wire.inside.lang,
    }
}

/// Notes on the trail, and on the server's own terminal, that somebody came or went.
pub fn note(wire: &Wire, what: &str, does: &str, why: Option<&str>) {
    let who = &wire.who;
    let line = json!({
        "seat": who.seat, "team": who.team, "key": who.key, "does": does,
        "from": who.from.to_string(), "why": why,
    });
    wire.inside.trail.note(what, line);
    let notice = match what {
        "came" => Notice::Came(who.seat.clone(), who.from),
        _ => Notice::Went(who.seat.clone(), who.from),
    };
    let _ = wire.inside.notices.send(notice);
}

/// Writes on the trail what is ordered from a seat.
pub fn heed(inside: &Arc<Inside>, who: &crate::terminal::ssh::people::Who) -> Heed {
    let (trail, seat) = (inside.trail.clone(), who.seat.clone());
    let key = who.key.clone();
    Arc::new(move |ask, number| {
        let order = number.map(|number| number.0);
        let line = json!({"seat": seat, "key": key, "order": order, "ask": ask});
        trail.note("ordered", line);
    })
}

/// A person's place, with all it takes to sit there.
struct Place {
    wire: Wire,
    berth: Berth,
    person: Person,
    size: (u32, u32),
    go: Arc<Notify>,
    touched: Touched,
}

impl Place {
    /// Sits down at the desk that was kept, or at a fresh one, and works until the end.
    async fn sit<R: Seated>(mut self) -> End {
        let Some(Parked { seat, bell }) = self.desk::<R>().await else {
            return End::Lost;
        };
        let pane = Pane::new(self.size);
        let (frames, mut sent) = writer(self.wire.to.clone());
        if frames.send(ENTER.into()).await.is_err() {
            return End::Dropped;
        }
        let mut work = Work::new(seat, pane, self.wire.inside.gallery.clone());
        let end = self.work(&mut work, &bell, &frames, &mut sent).await;
        if work.sending && !matches!(end, End::Dropped | End::Stalled) {
            // A last word in the middle of a frame would be no word.
            let _ = timeout(STALLED, sent.recv()).await;
        }
        note(&self.wire, "went", "shell", Some(word_of(end)));
        if !matches!(end, End::Broken | End::Lost | End::SentAway) {
            let seat = self.wire.who.seat.clone();
            let parked = Parked {
                seat: work.seat,
                bell,
            };
            self.wire.inside.people.park(&seat, Box::new(parked));
        }
        end
    }

    /// The organisers have a hand on the door.
    fn porter(&self) -> Option<Arc<dyn Porter>> {
        (self.berth.cell == Cell::White).then(|| {
            let keeper = Keeper::new(self.wire.inside.clone(), self.wire.who.clone());
            Arc::new(keeper) as Arc<dyn Porter>
        })
    }

    async fn desk<R: Seated>(&self) -> Option<Parked<R>> {
        let people = &self.wire.inside.people;
        let kept: Option<Box<dyn Any + Send>> = people.unpark(&self.wire.who.seat);
        if let Some(kept) = kept.and_then(|kept| kept.downcast::<Parked<R>>().ok()) {
            let mut kept = *kept;
            kept.seat.desk.set_theme(self.person.theme);
            kept.seat.set_heed(heed(&self.wire.inside, &self.wire.who));
            kept.seat.set_porter(self.porter());
            kept.seat.fetch();
            return Some(kept);
        }
        let bell = Arc::new(Notify::new());
        let rung = bell.clone();
        let line = Line {
            door: self.berth.door.clone(),
            bell: Arc::new(move || rung.notify_one()),
            heed: Some(heed(&self.wire.inside, &self.wire.who)),
            place: self.wire.who.seat.clone(),
            hall: self.berth.hall.clone(),
            porter: self.porter(),
        };
        let (plan, person) = (self.berth.plan.clone(), self.person);
        let taken = tokio::task::spawn_blocking(move || Seat::<R>::take(&plan, person, line));
        let seat = taken.await.ok()??;
        Some(Parked { seat, bell })
    }

    async fn work<R: Seated>(
        &mut self,
        work: &mut Work<R>,
        bell: &Notify,
        frames: &mpsc::Sender<Bytes>,
        sent: &mut mpsc::Receiver<bool>,
    ) -> End {
        let mut bucket = Bucket::new(INPUT, Instant::now());
        let mut closing = self.wire.inside.closing.clone();
        let mut people = self.wire.inside.people.watch();
        let (mut esc, mut hold) = (None, None);
        let (mut turn, mut mine): (Option<Turn>, _) = (None, None);
        let mut touched_at = Instant::now();
        let mut round_at = touched_at + ROUND;
        let idle = self.idle();
        loop {
            if !work.sending && (work.touched || mine.is_some()) {
                if let Err(end) = work.paint(frames) {
                    return end;
                }
                // With the frame of a key the news were drawn too.
                turn = None;
            }
            mine = None;
            let news_at = work.drawn + self.patience(work.news && !work.seat.is_told());
            let waits = work.news && !work.sending && turn.is_none();
            if waits && Instant::now() >= news_at {
                let lane = self.wire.inside.lane.clone();
                turn = Some(Box::pin(lane.acquire_owned()));
            }
            let done = tokio::select! {
                biased;
                _ = closing.wait_for(|closing| *closing) => Some(End::Closing),
                () = self.go.notified() => Some(End::SentAway),
                done = sent.recv() => {
                    work.sending = false;
                    if done == Some(true) { None } else { Some(End::Stalled) }
                }
                () = until(esc) => {
                    esc = None;
                    let inputs = work.keyboard.quiet(work.pane.size());
                    work.inputs(inputs)
                }
                () = until(hold), if hold.is_some() => { hold = None; None }
                said = self.wire.from.wait(), if hold.is_none() => {
                    touched_at = Instant::now();
                    self.touched.touch(touched_at);
                    let done = work.said(said, &mut bucket, &mut hold);
                    esc = work.keyboard.waits().then(|| Instant::now() + ALONE);
                    done
                }
                () = bell.notified() => { work.news = true; None }
                Ok(()) = people.changed(), if self.person.host => work.stir(),
                () = sleep_until(round_at.into()), if self.person.host => {
                    round_at += ROUND;
                    work.stir()
                }
                permit = granted(&mut turn), if turn.is_some() => {
                    (turn, mine) = (None, Some(permit));
                    None
                }
                () = sleep_until(news_at.into()), if waits && turn.is_none() => None,
                () = sleep(FRAME), if work.is_playing() => { work.run_on(); None }
                () = sleep_until((touched_at + idle).into()) => Some(End::Idle),
            };
            if let Some(end) = done {
                return end;
            }
        }
    }

    /// How long this terminal may lie untouched: who only watches has nothing to touch.
    fn idle(&self) -> Duration {
        match self.berth.cell {
            Cell::Observer | Cell::Green => IDLE,
            _ => self.wire.inside.idle,
        }
    }

    /// How long news wait for more; if they are but of the clock, the longer, the more are here.
    fn patience(&self, only_clock: bool) -> Duration {
        let count = u32::try_from(self.wire.inside.people.count()).unwrap_or(0);
        NEWS + CLOCK_EACH * if only_clock { count } else { 0 }
    }
}

/// Waits for a turn; for ever if none is waited for. The lane is never closed.
async fn granted(turn: &mut Option<Turn>) -> OwnedSemaphorePermit {
    match turn {
        Some(turn) => match turn.await {
            Ok(permit) => permit,
            Err(_) => std::future::pending().await,
        },
        None => std::future::pending().await,
    }
}

/// Waits until a moment; for ever if there is none.
async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment.into()).await,
        None => std::future::pending().await,
    }
}

/// A task that sends one frame after the other, and says of each whether it went.
fn writer(to: Arc<ChannelWriteHalf<Msg>>) -> (mpsc::Sender<Bytes>, mpsc::Receiver<bool>) {
    let (frames, mut waiting) = mpsc::channel::<Bytes>(1);
    let (said, sent) = mpsc::channel(2);
    tokio::spawn(async move {
        while let Some(bytes) = waiting.recv().await {
            let went = timeout(STALLED, to.data_bytes(bytes)).await;
            let went = matches!(went, Ok(Ok(())));
            if said.send(went).await.is_err() || !went {
                return;
            }
            // Whoever types is to be heard before the next frame is drawn.
            sleep(Duration::ZERO).await;
        }
    });
    (frames, sent)
}

/// The word for it on the trail.
const fn word_of(end: End) -> &'static str {
    match end {
        End::Left => "left",
        End::Dropped => "dropped",
        End::Closing => "closing",
        End::SentAway => "sent-away",
        End::Stalled => "stalled",
        End::Idle => "idle",
        End::Lost => "lost",
        End::Broken => "broken",
    }
}
