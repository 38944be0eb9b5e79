//! What of an objective was shown: its measure counted out, one check for each thing it names.
//!
//! What the jury judges by. The rating that follows from the shares is a proposal; people confirm
//! it or decide otherwise. What never came up is no failure, and what is still open is not counted
//! until it is settled: both are shown beside the share as what they are.

use super::instead::Tried;
use super::{PaperTruth, RunTruth, ServiceTruth, TruthView};
use crate::action::written::Effect;
use crate::plan::{Measure, Objective, Plan};
use crate::words::fact::{FactKind, Outcome, Side, Truth};
use crate::words::name::*;
use crate::words::order::Rating;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use std::collections::BTreeSet;

/// What a check is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Subject {
    Step(StepId),
    Service(ServiceId),
    Form(FormId),
    Duty(DutyId),
    Org(OrgId),
}

impl Subject {
    /// Whether a fact is about it: what a check of it rests on.
    pub fn is_of(self, fact: &FactKind) -> bool {
        use FactKind::*;
        match self {
            Self::Step(own) => match fact {
                StepBegan { step, .. } | StepRecorded { step, .. } => *step == own,
                StepDone { step } | StepBlocked { step } => *step == own,
                ClaimJudged { steps, .. } => steps.contains(&own),
                AlertMeant { truth, .. } | AlertJoined { truth, .. } => *truth == Truth::Step(own),
                _ => false,
            },
            Self::Service(own) => match fact {
                ServiceServes { service, .. } | HarmLaid { service, .. } => *service == own,
                Defaced { service } | Repaired { service } => *service == own,
                DeclarationSeen { service, .. } => *service == own,
                _ => false,
            },
            Self::Form(own) => matches!(fact, Filed { form, .. } if *form == own),
            Self::Duty(own) => match fact {
                DutyBegan { duty, .. } | DutyEnded { duty, .. } => *duty == own,
                _ => false,
            },
            Self::Org(own) => {
                matches!(fact, RunAsked { target: Target::Org(org), .. } if *org == own)
            }
        }
    }
}

/// How a check came out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Came {
    /// Shown in time.
    InTime,
    /// Shown too late.
    Late,
    /// Not shown, and it no longer can be.
    Missed,
    /// Not settled yet.
    Open,
    /// It never came up: nothing was asked of anybody.
    NotDue,
}

/// One thing that was to be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Check {
    /// What it is about.
    pub about: Subject,
    /// From when its time runs.
    pub from: Option<Tick>,
    /// When it was shown.
    pub at: Option<Tick>,
    /// What people lost meanwhile by the attack's doing, and by the defence's: of services.
    pub lost: (Span, Span),
    /// When the organisers did it instead: nothing that was shown.
    pub put_back: Option<Tick>,
    /// How it came out.
    pub came: Came,
}

impl Check {
    /// Whether people lost the service by the defence's doing alone.
    pub fn is_own(&self) -> bool {
        self.lost.0 == Span(0) && self.lost.1 != Span(0)
    }
}

/// All that was to be shown of an objective.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown(pub Vec<Check>);

impl Shown {
    /// How many checks came out so.
    pub fn count(&self, came: Came) -> usize {
        self.0.iter().filter(|check| check.came == came).count()
    }

    /// How many are settled.
    pub fn settled(&self) -> usize {
        self.count(Came::InTime) + self.count(Came::Late) + self.count(Came::Missed)
    }

    /// How many of a thousand settled ones were shown in time; nothing if none is settled.
    pub fn share(&self) -> Option<usize> {
        (self.count(Came::InTime) * 1_000).checked_div(self.settled())
    }

    /// The rating that the share proposes.
    pub fn proposal(&self) -> Option<Rating> {
        Some(match self.share()? {
            900.. => Rating::P,
            700..900 => Rating::S,
            400..700 => Rating::M,
            _ => Rating::U,
        })
    }
}

