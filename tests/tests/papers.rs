//! The papers of real drills: in every format and both languages, self-contained, adding up, and
//! without a word that their reader may not know.
//!
//! What a browser and a word processor make of them is tried in `papers_shown.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use tests::papers::{is_a_layer, json, played, printed, refused, report, texts_in};
use tests::program::{Folder, run};
use tests::root;
use tests::scenario::plan;

const STARTER: &str = "cong-ddos-deface";
const CITY: &str = "hp-cang-ransom";
const SIMULATED: [&str; 2] = [
    "Số liệu từ hệ thống mô phỏng",
    "Figures from a simulated system",
];

#[test]
fn a_folder_of_all_papers_in_both_languages_and_every_table_says_that_it_is_simulated() {
    let folder = Folder::new("papers-all");
    let file = played(&folder, STARTER, "7", "x.drill");
    for (lang, simulated) in ["vi", "en"].into_iter().zip(SIMULATED) {
        let place = folder.0.join(lang);
        let listed = printed(lang, &[&file, "--out", &place.to_string_lossy()]);
        let names: BTreeSet<String> = listed
            .lines()
            .filter_map(|line| Some(Path::new(line).file_name()?.to_string_lossy().into_owned()))
            .collect();
        for paper in [
            "closing",
            "blue-blue",
            "red-red",
            "jury",
            "daily-1",
            "person-blue-bot",
            "plan",
        ] {
            for end in ["html", "docx", "md"] {
                let name = format!("{paper}.{lang}.{end}");
                assert!(names.contains(&name), "no {name} in {names:?}");
            }
        }
        for name in [
            "report.json",
            "ledger.csv",
            "timeline.csv",
            "injects.csv",
            "duties.csv",
        ] {
            assert!(names.contains(name), "no {name}");
        }
        for (name, text) in texts_in(&place) {
            let said = match name == "report.json" {
                true => "\"simulated\"",
                false => simulated,
            };
            assert!(
                text.contains(said),
                "{name} does not say that it is simulated"
            );
            let tables = text.matches("<table").count();
            assert!(
                tables <= text.matches("class=\"source\"").count(),
                "{name}: a bare table"
            );
            for raw in ["paper-", "closing-", "issue-", "mend-", "jury-p-"] {
                let shown = text.split(['>', ' ', '|', '*']);
                let left = shown
                    .filter(|word| word.starts_with(raw))
                    .collect::<Vec<_>>();
                assert!(left.is_empty(), "{name} shows keys: {left:?}");
            }
        }
    }
}

#[test]
fn a_page_needs_nothing_but_itself_and_every_link_leads_somewhere() {
    let folder = Folder::new("papers-page");
    let file = played(&folder, STARTER, "7", "x.drill");
    for paper in ["closing", "blue", "red", "jury", "plan"] {
        let page = printed("vi", &[&file, "--paper", paper, "--format", "html"]);
        for foreign in [
            "<script", "<link", " src=", "url(", "@import", "https://", "onload",
        ] {
            assert!(!page.contains(foreign), "{paper} has {foreign}");
        }
        let named = |attribute: &str| -> BTreeSet<String> {
            let pieces = page.split(attribute).skip(1);
            let names = pieces.filter_map(|piece| piece.split('"').next());
            names.map(ToOwned::to_owned).collect()
        };
        let (links, ids) = (named("href=\"#"), named("id=\""));
        let lost: Vec<_> = links.difference(&ids).collect();
        assert!(lost.is_empty(), "{paper}: links lead nowhere: {lost:?}");
        let drawn = page.matches("<svg").count();
        assert_eq!(drawn, page.matches("<desc>").count(), "{paper}");
        assert_eq!(drawn, page.matches("role=\"img\"").count(), "{paper}");
        if matches!(paper, "closing" | "jury") {
            assert!(
                links.iter().any(|link| link.starts_with("f-")),
                "{paper}: no fact is linked"
            );
        }
    }
}

