//! What a seat may know of the plan before anything happens: a wall with doors around it.
//!
//! A plan holds the campaign, planted weak points, how often a body complies and which contact is
//! dead. A screen is given this instead. What every seat may look up stands on all briefs; what
//! one role may look up stands on that role's alone, so a screen that asks for more than its role
//! may know does not compile.

pub mod controls;
pub mod copies;
mod listed;
mod named;
mod own;
mod stages;
mod verified;

pub use copies::HomeAhead;

use crate::action::written::Action;
use crate::city::indicator::Unit;
use crate::city::place::{Address, AddressKind, INTERNET, OrgKind};
use crate::city::service::Standby;
use crate::plan::written::HintWritten;
use crate::plan::{PhasePlan, Plan};
use crate::script::duty::{Duty, FormWritten};
use crate::script::msel::Inject;
use crate::sigma::Rule;
use crate::view::blue::BlueView;
use crate::view::observer::ObserverView;
use crate::view::red::RedView;
use crate::view::{Blue, Jury, Observer, Red, Role, White};
use crate::words::cell::Cell;
use crate::words::fact::Compliance;
use crate::words::name::*;
use crate::words::target::{Target, TargetKind};
use crate::words::text::{Lang, Text};
use crate::words::time::{Span, Spans};
use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

/// What a seat of this role may know of the plan.
pub struct Brief<R> {
    plan: Arc<Plan>,
    /// What the briefing names, once somebody asked: reading it takes a while and never changes it.
    named: Arc<OnceLock<Vec<Target>>>,
    role: PhantomData<fn() -> R>,
}

impl<R> Clone for Brief<R> {
    fn clone(&self) -> Self {
        Self {
            plan: self.plan.clone(),
            named: self.named.clone(),
            role: PhantomData,
        }
    }
}

/// A service, as anybody in the city knows it.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ServiceKnown<'b> {
    pub name: &'b Name,
    pub title: &'b Text,
    pub host: HostId,
    pub level: u8,
    pub people: u64,
    pub depends: &'b [ServiceId],
    pub rto: Span,
    /// Where it may run when its own host cannot.
    pub standby: Option<Standby>,
    /// What its owner declares of it, if it has a level dossier at all.
    pub declares: Option<&'b BTreeSet<Compliance>>,
}

/// An indicator of the city, as it is published: declared, and not what is true.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct IndicatorKnown<'b> {
    pub id: IndicatorId,
    pub title: &'b Text,
    pub short: &'b Text,
    pub unit: Unit,
    pub declared: Option<u16>,
    pub target: Option<(u16, Option<u16>)>,
    /// Whether nobody has defined it.
    pub open: bool,
}

impl<R: Role> Brief<R> {
    /// The brief of a plan.
    pub fn of(plan: Arc<Plan>) -> Self {
        Self {
            plan,
            named: Arc::default(),
            role: PhantomData,
        }
    }

    // ── the exercise ──

    /// What the scenario is called.
    pub fn title(&self) -> &Text {
        &self.plan.title
    }

    /// How long an action takes in this drill: the catalogue's times at the scenario's tempo.
    pub fn takes(&self, action: &Action) -> Spans {
        action.takes.at_tempo(self.plan.tempo)
    }

    /// The city.
    pub fn city(&self) -> &Text {
        &self.plan.city
    }

    /// What this cell is told beforehand.
    pub fn briefing(&self) -> Option<&Text> {
        let cell = match R::CELL {
            Cell::Green => Cell::Observer,
            cell => cell,
        };
        self.plan.briefing.get(cell.word())
    }

    /// The calendar at STARTEX.
    pub fn starts(&self) -> jiff::civil::DateTime {
        self.plan.starts
    }

    /// How long the drill is planned to last.
    pub fn length(&self) -> Span {
        self.plan.length
    }

    /// The phases, in their order.
    pub fn phases(&self) -> &[PhasePlan] {
        &self.plan.phases
    }

    /// A team's name.
    pub fn team_name(&self, team: TeamId) -> &str {
        &self.plan.roster.teams[team.at()].name
    }

