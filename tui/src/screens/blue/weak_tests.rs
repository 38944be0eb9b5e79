//! Weak points on the screens: read whole, reported by their paper from wherever they were seen,
//! and then seen as reported. And the other things a form sees to before it is filed.

use engine::view::Blue;
use engine::words::order::{BlueAsk, Entry, Order, Pillar};
use engine::words::target::Target;
use engine::words::text::Lang;
use engine::words::time::{HOUR, Span};

use crate::desk::trial::{Start, Trial};

const G: &str = "pm-dungchung";
const C: &str = "hcm-coyeu-matdoc";

/// Goes to the tab of this title by the palette.
fn tab(trial: &mut Trial<Blue>, title: &str) {
    trial.keys(":");
    trial.types(title);
    trial.keys("enter");
}

/// A control was looked at, and a weak point came to light.
fn looked(lang: Lang) -> Trial<Blue> {
    let mut trial = Trial::<Blue>::new(Start {
        lang,
        ..Start::of(G, 1)
    });
    trial.keys("5 n");
    trial.types("inspect-control");
    trial.keys("enter");
    trial.types("control:edr-phuong");
    trial.keys("enter enter");
    trial.pass(Span(6 * HOUR));
    assert_eq!(
        trial.drill.blue(team(&trial)).expect("a view").weak.len(),
        1
    );
    trial.orders();
    trial
}

fn team(trial: &Trial<Blue>) -> engine::words::name::TeamId {
    let plan = trial.drill.plan();
    let cell = engine::words::cell::Cell::Blue;
    plan.roster.first(cell).expect("somebody defends")
}

fn said<'e>(entries: &'e [Entry], field: &str) -> &'e str {
    let entry = entries.iter().find(|entry| *entry.field == *field);
    entry.map_or("", |entry| &entry.text)
}

/// Fills in the paper that is open, of which where and what stand in it already.
fn files(trial: &mut Trial<Blue>) -> Vec<Entry> {
    // To whom; where; of which kind: technology, the second behind none.
    trial.keys("tab tab right right tab tab right tab");
    trial.types("mend");
    trial.keys("ctrl-s");
    let orders = trial.orders();
    let [BlueAsk::File { form, entries, .. }] = &orders[..] else {
        panic!("{orders:?} in\n{}", trial.picture(100, 50));
    };
    assert_eq!(&**form, "finding");
    entries.clone()
}

#[test]
fn a_weak_point_is_read_whole_reported_by_its_paper_and_then_seen_as_reported() {
    for (lang, title, word) in [(Lang::Vi, "Tình báo", "vi"), (Lang::En, "Intel", "en")] {
        let mut trial = looked(lang);
        tab(&mut trial, title);
        trial.keys("G enter");
        insta::assert_snapshot!(format!("weak-{word}-80"), trial.drawn(80, 24));
        trial.keys("w");
        insta::assert_snapshot!(format!("weak-paper-{word}-80"), trial.drawn(80, 24));
        let entries = files(&mut trial);
        assert_eq!(said(&entries, "where"), "control:edr-phuong");
        assert_eq!(said(&entries, "pillar"), "technology");
        assert!(said(&entries, "description").contains("65%"), "{entries:?}");
        assert_eq!(said(&entries, "severity"), "critical");
        let view = trial.drill.blue(team(&trial)).expect("a view").clone();
        let [finding] = &view.findings[..] else {
            panic!("{:?}", view.findings);
        };
        assert_eq!(finding.pillar, Pillar::Technology);
        assert!(matches!(finding.on, Target::Control(_)));
        insta::assert_snapshot!(format!("weak-reported-{word}-80"), trial.drawn(80, 24));
        trial.keys("esc");
        let picture = trial.picture(120, 40);
        let reported = if lang == Lang::Vi {
            "đã báo"
        } else {
            "reported"
        };
        let rows = picture.lines().filter(|line| line.contains("65%"));
        let rows: Vec<&str> = rows.collect();
        assert!(
            matches!(rows[..], [row] if row.contains(reported)),
            "{picture}"
        );
    }
}

#[test]
fn a_weak_point_is_reported_from_the_run_that_found_it_and_from_the_papers() {
    for keys in ["5 w", "5 enter w", "7 w"] {
        let mut trial = looked(Lang::En);
        trial.keys(keys);
        let entries = files(&mut trial);
        assert_eq!(said(&entries, "where"), "control:edr-phuong", "{keys}");
    }
}

