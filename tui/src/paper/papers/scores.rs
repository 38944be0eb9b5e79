//! The tables of the score: components, causes of loss, every line with its facts; and the numbers
//! by which a drill can be made again.

use engine::report::plan::took_place;
use engine::report::reached::ReachedRow;
use engine::report::score::{AboutRow, Broken, DamageRow, LineRow, Scored, over_phases};
use engine::score::card::{About, Line, adding_up};

use crate::paper::papers::series::{self, fold};
use crate::paper::press::{Press, para};
use crate::paper::tree::{Part, Table, plain};
use crate::phrase::{Value, card, harmless, losses, number, once};

/// The score by component, and its sum.
#[must_use]
pub fn components(press: &Press<'_>) -> Part {
    let Some(score) = &press.report.score else {
        return Part::Para(plain(press.say("paper-score-withheld")));
    };
    let columns = [
        ("card-component", 6),
        ("card-got", 2),
        ("card-of", 2),
        ("paper-measured", 3),
    ];
    let mut table = press.table("paper-table-score", &columns).figures(&[1, 2]);
    for part in &score.components {
        table.row(vec![
            plain(press.word("component", &part.name)),
            plain(if part.measured {
                press.points(part.got)
            } else {
                "–".to_owned()
            }),
            plain(press.points(part.of)),
            plain(press.say(if part.measured {
                "paper-was-measured"
            } else {
                "paper-gap"
            })),
        ]);
    }
    table.total(vec![
        plain(press.say("card-total")),
        plain(press.points(score.total)),
        plain(press.points(score.of)),
        plain(press.counted("paper-version", u64::from(score.version))),
    ]);
    Part::Table(table)
}

/// What cost points of keeping services and data, in a line: data that leaked costs them too, with
/// every service at its full. Nothing where nothing was lost, or the rules do not say.
#[must_use]
pub fn continuity(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    let lines = score.lines.iter();
    let lines = lines.filter(|line| line.component == "continuity" && line.lost > 0);
    let lines: Vec<&LineRow> = lines.collect();
    let parts = [
        ("CNT-1", "paper-lost-cnt-1"),
        ("CNT-2", "paper-lost-cnt-2"),
        ("CNT-3", "paper-lost-cnt-3"),
        ("CNT-4", "paper-lost-cnt-4"),
    ];
    let parts = parts.into_iter().filter_map(|(rule, key)| {
        let of = |line: &&&LineRow| line.rule.starts_with(rule);
        let lost: i64 = lines.iter().filter(of).map(|line| line.lost).sum();
        let what = lines
            .iter()
            .filter(of)
            .filter_map(|line| line.about.as_ref());
        let what = once(what.map(|about| named(press, about)), NAMED);
        let args = [
            ("points", Value::from(press.points(lost))),
            ("what", Value::from(what.join("; "))),
        ];
        (lost > 0).then(|| press.with(key, &args))
    });
    let parts: Vec<String> = parts.collect();
    let sum = lines.iter().map(|line| line.lost).sum();
    let args = [
        (
            "component",
            Value::from(press.word("component", "continuity")),
        ),
        ("points", Value::from(press.points(sum))),
        ("parts", Value::from(parts.join("; "))),
    ];
    (!parts.is_empty()).then(|| para(press.with("paper-continuity-lost", &args)))
}

/// The most things named in a line.
const NAMED: usize = 4;

/// What a row of the score is about.
fn named(press: &Press<'_>, about: &AboutRow) -> String {
    match &about.title {
        Some(title) => press.text(title),
        None if about.kind == "task" => press.word("task", &about.name),
        None => harmless(&about.name),
    }
}

/// Where several teams defend one city: that the card is of all of them, and what each came to by
/// what it did itself, the best first.
#[must_use]
pub fn teams(press: &Press<'_>) -> Vec<Part> {
    let mut teams: Vec<_> = press.report.teams.iter().collect();
    teams.sort_by_key(|team| (std::cmp::Reverse(team.total), &team.team));
    let Some(first) = teams.first() else {
        return Vec::new();
    };
    let heads = ["paper-team", "card-total"].map(|key| press.say(key));
    let parts = first.components.iter();
    let parts = parts.map(|part| press.word("component", &part.name));
    let heads: Vec<(String, u8)> = heads
        .into_iter()
        .chain(parts)
        .map(|head| (head, 2))
        .collect();
    let figures: Vec<usize> = (1..heads.len()).collect();
    let mut table = Table::of(press.say("paper-table-team-scores"), press.source(), &heads);
    for team in teams {
        let total = plain(press.points(team.total));
        let parts = team.components.iter().map(|part| match part.measured {
            true => plain(press.points(part.got)),
            false => plain("–"),
        });
        let name = plain(press.team(&team.team));
        table.row([name, total].into_iter().chain(parts).collect());
    }
    let together = Part::Para(plain(press.say("paper-teams-together")));
    vec![together, Part::Table(table.figures(&figures))]
}

