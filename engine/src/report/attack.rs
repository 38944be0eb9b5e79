//! What the attack did, and what attack teams reported of it.

use crate::drill::RedBy;
use crate::plan::Plan;
use crate::report::heard::{Heard, Hearing};
use crate::report::{Moment, Sources, said, word};
use crate::score::card::{Scorecard, Stamp};
use crate::words::cell::Cell;
use crate::words::fact::{Cause, FactKind, Outcome, Truth};
use crate::words::name::{ActionId, AlertId, ClaimId, HostId, RunId, StepId, TeamId};
use crate::words::order::{Level, Severity};
use crate::words::target::Target;
use crate::words::text::{Lang, Text};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A technique of ATT&CK.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct TechniqueRow {
    pub id: String,
    pub name: String,
}

/// A step of the campaign, or a run of a human attack team, with the moments of its life.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct StepRow {
    /// Its name in the scenario, or `run-12`.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// Its techniques.
    pub techniques: Vec<TechniqueRow>,
    /// Its tactic, by its short name.
    pub tactic: String,
    /// Its weight in the score, 1 to 5.
    pub weight: u32,
    /// Whether the scenario holds it to be observable.
    pub observable: bool,
    /// `done`, `tried`, `blocked`, or `never` for a step that was not reached.
    pub outcome: String,
    /// What a run of people was aimed at; none of a step, and of what needs no target.
    pub on: Option<Text>,
    /// Hosts it touched.
    pub hosts: Vec<String>,
    /// t0: it began.
    pub began: Option<Moment>,
    /// It reached what it was for.
    pub done: Option<Moment>,
    /// t1: its first trace was recorded.
    pub recorded: Option<Moment>,
    /// t2: the first alert that it stands behind.
    pub alerted: Option<Moment>,
    /// t3: the first claim that found it.
    pub claimed: Option<Moment>,
    /// How precise that claim was: `suspicious`, `malicious`, `tactic` or `technique`.
    pub level: Option<String>,
    /// t4: the first paper filed by the team after that.
    pub notified: Option<Moment>,
    /// t5: it was stopped, if the score counts it as contained; never of one that came off.
    pub contained: Option<Moment>,
    /// …and the effect of what stopped it was looked at, and assessed.
    pub verified: Option<Moment>,
    /// t6: what it touched was clean and served again, by the defence's doing.
    pub restored: Option<Moment>,
    /// …or the organisers put it back: no recovery of the team's.
    pub put_back: Option<Moment>,
}

/// What became of steps and runs, kept while the facts go by.
#[derive(Default)]
struct Trail {
    began: Option<Moment>,
    done: Option<Moment>,
    blocked: bool,
    /// At how many machines a step came off.
    came: u32,
    recorded: Option<Moment>,
    alerted: Option<Moment>,
    claimed: Option<(Moment, Level)>,
    notified: Option<Moment>,
    hosts: BTreeSet<HostId>,
}

/// Steps come first, runs of people behind them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    Step(StepId),
    Run(RunId),
}

struct Trails<'p> {
    plan: &'p Plan,
    all: BTreeMap<Which, Trail>,
    alerts: BTreeMap<AlertId, Moment>,
    claims: BTreeMap<ClaimId, (Moment, Level)>,
    runs: BTreeMap<RunId, (ActionId, Target)>,
    /// The runs by which the script tries its steps.
    by_step: BTreeMap<RunId, StepId>,
    people: bool,
    /// What the reader calls a run by number.
    hearing: &'p Hearing,
}

/// The attack, as far as the reader may know: by the campaign's steps, or where people attack by
/// their runs. What of a people's attack was found is told to the organisers only.
pub(super) fn steps(hearing: &Hearing, sources: &Sources<'_>) -> Vec<StepRow> {
    let people = sources.setup.red == RedBy::Human;
    if people && hearing.team.is_some_and(|(_, cell)| cell != Cell::Red) {
        return Vec::new();
    }
    let mut trails = Trails {
        plan: sources.plan,
        all: BTreeMap::new(),
        alerts: BTreeMap::new(),
        claims: BTreeMap::new(),
        runs: BTreeMap::new(),
        by_step: BTreeMap::new(),
        people,
        hearing,
    };
    if hearing.open && !people {
        let all = (0..sources.plan.campaign.steps.len()).map(StepId::of);
        all.for_each(|step| {
            trails.of(Which::Step(step));
        });
    }
    for heard in &hearing.all {
        trails.take(heard);
    }
    let mut rows: Vec<StepRow> = trails
        .all
        .iter()
        .filter_map(|(which, trail)| trails.row(*which, trail))
        .collect();
    if hearing.open {
        stamped(hearing, sources.card, &mut rows);
    }
    rows.sort_by_key(|row| row.began.map_or(u32::MAX, |moment| moment.at));
    rows
}

