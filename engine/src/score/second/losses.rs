//! Where the points went that were not got: each lost point goes to the first link that broke.
//!
//! What came late is split among the intervals from stamp to stamp in proportion to how far each
//! was over its target; what was not found at all goes to the first stamp that is missing.

use crate::score::beside::{Break, CAUSE_FACTS, LossCause, Losses, Stage};
use crate::score::card::{About, Component, Line, Milli, Stamp, share_out};
use crate::score::second::Against;
use crate::score::second::deed::Deed;
use crate::score::second::run::RunFold;
use crate::score::second::standing;
use crate::words::fact::Outcome;
use crate::words::name::*;
use crate::words::order::Pillar;
use crate::words::time::{MINUTE, Span, Tick};
use std::collections::BTreeMap;

/// Within what the links of detection should follow each other, at the catalogue's tempo: action to
/// record, record to alert, alert to claim. Ours.
const TARGETS: [Span; 3] = [Span(MINUTE), Span(5 * MINUTE), Span(15 * MINUTE)];
/// So many unread alerts a head are a full queue. Ours.
const FULL: usize = 5;

/// One loss with its cause.
struct Loss {
    broke: Break,
    stage: Stage,
    pillar: Pillar,
    lost: Milli,
    about: About,
    facts: Vec<FactId>,
}

/// Everything that was lost, by cause.
pub fn losses(against: &Against<'_>, components: &[Component]) -> Losses {
    let mut all = Vec::new();
    for component in components.iter().filter(|component| component.measured) {
        for line in component.lines.iter().filter(|line| line.lost != 0) {
            let stage = match component.name.as_str() {
                "prevention" => Stage::Prevent,
                "detection" | "triage" => Stage::Detect,
                "recovery" => Stage::Recover,
                _ => Stage::Respond,
            };
            of_line(against, stage, line, &mut all);
        }
    }
    Losses {
        total: components.iter().map(Component::missed).sum(),
        causes: gathered(all),
    }
}

fn gathered(mut all: Vec<Loss>) -> Vec<LossCause> {
    all.sort_by_key(|loss| std::cmp::Reverse(loss.lost));
    let mut causes: BTreeMap<(Pillar, Stage, Break), LossCause> = BTreeMap::new();
    for loss in all {
        let key = (loss.pillar, loss.stage, loss.broke);
        let cause = causes.entry(key).or_insert_with(|| LossCause {
            broke: loss.broke,
            stage: loss.stage,
            pillar: loss.pillar,
            lost: 0,
            about: Vec::new(),
            facts: Vec::new(),
        });
        cause.lost += loss.lost;
        if !cause.about.contains(&loss.about) && cause.about.len() < CAUSE_FACTS {
            cause.about.push(loss.about);
        }
        let room = CAUSE_FACTS.saturating_sub(cause.facts.len());
        let new = loss
            .facts
            .into_iter()
            .filter(|fact| !cause.facts.contains(fact))
            .take(room);
        let new: Vec<FactId> = new.collect();
        cause.facts.extend(new);
    }
    let mut causes: Vec<LossCause> = causes.into_values().collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.lost));
    causes
}

