//! A drill at a glance: its first frame and the last that says something, with nothing read of what
//! lies between. For a list of drills; whoever goes on with one reads all of it and checks it.

use super::frame::{self, Frame, HEADER, MAGIC};

/// How far from its beginning the kind of a frame stands, at most.
const KIND_WITHIN: usize = 160;

/// What a file says of itself at first sight.
#[derive(Debug)]
pub struct Glance<'b> {
    first: Frame,
    behind: Vec<&'b [u8]>,
}

/// Looks at the bytes of a file; nothing if it is no drill. The chain is not checked.
pub fn glance(bytes: &[u8]) -> Option<Glance<'_>> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut bodies = Vec::new();
    while let Ok(body) = frame::body_of(rest) {
        bodies.push(body);
        rest = &rest[HEADER + body.len()..];
    }
    let (first, _) = frame::parse(bodies.first()?)?;
    Some(Glance {
        first,
        behind: bodies.split_off(1),
    })
}

impl Glance<'_> {
    /// Frame 0.
    pub fn first(&self) -> &Frame {
        &self.first
    }

    /// Whether there is a frame of this kind.
    pub fn has(&self, kind: &str) -> bool {
        self.behind
            .iter()
            .any(|body| kind_of(body) == Some(kind.as_bytes()))
    }

    /// The last frame of one of these kinds.
    pub fn last(&self, kinds: &[&str]) -> Option<Frame> {
        let is = |body: &&&[u8]| {
            let kind = kind_of(body);
            kinds.iter().any(|one| kind == Some(one.as_bytes()))
        };
        let body = self.behind.iter().rev().find(is)?;
        frame::parse(body).map(|(frame, _)| frame)
    }
}

/// The kind of a frame, which stands before its payload.
fn kind_of(body: &[u8]) -> Option<&[u8]> {
    const KEY: &[u8] = br#""kind":""#;
    let head = body.get(..KIND_WITHIN.min(body.len()))?;
    let at = head.windows(KEY.len()).position(|part| part == KEY)?;
    let kind = &body[at + KEY.len()..];
    kind.get(..kind.iter().position(|byte| *byte == b'"')?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::write::Writer;
    use super::*;

    #[test]
    fn the_first_and_the_last_are_found_whatever_lies_between() {
        let mut writer = Writer::new(Vec::new(), &json!({"seed": 7})).expect("first");
        for at in 0..5 {
            let order = json!({"at": at, "text": "\"kind\":\"end\""});
            writer.push("order", &order).expect("push");
        }
        writer.push("mark", &json!({"at": 9})).expect("push");
        writer.commit().expect("commit");
        let mut bytes = writer.into_tape();
        let seen = glance(&bytes).expect("a drill");
        assert_eq!(seen.first().payload["seed"], 7);
        assert!(seen.has("mark") && !seen.has("end"));
        let last = seen.last(&["order"]).expect("an order");
        assert_eq!(last.payload["at"], 4);
        // What was being written when the machine stopped is left out.
        bytes.truncate(bytes.len() - 3);
        assert!(!glance(&bytes).expect("a drill").has("mark"));
        assert!(glance(b"something else").is_none());
    }
}
