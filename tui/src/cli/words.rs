//! The words that options take: seats, sides, bots, papers, formats.

use std::time::Duration;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use engine::rehearsal::BotKind;
use engine::words::cell::Cell;
use engine::words::time::Span;

use crate::paper::papers::Kind;

/// A language as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangWord {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

/// A seat as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeatWord {
    /// The defence.
    Blue,
    /// The attack.
    Red,
    /// The organisers.
    White,
    /// The jury.
    Jury,
    /// Who watches.
    Observer,
}

impl SeatWord {
    /// The cell it is a seat of.
    #[must_use]
    pub const fn cell(self) -> Cell {
        match self {
            Self::Blue => Cell::Blue,
            Self::Red => Cell::Red,
            Self::White => Cell::White,
            Self::Jury => Cell::Jury,
            Self::Observer => Cell::Observer,
        }
    }
}

/// Who defends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlueWord {
    /// People at a terminal.
    Human,
    /// A bot.
    Bot(BotKind),
}

/// All that can be typed for who defends.
const BLUE: [BlueWord; BotKind::ALL.len() + 1] = {
    let mut all = [BlueWord::Human; BotKind::ALL.len() + 1];
    let mut i = 0;
    while i < BotKind::ALL.len() {
        all[i + 1] = BlueWord::Bot(BotKind::ALL[i]);
        i += 1;
    }
    all
};

impl BlueWord {
    /// As it is typed, and as files have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Bot(kind) => kind.name(),
        }
    }
}

impl ValueEnum for BlueWord {
    fn value_variants<'a>() -> &'a [Self] {
        &BLUE
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

/// A bot as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BotWord(pub BotKind);

impl ValueEnum for BotWord {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [BotWord; BotKind::ALL.len()] = {
            let mut all = [BotWord(BotKind::None); BotKind::ALL.len()];
            let mut i = 0;
            while i < BotKind::ALL.len() {
                all[i] = BotWord(BotKind::ALL[i]);
                i += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}

/// Who attacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RedWord {
    /// The scenario's campaign.
    Script,
    /// The adversary that finds another way when it is stopped.
    Adaptive,
    /// People at a terminal.
    Human,
}

/// A paper as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaperWord {
    /// The organisers' closing report.
    Closing,
    /// The defence's final report.
    Blue,
    /// The attack's report.
    Red,
    /// The jury's minutes.
    Jury,
    /// A report for each drill day.
    Daily,
    /// A time line for each person.
    Person,
    /// The improvement plan.
    Plan,
    /// Filed papers, and forms to sign.
    Other,
    /// All of them.
    All,
}

impl PaperWord {
    /// The kind of paper; none for all.
    #[must_use]
    pub const fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::Closing => Kind::Closing,
            Self::Blue => Kind::Blue,
            Self::Red => Kind::Red,
            Self::Jury => Kind::Jury,
            Self::Daily => Kind::Daily,
            Self::Person => Kind::Person,
            Self::Plan => Kind::Plan,
            Self::Other => Kind::Other,
            Self::All => return None,
        })
    }
}

/// A format as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatWord {
    /// One page that needs nothing else.
    Html,
    /// For word processors.
    Docx,
    /// Markdown.
    Md,
    /// All figures.
    Json,
    /// Tables for spreadsheets.
    Csv,
    /// Layers for the ATT&CK Navigator.
    Navigator,
}

/// In which form a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableWord {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// Reads `2/8`: the second of eight parts.
pub(super) fn shard(text: &str) -> Result<(u32, u32), String> {
    let read = text.split_once('/').and_then(|(i, n)| {
        let (i, n) = (i.parse::<u32>().ok()?, n.parse::<u32>().ok()?);
        (1..=n).contains(&i).then_some((i, n))
    });
    read.ok_or_else(|| text.to_owned())
}

/// How long something may lie untouched: `30m`, a few seconds at least.
pub(super) fn idle(text: &str) -> Result<Duration, String> {
    /// A line needs as long to be asked whether it is still there.
    const LEAST: u32 = 4;
    let span = Span::parse(text).filter(|span| span.0 >= LEAST);
    let seconds = span.ok_or_else(|| "4s, 30m, 2h".to_owned())?.0;
    Ok(Duration::from_secs(seconds.into()))
}
