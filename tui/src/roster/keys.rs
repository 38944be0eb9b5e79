//! Public keys as OpenSSH writes them, one by one and in `authorized_keys` files.
//!
//! Only what lets somebody in is read. What a line of such a file says beside its key (`command=`,
//! `from=`) would be obeyed by OpenSSH and is not obeyed here, so it is a fault, not left out.

use engine::words::fault::{FaultKind, Place, quote};
use russh::keys::{Algorithm, HashAlg, PublicKey};

/// The longest line of a key that is looked at, in bytes.
pub const KEY_LIMIT: usize = 4_096;
/// The most keys of one seat.
pub const KEYS_LIMIT: usize = 20;

/// Reads one key. Without its comment, which nobody needs and which may be anything.
pub fn key(text: &str) -> Result<PublicKey, FaultKind> {
    let bad = |code| FaultKind::Other {
        code,
        args: vec![("found", quote(text))],
    };
    let text = text.trim();
    if text.len() > KEY_LIMIT {
        return Err(bad("bad-key"));
    }
    if text.contains("PRIVATE KEY") {
        return Err(FaultKind::Other {
            code: "private-key",
            args: Vec::new(),
        });
    }
    let mut words = text.split_ascii_whitespace();
    let (Some(kind), Some(body)) = (words.next(), words.next()) else {
        return Err(bad("bad-key"));
    };
    if !is_kind(kind) && words.next().is_some_and(|_| text.contains("AAAA")) {
        return Err(bad("key-options"));
    }
    if matches!(kind, "ssh-rsa" | "ssh-dss") {
        return Err(bad("key-kind"));
    }
    let key = PublicKey::from_openssh(&format!("{kind} {body}")).map_err(|_| bad("bad-key"))?;
    match key.algorithm() {
        Algorithm::Ed25519
        | Algorithm::Ecdsa { .. }
        | Algorithm::SkEd25519
        | Algorithm::SkEcdsaSha2NistP256 => Ok(key),
        _ => Err(bad("key-kind")),
    }
}

/// Whether a word is the name of a kind of key.
fn is_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// Reads the keys of an `authorized_keys` file, each line's fault with its place.
pub fn keys(text: &str) -> (Vec<PublicKey>, Vec<(Place, FaultKind)>) {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (line, written) in (1..).zip(text.lines()) {
        let written = written.trim();
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        match key(written) {
            Ok(key) => found.push(key),
            Err(kind) => {
                let len = u32::try_from(written.chars().count()).unwrap_or(u32::MAX);
                let place = Place {
                    line,
                    column: 1,
                    len: len.max(1),
                };
                faults.push((place, kind));
            }
        }
    }
    (found, faults)
}

/// A key's fingerprint, as `ssh-keygen -l` shows it: `SHA256:…`.
pub fn fingerprint(key: &PublicKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}
