//! What became of a step of the attack, in cells of the table of steps: as the score has it.

use engine::report::Moment;
use engine::report::attack::StepRow;

use crate::paper::press::Press;
use crate::paper::tree::{Bit, Bits, Part, plain};

/// What the moments in the table of steps say, where there is such a table.
#[must_use]
pub fn note(press: &Press<'_>) -> Option<Part> {
    let any = press.report.attack.iter().any(|step| step.began.is_some());
    any.then(|| Part::Para(plain(press.say("paper-steps-note"))))
}

/// When what stopped a step was looked at; marked if that was before the step met it, or began.
pub fn verified(press: &Press<'_>, step: &StepRow) -> Bits {
    let mut bits = press.moment(step.verified);
    let looked = step.verified.map(|at| at.at);
    let before = |moment: Option<Moment>| looked < moment.map(|at| at.at) && looked.is_some();
    let key = match (before(step.began), before(step.contained)) {
        (true, _) => "paper-verified-earlier",
        (false, true) => "paper-verified-before",
        (false, false) => return bits,
    };
    bits.push(Bit::Plain(format!(" {}", press.say(key))));
    bits
}

/// When the defence had restored what a step touched; or when the organisers put it back.
pub fn restored(press: &Press<'_>, step: &StepRow) -> Bits {
    if step.put_back.is_none() {
        return press.moment(step.restored);
    }
    let mut bits = press.moment(step.put_back);
    bits.push(Bit::Plain(format!(" {}", press.say("paper-put-back"))));
    bits
}
