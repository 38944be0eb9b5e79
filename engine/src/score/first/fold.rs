//! One pass over the facts, keeping what the components need.

use crate::score::stakes::Stakes;
use crate::words::cell::Audience;
use crate::words::fact::{Fact, FactKind, Side, Truth};
use crate::words::name::*;
use crate::words::order::{Level, Verdict};
use crate::words::time::{MINUTE, Span, Tick};
use std::collections::{BTreeMap, BTreeSet};

/// How long after a step touched a host cutting it off counts as justified.
const ON_PATH: Span = Span(6 * 60 * MINUTE);

/// The claim that found a step.
#[derive(Clone, Debug)]
pub struct Detected {
    pub at: Tick,
    pub fact: FactId,
    pub judged: FactId,
    /// How well it named it, per mille.
    pub quality: u32,
}

/// What became of a step.
#[derive(Clone, Debug, Default)]
pub struct StepFold {
    pub began: Option<Tick>,
    pub began_fact: Option<FactId>,
    pub done: Option<(Tick, FactId)>,
    pub recorded: Option<FactId>,
    pub detected: Option<Detected>,
}

/// What became of an alert.
#[derive(Clone, Debug)]
pub struct AlertFold {
    pub truth: Truth,
    pub weight: u32,
    /// Whether it stood in a queue: of what nobody watches, nobody can be asked a verdict.
    pub queued: bool,
    pub verdict: Option<(Verdict, FactId)>,
}

/// Loss of one service by side, in points.
#[derive(Clone, Debug, Default)]
pub struct LossFold {
    pub attack: u64,
    pub defence: u64,
    pub facts: Vec<FactId>,
    since: Option<(Tick, u16, Side)>,
    pub down_by_attack: Option<Tick>,
    pub back: Option<(Tick, bool, FactId)>,
}

/// All that one pass found.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    pub steps: Vec<StepFold>,
    pub alerts: Vec<AlertFold>,
    pub services: Vec<LossFold>,
    pub leaked: BTreeMap<DataId, FactId>,
    pub claims_true: Vec<FactId>,
    pub claims_false: Vec<FactId>,
    pub first_claim: Option<Tick>,
    pub injects: BTreeMap<InjectId, (bool, FactId)>,
    pub duties: BTreeMap<DutyId, (Option<bool>, FactId)>,
    pub weak: BTreeSet<WeakId>,
    pub findings: usize,
    pub trust: i32,
    pub held: BTreeMap<HostId, FactId>,
    /// Host-minutes under isolation by defence, worth, all and justified.
    pub cut: (u64, u64),
    /// ENDEX, or the last fact there is: what a point rests on that was given because nothing
    /// happened.
    pub end: Option<FactId>,
    isolated: BTreeMap<HostId, (Tick, bool)>,
    touched: BTreeMap<HostId, Tick>,
    said: BTreeMap<ClaimId, (Tick, FactId, Level, Vec<Name>)>,
    incidents: BTreeMap<String, Tick>,
}

/// Goes over the facts once.
pub fn fold(stakes: &Stakes, facts: &[Fact]) -> Fold {
    let mut f = Fold {
        steps: vec![StepFold::default(); stakes.steps.len()],
        services: vec![LossFold::default(); stakes.services.len()],
        end: facts.last().map(|last| last.id),
        ..Fold::default()
    };
    for fact in facts {
        f.attack(fact);
        f.defence(stakes, fact);
        f.papers(fact);
    }
    let end = Tick(facts.last().map_or(0, |l| l.at.0)).max(Tick(stakes.length.0));
    (0..f.services.len()).for_each(|i| f.settle_service(stakes, i, end));
    let open: Vec<HostId> = f.isolated.keys().copied().collect();
    open.into_iter()
        .for_each(|host| f.settle_isolation(stakes, host, end));
    f
}

impl Fold {
    fn attack(&mut self, fact: &Fact) {
        match &fact.kind {
            FactKind::StepBegan { step, .. } => {
                let s = &mut self.steps[step.at()];
                if s.began.is_none() {
                    (s.began, s.began_fact) = (Some(fact.at), Some(fact.id));
                }
            }
            FactKind::StepDone { step } => self.steps[step.at()].done = Some((fact.at, fact.id)),
            FactKind::StepRecorded { step, .. } => self.steps[step.at()].recorded = Some(fact.id),
            FactKind::StepTouched { host, .. } => {
                self.touched.insert(*host, fact.at);
                if let Some((_, justified)) = self.isolated.get_mut(host) {
                    *justified = true;
                }
            }
            FactKind::FootholdGained { host, .. } => {
                self.held.insert(*host, fact.id);
            }
            FactKind::FootholdLost { host } => {
                self.held.remove(host);
            }
            FactKind::Leaked { data } => {
                self.leaked.insert(*data, fact.id);
            }
            FactKind::Trust { by } => self.trust += i32::from(*by),
            _ => {}
        }
    }

