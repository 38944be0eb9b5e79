//! Fog of war by the bytes of the terminal: every tab of a role, drawn at many moments of a whole
//! drill, never has a word that its role may not know.
//!
//! What a role may not know is taken from the plan and from the facts themselves, so a scenario
//! with other names is guarded as well. Tabs are taken from the desk: a new one is guarded from
//! its first day.

use std::collections::BTreeSet;

use engine::drill::{Drill, RedBy};
use engine::plan::Plan;
use engine::rehearsal::BotKind;
use engine::view::{Blue, Observer, Red};
use engine::words::cell::{Audience, Cell};
use engine::words::fact::FactKind;
use engine::words::text::{Lang, Text};

use super::attack;
use crate::desk::trial::{Start, Trial, plan};
use crate::screen::Seated;

/// The minutes at which everything is drawn of the short scenario: the first run, its end, the
/// second; and of the city's: the afternoon of its first day, as much is known by then.
const MOMENTS: [u32; 5] = [0, 12, 26, 44, 110];
const HOURS: [u32; 1] = [600];

/// Words of a kind that stand for truths, in English and in the Vietnamese of the terminal.
const TRUTHS: [&str; 3] = ["Truth::", "StepId(", "Origin::"];

/// Every tab, drawn: at both widths, and again with the first row opened; a city, whose screens
/// are long, only so.
fn drawn<R: Seated>(trial: &mut Trial<R>, is_city: bool) -> Vec<String> {
    let keys: &[&str] = match is_city {
        true => &["enter"],
        false => &["home", "j", "enter", "enter", "esc"],
    };
    let mut pictures = Vec::new();
    for tab in 0..R::tabs().len() {
        trial.keys(&((tab + 1) % 10).to_string());
        for keys in keys {
            trial.keys(keys);
            pictures.push(trial.picture(250, 70));
        }
        trial.keys("esc esc");
        pictures.push(trial.picture(80, 24));
    }
    pictures
}

/// One line of what was drawn, without what frames put between words.
fn flat(picture: &str) -> String {
    let letters = picture
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c });
    let text: String = letters.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Both languages of a text.
fn both(text: &Text) -> [String; 2] {
    [text.get(Lang::Vi).to_owned(), text.get(Lang::En).to_owned()]
}

/// Steps and casts of the campaign, by name; a step's title too where nothing else is called so.
fn campaign(plan: &Plan) -> BTreeSet<String> {
    let steps = plan.campaign.steps.iter();
    let casts = plan.campaign.casts.iter().map(|cast| cast.name.to_string());
    let names = steps.clone().map(|step| step.name.to_string());
    let actions = plan.catalogue.actions.iter();
    let known: BTreeSet<String> = actions.flat_map(|action| both(&action.title)).collect();
    let titles = steps.flat_map(|step| both(&step.title));
    let titles = titles.filter(|title| !known.contains(title));
    // A cast called `bot` or `pc` is a word of everybody's.
    let names = names.chain(casts).filter(|name| name.contains('-'));
    names
        .chain(titles)
        .chain(TRUTHS.map(str::to_owned))
        .collect()
}

/// Planted weak points: what they are called and how they are put right.
fn planted(plan: &Plan) -> BTreeSet<String> {
    let weak = plan.map.weak.iter();
    weak.flat_map(|weak| both(&weak.title).into_iter().chain(both(&weak.fix)))
        .collect()
}

/// The rules and the responses that only the defence knows.
fn defence(plan: &Plan) -> BTreeSet<String> {
    let rules = plan.sensing.rules.iter();
    let rules = rules.flat_map(|rule| rule.title_vi.iter().chain([&rule.title]).cloned());
    let others = plan
        .catalogue
        .actions
        .iter()
        .filter(|a| a.cell != Cell::Blue);
    let others: BTreeSet<String> = others.flat_map(|a| both(&a.title)).collect();
    let own = plan
        .catalogue
        .actions
        .iter()
        .filter(|a| a.cell == Cell::Blue);
    let own = own
        .flat_map(|a| both(&a.title))
        .filter(|title| !others.contains(title));
    rules
        .chain(own)
        .filter(|title| title.chars().count() > 8)
        .collect()
}