fn of_line(against: &Against<'_>, stage: Stage, line: &Line, all: &mut Vec<Loss>) {
    let deed = against.deed(&line.about);
    let mut put = |broke: Break, lost: Milli| {
        let pillar = match line.about {
            About::Inject(inject) => against.stakes.injects[inject.at()].pillar,
            _ => None,
        };
        all.push(Loss {
            broke,
            stage,
            pillar: pillar.unwrap_or(broke.pillar()),
            lost,
            about: line.about.clone(),
            facts: line.facts.clone(),
        });
    };
    match (line.rule.as_str(), deed) {
        ("DET-1", Some(deed)) => {
            let (late, vague) = late_and_vague(deed, line.lost);
            put(Break::Misread, vague);
            let intervals = [Break::NoSensor, Break::NoRule, read_break(against, deed)];
            let over = intervals.into_iter().zip(over_target(against, deed, late));
            over.filter(|(_, lost)| *lost != 0)
                .for_each(|(broke, lost)| put(broke, lost));
        }
        ("DET-2", Some(deed)) => put(unseen_break(against, deed), line.lost),
        ("DET-3" | "TRI-2", _) => put(Break::FalseClaim, line.lost),
        ("TRI-3", _) => put(Break::Misread, line.lost),
        ("TRI-4", _) => put(Break::QueueFull, line.lost),
        ("PRE-4" | "CON-4" | "REC-6" | "CNT-2", _) => put(Break::TooMuch, line.lost),
        ("CON-3", _) => put(Break::NotVerified, line.lost),
        ("REC-3", _) => put(Break::RestoredLate, line.lost),
        ("REC-7", _) => put(Break::PutBack, line.lost),
        ("REC-4" | "REC-5", _) => put(Break::RestoredDirty, line.lost),
        ("REP-3" | "REP-4" | "REP-9", _) => put(Break::ToldLate, line.lost),
        ("REP-8", _) => put(Break::WrongAction, line.lost),
        ("REP-2" | "REP-7", _) => put(Break::NotDone, line.lost),
        (_, Some(deed)) => put(response_break(against, deed, stage), line.lost),
        (_, None) => put(harm_break(against), line.lost),
    }
}

/// How much of a loss is lateness, and how much that it was named too broadly.
fn late_and_vague(deed: &Deed, lost: Milli) -> (Milli, Milli) {
    let Some((hit, time)) = deed.best() else {
        return (lost, 0);
    };
    // Of 1 − q·f, the part q·(1 − f) is late and 1 − q is vague.
    let late = i128::from(hit.quality) * i128::from(1_000 - time);
    let vague = i128::from(1_000 - hit.quality) * 1_000;
    match late + vague {
        // Named in full and in time: what it lost, the factor of all lines took.
        0 => (0, lost),
        whole => {
            let parts = share_out(lost, whole, &[late, vague]);
            (parts[0], parts[1])
        }
    }
}

/// Lateness split among the three intervals by how far each is over its target. What was collected
/// lacked no sensor and what was alerted lacked no rule, however long the attack took to leave its
/// first trace: that time is its own, and nobody's to mend.
fn over_target(against: &Against<'_>, deed: &Deed, late: Milli) -> Vec<Milli> {
    let claimed = deed.best().map(|(hit, _)| hit.made.at);
    let began = deed.began_at();
    let recorded = deed.recorded.map_or(began, |at| at.at);
    let alerted = deed.alerted.map_or(recorded, |at| at.at);
    let ends = [
        (began, recorded),
        (recorded, alerted),
        (alerted, claimed.unwrap_or(alerted)),
    ];
    let over = |((from, to), target): ((Tick, Tick), Span)| {
        i128::from(
            to.since(from)
                .0
                .saturating_sub(against.stakes.paced(target).0),
        )
    };
    let over = ends.into_iter().zip(TARGETS).map(over);
    let over: Vec<i128> = over.zip(broken(deed)).map(|(by, is)| by * is).collect();
    match over.iter().sum() {
        0 => vec![0, 0, late],
        whole => share_out(late, whole, &over),
    }
}

/// Which of the three intervals something was missing in: 1 or 0.
fn broken(deed: &Deed) -> [i128; 3] {
    let alerted = deed.alerted.is_some();
    [!deed.collected && !alerted, !alerted, true].map(i128::from)
}

