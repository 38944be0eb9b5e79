//! How the bot reads an alert, and what it claims of it.

use super::{Followed, Playbook};
use crate::rehearsal::Shelf;
use crate::view::blue::BlueView;
use crate::view::seen::AlertSeen;
use crate::words::name::*;
use crate::words::order::*;
use crate::words::time::{MINUTE, Span, Tick};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// How long the same finding at the same host is not claimed again.
pub(super) const CLAIM_AGAIN: Span = Span(20 * MINUTE);
/// How many records of an alert are read for addresses.
const FIELDS_OF: usize = 4;

impl Playbook {
    pub(super) fn read(
        &mut self,
        id: AlertId,
        view: &BlueView,
        shelf: &dyn Shelf,
        asks: &mut Vec<BlueAsk>,
    ) {
        let alert = &view.alerts[&id];
        let rule = &self.plan.sensing.rules[alert.rule.at()];
        let fields = shelf.record(alert.records[0]).unwrap_or_default();
        let stem = rule.stem.as_str();
        let fits = |pattern: &str| {
            pattern
                .strip_suffix('*')
                .map_or(pattern == stem, |p| stem.starts_with(p))
        };
        let reading = self.book.readings.iter().find(|r| fits(&r.rule));
        let excused = reading.is_some_and(|r| {
            !r.unless.is_empty()
                && r.unless
                    .iter()
                    .all(|(k, v)| fields.get(k).is_some_and(|f| f.contains(v.as_str())))
        });
        let by_level = || {
            self.book
                .levels
                .get(rule.level.as_str())
                .copied()
                .unwrap_or(Verdict::Benign)
        };
        let meant = if excused {
            Verdict::Benign
        } else {
            reading.map_or_else(by_level, |r| r.verdict)
        };
        let skill = if meant == Verdict::Attack {
            self.book.skill.attack
        } else {
            self.book.skill.benign
        };
        let skill = u32::from(skill) * u32::from(self.skill.right) / 1_000;
        let skill = u16::try_from(skill).unwrap_or(1_000);
        let right = self.seed.fixed(u64::from(id.0), "bot-skill").hits(skill);
        let verdict = match (right, meant) {
            (true, meant) => meant,
            (false, Verdict::Attack) => Verdict::Benign,
            (false, _) => Verdict::Attempt,
        };
        let technique = reading
            .and_then(|r| r.technique.as_ref().map(|id| id.to_string()))
            .or_else(|| rule.techniques.first().cloned());
        asks.push(BlueAsk::Triage {
            alert: id,
            verdict,
            // What the rule says stands with the alert, in the reader's language.
            reason: String::new(),
        });
        if verdict == Verdict::Attack {
            let names = self.comes(self.skill.names, u64::from(id.0), "bot-names");
            self.claim(id, (technique, names), (view, shelf), asks);
        }
    }

    /// Tells of an alert again that has fired since.
    pub(super) fn follow(
        &mut self,
        id: AlertId,
        view: &BlueView,
        shelf: &dyn Shelf,
        asks: &mut Vec<BlueAsk>,
    ) {
        if let Some(followed) = self.attacks.get(&id) {
            let technique = followed.technique.clone();
            self.claim(
                id,
                (technique.clone(), technique.is_some()),
                (view, shelf),
                asks,
            );
        }
    }

    fn claim(
        &mut self,
        id: AlertId,
        (technique, names): (Option<String>, bool),
        (view, shelf): (&BlueView, &dyn Shelf),
        asks: &mut Vec<BlueAsk>,
    ) {
        let alert = &view.alerts[&id];
        let named = technique.clone().filter(|_| names);
        let followed = Followed {
            technique: named.clone(),
            records: alert.records.len(),
            at: view.now,
        };
        self.attacks.insert(id, followed);
        let says = technique.clone().unwrap_or_default();
        let key = (alert.host, says.clone());
        let again = self.claimed.get(&key);
        if again.is_some_and(|at| view.now.since(*at) < self.paced(CLAIM_AGAIN)) {
            return;
        }
        self.claimed.insert(key, view.now);
        self.learn(alert, named.clone(), view.now, shelf);
        let on = alert.host.map(|h| self.host_text(h)).unwrap_or_default();
        let scope = Some(on.as_str()).filter(|on| !on.is_empty());
        let level = if named.is_some() {
            Level::Technique
        } else {
            Level::Malicious
        };
        let cites = self.evidence(alert, shelf, asks);
        asks.push(BlueAsk::Claim(Claim {
            scope: scope.into_iter().map(Name::from).collect(),
            level,
            says: named.iter().map(|t| t.as_str().into()).collect(),
            cites,
            note: String::new(),
        }));
        self.hold_together(id, view, asks);
        let book = self.book.clone();
        let answers = book.answers.iter();
        for answer in answers.filter(|a| says.starts_with(a.technique.as_str())) {
            self.plan_orders(&answer.orders, view.now, &on);
        }
    }

    /// Keeps what a claimed alert tells, for the papers: where, what, since when, from outside
    /// where.
    fn learn(
        &mut self,
        alert: &AlertSeen,
        technique: Option<String>,
        now: Tick,
        shelf: &dyn Shelf,
    ) {
        let known = &mut self.known;
        known.first_claim.get_or_insert(now);
        known.first_sign = Some(known.first_sign.map_or(alert.at, |at| at.min(alert.at)));
        known.hosts.extend(alert.host);
        known.techniques.extend(technique);
        let fields = alert.records.iter().take(FIELDS_OF);
        let fields = fields.filter_map(|id| shelf.record(*id));
        for value in fields.flat_map(BTreeMap::into_values) {
            if is_outside(&value) {
                known.indicators.insert(value);
            }
        }
    }
}

/// Whether a value is an address or a name of the outside: no private one, and no more than that.
fn is_outside(value: &str) -> bool {
    if let Ok(address) = value.parse::<Ipv4Addr>() {
        return !(address.is_private() || address.is_loopback() || address.is_unspecified());
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    value.ends_with(".example") && value.chars().all(plain)
}
