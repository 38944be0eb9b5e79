//! Writing a drill: frames are gathered, then go to the tape and are made safe in one go.
//!
//! An order is on disk before it acts, so nothing may be acknowledged before `commit` has said
//! yes. A frame that could not be read back just as it was given is refused before it touches the
//! tape. A tape that has once failed is never tried again: after a failed sync nobody knows what
//! is on the disk, and after a failed append there may be half a frame, behind which whatever is
//! written would be lost.

use std::io;

use serde::Serialize;
use serde_json::Value;

use super::frame::{self, DRILL_MAX, Frame, HEADER, MAGIC, RESERVED, Tail};

/// The `kind` of frame 0, which says what drill this is.
pub const FIRST_KIND: &str = "drill";

/// How many bytes may wait for the next commit before they go to the tape unsynced.
const PENDING_MAX: usize = 1 << 20;

/// Where the bytes of a drill go. The engine knows no files: whoever owns one brings it as this.
pub trait Tape {
    /// Puts all the bytes behind those that are there already, or fails.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Comes back when all that was appended will outlast a power cut, or fails.
    fn sync(&mut self) -> io::Result<()>;
}

/// A tape in memory: for rehearsals, which nobody will want to read again, and for tests.
impl Tape for Vec<u8> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<T: Tape + ?Sized> Tape for Box<T> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        (**self).append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        (**self).sync()
    }
}

/// Why something was not written, when it was not the disk. Travels inside an [`io::Error`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The payload is not an object: it has no fields to write.
    #[error("payload-not-an-object")]
    NotAnObject,
    /// The payload has a field that belongs to the frame.
    #[error("reserved-field {0}")]
    ReservedField(&'static str),
    /// The payload cannot be said in JSON (a key that is no text, a number over 64 bits …).
    #[error("not-json")]
    NotJson,
    /// The payload would be read as something else, or not at all (nested too deep).
    #[error("not-read-back")]
    NotReadBack,
    /// The body would be longer than [`super::BODY_MAX`].
    #[error("too-long {bytes}")]
    TooLong {
        /// How long it would be.
        bytes: u64,
    },
    /// The drill would be longer than [`DRILL_MAX`].
    #[error("drill-full")]
    DrillFull,
    /// The tail is that of a file without a frame: there is nothing to go on with.
    #[error("nothing-to-resume")]
    NothingToResume,
    /// The tape failed before, and that was final.
    #[error("spent")]
    Spent,
}

impl Unfit {
    /// The reason in this error, if it is one of ours.
    pub fn of(error: &io::Error) -> Option<&Unfit> {
        error.get_ref()?.downcast_ref()
    }
}

impl From<Unfit> for io::Error {
    fn from(unfit: Unfit) -> Self {
        let kind = match unfit {
            Unfit::Spent => io::ErrorKind::Other,
            Unfit::DrillFull => io::ErrorKind::FileTooLarge,
            _ => io::ErrorKind::InvalidInput,
        };
        io::Error::new(kind, unfit)
    }
}

/// Writes one drill. Dropped without a `commit`, it forgets what was only pushed.
#[derive(Debug)]
pub struct Writer<T> {
    tape: T,
    pending: Vec<u8>,
    tail: Tail,
    committed: u64,
    spent: bool,
}

impl<T: Tape> Writer<T> {
    /// Begins a drill on an empty tape; frame 0 is on disk when this comes back.
    pub fn new(tape: T, first_frame: &impl Serialize) -> io::Result<Self> {
        let pending = MAGIC.to_vec();
        let mut writer = Writer {
            tape,
            pending,
            tail: Tail::start(),
            committed: 0,
            spent: false,
        };
        writer.push(FIRST_KIND, first_frame)?;
        writer.commit()?;
        Ok(writer)
    }

    /// Goes on with a drill. The tape must end where the tail does: a torn end is cut off before.
    pub fn resume(tape: T, tail: Tail) -> io::Result<Self> {
        if tail.frames() == 0 {
            return Err(Unfit::NothingToResume.into());
        }
        let committed = tail.frames();
        Ok(Writer {
            tape,
            pending: Vec::new(),
            tail,
            committed,
            spent: false,
        })
    }

