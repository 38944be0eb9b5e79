//! What machines order, fed into a drill as it would come over the wire: lines shaped like orders,
//! of every role, with names and numbers that fit and that do not. Whatever is understood reads the
//! same from the journal, is answered, leaves the drill standing, and comes to the same again.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use engine::drill::Drill;
use engine::words::cell::Cell;
use engine::words::order::{Ask, Order};
use engine::words::time::Span;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::terminal::ssh::machine::{Asked, read};
use crate::terminal::ssh::wire_tests::{STARTER, ordered, samples};

/// The roles that give orders.
const CELLS: [Cell; 4] = [Cell::Blue, Cell::Red, Cell::White, Cell::Jury];
/// How long a drill goes on after each order.
const BETWEEN: Span = Span::minutes(2);

/// The samples that are JSON at all.
static LINES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let all = samples("orders.txt").into_iter();
    all.filter_map(|line| serde_json::from_slice(&line).ok())
        .collect()
});

/// Every word in them, and every name of the starter's city: what orders are made of.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    fn walk(value: &Value, words: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => drop(words.insert(text.clone())),
            Value::Array(all) => all.iter().for_each(|one| walk(one, words)),
            Value::Object(map) => {
                words.extend(map.keys().cloned());
                map.values().for_each(|one| walk(one, words));
            }
            _ => {}
        }
    }
    let mut words = BTreeSet::new();
    LINES.iter().for_each(|line| walk(line, &mut words));
    let plan = &**STARTER;
    words.extend(plan.roster.names.iter().map(ToString::to_string));
    words.extend(
        plan.catalogue
            .actions
            .iter()
            .map(|action| action.name.to_string()),
    );
    let hosts = (0..plan.map.hosts).map(engine::words::name::HostId);
    words.extend(hosts.map(|host| format!("host:{}", plan.map.host_name(host))));
    words.into_iter().collect()
});

fn leaf() -> impl Strategy<Value = Value> {
    const NUMBERS: &[i64] = &[
        0_i64,
        1,
        2,
        7,
        255,
        256,
        65_536,
        -1,
        4_294_967_295,
        4_294_967_296,
    ];
    prop_oneof![
        4 => select(&WORDS[..]).prop_map(Value::from),
        3 => select(NUMBERS).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
    ]
}

/// Anything that JSON can say, in words of orders.
fn anything() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 24, 4, |inner| {
        let map = prop::collection::btree_map(select(&WORDS[..]), inner.clone(), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            map.prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Puts something else in place of a part: which one, counted through the whole.
fn put(value: &mut Value, at: &mut usize, other: &Value) {
    if *at == 0 {
        *value = other.clone();
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| put(one, at, other)),
        Value::Object(map) => map.values_mut().for_each(|one| put(one, at, other)),
        _ => {}
    }
}

fn parts(value: &Value) -> usize {
    1 + match value {
        Value::Array(all) => all.iter().map(parts).sum(),
        Value::Object(map) => map.values().map(parts).sum(),
        _ => 0,
    }
}

/// A sample, as it is or with a part or two put in its place that may fit.
fn line() -> impl Strategy<Value = Value> {
    let parts_put = prop::collection::vec((any::<Index>(), leaf()), 0..3);
    let altered = (select(&LINES[..]), parts_put).prop_map(|(mut line, puts)| {
        for (at, other) in puts {
            let below = parts(&line) - 1;
            // The word that says what is asked stays: it is what the rest is read by.
            put(&mut line, &mut (1 + at.index(below.max(1))), &other);
        }
        line
    });
    prop_oneof![6 => altered, 1 => anything()]
}

/// What this line asks of a drill, if it asks anything.
fn asked(cell: Cell, line: &[u8]) -> Option<Order> {
    let Ok(Asked::Order(ask)) = read(line, cell) else {
        return None;
    };
    let text = serde_json::to_string(&*ask).expect("an order is written");
    let again: Ask = serde_json::from_str(&text).expect("the journal is read");
    assert_eq!(again, *ask, "{text}");
    let roster = &STARTER.roster;
    let team = roster.first(cell).expect("it has every role");
    Some(Order {
        team: roster.teams[team.at()].name.clone(),
        place: "ha".into(),
        ask: *ask,
    })
}

/// A drill that was ordered all this, with what everybody sees of it at the end.
fn played(orders: &[Order]) -> (Drill, String) {
    let mut drill = Drill::open(STARTER.clone(), 7);
    for order in orders {
        drill.order(order.clone());
        drill.advance(drill.now().after(BETWEEN));
    }
    let roster = &STARTER.roster;
    let of = |cell| roster.first(cell).expect("it has every role");
    let seen = json!({
        "blue": drill.blue(of(Cell::Blue)).map(|view| &**view),
        "red": drill.red(of(Cell::Red)).map(|view| &**view),
        "observer": &**drill.observer(),
    });
    (drill, seen.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40)
    ))]

    #[test]
    fn whatever_machines_order_the_drill_stands_and_does_the_same_again(
        lines in prop::collection::vec((select(&CELLS[..]), line()), 1..10),
    ) {
        let mut orders = Vec::new();
        for (cell, line) in lines {
            let line = line.to_string();
            ordered(line.as_bytes());
            orders.extend(asked(cell, line.as_bytes()));
        }
        let (drill, seen) = played(&orders);
        let (again, same) = played(&orders);
        prop_assert_eq!(drill.digest(), again.digest());
        prop_assert_eq!(seen, same);
    }
}

/// A fuzz that is mostly refused finds nothing: of each kind of order there is a sample.
#[test]
fn most_samples_are_orders_and_every_kind_is_among_them() {
    let mut kinds = BTreeSet::new();
    for line in samples("orders.txt") {
        for cell in CELLS {
            let order = asked(cell, &line);
            kinds.extend(order.map(|order| {
                let ask = serde_json::to_value(&order.ask).expect("an order is written");
                let words = ask.as_object().expect("by role").values().next().cloned();
                let word = match words.expect("one role") {
                    Value::Object(map) => map.keys().next().cloned(),
                    Value::String(word) => Some(word),
                    _ => None,
                };
                (cell, word.expect("a word"))
            }));
        }
    }
    let of = |cell| kinds.iter().filter(|(own, _)| *own == cell).count();
    assert_eq!(CELLS.map(of), [18, 5, 15, 6], "{kinds:?}");
}
