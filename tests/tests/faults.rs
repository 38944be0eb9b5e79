//! Every fault of a scenario is told at once, and none that only follows from another: a slip in
//! one place hides nothing elsewhere, and makes nothing up.

use engine::plan::{Plan, Texts};
use engine::words::fault::Fault;
use tests::scenario::{Dice, scenarios, texts};
use tests::spoilt::{Leaf, SLIPS, Slip, leaves, named, slipped};
use tests::{files, hold, text};

/// A name that nothing has, in no scenario.
const NOBODY: &str = "khong-ai-mang-ten-nay";

/// How many slips are tried in each scenario.
const TRIES: usize = 30;

/// Where names are used, as file and key, for a name that leads nowhere.
const USES: [(&str, &str); 13] = [
    ("campaign.yml", "action"),
    ("msel.yml", "action"),
    ("routines.yml", "action"),
    ("campaign.yml", "c2"),
    ("msel.yml", "from"),
    ("city.yml", "owner"),
    ("playbook.yml", "rule"),
    ("playbook.yml", "technique"),
    ("playbook.yml", "action"),
    ("playbook.yml", "inject"),
    ("playbook.yml", "answer"),
    ("playbook.yml", "form"),
    ("playbook.yml", "service"),
];

fn told(texts: &Texts) -> Vec<String> {
    let (plan, faults) = Plan::read(texts);
    assert_eq!(plan.is_none(), faults.any_fault());
    faults.iter().map(line_of).collect()
}

fn line_of(fault: &Fault) -> String {
    let place = format!("{}:{}:{}", fault.file, fault.line, fault.column);
    let args = fault.kind.args();
    let mut said = args
        .iter()
        .filter(|(name, _)| matches!(*name, "key" | "name" | "path" | "found"));
    let said = said.next().map_or("", |(_, value)| value);
    format!("{place} {} {said}", fault.kind.code())
}

/// The same with this in place of that, in one file.
fn change(texts: &mut Texts, file: &str, from: &str, to: &str) {
    let bytes = texts.0.get_mut(file).expect("the scenario has the file");
    let old = String::from_utf8(bytes.clone()).expect("it is text");
    assert!(old.contains(from), "{file} has no {from}");
    *bytes = old.replacen(from, to, 1).into_bytes();
}

#[test]
fn faults_of_shape_and_of_meaning_in_many_files_come_together() {
    let mut texts = texts("hp-cang-ransom");
    let mut change = |file, from, to| change(&mut texts, file, from, to);
    // Shape: an unknown key, a wrong type, a missing key at the root and one inside, and a text
    // in one language only, which leaves the rest of its host to be looked at.
    change(
        "city.yml",
        "{name: waf-01, title",
        "{name: waf-01, colour: red, title",
    );
    change("campaign.yml", "    jitter: 10m\n", "    jitter: [10m]\n");
    change("scenario.yml", "era: a\n", "");
    change("scenario.yml", "{name: red, cell: red}", "{name: red}");
    change(
        "city.yml",
        "en: \"Web application firewall\"}, role: waf-appliance",
        "eng: \"x\"}, role: waf-applianz",
    );
    // Meaning: names that lead nowhere, and a circle.
    change(
        "msel.yml",
        "on: {step: a03-open}",
        "on: {encrypted: may-khong-co}",
    );
    let lure = "    c2: thu-a\n    on_block: true\n";
    change(
        "campaign.yml",
        lure,
        "    c2: thu-a\n    on_block: true\n    after: {all: [a03-open]}\n",
    );
    change(
        "scenario.yml",
        "recover: [csdl-mot-cua",
        "recover: [csdl-khong-co",
    );
    assert_eq!(
        told(&texts),
        [
            "campaign.yml:15:13 wrong-type list",
            "campaign.yml:55:11 cycle a02-link → a03-open",
            "city.yml:97:20 unknown-key colour",
            "city.yml:97:71 unknown-key eng",
            "city.yml:97:88 unknown-name waf-applianz",
            "msel.yml:5:21 unknown-name may-khong-co",
            "scenario.yml:1:1 missing-key era",
            "scenario.yml:22:5 missing-key cell",
            "scenario.yml:49:175 unknown-name csdl-khong-co",
        ]
    );
}

