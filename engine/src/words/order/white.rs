//! What the organisers may ask.

use crate::words::name::{Name, RequestId};
use serde::{Deserialize, Serialize};

/// What the organisers may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhiteAsk {
    /// Fire an inject now.
    Fire {
        /// The inject's name.
        inject: Name,
    },
    /// Keep an inject back until it is fired by hand.
    Hold {
        /// The inject's name.
        inject: Name,
    },
    /// Tell every team.
    Announce {
        /// The words.
        text: String,
    },
    /// Order blue to lift a block.
    OrderUnblock {
        /// The address.
        address: Name,
    },
    /// Put off the end of the drill, or bring it forward, to this moment.
    EndAt {
        /// Since STARTEX.
        at: u32,
    },
    /// Show teams their scores and the truth of their claims.
    Release,
    /// Leave an inject out: it does not fire unless by hand.
    Skip {
        /// The inject's name.
        inject: Name,
    },
    /// Put an inject that has fired before its team again.
    Resend {
        /// The inject's name; `new:N` for the N-th that was written during the drill, from 0.
        inject: Name,
    },
    /// Give a team an inject that no list has.
    WriteInject {
        /// The team.
        to: Name,
        /// What it is called.
        title: String,
        /// What is said.
        text: String,
        /// What the team is expected to do: not shown to it.
        #[serde(default)]
        expects: String,
    },
    /// Say what came of an inject, whatever was counted.
    Mark {
        /// The inject's name; `new:N` as above.
        inject: Name,
        /// Whether what was expected was done.
        met: bool,
        /// How one knows.
        #[serde(default)]
        note: String,
    },
    /// Say something to one team.
    Tell {
        /// The team.
        to: Name,
        /// The words.
        text: String,
    },
    /// Answer a request. An unblock that is granted is ordered with it.
    Settle {
        /// The request.
        request: RequestId,
        /// Whether it is granted.
        granted: bool,
        /// What the team is told.
        #[serde(default)]
        text: String,
    },
    /// Set the drill's clock going at a pace, or stop it. The drill has no clock: whoever lets its
    /// time pass goes by this.
    Clock {
        /// Drill seconds in a thousand real ones, from 1 to [`PACE_LIMIT`].
        pace: u32,
        /// Whether time stands still.
        paused: bool,
    },
    /// End the drill at this moment.
    EndNow,
    /// Note something on the timeline.
    Note {
        /// At which moment since STARTEX; at this one if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u32>,
        /// The words.
        text: String,
    },
}

/// The fastest pace: a day in a second.
pub const PACE_LIMIT: u32 = 86_400_000;
