//! What the bot does again: a cleaning that failed is ordered anew, and a machine of which it knows
//! that it is not clean is not put back.

use super::{Playbook, Task};
use crate::action::written::Effect;
use crate::plan::written::DoWritten;
use crate::view::blue::BlueView;
use crate::view::seen::RunSeen;
use crate::words::name::ActionId;
use crate::words::time::{HOUR, MINUTE, Span};

/// How long until a cleaning that failed is ordered again.
const CLEAN_AGAIN: Span = Span(20 * MINUTE);
/// How long a machine that is not clean is kept away before it is looked at again.
const KEPT_AWAY: Span = Span(HOUR);
/// How often a cleaning is ordered again in all.
const TRIES: u8 = 3;

impl Playbook {
    /// Orders again what was to clean and did not come off.
    pub(super) fn try_again(&mut self, action: ActionId, key: &(String, String), view: &BlueView) {
        let tried = self.tried.get(key).copied().unwrap_or(0);
        let Some(order) = self.ordered.get(key).cloned() else {
            return;
        };
        if self.cleans(action) && tried < TRIES {
            self.tried.insert(key.clone(), tried + 1);
            let at = view.now.after(self.paced(CLEAN_AGAIN));
            self.later(at, Task::Do(order, key.1.clone()));
        }
    }

    /// Whether a machine is to be put back that is known not to be clean: then it waits, and the
    /// order with it.
    pub(super) fn keeps_away(&mut self, order: &DoWritten, on: &str, view: &BlueView) -> bool {
        let actions = &self.plan.catalogue.actions;
        let action = self.plan.catalogue.action(&order.action);
        let puts_back =
            action.is_some_and(|a| actions[a.at()].effects.contains(&Effect::Reconnect));
        let at_it = |run: &&RunSeen| self.plan.map.target_text(&run.target) == on;
        let cleanings = view.runs.values().filter(|run| self.cleans(run.action));
        let over = cleanings.filter(|run| run.ended.is_some());
        let last = over.filter(at_it).max_by_key(|run| run.asked);
        let is_clean = |run: &RunSeen| {
            let holds = run.holds.is_none_or(|(_, holds)| holds);
            run.is_done() && holds
        };
        if !puts_back || last.is_none_or(is_clean) {
            return false;
        }
        let at = view.now.after(self.paced(KEPT_AWAY));
        self.later(at, Task::Do(order.clone(), on.to_owned()));
        true
    }

    fn cleans(&self, action: ActionId) -> bool {
        let action = &self.plan.catalogue.actions[action.at()];
        let mut effects = action.effects.iter();
        effects.any(|effect| matches!(effect, Effect::Clean | Effect::Reimage))
    }
}
