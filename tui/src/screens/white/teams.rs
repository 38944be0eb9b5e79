//! Each team and what it is doing; Enter opens one: claims with what they found, papers, requests,
//! findings, what is under way.

use engine::view::White;
use engine::words::name::{ClaimId, TeamId};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::ask;
use crate::input::{Input, KeyShown, Keys};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::{cell as cell_word, claim_level};
use crate::phrase::{Value, moment, refusal};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;

type Seen<'a> = See<'a, White>;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Tell,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "white-key-team"),
    (Does::Tell, "t", "white-key-tell"),
]);

/// The most refused orders told of.
const REFUSED: usize = 10;

/// The teams.
#[derive(Default)]
pub struct Teams {
    cursor: Cursor,
}

impl Screen<White> for Teams {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("white-teams")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<White> {
        let rows = see.view.teams.len();
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, self.cursor.at(rows).map(TeamId::of)) {
            (Some(Does::Open), Some(team)) => Sheet::open(
                words::team_name(see, team),
                Box::new(move |see| detail(see, team)),
            ),
            (Some(Does::Tell), Some(team)) => {
                let to = see.plan().roster.teams[team.at()].name.clone();
                ask::tell(see, "white-tell-about", &to, String::new())
            }
            (Some(_), None) => Reply::Stay,
            (None, _) => list::stay(&mut self.cursor, input, rows, see),
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let number = |key: &str, rank| Column::new(see.say(key), 8, rank).right();
        let columns = [
            Column::new(see.say("white-col-team"), 10, 0).growing(),
            Column::new(see.say("white-col-cell"), 14, 4),
            Column::new(see.say("white-col-last"), 9, 0).right(),
            number("white-col-alerts", 0),
            number("white-col-triaged", 3),
            number("white-col-claims", 0),
            number("white-col-runs", 0),
            number("white-col-orders", 2),
            number("white-col-refused", 1),
        ];
        let rows = see.view.teams.len();
        let at = self.cursor.at(rows);
        let listed = Listed {
            title: see.say("white-teams-title"),
            empty: String::new(),
            columns: &columns,
            rows: (rows, at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |place| {
            row(see, TeamId::of(place))
        });
        let text = at.map_or_else(String::new, |at| detail(see, TeamId::of(at)));
        list::draw_chosen(see, frame, place, &see.say("white-team"), &text);
    }
}

fn row(see: &Seen<'_>, id: TeamId) -> Row {
    let team = &see.view.teams[id.at()];
    let last = team.last_order.map_or_else(
        || "-".to_owned(),
        |at| moment::compact(see.phrases, see.view.now.since(at)),
    );
    let sign = match (team.under_way, team.last_order) {
        (1.., _) => Mark::Live,
        (0, Some(_)) => Mark::Done,
        (0, None) => Mark::Waiting,
    };
    let number = |row: Row, n: u32| row.text(n.to_string());
    let row = Row::marked(sign)
        .text(words::team_name(see, id))
        .cell(Ink::Dim, cell_word(see.phrases, team.cell))
        .text(last);
    let shown = [
        team.alerts_open,
        team.alerts_triaged,
        team.claims,
        team.under_way,
        team.orders,
        team.refused,
    ];
    shown.into_iter().fold(row, number)
}

/// A part of what is told of a team, with how much of it there is.
fn part(see: &Seen<'_>, key: &str, lines: Vec<String>) -> String {
    let head = see.say_with(key, &[("count", Value::from(lines.len()))]);
    if lines.is_empty() {
        head
    } else {
        format!("{head}\n{}", lines.join("\n"))
    }
}

fn detail(see: &Seen<'_>, id: TeamId) -> String {
    let parts = [
        part(see, "white-team-runs", runs(see, id)),
        part(see, "white-team-claims", claims(see, id)),
        part(see, "white-team-papers", papers(see, id)),
        part(see, "white-team-requests", requests(see, id)),
        part(see, "white-team-findings", findings(see, id)),
        part(see, "white-team-refused", refused(see, id)),
    ];
    parts.join("\n\n")
}

fn runs(see: &Seen<'_>, id: TeamId) -> Vec<String> {
    let own = see
        .view
        .runs
        .values()
        .filter(|run| run.team == id && run.ended.is_none());
    let line = |run: &engine::view::truth::RunTruth| {
        let lang = see.lang();
        let args = [
            ("at", Value::from(see.calendar(run.asked))),
            (
                "what",
                Value::from(see.text(see.brief.action_title(run.action))),
            ),
            (
                "on",
                Value::from(crate::phrase::harmless(
                    &see.brief.target_title(&run.target, lang),
                )),
            ),
        ];
        see.say_with("white-team-run", &args)
    };
    own.map(line).collect()
}

fn claims(see: &Seen<'_>, id: TeamId) -> Vec<String> {
    let all = see.view.claims.iter().enumerate();
    let own = all.filter(|(_, claim)| claim.team == id);
    let line = |(place, claim): (usize, &engine::view::truth::ClaimTruth)| {
        let args = [
            ("number", Value::from(place + 1)),
            ("at", Value::from(see.calendar(claim.at))),
            (
                "level",
                Value::from(claim_level(see.phrases, claim.said.level)),
            ),
            (
                "found",
                Value::from(words::verdict(see, ClaimId::of(place))),
            ),
        ];
        see.say_with("white-team-claim", &args)
    };
    own.map(line).collect()
}

fn papers(see: &Seen<'_>, id: TeamId) -> Vec<String> {
    let own = see.view.papers.iter().filter(|paper| paper.team == id);
    let line = |paper: &engine::view::truth::PaperTruth| {
        let form = &see.plan().papers.forms[paper.form.at()].1;
        let args = [
            ("at", Value::from(see.calendar(paper.at))),
            ("form", Value::from(see.text(&form.title))),
            ("to", Value::from(see.bodies(&paper.to))),
        ];
        see.say_with("white-team-paper", &args)
    };
    own.map(line).collect()
}

fn requests(see: &Seen<'_>, id: TeamId) -> Vec<String> {
    let own = see
        .view
        .requests
        .iter()
        .filter(|request| request.team == id);
    let line = |request: &engine::view::truth::RequestTruth| {
        let settled = request.settled.as_ref().map(|(_, granted, _)| *granted);
        let args = [
            ("at", Value::from(see.calendar(request.at))),
            (
                "what",
                Value::from(words::request(see.phrases, &request.kind)),
            ),
            (
                "answer",
                Value::from(super::requests::answer(see, settled).1),
            ),
        ];
        see.say_with("white-team-request", &args)
    };
    own.map(line).collect()
}

fn findings(see: &Seen<'_>, id: TeamId) -> Vec<String> {
    let own = see
        .view
        .findings
        .iter()
        .filter(|finding| finding.team == id);
    let line = |finding: &engine::view::truth::FindingTruth| {
        let planted = if finding.weak.is_some() {
            "white-finding-planted"
        } else {
            "white-finding-other"
        };
        let args = [
            ("at", Value::from(see.calendar(finding.made))),
            ("text", Value::from(words::prose(&finding.text))),
            ("planted", Value::from(see.say(planted))),
        ];
        see.say_with("white-team-finding", &args)
    };
    own.map(line).collect()
}

fn refused(see: &Seen<'_>, id: TeamId) -> Vec<String> {
    let own = see
        .view
        .refused
        .iter()
        .rev()
        .filter(|(_, team, _)| *team == id);
    let line = |(at, _, why): &(
        engine::words::time::Tick,
        TeamId,
        engine::words::refusal::Refusal,
    )| {
        format!(
            "{} {}",
            see.calendar(*at),
            refusal::refusal(see.phrases, why)
        )
    };
    own.take(REFUSED).map(line).collect()
}
