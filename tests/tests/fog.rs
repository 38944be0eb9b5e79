//! Fog of war: what blue may not know does not move what blue sees.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::drill::Drill;
use engine::plan::{Plan, Texts};
use engine::rehearsal::BotKind;
use engine::view::blue::BlueView;
use engine::words::cell::{Audience, Cell};
use engine::words::fact::Fact;
use engine::words::name::TeamId;
use engine::words::time::{HOUR, Tick};
use tests::scenario::{plan, plan_of, played, scenarios, texts};

const CITY: &str = "hp-cang-ransom";
const CAMPAIGN: &str = "campaign.yml";

fn blue(plan: &Plan) -> TeamId {
    plan.roster.first(Cell::Blue).expect("somebody defends")
}

fn may_know(team: TeamId, fact: &Fact) -> bool {
    fact.to == Audience::ALL || fact.to.holds(team)
}

fn fed<'f>(team: TeamId, now: Tick, facts: impl Iterator<Item = &'f Fact>) -> BlueView {
    let mut view = BlueView {
        now,
        ..BlueView::default()
    };
    facts.for_each(|fact| view.take(team, fact));
    view
}

#[test]
fn a_view_is_made_of_what_its_team_may_know_and_of_nothing_else() {
    for name in scenarios() {
        let plan = plan(&name);
        let team = blue(&plan);
        let (drill, _) = played(&plan, 7, BotKind::Playbook);
        let facts = drill.facts();
        let hidden = facts.iter().filter(|fact| !may_know(team, fact)).count();
        assert!(hidden > 0, "{name}: nothing is hidden");
        let all = fed(team, drill.now(), facts.iter());
        let known = facts.iter().filter(|fact| may_know(team, fact));
        let own = fed(team, drill.now(), known);
        assert_eq!(all, own, "{name}");
        assert_eq!(drill.blue(team), Some(&own), "{name}");
    }
}

/// Words that only white and jury may read.
fn secrets(plan: &Plan) -> BTreeSet<String> {
    let steps = plan.campaign.steps.iter().map(|step| step.name.to_string());
    let casts = plan.campaign.casts.iter().map(|cast| cast.name.to_string());
    let words = ["truth", "step", "origin", "campaign"];
    let mut secrets: BTreeSet<String> = steps.chain(casts).collect();
    secrets.extend(words.map(str::to_owned));
    secrets
}

/// The words of a text: letters, digits and what names are joined by.
fn words(text: &str) -> BTreeSet<String> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let words = text.split(|c| !inside(c)).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[test]
fn the_text_of_a_view_never_has_a_step_a_cast_or_the_truth() {
    for name in scenarios() {
        let plan = plan(&name);
        let team = blue(&plan);
        let (drill, _) = played(&plan, 7, BotKind::Playbook);
        let view = drill.blue(team).expect("blue has a view");
        let said = words(&format!("{view:?}"));
        assert!(said.contains("alerts"), "{name}: a view without alerts");
        let told: Vec<_> = secrets(&plan).intersection(&said).cloned().collect();
        assert!(told.is_empty(), "{name}: the view says {told:?}");
    }
}

#[test]
fn a_record_never_says_whose_doing_it_is() {
    for name in scenarios() {
        let plan = plan(&name);
        let (drill, _) = played(&plan, 7, BotKind::None);
        let steps: BTreeSet<String> = secrets(&plan)
            .into_iter()
            .filter(|secret| secret.contains('-'))
            .collect();
        for id in drill.search("") {
            let record = drill.record(id).expect("what a search gives can be read");
            let keys: BTreeSet<String> = record.keys().map(|key| key.to_lowercase()).collect();
            assert!(
                !keys.contains("origin") && !keys.contains("truth"),
                "{keys:?}"
            );
            let said = words(&format!("{record:?}"));
            let told: Vec<_> = steps.intersection(&said).collect();
            assert!(told.is_empty(), "{name}: record {} says {told:?}", id.0);
        }
    }
}

/// The same scenario under other names, weights and deadlines: what blue cannot know differs.
fn disguised(texts: &Texts) -> Texts {
    let plan = plan_of(texts);
    let mut steps: Vec<String> = plan
        .campaign
        .steps
        .iter()
        .map(|s| s.name.to_string())
        .collect();
    // The longest first, so that no name is replaced within another.
    steps.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut texts = texts.clone();
    for (file, bytes) in &mut texts.0 {
        if file.contains('/') {
            continue;
        }
        let mut text = String::from_utf8(bytes.clone()).expect("a scenario is text");
        for step in &steps {
            text = text.replace(step.as_str(), &format!("zq{}", turned(step)));
        }
        if file == CAMPAIGN {
            for weight in 1..=5 {
                let from = format!("    weight: {weight}\n");
                text = text.replace(&from, &format!("    weight:  {}\n", weight % 5 + 1));
            }
            text = text.replace("    deadline: 24h\n", "    deadline: 7h\n");
            text = text.replace("    title: {vi: \"", "    title: {vi: \"Khác: ");
        }
        *bytes = text.into_bytes();
    }
    texts
}

/// A name that has nothing of the old one for another replacement to find.
fn turned(name: &str) -> String {
    let turn = |c: char| match c {
        'a'..='z' => char::from(b'a' + (c as u8 - b'a' + 13) % 26),
        '0'..='9' => char::from(b'k' + (c as u8 - b'0')),
        other => other,
    };
    name.chars().map(turn).collect()
}

/// Every record that blue can read.
fn records(drill: &Drill) -> Vec<Option<BTreeMap<String, String>>> {
    let all = drill.search("").into_iter();
    all.map(|id| drill.record(id)).collect()
}

fn at(plan: &Arc<Plan>, to: Tick) -> Drill {
    let mut drill = Drill::open(plan.clone(), 7);
    drill.advance(to);
    drill
}

#[test]
fn other_names_weights_and_deadlines_of_the_attack_move_nothing_that_blue_sees() {
    let texts = texts(CITY);
    let (plain, other) = (plan_of(&texts), plan_of(&disguised(&texts)));
    let name_of = |plan: &Plan| plan.campaign.steps[0].name.clone();
    assert_ne!(name_of(&plain), name_of(&other), "nothing was renamed");
    assert_ne!(plain.digest, other.digest);
    for hour in [8, 30] {
        let to = Tick(hour * HOUR);
        let (plain_drill, other_drill) = (at(&plain, to), at(&other, to));
        let view = |drill: &Drill| drill.blue(blue(drill.plan())).cloned();
        let seen = view(&plain_drill).expect("blue has a view");
        assert!(
            !seen.log.is_empty(),
            "by hour {hour} there is something to see"
        );
        assert_eq!(Some(seen), view(&other_drill), "at hour {hour}");
        assert!(
            records(&plain_drill) == records(&other_drill),
            "at hour {hour}"
        );
    }
}
