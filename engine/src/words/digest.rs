//! The one way to fingerprint what must be the same twice.
//!
//! BLAKE3 over the `postcard` form of each fact: a named algorithm over a form that has a
//! specification, so that two machines and two builds agree. `std`'s hasher promises neither.

use serde::Serialize;
use std::fmt;

/// A fingerprint, as far as it has run.
#[derive(Clone, Default)]
pub struct Running(blake3::Hasher);

/// A finished fingerprint.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Running {
    /// Takes in one more value.
    pub fn add(&mut self, value: &impl Serialize) {
        struct Sink<'a>(&'a mut blake3::Hasher);
        impl Extend<u8> for Sink<'_> {
            fn extend<T: IntoIterator<Item = u8>>(&mut self, bytes: T) {
                let mut block = [0u8; 64];
                let mut filled = 0;
                for byte in bytes {
                    block[filled] = byte;
                    filled += 1;
                    if filled == block.len() {
                        self.0.update(&block);
                        filled = 0;
                    }
                }
                self.0.update(&block[..filled]);
            }
        }
        // Writing into a hasher has no way to fail, and our types have no unserialisable parts.
        let _ = postcard::to_extend(value, Sink(&mut self.0));
    }

    /// Takes in raw bytes, their length first, so that two texts cannot run together.
    pub fn add_bytes(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The fingerprint of all taken in so far.
    pub fn digest(&self) -> Digest {
        Digest(*self.0.finalize().as_bytes())
    }
}

impl Digest {
    /// The first 16 hexadecimal digits: enough to compare by eye.
    pub fn short(self) -> String {
        self.to_string()[..16].to_owned()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
