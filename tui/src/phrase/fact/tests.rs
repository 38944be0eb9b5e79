//! Every fact has a sentence, in both languages, for whoever may read it.

use std::path::Path;
use std::sync::Arc;

use engine::plan::Plan;
use engine::view::brief::Brief;
use engine::view::{Blue, Observer, Red};
use engine::words::fact::{Cause, FactKind, Side, Why};
use engine::words::name::*;
use engine::words::order::{CasePhase, Rating, Verdict};
use engine::words::target::Target;
use engine::words::text::Lang;
use unicode_normalization::is_nfc;

use super::{sentence, words};
use crate::folder::Folder;
use crate::phrase::Phrases;
use crate::phrase::names::{Names, Numbered};

mod happened;
mod known;

/// What a person may write to do harm to a terminal or to a table.
const WRITTEN: &str = "hai\ndòng \u{1b}[31m";

const TEAM: TeamId = TeamId(0);
const HOST: HostId = HostId(0);

fn plan() -> Arc<Plan> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/hp-cang-ransom");
    let folder = Folder::read(&root).expect("the scenario is there");
    Plan::read(&folder.texts).0.expect("it is without fault")
}

/// One value of every variant, of some two.
fn all() -> Vec<FactKind> {
    [
        happened::exercise(),
        happened::injects(),
        happened::asked(),
        happened::play(),
        happened::machines(),
        happened::services(),
        known::knowledge(),
        known::alerts(),
        known::cases(),
        known::reported(),
        known::papers(),
        known::leads(),
    ]
    .concat()
}

/// The names of the variants, as the engine writes them.
fn variants() -> Vec<String> {
    let source = include_str!("../../../../engine/src/words/fact.rs");
    let (_, kinds) = source.split_once("pub enum FactKind {").expect("is there");
    let name = |line: &str| {
        let line = line.strip_prefix("    ")?;
        let is = line.starts_with(|c: char| c.is_ascii_uppercase());
        let end = line.find(|c: char| !c.is_ascii_alphanumeric());
        is.then(|| line[..end.unwrap_or(line.len())].to_owned())
    };
    kinds.lines().filter_map(name).collect()
}

#[test]
fn every_kind_is_tried() {
    let tried: Vec<String> = all().iter().map(|kind| format!("{kind:?}")).collect();
    let names = variants();
    assert!(names.len() > 90, "the engine's source is read: {names:?}");
    for name in names {
        let is = |tried: &&String| tried.split([' ', '{']).next() == Some(&name);
        assert!(tried.iter().any(|t| is(&t)), "{name} is not tried here");
    }
}

#[test]
fn every_fact_is_one_plain_line_in_both_languages_for_everybody() {
    let plan = plan();
    let briefs: [&dyn Names; 5] = [
        &*plan,
        &Numbered::own(&*plan),
        &Brief::<Blue>::of(plan.clone()),
        &Brief::<Red>::of(plan.clone()),
        &Brief::<Observer>::of(plan.clone()),
    ];
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        for names in briefs {
            for kind in all() {
                let said = sentence(&phrases, names, &kind);
                let is_plain = !said.is_empty()
                    && is_nfc(&said)
                    && !said.contains(['{', '}', '\n', '\u{1b}', '$'])
                    && !said.contains("Id(")
                    && !said.contains("  ");
                assert!(is_plain, "{kind:?}: {said}");
                assert!(!said.contains("fact-") && !said.contains("name-"), "{said}");
            }
        }
    }
}

