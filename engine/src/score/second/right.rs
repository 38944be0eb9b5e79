//! How right a filed form is: what it says of machines, techniques, indicators, times, levels, and
//! of what was breached and leaked, against what was so when it was filed.
//!
//! Text in free words is for people to judge; only what can be checked is checked.

use crate::city::asset::{Data, DataKind};
use crate::city::place::INTERNET;
use crate::score::second::Against;
use crate::score::second::papers::Paper;
use crate::score::stakes::{FieldStake, Stakes};
use crate::script::duty::{FieldKind, Judged, yes};
use crate::words::name::{DataId, HostId, Name, same_technique};
use crate::words::target::Target;
use crate::words::time::{DAY, HOUR, MINUTE, Span, Tick};
use std::collections::BTreeSet;

/// A time this close is right.
const CLOSE: Span = Span(15 * MINUTE);
/// The most words of a field that are looked at.
const WORD_LIMIT: usize = 500;

/// The mean over all fields that can be checked, per mille; whole if there is none, or if the duty
/// is about something that the drill does not know.
pub fn correctness(against: &Against<'_>, paper: &Paper, duty: Judged) -> u32 {
    if duty == Judged::Nothing {
        return 1_000;
    }
    let form = against.stakes.forms.get(paper.form.at());
    let field = |name: &Name| form?.fields.iter().find(|field| field.name == *name);
    let truth = Truth::at(against, paper.at.at);
    let checked = paper
        .entries
        .iter()
        .filter_map(|entry| truth.check(against.stakes, field(&entry.field)?, &entry.text));
    let checked: Vec<u32> = checked.collect();
    let mean = checked
        .iter()
        .sum::<u32>()
        .checked_div(u32::try_from(checked.len()).unwrap_or(1));
    mean.unwrap_or(1_000)
}

/// What was so at a moment.
struct Truth {
    hosts: BTreeSet<HostId>,
    techniques: BTreeSet<Name>,
    indicators: Vec<[Name; 3]>,
    began: Option<Tick>,
    found: Option<Tick>,
    level: u8,
    breached: bool,
    leaked: BTreeSet<DataId>,
    users_safe: bool,
}

impl Truth {
    fn at(against: &Against<'_>, at: Tick) -> Self {
        let (f, stakes) = (&against.f, against.stakes);
        let begun = || {
            f.deeds
                .iter()
                .filter(|d| d.began.is_some_and(|b| b.at <= at))
        };
        let hosts = begun().flat_map(|deed| deed.hosts.iter().map(|(host, _)| *host));
        let hosts: BTreeSet<HostId> = hosts
            .filter(|host| stakes.city.zone_of(*host) != INTERNET)
            .collect();
        let mut indicators: Vec<[Name; 3]> = begun()
            .filter_map(|deed| stakes.city.addresses.get(deed.c2?.at()))
            .map(|a| [a.name.clone(), a.domain.clone(), a.ip.clone()])
            .collect();
        indicators.sort_unstable();
        indicators.dedup();
        let hit = stakes
            .services
            .iter()
            .filter(|service| hosts.contains(&service.host));
        let leaked = f.town.leaked.iter().filter(|(_, leak)| leak.at <= at);
        let down = f.town.services.iter().flat_map(|service| &service.outages);
        Self {
            techniques: begun()
                .flat_map(|deed| deed.techniques.iter().cloned())
                .collect(),
            indicators,
            began: begun().map(|deed| deed.began_at()).min(),
            found: f
                .first_claim
                .map(|claim| claim.at)
                .filter(|claim| *claim <= at),
            level: hit.map(|service| service.level).max().unwrap_or(1),
            breached: f
                .town
                .holds
                .values()
                .flatten()
                .any(|hold| hold.from.at <= at),
            leaked: leaked.map(|(data, _)| *data).collect(),
            users_safe: !down.clone().any(|outage| outage.from.at <= at),
            hosts,
        }
    }

