//! `verify`: reads a drill with mistrust, plays it again, and names the first difference.
//!
//! Two questions are answered apart: whether the file is as it was written (the chain), and
//! whether what it says follows from its plan, seed and orders (the digests). A torn file still
//! answers the second for all that is intact.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use engine::drill::Drill;
use engine::plan::Plan;
use engine::record::{Alteration, DRILL_MAX, Ending, FIRST_KIND, Frame, Reading, read};
use engine::words::fact::Fact;
use engine::words::time::{HOUR, Tick};
use serde::de::DeserializeOwned;

use crate::phrase::{Phrases, Value, fault, harmless};
use crate::stage::journal::{END, FACTS, First, MARK, Marked, ORDER, Ordered, Sealed};
use crate::trouble::{DONE, Trouble, WANTING};
use crate::verbs::progress::Progress;

/// Verifies a drill.
pub fn verify(path: &Path, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let bytes = bytes_of(path, phrases)?;
    let reading = read(&bytes);
    drop(bytes);
    writeln!(out, "{}", ending(&reading, phrases))?;
    let whole = reading.end == Ending::Whole;
    let altered = matches!(reading.end, Ending::Altered { .. });
    if matches!(reading.end, Ending::Torn { .. }) {
        writeln!(out, "{}", phrases.say("verify-recovery"))?;
    }
    if reading.frames.is_empty() {
        if !matches!(reading.end, Ending::NotADrill | Ending::TooNew { .. }) {
            writeln!(out, "{}", phrases.say("verify-nothing"))?;
        }
        return Ok(WANTING);
    }
    let digest = [("digest", Value::from(reading.tail.digest()))];
    let mut check = Again::new(phrases);
    check.all(reading.frames);
    for line in &check.said {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", phrases.say_with("verify-digest", &digest))?;
    let (key, code) = match (check.differs || altered, whole && check.complete()) {
        (true, _) => ("verify-bad", WANTING),
        (false, true) => ("verify-good", DONE),
        (false, false) => ("verify-part", WANTING),
    };
    writeln!(out, "{}", phrases.say(key))?;
    Ok(code)
}

fn bytes_of(path: &Path, phrases: &Phrases) -> Result<Vec<u8>, Trouble> {
    let trouble = |error: io::Error| Trouble::of_path(phrases, "trouble-read", path, Some(&error));
    let about = path.metadata().map_err(trouble)?;
    if !about.is_file() {
        return Err(Trouble::of_path(phrases, "trouble-not-regular", path, None));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(trouble)?;
    file.take(DRILL_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    if bytes.len() as u64 > DRILL_MAX {
        return Err(Trouble::of_path(phrases, "trouble-drill-size", path, None));
    }
    Ok(bytes)
}

/// How the file ends, and how much of it is intact.
fn ending(reading: &Reading, phrases: &Phrases) -> String {
    let orders = reading
        .frames
        .iter()
        .filter(|frame| frame.kind == ORDER)
        .count();
    let at = |frame: &Frame| u32::try_from(frame.payload.get("at")?.as_u64()?).ok();
    let to = Tick(reading.frames.iter().filter_map(at).max().unwrap_or(0));
    let mut args = vec![
        ("frames", Value::from(reading.frames.len())),
        ("orders", Value::from(orders)),
        ("to", Value::from(to.to_string())),
    ];
    let key = match reading.end {
        Ending::Whole => "verify-whole",
        Ending::Torn { lost_bytes, .. } => {
            args.push(("lost", Value::from(lost_bytes)));
            "verify-torn"
        }
        Ending::Altered {
            at_frame,
            at_byte,
            why,
        } => {
            args.push(("frame", Value::from(at_frame)));
            args.push(("byte", Value::from(at_byte)));
            args.push(("why", Value::from(altered(why, phrases))));
            "verify-altered"
        }
        Ending::NotADrill => "verify-not-a-drill",
        Ending::TooNew { version } => {
            args.push(("version", Value::from(version)));
            "verify-too-new"
        }
    };
    phrases.say_with(key, &args)
}

fn altered(why: Alteration, phrases: &Phrases) -> String {
    match why {
        Alteration::Length => phrases.say("why-length"),
        Alteration::Crc => phrases.say("why-crc"),
        Alteration::Json => phrases.say("why-json"),
        Alteration::Chain => phrases.say("why-chain"),
        Alteration::Seq { expected, found } => {
            // Numbers from a hostile file may be beyond what a sentence's number can hold.
            let args = [
                ("expected", Value::from(expected.to_string())),
                ("found", Value::from(found.to_string())),
            ];
            phrases.say_with("why-seq", &args)
        }
    }
}

/// A drill being played again.
struct Again<'p> {
    phrases: &'p Phrases,
    drill: Option<Drill>,
    said: Vec<String>,
    differs: bool,
    marks: u32,
    ended: bool,
    sealed: usize,
}

impl<'p> Again<'p> {
    const fn new(phrases: &'p Phrases) -> Self {
        Self {
            phrases,
            drill: None,
            said: Vec::new(),
            differs: false,
            marks: 0,
            ended: false,
            sealed: 0,
        }
    }

    /// Whether the file holds a drill to its end, with all its facts.
    fn complete(&self) -> bool {
        self.ended
            && self
                .drill
                .as_ref()
                .is_some_and(|drill| drill.facts().len() == self.sealed)
    }

    /// Plays the frames one by one, up to the first difference.
    fn all(&mut self, frames: Vec<Frame>) {
        let mut frames = frames.into_iter();
        let Some(first) = frames.next() else { return };
        let Some(mut progress) = self.begin(first) else {
            return;
        };
        for frame in frames {
            let seq = frame.seq;
            match frame.kind.as_str() {
                ORDER => self.order(frame, &mut progress),
                MARK => self.mark(frame, &mut progress),
                END => self.end(frame, &mut progress),
                FACTS => self.facts(frame),
                kind => {
                    let args = [
                        ("frame", Value::from(seq)),
                        ("kind", Value::from(harmless(kind))),
                    ];
                    self.said
                        .push(self.phrases.say_with("verify-unknown-kind", &args));
                }
            }
            if self.differs {
                return;
            }
        }
        progress.done();
        self.conclude();
    }

    /// What agreed, and what is not there.
    fn conclude(&mut self) {
        let Some(drill) = &self.drill else { return };
        let (now, expected) = (drill.now(), drill.facts().len());
        let args = [
            ("marks", Value::from(self.marks)),
            ("to", Value::from(now.to_string())),
        ];
        self.said.push(self.phrases.say_with("verify-marks", &args));
        if !self.ended {
            self.said.push(self.phrases.say("verify-unsealed"));
        } else if self.sealed == expected {
            let args = [("facts", Value::from(expected))];
            self.said
                .push(self.phrases.say_with("verify-sealed", &args));
        } else {
            let args = [
                ("found", Value::from(self.sealed)),
                ("expected", Value::from(expected)),
            ];
            self.said
                .push(self.phrases.say_with("verify-facts-missing", &args));
        }
    }

    /// The plan, from frame 0.
    fn begin(&mut self, frame: Frame) -> Option<Progress<'p>> {
        let seq = frame.seq;
        let kind = frame.kind.clone();
        let first: First = self.payload(frame)?;
        if kind != FIRST_KIND {
            self.bad_frame(seq, &kind);
            return None;
        }
        let own = env!("CARGO_PKG_VERSION");
        if first.engine != own {
            let found = Value::from(harmless(&first.engine));
            let args = [("found", found), ("own", Value::from(own))];
            self.said
                .push(self.phrases.say_with("verify-other-version", &args));
        }
        let (setup, found) = (first.setup(), first.plan.clone());
        let variant = first.variant;
        let (plan, mut faults) = Plan::read(&first.into_texts());
        let plan = plan.and_then(|plan| {
            let varied = plan.varied(variant);
            varied.map_err(|found| faults = found).ok()
        });
        let Some(plan) = plan else {
            let fault = faults.iter().next();
            let words = fault.map(|f| {
                let what = fault::fault(self.phrases, &f.kind).what;
                format!("{}:{}:{}: {what}", harmless(&f.file), f.line, f.column)
            });
            let args = [
                ("faults", Value::from(faults.len())),
                ("first", Value::from(words.unwrap_or_default())),
            ];
            self.differ("verify-bad-plan", &args);
            return None;
        };
        if plan.digest.to_string() != found {
            let expected = Value::from(plan.digest.to_string());
            let args = [
                ("found", Value::from(harmless(&found))),
                ("expected", expected),
            ];
            self.differ("verify-plan-differs", &args);
            return None;
        }
        let progress = Progress::new(self.phrases, "verify-progress", plan.length);
        self.drill = Some(Drill::open(plan, setup));
        Some(progress)
    }

    fn order(&mut self, frame: Frame, progress: &mut Progress<'_>) {
        let seq = frame.seq;
        let Some(given) = self.payload::<Ordered>(frame) else {
            return;
        };
        if self.to(given.at, seq, progress)
            && let Some(drill) = &mut self.drill
        {
            drill.order(given.order);
        }
    }

    fn mark(&mut self, frame: Frame, progress: &mut Progress<'_>) {
        let seq = frame.seq;
        let Some(mark) = self.payload::<Marked>(frame) else {
            return;
        };
        if !self.to(mark.at, seq, progress) {
            return;
        }
        let again = self.digest();
        if again == mark.digest {
            self.marks += 1;
            return;
        }
        let args = [
            ("frame", Value::from(seq)),
            ("at", Value::from(mark.at.to_string())),
            ("found", Value::from(harmless(&mark.digest))),
            ("expected", Value::from(again)),
        ];
        self.differ("verify-mark-differs", &args);
    }

    fn end(&mut self, frame: Frame, progress: &mut Progress<'_>) {
        let seq = frame.seq;
        let Some(end) = self.payload::<Marked>(frame) else {
            return;
        };
        if !self.to(end.at, seq, progress) {
            return;
        }
        // Orders of the last moment still wait to act.
        if let Some(drill) = &mut self.drill {
            drill.advance(end.at);
            self.ended = drill.ended();
        }
        let again = self.digest();
        if again != end.digest {
            let found = Value::from(harmless(&end.digest));
            self.differ(
                "verify-end-differs",
                &[("found", found), ("expected", again.into())],
            );
        }
    }

    fn facts(&mut self, frame: Frame) {
        let seq = frame.seq;
        let Some(sealed) = self.payload::<Sealed>(frame) else {
            return;
        };
        let all = self.drill.as_ref().map_or(&[][..], Drill::facts);
        let same = |(place, fact): (usize, &Fact)| all.get(self.sealed + place) != Some(fact);
        let other = sealed.facts.iter().enumerate().position(same);
        if let Some(place) = other {
            let fact = Value::from(self.sealed + place);
            self.differ(
                "verify-fact-differs",
                &[("frame", Value::from(seq)), ("fact", fact)],
            );
            return;
        }
        self.sealed += sealed.facts.len();
    }

    /// Plays on to a moment; false (and said) if there is no such moment in this drill.
    fn to(&mut self, at: Tick, seq: u64, progress: &mut Progress<'_>) -> bool {
        let Some(drill) = &mut self.drill else {
            return false;
        };
        let now = drill.now();
        while drill.now() < at && !drill.ended() {
            let next = Tick(drill.now().0.saturating_add(HOUR).min(at.0));
            drill.advance(next);
            progress.at(drill.now());
            if drill.now() < next {
                break;
            }
        }
        let key = match drill.now().cmp(&at) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => "verify-beyond",
            std::cmp::Ordering::Greater => "verify-backwards",
        };
        let args = [
            ("frame", Value::from(seq)),
            ("at", Value::from(at.to_string())),
            ("now", Value::from(now.to_string())),
        ];
        self.differ(key, &args);
        false
    }

    fn digest(&self) -> String {
        self.drill
            .as_ref()
            .map(|drill| drill.digest().to_string())
            .unwrap_or_default()
    }

    /// A frame's content as the type it should have; said if it has not.
    fn payload<T: DeserializeOwned>(&mut self, frame: Frame) -> Option<T> {
        let read = serde_json::from_value(frame.payload).ok();
        if read.is_none() {
            self.bad_frame(frame.seq, &frame.kind);
        }
        read
    }

    fn bad_frame(&mut self, seq: u64, kind: &str) {
        let args = [
            ("frame", Value::from(seq)),
            ("kind", Value::from(harmless(kind))),
        ];
        self.differ("verify-bad-frame", &args);
    }

    fn differ(&mut self, key: &str, args: &[(&str, Value<'_>)]) {
        self.differs = true;
        self.said.push(self.phrases.say_with(key, args));
    }
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
