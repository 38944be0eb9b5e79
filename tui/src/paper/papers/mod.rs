//! One file for each paper, after the skeletons of the country's practice.
//!
//! Judgement is left to people: what only they can say is a blank with its heading. What the drill
//! knows stands in tables, each row with the facts it rests on.

pub mod blue;
pub mod closing;
pub mod compared;
pub mod continuity;
pub mod daily;
pub mod figures;
pub mod injects;
pub mod jury;
pub mod levels;
pub mod matrix;
pub mod mends;
pub mod others;
pub mod person;
pub mod red;
pub mod rules;
pub mod scores;
pub mod series;
pub mod stages;
pub mod steps;
pub mod tables;

use crate::paper::press::Press;
use crate::paper::tree::Paper;

/// A kind of paper that can be asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// The organisers' closing report.
    Closing,
    /// A defence team's final report.
    Blue,
    /// An attack team's report.
    Red,
    /// The jury's minutes.
    Jury,
    /// A report for each drill day.
    Daily,
    /// A time line for each person.
    Person,
    /// The improvement plan.
    Plan,
    /// Papers that were filed, and forms to sign afterwards.
    Other,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Closing,
        Self::Blue,
        Self::Red,
        Self::Jury,
        Self::Daily,
        Self::Person,
        Self::Plan,
        Self::Other,
    ];

    /// Whether a team of this cell may have it; everything is the organisers'.
    #[must_use]
    pub fn is_for(self, cell: Option<&str>) -> bool {
        match (self, cell) {
            (_, None) => true,
            (Self::Blue, Some(cell)) => cell == "blue",
            (Self::Red, Some(cell)) => cell == "red",
            (Self::Plan, Some(cell)) => cell == "blue",
            (Self::Daily | Self::Person | Self::Other, Some(_)) => true,
            (Self::Closing | Self::Jury, Some(_)) => false,
        }
    }

    /// The papers of this kind that this report fills.
    #[must_use]
    pub fn papers(self, press: &Press<'_>) -> Vec<Paper> {
        let fresh = || Press::new(press.phrases, press.report, press.names);
        let report = press.report;
        match self {
            Self::Closing => vec![closing::paper(press)],
            Self::Jury => vec![jury::paper(press)],
            Self::Plan => vec![mends::paper(press)],
            Self::Daily => (0..report.days.len())
                .map(|place| daily::paper(&fresh(), place))
                .collect(),
            Self::Person => (0..report.people.len())
                .map(|place| person::paper(&fresh(), place))
                .collect(),
            Self::Other => others::papers(press),
            Self::Blue | Self::Red => {
                let cell = if self == Self::Blue { "blue" } else { "red" };
                let own = report.origin.team.as_ref();
                let teams = report.exercise.teams.iter();
                let teams = teams.filter(|t| t.cell == cell && own.is_none_or(|o| *o == t.name));
                let write = |team: &engine::report::about::TeamRow| match self {
                    Self::Blue => blue::paper(&fresh(), &team.name),
                    _ => red::paper(&fresh(), &team.name),
                };
                teams.map(write).collect()
            }
        }
    }
}
