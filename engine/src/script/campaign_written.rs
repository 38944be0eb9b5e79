//! A campaign as its author writes it, and how its cast is drawn.

use crate::city::map::Map;
use crate::city::place::OrgKind;
use crate::city::written::{Among, orgs_named, target_named};
use crate::script::campaign::{After, Campaign, Cast, CastKind, Spot, Step};
use crate::script::campaign_advice::advise;
use crate::script::trigger::{Speak, TriggerWritten};
use crate::words::chance::Seed;
use crate::words::check::{Check, Names};
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::target::{Target, TargetKind};
use crate::words::text::Text;
use crate::words::time::Span;
use crate::words::written::At;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The most steps of a campaign.
pub const STEP_LIMIT: usize = 1_000;
/// The most members of a cast.
pub const CAST_LIMIT: u32 = 5_000;

/// Whom a cast is drawn from: all of these must fit.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FromWritten {
    /// Members of this group.
    pub group: Option<At<String>>,
    /// Hosts of this role.
    pub role: Option<At<String>>,
    /// Those of organisations of this kind.
    pub org_kind: Option<OrgKind>,
    /// Those in this zone.
    pub zone: Option<At<String>>,
    /// Those of this organisation; a star at its end takes all that begin so.
    pub org: Option<At<String>>,
    /// What is drawn: hosts if absent.
    #[serde(default)]
    pub kind: CastKind,
}

/// A cast.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CastWritten {
    /// How many.
    #[schemars(range(min = 1, max = 5000))]
    pub pick: u32,
    /// From whom.
    pub from: FromWritten,
    /// Only those whose user would fall for a lure.
    #[serde(default)]
    pub lured: bool,
}

/// What a step waits for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AfterWritten {
    /// All of these.
    All(Vec<At<String>>),
    /// Any of these.
    Any(Vec<At<String>>),
}

/// How often a step is tried again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryWritten {
    /// So many times.
    #[schemars(range(max = 1000))]
    pub times: u32,
    /// After so long each.
    pub every: Span,
}

/// A step.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// The technique.
    pub action: At<String>,
    /// Not before.
    pub at: Span,
    /// How much later chance may let it be.
    pub jitter: Option<Span>,
    /// From where: `internet`, `host:NAME`, `$cast`, `$cast.2`.
    pub from: Option<At<String>>,
    /// At what: `kind:NAME`, `$cast`, `$cast.2`.
    pub on: At<String>,
    /// How many of its runs must succeed.
    #[schemars(range(min = 1))]
    pub need: Option<u32>,
    /// The outside address it works with.
    pub c2: Option<At<String>>,
    /// The account it uses.
    pub using: Option<At<String>>,
    /// How long its effect lasts.
    pub lasts: Option<Span>,
    /// What it waits for.
    pub after: Option<AfterWritten>,
    /// What must have happened besides.
    pub when: Option<TriggerWritten>,
    /// How often it is tried again.
    pub retry: Option<RetryWritten>,
    /// Steps opened when it is given up.
    #[serde(default)]
    pub otherwise: Vec<At<String>>,
    /// Opened only by another's `otherwise`.
    #[serde(default)]
    pub on_block: bool,
    /// Its weight in scores; the action's if absent.
    #[schemars(range(min = 1, max = 5))]
    pub weight: Option<u8>,
    /// Time to the next thing that cannot be undone.
    pub deadline: Option<Span>,
    /// False if no sensor can see it, and the author knows.
    pub observable: Option<bool>,
}

/// `campaign.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignWritten {
    /// What the attack is called.
    pub title: Text,
    /// Targets that the seed resolves.
    #[serde(default)]
    pub cast: BTreeMap<At<String>, CastWritten>,
    /// The steps.
    pub steps: Vec<StepWritten>,
}

impl CampaignWritten {
    /// The names of its steps, taken first because triggers speak of them.
    pub fn names(&self, c: &mut Check) -> Names {
        let mut names = Names::default();
        self.steps
            .iter()
            .enumerate()
            .for_each(|(i, step)| names.put(&step.name, i, c));
        names
    }

    /// Checks all of it.
    pub fn check(&self, speak: &Speak, team: Option<TeamId>, c: &mut Check) -> Campaign {
        if self.steps.len() > STEP_LIMIT {
            let (found, limit) = (self.steps.len() as u64, STEP_LIMIT as u64);
            c.fault_of_file(FaultKind::TooMany {
                what: "steps",
                found,
                limit,
            });
        }
        let casts = self
            .cast
            .iter()
            .map(|(name, w)| check_cast(name, w, speak.map, c))
            .collect::<Vec<_>>();
        let steps: Vec<Step> = self
            .steps
            .iter()
            .map(|s| check_step(s, &casts, speak, c))
            .collect();
        self.check_graph(&steps, speak.steps, c);
        advise(self, &steps, &casts, speak, c);
        Campaign {
            title: self.title.clone(),
            casts,
            steps,
            names: speak.steps.clone(),
            team,
        }
    }

