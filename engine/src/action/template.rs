//! Traces as written: a log class, fields, and the places in them that the run fills in.

use crate::action::aim::Aim;
use crate::action::written::End;
use crate::city::host::Platform;
use crate::city::map::Map;
use crate::words::chance::Draw;
use crate::words::check::{Check, Names};
use crate::words::fault::FaultKind;
use crate::words::name::{ClassId, HostId, Name};
use crate::words::target::Target;
use crate::words::time::Times;
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// At which point of a run a trace is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// From its start, even if it then fails or is stopped.
    #[default]
    Start,
    /// Only when it succeeds.
    Done,
    /// The same as `start`.
    Always,
}

/// A trace, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TraceWritten {
    /// The end it concerns.
    pub on: End,
    /// Its class of log.
    pub log: At<String>,
    /// How many.
    #[serde(default)]
    pub times: Times,
    /// When.
    #[serde(default)]
    pub when: When,
    /// Fields that differ from the class's defaults.
    pub fields: BTreeMap<String, At<String>>,
}

/// A trace to be filled in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Template {
    pub on: End,
    pub class: ClassId,
    pub times: Times,
    pub when: When,
    pub fields: Vec<(Name, Vec<Piece>)>,
}

/// A piece of a field's value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Written as it is.
    Plain(String),
    /// Filled in.
    Fill(Fill),
    /// One of these, alike in all traces of a run.
    Any(Vec<String>),
    /// One of these, alike in all runs of a step of the campaign: what one act sends to many.
    Once(Vec<String>),
    /// The first on a machine that runs Windows, the second on any other.
    Os([String; 2]),
    /// The first while offices are open by the clock of the drill, the second at other times.
    Hours([String; 2]),
    /// A number in this range, alike in all runs of a step of the campaign.
    OnceNumber(u64, u64),
    /// A number in this range, alike in all traces of a run or of a call home.
    SameNumber(u64, u64),
    /// A number in this range.
    Number(u64, u64),
    /// So many hexadecimal digits.
    Hex(u32),
}

/// What a place is filled in with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words of the format")]
pub enum Fill {
    Target,
    TargetIp,
    Source,
    SourceIp,
    User,
    Account,
    Org,
    Service,
    Data,
    C2,
    C2Ip,
    Zone,
    PublicIp,
    SourcePublicIp,
    SourceCountry,
    Mac,
    Count,
}

/// Where addresses of the outside world are said to be.
pub const COUNTRIES: [&str; 4] = ["NL", "RU", "SG", "US"];

const FILLS: [(&str, Fill); 19] = [
    ("target", Fill::Target),
    ("target.name", Fill::Target),
    ("target.ip", Fill::TargetIp),
    ("source", Fill::Source),
    ("source.name", Fill::Source),
    ("source.ip", Fill::SourceIp),
    ("user", Fill::User),
    ("account", Fill::Account),
    ("org", Fill::Org),
    ("service", Fill::Service),
    ("data", Fill::Data),
    ("c2", Fill::C2),
    ("c2.ip", Fill::C2Ip),
    ("zone", Fill::Zone),
    ("public.ip", Fill::PublicIp),
    ("source.public.ip", Fill::SourcePublicIp),
    ("source.country", Fill::SourceCountry),
    ("mac", Fill::Mac),
    ("n", Fill::Count),
];

impl Template {
    /// Checks a trace; nothing if its class is unknown.
    pub fn check(w: &TraceWritten, classes: &Names, c: &mut Check) -> Option<Self> {
        let class = ClassId::of(classes.find(&w.log, "log class", c)?);
        let mut fields = Vec::new();
        for (name, value) in &w.fields {
            match parse(value) {
                Ok(pieces) => fields.push((name.as_str().into(), pieces)),
                Err(found) => {
                    let near = crate::words::fault::nearest(&found, FILLS.iter().map(|(n, _)| *n));
                    c.fault(
                        value,
                        FaultKind::UnknownName {
                            kind: "placeholder",
                            name: found,
                            near,
                        },
                    );
                }
            }
        }
        Some(Self {
            on: w.on,
            class,
            times: w.times,
            when: w.when,
            fields,
        })
    }

