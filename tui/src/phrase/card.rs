//! The scorecard as text: a table that fits 80 columns, and every line of the ledger.

use std::collections::BTreeMap;

use engine::plan::Plan;
use engine::score::card::{Component, Gap, Line, Scorecard};
use engine::words::fact::{Fact, FactKind};
use engine::words::text::Lang;
use engine::words::time::{Span, Tick};
use unicode_width::UnicodeWidthStr;

use crate::phrase::about::Naming;
use crate::phrase::{Phrases, Value, about, harmless, losses, moment, number, refusal};

/// How wide the card may be.
pub const WIDTH: usize = 80;
/// The most facts named under one line.
const FACTS: usize = 8;
/// Where the words of a ledger line begin.
const INDENT: usize = 21;

/// Figures of a line that are shares of a thousand.
const SHARES: [&str; 7] = ["quality", "time", "k", "prop", "share", "correct", "kappa"];

/// Figures of a line that are lengths of time.
const SPANS: [&str; 3] = ["lag", "grace", "deadline"];

/// Which drill a card is about.
pub struct About<'p> {
    /// Its plan.
    pub plan: &'p Plan,
    /// Its seed.
    pub seed: u64,
    /// Who defended: `none` or `playbook`.
    pub blue: &'p str,
}

/// The whole card.
#[must_use]
pub fn scorecard(
    phrases: &Phrases,
    card: &Scorecard,
    about: &About<'_>,
    happened: &[Fact],
) -> String {
    let lang = phrases.lang();
    let mut text = String::new();
    let title = harmless(about.plan.title.get(lang)).to_uppercase();
    let title = phrases.say_with("card-title", &[("title", Value::from(title))]);
    wrapped(&mut text, "", &title, 0);
    let args = [
        ("city", Value::from(harmless(about.plan.city.get(lang)))),
        ("seed", Value::from(about.seed.to_string())),
        ("blue", Value::from(phrases.word("blue", about.blue))),
    ];
    wrapped(&mut text, "", &phrases.say_with("card-about", &args), 0);
    table(&mut text, phrases, card);
    phases(&mut text, phrases, card, about.plan);
    let naming = Naming {
        plan: about.plan,
        run: &|run| about::asked(happened, run),
    };
    ledger(&mut text, phrases, card, &naming);
    gaps(&mut text, phrases, card);
    beside(&mut text, phrases, card, &naming);
    figures(&mut text, phrases, card);
    refused(&mut text, phrases, happened);
    text.push('\n');
    wrapped(&mut text, "", &phrases.say("card-against"), 0);
    let version = [("version", Value::from(card.version))];
    wrapped(
        &mut text,
        "",
        &phrases.say_with("card-provisional", &version),
        0,
    );
    text
}

/// What the organisers release while the drill goes on: what each component came to so far, and
/// nothing of what the points are for, which would tell of the attack.
#[must_use]
pub fn so_far(phrases: &Phrases, card: &Scorecard, plan: &Plan) -> String {
    let mut text = String::new();
    let title = harmless(plan.title.get(phrases.lang())).to_uppercase();
    let title = phrases.say_with("card-title", &[("title", Value::from(title))]);
    wrapped(&mut text, "", &title, 0);
    table(&mut text, phrases, card);
    text.push('\n');
    wrapped(&mut text, "", &phrases.say("card-so-far"), 0);
    text
}

fn rule(text: &mut String) {
    text.push_str(&"─".repeat(WIDTH));
    text.push('\n');
}

