//! Detection and triage: what was found, how soon and how well, against all that was claimed.

use crate::score::beside::CAUSE_FACTS;
use crate::score::card::{About, Component, Gap, Line, Milli, share_out};
use crate::score::second::Against;
use crate::score::second::deed::Deed;
use crate::score::stakes::PhaseStake;
use crate::words::fact::Outcome;
use crate::words::name::FactId;
use crate::words::order::Verdict;

/// What detection can be worth.
pub const DETECTION: Milli = 25_000;
const TRIAGE: Milli = 10_000;
/// Quality times timeliness, both per mille, of a perfect claim.
const PERFECT: i128 = 1_000_000;

impl Against<'_> {
    /// Whether a deed that happened could be seen: by its author's word, and because a trace of it
    /// was recorded here, or is when nobody responds and what it was for was done here. Who blinds
    /// sensors does not see less attack; who has cut the way beforehand is not asked to see what
    /// met the cut and came to nothing.
    pub fn is_observable(&self, place: usize) -> bool {
        let deed = &self.f.deeds[place];
        let idle = self.idle.deeds.get(place).filter(|_| !self.f.people);
        let in_idle = idle.is_some_and(|d| d.recorded.is_some());
        let recorded = deed.recorded.is_some() || (in_idle && self.happened(deed));
        let was_there = !self.f.people || was_noticeable(deed);
        was_there && deed.began.is_some() && deed.observable && recorded
    }

    /// Whether a step did anything here: it, or a run of it, came off.
    fn happened(&self, deed: &Deed) -> bool {
        let mut runs = self.f.runs.values();
        deed.done.is_some()
            || runs.any(|run| {
                run.step.map(About::Step).as_ref() == Some(&deed.about)
                    && matches!(run.ended, Some((Outcome::Done, _)))
            })
    }

    fn observable(&self) -> Vec<&Deed> {
        let places = (0..self.f.deeds.len()).filter(|place| self.is_observable(*place));
        places.map(|place| &self.f.deeds[place]).collect()
    }

    /// Whether there was nothing to detect because of what the team did.
    pub fn prevented_all(&self) -> bool {
        let nothing = self.observable().is_empty();
        let in_idle = self
            .idle
            .deeds
            .iter()
            .any(|d| d.observable && d.recorded.is_some());
        nothing && in_idle && self.f.acted && self.f.wrong.is_empty()
    }
}

/// Whether what people tried was there to be found: it came to something, or was noticed all the
/// same. A call home that never got through is in no log as what it was meant to be.
fn was_noticeable(deed: &Deed) -> bool {
    deed.blocked.is_none() || deed.done.is_some() || deed.alerted.is_some() || !deed.hits.is_empty()
}

/// What the best claim about a deed is worth: weight × quality × timeliness.
fn worth(deed: &Deed) -> i128 {
    let best = deed
        .best()
        .map_or(0, |(hit, time)| u64::from(hit.quality) * u64::from(time));
    i128::from(deed.weight) * i128::from(best)
}

/// 25: coverage by weight, quality and time, made F1 with precision over all incidents claimed.
///
/// With coverage `S/W` and precision `R/(R+N)`, F1 is `2SR / (S(R+N) + RW)`: one fraction, so that
/// lines are exact shares of it.
pub fn detection(against: &Against<'_>) -> Component {
    let deeds = against.observable();
    if deeds.is_empty() && against.f.wrong.is_empty() {
        return if against.prevented_all() {
            Component::gap("detection", 0, Gap::Prevented, Vec::new())
        } else {
            Component::gap("detection", DETECTION, Gap::NothingThere, Vec::new())
        };
    }
    let whole: i128 = deeds.iter().map(|deed| i128::from(deed.weight)).sum();
    let parts: Vec<i128> = deeds.iter().map(|deed| worth(deed)).collect();
    let (found, all): (i128, i128) = (parts.iter().sum(), whole * PERFECT);
    let right = i128::from(against.f.incidents());
    let wrong = against.f.wrong.len() as i128;
    let total = (found * (right + wrong) + right * all).max(1);
    let k = 2 * right * all * 1_000 / total;
    let points: Vec<i128> = parts.iter().map(|part| 2 * right * part).collect();
    let points = share_out(DETECTION, total, &points);
    let got: Milli = points.iter().sum();
    // What false claims cost is what there would be without them.
    let clean = share_out(DETECTION, (found + all).max(1), &[2 * found])[0];
    let by_wrong = (clean - got).max(0);
    let missed: Vec<i128> = deeds
        .iter()
        .zip(&parts)
        .map(|(deed, part)| i128::from(deed.weight) * PERFECT - part)
        .collect();
    let lost = share_out(DETECTION - got - by_wrong, (all - found).max(1), &missed);
    let figures = (whole, k);
    let mut lines: Vec<Line> = deeds
        .iter()
        .zip(points.iter().zip(&lost))
        .map(|(deed, (points, lost))| Line {
            points: *points,
            lost: *lost,
            ..line(deed, figures)
        })
        .collect();
    let rest = DETECTION - got - lines.iter().map(|line| line.lost).sum::<Milli>();
    lines.push(precision(against, k, rest));
    Component {
        name: "detection".into(),
        of: DETECTION,
        got,
        measured: true,
        gap: None,
        lines,
    }
}