    /// The name of a team of this role; nothing for who sits in no team, such as an observer.
    pub fn own_team(&self, team: TeamId) -> Option<&str> {
        let team = self.plan.roster.teams.get(team.at())?;
        (team.cell == R::CELL).then_some(&*team.name)
    }

    /// What a team does in the drill: who plays is no secret.
    pub fn team_cell(&self, team: TeamId) -> Option<Cell> {
        Some(self.plan.roster.teams.get(team.at())?.cell)
    }

    /// The actions of this role's cell.
    pub fn actions(&self) -> impl Iterator<Item = (ActionId, &Action)> {
        let own = |(_, action): &(usize, &Action)| action.cell == R::CELL;
        let all = self.plan.catalogue.actions.iter().enumerate();
        all.filter(own).map(|(i, action)| (ActionId::of(i), action))
    }

    /// An action of this role's cell.
    pub fn action(&self, id: ActionId) -> Option<&Action> {
        let action = self.plan.catalogue.actions.get(id.at())?;
        (action.cell == R::CELL).then_some(action)
    }

    /// What an action is called, whoever's it is: a told fact may name it.
    pub fn action_title(&self, id: ActionId) -> &Text {
        &self.plan.catalogue.actions[id.at()].title
    }

    /// Hints for a first drill; only the defence has some.
    pub fn tour(&self) -> &[HintWritten] {
        match R::CELL {
            Cell::Blue => &self.plan.tour,
            _ => &[],
        }
    }

    // ── the city, as its people know it ──

    /// How many organisations there are; their ids count from 0.
    pub fn orgs(&self) -> usize {
        self.plan.map.orgs.len()
    }

    /// An organisation's name and what it is called.
    pub fn org(&self, id: OrgId) -> (&Name, &Text, OrgKind) {
        let org = &self.plan.map.orgs[id.at()];
        (&org.name, &org.title, org.kind)
    }

    /// The bodies that may order this one about.
    pub fn commanded_by(&self, id: OrgId) -> impl Iterator<Item = OrgId> {
        self.plan.map.orgs[id.at()].commanded_by.iter().copied()
    }

    /// How many zones there are; zone 0 is the internet.
    pub fn zones(&self) -> usize {
        self.plan.map.zones.len()
    }

    /// A zone's name, what it is called, and who runs it.
    pub fn zone(&self, id: ZoneId) -> (&Name, &Text, Option<OrgId>) {
        let zone = &self.plan.map.zones[id.at()];
        (&zone.name, &zone.title, zone.org)
    }

    /// How many links there are.
    pub fn links(&self) -> usize {
        self.plan.map.links.len()
    }

    /// A link's name, what it is called, and its two ends.
    pub fn link(&self, id: LinkId) -> (&Name, &Text, (ZoneId, ZoneId)) {
        let link = &self.plan.map.links[id.at()];
        (&link.name, &link.title, link.ends)
    }

    /// How many hosts there are; their ids count from 0.
    pub fn hosts(&self) -> u32 {
        self.plan.map.hosts
    }

    /// The ids of the hosts of a zone, in ranges.
    pub fn hosts_of(&self, zone: ZoneId) -> impl Iterator<Item = std::ops::Range<u32>> {
        let groups = self.plan.map.groups.iter().filter(move |g| g.zone == zone);
        groups.map(|g| g.first..g.first + g.count)
    }

    /// A host's name.
    pub fn host_name(&self, id: HostId) -> String {
        self.plan.map.host_name(id)
    }

    /// The host of a name.
    pub fn host(&self, name: &str) -> Option<HostId> {
        self.plan.map.host(name)
    }

    /// A host's address.
    pub fn host_ip(&self, id: HostId) -> String {
        self.plan.map.ip_of(id)
    }

    /// What a host is called, and its role.
    pub fn host_about(&self, id: HostId) -> (&Text, &Text) {
        let group = self.plan.map.group_of(id).0;
        (&group.title, &self.plan.map.role_of(id).title)
    }

    /// Where a host stands and whose it is.
    pub fn host_place(&self, id: HostId) -> (ZoneId, OrgId) {
        (self.plan.map.zone_of(id), self.plan.map.org_of(id))
    }

