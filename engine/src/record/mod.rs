//! The `.drill` file: all that replaying, scoring, appeals and reports need of a drill.
//!
//! It is a log and not a database, because the databases that were tried gave back altered data
//! without a word, and because a log that is JSON by the line can be read in ten years with
//! `strings`. It holds what came in (plan, seed, orders) and digests; the rest is made again.
//!
//! ```text
//! file  = "DIENTAP 1\n" frame*
//! frame = len: u32 LE | crc32(body): u32 LE | body            len = bytes of body, 2..=64 MiB
//! body  = {"seq":0,"prev":"<32 hex>","kind":"…", …payload fields…}\n         one line of JSON
//! chain = blake3(chain before | body);   before frame 0: blake3("DIENTAP 1\n")
//! prev  = the first 32 hex digits of the chain before this frame
//! ```
//!
//! Three things notice damage. The crc finds accidents in a body. The newline, which a body has at
//! its end and nowhere else, finds a wrong length: without it one flipped bit in a length would
//! look like a torn tail, and mending that would throw away good orders. The chain finds a frame
//! that was rewritten, left out or moved; whoever rewrites *everything* after it is found by
//! comparing [`Tail::digest`] with one that was noted elsewhere, as is a file cut between frames.
//!
//! The engine names no path: bytes go out through [`Tape`] and come in as a slice to [`read`].

mod frame;
mod glance;
mod read;
mod write;

pub use frame::{BODY_MAX, DRILL_MAX, Frame, Tail, VERSION};
pub use glance::{Glance, glance};
pub use read::{Alteration, Ending, Reading, read};
pub use write::{FIRST_KIND, Tape, Unfit, Writer};