    /// Fills the fields in for the n-th record of a run. Which of several is chosen by `steady`, so
    /// that the same choice written twice comes out alike in all traces of a run, or of a step;
    /// numbers vary from record to record.
    pub fn fill(
        &self,
        aim: &Aim,
        map: &Map,
        host: Option<HostId>,
        n: u32,
        steady: &Steady,
        draw: &mut Draw,
    ) -> Vec<(Name, String)> {
        // A service may run elsewhere than the plan says: on the machine that this is left on.
        let moved = host.filter(|_| self.on == End::Target);
        let target = moved.or_else(|| map.host_of(&aim.target));
        let filled = |(name, pieces): &(Name, Vec<Piece>)| {
            let mut text = String::new();
            for piece in pieces {
                match piece {
                    Piece::Plain(plain) => text.push_str(plain),
                    Piece::Fill(what) => text.push_str(&fill(*what, aim, map, (host, target), n)),
                    Piece::Any(choices) => text.push_str(one_of(choices, &steady.run)),
                    Piece::Once(choices) => text.push_str(one_of(choices, &steady.step)),
                    Piece::OnceNumber(least, most) => {
                        text.push_str(&number((*least, *most), &steady.step));
                    }
                    Piece::SameNumber(least, most) => {
                        text.push_str(&number((*least, *most), &steady.call));
                    }
                    Piece::Os(both) => text.push_str(by_os(both, map, host)),
                    Piece::Hours([open, closed]) => {
                        text.push_str(if steady.closed { closed } else { open });
                    }
                    Piece::Number(least, most) => {
                        text.push_str(&(least + draw.word() % (most - least + 1)).to_string());
                    }
                    Piece::Hex(digits) => {
                        (0..*digits).for_each(|_| {
                            text.push(char::from(b"0123456789abcdef"[draw.below(16) as usize]))
                        });
                    }
                }
            }
            (name.clone(), text)
        };
        self.fields.iter().map(filled).collect()
    }
}

/// What the same choice is made by wherever it is written: within a run, within a step, and within
/// one call home of the many that a run leads to; and what is the same for all of a moment.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Steady {
    pub run: Draw,
    pub step: Draw,
    pub call: Draw,
    /// Whether offices are closed then.
    pub closed: bool,
}

impl Steady {
    /// Of a run that belongs to no step of a campaign.
    pub fn alone(run: Draw) -> Self {
        Self {
            step: run.clone(),
            call: run.clone(),
            closed: false,
            run,
        }
    }
}

fn number((least, most): (u64, u64), steady: &Draw) -> String {
    let same = crate::words::chance::key(&format!("{least}-{most}"));
    let drawn = steady.clone().apart(same).word();
    (least + drawn % (most - least + 1)).to_string()
}

fn one_of<'c>(choices: &'c [String], steady: &Draw) -> &'c str {
    let same = crate::words::chance::key(&choices.join("|"));
    let mut draw = steady.clone().apart(same);
    let i = draw.below(u32::try_from(choices.len()).unwrap_or(1));
    &choices[i as usize]
}

/// Reads a value in pieces.
///
/// # Errors
///
/// What stands in braces and is no placeholder.
pub fn parse(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let two = rest.get(at..at + 2);
        if two == Some("{{") || two == Some("}}") {
            plain.push_str(&rest[at..=at]);
            rest = &rest[at + 2..];
            continue;
        }
        let end = rest[at..]
            .find('}')
            .filter(|_| rest[at..].starts_with('{'))
            .ok_or_else(|| rest[at..].to_owned())?;
        let inside = &rest[at + 1..at + end];
        if !plain.is_empty() {
            pieces.push(Piece::Plain(std::mem::take(&mut plain)));
        }
        pieces.push(parse_place(inside).ok_or_else(|| inside.to_owned())?);
        rest = &rest[at + end + 1..];
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Plain(plain));
    }
    Ok(pieces)
}

