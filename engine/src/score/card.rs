//! The scorecard: components whose lines sum exactly, and what stands beside the points.
//!
//! All of it is codes, ids and whole numbers; sentences are made elsewhere, in two languages.

use crate::score::stakes::Stakes;
use crate::score::{first, second};
use crate::words::fact::Fact;
use crate::words::name::*;
use crate::words::target::Target;
use serde::{Deserialize, Serialize};

pub use crate::score::beside::*;

/// Thousandths of a point: scores are whole numbers of them.
pub type Milli = i64;

/// The version of the rules by which drills are scored now.
pub const VERSION: u32 = 2;

/// All points there are.
pub const WHOLE: Milli = 100_000;

/// What a line is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum About {
    Step(StepId),
    Service(ServiceId),
    Data(DataId),
    Inject(InjectId),
    Duty(DutyId),
    Host(HostId),
    Account(AccountId),
    Zone(ZoneId),
    Link(LinkId),
    Control(ControlId),
    Backup(BackupId),
    Run(RunId),
    /// A task that must be seen in the log once the attack has begun.
    Task(Name),
    Queue,
    All,
}

impl About {
    /// The thing of the city that this is, if it is one.
    pub const fn target(&self) -> Option<Target> {
        Some(match self {
            Self::Service(service) => Target::Service(*service),
            Self::Data(data) => Target::Data(*data),
            Self::Host(host) => Target::Host(*host),
            Self::Account(account) => Target::Account(*account),
            Self::Zone(zone) => Target::Zone(*zone),
            Self::Link(link) => Target::Link(*link),
            Self::Control(control) => Target::Control(*control),
            Self::Backup(backup) => Target::Backup(*backup),
            _ => return None,
        })
    }
}

/// A line of the ledger: points, the rule that gave them, and the facts it rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Points, in thousandths. Those of all lines sum to what the component got.
    pub points: Milli,
    /// Points that were to be had here and were not got. Those of all lines sum to what the
    /// component did not get.
    #[serde(default)]
    pub lost: Milli,
    /// The rule, `DET-1`.
    pub rule: String,
    /// What it is about.
    pub about: About,
    /// The facts behind it.
    pub facts: Vec<FactId>,
    /// Figures for its sentence.
    pub args: Vec<(String, String)>,
}

impl Line {
    /// A line of a rule, its points not settled yet.
    pub fn of(rule: &str, about: About, facts: Vec<FactId>, args: &[(&str, String)]) -> Self {
        let args = args.iter().map(|(k, v)| ((*k).to_owned(), v.clone()));
        Self {
            points: 0,
            lost: 0,
            rule: rule.into(),
            about,
            facts,
            args: args.collect(),
        }
    }
}

/// Why a component could not be measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Nothing of the kind came up: nobody could have earned it or lost it.
    NothingThere,
    /// The team's own doing is why nothing of the kind came up: its weight counts as prevention.
    Prevented,
}

/// A component of the score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Component {
    /// Its name: prevention, detection, triage, containment, recovery, continuity, reporting.
    pub name: String,
    /// What it can be worth.
    pub of: Milli,
    /// What it came to: the sum of its lines.
    pub got: Milli,
    /// False if there was nothing to measure: shown as a gap, never dropped.
    pub measured: bool,
    /// …and why.
    #[serde(default)]
    pub gap: Option<Gap>,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Component {
    /// A component in which there was nothing to measure. Its lines may say what was looked at.
    pub fn gap(name: &str, of: Milli, gap: Gap, lines: Vec<Line>) -> Self {
        Self {
            name: name.into(),
            of,
            got: 0,
            measured: false,
            gap: Some(gap),
            lines,
        }
    }

    /// A component whose lines share out `of` points by these parts of `total`: each line gets its
    /// exact share, the last one what rounding left, so that they sum to `of · Σparts / total`
    /// rounded once.
    pub fn shared(name: &str, of: Milli, total: u128, parts: Vec<(u128, Line)>) -> Self {
        if total == 0 {
            return Self::gap(name, of, Gap::NothingThere, Vec::new());
        }
        let parts: Vec<(i128, Line)> = parts
            .into_iter()
            .map(|(part, line)| (i128::try_from(part).unwrap_or(i128::MAX), line))
            .collect();
        let (shares, mut lines): (Vec<i128>, Vec<Line>) = parts.into_iter().unzip();
        let total = i128::try_from(total).unwrap_or(i128::MAX);
        let points = share_out(of, total, &shares);
        for (line, points) in lines.iter_mut().zip(&points) {
            line.points = *points;
        }
        Self {
            name: name.into(),
            of,
            got: points.iter().sum(),
            measured: true,
            gap: None,
            lines,
        }
    }

    /// A component whose lines share out `of` points: each has a part that it got and a part that
    /// was to be had, of `total`, which all that was to be had sums to. So points sum to what was
    /// got, and losses to what was not.
    pub fn weighed(name: &str, of: Milli, total: i128, lines: Vec<(i128, i128, Line)>) -> Self {
        if total <= 0 {
            return Self::gap(name, of, Gap::NothingThere, Vec::new());
        }
        let parts: Vec<i128> = lines.iter().map(|(part, ..)| *part).collect();
        // What rounding leaves is lost where something was lost, never by a line that got all.
        let missed: Vec<i128> = lines.iter().map(|(part, whole, _)| part - whole).collect();
        let (parts, missed) = (share_out(of, total, &parts), share_out(of, total, &missed));
        let each = lines.into_iter().zip(parts.iter().zip(&missed));
        let lines = each.map(|((.., line), (points, missed))| Line {
            points: *points,
            lost: -missed,
            ..line
        });
        Self {
            name: name.into(),
            of,
            got: parts.iter().sum(),
            measured: true,
            gap: None,
            lines: lines.collect(),
        }
    }

    /// What all of them came to.
    pub fn sum(all: &[Self]) -> Milli {
        all.iter().map(|component| component.got).sum()
    }

    /// What was to be had and was not got; nothing where there was nothing to measure.
    pub fn missed(&self) -> Milli {
        if self.measured { self.of - self.got } else { 0 }
    }
}

