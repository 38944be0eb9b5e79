//! Reading a drill: every frame up to the first that is not right, and what is not right there.
//!
//! Reading never fails as a whole, because a damaged drill is still evidence: what is intact
//! before the damage is given, and the caller decides what that is good for. A torn tail may be
//! cut off and the drill go on, for what was lost was never acknowledged; an altered drill may
//! not, unless a person says so. Any bytes at all may come in: nothing here can panic.

use super::frame::{self, Frame, HEADER, MAGIC, Tail, VERSION};

/// What was read of a drill.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The intact frames from the first on, in their order.
    pub frames: Vec<Frame>,
    /// How the file ends.
    pub end: Ending,
    /// Where the last intact frame ends: what a writer needs to go on.
    pub tail: Tail,
}

/// How a file ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a frame, and every frame is right.
    Whole,
    /// Within what was being written when the machine stopped. Also what a reader may see of a
    /// drill that is still being written. With no frame at all it is a drill that never began.
    Torn {
        /// How much of the file is good; equals [`Tail::bytes`].
        good_bytes: u64,
        /// How much there is behind it; 0 if the file stops right after its magic line.
        lost_bytes: u64,
    },
    /// Not as it was written.
    Altered {
        /// The number of the first frame that is not right.
        at_frame: u64,
        /// Where in the file that frame begins; equals [`Tail::bytes`].
        at_byte: u64,
        /// What is not right with it.
        why: Alteration,
    },
    /// Not our kind of file.
    NotADrill,
    /// Our kind of file, by a newer program.
    TooNew {
        /// The version that it names.
        version: u32,
    },
}

/// What is not right with a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// Its length is over the cap, or does not lead to the end of its line.
    Length,
    /// Its body does not have its checksum.
    Crc,
    /// Its body is not an object with `seq`, `prev` and `kind`.
    Json,
    /// It is not the next one.
    Seq {
        /// The number that had to come.
        expected: u64,
        /// The number that it has.
        found: u64,
    },
    /// It was not written after the frame that is before it.
    Chain,
}

/// Reads a drill from the bytes of its file.
pub fn read(bytes: &[u8]) -> Reading {
    let Some(mut rest) = bytes.strip_prefix(MAGIC) else {
        return Reading {
            frames: Vec::new(),
            end: foreign(bytes),
            tail: Tail::nothing(),
        };
    };
    let mut frames = Vec::new();
    let mut tail = Tail::start();
    let end = loop {
        if rest.is_empty() && !frames.is_empty() {
            break Ending::Whole;
        }
        let next = frame::body_of(rest)
            .and_then(|body| frame::frame_of(body, &tail).map(|frame| (body, frame)));
        match next {
            Ok((body, frame)) => {
                frames.push(frame);
                tail = tail.after(body);
                rest = &rest[HEADER + body.len()..];
            }
            Err(why) => break flaw(rest, &tail, why),
        }
    };
    Reading { frames, end, tail }
}

fn flaw(rest: &[u8], tail: &Tail, why: Alteration) -> Ending {
    if frame::is_torn(rest) {
        Ending::Torn {
            good_bytes: tail.bytes(),
            lost_bytes: rest.len() as u64,
        }
    } else {
        Ending::Altered {
            at_frame: tail.frames(),
            at_byte: tail.bytes(),
            why,
        }
    }
}

/// What a file is that does not begin with our magic line.
fn foreign(bytes: &[u8]) -> Ending {
    let written = frame::without_zeros(bytes);
    if !written.is_empty() && MAGIC.starts_with(written) {
        return Ending::Torn {
            good_bytes: 0,
            lost_bytes: bytes.len() as u64,
        };
    }
    match version_of(bytes) {
        Some(version) if version > VERSION => Ending::TooNew { version },
        _ => Ending::NotADrill,
    }
}

