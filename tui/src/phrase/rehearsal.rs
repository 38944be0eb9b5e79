//! The table of a rehearsal as text: bots from best to worst, and under it what was found wanting.

use engine::rehearsal::{
    BASIC_FROM, BotKind, Difficulty, Family, Finding, GAP_LEAST, MEDIUM_FROM, Measured,
    REFERENCE_LEAST, Results, Row, STEP_MOST, Stall, TRICK_MOST, Table,
};
use engine::words::fact::Outcome;
use engine::words::time::Span;

use crate::phrase::card::{left, right, wrapped};
use crate::phrase::{Phrases, Value, harmless, moment, number};

/// How wide the column of bots is.
const BOT: usize = 26;
/// How wide a component's column is.
const PART: usize = 7;

/// The whole table, with what was found.
#[must_use]
pub fn report(phrases: &Phrases, results: &Results, table: &Table, found: &[Finding]) -> String {
    let lang = phrases.lang();
    let mut text = String::new();
    let title = harmless(results.scene.title.get(lang)).to_uppercase();
    let title = [("title", Value::from(title))];
    wrapped(&mut text, "", &phrases.say_with("table-title", &title), 0);
    let head = &results.head;
    let plan: String = head.plan.chars().take(16).collect();
    let about = [
        ("scenario", Value::from(harmless(&head.scenario))),
        ("runs", Value::from(head.runs)),
        ("from", Value::from(head.from.to_string())),
        ("scoring", Value::from(head.scoring)),
        ("plan", Value::from(harmless(&plan))),
    ];
    wrapped(&mut text, "", &phrases.say_with("table-about", &about), 0);
    text.push('\n');
    rows(&mut text, phrases, table);
    text.push('\n');
    wrapped(&mut text, "", &phrases.say("table-legend"), 0);
    if let (Some(zero), Some(hundred)) = (table.zero, table.hundred) {
        let args = [
            ("zero", Value::from(number::milli(zero, 1, lang))),
            ("hundred", Value::from(number::milli(hundred, 1, lang))),
        ];
        wrapped(&mut text, "", &phrases.say_with("table-scale", &args), 0);
    }
    measured(&mut text, phrases, results, table);
    parts(&mut text, phrases, table);
    queues(&mut text, phrases, table);
    weighed(&mut text, phrases, table);
    findings(&mut text, phrases, found);
    text
}

/// How many alerts a defence is given to read, without a response and with the playbook: what an
/// organiser plans shifts by. A drill's length is that of the scenario, whatever the bot.
fn queues(text: &mut String, phrases: &Phrases, table: &Table) {
    let lang = phrases.lang();
    let shown = [BotKind::None, BotKind::Playbook];
    let rows: Vec<&Row> = shown.iter().filter_map(|kind| table.row(*kind)).collect();
    if rows.is_empty() {
        return;
    }
    let keys = [
        "table-queue-all",
        "table-queue-hour",
        "table-queue-busiest",
        "table-queue-attack",
        "table-queue-attempts",
        "table-queue-benign",
        "table-queue-ratio",
    ];
    text.push_str(&format!("\n{}\n", phrases.say("table-queue")));
    let mut head = left("", BOT + 2);
    for key in keys {
        head.push_str(&right(&phrases.say(key), PART));
    }
    text.push_str(&format!("{}\n", head.trim_end()));
    for row in rows {
        let (queue, runs) = (row.queue, u64::from(row.runs.max(1)));
        let tenths = |milli: u64| number::milli(i64::try_from(milli).unwrap_or(i64::MAX), 1, lang);
        // A tenth of an alert in a thousand is of no use to anybody, and has no room.
        let mean = |sum: u64| match sum / runs {
            many @ 1_000.. => number::whole(many.into(), lang),
            _ => tenths(sum * 1_000 / runs),
        };
        let ratio = queue.false_for_true().map(|n| format!("{}:1", tenths(n)));
        let cells = [
            mean(queue.all()),
            queue.hourly().map_or_else(|| "–".to_owned(), tenths),
            mean(queue.busiest),
            mean(queue.attack),
            mean(queue.attempts),
            mean(queue.benign),
            ratio.unwrap_or_else(|| "–".to_owned()),
        ];
        let bot = left(&format!("{} {}", mark(row), harmless(&row.bot)), BOT);
        let cells: String = cells.iter().map(|cell| right(cell, PART)).collect();
        text.push_str(&format!("  {bot}{cells}\n"));
    }
    wrapped(text, "", &phrases.say("table-queue-legend"), 0);
}

