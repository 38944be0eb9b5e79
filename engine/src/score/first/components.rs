//! The seven components of `SCORING.md` §2.5, in whole numbers. Each gives lines that sum to what
//! it is worth.

use crate::score::card::{About, Component, Line, Milli};
use crate::score::first::fold::{Fold, StepFold};
use crate::score::stakes::{PhaseStake, Stakes, StepStake};
use crate::words::fact::Truth;
use crate::words::name::*;
use crate::words::order::Verdict;
use crate::words::time::{MINUTE, Span, Tick};

/// A claim within this of the step is as good as one at once.
const GRACE: Span = Span(10 * MINUTE);
const ONE: u128 = 1_000;

/// How much of all restriction by defence was justified, per mille; 1000 if nothing was restricted.
pub fn proportion(f: &Fold) -> u32 {
    let share = (f.cut.1 * 1_000).checked_div(f.cut.0);
    share.map_or(1_000, |share| u32::try_from(share).unwrap_or(1_000))
}

/// 15: steps that succeeded without response and did not here, by weight, times proportionality.
pub fn prevention(stakes: &Stakes, f: &Fold, idle: &Fold) -> Component {
    let prop = u128::from(proportion(f));
    let mut total = 0;
    let mut parts = Vec::new();
    for (i, stake) in stakes.steps.iter().enumerate() {
        let Some((_, idle_fact)) = idle.steps[i].done else {
            continue;
        };
        let weight = u128::from(stake.weight);
        total += weight * ONE;
        let about = About::Step(StepId::of(i));
        match f.steps[i].done {
            None => {
                let facts = f.steps[i].began_fact.into_iter().chain(f.end).collect();
                let args = [
                    ("weight", stake.weight.to_string()),
                    ("reference", idle_fact.0.to_string()),
                ];
                parts.push((weight * prop, Line::of("PRE-1", about, facts, &args)));
            }
            Some((_, fact)) => {
                let args = [("weight", stake.weight.to_string())];
                parts.push((0, Line::of("PRE-2", about, vec![fact], &args)));
            }
        }
    }
    Component::shared("prevention", 15_000, total, parts)
}

/// How timely a detection is, per mille: whole within the grace, then falling to a quarter at the
/// deadline.
fn timeliness(stake: &StepStake, lag: Span) -> u128 {
    if lag <= GRACE {
        return ONE;
    }
    let over = u128::from(lag.0 - GRACE.0);
    let room = u128::from(stake.deadline.0.saturating_sub(GRACE.0).max(1));
    (ONE - (750 * over / room).min(750)).max(250)
}

fn is_observable(stake: &StepStake, step: &StepFold) -> bool {
    stake.observable && step.recorded.is_some()
}

/// 25: coverage by weight, quality and time, made F1 with precision over all incidents claimed.
pub fn detection(stakes: &Stakes, f: &Fold) -> Component {
    let mut total = 0u128;
    let mut found = Vec::new();
    for (i, (stake, step)) in stakes.steps.iter().zip(&f.steps).enumerate() {
        if !is_observable(stake, step) {
            continue;
        }
        let (weight, about) = (u128::from(stake.weight), About::Step(StepId::of(i)));
        total += weight;
        let began = step.began.unwrap_or_default();
        match &step.detected {
            Some(d) => {
                let lag = d.at.since(began);
                let time = timeliness(stake, lag);
                let args = [
                    ("lag", lag.to_string()),
                    ("quality", d.quality.to_string()),
                    ("time", time.to_string()),
                    ("weight", stake.weight.to_string()),
                ];
                let facts = vec![step.began_fact.unwrap_or(d.fact), d.fact, d.judged];
                found.push((
                    weight * u128::from(d.quality) * time,
                    Line::of("DET-1", about, facts, &args),
                ));
            }
            None => {
                let facts = step.began_fact.into_iter().chain(step.recorded).collect();
                let args = [("weight", stake.weight.to_string())];
                found.push((0, Line::of("DET-2", about, facts, &args)));
            }
        }
    }
    let coverage: u128 = found.iter().map(|(part, _)| part).sum();
    let (right, wrong) = (f.claims_true.len() as u128, f.claims_false.len() as u128);
    if total == 0 || coverage == 0 {
        return Component::shared("detection", 25_000, total, found);
    }
    // F1 = Cov · k with k = 2·Prec / (Cov + Prec): all in millionths, so that the lines share one
    // factor exactly.
    let million = 1_000_000u128;
    let cov = coverage / total;
    let prec = million * right / (right + wrong).max(1);
    let k = 2 * prec * million / (cov + prec).max(1);
    let mut parts: Vec<_> = found.into_iter().map(|(part, l)| (part * k, l)).collect();
    let share = (k / 1_000).to_string();
    let args = [
        ("k", share),
        ("right", right.to_string()),
        ("wrong", wrong.to_string()),
    ];
    parts.push((
        0,
        Line::of("DET-3", About::All, f.claims_false.clone(), &args),
    ));
    Component::shared("detection", 25_000, total * million * million, parts)
}

