//! The jury's part: objectives rated, claims ruled on, papers graded, protests decided.

use crate::plan::{Measure, Objective};
use crate::report::heard::Hearing;
use crate::report::{Moment, Sources, word};
use crate::view::truth::{Came, Check, TruthView};
use crate::words::fact::FactKind;
use crate::words::name::ProtestId;
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A rating that was given, the last one of an objective being the one that stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RatingRow {
    /// `p`, `s`, `m` or `u`.
    pub rating: String,
    pub reason: String,
    /// The place of who gave it.
    pub grader: String,
    pub given: Moment,
}

/// A signature under the result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct SignedRow {
    /// The place of who signed.
    pub grader: String,
    pub text: String,
    pub made: Moment,
}

/// What the program measured of an objective: so many checks of its measure came out so.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct MeasuredRow {
    pub in_time: u32,
    pub late: u32,
    pub missed: u32,
    /// Those whose time still ran at the end.
    pub open: u32,
    /// Those that never came up.
    pub not_due: u32,
    /// Those that the organisers put back themselves.
    pub put_back: u32,
    /// Those in which people lost a service by the defence's doing and none of it by the attack's.
    pub own: u32,
}

/// An objective, with every rating it was given.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ObjectiveRow {
    pub name: String,
    pub title: Text,
    /// Within how many seconds it is to be shown.
    pub within: u32,
    /// What whoever rates it looks for, where the scenario's author wrote it.
    pub guide: Option<Text>,
    /// What was measured of it, for who may know it: people rate.
    pub measured: Option<MeasuredRow>,
    /// In the order in which they were given; none is a gap, and is shown as one.
    pub ratings: Vec<RatingRow>,
}

/// Something the jury said of a claim or a moment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RemarkRow {
    /// The claim it is about, if it is about one.
    pub claim: Option<u32>,
    /// The moment it is about, in seconds since STARTEX, if it is about another than it was made.
    pub of: Option<u32>,
    pub text: String,
    pub made: Moment,
}

/// A protest.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ProtestRow {
    pub number: u32,
    pub team: String,
    pub about: String,
    pub text: String,
    pub made: Moment,
    pub upheld: Option<bool>,
    pub reason: Option<String>,
    pub settled: Option<Moment>,
}

/// What stands in the jury's minutes, beside the score.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Minutes {
    pub objectives: Vec<ObjectiveRow>,
    pub rulings: Vec<RemarkRow>,
    pub notes: Vec<RemarkRow>,
    pub protests: Vec<ProtestRow>,
    /// Who signed the result in the program; on paper people sign again.
    pub signed: Vec<SignedRow>,
}

pub(super) fn minutes(hearing: &Hearing, sources: &Sources<'_>) -> Option<Minutes> {
    if hearing.team.is_some() {
        return None;
    }
    let truth = hearing.open.then(|| {
        let mut truth = TruthView::of(sources.plan);
        sources.facts.iter().for_each(|fact| truth.take(fact));
        truth
    });
    let rated = |name: &str| {
        let ratings = hearing.all.iter().filter_map(|heard| match &heard.kind {
            FactKind::Rated {
                objective,
                rating,
                reason,
                grader,
            } if **objective == *name => Some(RatingRow {
                rating: word(rating).to_lowercase(),
                reason: reason.clone(),
                grader: grader.to_string(),
                given: heard.moment(),
            }),
            _ => None,
        });
        ratings.collect()
    };
    let objectives = sources.plan.objectives.iter().map(|o| ObjectiveRow {
        name: o.name.to_string(),
        title: o.title.clone(),
        within: o.within.0,
        guide: o.guide.clone(),
        measured: truth.as_ref().map(|truth| measured(truth, sources, o)),
        ratings: rated(&o.name),
    });
    let remarks = |ruled: bool| {
        let rows = hearing.all.iter().filter_map(|heard| {
            let (claim, of, text) = match &heard.kind {
                FactKind::Ruled { claim, text } if ruled => {
                    (Some(hearing.counted(claim.0)), None, text)
                }
                FactKind::Noted { at, text } if !ruled => (None, at.map(|at| at.0), text),
                _ => return None,
            };
            Some(RemarkRow {
                claim,
                of,
                text: text.clone(),
                made: heard.moment(),
            })
        });
        rows.collect()
    };
    Some(Minutes {
        objectives: objectives.collect(),
        rulings: remarks(true),
        notes: remarks(false),
        protests: protests(hearing, sources),
        signed: signed(hearing),
    })
}

fn measured(truth: &TruthView, sources: &Sources<'_>, of: &Objective) -> MeasuredRow {
    let shown = truth.shown(sources.plan, of);
    let count = |came: Came| u32::try_from(shown.count(came)).unwrap_or(u32::MAX);
    let such = |is: &dyn Fn(&&Check) -> bool| {
        let all = shown.0.iter().filter(is).count();
        u32::try_from(all).unwrap_or(u32::MAX)
    };
    let is_restored = matches!(of.measure, Measure::Recover(_));
    MeasuredRow {
        in_time: count(Came::InTime),
        late: count(Came::Late),
        missed: count(Came::Missed),
        open: count(Came::Open),
        not_due: count(Came::NotDue),
        put_back: such(&|check| check.put_back.is_some()),
        own: such(&|check| is_restored && check.came != Came::NotDue && check.is_own()),
    }
}

fn signed(hearing: &Hearing) -> Vec<SignedRow> {
    let row = |heard: &crate::report::heard::Heard| match &heard.kind {
        FactKind::Signed { grader, text } => Some(SignedRow {
            grader: grader.to_string(),
            text: text.clone(),
            made: heard.moment(),
        }),
        _ => None,
    };
    hearing.all.iter().filter_map(row).collect()
}

fn protests(hearing: &Hearing, sources: &Sources<'_>) -> Vec<ProtestRow> {
    let mut rows: BTreeMap<ProtestId, ProtestRow> = BTreeMap::new();
    let team = |id: crate::words::name::TeamId| {
        let team = sources.plan.roster.teams.get(id.at());
        team.map_or_else(String::new, |team| team.name.to_string())
    };
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::Protested {
                team: by,
                protest,
                about,
                text,
            } => {
                let row = ProtestRow {
                    number: hearing.counted(protest.0),
                    team: team(*by),
                    about: about.to_string(),
                    text: text.clone(),
                    made: heard.moment(),
                    upheld: None,
                    reason: None,
                    settled: None,
                };
                rows.insert(*protest, row);
            }
            FactKind::ProtestSettled {
                protest,
                upheld,
                reason,
                ..
            } => {
                rows.entry(*protest).and_modify(|row| {
                    row.upheld = Some(*upheld);
                    row.reason = Some(reason.clone());
                    row.settled = Some(heard.moment());
                });
            }
            _ => {}
        }
    }
    rows.into_values().collect()
}