    /// Adds a frame and gives its `seq`. It is safe only after the next `commit`.
    ///
    /// The fields of the payload stand beside `seq`, `prev` and `kind`, sorted by name whatever
    /// the payload is made of. An [`Unfit`] payload leaves the drill as it was.
    pub fn push(&mut self, kind: &str, payload: &impl Serialize) -> io::Result<u64> {
        self.still_good()?;
        let (body, header) = self.frame(kind, payload)?;
        let tail = self.tail.after(&body);
        if tail.bytes() > DRILL_MAX {
            return Err(Unfit::DrillFull.into());
        }
        let seq = self.tail.frames();
        self.pending.extend_from_slice(&header);
        self.pending.extend_from_slice(&body);
        self.tail = tail;
        if self.pending.len() > PENDING_MAX {
            self.hand_over()?;
        }
        Ok(seq)
    }

    /// Makes safe all that was pushed: only now may any of it be acknowledged.
    pub fn commit(&mut self) -> io::Result<()> {
        self.still_good()?;
        if self.committed == self.tail.frames() {
            return Ok(());
        }
        self.hand_over()?;
        self.tape.sync().inspect_err(|_| self.spent = true)?;
        self.committed = self.tail.frames();
        Ok(())
    }

    /// How many frames are safe: every `seq` below this may be acknowledged.
    pub fn committed(&self) -> u64 {
        self.committed
    }

    /// Where the drill ends, with all that was pushed.
    pub fn tail(&self) -> &Tail {
        &self.tail
    }

    /// Gives the tape back; what was pushed and not committed may be missing on it.
    pub fn into_tape(self) -> T {
        self.tape
    }

    fn still_good(&self) -> io::Result<()> {
        if self.spent {
            Err(Unfit::Spent.into())
        } else {
            Ok(())
        }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        self.tape
            .append(&self.pending)
            .inspect_err(|_| self.spent = true)?;
        self.pending.clear();
        Ok(())
    }

