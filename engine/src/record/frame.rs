//! One frame as bytes, there and back: the only place that knows the layout, so that the writer
//! can ask the very code that will read a frame whether it can.

use serde::Serialize;
use serde_json::{Map, Value};

use super::read::Alteration;

/// The version that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The longest body of a frame in bytes, its newline included.
pub const BODY_MAX: usize = 64 << 20;

/// The longest drill in bytes: what is written must still fit in memory when it is read.
pub const DRILL_MAX: u64 = 1 << 30;

/// The first bytes of every drill; the digit is [`VERSION`].
pub(super) const MAGIC: &[u8] = b"DIENTAP 1\n";

/// Bytes before the body: its length and its checksum.
pub(super) const HEADER: usize = 8;

/// Field names that belong to the frame; a payload may not use them.
pub(super) const RESERVED: [&str; 3] = ["seq", "prev", "kind"];

/// One entry of a drill, as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Its number, from 0, without gaps.
    pub seq: u64,
    /// What the payload is.
    pub kind: String,
    /// The payload: always an object, without the fields `seq`, `prev` and `kind`.
    pub payload: Value,
}

/// Where a drill ends: all that is needed to go on writing it.
///
/// Only reading and writing make one, so it cannot be out of step with its drill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    frames: u64,
    bytes: u64,
    chain: blake3::Hash,
}

impl Tail {
    /// The end of a file that holds nothing of ours.
    pub(super) fn nothing() -> Self {
        Tail {
            frames: 0,
            bytes: 0,
            chain: blake3::hash(MAGIC),
        }
    }

    /// The end of a drill that has its magic line and no frame yet.
    pub(super) fn start() -> Self {
        Tail {
            bytes: MAGIC.len() as u64,
            ..Tail::nothing()
        }
    }

    /// The end after one more frame with this body.
    pub(super) fn after(&self, body: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.chain.as_bytes()).update(body);
        Tail {
            frames: self.frames + 1,
            bytes: self.bytes + (HEADER + body.len()) as u64,
            chain: hasher.finalize(),
        }
    }

    /// How many frames there are; also the `seq` of the next one.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// How many bytes there are; a file that goes on must be exactly so long.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The chain value of the last frame in 32 hex digits: what the next frame carries as `prev`.
    ///
    /// Two drills with the same digest are the same to the last bit. Note it outside the file (on
    /// the screen at ENDEX, in the report) and not even a rewritten file passes for the old one.
    pub fn digest(&self) -> String {
        let mut hex = self.chain.to_hex().to_string();
        hex.truncate(32);
        hex
    }
}

/// The body as an object, in the order in which it is written.
#[derive(Serialize)]
struct Line<'a> {
    seq: u64,
    prev: &'a str,
    kind: &'a str,
    #[serde(flatten)]
    payload: &'a Map<String, Value>,
}

/// The body of the frame that follows `tail`.
pub(super) fn body(
    tail: &Tail,
    kind: &str,
    payload: &Map<String, Value>,
) -> serde_json::Result<Vec<u8>> {
    let line = Line {
        seq: tail.frames,
        prev: &tail.digest(),
        kind,
        payload,
    };
    let mut body = serde_json::to_vec(&line)?;
    body.push(b'\n');
    Ok(body)
}

/// The header for this body; `None` if it is longer than [`BODY_MAX`].
pub(super) fn header(body: &[u8]) -> Option<[u8; HEADER]> {
    let len = u32::try_from(body.len())
        .ok()
        .filter(|_| body.len() <= BODY_MAX)?;
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&len.to_le_bytes());
    header[4..].copy_from_slice(&crc32fast::hash(body).to_le_bytes());
    Some(header)
}

/// The length and the checksum that a header names, and what is behind it.
fn split(rest: &[u8]) -> Option<(usize, u32, &[u8])> {
    let (len, rest) = rest.split_first_chunk()?;
    let (crc, text) = rest.split_first_chunk()?;
    Some((
        u32::from_le_bytes(*len) as usize,
        u32::from_le_bytes(*crc),
        text,
    ))
}

/// The body with which `rest` begins, if its length and its checksum are right.
///
/// Nothing is allocated, and nothing beyond `rest` is believed to exist.
pub(super) fn body_of(rest: &[u8]) -> Result<&[u8], Alteration> {
    let (len, crc, text) = split(rest).ok_or(Alteration::Length)?;
    if len > BODY_MAX {
        return Err(Alteration::Length);
    }
    let body = text.get(..len).ok_or(Alteration::Length)?;
    if crc32fast::hash(body) != crc {
        return Err(Alteration::Crc);
    }
    match body.split_last() {
        Some((b'\n', line)) if !line.contains(&b'\n') => Ok(body),
        _ => Err(Alteration::Length),
    }
}

