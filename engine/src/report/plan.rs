//! Weak points, and the improvement plan drafted from all that went wrong.
//!
//! A draft is a proposal of the program: issue, action, who should see to it, by when. People
//! decide; the plan says of every row what it rests on.

use crate::city::map::Weak;
use crate::plan::Plan;
use crate::report::about::org;
use crate::report::attack::{StepRow, target};
use crate::report::city::ServiceRow;
use crate::report::days::DutyRow;
use crate::report::heard::Hearing;
use crate::report::injects::InjectRow;
use crate::report::score::{AboutRow, Broken, Scored, over_phases};
use crate::report::{Moment, Sources, word};
use crate::words::fact::FactKind;
use crate::words::name::{OrgId, WeakId};
use crate::words::order::Pillar;
use crate::words::target::Target;
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A planted weak point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct WeakRow {
    pub name: String,
    pub title: Text,
    pub pillar: String,
    pub on: Option<Text>,
    pub owner: Option<Text>,
    pub fix: Option<Text>,
    /// When it came to light.
    pub seen: Option<Moment>,
    /// When the defence reported it.
    pub reported: Option<Moment>,
    /// When it reported that there is one at this place, and of which other kind it said it is.
    pub near: Option<(Moment, String)>,
}

pub(super) fn weak(hearing: &Hearing, sources: &Sources<'_>) -> Vec<WeakRow> {
    let plan = sources.plan;
    let mut known: BTreeMap<WeakId, (Option<Moment>, Option<Moment>)> = BTreeMap::new();
    if hearing.open {
        let all = (0..plan.map.weak.len()).map(WeakId::of);
        known.extend(all.map(|id| (id, (None, None))));
    }
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::WeakSeen { weak, .. } => {
                known
                    .entry(*weak)
                    .or_default()
                    .0
                    .get_or_insert(heard.moment());
            }
            FactKind::FindingJudged {
                weak: Some(weak), ..
            } => {
                known
                    .entry(*weak)
                    .or_default()
                    .1
                    .get_or_insert(heard.moment());
            }
            _ => {}
        }
    }
    let rows = known.into_iter().filter_map(|(id, (seen, reported))| {
        let weak = plan.map.weak.get(id.at())?;
        Some(WeakRow {
            name: weak.name.to_string(),
            title: weak.title.clone(),
            pillar: word(&weak.pillar),
            on: target(plan, &weak.at),
            owner: owner(plan, &weak.at).or_else(|| defence(plan)),
            fix: Some(weak.fix.clone()).filter(|_| hearing.open || reported.is_some()),
            seen,
            reported,
            near: near(hearing, plan, weak).filter(|_| hearing.open && reported.is_none()),
        })
    });
    rows.collect()
}

/// Whose the place of a weak point is: the body itself, or the one whose control or machine it is.
fn owner(plan: &Plan, at: &Target) -> Option<Text> {
    org(plan, plan.map.owner_of(at)?)
}

/// The body that defends: it sees to what is nobody else's.
fn defence(plan: &Plan) -> Option<Text> {
    org(plan, plan.roster.defence()?)
}

/// Whose the machines are that were not put right, where none is the defence's own: they are to
/// see to them.
fn keepers(plan: &Plan, cause: &Broken) -> Option<Text> {
    let is_recovery = cause.broke.starts_with("restored");
    let machines = cause.about.iter().filter(|_| is_recovery);
    let targets = machines.filter_map(|about| {
        let written = format!("{}:{}", about.kind, about.name);
        plan.map.target(&written)
    });
    let all: BTreeSet<OrgId> = targets.filter_map(|on| plan.map.owner_of(&on)).collect();
    let own = plan.roster.defence()?;
    if all.is_empty()
        || all
            .iter()
            .any(|org| *org == own || plan.map.commands(own, *org))
    {
        return None;
    }
    let titles = all.into_iter().take(ABOUT).filter_map(|id| org(plan, id));
    titles.reduce(|one, other| Text {
        vi: format!("{}; {}", one.vi, other.vi),
        en: format!("{}; {}", one.en, other.en),
    })
}

