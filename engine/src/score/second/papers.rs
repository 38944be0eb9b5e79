//! Reporting and process: forms by their clocks and by how right they are, what was asked of the
//! team, and the tasks that must be seen in the log.

use crate::city::addressee::owed;
use crate::score::beside::{DutyKept, Kept, WeakPoint};
use crate::score::card::{About, Component, Line, Milli, Stamp};
use crate::score::second::Against;
use crate::score::second::right::correctness;
use crate::score::stakes::{DutyStake, Stakes};
use crate::words::fact::{Fact, FactKind};
use crate::words::name::*;
use crate::words::order::{CasePhase, Entry};
use crate::words::time::Tick;
use std::collections::BTreeMap;

const REPORTING: Milli = 10_000;
/// What a required report weighs beside injects, which have their own points.
const REPORT: i128 = 3;
/// What a critical task weighs.
const TASK: i128 = 1;

/// A filed form.
#[derive(Clone, Debug)]
pub struct Paper {
    /// When.
    pub at: Stamp,
    /// Which form.
    pub form: FormId,
    /// To whom.
    pub to: Vec<OrgId>,
    /// What stands in it.
    pub entries: Vec<Entry>,
    /// The duty it is for.
    pub duty: Option<DutyId>,
}

/// What was asked of the team, and what it wrote.
#[derive(Clone, Debug, Default)]
pub struct PaperFold {
    /// Duties that began, and by when they were due.
    pub duties: BTreeMap<DutyId, (Stamp, Tick)>,
    /// Duties that ended, kept or not.
    pub ended: BTreeMap<DutyId, (bool, FactId)>,
    /// Forms, in order.
    pub filed: Vec<Paper>,
    /// Injects that were closed.
    pub injects: BTreeMap<InjectId, (bool, FactId)>,
    /// When the defence told somebody what happened, other than by a form.
    pub told: Vec<Stamp>,
    /// When evidence was first secured.
    pub preserved: Option<Stamp>,
    /// When a machine was first made anew or restored.
    pub renewed: Option<Stamp>,
    /// When a case about some alert was first opened.
    pub opened: Option<Stamp>,
    /// When one was closed.
    pub closed: Option<Stamp>,
    /// Weak points that came to light.
    pub seen: BTreeMap<WeakId, Stamp>,
    /// Weak points that were reported.
    pub found: BTreeMap<WeakId, Stamp>,
    /// How many findings were reported.
    pub findings: u32,
    /// State-secret material that was put on an open channel, and when first.
    pub shown: BTreeMap<DataId, Stamp>,
}

impl PaperFold {
    /// Takes a fact in.
    pub fn take(&mut self, stakes: &Stakes, fact: &Fact) {
        let now = Stamp::of(fact);
        match &fact.kind {
            FactKind::DutyBegan { duty, by, .. } => {
                self.duties.entry(*duty).or_insert((now, *by));
            }
            FactKind::DutyEnded { duty, met } => {
                self.ended.insert(*duty, (*met, fact.id));
            }
            FactKind::Filed {
                form,
                to,
                entries,
                duty,
                ..
            } => self.filed.push(Paper {
                at: now,
                form: *form,
                to: to.clone(),
                entries: entries.clone(),
                duty: *duty,
            }),
            FactKind::InjectClosed { inject, met } => {
                self.injects.insert(*inject, (*met, fact.id));
            }
            FactKind::Told { action, .. } => {
                let stake = stakes.actions.get(action.at());
                let reports = stake.is_some_and(|stake| stake.reports);
                self.told.extend(reports.then_some(now));
            }
            FactKind::Preserved { .. } => {
                self.preserved.get_or_insert(now);
            }
            FactKind::Rebuilt { .. } | FactKind::Restored { .. } => {
                self.renewed.get_or_insert(now);
            }
            // A case about nothing declares nothing.
            FactKind::CaseOpened { alerts, .. } if !alerts.is_empty() => {
                self.opened.get_or_insert(now);
            }
            FactKind::CaseMoved {
                phase: CasePhase::Closed,
                ..
            } => self.closed = Some(now),
            FactKind::WeakSeen { weak, .. } => {
                self.seen.entry(*weak).or_insert(now);
            }
            FactKind::FindingMade { .. } => self.findings += 1,
            FactKind::SecretShown { data, .. } => {
                self.shown.entry(*data).or_insert(now);
            }
            FactKind::FindingJudged {
                weak: Some(weak), ..
            } => {
                self.found.entry(*weak).or_insert(now);
            }
            _ => {}
        }
    }

