//! Sentences for what befalls the city: hosts, accounts, the network, services and data.

use engine::words::fact::{FactKind, Switched};
use engine::words::name::{HostId, KindId, ServiceId};
use engine::words::target::Target;

use crate::phrase::fact::{self, Say, text};
use crate::phrase::{Value, number, words};

/// The sentence, if the fact is about hosts, accounts or the network.
pub(super) fn machines(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let host =
        |key: &str, id: &HostId| say.with(key, &[("target", say.target(&Target::Host(*id)))]);
    Some(match kind {
        FactKind::FootholdGained {
            host: id,
            team,
            grip,
        } => {
            let grip = Value::from(words::grip(say.phrases, *grip));
            let target = say.target(&Target::Host(*id));
            let args = [
                ("team", say.team(*team)),
                ("grip", grip),
                ("target", target),
            ];
            say.with("fact-foothold-gained", &args)
        }
        FactKind::Lodged { host: id, team } => {
            let target = say.target(&Target::Host(*id));
            let args = [("team", say.team(*team)), ("target", target)];
            say.with("fact-lodged", &args)
        }
        FactKind::Recalled { host: id } => host("fact-recalled", id),
        FactKind::Persisted { host: id } => host("fact-persisted", id),
        FactKind::FootholdLost { host: id } => host("fact-foothold-lost", id),
        FactKind::BeaconCut { host: id } => host("fact-beacon-cut", id),
        FactKind::BeaconHeard { host: id } => host("fact-beacon-heard", id),
        FactKind::Isolated { host: id } => host("fact-isolated", id),
        FactKind::Reconnected { host: id } => host("fact-reconnected", id),
        FactKind::Encrypted { host: id } => host("fact-encrypted", id),
        FactKind::Rebuilt { host: id } => host("fact-rebuilt", id),
        FactKind::Patched { host: id } => host("fact-patched", id),
        FactKind::LogsCleared { host: id } => host("fact-logs-cleared", id),
        FactKind::Preserved { host: id } => host("fact-preserved", id),
        FactKind::PowerSet { host: id, on: true } => host("fact-power-back", id),
        FactKind::PowerSet { host: id, .. } => host("fact-power-cut", id),
        FactKind::Blinded { kind, what } => {
            control(say, ["fact-blinded", "fact-blinded-on"], *kind, *what)
        }
        FactKind::Healed { kind, what } => {
            control(say, ["fact-healed", "fact-healed-on"], *kind, *what)
        }
        FactKind::LogSet { class, host, on } => {
            let log = text(&say.names.log(*class, say.phrases.lang()));
            let target = say.target(&Target::Host(*host));
            let key = if *on { "fact-log-on" } else { "fact-log-off" };
            say.with(key, &[("log", log), ("target", target)])
        }
        other => return network(say, other),
    })
}

/// A kind of control, altogether or on one host.
fn control(say: &Say<'_>, keys: [&str; 2], kind: KindId, what: Switched) -> String {
    match what {
        Switched::Control(control) => {
            let target = say.target(&Target::Control(control));
            say.with(keys[0], &[("target", target)])
        }
        Switched::Host(host) => {
            let kind = text(&say.names.kind(kind, say.phrases.lang()));
            let target = say.target(&Target::Host(host));
            say.with(keys[1], &[("kind", kind), ("target", target)])
        }
    }
}

/// Accounts, links, zones and addresses.
fn network(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let about = |key: &str, target: &Target| say.with(key, &[("target", say.target(target))]);
    Some(match kind {
        FactKind::CredentialGained { account, team } => {
            let target = say.target(&Target::Account(*account));
            let args = [("team", say.team(*team)), ("target", target)];
            say.with("fact-credential-gained", &args)
        }
        FactKind::AccountLocked {
            account,
            locked: true,
        } => about("fact-account-locked", &Target::Account(*account)),
        FactKind::AccountLocked { account, .. } => {
            about("fact-account-unlocked", &Target::Account(*account))
        }
        FactKind::AccountRotated { account } => {
            about("fact-account-rotated", &Target::Account(*account))
        }
        FactKind::LinkSet { link, flow } => {
            let flow = Value::from(words::flow(say.phrases, *flow));
            let target = say.target(&Target::Link(*link));
            say.with("fact-link-set", &[("target", target), ("flow", flow)])
        }
        FactKind::ZoneCut { zone, cut: true } => about("fact-zone-cut", &Target::Zone(*zone)),
        FactKind::ZoneCut { zone, .. } => about("fact-zone-back", &Target::Zone(*zone)),
        FactKind::AddressBlocked { address } => about("fact-address-blocked", address),
        FactKind::AddressUnblocked { address } => about("fact-address-unblocked", address),
        _ => return None,
    })
}