/// The stamps of the score are the only source of what was contained and restored: papers and
/// points speak of the same moments, or of none.
fn stamped(hearing: &Hearing, card: Option<&Scorecard>, rows: &mut [StepRow]) {
    let stamps = card.iter().flat_map(|card| &card.steps);
    let moment = |stamp: Option<Stamp>| {
        let stamp = stamp?;
        let fact = hearing.number(stamp.fact)?;
        Some(Moment {
            at: stamp.at.0,
            fact,
        })
    };
    for stamp in stamps {
        // By the fact that it began: the reader's numbers of runs are not the engine's.
        let began = hearing.number(stamp.began.fact);
        let same = |row: &&mut StepRow| row.began.map(|began| began.fact) == began;
        let Some(row) = rows.iter_mut().find(same).filter(|_| began.is_some()) else {
            continue;
        };
        row.recorded = moment(stamp.recorded);
        row.alerted = moment(stamp.alerted);
        row.claimed = moment(stamp.claimed);
        row.notified = moment(stamp.reported);
        row.contained = moment(stamp.contained);
        row.verified = moment(stamp.verified);
        row.restored = moment(stamp.restored);
        row.put_back = moment(stamp.put_back);
    }
}

impl Trails<'_> {
    fn of(&mut self, which: Which) -> &mut Trail {
        self.all.entry(which).or_default()
    }

    fn take(&mut self, heard: &Heard) {
        let moment = heard.moment();
        match &heard.kind {
            FactKind::StepBegan { step, .. } => {
                self.of(Which::Step(*step)).began.get_or_insert(moment);
            }
            FactKind::StepDone { step } => {
                self.of(Which::Step(*step)).done.get_or_insert(moment);
            }
            FactKind::StepBlocked { step } => self.of(Which::Step(*step)).blocked = true,
            FactKind::StepTouched { step, host } => {
                self.of(Which::Step(*step)).hosts.insert(*host);
            }
            FactKind::StepRecorded { step, .. } => {
                self.of(Which::Step(*step)).recorded.get_or_insert(moment);
            }
            FactKind::RunRecorded { run, .. } => {
                self.of(Which::Run(*run)).recorded.get_or_insert(moment);
            }
            FactKind::AlertRaised { alert, .. } => drop(self.alerts.insert(*alert, moment)),
            FactKind::AlertMeant { alert, truth } => {
                let raised = self.alerts.get(alert).copied();
                self.meant(raised, *truth);
            }
            FactKind::AlertJoined { truth, .. } => self.meant(Some(moment), *truth),
            FactKind::ClaimMade { claim, said, .. } => {
                self.claims.insert(*claim, (moment, said.level));
            }
            FactKind::ClaimJudged {
                claim, steps, runs, ..
            } => {
                let found = steps.iter().map(|step| Which::Step(*step));
                let found = found.chain(runs.iter().map(|run| Which::Run(*run)));
                self.found(*claim, &found.collect::<Vec<_>>());
            }
            FactKind::Filed { .. } => self.filed(moment),
            _ => self.run(heard),
        }
    }

    fn meant(&mut self, alerted: Option<Moment>, truth: Truth) {
        let which = match truth {
            Truth::Step(step) => Which::Step(step),
            Truth::Red(run) => Which::Run(run),
            Truth::Attempt | Truth::Benign => return,
        };
        let trail = self.of(which);
        trail.alerted = trail.alerted.or(alerted);
    }

    fn found(&mut self, claim: ClaimId, found: &[Which]) {
        let Some(made) = self.claims.get(&claim).copied() else {
            return;
        };
        for which in found {
            self.of(*which).claimed.get_or_insert(made);
        }
    }

    fn filed(&mut self, moment: Moment) {
        for trail in self.all.values_mut().filter(|t| t.claimed.is_some()) {
            trail.notified.get_or_insert(moment);
        }
    }

    fn run(&mut self, heard: &Heard) {
        let moment = heard.moment();
        match &heard.kind {
            FactKind::RunAsked {
                run,
                team,
                action,
                target,
            } => {
                self.runs.insert(*run, (*action, target.clone()));
                if let Cause::Step(step) = heard.cause {
                    self.by_step.insert(*run, step);
                }
                if self.people && self.attacks(*team) {
                    let host = self.plan.map.host_of(target);
                    self.of(Which::Run(*run)).hosts.extend(host);
                }
            }
            FactKind::RunStarted { run } if self.all.contains_key(&Which::Run(*run)) => {
                self.of(Which::Run(*run)).began.get_or_insert(moment);
            }
            FactKind::RunEnded { run, outcome } => self.ended(*run, *outcome, moment),
            _ => {}
        }
    }

    fn attacks(&self, team: TeamId) -> bool {
        let team = self.plan.roster.teams.get(team.at());
        team.is_some_and(|team| team.cell == Cell::Red)
    }

    fn ended(&mut self, run: RunId, outcome: Outcome, moment: Moment) {
        if let (Some(step), Outcome::Done) = (self.by_step.get(&run).copied(), outcome) {
            self.of(Which::Step(step)).came += 1;
        }
        if let Some(trail) = self.all.get_mut(&Which::Run(run)) {
            match outcome {
                Outcome::Done => drop(trail.done.get_or_insert(moment)),
                Outcome::Stopped => trail.blocked = true,
                // It came to nothing of itself: it was tried.
                _ => {}
            }
        }
    }

    fn row(&self, which: Which, trail: &Trail) -> Option<StepRow> {
        let (name, title, action, weight, observable) = match which {
            Which::Step(step) => {
                let s = self.plan.campaign.steps.get(step.at())?;
                let name = s.name.to_string();
                (
                    name,
                    s.title.clone(),
                    s.action,
                    u32::from(s.weight),
                    s.observable,
                )
            }
            Which::Run(run) => {
                let (action, target) = self.runs.get(&run)?;
                let a = self.plan.catalogue.actions.get(action.at())?;
                (
                    run_name(self.hearing, run),
                    self.plan.deed(*action, target)?,
                    *action,
                    u32::from(a.weight),
                    true,
                )
            }
        };
        let action = self.plan.catalogue.actions.get(action.at())?;
        let outcome = match (trail.done, trail.blocked, trail.began) {
            (Some(_), _, _) => "done",
            (None, true, _) if trail.came > 0 => "partly",
            (None, true, _) => "blocked",
            (None, false, Some(_)) => "tried",
            (None, false, None) => "never",
        };
        let map = &self.plan.map;
        let on = match which {
            Which::Run(run) => self
                .runs
                .get(&run)
                .and_then(|(_, on)| target(self.plan, on)),
            Which::Step(_) => None,
        };
        Some(StepRow {
            name,
            title,
            techniques: techniques(self.plan, action.attack.iter().map(|id| &**id)),
            tactic: action.tactic.to_string(),
            weight,
            observable,
            outcome: outcome.to_owned(),
            on,
            hosts: trail
                .hosts
                .iter()
                .map(|host| map.host_name(*host))
                .collect(),
            began: trail.began,
            done: trail.done,
            recorded: trail.recorded,
            alerted: trail.alerted,
            claimed: trail.claimed.map(|(moment, _)| moment),
            level: trail.claimed.map(|(_, level)| word(&level)),
            notified: trail.notified,
            contained: None,
            verified: None,
            restored: None,
            put_back: None,
        })
    }
}

