//! The eye of the rules: what an action leaves, and which rules see it, without a drill around it.
//!
//! A drill is one course of many; whoever writes a scenario or a rule asks before it, of the action
//! alone. Nothing here draws from a drill's chance or changes it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::action::aim::{Aim, By};
use crate::action::template::{Steady, Template, When};
use crate::action::written::{Action, Catalogue, End};
use crate::city::host::Platform;
use crate::city::map::Map;
use crate::detect::class::{Place, Sensing};
use crate::detect::record::{Full, Record};
use crate::sigma::{ClassId as SigmaClass, Engine};
use crate::words::cell::Cell;
use crate::words::chance::{Seed, key};
use crate::words::name::*;
use crate::words::target::{Target, TargetKind};
use crate::words::time::{Span, Tick};
use crate::words::trace::Origin;

/// The red actions.
pub fn red(catalogue: &Catalogue) -> impl Iterator<Item = &Action> {
    let all = catalogue.actions.iter();
    all.filter(|action| action.cell == Cell::Red)
}

/// How far apart, in seconds, what is not to be counted together: more than any action takes.
const APART: i64 = 1 << 32;

/// All rules, looking at what one action leaves at a time.
pub struct Eye<'a> {
    map: &'a Map,
    sensing: &'a Sensing,
    catalogue: &'a Catalogue,
    engine: Engine,
    day: u32,
}

/// A moment after the start of an action, the machine, the class, what is written.
pub type Left = (u32, Option<HostId>, ClassId, Vec<(Name, String)>);

impl<'a> Eye<'a> {
    /// All rules of a plan, and the city they look at.
    #[must_use]
    pub fn new(map: &'a Map, sensing: &'a Sensing, catalogue: &'a Catalogue) -> Self {
        Self {
            map,
            sensing,
            catalogue,
            engine: sensing.engine(),
            day: 0,
        }
    }

    /// Looks at the same city as another seed has it.
    pub fn turn(&mut self, map: &'a Map) {
        self.map = map;
    }

    /// Names of the rules that fire on what an action leaves, whatever the seed.
    pub fn sees(&mut self, action: &Action, seeds: Range<u64>) -> BTreeSet<String> {
        let mut seen: Option<BTreeSet<String>> = None;
        for seed in seeds {
            let mut now = BTreeSet::new();
            for host in self.machines() {
                let left = self.left(action, host, seed);
                now.extend(self.looked_at(left));
            }
            seen = Some(seen.map_or(now.clone(), |before| &before | &now));
            if now.is_empty() {
                return now;
            }
        }
        seen.unwrap_or_default()
    }

    /// What a sensor would write of it.
    #[must_use]
    pub fn record(&self, (at, host, class, mut fields): Left) -> Record {
        let known = &self.sensing.classes[class.at()];
        self.sensing.complete(known, &mut fields);
        let computer = host.map_or_else(String::new, |h| self.map.host_name(h));
        let whose = (Tick(at), class, host, ControlId(0));
        let origin = Origin::Life { attempt: false };
        Record::new(whose, fields, computer, false, origin)
    }

    /// Names of the rules that fire on what was left, by itself.
    pub fn looked_at(&mut self, left: Vec<Left>) -> BTreeSet<String> {
        self.next_day();
        left.into_iter().flat_map(|one| self.shown(one)).collect()
    }

    /// What is shown from here on is days apart from what was shown before, so that no rule counts
    /// the two together.
    pub fn next_day(&mut self) {
        self.day += 1;
    }

    /// Names of the rules that fire when they are shown this after what was shown today.
    pub fn shown(&mut self, left: Left) -> BTreeSet<String> {
        let record = self.record(left);
        let class = record.class.at();
        let full = Full {
            record: &record,
            class: &self.sensing.classes[class],
        };
        let at = i64::from(self.day) * APART + i64::from(record.at.0);
        let hits = self.engine.feed(SigmaClass(class), at, &full);
        let names = hits.iter().map(|h| self.engine.rule(h.rule).stem.clone());
        names.collect()
    }

