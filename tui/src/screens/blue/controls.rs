//! The controls of the city: what each is, whose, what the team's last look at it saw; and of those
//! that say by themselves that they live, when they last did, by the records that came in. A link
//! that fails in silence is known by what it no longer says.

use std::collections::BTreeMap;

use engine::view::Blue;
use engine::words::name::{ControlId, HostId};
use engine::words::target::Target;
use engine::words::time::{HOUR, Span, Tick};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::odd;
use crate::phrase::{Value, moment};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::brought::WeakPoint;
use crate::screens::blue::order::{Ordering, say_of};
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Respond,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Respond, "r enter", "work-key-respond-here"),
    (Does::Leave, "esc", "key-leave"),
]);

/// After so long without a sign of life a link is called silent: each says it every half hour.
const SILENT: Span = Span(HOUR);
/// How long what was looked up is good for.
const FRESH: Span = Span(10 * 60);

/// The records of one class that were found: the newest of each machine.
type Beats = BTreeMap<HostId, Tick>;

/// The controls.
#[derive(Default)]
pub struct Controls {
    cursor: Cursor,
    /// When each class was last asked for.
    asked: BTreeMap<String, Tick>,
    beats: BTreeMap<String, Beats>,
}

fn query(class: &str) -> String {
    format!("class:{class}")
}

impl Controls {
    /// When a control last said that it lives; nothing if it is of no kind that does.
    fn beat(&self, see: &See<'_, Blue>, id: ControlId) -> Option<Beat> {
        let class = see.brief.heartbeat(id)?;
        let Some(beats) = self.beats.get(&query(class)) else {
            return Some(Beat::Asking);
        };
        let own = beats
            .iter()
            .filter(|(host, _)| see.brief.is_meant_for(id, **host));
        Some(match own.map(|(_, at)| *at).max() {
            // Before it can have said anything, nobody can say that it is silent.
            None if see.view.now.0 < SILENT.0 => Beat::Asking,
            None => Beat::Never,
            Some(at) if see.view.now.since(at) > SILENT => Beat::Silent(at),
            Some(at) => Beat::Lives(at),
        })
    }
}

/// A sign of life.
#[derive(Clone, Copy)]
enum Beat {
    /// It is being looked up.
    Asking,
    /// None has come in.
    Never,
    /// The last is old.
    Silent(Tick),
    /// It came lately.
    Lives(Tick),
}

impl Screen<Blue> for Controls {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-controls-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &See<'_, Blue>) -> Option<BlueLook> {
        let now = see.view.now;
        let all = (0..see.brief.controls()).map(ControlId::of);
        let mut queries = all.filter_map(|id| see.brief.heartbeat(id)).map(query);
        let due = |query: &String| {
            let asked = self.asked.get(query);
            asked.is_none_or(|at| now.since(*at) > FRESH)
        };
        let query = queries.find(due)?;
        self.asked.insert(query.clone(), now);
        Some(BlueLook::Search(query, None))
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let count = see.brief.controls();
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, self.cursor.at(count)) {
            (Some(Does::Respond), Some(at)) => {
                let target = Some(Target::Control(ControlId::of(at)));
                Reply::Open(Box::new(Ordering::new(target)))
            }
            (Some(Does::Leave), _) => Reply::Close,
            _ => {
                self.cursor.update(input, count, 1);
                Reply::Stay
            }
        }
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        let BlueFound::Search(query, None, Ok(hits)) = found else {
            return;
        };
        if !self.asked.contains_key(query) {
            return;
        }
        let mut beats = Beats::new();
        for (_, entry) in &hits.entries {
            let (at, Some(host)) = (entry.at, entry.host) else {
                continue;
            };
            let newest = beats.entry(host).or_insert(at);
            *newest = at.max(*newest);
        }
        self.beats.insert(query.clone(), beats);
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(ratatui::widgets::Clear, area);
        let below = (area.height / 3).clamp(5, 9);
        let [top, foot] =
            Layout::vertical([Constraint::Min(5), Constraint::Length(below)]).areas(area);
        let inside = panel(frame, top, &see.say("work-controls-title"), see.theme);
        let columns = [
            Column::new(see.say("work-col-control"), 22, 0).growing(),
            Column::new(see.say("work-col-control-kind"), 18, 3),
            Column::new(see.say("work-col-org"), 18, 2),
            Column::new(see.say("work-col-last-look"), 20, 1),
            Column::new(see.say("work-col-heartbeat"), 20, 0),
        ];
        let rows = see.brief.controls();
        let chosen = self.cursor.at(rows);
        table(
            frame,
            inside,
            &columns,
            (rows, chosen),
            see.theme,
            &mut |place| self.row(see, ControlId::of(place)),
        );
        if let Some(at) = chosen {
            let id = ControlId::of(at);
            let title = see.text(see.brief.control(id).title);
            let inside = panel(frame, foot, &title, see.theme);
            prose(frame, inside, &self.about(see, id).join("\n"), 0, see.theme);
        }
    }
}

