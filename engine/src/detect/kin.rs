//! Kin: which process started which, on one machine. A parent is the latest start of the program
//! that a record names as its parent; what is started until that program starts anew is its own.

use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::record::{Full, Record};
use crate::detect::search::{Breadth, page, read};
use crate::detect::shelf;
use crate::sigma::Fields;
use crate::words::known::Reach;
use crate::words::name::RecordId;
use crate::words::time::{HOUR, Tick};
use bevy_ecs::prelude::World;
use std::collections::BTreeSet;

/// How many steps up the tree is followed.
const UP: usize = 8;
/// How many steps down.
const DOWN: usize = 4;
/// How far back a parent is looked for, and how long children are, in seconds.
const REACH: u32 = 12 * HOUR;
/// The most records a tree has.
const TREE_LIMIT: usize = 100;

/// The tree that a process record stands in: how deep each stands in it, parents first. Empty if
/// the record is none of a process that was started, or has not come in.
pub fn kin(world: &World, id: RecordId) -> Vec<(usize, RecordId, Record)> {
    let Some(first) = shelf::record(world, id) else {
        return Vec::new();
    };
    let first = first.into_owned();
    let tree = Tree {
        world,
        sensing: &world.plan::<Sensing>(),
        map: &world.plan::<Map>(),
    };
    if tree.field(&first, "Image").is_none() || tree.field(&first, "ParentImage").is_none() {
        return Vec::new();
    }
    let mut up = vec![(id, first)];
    while let Some((_, child)) = up.last().filter(|_| up.len() <= UP) {
        let Some(parent) = tree.parent(child) else {
            break;
        };
        if up.iter().any(|(known, _)| *known == parent.0) {
            break;
        }
        up.push(parent);
    }
    let mut rows: Vec<(usize, RecordId, Record)> = up
        .into_iter()
        .rev()
        .enumerate()
        .map(|(depth, (id, record))| (depth, id, record))
        .collect();
    let mut seen: BTreeSet<RecordId> = rows.iter().map(|(_, id, _)| *id).collect();
    if let Some((depth, _, own)) = rows.last().cloned() {
        tree.down(&own, depth + 1, depth + DOWN, &mut seen, &mut rows);
    }
    rows
}

struct Tree<'w> {
    world: &'w World,
    sensing: &'w Sensing,
    map: &'w Map,
}

impl Tree<'_> {
    fn field(&self, record: &Record, name: &str) -> Option<String> {
        let class = &self.sensing.classes[record.class.at()];
        let value = Full { record, class }.get(name).map(str::to_owned);
        value.filter(|value| value != "-")
    }

    /// Records of the same log, where a field is exactly this, within these moments; newest first.
    fn like(
        &self,
        record: &Record,
        (field, value): (&str, &str),
        (from, to): (Tick, Tick),
    ) -> Vec<(RecordId, Record)> {
        let Some(host) = record.host else {
            return Vec::new();
        };
        let query = format!(
            "class:{} host:\"{}\" {field}:=\"{}\" after:{} before:{}",
            self.sensing.classes[record.class.at()].name,
            self.map.host_name(host),
            value.replace('"', "\"\""),
            from.0,
            to.0
        );
        let query = read(self.world, &query);
        query.map_or_else(
            |_| Vec::new(),
            |q| page(self.world, &q, Breadth::COLLECTED, (None, TREE_LIMIT)).hits,
        )
    }

    /// Whether a program starts here that does not only start itself once more.
    fn begins(&self, record: &Record) -> bool {
        self.field(record, "Image") != self.field(record, "ParentImage")
    }

    fn parent(&self, child: &Record) -> Option<(RecordId, Record)> {
        let image = self.field(child, "ParentImage")?;
        let since = Tick(child.at.0.saturating_sub(REACH));
        let until = Tick(child.at.0.checked_sub(1)?);
        let found = self.like(child, ("Image", &image), (since, until));
        found.into_iter().find(|(_, record)| self.begins(record))
    }

    fn down(
        &self,
        own: &Record,
        depth: usize,
        deepest: usize,
        seen: &mut BTreeSet<RecordId>,
        rows: &mut Vec<(usize, RecordId, Record)>,
    ) {
        let Some(image) = self.field(own, "Image").filter(|_| depth <= deepest) else {
            return;
        };
        let later = Tick(own.at.0 + 1);
        let end = Tick(own.at.0.saturating_add(REACH));
        let anew = self.like(own, ("Image", &image), (later, end));
        let until = anew
            .iter()
            .rfind(|(_, record)| self.begins(record))
            .map_or(end, |(_, next)| Tick(next.at.0.saturating_sub(1)));
        let mut children = self.like(own, ("ParentImage", &image), (later, until));
        children.reverse();
        for (id, child) in children {
            if rows.len() >= TREE_LIMIT || !seen.insert(id) {
                continue;
            }
            rows.push((depth, id, child.clone()));
            self.down(&child, depth + 1, deepest, seen, rows);
        }
    }
}
