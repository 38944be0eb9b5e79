//! What a team may not touch: the rules of engagement, where an attack must stay away even in a
//! drill.

use crate::city::map::Map;
use crate::words::check::Check;
use crate::words::target::Target;
use crate::words::written::At;

/// What is out of bounds for a team. Whoever names a zone or a body means all that lies there.
#[derive(Clone, Debug, Default)]
pub struct Bounds(Vec<Target>);

impl Bounds {
    /// Reads names written `kind:name`, and says which there are not.
    pub fn check(written: &[At<String>], map: &Map, c: &mut Check) -> Self {
        let target = |name: &At<String>| {
            let found = map.target(name).filter(|found| *found != Target::None);
            if found.is_none() {
                c.unknown(name, "target", &mut std::iter::empty());
            }
            found
        };
        Self(written.iter().filter_map(target).collect())
    }

    /// What was written down, in that order.
    #[must_use]
    pub fn all(&self) -> &[Target] {
        &self.0
    }

    /// Whether a target is out of bounds: itself, where it is, or whose it is.
    #[must_use]
    pub fn hold(&self, map: &Map, target: &Target) -> bool {
        let host = map.host_of(target);
        let zone = host.map(|host| map.zone_of(host));
        let owner = map.owner_of(target);
        let runs = host.map(|host| map.org_of(host));
        self.0.iter().any(|bound| match bound {
            Target::Zone(out) if zone == Some(*out) => true,
            Target::Org(out) if owner == Some(*out) || runs == Some(*out) => true,
            Target::Host(out) if host == Some(*out) => true,
            bound => bound == target,
        })
    }
}
