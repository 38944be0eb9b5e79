//! The organisers' closing report: a reconstruction from practice, because the official form was
//! not to be had; it says so.

use crate::paper::papers::{
    continuity, figures, injects, jury, levels, matrix, mends, rules, scores, series, stages,
    steps, tables,
};
use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Bit, Paper, Part, blank, plain};
use crate::phrase::{Value, harmless};

/// The whole paper.
#[must_use]
pub fn paper(press: &Press<'_>) -> Paper {
    let mut parts = Vec::new();
    general(press, &mut parts);
    prepared(press, &mut parts);
    course(press, &mut parts);
    results(press, &mut parts);
    judged(press, &mut parts);
    proposals(press, &mut parts);
    appendices(press, &mut parts);
    let mut paper = press.paper("closing", press.say("paper-closing"), parts);
    paper.notices.push(press.say("paper-notice-form"));
    let to = ["paper-to", "paper-to-committee", "paper-to-coordinator"];
    paper.official = Some(press.official(
        ("paper-report", "paper-closing-about"),
        "BC-BTC",
        &to,
        "paper-chair-btc",
    ));
    paper
}

fn to_fill(press: &Press<'_>, parts: &mut Vec<Part>, keys: &[&str]) {
    for key in keys {
        let mut bits = plain(format!("{}: ", press.say(key)));
        bits.push(Bit::Blank(40));
        parts.push(Part::Para(bits));
    }
}

fn general(press: &Press<'_>, parts: &mut Vec<Part>) {
    let exercise = &press.report.exercise;
    parts.push(heading(1, press.say("closing-1")));
    parts.push(heading(2, press.say("closing-1-1")));
    parts.push(Part::Para(blank()));
    parts.push(heading(2, press.say("closing-1-2")));
    parts.push(para(press.maybe(exercise.about.as_ref())));
    parts.push(heading(2, press.say("closing-1-3")));
    let args = [
        ("from", Value::from(press.written(0))),
        ("to", Value::from(press.written(press.report.origin.until))),
        ("city", Value::from(press.text(&exercise.city))),
        ("level", Value::from(press.text(&exercise.difficulty))),
    ];
    parts.push(para(press.with("closing-when", &args)));
    let red = [("red", Value::from(press.report.origin.red.as_str()))];
    parts.push(para(press.with("closing-kind", &red)));
    parts.push(heading(2, press.say("closing-1-4")));
    parts.push(tables::teams(press));
    let mut bodies = press.table(
        "paper-table-bodies",
        &[("paper-unit", 8), ("paper-told", 2)],
    );
    bodies = bodies.figures(&[1]);
    for body in &exercise.bodies {
        let told = plain(press.number(u64::from(body.told)));
        bodies.row(vec![plain(press.text(&body.title)), told]);
    }
    parts.push(press.filled(bodies));
    parts.extend(institutions(press));
    parts.push(heading(2, press.say("closing-1-5")));
    parts.push(tables::systems(press));
    parts.push(heading(2, press.say("closing-1-6")));
    parts.push(para(press.say("closing-1-6-scope")));
    parts.extend(bounds(press));
}

/// What the rules of the drill keep each team away from. What the teams were told for playing their
/// parts is not for whoever reads the report.
fn bounds(press: &Press<'_>) -> Vec<Part> {
    let teams = press.report.exercise.teams.iter();
    let teams = teams.filter(|team| !team.bounds.is_empty());
    let lines = teams.map(|team| {
        let named: Vec<String> = team.bounds.iter().map(|text| press.text(text)).collect();
        let args = [
            ("team", Value::from(press.team(&team.name))),
            ("what", Value::from(named.join("; "))),
        ];
        para(press.with("closing-1-6-bounds", &args))
    });
    lines.collect()
}

/// Labels of an era that name no body: its laws, and how the land is divided.
const NO_BODY: [&str; 2] = ["law", "local-tiers"];

