//! The screens of the hunt for attacks, over a real drill: what is drawn, and what keys order.

use engine::rehearsal::BotKind;
use engine::view::{Blue, White};
use engine::words::name::AlertId;
use engine::words::order::{BlueAsk, CasePhase, Level, Order, Verdict, WhiteAsk};
use engine::words::text::Lang;
use engine::words::time::Span;
use insta::assert_snapshot;

use crate::desk::trial::{Start, Trial};

const A: &str = "hp-cang-ransom";

/// A drill in which nobody has touched the queue.
fn untouched() -> Trial<Blue> {
    Trial::new(Start::of(A, 150))
}

/// A drill that the playbook bot has worked in.
fn worked(lang: Lang) -> Trial<Blue> {
    Trial::new(Start {
        lang,
        blue: BotKind::Playbook,
        ..Start::of(A, 150)
    })
}

fn both(name: &str, keys: impl Fn(&mut Trial<Blue>)) {
    for (lang, word) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let mut trial = worked(lang);
        keys(&mut trial);
        assert_snapshot!(format!("{name}-{word}-80"), trial.picture(80, 24));
        assert_snapshot!(format!("{name}-{word}-160"), trial.picture(160, 50));
        for (width, height) in [(1, 1), (60, 16), (100, 30), (250, 70)] {
            let _ = trial.picture(width, height);
        }
    }
}

#[test]
fn the_queue_is_drawn() {
    both("alerts", |trial| trial.keys("2 o j j space"));
    both("alerts-grouped", |trial| trial.keys("2 o v s enter j"));
}

#[test]
fn the_hunt_is_drawn() {
    both("hunt", |trial| {
        trial.keys("3 /");
        trial.types("-class:dns last:2h");
        trial.keys("enter j p j p");
    });
    both("hunt-values", |trial| {
        trial.keys("3 / enter v ] j");
    });
    both("record", |trial| trial.keys("3 / enter enter j"));
    both("hunt-help", |trial| trial.keys("3 f10"));
}

#[test]
fn indicators_are_drawn() {
    both("indicators", |trial| trial.keys("6 d"));
}

/// A city that counts what was detected, warned, handled and cleaned.
const COUNTS: &str = "hcm-7chitieu";

#[test]
fn the_four_stages_are_drawn_for_a_defence_and_for_the_organisers() {
    for (lang, word) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let start = Start {
            lang,
            blue: BotKind::Playbook,
            ..Start::of(COUNTS, 600)
        };
        let mut trial = Trial::<Blue>::new(start);
        trial.keys("6 o");
        assert_snapshot!(format!("warnings-{word}-80"), trial.picture(80, 24));
        assert_snapshot!(format!("warnings-{word}-160"), trial.picture(160, 50));
        trial.keys("esc d p");
        assert_snapshot!(format!("stages-{word}-80"), trial.picture(80, 24));
        assert_snapshot!(format!("stages-{word}-160"), trial.picture(160, 50));
        let mut trial = Trial::<White>::new(start);
        trial.keys("1 p");
        assert_snapshot!(format!("stages-true-{word}-80"), trial.picture(80, 24));
        for (width, height) in [(1, 1), (60, 16), (100, 30), (250, 70)] {
            let _ = trial.picture(width, height);
        }
    }
}

#[test]
fn cases_and_claims_are_drawn() {
    both("cases", |trial| {
        trial.keys("2 o space space n ctrl-s e tab");
        trial.types("đã gọi điện cho đơn vị");
        trial.keys("ctrl-s c ctrl-s 4");
    });
    both("claim", |trial| trial.keys("2 o c"));
    both("claims", |trial| trial.keys("2 C"));
}

#[test]
fn one_alert_is_disposed_of_with_a_key_and_a_reason() {
    let mut trial = untouched();
    trial.keys("2 j a");
    trial.types("ghi tệp hàng loạt");
    let second = chosen(&trial, 1);
    trial.keys("enter");
    let [
        BlueAsk::Triage {
            alert,
            verdict,
            reason,
        },
    ] = &trial.orders()[..]
    else {
        panic!("one verdict is ordered");
    };
    assert_eq!((*alert, *verdict), (second, Verdict::Attack));
    assert_eq!(reason, "ghi tệp hàng loạt");
    assert!(
        trial
            .drill
            .blue(trial.desk.person().team)
            .is_some_and(|view| { view.alerts[&second].verdict.is_some() })
    );
}