    /// How many services there are.
    pub fn services(&self) -> usize {
        self.plan.map.services.len()
    }

    /// A service.
    pub fn service(&self, id: ServiceId) -> ServiceKnown<'_> {
        let service = &self.plan.map.services[id.at()];
        ServiceKnown {
            name: &service.name,
            title: &service.title,
            host: service.host,
            level: service.level,
            people: service.people,
            depends: &service.depends,
            rto: service.rto,
            standby: service.standby,
            declares: service.dossier.as_ref().map(|dossier| &dossier.declares),
        }
    }

    /// The indicators of the city.
    pub fn indicators(&self) -> impl Iterator<Item = IndicatorKnown<'_>> {
        let year = self.plan.starts.year();
        self.plan
            .map
            .indicators
            .iter()
            .enumerate()
            .map(move |(place, one)| IndicatorKnown {
                id: IndicatorId::of(place),
                title: &one.title,
                short: &one.short,
                unit: one.unit(),
                declared: one.declares(&self.plan.map),
                target: one.target_of(year),
                open: one.counts.is_none(),
            })
    }

    /// Whether a body has machines in the city.
    pub fn has_machines(&self, id: OrgId) -> bool {
        self.plan.map.has_machines(id)
    }

    /// Whether a form is a warning to whoever it is addressed to.
    pub fn warns(&self, id: FormId) -> bool {
        self.plan.papers.warns(id)
    }

    /// How a target is written in an order, `kind:name`.
    pub fn target_text(&self, target: &Target) -> String {
        self.plan.map.target_text(target)
    }

    /// The target that is so written.
    pub fn target(&self, text: &str) -> Option<Target> {
        let target = self.plan.map.target(text)?;
        self.may_name(text, &target).then_some(target)
    }

    /// What a target is called.
    pub fn target_title(&self, target: &Target, lang: Lang) -> String {
        self.plan.map.target_title(target, lang)
    }

    /// What a kind of control is called.
    pub fn kind_title(&self, id: KindId) -> &Text {
        &self.plan.map.kinds[id.at()].1
    }

    // ── what told facts name ──

    /// What a rule that the scenario ships is called, for the cells that may know the rules.
    pub fn rule_title(&self, id: RuleId, lang: Lang) -> Option<&str> {
        let may = matches!(R::CELL, Cell::Blue | Cell::White | Cell::Jury);
        let rule = self.plan.sensing.rules.get(id.at()).filter(|_| may)?;
        let vi = rule.title_vi.as_deref().filter(|_| lang == Lang::Vi);
        Some(vi.unwrap_or(&rule.title))
    }

    /// The word for a readiness mark.
    pub fn mark_name(&self, id: MarkId) -> Option<&str> {
        self.plan.catalogue.mark_name(id)
    }

    // ── papers ──

    /// Forms with their names.
    pub fn forms(&self) -> &[(Name, FormWritten)] {
        &self.plan.papers.forms
    }

    /// A duty that has begun: its basis, its form, its addressee.
    pub fn duty(&self, id: DutyId) -> &Duty {
        &self.plan.papers.duties[id.at()]
    }

    /// A class of log: its name and what it is called.
    pub fn class(&self, id: ClassId) -> Option<(&Name, &Text)> {
        let class = self.plan.sensing.classes.get(id.at())?;
        Some((&class.name, &class.title))
    }
}

impl Brief<Blue> {
    /// An inject that has reached the team; nothing for one that has not.
    pub fn inject(&self, view: &BlueView, id: InjectId) -> Option<&Inject> {
        view.injects
            .contains_key(&id)
            .then(|| &self.plan.msel.injects[id.at()])
    }

    /// The name of the white action that an inject which reached the team is: what kind of message.
    pub fn inject_kind(&self, view: &BlueView, id: InjectId) -> Option<&Name> {
        let inject = self.inject(view, id)?;
        let action = self.plan.catalogue.actions.get(inject.action.at());
        action.map(|action| &action.name)
    }

    /// The rules the scenario ships.
    pub fn rules(&self) -> &[Rule] {
        &self.plan.sensing.rules
    }