    /// The paper that was filed for a duty.
    pub fn filed_for(&self, duty: DutyId) -> Option<&Paper> {
        self.filed.iter().find(|paper| paper.duty == Some(duty))
    }

    /// When each of the bodies that a duty is owed to had its paper: one entry if one of them is
    /// enough.
    fn reached(&self, stakes: &Stakes, duty: DutyId, stake: &DutyStake) -> Vec<Option<Stamp>> {
        let own = || self.filed.iter().filter(|paper| paper.duty == Some(duty));
        if !stake.each {
            return vec![own().map(|paper| paper.at).next()];
        }
        let first = |org: OrgId| own().find(|paper| paper.to.contains(&org)).map(|p| p.at);
        owed(&stakes.city, stake.to)
            .into_iter()
            .map(first)
            .collect()
    }

    /// The first form that a duty asks for, at its addressee, from a moment on: whether for this
    /// duty or another.
    fn meets(&self, stakes: &Stakes, duty: DutyId, from: Tick) -> Option<&Paper> {
        let stake = stakes.obligations.get(duty.at())?;
        let fits = |paper: &&Paper| {
            let of_kind = |org: &OrgId| {
                let org = stakes.city.orgs.get(org.at());
                org.is_some_and(|org| org.kind == stake.to)
            };
            paper.form == stake.form && paper.to.iter().any(of_kind)
        };
        self.filed
            .iter()
            .filter(fits)
            .find(|paper| paper.at.at >= from)
    }

    /// The first notice from a moment on that some duty asks for.
    pub fn notice(&self, stakes: &Stakes, from: Tick) -> Option<Stamp> {
        let duties = (0..stakes.obligations.len()).map(DutyId::of);
        let notices = duties.filter_map(|duty| self.meets(stakes, duty, from));
        notices.map(|paper| paper.at).min()
    }
}

/// How each obligation was kept.
pub fn duties(against: &Against<'_>) -> Vec<DutyKept> {
    let (f, stakes) = (&against.f, against.stakes);
    let each = (0..stakes.obligations.len()).map(DutyId::of);
    let kept = |duty: DutyId| {
        let mut kept = DutyKept {
            duty,
            began: None,
            by: None,
            filed: None,
            reached: 0,
            owed: 1,
            timely: 0,
            kept: Kept::NotDue,
            correct: 0,
        };
        let Some((began, by)) = f.papers.duties.get(&duty).copied() else {
            return kept;
        };
        (kept.began, kept.by) = (Some(began), Some(by));
        let stake = &stakes.obligations[duty.at()];
        let reached = f.papers.reached(stakes, duty, stake);
        let came: Vec<Stamp> = reached.iter().flatten().copied().collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (kept.reached, kept.owed) = (count(came.len()), count(reached.len()));
        let all = came.iter().map(|came| timeliness(began.at, by, came.at));
        kept.timely = all.sum::<u32>() / kept.owed.max(1);
        let whole = came.len() == reached.len();
        kept.filed = came.into_iter().max().filter(|_| whole);
        kept.kept = match kept.filed {
            Some(last) if last.at <= by => Kept::Kept,
            Some(_) => Kept::Late,
            None if f.end >= by => Kept::Missed,
            None => Kept::Running,
        };
        let paper = f.papers.filed_for(duty);
        kept.correct = paper.map_or(0, |paper| correctness(against, paper, stake.judged));
        kept
    };
    each.map(kept).collect()
}

/// Weak points planted, found or missed.
pub fn weak(against: &Against<'_>) -> Vec<WeakPoint> {
    let papers = &against.f.papers;
    let point = |(place, pillar): (usize, &crate::words::order::Pillar)| {
        let weak = WeakId::of(place);
        WeakPoint {
            weak,
            pillar: *pillar,
            seen: papers.seen.get(&weak).copied(),
            found: papers.found.get(&weak).copied(),
        }
    };
    against.stakes.weak.iter().enumerate().map(point).collect()
}

/// In time is whole; then it falls in a line to nothing at twice the limit.
fn timeliness(began: Tick, by: Tick, filed: Tick) -> u32 {
    let limit = u64::from(by.since(began).0.max(1));
    let over = u64::from(filed.since(by).0);
    let falls = (over * 1_000 / limit).min(1_000);
    1_000 - u32::try_from(falls).unwrap_or(1_000)
}

type Item = (i128, i128, Line);

fn item(weight: i128, share: u32, line: Line) -> Item {
    (weight * i128::from(share), weight * 1_000, line)
}