#[test]
fn of_which_kind_a_weak_point_is_must_be_chosen() {
    let mut trial = looked(Lang::En);
    trial.keys("7 w ctrl-s");
    assert_eq!(trial.orders(), []);
    let picture = trial.picture(100, 50);
    assert!(
        picture.contains("Not filled in: Kind of weakness"),
        "{picture}"
    );
}

/// Opens the form in which this is written.
fn form(trial: &mut Trial<Blue>, says: &str) {
    trial.keys("7");
    for _ in 0..60 {
        trial.keys("enter");
        if trial.picture(100, 60).contains(says) {
            return;
        }
        trial.keys("esc j");
    }
    panic!("no form says {says}");
}

#[test]
fn what_must_be_confirmed_is_asked_for_before_a_paper_goes_out() {
    let mut trial = Trial::<Blue>::new(Start::of(C, 30));
    form(&mut trial, "Report of state-secret material lost");
    trial.keys("tab");
    for text in ["object", "about eight", "holder", "search", "measures"] {
        trial.types(text);
        trial.keys("tab");
    }
    trial.keys("ctrl-s");
    let picture = trial.picture(100, 50);
    assert!(picture.contains("no moment"), "{picture}");
    // Back to when it was last seen.
    trial.keys("shift-tab shift-tab shift-tab shift-tab");
    trial.keys(&["backspace"; 11].join(" "));
    trial.types("08:10");
    trial.keys("tab tab tab tab ctrl-s");
    assert_eq!(trial.orders(), []);
    let picture = trial.picture(100, 50);
    assert!(picture.contains("This must be confirmed"), "{picture}");
    trial.keys("right ctrl-s");
    let orders = trial.orders();
    let [BlueAsk::File { to, entries, .. }] = &orders[..] else {
        panic!("{orders:?} in\n{}", trial.picture(100, 50));
    };
    assert_eq!((&**to, said(entries, "no-content")), ("cong-an", "yes"));
}

#[test]
fn an_addressee_is_one_that_was_chosen_and_not_what_was_typed_into_its_name() {
    let mut trial = looked(Lang::En);
    trial.keys("7 w");
    trial.keys(&["backspace"; 4].join(" "));
    trial.types("van-phong");
    trial.keys("tab tab right tab tab right tab");
    trial.types("mend");
    trial.keys("ctrl-s");
    assert_eq!(trial.orders(), []);
    let picture = trial.picture(100, 50);
    assert!(picture.contains("there is no such body"), "{picture}");
}

#[test]
fn the_own_key_of_a_tab_leads_to_its_root() {
    let mut trial = looked(Lang::En);
    tab(&mut trial, "Intel");
    let root = trial.picture(120, 40);
    trial.keys("G enter");
    let page = trial.picture(120, 40);
    trial.keys("5 9");
    assert_eq!(trial.picture(120, 40), page, "as it was left");
    trial.keys("9");
    assert!(trial.picture(120, 40) != page && root != page);
}

#[test]
fn the_queue_says_how_it_is_filtered_where_nothing_fits() {
    let mut trial = Trial::<Blue>::new(Start::of(G, 300));
    trial.keys("2 /");
    trial.types("class:proxy nothing");
    trial.keys("enter");
    let picture = trial.picture(120, 40);
    assert!(picture.contains("host:NAME"), "{picture}");
}

#[test]
fn a_response_is_found_by_what_its_title_begins_with() {
    let mut trial = Trial::<Blue>::new(Start::of(G, 1));
    trial.keys("5 n");
    trial.types("warn every");
    let picture = trial.picture(120, 40);
    assert!(picture.contains("> Warn every unit of a zone"), "{picture}");
}

#[test]
fn a_duty_about_something_opens_with_what_was_reported_of_it_before() {
    let mut trial = Trial::<Blue>::new(Start {
        lang: Lang::Vi,
        ..Start::of(G, 1)
    });
    let said = "Đơn vị ngừng cập nhật từ lâu";
    let ask = BlueAsk::Finding {
        pillar: Pillar::Process,
        at: "org:ngung-01".into(),
        text: said.into(),
    };
    let (team, place) = ("blue".into(), "trial".into());
    let ask = ask.into();
    trial.drill.order(Order { team, place, ask });
    trial.pass(Span(5 * HOUR));
    tab(&mut trial, "Văn bản");
    assert!(!trial.picture(120, 60).contains(said));
    // Of all that is owed there, one asks for just this.
    let opens = (0..12).any(|_| {
        trial.keys("enter");
        let is_it = trial.picture(120, 60).contains(said);
        trial.keys("esc esc down");
        is_it
    });
    assert!(opens, "{}", trial.picture(120, 60));
}
