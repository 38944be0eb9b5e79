//! Indicators of the city: formulas over what is there. What is declared is a figure of the plan,
//! known to all; what is true is worked out in the world, and the drill is about the difference.

use crate::city::map::Map;
use crate::words::check::{Check, Names};
use crate::words::fact::Compliance;
use crate::words::fault::FaultKind;
use crate::words::name::{KindId, Name, OrgId, ServiceId};
use crate::words::text::Text;
use crate::words::time::Span;
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

// ── Written ──

/// What an indicator counts. A closed list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CountsWritten {
    /// Systems with a dossier.
    Systems(SystemsWritten),
    /// Machines on which a control of each of these kinds is, on and healthy.
    Hosts(Vec<At<String>>),
    /// Machines that the attack held: reported, their body told, cut off or cleaned, and clean; of
    /// the four the least.
    Cleaned,
    /// Backup sets whose restore was tested at most so long ago, or that were restored from.
    Backups(Span),
    /// How long after the first claim bodies that have machines were told; no share, but a span.
    Warned,
    /// How far public trust moved; no share, but points.
    Trust,
}

/// Systems that count, and which of them have it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemsWritten {
    /// Of these levels; all if absent.
    #[serde(default)]
    #[schemars(inner(range(min = 1, max = 5)))]
    pub levels: Vec<u8>,
    /// Only those that have come this far.
    #[serde(default)]
    pub with: Vec<Compliance>,
    /// Which of them have come this far: all of these.
    pub have: Vec<Compliance>,
}

/// An indicator of the city.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// …where there is little room; its name if absent.
    pub short: Option<Text>,
    /// What it counts; absent for one that nobody has defined.
    pub counts: Option<CountsWritten>,
    /// What is declared, per mille, where it is not summed from dossiers.
    #[schemars(range(max = 1000))]
    pub declared: Option<u16>,
    /// What it is to reach, per mille, by year.
    #[serde(default)]
    pub targets: BTreeMap<At<String>, u16>,
    /// What it is to reach in any year not named there, per mille.
    #[schemars(range(max = 1000))]
    pub target: Option<u16>,
}

/// `catalogue/indicators.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorsWritten {
    /// Indicators that a city has if it has what they are measured from.
    #[serde(default)]
    pub indicators: Vec<IndicatorWritten>,
}

// ── the plan ──

/// What an indicator counts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as written, checked")]
pub enum Counts {
    /// Systems.
    Systems {
        levels: Vec<u8>,
        with: Vec<Compliance>,
        have: Vec<Compliance>,
    },
    /// Machines with controls of all these kinds.
    Hosts(Vec<KindId>),
    /// Machines that the attack held.
    Cleaned,
    /// Backup sets that were tested lately.
    Backups(Span),
    /// The delay of warnings.
    Warned,
    /// Public trust.
    Trust,
}

/// In what an indicator is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// So many of so many.
    Share,
    /// A span of time.
    Delay,
    /// Points up or down.
    Points,
}

impl Counts {
    /// In what it is told.
    pub const fn unit(&self) -> Unit {
        match self {
            Self::Warned => Unit::Delay,
            Self::Trust => Unit::Points,
            _ => Unit::Share,
        }
    }

    /// Whether a city has what it is measured from.
    fn is_measured(&self, map: &Map) -> bool {
        match self {
            Self::Systems { .. } => map.services.iter().any(|one| one.dossier.is_some()),
            Self::Hosts(kinds) => kinds
                .iter()
                .all(|kind| map.controls.iter().any(|control| control.kind == *kind)),
            Self::Backups(_) => !map.backups.is_empty(),
            Self::Cleaned | Self::Warned | Self::Trust => true,
        }
    }
}

/// An indicator.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Indicator {
    pub name: Name,
    pub title: Text,
    pub short: Text,
    pub counts: Option<Counts>,
    pub declared: Option<u16>,
    pub targets: BTreeMap<u16, u16>,
    pub target: Option<u16>,
}