/// Each component with what it got, of how much.
fn table(text: &mut String, phrases: &Phrases, card: &Scorecard) {
    let lang = phrases.lang();
    let row = |text: &mut String, name: &str, got: &str, of: &str, share: &str, bar: &str| {
        let line = format!(
            "{} {} {} {}  {bar}",
            left(name, 26),
            right(got, 10),
            right(of, 8),
            right(share, 8)
        );
        text.push_str(line.trim_end());
        text.push('\n');
    };
    rule(text);
    let heads = ["card-component", "card-got", "card-of", "card-share"].map(|key| phrases.say(key));
    row(text, &heads[0], &heads[1], &heads[2], &heads[3], "");
    rule(text);
    let mut whole = 0_i64;
    for part in &card.components {
        whole = whole.saturating_add(part.of);
        let name = phrases.word("component", &part.name);
        if !part.measured {
            row(text, &name, "–", &number::milli(part.of, 1, lang), "–", "");
            continue;
        }
        let (got, of) = (
            number::milli(part.got, 1, lang),
            number::milli(part.of, 1, lang),
        );
        row(
            text,
            &name,
            &got,
            &of,
            &share(part.got, part.of, lang),
            &bar(part.got, part.of),
        );
    }
    rule(text);
    let (got, of) = (
        number::milli(card.total, 1, lang),
        number::milli(whole, 1, lang),
    );
    row(
        text,
        &phrases.say("card-total"),
        &got,
        &of,
        &share(card.total, whole, lang),
        "",
    );
}

fn share(got: i64, of: i64, lang: Lang) -> String {
    if of <= 0 {
        return "–".to_owned();
    }
    let milli = i128::from(got) * 100_000 / i128::from(of);
    // A share beyond what an i64 holds would need points no drill has.
    format!(
        "{}%",
        number::milli(i64::try_from(milli).unwrap_or(i64::MAX), 1, lang)
    )
}

fn bar(got: i64, of: i64) -> String {
    let full = i128::from(got.max(0)) * 20 / i128::from(of.max(1));
    let full = usize::try_from(full).unwrap_or(20).min(20);
    format!("{}{}", "█".repeat(full), "░".repeat(20 - full))
}

fn phases(text: &mut String, phrases: &Phrases, card: &Scorecard, plan: &Plan) {
    if card.phases.len() < 2 {
        return;
    }
    text.push_str(&format!("\n{}\n", phrases.say("card-phases")));
    for (phase, points) in &card.phases {
        let title = plan
            .phases
            .get(phase.at())
            .map(|phase| phase.title.get(phrases.lang()));
        let points = number::milli(*points, 1, phrases.lang());
        let start = format!("  {}  ", right(&points, 9));
        wrapped(text, &start, &harmless(title.unwrap_or("?")), 13);
    }
}

/// Every line of every component: what each point is for, and the facts behind it.
fn ledger(text: &mut String, phrases: &Phrases, card: &Scorecard, naming: &Naming<'_>) {
    text.push_str(&format!("\n{}\n", phrases.say("card-lines")));
    for part in &card.components {
        component(text, phrases, part);
        for line in &part.lines {
            ledger_line(text, phrases, line, naming);
        }
    }
}

fn component(text: &mut String, phrases: &Phrases, part: &Component) {
    text.push_str(&format!("\n  {}\n", phrases.word("component", &part.name)));
    if part.lines.is_empty() {
        text.push_str(&format!("    {}\n", phrases.say("card-no-lines")));
    }
}

fn ledger_line(text: &mut String, phrases: &Phrases, line: &Line, naming: &Naming<'_>) {
    let points = number::signed(line.points, 3, phrases.lang());
    let start = format!("  {}  {}  ", right(&points, 8), left(&line.rule, 7));
    let mut words = vec![rule_words(phrases, line)];
    words.extend(about::about(phrases, &line.about, naming));
    if !line.facts.is_empty() {
        words.push(facts(phrases, line));
    }
    wrapped(text, &start, &words.join(" · "), INDENT);
}

