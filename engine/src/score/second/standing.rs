//! Recovery and continuity: what came back, and what people went without meanwhile.

use crate::city::place::{INTERNET, OrgKind};
use crate::score::beside::{CAUSE_FACTS, Damage};
use crate::score::card::{About, Component, Gap, Line, Milli, Stamp, adding_up, share_out};
use crate::score::second::Against;
use crate::score::second::attack::out_of_proportion;
use crate::score::second::fold::Fold;
use crate::score::stakes::Stakes;
use crate::words::fact::Outcome;
use crate::words::name::*;
use crate::words::time::Span;

const RECOVERY: Milli = 10_000;
const CONTINUITY: Milli = 15_000;
/// How soon a machine without a service of its own must be clean, at the catalogue's tempo: the
/// recovery target of the guidance on ransomware.
const CLEAN_WITHIN: Span = Span::hours(24);

/// How an asset came through: how much of it counts, per mille, by which rule, on which facts.
type Came = (i128, &'static str, Vec<FactId>);

/// 10: what the attack owns of the city when nobody responds: never owned here, or clean and up in
/// time; half if late; nothing if a foothold was left or it came back dirty. If people attack, what
/// they took.
pub fn recovery(against: &Against<'_>) -> Component {
    let mut assets: Vec<(About, u64, Came)> = Vec::new();
    let taken = match against.f.people {
        true => &against.f.town,
        false => &against.idle.town,
    };
    for (place, stake) in against.stakes.services.iter().enumerate() {
        let id = ServiceId::of(place);
        let mut outages = taken.services[place].outages.iter();
        let is_own = is_citys(against.stakes, stake.host);
        if is_own && outages.any(|o| counts(against, o.from, o.to)) {
            let value = u64::from(stake.value.max(1));
            assets.push((About::Service(id), value, service(against, id)));
        }
    }
    for host in taken.taken() {
        let counted = taken.takes(host).any(|h| counts(against, h.from, h.to));
        if counted && is_citys(against.stakes, host) {
            let value = against.stakes.host_value(host);
            assets.push((About::Host(host), value, machine(against, host)));
        }
    }
    let prop = i128::from(against.prop);
    let (mut total, mut kept, mut lines) = (0, 0, Vec::new());
    for (about, value, (share, rule, mut facts)) in assets {
        let value = i128::from(value);
        total += value * 1_000_000;
        kept += value * share;
        if facts.is_empty() {
            facts.extend(against.f.last);
        }
        facts.truncate(CAUSE_FACTS);
        let args = [("share", share.to_string()), ("value", value.to_string())];
        let whole = value * 1_000_000 - value * share * (1_000 - prop);
        lines.push((
            value * share * prop,
            whole,
            Line::of(rule, about, facts, &args),
        ));
    }
    lines.extend(out_of_proportion(against, "REC-6", kept));
    Component::weighed("recovery", RECOVERY, total, lines)
}

/// Whether a machine is the city's to recover: a vendor's is its own affair, the defence can only
/// ask.
pub fn is_citys(stakes: &Stakes, host: HostId) -> bool {
    let city = &stakes.city;
    let body = city.orgs.get(city.org_of(host).at());
    city.zone_of(host) != INTERNET && body.is_none_or(|body| body.kind != OrgKind::Vendor)
}

/// Whether a time in which people had something counts: not if it began and was over in phases that
/// do not.
fn counts(against: &Against<'_>, from: Stamp, to: Option<(Stamp, bool)>) -> bool {
    let counts = |at: Stamp| against.stakes.counts(at.at);
    !against.f.people || counts(from) || to.is_none_or(|(to, _)| counts(to))
}

fn service(against: &Against<'_>, id: ServiceId) -> Came {
    let (here, idle) = (
        &against.f.town.services[id.at()],
        &against.idle.town.services[id.at()],
    );
    let mut facts: Vec<FactId> = here.outages.iter().map(|o| o.from.fact).collect();
    facts.extend(here.outages.iter().filter_map(|o| Some(o.to?.0.fact)));
    if here.outages.is_empty() {
        return (1_000, "REC-1", facts);
    }
    if let Some(dirty) = here.dirty {
        facts.push(dirty);
        return (0, "REC-5", facts);
    }
    let clean = here
        .outages
        .iter()
        .all(|o| o.to.is_some_and(|(_, clean)| clean));
    // Up again no sooner than without any response: nothing was recovered. Of people's attack there
    // is no such drill: what the organisers put back, or what ended of itself, was nobody's work.
    let better = match against.f.people {
        true => here.outages.iter().all(|outage| was_ended(against, outage)),
        false => here.down(against.f.end) < idle.down(against.f.end),
    };
    if !clean || !better {
        let ends = here.outages.iter();
        let ends = ends.map(|o| (o.to.is_some_and(|(_, clean)| clean), o.put_back));
        return (0, not_brought_back(ends), facts);
    }
    let rto = against.stakes.services[id.at()].rto;
    let in_time =
        |o: &super::town::Outage| o.to.is_some_and(|(to, _)| to.at.since(o.from.at) <= rto);
    if here.outages.iter().all(in_time) {
        (1_000, "REC-2", facts)
    } else {
        (500, "REC-3", facts)
    }
}

/// The rule for what the defence did not bring back, by whether each time was ended well and
/// whether the organisers ended it: theirs alone, or something was left.
fn not_brought_back(mut ends: impl Iterator<Item = (bool, bool)> + Clone) -> &'static str {
    let reset = ends.clone().any(|(_, put_back)| put_back);
    let all = ends.all(|(well, put_back)| well || put_back);
    if reset && all { "REC-7" } else { "REC-4" }
}

