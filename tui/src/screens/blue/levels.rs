//! Levels and indicators: what the bodies declare of their systems, and what of it the team has
//! seen to be so or not. The true figures stand beside them only once they are released.

use engine::city::funnel::Machine;
use engine::view::Blue;
use engine::words::fact::Compliance;
use engine::words::name::{HostId, ServiceId};
use engine::words::target::Target;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::order::Ordering;
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::funnel::{Funnel, Staged};
use crate::screens::shared::gauges;

#[derive(Clone, Copy)]
enum Does {
    Respond,
    Stages,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Respond, "r enter", "work-key-respond-here"),
    (Does::Stages, "p", "key-funnel"),
    (Does::Leave, "esc", "key-leave"),
]);

/// What a dossier may say, and the heading of each.
const SAYS: [(Compliance, &str); 4] = [
    (Compliance::Classified, "work-col-classified"),
    (Compliance::Approved, "work-col-approved"),
    (Compliance::Deployed, "work-col-deployed"),
    (Compliance::Assessed, "work-col-dossier-assessed"),
];

impl Staged for Blue {
    const TRUTH: bool = false;
    fn machines(see: &See<'_, Self>) -> Vec<Machine> {
        see.brief.machines(see.view)
    }
    fn acts(host: HostId) -> Option<Box<dyn Screen<Self>>> {
        Some(Box::new(Ordering::new(Some(Target::Host(host)))))
    }
}

/// Levels and indicators.
#[derive(Default)]
pub struct Levels {
    cursor: Cursor,
}

/// Systems with a dossier that the team knows of: the highest level first.
fn systems(see: &See<'_, Blue>) -> Vec<ServiceId> {
    let mut systems = see.brief.known_services(see.view);
    systems.retain(|id| see.brief.service(*id).declares.is_some());
    systems.sort_by_key(|id| std::cmp::Reverse(see.brief.service(*id).level));
    systems
}

impl Screen<Blue> for Levels {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-levels-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = systems(see);
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        let chosen = self.cursor.at(all.len()).and_then(|at| all.get(at));
        match (does, chosen) {
            (Some(Does::Respond), Some(id)) => {
                let target = Some(Target::Service(*id));
                Reply::Open(Box::new(Ordering::new(target)))
            }
            (Some(Does::Stages), _) => Reply::Open(Box::new(Funnel::default())),
            (Some(Does::Leave), _) => Reply::Close,
            _ => {
                self.cursor.update(input, all.len(), 1);
                Reply::Stay
            }
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(ratatui::widgets::Clear, area);
        let all = systems(see);
        let gauges = see.brief.indicators().count();
        let head = u16::try_from(gauges).map_or(3, |count| count + 3);
        let [top, below] = Layout::vertical([
            Constraint::Length(head.min(area.height / 2)),
            Constraint::Min(4),
        ])
        .areas(area);
        gauges::rows(see, frame, top);
        if all.is_empty() {
            let inside = panel(frame, below, &see.say("work-levels-title"), see.theme);
            return prose(frame, inside, &see.say("work-levels-none"), 0, see.theme);
        }
        let declared = &see.view.declared;
        let is_so = |one: &&_| declared.get(one).is_some_and(|(_, so)| *so);
        let righted = see.view.lies.iter().filter(is_so).count();
        let args = [
            ("seen", Value::from(declared.len())),
            ("wrong", Value::from(see.view.lies.len())),
            ("righted", Value::from(righted)),
        ];
        let inside = panel(
            frame,
            below,
            &see.say_with("work-levels-systems", &args),
            see.theme,
        );
        let mut columns = vec![
            Column::new(see.say("work-col-system-level"), 3, 0).right(),
            Column::new(see.say("work-col-system"), 24, 0).growing(),
        ];
        columns.extend(SAYS.map(|(_, head)| Column::new(see.say(head), 9, 1)));
        let rows = (all.len(), self.cursor.at(all.len()));
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            row(see, all[place])
        });
    }
}

fn row(see: &See<'_, Blue>, id: ServiceId) -> Row {
    let service = see.brief.service(id);
    let state = |what: Compliance| {
        let seen = see.view.declared.get(&(id, what)).map(|(_, holds)| *holds);
        let declared = service.declares.is_some_and(|all| all.contains(&what));
        match (seen, declared) {
            (Some(true), _) if see.view.lies.contains(&(id, what)) => {
                (Ink::Warn, "work-declared-righted")
            }
            (Some(true), _) => (Ink::Good, "work-declared-so"),
            (Some(false), _) => (Ink::Bad, "work-declared-not-so"),
            (None, true) => (Ink::Text, "work-declared-only"),
            (None, false) => (Ink::Dim, "work-declared-nothing"),
        }
    };
    let states = SAYS.map(|(what, _)| state(what));
    let is = |word: &str| states.iter().any(|(_, key)| *key == word);
    let mark = match () {
        () if is("work-declared-not-so") => Mark::Bad,
        () if is("work-declared-only") => Mark::Unknown,
        () => Mark::Good,
    };
    let row = Row::marked(mark)
        .text(service.level.to_string())
        .text(see.text(service.title));
    states
        .iter()
        .fold(row, |row, (ink, key)| row.cell(*ink, see.say(key)))
}