impl TruthView {
    /// What of an objective was shown until now.
    pub fn shown(&self, plan: &Plan, objective: &Objective) -> Shown {
        let within = objective.within;
        Shown(match &objective.measure {
            Measure::Detect(steps) => {
                let of = |s: &StepId| match self.in_its_stead(plan, (steps, *s), Tried::Seen) {
                    Some(runs) => self.detected_of(*s, &runs, within),
                    None => self.detected(*s, within),
                };
                steps.iter().map(of).collect()
            }
            Measure::Contain(steps) => {
                let of = |s: &StepId| match self.in_its_stead(plan, (steps, *s), Tried::All) {
                    Some(runs) => self.denied_of(plan, *s, &runs),
                    None => self.denied(*s, within),
                };
                steps.iter().map(of).collect()
            }
            Measure::Recover(all) => {
                let resets = self.resets(plan);
                let of = |s: &ServiceId| self.back(&resets, *s, within);
                all.iter().map(of).collect()
            }
            Measure::KeepUp(all) => all.iter().map(|s| self.kept(*s, within)).collect(),
            Measure::Verify(all) => all.iter().map(|s| self.verified(*s, within)).collect(),
            Measure::Warn(orgs) => {
                let of = |org: &OrgId| self.warned(plan, *org, within);
                orgs.iter().map(of).collect()
            }
            Measure::File(forms) => {
                let of = |form: &FormId| self.filed_in_time(plan, *form, within);
                forms.iter().flat_map(of).collect()
            }
        })
    }

    /// Shown at a moment or not, with so much time from another on.
    pub(super) fn came(&self, from: Tick, at: Option<Tick>, within: Span) -> Came {
        let by = from.after(within);
        match at {
            Some(at) if at <= by => Came::InTime,
            Some(_) => Came::Late,
            None if self.now > by || self.ended.is_some() => Came::Missed,
            None => Came::Open,
        }
    }

    fn detected(&self, id: StepId, within: Span) -> Check {
        let step = &self.steps[id.at()];
        let at = step.found.map(|(at, _)| at);
        let came = step.began.map(|from| self.came(from, at, within));
        Check {
            about: Subject::Step(id),
            from: step.began,
            at,
            lost: Default::default(),
            put_back: None,
            came: came.unwrap_or(Came::NotDue),
        }
    }

    /// A step that was tried and given up, or that did not come to anything before ENDEX.
    fn denied(&self, id: StepId, within: Span) -> Check {
        let step = &self.steps[id.at()];
        let at = step.blocked.or(self.ended);
        let came = match (step.done, step.blocked, step.began) {
            (Some(_), ..) => Came::Missed,
            (None, Some(at), Some(from)) => self.came(from, Some(at), within),
            (None, Some(_), None) => Came::InTime,
            (None, None, _) if self.ended.is_some() => Came::InTime,
            (None, None, _) => Came::Open,
        };
        Check {
            about: Subject::Step(id),
            from: step.began,
            at: at.filter(|_| step.done.is_none()),
            lost: Default::default(),
            put_back: None,
            came,
        }
    }

    fn lost_of(&self, id: ServiceId) -> (Span, Span) {
        let service = &self.services[id.at()];
        let lost = |side| service.lost(side, self.now);
        (lost(Side::Attack), lost(Side::Defence))
    }

    /// The longest time for which it served fewer than half its users, until the team brought it
    /// back. What the organisers put back was not shown: it was missed if its time was over by
    /// then, and else nobody can say.
    fn back(&self, resets: &BTreeSet<Tick>, id: ServiceId, within: Span) -> Check {
        let outages = outages(&self.services[id.at()]);
        let length = |(from, to): &(Tick, Option<Tick>)| to.unwrap_or(self.now).since(*from);
        let by_reset = |(_, to): &(Tick, Option<Tick>)| to.filter(|to| resets.contains(to));
        let judged = |outage: &&(Tick, Option<Tick>)| {
            by_reset(outage).is_none_or(|at| at > outage.0.after(within))
        };
        let longest = outages.iter().filter(judged).max_by_key(|o| length(o));
        let put_back = outages.iter().filter_map(by_reset).max();
        let at = longest.and_then(|outage| outage.1.filter(|_| by_reset(outage).is_none()));
        let came = longest.map(|outage| match by_reset(outage) {
            Some(_) => Came::Missed,
            None => self.came(outage.0, outage.1, within),
        });
        Check {
            about: Subject::Service(id),
            from: longest.map(|(from, _)| *from),
            at,
            lost: self.lost_of(id),
            put_back,
            came: came.unwrap_or(Came::NotDue),
        }
    }