    /// The techniques of ATT&CK: id, name, short names of tactics. Public knowledge; which of them
    /// the campaign uses is not told.
    pub fn techniques(&self) -> impl Iterator<Item = (&str, &str, &[String])> {
        let all = self.plan.attack.techniques.iter();
        all.map(|(id, one)| (id.as_str(), one.name.as_str(), one.tactics.as_slice()))
    }

    /// What a technique of ATT&CK is called.
    pub fn technique(&self, id: &str) -> Option<&str> {
        let found = self.plan.attack.techniques.get(id)?;
        Some(&found.name)
    }

    /// The classes of log there are: name and what it is called.
    pub fn classes(&self) -> impl Iterator<Item = (&Name, &Text)> {
        self.plan
            .sensing
            .classes
            .iter()
            .map(|c| (&c.name, &c.title))
    }

    /// Everything of a kind that an order can be aimed at, as it is written in an order. Hosts are
    /// left out: there may be a million.
    pub fn targets(&self, kind: TargetKind) -> Vec<String> {
        let map = &self.plan.map;
        let all: Vec<Target> = match kind {
            TargetKind::Service => (0..map.services.len())
                .map(|i| Target::Service(ServiceId::of(i)))
                .collect(),
            TargetKind::Account => (0..map.accounts.len())
                .map(|i| Target::Account(AccountId::of(i)))
                .collect(),
            TargetKind::Zone => (0..map.zones.len())
                .map(|i| Target::Zone(ZoneId::of(i)))
                .collect(),
            TargetKind::Link => (0..map.links.len())
                .map(|i| Target::Link(LinkId::of(i)))
                .collect(),
            TargetKind::Org => (0..map.orgs.len())
                .map(|i| Target::Org(OrgId::of(i)))
                .collect(),
            TargetKind::Data => (0..map.data.len())
                .map(|i| Target::Data(DataId::of(i)))
                .collect(),
            TargetKind::Backup => (0..map.backups.len())
                .map(|i| Target::Backup(BackupId::of(i)))
                .collect(),
            TargetKind::Control => (0..map.controls.len())
                .map(|i| Target::Control(ControlId::of(i)))
                .collect(),
            TargetKind::None | TargetKind::Host | TargetKind::Address => Vec::new(),
        };
        all.iter().map(|t| map.target_text(t)).collect()
    }
}

impl Brief<Red> {
    /// The outside addresses that an attack team may work with: the same that an order of its may
    /// name.
    pub fn own_addresses(&self) -> impl Iterator<Item = &Address> {
        let all = self.plan.map.addresses.iter();
        all.filter(|address| address.kind != AddressKind::Benign)
    }

    /// One of them; nothing for an address of anybody else.
    pub fn own_address(&self, id: AddressId) -> Option<&Address> {
        let known = self.plan.map.addresses.get(id.at());
        known.filter(|address| address.kind != AddressKind::Benign)
    }

    /// Everything of a kind that anybody outside can aim at without having learned of it: services
    /// that are open to the internet, and the bodies of the city.
    pub fn public(&self, kind: TargetKind) -> Vec<Target> {
        let map = &self.plan.map;
        match kind {
            TargetKind::Service => (0..map.services.len())
                .filter(|i| map.services[*i].users_from.contains(&INTERNET))
                .map(|i| Target::Service(ServiceId::of(i)))
                .collect(),
            TargetKind::Org => (0..map.orgs.len())
                .filter(|i| map.orgs[*i].kind != OrgKind::Attacker)
                .map(|i| Target::Org(OrgId::of(i)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What a step of the team's own campaign is called, once it has begun.
    pub fn step(&self, view: &RedView, id: StepId) -> Option<&Text> {
        let begun = view.steps.contains_key(&id);
        let step = self.plan.campaign.steps.get(id.at()).filter(|_| begun);
        step.map(|step| &step.title)
    }
}

impl Brief<Observer> {
    /// The plan, once the organisers have released everything.
    pub fn released(&self, view: &ObserverView) -> Option<&Plan> {
        view.open.then_some(&*self.plan)
    }
}

impl Brief<White> {
    /// The plan: the organisers know all of it.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }
}

impl Brief<Jury> {
    /// The plan: the jury knows all of it.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }
}
