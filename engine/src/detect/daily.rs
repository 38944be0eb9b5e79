//! Daily life in the logs: the records of ordinary work, which no rule looks for.
//!
//! They are a pure function of seed, machine, class of log and hour, so whoever looks, whenever,
//! finds the same ones, and nobody keeps them: a city costs nothing for being quiet. What a rule
//! may match is not among them; routines play that, one by one. Whether a record of daily life was
//! really written, and has come in, is for `shelf` to say.

use crate::action::template::{Fill, Piece, by_os, parse};
use crate::city::map::Map;
use crate::city::place::{AddressKind, INTERNET};
use crate::words::chance::{Draw, Seed, key};
use crate::words::check::{Check, Names};
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::time::{DAY, HOUR, Tick};
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

// ── Written ──

/// When in the day something happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rhythm {
    /// With office hours: a rush in the morning, nearly four times the day's mean.
    Office,
    /// With people's waking hours.
    Day,
    /// Alike round the clock: what machines do by themselves.
    Even,
}

/// How often machines of these roles write records.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateWritten {
    /// The roles.
    pub roles: Vec<At<String>>,
    /// How many records a day one machine writes.
    #[schemars(range(min = 1, max = 20000))]
    pub per_day: u32,
    /// When in the day.
    pub rhythm: Rhythm,
    /// Whether they come of serving people: none then while the machine's services are down.
    #[serde(default)]
    pub served: bool,
}

/// A kind of record.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineWritten {
    /// How often, beside the others.
    #[schemars(range(min = 1, max = 1000))]
    pub weight: u32,
    /// Whether a stranger outside makes it, in an attempt that fails.
    #[serde(default)]
    pub attempt: bool,
    /// Fields that differ from the class's defaults.
    pub fields: BTreeMap<String, At<String>>,
}

/// Daily life in one class of log, one file each in `catalogue/daily`, called like the class.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DailyWritten {
    /// How often, by role; the first that names a role counts.
    pub rates: Vec<RateWritten>,
    /// The kinds of record.
    #[schemars(length(min = 1, max = 32))]
    pub records: Vec<LineWritten>,
}

// ── the plan ──

/// How often a machine writes records of a class.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Rate {
    pub per_day: u32,
    pub rhythm: Rhythm,
    pub served: bool,
}

/// A kind of record.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Line {
    pub weight: u32,
    pub attempt: bool,
    pub fields: Vec<(Name, Vec<Piece>)>,
}

/// Daily life in one class of log.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Source {
    pub class: ClassId,
    pub lines: Vec<Line>,
    total: u32,
    /// Its luck goes by the name of its class: one more class of log moves no record of another.
    luck: u64,
    rates: Vec<(RoleId, Rate)>,
}

/// Daily life in all logs.
#[derive(Clone, Debug, Default)]
pub struct Daily {
    /// By class, in the order of their names.
    pub sources: Vec<Source>,
}

/// One record of daily life, not yet filled in: which of its machine's in its hour it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Stub {
    /// The machine.
    pub host: HostId,
    /// The class of log.
    pub class: ClassId,
    /// The hour of the drill.
    pub hour: u32,
    /// Its place in the hour.
    pub n: u32,
    /// When it is written.
    pub at: Tick,
    /// Its kind, by its place among those of the source.
    pub line: usize,
}

/// What an hour has of a day, for each rhythm.
const OFFICE: [u32; 24] = [
    1, 1, 1, 1, 1, 2, 6, 24, 39, 36, 20, 12, 10, 22, 24, 20, 14, 6, 3, 2, 2, 1, 1, 1,
];
const WAKING: [u32; 24] = [
    3, 2, 1, 1, 1, 2, 5, 10, 15, 16, 15, 13, 12, 13, 14, 14, 13, 11, 11, 13, 14, 12, 8, 5,
];
const EVEN: [u32; 24] = [1; 24];

/// How many of a thousand people are away on a day.
const ABSENT: u16 = 60;
/// The most records a machine writes of one class in an hour, so that a number tells them apart.
pub const HOURLY_LIMIT: u32 = 1 << 13;

