//! The words papers are made with: the report, the language, and what spells its facts.

use std::cell::RefCell;
use std::collections::BTreeSet;

use engine::report::{Moment, Report};
use engine::words::cell::Cell;
use engine::words::fact::FactKind;
use engine::words::text::Text;
use engine::words::time::{Span, Tick};
use jiff::civil::DateTime;

use crate::paper::tree::{Bit, Bits, Figure, Official, Paper, Part, Table, plain};
use crate::phrase::names::Names;
use crate::phrase::{Phrases, Value, fact, harmless, moment, number, words};

/// The most facts named in one cell; how many more there are is said.
const CITED: usize = 6;

/// What a paper is made with.
pub struct Press<'p> {
    /// The reader's language.
    pub phrases: &'p Phrases,
    /// The figures.
    pub report: &'p Report,
    /// What spells the names in facts.
    pub names: &'p dyn Names,
    cited: RefCell<BTreeSet<u32>>,
}

impl<'p> Press<'p> {
    /// A press for one reader.
    #[must_use]
    pub fn new(phrases: &'p Phrases, report: &'p Report, names: &'p dyn Names) -> Self {
        Self {
            phrases,
            report,
            names,
            cited: RefCell::default(),
        }
    }

    /// A sentence.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.phrases.say(key)
    }

    /// A sentence with values.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.phrases.say_with(key, args)
    }

    /// A sentence with one number in it.
    #[must_use]
    pub fn counted(&self, key: &str, n: u64) -> String {
        self.with(key, &[("n", Value::from(self.number(n)))])
    }

    /// A text of the scenario.
    #[must_use]
    pub fn text(&self, text: &Text) -> String {
        harmless(text.get(self.phrases.lang()))
    }

    /// The same, or a dash.
    #[must_use]
    pub fn maybe(&self, text: Option<&Text>) -> String {
        text.map_or_else(|| "–".to_owned(), |text| self.text(text))
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        number::whole(i128::from(n), self.phrases.lang())
    }

    /// Points, of thousandths.
    #[must_use]
    pub fn points(&self, milli: i64) -> String {
        number::milli(milli, 2, self.phrases.lang())
    }

    /// A share in per cent, of per mille.
    #[must_use]
    pub fn per_mille(&self, n: u32) -> String {
        format!(
            "{}%",
            number::milli(i64::from(n) * 100, 1, self.phrases.lang())
        )
    }

    /// A team, as sentences call it: by what it does, and its name.
    #[must_use]
    pub fn team(&self, name: &str) -> String {
        let mut teams = self.report.exercise.teams.iter();
        let cell = teams.find(|team| team.name == name).map(|team| &*team.cell);
        let cell = match cell {
            Some("white") => Some(Cell::White),
            Some("red") => Some(Cell::Red),
            Some("blue") => Some(Cell::Blue),
            Some("jury") => Some(Cell::Jury),
            _ => None,
        };
        words::team_of(self.phrases, cell, name)
    }

    /// What was written as `kind:name`, by its kind and what it is called.
    #[must_use]
    pub fn named(&self, written: &str) -> String {
        words::named(self.phrases, self.names, written)
    }

    /// A length of time.
    #[must_use]
    pub fn span(&self, seconds: u32) -> String {
        moment::span(self.phrases, Span(seconds))
    }

    /// The calendar at STARTEX.
    #[must_use]
    pub fn starts(&self) -> DateTime {
        self.names.starts()
    }

    /// A moment on the calendar: `21/10 08:45`.
    #[must_use]
    pub fn at(&self, seconds: u32) -> String {
        moment::calendar(self.starts(), Tick(seconds))
    }

    /// The same as papers of state write it: `10 giờ 00 phút, ngày 21/8/2023`.
    #[must_use]
    pub fn written(&self, seconds: u32) -> String {
        let later = jiff::Span::new().seconds(i64::from(seconds));
        let at = self
            .starts()
            .checked_add(later)
            .unwrap_or_else(|_| self.starts());
        let args = [
            ("hour", Value::from(format!("{:02}", at.hour()))),
            ("minute", Value::from(format!("{:02}", at.minute()))),
            (
                "date",
                Value::from(format!("{:02}/{:02}/{}", at.day(), at.month(), at.year())),
            ),
        ];
        self.with("paper-moment", &args)
    }

    /// A moment that leads to the fact that says so; a dash if there is none.
    #[must_use]
    pub fn moment(&self, moment: Option<Moment>) -> Bits {
        match moment {
            None => plain("–"),
            Some(moment) => {
                self.cited.borrow_mut().insert(moment.fact);
                vec![Bit::Link {
                    to: anchor(moment.fact),
                    text: self.at(moment.at),
                }]
            }
        }
    }

    /// Facts by their numbers, each leading to where it is told.
    #[must_use]
    pub fn facts(&self, facts: &[u32]) -> Bits {
        if facts.is_empty() {
            return plain("–");
        }
        let mut bits = Bits::new();
        for fact in facts.iter().take(CITED) {
            if !bits.is_empty() {
                bits.push(Bit::Plain(" ".to_owned()));
            }
            self.cited.borrow_mut().insert(*fact);
            bits.push(Bit::Link {
                to: anchor(*fact),
                text: fact.to_string(),
            });
        }
        if facts.len() > CITED {
            let more = (facts.len() - CITED) as u64;
            bits.push(Bit::Plain(format!(" {}", self.counted("paper-more", more))));
        }
        bits
    }

    /// What a fact says.
    #[must_use]
    pub fn sentence(&self, kind: &FactKind) -> String {
        fact::sentence(self.phrases, self.names, kind)
    }

    /// A word of a family, as it begins a line.
    #[must_use]
    pub fn word(&self, family: &str, word: &str) -> String {
        self.phrases.word(family, word)
    }

    /// Yes, no, or not known.
    #[must_use]
    pub fn yes(&self, is: Option<bool>) -> String {
        match is {
            Some(true) => self.say("paper-yes"),
            Some(false) => self.say("paper-no"),
            None => "–".to_owned(),
        }
    }

    /// Where figures come from: on every table and figure of a simulated drill.
    #[must_use]
    pub fn source(&self) -> String {
        self.say("paper-simulated")
    }

    /// A table, whose source is said.
    #[must_use]
    pub fn table(&self, caption: &str, columns: &[(&str, u8)]) -> Table {
        let heads: Vec<(String, u8)> = columns.iter().map(|(k, w)| (self.say(k), *w)).collect();
        Table::of(self.say(caption), self.source(), &heads)
    }

    /// A figure, whose source is said.
    #[must_use]
    pub fn figure(&self, caption: &str, says: String, svg: String) -> Part {
        Part::Figure(Figure {
            caption: self.say(caption),
            says,
            key: None,
            svg,
            source: self.source(),
        })
    }

    /// A table if it has rows, else a sentence that there is nothing.
    #[must_use]
    pub fn filled(&self, table: Table) -> Part {
        if table.rows.is_empty() {
            let none = self.say("paper-none");
            return Part::Para(plain(format!("{}: {none}", table.caption)));
        }
        Part::Table(table)
    }

    /// The table of all facts that were named so far, and of these besides; the last thing a paper
    /// is given.
    #[must_use]
    pub fn appendix(&self, besides: &[u32]) -> Part {
        let mut wanted = self.cited.borrow().clone();
        wanted.extend(besides);
        let columns = [("paper-fact", 1), ("paper-when", 2), ("paper-what", 9)];
        let mut table = self.table("paper-log", &columns);
        let told = self.report.log.iter();
        for entry in told.filter(|entry| wanted.contains(&entry.number)) {
            let cells = vec![
                plain(entry.number.to_string()),
                plain(self.at(entry.at)),
                plain(self.sentence(&entry.kind)),
            ];
            table.named(anchor(entry.number), cells);
        }
        self.filled(table)
    }

    /// What the reader of any paper must know first.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let origin = &self.report.origin;
        let mut notices = vec![self.say("paper-notice-simulated")];
        if !origin.ended {
            let args = [("at", Value::from(self.at(origin.until)))];
            notices.push(self.with("paper-notice-unfinished", &args));
        }
        if !origin.sealed {
            notices.push(self.say("paper-notice-unsealed"));
        }
        if origin.differs {
            notices.push(self.say("paper-notice-differs"));
        }
        if let Some(team) = &origin.team {
            let args = [("team", Value::from(self.team(team)))];
            let key = if origin.released && origin.ended {
                "paper-notice-released"
            } else {
                "paper-notice-withheld"
            };
            notices.push(self.with(key, &args));
        }
        notices
    }

    /// A paper.
    #[must_use]
    pub fn paper(&self, name: &str, title: String, mut parts: Vec<Part>) -> Paper {
        self.number_tables(&mut parts);
        Paper {
            name: name.to_owned(),
            lang: self.phrases.lang(),
            title,
            official: None,
            notices: self.notices(),
            parts,
        }
    }

    /// Numbers the tables of a paper as they stand in it; of one alone nobody asks which.
    fn number_tables(&self, parts: &mut [Part]) {
        let tables = parts.iter_mut().filter_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        });
        let tables: Vec<&mut Table> = tables.collect();
        if tables.len() < 2 {
            return;
        }
        for (number, table) in (1u32..).zip(tables) {
            let caption = Value::from(std::mem::take(&mut table.caption));
            let args = [("n", Value::from(number)), ("caption", caption)];
            table.caption = self.with("paper-table-n", &args);
        }
    }

    /// The frame of an administrative document; what only its issuer knows stays blank.
    #[must_use]
    pub fn official(
        &self,
        (kind, about): (&str, &str),
        sign: &str,
        to: &[&str],
        signer: &str,
    ) -> Official {
        let args = [("sign", Value::from(sign.to_owned()))];
        Official {
            bodies: [self.say("paper-body-above"), self.say("paper-body")],
            country: [self.say("paper-country"), self.say("paper-motto")],
            number: self.with("paper-number", &args),
            dated: self.say("paper-dated"),
            kind: self.say(kind),
            about: self.say(about),
            subject: self.text(&self.report.exercise.title),
            copies: vec![
                self.say("paper-copies"),
                self.say(match to.is_empty() {
                    true => "paper-copies-own",
                    false => "paper-copies-all",
                }),
                self.say("paper-copies-kept"),
            ],
            to: to.iter().map(|key| self.say(key)).collect(),
            signs: [self.say(signer), self.say("paper-sign-here")],
        }
    }
}

