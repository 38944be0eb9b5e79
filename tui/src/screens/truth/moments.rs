//! Moments as people write them: on the calendar, since STARTEX, or from another moment.

use engine::words::time::{Span, Tick};
use jiff::civil::DateTime;

/// Reads `21/10 08:45` on the scenario's calendar, `08:45` of the present day, `1h30m` since
/// STARTEX, or `+30m` from the moment given; nothing for anything else and for moments before
/// STARTEX.
pub fn read(starts: DateTime, (now, from): (Tick, Tick), text: &str) -> Option<Tick> {
    let text = text.trim();
    if let Some(later) = text.strip_prefix('+') {
        return Span::parse(later.trim()).map(|span| from.after(span));
    }
    if let Some(span) = Span::parse(text) {
        return Some(Tick(span.0));
    }
    let today = starts
        .checked_add(jiff::Span::new().seconds(i64::from(now.0)))
        .ok()?;
    let (day, time) = match text.split_once(' ') {
        Some((day, time)) => (date(starts, day)?, time),
        None => (today.date(), text),
    };
    let (hour, minute) = time.trim().split_once(':')?;
    let time = jiff::civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    let since = day.to_datetime(time).duration_since(starts).as_secs();
    u32::try_from(since).ok().map(Tick)
}

/// `21/10`: the first such day from STARTEX on.
fn date(starts: DateTime, text: &str) -> Option<jiff::civil::Date> {
    let (day, month) = text.split_once('/')?;
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    let in_year = |year| jiff::civil::Date::new(year, month, day).ok();
    let this = in_year(starts.year())?;
    if this < starts.date() {
        in_year(starts.year() + 1)
    } else {
        Some(this)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_people_write_it() {
        let starts = jiff::civil::date(2026, 12, 31).at(8, 0, 0, 0);
        let at = |from, text| read(starts, (Tick(3_600), Tick(from)), text).map(|at| at.0);
        let read = |text| at(3_600, text);
        assert_eq!(
            at(7_200, "+30m"),
            Some(9_000),
            "from another moment than now"
        );
        assert_eq!(read("+30m"), Some(5_400));
        assert_eq!(read("2h"), Some(7_200));
        assert_eq!(read("10:30"), Some(9_000));
        assert_eq!(read("01/01 08:00"), Some(86_400));
        assert_eq!(read("31/12 07:00"), None);
        assert_eq!(read("25:00"), None);
        assert_eq!(read("tomorrow"), None);
        assert_eq!(read(""), None);
    }
}
