//! What anybody may know of the bodies of a city: which have a contact, and what is theirs.

use super::Brief;
use crate::city::place::{Contact, OrgKind};
use crate::view::Role;
use crate::words::name::OrgId;

impl<R: Role> Brief<R> {
    /// Whether a domain is of the city itself or of one of its bodies: nothing to know an attack by.
    pub fn is_own_domain(&self, domain: &str) -> bool {
        let Some(named) = domain.strip_suffix(".example") else {
            return false;
        };
        let last = named.rsplit('.').next().unwrap_or(named);
        let orgs = self.plan.map.orgs.iter();
        let mut own = orgs.filter(|org| org.kind != OrgKind::Attacker);
        last == "city" || own.any(|org| *org.name == *last)
    }

    /// Whether a contact is published for an organisation. Whether it works only trying shows.
    pub fn has_contact(&self, id: OrgId) -> bool {
        self.plan.map.orgs[id.at()].contact != Contact::Missing
    }
}
