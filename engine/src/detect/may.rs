//! Whether a text may stand in a value that is not made yet, from the pieces it is made of: what
//! cannot be so need not be made. The answer "no" is always right; "yes" may be too generous only
//! where the same choice, drawn twice, comes out alike.

use crate::action::template::{COUNTRIES, Fill, Piece};
use crate::city::map::Map;
use crate::city::place::AddressKind;
use crate::detect::query::Like;

/// Whether a value made of these pieces may hold a text, written in small letters.
pub(super) fn may_hold(map: &Map, pieces: &[Piece], part: &str) -> bool {
    Walk::new(part, true, true).takes(map, pieces)
}

/// Whether a text in small letters may stand in such a value; at its very start or end, if so
/// asked.
pub(super) fn may_stand(
    map: &Map,
    pieces: &[Piece],
    text: &str,
    (at_start, at_end): (bool, bool),
) -> bool {
    Walk::new(text, !at_start, !at_end).takes(map, pieces)
}

/// Whether a value made of these pieces may be like this.
pub(super) fn may_be_like(map: &Map, like: &Like, pieces: &[Piece]) -> bool {
    match like {
        Like::Any | Like::Number(..) => true,
        Like::Has(part) => may_hold(map, pieces, part),
        Like::Is(whole) => Walk::new(whole, false, false).takes(map, pieces),
        Like::Parts(parts) => {
            let last = parts.len().saturating_sub(1);
            parts.iter().enumerate().all(|(i, part)| {
                part.is_empty() || Walk::new(part, i > 0, i < last).takes(map, pieces)
            })
        }
    }
}

/// How much of a text has been met: a bit for each length.
type Met = u64;

/// A walk through the pieces of a value in search of a text.
struct Walk<'p> {
    part: &'p [u8],
    /// Whether it may begin after the value does.
    begins_anywhere: bool,
    /// Whether it may end before the value does.
    ends_anywhere: bool,
    found: bool,
}

impl<'p> Walk<'p> {
    /// A text of more than 63 bytes is looked for by its first 63.
    fn new(part: &'p str, begins_anywhere: bool, ends_anywhere: bool) -> Self {
        let part = part.as_bytes();
        let part_seen = &part[..part.len().min(63)];
        Self {
            part: part_seen,
            begins_anywhere,
            ends_anywhere: ends_anywhere || part_seen.len() < part.len(),
            found: false,
        }
    }

    fn takes(mut self, map: &Map, pieces: &[Piece]) -> bool {
        let mut met = self.reached(0);
        for piece in pieces {
            met = self.piece(met, map, piece);
            if self.found || met == 0 {
                return self.found;
            }
        }
        self.found || met >> self.part.len() & 1 == 1
    }

    /// This much has been met.
    fn reached(&mut self, length: usize) -> Met {
        self.found |= self.ends_anywhere && length == self.part.len();
        1 << length
    }

    fn piece(&mut self, met: Met, map: &Map, piece: &Piece) -> Met {
        match piece {
            Piece::Plain(text) => self.plain(met, text),
            Piece::Any(choices) | Piece::Once(choices) => {
                self.any(met, choices.iter().map(String::as_str))
            }
            Piece::Os(both) | Piece::Hours(both) => self.any(met, both.iter().map(String::as_str)),
            Piece::Number(least, most)
            | Piece::OnceNumber(least, most)
            | Piece::SameNumber(least, most) => {
                let digits = |n: &u64| n.to_string().len();
                self.letters(met, digits(least), digits(most), |c| c.is_ascii_digit())
            }
            Piece::Hex(n) => {
                let n = *n as usize;
                self.letters(met, n, n, |c| c.is_ascii_hexdigit())
            }
            Piece::Fill(what) => self.fill(met, map, *what),
        }
    }

    fn fill(&mut self, met: Met, map: &Map, what: Fill) -> Met {
        let or_none = |known: Option<&str>| known.unwrap_or("-").to_owned();
        let benign = map.addresses.iter().find(|a| a.kind == AddressKind::Benign);
        match what {
            Fill::Target | Fill::Source => self.machines(met, map),
            Fill::User | Fill::Account => {
                let met = self.plain(met, "u-");
                self.machines(met, map)
            }
            Fill::TargetIp | Fill::SourceIp | Fill::PublicIp | Fill::SourcePublicIp => {
                self.letters(met, 7, 15, |c| c.is_ascii_digit() || c == b'.')
            }
            Fill::SourceCountry => self.any(met, COUNTRIES.into_iter().chain(["VN"])),
            Fill::Mac => self.letters(met, 17, 17, |c| c.is_ascii_hexdigit() || c == b':'),
            Fill::Count => self.letters(met, 1, 4, |c| c.is_ascii_digit()),
            Fill::Org | Fill::Data => self.any(met, map.orgs.iter().map(|o| &*o.name)),
            Fill::Zone => self.any(met, map.zones.iter().map(|z| &*z.name)),
            Fill::Service => {
                let all = map.services.iter().map(|s| &*s.name);
                self.any(met, all.chain(["-"]))
            }
            Fill::C2 => self.plain(met, &or_none(benign.map(|a| &*a.domain))),
            Fill::C2Ip => self.plain(met, &or_none(benign.map(|a| &*a.ip))),
        }
    }