fn parse_place(inside: &str) -> Option<Piece> {
    if let Some((_, what)) = FILLS.iter().find(|(name, _)| *name == inside) {
        return Some(Piece::Fill(*what));
    }
    let (word, rest) = inside.split_once(':')?;
    match word {
        "any" => Some(Piece::Any(rest.split('|').map(str::to_owned).collect())),
        "once" => match range(rest) {
            Some((least, most)) => Some(Piece::OnceNumber(least, most)),
            None => Some(Piece::Once(rest.split('|').map(str::to_owned).collect())),
        },
        "same" => range(rest).map(|(least, most)| Piece::SameNumber(least, most)),
        "os" => two(rest).map(Piece::Os),
        "hours" => two(rest).map(Piece::Hours),
        "num" => range(rest).map(|(least, most)| Piece::Number(least, most)),
        "hex" => rest
            .parse()
            .ok()
            .filter(|n| (1..=128).contains(n))
            .map(Piece::Hex),
        _ => None,
    }
}

fn two(text: &str) -> Option<[String; 2]> {
    let (first, other) = text.split_once('|')?;
    Some([first, other].map(str::to_owned))
}

/// Two numbers, the smaller first.
fn range(text: &str) -> Option<(u64, u64)> {
    let (least, most) = text.split_once('-')?;
    let (least, most) = (least.parse().ok()?, most.parse().ok()?);
    (least <= most).then_some((least, most))
}

/// What of the two stands on this machine: the first on Windows.
pub fn by_os<'t>([windows, other]: &'t [String; 2], map: &Map, host: Option<HostId>) -> &'t str {
    let on = host.map(|host| map.role_of(host).platform);
    match on == Some(Platform::Windows) {
        true => windows,
        false => other,
    }
}

