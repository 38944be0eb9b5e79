//! What a defence team may see: all that it was told, and what follows from it.
//!
//! It is folded from what the team is told and from nothing else, so it has no truth that the team
//! may not know, and every number in it is the team's own. What was withheld and is told late goes
//! into the log and to the verdicts on the team's own doings, nowhere else: the queue stays the
//! queue that the team had.

use crate::view::gauges::Gauges;
use crate::view::seen::*;
use crate::view::told::Told;
use crate::words::fact::{AnyInject, Cause, Compliance, FactKind, Flow, Switched};
use crate::words::name::*;
use crate::words::order::CasePhase;
use crate::words::target::Target;
use crate::words::time::Tick;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a defence team may see.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct BlueView {
    pub now: Tick,
    pub course: Course,
    /// All that the team was told, in the order told.
    #[serde(skip)]
    pub log: Vec<Told>,
    pub refused: Vec<RefusedSeen>,

    // Detection.
    pub alerts: BTreeMap<AlertId, AlertSeen>,
    pub cases: BTreeMap<CaseId, CaseSeen>,
    pub claims: BTreeMap<ClaimId, ClaimSeen>,
    pub findings: Vec<FindingSeen>,
    pub searches: Vec<SearchSeen>,
    /// Rules that were turned on or off.
    pub rules: BTreeMap<RuleId, (Tick, bool)>,
    /// Those that are off because they flooded the queue.
    pub rules_flooded: BTreeSet<RuleId>,
    /// Rules written during the drill: stem and text, by the number they have.
    pub rules_written: BTreeMap<RuleId, (Tick, Name, String)>,

    // Response.
    pub runs: BTreeMap<RunId, RunSeen>,
    /// Blocks that the organisers ordered lifted.
    pub unblock: Vec<(Tick, Target)>,
    pub prepared: BTreeMap<MarkId, Tick>,
    /// Organisations that a message reached, and what was done to send it.
    pub reached: Vec<(Tick, OrgId, ActionId)>,
    /// What was got back from which copy, and what that lost.
    pub restored: Vec<RestoreSeen>,
    /// Kinds of control that were put right, on a host or altogether.
    pub healed: Vec<(Tick, KindId, Switched)>,

    // The city, as the team knows it.
    pub hosts: BTreeMap<HostId, HostSeen>,
    pub accounts: BTreeMap<AccountId, AccountSeen>,
    pub links: BTreeMap<LinkId, (Tick, Flow)>,
    /// Zones that are cut off.
    pub cut: BTreeMap<ZoneId, Tick>,
    #[serde(serialize_with = "pairs")]
    pub blocked: BTreeMap<Target, Tick>,
    pub services: BTreeMap<ServiceId, ServiceSeen>,
    /// What inspections brought to light of copies.
    pub copies: BTreeMap<BackupId, CopySeen>,
    pub inspections: Vec<InspectionSeen>,
    pub swept: Vec<SweepSeen>,
    pub weak: BTreeMap<WeakId, Tick>,
    #[serde(serialize_with = "pairs")]
    pub declared: BTreeMap<(ServiceId, Compliance), (Tick, bool)>,
    /// …and what was found not to be so, also where it was put right later.
    pub lies: BTreeSet<(ServiceId, Compliance)>,
    pub gauges: Gauges,

    // Papers.
    pub injects: BTreeMap<InjectId, InjectSeen>,
    pub duties: BTreeMap<DutyId, DutySeen>,
    pub filed: Vec<PaperSeen>,
    pub written: BTreeMap<AdHocId, WrittenSeen>,
    pub requests: BTreeMap<RequestId, RequestSeen>,
    pub protests: BTreeMap<ProtestId, ProtestSeen>,
}