/// The share of two numbers, per mille, to the nearest; none of nothing. What is not all is never
/// told as all, nor what is something as nothing.
pub fn share(have: u32, of: u32) -> Option<u16> {
    let (have, of) = (u64::from(have), u64::from(of));
    let near = (have * 1_000 + of / 2).checked_div(of)?;
    let near = match have {
        0 => 0,
        some if some < of => near.clamp(1, 999),
        _ => near,
    };
    u16::try_from(near).ok()
}

/// What a defence has held of an indicator of systems against evidence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// So many systems count by what is declared.
    pub of: u32,
    /// Of these, so many were looked at in all that the indicator asks.
    pub seen: u32,
    /// Of these, it is so in so many.
    pub so: u32,
}

impl Indicator {
    /// What of it was held against evidence, by what was seen of each system; nothing of another
    /// indicator than one of systems.
    pub fn verified(
        &self,
        map: &Map,
        seen: impl Fn(ServiceId, Compliance) -> Option<bool>,
    ) -> Option<Verified> {
        let Some(Counts::Systems { levels, with, have }) = &self.counts else {
            return None;
        };
        let mut all = Verified {
            of: 0,
            seen: 0,
            so: 0,
        };
        for (place, service) in map.services.iter().enumerate() {
            let Some(says) = service.dossier.as_ref().map(|d| &d.declares) else {
                continue;
            };
            let counts = levels.is_empty() || levels.contains(&service.level);
            if !counts || says.is_empty() || !with.iter().all(|c| says.contains(c)) {
                continue;
            }
            let looked = |c: &Compliance| seen(ServiceId::of(place), *c);
            // What nobody declares needs no look to be told as not so.
            let is = |c: &Compliance| looked(c).or((!says.contains(c)).then_some(false));
            let whole = have.iter().all(|c| is(c).is_some());
            let any = have.iter().any(|c| looked(c).is_some());
            all.of += 1;
            all.seen += u32::from(whole && any);
            all.so += u32::from(whole && any && have.iter().all(|c| is(c) == Some(true)));
        }
        Some(all)
    }

    /// What is declared, per mille: by the dossiers, or as a figure.
    pub fn declares(&self, map: &Map) -> Option<u16> {
        let Some(Counts::Systems { levels, with, have }) = &self.counts else {
            return self.declared;
        };
        let declared = map.services.iter().filter_map(|service| {
            let says = &service.dossier.as_ref()?.declares;
            let counts = levels.is_empty() || levels.contains(&service.level);
            let all = |of: &[Compliance]| of.iter().all(|c| says.contains(c));
            // What declares nothing is in no register, so it is in no declared figure.
            (counts && !says.is_empty() && all(with)).then(|| all(have))
        });
        let (mut count, mut of) = (0, 0);
        for has in declared {
            count += u32::from(has);
            of += 1;
        }
        share(count, of)
    }

    /// What it is to reach in a year, per mille.
    pub fn target(&self, year: i16) -> Option<u16> {
        let year = u16::try_from(year).ok()?;
        self.targets.get(&year).copied().or(self.target)
    }

    /// The same, and the year it is to be reached in, where one is written.
    pub fn target_of(&self, year: i16) -> Option<(u16, Option<u16>)> {
        let in_year = u16::try_from(year).ok();
        let in_year = in_year.filter(|year| self.targets.contains_key(year));
        self.target(year).map(|target| (target, in_year))
    }

    /// In what it is told; as a share where nobody has defined it.
    pub fn unit(&self) -> Unit {
        self.counts.as_ref().map_or(Unit::Share, Counts::unit)
    }
}

impl Map {
    /// Whether a body has machines in the city: then a warning to it is one that counts.
    pub fn has_machines(&self, org: OrgId) -> bool {
        self.groups.iter().any(|group| group.orgs.contains(&org))
    }
}

