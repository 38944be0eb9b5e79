//! What each effect can be done to, and which actions a city has a use for. An effect whose target
//! is of another kind does nothing and says nothing, so it is told beforehand, where it is written.

use crate::action::requirement::Requirement;
use crate::action::written::{Action, ActionWritten, Effect};
use crate::city::addressee::of_kind;
use crate::city::map::Map;
use crate::city::place::OrgKind;
use crate::words::check::Check;
use crate::words::target::TargetKind;

impl Effect {
    /// Whether it does anything to a target of this kind.
    pub const fn acts_on(&self, kind: TargetKind) -> bool {
        use TargetKind as K;
        // What stands on a machine, or is one.
        let machine = matches!(
            kind,
            K::Host | K::Service | K::Account | K::Data | K::Backup
        );
        match self {
            Self::Trust(_) | Self::Prepare(_) | Self::Reveal(_) => true,
            Self::Tell | Self::Inspect => !matches!(kind, K::None),
            Self::Block | Self::Unblock => matches!(kind, K::Address),
            Self::Cut | Self::Restrict | Self::Reopen => matches!(kind, K::Link),
            Self::Clear(_) => matches!(kind, K::Org),
            Self::Spread(_) => matches!(kind, K::Zone),
            Self::Spoil | Self::Offline => matches!(kind, K::Backup),
            Self::Attain(_) | Self::FailOver | Self::Resync | Self::FailBack => {
                matches!(kind, K::Service)
            }
            Self::Sweep(_) => matches!(kind, K::Zone | K::Org | K::Host),
            Self::Patch(_) => machine || matches!(kind, K::Org),
            Self::Blind(_) | Self::Heal(_) => machine || matches!(kind, K::Control),
            Self::Isolate | Self::Reconnect | Self::PowerOff | Self::PowerOn => {
                machine || matches!(kind, K::Zone)
            }
            _ => machine,
        }
    }

    /// All kinds of target that it does anything to.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = TargetKind> {
        let all = TargetKind::ALL.into_iter();
        all.filter(|kind| self.acts_on(*kind))
    }
}

impl ActionWritten {
    /// Says of each effect that does nothing to what the action is aimed at.
    pub(crate) fn check_fits(&self, c: &mut Check) {
        for effect in self.effects.iter().filter(|one| !one.acts_on(self.target)) {
            c.wrong_target(effect, self.target.word().to_owned(), effect.kinds());
        }
    }
}

impl Action {
    /// The kind of body that it is aimed at, if it is aimed at no other.
    pub fn body_kind(&self) -> Option<OrgKind> {
        self.requires
            .iter()
            .find_map(|requirement| match requirement {
                Requirement::Kind(kind) => Some(*kind),
                _ => None,
            })
    }

    /// Whether there is anything in the city that it can be aimed at, and a body of the kind that
    /// carries it out: by what everybody knows of the city, and by no weakness or state.
    pub fn has_aim(&self, map: &Map) -> bool {
        let asked = self
            .requires
            .iter()
            .filter_map(|requirement| match requirement {
                Requirement::Role(role) => Some(role.as_str()),
                _ => None,
            });
        let mut roles = asked.chain(self.stands.as_deref());
        let stands = |role: &str| {
            let mut groups = map.groups.iter();
            groups.any(|group| *map.roles[group.role.at()].name == *role)
        };
        let through = |kind: OrgKind| of_kind(map, kind).next().is_some();
        let bodies = self.body_kind().is_none_or(through);
        let some = match self.target {
            TargetKind::Service => !map.services.is_empty(),
            TargetKind::Backup => !map.backups.is_empty(),
            TargetKind::Control => !map.controls.is_empty(),
            TargetKind::Data => !map.data.is_empty(),
            TargetKind::Link => !map.links.is_empty(),
            _ => true,
        };
        some && bodies && roles.all(stands) && self.through.is_none_or(through)
    }
}