#[test]
fn what_is_odd_and_no_fault_is_told_and_the_drill_can_be_played() {
    let whole = texts("hp-cang-ransom");
    assert_eq!(told(&whole), [""; 0]);
    let odd = |file: &str, from: &str, to: &str| {
        let mut texts = whole.clone();
        let bytes = texts.0.get_mut(file).expect("the scenario has the file");
        let old = String::from_utf8(bytes.clone()).expect("it is text");
        assert!(old.contains(from), "{file} has no {from}");
        *bytes = old.replace(from, to).into_bytes();
        let (plan, _) = Plan::read(&texts);
        assert!(plan.is_some(), "{file} without {from}");
        told(&texts)
    };
    // A way out that comes at its own time besides: each of them is told where it is named.
    let open = odd("campaign.yml", "    on_block: true\n", "");
    assert!(open.len() > 5, "{open:#?}");
    let is_open =
        |line: &String| line.starts_with("campaign.yml:") && line.contains(" opened-anyway ");
    assert!(open.iter().all(is_open), "{open:#?}");
    // Mail that no link carries: the steps that need it say so, and no others.
    let shut = odd("city.yml", ", mail,", ",");
    let needs_mail = |line: &String| line.contains(" no-way ");
    assert!(!shut.is_empty() && shut.iter().all(needs_mail), "{shut:#?}");
    // A word for the difficulty that nothing measures.
    let word = odd("scenario.yml", "en: \"Medium\"", "en: \"Middling\"");
    assert_eq!(word.len(), 1, "{word:#?}");
    assert!(word[0].contains(" difficulty-word "), "{word:#?}");
}

#[test]
fn a_standby_is_another_host_with_a_copy_that_covers_the_service() {
    let whole = texts("hn-4lop-dothi");
    assert_eq!(told(&whole), [""; 0]);
    let odd = |from: &str, to: &str| {
        let mut texts = whole.clone();
        change(&mut texts, "city.yml", from, to);
        let found = told(&texts);
        assert_eq!(found.len(), 1, "{to}: {found:#?}");
        let (_, said) = found[0].split_once(' ').expect("a place and a code");
        said.to_owned()
    };
    let standby = "standby: {host: dr-01, copy: ban-sao-du-phong, rpo: 15m}";
    for (written, said) in [
        (
            "{host: csdl-01, copy: ban-sao-du-phong, rpo: 15m}",
            "standby-same-host csdl-01",
        ),
        (
            "{host: dr-09, copy: ban-sao-du-phong, rpo: 15m}",
            "unknown-name dr-09",
        ),
        (
            "{host: dr-01, copy: ban-sao-cu, rpo: 15m}",
            "unknown-name ban-sao-cu",
        ),
        ("{host: dr-01, copy: ban-sao-du-phong}", "missing-key rpo"),
        (
            "{host: dr-01, copy: ban-sao-du-phong, rpo: soon}",
            "bad-text soon",
        ),
    ] {
        let told = odd(standby, &format!("standby: {written}"));
        assert!(told.starts_with(said), "{written}: {told}");
    }
    let covers = "covers: [cong, dich-vu-cong, dung-chung, csdl, lgsp], on: dr-01";
    let less = "covers: [cong, dich-vu-cong, dung-chung, lgsp], on: dr-01";
    assert_eq!(odd(covers, less), "standby-not-covered ban-sao-du-phong");
}