/// Who had which part at the time of the drill; apart from that its laws and levels of government.
fn institutions(press: &Press<'_>) -> Vec<Part> {
    let all = &press.report.exercise.institutions;
    let columns = [("paper-role", 4), ("paper-institution", 8)];
    let mut table = press.table("paper-table-institutions", &columns);
    let bodies = all.iter().filter(|one| !NO_BODY.contains(&&*one.role));
    for one in bodies {
        table.row(vec![
            plain(press.word("era-role", &one.role)),
            plain(press.text(&one.title)),
        ]);
    }
    let mut parts = Vec::new();
    if !table.rows.is_empty() {
        parts.push(press.filled(table));
    }
    for one in all.iter().filter(|one| NO_BODY.contains(&&*one.role)) {
        let role = press.word("era-role", &one.role);
        parts.push(para(format!("{role}: {}", press.text(&one.title))));
    }
    parts
}

fn prepared(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("closing-2")));
    let keys = [
        "closing-2-1",
        "closing-2-2",
        "closing-2-3",
        "closing-2-4",
        "closing-2-5",
    ];
    to_fill(press, parts, &keys);
}

fn course(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("closing-3")));
    parts.push(heading(2, press.say("closing-3-1")));
    let columns = [
        ("paper-day", 3),
        ("paper-steps", 1),
        ("paper-alerts", 1),
        ("paper-claims", 1),
        ("paper-actions", 1),
        ("paper-injects", 1),
        ("paper-filed", 1),
    ];
    let mut table = press
        .table("paper-table-days", &columns)
        .figures(&[1, 2, 3, 4, 5, 6]);
    for day in &press.report.days {
        let from = format!(
            "{}. {} – {}",
            day.number,
            press.at(day.from),
            press.at(day.to)
        );
        let known =
            |n: Option<u32>| n.map_or_else(|| "–".to_owned(), |n| press.number(u64::from(n)));
        table.row(vec![
            plain(from),
            plain(known(day.steps)),
            plain(known(day.alerts)),
            plain(press.number(u64::from(day.claims))),
            plain(press.number(u64::from(day.actions))),
            plain(press.number(u64::from(day.injects))),
            plain(press.number(u64::from(day.filed))),
        ]);
    }
    parts.push(press.filled(table));
    parts.push(figures::timeline(press));
    parts.push(heading(2, press.say("closing-3-2")));
    parts.push(injects::injects(press));
    parts.extend(injects::leads(press));
    parts.push(heading(2, press.say("closing-3-3")));
    parts.push(tables::requests(press));
    parts.push(heading(2, press.say("closing-3-4")));
    parts.push(Part::Para(blank()));
}

/// What the papers must say plainly: breached or not, leaked or not, users safe or not.
#[must_use]
pub fn verdict(press: &Press<'_>) -> Vec<Part> {
    let Some(verdict) = &press.report.verdict else {
        return vec![para(press.say("paper-verdict-open"))];
    };
    let line = |moment: Option<engine::report::Moment>, yes: &str, no: &str| {
        let Some(moment) = moment else {
            return Part::Para(vec![Bit::Strong(press.say(no))]);
        };
        let mut bits = vec![Bit::Strong(press.say(yes)), Bit::Plain(" ".to_owned())];
        bits.extend(press.moment(Some(moment)));
        Part::Para(bits)
    };
    vec![
        line(verdict.breached, "paper-breached", "paper-not-breached"),
        line(verdict.leaked, "paper-leaked", "paper-not-leaked"),
        line(verdict.users, "paper-users-harmed", "paper-users-safe"),
    ]
}

