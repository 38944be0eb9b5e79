//! Which services a defence has on its lists. What runs and stands in no register is on none until
//! something names it: a message about it, or an inspection.

use super::Brief;
use crate::view::Blue;
use crate::view::blue::BlueView;
use crate::words::name::ServiceId;
use crate::words::target::Target;

impl Brief<Blue> {
    /// The services that the team knows of, in the scenario's order.
    pub fn known_services(&self, view: &BlueView) -> Vec<ServiceId> {
        let all = (0..self.services()).map(ServiceId::of);
        let listed = |id: &ServiceId| self.plan.map.services[id.at()].is_listed();
        all.filter(|id| listed(id) || self.came_up(view, *id))
            .collect()
    }

    /// Whether the team was told of a service: by a message about it or about its owner, or by an
    /// inspection of it or of its machine.
    fn came_up(&self, view: &BlueView, id: ServiceId) -> bool {
        let host = self.service(id).host;
        let (_, owner) = self.host_place(host);
        let is_it = |target: &Target| *target == Target::Service(id);
        let injects = &self.plan.msel.injects;
        let mut fired = view.injects.keys();
        let told = |target: &Target| is_it(target) || *target == Target::Org(owner);
        let mut looked = view.inspections.iter();
        let mut declared = view.declared.keys();
        fired.any(|inject| told(&injects[inject.at()].target))
            || looked.any(|one| is_it(&one.target) || one.target == Target::Host(host))
            || declared.any(|(service, _)| *service == id)
    }
}
