//! The improvement plan: issue, action, owner, due; a draft for people to decide on.

use crate::paper::papers::{figures, tables};
use crate::paper::press::{Press, heading, para};
use crate::paper::tree::Paper;

/// The whole paper.
#[must_use]
pub fn paper(press: &Press<'_>) -> Paper {
    let mut parts = vec![
        para(press.say("paper-proposal")),
        heading(1, press.say("plan-1")),
    ];
    parts.extend(figures::losses(press));
    parts.extend(figures::matrix(press));
    parts.push(tables::mends(press));
    parts.push(heading(1, press.say("plan-2")));
    parts.push(tables::indicators(press));
    parts.push(heading(1, press.say("closing-a-2")));
    parts.push(press.appendix(&[]));
    let mut paper = press.paper("plan", press.say("paper-plan"), parts);
    paper.official = Some(press.official("paper-planned", "KH-KP", &[], "paper-chair-btc"));
    paper
}