impl BlueView {
    /// Takes in what the team is told.
    pub fn take(&mut self, told: &Told) {
        // Of what is told late, the true figures: how others did is not the team's own.
        if !told.late || matches!(told.kind, FactKind::Gauged { .. }) {
            self.gauges.take(told.when(), &told.kind);
        }
        if told.late {
            self.verdicts(told);
        } else {
            self.course.take(told);
            refused(&mut self.refused, told);
            self.queue(told);
            self.desk(told);
            runs(&mut self.runs, told);
            self.responses(told);
            self.machines(told);
            self.network(told);
            services(&mut self.services, told);
            copies(&mut self.copies, &mut self.restored, told);
            sweeps(&mut self.swept, &self.hosts, told);
            self.looks(told);
            self.papers(told);
            self.exchange(told);
        }
        self.log.push(told.clone());
    }

    /// Hosts on which a sweep found a foothold.
    pub fn found(&self) -> impl Iterator<Item = HostId> + '_ {
        let hosts = self.hosts.iter();
        hosts.filter_map(|(host, seen)| seen.found.map(|_| *host))
    }

    fn queue(&mut self, told: &Told) {
        let at = told.at;
        match &told.kind {
            FactKind::AlertRaised {
                alert,
                rule,
                host,
                record,
            } => {
                let seen = AlertSeen {
                    at,
                    rule: *rule,
                    host: *host,
                    records: vec![*record],
                    times: 1,
                    last: at,
                    verdict: None,
                };
                self.alerts.insert(*alert, seen);
            }
            FactKind::AlertGrew {
                alert,
                times,
                record,
            } => on(&mut self.alerts, *alert, |a| {
                a.times = *times;
                a.last = at;
                a.records.push(*record);
            }),
            FactKind::Triaged {
                alert,
                verdict,
                reason,
                ..
            } => on(&mut self.alerts, *alert, |a| {
                a.verdict = Some((at, *verdict, reason.clone()));
            }),
            FactKind::RuleSet { rule, on, .. } => {
                self.rules.insert(*rule, (at, *on));
                self.rules_flooded.remove(rule);
            }
            FactKind::RuleFlooded { rule } => {
                self.rules_flooded.insert(*rule);
                self.rules.insert(*rule, (at, false));
            }
            FactKind::Searched { query, .. } => self.searches.push(SearchSeen {
                at,
                query: query.clone(),
            }),
            _ => {}
        }
    }

    fn desk(&mut self, told: &Told) {
        let at = told.at;
        match &told.kind {
            FactKind::CaseOpened {
                case,
                title,
                alerts,
                ..
            } => {
                let seen = CaseSeen {
                    title: title.clone(),
                    alerts: alerts.clone(),
                    opened: at,
                    phase: CasePhase::Verify,
                    moved: None,
                    moves: Vec::new(),
                    records: Vec::new(),
                    notes: Vec::new(),
                };
                self.cases.insert(*case, seen);
            }
            FactKind::CaseGrew {
                case,
                alerts,
                records,
                note,
                ..
            } => on(&mut self.cases, *case, |c| {
                c.alerts.extend(alerts);
                c.records.extend(records);
                if !note.is_empty() {
                    c.notes.push((at, note.clone()));
                }
            }),
            FactKind::CaseMoved { case, phase, .. } => on(&mut self.cases, *case, |c| {
                c.phase = *phase;
                c.moved = Some(at);
                c.moves.push((at, *phase));
            }),
            FactKind::ClaimMade { claim, said, .. } => {
                let seen = ClaimSeen {
                    at,
                    said: said.clone(),
                    judged: None,
                    ruled: None,
                };
                self.claims.insert(*claim, seen);
            }
            FactKind::FindingMade {
                pillar,
                at: on,
                text,
                ..
            } => self.findings.push(FindingSeen {
                at,
                fact: told.number,
                pillar: *pillar,
                on: on.clone(),
                text: text.clone(),
                judged: None,
            }),
            _ => {}
        }
    }

    fn responses(&mut self, told: &Told) {
        let at = told.at;
        match &told.kind {
            FactKind::UnblockOrdered { address } => self.unblock.push((at, address.clone())),
            FactKind::Prepared { mark, .. } => {
                self.prepared.insert(*mark, at);
            }
            FactKind::Told { org, action, .. } => self.reached.push((at, *org, *action)),
            FactKind::Healed { kind, what } => self.healed.push((at, *kind, *what)),
            _ => {}
        }
    }

    fn machines(&mut self, told: &Told) {
        let at = Some(told.at);
        match &told.kind {
            FactKind::SweepFound { host: h, .. } => self.host(h).found = at,
            FactKind::Isolated { host: h } => self.host(h).isolated = at,
            FactKind::Reconnected { host: h } => self.host(h).isolated = None,
            FactKind::Encrypted { host: h } => self.host(h).encrypted = at,
            FactKind::Patched { host: h } => self.host(h).patched = at,
            FactKind::Preserved { host: h } => self.host(h).preserved = at,
            FactKind::PowerSet { host: h, on } => self.host(h).unpowered = at.filter(|_| !on),
            FactKind::Rebuilt { host: h } => {
                let seen = self.host(h);
                (seen.rebuilt, seen.encrypted, seen.found) = (at, None, None);
            }
            FactKind::AccountLocked { account, locked } => {
                self.accounts.entry(*account).or_default().locked = at.filter(|_| *locked);
            }
            FactKind::AccountRotated { account } => {
                self.accounts.entry(*account).or_default().rotated = at;
            }
            _ => {}
        }
    }

    fn host(&mut self, host: &HostId) -> &mut HostSeen {
        self.hosts.entry(*host).or_default()
    }

    fn network(&mut self, told: &Told) {
        match &told.kind {
            FactKind::LinkSet { link, flow } => {
                self.links.insert(*link, (told.at, *flow));
            }
            FactKind::ZoneCut { zone, cut: true } => {
                self.cut.insert(*zone, told.at);
            }
            FactKind::ZoneCut { zone, cut: false } => {
                self.cut.remove(zone);
            }
            FactKind::AddressBlocked { address } => {
                self.blocked.insert(address.clone(), told.at);
            }
            FactKind::AddressUnblocked { address } => {
                self.blocked.remove(address);
            }
            _ => {}
        }
    }

    fn looks(&mut self, told: &Told) {
        match &told.kind {
            FactKind::Inspected { target, odd, .. } => {
                let seen = InspectionSeen::new(told.at, target.clone(), *odd);
                self.inspections.push(seen);
            }
            FactKind::WeakSeen { weak, .. } => {
                self.weak.entry(*weak).or_insert(told.at);
                self.brought(told.at, |seen| seen.weak.push(*weak));
            }
            FactKind::DeclarationSeen {
                service,
                declared,
                holds,
                ..
            } => {
                let seen = (told.at, *holds);
                self.lies.extend((!holds).then_some((*service, *declared)));
                self.declared.insert((*service, *declared), seen);
                self.brought(told.at, |seen| match holds {
                    true => seen.so += 1,
                    false => seen.not_so.push((*service, *declared)),
                });
            }
            FactKind::Attained {
                service, attained, ..
            } => {
                let seen = (told.at, true);
                self.declared.insert((*service, *attained), seen);
            }
            _ => {}
        }
    }

    /// What is told right after an inspection, at its moment, is what that one brought.
    fn brought(&mut self, at: Tick, what: impl FnOnce(&mut InspectionSeen)) {
        if let Some(seen) = self.inspections.last_mut().filter(|seen| seen.at == at) {
            what(seen);
        }
    }

    fn papers(&mut self, told: &Told) {
        let at = told.at;
        match &told.kind {
            FactKind::InjectFired { inject, .. } => {
                let seen = InjectSeen {
                    at,
                    answered: None,
                    right: None,
                    weighed: None,
                    weighed_right: None,
                    met: None,
                };
                self.injects.insert(*inject, seen);
            }
            FactKind::LeadWeighed {
                inject,
                taken,
                reason,
                ..
            } => {
                let weighed = Some((at, *taken, reason.clone()));
                on(&mut self.injects, *inject, |i| i.weighed = weighed);
            }
            FactKind::InjectAnswered { inject, choice, .. } => {
                on(&mut self.injects, *inject, |i| {
                    i.answered = Some((at, choice.clone()));
                });
            }
            FactKind::DutyBegan { duty, by, .. } => {
                let seen = DutySeen {
                    began: at,
                    by: *by,
                    ended: None,
                };
                self.duties.insert(*duty, seen);
            }
            FactKind::DutyEnded { duty, met } => {
                on(&mut self.duties, *duty, |d| d.ended = Some((at, *met)));
            }
            FactKind::Filed {
                paper,
                form,
                to,
                entries,
                duty,
                ..
            } => self.filed.push(PaperSeen {
                paper: *paper,
                graded: None,
                at,
                form: *form,
                to: to.clone(),
                entries: entries.clone(),
                duty: *duty,
            }),
            _ => {}
        }
    }

    /// What goes between the team, the organisers and the jury.
    fn exchange(&mut self, told: &Told) {
        let at = told.at;
        requests(&mut self.requests, told);
        match &told.kind {
            FactKind::InjectWritten {
                ad_hoc,
                title,
                text,
                ..
            } => {
                let (title, text) = (title.clone(), text.clone());
                self.written
                    .insert(*ad_hoc, WrittenSeen { at, title, text });
            }
            FactKind::InjectResent { inject, .. } => match inject {
                AnyInject::Planned(id) => on(&mut self.injects, *id, |i| i.at = at),
                AnyInject::Written(id) => on(&mut self.written, *id, |i| i.at = at),
            },
            FactKind::Protested {
                protest,
                about,
                text,
                ..
            } => {
                let seen = ProtestSeen {
                    at,
                    about: about.clone(),
                    text: text.clone(),
                    settled: None,
                };
                self.protests.insert(*protest, seen);
            }
            FactKind::ProtestSettled {
                protest,
                upheld,
                reason,
                ..
            } => on(&mut self.protests, *protest, |p| {
                p.settled = Some((at, *upheld, reason.clone()));
            }),
            FactKind::RuleWritten {
                rule, stem, text, ..
            } => {
                let written = (at, stem.clone(), text.clone());
                self.rules_written.insert(*rule, written);
                self.rules.insert(*rule, (at, true));
                self.rules_flooded.remove(rule);
            }
            _ => {}
        }
    }

    /// What was judged of the team's own doings, once it is released.
    fn verdicts(&mut self, told: &Told) {
        match &told.kind {
            FactKind::ClaimJudged {
                claim,
                steps,
                runs,
                benign,
            } => on(&mut self.claims, *claim, |c| {
                c.judged = Some(Judged {
                    steps: steps.clone(),
                    runs: runs.len(),
                    benign: *benign,
                });
            }),
            FactKind::Graded {
                paper,
                points,
                reason,
            } => {
                let about = self.filed.iter_mut().filter(|p| p.paper == *paper);
                about.for_each(|p| p.graded = Some((*points, reason.clone())));
            }
            FactKind::Ruled { claim, text } => {
                on(&mut self.claims, *claim, |c| c.ruled = Some(text.clone()));
            }
            FactKind::LeadJudged { inject, right } => {
                on(&mut self.injects, *inject, |i| {
                    i.weighed_right = Some(*right)
                });
            }
            FactKind::AnswerJudged { inject, right } => {
                on(&mut self.injects, *inject, |i| i.right = Some(*right));
            }
            FactKind::InjectClosed { inject, met } => {
                on(&mut self.injects, *inject, |i| i.met = Some(*met));
            }
            FactKind::FindingJudged { weak, .. } => {
                let about = self.findings.iter_mut();
                about
                    .filter(|finding| told.cause == Cause::Fact(finding.fact))
                    .for_each(|finding| finding.judged = Some(*weak));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_not_to_be_so_stays_found_once_it_is_put_right() {
        let (team, service, declared) = (TeamId(0), ServiceId::of(2), Compliance::Approved);
        let told = |at, kind| Told {
            number: FactId(at),
            at: Tick(at),
            cause: Cause::Plan,
            late: false,
            kind,
        };
        let seen = |holds| FactKind::DeclarationSeen {
            team,
            service,
            declared,
            holds,
        };
        let mut view = BlueView::default();
        view.looks(&told(60, seen(false)));
        view.looks(&told(900, seen(true)));
        assert_eq!(view.declared[&(service, declared)], (Tick(900), true));
        assert!(view.lies.contains(&(service, declared)));
    }
}
