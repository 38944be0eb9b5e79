//! Pictures that many look at, drawn once: of a thousand seats most look at the same.
//!
//! Who has the same [`Gaze`] and a terminal of the same size is shown the same picture, and who was
//! shown the same before is sent the same bytes. What is left to do for each is to send them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use ratatui::Frame;

use crate::desk::gaze::Gaze;
use crate::terminal::ssh::easel::{Picture, paint};

/// The most pictures kept: what a roomful of people may look at, at two moments.
const HUNG: usize = 128;
/// The most ways to one picture that are kept.
const WAYS: usize = 16;

/// A size in cells.
type Size = (u16, u16);

/// A picture's place on the wall; held while it is drawn, so that nobody draws it too.
type Place = Arc<Mutex<Option<Arc<Shared>>>>;

/// A picture, and what is sent to whom it is shown.
pub struct Shared {
    /// The picture.
    pub picture: Picture,
    /// What is sent to whoever was shown a picture of this number; 0 is an empty terminal.
    ways: Mutex<Vec<(u64, Bytes)>>,
}

impl Shared {
    /// A picture that was just drawn.
    fn new(picture: Picture) -> Arc<Self> {
        let ways = Mutex::default();
        Arc::new(Self { picture, ways })
    }

    /// What is sent to whoever was last shown the picture of this number.
    pub fn way_from(&self, number: u64, make: impl FnOnce() -> Bytes) -> Bytes {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, bytes)) = ways.iter().find(|(from, _)| *from == number) {
            return bytes.clone();
        }
        let bytes = make();
        if ways.len() < WAYS {
            ways.push((number, bytes.clone()));
        }
        bytes
    }
}

/// The pictures.
#[derive(Default)]
pub struct Gallery {
    hung: Mutex<VecDeque<(Gaze, Size, Place)>>,
}

impl Gallery {
    /// The picture for this gaze, drawn unless it hangs here; for nobody else if there is none.
    pub fn picture(
        &self,
        gaze: Option<Gaze>,
        size: Size,
        draw: impl FnOnce(&mut Frame<'_>),
    ) -> Arc<Shared> {
        let Some(gaze) = gaze else {
            return Shared::new(paint(size, draw));
        };
        let place = self.place(gaze, size);
        // A panic while drawing leaves the place empty: the next one draws.
        let mut hangs = place.lock().unwrap_or_else(PoisonError::into_inner);
        let drawn = || Shared::new(paint(size, draw));
        hangs.get_or_insert_with(drawn).clone()
    }

    fn place(&self, gaze: Gaze, size: Size) -> Place {
        let mut hung = self.hung.lock().unwrap_or_else(PoisonError::into_inner);
        let found = hung
            .iter()
            .find(|(other, of, _)| *of == size && *other == gaze);
        if let Some((.., place)) = found {
            return place.clone();
        }
        if hung.len() >= HUNG {
            hung.pop_back();
        }
        let place = Place::default();
        // The newest are looked for most.
        hung.push_front((gaze, size, place.clone()));
        place
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use engine::view::Blue;
    use engine::words::time::Span;

    use super::*;
    use crate::desk::trial::Trial;

    #[test]
    fn a_picture_is_drawn_once_for_all_who_look_at_the_same() {
        let (gallery, count) = (Gallery::default(), Cell::new(0));
        let mut trial = Trial::<Blue>::at("cong-ddos-deface", 25);
        let look = |trial: &Trial<Blue>, size| {
            gallery.picture(trial.desk.gaze(), size, |frame| {
                count.set(count.get() + 1);
                trial.desk.draw(frame);
            })
        };
        let first = look(&trial, (80, 24));
        let second = look(&trial, (80, 24));
        assert!(Arc::ptr_eq(&first, &second) && count.get() == 1);
        look(&trial, (100, 30));
        assert_eq!(count.get(), 2, "another size");
        trial.pass(Span::minutes(1));
        let later = look(&trial, (80, 24));
        assert_eq!(count.get(), 3, "another moment");
        assert_ne!(later.picture.number, first.picture.number);
        trial.keys("f1");
        look(&trial, (80, 24));
        look(&trial, (80, 24));
        assert_eq!(count.get(), 5, "what lies over a desk is not shared");
    }

    #[test]
    fn whoever_was_shown_the_same_is_sent_the_same_bytes() {
        let gallery = Gallery::default();
        let picture = gallery.picture(None, (20, 2), |_| {});
        let count = Cell::new(0);
        let way = |from| {
            picture.way_from(from, || {
                count.set(count.get() + 1);
                Bytes::from_static(b"way")
            })
        };
        assert_eq!((way(0), way(0), count.get()), (way(0), way(0), 1));
        way(7);
        assert_eq!(count.get(), 2, "from another picture");
    }

    #[test]
    fn what_a_panic_left_half_drawn_is_shown_to_nobody() {
        let gallery = Gallery::default();
        let trial = Trial::<Blue>::at("cong-ddos-deface", 25);
        let gaze = || trial.desk.gaze();
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            gallery.picture(gaze(), (80, 24), |frame| {
                frame.render_widget("half of it", frame.area());
                panic!("a mistake");
            })
        }));
        assert!(broken.is_err());
        let drawn = gallery.picture(gaze(), (80, 24), |frame| trial.desk.draw(frame));
        let whole = trial.drawn(80, 24).buffer().clone();
        assert!(drawn.picture.cells == whole);
    }
}
