//! Where in a rule file a fault lies.
//!
//! rsigma reports most faults as a sentence without a place. A person edits these files during a
//! drill, so the place is worked out here: from the position the sentence carries, else from the
//! word it quotes, else the first line of the document.

use std::fmt;

/// One thing wrong with a rule file. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleFault {
    /// Line in the file.
    pub line: usize,
    /// Column in that line, in characters.
    pub column: usize,
    /// What is wrong, in English, as the parser says it.
    pub message: String,
}

impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// One YAML document of a file.
pub(super) struct Document<'a> {
    /// How many lines of the file come before it.
    above: usize,
    /// Its text, without the `---` line.
    pub text: &'a str,
}

impl<'a> Document<'a> {
    /// Cuts a file at its `---` lines; documents that hold only comments are left out.
    pub fn split(text: &'a str) -> Vec<Document<'a>> {
        let mut documents = Vec::new();
        let (mut start, mut above, mut at) = (0, 0, 0);
        for (number, line) in text.split_inclusive('\n').enumerate() {
            at += line.len();
            if line.trim_end() == "---" {
                documents.push(Document {
                    above,
                    text: &text[start..at - line.len()],
                });
                (start, above) = (at, number + 1);
            }
        }
        documents.push(Document {
            above,
            text: &text[start..],
        });
        documents.retain(|d| d.text.lines().any(|l| !blank(l)));
        documents
    }

    /// A fault at the place `message` speaks of.
    pub fn fault(&self, message: impl Into<String>) -> RuleFault {
        let message = message.into();
        let (line, column) = self.place(&message);
        RuleFault {
            line: self.above + line,
            column,
            message: plain(&message),
        }
    }

    /// A fault at the first place where `word` stands.
    pub fn fault_at(&self, word: &str, message: impl Into<String>) -> RuleFault {
        let (line, column) = self.find(word).unwrap_or_else(|| self.start());
        RuleFault {
            line: self.above + line,
            column,
            message: message.into(),
        }
    }

    fn place(&self, message: &str) -> (usize, usize) {
        if let Some(place) = yaml_place(message) {
            return place;
        }
        if let Some(column) = condition_column(message) {
            return self.in_condition(column);
        }
        if message.starts_with("Missing required field") {
            return self.start();
        }
        let by_kind = if message.contains("CIDR") {
            self.find("|cidr")
        } else if message.contains("regex") {
            message
                .lines()
                .nth(1)
                .and_then(|l| self.find(l.trim()))
                .or_else(|| self.find("|re"))
        } else {
            None
        };
        by_kind
            .or_else(|| message.split('\'').nth(1).and_then(|word| self.find(word)))
            .or_else(|| message.rsplit(": ").next().and_then(|word| self.find(word)))
            .unwrap_or_else(|| self.start())
    }

    /// The place `column` characters into the condition; folded conditions give their key's line.
    fn in_condition(&self, column: usize) -> (usize, usize) {
        let Some((line, start)) = self.find("condition:") else {
            return self.start();
        };
        let text = self.text.lines().nth(line - 1).unwrap_or_default();
        let value: String = text.chars().skip(start - 1 + "condition:".len()).collect();
        let value = value.trim_start_matches([' ', '"', '\'']);
        if value.is_empty() || value.starts_with(['>', '|']) {
            return (line, start);
        }
        (line, text.chars().count() - value.chars().count() + column)
    }

    fn find(&self, word: &str) -> Option<(usize, usize)> {
        if word.is_empty() {
            return None;
        }
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| !blank(line))
            .find_map(|(number, line)| {
                let at = line.find(word)?;
                Some((number + 1, line[..at].chars().count() + 1))
            })
    }

    fn start(&self) -> (usize, usize) {
        let first = self.text.lines().position(|line| !blank(line)).unwrap_or(0);
        (first + 1, 1)
    }
}

/// The message in one line, without the places in it: they count from the document's start.
fn plain(message: &str) -> String {
    let message = match message.strip_prefix("Condition parse error at ") {
        Some(tail) => format!(
            "condition: {}",
            tail.splitn(3, ':').nth(2).unwrap_or(tail).trim()
        ),
        None => message
            .split(" at line ")
            .next()
            .unwrap_or(message)
            .to_string(),
    };
    match (message.lines().next(), message.lines().last()) {
        (Some(first), Some(last)) if first != last => {
            let first = first.split(':').next().unwrap_or(first);
            format!("{first}: {}", last.trim().trim_start_matches("error: "))
        }
        _ => message,
    }
}

fn blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// Reads `… at line 4 column 7 …`, as the YAML reader writes it.
fn yaml_place(message: &str) -> Option<(usize, usize)> {
    let tail = message.split("at line ").nth(1)?;
    let (line, tail) = tail.split_once(" column ")?;
    let column: String = tail.chars().take_while(char::is_ascii_digit).collect();
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// Reads `Condition parse error at 1:7: …`.
fn condition_column(message: &str) -> Option<usize> {
    let tail = message.strip_prefix("Condition parse error at ")?;
    tail.split(':').nth(1)?.parse().ok()
}