#[test]
fn points_and_losses_sum_exactly_and_every_number_has_its_facts() {
    let folder = Folder::new("papers-sums");
    for scenario in [STARTER, CITY] {
        let file = played(&folder, scenario, "7", &format!("{scenario}.drill"));
        let report = json(&[&file]);
        let score = &report["score"];
        let whole = |value: &Json| value.as_i64().expect("whole points");
        let sum = |rows: &Json, key: &str| -> i64 {
            let rows = rows.as_array().expect("rows").iter();
            rows.map(|row| whole(&row[key])).sum()
        };
        assert_eq!(
            sum(&score["lines"], "points"),
            whole(&score["total"]),
            "{scenario}"
        );
        assert_eq!(
            sum(&score["components"], "got"),
            whole(&score["total"]),
            "{scenario}"
        );
        let cells = score["matrix"]
            .as_array()
            .expect("rows")
            .iter()
            .flat_map(|row| row.as_array().expect("cells").iter().map(whole));
        assert_eq!(
            sum(&score["causes"], "lost"),
            cells.sum::<i64>(),
            "{scenario}"
        );
        let log = report["log"].as_array().expect("facts");
        let known: BTreeSet<i64> = log.iter().map(|entry| whole(&entry["number"])).collect();
        let numbered = |row: &Json| -> Vec<i64> {
            row["facts"]
                .as_array()
                .into_iter()
                .flatten()
                .map(whole)
                .collect()
        };
        for line in score["lines"].as_array().expect("lines") {
            let facts = numbered(line);
            assert!(
                !facts.is_empty() || whole(&line["points"]) == 0,
                "{scenario}: {line}"
            );
            assert!(
                facts.iter().all(|fact| known.contains(fact)),
                "{scenario}: {line}"
            );
        }
        for mend in report["plan"].as_array().expect("a plan") {
            assert!(
                numbered(mend).iter().all(|fact| known.contains(fact)),
                "{scenario}: {mend}"
            );
        }
    }
}

/// A drill without a response.
fn idle(folder: &Folder, scenario: &str, name: &str) -> String {
    let (place, file) = (root().join("scenarios").join(scenario), folder.path(name));
    let place = place.to_string_lossy();
    let args = [
        "run", &place, "--seed", "7", "--blue", "none", "--out", &file,
    ];
    let came = run(folder, &args);
    assert!(
        came.status.is_some_and(|status| status.success()),
        "{}",
        came.said
    );
    file
}

#[test]
fn a_signer_reads_machines_alike_in_one_row_and_what_leaked_data_cost() {
    let folder = Folder::new("papers-alike");
    let file = idle(&folder, "hcm-coyeu-matdoc", "x.drill");
    for (lang, words) in [
        (
            "vi",
            [
                " máy: ",
                "dữ liệu bị lộ, lọt: ",
                "Công bố sự cố, mở vụ việc",
            ],
        ),
        (
            "en",
            [
                " machines: ",
                "data leaked: ",
                "Incident declared, case opened",
            ],
        ),
    ] {
        let closing = printed(lang, &[&file, "--paper", "closing", "--format", "md"]);
        for word in words {
            assert!(closing.contains(word), "{lang}: no {word}");
        }
    }
}

#[test]
fn rules_are_told_by_what_they_did() {
    let folder = Folder::new("papers-rules");
    let file = played(&folder, CITY, "7", "x.drill");
    let report = json(&[&file]);
    let rows = report["rules"].as_array().expect("rules");
    let whole = |value: &Json| value.as_i64().expect("a count");
    let raised: i64 = rows.iter().map(|row| whole(&row["alerts"])).sum();
    assert_eq!(raised, whole(&report["defence"]["alerts"]["raised"]));
    for row in rows {
        let behind = &row["behind"];
        let all = ["attack", "attempt", "benign"].map(|what| whole(&behind[what]));
        assert_eq!(all.iter().sum::<i64>(), whole(&row["alerts"]), "{row}");
        let steps = row["steps"].as_array().expect("steps").len();
        assert!(
            steps == 0 || all[0] > 0,
            "a step is found by an alert: {row}"
        );
    }
    let caught = |row: &&Json| {
        row["steps"]
            .as_array()
            .is_some_and(|steps| !steps.is_empty())
    };
    assert!(rows.iter().filter(caught).count() > 3, "{rows:?}");
    let table = printed("en", &[&file, "--paper", "closing", "--format", "md"]);
    assert!(
        table.contains("Detection rules by what they did"),
        "{table}"
    );
}

