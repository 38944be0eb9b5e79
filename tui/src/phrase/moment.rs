//! Moments and lengths of time, as the drill's people write them.

use engine::words::time::{DAY, HOUR, MINUTE, Span, Spans, Tick};
use jiff::civil::DateTime;

use crate::phrase::{Phrases, Value};

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
/// Only for what stands beside a moment and counts on from it: by itself it could be hours or
/// minutes.
pub fn clock(span: Span) -> String {
    let (d, h, m, s) = parts(span);
    match (d, h) {
        (0, 0) => format!("{m:02}:{s:02}"),
        (0, _) => format!("{h}:{m:02}:{s:02}"),
        _ => format!("{d}d {h:02}:{m:02}"),
    }
}

fn parts(span: Span) -> (u32, u32, u32, u32) {
    let (d, rest) = (span.0 / DAY, span.0 % DAY);
    (d, rest / HOUR, rest / MINUTE % 60, rest % 60)
}

/// The keys of one way to write a length: seconds; minutes, with seconds; hours, with minutes;
/// days, with hours.
type Units = [&'static str; 7];

const FULL: Units = [
    "span-s",
    "span-min",
    "span-min-s",
    "span-h",
    "span-h-min",
    "span-d",
    "span-d-h",
];
const COMPACT: Units = [
    "span-short-s",
    "span-short-min",
    "span-short-min-s",
    "span-short-h",
    "span-short-h-min",
    "span-short-d",
    "span-short-d-h",
];

/// From here on seconds are left out.
const SECONDS_TO: u32 = 10;

/// A length with its units: `1 min 12 s`, `48 min`, `1 h 36 min`, `2 d 1 h`.
pub fn span(phrases: &Phrases, span: Span) -> String {
    told(phrases, span, &FULL)
}

/// The same for a narrow column: `1m12s`, `48m`, `1h36m`, `2d1h`; at most seven cells for less than
/// a hundred days.
pub fn compact(phrases: &Phrases, span: Span) -> String {
    told(phrases, span, &COMPACT)
}

fn told(phrases: &Phrases, span: Span, units: &Units) -> String {
    let (d, h, m, s) = parts(span);
    let (unit, much, rest) = match (d, h, m, s) {
        (0, 0, 0, s) => (0, s, 0),
        (0, 0, m, 0) | (0, 0, m @ SECONDS_TO.., _) => (1, m, 0),
        (0, 0, m, s) => (2, m, s),
        (0, h, 0, _) => (3, h, 0),
        (0, h, m, _) => (4, h, m),
        (d, 0, ..) => (5, d, 0),
        (d, h, ..) => (6, d, h),
    };
    let args = [("much", Value::from(much)), ("rest", Value::from(rest))];
    phrases.say_with(units[unit], &args)
}

/// A length that chance decides: `48 min–1 h 36 min`.
pub fn range(phrases: &Phrases, spans: Spans) -> String {
    let (least, most) = (span(phrases, spans.least), span(phrases, spans.most));
    match least == most {
        true => least,
        false => format!("{least}–{most}"),
    }
}

/// What is left until a deadline, or how far it is past: `-12 min`.
pub fn left(phrases: &Phrases, now: Tick, by: Tick) -> String {
    signed(now, by, |left| span(phrases, left))
}

/// The same for a narrow column.
pub fn compact_left(phrases: &Phrases, now: Tick, by: Tick) -> String {
    signed(now, by, |left| compact(phrases, left))
}

fn signed(now: Tick, by: Tick, say: impl Fn(Span) -> String) -> String {
    match by >= now {
        true => say(by.since(now)),
        false => format!("-{}", say(now.since(by))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::text::width;
    use engine::words::text::Lang;

    #[test]
    fn moments_read_as_calendar_and_clock() {
        let starts = jiff::civil::date(2026, 10, 31).at(23, 50, 0, 0);
        assert_eq!(calendar(starts, Tick(900)), "01/11 00:05");
        assert_eq!(clock(Span(65)), "01:05");
        assert_eq!(clock(Span(3_909)), "1:05:09");
        assert_eq!(clock(Span(2 * DAY + 3_900)), "2d 01:05");
    }

    #[test]
    fn every_length_says_what_it_counts() {
        let [vi, en] = [Lang::Vi, Lang::En].map(Phrases::new);
        let said = |seconds| [span(&vi, Span(seconds)), span(&en, Span(seconds))];
        assert_eq!(said(0), ["0 giây", "0 s"]);
        assert_eq!(said(72), ["1 ph 12 giây", "1 min 12 s"]);
        assert_eq!(said(48 * MINUTE), ["48 ph", "48 min"]);
        assert_eq!(said(48 * MINUTE + 7), ["48 ph", "48 min"]);
        assert_eq!(said(96 * MINUTE), ["1 giờ 36 ph", "1 h 36 min"]);
        assert_eq!(said(5 * HOUR), ["5 giờ", "5 h"]);
        assert_eq!(said(2 * DAY + 3_900), ["2 ngày 1 giờ", "2 d 1 h"]);
        let spans = |least, most| Spans {
            least: Span(least),
            most: Span(most),
        };
        let wide = spans(48 * MINUTE, 96 * MINUTE);
        assert_eq!(range(&vi, wide), "48 ph–1 giờ 36 ph");
        assert_eq!(range(&en, wide), "48 min–1 h 36 min");
        assert_eq!(range(&en, spans(60, 60)), "1 min");
        assert_eq!(left(&en, Tick(0), Tick(60)), "1 min");
        assert_eq!(compact_left(&vi, Tick(60), Tick(0)), "-1ph");
    }

    #[test]
    fn a_compact_length_fits_a_narrow_column() {
        let most = [9 * MINUTE + 59, 59 * MINUTE, DAY - 1, 99 * DAY + DAY - 1];
        for phrases in [Lang::Vi, Lang::En].map(Phrases::new) {
            for seconds in most {
                let said = compact(&phrases, Span(seconds));
                assert!(width(&said) <= 7, "{said}");
            }
        }
    }
}
