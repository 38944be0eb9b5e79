//! Whom a paper is addressed to: one body by its name, or every body of a kind.

use crate::city::map::Map;
use crate::city::place::OrgKind;
use crate::city::service::Service;
use crate::words::name::OrgId;

/// How an order addresses every body of a kind; no name of a body holds a colon.
const EVERYONE: &str = "all:";

/// How an order addresses every body of this kind: `all:district`.
#[must_use]
pub fn everyone(kind: OrgKind) -> String {
    format!("{EVERYONE}{}", kind.word())
}

/// The kind of body every one of which is so addressed.
#[must_use]
pub fn kind_addressed(to: &str) -> Option<OrgKind> {
    let word = to.strip_prefix(EVERYONE)?;
    OrgKind::ALL.into_iter().find(|kind| kind.word() == word)
}

/// The bodies of a kind that stand on the lists, in the order of the city.
pub fn of_kind(map: &Map, kind: OrgKind) -> impl Iterator<Item = OrgId> {
    let all = map.orgs.iter().enumerate();
    let all = all.filter(move |(_, org)| org.kind == kind);
    let all = all.map(|(place, _)| OrgId::of(place));
    all.filter(|org| !is_off_the_lists(map, *org))
}

/// Whether a body runs services and none of them stands in a register: nobody has it on a list.
fn is_off_the_lists(map: &Map, org: OrgId) -> bool {
    let all = map.services.iter();
    let mut own = all.filter(|service| map.org_of(service.host) == org);
    let unlisted = |service: &Service| !service.is_listed();
    own.next().is_some_and(unlisted) && own.all(unlisted)
}

/// The bodies of a kind that are owed what each of that kind is to get: those that run machines in
/// this city, for there is nobody to protect at the others; all of them where none does.
#[must_use]
pub fn owed(map: &Map, kind: OrgKind) -> Vec<OrgId> {
    let (with, without): (Vec<OrgId>, Vec<OrgId>) =
        of_kind(map, kind).partition(|org| map.has_machines(*org));
    if with.is_empty() { without } else { with }
}

/// The bodies that are addressed so, in the order of the city; none if nobody is called so, or
/// nobody is of that kind. The attack has no letter box.
#[must_use]
pub fn addressed(map: &Map, to: &str) -> Vec<OrgId> {
    match kind_addressed(to) {
        Some(OrgKind::Attacker) => Vec::new(),
        Some(kind) => of_kind(map, kind).collect(),
        None => map.names.orgs.get(to).map(OrgId::of).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own_that_leads_back_to_it() {
        for kind in OrgKind::ALL {
            assert_eq!(kind_addressed(&everyone(kind)), Some(kind));
        }
        assert_eq!(kind_addressed("district"), None, "that is a name");
        assert_eq!(kind_addressed("all:wards"), None);
        assert!(addressed(&Map::default(), "all:district").is_empty());
    }
}