/// How hard and how long the scenario is: what it says, and what the rehearsal says.
fn measured(text: &mut String, phrases: &Phrases, results: &Results, table: &Table) {
    let Some(measured) = Measured::of(table) else {
        return;
    };
    let lang = phrases.lang();
    let whole = |milli| Value::from(number::milli(milli, 0, lang));
    let word = |one: &Difficulty| phrases.word("difficulty", one.code());
    let open: Vec<String> = measured.open.iter().map(word).collect();
    let length = moment::span(phrases, Span(results.scene.length));
    let args = [
        (
            "stated",
            Value::from(harmless(results.scene.difficulty.get(lang))),
        ),
        ("measured", Value::from(word(&measured.difficulty))),
        ("open", Value::from(open.join(", "))),
        ("novice", whole(measured.novice)),
        ("competent", whole(measured.competent)),
        ("basic", whole(BASIC_FROM)),
        ("medium", whole(MEDIUM_FROM)),
        ("length", Value::from(length)),
    ];
    text.push('\n');
    wrapped(text, "", &phrases.say_with("table-difficulty", &args), 0);
}

/// How far the index moves when components weigh more or less: whether the order of the bots hangs
/// on the weights that somebody chose.
fn weighed(text: &mut String, phrases: &Phrases, table: &Table) {
    if table.rows.iter().all(|row| row.index_weighed.is_none()) {
        return;
    }
    let lang = phrases.lang();
    text.push_str(&format!("\n{}\n", phrases.say("table-weighed")));
    for row in &table.rows {
        let Some((least, most)) = row.index_weighed else {
            continue;
        };
        let range = format!(
            "{} … {}",
            number::milli(least, 0, lang),
            number::milli(most, 0, lang)
        );
        let bot = left(&format!("{} {}", mark(row), harmless(&row.bot)), BOT);
        text.push_str(&format!("  {bot}{}\n", right(&range, 14)));
    }
    if let Some((holds, ways)) = table.ordered {
        let args = [("holds", Value::from(holds)), ("ways", Value::from(ways))];
        wrapped(text, "", &phrases.say_with("table-ordered", &args), 0);
    }
}

fn mark(row: &Row) -> char {
    match row.family() {
        Some(Family::Ladder) => '▲',
        Some(Family::Reference) => '●',
        _ => '○',
    }
}

fn rows(text: &mut String, phrases: &Phrases, table: &Table) {
    let lang = phrases.lang();
    let keys = [
        "table-rank",
        "table-bot",
        "table-raw",
        "table-sd",
        "table-half",
        "table-index",
        "table-interval",
        "table-band",
    ];
    let heads = keys.map(|key| phrases.say(key));
    line(text, &heads);
    text.push_str(&"─".repeat(80));
    text.push('\n');
    for row in &table.rows {
        let show = |milli: Option<i64>| {
            milli.map_or_else(|| "–".to_owned(), |index| number::milli(index, 0, lang))
        };
        let interval = match (row.index_from, row.index_to) {
            (Some(_), Some(_)) => format!("{} … {}", show(row.index_from), show(row.index_to)),
            _ => "–".to_owned(),
        };
        let tie = if row.is_tie { "=" } else { " " };
        line(
            text,
            &[
                format!("{}{tie}", row.rank),
                format!("{} {}", mark(row), harmless(&row.bot)),
                number::milli(row.mean, 1, lang),
                number::milli(row.sd, 1, lang),
                number::milli(row.half, 1, lang),
                show(row.index),
                interval,
                row.band.map_or_else(|| "–".to_owned(), String::from),
            ],
        );
    }
}

