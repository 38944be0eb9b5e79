//! Sentences for what happened.

use engine::words::fact::Why;

use crate::phrase::Phrases;

/// Why a service does not serve as it should, in a word or two.
#[must_use]
pub fn why(phrases: &Phrases, why: Why) -> String {
    phrases.say(match why {
        Why::Sound => "why-sound",
        Why::Encrypted => "why-encrypted",
        Why::Stopped => "why-stopped",
        Why::Flooded => "why-flooded",
        Why::Defaced => "why-defaced",
        Why::HostAway => "why-host-away",
        Why::Unreachable => "why-unreachable",
        Why::Dependency(_) => "why-dependency",
    })
}
