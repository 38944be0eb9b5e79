//! Drills side by side: teams of one event, or years.
//!
//! What may be ranked and what may only be laid side by side is settled here, so that no format
//! can say more than another.

use crate::report::Report;
use crate::report::score::ComponentRow;
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// The most drills laid side by side.
pub const COMPARE_LIMIT: usize = 24;

/// One drill of a comparison.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Compared {
    /// What the reader calls it: the name of its file.
    pub name: String,
    pub title: Text,
    pub starts: String,
    pub plan: String,
    pub seed: Option<u64>,
    pub red: String,
    pub blue: String,
    pub sealed: bool,
    pub ended: bool,
    pub digest: Option<String>,
    /// Points in thousandths.
    pub total: i64,
    pub of: i64,
    pub components: Vec<ComponentRow>,
    /// Steps done, and of those that left a trace how many were found.
    pub steps: i64,
    pub observable: i64,
    pub detected: i64,
    /// Mean time to detect, in seconds.
    pub mean_detect: i64,
    pub duties_met: i64,
    pub duties_due: i64,
    /// Seconds of service that people missed.
    pub lost: u64,
    /// Its place, from 1; ties share one. None where ranking would be nonsense.
    pub place: Option<u32>,
}

/// Why drills laid side by side may not be ranked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Caution {
    /// They are of different scenarios, or of versions of one.
    Scenario,
    /// They have different seeds.
    Seed,
    /// People attacked in some, the campaign in others, or people in all.
    Red,
    /// Some did not come to their end.
    Unfinished,
    /// A component could not be measured everywhere.
    Gap,
}

/// Drills side by side, all scored under one version of the rules.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Comparison {
    /// The version of the rules.
    pub version: u32,
    /// The drills, the best first where they may be ranked, else as given.
    pub drills: Vec<Compared>,
    /// Why they may not be ranked; empty if they may.
    pub cautions: Vec<Caution>,
}

/// Why there is no comparison.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Nonsense {
    /// Fewer than two drills, or more than [`COMPARE_LIMIT`].
    Number(usize),
    /// Two files hold the same drill.
    Same(String, String),
    /// This one has no score.
    Unscored(String),
    /// Scored under different versions.
    Versions,
}

/// Lays drills side by side.
///
/// # Errors
///
/// Why that would be nonsense.
pub fn compare(reports: &[(String, Report)]) -> Result<Comparison, Nonsense> {
    if !(2..=COMPARE_LIMIT).contains(&reports.len()) {
        return Err(Nonsense::Number(reports.len()));
    }
    let mut drills = Vec::with_capacity(reports.len());
    let mut version = None;
    for (name, report) in reports {
        let score = report.score.as_ref();
        let score = score.ok_or_else(|| Nonsense::Unscored(name.clone()))?;
        if *version.get_or_insert(score.version) != score.version {
            return Err(Nonsense::Versions);
        }
        drills.push(compared(name, report));
    }
    for (i, one) in drills.iter().enumerate() {
        let twin = drills[..i]
            .iter()
            .find(|d| d.plan == one.plan && d.digest == one.digest);
        if let Some(twin) = twin {
            return Err(Nonsense::Same(twin.name.clone(), one.name.clone()));
        }
    }
    let cautions = cautions(&drills);
    if cautions.is_empty() {
        rank(&mut drills);
    }
    Ok(Comparison {
        version: version.unwrap_or_default(),
        drills,
        cautions,
    })
}

fn compared(name: &str, report: &Report) -> Compared {
    let score = report.score.as_ref();
    let count = |name: &str| {
        let counts = score.map(|score| &score.counts);
        counts.and_then(|c| c.get(name)).copied().unwrap_or(0)
    };
    Compared {
        name: name.to_owned(),
        title: report.exercise.title.clone(),
        starts: report.exercise.starts.clone(),
        plan: report.origin.plan.clone(),
        seed: report.origin.seed,
        red: report.origin.red.clone(),
        blue: report.origin.blue.clone(),
        sealed: report.origin.sealed,
        ended: report.origin.ended,
        digest: report.origin.digest.clone(),
        total: score.map_or(0, |score| score.total),
        of: score.map_or(0, |score| score.of),
        components: score.map_or_else(Vec::new, |score| score.components.clone()),
        steps: count("steps_done"),
        observable: count("steps_observable"),
        detected: count("steps_detected"),
        mean_detect: count("mean_detect"),
        duties_met: count("duties_met"),
        duties_due: count("duties_due"),
        lost: report.services.iter().map(|s| u64::from(s.lost)).sum(),
        place: None,
    }
}

fn cautions(drills: &[Compared]) -> Vec<Caution> {
    let differ = |of: &dyn Fn(&Compared) -> String| {
        let mut all = drills.iter().map(of);
        let first = all.next();
        all.any(|other| Some(other) != first)
    };
    let gaps = |d: &Compared| {
        let gaps = d.components.iter().filter(|part| !part.measured);
        gaps.map(|part| part.name.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let all = [
        (Caution::Scenario, differ(&|d| d.plan.clone())),
        (Caution::Seed, differ(&|d| format!("{:?}", d.seed))),
        (Caution::Red, drills.iter().any(|d| d.red == "human")),
        (Caution::Unfinished, drills.iter().any(|d| !d.ended)),
        (Caution::Gap, differ(&gaps)),
    ];
    let stand = all.into_iter().filter(|(_, stands)| *stands);
    stand.map(|(caution, _)| caution).collect()
}

/// The best first; equal scores share a place.
fn rank(drills: &mut [Compared]) {
    drills.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.name.cmp(&b.name)));
    let totals: Vec<i64> = drills.iter().map(|drill| drill.total).collect();
    for drill in drills {
        let better = totals.iter().filter(|total| **total > drill.total).count();
        drill.place = Some(u32::try_from(better).unwrap_or(0) + 1);
    }
}
