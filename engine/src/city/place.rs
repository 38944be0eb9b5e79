//! Organisations, zones, links, outside addresses: who commands whom, and what can reach what.
//!
//! Zones are the nodes of a `petgraph` graph and links its edges; hosts are not in it, so the graph
//! of a city of a million hosts has a few dozen nodes. Answers are kept until a link or zone
//! changes.

use crate::words::fact::Flow;
use crate::words::known::{Numbered, Reach};
use crate::words::name::{AddressId, LinkId, Name, OrgId, ZoneId};
use crate::words::target::Target;
use crate::words::text::Text;
use crate::words::time::Spans;
use crate::words::written::At;
use bevy_ecs::prelude::{Component, Mut, Resource, World};
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

// ── Written ──

/// What an organisation is to the drill.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the domain's own")]
pub enum OrgKind {
    Soc,
    Department,
    District,
    Port,
    Telco,
    Vertical,
    Cipher,
    Press,
    Police,
    Committee,
    Coordinator,
    Citizens,
    Vendor,
    Datacentre,
    Enterprise,
    Attacker,
}

impl OrgKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Soc,
        Self::Department,
        Self::District,
        Self::Port,
        Self::Telco,
        Self::Vertical,
        Self::Cipher,
        Self::Press,
        Self::Police,
        Self::Committee,
        Self::Coordinator,
        Self::Citizens,
        Self::Vendor,
        Self::Datacentre,
        Self::Enterprise,
        Self::Attacker,
    ];

    /// Its word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Soc => "soc",
            Self::Department => "department",
            Self::District => "district",
            Self::Port => "port",
            Self::Telco => "telco",
            Self::Vertical => "vertical",
            Self::Cipher => "cipher",
            Self::Press => "press",
            Self::Police => "police",
            Self::Committee => "committee",
            Self::Coordinator => "coordinator",
            Self::Citizens => "citizens",
            Self::Vendor => "vendor",
            Self::Datacentre => "datacentre",
            Self::Enterprise => "enterprise",
            Self::Attacker => "attacker",
        }
    }
}

/// Whether the contact an organisation publishes works.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// It does.
    #[default]
    Ok,
    /// It is published and dead.
    Dead,
    /// None is published.
    Missing,
}

/// An organisation, or a group of like ones.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrgWritten {
    /// Its name; members of a group are numbered, `so-01`.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// What each member of a group is called, in order.
    #[serde(default)]
    pub titles: Vec<Text>,
    /// What it is to the drill.
    pub kind: OrgKind,
    /// How many alike; one if absent.
    #[schemars(range(min = 1, max = 500))]
    pub count: Option<At<u32>>,
    /// Who may order it about.
    #[serde(default)]
    pub commanded_by: Vec<At<String>>,
    /// By whom orders to it must go, where its owner is elsewhere.
    pub via: Option<At<String>>,
    /// How long it takes to acknowledge and act.
    pub answers: Option<Spans>,
    /// How often it complies, per mille.
    #[schemars(range(max = 1000))]
    pub complies: Option<u16>,
    /// Whether its published contact works.
    #[serde(default)]
    pub contact: Contact,
    /// How wary its people are of lures, per mille.
    #[schemars(range(max = 1000))]
    pub awareness: Option<u16>,
}

/// A network zone.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZoneWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// Who runs it.
    pub org: At<String>,
}

/// A kind of traffic that links allow or do not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the field's own")]
pub enum Proto {
    Https,
    Http,
    Mail,
    Dns,
    Smb,
    Rdp,
    Ssh,
    Vpn,
    Sql,
    Modbus,
    Any,
}

impl Proto {
    /// What a file may be carried by.
    pub const CARRY: [Self; 7] = [
        Self::Smb,
        Self::Ssh,
        Self::Rdp,
        Self::Https,
        Self::Http,
        Self::Sql,
        Self::Mail,
    ];

    /// Its word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Http => "http",
            Self::Mail => "mail",
            Self::Dns => "dns",
            Self::Smb => "smb",
            Self::Rdp => "rdp",
            Self::Ssh => "ssh",
            Self::Vpn => "vpn",
            Self::Sql => "sql",
            Self::Modbus => "modbus",
            Self::Any => "any",
        }
    }
}

/// A link between two zones.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Option<Text>,
    /// The two zones.
    #[schemars(length(min = 2, max = 2))]
    pub between: Vec<At<String>>,
    /// What it carries.
    pub allow: Vec<Proto>,
    /// What it still carries when restricted.
    #[serde(default)]
    pub needed: Vec<Proto>,
    /// Set if crossing it needs a credential that opens it.
    pub gate: Option<Proto>,
    /// Who decides about it.
    pub owner: At<String>,
}