#[test]
fn a_file_that_is_cut_off_or_absent_makes_no_name_unknown() {
    let whole = texts("hp-cang-ransom");
    for file in ["city.yml", "campaign.yml", "msel.yml", "scenario.yml"] {
        let mut cut = whole.clone();
        let bytes = cut.0.get_mut(file).expect("the scenario has the file");
        let text = String::from_utf8(bytes.clone()).expect("it is text");
        let end = text.match_indices("\n  - ").nth(7).map_or(0, |(at, _)| at);
        *bytes = format!("{}\n  - name: a: b{}", &text[..end], &text[end..]).into_bytes();
        change(
            &mut cut,
            "duties.yml",
            "obligations: [",
            &format!("obligations: [{NOBODY}, "),
        );
        let found = told(&cut);
        assert_eq!(found.len(), 2, "{file}: {found:#?}");
        assert!(
            found.iter().any(|fault| fault.contains(NOBODY)),
            "{file}: {found:#?}"
        );
        assert!(
            found.iter().any(|fault| fault.contains("yaml-colon")),
            "{file}: {found:#?}"
        );
    }
    for file in [
        "city.yml",
        "campaign.yml",
        "scenario.yml",
        "catalogue/controls.yml",
        "catalogue/attack.yml",
    ] {
        let mut less = whole.clone();
        less.0.remove(file);
        let found = told(&less);
        assert_eq!(found.len(), 1, "{file}: {found:#?}");
        assert!(found[0].contains("missing-file"), "{file}: {found:#?}");
        for odd in ["", "[]", "5", "\0", "- a\n- {b: c}\n", "&a [*a]", "{{{"] {
            let mut odd_one = whole.clone();
            odd_one.0.insert(file.to_owned(), odd.as_bytes().to_vec());
            let found = told(&odd_one);
            let elsewhere = found.iter().find(|fault| !fault.starts_with(file));
            assert_eq!(elsewhere, None, "{file} is {odd:?}");
            assert!(!found.is_empty(), "{file} is {odd:?}");
        }
    }
}

#[test]
fn a_duty_starts_on_nothing_that_the_defence_cannot_know() {
    let obligation = "catalogue/obligations/final-report-5d.yml";
    for (starts, hidden) in [
        ("{contained: true}", Some("contained")),
        ("{claimed: true}", Some("claimed")),
        ("{step: a01-scan}", Some("step")),
        ("{declared: true}", None),
    ] {
        let mut texts = texts("hp-cang-ransom");
        change(&mut texts, obligation, "{closed: true}", starts);
        let found = told(&texts);
        match hidden {
            Some(word) => {
                let line = format!("{obligation}:4:9 hidden-start {word}");
                assert_eq!(found, [line], "{starts}");
            }
            None => assert!(
                found.iter().all(|fault| !fault.contains("hidden-start")),
                "{starts}: {found:#?}"
            ),
        }
    }
}

/// A slip that was made: where, and what it is.
struct Made {
    file: String,
    leaf: Leaf,
    slip: Slip,
    text: String,
}

/// A slip in one of these files, given with their paths in the repository.
fn slip(files: &[(String, String)], dice: &mut Dice) -> Option<Made> {
    let (file, path) = dice.of(files).clone();
    let all = leaves(&path);
    let leaf = dice.of(&all).clone();
    let slip = *dice.of(&SLIPS);
    let text = slipped(&text(&path)?, &leaf, slip, dice)?;
    Some(Made {
        file,
        leaf,
        slip,
        text,
    })
}

/// The files an author may slip in: those of the scenario, twice as likely, and the catalogue's.
fn authored(scenario: &str, whole: &Texts, dice: &mut Dice) -> Vec<(String, String)> {
    let path = |file: &String| match file.strip_prefix("catalogue/") {
        Some(_) => format!("scenarios/{file}"),
        None => format!("scenarios/{scenario}/{file}"),
    };
    let rules = |file: &&String| !file.contains("rules/");
    let all = whole.0.keys().filter(rules);
    let (catalogue, own): (Vec<&String>, Vec<&String>) =
        all.partition(|file| file.starts_with("catalogue/"));
    let some = (0..own.len() / 2).map(|_| *dice.of(&catalogue));
    let some: Vec<&String> = some.collect();
    let both = own.into_iter().chain(some);
    both.map(|file| (file.clone(), path(file))).collect()
}