/// Shares out `of · Σparts / total`, rounded down once, among the parts, so that the shares sum to
/// it exactly. Parts may be below zero; `total` is above.
pub fn share_out(of: Milli, total: i128, parts: &[i128]) -> Vec<Milli> {
    let whole = |part: i128| {
        let share = i128::from(of).saturating_mul(part).div_euclid(total.max(1));
        i64::try_from(share).unwrap_or(of)
    };
    let (mut run, mut given) = (0i128, 0i64);
    let share = |part: &i128| {
        run += part;
        let points = whole(run) - given;
        given += points;
        points
    };
    parts.iter().map(share).collect()
}

/// Parts rounded to a unit so that they add up to their sum as it is rounded: what rounding leaves
/// goes where the most was cut off. Parts and sum are of the same thousandths, and so is what comes
/// back.
#[must_use]
pub fn adding_up(parts: &[i64], sum: i64, unit: i64) -> Vec<i64> {
    let unit = unit.max(1);
    let mut shown: Vec<i64> = parts.iter().map(|part| part.div_euclid(unit)).collect();
    let mut left = (sum + unit / 2).div_euclid(unit) - shown.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(parts[*place].rem_euclid(unit)));
    if left < 0 {
        order.reverse();
    }
    for place in order.iter().cycle().take(order.len() * 2) {
        // Nothing is rounded to less than nothing.
        if left != 0 && shown[*place] + left.signum() >= 0 {
            shown[*place] += left.signum();
            left -= left.signum();
        }
    }
    shown.into_iter().map(|n| n * unit).collect()
}

/// A few figures people ask for first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Counts {
    pub steps_tried: u32,
    pub steps_done: u32,
    pub steps_observable: u32,
    pub steps_detected: u32,
    pub alerts: u32,
    pub alerts_triaged: u32,
    pub claims: u32,
    pub claims_false: u32,
    pub injects_met: u32,
    pub injects_due: u32,
    pub duties_met: u32,
    pub duties_due: u32,
    pub weak_found: u32,
    pub findings: u32,
    /// Mean time to detect, in seconds, over the steps detected.
    pub mean_detect: u32,
    pub trust: i32,
}

/// A scorecard.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Scorecard {
    /// By which rules.
    pub version: u32,
    /// False if people attacked: there is no same drill without a response to hold it against, so
    /// prevention and containment go by the tree of objectives, and the index means nothing.
    pub comparable: bool,
    /// Its components.
    pub components: Vec<Component>,
    /// Their sum.
    pub total: Milli,
    /// What the jury's ratings come to, and the score with their share; nothing if the organisers
    /// gave them none.
    #[serde(default)]
    pub rubric: Option<Rubric>,
    /// Detection in each scored phase, so that a second run can be held against a first.
    pub phases: Vec<(PhaseId, Milli)>,
    /// A few figures.
    pub counts: Counts,
    /// How much of all restriction was justified, per mille.
    pub proportion: u32,
    /// What was restricted, each with how much of it was justified.
    #[serde(default)]
    pub restrictions: Vec<Restriction>,
    /// The six time stamps of each step that was tried (of each run, if people attacked).
    #[serde(default)]
    pub steps: Vec<Stamps>,
    /// Where the points went that were not got.
    #[serde(default)]
    pub losses: Losses,
    /// What people lost, by the attack's doing and by the defence's.
    #[serde(default)]
    pub damage: Vec<Damage>,
    /// Weak points planted, found or missed.
    #[serde(default)]
    pub weak: Vec<WeakPoint>,
    /// Obligations kept or missed.
    #[serde(default)]
    pub duties: Vec<DutyKept>,
    /// What the attack came to.
    #[serde(default)]
    pub red: RedScore,
}

impl Scorecard {
    /// How much of the hundred points could not be measured.
    pub fn unmeasured(&self) -> Milli {
        let gaps = self.components.iter().filter(|part| !part.measured);
        gaps.map(|part| part.of).sum()
    }
}

/// Scores a drill from its facts, against those of the same drill without response.
pub fn score(stakes: &Stakes, facts: &[Fact], baseline: &[Fact]) -> Scorecard {
    second::score(stakes, facts, baseline)
}

/// The same by the rules of a named version; nothing if there are no such rules.
pub fn score_under(
    version: u32,
    stakes: &Stakes,
    facts: &[Fact],
    baseline: &[Fact],
) -> Option<Scorecard> {
    match version {
        1 => Some(first::score(stakes, facts, baseline)),
        2 => Some(second::score(stakes, facts, baseline)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_parts_add_up_to_the_rounded_sum() {
        assert_eq!(
            adding_up(&[1_400, 1_400, 1_400], 4_200, 1_000),
            [2_000, 1_000, 1_000]
        );
        assert_eq!(adding_up(&[600, 600, 0], 1_200, 1_000), [1_000, 0, 0]);
        assert_eq!(adding_up(&[2_000, 1_000], 2_994, 10), [2_000, 990]);
        assert_eq!(adding_up(&[], 0, 10), [0; 0]);
    }
}
