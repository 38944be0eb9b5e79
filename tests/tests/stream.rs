//! The stream that a drill is exported by gives what the hunt finds, page for page, also where
//! machines and zones were cut off; and what the organisers find, with what was left on machines.

use std::collections::BTreeSet;

use engine::detect::search::Breadth;
use engine::drill::{Drill, WholeRecord};
use engine::words::name::RecordId;
use engine::words::time::{HOUR, Tick};
use tests::scenario::{act, blue, plan};

const CITY: &str = "hp-cang-ransom";

/// The numbers of all that a search finds, page by page, oldest first.
fn paged(drill: &Drill, query: &str) -> Vec<RecordId> {
    let (mut all, mut mark) = (Vec::new(), None);
    loop {
        let page = drill.hunt(blue(drill.plan()), query, mark, 500);
        let page = page.expect("it is sound");
        all.extend(page.entries.iter().map(|(id, _)| *id));
        mark = page.next;
        if mark.is_none() {
            all.reverse();
            return all;
        }
    }
}

/// The same as a stream gives it, with whatever has no number.
fn streamed(drill: &Drill, query: &str, breadth: Breadth) -> Vec<WholeRecord> {
    let (query, mut all) = (drill.query(query).expect("it is sound"), Vec::new());
    let done = drill.stream(&query, breadth, &mut |record| {
        all.push(record);
        Ok::<(), ()>(())
    });
    assert_eq!(done, Ok(()));
    assert!(all.is_sorted_by_key(|record| record.at), "in time order");
    all
}

#[test]
fn what_is_streamed_is_what_a_search_finds_page_for_page() {
    let mut drill = Drill::open(plan(CITY), 7);
    act(&mut drill, "isolate-host", "host:ws-quan-211", Tick(HOUR));
    act(&mut drill, "isolate-zone", "zone:z4-so", Tick(2 * HOUR));
    drill.advance(Tick(5 * HOUR));
    let numbers = |all: &[WholeRecord]| all.iter().filter_map(|r| r.number).collect();
    for query in [
        "host:ws-quan-211",
        "host:ws-so-0* class:proxy,process_creation from T+1:55 to T+2:05",
        "class:security EventID:=4624 from T+3:00 to T+3:01",
        "(zone:z1-dmz from T+0:10 to T+0:20) or (host:ws-so-012 last 1h)",
        "last 20s",
    ] {
        let found = paged(&drill, query);
        let all = streamed(&drill, query, Breadth::COLLECTED);
        let ids: Vec<RecordId> = numbers(&all);
        assert_eq!(ids.len(), all.len(), "{query}: all have come in");
        assert_eq!(found, ids, "{query}");
        let played = Breadth {
            daily: false,
            ..Breadth::COLLECTED
        };
        let played: BTreeSet<RecordId> = numbers(&streamed(&drill, query, played))
            .into_iter()
            .collect();
        let daily = |id: &&RecordId| !played.contains(*id);
        assert!(ids.iter().filter(daily).count() > 10, "{query}");
        assert!(played.iter().all(|id| ids.contains(id)), "{query}");
        let whole = streamed(
            &drill,
            query,
            Breadth {
                whole: true,
                ..Breadth::COLLECTED
            },
        );
        assert_eq!(ids, numbers(&whole) as Vec<RecordId>, "{query}");
    }
    // What the organisers search, they find the same way, and what was left on machines with it.
    let (query, mut mark, mut found) = ("host:ws-quan-21* last 30m", None, Vec::new());
    loop {
        let page = drill.hunt_whole((query, true), mark, 500).expect("sound");
        found.extend(page.records);
        mark = page.next;
        if mark.is_none() {
            break;
        }
    }
    found.reverse();
    let whole = Breadth {
        whole: true,
        ..Breadth::COLLECTED
    };
    assert_eq!(found, streamed(&drill, query, whole));
}
