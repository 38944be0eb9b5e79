//! What people judge stands beside what is counted: two graders, their agreement, a share of the
//! points, regrading with its trail, and a signature that comes only after the end.

use std::sync::Arc;

use engine::drill::Drill;
use engine::plan::Plan;
use engine::score::card::{Scorecard, score};
use engine::words::fact::FactKind;
use engine::words::name::{ClaimId, Name, ProtestId};
use engine::words::order::{Ask, BlueAsk, JuryAsk, Order, Rating};
use engine::words::refusal::Refusal;
use engine::words::time::Tick;
use tests::scenario::{plan_of, texts};

const SCENARIO: &str = "cong-ddos-deface";

fn plan(rubric: u32) -> Arc<Plan> {
    let mut texts = texts(SCENARIO);
    let scenario = texts.0.get_mut("scenario.yml").expect("a scenario has one");
    scenario.extend_from_slice(format!("\nrubric: {rubric}\n").as_bytes());
    plan_of(&texts)
}

fn jury(drill: &mut Drill, place: &str, ask: JuryAsk) {
    drill.order(Order {
        team: "bgk".into(),
        place: place.into(),
        ask: Ask::Jury(ask),
    });
    drill.advance(drill.now());
}

fn rate(drill: &mut Drill, place: &str, objective: &Name, rating: Rating) {
    let (objective, reason) = (objective.clone(), "as seen".to_owned());
    jury(
        drill,
        place,
        JuryAsk::Rate {
            objective,
            rating,
            reason,
        },
    );
}

fn card(plan: &Plan, drill: &Drill) -> Scorecard {
    score(&plan.stakes, drill.facts(), drill.facts())
}

#[test]
fn two_graders_their_agreement_and_their_share_stand_beside_what_is_counted() {
    let plan = plan(20);
    let mut drill = Drill::open(plan.clone(), 7);
    let bare = card(&plan, &drill).rubric.expect("it has a share");
    assert_eq!((bare.of, bare.got, bare.kappa), (20_000, 0, None));
    let all: Vec<Name> = plan.objectives.iter().map(|o| o.name.clone()).collect();
    for objective in &all {
        rate(&mut drill, "bgk-1", objective, Rating::P);
        rate(&mut drill, "bgk-2", objective, Rating::P);
    }
    let agreed = card(&plan, &drill);
    let rubric = agreed.rubric.expect("it has a share");
    assert_eq!((rubric.got, rubric.kappa), (20_000, Some(1_000)));
    assert_eq!(rubric.combined, 20_000 + agreed.total * 80 / 100);
    // One of them changes their mind: the last word counts, and the first stays in the record.
    rate(&mut drill, "bgk-2", &all[0], Rating::U);
    let apart = card(&plan, &drill).rubric.expect("it has a share");
    assert!(
        apart.got < rubric.got && apart.kappa < Some(1_000),
        "{apart:?}"
    );
    let sum: i64 = apart.lines.iter().map(|line| line.points).sum();
    assert_eq!(sum, apart.got);
    let truth = drill.truth();
    let trail = truth.rated.iter().filter(|(name, _)| *name == all[0]);
    let trail: Vec<Rating> = trail.map(|(_, rated)| rated.rating).collect();
    assert_eq!(trail, [Rating::P, Rating::P, Rating::U]);
}

#[test]
fn ratings_without_a_share_are_shown_and_change_no_point() {
    let plan = plan(0);
    let mut drill = Drill::open(plan.clone(), 7);
    assert_eq!(card(&plan, &drill).rubric, None);
    rate(
        &mut drill,
        "bgk-1",
        &plan.objectives[0].name.clone(),
        Rating::P,
    );
    let card = card(&plan, &drill);
    let rubric = card.rubric.expect("somebody rated");
    assert_eq!((rubric.of, rubric.got, rubric.combined), (0, 0, card.total));
}

#[test]
fn the_result_is_signed_after_the_end_and_not_before() {
    let plan = plan(20);
    let mut drill = Drill::open(plan.clone(), 7);
    let sign = || JuryAsk::Sign {
        text: String::new(),
    };
    jury(&mut drill, "bgk-1", sign());
    let refused = |fact: &FactKind| {
        matches!(
            fact,
            FactKind::Refused {
                refusal: Refusal::NotYet,
                ..
            }
        )
    };
    assert!(drill.facts().iter().any(|fact| refused(&fact.kind)));
    drill.advance(Tick(plan.length.0));
    assert!(drill.ended());
    jury(&mut drill, "bgk-1", sign());
    let signed = &drill.truth().signed;
    assert!(
        matches!(&signed[..], [(_, grader, _)] if &**grader == "bgk-1"),
        "{signed:?}"
    );
}

#[test]
fn a_signed_result_is_final_and_no_protest_is_left_behind_by_it() {
    let plan = plan(20);
    let mut drill = Drill::open(plan.clone(), 7);
    let first = plan.objectives[0].name.clone();
    rate(&mut drill, "bgk-1", &first, Rating::U);
    drill.advance(Tick(plan.length.0));
    let protest = BlueAsk::Protest {
        about: "inject f1-r1".into(),
        text: "It never reached us.".to_owned(),
    };
    drill.order(Order {
        team: "blue".into(),
        place: "lead".into(),
        ask: Ask::Blue(protest),
    });
    drill.advance(drill.now());
    let sign = || JuryAsk::Sign {
        text: String::new(),
    };
    let last = |drill: &Drill| drill.facts().last().map(|fact| fact.kind.clone());
    let refused = |why: Refusal| {
        move |fact: Option<FactKind>| match fact {
            Some(FactKind::Refused { refusal, .. }) => refusal == why,
            _ => false,
        }
    };
    jury(&mut drill, "bgk-1", sign());
    assert!(refused(Refusal::Pending)(last(&drill)));
    jury(
        &mut drill,
        "bgk-1",
        JuryAsk::SettleProtest {
            protest: ProtestId(0),
            upheld: false,
            reason: "It did.".to_owned(),
        },
    );
    jury(&mut drill, "bgk-1", sign());
    assert!(matches!(last(&drill), Some(FactKind::Signed { .. })));
    rate(&mut drill, "bgk-1", &first, Rating::P);
    assert!(refused(Refusal::Signed)(last(&drill)));
    let ruling = JuryAsk::Rule {
        claim: ClaimId(0),
        text: "After all.".to_owned(),
    };
    jury(&mut drill, "bgk-2", ruling);
    assert!(refused(Refusal::Signed)(last(&drill)));
    // The other grader signs as well.
    jury(&mut drill, "bgk-2", sign());
    assert!(matches!(last(&drill), Some(FactKind::Signed { .. })));
}