    /// How right one field is, per mille; nothing if it cannot be checked.
    fn check(&self, stakes: &Stakes, field: &FieldStake, text: &str) -> Option<u32> {
        match field.kind {
            FieldKind::Assets => self.assets(stakes, field.judged, text),
            FieldKind::Techniques => {
                let said: BTreeSet<Name> = words(text)
                    .map(|word| word.to_ascii_uppercase().as_str().into())
                    .collect();
                let right = said
                    .iter()
                    .filter(|s| self.techniques.iter().any(|k| same_technique(s, k)));
                let found = self
                    .techniques
                    .iter()
                    .filter(|k| said.iter().any(|s| same_technique(s, k)));
                Some(f1(
                    right.count(),
                    said.len(),
                    found.count(),
                    self.techniques.len(),
                ))
            }
            FieldKind::Indicators => {
                let said: BTreeSet<&str> = words(text).collect();
                let is = |known: &[Name; 3], word: &str| known.iter().any(|name| **name == *word);
                let right = said
                    .iter()
                    .filter(|w| self.indicators.iter().any(|k| is(k, w)));
                let found = self
                    .indicators
                    .iter()
                    .filter(|k| said.iter().any(|w| is(k, w)));
                Some(f1(
                    right.count(),
                    said.len(),
                    found.count(),
                    self.indicators.len(),
                ))
            }
            FieldKind::Time => self.time(stakes, &field.name, text),
            FieldKind::Level => {
                let said = text.chars().find_map(|c| c.to_digit(10)).unwrap_or(0);
                Some(match said.abs_diff(u32::from(self.level)) {
                    0 => 1_000,
                    1 => 500,
                    _ => 0,
                })
            }
            FieldKind::Yesno => {
                let truth = match &*field.name {
                    "breached" => self.breached,
                    "leaked" => self.has_leaked(stakes, field.judged)?,
                    "users-safe" => self.users_safe,
                    _ => return None,
                };
                Some(if yes(text) == Some(truth) { 1_000 } else { 0 })
            }
            // Whether there is a weak point in that place is judged as a finding, not twice.
            FieldKind::Place | FieldKind::Pillar => None,
            FieldKind::Text | FieldKind::Choice | FieldKind::Affirm => None,
        }
    }

    /// Assets against what the field asks for; nothing where that is for people to judge, or where
    /// nothing of the kind was there to be named.
    fn assets(&self, stakes: &Stakes, judged: Judged, text: &str) -> Option<u32> {
        let kind = match judged {
            Judged::Incident => return Some(hosts(stakes, &self.hosts, text)),
            Judged::WeakPoints => return places(stakes, text),
            Judged::Secrets => DataKind::Secret,
            Judged::PersonalData => DataKind::Personal,
            Judged::Nothing => return None,
        };
        let data = stakes.city.data.iter().filter(|data| data.kind == kind);
        let reached = data.map(|data| data.host);
        let reached: BTreeSet<HostId> = reached.filter(|h| self.hosts.contains(h)).collect();
        (!reached.is_empty()).then(|| hosts(stakes, &reached, text))
    }

    /// Whether data left the city, of the kind that is asked about.
    fn has_leaked(&self, stakes: &Stakes, judged: Judged) -> Option<bool> {
        let is = |of: &dyn Fn(&Data) -> bool| {
            let mut left = self.leaked.iter();
            left.any(|data| stakes.city.data.get(data.at()).is_some_and(of))
        };
        match judged {
            Judged::Incident => Some(!self.leaked.is_empty()),
            Judged::Secrets => Some(is(&|data| data.kind == DataKind::Secret)),
            Judged::PersonalData => Some(is(&|data| data.kind == DataKind::Personal)),
            Judged::WeakPoints | Judged::Nothing => None,
        }
    }

    fn time(&self, stakes: &Stakes, field: &str, text: &str) -> Option<u32> {
        let began = self.began?;
        let until = match field {
            "started-at" => began,
            "discovered-at" => self.found.unwrap_or(began),
            _ => return None,
        };
        let right = moment(stakes, text)
            .is_some_and(|said| said.after(CLOSE) >= began && until.after(CLOSE) >= said);
        Some(if right { 1_000 } else { 0 })
    }
}