/// What a rule says of this line; a rule that has no sentence yet, by its figures.
#[must_use]
pub fn rule_words(phrases: &Phrases, line: &Line) -> String {
    let code = line.rule.to_lowercase();
    let (key, shares) = match code.strip_suffix("@2") {
        Some(code) => (format!("rule2-{code}"), true),
        None => (format!("rule-{code}"), false),
    };
    if !phrases.has(&key) {
        let args = line
            .args
            .iter()
            .map(|(name, value)| format!("{name} {}", harmless(value)));
        return args.collect::<Vec<_>>().join(", ");
    }
    let value = |name: &str, value: &str| match value.parse::<i64>() {
        _ if SPANS.contains(&name) => {
            let span = Span::parse(value).map(|span| moment::span(phrases, span));
            Value::from(span.unwrap_or_else(|| harmless(value)))
        }
        Ok(share) if shares && SHARES.contains(&name) => {
            Value::from(number::milli(share, 2, phrases.lang()))
        }
        Ok(number) => Value::from(number),
        Err(_) => Value::from(harmless(value)),
    };
    let args = line.args.iter();
    let args = args.map(|(name, text)| (name.as_str(), value(name, text)));
    phrases.say_with(&key, &args.collect::<Vec<_>>())
}

/// The components in which there was nothing to measure: shown, never dropped.
fn gaps(text: &mut String, phrases: &Phrases, card: &Scorecard) {
    for part in &card.components {
        if part.gap == Some(Gap::Prevented) {
            let name = Value::from(phrases.word("component", &part.name));
            text.push('\n');
            wrapped(
                text,
                "",
                &phrases.say_with("card-gap-prevented", &[("name", name)]),
                0,
            );
        }
    }
    let nothing = |part: &&Component| !part.measured && part.gap != Some(Gap::Prevented);
    let names = card.components.iter().filter(nothing);
    let names: Vec<_> = names
        .map(|part| phrases.word("component", &part.name))
        .collect();
    if !names.is_empty() {
        let args = [("names", Value::from(names.join(", ")))];
        text.push('\n');
        wrapped(text, "", &phrases.say_with("card-gaps", &args), 0);
        let points = number::milli(card.unmeasured(), 1, phrases.lang());
        let args = [("points", Value::from(points))];
        wrapped(text, "", &phrases.say_with("figure-gap", &args), 0);
    }
}

/// Where points were lost and why, what people lost by whose doing, stamps, weak points, the
/// attack's side. Cards of the first rules have none of it.
fn beside(text: &mut String, phrases: &Phrases, card: &Scorecard, naming: &Naming<'_>) {
    if card.version < 2 {
        return;
    }
    if !card.comparable {
        text.push('\n');
        wrapped(text, "", &phrases.say("card-not-comparable"), 0);
    }
    text.push_str(&format!("\n{}\n", phrases.say("card-pillars")));
    for row in losses::table(phrases, card) {
        text.push_str(&row);
        text.push('\n');
    }
    text.push_str(&format!("\n{}\n", phrases.say("card-causes")));
    for cause in card.losses.top() {
        wrapped(text, "  · ", &losses::cause(phrases, cause), 4);
        let fix = Value::from(losses::fix(phrases, cause, naming));
        wrapped(
            text,
            "    ",
            &phrases.say_with("card-fix", &[("fix", fix)]),
            4,
        );
    }
    let mut list = |head: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            text.push('\n');
            wrapped(text, "", &phrases.say(head), 0);
            rows.iter().for_each(|row| wrapped(text, "  · ", row, 4));
        }
    };
    list("card-damage", losses::damage(phrases, card, naming));
    list("card-stamps", losses::stamps(phrases, card, naming));
    let weak = card
        .weak
        .iter()
        .map(|point| losses::weak(phrases, point, naming.plan, true));
    list("card-weak", weak.collect());
    text.push('\n');
    wrapped(text, "", &losses::red(phrases, card), 0);
    losses::rubric(phrases, card)
        .iter()
        .for_each(|line| wrapped(text, "", line, 0));
}

