//! What somebody looks at: all that a picture of their desk is made from, told by comparing.
//!
//! In a drill of a thousand seats most look at the same: the wall of their team, untouched. Two
//! desks with the same gaze draw the same, so a picture drawn for one serves the other. A desk that
//! is not sure has none; what people type, search or fill in is theirs alone and never shared. A
//! view belongs to one team of one city, so nobody is shown what another team sees.

use std::any::Any;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Weak};

use crate::desk::{Desk, Person};
use crate::screen::{Clock, Seated};

/// The view that is looked at, known by where it is. It is not kept alive, but its place is not
/// given away as long as this is here.
#[derive(Clone)]
struct Sight(Weak<dyn Any + Send + Sync>);

impl Sight {
    fn place(&self) -> *const () {
        self.0.as_ptr().cast()
    }
}

impl PartialEq for Sight {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl Eq for Sight {}

impl Hash for Sight {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.place().hash(state);
    }
}

/// What somebody looks at, and how.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Gaze {
    sight: Sight,
    clock: Clock,
    person: Person,
    /// The tab in front, of so many.
    tab: (usize, usize),
    /// The eye on its screen.
    eye: u64,
    /// The hint of the tour that is shown.
    hint: Option<usize>,
    /// Whether hotwash has begun.
    opened: bool,
    /// The city looked at in a hall, and whether orders go to all.
    city: Option<(usize, bool)>,
}

impl<R: Seated> Desk<R> {
    /// What is looked at here, if a picture of it is worth sharing.
    pub fn gaze(&self) -> Option<Gaze> {
        if self.over.is_some() || self.toast.is_some() {
            return None;
        }
        // What is laid over a screen is somebody's work, and theirs.
        let [screen] = &self.tabs[self.at].stack[..] else {
            return None;
        };
        let eye = screen.eye()?;
        let view: Arc<dyn Any + Send + Sync> = self.view.clone();
        Some(Gaze {
            sight: Sight(Arc::downgrade(&view)),
            clock: self.clock.clone(),
            person: self.person,
            tab: (self.at, self.tabs.len()),
            eye,
            hint: self.tour.hint(self.brief.tour()).map(|(number, _)| number),
            opened: self.opened,
            city: self.hall.as_ref().map(|hall| (hall.at, hall.all)),
        })
    }
}
