//! A reel shows every moment as it was, forwards and backwards; its screens draw.

use std::sync::Arc;

use engine::drill::{Drill, RedBy, Setup};
use engine::rehearsal::{BotKind, play};
use engine::view::Blue;
use engine::view::brief::Brief;
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::order::{Act, Ask, Order, RedAsk, WhiteAsk};
use engine::words::text::Lang;
use engine::words::time::{MINUTE, Span, Tick};
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::{Reel, Replay, ReplayFound, ReplayLook};
use crate::desk::trial::{Trial, plan};
use crate::desk::{Desk, Person, Wish};
use crate::input::Input;
use crate::paint::theme::{Depth, Theme};
use crate::screen::Clock;

/// A whole drill with the playbook bot, and its orders.
fn played() -> (Drill, Vec<(Tick, Order)>) {
    let plan = plan("cong-ddos-deface");
    let mut orders = Vec::new();
    let keep = &mut |at, fresh: &[Order]| {
        for order in fresh {
            orders.push((at, order.clone()));
        }
        Ok(())
    };
    let drill = play(plan.clone(), 7, BotKind::Playbook, keep, &mut |_| {});
    (drill.expect("nothing is written"), orders)
}

#[test]
fn a_moment_of_the_reel_is_what_was_seen_at_that_moment() {
    let (drill, orders) = played();
    let blue = drill
        .plan()
        .roster
        .first(Cell::Blue)
        .expect("somebody defends");
    let mut reel = Reel::new(&drill);
    for minute in [110, 25, 60, 3, 0] {
        let to = Tick(minute * MINUTE);
        let mut live = Drill::open(drill.plan().clone(), 7);
        for (at, order) in orders.iter().take_while(|(at, _)| *at <= to) {
            live.advance(*at);
            live.order(order.clone());
        }
        live.advance(to);
        reel.go(to);
        let moment = reel.moment();
        assert_eq!(
            &moment.blue,
            live.blue(blue).expect("a view"),
            "minute {minute}"
        );
        assert_eq!(moment.truth.steps, live.truth().steps, "minute {minute}");
        assert_eq!(moment.shown, live.facts().len(), "minute {minute}");
    }
}

fn desk(reel: &Reel, lang: Lang) -> Desk<Replay> {
    let person = Person {
        team: TeamId(0),
        host: false,
        moves: false,
        lang,
        theme: Theme::new(Depth::Sixteen, false),
    };
    let moment = Arc::new(reel.moment().clone());
    let brief = Brief::of(reel.moment().plan.clone());
    let now = reel.moment().now;
    let mut desk = Desk::new(
        person,
        brief,
        moment,
        Clock {
            now,
            ..Clock::default()
        },
    );
    desk.found(&ReplayFound::Card("CARD\nline".into()));
    desk
}

fn picture(desk: &Desk<Replay>, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("memory");
    terminal.draw(|frame| desk.draw(frame)).expect("memory");
    terminal.backend().to_string()
}

fn press(desk: &mut Desk<Replay>, key: &str) -> Vec<Wish<Replay>> {
    desk.input(&Input::Press(key.parse().expect("a key")), (120, 40));
    desk.wishes()
}

#[test]
fn keys_scrub_by_time_by_fact_and_by_mark() {
    let (drill, _) = played();
    let mut reel = Reel::new(&drill);
    reel.go(Tick(10 * MINUTE));
    let mut desk = desk(&reel, Lang::En);
    desk.wishes();
    let to = |wishes: Vec<Wish<Replay>>| match wishes[..] {
        [Wish::Look(ReplayLook::To(at))] => at,
        _ => panic!("no place to go to"),
    };
    assert_eq!(to(press(&mut desk, "right")), Tick(11 * MINUTE));
    assert_eq!(to(press(&mut desk, "left")), Tick(9 * MINUTE));
    assert_eq!(to(press(&mut desk, "g")), Tick(0));
    assert_eq!(to(press(&mut desk, "G")), reel.moment().end);
    let shown = reel.moment().shown;
    let next = to(press(&mut desk, "j"));
    assert_eq!(
        next,
        reel.moment().facts[shown].at,
        "the fact after the last that happened"
    );
    assert!(to(press(&mut desk, "n")) >= next);
    assert!(matches!(
        press(&mut desk, "space")[..],
        [Wish::Look(ReplayLook::Play)]
    ));
    assert!(matches!(
        press(&mut desk, "b")[..],
        [Wish::Look(ReplayLook::Branch)]
    ));
    press(&mut desk, "enter");
    assert!(
        picture(&desk, 100, 40).contains("Cause"),
        "a fact is read with its cause"
    );
}

