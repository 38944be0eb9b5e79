//! Moments and lengths of time, as the drill's people write them.

use engine::words::time::{DAY, HOUR, MINUTE, Span, Tick};
use jiff::civil::DateTime;

/// A moment on the scenario's calendar: `21/10 08:45`. Day before month in both languages, as the
/// country writes it.
pub fn calendar(starts: DateTime, at: Tick) -> String {
    let later = starts.checked_add(jiff::Span::new().seconds(i64::from(at.0)));
    let moment = later.unwrap_or(starts);
    format!(
        "{:02}/{:02} {:02}:{:02}",
        moment.day(),
        moment.month(),
        moment.hour(),
        moment.minute()
    )
}

/// A length as a clock shows it: `1:05:09`, with days before it where there are any: `2d 01:05`.
pub fn clock(span: Span) -> String {
    let (d, rest) = (span.0 / DAY, span.0 % DAY);
    let (h, m, s) = (rest / HOUR, rest / MINUTE % 60, rest % 60);
    match (d, h) {
        (0, 0) => format!("{m:02}:{s:02}"),
        (0, _) => format!("{h}:{m:02}:{s:02}"),
        _ => format!("{d}d {h:02}:{m:02}"),
    }
}

/// What is left until a deadline, or how far it is past: `-12:00`.
pub fn left(now: Tick, by: Tick) -> String {
    if by >= now {
        clock(by.since(now))
    } else {
        format!("-{}", clock(now.since(by)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_lengths_read_as_clocks() {
        let starts = jiff::civil::date(2026, 10, 31).at(23, 50, 0, 0);
        assert_eq!(calendar(starts, Tick(900)), "01/11 00:05");
        assert_eq!(clock(Span(65)), "01:05");
        assert_eq!(clock(Span(3_909)), "1:05:09");
        assert_eq!(clock(Span(2 * DAY + 3_900)), "2d 01:05");
        assert_eq!(left(Tick(0), Tick(60)), "01:00");
        assert_eq!(left(Tick(60), Tick(0)), "-01:00");
    }
}
