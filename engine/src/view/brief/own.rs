//! What anybody may know of the bodies of a city: which have a contact, what is theirs, and by what
//! name; and the weak points that came to light.

use super::Brief;
use crate::action::written::Action;
use crate::city::addressee::{of_kind, owed};
use crate::city::place::{Contact, INTERNET, OrgKind, Proto};
use crate::detect::clue::clues;
use crate::view::blue::BlueView;
use crate::view::{Blue, Red, Role};
use crate::words::cell::Cell;
use crate::words::name::{FormId, HostId, OrgId, WeakId, ZoneId};
use crate::words::target::Target;
use crate::words::text::Text;
use std::net::IpAddr;

impl<R: Role> Brief<R> {
    /// Whether a domain is of the city or of one of its bodies: nothing to know an attack by.
    pub fn is_own_domain(&self, domain: &str) -> bool {
        let Some(named) = domain.strip_suffix(".example") else {
            return false;
        };
        let last = named.rsplit('.').next().unwrap_or(named);
        let orgs = self.plan.map.orgs.iter();
        let mut own = orgs.filter(|org| org.kind != OrgKind::Attacker);
        last == "city" || own.any(|org| *org.name == *last)
    }

    /// Whether the city has a use for an action: then it is offered.
    pub fn has_aim(&self, action: &Action) -> bool {
        action.has_aim(&self.plan.map)
    }

    /// The time that the drill is set in, by what it is called.
    pub fn era(&self) -> &Text {
        &self.plan.era.title
    }

    /// Who has a part in the time that the drill is set in; nothing if the time does not say.
    pub fn of_the_time(&self, part: &str) -> Option<&Text> {
        let mut labels = self.plan.era.labels.iter();
        let (_, title) = labels.find(|(name, _)| **name == *part)?;
        Some(title)
    }

    /// The bodies of a kind, in the order of the city.
    pub fn of_kind(&self, kind: OrgKind) -> Vec<OrgId> {
        of_kind(&self.plan.map, kind).collect()
    }

    /// The kind of body that a form goes to, where every duty that asks for it says the same.
    pub fn addressee_of(&self, form: FormId) -> Option<OrgKind> {
        let duties = self.plan.papers.duties.iter();
        let mut to = duties.filter(|duty| duty.form == form).map(|duty| duty.to);
        let first = to.next()?;
        to.all(|other| other == first).then_some(first)
    }

    /// The bodies of a kind that are owed what each is to get.
    pub fn owed(&self, kind: OrgKind) -> Vec<OrgId> {
        owed(&self.plan.map, kind)
    }

    /// Whether a contact is published for an organisation. Whether it works only trying shows.
    pub fn has_contact(&self, id: OrgId) -> bool {
        self.plan.map.orgs[id.at()].contact != Contact::Missing
    }

    /// Whether a target may be named so. A defence names addresses by what stands in records: by
    /// number or by domain, and not by what the author calls those that are still to come.
    pub(super) fn may_name(&self, text: &str, target: &Target) -> bool {
        if R::CELL != Cell::Blue || !matches!(target, Target::Address(_) | Target::Stranger(_)) {
            return true;
        }
        is_address(text.strip_prefix("address:").unwrap_or(text))
    }
}

impl Brief<Blue> {
    /// A weak point that came to light: what is weak, and where. Nothing of one that has not.
    pub fn weak(&self, view: &BlueView, id: WeakId) -> Option<(&Text, &Target)> {
        let weak = self.plan.map.weak.get(id.at())?;
        (view.weak.contains_key(&id)).then_some((&weak.title, &weak.at))
    }
}

impl Brief<Red> {
    /// The machines outside the city that an attack team may set out from.
    pub fn own_hosts(&self) -> impl Iterator<Item = HostId> {
        self.hosts_where(|_, _| true, true)
    }

    /// The machines that people of the city work at, where mail comes: who sits there can be
    /// written to. Whether they fall for it, only the attempt shows.
    pub fn desks(&self) -> impl Iterator<Item = HostId> {
        let mail = |zone: ZoneId| {
            let mut links = self.plan.map.links.iter();
            links.any(|link| {
                let is_end = link.ends.0 == zone || link.ends.1 == zone;
                is_end && link.allow.contains(&Proto::Mail)
            })
        };
        self.hosts_where(
            move |role, zone| role > 0 && zone != INTERNET && mail(zone),
            false,
        )
    }

    /// Hosts of the attack, or of everybody else, by how many people use one and where it stands.
    fn hosts_where(
        &self,
        fits: impl Fn(u16, ZoneId) -> bool,
        attack: bool,
    ) -> impl Iterator<Item = HostId> {
        let map = &self.plan.map;
        let groups = map.groups.iter();
        let groups = groups.filter(move |g| fits(map.roles[g.role.at()].users, g.zone));
        let all = groups.flat_map(|g| (g.first..g.first + g.count).map(HostId));
        all.filter(move |h| map.is_attackers(*h) == attack)
    }
}

/// Whether a text is the number of an address or of a network, or a domain.
fn is_address(text: &str) -> bool {
    let (first, bits) = text.split_once('/').unwrap_or((text, "0"));
    if first.parse::<IpAddr>().is_ok() {
        return bits.parse::<u8>().is_ok_and(|bits| bits <= 128);
    }
    clues(text).iter().any(|(value, _)| value == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_named_by_number_or_domain() {
        for (text, is) in [
            ("198.51.100.9", true),
            ("2001:db8::7", true),
            ("203.0.113.0/24", true),
            ("k3f9a1.dga.example", true),
            ("a-b.example", true),
            ("x.onion", true),
            ("192.0.2.300", false),
            ("192.0.2.1/x", false),
            ("a..b", false),
            ("a b.vn", false),
            (".vn", false),
            ("", false),
            ("c2-c", false),
            ("goi-335.exe", false),
            ("thong", false),
        ] {
            assert_eq!(is_address(text), is, "{text}");
        }
    }
}