    /// When the organisers put something back.
    fn resets(&self, plan: &Plan) -> BTreeSet<Tick> {
        let fired = self.injects.iter().zip(&plan.msel.injects);
        let resets = fired.filter(|(_, inject)| inject.puts_back());
        resets.filter_map(|(truth, _)| truth.fired).collect()
    }

    fn kept(&self, id: ServiceId, within: Span) -> Check {
        let lost = self.lost_of(id);
        let neither = self.services[id.at()].lost(Side::Neither, self.now);
        let all = lost.0.0.saturating_add(lost.1.0).saturating_add(neither.0);
        let came = match (all > within.0, self.ended) {
            (true, _) => Came::Missed,
            (false, Some(_)) => Came::InTime,
            (false, None) => Came::Open,
        };
        Check {
            about: Subject::Service(id),
            from: Some(Tick(0)),
            at: self.ended.filter(|_| came == Came::InTime),
            lost,
            put_back: None,
            came,
        }
    }

    /// By the first look at what its owner declares of it.
    fn verified(&self, id: ServiceId, within: Span) -> Check {
        let at = self.verified.get(&id).copied();
        Check {
            about: Subject::Service(id),
            from: Some(Tick(0)),
            at,
            lost: Default::default(),
            put_back: None,
            came: self.came(Tick(0), at, within),
        }
    }

    /// By the first order that reached the body, whatever it then does; or by the first form to it
    /// that warns. From the first claim on, since nobody can
    /// warn of what nobody has seen.
    fn warned(&self, plan: &Plan, org: OrgId, within: Span) -> Check {
        let reached = |run: &RunTruth| {
            let action = &plan.catalogue.actions[run.action.at()];
            let told = run.target == Target::Org(org) && action.effects.contains(&Effect::Tell);
            let done = run.ended.filter(|(_, how)| *how == Outcome::Done);
            match (told, action.itself) {
                (true, true) => run.delivered.or(run.started),
                (true, false) => done.map(|(at, _)| at),
                (false, _) => None,
            }
        };
        let written =
            |paper: &&PaperTruth| paper.to.contains(&org) && plan.papers.warns(paper.form);
        let written = self.papers.iter().filter(written).map(|paper| paper.at);
        let at = self.runs.values().filter_map(reached).chain(written).min();
        let from = self.claims.iter().map(|claim| claim.at).min();
        let came = from.map(|from| self.came(from, at, within));
        Check {
            about: Subject::Org(org),
            from,
            at,
            lost: Default::default(),
            put_back: None,
            came: came.unwrap_or(Came::NotDue),
        }
    }

    /// By the duties that began and that it meets; a form of no duty, from STARTEX on.
    fn filed_in_time(&self, plan: &Plan, form: FormId, within: Span) -> Vec<Check> {
        let papers = &plan.papers.duties;
        let mine = |duty: DutyId| papers.get(duty.at()).is_some_and(|d| d.form == form);
        let begun = self.duties.iter().filter(|((duty, _), _)| mine(*duty));
        let of_duty = begun.map(|((duty, team), truth)| {
            let own = |p: &&PaperTruth| p.duty == Some(*duty) && p.team == *team;
            let at = self.papers.iter().find(own).map(|p| p.at);
            let within = truth.by.since(truth.began);
            Check {
                about: Subject::Duty(*duty),
                from: Some(truth.began),
                at,
                lost: Default::default(),
                put_back: None,
                came: self.came(truth.began, at, within),
            }
        });
        let checks: Vec<Check> = of_duty.collect();
        if !checks.is_empty() {
            return checks;
        }
        let at = self.papers.iter().find(|p| p.form == form).map(|p| p.at);
        let is_due = at.is_some() || !papers.iter().any(|duty| duty.form == form);
        let came = is_due.then(|| self.came(Tick(0), at, within));
        vec![Check {
            about: Subject::Form(form),
            from: is_due.then_some(Tick(0)),
            at,
            lost: Default::default(),
            put_back: None,
            came: came.unwrap_or(Came::NotDue),
        }]
    }
}

