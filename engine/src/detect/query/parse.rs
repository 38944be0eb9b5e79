//! Reading a query: every fault at once, each with its column and the way out.

use super::fault::QueryFault;
use super::moment::{Asked, moment};
use super::word::{Piece, Placed, Word, pieces};
use super::{Like, Node, Query, Test, Than, WORD_LIMIT};
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::words::name::{OrgId, ZoneId};
use crate::words::near::nearest;
use crate::words::time::{Span, Tick};

/// How deep brackets may stand in one another.
const DEPTH_LIMIT: usize = 16;

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, from left to right.
    pub fn read(
        text: &str,
        asked: Asked,
        map: &Map,
        sensing: &Sensing,
    ) -> Result<Self, Vec<QueryFault>> {
        let mut faults = Vec::new();
        let mut pieces = pieces(text, &mut faults);
        if let Some(over) = pieces.get(WORD_LIMIT) {
            faults.push(of(over, "query-too-long", None));
            pieces.truncate(WORD_LIMIT);
        }
        let mut reader = Reader {
            pieces,
            at: 0,
            depth: 0,
            faults,
            asked,
            map,
            sensing,
        };
        let mut all = Vec::new();
        while reader.at < reader.pieces.len() {
            all.push(reader.any());
            if let Some(stray) = reader.pieces.get(reader.at).cloned() {
                reader.faults.push(of(&stray, "query-stray-bracket", None));
                reader.at += 1;
            }
        }
        let mut faults = reader.faults;
        faults.sort_by_key(|fault| fault.column);
        if faults.is_empty() {
            Ok(Self(Node::All(all)))
        } else {
            Err(faults)
        }
    }
}

fn of(placed: &Placed, code: &'static str, near: Option<String>) -> QueryFault {
    QueryFault {
        column: placed.column,
        len: placed.len,
        code,
        found: placed.text.clone(),
        near,
    }
}

struct Reader<'p> {
    pieces: Vec<Placed>,
    at: usize,
    depth: usize,
    faults: Vec<QueryFault>,
    asked: Asked,
    map: &'p Map,
    sensing: &'p Sensing,
}