fn line(text: &mut String, cells: &[String; 8]) {
    let [rank, bot, raw, sd, half, index, interval, band] = cells;
    let line = format!(
        "{} {} {} {} {} {} {}  {band}",
        right(rank, 5),
        left(bot, BOT),
        right(raw, 6),
        right(sd, 5),
        right(half, 5),
        right(index, 7),
        right(interval, 14),
    );
    text.push_str(line.trim_end());
    text.push('\n');
}

/// What each bot got of each component, so that an author sees what pays.
fn parts(text: &mut String, phrases: &Phrases, table: &Table) {
    let lang = phrases.lang();
    text.push_str(&format!("\n{}\n", phrases.say("table-parts")));
    let mut heads = left("", BOT + 2);
    let mut whole = left("", BOT + 2);
    for (name, of) in &table.parts {
        heads.push_str(&right(&phrases.word("short", name), PART));
        whole.push_str(&right(&number::milli(*of, 0, lang), PART));
    }
    text.push_str(&format!("{heads}\n{}\n", whole.trim_end()));
    for row in &table.rows {
        let mut shown = format!("  {}", left(&format!("{} {}", mark(row), row.bot), BOT));
        for part in &row.parts {
            let got = part.map_or_else(|| "–".to_owned(), |got| number::milli(got, 1, lang));
            shown.push_str(&right(&got, PART));
        }
        text.push_str(&format!("{shown}  {}\n", phrases.word("blue", &row.bot)));
    }
}

fn findings(text: &mut String, phrases: &Phrases, found: &[Finding]) {
    let (breaks, notes): (Vec<_>, Vec<_>) = found.iter().partition(|one| one.breaks());
    if breaks.is_empty() {
        let is_part = |one: &&Finding| matches!(one, Finding::NotPlayed { .. });
        let key = match notes.iter().any(is_part) {
            true => "table-holds-so-far",
            false => "table-holds",
        };
        text.push_str(&format!("\n{}\n", phrases.say(key)));
    }
    for (key, list) in [("table-breaks", breaks), ("table-notes", notes)] {
        if list.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{}\n", phrases.say(key)));
        for one in list {
            let (what, help) = finding(phrases, one);
            wrapped(text, "  · ", &what, 4);
            wrapped(text, "      → ", &help, 8);
        }
    }
}

/// The sentence of a finding, and the way out.
#[must_use]
pub fn finding(phrases: &Phrases, finding: &Finding) -> (String, String) {
    let lang = phrases.lang();
    let points = |milli: i64| Value::from(number::milli(milli, 1, lang));
    let tenths = |milli: u64| points(i64::try_from(milli).unwrap_or(i64::MAX));
    let name = |name: &str| Value::from(harmless(name));
    let args: Vec<(&str, Value<'_>)> = match finding {
        Finding::Incomplete { missing } => vec![("missing", Value::from(*missing))],
        Finding::NotPlayed { bots } => vec![("bots", name(&bots.join(", ")))],
        Finding::TrickPays { bot, mean } => vec![
            ("bot", name(bot)),
            ("mean", points(*mean)),
            ("limit", points(TRICK_MOST)),
        ],
        Finding::NoPlaybook => Vec::new(),
        Finding::ReferenceLow { mean, seed, worst } => vec![
            ("mean", points(*mean)),
            ("limit", points(REFERENCE_LEAST)),
            ("seed", Value::from(seed.to_string())),
            ("worst", points(*worst)),
        ],
        Finding::GapSmall { gap } => vec![("gap", points(*gap)), ("limit", points(GAP_LEAST))],
        Finding::LadderBroken { lower, upper } => {
            vec![("lower", name(lower)), ("upper", name(upper))]
        }
        Finding::Heavy { step, share } => vec![
            ("step", name(step)),
            ("share", points(*share)),
            ("limit", points(STEP_MOST)),
        ],
        Finding::Blind { step } | Finding::NoRule { step } => vec![("step", name(step))],
        Finding::Stalls { step, why }
        | Finding::NeverBegan { step, why }
        | Finding::NeverDone { step, why } => {
            vec![
                ("step", name(step)),
                ("why", Value::from(stall(phrases, why))),
            ]
        }
        Finding::NeverFired { inject } => vec![("inject", name(inject))],
        Finding::Noise { least, most, meant } => vec![
            ("least", tenths(*least)),
            ("most", tenths(*most)),
            ("meant", tenths(*meant)),
        ],
        Finding::DifficultyOff {
            stated,
            measured,
            novice,
            competent,
        } => vec![
            ("stated", name(stated.get(lang))),
            (
                "measured",
                Value::from(phrases.word("difficulty", measured.code())),
            ),
            ("vi", Value::from(measured.said()[0])),
            ("en", Value::from(measured.said()[1])),
            ("novice", points(*novice)),
            ("competent", points(*competent)),
        ],
    };
    let key = format!("finding-{}", finding.code());
    let help = phrases.attribute(&key, "help", &args).unwrap_or_default();
    (phrases.say_with(&key, &args), help)
}

