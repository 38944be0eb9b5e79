//! What scores are held against: the same plan and seed without a response, played beside the
//! drill, once for all cities of a hall, since in each of them the same would happen.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use engine::drill::Setup;
use engine::plan::Plan;
use engine::rehearsal::{BotKind, play};
use engine::words::fact::Fact;

/// The facts of the drill without a response, once they have been played.
#[derive(Clone, Default)]
pub struct Baseline {
    facts: Arc<OnceLock<Vec<Fact>>>,
    playing: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Baseline {
    /// Begins to play it.
    pub fn play(plan: Arc<Plan>, setup: Setup) -> Self {
        let facts: Arc<OnceLock<Vec<Fact>>> = Arc::default();
        let into = facts.clone();
        let playing = thread::spawn(move || {
            let setup = setup.unattended();
            let played = play(plan, setup, BotKind::None, &mut |_, _| Ok(()), &mut |_| {});
            if let Ok(drill) = played {
                let _ = into.set(drill.facts().to_vec());
            }
        });
        Self {
            facts,
            playing: Arc::new(Mutex::new(Some(playing))),
        }
    }

    /// The facts; nothing until they have been played.
    pub fn facts(&self) -> Option<&[Fact]> {
        self.facts.get().map(Vec::as_slice)
    }

    /// Waits until they have been played, if they will be.
    pub fn wait(&self) {
        let mut playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = playing.take().map(JoinHandle::join);
    }
}
