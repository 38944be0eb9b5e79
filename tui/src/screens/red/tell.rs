//! What the screens of an attack team say alike: targets, runs, how a technique stands.

use engine::action::forecast::Forecast;
use engine::action::require::Met;
use engine::view::Red;
use engine::view::seen::RunSeen;
use engine::words::fact::Outcome;
use engine::words::name::{Name, RunId};
use engine::words::refusal::Refusal;
use engine::words::target::Target;
use engine::words::time::{HOUR, MINUTE, Spans};

use crate::paint::theme::Mark;
use crate::phrase::{Phrases, Value, harmless, moment, number, words};
use crate::screen::See;

/// What a target is called.
pub fn target(see: &See<'_, Red>, target: &Target) -> String {
    harmless(&see.brief.target_title(target, see.lang()))
}

/// Where a target stands, as far as the map of the city says.
pub fn zone(see: &See<'_, Red>, target: &Target) -> String {
    let host = match target {
        Target::Host(host) => Some(*host),
        Target::Service(service) => Some(see.brief.service(*service).host),
        _ => None,
    };
    match (target, host) {
        // A zone is called by its name already.
        (Target::Zone(_), _) => String::new(),
        (Target::Link(link), _) => {
            let (a, b) = see.brief.link(*link).2;
            let name = |zone| harmless(see.brief.zone(zone).0);
            format!("{} - {}", name(a), name(b))
        }
        (_, Some(host)) => see.text(see.brief.zone(see.brief.host_place(host).0).1),
        _ => String::new(),
    }
}

/// What a run is: its technique's title.
pub fn action(see: &See<'_, Red>, run: &RunSeen) -> String {
    see.text(see.brief.action_title(run.action))
}

/// How a run stands, in a word.
pub fn run(see: &See<'_, Red>, run: &RunSeen) -> (Mark, String) {
    match (run.ended, run.started, run.waits) {
        (Some((_, outcome)), ..) => {
            let mark = match outcome {
                Outcome::Done => Mark::Good,
                Outcome::Undone => Mark::Done,
                _ => Mark::Bad,
            };
            (mark, words::outcome(see.phrases, outcome))
        }
        (_, Some(_), _) => (Mark::Live, see.say("red-run-live")),
        (.., Some((_, what))) => (Mark::Waiting, words::wait(see.phrases, see.brief, what)),
        _ => (Mark::Waiting, see.say("red-run-asked")),
    }
}

/// The outside address that a run goes by: the one that its order names, or the one it was given.
pub fn address(see: &See<'_, Red>, run: RunId) -> Option<Name> {
    let named = see.view.orders.get(&run).map(|act| act.c2.clone());
    let given = || see.brief.own_address(*see.view.routes.get(&run)?);
    let named = named.filter(|name| !name.is_empty());
    named.or_else(|| given().map(|address| address.name.clone()))
}

/// From where, by which outside address and as whom a run was ordered, where that is known.
pub fn way(see: &See<'_, Red>, run: RunId) -> String {
    let Some(act) = see.view.orders.get(&run) else {
        return String::new();
    };
    let by = address(see, run);
    let chosen = [Some(&act.from), by.as_ref(), Some(&act.using)].into_iter();
    let chosen = chosen
        .flatten()
        .filter(|name| !name.is_empty())
        .map(|name| harmless(name));
    let chosen = chosen.collect::<Vec<_>>().join(", ");
    match chosen.is_empty() {
        true => chosen,
        false => format!(" ({chosen})"),
    }
}

/// How long a run has been going, or took.
pub fn took(see: &See<'_, Red>, run: &RunSeen) -> String {
    let until = run.ended.map_or(see.clock.now, |(at, _)| at);
    run.started.map_or_else(
        || "-".to_owned(),
        |from| moment::compact(see.phrases, until.since(from)),
    )
}