/// 10: required reports by timeliness × correctness, injects by their points, critical tasks.
pub fn reporting(against: &Against<'_>, duties: &[DutyKept]) -> Component {
    let mut lines: Vec<Item> = duties
        .iter()
        .filter_map(|duty| report(against, duty))
        .collect();
    for (place, stake) in against.stakes.injects.iter().enumerate() {
        let id = InjectId::of(place);
        let counts = stake.expects && stake.points > 0;
        let closed = against.f.papers.injects.get(&id).filter(|_| counts);
        if let Some((met, fact)) = closed {
            let (rule, share) = if *met { ("REP-1", 1_000) } else { ("REP-2", 0) };
            let args = [("points", stake.points.to_string())];
            let line = Line::of(rule, About::Inject(id), vec![*fact], &args);
            lines.push(item(i128::from(stake.points), share, line));
        }
    }
    lines.extend(tasks(against));
    let total = lines.iter().map(|(_, whole, _)| whole).sum();
    spoil(&against.f.papers.shown, &mut lines);
    Component::weighed("reporting", REPORTING, total, lines)
}

/// Each secret on an open channel costs as much as all reporting is worth: what else was filed well
/// does not make up for it.
fn spoil(shown: &BTreeMap<DataId, Stamp>, lines: &mut Vec<Item>) {
    let whole: i128 = lines.iter().map(|(_, whole, _)| whole).sum();
    let costs = shown.iter().map(|(data, stamp)| {
        let line = Line::of("REP-8", About::Data(*data), vec![stamp.fact], &[]);
        (-whole, 0, line)
    });
    lines.extend(costs.collect::<Vec<_>>());
}

fn report(against: &Against<'_>, duty: &DutyKept) -> Option<Item> {
    let (began, by) = (duty.began?, duty.by?);
    let time = duty.timely;
    let share = time * duty.correct / 1_000;
    let mut facts = vec![began.fact];
    facts.extend(duty.filed.map(|filed| filed.fact));
    facts.extend(
        against
            .f
            .papers
            .ended
            .get(&duty.duty)
            .map(|(_, fact)| *fact),
    );
    let args = [
        ("due", by.to_string()),
        (
            "filed",
            duty.filed
                .map_or_else(|| "–".to_owned(), |f| f.at.to_string()),
        ),
        ("time", time.to_string()),
        ("correct", duty.correct.to_string()),
        ("reached", duty.reached.to_string()),
        ("owed", duty.owed.to_string()),
    ];
    let line = |rule| Line::of(rule, About::Duty(duty.duty), facts.clone(), &args);
    Some(match duty.kept {
        Kept::Kept | Kept::Late => item(REPORT, share, line("REP-3")),
        // Some had it: what was done for them counts.
        Kept::Missed if duty.reached > 0 => item(REPORT, share, line("REP-9")),
        Kept::Missed => item(REPORT, 0, line("REP-4")),
        // Its clock still runs at the end: shown, and not held against anybody.
        Kept::Running | Kept::NotDue => (0, 0, line("REP-5")),
    })
}