/// 10: Youden's J over the queue, by severity: unread counts as benign.
pub fn triage(_stakes: &Stakes, f: &Fold) -> Component {
    let (mut attack, mut caught, mut calm, mut cried) = (0u128, 0u128, 0u128, 0u128);
    let mut facts = Vec::new();
    for alert in f.alerts.iter().filter(|alert| alert.queued) {
        let weight = u128::from(alert.weight);
        let says_attack = alert.verdict.is_some_and(|(v, _)| v == Verdict::Attack);
        facts.extend(alert.verdict.map(|(_, fact)| fact));
        match alert.truth {
            Truth::Step(_) | Truth::Red(_) => {
                attack += weight;
                caught += if says_attack { weight } else { 0 };
            }
            Truth::Attempt | Truth::Benign => {
                calm += weight;
                cried += if says_attack { weight } else { 0 };
            }
        }
    }
    if attack == 0 {
        return Component::shared("triage", 10_000, 0, Vec::new());
    }
    let million = 1_000_000u128;
    let (tpr, fpr) = (million * caught / attack, million * cried / calm.max(1));
    let args = [
        ("caught", (tpr / 1_000).to_string()),
        ("cried", (fpr / 1_000).to_string()),
    ];
    facts.truncate(64);
    let part = tpr.saturating_sub(fpr);
    Component::shared(
        "triage",
        10_000,
        million,
        vec![(part, Line::of("TRI-1", About::Queue, facts, &args))],
    )
}

/// 15: steps denied after the first claim, of those that were left in the run without response.
pub fn containment(stakes: &Stakes, f: &Fold, idle: &Fold) -> Component {
    let prop = u128::from(proportion(f));
    let from = f.first_claim.unwrap_or(Tick(u32::MAX));
    let mut total = 0u128;
    let mut parts = Vec::new();
    for (i, stake) in stakes.steps.iter().enumerate() {
        let Some((done, _)) = idle.steps[i].done else {
            continue;
        };
        // Without any claim nothing was contained: all of it is measured, and lost.
        if f.first_claim.is_some() && done < from {
            continue;
        }
        let weight = u128::from(stake.weight);
        total += weight * ONE;
        let denied = f.first_claim.is_some() && f.steps[i].done.is_none();
        let facts = f.steps[i]
            .began_fact
            .into_iter()
            .chain(f.steps[i].done.map(|d| d.1).or(f.end))
            .collect();
        let rule = if denied { "CON-1" } else { "CON-2" };
        let args = [("weight", stake.weight.to_string())];
        let part = if denied { weight * prop } else { 0 };
        parts.push((
            part,
            Line::of(rule, About::Step(StepId::of(i)), facts, &args),
        ));
    }
    Component::shared("containment", 15_000, total, parts)
}

/// 10: services the attack takes down when nobody responds: never lost, or back clean and in time.
pub fn recovery(stakes: &Stakes, f: &Fold, idle: &Fold) -> Component {
    let prop = u128::from(proportion(f));
    let mut total = 0u128;
    let mut parts = Vec::new();
    for (i, stake) in stakes.services.iter().enumerate() {
        if idle.services[i].down_by_attack.is_none() {
            continue;
        }
        let value = u128::from(stake.value.max(1));
        total += value * ONE;
        let s = &f.services[i];
        let share = match (s.down_by_attack, s.back) {
            (None, _) => 1_000,
            (Some(down), Some((back, true, _))) if back.since(down) <= stake.rto => 1_000,
            (Some(_), Some((_, true, _))) => 500,
            _ => 0,
        };
        let facts = s
            .back
            .map(|b| b.2)
            .into_iter()
            .chain(s.facts.last().copied().or(f.end))
            .collect();
        let args = [("share", share.to_string())];
        parts.push((
            value * share * prop / ONE,
            Line::of("REC-1", About::Service(ServiceId::of(i)), facts, &args),
        ));
    }
    Component::shared("recovery", 10_000, total, parts)
}

fn loss(stakes: &Stakes, f: &Fold) -> u128 {
    let services: u128 = f
        .services
        .iter()
        .map(|s| u128::from(s.attack + s.defence))
        .sum();
    let data: u128 = f
        .leaked
        .keys()
        .map(|d| u128::from(stakes.data[d.at()].1) * ONE)
        .sum();
    services + data
}

