//! What the papers of a drill are made of: figures, names and the scenario's own texts in both
//! languages, and no sentence.
//!
//! A [`Report`] is a fold over the facts that its reader may know. For the organisers these are all
//! facts; for a team, what it was told, in its own numbers: so a paper for a team is not cut down
//! afterwards but made of nothing else, and what a team may not know before the release cannot
//! stand in it. Every row names the facts it comes from.

pub mod about;
pub mod attack;
pub mod city;
pub mod claims;
pub mod compare;
pub mod continuity;
pub mod day;
pub mod days;
pub mod defence;
pub mod heard;
pub mod injects;
pub mod jury;
pub mod levels;
mod own;
pub mod people;
pub mod plan;
pub mod reached;
pub mod rules;
pub mod score;
pub mod stages;

use crate::drill::Setup;
use crate::plan::Plan;
use crate::score::card::Scorecard;
use crate::words::fact::Fact;
use crate::words::name::TeamId;
use crate::words::order::Order;
use crate::words::text::Text;
use crate::words::time::{DAY, Tick};
use heard::Hearing;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// The version of this shape: it grows when a reader of the JSON would have to change.
pub const FORM: u32 = 3;

/// Whom a report is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    /// The organisers and the jury: everything.
    Organiser,
    /// A team: what it was told.
    Team(TeamId),
    /// Whoever only watches: what everybody may know.
    Observer,
}

/// What a report is folded from.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// The plan.
    pub plan: &'s Arc<Plan>,
    /// How the drill was opened.
    pub setup: Setup,
    /// Who defended, in a word.
    pub blue: &'s str,
    /// The version of the program that made the drill again.
    pub engine: &'s str,
    /// Every order, with when it was given, in the order of the record.
    pub orders: &'s [(Tick, Order)],
    /// Every fact.
    pub facts: &'s [Fact],
    /// The fingerprint of the facts.
    pub digest: &'s str,
    /// The scorecard, if it can be made.
    pub card: Option<&'s Scorecard>,
    /// The scorecards that the drill would have had, had it ended with each of its days.
    pub daily: &'s [Scorecard],
    /// Where several teams defend one city, the scorecard of each by what it did itself.
    pub teams: &'s [(TeamId, Scorecard)],
    /// How many records were written.
    pub records: u64,
    /// The last moment the record speaks of.
    pub until: Tick,
    /// Whether the record is sealed: ENDEX has been and all is in it.
    pub sealed: bool,
    /// Whether what was made again differs from what was sealed.
    pub differs: bool,
}

/// A moment and the fact that says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Moment {
    /// Seconds since STARTEX.
    pub at: u32,
    /// The number of the fact.
    pub fact: u32,
}

/// All that the papers of one reader are made of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this shape.
    pub form: u32,
    /// Where the figures come from.
    pub origin: about::Origin,
    /// What the drill was.
    pub exercise: about::Exercise,
    /// Whether there was a breach, a leak, harm to users; none where the reader may not know yet.
    pub verdict: Option<city::Verdict>,
    /// What the attack did, step by step, as far as the reader may know.
    pub attack: Vec<attack::StepRow>,
    /// What the attack reached.
    pub harm: Vec<city::Harm>,
    /// What attack teams reported.
    pub findings: Vec<attack::FindingRow>,
    /// Services as people felt them.
    pub services: Vec<city::ServiceRow>,
    /// How long services were away and what was lost, beside what was to be held.
    pub continuity: Vec<continuity::ContinuityRow>,
    /// What the defence did.
    pub defence: defence::Defence,
    /// Rules by what they did.
    pub rules: Vec<rules::RuleRow>,
    /// Injects.
    pub injects: Vec<injects::InjectRow>,
    /// Duties and their deadlines.
    pub duties: Vec<days::DutyRow>,
    /// What went through the organisers.
    pub requests: Vec<days::RequestRow>,
    /// Papers that were filed.
    pub filed: Vec<days::FiledRow>,
    /// Planted weak points; those that came to light, and for who may know it all the others.
    pub weak: Vec<plan::WeakRow>,
    /// The indicators of the city, declared and true, before and after.
    pub indicators: Vec<levels::IndicatorRow>,
    /// The four stages of machines that the attack held, where the city counts them.
    pub funnel: Option<stages::FunnelRows>,
    /// The warnings to each body that any was sent to.
    pub warnings: Vec<stages::WarnedRow>,
    /// Declarations of systems that were not so, as far as the reader may know.
    pub declarations: Vec<levels::DeclarationRow>,
    /// The drill day by day.
    pub days: Vec<day::Day>,
    /// Who asked what.
    pub people: Vec<people::Person>,
    /// The score; none where the reader may not know it yet.
    pub score: Option<score::Scored>,
    /// Where several teams defend one city, the score of each by what it did itself; for who may
    /// know of all of them.
    pub teams: Vec<score::TeamScore>,
    /// What the attack came to by its own score; a team that attacked is told its own after the
    /// release.
    pub reached: Vec<reached::ReachedRow>,
    /// The jury's part; for organisers and jury only.
    pub jury: Option<jury::Minutes>,
    /// What is to be mended.
    pub plan: Vec<plan::Mend>,
    /// All that happened, as far as the reader may know.
    pub log: Vec<heard::Entry>,
}