impl Daily {
    /// Checks what stands in one file and takes it up.
    pub fn take(
        &mut self,
        name: &str,
        w: &DailyWritten,
        (classes, map): (&Names, &Map),
        c: &mut Check,
    ) {
        let Some(class) = classes.get(name).map(ClassId::of) else {
            if !c.lost.may_name("log class", name) {
                let near = crate::words::near::nearest(name, classes.iter());
                c.fault_of_file(FaultKind::UnknownName {
                    kind: "log class",
                    name: name.to_owned(),
                    near,
                });
            }
            return;
        };
        let mut rates = Vec::new();
        for rate in &w.rates {
            let roles = rate.roles.iter();
            let roles: Vec<usize> = roles
                .filter_map(|r| map.names.roles.find(r, "role", c))
                .collect();
            let one = Rate {
                per_day: rate.per_day,
                rhythm: rate.rhythm,
                served: rate.served,
            };
            rates.extend(roles.into_iter().map(|role| (RoleId::of(role), one)));
        }
        let lines: Vec<Line> = w.records.iter().map(|line| read(line, c)).collect();
        let total = lines.iter().map(|line| line.weight).sum();
        if total == 0 {
            return;
        }
        self.sources.push(Source {
            class,
            lines,
            total,
            luck: key(name),
            rates,
        });
    }

    /// Daily life in this class of log.
    pub fn of(&self, class: ClassId) -> Option<&Source> {
        self.sources.iter().find(|source| source.class == class)
    }
}

fn read(w: &LineWritten, c: &mut Check) -> Line {
    let mut fields = Vec::new();
    for (name, value) in &w.fields {
        match parse(value) {
            Ok(pieces) => fields.push((name.as_str().into(), pieces)),
            Err(found) => {
                let kind = FaultKind::UnknownName {
                    kind: "placeholder",
                    name: found,
                    near: None,
                };
                c.fault(value, kind);
            }
        }
    }
    Line {
        weight: w.weight,
        attempt: w.attempt,
        fields,
    }
}

impl Source {
    /// How often a machine of this role writes.
    pub fn rate(&self, role: RoleId) -> Option<Rate> {
        let found = self.rates.iter().find(|(of, _)| *of == role);
        found.map(|(_, rate)| *rate)
    }

    /// What a machine writes in an hour of the drill, which starts at this second of the day; in
    /// the order of their places, not of their times.
    pub fn stubs(
        &self,
        seed: Seed,
        starts: u32,
        rate: Rate,
        host: HostId,
        hour: u32,
    ) -> impl Iterator<Item = Stub> + '_ {
        let draw = self.draw(seed, host, hour);
        let count = count(seed, starts, rate, (host, hour), draw.clone());
        (0..count).map(move |n| self.stub(draw.clone(), host, hour, n))
    }

    /// The one of this place, if there are so many.
    pub fn nth(
        &self,
        (seed, starts): (Seed, u32),
        rate: Rate,
        (host, hour, n): (HostId, u32, u32),
    ) -> Option<Stub> {
        let draw = self.draw(seed, host, hour);
        let count = count(seed, starts, rate, (host, hour), draw.clone());
        (n < count).then(|| self.stub(draw, host, hour, n))
    }

    fn draw(&self, seed: Seed, host: HostId, hour: u32) -> Draw {
        seed.at(Tick(hour), u64::from(host.0), "daily")
            .apart(self.luck)
    }

    fn stub(&self, draw: Draw, host: HostId, hour: u32, n: u32) -> Stub {
        let mut draw = draw.apart(u64::from(n));
        let at = Tick(hour * HOUR + draw.below(HOUR));
        let mut lot = draw.below(self.total);
        let mut line = 0;
        while lot >= self.lines[line].weight {
            lot -= self.lines[line].weight;
            line += 1;
        }
        Stub {
            host,
            class: self.class,
            hour,
            n,
            at,
            line,
        }
    }

    /// Who else has to do with a machine in daily life: another that writes such records itself, in
    /// its zone; of a machine at which nobody sits, in any zone of the city. A visitor's phone logs
    /// on to no desk.
    fn peer(&self, map: &Map, host: HostId, steady: &Draw) -> HostId {
        let own = map.group_of(host).0;
        let is_desk = map.roles.get(own.role.at()).is_some_and(|r| r.users > 0);
        let is_near = |zone: ZoneId| zone == own.zone || (!is_desk && zone != INTERNET);
        let groups = || {
            let all = map.groups.iter();
            all.filter(|group| is_near(group.zone) && self.rate(group.role).is_some())
        };
        let all: u32 = groups().map(|group| group.count).sum();
        let mut lot = steady.clone().apart(u64::MAX).below(all.max(1));
        for group in groups() {
            if lot < group.count {
                return HostId(group.first + lot);
            }
            lot -= group.count;
        }
        host
    }

    /// Fills one field in. The same choice written twice comes out alike throughout a record.
    pub fn fill(&self, seed: Seed, map: &Map, stub: &Stub, field: usize) -> String {
        let steady = self
            .draw(seed, stub.host, stub.hour)
            .apart(u64::from(stub.n));
        let mut draw = steady.clone().apart(1 + field as u64);
        let mut text = String::new();
        for piece in &self.lines[stub.line].fields[field].1 {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Fill(what) => {
                    let peer = || self.peer(map, stub.host, &steady);
                    text.push_str(&fill(*what, map, stub, &peer));
                }
                Piece::Any(choices) | Piece::Once(choices) => {
                    let same = choices.iter().fold(0u64, |k, c| k.rotate_left(7) ^ key(c));
                    let count = u32::try_from(choices.len()).unwrap_or(1);
                    text.push_str(&choices[steady.clone().apart(same).below(count) as usize]);
                }
                Piece::Os(both) => text.push_str(by_os(both, map, Some(stub.host))),
                // What people do every day, they do while they are there.
                Piece::Hours([open, _]) => text.push_str(open),
                Piece::Number(least, most)
                | Piece::OnceNumber(least, most)
                | Piece::SameNumber(least, most) => {
                    text.push_str(&(least + draw.word() % (most - least + 1)).to_string());
                }
                Piece::Hex(digits) => (0..*digits).for_each(|_| {
                    text.push(char::from(b"0123456789abcdef"[draw.below(16) as usize]));
                }),
            }
        }
        text
    }
}

