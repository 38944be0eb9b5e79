//! The shape of the code: rules that reviewers would otherwise have to remember.
//!
//! No rule here has a list of files that are let off, but for names that a foreign crate forces
//! on us; that list may only shrink, and an entry that is no longer needed fails too.

use std::collections::BTreeSet;

use tests::source::{Source, Token, paths, sources, tokens};
use tests::written::documents;
use tests::{files, hold, root, text, top};
use unicode_normalization::is_nfc;

/// The line: a folder or file of `engine/src` uses only what stands to its left.
const LINE: [&str; 17] = [
    "words",
    "sigma",
    "city",
    "team",
    "action",
    "script",
    "detect",
    "score",
    "plan",
    "tick",
    "view",
    "drill",
    "record",
    "rehearsal",
    "report",
    "interchange",
    "lib",
];

/// The line of `tui/src`: the same, from the ground to the door.
const TUI_LINE: [&str; 22] = [
    "phrase",
    "input",
    "paint",
    "trouble",
    "folder",
    "guests",
    "underline",
    "tape_file",
    "roster",
    "screen",
    "screens",
    "desk",
    "stage",
    "hall",
    "terminal",
    "paper",
    "cli",
    "menu",
    "starter",
    "verbs",
    "lib",
    "main",
];

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;
const COLUMNS: usize = 100;

/// Modules of `std` that reach outside the program.
const OUTSIDE: [&str; 5] = ["fs", "net", "env", "thread", "process"];

/// What of them is only a value.
const VALUES: [&str; 3] = ["IpAddr", "Ipv4Addr", "Ipv6Addr"];

/// Clocks, and what has an order that differs from run to run.
const UNSTEADY: [&str; 4] = ["Instant", "SystemTime", "HashMap", "HashSet"];

/// Names a foreign crate's signature forces on us: file, name.
const FORCED: [(&str, &str); 2] = [
    ("engine/src/sigma/correlate.rs", "HashMap"),
    ("engine/src/sigma/sample.rs", "HashMap"),
];

const PRINTING: [&str; 5] = ["println", "eprintln", "print", "eprint", "dbg"];

/// What of the ECS would keep state outside the world, or run outside the one chain.
const ASIDE: [&str; 4] = [
    "Local",
    "run_if",
    "add_observer",
    "register_component_hooks",
];

const EMPTY_WORDS: [&str; 5] = ["util", "helper", "common", "manager", "handler"];

const TOP: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "NOTICE",
    "README.md",
    "engine",
    "scenarios",
    "tests",
];

#[test]
fn the_engine_keeps_the_line() {
    keeps_its_line("engine/src/", &LINE);
}

#[test]
fn the_program_keeps_its_line() {
    keeps_its_line("tui/src/", &TUI_LINE);
}

fn keeps_its_line(folder: &str, line_of: &[&str]) {
    let mut offenders = Vec::new();
    for source in sources(folder) {
        if source.path.contains("tests") || source.path.ends_with("trial.rs") {
            continue;
        }
        let Some(own) = place(&source, folder, line_of) else {
            offenders.push(source.at(1, "stands in no folder of the line"));
            continue;
        };
        let tokens = source.tokens();
        for (line, used) in crate_paths(&source, folder, &tokens) {
            let rank = line_of.iter().position(|name| *name == used);
            let what = match rank {
                None => format!("crate::{used} is not on the line; name the folder it lives in"),
                Some(used) if line_of[own] == "sigma" && used < own => {
                    "sigma uses words".to_owned()
                }
                Some(rank) if rank > own => format!("{} reaches right, to {used}", line_of[own]),
                Some(_) => continue,
            };
            offenders.push(source.at(line, &what));
        }
    }
    hold(
        &format!(
            "A folder uses only what stands to its left: {}",
            line_of.join(" · ")
        ),
        offenders,
    );
}

/// Where on the line a file stands.
fn place(source: &Source, folder: &str, line: &[&str]) -> Option<usize> {
    let inner = source.path.strip_prefix(folder)?;
    let name = inner.split('/').next()?.trim_end_matches(".rs");
    line.iter().position(|place| *place == name)
}

/// What a file names of its own crate, from the root: the first word after `crate::`.
fn crate_paths<'a>(source: &Source, folder: &str, tokens: &[Token<'a>]) -> Vec<(usize, &'a str)> {
    let inside = source
        .path
        .trim_start_matches(folder)
        .trim_end_matches(".rs");
    let depth = inside.trim_end_matches("/mod").split('/').count();
    let named = paths(tokens).into_iter();
    let own = named.filter_map(|(line, path)| {
        let ups = path.iter().take_while(|word| **word == "super").count();
        let is_own = path[0] == "crate" || ups == depth;
        let first = path.get(ups.max(1))?;
        is_own.then_some((line, *first))
    });
    own.collect()
}

