//! The hunt from outside: what a defence team finds in all that has come in, and what those find
//! from whom nothing is hidden. Looking changes nothing.

use super::{Drill, Entry, WholeRecord};
use crate::detect::back_test::{BackTest, back_test};
use crate::detect::kin::kin;
use crate::detect::query::{Query, QueryFault, complete};
use crate::detect::search::{self, Breadth, Mark, Tally};
use crate::detect::shelf::numbered;
use crate::detect::stream::{self, Halt};
use crate::sigma::{Rule, RuleFault};
use crate::words::name::{RecordId, TeamId};
use crate::words::time::{Span, Tick};

/// A page of what a search found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hits {
    /// The records, newest first.
    pub entries: Vec<(RecordId, Entry)>,
    /// Up to which moment back everything was looked at; nothing if all was.
    pub back_to: Option<Tick>,
    /// From where on there may be older ones; nothing if there are none.
    pub next: Option<Mark>,
    /// How many machines were left out, because the city is too large for so wide a query.
    pub left_out: u32,
}

/// A page of what white and jury find.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WholeHits {
    /// The records, newest first.
    pub records: Vec<WholeRecord>,
    /// Up to which moment back everything was looked at; nothing if all was.
    pub back_to: Option<Tick>,
    /// From where on there may be older ones; nothing if there are none.
    pub next: Option<Mark>,
    /// How many machines were left out, because the city is too large for so wide a query.
    pub left_out: u32,
}

impl Drill {
    /// A page of the collected records that fit a query, newest first, from before a mark on.
    ///
    /// # Errors
    ///
    /// All that is wrong with the query.
    pub fn hunt(
        &self,
        team: TeamId,
        query: &str,
        before: Option<Mark>,
        limit: usize,
    ) -> Result<Hits, Vec<QueryFault>> {
        if !self.views.blue.contains_key(&team) {
            return Ok(Hits::default());
        }
        let query = search::read(&self.world, query)?;
        let found = search::page(&self.world, &query, Breadth::COLLECTED, (before, limit));
        let entries = found.hits.iter();
        Ok(Hits {
            entries: entries.map(|(id, r)| (*id, self.as_entry(r))).collect(),
            back_to: found.back_to,
            next: found.next,
            left_out: found.left_out,
        })
    }

    /// How many collected records fit a query, and when.
    ///
    /// # Errors
    ///
    /// All that is wrong with the query.
    pub fn tally(&self, team: TeamId, query: &str) -> Result<Tally, Vec<QueryFault>> {
        if !self.views.blue.contains_key(&team) {
            return Ok(Tally::default());
        }
        let query = search::read(&self.world, query)?;
        Ok(search::tally(&self.world, &query))
    }

    /// What a rule of this file name and text would have found in what came in within this time.
    ///
    /// # Errors
    ///
    /// All that is wrong with the rule, by line.
    pub fn back_test(
        &self,
        team: TeamId,
        (stem, text): (&str, &str),
        within: Span,
    ) -> Result<BackTest, Vec<RuleFault>> {
        let rule = Rule::read(stem, text)?;
        let may = self.views.blue.contains_key(&team);
        let tried = may.then(|| back_test(&self.world, &rule, within));
        Ok(tried.unwrap_or_default())
    }

    /// The ways in which the last word of a query may go on.
    pub fn complete(&self, text: &str) -> Vec<String> {
        complete(text, &self.map, &self.plan.sensing)
    }

    /// The process tree in which a record stands, parents first: how deep, and which record.
    pub fn kin(&self, team: TeamId, id: RecordId) -> Vec<(usize, RecordId, Entry)> {
        if !self.views.blue.contains_key(&team) {
            return Vec::new();
        }
        let rows = kin(&self.world, id).into_iter();
        rows.map(|(depth, id, r)| (depth, id, self.as_entry(&r)))
            .collect()
    }

    /// Reads a query as it would be asked now.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn query(&self, text: &str) -> Result<Query, Vec<QueryFault>> {
        search::read(&self.world, text)
    }

    /// A page of all records that fit a query, newest first, from before a mark on: what has come
    /// in, with or without daily life, and what was left on machines. For white and jury.
    ///
    /// # Errors
    ///
    /// All that is wrong with the query.
    pub fn hunt_whole(
        &self,
        (query, daily): (&str, bool),
        before: Option<Mark>,
        limit: usize,
    ) -> Result<WholeHits, Vec<QueryFault>> {
        let (query, whole) = (self.query(query)?, true);
        let breadth = Breadth { daily, whole };
        let found = search::page(&self.world, &query, breadth, (before, limit));
        let records = found.hits.iter();
        Ok(WholeHits {
            records: records
                .map(|(id, record)| self.whole(numbered(*id), record))
                .collect(),
            back_to: found.back_to,
            next: found.next,
            left_out: found.left_out,
        })
    }

    /// Gives all records that fit a query, oldest first, whole: what is told of them is for whoever
    /// takes them to choose.
    ///
    /// # Errors
    ///
    /// If there is too much, or `take` fails.
    pub fn stream<E>(
        &self,
        query: &Query,
        breadth: Breadth,
        take: &mut dyn FnMut(WholeRecord) -> Result<(), E>,
    ) -> Result<(), Halt<E>> {
        stream::stream(&self.world, query, breadth, &mut |id, record| {
            take(self.whole(numbered(id), record))
        })
    }
}
