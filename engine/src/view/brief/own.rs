//! What anybody may know of the bodies of a city: which have a contact, what is theirs, and by what
//! name; and the weak points that came to light.

use super::Brief;
use crate::city::place::{Contact, OrgKind};
use crate::detect::clue::clues;
use crate::view::blue::BlueView;
use crate::view::{Blue, Role};
use crate::words::cell::Cell;
use crate::words::name::{OrgId, WeakId};
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

/// Whether a text is the number of an address or of a network, or a domain.
fn is_address(text: &str) -> bool {
    let met = clues(text);
    let first = text.split_once('/').map_or(text, |(first, _)| first);
    first.parse::<IpAddr>().is_ok() || met.iter().any(|(value, _)| value == text)
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
            ("c2-c", false),
            ("goi-335.exe", false),
            ("thong", false),
        ] {
            assert_eq!(is_address(text), is, "{text}");
        }
    }
}