/// Folds a report.
#[must_use]
pub fn report(sources: &Sources<'_>, reader: Reader) -> Report {
    let hearing = Hearing::of(sources, reader);
    let attack = attack::steps(&hearing, sources);
    let services = city::services(&hearing, sources);
    let injects = injects::injects(&hearing, sources);
    let duties = days::duties(&hearing, sources);
    let weak = plan::weak(&hearing, sources);
    let people = people::people(&hearing, sources);
    let score = score::scored(
        &hearing,
        sources,
        &score::doers(&people, &sources.plan.roster),
    );
    let mends = plan::Ground {
        attack: &attack,
        services: &services,
        injects: &injects,
        duties: &duties,
        weak: &weak,
        score: score.as_ref(),
    };
    Report {
        form: FORM,
        origin: about::origin(&hearing, sources),
        exercise: about::exercise(&hearing, sources),
        verdict: city::verdict(&hearing, sources),
        harm: city::harm(&hearing, sources),
        findings: attack::findings(&hearing, sources),
        continuity: continuity::continuity(&hearing, sources),
        defence: defence::defence(&hearing, sources),
        rules: rules::rules(&hearing, sources),
        requests: days::requests(&hearing, sources),
        filed: days::filed(&hearing, sources),
        indicators: levels::indicators(&hearing, sources),
        funnel: stages::funnel(&hearing, sources),
        warnings: stages::warnings(&hearing, sources),
        declarations: levels::declarations(&hearing, sources),
        days: day::days(&hearing, sources, &attack),
        reached: reached::red(&hearing, sources),
        teams: score::teams(&hearing, sources),
        people,
        jury: jury::minutes(&hearing, sources),
        plan: plan::mends(&mends, sources.plan),
        log: hearing.entries(),
        attack,
        services,
        injects,
        duties,
        weak,
        score,
    }
}

/// The ends of the drill's days up to a moment: 24 hours from STARTEX each, the last one as it is.
#[must_use]
pub fn day_ends(until: Tick) -> Vec<Tick> {
    let last = about::day_of(Tick(until.0.max(1) - 1));
    let end = |day: u32| Tick(((day + 1) * DAY).min(until.0));
    (0..=last).map(end).collect()
}

/// The shape of the JSON, for who reads it: of a report, and of drills side by side.
#[must_use]
pub fn schemas() -> [(&'static str, serde_json::Value); 2] {
    [
        ("report", crate::words::schema::json_of::<Report>()),
        (
            "comparison",
            crate::words::schema::json_of::<compare::Comparison>(),
        ),
    ]
}

/// The word that a small enumeration has in files.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(serde_json::Value::Object(map)) => map.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// A text that says something, or nothing.
fn said(vi: String, en: String) -> Option<Text> {
    let filled = !vi.trim().is_empty() && !en.trim().is_empty();
    filled.then_some(Text { vi, en })
}