/// Whether the defence did anything about an outage while it lasted.
fn was_ended(against: &Against<'_>, outage: &super::town::Outage) -> bool {
    let Some((to, _)) = outage.to.filter(|_| !outage.put_back) else {
        return false;
    };
    let mut runs = against.f.responses(against.stakes);
    runs.any(|run| match run.ended {
        Some((Outcome::Done, at)) => (outage.from.at..=to.at).contains(&at.at),
        _ => false,
    })
}

fn machine(against: &Against<'_>, host: HostId) -> Came {
    let holds: Vec<&super::town::Hold> = against.f.town.takes(host).collect();
    let mut facts: Vec<FactId> = holds.iter().map(|hold| hold.from.fact).collect();
    facts.extend(holds.iter().filter_map(|hold| Some(hold.to?.0.fact)));
    if holds.is_empty() {
        return (1_000, "REC-1", facts);
    }
    if !holds.iter().all(|hold| matches!(hold.to, Some((_, true)))) {
        let ends = holds.iter();
        let ends = ends.map(|hold| (matches!(hold.to, Some((_, true))), hold.put_back));
        return (0, not_brought_back(ends), facts);
    }
    let stakes = against.stakes;
    let served = stakes.city.services_on(host);
    let rto = served.map(|s| stakes.services[s.at()].rto).max();
    let rto = rto.unwrap_or_else(|| stakes.paced(CLEAN_WITHIN));
    let in_time = |hold: &&super::town::Hold| {
        hold.to
            .is_some_and(|(to, _)| to.at.since(hold.from.at) <= rto)
    };
    if holds.iter().all(in_time) {
        (1_000, "REC-2", facts)
    } else {
        (500, "REC-3", facts)
    }
}

/// Whether a defence team brought a service back for good: not dirty, and sooner than by itself.
pub fn brought_back(against: &Against<'_>, id: ServiceId) -> bool {
    let idle = &against.idle.town.services[id.at()];
    let (share, rule, _) = service(against, id);
    // What is never down without a response has nothing to be sooner than.
    share > 0 || (matches!(rule, "REC-4" | "REC-7") && idle.outages.is_empty())
}

/// A loss: what of, how much in thousandths of value-minutes, by which rule, on which facts.
struct Loss {
    about: About,
    amount: u64,
    rule: &'static str,
    facts: Vec<FactId>,
}

/// How much was lost of a body of data that was altered and not noticed, in thousandths: all it is
/// worth if that went on from STARTEX to the end.
fn altered(stakes: &Stakes, f: &Fold, data: DataId) -> u64 {
    let Some(altered) = f.town.altered.get(&data) else {
        return 0;
    };
    let seen = altered
        .step
        .and_then(|step| f.deeds.get(step.at())?.claimed());
    let ends = [altered.to, seen.map(|seen| seen.at), Some(f.end)];
    let to = ends.into_iter().flatten().min().unwrap_or(f.end);
    let worth = u64::from(stakes.data[data.at()].1) * 1_000;
    worth * u64::from(to.since(altered.from.at).0) / u64::from(f.end.0.max(1))
}

fn losses(stakes: &Stakes, f: &Fold) -> Vec<Loss> {
    let mut all = Vec::new();
    for (place, service) in f.town.services.iter().enumerate() {
        let sides = [
            ("CNT-1", service.attack, &service.attack_facts),
            ("CNT-2", service.defence, &service.defence_facts),
        ];
        for (rule, amount, facts) in sides {
            let about = About::Service(ServiceId::of(place));
            let facts = facts.iter().take(CAUSE_FACTS).copied().collect();
            all.push(Loss {
                about,
                amount,
                rule,
                facts,
            });
        }
    }
    for (data, at) in &f.town.leaked {
        let amount = u64::from(stakes.data[data.at()].1) * 1_000;
        let (about, facts) = (About::Data(*data), vec![at.fact]);
        all.push(Loss {
            about,
            amount,
            rule: "CNT-3",
            facts,
        });
    }
    for (data, at) in &f.town.altered {
        let amount = altered(stakes, f, *data);
        let (about, facts) = (About::Data(*data), vec![at.from.fact]);
        all.push(Loss {
            about,
            amount,
            rule: "CNT-4",
            facts,
        });
    }
    all.retain(|loss| loss.amount > 0);
    all
}

