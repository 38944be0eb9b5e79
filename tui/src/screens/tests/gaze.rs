//! Who looks at the same is shown the same: wherever a walk through every seat comes to a gaze that
//! was met before, the picture is the one that was drawn then, cell by cell.

use engine::rehearsal::BotKind;
use engine::view::{Blue, Jury, Observer, Red, White};
use engine::words::text::Lang;
use engine::words::time::Span;

use super::attacked;
use crate::desk::gaze::Gaze;
use crate::desk::trial::{Start, Trial};
use crate::screen::Seated;

const SIZE: (u16, u16) = (100, 30);

/// What was met: each gaze with what was drawn for it.
#[derive(Default)]
struct Met {
    seen: Vec<(Gaze, ratatui::buffer::Buffer)>,
    again: usize,
    without: usize,
}

impl Met {
    fn look<R: Seated>(&mut self, trial: &Trial<R>, place: &str) {
        let Some(gaze) = trial.desk.gaze() else {
            self.without += 1;
            return;
        };
        let drawn = trial.drawn(SIZE.0, SIZE.1).buffer().clone();
        match self.seen.iter().find(|(met, _)| *met == gaze) {
            Some((_, before)) => {
                self.again += 1;
                assert!(*before == drawn, "{:?}: two pictures at {place}", R::CELL);
            }
            None => self.seen.push((gaze, drawn)),
        }
    }
}

/// Looks at every tab after each of its keys, alone and one after the other, as drill time passes.
fn walk<R: Seated>(mut trial: Trial<R>, shared: usize) {
    let mut met = Met::default();
    for round in 0..2 {
        for tab in 1..=Trial::<R>::tabs().min(9) {
            trial.keys(&format!("{tab} home"));
            met.look(&trial, &format!("{tab}"));
            for key in trial.first_presses() {
                // F-keys are the desk's, and a drill is not to go on for a look.
                trial.keys(&key);
                let place = format!("{round}: {tab} {key}");
                met.look(&trial, &place);
                trial.keys("esc");
                met.look(&trial, &format!("{place} esc"));
                trial.keys("j");
                met.look(&trial, &format!("{place} esc j"));
                trial.back_to(tab - 1, 1);
                trial.keys(&format!("{tab} k"));
                met.look(&trial, &format!("{place} k"));
            }
        }
        trial.pass(Span::minutes(5));
    }
    let Met {
        seen,
        again,
        without,
    } = met;
    assert!(
        seen.len() >= shared,
        "{:?}: only {} gazes",
        R::CELL,
        seen.len()
    );
    assert!(again > 10, "{:?}: only {again} met again", R::CELL);
    assert!(without > 0, "{:?}: work laid over is shared", R::CELL);
}

#[test]
fn who_looks_at_the_same_is_shown_the_same() {
    let start = |lang| Start {
        lang,
        blue: BotKind::Playbook,
        ..Start::of("cong-ddos-deface", 44)
    };
    walk::<Blue>(Trial::new(start(Lang::Vi)), 18);
    walk::<Red>(attacked(start(Lang::En)), 8);
    walk::<White>(Trial::new(start(Lang::Vi)), 10);
    walk::<Jury>(Trial::new(start(Lang::En)), 6);
    walk::<Observer>(Trial::new(start(Lang::Vi)), 6);
}

#[test]
fn another_team_another_moment_and_another_language_are_another_gaze() {
    let mut trial = Trial::<Blue>::at("cong-ddos-deface", 25);
    let gaze = trial.desk.gaze().expect("the wall is shared");
    assert!(trial.desk.gaze() == Some(gaze.clone()));
    trial.keys("f2");
    assert!(trial.desk.gaze() != Some(gaze.clone()), "another language");
    trial.keys("f2");
    assert!(trial.desk.gaze() == Some(gaze.clone()), "as it was");
    trial.keys("f1");
    assert!(trial.desk.gaze().is_none(), "help lies over it");
    trial.keys("esc");
    trial.pass(Span::minutes(1));
    assert!(trial.desk.gaze() != Some(gaze.clone()), "another moment");
    let other = Trial::<Blue>::at("cong-ddos-deface", 25);
    assert!(other.desk.gaze() != Some(gaze), "another drill's view");
}
