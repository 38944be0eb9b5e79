//! One pass over the facts, keeping what the components need.

use crate::score::card::{About, Stamp};
use crate::score::second::deed::{Deed, Hit};
use crate::score::second::papers::PaperFold;
use crate::score::second::restraint::{Asset, Restrained};
use crate::score::second::run::RunFold;
use crate::score::second::town::Town;
use crate::score::stakes::Stakes;
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, Fact, FactKind, Outcome, Truth, Wait};
use crate::words::name::*;
use crate::words::order::{Level, Verdict};
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::{MINUTE, Span, Tick};
use std::collections::BTreeMap;

/// Claims about the same within this are one incident.
const SAME: Span = Span(30 * MINUTE);

/// What became of an alert.
#[derive(Clone, Debug)]
pub struct AlertFold {
    /// What was behind it.
    pub truth: Truth,
    /// Its severity.
    pub weight: u32,
    /// When it was raised.
    pub at: Tick,
    /// The fact of it.
    pub fact: FactId,
    /// Whether it stood in a queue: of what nobody watches, nobody can be asked a verdict.
    pub queued: bool,
    /// The verdict.
    pub verdict: Option<(Verdict, Stamp)>,
}

impl AlertFold {
    /// Whether an attack was behind it.
    pub const fn is_attack(&self) -> bool {
        matches!(self.truth, Truth::Step(_) | Truth::Red(_))
    }
}

/// A false claim: a group of those that are the same within half an hour.
#[derive(Clone, Debug)]
struct False {
    scope: Vec<Name>,
    from: Tick,
}

/// All that one pass found.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    /// What the attack did.
    pub deeds: Vec<Deed>,
    /// Whether people attacked.
    pub people: bool,
    /// All alerts.
    pub alerts: Vec<AlertFold>,
    /// All runs that were told.
    pub runs: BTreeMap<RunId, RunFold>,
    /// How many claims were right.
    pub right: u32,
    /// The false ones, the first of each incident.
    pub wrong: Vec<FactId>,
    /// The first valid claim.
    pub first_claim: Option<Stamp>,
    /// Machines, services, data.
    pub town: Town,
    /// What defence kept from its users.
    pub restrained: Restrained,
    /// Duties, injects, forms.
    pub papers: PaperFold,
    /// When defence teams searched, swept, or looked at something.
    pub looked: Vec<Tick>,
    /// Orders that were refused.
    pub refused: Vec<Stamp>,
    /// Whether a defence team asked anything at all.
    pub acted: bool,
    /// Public trust.
    pub trust: i32,
    /// The last moment.
    pub end: Tick,
    /// ENDEX, or the last fact there is: what a point rests on that was given because nothing
    /// happened.
    pub last: Option<FactId>,
    of_run: BTreeMap<RunId, usize>,
    said: BTreeMap<ClaimId, (Stamp, Level, Vec<Name>, Vec<Name>)>,
    falses: Vec<False>,
}

/// Goes over the facts once, up to a moment if one is given: what a baseline did later than the
/// drill is long must not be held against it.
pub fn fold(stakes: &Stakes, facts: &[Fact], until: Option<Tick>) -> Fold {
    let known = until.map_or(facts.len(), |to| {
        facts.partition_point(|fact| fact.at <= to)
    });
    let facts = &facts[..known];
    let steps = stakes.steps.iter().enumerate();
    let mut f = Fold {
        deeds: steps
            .map(|(i, s)| Deed::of_step(StepId::of(i), s))
            .collect(),
        town: Town::new(stakes),
        ..Fold::default()
    };
    for fact in facts {
        f.attack(stakes, fact);
        f.response(stakes, fact);
        f.detection(stakes, fact);
        let by = f.cell_of(stakes, fact.cause);
        f.town.take(stakes, fact, by);
        f.restrict(fact, by);
        f.papers.take(stakes, fact);
    }
    let over = facts.iter().rev().find(|f| f.kind == FactKind::Ended);
    // A drill that still runs is held to account until now, one that is over until its ENDEX.
    let last = over.or(facts.last()).map_or(Tick(0), |last| last.at);
    f.last = over.or(facts.last()).map(|last| last.id);
    f.end = until.filter(|_| over.is_none()).unwrap_or(last);
    f.town.settle(stakes, f.end);
    f.restrained.settle(f.end);
    f
}

