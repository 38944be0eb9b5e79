//! The jury's screens, drawn and used.

use engine::rehearsal::BotKind;
use engine::view::Jury;
use engine::words::fact::Fact;
use engine::words::order::{BlueAsk, JuryAsk, Order, Rating};
use engine::words::text::Lang;
use engine::words::time::Span;

use crate::desk::trial::{Start, Trial};

const PORTAL: &str = "cong-ddos-deface";

fn at_desk(minute: u32, lang: Lang) -> Trial<Jury> {
    Trial::new(Start {
        blue: BotKind::Playbook,
        lang,
        ..Start::of(PORTAL, minute)
    })
}

#[test]
fn every_tab_is_drawn_at_both_sizes_in_both_languages() {
    for lang in [Lang::En, Lang::Vi] {
        let mut trial = at_desk(140, lang);
        let word = if lang == Lang::En { "en" } else { "vi" };
        trial.keys("5 b");
        trial.types("blue saw it first");
        trial.keys("ctrl-s");
        for (key, name) in [
            ("1", "objectives"),
            ("2", "ledger"),
            ("3", "papers"),
            ("4", "claims"),
            ("5", "timeline"),
        ] {
            trial.keys(key);
            insta::assert_snapshot!(format!("{name}-{word}-80"), trial.picture(80, 24));
            insta::assert_snapshot!(format!("{name}-{word}-160"), trial.picture(160, 50));
        }
    }
}

#[test]
fn nothing_panics_at_any_size_plain_or_not_early_or_late() {
    for (minute, plain) in [(0, false), (140, true), (400, false)] {
        let mut trial = Trial::<Jury>::new(Start {
            plain,
            blue: BotKind::Playbook,
            ..Start::of(PORTAL, minute)
        });
        trial.draws_everywhere(6);
    }
}

#[test]
fn a_proposal_is_confirmed_and_decided_otherwise_with_a_reason() {
    let mut trial = at_desk(400, Lang::En);
    let objective = trial.drill.plan().objectives[0].clone();
    let proposed = trial.drill.truth().shown(trial.drill.plan(), &objective);
    let proposed = proposed.proposal().expect("something was settled");
    trial.keys("1 c ctrl-s");
    let orders = trial.orders();
    assert!(
        matches!(&orders[..], [JuryAsk::Rate { objective: name, rating, reason }]
            if *name == objective.name && *rating == proposed && !reason.is_empty()),
        "{orders:?}"
    );
    trial.keys("r ctrl-s");
    assert_eq!(trial.orders(), [], "a reason is wanted");
    trial.keys("l a t e ctrl-s");
    let orders = trial.orders();
    assert!(matches!(&orders[..], [JuryAsk::Rate { reason, .. }] if reason == "late"));
    assert!(trial.drill.truth().ratings.contains_key(&objective.name));
    assert!(matches!(
        proposed,
        Rating::P | Rating::S | Rating::M | Rating::U
    ));
}

#[test]
fn a_result_is_signed_when_the_drill_is_over_and_stays_as_it_was_signed() {
    let mut trial = at_desk(120, Lang::En);
    trial.keys("1 s ctrl-s");
    assert_eq!(trial.orders(), [], "it still runs");
    assert!(trial.picture(100, 30).contains("once the drill is over"));

    let mut trial = super::tests::at_desk(400, Lang::En);
    trial.keys("1 s ctrl-s");
    let orders = trial.orders();
    assert!(matches!(&orders[..], [JuryAsk::Sign { .. }]), "{orders:?}");
    trial.keys("s");
    assert!(
        trial.picture(100, 30).contains("Signed: "),
        "by whom already"
    );
    trial.keys("esc");
    for keys in ["1 r", "esc 1 c", "esc 3 p", "esc 4 j r"] {
        trial.keys(keys);
        let picture = trial.picture(100, 30);
        assert!(picture.contains("has been signed"), "{keys}:\n{picture}");
    }
}