/// What the team's last look at a control saw, and when.
fn looked(see: &See<'_, Blue>, id: ControlId) -> Option<(Mark, Tick, String)> {
    let target = Target::Control(id);
    let mut looks = see.view.inspections.iter().rev();
    let look = looks.find(|one| one.target == target)?;
    Some(match look.odd {
        Some(what) => (Mark::Bad, look.at, odd(see.phrases, what)),
        None if weak(see, id).iter().any(|weak| weak.mended.is_none()) => {
            (Mark::Warn, look.at, see.say("work-control-weak"))
        }
        None => (Mark::Good, look.at, see.say("work-control-sound")),
    })
}

/// The weak points of a control that came to light.
fn weak<'s>(see: &'s See<'_, Blue>, id: ControlId) -> Vec<WeakPoint<'s>> {
    let known = see.view.weak.iter();
    let all = known.filter_map(|(weak, _)| WeakPoint::of(see, *weak, see.view.now));
    all.filter(|weak| *weak.at == Target::Control(id)).collect()
}

impl Controls {
    fn row(&self, see: &See<'_, Blue>, id: ControlId) -> Row {
        let known = see.brief.control(id);
        let (mark, look) = match looked(see, id) {
            Some((mark, _, said)) => (mark, said),
            None => (Mark::Unknown, see.say("work-control-unseen")),
        };
        let (beat_mark, beat) = match self.beat(see, id) {
            None => (None, "-".to_owned()),
            Some(Beat::Asking) => (None, see.say("work-beat-asking")),
            Some(Beat::Never) => (Some(Mark::Bad), see.say("work-beat-never")),
            Some(Beat::Silent(at)) => (Some(Mark::Bad), see.calendar(at)),
            Some(Beat::Lives(at)) => (Some(Mark::Good), see.calendar(at)),
        };
        // What it says of itself is newer than any look: one that saw it fail is no longer so once
        // it lives again.
        let lives = matches!(beat_mark, Some(Mark::Good));
        let (mark, look) = match mark {
            Mark::Bad if lives => (Mark::Done, see.say("work-control-was-bad")),
            mark => (mark, look),
        };
        let shown = beat_mark.unwrap_or(mark);
        let ink = beat_mark.map_or(Ink::Dim, Mark::ink);
        Row::marked(shown)
            .text(see.text(known.title))
            .cell(Ink::Dim, see.text(known.kind))
            .text(see.text(see.brief.org(known.org).1))
            .cell(mark.ink(), look)
            .cell(ink, beat)
    }

    fn about(&self, see: &See<'_, Blue>, id: ControlId) -> Vec<String> {
        let known = see.brief.control(id);
        let ago = |at: Tick| {
            let span = moment::span(see.phrases, see.view.now.since(at));
            [
                ("at", Value::from(see.calendar(at))),
                ("ago", Value::from(span)),
            ]
        };
        let mut all = vec![
            see.text(known.kind),
            say_of(see, "work-host-org", see.text(see.brief.org(known.org).1)),
        ];
        all.push(match looked(see, id) {
            Some((mark, at, said)) => {
                let since = say_of(see, "work-control-looked", see.calendar(at));
                format!("{} {since}: {said}", mark.sign())
            }
            None => format!(
                "{} {}",
                Mark::Unknown.sign(),
                see.say("work-control-unseen")
            ),
        });
        all.extend(weak(see, id).iter().map(|weak| weak.said(see)));
        all.extend(self.beat(see, id).map(|beat| match beat {
            Beat::Asking => see.say("work-beat-asking"),
            Beat::Never => format!("{} {}", Mark::Bad.sign(), see.say("work-beat-never-long")),
            Beat::Silent(at) => {
                let said = see.say_with("work-beat-silent", &ago(at));
                format!("{} {said}", Mark::Bad.sign())
            }
            Beat::Lives(at) => {
                let said = see.say_with("work-beat-lives", &ago(at));
                format!("{} {said}", Mark::Good.sign())
            }
        }));
        all
    }
}
