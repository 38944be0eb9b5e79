//! What became of the city: services as people felt them, and what the attack reached.

use crate::city::asset::DataKind;
use crate::plan::Plan;
use crate::report::attack::target;
use crate::report::heard::{Heard, Hearing};
use crate::report::{Moment, Sources, said, word};
use crate::words::cell::Cell;
use crate::words::fact::{FactKind, Grip, Side, Switched};
use crate::words::name::{HostId, KindId, ServiceId};
use crate::words::target::Target;
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the final papers must say plainly.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Verdict {
    /// Whether the attack gained a foothold, and when first.
    pub breached: Option<Moment>,
    /// Whether data left the city, and when first.
    pub leaked: Option<Moment>,
    /// Whether users were harmed: their data leaked, a service failed them by the attack, its pages
    /// were altered, or a forgery came to lie before them.
    pub users: Option<Moment>,
}

pub(super) fn verdict(hearing: &Hearing, sources: &Sources<'_>) -> Option<Verdict> {
    if !hearing.open {
        return None;
    }
    let first = |of: &dyn Fn(&FactKind) -> bool| {
        let mut all = hearing.all.iter();
        all.find(|heard| of(&heard.kind)).map(Heard::moment)
    };
    let data = &sources.plan.map.data;
    let personal = |id: &crate::words::name::DataId| {
        let kind = data.get(id.at()).map(|data| data.kind);
        kind == Some(DataKind::Personal)
    };
    Some(Verdict {
        breached: first(&|kind| matches!(kind, FactKind::FootholdGained { .. })),
        leaked: first(&|kind| matches!(kind, FactKind::Leaked { .. })),
        users: first(&|kind| match kind {
            FactKind::HarmLaid { served, side, .. } => *served < 1_000 && *side == Side::Attack,
            FactKind::Leaked { data } => personal(data),
            FactKind::Lodged { .. } | FactKind::Defaced { .. } => true,
            _ => false,
        }),
    })
}

/// Something that the attack reached.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Harm {
    /// What kind of thing: `foothold`, `raised` (a machine it held, now as its administrator),
    /// `retaken` (a machine it had lost), `credential`, `leak`, `encrypted`, `defaced`, `tampered`,
    /// `wiped`, `blinded`, `forgery`, `disrupted` (a service, for as long as it was).
    pub is: String,
    /// Of the impact criteria, the one it belongs to: `resources`, `data`, `users`.
    pub on: String,
    /// What it is called.
    pub what: Option<Text>,
    /// Of a machine's, what of it: the control that was disabled there.
    pub part: Option<Text>,
    /// The series its machine is one of, if it is one of many alike.
    pub series: Option<SeriesRow>,
    /// Of a service that was disrupted: of a thousand people, the fewest it served.
    pub served: Option<u16>,
    /// When.
    pub when: Moment,
}

/// Machines alike, of which a paper tells in one row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct SeriesRow {
    /// Its name.
    pub name: String,
    /// What its machines are called.
    pub title: Text,
    /// Whose this one is.
    pub org: String,
}

/// The series that a machine is one of; nothing of one that stands alone.
pub(super) fn series(plan: &Plan, host: HostId) -> Option<SeriesRow> {
    let (group, n) = plan.map.group_of(host);
    let org = plan.map.orgs.get(group.org(n).at())?;
    (!group.single).then(|| SeriesRow {
        name: group.name.to_string(),
        title: group.title.clone(),
        org: org.name.to_string(),
    })
}

/// The defence sees some of it at once (an encrypted host, a changed page); who did it and what
/// else there is, it is told at the release.
pub(super) fn harm(hearing: &Hearing, sources: &Sources<'_>) -> Vec<Harm> {
    let mut reached = Reached {
        plan: sources.plan,
        rows: Vec::new(),
        held: BTreeMap::new(),
        disrupted: BTreeMap::new(),
    };
    hearing.all.iter().for_each(|heard| reached.take(heard));
    reached.rows
}

/// What the attack reached, kept while the facts go by.
struct Reached<'p> {
    plan: &'p Plan,
    rows: Vec<Harm>,
    /// What the attack holds or held, and as whom; nobody of what it lost.
    held: BTreeMap<HostId, Option<Grip>>,
    /// The row of each service that the attack disrupts now.
    disrupted: BTreeMap<ServiceId, usize>,
}

impl Reached<'_> {
    fn take(&mut self, heard: &Heard) {
        let (is, on, at) = match &heard.kind {
            FactKind::FootholdGained { host, grip, .. } => {
                let is = match self.held.insert(*host, Some(*grip)) {
                    Some(None) => "retaken",
                    Some(Some(before)) if before < *grip => "raised",
                    _ => "foothold",
                };
                (is, "resources", Target::Host(*host))
            }
            FactKind::FootholdLost { host } => {
                self.held.insert(*host, None);
                return;
            }
            FactKind::HarmLaid {
                service,
                served,
                side,
            } => return self.disrupts(heard, *service, (*served, *side)),
            FactKind::Lodged { host, .. } => ("forgery", "users", Target::Host(*host)),
            FactKind::CredentialGained { account, .. } => {
                ("credential", "resources", Target::Account(*account))
            }
            FactKind::Encrypted { host } => ("encrypted", "resources", Target::Host(*host)),
            FactKind::Leaked { data } => ("leak", "data", Target::Data(*data)),
            FactKind::Tampered { data } => ("tampered", "data", Target::Data(*data)),
            FactKind::Wiped { backup } => ("wiped", "data", Target::Backup(*backup)),
            FactKind::Defaced { service } => ("defaced", "users", Target::Service(*service)),
            FactKind::Blinded { kind, what } => {
                self.rows.push(blinded(self.plan, heard, *kind, *what));
                return;
            }
            _ => return,
        };
        self.rows.push(Harm {
            is: is.to_owned(),
            on: on.to_owned(),
            what: target(self.plan, &at),
            part: None,
            series: match at {
                Target::Host(host) => series(self.plan, host),
                _ => None,
            },
            served: None,
            when: heard.moment(),
        });
    }

    /// One row from when the attack takes something of a service until it takes nothing more.
    fn disrupts(&mut self, heard: &Heard, service: ServiceId, (served, side): (u16, Side)) {
        if side != Side::Attack || served >= 1_000 {
            self.disrupted.remove(&service);
            return;
        }
        let known = self.disrupted.get(&service).copied();
        if let Some(row) = known.and_then(|place| self.rows.get_mut(place)) {
            row.served = row.served.min(Some(served));
            return;
        }
        self.disrupted.insert(service, self.rows.len());
        self.rows.push(Harm {
            is: "disrupted".to_owned(),
            on: "users".to_owned(),
            what: target(self.plan, &Target::Service(service)),
            part: None,
            series: None,
            served: Some(served),
            when: heard.moment(),
        });
    }
}