impl Reader<'_> {
    fn next_is(&self, text: &str) -> bool {
        self.pieces.get(self.at).is_some_and(|p| is(p, text))
    }

    fn any(&mut self) -> Node {
        let mut all = vec![self.all()];
        while self.next_is("or") {
            let or = self.pieces[self.at].clone();
            self.at += 1;
            if self.ends() {
                self.faults.push(of(&or, "query-nothing-follows", None));
                break;
            }
            all.push(self.all());
        }
        match all.len() {
            1 => all.remove(0),
            _ => Node::Any(all),
        }
    }

    /// Whether nothing follows that could be part of what has begun.
    fn ends(&self) -> bool {
        let next = self.pieces.get(self.at);
        next.is_none_or(|p| p.piece == Piece::Close || is(p, "or") || is(p, "and"))
    }

    fn all(&mut self) -> Node {
        let mut all = Vec::new();
        loop {
            if let Some(and) = self.pieces.get(self.at).filter(|p| is(p, "and")).cloned() {
                self.at += 1;
                if all.is_empty() || self.ends() {
                    self.faults.push(of(&and, "query-nothing-follows", None));
                }
                continue;
            }
            if let Some(or) = self.pieces.get(self.at).filter(|p| is(p, "or"))
                && all.is_empty()
            {
                self.faults.push(of(or, "query-nothing-follows", None));
            }
            if self.ends() {
                break;
            }
            all.push(self.one());
        }
        match all.len() {
            1 => all.remove(0),
            _ => Node::All(all),
        }
    }

    fn one(&mut self) -> Node {
        let placed = self.pieces[self.at].clone();
        self.at += 1;
        match &placed.piece {
            Piece::Open => self.bracket(&placed),
            Piece::Close => Node::All(Vec::new()),
            Piece::Word(_) if is(&placed, "not") => self.negated(&placed),
            Piece::Word(word) if word.not && word.text().is_empty() && word.key.is_none() => {
                self.negated(&placed)
            }
            Piece::Word(word) => {
                let test = Node::Is(self.test(&placed, word));
                if word.not {
                    Node::Not(Box::new(test))
                } else {
                    test
                }
            }
        }
    }

    fn negated(&mut self, not: &Placed) -> Node {
        if self.ends() || self.depth >= DEPTH_LIMIT {
            self.faults.push(of(not, "query-nothing-follows", None));
            return Node::All(Vec::new());
        }
        self.depth += 1;
        let one = self.one();
        self.depth -= 1;
        Node::Not(Box::new(one))
    }

    fn bracket(&mut self, open: &Placed) -> Node {
        if self.depth >= DEPTH_LIMIT {
            self.faults.push(of(open, "query-too-deep", None));
            self.at = self.pieces.len();
            return Node::All(Vec::new());
        }
        self.depth += 1;
        let inside = self.any();
        self.depth -= 1;
        let closes = self.pieces.get(self.at).map(|p| &p.piece) == Some(&Piece::Close);
        if closes {
            self.at += 1;
        } else {
            self.faults.push(of(open, "query-open-bracket", None));
        }
        inside
    }

    fn test(&mut self, placed: &Placed, word: &Word) -> Test {
        let value = word.text();
        let Some(key) = word.key.as_deref() else {
            return self.bare(placed, word, value);
        };
        let likes = || word.values.iter().cloned().map(|v| like(v, &word.sign));
        match key.to_lowercase().as_str() {
            "class" | "source" => self.class(placed, word),
            "host" => {
                self.known(placed, word, "query-no-host", |map, name| {
                    let one = map.host_range(name).is_some();
                    (one, map.names.groups.iter().map(str::to_owned).collect())
                });
                Test::Host(word.values.iter().cloned().map(Like::Parts).collect())
            }
            "org" => {
                let names = self
                    .map
                    .orgs
                    .iter()
                    .map(|org| org.name.to_string())
                    .collect();
                let found = self.named(placed, word, "query-no-org", names);
                Test::Org(found.into_iter().map(OrgId::of).collect())
            }
            "zone" => {
                let names = self
                    .map
                    .zones
                    .iter()
                    .map(|zone| zone.name.to_string())
                    .collect();
                let found = self.named(placed, word, "query-no-zone", names);
                Test::Zone(found.into_iter().map(ZoneId::of).collect())
            }
            "after" => Test::Time(self.moment(placed, &value), Tick(u32::MAX)),
            "before" => Test::Time(Tick(0), self.moment(placed, &value)),
            "last" => self.last(placed, &value),
            _ if !word.sign.is_empty() && word.sign != "=" => self.compare(placed, word, key),
            _ => {
                self.field(placed, key);
                Test::Field(key.to_lowercase(), likes().collect())
            }
        }
    }

    /// A word without a colon: free text, or a time in words.
    fn bare(&mut self, placed: &Placed, word: &Word, value: String) -> Test {
        let next = self.pieces.get(self.at).cloned();
        let text = |placed: &Placed| match &placed.piece {
            Piece::Word(word) if !word.quoted && word.key.is_none() => Some(word.text()),
            // `10:30` reads like a field; here it is none.
            Piece::Word(word) if !word.quoted => Some(placed.text.to_lowercase()),
            _ => None,
        };
        let Some((next, follows)) = next.as_ref().and_then(|n| Some((n, text(n)?))) else {
            return Test::Word(value);
        };
        if word.quoted || word.not {
            return Test::Word(value);
        }
        if value == "last" && Span::parse(&follows).is_some() {
            self.at += 1;
            return self.last(next, &follows);
        }
        if value == "from" && moment(&follows, self.asked).is_some() {
            self.at += 1;
            let from = self.moment(next, &follows);
            if self.next_is("to") {
                let to = self.pieces[self.at].clone();
                self.at += 1;
                let Some(end) = self.pieces.get(self.at).cloned() else {
                    self.faults.push(of(&to, "query-nothing-follows", None));
                    return Test::Time(from, Tick(u32::MAX));
                };
                self.at += 1;
                let until = self.moment(&end, &end.text.to_lowercase());
                return Test::Time(from, until);
            }
            return Test::Time(from, Tick(u32::MAX));
        }
        let _ = placed;
        Test::Word(value)
    }

    fn moment(&mut self, placed: &Placed, value: &str) -> Tick {
        moment(value, self.asked).unwrap_or_else(|| {
            self.faults.push(of(placed, "query-no-moment", None));
            Tick(0)
        })
    }

    fn last(&mut self, placed: &Placed, value: &str) -> Test {
        let span = Span::parse(value).unwrap_or_else(|| {
            self.faults.push(of(placed, "query-no-span", None));
            Span(0)
        });
        let from = Tick(self.asked.now.0.saturating_sub(span.0));
        Test::Time(from, Tick(u32::MAX))
    }

    fn compare(&mut self, placed: &Placed, word: &Word, key: &str) -> Test {
        self.field(placed, key);
        let than = match word.sign.as_str() {
            ">" => Some(Than::More),
            ">=" | "=>" => Some(Than::MoreOrSame),
            "<" => Some(Than::Less),
            "<=" | "=<" => Some(Than::LessOrSame),
            _ => None,
        };
        let number = word.text().parse().ok();
        let (Some(than), Some(number)) = (than, number) else {
            self.faults.push(of(placed, "query-no-number", None));
            return Test::Word(String::new());
        };
        Test::Field(key.to_lowercase(), vec![Like::Number(than, number)])
    }

    fn class(&mut self, placed: &Placed, word: &Word) -> Test {
        let names = self.sensing.classes.iter();
        let names: Vec<String> = names.map(|class| class.name.to_string()).collect();
        let found = self.named(placed, word, "query-no-class", names);
        let mut named = vec![false; self.sensing.classes.len()];
        found.into_iter().for_each(|place| named[place] = true);
        Test::Class(named)
    }

    /// The places of those named; a name that is none of them is a fault.
    fn named(
        &mut self,
        placed: &Placed,
        word: &Word,
        code: &'static str,
        names: Vec<String>,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        for value in &word.values {
            let like = Like::Parts(value.clone());
            let before = found.len();
            let fits = names.iter().enumerate().filter(|(_, name)| like.fits(name));
            found.extend(fits.map(|(place, _)| place));
            if found.len() == before && value.len() == 1 {
                let near = nearest(&value[0], names.iter().map(String::as_str));
                self.faults.push(of(placed, code, near));
            }
        }
        found
    }

    /// The same where names are too many to be listed.
    fn known(
        &mut self,
        placed: &Placed,
        word: &Word,
        code: &'static str,
        look: impl Fn(&Map, &str) -> (bool, Vec<String>),
    ) {
        for value in word.values.iter().filter(|value| value.len() == 1) {
            let (is_there, near) = look(self.map, &value[0]);
            if !is_there && self.map.hosts > 0 {
                let (base, number) = value[0].rsplit_once('-').unwrap_or((&value[0], ""));
                let whole = nearest(&value[0], near.iter().map(String::as_str));
                let part = || {
                    let group = nearest(base, near.iter().map(String::as_str))?;
                    (!number.is_empty()).then(|| format!("{group}-*"))
                };
                self.faults.push(of(placed, code, whole.or_else(part)));
            }
        }
    }

    fn field(&mut self, placed: &Placed, key: &str) {
        let known = self.sensing.field_names();
        if !known.iter().any(|name| name.eq_ignore_ascii_case(key)) {
            let own = ["class", "host", "org", "zone", "after", "before", "last"];
            let all = known.iter().map(|name| &**name).chain(own);
            let near = nearest(key, all);
            self.faults.push(of(placed, "query-no-field", near));
        }
    }
}

/// Whether this is that word of the language.
fn is(placed: &Placed, text: &str) -> bool {
    match &placed.piece {
        Piece::Word(word) => !word.quoted && !word.not && word.key.is_none() && word.text() == text,
        _ => false,
    }
}

fn like(mut parts: Vec<String>, sign: &str) -> Like {
    match parts.len() {
        1 if sign == "=" => Like::Is(parts.remove(0)),
        1 => Like::Has(parts.remove(0)),
        _ if parts.iter().all(String::is_empty) => Like::Any,
        _ => Like::Parts(parts),
    }
}
