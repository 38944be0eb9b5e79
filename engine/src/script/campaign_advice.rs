//! What is odd about a campaign and no fault of it: its author is told, and may have meant it.

use crate::action::require::opens;
use crate::action::requirement::Requirement;
use crate::action::written::Effect;
use crate::city::map::Map;
use crate::city::place::{INTERNET, Link, Proto};
use crate::script::campaign::{Cast, CastKind, Spot, Step, as_kind};
use crate::script::campaign_written::CampaignWritten;
use crate::script::trigger::Speak;
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::target::{Target, TargetKind};
use std::collections::BTreeSet;

/// What a step that comes from no machine of the city says.
const OUTSIDE: [&str; 2] = ["internet", "none"];

/// Tells what is odd about the steps of a campaign.
pub(super) fn advise(
    written: &CampaignWritten,
    steps: &[Step],
    casts: &[Cast],
    speak: &Speak,
    c: &mut Check,
) {
    if c.lost.touches(&c.file, &["steps"]) {
        return;
    }
    runs_besides(written, c);
    if !speak.map.is_part(c.lost) {
        no_way(written, steps, casts, speak, c);
        opens_nothing(written, steps, speak, c);
    }
    no_c2(written, speak, c);
}

/// Steps that log on with an account that does not open what they aim at.
fn opens_nothing(written: &CampaignWritten, steps: &[Step], speak: &Speak, c: &mut Check) {
    let map = speak.map;
    for (step, one) in steps.iter().zip(&written.steps) {
        let (Some(account), Some(at), Spot::Fixed(target)) = (step.using, &one.using, &step.on)
        else {
            continue;
        };
        let Some(action) = speak.catalogue.names.get(&one.action) else {
            continue;
        };
        let action = &speak.catalogue.actions[action];
        let asks = action.requires.contains(&Requirement::Credential);
        let target = as_kind(map, target.clone(), action.target);
        if asks && target.is_some_and(|target| !opens(map, account, &target)) {
            let args = [("name", one.name.to_string()), ("account", at.to_string())];
            let args = args.into_iter().chain([("on", one.on.to_string())]);
            let (code, args) = ("opens-not", args.collect());
            c.fault(at, FaultKind::Advice { code, args });
        }
    }
}

/// Steps that leave something behind to call home, and no address to call.
fn no_c2(written: &CampaignWritten, speak: &Speak, c: &mut Check) {
    for one in written.steps.iter().filter(|one| one.c2.is_none()) {
        let Some(action) = speak.catalogue.names.get(&one.action) else {
            continue;
        };
        let mut effects = speak.catalogue.actions[action].effects.iter();
        if effects.any(|effect| matches!(effect, Effect::Beacon(_))) {
            let args = [("name", one.name.to_string())].into();
            let code = "no-c2";
            c.fault(&one.name, FaultKind::Advice { code, args });
        }
    }
}

/// Steps that are named as the way out of another, and come at their own time all the same.
fn runs_besides(written: &CampaignWritten, c: &mut Check) {
    for step in &written.steps {
        for other in &step.otherwise {
            let named = written.steps.iter().find(|one| one.name == *other);
            if named.is_some_and(|one| !one.on_block) {
                let args = [("name", other.to_string()), ("of", step.name.to_string())];
                let args = args.into();
                let code = "opened-anyway";
                c.fault(other, FaultKind::Advice { code, args });
            }
        }
    }
}

/// Steps whose traffic no link of the city carries all the way, even with every link and gate open.
fn no_way(written: &CampaignWritten, steps: &[Step], casts: &[Cast], speak: &Speak, c: &mut Check) {
    let map = speak.map;
    for (step, one) in steps.iter().zip(&written.steps) {
        let Some(action) = speak.catalogue.names.get(&one.action) else {
            continue;
        };
        let action = &speak.catalogue.actions[action];
        let is_outside = one
            .from
            .as_ref()
            .is_none_or(|from| OUTSIDE.contains(&from.as_str()));
        let from = starts_in(&step.from, is_outside, casts, map);
        let to = aims_at(&step.on, action.target, casts, map);
        for requirement in &action.requires {
            let Requirement::Reachable(proto) = requirement else {
                continue;
            };
            if from.is_empty() || to.is_empty() || is_way(&from, &to, *proto, map) {
                continue;
            }
            let zones = |of: &BTreeSet<ZoneId>| {
                let names = of.iter().map(|zone| &*map.zones[zone.at()].name);
                names.collect::<Vec<_>>().join(", ")
            };
            let args = [
                ("name", one.name.to_string()),
                ("proto", proto.word().to_owned()),
                ("from", zones(&from)),
                ("to", zones(&to)),
            ];
            let args = args.into();
            let code = "no-way";
            c.fault(&one.on, FaultKind::Advice { code, args });
        }
    }
}

fn is_way(from: &BTreeSet<ZoneId>, to: &BTreeSet<ZoneId>, proto: Proto, map: &Map) -> bool {
    from.iter().any(|from| {
        let reached = ever_carried(&map.links, *from, proto);
        to.iter().any(|to| reached.contains(to))
    })
}

/// The zones that traffic of this kind can ever get to from a zone, itself among them: with every
/// link open, and every gate.
fn ever_carried(links: &[Link], from: ZoneId, proto: Proto) -> BTreeSet<ZoneId> {
    let carried = |link: &&Link| {
        let asked = [proto, Proto::Any];
        proto == Proto::Any || asked.iter().any(|one| link.allow.contains(one))
    };
    let mut reached = BTreeSet::from([from]);
    let mut queue = vec![from];
    while let Some(zone) = queue.pop() {
        for link in links.iter().filter(carried) {
            let (a, b) = link.ends;
            if a == zone || b == zone {
                let far = if a == zone { b } else { a };
                queue.extend(reached.insert(far).then_some(far));
            }
        }
    }
    reached
}

/// The zones a step may start in; none where that is not known.
fn starts_in(spot: &Spot, is_outside: bool, casts: &[Cast], map: &Map) -> BTreeSet<ZoneId> {
    match spot {
        Spot::Outside if is_outside => [INTERNET].into(),
        Spot::Fixed(Target::Host(host)) => [map.zone_of(*host)].into(),
        Spot::Cast(cast) | Spot::Member(cast, _) => zones_of(&casts[*cast], map),
        Spot::Outside | Spot::Fixed(_) => BTreeSet::new(),
    }
}

/// The zones of what a step may be aimed at; none where no way is asked for or it is not known.
fn aims_at(spot: &Spot, kind: TargetKind, casts: &[Cast], map: &Map) -> BTreeSet<ZoneId> {
    match spot {
        Spot::Outside => BTreeSet::new(),
        Spot::Cast(cast) | Spot::Member(cast, _) => zones_of(&casts[*cast], map),
        Spot::Fixed(target) => match as_kind(map, target.clone(), kind) {
            Some(Target::Zone(zone)) => [zone].into(),
            Some(target) => {
                let host = map.host_of(&target);
                host.map(|host| map.zone_of(host)).into_iter().collect()
            }
            None => BTreeSet::new(),
        },
    }
}

/// The zones of all that a cast of hosts is drawn from; none of another kind of cast.
fn zones_of(cast: &Cast, map: &Map) -> BTreeSet<ZoneId> {
    let hosts = (cast.kind == CastKind::Hosts).then_some(&cast.ranges);
    let hosts = hosts.into_iter().flatten().cloned().flatten();
    hosts.map(|host| map.zone_of(HostId(host))).collect()
}
