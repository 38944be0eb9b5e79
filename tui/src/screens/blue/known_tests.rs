//! What screens put before a team beforehand and how they make room for it: papers filled with what
//! was done, responses that have a target, the matrix and the wall in few cells.

use engine::view::Blue;
use engine::view::brief::Brief;
use engine::words::name::HostId;
use engine::words::order::{Act, Ask, BlueAsk, Claim, Level, Order};
use engine::words::text::Lang;
use engine::words::time::Span;

use crate::desk::trial::{Start, Trial};
use crate::paint::text::width;
use crate::phrase::Phrases;
use crate::phrase::moment::calendar;

const A: &str = "hp-cang-ransom";
const F: &str = "cong-ddos-deface";

/// Opens the hand-over record from the list of papers.
fn hand_over(trial: &mut Trial<Blue>) -> String {
    trial.keys("7 g");
    for _ in 0..80 {
        if trial
            .picture(120, 50)
            .contains("Equipment and data handed over")
        {
            trial.keys("enter");
            return trial.picture(120, 50);
        }
        trial.keys("j");
    }
    panic!("no such form in\n{}", trial.picture(120, 50));
}

/// What stands in the field of this title, in the row below it, within the frame of the form.
fn filled(form: &str, title: &str) -> String {
    let mut rows = form.lines().skip_while(|row| !row.contains(title)).skip(1);
    let row = rows.next().unwrap_or_default();
    let inside: String = row.chars().skip(12).take(96).collect();
    inside.trim().to_owned()
}

#[test]
fn a_hand_over_names_the_machines_whose_data_were_taken_and_when() {
    let mut trial = Trial::<Blue>::at(F, 30);
    let blue = trial
        .drill
        .plan()
        .roster
        .first(engine::words::cell::Cell::Blue);
    let blue = blue.expect("somebody defends");
    let taken = |trial: &Trial<Blue>| -> Vec<(HostId, engine::words::time::Tick)> {
        let view = trial.drill.blue(blue).expect("its view");
        let hosts = view.hosts.iter();
        hosts
            .filter_map(|(host, seen)| Some((*host, seen.preserved?)))
            .collect()
    };
    let claims = trial.drill.blue(blue).expect("its view").claims.len();
    assert!(claims > 0, "something was claimed");
    if taken(&trial).is_empty() {
        let form = hand_over(&mut trial);
        assert_eq!(
            filled(&form, "Equipment and data handed over"),
            "",
            "{form}"
        );
        assert_eq!(filled(&form, "Time of collection"), "", "{form}");
        trial.keys("esc");
    }
    let act = Act {
        action: "collect-evidence".into(),
        on: "host:web-cong".into(),
        ..Act::default()
    };
    trial.drill.order(Order {
        team: "blue".into(),
        place: "trial".into(),
        ask: Ask::Blue(BlueAsk::Act(act)),
    });
    trial.pass(Span::minutes(60));
    let all = taken(&trial);
    let last = all.iter().map(|(_, at)| *at).max().expect("it was taken");
    let form = hand_over(&mut trial);
    let brief = Brief::<Blue>::of(trial.drill.plan().clone());
    let names: Vec<String> = all.iter().map(|(host, _)| brief.host_name(*host)).collect();
    assert_eq!(
        filled(&form, "Equipment and data handed over"),
        names.join(", "),
        "{form}"
    );
    let when = calendar(trial.drill.plan().starts, last);
    assert_eq!(filled(&form, "Time of collection"), when, "{form}");
}

/// What a warning that this duty asks for says beforehand of whom it concerns.
fn warning(trial: &mut Trial<Blue>, duty: &str) -> String {
    trial.keys("7 g");
    for _ in 0..80 {
        let picture = trial.picture(120, 60);
        let (list, chosen) = picture
            .rsplit_once("The chosen one")
            .unwrap_or((&picture, ""));
        if chosen.contains(duty) {
            trial.keys("enter");
            let form = trial.picture(120, 60);
            return filled(&form, "Who is affected");
        }
        assert!(list.contains(duty), "{picture}");
        trial.keys("j");
    }
    panic!("no such duty in\n{}", trial.picture(120, 60));
}