    fn defence(&mut self, stakes: &Stakes, fact: &Fact) {
        match &fact.kind {
            FactKind::AlertRaised { rule, .. } => {
                let weight = stakes.rule_levels.get(rule.at()).copied().unwrap_or(1);
                self.alerts.push(AlertFold {
                    truth: Truth::Benign,
                    weight,
                    queued: fact.to != Audience::HOTWASH,
                    verdict: None,
                });
            }
            FactKind::AlertMeant { alert, truth } => {
                if let Some(a) = self.alerts.get_mut(alert.at()) {
                    a.truth = *truth;
                }
            }
            FactKind::Triaged { alert, verdict, .. } => {
                if let Some(a) = self.alerts.get_mut(alert.at()) {
                    a.verdict = Some((*verdict, fact.id));
                }
            }
            FactKind::ClaimMade { claim, said, .. } => {
                self.first_claim.get_or_insert(fact.at);
                self.said
                    .insert(*claim, (fact.at, fact.id, said.level, said.says.clone()));
            }
            FactKind::ClaimJudged {
                claim, steps, runs, ..
            } => self.judged(stakes, fact, *claim, (steps, runs)),
            FactKind::HarmLaid {
                service,
                served,
                side,
            } => {
                self.settle_service(stakes, service.at(), fact.at);
                let s = &mut self.services[service.at()];
                s.since = Some((fact.at, *served, *side));
                s.facts.push(fact.id);
                if *served < 500 && *side == Side::Attack {
                    s.down_by_attack.get_or_insert(fact.at);
                    s.back = None;
                } else if *served >= 1_000 && s.down_by_attack.is_some() && s.back.is_none() {
                    let clean = !self.held.contains_key(&stakes.services[service.at()].host);
                    s.back = Some((fact.at, clean, fact.id));
                }
            }
            FactKind::Isolated { host } => {
                // On the attack's path: held, or touched by a step not long before, or while it was
                // cut off.
                let lately = self
                    .touched
                    .get(host)
                    .is_some_and(|at| fact.at.since(*at) <= ON_PATH);
                let justified = self.held.contains_key(host) || lately;
                self.isolated.insert(*host, (fact.at, justified));
            }
            FactKind::Reconnected { host } => self.settle_isolation(stakes, *host, fact.at),
            FactKind::WeakSeen { weak, .. } => {
                self.weak.insert(*weak);
            }
            FactKind::FindingMade { .. } => self.findings += 1,
            _ => {}
        }
    }

    fn papers(&mut self, fact: &Fact) {
        match &fact.kind {
            FactKind::InjectClosed { inject, met } => {
                self.injects.insert(*inject, (*met, fact.id));
            }
            FactKind::DutyBegan { duty, .. } => {
                self.duties.entry(*duty).or_insert((None, fact.id));
            }
            FactKind::DutyEnded { duty, met } => {
                self.duties.insert(*duty, (Some(*met), fact.id));
            }
            _ => {}
        }
    }

    fn judged(
        &mut self,
        stakes: &Stakes,
        fact: &Fact,
        claim: ClaimId,
        (steps, runs): (&[StepId], &[RunId]),
    ) {
        let Some((at, made, level, says)) = self.said.get(&claim).cloned() else {
            return;
        };
        if steps.is_empty() && runs.is_empty() {
            // The same mistake told twice within half an hour is one incident, not two.
            let key = says.iter().map(|s| &**s).collect::<Vec<_>>().join(",");
            let again = self
                .incidents
                .get(&key)
                .is_some_and(|last| at.since(*last) <= Span(30 * MINUTE));
            self.incidents.insert(key, at);
            if !again {
                self.claims_false.push(fact.id);
            }
            return;
        }
        self.claims_true.push(fact.id);
        for step in steps {
            let stake = &stakes.steps[step.at()];
            let quality = quality(stake, level, &says);
            let s = &mut self.steps[step.at()];
            let better = s
                .detected
                .as_ref()
                .is_none_or(|d| quality > d.quality && at.since(d.at).0 == 0);
            if better {
                s.detected = Some(Detected {
                    at,
                    fact: made,
                    judged: fact.id,
                    quality,
                });
            }
        }
    }

    fn settle_service(&mut self, stakes: &Stakes, i: usize, now: Tick) {
        let s = &mut self.services[i];
        let Some((from, served, side)) = s.since.take() else {
            return;
        };
        let value = u64::from(stakes.services[i].value);
        let lost = value * u64::from(now.since(from).0) * u64::from(1_000 - served.min(1_000))
            / u64::from(MINUTE);
        match side {
            Side::Attack => s.attack += lost,
            Side::Defence => s.defence += lost,
            Side::Neither => {}
        }
    }

    fn settle_isolation(&mut self, stakes: &Stakes, host: HostId, now: Tick) {
        if let Some((from, justified)) = self.isolated.remove(&host) {
            let worth =
                u64::from(stakes.host_values.of(host).max(1)) * u64::from(now.since(from).0);
            self.cut.0 += worth;
            self.cut.1 += if justified { worth } else { 0 };
        }
    }
}

/// How well a claim names a step, per mille (SCORING §2.5): telemetry 250, general 500, tactic 750,
/// technique 1000, its parent 900; naming several techniques divides what lies above general.
fn quality(stake: &crate::score::stakes::StepStake, level: Level, says: &[Name]) -> u32 {
    let base = match level {
        Level::Suspicious => return 250,
        Level::Malicious => return 500,
        Level::Tactic => {
            if says.contains(&stake.tactic) {
                750
            } else {
                500
            }
        }
        Level::Technique => {
            if stake.techniques.iter().any(|t| says.contains(t)) {
                1_000
            } else if stake
                .techniques
                .iter()
                .any(|t| says.iter().any(|s| same_technique(s, t)))
            {
                900
            } else {
                500
            }
        }
    };
    500 + (base - 500) / u32::try_from(says.len().max(1)).unwrap_or(1)
}
