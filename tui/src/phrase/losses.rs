//! What stands beside the points of a scorecard as text: where points were lost and why, with a
//! corrective action drafted for each cause; stamps of time; damage by side; what the jury gave.

use engine::plan::Plan;
use engine::score::card::{
    Damage, LossCause, Milli, Scorecard, Stage, Stamp, WeakPoint, adding_up,
};
use engine::words::order::Pillar;
use unicode_width::UnicodeWidthStr;

use crate::phrase::about::{Naming, about};
use crate::phrase::words::pillar as pillar_word;
use crate::phrase::{Phrases, Value, harmless, moment, number, once};

/// The pillars in the order of the table.
pub const PILLARS: [Pillar; 3] = [Pillar::People, Pillar::Process, Pillar::Technology];

/// The most places that one corrective action names.
const PLACES: usize = 3;

/// What broke, in words.
#[must_use]
pub fn cause(phrases: &Phrases, cause: &LossCause) -> String {
    let args = [
        (
            "points",
            Value::from(number::milli(cause.lost, 1, phrases.lang())),
        ),
        ("pillar", Value::from(pillar_word(phrases, cause.pillar))),
        ("stage", Value::from(stage(phrases, cause.stage))),
        (
            "cause",
            Value::from(phrases.word("broke", cause.broke.word())),
        ),
    ];
    phrases.say_with("card-cause", &args)
}

/// The corrective action that is drafted for it; people decide.
#[must_use]
pub fn fix(phrases: &Phrases, cause: &LossCause, naming: &Naming<'_>) -> String {
    let places = cause
        .about
        .iter()
        .filter_map(|one| about(phrases, one, naming));
    let places = once(places, PLACES);
    let place = if places.is_empty() {
        phrases.say("fix-place-all")
    } else {
        places.join(", ")
    };
    let key = format!("fix-{}", cause.broke.word());
    phrases.say_with(&key, &[("where", Value::from(place))])
}

/// A phase of the defence, in a word.
#[must_use]
pub fn stage(phrases: &Phrases, stage: Stage) -> String {
    phrases.word("stage", stage.word())
}

/// The table of points lost, pillar by phase, each row and column with its sum.
#[must_use]
pub fn table(phrases: &Phrases, card: &Scorecard) -> Vec<String> {
    let points = |lost: Milli| number::milli(lost, 1, phrases.lang());
    let all = phrases.say("card-all-pillars");
    let mut head: Vec<String> = Stage::ALL.map(|one| stage(phrases, one)).to_vec();
    head.push(all.clone());
    let mut rows = vec![line("", &head)];
    let cell = |pillar, stage| card.losses.cell(pillar, stage);
    for pillar in PILLARS {
        let mut cells = Stage::ALL.map(|stage| cell(pillar, stage)).to_vec();
        cells.push(cells.iter().sum());
        let cells: Vec<String> = cells.into_iter().map(points).collect();
        rows.push(line(&pillar_word(phrases, pillar), &cells));
    }
    let sum = |stage: Stage| {
        PILLARS
            .iter()
            .map(|pillar| cell(*pillar, stage))
            .sum::<Milli>()
    };
    let mut sums: Vec<Milli> = Stage::ALL.map(sum).to_vec();
    sums.push(card.losses.total);
    let sums: Vec<String> = sums.into_iter().map(points).collect();
    rows.push(line(&all, &sums));
    rows
}

fn line(name: &str, cells: &[String]) -> String {
    let pad = |width: usize, text: &str| " ".repeat(width.saturating_sub(text.width()));
    let mut text = format!("  {name}{}", pad(14, name));
    for cell in cells {
        text.push_str(&pad(12, cell));
        text.push_str(cell);
    }
    text
}

