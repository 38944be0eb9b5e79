//! Moments and lengths as queries write them.

use crate::words::time::{DAY, HOUR, MINUTE, Tick};

/// When a query is asked: what its moments are counted from.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The moment.
    pub now: Tick,
    /// The second of the day at STARTEX.
    pub starts: u32,
}

/// The moment that is so written.
pub(super) fn moment(text: &str, asked: Asked) -> Option<Tick> {
    if let Ok(seconds) = text.parse() {
        return Some(Tick(seconds));
    }
    if let Some(drill) = text.strip_prefix("t+") {
        return clock(drill).map(Tick);
    }
    let of_day = clock(text).filter(|at| *at < DAY)?;
    let first = (of_day + DAY - asked.starts % DAY) % DAY;
    let days = asked
        .now
        .0
        .checked_sub(first)
        .map_or(0, |since| since / DAY);
    Some(Tick(first + days * DAY))
}

/// The seconds of `h:mm` or `h:mm:ss`.
fn clock(text: &str) -> Option<u32> {
    let mut parts = text.split(':').map(str::parse::<u32>);
    let (h, m) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let s = parts.next().transpose().ok()?.unwrap_or(0);
    let good = parts.next().is_none() && h < 10_000 && m < 60 && s < 60;
    good.then(|| h * HOUR + m * MINUTE + s)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: Asked = Asked {
        now: Tick(2 * HOUR),
        starts: 8 * HOUR,
    };

    #[test]
    fn moments_are_read_in_every_way_they_are_written() {
        let read = |text: &str| moment(text, ASKED).map(|at| at.0);
        assert_eq!(read("600"), Some(600));
        assert_eq!(read("t+1:20"), Some(4_800));
        assert_eq!(read("t+1:20:05"), Some(4_805));
        assert_eq!(read("09:00"), Some(HOUR));
        assert_eq!(read("08:00:30"), Some(30));
        // Not yet today, and there was no yesterday.
        assert_eq!(read("07:00"), Some(23 * HOUR));
        let third_day = Asked {
            now: Tick(2 * DAY + HOUR),
            ..ASKED
        };
        assert_eq!(moment("08:30", third_day), Some(Tick(2 * DAY + 1_800)));
        assert_eq!(moment("18:00", third_day), Some(Tick(DAY + 10 * HOUR)));
        for bad in ["", "x", "25:00", "10:60", "1:2:3:4", "t+9"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
