//! The defence team's final report, after the official guide.

use crate::paper::papers::{
    closing, continuity, figures, injects, mends, rules, scores, stages, steps, tables,
};
use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Bit, Paper, Part, blank, plain};
use crate::phrase::{Value, harmless};

/// The whole paper, of one team.
#[must_use]
pub fn paper(press: &Press<'_>, team: &str) -> Paper {
    let mut parts = Vec::new();
    target(press, &mut parts);
    means(press, team, &mut parts);
    parts.push(heading(1, press.say("blue-3")));
    parts.extend(closing::verdict(press));
    parts.push(figures::queue(press));
    parts.push(figures::availability(press));
    parts.push(tables::services(press));
    parts.extend(continuity::continuity(press));
    parts.extend(figures::damage(press));
    parts.extend(scores::damage(press));
    detail(press, &mut parts);
    lessons(press, &mut parts);
    parts.push(heading(1, press.say("closing-a-2")));
    let days = press.report.days.iter();
    let notable: Vec<u32> = days.flat_map(|day| day.notable.iter().copied()).collect();
    parts.push(press.appendix(&notable));
    let title = press.say("paper-blue");
    let mut paper = press.paper(&format!("blue-{team}"), title, parts);
    let to = ["paper-to", "paper-to-btc"];
    paper.official = Some(press.official(
        ("paper-report", "paper-blue-about"),
        "BC-PT",
        &to,
        "paper-chief-blue",
    ));
    paper
}

fn target(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("blue-1")));
    parts.push(tables::systems(press));
    let columns = [("paper-data", 6), ("paper-owner", 5), ("paper-records", 2)];
    let mut table = press.table("paper-table-data", &columns).figures(&[2]);
    for row in &press.report.exercise.data {
        table.row(vec![
            plain(press.text(&row.title)),
            plain(press.maybe(row.owner.as_ref())),
            plain(press.number(row.records)),
        ]);
    }
    parts.push(press.filled(table));
}

fn means(press: &Press<'_>, team: &str, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("blue-2")));
    parts.push(heading(2, press.say("blue-2-1")));
    parts.push(Part::Para(blank()));
    parts.push(heading(2, press.say("blue-2-2")));
    let columns = [
        ("paper-technology", 5),
        ("paper-kind", 3),
        ("paper-owner", 4),
        ("paper-state-before", 4),
        ("paper-state-after", 4),
        ("paper-use", 4),
    ];
    let mut table = press.table("paper-table-controls", &columns);
    for row in &press.report.exercise.controls {
        table.row(vec![
            plain(press.text(&row.title)),
            plain(press.text(&row.kind)),
            plain(press.maybe(row.owner.as_ref())),
            plain(state(press, row.state)),
            plain(match row.after == row.state && row.state.is_some() {
                true => press.say("paper-unchanged"),
                false => state(press, row.after),
            }),
            vec![Bit::Blank(16)],
        ]);
    }
    parts.push(press.filled(table));
    parts.push(heading(2, press.say("blue-2-3")));
    let columns = [
        ("paper-place", 4),
        ("paper-full-name", 4),
        ("paper-degrees", 4),
        ("paper-years", 2),
        ("paper-orders-in-system", 2),
    ];
    let mut table = press.table("paper-table-people", &columns).figures(&[4]);
    let teams = press.report.exercise.teams.iter();
    let staff: Vec<_> = teams
        .filter(|t| t.name == team)
        .flat_map(|t| &t.staff)
        .collect();
    let people = press.report.people.iter().filter(|p| p.team == team);
    let people: Vec<_> = people.collect();
    let mut row = |place: String, orders: u64| {
        table.row(vec![
            plain(place),
            vec![Bit::Blank(16)],
            vec![Bit::Blank(16)],
            vec![Bit::Blank(6)],
            plain(press.number(orders)),
        ]);
    };
    for member in &staff {
        let orders = people.iter().filter(|p| p.place == member.name);
        let orders: u64 = orders.map(|p| u64::from(p.orders)).sum();
        row(press.text(&member.title), orders);
    }
    // Who sat at a seat of their own, or a bot: the column sums to all that the team ordered.
    for person in people
        .iter()
        .filter(|p| staff.iter().all(|m| m.name != p.place))
    {
        let args = [("place", Value::from(harmless(&person.place)))];
        let place = press.with("paper-place-other", &args);
        row(place, u64::from(person.orders));
    }
    parts.push(press.filled(table));
}

