//! What a look of the team's came to: an inspection, or a sweep for the attacker's footholds.

use engine::view::Blue;
use engine::view::seen::{CopySeen, InspectionSeen, RestoreSeen, RunSeen, SweepSeen};
use engine::words::fact::{Compliance, Switched};
use engine::words::name::{HostId, ServiceId, WeakId};
use engine::words::target::Target;
use engine::words::text::Text;
use engine::words::time::Tick;

use crate::phrase::words::{self, compliance, odd as odd_word};
use crate::phrase::{Value, harmless, moment};
use crate::screen::See;
use crate::screens::blue::order::{names, say_of};
use crate::screens::blue::weak::Lead;

/// Whether it is anything to worry about, and in few words what; nothing for what is no look.
pub fn in_short(see: &See<'_, Blue>, run: &RunSeen) -> Option<(bool, String)> {
    if let Some(seen) = inspection(see, run) {
        return Some(told(see, seen));
    }
    let seen = swept(see, run)?;
    let args = [("count", Value::from(seen.found))];
    Some((seen.found > 0, see.say_with("work-run-swept", &args)))
}

fn swept<'v>(see: &See<'v, Blue>, run: &RunSeen) -> Option<&'v SweepSeen> {
    let (ended, _) = run.ended?;
    let mut all = see.view.swept.iter();
    all.find(|seen| seen.at == ended && seen.target == run.target)
}

/// The weak points that it brought to light.
pub fn weak(see: &See<'_, Blue>, run: &RunSeen) -> Vec<WeakId> {
    inspection(see, run).map_or_else(Vec::new, |seen| seen.weak.clone())
}

/// The first declaration that it found not to be so, as what is to be reported.
pub fn untrue(see: &See<'_, Blue>, run: &RunSeen) -> Option<Lead> {
    let (system, what) = *inspection(see, run)?.not_so.first()?;
    Some(Lead {
        at: Target::Service(system),
        text: declared_false(see, system, what),
    })
}

fn declared_false(see: &See<'_, Blue>, system: ServiceId, what: Compliance) -> String {
    let args = [
        (
            "system",
            Value::from(see.brief.target_text(&Target::Service(system))),
        ),
        ("what", Value::from(compliance(see.phrases, what))),
    ];
    see.say_with("work-declared-false", &args)
}

fn inspection<'v>(see: &See<'v, Blue>, run: &RunSeen) -> Option<&'v InspectionSeen> {
    let (ended, _) = run.ended?;
    let mut all = see.view.inspections.iter();
    all.find(|seen| seen.at == ended && seen.target == run.target)
}

fn told(see: &See<'_, Blue>, seen: &InspectionSeen) -> (bool, String) {
    let counted = |key: &str, count: usize| {
        (count > 0).then(|| see.say_with(key, &[("count", Value::from(count))]))
    };
    let unsound = seen.odd.map(|odd| odd_word(see.phrases, odd));
    let not_so = counted("work-brought-not-so", seen.not_so.len());
    let bad = [
        unsound,
        counted("work-brought-weak", seen.weak.len()),
        not_so,
    ];
    let bad: Vec<String> = bad.into_iter().flatten().collect();
    let is_bad = !bad.is_empty();
    let so = counted("work-brought-so", seen.so);
    let all: Vec<String> = bad.into_iter().chain(so).collect();
    let said = match all.is_empty() {
        true => see.say("work-run-sound"),
        false => see.say_with("work-run-brought", &[("what", Value::from(all.join(", ")))]),
    };
    (is_bad, said)
}

/// From which copies it restored, and which of them could not be read.
fn restored(see: &See<'_, Blue>, run: &RunSeen) -> Vec<String> {
    let ended = run.ended.map(|(at, _)| at);
    let all = see.view.restored.iter();
    let all = all.filter(|one| Some(one.at) == ended && one.target == run.target);
    let said = |one: &RestoreSeen| {
        let title = (see.brief).target_title(&Target::Backup(one.backup), see.lang());
        let Some((age, lost)) = one.lost else {
            return vec![say_of(see, "work-run-unreadable", harmless(&title))];
        };
        let args = [("age", age), ("lost", lost)];
        let args = args.map(|(name, span)| (name, Value::from(moment::span(see.phrases, span))));
        let from = say_of(see, "work-run-restored", harmless(&title));
        vec![from, see.say_with("work-run-lost", &args)]
    };
    all.flat_map(said).collect()
}

/// How long ago a restore from a copy was tested, as an inspection found it.
pub fn tested(see: &See<'_, Blue>, seen: CopySeen) -> String {
    let Some(ago) = seen.tested else {
        return see.say("copy-never-tested");
    };
    let ago = Value::from(moment::span(see.phrases, ago));
    see.say_with("copy-tested", &[("ago", ago)])
}

/// How old the copy is that was looked into, and how good.
fn copy(see: &See<'_, Blue>, run: &RunSeen) -> Option<String> {
    let Target::Backup(backup) = run.target else {
        return None;
    };
    let seen = *see.view.copies.get(&backup)?;
    let args = [
        ("age", Value::from(moment::span(see.phrases, seen.age))),
        ("tested", Value::from(tested(see, seen))),
        ("bad", Value::from(seen.bad)),
    ];
    Some(see.say_with("work-run-copy", &args))
}

/// A weak point that came to light.
pub struct WeakPoint<'s> {
    title: &'s Text,
    /// What it is a weak point of.
    pub at: &'s Target,
    /// When the control that it lay in was put right, by then.
    pub mended: Option<Tick>,
}

impl<'s> WeakPoint<'s> {
    /// One that came to light, as it stood at a moment.
    pub fn of(see: &'s See<'_, Blue>, id: WeakId, then: Tick) -> Option<Self> {
        let (title, at) = see.brief.weak(see.view, id)?;
        let mut healed = see.view.healed.iter().rev();
        let healed = healed.find(|(when, _, what)| match what {
            Switched::Control(control) => *at == Target::Control(*control) && *when <= then,
            Switched::Host(_) => false,
        });
        let mended = healed.map(|(when, ..)| *when);
        Some(Self { title, at, mended })
    }

    /// It in a line.
    pub fn said(&self, see: &See<'_, Blue>) -> String {
        let title = Value::from(harmless(&see.text(self.title)));
        let Some(when) = self.mended else {
            return see.say_with("work-run-weak", &[("title", title)]);
        };
        let when = Value::from(see.calendar(when));
        see.say_with("work-run-weak-mended", &[("title", title), ("at", when)])
    }
}

/// Every weak point and every false declaration, a line each, and where they are dealt with.
pub fn in_full(see: &See<'_, Blue>, run: &RunSeen) -> Vec<String> {
    if let Some(seen) = swept(see, run) {
        let name = |host: &HostId| {
            let host = words::target(see.phrases, &names(see), &Target::Host(*host));
            format!("! {host}")
        };
        return seen.hosts.iter().map(name).collect();
    }
    let Some(seen) = inspection(see, run) else {
        return restored(see, run);
    };
    let weak = seen.weak.iter();
    let weak = weak.filter_map(|id| WeakPoint::of(see, *id, seen.at));
    let mut all: Vec<String> = weak.map(|weak| weak.said(see)).collect();
    if !all.is_empty() {
        all.push(see.say("work-run-report-weak"));
    }
    all.extend(copy(see, run));
    let untrue = seen.not_so.iter();
    all.extend(untrue.map(|(system, what)| format!("! {}", declared_false(see, *system, *what))));
    if seen.so + seen.not_so.len() > 0 {
        all.push(see.say("work-brought-declared"));
    }
    all
}