/// The times in which a service served fewer than half its users, each until it served all again.
fn outages(service: &ServiceTruth) -> Vec<(Tick, Option<Tick>)> {
    let mut all: Vec<(Tick, Option<Tick>)> = Vec::new();
    for (at, served, ..) in &service.history {
        let open = all.last_mut().filter(|(_, to)| to.is_none());
        match (open, *served) {
            (None, 0..500) => all.push((*at, None)),
            (Some((_, to)), 1_000..) => *to = Some(*at),
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fact::Why;

    fn view() -> TruthView {
        TruthView {
            now: Tick(5_000),
            steps: vec![Default::default(); 2],
            services: vec![Default::default()],
            ..TruthView::default()
        }
    }

    #[test]
    fn a_step_is_found_in_time_late_or_not_and_one_that_never_came_is_no_failure() {
        let mut view = view();
        assert_eq!(view.detected(StepId(0), Span(60)).came, Came::NotDue);
        view.steps[0].began = Some(Tick(1_000));
        assert_eq!(view.detected(StepId(0), Span(60)).came, Came::Missed);
        assert_eq!(view.detected(StepId(0), Span(9_000)).came, Came::Open);
        view.steps[0].found = Some((Tick(1_100), ClaimId(0)));
        assert_eq!(view.detected(StepId(0), Span(60)).came, Came::Late);
        assert_eq!(view.detected(StepId(0), Span(100)).came, Came::InTime);
    }

    #[test]
    fn a_step_is_denied_when_it_is_given_up_or_endex_comes_before_it_is_done() {
        let mut view = view();
        assert_eq!(view.denied(StepId(0), Span(60)).came, Came::Open);
        view.ended = Some(Tick(5_000));
        assert_eq!(view.denied(StepId(0), Span(60)).came, Came::InTime);
        view.steps[0].done = Some(Tick(4_000));
        assert_eq!(view.denied(StepId(0), Span(60)).came, Came::Missed);
    }

    #[test]
    fn losses_are_counted_by_side_and_the_longest_outage_is_what_is_judged() {
        let mut view = view();
        let at = |at, served, side| (Tick(at), served, side, Why::Stopped);
        view.services[0].history = vec![
            at(0, 400, Side::Attack),
            at(100, 1_000, Side::Neither),
            at(200, 0, Side::Defence),
            at(1_200, 1_000, Side::Neither),
        ];
        let kept = view.kept(ServiceId(0), Span(1_060));
        assert_eq!(kept.lost, (Span(60), Span(1_000)));
        assert_eq!(kept.came, Came::Open);
        assert_eq!(view.kept(ServiceId(0), Span(1_059)).came, Came::Missed);
        let back = view.back(&BTreeSet::new(), ServiceId(0), Span(600));
        assert_eq!((back.from, back.came), (Some(Tick(200)), Came::Late));
    }

    #[test]
    fn what_the_organisers_put_back_is_no_recovery() {
        let mut view = view();
        let at = |at, served, side| (Tick(at), served, side, Why::Stopped);
        view.services[0].history =
            vec![at(1_000, 0, Side::Attack), at(2_000, 1_000, Side::Neither)];
        let resets = BTreeSet::from([Tick(2_000)]);
        // Its time was over when they did it: missed. It was not: nobody can say.
        let back = |within| view.back(&resets, ServiceId(0), within);
        assert_eq!(
            (back(Span(600)).came, back(Span(600)).at),
            (Came::Missed, None)
        );
        assert_eq!(back(Span(1_200)).came, Came::NotDue);
        assert_eq!(back(Span(600)).put_back, Some(Tick(2_000)));
        let own = view.back(&BTreeSet::new(), ServiceId(0), Span(1_200));
        assert_eq!((own.came, own.put_back), (Came::InTime, None));
    }

    #[test]
    fn the_proposal_follows_the_share_of_what_is_settled() {
        let check = |came| Check {
            about: Subject::Step(StepId(0)),
            from: None,
            at: None,
            lost: Default::default(),
            put_back: None,
            came,
        };
        let shown = |good, bad| {
            let all = [
                vec![check(Came::InTime); good],
                vec![check(Came::Missed); bad],
            ];
            Shown([all.concat(), vec![check(Came::Open), check(Came::NotDue)]].concat())
        };
        assert_eq!(shown(0, 0).proposal(), None);
        assert_eq!(shown(9, 1).proposal(), Some(Rating::P));
        assert_eq!(shown(7, 3).proposal(), Some(Rating::S));
        assert_eq!(shown(4, 6).proposal(), Some(Rating::M));
        assert_eq!(shown(3, 7).proposal(), Some(Rating::U));
    }
}
