//! The hunt from outside: what a defence team finds in all that has come in. Looking changes
//! nothing.

use super::{Drill, Entry};
use crate::detect::back_test::{BackTest, back_test};
use crate::detect::kin::kin;
use crate::detect::query::{QueryFault, complete};
use crate::detect::search::{self, Mark, Tally};
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
    /// Whether there may be older ones.
    pub more: bool,
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
        let found = search::page(&self.world, &query, before, limit);
        let entries = found.hits.iter();
        Ok(Hits {
            entries: entries.map(|(id, r)| (*id, self.as_entry(r))).collect(),
            back_to: found.back_to,
            more: found.more,
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
}