/// Causes of loss over all phases, each with its points as they are shown: rounded so that the rows
/// add up to their sum.
#[must_use]
pub fn broken(score: &Scored) -> Vec<(Broken, i64)> {
    let all = over_phases(&score.causes);
    let lost: Vec<i64> = all.iter().map(|cause| cause.lost).collect();
    let sum = score.causes.iter().map(|cause| cause.lost).sum();
    let shown = adding_up(&lost, sum, HUNDREDTH);
    all.into_iter().zip(shown).collect()
}

/// A hundredth of a point, as points are shown in papers.
pub const HUNDREDTH: i64 = 10;

/// Where points were lost, the costliest cause first; nothing where the rules do not say.
#[must_use]
pub fn causes(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    if score.causes.is_empty() {
        return None;
    }
    let columns = [
        ("paper-cause", 5),
        ("paper-stage", 2),
        ("paper-pillar", 2),
        ("paper-points-lost", 2),
        ("paper-about", 5),
        ("paper-facts", 3),
    ];
    let mut table = press.table("paper-table-causes", &columns).figures(&[3]);
    for (cause, lost) in broken(score) {
        let stages = cause.stages.iter();
        let stages: Vec<String> = stages.map(|stage| press.word("stage", stage)).collect();
        table.row(vec![
            plain(press.word("broke", &cause.broke)),
            plain(stages.join(", ")),
            plain(press.word("pillar", &cause.pillar)),
            plain(press.points(lost)),
            plain(subjects(press, &cause.about)),
            press.facts(&cause.facts),
        ]);
    }
    let sum = score.causes.iter().map(|cause| cause.lost).sum();
    let mut cells = vec![plain(press.say("paper-sum")), Vec::new(), Vec::new()];
    cells.extend([plain(press.points(sum)), Vec::new(), Vec::new()]);
    table.total(cells);
    Some(Part::Table(table))
}

/// What a cause of loss is about. A step that never came, because it was kept from coming, is not
/// named: nothing was done badly about it.
fn subjects(press: &Press<'_>, about: &[AboutRow]) -> String {
    let attack = &press.report.attack;
    let came = about.iter().filter(|about| took_place(attack, about));
    let came = once(came.map(|about| named(press, about)), NAMED);
    match (about.is_empty(), came.is_empty()) {
        (true, _) => press.say("paper-about-whole"),
        (false, true) => press.say("paper-about-prevented"),
        (false, false) => came.join("; "),
    }
}

/// What the attack came to by its own score, of one team or of all; nothing where the rules do not
/// say, or the reader may not know.
#[must_use]
pub fn reached(press: &Press<'_>, team: Option<&str>) -> Option<Part> {
    let rows = press.report.reached.iter();
    let rows: Vec<_> = rows
        .filter(|row| team.is_none_or(|team| row.team == team))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let columns = [
        ("paper-when", 2),
        ("paper-team", 2),
        ("paper-criterion", 3),
        ("paper-about", 4),
        ("paper-severity", 3),
        ("paper-points", 2),
        ("paper-facts", 2),
    ];
    let mut table = press.table("paper-table-reached", &columns).figures(&[5]);
    for folded in fold(&rows, |row| alike(row)) {
        let (row, last) = (folded[0], folded[folded.len() - 1]);
        let about = match series::row(press, folded.iter().map(|row| row.series.as_ref())) {
            Some(many) => Some(many),
            None => row.about.as_ref().map(|about| named(press, about)),
        };
        let about = about.unwrap_or_else(|| "–".to_owned());
        let about = match &row.harm {
            _ if row.reported => press.with("paper-reported", &[("what", Value::from(about))]),
            Some(harm) => format!("{about} ({})", press.word("goal", harm)),
            None => about,
        };
        let when = match row.at == last.at {
            true => press.at(row.at),
            false => format!("{} – {}", press.at(row.at), press.at(last.at)),
        };
        let facts: Vec<u32> = folded.iter().flat_map(|row| row.facts.clone()).collect();
        table.row(vec![
            plain(when),
            plain(press.team(&row.team)),
            plain(press.word("impact", &row.impact)),
            plain(about),
            plain(press.word("severity", &row.severity)),
            plain(press.points(folded.iter().map(|row| row.points).sum())),
            press.facts(&facts),
        ]);
    }
    let sum = rows.iter().map(|row| row.points).sum();
    let mut cells = vec![plain(press.say("paper-sum"))];
    cells.extend(std::iter::repeat_n(Vec::new(), 4));
    cells.extend([plain(press.points(sum)), Vec::new()]);
    table.total(cells);
    Some(Part::Table(table))
}