impl Fold {
    /// Whose doing a fact is.
    fn cell_of(&self, stakes: &Stakes, cause: Cause) -> Option<Cell> {
        match cause {
            Cause::Run(run) => stakes.cell(self.runs.get(&run)?.team),
            Cause::Step(_) => Some(Cell::Red),
            Cause::Inject(_) => Some(Cell::White),
            _ => None,
        }
    }

    fn step(&mut self, step: StepId) -> Option<&mut Deed> {
        self.deeds.get_mut(step.at())
    }

    fn attack(&mut self, stakes: &Stakes, fact: &Fact) {
        let now = Stamp::of(fact);
        let at = fact.at;
        match &fact.kind {
            FactKind::StepBegan { step, .. } => {
                self.step(*step).map(|deed| deed.began.get_or_insert(now));
            }
            FactKind::StepDone { step } => {
                self.step(*step).map(|deed| deed.done.get_or_insert(now));
            }
            FactKind::StepBlocked { step } => {
                self.step(*step).map(|deed| deed.blocked.get_or_insert(now));
            }
            FactKind::StepTouched { step, host } => {
                let host = *host;
                self.step(*step)
                    .map(|deed| deed.touched(host, at))
                    .unwrap_or_default();
            }
            FactKind::StepRecorded { step, record } => {
                let collected = record.is_some();
                if let Some(deed) = self.step(*step) {
                    deed.recorded.get_or_insert(now);
                    deed.collected |= collected;
                }
            }
            FactKind::RunRecorded { run, record } => {
                if let Some(deed) = self.of_run.get(run) {
                    let deed = &mut self.deeds[*deed];
                    deed.recorded.get_or_insert(now);
                    deed.collected |= record.is_some();
                }
            }
            FactKind::RunStarted { run } => self.people_began(stakes, *run, now),
            FactKind::RunEnded {
                run,
                outcome: Outcome::Done,
            } => {
                if let Some(deed) = self.of_run.get(run) {
                    self.deeds[*deed].done.get_or_insert(now);
                }
            }
            FactKind::RunEnded {
                run,
                outcome: Outcome::Failed | Outcome::Stopped | Outcome::Overtaken,
            } => {
                // Who does not know what the city hides is told of all alike: whether a response
                // was behind it, is looked up where it counts.
                if let Some(deed) = self.of_run.get(run) {
                    self.deeds[*deed].blocked.get_or_insert(now);
                }
            }
            FactKind::Trust { by } => self.trust += i32::from(*by),
            _ => {}
        }
    }

    /// A run that people who attack ordered is a deed of its own.
    fn people_began(&mut self, stakes: &Stakes, run: RunId, now: Stamp) {
        let Some(one) = self.runs.get(&run) else {
            return;
        };
        let is_red = stakes.cell(one.team) == Some(Cell::Red) && one.step.is_none();
        let Some(stake) = stakes.actions.get(one.action.at()).filter(|_| is_red) else {
            return;
        };
        if !std::mem::replace(&mut self.people, true) {
            // Nobody follows the script.
            self.deeds.clear();
        }
        if !stakes.counts(now.at) {
            return;
        }
        let mut deed = Deed::of_run(run, stake, now);
        if let Some(host) = stakes.city.host_of(&one.target) {
            deed.touched(host, now.at);
        }
        self.of_run.insert(run, self.deeds.len());
        self.deeds.push(deed);
    }

    /// Whether a run is a deed of people's that counts.
    pub fn is_deed(&self, run: RunId) -> bool {
        self.of_run.contains_key(&run)
    }