    fn check_graph(&self, steps: &[Step], names: &Names, c: &mut Check) {
        let mut graph = DiGraph::<usize, ()>::new();
        (0..steps.len()).for_each(|i| {
            graph.add_node(i);
        });
        let mut opened = vec![false; steps.len()];
        for (i, step) in steps.iter().enumerate() {
            let (After::All(list) | After::Any(list)) = &step.after else {
                continue;
            };
            for before in list {
                graph.add_edge(NodeIndex::new(before.at()), NodeIndex::new(i), ());
            }
        }
        for step in steps {
            step.otherwise.iter().for_each(|s| opened[s.at()] = true);
        }
        for knot in tarjan_scc(&graph)
            .into_iter()
            .filter(|k| k.len() > 1 || graph.contains_edge(k[0], k[0]))
        {
            let path = knot
                .iter()
                .map(|n| self.steps[graph[*n]].name.to_string())
                .collect();
            c.fault(&self.steps[graph[knot[0]]].name, FaultKind::Cycle { path });
        }
        let mut others = self.steps.iter().flat_map(|step| &step.otherwise);
        let may_be_opened =
            c.lost.touches(&c.file, &["steps"]) || others.any(|other| names.get(other).is_none());
        for (i, step) in self.steps.iter().enumerate() {
            if step.on_block && !opened[i] && !may_be_opened {
                c.fault(
                    &step.name,
                    FaultKind::Unreachable {
                        name: step.name.to_string(),
                        why: "never-opened",
                    },
                );
            }
        }
    }
}

fn check_cast(name: &At<String>, w: &CastWritten, map: &Map, c: &mut Check) -> Cast {
    let from = &w.from;
    let mut orgs = from.org.as_ref().map(|o| orgs_named(map, o, c));
    if let Some(kind) = from.org_kind {
        let of_kind = map
            .orgs
            .iter()
            .enumerate()
            .filter(|(_, o)| o.kind == kind)
            .map(|(i, _)| OrgId::of(i));
        let of_kind: Vec<OrgId> = of_kind.collect();
        orgs = Some(orgs.map_or(of_kind.clone(), |o| {
            o.into_iter().filter(|x| of_kind.contains(x)).collect()
        }));
    }
    let among = Among {
        hosts: from.group.as_ref(),
        role: from.role.as_ref(),
        zone: from.zone.as_ref(),
        orgs: orgs.as_deref(),
    };
    let cast = Cast {
        name: name.as_str().into(),
        pick: w.pick.min(CAST_LIMIT),
        lured: w.lured,
        kind: from.kind,
        ranges: among.ranges(map, c),
        orgs,
    };
    let many = candidates(&cast, map).len();
    let may_be_more = c.lost.touches(&c.file, &["cast"]) || map.is_part(c.lost);
    if many < cast.pick as usize && !may_be_more {
        let args = [
            ("name", name.to_string()),
            ("found", many.to_string()),
            ("wanted", cast.pick.to_string()),
        ];
        let args = args.into();
        let code = if w.lured { "few-lured" } else { "few-to-pick" };
        c.fault(name, FaultKind::Advice { code, args });
    }
    cast
}

fn check_step(w: &StepWritten, casts: &[Cast], speak: &Speak, c: &mut Check) -> Step {
    let action = speak
        .catalogue
        .names
        .find(&w.action, "action", c)
        .map(ActionId::of);
    let plan = action.map(|a| &speak.catalogue.actions[a.at()]);
    let names = &speak.map.names;
    let step_ids = |list: &[At<String>], c: &mut Check| {
        list.iter()
            .filter_map(|s| speak.steps.find(s, "step", c))
            .map(StepId::of)
            .collect::<Vec<_>>()
    };
    let after = match &w.after {
        None => After::Nothing,
        Some(AfterWritten::All(list)) => After::All(step_ids(list, c)),
        Some(AfterWritten::Any(list)) => After::Any(step_ids(list, c)),
    };
    let using = w.using.as_ref().and_then(|a| {
        let found = speak.map.account(a);
        if found.is_none() {
            c.unknown(a, "account", names.accounts.iter());
        }
        found
    });
    let on = spot(&w.on, casts, speak.map, c);
    if let (Spot::Fixed(target), Some(plan)) = (&on, plan) {
        check_kind(w, target, plan.target, speak.map, c);
    }
    let otherwise = step_ids(&w.otherwise, c);
    Step {
        name: w.name.as_str().into(),
        title: w.title.clone(),
        action: action.unwrap_or(ActionId(0)),
        at: w.at,
        jitter: w.jitter.unwrap_or_default(),
        from: w
            .from
            .as_ref()
            .map_or(Spot::Outside, |f| spot(f, casts, speak.map, c)),
        on,
        need: w.need.unwrap_or(1) as usize,
        c2: w
            .c2
            .as_ref()
            .and_then(|a| names.addresses.find(a, "address", c))
            .map(AddressId::of),
        using,
        lasts: w.lasts.unwrap_or(Span::minutes(30)),
        after,
        when: w.when.as_ref().and_then(|t| t.check(speak, c)),
        tries: w.retry.as_ref().map_or(0, |r| r.times),
        every: w
            .retry
            .as_ref()
            .map_or(Span::minutes(10), |r| Span(r.every.0.max(1))),
        otherwise,
        on_block: w.on_block,
        weight: w.weight.or(plan.map(|p| p.weight)).unwrap_or(2),
        deadline: w.deadline,
        observable: w.observable.unwrap_or(true),
    }
}

