//! What an attack team may aim at: what it was told of, what is public, what is its own, and what
//! its briefing names. Whatever else there is in the city is to it as if there were nothing.

use super::Brief;
use crate::view::Red;
use crate::view::red::RedView;
use crate::words::name::HostId;
use crate::words::target::{Target, TargetKind};
use std::collections::BTreeSet;

/// The kinds by which a briefing names something without saying the kind, in this order.
const KINDS: [&str; 5] = ["host", "account", "service", "data", "backup"];
/// Between the first and the last of a row of machines.
const TO: [&str; 3] = ["đến", "to", "–"];

impl Brief<Red> {
    /// What the team's briefing names, in its order: `kind:name`, a name alone, or a row of
    /// machines by its first and its last.
    pub fn named(&self) -> &[Target] {
        self.named.get_or_init(|| self.read_named())
    }

    fn read_named(&self) -> Vec<Target> {
        let Some(text) = self.briefing() else {
            return Vec::new();
        };
        let edge = |c: char| !c.is_alphanumeric();
        let words = text
            .vi
            .split_whitespace()
            .map(|word| word.trim_matches(edge));
        let words: Vec<&str> = words.collect();
        let mut named = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let Some(target) = self.as_named(word) else {
                continue;
            };
            if let (Target::Host(_), Some(last)) = (&target, words.get(at + 2))
                && words.get(at + 1).is_some_and(|to| TO.contains(to))
            {
                named.extend(self.row(word, last).into_iter().map(Target::Host));
            }
            named.push(target);
        }
        let mut seen = BTreeSet::new();
        named.retain(|target| seen.insert(target.clone()));
        named
    }

    fn as_named(&self, word: &str) -> Option<Target> {
        let known = |text: &str| self.target(text).filter(|t| *t != Target::None);
        if word.contains(':') {
            return known(word);
        }
        // A word of the language has neither; most names have.
        let like = |c: char| c == '-' || c.is_ascii_digit();
        let mut kinds = KINDS.into_iter().filter(|_| word.contains(like));
        kinds.find_map(|kind| known(&format!("{kind}:{word}")))
    }

    /// The machines from one name to the one of the same name with another number.
    fn row(&self, first: &str, last: &str) -> Vec<HostId> {
        let stem = first.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = first.len() - stem.len();
        let number = |text: &str| text.parse::<u32>().ok();
        let stem = stem.strip_prefix("host:").unwrap_or(stem);
        // The last is named by its number alone, or in full.
        let last = last.strip_prefix("host:").unwrap_or(last);
        let last = last.strip_prefix(stem).unwrap_or(last);
        let numbers = (number(&first[first.len() - digits..]), number(last));
        let (Some(from), Some(to)) = numbers else {
            return Vec::new();
        };
        let names = (from..=to)
            .take(1_000)
            .map(|n| format!("{stem}{n:0digits$}"));
        names.filter_map(|name| self.host(&name)).collect()
    }

    /// The machines that the team knows: those it holds, or on which a forgery of its lies, those
    /// it was told of, and those that its briefing names.
    pub fn known_hosts(&self, view: &RedView) -> BTreeSet<HostId> {
        let named = self.named();
        let told = view.revealed.keys().chain(named);
        let told = told.filter_map(|target| match target {
            Target::Host(host) => Some(*host),
            _ => None,
        });
        let held = view.footholds.keys().chain(view.lodged.keys());
        told.chain(held.copied()).collect()
    }

    /// Whether the team may aim at something by its name: everything else is refused like a name
    /// that nothing has.
    pub fn has_met(&self, view: &RedView, target: &Target) -> bool {
        let met = view.revealed.contains_key(target) || self.named().contains(target);
        met || match target {
            Target::Host(host) => {
                let known = view.footholds.contains_key(host) || view.lodged.contains_key(host);
                known || self.desks().chain(self.own_hosts()).any(|own| own == *host)
            }
            Target::Account(account) => view.credentials.contains_key(account),
            Target::Data(data) => view.staged.contains_key(data),
            Target::Zone(zone) => self.known_hosts(view).into_iter().any(|host| {
                let (within, _) = self.host_place(host);
                within == *zone
            }),
            Target::Service(_) | Target::Org(_) => {
                let kind = target.kind();
                let open = [TargetKind::Service, TargetKind::Org].contains(&kind);
                open && self.public(kind).contains(target)
            }
            Target::Address(_) | Target::None => true,
            _ => false,
        }
    }
}