/// What an outside address is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the field's own")]
pub enum AddressKind {
    C2,
    Exfil,
    Scanner,
    Flood,
    Benign,
}

/// An address of the outside world; reserved ranges and `.example` only.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressWritten {
    /// Its name.
    pub name: At<String>,
    /// Its domain.
    pub domain: At<String>,
    /// Its IP address.
    pub ip: At<String>,
    /// What it is for.
    pub kind: AddressKind,
}

// ── the plan ──

/// An organisation.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Org {
    pub name: Name,
    pub title: Text,
    pub kind: OrgKind,
    pub commanded_by: BTreeSet<OrgId>,
    pub via: Option<OrgId>,
    pub answers: Spans,
    pub complies: u16,
    pub contact: Contact,
    pub awareness: u16,
}

/// A zone.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Zone {
    pub name: Name,
    pub title: Text,
    pub org: Option<OrgId>,
}

/// The zone that every plan has: the internet.
pub const INTERNET: ZoneId = ZoneId(0);

/// A link.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Link {
    pub name: Name,
    pub title: Text,
    pub ends: (ZoneId, ZoneId),
    pub allow: BTreeSet<Proto>,
    pub needed: BTreeSet<Proto>,
    pub gated: bool,
    pub owner: OrgId,
}

impl Link {
    fn carries(&self, proto: Proto, flow: Flow) -> bool {
        let has = |set: &BTreeSet<Proto>| {
            proto == Proto::Any || set.contains(&proto) || set.contains(&Proto::Any)
        };
        match flow {
            Flow::Open => has(&self.allow),
            Flow::Restricted => has(&self.needed),
            Flow::Cut => false,
        }
    }
}

/// An outside address.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Address {
    pub name: Name,
    pub domain: Name,
    pub ip: Name,
    pub kind: AddressKind,
}

// ── Lives ──

/// How much a link carries at present.
#[derive(Component, Default)]
pub struct LinkState(Flow);

impl Numbered for LinkState {
    type Id = LinkId;

    fn place(id: LinkId) -> usize {
        id.at()
    }
}

impl LinkState {
    /// How much it carries.
    pub fn flow(&self) -> Flow {
        self.0
    }

    /// Lets it carry so much; true if that is a change. [`Network::forget`] must follow a change.
    pub fn set(&mut self, flow: Flow) -> bool {
        std::mem::replace(&mut self.0, flow) != flow
    }
}

/// The network as a graph, and the answers given since it last changed.
#[derive(Resource)]
pub struct Network {
    graph: UnGraph<ZoneId, LinkId>,
    cut: BTreeSet<ZoneId>,
    blocked: BTreeSet<Target>,
    answers: BTreeMap<(Proto, ZoneId, u64), Vec<bool>>,
}

impl Network {
    /// The network of these zones and links.
    pub fn new(zones: usize, links: &[Link]) -> Self {
        let mut graph = UnGraph::with_capacity(zones, links.len());
        for zone in 0..zones {
            graph.add_node(ZoneId::of(zone));
        }
        for (i, link) in links.iter().enumerate() {
            let (a, b) = (
                NodeIndex::new(link.ends.0.at()),
                NodeIndex::new(link.ends.1.at()),
            );
            graph.add_edge(a, b, LinkId::of(i));
        }
        Self {
            graph,
            cut: BTreeSet::new(),
            blocked: BTreeSet::new(),
            answers: BTreeMap::new(),
        }
    }

    /// Whether the zone is cut off.
    pub fn is_cut(&self, zone: ZoneId) -> bool {
        self.cut.contains(&zone)
    }

    /// Cuts a zone off or puts it back; true if that is a change.
    pub fn cut_zone(&mut self, zone: ZoneId, cut: bool) -> bool {
        self.answers.clear();
        if cut {
            self.cut.insert(zone)
        } else {
            self.cut.remove(&zone)
        }
    }

    /// Whether an outside address is blocked.
    pub fn is_blocked(&self, address: &Target) -> bool {
        self.blocked.contains(address)
    }

    /// Blocks an address or lifts the block; true if that is a change.
    pub fn block(&mut self, address: Target, blocked: bool) -> bool {
        if blocked {
            self.blocked.insert(address)
        } else {
            self.blocked.remove(&address)
        }
    }