    /// Body and header of the next frame, tried with the eyes of the reader.
    fn frame(
        &self,
        kind: &str,
        payload: &impl Serialize,
    ) -> Result<(Vec<u8>, [u8; HEADER]), Unfit> {
        let payload = serde_json::to_value(payload).map_err(|_| Unfit::NotJson)?;
        let Value::Object(fields) = &payload else {
            return Err(Unfit::NotAnObject);
        };
        if let Some(name) = RESERVED.into_iter().find(|name| fields.contains_key(*name)) {
            return Err(Unfit::ReservedField(name));
        }
        let body = frame::body(&self.tail, kind, fields).map_err(|_| Unfit::NotJson)?;
        let too_long = Unfit::TooLong {
            bytes: body.len() as u64,
        };
        let header = frame::header(&body).ok_or(too_long)?;
        let meant = Frame {
            seq: self.tail.frames(),
            kind: kind.to_owned(),
            payload,
        };
        match frame::frame_of(&body, &self.tail) {
            Ok(read) if read == meant => Ok((body, header)),
            _ => Err(Unfit::NotReadBack),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;
    use serde_json::json;

    use super::super::read::{Ending, read};
    use super::*;

    /// A disk of so many bytes, of which a sync may fail: what it took stays on it.
    struct Weak {
        disk: Vec<u8>,
        room: usize,
        syncs: usize,
        calls: usize,
    }

    impl Tape for &mut Weak {
        fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.calls += 1;
            let taken = bytes.len().min(self.room - self.disk.len());
            self.disk.extend_from_slice(&bytes[..taken]);
            if taken == bytes.len() {
                Ok(())
            } else {
                Err(io::ErrorKind::StorageFull.into())
            }
        }

        fn sync(&mut self) -> io::Result<()> {
            self.calls += 1;
            self.syncs = self.syncs.checked_sub(1).ok_or(io::ErrorKind::Other)?;
            Ok(())
        }
    }

    fn unfit<R: std::fmt::Debug>(result: io::Result<R>) -> Unfit {
        Unfit::of(&result.expect_err("refused"))
            .expect("ours")
            .clone()
    }

    #[test]
    fn the_bytes_of_version_1_never_change() {
        let mut writer = Writer::new(Vec::new(), &json!({"seed": 7})).expect("new");
        assert_eq!(
            writer
                .push("order", &json!({"by": "xanh", "at": 60}))
                .expect("push"),
            1
        );
        writer.commit().expect("commit");
        assert_eq!(writer.tail().digest(), "52d176336c799013222a3a3b8e929962");
        let bytes = writer.into_tape();
        let golden = [
            &b"DIENTAP 1\nL\0\0\0\xfcz*?{\"seq\":0,\"prev\":\"e87c0ae5a7c6b1e7ef509b9570d6d95c\","
                [..],
            b"\"kind\":\"drill\",\"seed\":7}\n",
            b"W\0\0\0 \x11\xd7\xe7{\"seq\":1,\"prev\":\"2c90910abe31dd27c265897f1ffe26fc\",",
            b"\"kind\":\"order\",\"at\":60,\"by\":\"xanh\"}\n",
        ];
        assert_eq!(
            bytes.escape_ascii().to_string(),
            golden.concat().escape_ascii().to_string()
        );
        assert_eq!(read(&bytes).end, Ending::Whole);
    }

    #[test]
    fn nothing_is_on_the_tape_before_the_commit_and_all_of_it_after() {
        let mut writer = Writer::new(Vec::new(), &json!({})).expect("new");
        let before = writer.tape.len();
        writer.push("order", &json!({"n": 1})).expect("push");
        assert_eq!((writer.tape.len(), writer.committed()), (before, 1));
        writer.commit().expect("commit");
        assert_eq!(
            (writer.tape.len() as u64, writer.committed()),
            (writer.tail().bytes(), 2)
        );
    }

    #[test]
    fn what_waits_is_bounded_yet_not_called_safe() {
        let mut writer = Writer::new(Vec::new(), &json!({})).expect("new");
        let big = "x".repeat(PENDING_MAX / 2);
        for _ in 0..9 {
            writer.push("order", &json!({"text": big})).expect("push");
            assert!(writer.pending.len() <= PENDING_MAX);
        }
        assert_eq!(writer.committed(), 1);
        writer.commit().expect("commit");
        assert_eq!(read(&writer.into_tape()).frames.len(), 10);
    }

    #[test]
    fn what_would_not_be_read_back_is_refused_and_leaves_no_trace() {
        let mut writer = Writer::new(Vec::new(), &json!({})).expect("new");
        let before = writer.tail().clone();
        let mut deep = json!({});
        for _ in 0..200 {
            deep = json!({ "in": deep });
        }
        assert_eq!(unfit(writer.push("k", &7)), Unfit::NotAnObject);
        assert_eq!(unfit(writer.push("k", &())), Unfit::NotAnObject);
        assert_eq!(
            unfit(writer.push("k", &json!({"prev": 1}))),
            Unfit::ReservedField("prev")
        );
        assert_eq!(unfit(writer.push("k", &deep)), Unfit::NotReadBack);
        assert_eq!(
            unfit(writer.push("k", &HashMap::from([("n", u128::MAX)]))),
            Unfit::NotJson
        );
        assert_eq!(
            unfit(writer.push("k", &HashMap::from([((1, 2), 3)]))),
            Unfit::NotJson
        );
        let long = HashMap::from([("text", "x".repeat(frame::BODY_MAX))]);
        assert!(matches!(
            unfit(writer.push("k", &long)),
            Unfit::TooLong { .. }
        ));
        assert_eq!(writer.tail(), &before);
        assert_eq!(writer.push("k", &json!({})).expect("still good"), 1);
        writer.commit().expect("commit");
        assert_eq!(read(&writer.into_tape()).end, Ending::Whole);
    }

    #[test]
    fn floats_come_back_to_the_last_bit() {
        // serde_json reads some of these wrongly unless its feature `float_roundtrip` is on.
        let spread = |n: u64| f64::from_bits(n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let numbers: Vec<f64> = (1..2000).map(spread).filter(|n| n.is_finite()).collect();
        let mut writer = Writer::new(Vec::new(), &json!({})).expect("new");
        writer.push("k", &json!({ "n": numbers })).expect("push");
        writer.commit().expect("commit");
        let back = read(&writer.into_tape()).frames[1].payload["n"].take();
        let back: Vec<f64> = serde_json::from_value(back).expect("numbers");
        assert!(
            numbers
                .iter()
                .map(|n| n.to_bits())
                .eq(back.iter().map(|n| n.to_bits()))
        );
    }

    #[test]
    fn a_hash_map_is_written_in_the_order_of_its_keys() {
        let map: HashMap<_, _> = (0..50).map(|n| (format!("k{n:02}"), n)).collect();
        let mut writer = Writer::new(Vec::new(), &map).expect("new");
        writer.commit().expect("commit");
        let text = String::from_utf8_lossy(&writer.into_tape()).into_owned();
        let places: Vec<_> = (0..50).map(|n| text.find(&format!("k{n:02}"))).collect();
        assert!(places.is_sorted() && places[0].is_some());
    }

    #[test]
    fn a_drill_without_a_frame_cannot_go_on() {
        for bytes in [&b""[..], b"DIEN", b"DIENTAP 1\n", b"DIENTAP 2\n", b"else"] {
            let tail = read(bytes).tail;
            assert_eq!(
                unfit(Writer::resume(Vec::new(), tail).map(|_| ())),
                Unfit::NothingToResume
            );
        }
    }

    #[test]
    fn a_failed_sync_is_final() {
        let mut weak = Weak {
            disk: Vec::new(),
            room: 9999,
            syncs: 1,
            calls: 0,
        };
        let mut writer = Writer::new(&mut weak, &json!({})).expect("new");
        writer.push("k", &json!({})).expect("push");
        assert!(writer.commit().is_err());
        assert_eq!(unfit(writer.commit()), Unfit::Spent);
        assert_eq!(unfit(writer.push("k", &json!({}))), Unfit::Spent);
        assert_eq!(writer.committed(), 1);
        assert_eq!(weak.calls, 4);
    }

    fn write_on(writer: &mut Writer<Vec<u8>>, from: u64, to: u64) {
        for n in from..to {
            writer.push("order", &json!({ "n": n })).expect("push");
        }
        writer.commit().expect("commit");
    }

    proptest! {
        #[test]
        fn torn_anywhere_and_gone_on_with_the_file_is_the_same_as_if_never_torn(
            frames in 1u64..8, cut in any::<prop::sample::Index>(),
        ) {
            let mut writer = Writer::new(Vec::new(), &json!({"seed": 1})).expect("new");
            let least = writer.tape.len();
            write_on(&mut writer, 1, frames);
            let whole = writer.into_tape();
            let mut torn = whole.clone();
            torn.truncate(least + cut.index(whole.len() - least + 1));
            let tail = read(&torn).tail;
            torn.truncate(tail.bytes() as usize);
            let from = tail.frames();
            let mut writer = Writer::resume(torn, tail).expect("resume");
            write_on(&mut writer, from, frames);
            prop_assert_eq!(writer.into_tape(), whole);
        }

        #[test]
        fn whatever_fails_and_whenever_all_that_was_acknowledged_is_there(
            room in 0usize..2000, syncs in 0usize..9, batch in 1u64..5,
        ) {
            let mut weak = Weak { disk: Vec::new(), room, syncs, calls: 0 };
            let mut safe = 0;
            if let Ok(mut writer) = Writer::new(&mut weak, &json!({"seed": 1})) {
                for n in 1..40 {
                    let _ = writer.push("order", &json!({ "n": n }));
                    if n % batch == 0 && writer.commit().is_ok() {
                        safe = n + 1;
                    }
                }
                safe = safe.max(1);
                prop_assert_eq!(writer.committed(), safe);
            }
            let reading = read(&weak.disk);
            prop_assert!(reading.frames.len() as u64 >= safe);
            let altered = matches!(reading.end, Ending::Altered { .. } | Ending::TooNew { .. });
            prop_assert!(!altered, "{:?}", reading.end);
        }
    }
}
