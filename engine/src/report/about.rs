//! Where a report's figures come from, and what the drill was.

use crate::city::place::OrgKind;
use crate::drill::RedBy;
use crate::plan::Plan;
use crate::report::attack::target;
use crate::report::heard::Hearing;
use crate::report::{Sources, word};
use crate::words::cell::Cell;
use crate::words::fact::{FactKind, Switched};
use crate::words::name::{ControlId, Name, OrgId, ServiceId, TeamId};
use crate::words::target::Target;
use crate::words::text::Text;
use crate::words::time::Tick;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where the figures come from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Origin {
    /// Always true: every figure is of a simulated drill, and every table must say so.
    pub simulated: bool,
    /// The version of the program.
    pub engine: String,
    /// The digest of the scenario.
    pub plan: String,
    /// The seed; none for a team before the release, who could make the drill again with it.
    pub seed: Option<u64>,
    /// Who attacked: `script` or `human`.
    pub red: String,
    /// Who defended: `none`, `playbook`, `human`, or a bot's name.
    pub blue: String,
    /// The fingerprint of all facts; none for a team before the release.
    pub digest: Option<String>,
    /// Whether the record is sealed.
    pub sealed: bool,
    /// Whether what was made again differs from what was sealed: another version of the program
    /// made it.
    pub differs: bool,
    /// Whether the drill came to ENDEX.
    pub ended: bool,
    /// Whether truths and scores were released to the teams.
    pub released: bool,
    /// Up to when the record goes, in seconds since STARTEX.
    pub until: u32,
    /// How many facts the reader may know.
    pub facts: u64,
    /// How many orders the reader may know of.
    pub orders: u64,
    /// How many records were written, collected or not; for the organisers only.
    pub records: Option<u64>,
    /// Whose report it is: a team's name, or none for the organisers.
    pub team: Option<String>,
    /// That team's cell.
    pub cell: Option<String>,
}

pub(super) fn origin(hearing: &Hearing, sources: &Sources<'_>) -> Origin {
    let has = |kind: &FactKind| sources.facts.iter().any(|fact| fact.kind == *kind);
    let roster = &sources.plan.roster;
    // Whoever only watches is of no team.
    let name = hearing
        .team
        .map(|(team, cell)| match roster.teams.get(team.at()) {
            Some(team) => team.name.clone(),
            None => word(&cell).as_str().into(),
        });
    let mine = |team: &str| name.as_ref().is_none_or(|own| &**own == team);
    let orders = sources.orders.iter().filter(|(_, o)| mine(&o.team)).count();
    Origin {
        simulated: true,
        engine: sources.engine.to_owned(),
        plan: sources.plan.digest.to_string(),
        seed: hearing.open.then_some(sources.setup.seed),
        red: match sources.setup.red {
            RedBy::Script => "script".to_owned(),
            RedBy::Adaptive => "adaptive".to_owned(),
            RedBy::Human => "human".to_owned(),
        },
        blue: sources.blue.to_owned(),
        digest: hearing.open.then(|| sources.digest.to_owned()),
        sealed: sources.sealed,
        differs: sources.differs,
        ended: has(&FactKind::Ended),
        released: has(&FactKind::Released),
        until: sources.until.0,
        facts: hearing.all.len() as u64,
        orders: orders as u64,
        records: hearing.team.is_none().then_some(sources.records),
        team: name.map(|name| name.to_string()),
        cell: hearing.team.map(|(_, cell)| word(&cell)),
    }
}

/// A phase.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(
    missing_docs,
    reason = "the words say it; times in seconds since STARTEX"
)]
pub struct PhaseRow {
    pub name: String,
    pub title: Text,
    pub from: u32,
    pub to: u32,
    pub scored: bool,
}

/// A place in a team.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct StaffRow {
    pub name: String,
    pub title: Text,
    /// Minutes of the day between which it is on duty; none if always.
    pub shift: Option<(u32, u32)>,
}

/// A team.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct TeamRow {
    pub name: String,
    pub cell: String,
    pub org: Option<Text>,
    pub staff: Vec<StaffRow>,
    /// What the rules of the drill keep it away from.
    pub bounds: Vec<Text>,
}

/// A body that took part beside the teams.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct BodyRow {
    pub name: String,
    pub title: Text,
    pub kind: String,
    /// How often a team wrote or spoke to it, as far as the reader may know.
    pub told: u32,
}

/// A target system: a service that people use.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct SystemRow {
    pub name: String,
    pub title: Text,
    pub owner: Option<Text>,
    /// Security level, 1 to 5.
    pub level: u8,
    pub people: u64,
    /// Services it stands on.
    pub depends: Vec<Text>,
    /// Allowed time to recovery, in seconds.
    pub rto: u32,
}

