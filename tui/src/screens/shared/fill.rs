//! A form laid over a screen; what it comes to is an order.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Came, Field, Form};
use crate::paint::panel::over;
use crate::paint::text::{line, wrap};
use crate::paint::theme::Ink;
use crate::phrase::Value;
use crate::screen::{Reply, Screen, Seated, See};

/// Makes a reply of the answers, or says what is wrong with them.
type MakeReply<R> = Box<dyn Fn(&Form, &See<'_, R>) -> Result<Reply<R>, String> + Send>;

/// Makes the order from the answers, or says what is wrong with them.
pub type Make<R> =
    Box<dyn Fn(&Form, &See<'_, R>) -> Result<<R as engine::view::Role>::Ask, String> + Send>;

#[derive(Clone, Copy)]
enum Does {}

const KEYS: Keys<Option<Does>> = Keys(&[
    (None, "tab", "key-next-field"),
    (None, "ctrl-s f10", "key-send"),
    (None, "esc", "key-leave"),
]);

/// A form over a screen.
pub struct Fill<R: Seated> {
    title: String,
    intro: String,
    form: Form,
    make: MakeReply<R>,
}

impl<R: Seated> Fill<R> {
    /// A form with a title, something to read before it, and what makes an order of it.
    pub fn new(
        title: impl Into<String>,
        intro: impl Into<String>,
        fields: Vec<Field>,
        make: Make<R>,
    ) -> Self {
        let make = move |form: &Form, see: &See<'_, R>| make(form, see).map(Reply::OrderAndClose);
        Self::replying(title, intro, fields, Box::new(make))
    }

    /// The same, with what makes another reply of it than an order.
    pub fn replying(
        title: impl Into<String>,
        intro: impl Into<String>,
        fields: Vec<Field>,
        make: MakeReply<R>,
    ) -> Self {
        Self {
            title: title.into(),
            intro: intro.into(),
            form: Form::new(fields),
            make,
        }
    }

    /// The same, boxed, as a reply.
    pub fn open(self) -> Reply<R> {
        Reply::Open(Box::new(self))
    }
}

impl<R: Seated> Screen<R> for Fill<R> {
    fn title(&self, _: &See<'_, R>) -> String {
        self.title.clone()
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R> {
        match self.form.update(input) {
            Came::Stay => Reply::Stay,
            Came::Leave => Reply::Close,
            Came::Send => {
                if let Some(field) = self.form.missing() {
                    let args = [("field", Value::from(field))];
                    self.form.fault(see.say_with("form-missing", &args));
                    return Reply::Stay;
                }
                match (self.make)(&self.form, see) {
                    Ok(reply) => reply,
                    Err(what) => {
                        self.form.fault(what);
                        Reply::Stay
                    }
                }
            }
        }
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let size = (area.width.saturating_sub(4).min(100), area.height);
        let inside = over(frame, area, size, &self.title, see.theme);
        let intro = wrap(&self.intro, usize::from(inside.width));
        let most = usize::from(inside.height / 3);
        let rows = if self.intro.is_empty() {
            0
        } else {
            intro.len().min(most)
        };
        let rows = u16::try_from(rows).unwrap_or(0);
        let shown = intro.into_iter().take(rows.into());
        let shown = shown
            .map(|l| line(see.theme, Ink::Dim, l))
            .collect::<Vec<_>>();
        frame.render_widget(
            Paragraph::new(shown),
            Rect {
                height: rows,
                ..inside
            },
        );
        let body = Rect {
            y: inside.y + rows,
            height: inside.height.saturating_sub(rows),
            ..inside
        };
        self.form.draw(frame, body, see.theme);
    }
}