/// Techniques with what they are called.
pub(super) fn techniques<'n>(plan: &Plan, ids: impl Iterator<Item = &'n str>) -> Vec<TechniqueRow> {
    let row = |id: &str| TechniqueRow {
        id: id.to_owned(),
        name: plan
            .attack
            .techniques
            .get(id)
            .map_or_else(String::new, |t| t.name.clone()),
    };
    ids.map(row).collect()
}

/// A finding that an attack team reported; their words as they wrote them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FindingRow {
    pub number: u32,
    pub team: String,
    pub reported: Moment,
    pub title: String,
    pub severity: String,
    pub on: Option<Text>,
    pub resources: String,
    pub data: String,
    pub users: String,
    pub steps: String,
    pub fix: String,
    /// Runs that show it.
    pub evidence: Vec<u32>,
    /// How many of the impact criteria (resources, data, users) it names.
    pub impacts: u32,
}

pub(super) fn findings(hearing: &Hearing, sources: &Sources<'_>) -> Vec<FindingRow> {
    let plan = sources.plan;
    let row = |heard: &Heard| {
        let FactKind::RedReported {
            team,
            report,
            said: s,
        } = &heard.kind
        else {
            return None;
        };
        let filled = [&s.resources, &s.data, &s.users];
        let filled = filled.iter().filter(|text| !text.trim().is_empty());
        Some(FindingRow {
            number: hearing.counted(report.0),
            team: plan.roster.teams.get(team.at())?.name.to_string(),
            reported: heard.moment(),
            title: s.title.clone(),
            severity: word::<Severity>(&s.severity),
            on: target_written(plan, &s.on),
            resources: s.resources.clone(),
            data: s.data.clone(),
            users: s.users.clone(),
            steps: s.steps.clone(),
            fix: s.fix.clone(),
            evidence: s.evidence.iter().map(|run| hearing.run(*run)).collect(),
            impacts: u32::try_from(filled.count()).unwrap_or(0),
        })
    };
    hearing.all.iter().filter_map(row).collect()
}

/// What a target is called.
pub(super) fn target(plan: &Plan, target: &Target) -> Option<Text> {
    let title = |lang| plan.map.target_title(target, lang);
    said(title(Lang::Vi), title(Lang::En))
}

/// What a row of a run of people is named.
pub(super) fn run_name(hearing: &Hearing, run: RunId) -> String {
    format!("run-{}", hearing.run(run))
}

/// The same of one that is written `kind:name`.
fn target_written(plan: &Plan, written: &str) -> Option<Text> {
    let known = plan.map.target(written).and_then(|on| target(plan, &on));
    let name = written.split_once(':').map_or(written, |(_, name)| name);
    known.or_else(|| said(name.to_owned(), name.to_owned()))
}
