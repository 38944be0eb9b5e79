//! How hard a scenario says it is: one of three words, each with a meaning that a rehearsal
//! measures.

use crate::plan::reader::Reader;
use crate::plan::written::ScenarioWritten;
use crate::words::fault::{FaultKind, quote};
use crate::words::text::Text;
use serde::Serialize;

/// How hard a scenario is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    /// Unpractised hands get somewhere.
    Basic,
    /// Practised hands do well.
    Medium,
    /// Only the skilled do.
    Hard,
}

impl Difficulty {
    /// All of them, the easiest first.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Medium, Self::Hard];

    /// What a scenario says of it, as `difficulty`, in Vietnamese and in English.
    pub const fn said(self) -> [&'static str; 2] {
        match self {
            Self::Basic => ["Cơ bản", "Basic"],
            Self::Medium => ["Trung bình", "Medium"],
            Self::Hard => ["Khó", "Hard"],
        }
    }

    /// Its code, for sentences.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }

    /// What a scenario states, if it is one of the three.
    pub fn stated(text: &Text) -> Option<Self> {
        let said = |one: &Self| one.said() == [text.vi.as_str(), text.en.as_str()];
        Self::ALL.into_iter().find(said)
    }
}

/// Tells an author whose word for it is none of the three.
pub(super) fn stated(scenario: &ScenarioWritten, r: &mut Reader) {
    let said = &scenario.difficulty.value;
    if Difficulty::stated(said).is_some() {
        return;
    }
    let words = Difficulty::ALL.map(|one| {
        let [vi, en] = one.said();
        format!("{{vi: \"{vi}\", en: \"{en}\"}}")
    });
    let args = [
        ("vi", quote(&said.vi)),
        ("en", quote(&said.en)),
        ("words", words.join(" · ")),
    ];
    let (code, args) = ("difficulty-word", args.into());
    let mut c = r.check("scenario.yml");
    c.fault(&scenario.difficulty, FaultKind::Advice { code, args });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_three_words_state_a_difficulty() {
        let text = |vi: &str, en: &str| Text {
            vi: vi.into(),
            en: en.into(),
        };
        for one in Difficulty::ALL {
            let [vi, en] = one.said();
            assert_eq!(Difficulty::stated(&text(vi, en)), Some(one));
        }
        assert_eq!(Difficulty::stated(&text("Khó", "Medium")), None);
        assert_eq!(Difficulty::stated(&text("Rất khó", "Very hard")), None);
    }
}