/// All that the defence may not know before the release: the words of the plan for it.
fn secrets(scenario: &str) -> BTreeSet<String> {
    let plan = plan(scenario);
    let steps = plan.campaign.steps.iter();
    let mut words: BTreeSet<String> = steps
        .flat_map(|step| [step.title.vi.clone(), step.title.en.clone()])
        .collect();
    let expected = plan
        .msel
        .injects
        .iter()
        .filter_map(|inject| inject.what.as_ref());
    words.extend(expected.flat_map(|text| [text.vi.clone(), text.en.clone()]));
    let weak = plan.map.weak.iter();
    words.extend(weak.flat_map(|weak| [weak.title.vi.clone(), weak.title.en.clone()]));
    let briefing = plan
        .briefing
        .iter()
        .filter(|(cell, _)| *cell != "blue" && *cell != "observer");
    words.extend(briefing.flat_map(|(_, text)| [text.vi.clone(), text.en.clone()]));
    words.retain(|word| word.chars().count() > 12);
    words
}

#[test]
fn before_the_release_no_paper_of_the_defence_holds_a_truth() {
    let folder = Folder::new("papers-fog");
    for scenario in [STARTER, CITY] {
        let file = played(&folder, scenario, "7", &format!("{scenario}.drill"));
        let report = json(&[&file, "--for", "blue"]);
        for part in ["score", "jury", "verdict"] {
            assert!(report[part].is_null(), "{scenario}: {part} is there");
        }
        assert!(report["origin"]["seed"].is_null() && report["origin"]["digest"].is_null());
        assert_eq!(
            report["attack"].as_array().map(Vec::len),
            Some(0),
            "{scenario}"
        );
        for rule in report["rules"].as_array().expect("rules") {
            assert!(rule["behind"].is_null() && rule["steps"] == Json::Array(Vec::new()));
        }
        for claim in report["defence"]["claims"].as_array().expect("claims") {
            assert!(
                claim["right"].is_null(),
                "{scenario}: a claim is judged: {claim}"
            );
        }
        let own = |person: &Json| person["team"] == "blue";
        assert!(report["people"].as_array().expect("people").iter().all(own));
        // What was told of it (a weak point that came to light) is no secret any more.
        let told = report["weak"].to_string();
        let mut hidden = secrets(scenario);
        hidden.retain(|word| !told.contains(word.as_str()));
        assert!(hidden.len() > 20, "{scenario}: nothing is hidden");
        for lang in ["vi", "en"] {
            let place = folder.0.join(format!("{scenario}-{lang}"));
            let place = place.to_string_lossy().into_owned();
            printed(lang, &[&file, "--for", "blue", "--out", &place]);
            for (name, text) in texts_in(Path::new(&place)) {
                let found: Vec<_> = hidden.iter().filter(|word| text.contains(*word)).collect();
                assert!(found.is_empty(), "{scenario} {name} tells {found:?}");
            }
        }
        for paper in ["closing", "jury", "red"] {
            let came = refused(&[&file, "--for", "blue", "--paper", paper]);
            assert!(came.contains("organisers"), "{came}");
        }
    }
}

#[test]
fn an_attack_team_is_not_told_what_the_defence_did_nor_what_the_city_is_made_of() {
    let folder = Folder::new("papers-red");
    let file = played(&folder, CITY, "7", "x.drill");
    let report = json(&[&file, "--for", "red"]);
    for part in ["score", "jury", "verdict"] {
        assert!(report[part].is_null(), "{part} is there");
    }
    for (part, inner) in [
        ("defence", "claims"),
        ("defence", "actions"),
        ("exercise", "data"),
    ] {
        assert_eq!(
            report[part][inner].as_array().map(Vec::len),
            Some(0),
            "{part} {inner}"
        );
    }
    assert_eq!(report["services"].as_array().map(Vec::len), Some(0));
    let all = report["attack"].as_array().expect("its own steps");
    assert!(!all.is_empty(), "it knows its own steps");
    assert!(
        all.iter()
            .all(|step| step["claimed"].is_null() && step["alerted"].is_null())
    );
}