/// Tasks that must be seen in the log once the attack has begun: declared, escalated, evidence kept
/// before anything is made anew, handed over.
fn tasks(against: &Against<'_>) -> Vec<Item> {
    let f = &against.f;
    let Some(began) = f.deeds.iter().filter_map(|deed| deed.began).min() else {
        return Vec::new();
    };
    let claim = f.first_claim;
    let after = |stamp: Option<Stamp>| stamp.filter(|s| claim.is_some_and(|c| s.at >= c.at));
    let declared = after(f.papers.opened.max(claim));
    let escalated = claim.and_then(|c| {
        let form = |paper: &&Paper| against.stakes.forms.get(paper.form.at());
        let filed = f.papers.filed.iter();
        let reports = filed.filter(|paper| form(paper).is_some_and(|form| !form.finds));
        let reports = reports.map(|paper| paper.at);
        reports
            .chain(f.papers.told.iter().copied())
            .filter(|stamp| stamp.at >= c.at)
            .min()
    });
    let mut all = vec![("declare", declared), ("escalate", escalated)];
    // Where nothing was made anew or cleaned, nothing was lost by it.
    let touched = f.papers.renewed.or_else(|| f.cleaned());
    if !f.town.holds.is_empty() && touched.or(f.papers.preserved).is_some() {
        let before = |kept: &Stamp| f.papers.renewed.is_none_or(|renewed| kept.at <= renewed.at);
        all.push(("evidence", f.papers.preserved.filter(before)));
    }
    if f.papers.opened.is_some() {
        all.push(("hand-over", f.papers.closed));
    }
    let alerted = f.deeds.iter().filter_map(|deed| deed.alerted).min();
    let task = |(task, seen): (&str, Option<Stamp>)| {
        let (rule, share) = if seen.is_some() {
            ("REP-6", 1_000)
        } else {
            ("REP-7", 0)
        };
        // What was to come before something rests on that; all else on what the attack was first
        // seen by.
        let missed = match task {
            "evidence" => touched,
            _ => Some(claim.or(alerted).unwrap_or(began)),
        };
        let missed = missed.map(|at| at.fact);
        let fact = seen.map(|at| at.fact).or(missed).or(f.last);
        item(
            TASK,
            share,
            Line::of(
                rule,
                About::Task(task.into()),
                fact.into_iter().collect(),
                &[("task", task.to_owned())],
            ),
        )
    };
    all.into_iter().map(task).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::stakes::ActionStake;
    use crate::words::cell::Audience;
    use crate::words::fact::Cause;

    #[test]
    fn a_secret_on_an_open_channel_costs_as_much_as_all_reporting_is_worth() {
        let stamp = Stamp {
            at: Tick(1),
            fact: FactId(0),
        };
        let filed = || (2_000, 2_000, Line::of("REP-3", About::All, Vec::new(), &[]));
        let got = |secrets: &[u16]| {
            let shown = secrets.iter().map(|data| (DataId(*data), stamp)).collect();
            let mut lines = vec![filed(), filed()];
            spoil(&shown, &mut lines);
            let card = Component::weighed("reporting", REPORTING, 4_000, lines);
            let sum: Milli = card.lines.iter().map(|line| line.points).sum();
            assert_eq!(sum, card.got);
            card.got
        };
        assert_eq!((got(&[]), got(&[3]), got(&[3, 4])), (10_000, 0, -10_000));
    }

    #[test]
    fn who_was_told_is_told_by_a_report_and_not_by_what_a_body_does_itself() {
        let stake = |reports| ActionStake {
            techniques: Vec::new(),
            tactic: "".into(),
            weight: 1,
            traced: false,
            stops: None,
            preserves: false,
            reports,
            deadline: None,
            undo: None,
            harms: Default::default(),
        };
        let stakes = Stakes {
            actions: vec![stake(false), stake(true)],
            ..Stakes::default()
        };
        let mut papers = PaperFold::default();
        let mut take = |place: usize| {
            let kind = FactKind::Told {
                team: TeamId(0),
                org: OrgId::of(0),
                action: ActionId::of(place),
            };
            papers.take(
                &stakes,
                &Fact {
                    id: FactId(u32::try_from(place).expect("a few")),
                    at: Tick(9),
                    cause: Cause::Plan,
                    to: Audience::ALL,
                    kind,
                },
            );
            papers.told.len()
        };
        assert_eq!((take(0), take(1)), (0, 1));
    }

    #[test]
    fn rounding_takes_nothing_from_what_was_done_in_full() {
        let line = |got| (got, 1_000, Line::of("REP-1", About::All, Vec::new(), &[]));
        let lines = vec![line(1_000), line(1_000), line(333), line(1_000), line(0)];
        let card = Component::weighed("reporting", 9_998, 7_000, lines);
        let lost: Vec<Milli> = card.lines.iter().map(|line| line.lost).collect();
        assert_eq!((lost[0], lost[1], lost[3]), (0, 0, 0), "{lost:?}");
        let card = Component::weighed("reporting", 9_998, 5_000, card_lines());
        let lost: Milli = card.lines.iter().map(|line| line.lost).sum();
        assert_eq!(card.got + lost, card.of, "what was not got is lost");
    }

    fn card_lines() -> Vec<Item> {
        let parts = [1_000, 333, 0, 1_000, 501];
        let line = |got| (got, 1_000, Line::of("REP-1", About::All, Vec::new(), &[]));
        parts.map(line).into()
    }

    #[test]
    fn a_report_in_time_is_whole_and_at_twice_the_limit_worth_nothing() {
        let at = |filed| timeliness(Tick(100), Tick(200), Tick(filed));
        assert_eq!(
            (at(150), at(200), at(250), at(300), at(900)),
            (1_000, 1_000, 500, 0, 0)
        );
        assert_eq!(timeliness(Tick(5), Tick(5), Tick(6)), 0);
    }
}