#[test]
fn sentences_read_as_the_officials_write() {
    let plan = plan();
    let said = |lang, kind: &FactKind| sentence(&Phrases::new(lang), &*plan, kind);
    let serves = FactKind::ServiceServes {
        service: ServiceId(0),
        served: 616,
        why: Why::Flooded,
    };
    let title = plan.map.services[0].title.get(Lang::Vi);
    assert_eq!(
        said(Lang::Vi, &serves),
        format!("Mức phục vụ của dịch vụ {title}: 61,6% người dùng (bị làm ngập)")
    );
    let triaged = FactKind::Triaged {
        team: TEAM,
        alert: AlertId(1_234),
        verdict: Verdict::Benign,
        reason: " ".into(),
    };
    assert_eq!(
        said(Lang::En, &triaged),
        "Defence team (blue) triaged alert 1235: false alarm"
    );
    // A team's own numbers begin at 1 by themselves.
    let own = sentence(&Phrases::new(Lang::En), &Numbered::own(&*plan), &triaged);
    assert_eq!(own, "Defence team (blue) triaged alert 1234: false alarm");
    let over = FactKind::HarmLaid {
        service: ServiceId(0),
        served: 1_000,
        side: Side::Neither,
    };
    assert_eq!(
        said(Lang::Vi, &over),
        format!("Hết gián đoạn tại dịch vụ {title}")
    );
    let (place, inject) = (plan.msel.injects.iter().enumerate())
        .find(|(_, inject)| !inject.choices.is_empty())
        .expect("an inject has answers");
    let answered = FactKind::InjectAnswered {
        team: TEAM,
        inject: InjectId::of(place),
        choice: inject.choices[0].name.as_str().into(),
    };
    let text = inject.choices[0].text.get(Lang::Vi);
    let said_so = said(Lang::Vi, &answered);
    assert!(said_so.ends_with(text), "{said_so}");
    let said = sentence(
        &Phrases::new(Lang::Vi),
        &*plan,
        &FactKind::StepDone { step: StepId(0) },
    );
    assert!(
        said.contains(plan.campaign.steps[0].title.get(Lang::Vi)),
        "{said}"
    );
}

#[test]
fn of_all_teams_a_run_is_told_by_its_teams_own_number() {
    let plan = plan();
    let of = |id: RunId| (id.0 == 68).then_some((TEAM, 12));
    let names = Numbered::each(&*plan, &of);
    let said = |run: u32, names: &dyn Names| {
        let kind = FactKind::RunStarted { run: RunId(run) };
        sentence(&Phrases::new(Lang::En), names, &kind)
    };
    assert!(
        said(68, &names).contains("12 (blue)"),
        "{}",
        said(68, &names)
    );
    assert!(
        said(7, &names).contains(" 8"),
        "nobody's is counted as before"
    );
    assert!(said(68, &Numbered::own(&*plan)).contains(" 68"));
}

#[test]
fn a_sentence_begins_with_a_capital() {
    let plan = plan();
    let kind = FactKind::PowerSet {
        host: HostId(0),
        on: false,
    };
    let said = sentence(&Phrases::new(Lang::En), &*plan, &kind);
    assert!(said.starts_with(char::is_uppercase), "{said}");
}

#[test]
fn a_brief_spells_no_step_no_weak_point_and_no_inject() {
    let plan = plan();
    let phrases = Phrases::new(Lang::Vi);
    let blue = Brief::<Blue>::of(plan.clone());
    assert_eq!(
        words::step(&phrases, &blue, StepId(2)),
        "bước tấn công số 3"
    );
    assert_eq!(words::weak(&phrases, &blue, WeakId(0)), "điểm yếu số 1");
    assert_eq!(
        words::inject(&phrases, &blue, InjectId(0)),
        "tình huống số 1"
    );
    let red = Brief::<Red>::of(plan.clone());
    assert_eq!(words::rule(&phrases, &red, RuleId(0)), "luật số 1");
    assert_ne!(words::rule(&phrases, &blue, RuleId(0)), "luật số 1");
}

#[test]
fn every_small_word_is_there() {
    let plan = plan();
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        let mut said = vec![
            words::target(&phrases, &*plan, &Target::None),
            words::target(&phrases, &*plan, &Target::Control(ControlId(0))),
        ];
        for cause in [
            Cause::Plan,
            Cause::Order(OrderId(1)),
            Cause::Step(StepId(0)),
            Cause::Run(RunId(1)),
            Cause::Inject(InjectId(0)),
            Cause::Fact(FactId(1)),
        ] {
            said.push(words::cause(&phrases, &*plan, cause));
        }
        for phase in [CasePhase::Verify, CasePhase::Recover, CasePhase::Closed] {
            said.push(words::case_phase(&phrases, phase));
        }
        said.extend(
            [Rating::P, Rating::S, Rating::M, Rating::U].map(|r| words::rating(&phrases, r)),
        );
        for words in said {
            assert!(!words.is_empty() && !words.contains('{'), "{words}");
            assert!(
                !words.contains("cause-") && !words.contains("target-kind-"),
                "{words}"
            );
        }
    }
}