    fn response(&mut self, stakes: &Stakes, fact: &Fact) {
        let now = Stamp::of(fact);
        match &fact.kind {
            FactKind::RunAsked {
                run,
                team,
                action,
                target,
            } => {
                self.acted |= stakes.cell(*team) == Some(Cell::Blue);
                let step = match fact.cause {
                    Cause::Step(step) => Some(step),
                    _ => None,
                };
                let asked = RunFold::asked(*team, *action, target.clone(), step, now);
                self.runs.insert(*run, asked);
            }
            FactKind::RunWaits { run, for_what } => self.run(*run, |one| match for_what {
                Wait::Approval => one.waited = true,
                Wait::Staff => one.short = true,
                Wait::Body(_) => {}
            }),
            FactKind::RunStarted { run } => self.run(*run, |one| one.started = Some(now)),
            FactKind::RunEnded { run, outcome } => {
                self.run(*run, |one| one.ended = Some((*outcome, now)));
                let step = self.runs.get(run).and_then(|one| one.step);
                if let (Some(step), Outcome::Done) = (step, outcome) {
                    let deed = self.step(step);
                    deed.into_iter().for_each(|deed| deed.came.0 += 1);
                }
            }
            FactKind::RunVerified {
                run, holds: true, ..
            } => self.run(*run, |one| {
                one.verified.get_or_insert(now);
            }),
            FactKind::RunAssessed { run, .. } => self.run(*run, |one| one.assessed = true),
            FactKind::RunStopped { run, control } => {
                self.run(*run, |one| one.stopped_by = Some(*control));
            }
            FactKind::FootholdLost { .. } | FactKind::Recalled { .. } => {
                if let Cause::Run(run) = fact.cause {
                    self.run(run, |one| one.evicted = true);
                }
            }
            FactKind::Refused { team, refusal } if stakes.cell(*team) == Some(Cell::Blue) => {
                self.acted = true;
                if matches!(refusal, Refusal::NoAuthority { .. } | Refusal::Declined) {
                    self.refused.push(now);
                }
            }
            _ => {}
        }
    }

    fn run(&mut self, run: RunId, change: impl FnOnce(&mut RunFold)) {
        self.runs.get_mut(&run).map(change).unwrap_or_default();
    }

    fn detection(&mut self, stakes: &Stakes, fact: &Fact) {
        let now = Stamp::of(fact);
        match &fact.kind {
            FactKind::AlertRaised { rule, .. } => self.alerts.push(AlertFold {
                truth: Truth::Benign,
                weight: stakes.rule_levels.get(rule.at()).copied().unwrap_or(1),
                at: fact.at,
                fact: fact.id,
                queued: fact.to != Audience::HOTWASH,
                verdict: None,
            }),
            FactKind::AlertMeant { alert, truth } => self.meant(*alert, *truth, None),
            FactKind::AlertJoined { alert, truth } => self.meant(*alert, *truth, Some(now)),
            FactKind::Triaged { alert, verdict, .. } => {
                self.acted = true;
                if let Some(a) = self.alerts.get_mut(alert.at()) {
                    a.verdict = Some((*verdict, now));
                }
            }
            FactKind::Searched { .. } | FactKind::Swept { .. } | FactKind::Inspected { .. } => {
                self.looked.push(fact.at);
            }
            FactKind::ClaimMade { claim, said, .. } => {
                self.acted = true;
                let said = (now, said.level, said.says.clone(), said.scope.clone());
                self.said.insert(*claim, said);
            }
            FactKind::ClaimJudged {
                claim, steps, runs, ..
            } => {
                self.judged(fact.id, *claim, steps, runs);
            }
            _ => {}
        }
    }

    /// What was behind an alert when it was raised, or joined it as it grew.
    fn meant(&mut self, alert: AlertId, truth: Truth, joined: Option<Stamp>) {
        let Some(a) = self.alerts.get_mut(alert.at()) else {
            return;
        };
        if joined.is_none() {
            a.truth = truth;
        }
        let (at, fact, queued) = (a.at, a.fact, a.queued);
        let deed = match truth {
            Truth::Step(step) => Some(step.at()),
            Truth::Red(run) => self.of_run.get(&run).copied(),
            Truth::Attempt | Truth::Benign => None,
        };
        let deed = deed.and_then(|deed| self.deeds.get_mut(deed));
        if let Some(deed) = deed.filter(|_| queued) {
            let alerted = joined.unwrap_or(Stamp { at, fact });
            deed.alerted.get_or_insert(alerted);
        }
    }