fn sum(losses: &[Loss]) -> u64 {
    losses.iter().map(|loss| loss.amount).sum()
}

/// Whole points of damage of each loss, rounded as in the table of damages: those of each side add
/// up to their sum.
fn rounded(losses: &[Loss]) -> Vec<i64> {
    let mut all = vec![0; losses.len()];
    for by_defence in [false, true] {
        let side = |place: &usize| (losses[*place].rule == "CNT-2") == by_defence;
        let places: Vec<usize> = (0..losses.len()).filter(side).collect();
        let amount = |place: &usize| i64::try_from(losses[*place].amount).unwrap_or(i64::MAX);
        let parts: Vec<i64> = places.iter().map(amount).collect();
        let points = adding_up(&parts, parts.iter().sum(), 1_000);
        for (place, points) in places.into_iter().zip(points) {
            all[place] = points / 1_000;
        }
    }
    all
}

/// 15: what the people of the city lost, against what they lose when nobody responds. Harm by
/// attack and by defence stands in lines of its own.
pub fn continuity(against: &Against<'_>) -> Component {
    let reference = losses(against.stakes, &against.idle);
    let whole = i128::from(sum(&reference));
    let here = losses(against.stakes, &against.f);
    let all = i128::from(sum(&here));
    if whole == 0 {
        return Component::gap("continuity", CONTINUITY, Gap::NothingThere, Vec::new());
    }
    let got = share_out(CONTINUITY, whole, &[whole - all.min(whole)])[0];
    let parts: Vec<i128> = here.iter().map(|loss| i128::from(loss.amount)).collect();
    let lost = share_out(CONTINUITY - got, all.max(1), &parts);
    let shown = rounded(&here);
    let points = |all: &[i64]| all.iter().sum::<i64>().to_string();
    let args = [
        ("lost", points(&shown)),
        ("reference", points(&rounded(&reference))),
    ];
    let saved = Line {
        points: got,
        ..Line::of(
            "CNT-0",
            About::All,
            against.f.last.into_iter().collect(),
            &args,
        )
    };
    let each = here.into_iter().zip(lost.into_iter().zip(shown));
    let each = each.map(|(loss, (lost, shown))| Line {
        lost,
        ..Line::of(
            loss.rule,
            loss.about,
            loss.facts,
            &[("lost", shown.to_string())],
        )
    });
    Component {
        name: "continuity".into(),
        of: CONTINUITY,
        got,
        measured: true,
        gap: None,
        lines: std::iter::once(saved).chain(each).collect(),
    }
}

/// What people lost of each thing, by whose doing: two columns, and the one without a response.
pub fn damage(against: &Against<'_>) -> Vec<Damage> {
    let mut all: Vec<Damage> = Vec::new();
    let mut put = |loss: &Loss, reference: bool| {
        let at = all.iter().position(|damage| damage.about == loss.about);
        let at = at.unwrap_or_else(|| {
            all.push(Damage {
                about: loss.about.clone(),
                attack: 0,
                defence: 0,
                reference: 0,
                facts: Vec::new(),
            });
            all.len() - 1
        });
        let damage = &mut all[at];
        match (reference, loss.rule) {
            (true, "CNT-2") => {}
            (true, _) => damage.reference += loss.amount,
            (false, rule) => {
                damage.facts.extend(loss.facts.iter().copied());
                damage.facts.sort_unstable();
                damage.facts.dedup();
                let side = if rule == "CNT-2" {
                    &mut damage.defence
                } else {
                    &mut damage.attack
                };
                *side += loss.amount;
            }
        }
    };
    losses(against.stakes, &against.f)
        .iter()
        .for_each(|loss| put(loss, false));
    losses(against.stakes, &against.idle)
        .iter()
        .for_each(|loss| put(loss, true));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_organisers_ended_is_called_that_and_what_is_left_is_left() {
        let rule = |ends: &[(bool, bool)]| not_brought_back(ends.iter().copied());
        assert_eq!(rule(&[(false, true)]), "REC-7");
        assert_eq!(rule(&[(true, false), (false, true)]), "REC-7");
        assert_eq!(
            rule(&[(false, true), (false, false)]),
            "REC-4",
            "one is left"
        );
        assert_eq!(rule(&[(false, false)]), "REC-4");
    }

    #[test]
    fn losses_are_rounded_so_that_each_side_adds_up() {
        let loss = |rule, amount| Loss {
            about: About::All,
            amount,
            rule,
            facts: Vec::new(),
        };
        let all = [
            loss("CNT-1", 1_400),
            loss("CNT-2", 1_400),
            loss("CNT-3", 1_400),
            loss("CNT-1", 1_400),
        ];
        assert_eq!(rounded(&all), [2, 1, 1, 1], "4,2 of the attack's are 4");
    }
}