#[test]
fn the_engine_has_no_outside() {
    let mut offenders = Vec::new();
    let mut forced = BTreeSet::new();
    for source in sources("engine/src/") {
        let tokens = source.tokens();
        for (line, path) in paths(&tokens) {
            let is_std = matches!(path[0], "std" | "core");
            let module = path
                .get(1)
                .filter(|module| is_std && OUTSIDE.contains(module));
            if module.is_some() && !path.last().is_some_and(|last| VALUES.contains(last)) {
                offenders.push(source.at(line, &format!("names {}", path.join("::"))));
            }
        }
        for (line, word) in unsteady(&tokens) {
            match FORCED
                .iter()
                .find(|(path, name)| *path == source.path && *name == word)
            {
                Some(entry) => drop(forced.insert(*entry)),
                None => offenders.push(source.at(line, &format!("names {word}"))),
            }
        }
    }
    for (path, name) in FORCED {
        if !forced.contains(&(path, name)) {
            offenders.push(format!(
                "{path}:1: no longer names {name}; strike it from FORCED"
            ));
        }
    }
    hold(
        "The engine has no clock, disk, network, environment, thread or unsteady order",
        offenders,
    );
}

fn unsteady<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let after = tokens.iter().skip(1).map(|token| token.1).chain([""]);
    let both = tokens.iter().zip(after);
    let named = both.filter(|((_, word), next)| {
        UNSTEADY.contains(word)
            || (*next == "!" && PRINTING.contains(word))
            || (ASIDE.contains(word) && matches!(*next, "<" | "("))
    });
    named.map(|(token, _)| *token).collect()
}

#[test]
fn every_file_opens_with_why_it_exists() {
    let silent = sources("")
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"));
    let offenders = silent.map(|source| source.at(1, "does not open with //!"));
    hold(
        "Every file opens with what it is and why",
        offenders.collect(),
    );
}

#[test]
fn no_file_of_tests_is_forgotten() {
    let all = text("tests/tests/all.rs").unwrap_or_default();
    let files = sources("tests/tests/").into_iter().filter_map(|source| {
        let name = source.path.strip_prefix("tests/tests/")?;
        let name = name.strip_suffix(".rs").filter(|name| *name != "all")?;
        (!all.contains(&format!("mod {name};"))).then(|| source.at(1, "is not named in all.rs"))
    });
    hold("Every file of tests is run", files.collect());
}

#[test]
fn files_and_lines_are_short() {
    let mut offenders = Vec::new();
    for source in sources("") {
        let production = production_lines(&source);
        if production > FILE_LINES {
            offenders.push(source.at(production, &format!("{production} production lines")));
        }
        for (number, line) in (1..).zip(source.text.lines()) {
            let columns = line.chars().count();
            if columns > COLUMNS {
                offenders.push(source.at(number, &format!("{columns} columns")));
            }
        }
    }
    hold(
        &format!("At most {FILE_LINES} lines of {COLUMNS} columns before the tests"),
        offenders,
    );
}

/// The lines before `#[cfg(test)] mod`.
fn production_lines(source: &Source) -> usize {
    let lines: Vec<&str> = source.bare.lines().map(str::trim).collect();
    let tests = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ");
    lines.windows(2).position(tests).unwrap_or(lines.len())
}

#[test]
fn functions_are_short() {
    let mut offenders = Vec::new();
    for source in sources("") {
        let tokens = tokens(&source.bare);
        for (at, (line, _)) in tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.1 == "fn")
        {
            let lines = body_end(&tokens[at..]).map_or(1, |end| end + 1 - line);
            if lines > FUNCTION_LINES {
                let name = tokens.get(at + 1).map_or("", |token| token.1);
                offenders.push(source.at(*line, &format!("fn {name} has {lines} lines")));
            }
        }
    }
    hold(
        &format!("A function has at most {FUNCTION_LINES} lines, tests included"),
        offenders,
    );
}

/// The line on which the body of the function ends that starts here; none without a body.
fn body_end(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    for (line, token) in tokens {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 && *token == "}" {
                    return Some(*line);
                }
            }
            ";" if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not find itself.
    let left = [
        ["to", "do!"],
        ["unimple", "mented!"],
        ["TO", "DO"],
        ["FIX", "ME"],
        ["#[ig", "nore"],
    ];
    let left = left.map(|parts| parts.concat());
    let mut offenders = Vec::new();
    for source in sources("") {
        for (number, line) in (1..).zip(source.text.lines()) {
            for word in left.iter().filter(|word| line.contains(word.as_str())) {
                offenders.push(source.at(number, &format!("has {word}")));
            }
        }
    }
    hold("What is here is done, and every test runs", offenders);
}

