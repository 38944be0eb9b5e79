//! What becomes of the city.

use super::TruthView;
use crate::words::fact::{Fact, FactKind, Grip, Side, Why};
use crate::words::name::*;
use crate::words::time::{Span, Tick};

/// What a service gave its users, and when.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ServiceTruth {
    /// Each change: of a thousand users so many are served, whose doing it is, and why.
    pub history: Vec<(Tick, u16, Side, Why)>,
    pub defaced: Option<Tick>,
}

impl ServiceTruth {
    /// Of a thousand users, so many are served now.
    pub fn served(&self) -> u16 {
        self.history.last().map_or(1_000, |(_, served, ..)| *served)
    }

    /// Whose doing it is.
    pub fn side(&self) -> Side {
        let last = self.history.last();
        last.map_or(Side::Neither, |(_, _, side, _)| *side)
    }

    /// What people have lost of it until now by this side's doing: as long as nobody at all being
    /// served for this span.
    pub fn lost(&self, by: Side, now: Tick) -> Span {
        let ends = self.history.iter().skip(1).map(|(at, ..)| *at);
        let spans = self.history.iter().zip(ends.chain([now]));
        let own = spans.filter(|((_, _, side, _), _)| *side == by);
        let lost = own.map(|((from, served, ..), to)| {
            u64::from(to.since(*from).0) * u64::from(1_000 - (*served).min(1_000))
        });
        Span(u32::try_from(lost.sum::<u64>() / 1_000).unwrap_or(u32::MAX))
    }
}

/// What was done to a host.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct HostTruth {
    /// Who holds it, how far, and since when.
    pub held: Option<(TeamId, Grip, Tick)>,
    pub lasting: bool,
    /// Whether the foothold calls home; nothing if it never did.
    pub beacon: Option<bool>,
    /// Since when a forgery lies there.
    pub lodged: Option<Tick>,
    pub isolated: Option<Tick>,
    pub encrypted: Option<Tick>,
    pub preserved: Option<Tick>,
    pub logs_cleared: Option<Tick>,
}

impl TruthView {
    pub(super) fn city(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::ServiceServes {
                service,
                served,
                why,
                ..
            } => {
                if let Some(one) = self.services.get_mut(service.at()) {
                    one.history.push((at, *served, one.side(), *why));
                }
            }
            // Stated after what it is the other half of, or alone if only the side changed.
            FactKind::HarmLaid {
                service,
                served,
                side,
            } => {
                if let Some(one) = self.services.get_mut(service.at()) {
                    match one.history.last_mut() {
                        Some(last) if last.0 == at => last.2 = *side,
                        last => {
                            let why = last.map_or(Why::Sound, |last| last.3);
                            one.history.push((at, *served, *side, why));
                        }
                    }
                }
            }
            FactKind::Defaced { service } => {
                if let Some(one) = self.services.get_mut(service.at()) {
                    one.defaced = Some(at);
                }
            }
            FactKind::Repaired { service } => {
                if let Some(one) = self.services.get_mut(service.at()) {
                    one.defaced = None;
                }
            }
            FactKind::CredentialGained { account, team } => {
                self.accounts.entry(*account).or_insert((at, *team));
            }
            FactKind::Leaked { data } => drop(self.leaked.entry(*data).or_insert(at)),
            FactKind::Tampered { data } => drop(self.tampered.entry(*data).or_insert(at)),
            FactKind::Wiped { backup } => drop(self.wiped.entry(*backup).or_insert(at)),
            FactKind::WeakSeen { team, weak } => {
                self.weak.entry(*weak).or_default().insert(*team);
            }
            FactKind::DeclarationSeen { service, .. } => {
                self.verified.entry(*service).or_insert(at);
            }
            FactKind::Trust { by } => self.trust = self.trust.saturating_add(i32::from(*by)),
            _ => {}
        }
    }

    pub(super) fn hosts(&mut self, fact: &Fact) {
        let at = fact.at;
        let (host, change): (_, &dyn Fn(&mut HostTruth)) = match &fact.kind {
            FactKind::FootholdGained { host, team, grip } => (host, &|h| {
                let since = h.held.map_or(at, |(_, _, since)| since);
                h.held = Some((*team, *grip, since));
            }),
            FactKind::FootholdLost { host } => (host, &|h| {
                (h.held, h.lasting, h.beacon) = (None, false, None);
            }),
            FactKind::Lodged { host, .. } => (host, &|h| h.lodged = Some(at)),
            FactKind::Recalled { host } => (host, &|h| h.lodged = None),
            FactKind::Persisted { host } => (host, &|h| h.lasting = true),
            FactKind::BeaconHeard { host } => (host, &|h| h.beacon = Some(true)),
            FactKind::BeaconCut { host } => (host, &|h| h.beacon = Some(false)),
            FactKind::Isolated { host } => (host, &|h| h.isolated = Some(at)),
            FactKind::Reconnected { host } => (host, &|h| h.isolated = None),
            FactKind::Encrypted { host } => (host, &|h| h.encrypted = Some(at)),
            FactKind::Rebuilt { host } => (host, &|h| h.encrypted = None),
            FactKind::Preserved { host } => (host, &|h| h.preserved = Some(at)),
            FactKind::LogsCleared { host } => (host, &|h| h.logs_cleared = Some(at)),
            _ => return,
        };
        change(self.hosts.entry(*host).or_default());
    }
}
