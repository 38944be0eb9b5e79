//! What the bot notices: new alerts, injects, finished responses, lost services, and what its
//! papers wait for.

use super::reading::CLAIM_AGAIN;
use super::{Playbook, Task};
use crate::script::trigger::TriggerWritten;
use crate::view::blue::BlueView;
use crate::words::name::*;
use crate::words::order::CasePhase;
use crate::words::time::{MINUTE, Span};

/// How long a look at a finished response takes.
const LOOK: Span = Span(3 * MINUTE);

impl Playbook {
    pub(super) fn notice(&mut self, view: &BlueView) {
        let now = view.now;
        for (id, _) in view.alerts.iter().skip(self.alerts_seen) {
            if !self.comes(self.skill.reads, u64::from(id.0), "bot-reads") {
                continue;
            }
            let free = self.analysts.iter_mut().min().map(|a| (*a).max(now));
            let took = self
                .seed
                .fixed(u64::from(id.0), "bot-triage")
                .span(self.book.triage);
            let took = u64::from(took.0) * u64::from(self.skill.slow) / 1_000;
            let took = Span(u32::try_from(took).unwrap_or(u32::MAX));
            let done = free.unwrap_or(now).after(took);
            if let Some(analyst) = self.analysts.iter_mut().min() {
                *analyst = done;
            }
            self.tasks.insert((done, self.put), Task::Read(*id));
            self.put += 1;
        }
        self.alerts_seen = view.alerts.len();
        self.notice_growth(view);
        self.notice_injects(view);
        self.notice_runs(view);
        self.notice_losses(view);
        for i in 0..self.book.files.len() {
            if !self.files.contains(&i) && self.holds(&self.book.files[i].on, view) {
                self.files.insert(i);
                let after = self.delayed(self.book.files[i].after.unwrap_or_default());
                if self.comes(self.skill.files, i as u64, "bot-files") {
                    self.later(now.after(after), Task::File(i));
                }
            }
        }
        let new: Vec<HostId> = view.found().filter(|h| !self.found.contains(h)).collect();
        for host in new {
            self.found.insert(host);
            self.known.hosts.insert(host);
            self.plan_orders(&self.book.clone().found, now, &self.host_text(host));
        }
    }

    /// Alerts it took for an attack that have fired again since it claimed them: told again, once
    /// some time has passed.
    fn notice_growth(&mut self, view: &BlueView) {
        let mut due = Vec::new();
        for (id, followed) in &mut self.attacks {
            let records = view.alerts.get(id).map_or(0, |alert| alert.records.len());
            if records > followed.records {
                followed.records = records;
                due.push((followed.at, *id));
            }
        }
        for (at, id) in due {
            let again = at.after(self.paced(CLAIM_AGAIN)).max(view.now);
            self.later(again, Task::Follow(id));
        }
    }

    fn notice_injects(&mut self, view: &BlueView) {
        let new: Vec<InjectId> = view
            .injects
            .keys()
            .filter(|i| !self.injects_seen.contains(i))
            .copied()
            .collect();
        for id in new {
            self.injects_seen.insert(id);
            let name = self.plan.msel.injects[id.at()].name.clone();
            let book = self.book.clone();
            for upon in book.injects.iter().filter(|u| *u.inject.as_str() == *name) {
                let at = view.now.after(self.delayed(upon.after.unwrap_or_default()));
                let answers = self.comes(self.skill.answers, u64::from(id.0), "bot-answers");
                if let Some(answer) = upon.answer.as_ref().filter(|_| answers) {
                    self.later(at, Task::Answer(name.to_string(), answer.to_string()));
                }
                if let Some(taken) = upon.weigh.filter(|_| answers) {
                    self.later(at, Task::Weigh(name.to_string(), taken));
                }
                self.plan_orders(&upon.orders, at, "");
            }
        }
    }

    fn notice_runs(&mut self, view: &BlueView) {
        self.watched
            .extend(view.runs.keys().skip(self.runs_seen).copied());
        self.runs_seen = view.runs.len();
        let over: Vec<RunId> = self
            .watched
            .iter()
            .copied()
            .filter(|r| view.runs[r].ended.is_some())
            .collect();
        for run in over {
            self.watched.remove(&run);
            let seen = &view.runs[&run];
            let action = &self.plan.catalogue.actions[seen.action.at()].name;
            let key = (action.to_string(), self.plan.map.target_text(&seen.target));
            let order = self.ordered.get(&key);
            let (verify, assess) =
                order.map_or((false, false), |order| (order.verify, order.assess));
            let looks = self.comes(self.skill.verifies, u64::from(run.0), "bot-verifies");
            if !seen.is_done() {
                // What did not come off may be ordered again at the next occasion.
                self.done.remove(&key);
                if looks {
                    self.try_again(seen.action, &key, view);
                }
                continue;
            }
            if verify && looks {
                self.later(view.now.after(LOOK), Task::Verify(run));
            }
            if assess && looks {
                self.later(view.now.after(LOOK).after(LOOK), Task::Assess(run));
            }
        }
    }

    fn holds(&self, trigger: &TriggerWritten, view: &BlueView) -> bool {
        let plan = &self.plan;
        let service = |name: &str| {
            let id = plan.map.names.services.get(name).map(ServiceId::of);
            id.and_then(|id| view.services.get(&id))
                .is_some_and(|seen| seen.served() < 500)
        };
        match trigger {
            TriggerWritten::Declared(_) | TriggerWritten::Claimed(_) => !view.claims.is_empty(),
            TriggerWritten::Inject(name) => plan
                .msel
                .names
                .get(name)
                .is_some_and(|i| view.injects.contains_key(&InjectId::of(i))),
            TriggerWritten::Down(name) => service(name),
            TriggerWritten::Ran(name) => plan
                .catalogue
                .action(name)
                .is_some_and(|a| view.runs.values().any(|r| r.action == a && r.is_done())),
            TriggerWritten::Filed(name) => {
                let form = plan.papers.form_names.get(name).map(FormId::of);
                view.filed.iter().any(|paper| Some(paper.form) == form)
            }
            TriggerWritten::Phase(name) => {
                plan.phase_names.get(name).map(PhaseId::of) == view.course.phase
            }
            TriggerWritten::Closed(_) => {
                let mut cases = view.cases.values();
                cases.len() > 0 && cases.all(|case| case.phase == CasePhase::Closed)
            }
            _ => false,
        }
    }
}
