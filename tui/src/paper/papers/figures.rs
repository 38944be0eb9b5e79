//! The figures that papers share, each also said in words.

use std::collections::BTreeMap;

use engine::report::Moment;
use engine::report::attack::StepRow;
use engine::report::score::DamageRow;
use engine::score::card::adding_up;
use engine::words::text::Lang;
use engine::words::time::{DAY, HOUR};

use crate::paper::chart::{self, About, Axis, Fall, Lane, Stack};
use crate::paper::papers::scores;
use crate::paper::press::Press;
use crate::paper::tree::{Figure, Part, plain};
use crate::phrase::{Value, harmless, losses};

/// About how many marks a time axis has.
const MARKS: u32 = 6;

/// A time axis over the whole drill, marked at full hours or days.
fn axis(press: &Press<'_>) -> Axis {
    let end = press.report.origin.until.max(1);
    let steps = [
        600,
        900,
        1_800,
        HOUR,
        2 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        7 * DAY,
    ];
    let step = steps.into_iter().find(|step| end / step <= MARKS);
    let step = step.unwrap_or(end / MARKS);
    let marks = (0..=end / step.max(1)).map(|n| (n * step, press.at(n * step)));
    Axis {
        end,
        marks: marks.collect(),
    }
}

/// A figure that is drawn of a caption and the words that say it.
fn drawn(
    press: &Press<'_>,
    caption: &str,
    says: String,
    draw: impl FnOnce(About<'_>) -> String,
) -> Part {
    let title = press.say(caption);
    let svg = draw(About {
        title: &title,
        says: &says,
    });
    press.figure(caption, says, svg)
}

/// Attack against detection: from when each step ran until somebody reported it.
#[must_use]
pub fn timeline(press: &Press<'_>) -> Part {
    let axis = axis(press);
    let steps: Vec<&StepRow> = press
        .report
        .attack
        .iter()
        .filter(|step| step.began.is_some())
        .collect();
    if steps.is_empty() {
        return Part::Para(plain(press.say("paper-timeline-withheld")));
    }
    let found = steps.iter().filter(|step| step.claimed.is_some()).count();
    let args = [
        ("steps", Value::from(steps.len())),
        ("found", Value::from(found)),
    ];
    let says = press.with("paper-timeline-says", &args);
    let lanes: Vec<Lane> = steps
        .iter()
        .map(|step| lane(press, step, axis.end))
        .collect();
    let figure = drawn(press, "paper-timeline", says, |about| {
        chart::lanes(about, &axis, &lanes)
    });
    with_key(press, figure, "paper-timeline-key")
}

/// A figure with words on how to read it.
fn with_key(press: &Press<'_>, part: Part, key: &str) -> Part {
    match part {
        Part::Figure(figure) => Part::Figure(Figure {
            key: Some(press.say(key)),
            ..figure
        }),
        other => other,
    }
}

fn lane(press: &Press<'_>, step: &StepRow, end: u32) -> Lane {
    let at = |moment: Option<Moment>| moment.map(|moment| moment.at);
    let began = at(step.began).unwrap_or(0);
    let class = if step.claimed.is_some() {
        "b-found"
    } else {
        "b-unseen"
    };
    let mut signs = Vec::new();
    let all = [
        (at(step.began), "s-attack", "0"),
        (at(step.alerted), "s-alert", "2"),
        (at(step.claimed), "s-claim", "3"),
        (at(step.contained), "s-hold", "5"),
        (at(step.restored), "s-hold", "6"),
    ];
    signs.extend(
        all.into_iter()
            .filter_map(|(at, class, sign)| Some((at?, class, sign))),
    );
    signs.sort_by_key(|(at, ..)| *at);
    Lane {
        name: press.text(&step.title),
        bars: vec![(began, at(step.claimed).unwrap_or(end), class)],
        signs,
    }
}

/// The kill chain: for each tactic, how many steps were found, and how many were not.
#[must_use]
pub fn chain(press: &Press<'_>) -> Part {
    const ORDER: [&str; 18] = [
        "reconnaissance",
        "resource-development",
        "initial-access",
        "execution",
        "persistence",
        "privilege-escalation",
        "stealth",
        "evasion",
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
    let mut tactics: BTreeMap<(usize, &str), (u32, u32)> = BTreeMap::new();
    for step in press.report.attack.iter().filter(|s| s.began.is_some()) {
        let place = ORDER.iter().position(|tactic| *tactic == step.tactic);
        let key = (place.unwrap_or(ORDER.len()), step.tactic.as_str());
        let (found, missed) = tactics.entry(key).or_default();
        if step.claimed.is_some() {
            *found += 1;
        } else {
            *missed += 1;
        }
    }
    if tactics.is_empty() {
        return Part::Para(plain(press.say("paper-chain-none")));
    }
    // Who may not know what was found is shown what was done.
    let known = press.report.verdict.is_some();
    let mut says = Vec::new();
    let mut rows = Vec::new();
    for ((_, tactic), (found, missed)) in &tactics {
        let name = press.word("tactic", tactic);
        if !known {
            says.push(format!("{name}: {}", found + missed));
            let parts = vec![(found + missed, "b-all", "")];
            rows.push(Stack { name, parts });
            continue;
        }
        let args = [
            ("tactic", Value::from(name.clone())),
            ("found", Value::from(*found)),
            ("all", Value::from(found + missed)),
        ];
        says.push(press.with("paper-chain-says", &args));
        rows.push(Stack {
            name,
            parts: vec![(*found, "b-found", "✓"), (*missed, "b-unseen", "✗")],
        });
    }
    let caption = if known {
        "paper-chain"
    } else {
        "paper-chain-done"
    };
    drawn(press, caption, says.join("; "), |about| {
        chart::stacks(about, &rows)
    })
}

/// Availability of each service that people missed at some time.
#[must_use]
pub fn availability(press: &Press<'_>) -> Part {
    let axis = axis(press);
    let failed: Vec<_> = press
        .report
        .services
        .iter()
        .filter(|s| s.lost > 0)
        .collect();
    if failed.is_empty() {
        return Part::Para(plain(press.say("paper-available-all")));
    }
    let mut says = Vec::new();
    let mut curves = Vec::new();
    for service in failed {
        let (name, share) = (
            press.text(&service.title),
            press.per_mille(service.available),
        );
        says.push(format!("{name}: {share}"));
        let series = service.series.iter().map(|s| (s.from.at, s.served));
        curves.push((name, share, series.collect()));
    }
    drawn(press, "paper-availability", says.join("; "), |about| {
        chart::curves(about, &axis, &curves)
    })
}

/// What people lost, by whose doing: attack and defence apart.
#[must_use]
pub fn damage(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    let points = |milli: u64| u32::try_from(milli.div_ceil(1_000)).unwrap_or(u32::MAX);
    let signs = match press.phrases.lang() {
        Lang::Vi => ["T", "P"],
        Lang::En => ["A", "D"],
    };
    let mut rows = Vec::new();
    let sides = [|row: &DamageRow| row.attack, |row: &DamageRow| row.defence];
    // As the table adds up.
    let sums = sides.map(|side| {
        let milli: Vec<u64> = score.damage.iter().map(side).collect();
        losses::shared(&milli).iter().sum::<u64>()
    });
    for row in &score.damage {
        let parts = [points(row.attack), points(row.defence)];
        if parts == [0, 0] {
            continue;
        }
        let title = row.about.title.as_ref();
        let parts = parts.into_iter().zip(["b-lost", "b-queue"]).zip(signs);
        rows.push(Stack {
            name: title.map_or_else(|| harmless(&row.about.name), |title| press.text(title)),
            parts: parts.map(|((n, class), sign)| (n, class, sign)).collect(),
        });
    }
    if rows.is_empty() {
        return None;
    }
    let args = [
        ("attack", Value::from(press.number(sums[0]))),
        ("defence", Value::from(press.number(sums[1]))),
    ];
    let says = press.with("paper-damage-says", &args);
    Some(drawn(press, "paper-damage", says, |about| {
        chart::stacks(about, &rows)
    }))
}

/// The queue of alerts nobody had read yet.
#[must_use]
pub fn queue(press: &Press<'_>) -> Part {
    let axis = axis(press);
    let queue = &press.report.defence.queue;
    let points: Vec<(u32, u32)> = queue.iter().map(|point| (point.at, point.most)).collect();
    let most = queue.iter().rev().max_by_key(|point| point.most);
    let wait = press.report.defence.alerts.wait_middle;
    let args = [
        ("most", Value::from(most.map_or(0, |point| point.most))),
        (
            "at",
            Value::from(most.map_or_else(String::new, |point| press.at(point.peak))),
        ),
        (
            "wait",
            Value::from(wait.map_or_else(String::new, |wait| press.span(wait))),
        ),
    ];
    let says = press.with(
        match wait {
            Some(_) => "paper-queue-says",
            None => "paper-queue-unread",
        },
        &args,
    );
    let name = press.say("paper-queue-name");
    drawn(press, "paper-queue", says, |about| {
        chart::area(about, &axis, &name, &points)
    })
}

/// From all points there were down to those that were got.
#[must_use]
pub fn waterfall(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    let mut falls = vec![Fall {
        name: press.say("paper-all-points"),
        from: 0,
        to: score.of,
        class: "b-all",
        words: press.points(score.of),
    }];
    let mut at = score.of;
    let mut says = Vec::new();
    for part in &score.components {
        let lost = part.of - part.got;
        let name = press.word("component", &part.name);
        // What there was nothing to measure of is no loss, and has no sign of one.
        let words = match lost {
            lost if !part.measured => format!("{} {}", press.points(lost), press.say("paper-gap")),
            0 => "0".to_owned(),
            lost => format!("−{}", press.points(lost)),
        };
        says.push(format!("{name} {words}"));
        falls.push(Fall {
            name,
            from: at,
            to: at - lost,
            class: if part.measured { "b-lost" } else { "b-gap" },
            words,
        });
        at -= lost;
    }
    says.push(format!(
        "{} {}",
        press.say("card-total"),
        press.points(score.total)
    ));
    falls.push(Fall {
        name: press.say("card-total"),
        from: 0,
        to: score.total,
        class: "b-found",
        words: press.points(score.total),
    });
    let whole = score.of;
    Some(drawn(press, "paper-waterfall", says.join("; "), |about| {
        chart::waterfall(about, whole, &falls)
    }))
}

/// A word as a row's name begins.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// People, process, technology by phase: where points were lost, if the rules say so.
#[must_use]
pub fn losses(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    if score.causes.is_empty() {
        return None;
    }
    let causes = scores::broken(score);
    let stages = ["prevent", "detect", "respond", "recover"];
    let heads = stages.map(|stage| press.word("stage", stage));
    let mut says = Vec::new();
    let mut rows = Vec::new();
    for (pillar, lost) in ["people", "process", "technology"]
        .into_iter()
        .zip(&score.matrix)
    {
        let name = capital(&press.word("pillar", pillar));
        // As the rows of this pillar add up in the table of causes.
        let rows_of = causes.iter().filter(|(cause, _)| cause.pillar == pillar);
        let sum: i64 = rows_of.map(|(_, shown)| shown).sum();
        let lost = adding_up(lost, sum, scores::HUNDREDTH);
        let sign = if sum > 0 { "−" } else { "" };
        says.push(format!("{name}: {sign}{}", press.points(sum)));
        let cell = |n: &i64| {
            let words = if *n > 0 {
                format!("−{}", press.points(*n))
            } else {
                "0".to_owned()
            };
            (*n, words)
        };
        rows.push((name, lost.iter().map(cell).collect()));
    }
    Some(drawn(press, "paper-matrix", says.join("; "), |about| {
        chart::grid(about, &heads, &rows)
    }))
}

/// People, process, technology: weak points planted, and how many of them were reported.
#[must_use]
pub fn matrix(press: &Press<'_>) -> Option<Part> {
    let weak = &press.report.weak;
    if weak.is_empty() {
        return None;
    }
    let columns = [
        "paper-weak-planted",
        "paper-weak-reported",
        "paper-weak-missed",
    ];
    let heads: Vec<String> = columns.iter().map(|key| press.say(key)).collect();
    let mut says = Vec::new();
    let mut rows = Vec::new();
    for pillar in ["people", "process", "technology"] {
        let of = || weak.iter().filter(|w| w.pillar == pillar);
        let all = of().count();
        let reported = of().filter(|w| w.reported.is_some()).count();
        let name = capital(&press.word("pillar", pillar));
        says.push(format!("{name}: {reported}/{all}"));
        // Only what was missed is bad, and shaded.
        let missed = all - reported;
        let cell = |n: usize, shade: usize| (i64::try_from(shade).unwrap_or(0), n.to_string());
        rows.push((
            name,
            vec![cell(all, 0), cell(reported, 0), cell(missed, missed)],
        ));
    }
    Some(drawn(
        press,
        "paper-matrix-weak",
        says.join("; "),
        |about| chart::grid(about, &heads, &rows),
    ))
}