/// Why what was not claimed was not seen: the first stamp that is missing.
fn unseen_break(against: &Against<'_>, deed: &Deed) -> Break {
    if is_elsewhere(against, deed) {
        return Break::NoMeans;
    }
    if !deed.collected && deed.alerted.is_none() {
        return if owned_unused(against, deed) {
            Break::OwnedUnused
        } else {
            Break::NoSensor
        };
    }
    let recorded = deed.recorded.map_or(deed.began_at(), |at| at.at);
    match deed.alerted {
        // Its record lay there to be read, and nobody looked for anything from then on.
        None if !against.looked_since(recorded) => Break::Unwatched,
        None => Break::NoRule,
        Some(alerted) if !against.read_since(alerted.at) => Break::Unwatched,
        Some(_) => read_break(against, deed),
    }
}

/// Whether a control stands over what was hit that is off, unhealthy or not collected, and that
/// nobody put right: owned, and unused.
fn owned_unused(against: &Against<'_>, deed: &Deed) -> bool {
    let city = &against.stakes.city;
    let idle = |id: ControlId| {
        let control = &city.controls[id.at()];
        !(control.on && control.healthy && control.collected)
    };
    let mut over = (0..city.controls.len())
        .map(ControlId::of)
        .filter(|id| idle(*id));
    over.any(|id| deed.hosts.iter().any(|(host, _)| city.covers(id, *host)))
}

/// Why an alert was read late or not: the queue was full, or somebody was free.
fn read_break(against: &Against<'_>, deed: &Deed) -> Break {
    let Some(alerted) = deed.alerted else {
        return Break::NoRule;
    };
    let waiting = |a: &&super::fold::AlertFold| {
        a.queued && a.at <= alerted.at && a.verdict.is_none_or(|(_, read)| read.at > alerted.at)
    };
    let waiting = against.f.alerts.iter().filter(waiting).count();
    if waiting > FULL * against.stakes.analysts() as usize {
        Break::QueueFull
    } else {
        Break::Misread
    }
}

/// Whether a deed was done at nothing of the city's: there the defence could only ask.
fn is_elsewhere(against: &Against<'_>, deed: &Deed) -> bool {
    let mut hosts = deed.hosts.iter();
    !deed.hosts.is_empty() && hosts.all(|(host, _)| !standing::is_citys(against.stakes, *host))
}

/// Why a step was not kept from succeeding.
fn response_break(against: &Against<'_>, deed: &Deed, stage: Stage) -> Break {
    if is_elsewhere(against, deed) {
        return Break::NoMeans;
    }
    let lured = |t: &Name| t.starts_with("T1566") || t.starts_with("T1204");
    let until = deed.done.map_or(against.f.end, |done| done.at);
    let (f, stakes) = (&against.f, against.stakes);
    let related = || {
        f.responses(stakes)
            .filter(|run| f.relates(stakes, run, deed))
    };
    let late = related().any(|run| run.asked.at >= until && run.took(stakes).is_some());
    let in_time = |at: Stamp| at.at.since(deed.began_at()) <= deed.deadline;
    let seen_in_time = deed.claimed().is_some_and(in_time);
    let Some(claim) = against.f.first_claim.filter(|claim| claim.at <= until) else {
        // Nobody had claimed anything yet: what was not seen could not be answered.
        let first = best_seen(against, Some(deed));
        return match first {
            // Found in time and answered: the attack was quicker.
            _ if late && seen_in_time => Break::AnsweredLate,
            Some(first) => unseen_break(against, first),
            None if deed.techniques.iter().any(lured) => Break::UserFell,
            None if late => Break::AnsweredLate,
            None if stage == Stage::Prevent && owned_unused(against, deed) => Break::OwnedUnused,
            None => unseen_break(against, deed),
        };
    };
    // What was over before it began answered something else.
    let began = deed.began_at();
    let is_earlier = |run: &RunFold| run.ended.is_some_and(|(_, at)| at.at < began);
    let asked = related().filter(|run| run.asked.at < until && !is_earlier(run));
    let asked: Vec<_> = asked.collect();
    let any = |is: &dyn Fn(&RunFold) -> bool| asked.iter().any(|run| is(run));
    let unstarted = |run: &RunFold| run.started.is_none_or(|started| started.at > until);
    let refused = || {
        let mut refused = f.refused.iter();
        refused.any(|at| at.at >= claim.at && at.at <= until)
    };
    match () {
        () if any(&|run| run.waited && unstarted(run)) => Break::Waited,
        () if any(&|run| run.short && unstarted(run)) => Break::NoStaff,
        () if any(&|run| matches!(run.ended, Some((Outcome::Declined, _)))) => Break::NoMeans,
        // It was under way, and the attack was quicker.
        () if any(&|run| run.took(stakes).is_some_and(|at| at.at > until)) => Break::AnsweredLate,
        () if !asked.is_empty() => Break::WrongAction,
        () if late => Break::AnsweredLate,
        () if is_unseen(deed) => unseen_break(against, deed),
        () if refused() => Break::NoMeans,
        () => Break::NoAction,
    }
}