/// What people of other teams wrote that this audience was not told: claims, cases, reasons.
fn written(drill: &Drill, may: impl Fn(Audience) -> bool) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for fact in drill.facts().iter().filter(|fact| !may(fact.to)) {
        match &fact.kind {
            FactKind::ClaimMade { said, .. } => all.extend([said.note.clone()]),
            FactKind::CaseOpened { title, .. } => all.extend([title.clone()]),
            FactKind::Triaged { reason, .. } => all.extend([reason.clone()]),
            FactKind::FindingMade { text, .. } => all.extend([text.clone()]),
            FactKind::RedReported { said, .. } => {
                all.extend([said.title.clone(), said.steps.clone(), said.fix.clone()]);
            }
            FactKind::Said { text, .. } | FactKind::Requested { text, .. } => {
                all.extend([text.clone()]);
            }
            _ => {}
        }
    }
    // What a text has of the scenario's title, everybody reads at the top of every screen.
    let public = both(&drill.plan().title);
    all.retain(|text| text.chars().count() > 8 && !public.contains(text));
    all
}

/// Plays a drill through and looks for words that are not to be seen, at each moment.
fn fog<R: Seated>(
    mut trial: Trial<R>,
    secrets: impl Fn(&Drill) -> BTreeSet<String>,
    allowed: impl Fn(&Drill) -> BTreeSet<String>,
) {
    let mut from = 0;
    let is_city = trial.drill.plan().title == plan(CITY).title;
    let moments = if is_city { &HOURS[..] } else { &MOMENTS };
    for &minute in moments {
        attack(&mut trial, from, minute);
        from = minute;
        let all = secrets(&trial.drill);
        let allowed = allowed(&trial.drill);
        assert!(all.len() > 10, "there is nothing to hide");
        let pictures = drawn(&mut trial, is_city);
        for picture in &pictures {
            let flat = flat(picture);
            for secret in all.difference(&allowed).filter(|secret| !secret.is_empty()) {
                let seen = flat.contains(secret.as_str());
                assert!(!seen, "{:?} at {minute}: {secret}\n{picture}", R::CELL);
            }
        }
    }
}

/// The city's scenario, that is hard and long.
const CITY: &str = "hp-cang-ransom";

/// The short scenario with both kinds of attack, each in a language of its own; and the city's.
fn drills<R: Seated>() -> [Trial<R>; 3] {
    let script = Start {
        lang: Lang::Vi,
        blue: BotKind::Playbook,
        ..Start::of("cong-ddos-deface", 0)
    };
    let people = Start {
        lang: Lang::En,
        red: RedBy::Human,
        ..script
    };
    let city = Start {
        scenario: CITY,
        ..script
    };
    [Trial::new(script), Trial::new(people), Trial::new(city)]
}

#[test]
fn an_attack_team_never_sees_what_the_defence_knows_does_or_says() {
    for trial in drills::<Red>() {
        let team = trial
            .drill
            .plan()
            .roster
            .first(Cell::Red)
            .expect("somebody attacks");
        let secrets = move |drill: &Drill| {
            let plan = drill.plan();
            let mut all = written(drill, |to| to == Audience::ALL || to.holds(team));
            all.extend(defence(plan));
            all.extend(planted(plan));
            all
        };
        fog(trial, secrets, |_| BTreeSet::new());
    }
}

#[test]
fn an_observer_sees_what_the_public_sees_before_hotwash() {
    for trial in drills::<Observer>() {
        let secrets = |drill: &Drill| {
            let plan = drill.plan();
            let mut all = written(drill, |to| to == Audience::ALL);
            all.extend(campaign(plan));
            all.extend(defence(plan));
            all.extend(planted(plan));
            let actions = plan.catalogue.actions.iter();
            let red = actions.filter(|action| action.cell == Cell::Red);
            all.extend(red.flat_map(|action| both(&action.title)));
            all
        };
        fog(trial, secrets, |_| BTreeSet::new());
    }
}

#[test]
fn a_defence_never_sees_the_campaign_nor_what_is_planted_nor_what_the_attack_says() {
    for trial in drills::<Blue>() {
        let team = trial
            .drill
            .plan()
            .roster
            .first(Cell::Blue)
            .expect("somebody defends");
        let secrets = move |drill: &Drill| {
            let mut all = written(drill, |to| to == Audience::ALL || to.holds(team));
            all.extend(campaign(drill.plan()));
            all.extend(planted(drill.plan()));
            all
        };
        // A weak point that the team has seen is its to know.
        let allowed = move |drill: &Drill| {
            let seen = drill
                .blue(team)
                .map(|view| view.weak.clone())
                .unwrap_or_default();
            let weak = seen.keys().map(|id| &drill.plan().map.weak[id.at()]);
            weak.flat_map(|weak| both(&weak.title).into_iter().chain(both(&weak.fix)))
                .collect()
        };
        fog(trial, secrets, allowed);
    }
}