#[test]
fn a_slip_and_a_name_that_leads_nowhere_are_told_and_nothing_else() {
    let mut offenders = Vec::new();
    let (mut slips, mut kinds) = (0, [0; SLIPS.len()]);
    for (name, seed) in scenarios().iter().zip(11..) {
        let whole = texts(name);
        let mut dice = Dice::new(seed);
        for _ in 0..TRIES {
            let files = authored(name, &whole, &mut dice);
            let Some(made) = slip(&files, &mut dice) else {
                continue;
            };
            let Some((astray, texts)) = astray(name, &whole, &made, &mut dice) else {
                continue;
            };
            let found = told(&texts);
            if offence(&made, &astray, &found, &mut offenders, name) {
                slips += 1;
                kinds[SLIPS
                    .iter()
                    .position(|slip| *slip == made.slip)
                    .unwrap_or(0)] += 1;
            }
        }
    }
    assert!(
        slips > TRIES && kinds.iter().all(|kind| *kind > 10),
        "{slips}: {kinds:?}"
    );
    hold(
        "A slip hides nothing elsewhere and makes nothing up",
        offenders,
    );
}

/// The scenario with the slip, and in another file a name that leads nowhere.
fn astray(name: &str, whole: &Texts, made: &Made, dice: &mut Dice) -> Option<(String, Texts)> {
    let (file, key) = *dice.of(&USES);
    // Where a name is gone for good, any of its kind might be it.
    let is_gone = made.slip == Slip::Deleted && made.leaf.key == "name" && key != "action";
    if file == made.file || is_gone {
        return None;
    }
    let path = format!("scenarios/{name}/{file}");
    let uses: Vec<Leaf> = leaves(&path)
        .into_iter()
        .filter(|leaf| leaf.key == key)
        .collect();
    if uses.is_empty() {
        return None;
    }
    let leaf = dice.of(&uses);
    let spoilt = named(&text(&path)?, leaf, NOBODY)?;
    let mut texts = whole.clone();
    texts
        .0
        .insert(made.file.clone(), made.text.clone().into_bytes());
    texts.0.insert(file.to_owned(), spoilt.into_bytes());
    let (line, column) = leaf.place;
    Some((
        format!("{file}:{line}:{column} unknown-name {NOBODY}"),
        texts,
    ))
}

/// Whether the slip was one of shape; what should not have been told, or should, is an offence.
fn offence(
    made: &Made,
    astray: &str,
    found: &[String],
    offenders: &mut Vec<String>,
    name: &str,
) -> bool {
    let what = format!(
        "{name}/{}:{}: {} {:?}",
        made.file, made.leaf.entry.start, made.leaf.key, made.slip
    );
    let (own, other): (Vec<&String>, Vec<&String>) =
        found.iter().partition(|fault| is_own(made, fault));
    let shape = [
        "unknown-key",
        "missing-key",
        "wrong-type",
        "bad-text",
        "not-one-of",
        "yaml-",
    ];
    if !own
        .iter()
        .any(|fault| shape.iter().any(|code| fault.contains(code)))
    {
        return false;
    }
    if !other.iter().any(|fault| *fault == astray) {
        offenders.push(format!("{what} hides {astray}"));
    }
    for fault in other.iter().filter(|fault| **fault != astray) {
        offenders.push(format!("{what} makes up {fault}"));
    }
    true
}

/// Whether a fault is of the entry in which the slip was made; what is missing at the root is
/// told where the root begins.
fn is_own(made: &Made, fault: &str) -> bool {
    let Some(rest) = fault.strip_prefix(&format!("{}:", made.file)) else {
        return false;
    };
    let line: u64 = rest
        .split(':')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let is_catalogue = made.file.starts_with("catalogue/");
    is_catalogue || made.leaf.entry.contains(&line) || rest.contains(" missing-key ")
}

#[test]
fn the_dice_have_files_to_fall_on() {
    let all = files();
    let scenario = scenarios().remove(0);
    for (file, path) in authored(&scenario, &texts(&scenario), &mut Dice::new(1)) {
        assert!(all.contains(&path), "{file} is not {path}");
        assert!(!leaves(&path).is_empty(), "{path} has no keys");
    }
}
