//! What `verify` says of drills that are good, torn, rewritten or mad.

use std::fs;

use engine::drill::RedBy;
use engine::rehearsal::{BotKind, play};
use engine::words::text::Lang;
use serde_json::{Value as Json, json};

use super::*;
use crate::stage::journal::Journal;

/// Frame 0 of the starter scenario.
fn first() -> First {
    let texts = crate::verbs::new::texts();
    let (plan, _) = Plan::read(&texts);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("ours are UTF-8");
    First {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        seed: 7,
        blue: "playbook".to_owned(),
        red: RedBy::Script,
        scoring: 2,
        texts: texts
            .0
            .into_iter()
            .map(|(name, bytes)| (name, text(bytes)))
            .collect(),
        plan: plan.expect("the starter is good").digest.to_string(),
    }
}

/// A drill of the starter scenario, as bytes.
fn drill() -> Vec<u8> {
    let mut tape = Vec::new();
    let (plan, _) = Plan::read(&first().into_texts());
    let plan = plan.expect("the starter is good");
    let journal =
        Journal::begin(Shared(&mut tape), &first(), None::<std::io::Sink>).expect("memory");
    let journal = std::cell::RefCell::new(journal);
    let keep = &mut |at, orders: &[_]| journal.borrow_mut().keep(at, orders);
    let mark = &mut |drill: &Drill| journal.borrow_mut().mark(drill);
    let played = play(plan, 7, BotKind::Playbook, keep, mark).expect("memory");
    journal.into_inner().seal(&played).expect("memory");
    tape
}

/// A tape that leaves its bytes behind.
struct Shared<'b>(&'b mut Vec<u8>);

impl engine::record::Tape for Shared<'_> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The same frames, some changed, with a chain that holds: what a forger would write.
fn forged(bytes: &[u8], change: impl Fn(&str, Json) -> Json) -> Vec<u8> {
    let mut frames = read(bytes).frames.into_iter();
    let start = frames.next().expect("has one");
    let start = change(&start.kind, start.payload);
    let mut writer = engine::record::Writer::new(Vec::new(), &start).expect("memory");
    for frame in frames {
        writer
            .push(&frame.kind, &change(&frame.kind, frame.payload))
            .expect("memory");
    }
    writer.commit().expect("memory");
    writer.into_tape()
}

/// The exit code and what is said.
fn verified(name: &str, bytes: &[u8]) -> (u8, String) {
    let file = format!("dientap-verify-{}-{name}.drill", std::process::id());
    let path = std::env::temp_dir().join(file);
    fs::write(&path, bytes).expect("written");
    let mut out = Vec::new();
    let code = verify(&path, &Phrases::new(Lang::En), &mut out).expect("read");
    let _ = fs::remove_file(&path);
    (code, String::from_utf8(out).expect("we say UTF-8"))
}

#[test]
fn a_drill_verifies_and_a_torn_one_as_far_as_it_goes() {
    let bytes = drill();
    let (code, said) = verified("good", &bytes);
    assert_eq!(code, DONE, "{said}");
    assert!(said.contains("Verdict: as it was played"), "{said}");
    let (code, said) = verified("torn", &bytes[..bytes.len() - 5]);
    assert_eq!(code, WANTING, "{said}");
    assert!(
        said.contains("torn") && said.contains("what is intact agrees"),
        "{said}"
    );
}

#[test]
fn an_older_drill_whose_first_frame_names_a_language_is_read_all_the_same() {
    let bytes = drill();
    let named = forged(&bytes, |kind, mut payload| {
        assert!(payload.get("lang").is_none(), "{kind} names a language");
        if kind == engine::record::FIRST_KIND {
            payload["lang"] = json!("vi");
        }
        payload
    });
    assert_ne!(read(&named).tail.digest(), read(&bytes).tail.digest());
    let (code, said) = verified("older", &named);
    assert_eq!(code, DONE, "{said}");
}