/// The first finding at the place of a weak point that names no weak point there by its kind.
fn near(hearing: &Hearing, plan: &Plan, weak: &Weak) -> Option<(Moment, String)> {
    let is_one = |kind: Pillar| {
        let mut here = plan.map.weak.iter().filter(|one| one.at == weak.at);
        here.any(|one| one.pillar == kind)
    };
    hearing.all.iter().find_map(|heard| match &heard.kind {
        FactKind::FindingMade { pillar, at, .. } if *at == weak.at && !is_one(*pillar) => {
            Some((heard.moment(), word(pillar)))
        }
        _ => None,
    })
}

/// Something to be mended.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Mend {
    /// Counted from 1, the most pressing first.
    pub number: u32,
    /// What is wrong, as a code with a sentence of its own: `weak`, `step-missed`, `step-late`,
    /// `duty-missed`, `inject-missed`, `service-lost`, or a cause of loss.
    pub issue: String,
    /// What it is about.
    pub about: Vec<Text>,
    /// Tasks that were not seen to, by name: `declare`, `escalate`, `evidence`, `hand-over`.
    pub tasks: Vec<String>,
    /// `process`, `technology` or `people`.
    pub pillar: String,
    /// The corrective action, where the scenario's author wrote one; else it goes by the issue.
    pub action: Option<Text>,
    /// Who should see to it.
    pub owner: Option<Text>,
    /// Within how many days: a proposal of the program by pillar.
    pub days: u32,
    /// Points it cost, in thousandths, where that is known.
    pub lost: Option<i64>,
    /// Facts it rests on.
    pub facts: Vec<u32>,
}

/// What the plan is drafted from.
pub(super) struct Ground<'r> {
    pub(super) attack: &'r [StepRow],
    pub(super) services: &'r [ServiceRow],
    pub(super) injects: &'r [InjectRow],
    pub(super) duties: &'r [DutyRow],
    pub(super) weak: &'r [WeakRow],
    pub(super) score: Option<&'r Scored>,
}

impl Ground<'_> {
    /// Whether a duty or an inject that was missed has a row of its own in the plan.
    fn has_own_row(&self, about: &AboutRow) -> bool {
        let name = &about.name;
        match &*about.kind {
            "duty" => (self.duties.iter()).any(|d| d.name == *name && d.met == Some(false)),
            "inject" => (self.injects.iter()).any(|i| i.name == *name && i.met == Some(false)),
            _ => false,
        }
    }

    /// Whether what a line is about came up at all: a step of the script that was never tried
    /// cannot have been handled badly.
    fn took_place(&self, about: &AboutRow) -> bool {
        took_place(self.attack, about)
    }
}

/// Whether what a row is about came up at all, by the attack as the reader knows it.
#[must_use]
pub fn took_place(attack: &[StepRow], about: &AboutRow) -> bool {
    let tried = |step: &StepRow| step.name == about.name && step.began.is_some();
    about.kind != "step" || attack.is_empty() || attack.iter().any(tried)
}

/// Days to mend something, by pillar: what is bought and set up first, then rules, then people.
fn days(pillar: &str) -> u32 {
    match pillar {
        "technology" => 30,
        "process" => 60,
        _ => 90,
    }
}

pub(super) fn mends(ground: &Ground<'_>, plan: &Plan) -> Vec<Mend> {
    let own = defence(plan);
    let draft = |issue: &str, about: Text, pillar: &str, facts: Vec<u32>| Mend {
        number: 0,
        issue: issue.to_owned(),
        about: vec![about],
        tasks: Vec::new(),
        pillar: pillar.to_owned(),
        action: None,
        owner: own.clone(),
        days: days(pillar),
        lost: None,
        facts,
    };
    let mut all = Vec::new();
    let causes = ground.score.map(|score| over_phases(&score.causes));
    for cause in causes.unwrap_or_default() {
        let has_own = |about: &AboutRow| ground.has_own_row(about);
        let named = cause.about.iter().filter(|about| ground.took_place(about));
        let named = named.filter(|about| !has_own(about));
        let titles = named.filter_map(|about| about.title.clone());
        // Several deeds may bear one name: it is said once.
        let mut about: Vec<Text> = Vec::new();
        titles.for_each(|title| {
            if !about.contains(&title) {
                about.push(title);
            }
        });
        let tasks = cause.about.iter().filter(|about| about.kind == "task");
        // What is about nothing but steps that never came is nothing to mend.
        let told = |about: &AboutRow| about.kind == "step" || has_own(about);
        if about.is_empty() && tasks.clone().count() == 0 && cause.about.iter().any(told) {
            continue;
        }
        all.push(Mend {
            tasks: tasks.map(|task| task.name.clone()).collect(),
            owner: keepers(plan, &cause).or_else(|| own.clone()),
            about: about.into_iter().take(ABOUT).collect(),
            lost: Some(cause.lost),
            ..draft(
                &cause.broke,
                Text::default(),
                &cause.pillar,
                cause.facts.clone(),
            )
        });
    }
    steps(ground, &draft, &mut all);
    rest(ground, &draft, &mut all);
    (1..)
        .zip(&mut all)
        .for_each(|(number, mend)| mend.number = number);
    all
}