fn fill(
    what: Fill,
    aim: &Aim,
    map: &Map,
    (host, target): (Option<HostId>, Option<HostId>),
    n: u32,
) -> String {
    let address = aim.c2.map(|a| &map.addresses[a.at()]);
    let name = |h: Option<HostId>| h.map_or_else(|| "-".to_owned(), |h| map.host_name(h));
    match what {
        Fill::Target => name(target),
        Fill::TargetIp => target.map_or_else(|| "-".to_owned(), |h| map.ip_of(h)),
        Fill::Source => name(aim.source),
        Fill::SourceIp => match (aim.source, address) {
            (Some(h), _) => map.ip_of(h),
            (None, Some(address)) => address.ip.to_string(),
            (None, None) => "203.0.113.66".to_owned(),
        },
        Fill::User => {
            host.map_or_else(|| "-".to_owned(), |h| map.account_name(map.user_account(h)))
        }
        Fill::Account => match (&aim.target, &aim.using, target) {
            (Target::Account(a), _, _) | (_, Some(a), _) => map.account_name(*a),
            (_, None, Some(h)) => map.account_name(map.user_account(h)),
            _ => "-".to_owned(),
        },
        Fill::Org => map
            .owner_of(&aim.target)
            .map_or_else(|| "-".to_owned(), |o| map.orgs[o.at()].name.to_string()),
        Fill::Service | Fill::Data => map.target_name(&aim.target),
        Fill::C2 => address.map_or_else(|| "-".to_owned(), |a| a.domain.to_string()),
        Fill::C2Ip => address.map_or_else(|| "-".to_owned(), |a| a.ip.to_string()),
        Fill::Zone => target.map_or_else(
            || "-".to_owned(),
            |h| map.zones[map.zone_of(h).at()].name.to_string(),
        ),
        Fill::PublicIp => host.map_or_else(|| "-".to_owned(), |h| map.public_ip(map.org_of(h))),
        Fill::SourcePublicIp => aim
            .source
            .map_or_else(|| "-".to_owned(), |h| map.public_ip(map.org_of(h))),
        // What comes from a machine of the city comes from no other country.
        Fill::SourceCountry => match (aim.source, aim.c2) {
            (Some(_), _) => "VN",
            (None, Some(c2)) => COUNTRIES[c2.at() % COUNTRIES.len()],
            (None, None) => COUNTRIES[0],
        }
        .to_owned(),
        Fill::Mac => host.map_or_else(|| "-".to_owned(), |h| map.mac_of(h)),
        Fill::Count => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::aim::By;
    use crate::words::chance::Seed;
    use crate::words::name::{ActionId, OrderId, TeamId};
    use crate::words::time::Span;
    use std::collections::BTreeSet;

    fn nobody() -> Aim {
        Aim {
            action: ActionId::of(0),
            team: TeamId(0),
            by: By::Order(OrderId(0)),
            source: None,
            target: Target::None,
            c2: None,
            using: None,
            via: None,
            lasts: Span(0),
        }
    }

    #[test]
    fn values_are_read_in_pieces() {
        let pieces = parse(r"C:\{user}\{any:a|b}{{x}}").expect("well written");
        let plain = |t: &str| Piece::Plain(t.to_owned());
        let any = Piece::Any(vec!["a".into(), "b".into()]);
        assert_eq!(
            pieces,
            [
                plain(r"C:\"),
                Piece::Fill(Fill::User),
                plain(r"\"),
                any,
                plain("{x}")
            ]
        );
        let os = Piece::Os(["aspx".into(), "php".into()]);
        assert_eq!(parse("{os:aspx|php}"), Ok(vec![os]));
        assert_eq!(parse("{os:aspx}"), Err("os:aspx".to_owned()));
        let hours = Piece::Hours(["in".into(), "out".into()]);
        assert_eq!(parse("{hours:in|out}"), Ok(vec![hours]));
        assert_eq!(parse("{usr}"), Err("usr".to_owned()));
        assert_eq!(parse("a}"), Err("}".to_owned()));
    }

    #[test]
    fn what_is_the_same_stands_again_in_every_record_of_one_call_and_in_no_other() {
        let field = |name: &str, text: &str| (name.into(), parse(text).expect("well written"));
        let template = |fields| Template {
            on: End::Source,
            class: ClassId::of(0),
            times: Times::default(),
            when: When::Start,
            fields,
        };
        let at_the_gate = template(vec![field("nat", "{same:1024-65000}/{num:1-9}")]);
        let outside = template(vec![field("seen", "port {same:1024-65000}")]);
        let aim = nobody();
        let said = |template: &Template, call: u64| {
            let run = Seed(7).fixed(1, "any");
            let steady = Steady {
                call: run.clone().apart(call),
                ..Steady::alone(run)
            };
            let mut draw = Seed(7).fixed(call, "traces");
            let fields = template.fill(&aim, &Map::default(), None, 1, &steady, &mut draw);
            fields[0].1.clone()
        };
        let ports: Vec<String> = (0..5)
            .map(|call| {
                let gate = said(&at_the_gate, call);
                let (port, _) = gate.split_once('/').expect("two numbers");
                assert_eq!(said(&outside, call), format!("port {port}"));
                port.to_owned()
            })
            .collect();
        let apart: BTreeSet<_> = ports.iter().collect();
        assert_eq!(apart.len(), ports.len(), "each call has its own: {ports:?}");
    }

    #[test]
    fn what_is_written_by_the_hour_is_one_thing_by_day_and_another_at_night() {
        let template = Template {
            on: End::Source,
            class: ClassId::of(0),
            times: Times::default(),
            when: When::Start,
            fields: vec![(
                "badge".into(),
                parse("{hours:in|out}").expect("well written"),
            )],
        };
        let aim = nobody();
        let said = |closed| {
            let steady = Steady {
                closed,
                ..Steady::alone(Seed(7).fixed(1, "any"))
            };
            let mut draw = Seed(7).fixed(1, "traces");
            let fields = template.fill(&aim, &Map::default(), None, 1, &steady, &mut draw);
            fields[0].1.clone()
        };
        assert_eq!(
            (said(false), said(true)),
            ("in".to_owned(), "out".to_owned())
        );
    }
}
