//! How the bot takes a lost service in hand: what it orders again, how often, and which loss is
//! none of its business.

use super::Playbook;
use crate::view::blue::BlueView;
use crate::words::fact::Why;
use crate::words::name::ServiceId;
use crate::words::time::{HOUR, Span};

/// How often a lost service is taken in hand again.
const RECOVER_AGAIN: Span = Span(3 * HOUR);

impl Playbook {
    /// Plans what the playbook says for each service that is lost.
    pub(super) fn notice_losses(&mut self, view: &BlueView) {
        let book = self.book.clone();
        for (i, recover) in book.recover.iter().enumerate() {
            let Some(service) = self
                .plan
                .map
                .names
                .services
                .get(&recover.service)
                .map(ServiceId::of)
            else {
                continue;
            };
            let lost = view.services.get(&service).is_some_and(|seen| {
                let down = seen.served() < 500 && !is_cut_off(view, service);
                down || seen.defaced.is_some()
            });
            let due = self
                .recovering
                .get(&i)
                .is_none_or(|at| view.now.since(*at) >= self.paced(RECOVER_AGAIN));
            if lost && due {
                self.recovering.insert(i, view.now);
                for order in &recover.orders {
                    let key = (
                        order.action.to_string(),
                        order
                            .on
                            .as_ref()
                            .map_or_else(String::new, |o| o.to_string()),
                    );
                    self.done.remove(&key);
                }
                self.plan_orders(&recover.orders, view.now, "");
            }
        }
    }
}

/// Whether a service is away because machines or links were cut off or are being rebuilt, which
/// only a defence does, or because there is no power: getting it back from a copy there would be no
/// help.
fn is_cut_off(view: &BlueView, mut service: ServiceId) -> bool {
    // Services do not stand on each other in circles, so this comes to an end.
    while let Some(seen) = view.services.get(&service) {
        match seen.why {
            Why::HostAway | Why::Unreachable | Why::NoPower => return true,
            Why::Dependency(below) => service = below,
            _ => return false,
        }
    }
    false
}
