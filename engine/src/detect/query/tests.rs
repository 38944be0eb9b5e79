//! Queries as people write them, against records as sensors write them.

use super::*;
use crate::detect::class::{Class, Place, Sensing};
use crate::detect::record::{Full, Record};
use crate::detect::sight::RecordSight;
use crate::words::name::{ControlId, KindId, Name};
use crate::words::text::Text;
use crate::words::time::HOUR;
use crate::words::trace::Origin;

const ASKED: Asked = Asked {
    now: Tick(2 * HOUR),
    starts: 8 * HOUR,
};

const FIELDS: [&str; 6] = ["Image", "User", "dst_ip", "cmd", "url", "bytes"];

fn sensing() -> Sensing {
    let class = |name: &str| Class {
        name: name.into(),
        title: Text::default(),
        sensor: KindId(0),
        by: Place::Host,
        platforms: Vec::new(),
        sources: Vec::new(),
        program: None,
        defaults: FIELDS
            .map(|field| (Name::from(field), "-".to_owned()))
            .into(),
        refused: Vec::new(),
        passed_only: false,
    };
    Sensing {
        classes: vec![class("process"), class("proxy")],
        ..Sensing::default()
    }
}

fn read(text: &str) -> Result<Query, Vec<QueryFault>> {
    Query::read(text, ASKED, &Map::default(), &sensing())
}

/// Whether a query fits a proxy record of T+1:00 on `ws-so-017` with this in its fields.
fn fits(query: &str, fields: &[(&str, &str)]) -> bool {
    let sensing = sensing();
    let fields = fields
        .iter()
        .map(|(k, v)| (Name::from(*k), (*v).to_owned()));
    let whose = (Tick(HOUR), ClassId(1), None, ControlId(0));
    let origin = Origin::Life { attempt: false };
    let record = Record::new(whose, fields.collect(), "ws-so-017".into(), false, origin);
    let full = Full {
        record: &record,
        class: &sensing.classes[1],
    };
    let query = read(query).unwrap_or_else(|faults| panic!("{query}: {faults:?}"));
    query.judge(&Map::default(), &RecordSight { full }) == Some(true)
}

#[test]
fn each_word_fits_what_the_page_says() {
    let fit = [
        ("shell", "Image", "C:\\PowerShell.exe"),
        ("\"net user\"", "cmd", "cmd /c net user x"),
        ("-whoami", "cmd", "net user"),
        ("not whoami", "cmd", "net user"),
        ("Image:shell", "Image", "PowerShell.exe"),
        ("Image:*\\cmd.exe", "Image", "C:\\Windows\\CMD.EXE"),
        ("User:*", "User", "an"),
        ("dst_ip:=10.0.0.1", "dst_ip", "10.0.0.1"),
        ("cmd:\"a, \"\"b\"", "cmd", "x a, \"b"),
        ("-Image:shell", "Image", "cmd.exe"),
        ("url:=\"http://a,b\"", "url", "http://a,b"),
        ("class:proxy", "cmd", "x"),
        ("source:pro*", "cmd", "x"),
        ("bytes:>99", "bytes", "100"),
        ("bytes:<=100", "bytes", "100"),
        ("Computer:ws-so", "cmd", "x"),
        ("net (user or group) not whoami", "cmd", "net group"),
        ("zzz or net and user", "cmd", "net user"),
        ("-(zzz or yyy)", "cmd", "net user"),
        ("last 1h", "cmd", "x"),
        ("from 09:00 to 09:00:30", "cmd", "x"),
        ("after:t+1:00 before:t+1:01", "cmd", "x"),
        ("last", "cmd", "the last one"),
        ("\"or\"", "cmd", "more"),
    ];
    for (query, field, value) in fit {
        assert!(fits(query, &[(field, value)]), "{query} should fit {value}");
    }
    let others = [
        ("\"net user\"", "cmd", "net  user"),
        ("User:*", "User", "-"),
        ("dst_ip:=10.0.0.1", "dst_ip", "10.0.0.10"),
        ("Image:*\\cmd.exe", "Image", "C:\\cmd.exe.bak"),
        ("-Image:shell,cmd", "Image", "cmd.exe"),
        ("class:process", "cmd", "x"),
        ("bytes:>100", "bytes", "100"),
        ("bytes:>1", "bytes", "many"),
        ("zzz or net and group", "cmd", "net user"),
        ("last 59m", "cmd", "x"),
        ("from 09:00:01", "cmd", "x"),
    ];
    for (query, field, value) in others {
        assert!(
            !fits(query, &[(field, value)]),
            "{query} should not fit {value}"
        );
    }
}

#[test]
fn every_fault_has_its_column_and_the_way_out() {
    let faults = |text: &str| -> Vec<(usize, &str, Option<String>)> {
        let faults = read(text).expect_err(text);
        faults
            .into_iter()
            .map(|f| (f.column, f.code, f.near))
            .collect()
    };
    let near = |text: &str| Some(text.to_owned());
    assert_eq!(
        faults("Imge:x class:prxy last:9 cmd:\"x"),
        [
            (1, "query-no-field", near("Image")),
            (8, "query-no-class", near("proxy")),
            (19, "query-no-span", None),
            (30, "query-open-quote", None),
        ]
    );
    assert_eq!(faults("(a or b"), [(1, "query-open-bracket", None)]);
    assert_eq!(faults("a ) b"), [(3, "query-stray-bracket", None)]);
    assert_eq!(faults("a or"), [(3, "query-nothing-follows", None)]);
    assert_eq!(faults("and a"), [(1, "query-nothing-follows", None)]);
    assert_eq!(faults("a not"), [(3, "query-nothing-follows", None)]);
    assert_eq!(faults("after:25:00"), [(1, "query-no-moment", None)]);
    assert_eq!(faults("bytes:>x"), [(1, "query-no-number", None)]);
    let deep = "(".repeat(2_000);
    assert!(read(&deep).is_err());
    assert!(read(&"-".repeat(2_000)).is_ok() || read(&"not ".repeat(2_000)).is_err());
}

#[test]
fn no_text_breaks_the_reader() {
    for text in [
        "",
        "-",
        "\"",
        "-\"\"",
        ":",
        "a:",
        "host:",
        "-:-",
        ",,*",
        "a:,*,",
        "\"\"\"",
        "()",
        "-()",
        "or or",
        "not",
        "from to",
        "from 1 to",
        "last last",
        "((()",
        "a:>",
        ":::",
        "đ:é",
    ] {
        let _ = read(text);
    }
    assert_eq!(read("  - \"\"  "), read(""));
}

#[test]
fn what_is_typed_is_completed() {
    let complete = |text: &str| complete(text, &Map::default(), &sensing());
    assert_eq!(complete("x Im"), ["Image:"]);
    assert_eq!(complete("-class:p"), ["-class:process", "-class:proxy"]);
    assert_eq!(complete("class:process,prox"), ["class:process,proxy"]);
    assert_eq!(complete("(ho"), ["host:"]);
    assert!(complete("cmd:\"cl").is_empty());
}

#[test]
fn a_time_said_outright_bounds_the_search() {
    let bounds = |text: &str| read(text).expect("sound").bounds();
    assert_eq!(bounds("a last:1h"), (Tick(HOUR), Tick(u32::MAX)));
    assert_eq!(bounds("from 60 to 90 x"), (Tick(60), Tick(90)));
    assert_eq!(bounds("x or last:1h"), (Tick(0), Tick(u32::MAX)));
}
