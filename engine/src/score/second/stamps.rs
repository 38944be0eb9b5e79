//! The six time stamps of each step: when it acted, was recorded, raised an alert, was claimed,
//! reported, contained, and was gone.

use crate::score::card::{About, Stamp, Stamps};
use crate::score::second::Against;
use crate::score::second::deed::Deed;
use crate::score::second::fold::Fold;
use crate::score::second::run::RunFold;
use crate::score::second::standing;
use crate::score::second::town::Goal;
use crate::score::stakes::{Harm, Stakes, Stops};
use crate::words::name::RunId;
use crate::words::target::Target;

/// The stamps of all that the attack tried, in order.
pub fn stamps(against: &Against<'_>) -> Vec<Stamps> {
    let begun = against.f.deeds.iter();
    let places = begun.enumerate();
    let all = places.filter_map(|(place, deed)| of(against, place, deed));
    let mut all: Vec<Stamps> = all.collect();
    all.sort_by_key(|stamps| stamps.began);
    all
}

fn of(against: &Against<'_>, place: usize, deed: &Deed) -> Option<Stamps> {
    let claimed = deed.claimed();
    let (contained, verified) = contained(against, place, deed).unzip();
    let (restored, put_back) = restored(against, deed);
    // What put everything right stopped it too, however long the attack went on trying.
    let contained = contained.map(|at| restored.map_or(at, |restored| restored.min(at)));
    Some(Stamps {
        about: deed.about.clone(),
        techniques: deed.techniques.clone(),
        tactic: deed.tactic.clone(),
        hosts: deed.hosts.iter().map(|(host, _)| *host).collect(),
        weight: deed.weight,
        deadline: deed.deadline.0,
        began: deed.began?,
        done: deed.done,
        recorded: deed.recorded,
        collected: deed.collected,
        alerted: deed.alerted,
        claimed,
        quality: deed.best().map_or(0, |(hit, _)| hit.quality),
        reported: claimed.and_then(|at| against.f.papers.notice(against.stakes, at.at)),
        contained,
        verified: verified.flatten(),
        restored,
        put_back,
    })
}

/// When a deed was stopped, and when what stopped it was verified, if containment counts it as
/// denied: papers and points speak of the same.
fn contained(against: &Against<'_>, place: usize, deed: &Deed) -> Option<(Stamp, Option<Stamp>)> {
    let began = deed.began?;
    let aim = against.aims.iter().find(|aim| aim.deed == Some(place))?;
    let denied = against.denied(aim)?;
    let by = stopping(against.stakes, &against.f, deed).and_then(RunFold::came_off);
    let by = by.filter(|at| *at >= began);
    // What was laid before it began stopped it when it was given up; what was tried to the end had
    // come to nothing by then.
    let end = against.f.last.map(|fact| Stamp {
        at: against.f.end,
        fact,
    });
    let stopped = by.or(deed.blocked).or(end)?;
    // The first look at it from then on; if there was none, the last one before.
    let looks = || denied.proofs.iter().filter_map(|run| run.verified);
    let after = looks().filter(|at| *at >= stopped).min();
    Some((stopped, after.or_else(|| looks().max())))
}

/// How an attempt of people came to nothing, if a response stopped it: when it was claimed, when it
/// was over, and by which.
pub(super) fn stopped<'f>(
    stakes: &'f Stakes,
    f: &'f Fold,
    deed: &Deed,
) -> Option<(Stamp, Stamp, &'f RunFold)> {
    let ended = deed.blocked.filter(|_| deed.done.is_none())?;
    let claimed = claims(f, deed).filter(|claim| *claim <= ended).min()?;
    Some((claimed, ended, stopping(stakes, f, deed)?))
}

/// When a deed was claimed, or the same thing done to the same before: who reported a letter, and
/// took it back, need not wait for the next one.
fn claims<'f>(f: &'f Fold, deed: &'f Deed) -> impl Iterator<Item = Stamp> + 'f {
    let of = |deed: &Deed| match deed.about {
        About::Run(run) => f.runs.get(&run).map(|run| (run.action, &run.target)),
        _ => None,
    };
    let own = of(deed);
    let same = move |other: &&Deed| own.is_some() && of(other) == own;
    let others = f.deeds.iter().filter(same);
    let others = others.filter(|other| other.began < deed.began);
    deed.claimed()
        .into_iter()
        .chain(others.filter_map(Deed::claimed))
}

/// The response that stopped a deed: the last one aimed at what it hit that was in force when it
/// was given up; of one that never was, the first that came off while it was tried.
pub(super) fn stopping<'f>(stakes: &'f Stakes, f: &'f Fold, deed: &Deed) -> Option<&'f RunFold> {
    let began = deed.began_at();
    let aimed = |run: &&RunFold| is_aimed(stakes, f, run, deed) && is_fit(stakes, f, run, deed);
    let done = f.responses(stakes).filter(aimed);
    let done = done.filter_map(|run| Some((run.took(stakes)?, run)));
    let found = match deed.blocked {
        Some(given_up) => done
            .filter(|(_, run)| f.is_in_force(stakes, run, began, given_up.at))
            .max_by_key(|(at, _)| *at),
        None => done
            .filter(|(at, _)| Some(*at) >= deed.began)
            .min_by_key(|(at, _)| *at),
    };
    found.map(|(_, run)| run)
}

