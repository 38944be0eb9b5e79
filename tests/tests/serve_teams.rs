//! Several defence teams in one live drill, each with OpenSSH at a terminal of its own: in cities
//! apart and in one city together. What each may know, and what the scoreboard says before the
//! release and after it.

use serde_json::Value;
use tests::program::Folder;
use tests::served::{Served, TOOLS, are_here, key};
use tests::tmux::Tmux;

/// Two defences, an attack that lets them be, those who run the drill, and one who watches.
const ROSTER: &str = "
teams:
  - {name: doi-soc, plays: blue, seats: [{name: ha, keys_file: ha.pub}]}
  - {name: doi-cang, plays: blue, seats: [{name: tu, keys_file: tu.pub}]}
  - {name: tan-cong, plays: red, seats: [{name: nam, code: true}]}
  - {name: btc, plays: btc, seats: [{name: lan, keys_file: lan.pub}]}
  - {name: bgk, plays: bgk, seats: [{name: vy, keys_file: vy.pub}]}
  - {name: khach, plays: observer, seats: [{name: xem, keys_file: xem.pub}]}
";
const TEAMS: [(&str, &str); 2] = [("ha", "doi-soc"), ("tu", "doi-cang")];

/// A drill that both defend, running.
struct Played {
    folder: Folder,
    served: Served,
    blue: [Tmux; 2],
    white: Tmux,
    watch: Tmux,
}

impl Played {
    fn begin(name: &str, cities: &str) -> Option<Self> {
        if !are_here(&TOOLS) {
            return None;
        }
        let folder = Folder::new(name);
        for name in ["ha", "tu", "lan", "vy", "xem"] {
            key(&folder, name);
        }
        let roster = format!("cities: {cities}\n{ROSTER}");
        let served = Served::new(&folder, &roster, &["--pace", "300"]);
        let sit = |who: &str, desk: &str| {
            let terminal = served.terminal(&folder, who, who).expect("tmux");
            terminal.until(desk);
            terminal
        };
        Some(Self {
            blue: TEAMS.map(|(seat, team)| sit(seat, &format!("DEFENCE TEAM · {team}"))),
            white: sit("lan", "ORGANISERS"),
            watch: sit("xem", "OBSERVER"),
            folder,
            served,
        })
    }

    fn json(&self, who: &str, words: &[&str]) -> Option<Value> {
        let output = self.served.words(&self.folder, who, who, words);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.success(), !said.is_empty(), "{who} {words:?}");
        serde_json::from_str(said.lines().last()?).ok()
    }

    fn order(&self, who: &str, city: &[&str], lines: &[&str]) {
        let words = [&["play"], city].concat();
        for answer in self.served.asks(&self.folder, who, &words, lines) {
            assert!(answer.contains("kept"), "{who} {words:?}: {answer}");
        }
    }

    /// The row of a team on the scoreboard of this terminal, and the line it stands on; waited for,
    /// as a screen may be caught half drawn.
    fn row(terminal: &Tmux, team: &str) -> (usize, String) {
        let is_row = |line: &str| line.contains(team) && line.contains("Defence team");
        let screen = terminal.until_it(team, &|screen| screen.lines().skip(4).any(is_row));
        let mut rows = screen.lines().enumerate().skip(4);
        let row = rows.find(|(_, line)| is_row(line));
        let (place, row) = row.unwrap_or_else(|| panic!("no {team}:\n{screen}"));
        (place, row.to_owned())
    }

    /// Nobody is told a score before the release, and teams stand as in the roster.
    fn nothing_leaks(&self) {
        let [one, two] = &self.blue;
        one.keys(&["BTab"]);
        two.keys(&["BTab"]);
        self.watch.keys(&["4"]);
        for terminal in [one, two, &self.watch] {
            terminal.until("once the organisers release them");
            let rows = TEAMS.map(|(_, team)| Self::row(terminal, team));
            assert!(rows[0].0 < rows[1].0, "{rows:?}");
            for (_, row) in rows {
                let told = row.split("Defence team").nth(1).unwrap_or_default();
                assert!(!told.contains(|c: char| c.is_ascii_alphanumeric()), "{row}");
            }
        }
        for who in ["ha", "tu", "xem"] {
            assert_eq!(self.json(who, &["report"]), None, "{who}");
        }
    }

    /// After the release everybody reads the same scores, and each team its own card alone.
    fn scores(&self) -> [String; 2] {
        self.watch.keys(&["r"]);
        self.watch.until("Released. ");
        TEAMS.map(|(seat, team)| {
            let (_, row) = Self::row(&self.watch, team);
            let told = row.split("Defence team").nth(1).unwrap_or_default();
            let score = told.split_whitespace().next().expect("a score").to_owned();
            let own = self.json(seat, &["report"]).expect("a card");
            let cards = own["teams"].as_array().expect("a list");
            assert_eq!(cards.len(), 1, "{own}");
            assert_eq!(cards[0]["team"], team);
            let total = cards[0]["scorecard"]["total"].as_i64().expect("a total");
            assert_eq!(format!("{:.1}", total as f64 / 1_000.0), score, "{own}");
            score
        })
    }

    /// A team's own card at its own desk has this total.
    fn card(terminal: &Tmux, score: &str) {
        terminal.keys(&["BTab", "BTab"]);
        let card = terminal.until("SCORECARD");
        let total = card.lines().find(|line| line.contains("│Total"));
        let total = total.unwrap_or_else(|| panic!("no total:\n{card}"));
        let got = total.split_whitespace().nth(1);
        assert_eq!(got, Some(score), "{card}");
    }
}