/// Damage of each thing: by the attack, by the defence, and without a response; as papers round it.
#[must_use]
pub fn damage(phrases: &Phrases, card: &Scorecard, naming: &Naming<'_>) -> Vec<String> {
    let sides: [fn(&Damage) -> u64; 3] = [|d| d.attack, |d| d.defence, |d| d.reference];
    let columns = sides.map(|side| {
        let milli: Vec<u64> = card.damage.iter().map(side).collect();
        shared(&milli)
    });
    let whole = |n: u64| number::whole(i128::from(n), phrases.lang());
    let rows = card.damage.iter().enumerate().map(|(place, damage)| {
        let what = about(phrases, &damage.about, naming).unwrap_or_default();
        let sides = [0, 1, 2].map(|side: usize| whole(columns[side][place]));
        format!("{what}: {}", sides.join(" / "))
    });
    rows.collect()
}

/// Thousandths of damage in whole points, rounded so that they add up to their sum.
#[must_use]
pub fn shared(milli: &[u64]) -> Vec<u64> {
    let parts = milli.iter().map(|n| i64::try_from(*n).unwrap_or(i64::MAX));
    let parts: Vec<i64> = parts.collect();
    let sum = parts
        .iter()
        .fold(0i64, |sum, part| sum.saturating_add(*part));
    let shown = adding_up(&parts, sum, 1_000).into_iter();
    shown
        .map(|n| u64::try_from(n / 1_000).unwrap_or(0))
        .collect()
}

/// The stamps of each step, each by how long after the step began: `t1 0m · t2 – · …`.
#[must_use]
pub fn stamps(phrases: &Phrases, card: &Scorecard, naming: &Naming<'_>) -> Vec<String> {
    let row = |step: &engine::score::card::Stamps| {
        let since = |stamp: Option<Stamp>| match stamp {
            Some(stamp) => moment::span(phrases, stamp.at.since(step.began.at)),
            None => "–".to_owned(),
        };
        let all = [
            step.recorded,
            step.alerted,
            step.claimed,
            step.reported,
            step.contained,
            step.restored,
        ];
        let each = (1..)
            .zip(all)
            .map(|(n, stamp)| format!("t{n} {}", since(stamp)));
        let each: Vec<String> = each.collect();
        let name = about(phrases, &step.about, naming).unwrap_or_default();
        format!("{name} ({}): {}", step.began.at, each.join(" · "))
    };
    card.steps.iter().map(row).collect()
}

/// A planted weak point, and what became of it: one is missed when the drill is over.
#[must_use]
pub fn weak(phrases: &Phrases, point: &WeakPoint, plan: &Plan, over: bool) -> String {
    let weak = plan.map.weak.get(point.weak.at());
    let title = weak.map_or("?", |weak| weak.title.get(phrases.lang()));
    let state = match (point.found, point.seen) {
        (Some(_), _) => phrases.say("weak-found"),
        (None, Some(_)) => phrases.say("weak-seen"),
        (None, None) if over => phrases.say("weak-missed"),
        (None, None) => phrases.say("weak-open"),
    };
    format!(
        "{} ({}): {state}",
        harmless(title),
        pillar_word(phrases, point.pillar)
    )
}

/// What the jury gave, beside what the machine counted; nothing if nobody rated.
#[must_use]
pub fn rubric(phrases: &Phrases, card: &Scorecard) -> Vec<String> {
    let Some(rubric) = &card.rubric else {
        return Vec::new();
    };
    let points = |points: Milli| Value::from(number::milli(points, 1, phrases.lang()));
    let args = [
        ("got", points(rubric.got)),
        ("of", points(rubric.of)),
        ("machine", points(card.total)),
        ("combined", points(rubric.combined)),
    ];
    let mut lines = vec![phrases.say_with("card-rubric", &args)];
    if let Some(kappa) = rubric.kappa {
        let kappa = number::milli(i64::from(kappa), 2, phrases.lang());
        lines.push(phrases.say_with("card-kappa", &[("kappa", Value::from(kappa))]));
    }
    lines
}

/// What the attack came to.
#[must_use]
pub fn red(phrases: &Phrases, card: &Scorecard) -> String {
    let args = [
        (
            "total",
            Value::from(number::milli(card.red.total, 1, phrases.lang())),
        ),
        ("reached", Value::from(card.red.reached.len())),
        ("reported", Value::from(card.red.reported.len())),
    ];
    phrases.say_with("card-red", &args)
}