#[test]
fn the_replay_at_two_sizes_in_two_languages() {
    let (drill, _) = played();
    let mut reel = Reel::new(&drill);
    reel.go(Tick(25 * MINUTE));
    for (lang, word) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let mut desk = desk(&reel, lang);
        for (tab, name) in [("1", "timeline"), ("2", "beside")] {
            press(&mut desk, tab);
            assert_snapshot!(format!("{name}-{word}-80"), picture(&desk, 80, 24));
            assert_snapshot!(format!("{name}-{word}-160"), picture(&desk, 160, 50));
        }
        for (width, height) in [(60, 16), (250, 70), (10, 3)] {
            let _ = picture(&desk, width, height);
        }
    }
}

/// Until the organisers release it, nobody at a desk of a live drill gets a reel, nor a key for it.
#[test]
fn hotwash_opens_at_the_release_after_the_end_and_no_sooner() {
    let mut trial = Trial::<Blue>::at("cong-ddos-deface", 40);
    let team = trial.drill.plan().roster.first(Cell::Blue).expect("a team");
    let asks = |trial: &mut Trial<Blue>| {
        let key = Input::Press("ctrl-r".parse().expect("a key"));
        trial.desk.input(&key, (120, 40));
        let wishes = trial.desk.wishes();
        wishes.iter().any(|wish| matches!(wish, Wish::Hotwash))
    };
    assert!(Reel::of_live(&trial.drill, team).is_none() && !asks(&mut trial));
    // A daily score is no hotwash.
    release(&mut trial);
    assert!(Reel::of_live(&trial.drill, team).is_none() && !asks(&mut trial));
    trial.pass(Span(10_000 * MINUTE));
    assert!(trial.drill.ended());
    assert!(Reel::of_live(&trial.drill, team).is_none() && !asks(&mut trial));
    release(&mut trial);
    assert!(trial.picture(120, 40).contains("Hotwash has begun"));
    assert!(asks(&mut trial));
    trial.keys("?");
    assert!(trial.picture(120, 60).contains("with its truth"));
    let mut reel = Reel::of_live(&trial.drill, team).expect("hotwash has begun");
    assert_eq!(reel.moment().now, trial.drill.now(), "opened at its end");
    reel.go(Tick(40 * MINUTE));
    assert!(
        reel.moment()
            .truth
            .steps
            .iter()
            .any(|step| step.done.is_some())
    );
    let back = press(&mut desk(&reel, Lang::En), "ctrl-r");
    assert!(back.iter().any(|wish| matches!(wish, Wish::Hotwash)));
}

/// What the organisers release of a score during the drill tells nothing of the attack.
#[test]
fn a_score_released_during_the_drill_names_no_step() {
    let mut trial = Trial::<Blue>::at("cong-ddos-deface", 60);
    release(&mut trial);
    trial.keys(":");
    trial.types("scorecard");
    trial.keys("enter");
    let card = trial.picture(120, 200);
    assert!(card.contains("Prevention"), "{card}");
    assert!(!card.contains("r1-") && !card.contains("Run 1 –"), "{card}");
}

fn release(trial: &mut Trial<Blue>) {
    trial.drill.order(Order {
        team: "btc".into(),
        place: "trial".into(),
        ask: Ask::White(WhiteAsk::Release),
    });
    trial.drill.advance(trial.drill.now());
    trial.pass(Span(0));
}

/// Where people attack, the second tab tells of what they did, and of no step of the script.
#[test]
fn what_people_did_stands_beside_and_not_the_script() {
    let plan = plan("hp-cang-ransom");
    let setup = Setup {
        seed: 3,
        red: RedBy::Human,
    };
    let mut drill = Drill::open(plan.clone(), setup);
    drill.advance(Tick(15 * MINUTE));
    let red = plan.roster.first(Cell::Red).expect("somebody attacks");
    drill.order(Order {
        team: plan.roster.teams[red.at()].name.clone(),
        place: "x".into(),
        ask: Ask::Red(RedAsk::Act(Act {
            action: "t1595.002-vulnerability-scan".into(),
            on: "service:cong-ttdt".into(),
            c2: "quet-a".into(),
            ..Act::default()
        })),
    });
    drill.advance(Tick(4 * 60 * MINUTE));
    let mut reel = Reel::new(&drill);
    reel.go(Tick(4 * 60 * MINUTE));
    let mut desk = desk(&reel, Lang::Vi);
    press(&mut desk, "2");
    let shown = picture(&desk, 160, 50);
    assert!(shown.contains("1. "), "{shown}");
    let script = &plan.campaign.steps[0].title.vi;
    let start: String = script.chars().take(20).collect();
    assert!(!shown.contains(&start), "{shown}");
}