#[test]
fn a_warning_names_the_machines_of_whom_it_goes_to_and_if_none_is_known_all() {
    let mut trial = Trial::<Blue>::new(Start::of("hcm-botnet-canhbao", 40 * 60));
    let plan = trial.drill.plan().clone();
    let blue = plan.roster.first(engine::words::cell::Cell::Blue);
    let alerts = &trial
        .drill
        .blue(blue.expect("it defends"))
        .expect("its view")
        .alerts;
    let cites = alerts.values().flat_map(|alert| alert.records.clone());
    let cites: Vec<_> = cites.take(1).collect();
    let mut claim = |host: &str| {
        let said = Claim {
            scope: vec![format!("host:{host}").as_str().into()],
            level: Level::Malicious,
            says: Vec::new(),
            cites: cites.clone(),
            note: String::new(),
        };
        trial.drill.order(Order {
            team: "blue".into(),
            place: "trial".into(),
            ask: Ask::Blue(BlueAsk::Claim(said)),
        });
        trial.pass(Span::minutes(1));
        ["to the districts", "to the state enterprises"].map(|duty| {
            let said = warning(&mut trial, duty);
            trial.keys("esc");
            said
        })
    };
    assert_eq!(claim("ws-quan-007"), ["ws-quan-007", "ws-quan-007"]);
    assert_eq!(
        claim("may-chu-cong-nghiep"),
        ["ws-quan-007", "may-chu-cong-nghiep"]
    );
}

#[test]
fn a_response_without_a_target_in_the_city_is_not_offered() {
    // Only where a body answers to Hanoi, or documents are exchanged, is there anything to ask.
    for (scenario, words, offered) in [
        (F, "request vertical agency", false),
        (A, "request vertical agency", true),
        (F, "recall a document", false),
        ("hcm-coyeu-matdoc", "recall a document", true),
    ] {
        let mut trial = Trial::<Blue>::new(Start::of(scenario, 1));
        trial.keys("5 n");
        trial.types(words);
        let picture = trial.picture(120, 40).to_lowercase();
        let listed = picture.lines().filter(|row| row.contains(words)).count();
        // The words typed stand there once.
        assert_eq!(listed > 1, offered, "{scenario}: {words}\n{picture}");
    }
}

#[test]
fn the_matrix_names_every_technique_however_narrow_its_pane() {
    let trial = |size: (u16, u16)| {
        let mut trial = Trial::<Blue>::at(A, 600);
        trial.keys("9");
        trial.picture(size.0, size.1)
    };
    let whole = trial((250, 60));
    let techniques = |picture: &str| -> std::collections::BTreeSet<String> {
        let words = picture.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        let is_id = |word: &&str| word.starts_with("T1") && word.len() >= 5;
        words.filter(is_id).map(str::to_owned).collect()
    };
    let all = techniques(&whole);
    assert!(all.len() > 15, "{whole}");
    let narrow = trial((120, 60));
    let shown = techniques(&narrow);
    let missing: Vec<_> = all.difference(&shown).collect();
    assert!(missing.is_empty(), "{missing:?} in\n{narrow}");
    assert!(!narrow.contains("alerts …"), "{narrow}");
}

#[test]
fn what_the_wall_says_of_duties_and_levels_fits_the_smallest_terminal() {
    /// Within the frame of the right half of 80 cells.
    const ROOM: usize = 36;
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        for key in ["wall-no-duties", "wall-no-open-duties", "wall-curve"] {
            assert!(width(&phrases.say(key)) <= ROOM, "{key}");
        }
        let levels = [
            "level-critical-short",
            "level-high-short",
            "level-medium-short",
        ];
        // A mark, the word, two digits, and what parts it from the next.
        let words = levels.map(|key| width(&phrases.say(key)) + 2 + 3 + 2);
        assert!(words.iter().sum::<usize>() - 2 <= ROOM, "{words:?}");
    }
    let picture = Trial::<Blue>::at(F, 25).picture(80, 24);
    for word in ["crit ", "high ", "med "] {
        assert!(picture.contains(word), "{word} is not in\n{picture}");
    }
}

#[test]
fn what_stands_behind_a_name_is_not_thrown_away() {
    let mut trial = Trial::<Blue>::new(Start::of(F, 5));
    trial.keys("5 n");
    trial.types("isolate host");
    trial.keys("enter");
    trial.types("host:web-cong - no such thing");
    trial.keys("enter");
    let picture = trial.picture(120, 40);
    assert!(
        picture.contains("Choose from the list (arrows): there is no such"),
        "{picture}"
    );
}