/// Takes up those indicators of the catalogue that the city has what to measure from, after its
/// own. One of its own of the same name stands for it.
pub fn common(
    written: &IndicatorsWritten,
    declares: &BTreeMap<At<String>, u16>,
    map: &mut Map,
    c: &mut Check,
) {
    let own = map.indicators.len();
    check(&written.indicators, map, c);
    let mut common = map.indicators.split_off(own);
    for one in &mut common {
        let declared = declares
            .iter()
            .find(|(name, _)| one.name == name.as_str().into());
        one.declared = declared.map(|(_, share)| *share).or(one.declared);
    }
    common.retain(|one| {
        let is_own = map.indicators.iter().any(|other| other.name == one.name);
        let counts = one.counts.as_ref();
        !is_own && counts.is_some_and(|counts| counts.is_measured(map))
    });
    map.indicators.append(&mut common);
}

/// Checks the indicators of a city and takes them up.
pub fn check(written: &[IndicatorWritten], map: &mut Map, c: &mut Check) {
    let mut names = Names::default();
    for (i, one) in written.iter().enumerate() {
        names.put(&one.name, i, c);
        let counts = one.counts.as_ref().map(|counts| match counts {
            CountsWritten::Systems(of) => Counts::Systems {
                levels: of.levels.clone(),
                with: of.with.clone(),
                have: of.have.clone(),
            },
            CountsWritten::Hosts(kinds) => {
                let find = |k: &At<String>| map.names.kinds.find(k, "control kind", c);
                Counts::Hosts(kinds.iter().filter_map(find).map(KindId::of).collect())
            }
            CountsWritten::Cleaned => Counts::Cleaned,
            CountsWritten::Backups(within) => Counts::Backups(*within),
            CountsWritten::Warned => Counts::Warned,
            CountsWritten::Trust => Counts::Trust,
        });
        let mut targets = BTreeMap::new();
        for (year, target) in &one.targets {
            match year.parse::<u16>() {
                Ok(number) if (2000..=2100).contains(&number) && *target <= 1_000 => {
                    targets.insert(number, *target);
                }
                _ => c.fault(
                    year,
                    FaultKind::BadText {
                        found: format!("{}: {target}", year.as_str()),
                        shape: "2000..2100: 0..1000",
                    },
                ),
            }
        }
        map.indicators.push(Indicator {
            name: one.name.as_str().into(),
            title: one.title.clone(),
            short: one.short.clone().unwrap_or_else(|| Text::same(&one.name)),
            counts,
            declared: one.declared,
            targets,
            target: one.target,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::service::{Dossier, Service};
    use crate::city::written::CityWritten;
    use crate::words::faults::Faults;
    use crate::words::lost::Lost;
    use crate::words::name::HostId;
    use crate::words::read::read_left;
    use crate::words::shape::Root;
    use std::sync::Arc;

    fn text(is: &str) -> Text {
        Text {
            vi: is.into(),
            en: is.into(),
        }
    }

    fn system(level: u8, declares: &[Compliance]) -> Service {
        let declares = declares.iter().copied().collect();
        Service {
            name: "one".into(),
            title: text("one"),
            host: HostId(0),
            level,
            people: 0,
            value: 0,
            depends: Vec::new(),
            users_from: Vec::new(),
            capacity: 100,
            flaws: Vec::new(),
            rto: Span(0),
            manual: 0,
            standby: None,
            dossier: Some(Dossier {
                declares,
                ..Dossier::default()
            }),
        }
    }

    fn indicator(counts: Option<Counts>) -> Indicator {
        Indicator {
            name: "ct".into(),
            title: text("ct"),
            short: text("ct"),
            counts,
            declared: Some(900),
            targets: BTreeMap::from([(2023, 800)]),
            target: None,
        }
    }

    #[test]
    fn what_is_declared_is_summed_from_dossiers_and_what_is_in_no_register_is_not_in_it() {
        use Compliance::{Approved, Classified, Deployed};
        let map = Map {
            services: vec![
                system(3, &[Classified, Deployed]),
                system(4, &[Classified]),
                system(3, &[]),
                system(1, &[Classified, Approved]),
            ],
            ..Map::default()
        };
        let high = indicator(Some(Counts::Systems {
            levels: vec![3, 4, 5],
            with: Vec::new(),
            have: vec![Classified, Deployed],
        }));
        assert_eq!(
            high.declares(&map),
            Some(500),
            "one of the two that declare"
        );
        let approved = indicator(Some(Counts::Systems {
            levels: Vec::new(),
            with: vec![Approved],
            have: vec![Deployed],
        }));
        assert_eq!(approved.declares(&map), Some(0));
        assert_eq!(indicator(Some(Counts::Cleaned)).declares(&map), Some(900));
        assert_eq!(high.target(2023), Some(800));
        assert_eq!(high.target(2024), None);
        assert_eq!(share(0, 0), None, "a share of nothing is none");
    }

    #[test]
    fn a_share_is_told_to_the_nearest_and_never_as_all_that_is_not_all() {
        assert_eq!((share(9, 14), share(144, 321)), (Some(643), Some(449)));
        assert_eq!((share(25, 38), share(1, 2)), (Some(658), Some(500)));
        assert_eq!((share(2_999, 3_000), share(1, 9_000)), (Some(999), Some(1)));
        assert_eq!((share(0, 9), share(9, 9)), (Some(0), Some(1_000)));
    }

    #[test]
    fn what_was_verified_is_counted_by_what_was_seen_of_what_is_declared() {
        use Compliance::{Approved, Classified, Deployed};
        let map = Map {
            services: vec![
                system(3, &[Classified, Approved, Deployed]),
                system(3, &[Classified, Approved, Deployed]),
                system(3, &[Classified, Approved]),
                system(3, &[Classified, Approved, Deployed]),
                system(3, &[]),
            ],
            ..Map::default()
        };
        let one = indicator(Some(Counts::Systems {
            levels: Vec::new(),
            with: vec![Classified],
            have: vec![Approved, Deployed],
        }));
        let looks = BTreeMap::from([
            ((ServiceId(0), Approved), true),
            ((ServiceId(0), Deployed), true),
            ((ServiceId(1), Approved), true),
            ((ServiceId(1), Deployed), false),
            ((ServiceId(2), Approved), true),
            ((ServiceId(3), Approved), true),
        ]);
        let seen = |service, what| looks.get(&(service, what)).copied();
        let told = one.verified(&map, seen).unwrap();
        // The third declares itself not deployed; of the fourth only half was looked at.
        assert_eq!((told.of, told.seen, told.so), (4, 3, 1));
        assert_eq!(indicator(None).verified(&map, seen), None);
    }

    #[test]
    fn a_year_that_is_none_and_a_control_that_is_none_are_faults() {
        let page = "orgs: []\nzones: []\nindicators:\n  - {name: ct, title: {vi: a, en: a}, \
                    counts: {hosts: [amulet]}, targets: {someday: 800}}\n";
        let (mut faults, mut lost) = (Faults::new(), Lost::default());
        let read = read_left("city.yml", page.as_bytes(), Root::Filled, &mut faults);
        let city: CityWritten = read.value.expect("its shape is good");
        let mut c = Check {
            file: Arc::from("city.yml"),
            faults: &mut faults,
            lost: &mut lost,
        };
        check(&city.indicators, &mut Map::default(), &mut c);
        let kinds: Vec<&FaultKind> = faults.iter().map(|fault| &fault.kind).collect();
        assert!(
            matches!(
                kinds[..],
                [FaultKind::UnknownName { .. }, FaultKind::BadText { .. }]
            ),
            "{kinds:?}"
        );
    }
}