/// Machines that are named against those that are to be.
fn hosts(stakes: &Stakes, truth: &BTreeSet<HostId>, text: &str) -> u32 {
    let said: BTreeSet<&str> = words(text).collect();
    let host = |word: &&&str| host_of(stakes, word);
    let named: BTreeSet<HostId> = said.iter().filter_map(|word| host(&word)).collect();
    let strange = said.iter().filter(|word| host(word).is_none()).count();
    let right = named.intersection(truth).count();
    f1(right, named.len() + strange, right, truth.len())
}

/// How many of the places that are named have a weak point: a paper is about one, and need not name
/// the others.
fn places(stakes: &Stakes, text: &str) -> Option<u32> {
    let city = &stakes.city;
    let weak: Vec<Target> = city.weak.iter().map(|weak| weak.at.clone()).collect();
    let there: BTreeSet<HostId> = weak.iter().filter_map(|at| city.host_of(at)).collect();
    let is_weak = |word: &&str| {
        let mut named = KINDS.iter();
        let place = named.any(|kind| {
            let named = city.target(&format!("{kind}{word}"));
            named.is_some_and(|named| weak.contains(&named))
        });
        place || host_of(stakes, word).is_some_and(|host| there.contains(&host))
    };
    let said: BTreeSet<&str> = words(text).collect();
    let right = said.iter().filter(|word| is_weak(word)).count();
    let share = (right * 1_000).checked_div(said.len()).unwrap_or(0);
    (!weak.is_empty()).then(|| u32::try_from(share).unwrap_or(0))
}

/// What a place of a weak point may be called by, and no kind at all where it is written with it.
const KINDS: [&str; 11] = [
    "", "host:", "service:", "account:", "zone:", "link:", "org:", "data:", "backup:", "control:",
    "address:",
];

/// The harmonic mean of precision and recall, per mille; whole if nothing was there to say and
/// nothing was said.
fn f1(right: usize, said: usize, found: usize, there: usize) -> u32 {
    if said == 0 && there == 0 {
        return 1_000;
    }
    let (right, said, found, there) = (right as u64, said as u64, found as u64, there as u64);
    // 2PR / (P + R) with P = right/said and R = found/there, as one fraction.
    let (above, below) = (2 * right * found, right * there + found * said);
    u32::try_from((above * 1_000).checked_div(below).unwrap_or(0)).unwrap_or(1_000)
}

/// The words of a list as a person types it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let cut = |c: char| c == ',' || c == ';' || c.is_whitespace();
    let words = text
        .split(cut)
        .map(|word| word.trim_matches(['.', '"', '(', ')']));
    words
        .filter(|word| !word.is_empty() && *word != "-")
        .take(WORD_LIMIT)
}

/// The machine that a word names, by its own name or by that of what it carries.
fn host_of(stakes: &Stakes, word: &str) -> Option<HostId> {
    let city = &stakes.city;
    let kinds = ["", "host:", "service:", "data:"];
    let target = kinds
        .iter()
        .find_map(|kind| city.target(&format!("{kind}{word}")));
    city.host_of(&target.unwrap_or(Target::None))
}