#[test]
fn two_defences_in_one_city_are_scored_apart_and_told_after_the_release() {
    let Some(played) = Played::begin("teams-together", "together") else {
        return;
    };
    played.white.keys(&["F8"]);
    played.blue[0].until_clock(1_200);
    played.white.keys(&["F8"]);
    played.white.until("PAUSED");
    let seen = played.json("ha", &["view"]).expect("a view");
    let alerts = seen["view"]["alerts"].as_object().expect("alerts");
    let triage: Vec<String> = alerts
        .keys()
        .take(5)
        .map(|alert| {
            format!(r#"{{"triage": {{"alert": {alert}, "verdict": "attack", "reason": "seen"}}}}"#)
        })
        .collect();
    let triage: Vec<&str> = triage.iter().map(String::as_str).collect();
    assert!(!triage.is_empty(), "{seen}");
    played.order("ha", &[], &triage);
    // Nobody sits at the attack, so there is nothing to detect; but both were asked something.
    let answer = r#"{"answer": {"inject": "f1-r1", "choice": "send-summary"}}"#;
    played.order("ha", &[], &[answer]);
    for (seat, team) in TEAMS {
        let line = format!(r#"{{"say": {{"text": "words-of-{team}"}}}}"#);
        played.order(seat, &[], &[&line]);
    }
    let other = played.json("tu", &["view"]).expect("a view");
    let verdicts = other["view"]["alerts"]
        .as_object()
        .expect("alerts")
        .values();
    assert!(
        verdicts.clone().count() > 0 && verdicts.clone().all(|alert| alert["verdict"].is_null()),
        "one team's verdicts are not another's to see: {other}"
    );
    played.nothing_leaks();
    let judged = played.json("vy", &["report"]).expect("the jury may");
    assert_eq!(
        judged["teams"].as_array().map(Vec::len),
        Some(2),
        "{judged}"
    );
    played.order("lan", &[], &[r#""end-now""#, r#""release""#]);
    let scores = played.scores();
    assert_ne!(scores[0], scores[1], "only one of them did anything");
    for (terminal, score) in played.blue.iter().zip(&scores) {
        Played::card(terminal, score);
    }
    played.white.keys(&["6"]);
    played.white.until("Provisional score");
    for ((_, team), score) in TEAMS.iter().zip(&scores) {
        played.white.keys(&["t", "r"]);
        let head = format!("{team} · Provisional score {score} of 100");
        played.white.until(&head);
    }
    assert_eq!(played.served.end(), Some(0));
    each_has_papers_of_its_own(&played.folder, &scores);
}

/// The papers of each team tell what it said itself and not what another did, and the score that it
/// saw on its screen; those of the organisers tell all.
fn each_has_papers_of_its_own(folder: &Folder, scores: &[String; 2]) {
    let file = folder.path("cong-ddos-deface.drill");
    let papers = |reader: &str| -> String {
        let line = ["report", &file, "--for", reader, "--format", "json"];
        tests::program::run(folder, &line).said
    };
    let words = TEAMS.map(|(_, team)| format!("words-of-{team}"));
    let all = papers("organiser");
    assert!(words.iter().all(|said| all.contains(said)), "{all}");
    let told: Value = serde_json::from_str(&all).expect("JSON");
    for ((_, team), score) in TEAMS.iter().zip(scores) {
        let rows = told["teams"].as_array().expect("several defend one city");
        let row = rows.iter().find(|row| row["team"] == *team);
        let total = row
            .and_then(|row| row["total"].as_i64())
            .expect("its score");
        assert_eq!(format!("{:.1}", total as f64 / 1_000.0), *score, "{team}");
    }
    for (at, (_, team)) in TEAMS.iter().enumerate() {
        let own = papers(team);
        let told: Value = serde_json::from_str(&own).expect("JSON");
        assert_eq!(told["teams"], Value::Array(Vec::new()), "not the others'");
        let total = told["score"]["total"].as_i64().expect("a total");
        assert_eq!(
            format!("{:.1}", total as f64 / 1_000.0),
            scores[at],
            "{team}"
        );
        assert!(own.contains(&words[at]), "{team}: its own words");
        assert!(
            !own.contains(&words[1 - at]),
            "{team}: not the other's words"
        );
    }
}

#[test]
fn two_defences_apart_meet_one_attack_under_other_names() {
    let Some(played) = Played::begin("teams-apart", "apart") else {
        return;
    };
    let hosts = |who: &str| -> Vec<String> {
        let output = played.served.words(&played.folder, who, who, &["view"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let first = said.lines().next().unwrap_or_default();
        let brief: Value = serde_json::from_str(first).expect("a brief");
        let hosts = brief["brief"]["hosts"].as_array().expect("hosts");
        hosts.iter().map(ToString::to_string).collect()
    };
    let (one, two) = (hosts("ha"), hosts("tu"));
    assert_eq!(one.len(), two.len());
    let same = one.iter().zip(&two).filter(|(here, there)| here == there);
    assert!(
        same.count() * 10 < one.len(),
        "answers do not copy: {one:?}"
    );
    assert_eq!(
        played.json("ha", &["view", "doi-cang"]),
        None,
        "not its city"
    );
    let output = played
        .served
        .words(&played.folder, "ha", "ha", &["view", "nowhere"]);
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(why.contains("no place in a city of that name"), "{why}");
    for city in ["doi-soc", "doi-cang"] {
        let seen = played
            .json("lan", &["status", city])
            .expect("the organisers may");
        assert_eq!(seen["cities"].as_array().map(Vec::len), Some(2), "{seen}");
    }
    played.white.keys(&["F8"]);
    played.blue[1].until_clock(1_200);
    played.nothing_leaks();
    // One city released is not yet told: the others' teams could read from it what is to come.
    let over = [r#""end-now""#, r#""release""#];
    played.order("lan", &["doi-soc"], &over);
    played.watch.keys(&["r"]);
    played.watch.until("once the organisers release them");
    played.order("lan", &["doi-cang"], &over);
    let scores = played.scores();
    assert_eq!(
        scores[0], scores[1],
        "the same attack, and the same response: none"
    );
    assert_eq!(played.served.end(), Some(0));
    for city in ["doi-soc", "doi-cang"] {
        let file = played
            .folder
            .path(&format!("cong-ddos-deface.{city}.drill"));
        let verified = tests::program::run(&played.folder, &["verify", &file]);
        assert!(
            verified.status.is_some_and(|ended| ended.success()),
            "{}",
            verified.said
        );
    }
}