fn results(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("closing-4")));
    parts.extend(verdict(press));
    parts.push(heading(2, press.say("closing-4-1")));
    parts.push(tables::severities(press));
    parts.push(series::harm(press));
    parts.extend(scores::reached(press, None));
    parts.push(figures::chain(press));
    parts.push(heading(2, press.say("closing-4-2")));
    parts.push(tables::steps(press));
    parts.extend(steps::note(press));
    parts.push(tables::services(press));
    parts.push(figures::availability(press));
    parts.extend(continuity::continuity(press));
    parts.extend(figures::damage(press));
    parts.extend(scores::damage(press));
    parts.push(figures::queue(press));
    parts.push(heading(2, press.say("closing-4-3")));
    parts.push(tables::duties(press));
    parts.extend(stages::warnings(press));
    parts.push(heading(2, press.say("closing-4-4")));
    parts.push(scores::components(press));
    parts.extend(scores::continuity(press));
    parts.extend(scores::teams(press));
    parts.extend(figures::waterfall(press));
    parts.extend(scores::rubric(press));
    parts.push(para(press.say("closing-4-4-note")));
    parts.push(heading(2, press.say("closing-4-5")));
    parts.push(tables::indicators(press));
    parts.extend(levels::indicators(press));
    parts.extend(stages::funnel(press));
}

fn judged(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("closing-5")));
    parts.push(para(press.say("closing-5-note")));
    parts.push(jury::objectives(press));
    parts.extend(figures::losses(press));
    parts.extend(scores::causes(press));
    parts.extend(figures::matrix(press));
    parts.push(heading(2, press.say("closing-5-1")));
    parts.push(Part::Para(blank()));
    parts.push(heading(2, press.say("closing-5-2")));
    for pillar in ["process", "technology", "people"] {
        parts.push(heading(3, press.word("pillar", pillar)));
        parts.push(mends::weak(press, pillar));
    }
    for key in [
        "closing-5-3",
        "closing-5-4",
        "closing-5-5",
        "closing-5-6",
        "closing-5-7",
    ] {
        parts.push(heading(2, press.say(key)));
        parts.push(Part::Para(blank()));
    }
    parts.push(heading(1, press.say("closing-6")));
    parts.extend(difficulties(press));
    parts.push(Part::Para(blank()));
    parts.push(heading(1, press.say("closing-7")));
    parts.push(Part::Para(blank()));
}

/// The form by which teams tell of difficulties.
const DIFFICULTIES: &str = "difficulties";

/// What the teams themselves wrote of difficulties, marked as theirs.
fn difficulties(press: &Press<'_>) -> Vec<Part> {
    let filed = press.report.filed.iter();
    let filed = filed.filter(|row| row.form == DIFFICULTIES);
    let quoted = filed.flat_map(|row| {
        let args = [
            ("team", Value::from(press.team(&row.team))),
            ("at", Value::from(press.written(row.filed.at))),
        ];
        let fields = row.fields.iter().map(|field| {
            let title = Bit::Strong(format!("{}: ", press.text(&field.title)));
            vec![title, Bit::Plain(harmless(&field.text))]
        });
        let said = para(press.with("closing-6-of-team", &args));
        [said, Part::List(fields.collect())]
    });
    quoted.collect()
}

fn proposals(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("closing-8")));
    parts.push(heading(2, press.say("closing-8-1")));
    parts.push(para(press.say("paper-proposal")));
    parts.push(mends::table(press));
    for key in ["closing-8-2", "closing-8-3", "closing-8-4", "closing-8-5"] {
        parts.push(heading(2, press.say(key)));
        parts.push(Part::Para(blank()));
    }
    parts.push(heading(1, press.say("closing-9")));
    parts.push(Part::Para(blank()));
}

fn appendices(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("closing-appendices")));
    parts.push(heading(2, press.say("closing-a-5")));
    parts.push(scores::ledger(press));
    parts.push(heading(2, press.say("closing-a-4")));
    parts.push(matrix::techniques(press));
    parts.push(rules::table(press));
    parts.push(heading(2, press.say("closing-a-6")));
    parts.push(para(press.say("closing-a-6-note")));
    parts.push(heading(2, press.say("closing-a-7")));
    parts.push(Part::Table(scores::origin(press)));
    parts.push(heading(2, press.say("closing-a-2")));
    let days = press.report.days.iter();
    let notable: Vec<u32> = days.flat_map(|day| day.notable.iter().copied()).collect();
    parts.push(press.appendix(&notable));
}