    /// Forgets what it answered, because a link changed.
    pub fn forget(&mut self) {
        self.answers.clear();
    }

    /// Whether traffic of this kind gets from one zone to another, through the gates that stand
    /// open to it.
    pub fn reaches(
        &mut self,
        from: ZoneId,
        to: ZoneId,
        proto: Proto,
        gates: Gates,
        links: &[Link],
        flow: impl Fn(LinkId) -> Flow,
    ) -> bool {
        if from == to {
            return true;
        }
        let Self {
            graph,
            cut,
            answers,
            ..
        } = self;
        let answer = answers.entry((proto, from, gates.0)).or_insert_with(|| {
            let mut seen = vec![false; graph.node_count()];
            let mut queue = VecDeque::from([NodeIndex::new(from.at())]);
            seen[from.at()] = true;
            while let Some(node) = queue.pop_front() {
                for edge in graph.edges(node) {
                    let (id, far) = (*edge.weight(), edge.target());
                    let link = &links[id.at()];
                    let open = !seen[far.index()]
                        && (!link.gated || gates.opens(id))
                        && !cut.contains(&graph[node])
                        && !cut.contains(&graph[far])
                        && link.carries(proto, flow(id));
                    if open {
                        seen[far.index()] = true;
                        queue.push_back(far);
                    }
                }
            }
            seen
        });
        answer[to.at()]
    }
}

/// Whether traffic gets from zone to zone as links stand at present.
pub fn zone_reached(
    world: &mut World,
    links: &[Link],
    from: ZoneId,
    to: ZoneId,
    proto: Proto,
    gates: Gates,
) -> bool {
    world.resource_scope(|world, mut network: Mut<Network>| {
        let flow = |link| world.of::<LinkState>(link).flow();
        network.reaches(from, to, proto, gates, links, flow)
    })
}

/// Which gated links stand open to somebody: at most 64 of them in a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Gates(u64);

impl Gates {
    /// The most links a plan may have, so that a set of them is one word.
    pub const LINK_LIMIT: usize = 64;
    /// All of them: lawful users have their credentials.
    pub const ALL: Self = Self(u64::MAX);
    /// None.
    pub const NONE: Self = Self(0);

    /// With this one too.
    #[must_use]
    pub const fn with(self, link: LinkId) -> Self {
        Self(self.0 | 1 << link.0)
    }

    /// Whether this one is open.
    pub const fn opens(self, link: LinkId) -> bool {
        link.0 < 64 && self.0 >> link.0 & 1 == 1
    }
}

/// The address as blocks know it: by id if the plan has it, by domain or IP.
pub fn address_target(addresses: &[Address], text: &str) -> Target {
    let same = |a: &Address| &*a.name == text || &*a.ip == text || &*a.domain == text;
    match addresses.iter().position(same) {
        Some(i) => Target::Address(AddressId::of(i)),
        None => Target::Stranger(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(a: u16, b: u16, allow: &[Proto], needed: &[Proto], gated: bool) -> Link {
        Link {
            name: "l".into(),
            title: Text::default(),
            ends: (ZoneId(a), ZoneId(b)),
            allow: allow.iter().copied().collect(),
            needed: needed.iter().copied().collect(),
            gated,
            owner: OrgId(0),
        }
    }

    #[test]
    fn traffic_goes_where_policy_lets_it() {
        let links = [
            link(0, 1, &[Proto::Https], &[], false),
            link(1, 2, &[Proto::Https, Proto::Sql], &[Proto::Sql], true),
        ];
        let mut net = Network::new(3, &links);
        let open = |_| Flow::Open;
        let (a, c) = (ZoneId(0), ZoneId(2));
        assert!(net.reaches(a, c, Proto::Https, Gates::ALL, &links, open));
        assert!(!net.reaches(a, c, Proto::Https, Gates::NONE, &links, open));
        assert!(net.reaches(
            a,
            c,
            Proto::Https,
            Gates::NONE.with(LinkId(1)),
            &links,
            open
        ));
        assert!(!net.reaches(a, c, Proto::Sql, Gates::ALL, &links, open));
        net.forget();
        let restricted = |_| Flow::Restricted;
        assert!(!net.reaches(a, c, Proto::Https, Gates::ALL, &links, restricted));
        assert!(net.reaches(ZoneId(1), c, Proto::Sql, Gates::ALL, &links, restricted));
        assert!(net.cut_zone(ZoneId(2), true));
        assert!(!net.reaches(ZoneId(1), c, Proto::Sql, Gates::ALL, &links, open));
    }
}