/// What a place is filled in with: the machine itself is the target, somebody else's the source.
fn fill(what: Fill, map: &Map, stub: &Stub, peer: &dyn Fn() -> HostId) -> String {
    let benign = || map.addresses.iter().find(|a| a.kind == AddressKind::Benign);
    match what {
        Fill::Target => map.host_name(stub.host),
        Fill::TargetIp => map.ip_of(stub.host),
        Fill::Source => map.host_name(peer()),
        Fill::SourceIp => map.ip_of(peer()),
        Fill::User => map.account_name(map.user_account(stub.host)),
        Fill::Account => map.account_name(map.user_account(peer())),
        Fill::Org | Fill::Data => map.orgs[map.org_of(stub.host).at()].name.to_string(),
        Fill::Service => map
            .services_on(stub.host)
            .next()
            .map_or_else(|| "-".to_owned(), |s| map.services[s.at()].name.to_string()),
        Fill::C2 => benign().map_or_else(|| "-".to_owned(), |a| a.domain.to_string()),
        Fill::C2Ip => benign().map_or_else(|| "-".to_owned(), |a| a.ip.to_string()),
        Fill::Zone => map.zones[map.zone_of(stub.host).at()].name.to_string(),
        Fill::PublicIp => map.public_ip(map.org_of(stub.host)),
        Fill::SourcePublicIp => map.public_ip(map.org_of(peer())),
        Fill::SourceCountry => "VN".to_owned(),
        Fill::Mac => map.mac_of(stub.host),
        Fill::Count => (stub.n + 1).to_string(),
    }
}

