//! The time a drill is set in: what institutions are called, which law a duty rests on, whom it is
//! owed to and how long it leaves.
//!
//! A profile of `catalogue/eras` is a time. A scenario names the one it is written for; `era.yml`
//! beside its files asks for another. Then every phrase of the first time that stands in a text of
//! the scenario is said by the words of the second, and duties change as the second says. Nothing
//! else does: not who is there, and not what happens. The file is among the plan's texts, so a
//! recorded drill is replayed from itself.

use crate::city::map::Map;
use crate::city::place::OrgKind;
use crate::plan::Texts;
use crate::plan::reader::Reader;
use crate::plan::written::{PlaybookWritten, ScenarioWritten};
use crate::script::duty::{ChangeWritten, DutiesWritten, DutyWritten, Papers};
use crate::script::trigger::Speak;
use crate::words::fault::{Fault, FaultKind, Faults, Place};
use crate::words::name::Name;
use crate::words::read::read_left;
use crate::words::retell::Retelling;
use crate::words::shape::Root;
use crate::words::text::{Lang, Text};
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The file that asks for a time.
const FILE: &str = "era.yml";
/// Where times are kept.
const FOLDER: &str = "catalogue/eras/";

// ── Written ──

/// `era.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedWritten {
    /// The time that is asked for.
    pub era: At<String>,
}

/// What one role is called, in each language: phrases in the order of the other times' lists.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhrasesWritten {
    /// In Vietnamese.
    #[schemars(length(max = 20), inner(length(min = 1, max = 300)))]
    pub vi: Vec<String>,
    /// In English.
    #[schemars(length(max = 20), inner(length(min = 1, max = 300)))]
    pub en: Vec<String>,
}

/// A time, one file each in `catalogue/eras`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EraWritten {
    /// What it is called.
    pub title: Text,
    /// Who has which part then, for the papers.
    #[serde(default)]
    pub labels: BTreeMap<String, Text>,
    /// What stands in scenarios for each part; the same parts, and lists as long, in every time.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub words: BTreeMap<String, At<PhrasesWritten>>,
    /// How duties of the catalogue differ then.
    #[serde(default)]
    pub duties: Vec<ChangeWritten>,
}

// ── the plan ──

/// The time of a plan.
#[derive(Clone, Debug, Default)]
pub struct Era {
    /// Its name.
    pub name: Name,
    /// What it is called.
    pub title: Text,
    /// The one the scenario is written for.
    pub own: Name,
    /// Who has which part, as the papers say it.
    pub labels: Vec<(Name, Text)>,
    /// All there are, in order.
    pub all: Vec<(Name, Text)>,
}

/// The time, and what of it is still to be done to the plan.
#[derive(Default)]
pub(super) struct Times {
    pub(super) era: Era,
    changes: Vec<ChangeWritten>,
    /// To whom the scenario's own time has those go that it changes, by the duty's name.
    own_to: BTreeMap<String, OrgKind>,
    file: String,
}

/// Papers that went to one kind of body and now go to another.
type Moved = Vec<(String, OrgKind, OrgKind)>;