/// The version in a magic line like ours: up to nine digits, the first of which is not 0.
fn version_of(bytes: &[u8]) -> Option<u32> {
    let rest = bytes.strip_prefix(b"DIENTAP ")?;
    let digits = rest.iter().take(10).position(|byte| *byte == b'\n')?;
    let digits = rest.get(..digits)?;
    let plain = digits.iter().all(u8::is_ascii_digit) && digits.first() != Some(&b'0');
    std::str::from_utf8(digits)
        .ok()
        .filter(|_| plain)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::write::Writer;
    use super::*;

    fn drill(payloads: &[Value]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), &json!({"seed": 7})).expect("first");
        for payload in payloads {
            writer.push("order", payload).expect("push");
        }
        writer.commit().expect("commit");
        writer.into_tape()
    }

    fn sample() -> Vec<u8> {
        drill(&[
            json!({"at": 60, "by": "đội xanh", "do": "isolate J@* J"}),
            json!({}),
            json!({"deep": [[{"a": null}], "x\ny", -1, 0.1, u64::MAX]}),
        ])
    }

    /// Where each frame begins, and the end of the file.
    fn marks(bytes: &[u8]) -> Vec<usize> {
        let mut marks = vec![MAGIC.len()];
        let mut at = MAGIC.len();
        while at < bytes.len() {
            at += HEADER + frame::body_of(&bytes[at..]).expect("whole").len();
            marks.push(at);
        }
        marks
    }

    fn check_flip(bytes: &[u8], bit: usize) {
        let whole = read(bytes);
        let mut bad = bytes.to_vec();
        bad[bit / 8] ^= 1 << (bit % 8);
        let reading = read(&bad);
        let intact = marks(bytes)
            .iter()
            .skip(1)
            .filter(|mark| **mark <= bit / 8)
            .count();
        match reading.end {
            Ending::NotADrill | Ending::TooNew { .. } => assert!(bit / 8 < MAGIC.len()),
            Ending::Altered {
                at_frame, at_byte, ..
            } => {
                assert_eq!(at_frame, intact as u64);
                assert_eq!(at_byte, marks(bytes)[intact] as u64);
                assert_eq!(reading.frames, whole.frames[..intact]);
            }
            other => panic!("bit {bit}: {other:?}"),
        }
    }

    fn check_cut(bytes: &[u8], at: usize, zeros: usize) {
        let whole = read(bytes);
        let marks = marks(bytes);
        let mut cut = bytes[..at].to_vec();
        cut.resize(at + zeros, 0);
        let reading = read(&cut);
        let intact = marks.iter().skip(1).filter(|mark| **mark <= at).count();
        let good = if at < MAGIC.len() { 0 } else { marks[intact] };
        let torn = Ending::Torn {
            good_bytes: good as u64,
            lost_bytes: (cut.len() - good) as u64,
        };
        let end = match (at, intact, zeros) {
            (0, ..) => Ending::NotADrill,
            (_, 1.., 0) if good == at => Ending::Whole,
            _ => torn,
        };
        assert_eq!(
            (reading.end, reading.tail.bytes()),
            (end, good as u64),
            "{at}+{zeros}"
        );
        assert_eq!(reading.frames, whole.frames[..intact]);
    }

    #[test]
    fn every_flipped_bit_is_noticed_and_placed_and_never_taken_for_a_torn_tail() {
        let bytes = sample();
        (0..bytes.len() * 8).for_each(|bit| check_flip(&bytes, bit));
    }

    #[test]
    fn every_cut_loses_the_torn_frame_and_no_other_with_or_without_zeros_behind() {
        let bytes = sample();
        for at in 0..=bytes.len() {
            for zeros in [0, 1, 7, 8, 9, 4096] {
                check_cut(&bytes, at, zeros);
            }
        }
    }

    #[test]
    fn a_frame_left_out_doubled_swapped_or_taken_from_another_drill_is_noticed() {
        let bytes = sample();
        let marks = marks(&bytes);
        let part = |n: usize| &bytes[marks[n]..marks[n + 1]];
        let end = |order: &[usize]| {
            let mut parts = vec![MAGIC];
            parts.extend(order.iter().map(|n| part(*n)));
            read(&parts.concat()).end
        };
        let altered = |at_frame: u64, at: usize, why| Ending::Altered {
            at_frame,
            at_byte: at as u64,
            why,
        };
        let seq = |expected, found| Alteration::Seq { expected, found };
        assert_eq!(end(&[0, 1, 2, 3]), Ending::Whole);
        assert_eq!(end(&[0, 2, 3]), altered(1, marks[1], seq(1, 2)));
        assert_eq!(end(&[0, 1, 1, 2, 3]), altered(2, marks[2], seq(2, 1)));
        assert_eq!(end(&[1, 2, 3]), altered(0, marks[0], seq(0, 1)));
        let other = drill(&[json!({"at": 61, "by": "đội xanh", "do": "isolate J@* J"})]);
        let mixed = [&other[..], part(2), part(3)].concat();
        assert_eq!(read(&mixed).end, altered(2, other.len(), Alteration::Chain));
    }

    #[test]
    fn other_files_are_told_from_newer_drills() {
        let end = |text: &str| read(text.as_bytes()).end;
        assert_eq!(end("DIENTAP 2\n…"), Ending::TooNew { version: 2 });
        assert_eq!(
            end("DIENTAP 999999999\n"),
            Ending::TooNew {
                version: 999_999_999
            }
        );
        for text in [
            "",
            "\0\0\0",
            "SQLite format 3\0",
            "DIENTAP 0\n",
            "DIENTAP 02\n",
            "DIENTAP 2",
        ] {
            assert_eq!(end(text), Ending::NotADrill, "{text:?}");
        }
        for text in [
            "DIENTAP \n",
            "DIENTAP 9999999999\n",
            "DIENTAP +2\n",
            "DIENTAP 1\r\n",
        ] {
            assert_eq!(end(text), Ending::NotADrill, "{text:?}");
        }
        assert_eq!(
            end("DIENTAP 1\n"),
            Ending::Torn {
                good_bytes: 10,
                lost_bytes: 0
            }
        );
    }

    #[test]
    fn a_right_checksum_does_not_excuse_a_wrong_body() {
        for text in [
            "{}\n",
            "\n",
            "null\n",
            "{\"seq\":0,\"prev\":1,\"kind\":\"\"}\n",
            "{\n",
        ] {
            let header = frame::header(text.as_bytes()).expect("short");
            let bytes = [MAGIC, &header, text.as_bytes()].concat();
            let why = Alteration::Json;
            assert_eq!(
                read(&bytes).end,
                Ending::Altered {
                    at_frame: 0,
                    at_byte: 10,
                    why
                }
            );
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..5)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    fn any_drill() -> impl Strategy<Value = (Vec<Value>, Vec<u8>)> {
        let payload = any_json().prop_map(|value| json!({"it": value}));
        prop::collection::vec(payload, 0..6).prop_map(|payloads| {
            let bytes = drill(&payloads);
            (payloads, bytes)
        })
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written((payloads, bytes) in any_drill()) {
            let reading = read(&bytes);
            prop_assert_eq!(reading.end, Ending::Whole);
            prop_assert_eq!(reading.tail.bytes(), bytes.len() as u64);
            let read: Vec<_> = reading.frames.into_iter().skip(1).map(|f| f.payload).collect();
            prop_assert_eq!(read, payloads);
        }

        #[test]
        fn any_flip((_, bytes) in any_drill(), at in any::<prop::sample::Index>()) {
            check_flip(&bytes, at.index(bytes.len() * 8));
        }

        #[test]
        fn any_cut(
            (_, bytes) in any_drill(), at in any::<prop::sample::Index>(), zeros in 0usize..99,
        ) {
            check_cut(&bytes, at.index(bytes.len() + 1), zeros);
        }

        #[test]
        fn any_bytes_overwritten_never_panic_and_keep_what_is_before(
            (_, bytes) in any_drill(),
            at in any::<prop::sample::Index>(),
            junk in prop::collection::vec(any::<u8>(), 1..64),
        ) {
            let at = at.index(bytes.len());
            let mut bad = bytes.clone();
            bad.splice(at..(at + junk.len()).min(bytes.len()), junk);
            prop_assume!(bad != bytes);
            let (reading, whole) = (read(&bad), read(&bytes));
            prop_assert_ne!(&reading.end, &Ending::Whole);
            let intact = marks(&bytes).iter().skip(1).filter(|mark| **mark <= at).count();
            if at >= MAGIC.len() {
                prop_assert!(reading.frames.len() >= intact);
                prop_assert_eq!(&reading.frames[..intact], &whole.frames[..intact]);
            }
        }

        #[test]
        fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
            prop_assert!(read(&bytes).frames.is_empty());
            prop_assert!(read(&[MAGIC, &bytes].concat()).frames.is_empty());
        }

        #[test]
        fn random_bodies_under_a_right_checksum(text in any::<String>(), value in any_json()) {
            for body in [format!("{text}\n"), format!("{value}\n")] {
                let header = frame::header(body.as_bytes()).expect("short");
                prop_assert!(read(&[MAGIC, &header, body.as_bytes()].concat()).frames.is_empty());
            }
        }
    }
}