#[test]
fn a_forged_drill_is_found_by_its_first_difference() {
    let bytes = drill();
    let cases: [(&str, &str, &str); 3] = [
        (MARK, "/digest", "First difference at frame"),
        (END, "/digest", "The end differs"),
        (FACTS, "/facts/0/at", "Fact 0 in frame"),
    ];
    for (kind, pointer, expected) in cases {
        let other = if pointer == "/digest" {
            json!("00")
        } else {
            json!(4_000_000_000_u32)
        };
        let forged = forged(&bytes, |found, mut payload| {
            if found == kind {
                *payload.pointer_mut(pointer).expect("is there") = other.clone();
            }
            payload
        });
        let (code, said) = verified(kind, &forged);
        assert_eq!(code, WANTING, "{kind}: {said}");
        assert!(
            said.contains(expected) && said.contains("does NOT agree"),
            "{kind}: {said}"
        );
    }
}

#[test]
fn frames_that_make_no_sense_are_told_and_nothing_panics() {
    let bytes = drill();
    for (place, mad) in [
        json!({}),
        json!({"at": -1, "order": {}}),
        json!({"at": 4_294_967_295_u32, "digest": "\u{1b}[2J", "facts": [{}]}),
        json!({"at": "x", "digest": 5, "facts": null}),
    ]
    .into_iter()
    .enumerate()
    {
        for kind in [FIRST_KIND, ORDER, MARK, END, FACTS] {
            let forged = forged(
                &bytes,
                |found, payload| if found == kind { mad.clone() } else { payload },
            );
            let (code, said) = verified(&format!("mad-{place}-{kind}"), &forged);
            let any = read(&bytes).frames.iter().any(|frame| frame.kind == kind);
            assert!(code == WANTING || !any, "{kind} {mad}: {said}");
            assert!(!said.contains('\u{1b}'), "{said:?}");
        }
    }
    for bytes in [
        &b""[..],
        b"DIENTAP 1\n",
        b"DIENTAP 9\n",
        b"\0\0\0",
        &bytes[..40],
    ] {
        assert_eq!(verified("stump", bytes).0, WANTING);
    }
}

/// A drill that people attacked, by one order, and that was judged after its end, as bytes.
fn attacked() -> Vec<u8> {
    let mut tape = Vec::new();
    let first = First {
        red: RedBy::Human,
        ..first()
    };
    let (plan, _) = Plan::read(&first.clone().into_texts());
    let plan = plan.expect("the starter is good");
    let end = Tick(plan.length.0);
    let mut drill = Drill::open(plan, first.setup());
    let mut journal =
        Journal::begin(Shared(&mut tape), &first, None::<std::io::Sink>).expect("memory");
    let mut keep = |drill: &mut Drill, at: Tick, order: Json| {
        drill.advance(at);
        let order: engine::words::order::Order = serde_json::from_value(order).expect("an order");
        let kept = std::slice::from_ref(&order);
        journal.keep(drill.now(), kept).expect("memory");
        drill.order(order);
        drill.advance(at);
    };
    let act = json!({"action": "t1595.002-vulnerability-scan", "on": "service:portal"});
    let order = json!({"team": "red", "place": "one", "ask": {"red": {"act": act}}});
    keep(&mut drill, Tick(300), order);
    for text in ["It is over.", "It was good."] {
        let ask = json!({"jury": {"note": {"text": text}}});
        let order = json!({"team": "bgk", "place": "one", "ask": ask});
        keep(&mut drill, end, order);
    }
    journal.seal(&drill).expect("memory");
    tape
}

#[test]
fn a_drill_attacked_by_people_verifies_and_only_as_such() {
    let bytes = attacked();
    let (code, said) = verified("people", &bytes);
    assert_eq!(code, DONE, "{said}");
    let scripted = forged(&bytes, |kind, mut payload| {
        if kind == FIRST_KIND {
            payload.as_object_mut().expect("a map").remove("red");
        }
        payload
    });
    let (code, said) = verified("not-people", &scripted);
    assert_eq!(code, WANTING, "{said}");
    assert!(said.contains("The end differs"), "{said}");
}