/// Whether a technique fits here, in a few words.
pub fn fits(see: &See<'_, Red>, forecast: &Result<Forecast, Refusal>) -> (Mark, String) {
    let forecast = match forecast {
        Ok(forecast) => forecast,
        Err(why) => return (Mark::Bad, refusal(see, why)),
    };
    if let Some(need) = forecast.needs.iter().find(|need| need.met == Met::No) {
        let args = [("what", Value::from(need_word(see, need.what)))];
        return (Mark::Bad, see.say_with("red-fit-lacks", &args));
    }
    if forecast.needs.iter().any(|need| need.met == Met::Unknown) {
        return (Mark::Unknown, see.say("red-fit-unknown"));
    }
    (Mark::Good, see.say("red-fit-yes"))
}

/// Why an order was refused; what it lacks, in the words of the palette.
pub fn refusal(see: &See<'_, Red>, why: &Refusal) -> String {
    match why {
        Refusal::Lacks { what } => {
            let args = [("what", Value::from(need_word(see, what)))];
            see.say_with("red-fit-lacks", &args)
        }
        other => crate::phrase::refusal::refusal(see.phrases, other),
    }
}

/// A requirement, as people say it.
pub fn need_word(see: &See<'_, Red>, what: &str) -> String {
    see.say(match what {
        "reachable" => "red-need-reachable",
        "foothold" => "red-need-foothold",
        "lodged" => "red-need-lodged",
        "admin" => "red-need-admin",
        "credential" => "red-need-credential",
        "at-home" => "red-need-at-home",
        "weakness" => "red-need-weakness",
        "platform" => "red-need-platform",
        "role" | "not-role" => "red-need-role",
        "same-body" => "red-need-same-body",
        "kind" => "red-need-kind",
        "known" => "red-need-known",
        "delivered" => "red-need-delivered",
        "up" => "red-need-up",
        "down" => "red-need-down",
        "staged" | "gathered" => "red-need-staged",
        "altered" => "red-need-altered",
        "evidence" => "red-need-evidence",
        "impact" => "red-need-impact",
        "beacon" => "red-need-beacon",
        "lured" => "red-need-lured",
        "usable" => "red-need-usable",
        "powered" => "red-need-powered",
        "standby" => "red-need-standby",
        "at-standby" => "red-need-at-standby",
        "home-fit" => "red-need-home-fit",
        _ => "red-need-other",
    })
}

/// A tactic of ATT&CK.
pub fn tactic(see: &See<'_, Red>, tactic: &str) -> String {
    words::tactic(see.phrases, tactic)
}

/// Tactics in the order an attack goes through them.
pub const TACTICS: [&str; 17] = [
    "reconnaissance",
    "resource-development",
    "initial-access",
    "execution",
    "persistence",
    "privilege-escalation",
    "stealth",
    "defense-impairment",
    "credential-access",
    "discovery",
    "lateral-movement",
    "collection",
    "command-and-control",
    "exfiltration",
    "inhibit-response-function",
    "impair-process-control",
    "impact",
];

/// A length that chance decides, for a narrow column: `5-20 min`, `0.5-3 h`.
pub fn spans(phrases: &Phrases, spans: Spans) -> String {
    let (least, most) = (spans.least.0, spans.most.0);
    let (key, from, to) = if most >= 2 * HOUR {
        let hours = |seconds: u32| {
            let tenths = i64::from(seconds / (HOUR / 10));
            let decimals = u32::from(tenths % 10 != 0);
            number::milli(tenths * 100, decimals, phrases.lang())
        };
        ("span-hours", hours(least), hours(most))
    } else {
        let (from, to) = (least / MINUTE, most.div_ceil(MINUTE));
        ("span-minutes", from.to_string(), to.to_string())
    };
    phrases.say_with(key, &[("from", Value::from(from)), ("to", Value::from(to))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::words::text::Lang;
    use engine::words::time::Span;

    #[test]
    fn lengths_are_short() {
        let said = |lang, least, most| {
            let (least, most) = (Span(least), Span(most));
            spans(&Phrases::new(lang), Spans { least, most })
        };
        assert_eq!(said(Lang::En, 5 * MINUTE, 20 * MINUTE), "5-20 min");
        assert_eq!(said(Lang::En, 30 * MINUTE, 3 * HOUR), "0.5-3 h");
        assert_eq!(said(Lang::Vi, 30 * MINUTE, 3 * HOUR), "0,5-3 giờ");
        assert_eq!(said(Lang::Vi, 0, 90), "0-2 ph");
    }
}