fn line(deed: &Deed, (whole, k): (i128, i128)) -> Line {
    let began = deed.began.map(|began| began.fact);
    let mut args = vec![
        ("technique", deed.techniques.join(", ")),
        ("weight", deed.weight.to_string()),
        ("of", whole.to_string()),
        ("began", deed.began_at().to_string()),
        ("grace", deed.grace().to_string()),
        ("deadline", deed.deadline.to_string()),
    ];
    let Some((hit, time)) = deed.best() else {
        let facts = [
            began,
            deed.recorded.map(|r| r.fact),
            deed.alerted.map(|a| a.fact),
        ];
        let facts = facts.into_iter().flatten().collect();
        return Line::of("DET-2", deed.about.clone(), facts, &args);
    };
    args.extend([
        ("claim", (hit.claim.0 + 1).to_string()),
        ("lag", hit.made.at.since(deed.began_at()).to_string()),
        ("quality", hit.quality.to_string()),
        ("time", time.to_string()),
        ("k", k.to_string()),
    ]);
    let facts: Vec<FactId> = began
        .into_iter()
        .chain([hit.made.fact, hit.judged])
        .collect();
    Line::of("DET-1", deed.about.clone(), facts, &args)
}

/// How many incidents were claimed rightly and wrongly: what sets the factor of every line.
fn precision(against: &Against<'_>, k: i128, lost: Milli) -> Line {
    let args = [
        ("k", k.to_string()),
        ("right", against.f.incidents().to_string()),
        ("wrong", against.f.wrong.len().to_string()),
    ];
    let facts = against.f.wrong.iter().take(CAUSE_FACTS).copied().collect();
    Line {
        lost,
        ..Line::of("DET-3", About::All, facts, &args)
    }
}

/// 10: Youden's J over the queue, by severity: unread counts as benign.
pub fn triage(against: &Against<'_>) -> Component {
    let says_attack = |a: &super::fold::AlertFold| {
        a.verdict
            .is_some_and(|(verdict, _)| verdict == Verdict::Attack)
    };
    let (mut caught, mut misread, mut unread) = (Pile::default(), Pile::default(), Pile::default());
    let (mut cried, mut calm) = (Pile::default(), 0);
    for alert in against.f.alerts.iter().filter(|alert| alert.queued) {
        let verdict = alert.verdict.map(|(_, at)| at.fact);
        let pile = match (alert.is_attack(), says_attack(alert)) {
            (true, true) => &mut caught,
            (true, false) if verdict.is_some() => &mut misread,
            (true, false) => &mut unread,
            (false, true) => &mut cried,
            (false, false) => {
                calm += i128::from(alert.weight);
                continue;
            }
        };
        pile.add(alert.weight, [Some(alert.fact), verdict]);
    }
    calm = (calm + cried.weight).max(1);
    let attack = caught.weight + misread.weight + unread.weight;
    let total = attack * calm;
    let catches = caught.weight * calm;
    let share = |weight: i128, of: i128| (weight * 1_000 / of.max(1)).to_string();
    let line = |rule: &str, pile: &Pile, of: i128| {
        let args = [
            ("count", pile.count.to_string()),
            ("share", share(pile.weight, of)),
        ];
        Line::of(rule, About::Queue, pile.facts.clone(), &args)
    };
    let lines = vec![
        (catches, catches, line("TRI-1", &caught, attack)),
        (
            -(cried.weight * attack).min(catches),
            0,
            line("TRI-2", &cried, calm),
        ),
        (0, misread.weight * calm, line("TRI-3", &misread, attack)),
        (0, unread.weight * calm, line("TRI-4", &unread, attack)),
    ];
    let counts = lines
        .into_iter()
        .filter(|(.., line)| !line.facts.is_empty());
    Component::weighed("triage", TRIAGE, total, counts.collect())
}

/// Alerts of one kind.
#[derive(Default)]
struct Pile {
    weight: i128,
    count: u32,
    facts: Vec<FactId>,
}

impl Pile {
    fn add(&mut self, weight: u32, facts: [Option<FactId>; 2]) {
        self.weight += i128::from(weight);
        self.count += 1;
        let room = CAUSE_FACTS.saturating_sub(self.facts.len());
        self.facts.extend(facts.into_iter().flatten().take(room));
    }
}

/// Detection within one phase, out of 100 points: what a second run is held against a first by.
pub fn phase_share(against: &Against<'_>, phase: &PhaseStake) -> Milli {
    let here = against.observable();
    let here = here
        .iter()
        .filter(|d| d.began_at() >= phase.from && d.began_at() < phase.to);
    let (mut total, mut got) = (0i128, 0i128);
    for deed in here {
        total += i128::from(deed.weight) * PERFECT;
        got += worth(deed);
    }
    let share = (100_000 * got).checked_div(total).unwrap_or(0);
    i64::try_from(share).unwrap_or(0)
}