/// The most subjects named in one row.
const ABOUT: usize = 5;

type Draft<'d> = dyn Fn(&str, Text, &str, Vec<u32>) -> Mend + 'd;

/// Steps that came off unseen; where the score gives causes of loss, these say it better.
fn steps(ground: &Ground<'_>, draft: &Draft<'_>, all: &mut Vec<Mend>) {
    let reached = |step: &&StepRow| step.began.is_some() && step.outcome == "done";
    for step in ground.attack.iter().filter(reached) {
        let (issue, pillar) = match (step.claimed, step.alerted, step.recorded) {
            (Some(_), _, _) => continue,
            (None, Some(_), _) => ("step-misread", "people"),
            (None, None, Some(_)) => ("step-no-rule", "technology"),
            (None, None, None) => ("step-no-sensor", "technology"),
        };
        // Whether a step was found is known only to whom nothing is hidden from.
        if ground.score.is_some_and(|score| score.causes.is_empty()) {
            let facts = [step.began, step.done, step.alerted];
            let facts = facts.into_iter().flatten().map(|moment| moment.fact);
            all.push(draft(issue, step.title.clone(), pillar, facts.collect()));
        }
    }
}

/// Duties, injects, services and weak points.
fn rest(ground: &Ground<'_>, draft: &Draft<'_>, all: &mut Vec<Mend>) {
    for duty in ground.duties.iter().filter(|duty| duty.met == Some(false)) {
        let facts = [Some(duty.began), duty.ended];
        let facts = facts.into_iter().flatten().map(|moment| moment.fact);
        all.push(draft(
            "duty-missed",
            duty.title.clone(),
            "process",
            facts.collect(),
        ));
    }
    for inject in ground
        .injects
        .iter()
        .filter(|inject| inject.met == Some(false))
    {
        let facts = [inject.fired, inject.answered, inject.closed];
        let facts = facts.into_iter().flatten().map(|moment| moment.fact);
        let pillar = inject.pillar.as_deref().unwrap_or("process");
        let mut mend = draft(
            "inject-missed",
            inject.title.clone(),
            pillar,
            facts.collect(),
        );
        mend.action = inject.expected.clone();
        all.push(mend);
    }
    for service in ground
        .services
        .iter()
        .filter(|s| s.by_defence.is_some_and(|by| by > 0))
    {
        let facts = service.series.iter().map(|s| s.from.fact).collect();
        all.push(draft(
            "service-lost",
            service.title.clone(),
            "process",
            facts,
        ));
    }
    for weak in ground.weak {
        let facts = [weak.seen, weak.reported];
        let facts = facts.into_iter().flatten().map(|moment| moment.fact);
        let mut mend = draft("weak", weak.title.clone(), &weak.pillar, facts.collect());
        mend.action = weak.fix.clone();
        mend.owner = weak.owner.clone();
        all.push(mend);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_never_began_is_no_subject_of_what_went_wrong() {
        let step = |name: &str, began: Option<u32>| StepRow {
            name: name.to_owned(),
            began: began.map(|at| Moment { at, fact: at }),
            ..StepRow::default()
        };
        let about = |kind: &str, name: &str| AboutRow {
            kind: kind.to_owned(),
            name: name.to_owned(),
            title: None,
        };
        let attack = [step("lure", Some(60)), step("extort", None)];
        assert!(took_place(&attack, &about("step", "lure")));
        assert!(!took_place(&attack, &about("step", "extort")));
        assert!(took_place(&attack, &about("service", "extort")));
        assert!(took_place(&[], &about("step", "extort")), "nothing is told");
    }
}