/// Whether nothing told of it: nobody can have answered it.
fn is_unseen(deed: &Deed) -> bool {
    !deed.collected && deed.alerted.is_none() && deed.hits.is_empty()
}

/// What of the attack could have been seen best: the first deed that raised an alert; else the
/// first whose traces were collected; else the first that a sensor can see at all. What none can,
/// as what is done at a vendor's, lacks no sensor here.
fn best_seen<'f>(against: &'f Against<'_>, before: Option<&Deed>) -> Option<&'f Deed> {
    let begun = against.f.deeds.iter().filter(|deed| {
        let earlier = before.is_none_or(|before| deed.began < before.began);
        deed.observable && deed.began.is_some() && earlier
    });
    begun.min_by_key(|deed| (deed.alerted.is_none(), !deed.collected, deed.began))
}

/// Why people were harmed by the attack where no step is named.
fn harm_break(against: &Against<'_>) -> Break {
    match (against.f.first_claim, best_seen(against, None)) {
        (None, Some(first)) => unseen_break(against, first),
        _ => Break::NoAction,
    }
}

impl Against<'_> {
    /// Whether a defence team looked into anything from a moment on.
    fn looked_since(&self, from: Tick) -> bool {
        self.f.looked.iter().any(|at| *at >= from)
    }

    /// Whether a defence team read any alert from a moment on.
    fn read_since(&self, from: Tick) -> bool {
        let mut verdicts = self.f.alerts.iter().filter_map(|alert| alert.verdict);
        verdicts.any(|(_, read)| read.at >= from)
    }

    /// The deed that a line is about.
    fn deed(&self, about: &About) -> Option<&Deed> {
        match about {
            About::Step(step) if !self.f.people => self.f.deeds.get(step.at()),
            About::Run(_) => self.f.deeds.iter().find(|deed| deed.about == *about),
            // What people reached was reached by the first deed of theirs that came off there.
            about if self.f.people => {
                let host = self.stakes.city.host_of(&about.target()?)?;
                let mut deeds = self.f.deeds.iter();
                deeds.find(|deed| deed.done.is_some() && deed.hit(host))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::stakes::ActionStake;

    #[test]
    fn what_was_collected_lacked_no_sensor_and_what_was_alerted_no_rule() {
        let stake = ActionStake {
            techniques: vec!["T1505.003".into()],
            tactic: "persistence".into(),
            weight: 3,
            traced: false,
            stops: None,
            preserves: false,
            reports: false,
            deadline: None,
            undo: None,
            harms: Default::default(),
        };
        let now = Stamp {
            at: Tick(0),
            fact: FactId(0),
        };
        let mut deed = Deed::of_run(RunId::of(0), &stake, now);
        assert_eq!(broken(&deed), [1, 1, 1]);
        deed.collected = true;
        assert_eq!(broken(&deed), [0, 1, 1]);
        deed.alerted = Some(now);
        assert_eq!(broken(&deed), [0, 0, 1]);
        // A record that stayed on the machine first, and an alert all the same.
        deed.collected = false;
        assert_eq!(broken(&deed), [0, 0, 1]);
    }
}
