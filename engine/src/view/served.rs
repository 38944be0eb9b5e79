//! Services and the copies of them, as those see them who may: what they give, where they run, what
//! was got back from which copy.

use crate::view::told::Told;
use crate::words::fact::{FactKind, Why};
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use serde::Serialize;
use std::collections::BTreeMap;

/// A service, as its users and its operators see it; never whose doing it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ServiceSeen {
    /// Of a thousand users, so many are served, from then on.
    pub history: Vec<(Tick, u16)>,
    /// What is the matter with it now.
    pub why: Why,
    pub defaced: Option<Tick>,
    /// Where it runs, since when.
    pub site: (Tick, Site),
    /// Since when it runs away from its own site.
    pub away: Option<Tick>,
}

/// Where a service runs: a closed set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Site {
    /// At its own site.
    #[default]
    Own,
    /// At its standby; its own site lacks what is entered there.
    Standby(HostId),
    /// …and its own site has it: it can go back.
    InStep(HostId),
}

impl Site {
    /// The standby host that it runs on, if it does.
    pub const fn standby(self) -> Option<HostId> {
        match self {
            Self::Own => None,
            Self::Standby(host) | Self::InStep(host) => Some(host),
        }
    }
}

impl Default for ServiceSeen {
    fn default() -> Self {
        Self {
            history: Vec::new(),
            why: Why::Sound,
            defaced: None,
            site: (Tick(0), Site::Own),
            away: None,
        }
    }
}

impl ServiceSeen {
    /// Of a thousand users, so many are served now.
    pub fn served(&self) -> u16 {
        self.history.last().map_or(1_000, |(_, served)| *served)
    }
}

/// Takes in what services give their users.
pub(super) fn services(all: &mut BTreeMap<ServiceId, ServiceSeen>, told: &Told) {
    match &told.kind {
        FactKind::ServiceServes {
            service,
            served,
            why,
        } => {
            let seen = all.entry(*service).or_default();
            if seen.served() != *served {
                seen.history.push((told.at, *served));
            }
            seen.why = *why;
        }
        FactKind::Defaced { service } => {
            all.entry(*service).or_default().defaced = Some(told.at);
        }
        FactKind::Repaired { service } => all.entry(*service).or_default().defaced = None,
        FactKind::FailedOver { service, host, .. } => {
            let seen = all.entry(*service).or_default();
            seen.site = (told.at, Site::Standby(*host));
            seen.away = Some(told.at);
        }
        FactKind::Resynced { service } | FactKind::FellBehind { service } => {
            let seen = all.entry(*service).or_default();
            if let Some(host) = seen.site.1.standby() {
                let site = match told.kind {
                    FactKind::Resynced { .. } => Site::InStep(host),
                    _ => Site::Standby(host),
                };
                seen.site = (told.at, site);
            }
        }
        FactKind::FailedBack { service, .. } => {
            let seen = all.entry(*service).or_default();
            (seen.site, seen.away) = ((told.at, Site::Own), None);
        }
        _ => {}
    }
}

/// What an inspection brought to light of a copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct CopySeen {
    pub at: Tick,
    /// How old it was then.
    pub age: Span,
    /// How long ago a restore was tested then; never if none.
    pub tested: Option<Span>,
    /// How many of a thousand blocks are bad.
    pub bad: u16,
}

/// That something was got back from a copy, or that this was tried.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RestoreSeen {
    pub at: Tick,
    pub backup: BackupId,
    pub target: Target,
    /// How old the copy was, and of how long a time what was entered is lost with it; nothing if it
    /// could not be read.
    pub lost: Option<(Span, Span)>,
}

/// Takes in what is told of copies.
pub(super) fn copies(
    seen: &mut BTreeMap<BackupId, CopySeen>,
    restored: &mut Vec<RestoreSeen>,
    told: &Told,
) {
    let at = told.at;
    let (backup, target, lost) = match &told.kind {
        FactKind::CopySeen {
            backup,
            age,
            tested,
            bad,
            ..
        } => {
            let (age, tested, bad) = (*age, *tested, *bad);
            let is = CopySeen {
                at,
                age,
                tested,
                bad,
            };
            seen.insert(*backup, is);
            return;
        }
        FactKind::Restored {
            backup,
            target,
            age,
            lost,
        } => (*backup, target.clone(), Some((*age, *lost))),
        FactKind::FailedOver {
            backup,
            service,
            age,
            lost,
            ..
        } => (*backup, Target::Service(*service), Some((*age, *lost))),
        FactKind::RestoreFailed { backup, target } => (*backup, target.clone(), None),
        _ => return,
    };
    restored.push(RestoreSeen {
        at,
        backup,
        target,
        lost,
    });
}