/// A step aims at what its action can be aimed at.
fn check_kind(w: &StepWritten, target: &Target, wanted: TargetKind, map: &Map, c: &mut Check) {
    let is_none = *target == Target::None;
    if target.kind() == wanted || is_none || map.host_of(target).is_some() {
        return;
    }
    c.wrong_target(&w.on, w.on.to_string(), [wanted]);
}

fn spot(at: &At<String>, casts: &[Cast], map: &Map, c: &mut Check) -> Spot {
    let text = at.as_str();
    if text == "internet" || text == "none" {
        return Spot::Outside;
    }
    let Some(cast) = text.strip_prefix('$') else {
        return target_named(map, at, c).map_or(Spot::Outside, Spot::Fixed);
    };
    let (name, member) = match cast.rsplit_once('.') {
        Some((name, n)) if n.parse::<usize>().is_ok_and(|n| n > 0) => {
            (name, n.parse::<usize>().ok())
        }
        _ => (cast, None),
    };
    let Some(i) = casts.iter().position(|known| *known.name == *name) else {
        let known: Vec<String> = casts.iter().map(|k| format!("${}", k.name)).collect();
        c.unknown(at, "cast", known.iter().map(String::as_str));
        return Spot::Outside;
    };
    let Some(n) = member else {
        return Spot::Cast(i);
    };
    let most = casts[i].pick as usize;
    if n > most {
        let found = n.to_string();
        let (min, max) = (Some("1".to_owned()), Some(most.to_string()));
        c.fault(at, FaultKind::OutOfRange { found, min, max });
    }
    Spot::Member(i, n - 1)
}

/// Draws the members of every cast from the seed, in order, none twice.
pub fn resolve(campaign: &Campaign, map: &Map, seed: Seed) -> Vec<Vec<Target>> {
    campaign
        .casts
        .iter()
        .map(|cast| draw_cast(cast, map, seed))
        .collect()
}

/// All that the members of a cast may be.
pub fn candidates(cast: &Cast, map: &Map) -> Vec<Target> {
    let in_orgs = |org: OrgId| cast.orgs.as_ref().is_none_or(|list| list.contains(&org));
    match cast.kind {
        CastKind::Hosts => {
            let hosts = cast
                .ranges
                .iter()
                .cloned()
                .flatten()
                .map(HostId)
                .filter(|&h| in_orgs(map.org_of(h)));
            hosts
                .filter(|&h| !cast.lured || map.is_lured(map.user_account(h)))
                .map(Target::Host)
                .collect()
        }
        CastKind::Accounts => {
            let listed = (0..map.accounts.len())
                .map(AccountId::of)
                .filter(|&a| in_orgs(map.account_org(a)));
            listed.map(Target::Account).collect()
        }
        CastKind::Services => {
            let on = (0..map.services.len()).map(ServiceId::of).filter(|s| {
                let host = map.services[s.at()].host;
                cast.ranges.iter().any(|r| r.contains(&host.0)) && in_orgs(map.org_of(host))
            });
            on.map(Target::Service).collect()
        }
        CastKind::Data => {
            let of = (0..map.data.len())
                .map(DataId::of)
                .filter(|d| in_orgs(map.data[d.at()].owner));
            of.map(Target::Data).collect()
        }
    }
}

fn draw_cast(cast: &Cast, map: &Map, seed: Seed) -> Vec<Target> {
    let all = candidates(cast, map);
    // Each candidate draws its own lot, so that one more host in the city changes nobody else's.
    let key = crate::words::chance::key(&cast.name);
    let mut lots: Vec<(u64, Target)> = all
        .into_iter()
        .map(|t| (seed.fixed(key ^ t.key(), "cast").word(), t))
        .collect();
    lots.sort_unstable();
    lots.truncate(cast.pick as usize);
    let mut members: Vec<Target> = lots.into_iter().map(|(_, t)| t).collect();
    members.sort_unstable();
    members
}