/// A moment since STARTEX, `T+1:20` or `T+1:20:05`; or by the clock of its day, `09:20`.
fn moment(stakes: &Stakes, text: &str) -> Option<Tick> {
    let text = text.trim();
    let (since, clock) = match text.strip_prefix("T+") {
        Some(rest) => (true, rest),
        None => (
            false,
            text.split_whitespace().find(|word| word.contains(':'))?,
        ),
    };
    let mut parts = clock.split(':').map(|part| part.trim().parse::<u32>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().flatten().unwrap_or(0);
    let at = hours
        .checked_mul(HOUR)?
        .checked_add(minutes.checked_mul(MINUTE)?)?;
    let at = at.checked_add(seconds)?;
    let day = stakes.starts % DAY;
    Some(Tick(if since {
        at
    } else {
        (at + DAY).checked_sub(day)? % DAY
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::map::{Map, Weak};
    use crate::words::name::OrgId;
    use crate::words::order::Pillar;
    use crate::words::text::Text;
    use std::sync::Arc;

    #[test]
    fn who_names_everything_is_hardly_right_and_who_names_the_right_half_is_more() {
        assert_eq!(f1(2, 100, 2, 2), 39);
        assert_eq!(f1(1, 1, 1, 2), 666);
        assert_eq!((f1(2, 2, 2, 2), f1(0, 0, 0, 0)), (1_000, 1_000));
        assert_eq!((f1(0, 5, 0, 2), f1(0, 0, 0, 3)), (0, 0));
    }

    #[test]
    fn moments_are_read_since_startex_and_by_the_clock() {
        let stakes = Stakes {
            starts: 8 * HOUR,
            ..Stakes::default()
        };
        let read = |text| moment(&stakes, text);
        assert_eq!(read("T+1:20:05"), Some(Tick(4_805)));
        assert_eq!(read("T+0:05"), Some(Tick(300)));
        assert_eq!(read("09:20"), Some(Tick(4_800)));
        assert_eq!(read("2026-10-21 08:01"), Some(Tick(60)));
        assert_eq!(
            (read("soon"), read("T+:"), read("9999999999:1")),
            (None, None, None)
        );
    }

    fn city() -> Stakes {
        let mut map = Map::default();
        for (place, name) in ["van-phong", "so-y-te"].into_iter().enumerate() {
            map.names.orgs.put_own(name, place);
        }
        let kinds = [DataKind::Secret, DataKind::Personal, DataKind::Public];
        for (place, (name, kind)) in ["mat", "ho-so", "tin"].into_iter().zip(kinds).enumerate() {
            map.names.data.put_own(name, place);
            map.data.push(Data {
                name: name.into(),
                title: Text::same(name),
                host: HostId(u32::try_from(place).unwrap()),
                owner: OrgId(0),
                kind,
                records: 1,
                worth: 1,
            });
        }
        let at = [Target::Org(OrgId(0)), Target::Data(DataId(2))];
        map.weak = at.map(weak).into();
        Stakes {
            city: Arc::new(map),
            ..Stakes::default()
        }
    }

    fn weak(at: Target) -> Weak {
        Weak {
            name: "w".into(),
            title: Text::same("w"),
            pillar: Pillar::Process,
            at,
            fix: Text::same("fix"),
        }
    }

    #[test]
    fn a_finding_is_right_by_where_the_weakness_is_and_not_by_what_was_attacked() {
        let stakes = city();
        let right = |text| places(&stakes, text);
        assert_eq!(right("org:van-phong"), Some(1_000));
        assert_eq!(right("van-phong, data:tin"), Some(1_000));
        assert_eq!(right("org:van-phong, org:so-y-te"), Some(500));
        assert_eq!((right("data:mat"), right("-")), (Some(0), Some(0)));
        assert_eq!(places(&Stakes::default(), "x"), None, "none is planted");
    }

    #[test]
    fn a_field_is_held_against_what_it_asks_for() {
        let stakes = city();
        let truth = Truth {
            hosts: BTreeSet::from([HostId(0), HostId(2)]),
            techniques: BTreeSet::new(),
            indicators: Vec::new(),
            began: None,
            found: None,
            level: 1,
            breached: true,
            leaked: BTreeSet::from([DataId(2)]),
            users_safe: true,
        };
        let right = |judged, text| truth.assets(&stakes, judged, text);
        assert_eq!(right(Judged::Incident, "data:mat"), Some(666));
        assert_eq!(right(Judged::Secrets, "data:mat"), Some(1_000));
        assert_eq!(right(Judged::Secrets, "data:mat, data:tin"), Some(666));
        assert_eq!(right(Judged::PersonalData, "data:ho-so"), None, "not hit");
        assert_eq!(right(Judged::Nothing, "data:mat"), None);
        let leaked = |judged| truth.has_leaked(&stakes, judged);
        assert_eq!(leaked(Judged::Incident), Some(true));
        assert_eq!(leaked(Judged::Secrets), Some(false), "another kind did");
    }

    #[test]
    fn a_list_is_read_as_people_type_it() {
        let read: Vec<&str> = words("web-cong, web-dvc;\nT1190. -").collect();
        assert_eq!(read, ["web-cong", "web-dvc", "T1190"]);
    }
}
