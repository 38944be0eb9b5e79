//! Tricks with claims: everything, as everything, at the last moment, or one that is handed over.

use crate::rehearsal::{Brief, Mind, Shelf, Tip};
use crate::sigma::Level as Severity;
use crate::view::blue::BlueView;
use crate::view::seen::AlertSeen;
use crate::words::name::{AlertId, HostId, Name, RecordId};
use crate::words::order::{BlueAsk, CITE_LIMIT, Claim, Level, Verdict};
use crate::words::time::{HOUR, MINUTE, Span, Tick};
use std::collections::{BTreeMap, BTreeSet};

/// How often who flags everything goes over the machines, at the tempo of the catalogue.
const ROUND: Span = Span(HOUR);
/// How many machines one round flags at most: people can only type so much.
const MACHINES: usize = 24;

/// What a bot that claims each alert says of it.
pub trait Says {
    /// The techniques it names; none says only that it is an attack.
    fn says(&self, brief: &Brief, alert: &AlertSeen) -> Vec<Name>;
    /// Whether it flags machines that raised no alert, too.
    fn is_for_machines(&self) -> bool {
        false
    }
}

/// Names what the alert's rule names.
pub struct FlagAll;

impl Says for FlagAll {
    fn says(&self, brief: &Brief, alert: &AlertSeen) -> Vec<Name> {
        of_rule(brief, alert)
    }

    fn is_for_machines(&self) -> bool {
        true
    }
}

/// Names every technique that any rule of the centre names.
pub struct Shotgun;

impl Says for Shotgun {
    fn says(&self, brief: &Brief, _: &AlertSeen) -> Vec<Name> {
        let rules = brief.plan.sensing.rules.iter();
        let all: BTreeSet<Name> = rules
            .flat_map(|rule| &rule.techniques)
            .map(|technique| technique.as_str().into())
            .collect();
        all.into_iter().collect()
    }
}

fn of_rule(brief: &Brief, alert: &AlertSeen) -> Vec<Name> {
    let rule = brief.plan.sensing.rules.get(alert.rule.at());
    let named = rule.and_then(|rule| rule.techniques.first());
    named.map(|t| t.as_str().into()).into_iter().collect()
}

fn claim(brief: &Brief, host: Option<HostId>, says: Vec<Name>, cites: Vec<RecordId>) -> BlueAsk {
    let scope = host.map(|host| brief.host_text(host).as_str().into());
    let level = if says.is_empty() {
        Level::Malicious
    } else {
        Level::Technique
    };
    BlueAsk::Claim(Claim {
        scope: scope.into_iter().collect(),
        level,
        says,
        cites,
        note: String::new(),
    })
}

fn cites(alert: &AlertSeen) -> Vec<RecordId> {
    alert.records.iter().take(CITE_LIMIT).copied().collect()
}

fn verdict(alert: AlertId, verdict: Verdict) -> BlueAsk {
    let reason = String::new();
    BlueAsk::Triage {
        alert,
        verdict,
        reason,
    }
}

/// Calls every alert an attack the moment it comes, and claims it.
pub struct Claims<S> {
    brief: Brief,
    says: S,
    seen: usize,
    round: Option<Tick>,
}

impl<S: Says> Claims<S> {
    /// A bot that says this of every alert.
    pub fn new(brief: Brief, says: S) -> Self {
        let round = says.is_for_machines().then_some(Tick(MINUTE));
        Self {
            brief,
            says,
            seen: 0,
            round,
        }
    }

    /// One claim for each machine that wrote a record lately, the newest first.
    fn machines(&mut self, view: &BlueView, shelf: &dyn Shelf, asks: &mut Vec<BlueAsk>) {
        if self.round.is_none_or(|at| at > view.now) {
            return;
        }
        let every = ROUND.0 / 1_000 * self.brief.plan.tempo;
        self.round = Some(view.now.after(Span(every.max(5 * MINUTE))));
        let query = format!("after:{}", view.now.0.saturating_sub(every));
        let mut wrote: BTreeMap<String, RecordId> = BTreeMap::new();
        for id in shelf.search(&query) {
            let host = shelf.record(id).and_then(|mut r| r.remove("Computer"));
            if let Some(host) = host {
                wrote.entry(host).or_insert(id);
            }
        }
        asks.push(BlueAsk::Search { query });
        for (host, id) in wrote.into_iter().take(MACHINES) {
            let host = self.brief.plan.map.host(&host);
            asks.push(claim(&self.brief, host, Vec::new(), vec![id]));
        }
    }
}

impl<S: Says> Mind for Claims<S> {
    fn wake(&self) -> Option<Tick> {
        self.round
    }

    fn act(&mut self, view: &BlueView, shelf: &dyn Shelf) -> Vec<BlueAsk> {
        let mut asks = Vec::new();
        for (id, alert) in view.alerts.iter().skip(self.seen) {
            let says = self.says.says(&self.brief, alert);
            asks.push(verdict(*id, Verdict::Attack));
            asks.push(claim(&self.brief, alert.host, says, cites(alert)));
        }
        self.seen = view.alerts.len();
        self.machines(view, shelf, &mut asks);
        asks
    }
}

/// Lets everything come in, then sorts and claims all of it by what the rules say, in the last
/// minutes.
pub struct Hindsight {
    brief: Brief,
    at: Option<Tick>,
}

impl Hindsight {
    /// A bot for this seat.
    pub fn new(brief: Brief) -> Self {
        let last = brief.plan.length.0.saturating_sub(10 * MINUTE);
        let at = Some(Tick(last));
        Self { brief, at }
    }
}

impl Mind for Hindsight {
    fn wake(&self) -> Option<Tick> {
        self.at
    }

    fn act(&mut self, view: &BlueView, _: &dyn Shelf) -> Vec<BlueAsk> {
        if self.at.is_none_or(|at| at > view.now) {
            return Vec::new();
        }
        self.at = None;
        let mut asks = Vec::new();
        let mut said: BTreeSet<(Option<HostId>, Vec<Name>)> = BTreeSet::new();
        for (id, alert) in &view.alerts {
            let rule = &self.brief.plan.sensing.rules[alert.rule.at()];
            let is_attack = rule.level >= Severity::High;
            let meant = if is_attack {
                Verdict::Attack
            } else {
                Verdict::Benign
            };
            asks.push(verdict(*id, meant));
            let says = of_rule(&self.brief, alert);
            if is_attack && said.insert((alert.host, says.clone())) {
                asks.push(claim(&self.brief, alert.host, says, cites(alert)));
            }
        }
        asks
    }
}

/// Makes the one claim it is handed.
pub struct Perfect(Option<Tip>);

impl Perfect {
    /// A bot that was told this.
    pub fn new(tip: Tip) -> Self {
        Self(Some(tip))
    }
}

impl Mind for Perfect {
    fn wake(&self) -> Option<Tick> {
        self.0.as_ref().map(|tip| tip.at)
    }

    fn act(&mut self, view: &BlueView, _: &dyn Shelf) -> Vec<BlueAsk> {
        let Some(tip) = self.0.take_if(|tip| tip.at <= view.now) else {
            return Vec::new();
        };
        vec![BlueAsk::Claim(Claim {
            scope: tip.host.into_iter().collect(),
            level: Level::Technique,
            says: tip.techniques,
            cites: vec![tip.record],
            note: String::new(),
        })]
    }
}
