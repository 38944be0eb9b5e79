//! The provisional score with all its points, and where points were lost: a line opens the facts it
//! rests on, a fact opens its records. From a point to a log line it is two keys.

use std::sync::Arc;

use engine::score::card::{Component, Line, LossCause, Scorecard};
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::time::{Span, Tick};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::about::{self, Naming};
use crate::phrase::{Value, card, losses, number};
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::truth::facts::Facts;
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;
use crate::screens::truth::{TruthFound, TruthLook, Whole};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Table,
    Renew,
    Team,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "truth-key-facts"),
    (Does::Table, "p", "truth-key-pillars"),
    (Does::Renew, "r", "truth-key-renew"),
    (Does::Team, "t", "truth-key-team"),
]);

/// How long a card stands before it is made anew, and how long it is waited for.
const FRESH: Span = Span::minutes(10);
const AGAIN: Span = Span::minutes(1);
/// …but not more often than once in so many real seconds.
const SECONDS: u32 = 5;

/// The score and its lines.
#[derive(Default)]
pub struct Ledger {
    cursor: Cursor,
    card: Option<Arc<Scorecard>>,
    asked: Option<(Tick, bool)>,
    /// Whose score; all teams of the city together if nobody's.
    team: Option<TeamId>,
}

/// A row of the list.
enum Shown<'c> {
    Component(&'c Component),
    Line(&'c Line),
    Causes(&'c Scorecard),
    Cause(&'c LossCause),
}

impl Ledger {
    fn rows(&self) -> Vec<Shown<'_>> {
        let parts = self.card.iter().flat_map(|card| &card.components);
        let parts = parts.flat_map(|part| {
            let lines = part.lines.iter().map(Shown::Line);
            std::iter::once(Shown::Component(part)).chain(lines)
        });
        let lost = self
            .card
            .iter()
            .filter(|card| !card.losses.causes.is_empty());
        let lost = lost.flat_map(|card| {
            let causes = card.losses.causes.iter().map(Shown::Cause);
            std::iter::once(Shown::Causes(card)).chain(causes)
        });
        parts.chain(lost).collect()
    }

    fn head<R: Whole>(&self, see: &See<'_, R>) -> String {
        let Some(card) = &self.card else {
            return see.say("truth-score-title");
        };
        let of = card.components.iter().map(|part| part.of).sum();
        let at = self.asked.map_or(see.view.now, |(at, _)| at);
        let args = [
            ("got", Value::from(number::milli(card.total, 1, see.lang()))),
            ("of", Value::from(number::milli(of, 0, see.lang()))),
            ("at", Value::from(see.calendar(at))),
        ];
        let head = see.say_with("truth-score-head", &args);
        match self.team {
            Some(team) => format!("{} · {head}", words::team_name(see, team)),
            None => head,
        }
    }

    /// Whose score comes after this one's: each defence team of the city, then all together.
    fn next_team<R: Whole>(&self, see: &See<'_, R>) -> Option<TeamId> {
        let mut teams = see.plan().roster.of_cell(Cell::Blue);
        match self.team {
            None => teams.next(),
            Some(team) => teams.skip_while(|one| *one != team).nth(1),
        }
    }
}

/// Words that name what a line is about; a run by what people did to what.
fn named<R: Whole, T>(see: &See<'_, R>, say: impl Fn(&Naming<'_>) -> T) -> T {
    let run = |id| {
        let run = see.view.runs.get(&id)?;
        Some((run.action, run.target.clone()))
    };
    say(&Naming {
        plan: see.plan(),
        run: &run,
    })
}

/// What a line is about and what its rule says.
fn line_words<R: Whole>(see: &See<'_, R>, line: &Line) -> String {
    let about = named(see, |naming| about::about(see.phrases, &line.about, naming));
    let says = card::rule_words(see.phrases, line);
    match about {
        Some(about) => format!("{about} · {says}"),
        None => says,
    }
}

/// The points lost by pillar and phase, and what the jury gave beside what was counted.
fn pillars<R: Whole>(see: &See<'_, R>, card: &Scorecard) -> String {
    let mut lines = vec![see.say("card-pillars")];
    lines.extend(losses::table(see.phrases, card));
    if !card.comparable {
        lines.push(see.say("card-not-comparable"));
    }
    let rubric = losses::rubric(see.phrases, card);
    if !rubric.is_empty() {
        lines.push(String::new());
        lines.extend(rubric);
    }
    lines.extend([String::new(), losses::red(see.phrases, card)]);
    lines.extend([String::new(), see.say("card-weak")]);
    let over = see.view.ended.is_some();
    let weak = card.weak.iter();
    let weak = weak.map(|point| losses::weak(see.phrases, point, see.plan(), over));
    lines.extend(weak);
    lines.extend([String::new(), see.say("card-damage")]);
    lines.extend(named(see, |naming| {
        losses::damage(see.phrases, card, naming)
    }));
    lines.extend([String::new(), see.say("card-stamps")]);
    lines.extend(named(see, |naming| {
        losses::stamps(see.phrases, card, naming)
    }));
    lines.join("\n")
}

/// A cause of loss with the corrective action that is drafted for it.
fn cause_words<R: Whole>(see: &See<'_, R>, cause: &LossCause) -> String {
    let fix = named(see, |naming| losses::fix(see.phrases, cause, naming));
    let fix = Value::from(fix);
    let fix = see.say_with("card-fix", &[("fix", fix)]);
    format!("{}\n\n{fix}", losses::cause(see.phrases, cause))
}

fn row<R: Whole>(see: &See<'_, R>, shown: &Shown<'_>) -> Row {
    let lang = see.lang();
    match shown {
        Shown::Component(part) => {
            let name = see.phrases.word("component", &part.name);
            let of = format!("/{}", number::milli(part.of, 0, lang));
            if !part.measured {
                let none = see.say("truth-score-gap");
                return Row::marked(Mark::Unknown)
                    .cell(Ink::Dim, "-")
                    .cell(Ink::Dim, of)
                    .cell(Ink::Title, format!("{name} · {none}"));
            }
            let share = part.got.max(0) * 1_000 / part.of.max(1);
            let share = u16::try_from(share).unwrap_or(1_000);
            Row::default()
                .cell(Ink::Title, number::milli(part.got, 1, lang))
                .cell(Ink::Title, of)
                .cell(Ink::Title, see.theme.share(share, 10, &name))
        }
        Shown::Causes(card) => Row::default()
            .cell(Ink::Title, number::milli(-card.losses.total, 1, lang))
            .cell(Ink::Title, "")
            .cell(Ink::Title, see.say("card-causes")),
        Shown::Cause(cause) => Row::marked(Mark::Warn)
            .cell(Ink::Bad, number::milli(-cause.lost, 2, lang))
            .cell(Ink::Dim, losses::stage(see.phrases, cause.stage))
            .text(losses::cause(see.phrases, cause)),
        Shown::Line(line) => {
            let (mark, ink) = match line.points {
                1.. => (Mark::Good, Ink::Good),
                0 => (Mark::Waiting, Ink::Dim),
                _ => (Mark::Bad, Ink::Bad),
            };
            Row::marked(mark)
                .cell(ink, number::signed(line.points, 2, lang))
                .cell(Ink::Dim, line.rule.clone())
                .text(line_words(see, line))
        }
    }
}

impl<R: Whole> Screen<R> for Ledger {
    fn title(&self, see: &See<'_, R>) -> String {
        see.say("truth-score")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &See<'_, R>) -> Option<TruthLook> {
        let (now, ended) = (see.view.now, see.view.ended.is_some());
        let wait = if self.card.is_some() { FRESH } else { AGAIN };
        let wait = wait.max(Span(see.clock.pace / 1_000 * SECONDS));
        let is_fresh = |(at, end): (Tick, bool)| now < at.after(wait) && end == ended;
        if self.asked.is_some_and(is_fresh) {
            return None;
        }
        self.asked = Some((now, ended));
        Some(TruthLook::Card(self.team))
    }

    fn found(&mut self, found: &TruthFound, _: &See<'_, R>) {
        if let TruthFound::Card(team, Some(card)) = found
            && *team == self.team
        {
            self.card = Some(card.clone());
        }
    }

    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R> {
        let rows = self.rows();
        let count = rows.len();
        if let Input::Press(press) = input {
            match KEYS.of(press) {
                Some(Does::Open) => {
                    return match self.cursor.at(count).map(|at| &rows[at]) {
                        Some(Shown::Line(line)) => {
                            let args = [("rule", Value::from(line.rule.clone()))];
                            let title = see.say_with("truth-behind", &args);
                            Facts::open(title, line.facts.clone())
                        }
                        Some(Shown::Cause(cause)) => {
                            let title = see.phrases.word("broke", cause.broke.word());
                            Facts::open(title, cause.facts.clone())
                        }
                        _ => Reply::Stay,
                    };
                }
                Some(Does::Table) => {
                    let Some(card) = self.card.clone() else {
                        return Reply::Stay;
                    };
                    let told = Box::new(move |see: &See<'_, R>| pillars(see, &card));
                    return Sheet::open(see.say("card-pillars"), told);
                }
                Some(does @ (Does::Renew | Does::Team)) => {
                    if matches!(does, Does::Team) {
                        drop(rows);
                        self.team = self.next_team(see);
                    }
                    self.asked = Some((see.view.now, see.view.ended.is_some()));
                    return Reply::Look(TruthLook::Card(self.team));
                }
                None => {}
            }
        }
        drop(rows);
        list::stay(&mut self.cursor, input, count, see)
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let rows = self.rows();
        let columns = [
            Column::new(see.say("truth-col-points"), 8, 0).right(),
            Column::new(see.say("truth-col-rule"), 7, 1),
            Column::new(see.say("truth-col-why"), 20, 0).growing(),
        ];
        let at = self.cursor.at(rows.len());
        let listed = Listed {
            title: self.head(see),
            empty: see.say("truth-score-none"),
            columns: &columns,
            rows: (rows.len(), at),
        };
        let chosen = list::draw(see, frame, area, &listed, &mut |place| {
            row(see, &rows[place])
        });
        let text = match at.map(|at| &rows[at]) {
            Some(Shown::Line(line)) => {
                let args = [("count", Value::from(line.facts.len()))];
                let opens = see.say_with("truth-line-facts", &args);
                format!("{}\n\n{opens}", line_words(see, line))
            }
            Some(Shown::Component(part)) => see.phrases.word("component", &part.name),
            Some(Shown::Causes(card)) => losses::table(see.phrases, card).join("\n"),
            Some(Shown::Cause(cause)) => {
                let args = [("count", Value::from(cause.facts.len()))];
                let opens = see.say_with("truth-line-facts", &args);
                format!("{}\n\n{opens}", cause_words(see, cause))
            }
            None => String::new(),
        };
        list::draw_chosen(see, frame, chosen, &see.say("truth-line"), &text);
    }
}