    /// What an action leaves when aimed at this machine and done as fast as it can be, as far as
    /// its machines write it, in the order written.
    #[must_use]
    pub fn left(&self, action: &Action, host: HostId, seed: u64) -> Vec<Left> {
        let mut left = self.left_of(action, &self.aim(action, host), seed, action.takes.least);
        left.retain(|(_, host, class, _)| {
            let class = &self.sensing.classes[class.at()];
            let by_host = host.filter(|_| class.by == Place::Host);
            by_host.is_none_or(|host| self.map.writes(host, &class.name))
        });
        left
    }

    /// What an action leaves when aimed so and done in this time, in the order written, whether
    /// anything writes it down or not.
    #[must_use]
    pub fn left_of(&self, action: &Action, aim: &Aim, seed: u64, takes: Span) -> Vec<Left> {
        let each = action.traces.iter().enumerate();
        let mut all: Vec<Left> = each
            .flat_map(|(i, template)| self.written(action, aim, template, (seed, i, takes.0)))
            .collect();
        all.sort();
        all
    }

    fn written(
        &self,
        action: &Action,
        aim: &Aim,
        template: &Template,
        (seed, i, takes): (u64, usize, u32),
    ) -> Vec<Left> {
        let on = match template.on {
            End::Source => aim.source,
            End::Target => self.map.host_of(&aim.target),
        };
        let lot = key(&action.name);
        // What betrays itself by the hour at all is seen by whoever waits for it.
        let steady = Steady {
            closed: true,
            ..Steady::alone(Seed(seed).fixed(lot, "any"))
        };
        let mut draw = Seed(seed).fixed(lot, "traces").apart(i as u64);
        let times = draw.times(template.times);
        let is_late = template.when == When::Done;
        let write = |n: u32| {
            let share = u64::from(takes) * u64::from(n) / u64::from(times);
            let at = if is_late {
                takes
            } else {
                u32::try_from(share).unwrap_or(0)
            };
            let fields = template.fill(aim, self.map, on, n + 1, &steady, &mut draw);
            (at, on, template.class, fields)
        };
        (0..times).map(write).collect()
    }

    /// One machine for each set of logs that machines write here.
    #[must_use]
    pub fn machines(&self) -> Vec<HostId> {
        let mut found = BTreeMap::new();
        for group in &self.map.groups {
            let role = &self.map.roles[group.role.at()];
            found.entry(&role.logs).or_insert(HostId(group.first));
        }
        found.into_values().collect()
    }

    /// # Panics
    ///
    /// If the action is not of the plan.
    fn aim(&self, action: &Action, host: HostId) -> Aim {
        let service = self.map.services_on(host).next().unwrap_or(ServiceId(0));
        let target = match action.target {
            TargetKind::Host => Target::Host(host),
            TargetKind::Service => Target::Service(service),
            TargetKind::Account => Target::Account(self.map.user_account(host)),
            TargetKind::Zone => Target::Zone(self.map.zone_of(host)),
            TargetKind::Data => Target::Data(DataId(0)),
            TargetKind::Backup => Target::Backup(BackupId(0)),
            TargetKind::Link => Target::Link(LinkId(0)),
            TargetKind::Org => Target::Org(self.map.org_of(host)),
            TargetKind::Address => Target::Address(AddressId(0)),
            TargetKind::Control => Target::Control(ControlId(0)),
            _ => Target::None,
        };
        let workstation = self.machines().into_iter().find(|h| {
            let role = self.map.role_of(*h);
            role.users > 0 && role.platform == Platform::Windows
        });
        Aim {
            action: self
                .catalogue
                .action(&action.name)
                .expect("it is one of them"),
            team: TeamId(0),
            by: By::Life { attempt: false },
            source: workstation,
            target,
            c2: Some(AddressId(0)),
            using: None,
            via: None,
            lasts: Span(0),
        }
    }
}