/// The few figures people ask for first.
fn figures(text: &mut String, phrases: &Phrases, card: &Scorecard) {
    let counts = &card.counts;
    let found = card.weak.iter().filter(|weak| weak.found.is_some()).count();
    // A mean of nothing is no mean.
    let mean = match counts.steps_detected {
        0 => "–".to_owned(),
        _ => Tick(counts.mean_detect).to_string(),
    };
    let args = [
        ("tried", Value::from(counts.steps_tried)),
        ("done", Value::from(counts.steps_done)),
        ("observable", Value::from(counts.steps_observable)),
        ("detected", Value::from(counts.steps_detected)),
        (
            "mean",
            Value::from(mean.trim_start_matches("T+").to_owned()),
        ),
        ("alerts", Value::from(counts.alerts)),
        ("triaged", Value::from(counts.alerts_triaged)),
        ("claims", Value::from(counts.claims)),
        ("wrong", Value::from(counts.claims_false)),
        ("injects", Value::from(counts.injects_met)),
        ("injects-due", Value::from(counts.injects_due)),
        ("duties", Value::from(counts.duties_met)),
        ("duties-due", Value::from(counts.duties_due)),
        ("weak", Value::from(card.weak.len())),
        ("found", Value::from(found)),
        ("findings", Value::from(counts.findings)),
        ("trust", Value::from(counts.trust)),
        (
            "proportion",
            Value::from(number::milli(
                i64::from(card.proportion) * 100,
                1,
                phrases.lang(),
            )),
        ),
    ];
    text.push_str(&format!("\n{}\n", phrases.say("card-figures")));
    for key in [
        "figure-steps",
        "figure-detected",
        "figure-alerts",
        "figure-claims",
        "figure-papers",
        "figure-weak",
        "figure-trust",
        "figure-proportion",
    ] {
        wrapped(text, "  · ", &phrases.say_with(key, &args), 4);
    }
}

/// The facts behind a line by number; of many, the first.
fn facts(phrases: &Phrases, line: &Line) -> String {
    let named: Vec<_> = line
        .facts
        .iter()
        .take(FACTS)
        .map(|fact| fact.0.to_string())
        .collect();
    let more = line.facts.len().saturating_sub(FACTS);
    let args = [
        ("facts", Value::from(named.join(", "))),
        ("more", Value::from(more)),
    ];
    let key = if more == 0 {
        "card-facts"
    } else {
        "card-facts-more"
    };
    phrases.say_with(key, &args)
}

/// The orders that were refused, by reason, with how often.
fn refused(text: &mut String, phrases: &Phrases, happened: &[Fact]) {
    let mut reasons = BTreeMap::<String, u32>::new();
    for fact in happened {
        if let FactKind::Refused { refusal, .. } = &fact.kind {
            *reasons
                .entry(refusal::refusal(phrases, refusal))
                .or_default() += 1;
        }
    }
    if reasons.is_empty() {
        return;
    }
    text.push_str(&format!("\n{}\n", phrases.say("card-refused")));
    for (why, times) in reasons {
        let args = [("times", Value::from(times)), ("why", Value::from(why))];
        wrapped(
            text,
            "  · ",
            &phrases.say_with("card-refused-times", &args),
            4,
        );
    }
}

/// Adds words behind a start, broken between words so that no line is over [`WIDTH`].
pub(super) fn wrapped(text: &mut String, start: &str, words: &str, indent: usize) {
    let mut line = start.to_owned();
    let mut empty = true;
    for word in words.split_whitespace() {
        if !empty && line.width() + 1 + word.width() > WIDTH {
            text.push_str(line.trim_end());
            text.push('\n');
            line = " ".repeat(indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

pub(super) fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

pub(super) fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_within_the_width_and_shares_never_divide_by_nothing() {
        let mut text = String::new();
        wrapped(&mut text, "  +1  ", &"ngăn chặn ".repeat(40), 6);
        assert!(text.lines().all(|line| line.width() <= WIDTH), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("      ")));
        assert_eq!(share(5, 0, Lang::Vi), "–");
        assert_eq!(share(616, 1_000, Lang::Vi), "61,6%");
        assert_eq!(share(i64::MIN, 1, Lang::En).chars().last(), Some('%'));
        assert_eq!(bar(-5, 10), "░".repeat(20));
        assert_eq!(bar(i64::MAX, 1), "█".repeat(20));
    }
}