/// Whether a response was aimed at what a deed hit: what can have stopped it, and not only what was
/// done while it went on. A control stopped what people tried only if that is told of it.
fn is_aimed(stakes: &Stakes, f: &Fold, run: &RunFold, deed: &Deed) -> bool {
    let city = &stakes.city;
    let mut hosts = deed.hosts.iter().map(|(host, _)| *host);
    match (&run.target, &deed.about) {
        (Target::None, _) => false,
        (Target::Org(org), _) => hosts.any(|host| city.org_of(host) == *org),
        (Target::Control(control), About::Run(own)) => {
            let own = f.runs.get(own);
            own.is_some_and(|own| own.stopped_by == Some(*control))
        }
        (target, _) => {
            let place = matches!(
                target,
                Target::Zone(_) | Target::Link(_) | Target::Address(_) | Target::Control(_)
            );
            let known = place || city.host_of(target).is_some();
            known && f.relates(stakes, run, deed)
        }
    }
}

/// Whether a response is of a kind that can have stopped a deed: a shield against floods stops
/// nothing else that people try.
fn is_fit(stakes: &Stakes, f: &Fold, run: &RunFold, deed: &Deed) -> bool {
    let stake = |run: &RunFold| stakes.actions.get(run.action.at());
    let shields = stake(run).is_some_and(|stake| stake.stops == Some(Stops::Shields));
    let own = match deed.about {
        About::Run(own) => f.runs.get(&own).and_then(stake),
        _ => None,
    };
    !shields || own.is_none_or(|own| own.harms.contains(&Harm::Down))
}

/// When the last machine it hit was clean and the last service on one of them served again: by the
/// defence, as far as recovery counts that; or, if any of it was, by the organisers.
fn restored(against: &Against<'_>, deed: &Deed) -> (Option<Stamp>, Option<Stamp>) {
    let (town, stakes) = (&against.f.town, against.stakes);
    // What only looked, and what people tried in vain, took nothing: what is put right there is
    // another deed's. A secret that was stolen does not come back with the machine.
    if &*deed.tactic == "credential-access" {
        return (spoilt(against, deed), None);
    }
    let looked = matches!(&*deed.tactic, "reconnaissance" | "discovery");
    let took = !looked && (!matches!(deed.about, About::Run(_)) || deed.done.is_some());
    let Some(began) = deed.began.filter(|_| took) else {
        return (None, None);
    };
    let (mut last, mut reset, mut whole) = (None, None, true);
    let mut take = |to: Option<(Stamp, bool)>, put_back: bool, good: bool| match to {
        Some((at, _)) if put_back => reset = reset.max(Some(at)),
        Some((at, clean)) if clean && good => last = last.max(Some(at)),
        _ => whole = false,
    };
    let over = deed.done.or(deed.blocked).map(|at| at.at);
    for (host, last) in &deed.hosts {
        // The first that outlasts it is its own; one that began after it is of another deed.
        let until = over.unwrap_or(against.f.end).max(*last);
        for times in [&town.holds, &town.encrypted] {
            let mut times = times.get(host).into_iter().flatten();
            let own = times.find(|hold| hold.to.is_none_or(|(to, _)| to.at >= began.at));
            if let Some(hold) = own.filter(|hold| hold.from.at <= until) {
                take(hold.to, hold.put_back, true);
            }
        }
        let lodged = town.goals.get(&Goal::Lodged(*host));
        if lodged.is_some_and(|(at, _)| at.at >= began.at) {
            let mut recalls = town.recalled.get(host).into_iter().flatten();
            let recalled = recalls.find(|at| at.at >= began.at);
            take(recalled.map(|at| (*at, true)), false, true);
        }
        for service in stakes.city.services_on(*host) {
            let outages = town.services[service.at()].outages.iter();
            let good = standing::brought_back(against, service);
            for outage in outages.filter(|o| o.to.is_none_or(|(to, _)| to.at >= began.at)) {
                take(outage.to, outage.put_back, good);
            }
        }
    }
    // Data that it altered and nobody put right are still its work.
    let altered = town
        .altered
        .values()
        .any(|data| data.step.map(About::Step).as_ref() == Some(&deed.about) && data.to.is_none());
    let own = last.filter(|_| whole && reset.is_none() && !altered);
    (own, reset)
}

/// When the last of the secrets that a deed gained was made worthless.
fn spoilt(against: &Against<'_>, deed: &Deed) -> Option<Stamp> {
    let town = &against.f.town;
    let is_its = |run: &RunId| {
        let step = town.step_of_run(*run).map(About::Step);
        deed.about == About::Run(*run) || step.as_ref() == Some(&deed.about)
    };
    let gained = town.gained_by.iter().filter(|(run, _)| is_its(run));
    let ends = gained.flat_map(|(_, accounts)| accounts).map(|account| {
        let mut ends = town.spoilt.get(account).into_iter().flatten();
        ends.find(|at| Some(**at) >= deed.began).copied()
    });
    let ends: Option<Vec<Stamp>> = ends.collect();
    ends?.into_iter().max()
}