impl Times {
    /// Finds the time that is asked for, and has all that is read after be told in its words.
    pub(super) fn choose(r: &mut Reader) -> Self {
        let own = own(r.texts);
        let asked: Option<AskedWritten> = r.may(FILE);
        let mut eras = r.all::<EraWritten>(FOLDER);
        alike(&eras, r.faults);
        let wanted = asked.as_ref().map_or(&own, |asked| &asked.era);
        let all = eras
            .iter()
            .map(|(name, _, era)| (Name::from(name.as_str()), era.title.clone()));
        let mut times = Self {
            era: Era {
                name: wanted.as_str().into(),
                own: own.as_str().into(),
                all: all.collect(),
                ..Era::default()
            },
            ..Self::default()
        };
        // A catalogue without times is one that speaks of none.
        let find = |name: &str| eras.iter().position(|(known, ..)| known == name);
        let names: Vec<String> = eras.iter().map(|(name, ..)| name.clone()).collect();
        for (file, name) in [
            ("scenario.yml", Some(&own)),
            (FILE, asked.as_ref().map(|a| &a.era)),
        ] {
            let name = name.filter(|name| name.line() > 0 && !names.is_empty());
            if let Some(name) = name.filter(|name| find(name).is_none()) {
                r.check(file)
                    .unknown(name, "era", names.iter().map(String::as_str));
            }
        }
        let Some(at) = find(wanted) else {
            return times;
        };
        if let Some(from) = find(&own).filter(|from| *from != at) {
            r.retelling = retelling(&eras[from].2, &eras[at].2);
        }
        let changes = find(&own).map(|own| &eras[own].2.duties);
        let changes = changes.into_iter().flatten();
        let own_to = changes.filter_map(|one| Some((one.name.to_string(), one.to?)));
        times.own_to = own_to.collect();
        let (_, file, era) = eras.swap_remove(at);
        times.era.title = era.title;
        times.era.labels = era
            .labels
            .into_iter()
            .map(|(n, t)| (n.as_str().into(), t))
            .collect();
        times.changes = era.duties;
        times.file = file;
        times
    }

    /// Takes the duties of a scenario up, as they are in this time, and has its playbook send its
    /// papers to whom they are owed now.
    pub(super) fn duties(
        &self,
        w: (&DutiesWritten, Option<&mut PlaybookWritten>),
        papers: &mut Papers,
        speak: &Speak,
        r: &mut Reader,
    ) {
        let mut known = r.all::<DutyWritten>("catalogue/obligations/");
        let moved = self.changed(&mut known, speak.map, r);
        let (written, playbook) = w;
        for name in &written.obligations {
            match known.iter().find(|(n, ..)| n == name.as_str()) {
                Some((n, file, duty)) => {
                    duty.check_owed(name, speak.map, &mut r.check("duties.yml"));
                    papers.take(n, duty, speak, &mut r.check(file));
                }
                None => r.check("duties.yml").unknown(
                    name,
                    "obligation",
                    known.iter().map(|(n, ..)| n.as_str()),
                ),
            }
        }
        for duty in &written.own {
            match &duty.name {
                Some(name) => {
                    let mut c = r.check("duties.yml");
                    duty.check_owed(&duty.to, speak.map, &mut c);
                    papers.take(name, duty, speak, &mut c);
                }
                None if r.lost.touches("duties.yml", &["own"]) => {}
                None => {
                    let (key, at) = ("name".to_owned(), "own".to_owned());
                    r.check("duties.yml")
                        .fault(&duty.form, FaultKind::MissingKey { key, at });
                }
            }
        }
        for file in playbook.into_iter().flat_map(|book| &mut book.files) {
            let own = |duty: &DutyWritten| *duty.form == *file.form && *duty.to == file.to;
            let is_moved = |m: &&(String, OrgKind, OrgKind)| m.0 == *file.form && m.1 == file.to;
            if let Some((.., to)) = moved.iter().find(is_moved)
                && !written.own.iter().any(own)
            {
                file.to = *to;
            }
        }
    }

    fn changed(
        &self,
        known: &mut [(String, String, DutyWritten)],
        map: &Map,
        r: &mut Reader,
    ) -> Moved {
        let has = |kind: &OrgKind| map.orgs.iter().any(|org| org.kind == *kind);
        // A playbook names whoever the catalogue names, or whoever its own time does.
        let before: Vec<[OrgKind; 2]> = known
            .iter()
            .map(|(name, _, duty)| {
                let own = self.own_to.get(name).filter(|kind| has(kind));
                [*duty.to, own.copied().unwrap_or(*duty.to)]
            })
            .collect();
        for change in &self.changes {
            let names = known.iter().map(|(name, ..)| name.clone());
            let names: Vec<String> = names.collect();
            let duty = known.iter_mut().find(|(name, ..)| *name == *change.name);
            let Some((_, _, duty)) = duty else {
                let names = names.iter().map(String::as_str);
                r.check(&self.file)
                    .unknown(&change.name, "obligation", names);
                continue;
            };
            change.apply(duty, &has);
        }
        let both = known.iter().zip(before);
        let all = both.flat_map(|((_, _, duty), before)| before.map(|from| (duty, from)));
        let moved = all.filter(|(duty, from)| *duty.to != *from);
        moved
            .map(|(duty, from)| (duty.form.to_string(), from, *duty.to))
            .collect()
    }
}

