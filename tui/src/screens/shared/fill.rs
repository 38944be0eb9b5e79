//! A form laid over a screen; what it comes to is an order.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Paragraph;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Buttons, Came, Field, Form};
use crate::paint::panel::{inside_over, over};
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

/// The buttons below every form.
pub fn buttons<R: Seated>(see: &See<'_, R>) -> Buttons {
    Buttons(["key-send", "key-leave"].map(|key| see.say(key)))
}

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
        let came = match input {
            Input::Mouse(mouse, (width, height)) => {
                let area = Rect::new(0, 0, *width, *height);
                let inside = inside_over(area, Self::size(area), see.theme);
                let body = self.body(inside).1;
                self.form.mouse(*mouse, body, &buttons(see))
            }
            other => self.form.update(other),
        };
        match came {
            Came::Stay => Reply::Stay,
            Came::Leave => Reply::Close,
            Came::Ask => {
                self.form.fault(see.say("form-lost"));
                Reply::Stay
            }
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
        let inside = over(frame, area, Self::size(area), &self.title, see.theme);
        let (intro, body) = self.body(inside);
        let room = usize::from(inside.width);
        let shown = wrap(&self.intro, room).into_iter();
        let shown = shown.take(intro.height.into());
        let shown = shown.map(|l| line(see.theme, Ink::Dim, l));
        frame.render_widget(Paragraph::new(shown.collect::<Vec<_>>()), intro);
        self.form.draw(frame, body, &buttons(see), see.theme);
    }
}

impl<R: Seated> Fill<R> {
    fn size(area: Rect) -> (u16, u16) {
        (area.width.saturating_sub(4).min(100), area.height)
    }

    /// What is to be read, and the form below it.
    fn body(&self, inside: Rect) -> (Rect, Rect) {
        let intro = match self.intro.is_empty() {
            true => 0,
            false => wrap(&self.intro, inside.width.into()).len(),
        };
        let rows = u16::try_from(intro)
            .unwrap_or(u16::MAX)
            .min(inside.height / 3);
        let [intro, body] =
            Layout::vertical([Constraint::Length(rows), Constraint::Min(0)]).areas(inside);
        (intro, body)
    }
}
