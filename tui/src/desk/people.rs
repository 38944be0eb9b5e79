//! What a desk is told by whoever keeps the door of a drill that people come to from elsewhere.

use crate::desk::Desk;
use crate::paint::theme::Ink;
use crate::phrase::{Value, harmless};
use crate::screen::Seated;
use crate::screen::porter::{Place, PorterSaid};
use crate::screens::shared::page::Page;

impl<R: Seated> Desk<R> {
    /// Shows every screen who sits where.
    pub fn people(&mut self, places: &[Place]) {
        for tab in &mut self.tabs {
            tab.stack.iter_mut().for_each(|one| one.people(places));
        }
    }

    /// Says what came of something that was asked about the door. A code stays until it is left: it
    /// is told to somebody, which takes a while.
    pub fn attended(&mut self, said: &PorterSaid) {
        let name = |seat: &str| ("seat", Value::from(harmless(seat)));
        let (ink, text) = match said {
            PorterSaid::Code(seat, code) => {
                let args = [name(seat), ("code", Value::from(harmless(code)))];
                let title = self.phrases.say_with("people-code-given", &args);
                let page = Page::new(title, self.phrases.say_with("people-code-told", &args));
                self.tabs[self.at].stack.push(Box::new(page));
                return;
            }
            PorterSaid::Parted(seat, count) => {
                let args = [name(seat), ("count", Value::from(*count))];
                (Ink::Live, self.phrases.say_with("people-parted", &args))
            }
            PorterSaid::NoSeat(seat) => {
                let args = [name(seat)];
                (Ink::Bad, self.phrases.say_with("people-no-seat", &args))
            }
            PorterSaid::NotKept(why) => {
                let args = [("why", Value::from(harmless(why)))];
                (Ink::Bad, self.phrases.say_with("people-not-kept", &args))
            }
        };
        self.toast = Some((ink, text));
    }
}