/// An asset worth naming: data, or a control.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct DataRow {
    pub name: String,
    pub title: Text,
    pub owner: Option<Text>,
    pub records: u64,
}

/// A security control that the city owns.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ControlRow {
    pub name: String,
    pub title: Text,
    pub kind: Text,
    pub owner: Option<Text>,
    /// On, healthy, watched and collected at STARTEX; none for whom that is hidden.
    pub state: Option<[bool; 4]>,
    /// The same at the end.
    pub after: Option<[bool; 4]>,
}

/// What had a part in the time of the drill, and what that was called then.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct InstitutionRow {
    /// Which part: `coordinator`, `police`, `law` …
    pub role: String,
    pub title: Text,
}

fn institution((role, title): &(Name, Text)) -> InstitutionRow {
    InstitutionRow {
        role: role.to_string(),
        title: title.clone(),
    }
}

/// What the drill was.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Exercise {
    /// What it is called.
    pub title: Text,
    /// What it is about; for teams before the release, what they were told of it.
    pub about: Option<Text>,
    /// The city.
    pub city: Text,
    /// The era profile: whose names and addressees are used.
    pub era: String,
    /// What that time is called.
    pub era_title: Text,
    /// Who has which part in it, the laws of that time among them.
    pub institutions: Vec<InstitutionRow>,
    /// STARTEX on the calendar, local time, `2026-10-21T08:00:00`.
    pub starts: String,
    /// From STARTEX to ENDEX as planned, in seconds.
    pub length: u32,
    /// How hard it is.
    pub difficulty: Text,
    /// How long things take, per mille of the catalogue's times.
    pub tempo: u32,
    /// Its phases.
    pub phases: Vec<PhaseRow>,
    /// Who took part.
    pub teams: Vec<TeamRow>,
    /// Bodies beside the teams.
    pub bodies: Vec<BodyRow>,
    /// Target systems.
    pub systems: Vec<SystemRow>,
    /// Data worth naming.
    pub data: Vec<DataRow>,
    /// Controls.
    pub controls: Vec<ControlRow>,
    /// Rules of the drill, as each cell that the reader stands for was told them.
    pub briefing: Vec<(String, Text)>,
}

pub(super) fn exercise(hearing: &Hearing, sources: &Sources<'_>) -> Exercise {
    let plan = sources.plan;
    let phase = |p: &crate::plan::PhasePlan| PhaseRow {
        name: p.name.to_string(),
        title: p.title.clone(),
        from: p.from.0,
        to: p.to.0,
        scored: p.scored,
    };
    let cell = hearing.team.map(|(_, cell)| word(&cell));
    let briefing = plan.briefing.iter().filter(|(name, _)| {
        let own = cell.as_ref().is_none_or(|cell| cell == *name);
        own || hearing.open
    });
    Exercise {
        title: plan.title.clone(),
        about: hearing.open.then(|| plan.about.clone()),
        city: plan.city.clone(),
        era: plan.era.name.to_string(),
        era_title: plan.era.title.clone(),
        institutions: plan.era.labels.iter().map(institution).collect(),
        starts: plan.starts.to_string(),
        length: plan.length.0,
        difficulty: plan.difficulty.clone(),
        tempo: plan.tempo,
        phases: plan.phases.iter().map(phase).collect(),
        teams: teams(hearing, plan),
        bodies: bodies(hearing, plan),
        systems: systems(hearing, plan),
        data: data(hearing, plan),
        controls: controls(hearing, sources),
        briefing: briefing.map(|(n, t)| (n.clone(), t.clone())).collect(),
    }
}

/// What an organisation is called.
pub(super) fn org(plan: &Plan, id: OrgId) -> Option<Text> {
    Some(plan.map.orgs.get(id.at())?.title.clone())
}

/// Who took part; of another team its name alone, before the release.
fn teams(hearing: &Hearing, plan: &Plan) -> Vec<TeamRow> {
    let member = |m: &crate::team::Member| StaffRow {
        name: m.name.to_string(),
        title: m.title.clone(),
        shift: m.shift,
    };
    let teams = plan.roster.teams.iter().enumerate();
    let team = |(place, t): (usize, &crate::team::Team)| {
        let known = hearing.open || hearing.is(TeamId::of(place));
        let staff = t.staff.iter().filter(|_| known).map(member);
        let bounds = t.bounds.all().iter().filter(|_| known);
        TeamRow {
            name: t.name.to_string(),
            cell: word(&t.cell),
            org: t.org.filter(|_| known).and_then(|id| org(plan, id)),
            staff: staff.collect(),
            bounds: bounds.filter_map(|at| target(plan, at)).collect(),
        }
    };
    teams.map(team).collect()
}