/// What rows of machines of one series must share to be told of together.
fn alike<'r>(row: &&'r ReachedRow) -> Option<([&'r str; 5], [bool; 2])> {
    let series = &row.series.as_ref()?.name;
    let harm = row.harm.as_deref().unwrap_or_default();
    let words = [&row.team, &row.impact, &row.severity, harm, series];
    Some((words, [row.again, row.reported]))
}

/// What people lost, by whose doing: the attack's and the defence's own in columns of their own.
#[must_use]
pub fn damage(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    if score.damage.is_empty() {
        return None;
    }
    // What people attack is held against the script that nobody answers, not against themselves.
    let nobody = match press.report.origin.red.as_str() {
        "human" => "paper-by-script",
        _ => "paper-by-nobody",
    };
    let columns = [
        ("paper-what", 5),
        ("paper-by-attack", 2),
        ("paper-by-defence", 2),
        (nobody, 3),
        ("paper-facts", 3),
    ];
    let mut table = press
        .table("paper-table-damage", &columns)
        .figures(&[1, 2, 3]);
    let sides: [fn(&DamageRow) -> u64; 3] =
        [|row| row.attack, |row| row.defence, |row| row.reference];
    // Each column is rounded so that its rows add up to its sum.
    let columns = sides.map(|side| {
        let milli: Vec<u64> = score.damage.iter().map(side).collect();
        losses::shared(&milli)
    });
    let figure = |n: u64| plain(press.number(n));
    for (place, row) in score.damage.iter().enumerate() {
        let [attack, defence, reference] = [0, 1, 2].map(|side| figure(columns[side][place]));
        let facts = press.facts(&row.facts);
        let what = plain(named(press, &row.about));
        table.row(vec![what, attack, defence, reference, facts]);
    }
    let [attack, defence, reference] = columns.map(|column| figure(column.iter().sum::<u64>()));
    let sum = plain(press.say("paper-sum"));
    table.total(vec![sum, attack, defence, reference, Vec::new()]);
    Some(Part::Table(table))
}

/// The jury's share: what every grader gave each objective, how far they agree, and the score with
/// it; nothing if nobody rated and it was given no share.
#[must_use]
pub fn rubric(press: &Press<'_>) -> Vec<Part> {
    let score = press.report.score.as_ref();
    let Some((score, rubric)) = score.and_then(|score| Some((score, score.rubric.as_ref()?)))
    else {
        return Vec::new();
    };
    // Where the scenario gives the jury no points, the ratings stand with the objectives alone.
    if rubric.of == 0 {
        return vec![para(press.say("paper-rubric-none"))];
    }
    let columns = [
        ("paper-objective", 6),
        ("paper-given", 6),
        ("paper-points", 2),
        ("paper-facts", 2),
    ];
    let mut table = press.table("paper-table-rubric", &columns).figures(&[2]);
    let titles = press.report.jury.iter().flat_map(|jury| &jury.objectives);
    let titles: Vec<_> = titles.collect();
    for row in &rubric.lines {
        let title = titles.iter().find(|one| one.name == row.objective);
        let given = row.given.iter().map(|(grader, rating, _)| {
            format!("{}: {}", harmless(grader), press.word("rating", rating))
        });
        let given: Vec<String> = given.collect();
        let facts: Vec<u32> = row.given.iter().map(|(.., fact)| *fact).collect();
        table.row(vec![
            plain(title.map_or_else(|| harmless(&row.objective), |one| press.text(&one.title))),
            plain(if given.is_empty() {
                press.say("paper-not-rated")
            } else {
                given.join("; ")
            }),
            plain(press.points(row.points)),
            press.facts(&facts),
        ]);
    }
    table.total(vec![
        plain(press.say("paper-sum")),
        Vec::new(),
        plain(press.points(rubric.got)),
        Vec::new(),
    ]);
    let args = [
        ("of", Value::from(press.points(rubric.of))),
        ("got", Value::from(press.points(rubric.got))),
        ("machine", Value::from(press.points(score.total))),
        ("combined", Value::from(press.points(rubric.combined))),
    ];
    let mut parts = vec![
        press.filled(table),
        para(press.with("paper-rubric-sum", &args)),
    ];
    let kappa = rubric.kappa.map(|kappa| {
        let kappa = number::milli(i64::from(kappa), 2, press.phrases.lang());
        press.with("paper-kappa", &[("kappa", Value::from(kappa))])
    });
    parts.push(para(kappa.unwrap_or_else(|| press.say("paper-kappa-none"))));
    if let Some((least, most)) = rubric.spread {
        let args = [
            ("least", Value::from(press.points(least))),
            ("most", Value::from(press.points(most))),
        ];
        parts.push(para(press.with("paper-spread", &args)));
    }
    parts
}

/// Every line of the ledger, each leading to its facts.
#[must_use]
pub fn ledger(press: &Press<'_>) -> Part {
    let columns = [
        ("card-component", 3),
        ("paper-points", 2),
        ("paper-rule", 1),
        ("paper-about", 5),
        ("paper-why", 5),
        ("paper-facts", 3),
    ];
    let mut table = press.table("paper-table-ledger", &columns).figures(&[1]);
    let lines = press.report.score.iter().flat_map(|score| &score.lines);
    for row in lines {
        let about = row.about.as_ref().map(|about| named(press, about));
        table.row(vec![
            plain(press.word("component", &row.component)),
            plain(press.points(row.points)),
            plain(harmless(&row.rule)),
            plain(about.unwrap_or_else(|| "–".to_owned())),
            plain(why(press, row)),
            press.facts(&row.facts),
        ]);
    }
    press.filled(table)
}

/// The sentence of a line, and whose doing it rests on.
fn why(press: &Press<'_>, row: &LineRow) -> String {
    let words = card::rule_words(press.phrases, &as_line(row));
    if row.by.is_empty() {
        return words;
    }
    let by: Vec<String> = row.by.iter().map(|by| doer(press, by)).collect();
    format!("{words} · {}", by.join(", "))
}

/// Who did something, of `team/place`: the team, and what the place is called.
fn doer(press: &Press<'_>, by: &str) -> String {
    let (team, place) = by.split_once('/').unwrap_or((by, ""));
    let people = press.report.people.iter();
    let mut people = people.filter(|person| person.team == team && person.place == place);
    let title = people.find_map(|person| person.title.as_ref());
    let place = title.map_or_else(|| harmless(place), |title| press.text(title));
    format!("{} – {place}", press.team(team))
}

/// A row as the scorecard's own line, whose rule has a sentence.
fn as_line(row: &LineRow) -> Line {
    let args = row.args.iter();
    Line {
        points: row.points,
        lost: row.lost,
        rule: row.rule.clone(),
        about: About::All,
        facts: Vec::new(),
        args: args
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    }
}

/// The numbers by which a drill can be made again.
#[must_use]
pub fn origin(press: &Press<'_>) -> Table {
    let origin = &press.report.origin;
    let columns = [("paper-parameter", 4), ("paper-value", 9)];
    let mut table = press.table("paper-table-origin", &columns);
    let mut line = |key: &str, value: String| {
        table.row(vec![plain(press.say(key)), plain(harmless(&value))]);
    };
    let or = |value: Option<String>| value.unwrap_or_else(|| press.say("paper-withheld"));
    line("paper-par-engine", origin.engine.clone());
    line("paper-par-plan", origin.plan.clone());
    line(
        "paper-par-seed",
        or(origin.seed.map(|seed| seed.to_string())),
    );
    line("paper-par-facts", or(origin.digest.clone()));
    line("paper-par-red", press.word("attacker", &origin.red));
    line("paper-par-blue", press.word("blue", &origin.blue));
    let tempo = press.report.exercise.tempo;
    line("paper-par-tempo", press.per_mille(tempo));
    line("paper-par-counts", {
        let args = [
            ("facts", crate::phrase::Value::from(origin.facts)),
            ("orders", crate::phrase::Value::from(origin.orders)),
        ];
        press.with("paper-counts", &args)
    });
    if let Some(records) = origin.records {
        line("paper-par-records", press.number(records));
    }
    let exercise = &press.report.exercise;
    let era = press.text(&exercise.era_title);
    line("paper-par-era", format!("{} – {era}", exercise.era));
    table
}