/// On, healthy, watched, collected: four different things.
fn state(press: &Press<'_>, state: Option<[bool; 4]>) -> String {
    let Some([on, healthy, watched, collected]) = state else {
        return "–".to_owned();
    };
    let all = [
        (on, "paper-is-on", "paper-is-off"),
        (healthy, "paper-is-healthy", "paper-is-faulty"),
        (watched, "paper-is-watched", "paper-is-unwatched"),
        (collected, "paper-is-collected", "paper-is-uncollected"),
    ];
    let words = all.map(|(is, yes, no)| press.say(if is { yes } else { no }));
    words.join(", ")
}

fn detail(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("blue-4")));
    if !press.report.attack.is_empty() {
        parts.push(figures::timeline(press));
        parts.push(tables::steps(press));
        parts.extend(steps::note(press));
    }
    for day in &press.report.days {
        let args = [
            ("n", Value::from(day.number)),
            ("from", Value::from(press.at(day.from))),
            ("to", Value::from(press.at(day.to))),
        ];
        parts.push(heading(2, press.with("paper-day-n", &args)));
        parts.push(tables::claims(press, day.from, day.to));
        let within =
            |row: &engine::report::defence::ActionRow| (day.from..day.to).contains(&row.asked.at);
        parts.push(tables::actions(press, &within));
        let mut bits = plain(format!("{}: ", press.say("blue-4-3")));
        bits.push(Bit::Blank(40));
        parts.push(Part::Para(bits));
    }
    let columns = [
        ("paper-case", 6),
        ("paper-when", 2),
        ("paper-alerts", 1),
        ("paper-state", 3),
    ];
    let mut table = press.table("paper-table-cases", &columns).figures(&[2]);
    for row in &press.report.defence.cases {
        table.row(vec![
            plain(harmless(&row.title)),
            press.moment(Some(row.opened)),
            plain(row.alerts.to_string()),
            plain(press.word("case-phase", &row.phase)),
        ]);
    }
    parts.push(press.filled(table));
    parts.push(rules::table(press));
    parts.push(tables::duties(press));
    parts.extend(stages::warnings(press));
    parts.extend(stages::funnel(press));
    parts.push(injects::injects(press));
    parts.extend(injects::leads(press));
}

fn lessons(press: &Press<'_>, parts: &mut Vec<Part>) {
    parts.push(heading(1, press.say("blue-5")));
    let columns = [
        ("paper-when", 2),
        ("paper-pillar", 2),
        ("paper-on", 3),
        ("paper-what", 7),
    ];
    let mut table = press.table("paper-table-findings", &columns);
    for row in &press.report.defence.findings {
        table.row(vec![
            press.moment(Some(row.made)),
            plain(press.word("pillar", &row.pillar)),
            plain(press.maybe(row.on.as_ref())),
            plain(harmless(&row.text)),
        ]);
    }
    parts.push(press.filled(table));
    if let Some(score) = &press.report.score {
        parts.push(scores::components(press));
        parts.extend(figures::waterfall(press));
        parts.extend(figures::losses(press));
        parts.extend(scores::causes(press));
        if !score.lines.is_empty() {
            parts.push(scores::ledger(press));
        }
    } else {
        parts.push(para(press.say("paper-score-withheld")));
    }
    parts.push(para(press.say("paper-proposal")));
    parts.push(mends::table(press));
    for key in ["blue-5-1", "blue-5-2", "blue-5-3"] {
        let mut bits = plain(format!("{}: ", press.say(key)));
        bits.push(Bit::Blank(40));
        parts.push(Part::Para(bits));
    }
}