/// The alert at this place of the queue, the newest first.
fn chosen(trial: &Trial<Blue>, place: usize) -> AlertId {
    let view = trial.drill.blue(trial.desk.person().team).expect("a view");
    let mut all: Vec<_> = view.alerts.iter().map(|(id, a)| (a.last, *id)).collect();
    all.sort_unstable();
    all[all.len() - 1 - place].1
}

#[test]
fn marked_alerts_are_disposed_of_in_turn_with_one_reason() {
    let mut trial = untouched();
    trial.keys("2 space space space b");
    trial.keys("enter");
    assert!(trial.orders().is_empty(), "a reason is wanted");
    trial.types("quản trị viên làm");
    trial.keys("enter enter enter");
    let given = trial.orders();
    assert_eq!(given.len(), 3);
    for ask in given {
        assert!(matches!(
            ask,
            BlueAsk::Triage { verdict: Verdict::Benign, reason, .. }
                if reason == "quản trị viên làm"
        ));
    }
}

#[test]
fn the_chosen_alert_stays_chosen_while_others_come() {
    let mut trial = Trial::<Blue>::new(Start::of(A, 60));
    trial.keys("2 j j");
    let before = chosen(&trial, 2);
    let named = format!("Alert {}", before.0);
    assert!(trial.picture(120, 40).contains(&named));
    trial.pass(Span::minutes(90));
    assert_ne!(chosen(&trial, 2), before, "new alerts came");
    assert!(trial.picture(120, 40).contains(&named));
}

#[test]
fn an_alert_leads_to_a_hunt_around_it() {
    let mut trial = untouched();
    trial.keys("2 h enter");
    let [BlueAsk::Search { query }] = &trial.orders()[..] else {
        panic!("a search is ordered");
    };
    assert!(
        query.contains("class:") && query.contains("after:T+"),
        "{query}"
    );
    let picture = trial.picture(120, 40);
    assert!(picture.contains("records for"), "{picture}");
    trial.keys("esc");
    assert!(trial.picture(120, 40).contains("not triaged"));
}