/// 15: what the people of the city lost, against what they lose when nobody responds. Harm by
/// attack and by defence stands in lines of its own.
pub fn continuity(stakes: &Stakes, f: &Fold, idle: &Fold) -> Component {
    let whole = loss(stakes, idle);
    if whole == 0 {
        return Component::shared("continuity", 15_000, 0, Vec::new());
    }
    let lost = loss(stakes, f).min(whole);
    let mut lines = Vec::new();
    for (i, s) in f.services.iter().enumerate() {
        let about = || About::Service(ServiceId::of(i));
        for (rule, harm) in [("CNT-1", s.attack), ("CNT-2", s.defence)] {
            if harm > 0 {
                let facts = s.facts.iter().take(16).copied().collect();
                lines.push((
                    0,
                    Line::of(
                        rule,
                        about(),
                        facts,
                        &[("lost", (harm / 1_000).to_string())],
                    ),
                ));
            }
        }
    }
    for (data, fact) in &f.leaked {
        let worth = stakes.data[data.at()].1.to_string();
        lines.push((
            0,
            Line::of("CNT-3", About::Data(*data), vec![*fact], &[("lost", worth)]),
        ));
    }
    let args = [
        ("lost", (lost / ONE).to_string()),
        ("reference", (whole / ONE).to_string()),
    ];
    lines.insert(
        0,
        (
            whole - lost,
            Line::of("CNT-0", About::All, f.end.into_iter().collect(), &args),
        ),
    );
    Component::shared("continuity", 15_000, whole, lines)
}

/// 10: injects by their points, duties by their clocks.
pub fn reporting(stakes: &Stakes, f: &Fold) -> Component {
    let mut total = 0u128;
    let mut parts = Vec::new();
    for (i, stake) in stakes
        .injects
        .iter()
        .enumerate()
        .filter(|(_, s)| s.expects && s.points > 0)
    {
        let id = InjectId::of(i);
        let Some((met, fact)) = f.injects.get(&id) else {
            continue;
        };
        total += u128::from(stake.points);
        let part = if *met { u128::from(stake.points) } else { 0 };
        let rule = if *met { "REP-1" } else { "REP-2" };
        parts.push((part, Line::of(rule, About::Inject(id), vec![*fact], &[])));
    }
    for (duty, (met, fact)) in &f.duties {
        total += 2;
        let (part, rule) = match met {
            Some(true) => (2, "REP-3"),
            Some(false) => (0, "REP-4"),
            // Its clock still runs at ENDEX: shown, and not held against anybody.
            None => {
                total -= 2;
                (0, "REP-5")
            }
        };
        parts.push((part, Line::of(rule, About::Duty(*duty), vec![*fact], &[])));
    }
    Component::shared("reporting", 10_000, total, parts)
}

/// Detection within one phase, out of 100 points: what a second run is held against a first by.
pub fn phase_share(stakes: &Stakes, f: &Fold, phase: &PhaseStake) -> Milli {
    let (mut total, mut got) = (0u128, 0u128);
    for (stake, step) in stakes.steps.iter().zip(&f.steps) {
        let Some(began) = step.began.filter(|b| *b >= phase.from && *b < phase.to) else {
            continue;
        };
        if !is_observable(stake, step) {
            continue;
        }
        total += u128::from(stake.weight) * ONE * ONE;
        if let Some(d) = &step.detected {
            got += u128::from(stake.weight)
                * u128::from(d.quality)
                * timeliness(stake, d.at.since(began));
        }
    }
    let share = (100_000 * got).checked_div(total).unwrap_or(0);
    i64::try_from(share).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::first::fold::AlertFold;

    #[test]
    fn nobody_is_asked_a_verdict_on_what_no_queue_showed() {
        let alert = |truth, queued, verdict: Option<Verdict>| AlertFold {
            truth,
            weight: 1,
            queued,
            verdict: verdict.map(|verdict| (verdict, FactId(1))),
        };
        let attack = Truth::Step(StepId(0));
        let seen = vec![
            alert(attack, true, Some(Verdict::Attack)),
            alert(Truth::Benign, true, Some(Verdict::Benign)),
        ];
        let unseen = [
            alert(attack, false, None),
            alert(Truth::Benign, false, None),
        ];
        let of = |alerts: Vec<AlertFold>| {
            let mut fold = Fold::default();
            fold.alerts.extend(alerts);
            triage(&Stakes::default(), &fold)
        };
        let all = seen.iter().chain(&unseen).cloned().collect();
        assert_eq!(of(all), of(seen));
        assert!(!of(unseen.to_vec()).measured);
    }
}