#[test]
fn a_paper_is_graded_within_its_limits() {
    let mut trial = at_desk(400, Lang::En);
    trial.keys("3 p");
    trial.types("101");
    trial.keys("tab");
    trial.types("thorough");
    trial.keys("ctrl-s");
    assert_eq!(trial.orders(), []);
    trial.keys("shift-tab backspace backspace backspace 8 5 ctrl-s");
    let orders = trial.orders();
    assert!(
        matches!(&orders[..], [JuryAsk::Grade { paper, points: 85, reason }]
            if paper.0 == 0 && reason == "thorough"),
        "{orders:?}"
    );
}

#[test]
fn a_claim_is_ruled_on_and_a_protest_decided() {
    let mut trial = at_desk(120, Lang::En);
    trial.keys("4 r o k ctrl-s");
    let orders = trial.orders();
    assert!(matches!(&orders[..], [JuryAsk::Rule { text, .. }] if text == "ok"));
    let ask = BlueAsk::Protest {
        about: "claim 0".into(),
        text: "it was there".into(),
    };
    trial.drill.order(Order {
        team: "blue".into(),
        place: "trial".into(),
        ask: ask.into(),
    });
    trial.pass(Span(1));
    trial.keys("g r right tab n o ctrl-s");
    let orders = trial.orders();
    assert!(
        matches!(&orders[..], [JuryAsk::SettleProtest { upheld: false, reason, .. }]
            if reason == "no"),
        "{orders:?}"
    );
}

#[test]
fn notes_go_to_this_moment_or_to_another() {
    let mut trial = at_desk(60, Lang::En);
    trial.keys("5 b h i ctrl-s");
    let text = "hi".to_owned();
    assert_eq!(trial.orders(), [JuryAsk::Note { at: None, text }]);
    trial.keys("m");
    trial.types("90m");
    trial.keys("tab o ctrl-s");
    assert_eq!(trial.orders(), []);
    assert!(trial.picture(100, 30).contains("has not come yet"));
    trial.keys("esc esc m");
    trial.types("30m");
    trial.keys("tab o ctrl-s");
    let (at, text) = (Some(1_800), "o".to_owned());
    assert_eq!(trial.orders(), [JuryAsk::Note { at, text }]);
}

/// A line that a point comes from, the facts behind it, the record behind them; and a fact that has
/// none is read in full.
#[test]
fn a_line_of_the_ledger_opens_its_facts_and_their_record_in_three_keys() {
    let mut trial = at_desk(60, Lang::En);
    trial.keys("2 j");
    assert!(trial.picture(100, 30).contains("PRE-"));
    trial.keys("enter");
    assert!(trial.picture(100, 30).contains("rests on"));
    trial.keys("enter");
    let record = trial.picture(100, 30);
    assert!(record.contains("Record ") && record.contains("Whose doing it is"));
    trial.keys("esc esc 5 l g enter");
    let fact = trial.picture(100, 30);
    assert!(fact.contains("┌ 0 · 21/10 08:00"), "{fact}");
}

#[test]
fn an_objective_opens_the_facts_its_checks_rest_on_and_they_their_records() {
    let mut trial = at_desk(140, Lang::En);
    trial.keys("1 f");
    let facts = trial.picture(120, 40);
    assert!(
        facts.contains("The facts that the checks rest on"),
        "{facts}"
    );
    let objective = trial.drill.plan().objectives[0].clone();
    let shown = trial.drill.truth().shown(trial.drill.plan(), &objective);
    let all = trial.drill.facts();
    let is_of = |fact: &&Fact| shown.0.iter().any(|check| check.about.is_of(&fact.kind));
    let count = all.iter().filter(is_of).count();
    assert!(count > 3, "{count}");
    trial.keys("enter");
    assert_ne!(
        trial.picture(120, 40),
        facts,
        "the chosen fact opens its record"
    );
}