#[test]
fn every_module_is_named_after_what_it_holds() {
    let mut offenders = Vec::new();
    for source in sources("") {
        for part in source
            .path
            .trim_end_matches(".rs")
            .split('/')
            .filter(|part| is_empty(part))
        {
            offenders.push(source.at(1, &format!("the path says {part}, which says nothing")));
        }
        for pair in tokens(&source.bare).windows(2) {
            if pair[0].1 == "mod" && is_empty(pair[1].1) {
                offenders.push(source.at(pair[1].0, &format!("mod {} says nothing", pair[1].1)));
            }
        }
    }
    hold(
        &format!("No file or module is named {}", EMPTY_WORDS.join(", ")),
        offenders,
    );
}

fn is_empty(name: &str) -> bool {
    name.split(['_', '-'])
        .any(|word| EMPTY_WORDS.contains(&word.trim_end_matches('s')))
}

#[test]
fn the_top_of_the_repository_is_the_agreed_one() {
    let has = top();
    let strange = has
        .iter()
        .filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()) && *name != "tui");
    let mut offenders: Vec<String> = strange
        .map(|name| format!("{name}:1: does not belong at the top"))
        .collect();
    let missing = TOP
        .iter()
        .chain(["tui"].iter())
        .filter(|name| !has.iter().any(|n| n == *name));
    offenders.extend(missing.map(|name| format!("{name}:1: is missing")));
    hold(
        "The top level stays as it is, and Cargo.lock is part of it",
        offenders,
    );
}

#[test]
fn the_map_of_the_engine_is_complete() {
    let path = "engine/README.md";
    let map = text(path).unwrap_or_default();
    let lines = map.lines().count();
    let drawn: BTreeSet<&str> = map.lines().filter_map(first_cell).collect();
    let here: BTreeSet<&str> = LINE
        .into_iter()
        .filter(|name| *name != "lib" && stands(name))
        .collect();
    let mut offenders = Vec::new();
    if lines > 150 {
        offenders.push(format!("{path}:{lines}: is longer than 150 lines"));
    }
    for name in here.difference(&drawn) {
        offenders.push(format!("{path}:1: does not tell of {name}"));
    }
    for name in drawn.difference(&here) {
        offenders.push(format!("{path}:1: tells of {name}, which is not there"));
    }
    hold(
        "The architecture page tells of every folder of the engine, and of no other",
        offenders,
    );
}

/// The name in the first cell of a row about a place on the line.
fn first_cell(row: &str) -> Option<&str> {
    let (cell, _) = row.strip_prefix("| `")?.split_once('`')?;
    LINE.contains(&cell).then_some(cell)
}

fn stands(name: &str) -> bool {
    let src = root().join("engine/src");
    src.join(name).is_dir() || src.join(format!("{name}.rs")).is_file()
}

#[test]
fn every_data_file_is_composed_and_speaks_both_languages() {
    let mut offenders = Vec::new();
    for path in files().iter().filter(|path| is_data(path)) {
        let text = text(path).unwrap_or_default();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !is_nfc(line)) {
            offenders.push(format!("{path}:{number}: is not NFC: {line}"));
        }
        match documents(path) {
            Err(offender) => offenders.push(offender),
            Ok(documents) => {
                for document in documents {
                    document.each_map(&mut |map| offenders.extend(one_language(path, &map.keys())));
                }
            }
        }
    }
    hold(
        "Data is NFC, and what is said in one language is said in both",
        offenders,
    );
}

fn is_data(path: &str) -> bool {
    path.starts_with("scenarios/") && (path.ends_with(".yml") || path.ends_with(".yaml"))
}

/// The offender line of a map that has one of the two languages.
fn one_language(path: &str, keys: &[(u64, &str)]) -> Option<String> {
    let line = |name: &str| {
        keys.iter()
            .find(|(_, key)| *key == name)
            .map(|(line, _)| *line)
    };
    match (line("vi"), line("en")) {
        (Some(line), None) => Some(format!("{path}:{line}: has vi and no en")),
        (None, Some(line)) => Some(format!("{path}:{line}: has en and no vi")),
        _ => None,
    }
}

#[test]
fn no_file_knows_the_machine_it_was_made_on() {
    // Put together here, so that this file does not find itself.
    let places = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"]].map(|parts| parts.concat());
    let mut offenders = Vec::new();
    for path in files() {
        // What machines of the city log names folders of theirs.
        let places = if is_data(&path) {
            &places[..1]
        } else {
            &places[..]
        };
        let text = text(&path).unwrap_or_default();
        for (number, line) in (1..).zip(text.lines()) {
            for place in places.iter().filter(|place| names_place(line, place)) {
                offenders.push(format!("{path}:{number}: names {place}"));
            }
        }
    }
    hold(
        "No file names a folder of the machine it was made on",
        offenders,
    );
}

/// Whether an absolute path in this line starts so.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back().unwrap_or(' ');
        !before.is_alphanumeric() && !"._~-/}".contains(before)
    })
}
