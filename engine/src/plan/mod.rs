//! From named texts to a [`Plan`]: every reference resolved, nothing optional by accident, or all
//! faults at once.
//!
//! The texts are the files of a scenario folder and of the catalogue, read by somebody else: the
//! engine names no path. `written` is the shape of `scenario.yml`; `read` puts the parts together;
//! `schema` hands their shapes to editors.

mod blind;
mod book;
mod chance;
mod crowd;
mod difficulty;
mod engagement;
mod era;
mod objectives;
mod odd;
mod read;
mod reader;
mod schema;
mod stakes;
mod vary;
pub mod written;

pub use chance::Chance;
pub use difficulty::Difficulty;
pub use era::Era;
pub use schema::schemas;

use crate::action::written::{Attack, Catalogue};
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::score::stakes::Stakes;
use crate::script::campaign::Campaign;
use crate::script::deed::Sort;
use crate::script::duty::Papers;
use crate::script::msel::Msel;
use crate::script::routine::Life;
use crate::team::Roster;
use crate::words::check::Names;
use crate::words::digest::Digest;
use crate::words::faults::Faults;
use crate::words::name::{ActionId, FormId, Name, OrgId, ServiceId, StepId};
use crate::words::target::Target;
use crate::words::text::{Lang, Text};
use crate::words::time::{Span, Tick};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by their place: `city.yml`, `catalogue/roles/nas.yml`.
#[derive(Clone, Debug, Default)]
pub struct Texts(pub BTreeMap<String, Vec<u8>>);

/// A phase of the exercise.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct PhasePlan {
    pub name: Name,
    pub title: Text,
    pub from: Tick,
    pub to: Tick,
    pub scored: bool,
}

/// An objective and what counts it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Objective {
    pub name: Name,
    pub title: Text,
    pub measure: Measure,
    pub within: Span,
    pub guide: Option<Text>,
}

/// What counts an objective: what of the plan is to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Measure {
    /// These steps are detected.
    Detect(Vec<StepId>),
    /// These steps are denied.
    Contain(Vec<StepId>),
    /// These services are back after they were down.
    Recover(Vec<ServiceId>),
    /// These forms are filed.
    File(Vec<FormId>),
    /// These services are kept up.
    KeepUp(Vec<ServiceId>),
    /// These bodies are warned, from the first claim on.
    Warn(Vec<OrgId>),
    /// What is declared of these systems is held against what is so.
    Verify(Vec<ServiceId>),
}

/// A checked scenario.
#[derive(Clone, Debug)]
#[expect(
    missing_docs,
    reason = "as written, checked; each part is documented where it lives"
)]
pub struct Plan {
    pub title: Text,
    pub about: Text,
    pub city: Text,
    pub era: Era,
    pub starts: jiff::civil::DateTime,
    pub length: Span,
    pub difficulty: Text,
    pub tempo: u32,
    pub phases: Vec<PhasePlan>,
    pub objectives: Vec<Objective>,
    pub briefing: BTreeMap<String, Text>,
    pub roster: Arc<Roster>,
    pub map: Arc<Map>,
    pub attack: Arc<Attack>,
    pub catalogue: Arc<Catalogue>,
    pub sensing: Arc<Sensing>,
    pub campaign: Arc<Campaign>,
    pub sorts: Arc<[Sort]>,
    pub msel: Arc<Msel>,
    pub life: Arc<Life>,
    pub papers: Arc<Papers>,
    pub stakes: Arc<Stakes>,
    pub phase_names: Names,
    pub playbook: Option<Arc<crate::plan::written::PlaybookWritten>>,
    pub tour: Vec<crate::plan::written::HintWritten>,
    pub texts: Texts,
    pub digest: Digest,
    pub variant: u64,
}

impl Plan {
    /// Reads and checks everything. Without a plan there is at least one fault; warnings may stand
    /// beside a plan.
    pub fn read(texts: &Texts) -> (Option<Arc<Self>>, Faults) {
        let mut faults = Faults::new();
        let plan = read::read(texts, 0, &mut faults);
        let good = plan.filter(|_| !faults.any_fault());
        (good.map(Arc::new), faults)
    }

    /// What was done, and at what, where that is anything: people do the same thing many times, and
    /// a number would say nothing.
    pub fn deed(&self, action: ActionId, on: &Target) -> Option<Text> {
        let what = &self.catalogue.actions.get(action.at())?.title;
        let said = |lang| match on {
            Target::None => what.get(lang).to_owned(),
            on => format!("{} – {}", what.get(lang), self.map.target_title(on, lang)),
        };
        Some(Text {
            vi: said(Lang::Vi),
            en: said(Lang::En),
        })
    }
}
