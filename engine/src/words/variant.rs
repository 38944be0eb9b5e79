//! Which variant of an enum was meant: found by its key or its text; only variants that have
//! neither are tried one by one, and then the one with the fewest faults was meant.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::words::fault::Faults;
use crate::words::fault::{FaultKind, Place, Sort, quote};
use crate::words::near::nearest_of;
use crate::words::prune::Kept;
use crate::words::schema::{Choice, Index};
use crate::words::shape::{Checker, MOST_ALLOWED, Step, fits, not_one_of};
use crate::words::written::{Body, Entry, Map, Node};

/// What trying one variant counts as, in checks: variants tried inside variants tried double
/// at every level.
const COST_OF_TRYING: u64 = 100;

impl<'n, 't> Checker<'_, 'n, 't> {
    /// A node that may be one of several variants.
    pub(super) fn choice(&mut self, node: &'n Node<'t>, found: Sort, choice: &Choice) -> Kept<'t> {
        let kept = match &node.body {
            Body::Scalar { .. } if found == Sort::Nothing && choice.nothing => Some(Kept::Whole),
            Body::Scalar { text, .. } if choice.texts.contains(&text.as_ref()) => Some(Kept::Whole),
            Body::Map(map) => self.chosen_map(node, map, choice),
            _ => None,
        };
        kept.unwrap_or_else(|| self.tried(node, found, choice))
    }

    /// A map whose key tells the variant; none if that is not how these are told apart.
    fn chosen_map(
        &mut self,
        node: &Node<'t>,
        map: &'n Map<'t>,
        choice: &Choice,
    ) -> Option<Kept<'t>> {
        if let Some((tag, variants)) = &choice.by_text {
            return Some(self.chosen_by_text(node, map, tag, variants));
        }
        let named = map
            .entries
            .iter()
            .find(|entry| choice.tagged.contains_key(&*entry.key));
        if choice.tagged.is_empty() || (named.is_none() && !choice.rest.is_empty()) {
            return None;
        }
        if map.merged {
            // Which variant is meant is said where it is, not brought in from elsewhere.
            let kind = FaultKind::Yaml {
                code: "yaml-merge",
                what: "<<".to_owned(),
            };
            self.say(node.place, || kind);
            return Some(Kept::Gone);
        }
        let main = named.or(map.entries.first());
        let Some(main) = main else {
            if map.whole {
                self.say(node.place, || {
                    not_one_of("{}", choice.tagged.keys().copied())
                });
            }
            return Some(Kept::Gone);
        };
        let mut kept = Kept::Gone;
        for entry in &map.entries {
            match choice.tagged.get(&*entry.key) {
                Some(&index) => kept = self.inside(Step::Key(&entry.key), &entry.value, index),
                None if choice.texts.contains(&&*entry.key) => {
                    self.other(entry.key_place, "takes-no-value", &entry.key);
                }
                None => self.unknown_variant(entry, choice),
            }
            if !std::ptr::eq(entry, main) && choice.tagged.contains_key(&*entry.key) {
                let found = map.entries.len() as u64;
                let kind = FaultKind::TooMany {
                    what: "choices",
                    found,
                    limit: 1,
                };
                self.say(entry.key_place, || kind);
            }
        }
        Some(match (kept, &map.entries[..]) {
            (Kept::Whole, [_]) => Kept::Whole,
            (Kept::Part(value), [entry]) => {
                let body = Body::Map(Rc::new(Map {
                    entries: vec![entry.with(value)],
                    whole: map.whole,
                    ..Map::default()
                }));
                Kept::Part(Node { body, ..*node })
            }
            _ => Kept::Gone,
        })
    }

    fn other(&mut self, place: Place, code: &'static str, key: &str) {
        self.say(place, || FaultKind::Other {
            code,
            args: vec![("key", quote(key))],
        });
    }

    fn unknown_variant(&mut self, entry: &Entry<'_>, choice: &Choice) {
        let known = || choice.tagged.keys().chain(&choice.texts).copied();
        self.say_at(entry.key_place, |at| FaultKind::UnknownKey {
            key: quote(&entry.key),
            at,
            near: nearest_of(&entry.key, known()).map(str::to_owned),
            allowed: choice
                .tagged
                .keys()
                .take(MOST_ALLOWED)
                .map(|key| (*key).to_owned())
                .collect(),
        });
    }

    fn chosen_by_text(
        &mut self,
        node: &Node<'t>,
        map: &'n Map<'t>,
        tag: &'static str,
        variants: &BTreeMap<&'static str, Index>,
    ) -> Kept<'t> {
        let Some(entry) = map.entry(tag) else {
            if map.whole {
                self.say_at(node.place, |at| FaultKind::MissingKey {
                    key: tag.to_owned(),
                    at,
                });
            }
            return Kept::Gone;
        };
        match (entry.value.text(), entry.value.sort()) {
            (Some(text), _) => match variants.get(text) {
                Some(&index) => {
                    if let Some(shape) = self.schemas.all.get(index) {
                        return self.map(node, map, shape);
                    }
                }
                None => self.say(entry.value.place, || {
                    not_one_of(text, variants.keys().copied())
                }),
            },
            (None, Some(found)) => {
                let expected = vec![Sort::Text];
                self.say(entry.value.place, || FaultKind::WrongType {
                    expected,
                    found,
                });
            }
            (None, None) => {}
        }
        Kept::Gone
    }

    /// Tries the variants of the right sort; the one with the fewest faults was meant.
    fn tried(&mut self, node: &'n Node<'t>, found: Sort, choice: &Choice) -> Kept<'t> {
        let schemas = self.schemas;
        let sorts = |index: &Index| schemas.all.get(*index).map_or(&[][..], |s| &s.sorts);
        // A plain number also serves as text, but where a number is foreseen it is meant as one.
        let exact = |index: &&Index| sorts(index).contains(&found);
        let exactly = choice.rest.iter().any(|index| exact(&index));
        let fitting = choice.rest.iter().filter(|index| match exactly {
            true => exact(index),
            false => fits(found, node, sorts(index)),
        });
        let fitting: Vec<Index> = fitting.copied().collect();
        if let [only] = fitting[..] {
            return self.node(node, only);
        }
        let mut best: Option<Faults> = None;
        for index in fitting {
            let mut faults = Faults::new();
            let mut checker = Checker {
                file: self.file,
                schemas,
                faults: &mut faults,
                path: self.path.clone(),
                checks: self.checks + COST_OF_TRYING,
                root: self.root,
                lost: Vec::new(),
                nameless: BTreeSet::new(),
            };
            let kept = checker.node(node, index);
            self.checks = checker.checks;
            if faults.is_empty() {
                return kept;
            }
            let count = |faults: &Faults| faults.len() as u64 + faults.beyond();
            if best
                .as_ref()
                .is_none_or(|best| count(&faults) < count(best))
            {
                best = Some(faults);
            }
        }
        match best {
            Some(faults) => self.faults.append(faults),
            None => self.none_fits(node, found, choice),
        }
        Kept::Gone
    }

    fn none_fits(&mut self, node: &Node<'_>, found: Sort, choice: &Choice) {
        let closed = !choice.texts.is_empty() || !choice.tagged.is_empty();
        if let (true, Some(text), true) = (closed, node.text(), found != Sort::Nothing) {
            if choice.tagged.contains_key(text) {
                return self.other(node.place, "needs-value", text);
            }
            let known = || choice.texts.iter().chain(choice.tagged.keys()).copied();
            return self.say(node.place, || not_one_of(text, known()));
        }
        if choice.rest.is_empty() && choice.texts.is_empty() && !choice.tagged.is_empty() {
            let keys = choice.tagged.keys().take(MOST_ALLOWED);
            let keys: Vec<String> = keys.map(|key| format!("{key}: …")).collect();
            let args = vec![
                ("found", found.word().to_owned()),
                ("allowed", keys.join(", ")),
            ];
            let code = "wants-key";
            return self.say(node.place, || FaultKind::Other { code, args });
        }
        let mut expected: Vec<Sort> = Vec::new();
        for index in &choice.rest {
            expected.extend(
                self.schemas
                    .all
                    .get(*index)
                    .map_or(&[][..], |shape| &shape.sorts),
            );
        }
        expected.extend((!choice.texts.is_empty()).then_some(Sort::Text));
        let maps = !choice.tagged.is_empty() || choice.by_text.is_some();
        expected.extend(maps.then_some(Sort::Map));
        expected.extend(choice.nothing.then_some(Sort::Nothing));
        expected.sort();
        expected.dedup();
        self.say(node.place, || FaultKind::WrongType { expected, found });
    }
}