/// The frame in this body, if it is the one that follows `tail`.
pub(super) fn frame_of(body: &[u8], tail: &Tail) -> Result<Frame, Alteration> {
    let (frame, prev) = parse(body).ok_or(Alteration::Json)?;
    if frame.seq != tail.frames {
        return Err(Alteration::Seq {
            expected: tail.frames,
            found: frame.seq,
        });
    }
    if prev != tail.digest() {
        return Err(Alteration::Chain);
    }
    Ok(frame)
}

pub(super) fn parse(body: &[u8]) -> Option<(Frame, String)> {
    let Value::Object(mut fields) = serde_json::from_slice(body).ok()? else {
        return None;
    };
    let seq = fields.remove("seq")?.as_u64()?;
    let Value::String(prev) = fields.remove("prev")? else {
        return None;
    };
    let Value::String(kind) = fields.remove("kind")? else {
        return None;
    };
    Some((
        Frame {
            seq,
            kind,
            payload: Value::Object(fields),
        },
        prev,
    ))
}

/// Whether `rest` is what a frame looks like when the machine stopped while it was being written:
/// the beginning of a frame and no more, or that followed by zeros up to the end of the file
/// (a file system may grow the file before it has written what goes there).
///
/// A whole frame is never torn, however wrong: it may have been acknowledged. Nor is anything
/// that has a newline, for then a frame did end there and it is its length that is wrong.
pub(super) fn is_torn(rest: &[u8]) -> bool {
    let written = without_zeros(rest);
    let Some((len, _, text)) = split(written) else {
        return true;
    };
    text.is_empty() || (len <= BODY_MAX && text.len() < len && !text.contains(&b'\n'))
}

/// The bytes without the zeros at their end.
pub(super) fn without_zeros(bytes: &[u8]) -> &[u8] {
    let end = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    &bytes[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame_with(text: &[u8]) -> Vec<u8> {
        let mut bytes = header(text).expect("short").to_vec();
        bytes.extend_from_slice(text);
        bytes
    }

    #[test]
    fn the_magic_line_names_the_version() {
        assert_eq!(MAGIC, format!("DIENTAP {VERSION}\n").as_bytes());
    }

    #[test]
    fn a_body_has_one_newline_and_it_is_the_last_byte() {
        assert_eq!(body_of(&frame_with(b"{}\n")), Ok(&b"{}\n"[..]));
        for text in [&b""[..], b"{}", b"{}\n{}\n", b"{\n}"] {
            assert_eq!(
                body_of(&frame_with(text)),
                Err(Alteration::Length),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_length_over_the_cap_is_refused_even_if_the_bytes_were_there() {
        assert!(header(&vec![b' '; BODY_MAX]).is_some());
        assert!(header(&vec![b' '; BODY_MAX + 1]).is_none());
        let mut bytes = (BODY_MAX as u32 + 1).to_le_bytes().to_vec();
        bytes.resize(HEADER + BODY_MAX + 1, b' ');
        assert_eq!(body_of(&bytes), Err(Alteration::Length));
        assert!(!is_torn(&bytes[..100]));
    }

    #[test]
    fn each_way_of_being_the_wrong_frame_has_its_name() {
        let tail = Tail::start();
        let good = body(&tail, "k", &Map::new()).expect("plain");
        assert!(frame_of(&good, &tail).is_ok());
        let later = tail.after(&good);
        assert_eq!(
            frame_of(&good, &later),
            Err(Alteration::Seq {
                expected: 1,
                found: 0
            })
        );
        let stranger = tail.after(b"other\n");
        let moved = body(&stranger, "k", &Map::new()).expect("plain");
        assert_eq!(frame_of(&moved, &later), Err(Alteration::Chain));
        for text in [
            "",
            "7",
            "{}",
            "{\"seq\":0}",
            "{\"seq\":-1,\"prev\":\"\",\"kind\":\"\"}",
        ] {
            assert_eq!(
                frame_of(text.as_bytes(), &tail),
                Err(Alteration::Json),
                "{text}"
            );
        }
        assert_eq!(frame_of(&vec![b'['; 100_000], &tail), Err(Alteration::Json));
    }

    #[test]
    fn torn_is_a_beginning_and_nothing_else() {
        let whole = frame_with(b"{\"a\":1}\n");
        for cut in 0..whole.len() {
            let mut rest = whole[..cut].to_vec();
            assert!(is_torn(&rest), "cut at {cut}");
            rest.resize(rest.len() + 40, 0);
            assert!(is_torn(&rest), "cut at {cut}, then zeros");
        }
        assert!(!is_torn(&whole));
        let mut longer = whole;
        longer[0] += 1;
        assert!(!is_torn(&longer));
    }
}
