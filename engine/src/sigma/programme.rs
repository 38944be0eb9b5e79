//! All the plain rules one log class has to be tested against, as one indexed set.

use rsigma_eval::{CompiledRule, Engine};

use super::fields::{Fields, Record};
use super::link::Place;

/// One class's rules. Rows stand in order of the rules' stems.
pub(super) struct Programme {
    engine: Engine,
    rows: Vec<Place>,
}

impl Programme {
    /// Builds the index; `rows` must already stand in their final order.
    pub fn new<'a>(rows: impl Iterator<Item = (Place, &'a CompiledRule)>) -> Programme {
        let mut engine = Engine::new();
        let (places, compiled): (Vec<Place>, Vec<CompiledRule>) = rows
            .enumerate()
            .map(|(row, (place, rule))| {
                // rsigma reports a match by the rule's id, so the row number is put there.
                (
                    place,
                    CompiledRule {
                        id: Some(row.to_string()),
                        ..rule.clone()
                    },
                )
            })
            .unzip();
        engine.extend_compiled_rules(compiled);
        Programme {
            engine,
            rows: places,
        }
    }

    /// The rules `record` matches, in row order.
    pub fn matches(&self, record: &dyn Fields) -> Vec<Place> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let found = self.engine.evaluate(&Record(record));
        let row = |id: Option<String>| id.and_then(|id| id.parse::<usize>().ok());
        let mut rows: Vec<usize> = found
            .into_iter()
            .filter_map(|result| row(result.header.rule_id))
            .collect();
        rows.sort_unstable();
        rows.into_iter()
            .filter_map(|row| self.rows.get(row).copied())
            .collect()
    }
}
