//! A form under the mouse: where its fields and buttons stand, and what a click on them means.
//!
//! Why apart: drawing and clicking must agree on every row, so both ask here where things are.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui_textarea::CursorMove;

use super::{Came, Form, Kind, Slot};
use crate::input::{Code, Did, Mouse, Press};
use crate::paint::table::first_shown;
use crate::paint::text::{span, width};
use crate::paint::theme::{Ink, Theme};

/// What two buttons in a row are called: below a form, the one that sends it and the one that
/// leaves it.
#[derive(Clone, Debug)]
pub struct Buttons(pub [String; 2]);

/// What each button comes to, in their order.
const DOES: [Came; 2] = [Came::Send, Came::Leave];
/// A form lower than this has no row to spare for buttons; the keys do the same.
const LOW: u16 = 5;

impl Buttons {
    /// The buttons as they are drawn, each with the column it begins at.
    fn drawn(&self) -> impl Iterator<Item = (usize, String)> {
        let mut at = 0;
        self.0.iter().map(move |title| {
            let text = format!("[ {title} ]");
            let begins = at;
            at += width(&text) + 2;
            (begins, text)
        })
    }

    /// Draws them in a row.
    pub fn draw(&self, frame: &mut Frame<'_>, place: Rect, theme: &Theme) {
        let spans = self
            .drawn()
            .flat_map(|(_, text)| [span(theme, Ink::Key, text), span(theme, Ink::Text, "  ")]);
        frame.render_widget(Line::from_iter(spans), place);
    }

    /// The one that stands at this column of their row, by its place among them.
    pub fn hit(&self, x: u16) -> Option<usize> {
        let x = usize::from(x);
        let hit = |(at, text): (usize, String)| (at..at + width(&text)).contains(&x);
        self.drawn().position(hit)
    }
}

/// Where the parts of a form stand.
pub(super) struct Layout {
    /// The fields that there is room for, by their place among all.
    pub(super) fields: Vec<(usize, Rect)>,
    /// The row of what is wrong, if something is.
    pub(super) fault: Option<Rect>,
    /// The row of the buttons, if there is room for one.
    buttons: Option<Rect>,
}

impl Form {
    /// Where everything stands in this place; the field being filled is always in it.
    pub(super) fn layout(&self, area: Rect) -> Layout {
        let row = |y: u16| Rect {
            y,
            height: 1,
            ..area
        };
        let mut bottom = area.bottom();
        let mut take = |wanted: bool| {
            (wanted && bottom > area.y).then(|| {
                bottom -= 1;
                row(bottom)
            })
        };
        let buttons = take(area.height >= LOW);
        let fault = take(self.fault.is_some());
        let room = bottom - area.y;
        let mut first = self.at;
        let mut used = self.height(self.at, area.width);
        while first > 0 && used + self.height(first - 1, area.width) <= room {
            first -= 1;
            used += self.height(first, area.width);
        }
        let mut fields = Vec::new();
        let mut y = area.y;
        for place in first..self.slots.len() {
            let height = self.height(place, area.width).min(bottom.saturating_sub(y));
            if height < 2 && place > first {
                break;
            }
            fields.push((place, Rect { y, height, ..area }));
            y += height;
        }
        Layout {
            fields,
            fault,
            buttons,
        }
    }

    pub(super) fn draw_buttons(
        &self,
        frame: &mut Frame<'_>,
        layout: &Layout,
        buttons: &Buttons,
        theme: &Theme,
    ) {
        if let Some(place) = layout.buttons {
            buttons.draw(frame, place, theme);
        }
    }

    /// Takes what the mouse did, in the same cells as the place the form is drawn in.
    pub fn mouse(&mut self, mouse: Mouse, area: Rect, buttons: &Buttons) -> Came {
        let layout = self.layout(area);
        let inside = |place: &Rect| place.contains((mouse.x, mouse.y).into());
        if layout.buttons.as_ref().is_some_and(inside) {
            let hit = buttons.hit(mouse.x - area.x);
            let clicked = hit.filter(|_| mouse.did == Did::Click);
            return match clicked.map(|place| DOES[place]) {
                Some(Came::Leave) => self.leave(),
                other => other.unwrap_or(Came::Stay),
            };
        }
        let over = layout.fields.iter().find(|(_, place)| inside(place));
        match (mouse.did, over) {
            (Did::Click, Some((place, area))) => {
                (self.fault, self.asked) = (None, false);
                self.click(*place, mouse.x - area.x, mouse.y - area.y, area.width);
            }
            (Did::Click, None) => {}
            (did, over) => self.wheel(did == Did::WheelDown, over.map(|(place, _)| *place)),
        }
        Came::Stay
    }

    /// A click into a field: goes there, and does what stands at that row of it.
    fn click(&mut self, place: usize, x: u16, y: u16, wide: u16) {
        let was_open = self.at == place;
        self.at = place;
        let Some(row) = y.checked_sub(1).map(usize::from) else {
            return;
        };
        let slot = &mut self.slots[place];
        let shown = usize::from(slot.rows(was_open, wide));
        match &slot.field.kind {
            Kind::Choice(_) if x < 4 => self.within(Press::of(Code::Left)),
            Kind::Choice(_) => self.within(Press::of(Code::Right)),
            Kind::Answer(_) => slot.at = slot.answer_at(row, wide).unwrap_or(slot.at),
            Kind::Many(all) => {
                let first = first_shown(slot.at, all.len(), shown);
                if first + row < all.len() {
                    slot.at = first + row;
                    self.within(Press::of(Code::Char(' ')));
                }
            }
            Kind::Pick(_) if row > 0 && was_open => {
                if let Some(place) = slot.pick_at(row) {
                    slot.at = place;
                    self.take_pick();
                }
            }
            Kind::Line | Kind::Text(_) | Kind::Pick(_) => slot.put_cursor(row, x, wide),
        }
    }

    /// The wheel moves within a list that it is over, and from field to field elsewhere.
    fn wheel(&mut self, down: bool, over: Option<usize>) {
        let lists = |kind: &Kind| matches!(kind, Kind::Many(_) | Kind::Answer(_));
        let listed = over.filter(|place| lists(&self.slots[*place].field.kind));
        if let Some(place) = listed {
            self.at = place;
            return self.within(Press::of(if down { Code::Down } else { Code::Up }));
        }
        self.at = match down {
            true => (self.at + 1).min(self.slots.len().saturating_sub(1)),
            false => self.at.saturating_sub(1),
        };
    }
}

impl Slot {
    /// Puts the cursor where a click was, as long as every line of the text is drawn as one row.
    fn put_cursor(&mut self, row: usize, x: u16, wide: u16) {
        let lines = self.text.lines();
        let room = usize::from(wide.saturating_sub(3));
        let fits = lines.len() <= usize::from(self.rows(true, wide));
        if fits && lines.iter().all(|line| width(line) < room) {
            let row = u16::try_from(row).unwrap_or(u16::MAX);
            self.text
                .move_cursor(CursorMove::Jump(row, x.saturating_sub(2)));
        }
    }
}