/// The time a scenario is written for, looked up before its texts are read for good.
fn own(texts: &Texts) -> At<String> {
    let text = texts.0.get("scenario.yml").map_or(&[][..], Vec::as_slice);
    let read = read_left::<ScenarioWritten>("scenario.yml", text, Root::Filled, &mut Faults::new());
    read.value.map(|scenario| scenario.era).unwrap_or_default()
}

/// Times whose parts do not answer each other could be told one way and not the other.
fn alike(eras: &[(String, String, EraWritten)], faults: &mut Faults) {
    let Some((_, first_file, first)) = eras.first() else {
        return;
    };
    for (_, file, era) in eras.iter().skip(1) {
        for (file, one, other) in [(file, era, first), (first_file, first, era)] {
            for (part, own) in &one.words {
                let lengths = |p: &PhrasesWritten| (p.vi.len(), p.en.len());
                let there = other.words.get(part).map(|at| lengths(at));
                if there == Some(lengths(own)) {
                    continue;
                }
                let place = own.place;
                let args = vec![("found", part.clone())];
                let kind = FaultKind::Other {
                    code: "era-part",
                    args,
                };
                let place = if place.line > 0 { place } else { Place::START };
                faults.push(Fault::new(&Arc::from(file.as_str()), place, kind));
            }
        }
    }
}

/// How the phrases of one time are said in another. A phrase that stands for several parts at
/// once, which part ways in the other time, is left as it is: nobody can tell which is meant.
fn retelling(from: &EraWritten, to: &EraWritten) -> Retelling {
    let mut one = Retelling::default();
    for lang in [Lang::Vi, Lang::En] {
        let list = |words: &PhrasesWritten| match lang {
            Lang::Vi => words.vi.clone(),
            Lang::En => words.en.clone(),
        };
        // What is said, and by which part.
        let mut said: BTreeMap<String, (&str, String)> = BTreeMap::new();
        let mut torn = Vec::new();
        for (part, words) in &from.words {
            let there = to.words.get(part).map(|at| list(at)).unwrap_or_default();
            for (old, new) in list(words).into_iter().zip(there) {
                match said.get(&old) {
                    Some((other, known)) if *other != part && *known != new => torn.push(old),
                    Some(_) => {}
                    None => _ = said.insert(old, (part, new)),
                }
            }
        }
        for (old, (_, new)) in said {
            // A phrase that stays is taken up too, so that no part of it is said otherwise.
            let new = if torn.contains(&old) {
                old.clone()
            } else {
                new
            };
            one.say(lang, &old, &new);
        }
    }
    one
}

impl Texts {
    /// These texts told in another time; in the scenario's own, as they are.
    #[must_use]
    pub fn with_era(&self, era: &str) -> Self {
        let mut texts = self.clone();
        texts.0.remove(FILE);
        if own(self).as_str() != era {
            let mut file = String::new();
            let _ = writeln!(file, "era: '{}'", era.replace('\'', "''"));
            texts.0.insert(FILE.to_owned(), file.into_bytes());
        }
        texts
    }

    /// The names of the times there are.
    pub fn eras(&self) -> impl Iterator<Item = &str> {
        let files = self.0.keys().filter_map(|file| file.strip_prefix(FOLDER));
        files.filter_map(|file| file.strip_suffix(".yml"))
    }
}