/// Whom the teams dealt with; bodies of no use to this drill are left out.
fn bodies(hearing: &Hearing, plan: &Plan) -> Vec<BodyRow> {
    let told = |org: OrgId| {
        let to = |kind: &FactKind| match kind {
            FactKind::Told { org: to, .. } => *to == org,
            FactKind::Filed { to, .. } => to.contains(&org),
            _ => false,
        };
        let times = hearing.all.iter().filter(|heard| to(&heard.kind)).count();
        u32::try_from(times).unwrap_or(u32::MAX)
    };
    let own: Vec<OrgId> = plan.roster.teams.iter().filter_map(|t| t.org).collect();
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    if attacks && !hearing.open {
        return Vec::new();
    }
    let rows = plan.map.orgs.iter().enumerate().filter_map(|(place, org)| {
        let (id, times) = (OrgId::of(place), told(OrgId::of(place)));
        let plays = own.contains(&id) || org.kind == OrgKind::Attacker;
        let named = matches!(
            org.kind,
            OrgKind::Telco | OrgKind::Police | OrgKind::Coordinator | OrgKind::Committee
        );
        (!plays && (times > 0 || named)).then(|| BodyRow {
            name: org.name.to_string(),
            title: org.title.clone(),
            kind: format!("{:?}", org.kind).to_lowercase(),
            told: times,
        })
    });
    rows.collect()
}

/// Target systems; an attack team knows before the release only those it came to know of.
fn systems(hearing: &Hearing, plan: &Plan) -> Vec<SystemRow> {
    let map = &plan.map;
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    let known = |place: usize| {
        let target = Target::Service(ServiceId::of(place));
        let names = |kind: &FactKind| match kind {
            FactKind::Revealed { what, .. } => *what == target,
            FactKind::RunAsked { target: on, .. } => *on == target,
            _ => false,
        };
        !attacks || hearing.open || hearing.all.iter().any(|heard| names(&heard.kind))
    };
    let row = |s: &crate::city::service::Service| SystemRow {
        name: s.name.to_string(),
        title: s.title.clone(),
        owner: org(plan, map.org_of(s.host)),
        level: s.level,
        people: s.people,
        depends: s
            .depends
            .iter()
            .filter_map(|id| Some(map.services.get(id.at())?.title.clone()))
            .collect(),
        rto: s.rto.0,
    };
    let services = map.services.iter().enumerate();
    services
        .filter(|(place, _)| known(*place))
        .map(|(_, s)| row(s))
        .collect()
}

/// Data worth naming: an attack team knows only what it was told of.
fn data(hearing: &Hearing, plan: &Plan) -> Vec<DataRow> {
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    if attacks && !hearing.open {
        return Vec::new();
    }
    let row = |d: &crate::city::asset::Data| DataRow {
        name: d.name.to_string(),
        title: d.title.clone(),
        owner: org(plan, d.owner),
        records: d.records,
    };
    plan.map.data.iter().map(row).collect()
}

fn controls(hearing: &Hearing, sources: &Sources<'_>) -> Vec<ControlRow> {
    let plan = sources.plan;
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    if attacks && !hearing.open {
        return Vec::new();
    }
    let after = switched(sources);
    let rows = plan.map.controls.iter().enumerate();
    let rows = rows.filter_map(|(place, c)| {
        let was = [c.on, c.healthy, c.watched, c.collected];
        let [on, healthy, watched] = match after.get(&ControlId::of(place)) {
            None => [c.on, c.healthy, c.watched],
            Some(true) => [true; 3],
            Some(false) => [false, c.healthy, c.watched],
        };
        let is = [on, healthy, watched, c.collected];
        Some(ControlRow {
            name: c.name.to_string(),
            title: c.title.clone(),
            kind: plan.map.kinds.get(c.kind.at())?.1.clone(),
            owner: org(plan, c.org),
            state: hearing.open.then_some(was),
            after: hearing.open.then_some(is),
        })
    });
    rows.collect()
}

/// Controls that were made whole, or switched off, last.
fn switched(sources: &Sources<'_>) -> BTreeMap<ControlId, bool> {
    let mut last = BTreeMap::new();
    for fact in sources.facts {
        match fact.kind {
            FactKind::Healed {
                what: Switched::Control(control),
                ..
            } => last.insert(control, true),
            FactKind::Blinded {
                what: Switched::Control(control),
                ..
            } => last.insert(control, false),
            _ => continue,
        };
    }
    last
}

/// The moment of the day, `(day from 1, seconds into it)`, a day being 24 hours from STARTEX.
pub(super) const fn day_of(at: Tick) -> u32 {
    at.0 / crate::words::time::DAY
}