#[test]
fn drills_are_laid_side_by_side_and_nonsense_is_refused() {
    let folder = Folder::new("papers-compare");
    let one = played(&folder, STARTER, "7", "one.drill");
    let two = played(&folder, STARTER, "8", "two.drill");
    let other = played(&folder, CITY, "7", "other.drill");
    let twin = folder.path("twin.drill");
    fs::copy(&one, &twin).expect("a copy");
    assert!(refused(&[&one, &twin]).contains("the same drill"));
    let place = root().join("scenarios").join(STARTER);
    let idle = folder.path("idle.drill");
    let came = run(
        &folder,
        &[
            "run",
            &place.to_string_lossy(),
            "--seed",
            "7",
            "--blue",
            "none",
            "--out",
            &idle,
        ],
    );
    assert!(
        came.status.is_some_and(|status| status.success()),
        "{}",
        came.said
    );
    let ranked = json(&[&idle, &one]);
    assert_eq!(
        ranked["cautions"].as_array().map(Vec::len),
        Some(0),
        "{ranked}"
    );
    assert_eq!(ranked["drills"][0]["name"], "one");
    assert_eq!(ranked["drills"][0]["place"], 1);
    let cautions = json(&[&one, &two, &other])["cautions"].to_string();
    for caution in ["scenario", "seed"] {
        assert!(cautions.contains(caution), "{cautions}");
    }
    let text = printed("en", &[&one, &two]);
    assert!(text.contains("not ranked"), "{text}");
}

#[test]
fn older_rules_and_other_readers_are_asked_for_by_name() {
    let folder = Folder::new("papers-readers");
    let file = played(&folder, STARTER, "7", "x.drill");
    let version = |args: &[&str]| json(args)["score"]["version"].as_u64();
    assert_eq!(version(&[&file, "--scoring", "1"]), Some(1));
    assert_eq!(version(&[&file]), Some(2));
    let said = refused(&[&file, "--scoring", "9"]);
    assert!(said.contains("version 9"), "{said}");
    // Who watches is shown what everybody may know; who judges, everything.
    let seen = json(&[&file, "--for", "observer"]);
    assert_eq!(seen["origin"]["cell"], "observer");
    for hidden in [&seen["score"], &seen["jury"], &seen["origin"]["seed"]] {
        assert!(hidden.is_null(), "{hidden}");
    }
    assert_eq!(seen["attack"].as_array().map(Vec::len), Some(0));
    let judged = json(&[&file, "--for", "jury", "--scoring", "2"]);
    assert!(judged["jury"]["objectives"][0]["guide"]["vi"].is_string());
    // A line of the ledger says whose doing it rests on.
    let lines = judged["score"]["lines"].as_array().expect("lines");
    let by = |line: &&Json| line["by"][0] == "blue/bot";
    assert!(
        lines
            .iter()
            .filter(|line| line["component"] == "detection")
            .any(|l| by(&l))
    );
}

#[test]
fn a_drill_that_did_not_end_is_reported_and_says_so() {
    let folder = Folder::new("papers-torn");
    let file = played(&folder, STARTER, "7", "x.drill");
    let bytes = fs::read(&file).expect("the drill");
    let torn = folder.path("torn.drill");
    // Up to somewhere among its orders, in the middle of one.
    let kind = b"\"kind\":\"order\"";
    let orders = bytes.windows(kind.len()).enumerate();
    let orders: Vec<usize> = orders
        .filter(|(_, w)| w == kind)
        .map(|(at, _)| at)
        .collect();
    fs::write(&torn, &bytes[..orders[orders.len() / 2]]).expect("half a drill");
    let came = report("en", &[&torn, "--paper", "closing", "--format", "md"]);
    let said = String::from_utf8_lossy(&came.stderr).into_owned();
    assert!(came.status.success(), "{said}");
    assert!(said.contains("not sealed"), "{said}");
    let text = String::from_utf8_lossy(&came.stdout).into_owned();
    assert!(
        text.contains("not sealed"),
        "the paper does not say that it is not sealed"
    );
}

#[test]
fn layers_are_as_the_navigator_publishes_them() {
    let folder = Folder::new("papers-layers");
    let file = played(&folder, CITY, "7", "x.drill");
    let place = folder.path("layers");
    printed("en", &[&file, "--format", "navigator", "--out", &place]);
    let layers = texts_in(Path::new(&place));
    let layers: Vec<_> = layers
        .iter()
        .filter(|(name, _)| name.starts_with("navigator-"))
        .collect();
    assert!(layers.len() >= 4, "{layers:?}");
    for (name, text) in layers {
        is_a_layer(name, text);
    }
}