/// The sentence, if the fact is about services or data.
pub(super) fn services(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let about = |key: &str, target: Target| say.with(key, &[("target", say.target(&target))]);
    let share = |served: u16| {
        let percent = i64::from(served) * 100;
        Value::from(number::milli(percent, 1, say.phrases.lang()))
    };
    let copy = |key: &str, backup, target: &Target| {
        let backup = say.target(&Target::Backup(backup));
        say.with(key, &[("backup", backup), ("target", say.target(target))])
    };
    Some(match kind {
        FactKind::ServiceServes {
            service,
            served,
            why,
        } => {
            let args = [
                ("target", say.target(&Target::Service(*service))),
                ("share", share(*served)),
                ("why", Value::from(fact::why(say.phrases, *why))),
            ];
            say.with("fact-service-serves", &args)
        }
        FactKind::HarmLaid {
            service,
            served: 1_000..,
            ..
        } => about("fact-harm-over", Target::Service(*service)),
        FactKind::HarmLaid {
            service,
            served,
            side,
        } => {
            let args = [
                ("target", say.target(&Target::Service(*service))),
                ("share", share(*served)),
                ("side", Value::from(words::side(say.phrases, *side))),
            ];
            say.with("fact-harm-laid", &args)
        }
        FactKind::Defaced { service } => about("fact-defaced", Target::Service(*service)),
        FactKind::Repaired { service } => about("fact-repaired", Target::Service(*service)),
        FactKind::Staged { data } => about("fact-staged", Target::Data(*data)),
        FactKind::Leaked { data } => about("fact-leaked", Target::Data(*data)),
        FactKind::SecretShown { team, data } => {
            let args = [
                ("team", say.team(*team)),
                ("target", say.target(&Target::Data(*data))),
            ];
            say.with("fact-secret-shown", &args)
        }
        FactKind::Tampered { data } => about("fact-tampered", Target::Data(*data)),
        FactKind::Wiped { backup } => about("fact-wiped", Target::Backup(*backup)),
        FactKind::RestoreFailed { backup, target } => copy("fact-restore-failed", *backup, target),
        FactKind::RestoreJudged {
            target,
            dirty: true,
        } => about("fact-restored-dirty", target.clone()),
        FactKind::RestoreJudged { target, .. } => about("fact-restored-clean", target.clone()),
        other => return sites(say, other),
    })
}

/// What was got back from which copy, where services run, and what was lost on the way.
fn sites(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let service = |id: &ServiceId| say.target(&Target::Service(*id));
    Some(match kind {
        FactKind::Restored {
            backup,
            target,
            age,
            lost,
        } => {
            let args = [
                ("backup", say.target(&Target::Backup(*backup))),
                ("target", say.target(target)),
                ("age", say.span(*age)),
                ("lost", say.span(*lost)),
            ];
            say.with("fact-restored", &args)
        }
        FactKind::FailedOver {
            service: id,
            host,
            backup,
            age,
            lost,
        } => {
            let args = [
                ("target", service(id)),
                ("host", say.target(&Target::Host(*host))),
                ("backup", say.target(&Target::Backup(*backup))),
                ("age", say.span(*age)),
                ("lost", say.span(*lost)),
            ];
            say.with("fact-failed-over", &args)
        }
        FactKind::Resynced { service: id } => say.with("fact-resynced", &[("target", service(id))]),
        FactKind::FellBehind { service: id } => {
            say.with("fact-fell-behind", &[("target", service(id))])
        }
        FactKind::FailedBack { service: id, lost } => {
            let key = match lost.0 {
                0 => "fact-failed-back-whole",
                _ => "fact-failed-back",
            };
            say.with(key, &[("target", service(id)), ("lost", say.span(*lost))])
        }
        _ => return None,
    })
}