/// A control that the attack disabled, altogether or on one machine.
fn blinded(plan: &Plan, heard: &Heard, kind: KindId, what: Switched) -> Harm {
    let map = &plan.map;
    let title = map.kinds.get(kind.at()).map(|(_, title)| title.clone());
    let (what, host) = match what {
        Switched::Host(host) => {
            let title = title.clone();
            let named = title.map(|title| on_host(&title, &map.host_name(host)));
            (named, Some(host))
        }
        Switched::Control(control) => {
            let control = map.controls.get(control.at());
            let named = control.map(|control| control.title.clone());
            (named.or_else(|| title.clone()), None)
        }
    };
    Harm {
        is: "blinded".to_owned(),
        on: "resources".to_owned(),
        what,
        part: title.filter(|_| host.is_some()),
        series: host.and_then(|host| series(plan, host)),
        served: None,
        when: heard.moment(),
    }
}

fn on_host(title: &Text, host: &str) -> Text {
    let both = said(
        format!("{} ({host})", title.vi),
        format!("{} ({host})", title.en),
    );
    both.unwrap_or_else(|| title.clone())
}

/// From one moment on, a service gives so much.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Serving {
    /// When that began.
    pub from: Moment,
    /// Of a thousand people, so many are served.
    pub served: u16,
    /// Why.
    pub why: String,
}

/// A service as people felt it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ServiceRow {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// Its security level.
    pub level: u8,
    /// The people it serves.
    pub people: u64,
    /// How it went; from STARTEX it served all until the first change.
    pub series: Vec<Serving>,
    /// Seconds of service that people missed, weighed by how many missed it.
    pub lost: u32,
    /// …of these by the attack; none where the reader may not know whose doing it was.
    pub by_attack: Option<u32>,
    /// …and by the defence.
    pub by_defence: Option<u32>,
    /// Share of the drill's time it served, per mille.
    pub available: u32,
}

pub(super) fn services(hearing: &Hearing, sources: &Sources<'_>) -> Vec<ServiceRow> {
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    if attacks && !hearing.open {
        return Vec::new();
    }
    let end = sources.until.0;
    let services = sources.plan.map.services.iter().enumerate();
    let rows = services.map(|(place, service)| {
        let id = ServiceId::of(place);
        let series: Vec<Serving> = hearing.all.iter().filter_map(|h| serving(h, id)).collect();
        let felt = series.iter().map(|s| (s.from.at, s.served));
        let lost = missed(felt, end);
        let by = |side: Side| {
            let laid = hearing.all.iter().filter_map(|h| laid(h, id, side));
            hearing.open.then(|| missed(laid, end))
        };
        let whole = u64::from(end.max(1));
        let kept = whole.saturating_sub(u64::from(lost)) * 1_000 / whole;
        ServiceRow {
            name: service.name.to_string(),
            title: service.title.clone(),
            level: service.level,
            people: service.people,
            by_attack: by(Side::Attack),
            by_defence: by(Side::Defence),
            series,
            lost,
            available: u32::try_from(kept).unwrap_or(0),
        }
    });
    rows.collect()
}

fn serving(heard: &Heard, id: ServiceId) -> Option<Serving> {
    match &heard.kind {
        FactKind::ServiceServes {
            service,
            served,
            why,
        } if *service == id => Some(Serving {
            from: heard.moment(),
            served: *served,
            why: word(why),
        }),
        _ => None,
    }
}

/// What one side's doing takes from a service: the other side's turns end it.
fn laid(heard: &Heard, id: ServiceId, by: Side) -> Option<(u32, u16)> {
    match &heard.kind {
        FactKind::HarmLaid {
            service,
            served,
            side,
        } if *service == id => Some((heard.at.0, if *side == by { *served } else { 1_000 })),
        _ => None,
    }
}

/// Seconds that people missed: each stretch weighed by how many it failed.
fn missed(series: impl Iterator<Item = (u32, u16)>, end: u32) -> u32 {
    let (mut lost, mut since, mut now) = (0u64, 0u32, 1_000u16);
    for (at, served) in series.chain([(end, 1_000)]) {
        let short = u64::from(1_000 - now.min(1_000));
        lost += u64::from(at.saturating_sub(since)) * short;
        (since, now) = (at, served);
    }
    u32::try_from(lost / 1_000).unwrap_or(u32::MAX)
}