#[test]
fn a_search_is_an_order_and_its_values_narrow_it() {
    let mut trial = untouched();
    trial.keys("3 /");
    trial.types("host:*");
    trial.keys("enter v enter v ] v x");
    let asked = trial.orders();
    let queries: Vec<&str> = asked
        .iter()
        .filter_map(|ask| match ask {
            BlueAsk::Search { query } => Some(query.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(queries.len(), 3, "{queries:?}");
    assert!(queries[1].starts_with("host:* class:"), "{queries:?}");
    assert!(queries[2].contains(" -host:"), "{queries:?}");
    trial.keys("/ up up up");
    assert!(trial.picture(120, 40).contains("> host:*"));
}

#[test]
fn pinned_evidence_is_cited_in_a_claim_and_then_used_up() {
    let mut trial = untouched();
    trial.keys("3 /");
    trial.types("host:*");
    trial.keys("enter p j p c");
    assert!(trial.picture(120, 40).contains("Cited records: 2 of 64"));
    trial.keys("ctrl-s");
    let asked = trial.orders();
    let Some(BlueAsk::Claim(claim)) = asked.last() else {
        panic!("a claim is made");
    };
    assert_eq!((claim.cites.len(), claim.level), (2, Level::Malicious));
    assert!(!claim.scope.is_empty());
    assert!(trial.picture(120, 40).contains("Pinned evidence: 0"));
}

#[test]
fn a_claim_without_evidence_is_not_sent() {
    let mut trial = untouched();
    trial.keys("3 c ctrl-s");
    assert!(trial.orders().is_empty());
    assert!(trial.picture(120, 40).contains("Cite at least one record"));
}

#[test]
fn a_claim_from_an_alert_names_its_host_technique_and_records() {
    let mut trial = untouched();
    let first = chosen(&trial, 0);
    trial.keys("2 c ctrl-s");
    let asked = trial.orders();
    let [BlueAsk::Claim(claim)] = &asked[..] else {
        panic!("a claim is made: {}", trial.picture(120, 40));
    };
    let view = trial.drill.blue(trial.desk.person().team).expect("a view");
    assert_eq!(claim.cites, view.alerts[&first].records);
    assert_eq!(claim.level == Level::Technique, !claim.says.is_empty());
    assert!(view.refused.is_empty());
}

#[test]
fn a_case_is_opened_from_the_queue_and_moved_on() {
    let mut trial = untouched();
    trial.keys("2 space space n");
    trial.keys("ctrl-s 4 m enter w");
    trial.types("đang cô lập");
    trial.keys("ctrl-s");
    let asked = trial.orders();
    let [opened, moved, noted] = &asked[..] else {
        panic!("three orders");
    };
    assert!(matches!(opened, BlueAsk::OpenCase { alerts, .. } if alerts.len() == 2));
    assert!(matches!(
        moved,
        BlueAsk::MoveCase {
            phase: CasePhase::Contain,
            ..
        }
    ));
    assert!(matches!(noted, BlueAsk::Attach { note, .. } if note == "đang cô lập"));
}

#[test]
fn marks_are_gone_once_a_case_has_their_alerts_and_a_filter_hides_them() {
    let mut trial = untouched();
    trial.keys("2 space space");
    assert!(trial.picture(120, 40).contains("2 marked"));
    trial.keys("/");
    trial.types("rule:nothing-of-this-name");
    assert!(trial.picture(120, 40).contains("None fits"));
    trial.keys("enter");
    assert!(trial.picture(120, 40).contains("0 marked"));
    trial.keys("/ esc");
    assert!(trial.picture(120, 40).contains("2 marked"));
    trial.keys("n ctrl-s");
    assert!(trial.picture(120, 40).contains("0 marked"));
}

#[test]
fn a_case_is_offered_only_the_phases_it_is_not_in() {
    let mut trial = untouched();
    trial.keys("2 space n ctrl-s 4");
    for _ in 0..2 {
        trial.keys("m right right right right enter");
    }
    let moved = trial.orders().into_iter().filter_map(|ask| match ask {
        BlueAsk::MoveCase { phase, .. } => Some(phase),
        _ => None,
    });
    // The last stays the last; the closed case is then opened again as far as it is chosen to be.
    let phases = [CasePhase::Closed, CasePhase::Recover];
    assert_eq!(moved.collect::<Vec<_>>(), phases);
    trial.keys("m right right right enter m enter");
    assert!(trial.picture(120, 40).contains("Not filled in"));
}

#[test]
fn an_inject_that_the_organisers_wrote_is_theirs_and_its_title_stands_apart() {
    for (lang, who) in [(Lang::Vi, "Ban tổ chức"), (Lang::En, "Organisers")] {
        let mut trial = Trial::<Blue>::new(Start {
            lang,
            ..Start::of("cong-ddos-deface", 5)
        });
        let ask = WhiteAsk::WriteInject {
            to: "blue".into(),
            title: "Hỏi số người".into(),
            text: "DIỄN TẬP. Văn phòng hỏi.".into(),
            expects: String::new(),
        };
        let (team, place) = ("btc".into(), "trial".into());
        let ask = ask.into();
        trial.drill.order(Order { team, place, ask });
        trial.pass(Span(1));
        trial.keys("0");
        let picture = trial.picture(120, 40);
        let row = picture
            .lines()
            .find(|row| row.contains("Hỏi số người · DIỄN TẬP."));
        assert!(row.is_some_and(|row| row.contains(who)), "{picture}");
    }
}

#[test]
fn plain_drawing_has_no_boxes_and_one_column() {
    let mut trial = Trial::<Blue>::new(Start {
        plain: true,
        ..Start::of(A, 150)
    });
    for keys in ["2", "3 / enter", "4", "2 c"] {
        trial.keys(keys);
        let drawn = trial.picture(160, 50);
        assert!(!drawn.contains(['│', '─', '┌']), "{drawn}");
    }
}
