//! How the bot holds its alerts together: one case for all it claims, closed when nothing new has
//! come for a while. With that its response is over, as it sees it, and what is due then begins.

use super::{Playbook, Task};
use crate::view::blue::BlueView;
use crate::words::name::AlertId;
use crate::words::order::{BlueAsk, CasePhase};

impl Playbook {
    /// A claim was made about this alert: it belongs to the case, which stays open a while longer.
    pub(super) fn hold_together(
        &mut self,
        alert: AlertId,
        view: &BlueView,
        asks: &mut Vec<BlueAsk>,
    ) {
        let Some(quiet) = self.book.closes else {
            return;
        };
        self.quiet = view.now.after(quiet);
        self.later(self.quiet, Task::Close);
        if !std::mem::replace(&mut self.has_case, true) {
            asks.push(BlueAsk::OpenCase {
                title: self.plan.title.vi.clone(),
                alerts: vec![alert],
            });
        }
    }

    /// Closes what is open, unless something new has come meanwhile.
    pub(super) fn close_cases(&mut self, view: &BlueView, asks: &mut Vec<BlueAsk>) {
        if view.now < self.quiet {
            return;
        }
        self.has_case = false;
        let phase = CasePhase::Closed;
        let open = view.cases.iter().filter(|(_, seen)| seen.phase != phase);
        asks.extend(open.map(|(&case, _)| BlueAsk::MoveCase { case, phase }));
    }
}