impl Press<'_> {
    /// The frame of a form that people sign for themselves: the country and its motto above, and
    /// neither number nor addressee.
    #[must_use]
    pub fn signed_form(&self) -> Official {
        Official {
            bodies: [String::new(), String::new()],
            number: String::new(),
            kind: String::new(),
            copies: Vec::new(),
            ..self.official(("paper-report", "paper-closing"), "", &[], "paper-signer")
        }
    }

    /// The frame of a paper that a team filed in the drill: its title says of what kind it is, and
    /// it goes to whom the team sent it.
    #[must_use]
    pub fn filed(&self, to: &[String]) -> Official {
        // Several are told apart by semicolons; the last ends with a full stop.
        let last = to.len().saturating_sub(1);
        let each = to.iter().enumerate().map(|(place, one)| match place {
            _ if last == 0 => one.clone(),
            place if place == last => format!("{one}."),
            _ => format!("{one};"),
        });
        let to = std::iter::once(self.say("paper-to")).chain(each);
        Official {
            kind: String::new(),
            to: to.collect(),
            number: self.say("paper-number-own"),
            copies: vec![self.say("paper-copies"), self.say("paper-copies-all")],
            ..self.official(
                ("paper-report", "paper-closing"),
                "",
                &[],
                "paper-signer-unit",
            )
        }
    }
}

/// The anchor of a fact.
#[must_use]
pub fn anchor(fact: u32) -> String {
    format!("f-{fact}")
}

/// A heading.
#[must_use]
pub fn heading(level: u8, text: String) -> Part {
    Part::Heading(level, text)
}

/// A paragraph.
#[must_use]
pub fn para(text: impl Into<String>) -> Part {
    Part::Para(plain(text))
}