fn count(seed: Seed, starts: u32, rate: Rate, (host, hour): (HostId, u32), mut draw: Draw) -> u32 {
    let since = starts + hour * HOUR;
    let shares = match rate.rhythm {
        Rhythm::Office => &OFFICE,
        Rhythm::Day => &WAKING,
        Rhythm::Even => &EVEN,
    };
    let day = Tick(since / DAY);
    let away =
        rate.rhythm == Rhythm::Office && seed.at(day, u64::from(host.0), "absent").hits(ABSENT);
    let share = shares[(since / HOUR % 24) as usize];
    let mean =
        u64::from(rate.per_day) * 1_000 * u64::from(share) / u64::from(shares.iter().sum::<u32>());
    let drawn = mean * u64::from(draw.between(750, 1_250)) / 1_000;
    let whole = u32::try_from(drawn / 1_000).unwrap_or(0);
    let more = u32::from(draw.below(1_000) < u32::try_from(drawn % 1_000).unwrap_or(0));
    let all = (whole + more).min(HOURLY_LIMIT - 1);
    if away { all / 12 } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::may::{may_be_like, may_hold};
    use crate::detect::query::Like;

    fn source() -> Source {
        let line = |weight, text: &str| Line {
            weight,
            attempt: false,
            fields: vec![("a".into(), parse(text).expect("well written"))],
        };
        Source {
            class: ClassId(3),
            lines: vec![line(3, "x-{num:1-9}"), line(1, "{any:p|q}{any:p|q}")],
            total: 4,
            luck: key("a"),
            rates: Vec::new(),
        }
    }

    #[test]
    fn an_hour_is_the_same_whoever_asks_and_in_whichever_order() {
        let (source, seed) = (source(), Seed(7));
        let rate = Rate {
            per_day: 240,
            rhythm: Rhythm::Even,
            served: false,
        };
        let all: Vec<Stub> = source.stubs(seed, 0, rate, HostId(5), 9).collect();
        assert!((6..=14).contains(&all.len()), "{}", all.len());
        for stub in all.iter().rev() {
            let again = source.nth((seed, 0), rate, (HostId(5), 9, stub.n));
            assert_eq!(again, Some(*stub));
            assert_eq!(stub.at.0 / HOUR, 9);
            let text = source.fill(seed, &Map::default(), stub, 0);
            assert!(
                ["pp", "qq"].contains(&text.as_str()) || text.starts_with("x-"),
                "{text}"
            );
        }
        let after = u32::try_from(all.len()).expect("few");
        assert_eq!(source.nth((seed, 0), rate, (HostId(5), 9, after)), None);
    }

    #[test]
    fn whatever_stands_in_a_record_was_said_to_be_possible_before_it_was_made() {
        let texts = [
            "a{num:1-90}{num:7-1200}.{hex:3}b",
            "{any:xa|x|}{any:p|pa}x{num:1-9}",
            "{c2.ip}:{num:1-99} {n}",
            "{hex:2}{hex:2}-{any:Q|r}",
        ];
        let mut draw = Seed(9).at(Tick(1), 1, "may");
        for text in texts {
            let mut source = source();
            let pieces = parse(text).expect("well written");
            source.lines[0].fields = vec![("a".into(), pieces.clone())];
            for n in 0..300 {
                let stub = Stub {
                    host: HostId(0),
                    class: ClassId(3),
                    hour: 1,
                    n,
                    at: Tick(0),
                    line: 0,
                };
                let map = Map::default();
                let value = source.fill(Seed(4), &map, &stub, 0).to_lowercase();
                let length = u32::try_from(value.len()).expect("short");
                let from = draw.below(length) as usize;
                let to = from + 1 + draw.below(length) as usize % (value.len() - from);
                let part = &value[from..to];
                assert!(may_hold(&map, &pieces, part), "{part} in {value} of {text}");
                let like = Like::Is(value.clone());
                assert!(may_be_like(&map, &like, &pieces), "{value} of {text}");
                let ends = vec![value[..from].to_owned(), value[to..].to_owned()];
                let like = Like::Parts(ends);
                assert!(may_be_like(&map, &like, &pieces), "{value} of {text}");
            }
        }
    }

    #[test]
    fn a_day_has_its_rate_and_the_morning_its_rush() {
        let (source, seed) = (source(), Seed(1));
        let rate = Rate {
            per_day: 250,
            rhythm: Rhythm::Office,
            served: false,
        };
        let hour = |h| -> usize {
            let hosts = (0..400).map(HostId);
            hosts
                .map(|host| source.stubs(seed, 0, rate, host, h).count())
                .sum()
        };
        let hours: Vec<usize> = (0..24).map(hour).collect();
        let day: usize = hours.iter().sum();
        assert!((90_000..102_000).contains(&day), "{day}");
        let rush = hours[8] * 24 * 10 / day;
        assert!((34..=42).contains(&rush), "{rush} tenths of the mean");
    }
}