    /// The name of some machine.
    fn machines(&mut self, met: Met, map: &Map) -> Met {
        map.groups.iter().fold(0, |all, group| {
            let met = self.plain(met, &group.name);
            if group.single {
                return all | met;
            }
            let met = self.plain(met, "-");
            let digits = group.digits();
            all | self.letters(met, digits, digits, |c| c.is_ascii_digit())
        })
    }

    fn any<'a>(&mut self, met: Met, choices: impl Iterator<Item = &'a str>) -> Met {
        choices.fold(0, |all, choice| all | self.plain(met, choice))
    }

    fn plain(&mut self, met: Met, text: &str) -> Met {
        if text.is_empty() {
            return met;
        }
        let text = text.to_lowercase();
        let (text, mut next) = (text.as_bytes(), 0);
        for length in lengths(met) {
            next |= self.go_on(length, text);
        }
        if self.begins_anywhere {
            for from in 1..text.len() {
                next |= self.go_on(0, &text[from..]);
            }
            next |= 1;
        }
        next
    }

    /// What has been met after this text, if so much was before it.
    fn go_on(&mut self, length: usize, text: &[u8]) -> Met {
        let rest = &self.part[length..];
        if rest.starts_with(text) {
            return self.reached(length + text.len());
        }
        self.found |= self.ends_anywhere && text.starts_with(rest);
        0
    }

    /// So many letters, each of a kind.
    fn letters(&mut self, met: Met, least: usize, most: usize, is: impl Fn(u8) -> bool) -> Met {
        let mut next = 0;
        for length in lengths(met) {
            let rest = &self.part[length..];
            let run = rest.iter().take(most).take_while(|c| is(**c)).count();
            self.found |= self.ends_anywhere && run == rest.len();
            for more in least..=run {
                next |= self.reached(length + more);
            }
        }
        if self.begins_anywhere {
            let run = self.part.iter().take(most).take_while(|c| is(**c)).count();
            for more in 0..=run {
                next |= self.reached(more);
            }
        }
        next
    }
}

fn lengths(met: Met) -> impl Iterator<Item = usize> {
    (0..64).filter(move |length| met >> length & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::template::parse;

    fn may(text: &str, part: &str) -> bool {
        let pieces = parse(text).expect("well written");
        may_hold(&Map::default(), &pieces, part)
    }

    #[test]
    fn what_cannot_stand_in_a_value_is_known_without_making_it() {
        assert!(!may("f_{hex:6}", "powershell"));
        assert!(!may("192.0.2.{num:1-9}", "10.0.3"));
        assert!(!may("192.0.2.{num:1-9}", "0.2.77"));
        assert!(may("192.0.2.{num:1-9}", "0.2.7"));
        assert!(may("192.0.2.{num:1-90}", "0.2.77"));
        assert!(may("x-{hex:6}-y", "x-ab"));
        assert!(may("x-{hex:6}-y", "x-abcdef-y"));
        assert!(!may("x-{hex:6}-y", "x-abcde-y"));
        assert!(may("x{num:1-9}{num:1-9}y", "45y"));
        assert!(may("{any:Alpha|beta}.docx", "alpha.d"));
        assert!(!may("{any:alpha|beta}.docx", "gamma"));
        assert!(may("{target.ip}:{num:1-9}", "10.1:7"));
        assert!(!may("{user}", "powershell"), "nobody is called so");
    }

    #[test]
    fn what_cannot_be_like_a_pattern_is_known_without_making_it() {
        let pieces = parse("C:\\a\\{num:1-9}.log").expect("well written");
        let like = |like: Like| may_be_like(&Map::default(), &like, &pieces);
        let parts = |parts: &[&str]| Like::Parts(parts.iter().map(|p| (*p).to_owned()).collect());
        assert!(like(parts(&["c:\\", ".log"])));
        assert!(like(parts(&["", "\\a\\", ""])));
        assert!(!like(parts(&["a\\", ""])), "it does not begin so");
        assert!(!like(parts(&["", ".exe"])));
        assert!(!like(parts(&["", "12.log"])), "one digit");
        assert!(like(Like::Is("c:\\a\\1.log".into())));
        assert!(!like(Like::Is("c:\\a\\1.lo".into())));
        assert!(!like(Like::Is("d:\\a\\1.log".into())));
    }
}