    fn judged(&mut self, judged: FactId, claim: ClaimId, steps: &[StepId], runs: &[RunId]) {
        let Some((made, level, says, mut scope)) = self.said.get(&claim).cloned() else {
            return;
        };
        if steps.is_empty() && runs.is_empty() {
            scope.sort_unstable();
            let same =
                |f: &False| !scope.is_empty() && f.scope == scope && made.at.since(f.from) <= SAME;
            if !self.falses.iter().any(same) {
                self.falses.push(False {
                    scope,
                    from: made.at,
                });
                self.wrong.push(judged);
            }
            return;
        }
        self.right += 1;
        self.first_claim.get_or_insert(made);
        let of_runs = runs.iter().filter_map(|run| self.of_run.get(run).copied());
        let found: Vec<usize> = if self.people {
            of_runs.collect()
        } else {
            steps.iter().map(|step| step.at()).collect()
        };
        for place in found {
            if let Some(deed) = self.deeds.get_mut(place) {
                let quality = deed.quality(level, &says);
                deed.hits.push(Hit {
                    claim,
                    made,
                    judged,
                    quality,
                });
            }
        }
    }

    fn restrict(&mut self, fact: &Fact, by: Option<Cell>) {
        let now = Stamp::of(fact);
        let blue = by == Some(Cell::Blue);
        let set = match &fact.kind {
            FactKind::Isolated { host } => Some((Asset::Host(*host), true)),
            FactKind::Reconnected { host } => Some((Asset::Host(*host), false)),
            FactKind::ZoneCut { zone, cut } => Some((Asset::Zone(*zone), *cut)),
            FactKind::LinkSet { link, flow } => {
                let cut = *flow == crate::words::fact::Flow::Cut;
                Some((Asset::Link(*link), cut))
            }
            FactKind::AccountLocked { account, locked } => {
                Some((Asset::Account(*account), *locked))
            }
            FactKind::HarmLaid { service, .. } => {
                let stopped = self.town.is_stopped_by_defence(*service);
                self.restrained
                    .set(Asset::Service(*service), stopped, now, true);
                None
            }
            _ => None,
        };
        if let Some((asset, on)) = set {
            self.restrained.set(asset, on, now, blue);
        }
    }

    /// How many incidents were found: what happened on one machine within half an hour is one, no
    /// matter how often or in how many claims it was told.
    pub fn incidents(&self) -> u32 {
        let mut all: Vec<&Deed> = self
            .deeds
            .iter()
            .filter(|deed| deed.began.is_some())
            .collect();
        all.sort_by_key(|deed| deed.began);
        let mut groups: Vec<(Option<HostId>, Tick, bool)> = Vec::new();
        for deed in all {
            let (host, at) = (deed.hosts.first().map(|(host, _)| *host), deed.began_at());
            let is_found = !deed.hits.is_empty();
            let same = |(other, from, _): &&mut (Option<HostId>, Tick, bool)| {
                *other == host && at.since(*from) <= SAME
            };
            match groups.iter_mut().rev().find(same) {
                Some((.., any)) => *any |= is_found,
                None => groups.push((host, at, is_found)),
            }
        }
        let count = groups.iter().filter(|(.., any)| *any).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// What a line about this deed opens: where it began and came to, if it did.
pub fn facts_of(deed: &Deed) -> Vec<FactId> {
    let stamps = [deed.began, deed.done.or(deed.blocked)];
    let told = stamps.into_iter().flatten();
    told.map(|stamp| stamp.fact).collect()
}

/// What a line is about, for a target of an action.
pub fn about_target(target: &Target) -> About {
    match target {
        Target::Host(host) => About::Host(*host),
        Target::Service(service) => About::Service(*service),
        Target::Account(account) => About::Account(*account),
        Target::Zone(zone) => About::Zone(*zone),
        Target::Link(link) => About::Link(*link),
        Target::Data(data) => About::Data(*data),
        Target::Backup(backup) => About::Backup(*backup),
        Target::Control(control) => About::Control(*control),
        _ => About::All,
    }
}