fn stall(phrases: &Phrases, why: &Stall) -> String {
    match why {
        Stall::NotNeeded => phrases.say("stall-not-needed"),
        Stall::Waits(steps) => {
            let args = [("steps", Value::from(harmless(&steps.join(", "))))];
            phrases.say_with("stall-waits", &args)
        }
        Stall::Condition => phrases.say("stall-condition"),
        Stall::NothingThere => phrases.say("stall-nothing-there"),
        Stall::Lacked(what) => {
            let args = [("what", Value::from(phrases.word("red-need", what)))];
            phrases.say_with("stall-lacked", &args)
        }
        Stall::Ended(outcome) => phrases.word("stall", outcome_word(*outcome)),
    }
}

const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Failed => "failed",
        Outcome::Stopped => "stopped",
        Outcome::Overtaken => "overtaken",
        Outcome::Undone => "undone",
        Outcome::Declined => "declined",
    }
}

#[cfg(test)]
mod tests {
    use engine::words::text::Lang;

    use super::*;

    #[test]
    fn every_finding_has_a_sentence_and_a_way_out_in_both_languages() {
        let name = || engine::words::name::Name::from("x");
        let bot = || "none".to_owned();
        let all = [
            Finding::Incomplete { missing: 3 },
            Finding::NotPlayed { bots: vec![bot()] },
            Finding::TrickPays {
                bot: bot(),
                mean: 1,
            },
            Finding::NoPlaybook,
            Finding::ReferenceLow {
                mean: 1,
                seed: 6,
                worst: 0,
            },
            Finding::Stalls {
                step: name(),
                why: Stall::NothingThere,
            },
            Finding::GapSmall { gap: 1 },
            Finding::LadderBroken {
                lower: bot(),
                upper: bot(),
            },
            Finding::Blind { step: name() },
            Finding::Heavy {
                step: name(),
                share: 1,
            },
            Finding::NoRule { step: name() },
            Finding::NeverBegan {
                step: name(),
                why: Stall::Waits(vec![name()]),
            },
            Finding::NeverBegan {
                step: name(),
                why: Stall::Lacked("reachable".into()),
            },
            Finding::NeverDone {
                step: name(),
                why: Stall::Ended(Outcome::Stopped),
            },
            Finding::NeverFired { inject: name() },
            Finding::Noise {
                least: 1,
                most: 2,
                meant: 4_000,
            },
            Finding::DifficultyOff {
                stated: engine::words::text::Text::default(),
                measured: Difficulty::Hard,
                novice: 1,
                competent: 1,
            },
        ];
        for lang in [Lang::Vi, Lang::En] {
            let phrases = Phrases::new(lang);
            for one in &all {
                let (what, help) = finding(&phrases, one);
                assert!(what.contains(' ') && !what.contains('$'), "{what}");
                assert!(help.contains(' ') && !help.contains('$'), "{help}");
            }
            for kind in BotKind::ALL {
                assert!(phrases.has(&format!("blue-{}", kind.name())), "{kind:?}");
            }
        }
    }
}
