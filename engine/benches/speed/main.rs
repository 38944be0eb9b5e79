//! How fast drills run and what cities cost, as figures taken side by side in one run.
//!
//! `cargo bench -p engine` prints, all of it or what is named after `--`: whole drills per minute
//! of scenarios A and F with the playbook bot (`drills`); what it costs to show views to many seats
//! (`views`); red actions per second over generated networks of growing size, with telemetry,
//! rules and facts on, and each rate as a share of the smallest network's (`walk`); the time and
//! memory to open a city of a million hosts, and an idle hour in it (`million`); what daily life
//! costs in cities of growing size (`daily`); searches over a day of a city of 10,000 hosts
//! (`hunt`); records per second from what leaves a trace to the alert, and whole drills, with more
//! and more rules (`rules`).
#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and the disk; the engine does neither"
)]

mod city;
mod rules;

use city::{folder, generated, plan, resident, root};
use engine::drill::Drill;
use engine::plan::Texts;
use engine::rehearsal::{BotKind, play};
use engine::words::cell::Cell;
use engine::words::chance::Seed;
use engine::words::name::{HostId, Name};
use engine::words::order::{Act, Ask, Order, RedAsk};
use engine::words::time::{DAY, HOUR, Span, Tick};
use std::time::{Duration, Instant};

/// How far red walks.
const STEPS: u32 = 20_000;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let all = !wanted.iter().any(|word| !word.starts_with('-'));
    let part = |name: &str, title: &str, run: &dyn Fn()| {
        if all || wanted.iter().any(|word| word == name) {
            println!("── {title} ──");
            run();
        }
    };
    part("drills", "whole drills, playbook bot, one thread", &|| {
        ["cong-ddos-deface", "hp-cang-ransom"]
            .into_iter()
            .for_each(drills);
    });
    let title = "views, folded once for a team, shown at every moment at which anything is due";
    part("views", title, &|| {
        [0, 1, 100, 1_000].into_iter().for_each(views);
    });
    let title = "red walk, one order a step, records, rules and facts on";
    part("walk", title, &|| {
        by_size([100, 1_000, 10_000, 100_000], |hosts| {
            let (_, took) = walk(&generated(hosts, 16), hosts, STEPS);
            let rate = u128::from(STEPS) * 1_000_000 / took.as_micros().max(1);
            print!("{hosts:>9} hosts {rate:>9} actions/s");
            rate
        });
    });
    part("million", "a city of 1,000,000 hosts", &million);
    let title = "daily life in an hour of 100 hosts, by the size of the city";
    part("daily", title, &|| {
        by_size([1_000, 10_000, 100_000, 1_000_000], quiet);
    });
    part("hunt", "searches over a day of 10,000 hosts", &hunt);
    part(
        "rules",
        "the same with more and more rules",
        &rules::measure,
    );
}

/// Prints each figure as a share of the first, which is the smallest network's.
fn by_size(sizes: [u32; 4], measure: impl Fn(u32) -> u128) {
    let mut first = None;
    for hosts in sizes {
        let figure = measure(hosts);
        let base = *first.get_or_insert(figure);
        println!("   {:>4} % of the smallest", figure * 100 / base.max(1));
    }
}

fn drills(scenario: &str) {
    let texts = folder(&root().join("scenarios").join(scenario));
    let plan = plan(&texts);
    let start = Instant::now();
    let mut n = 0u32;
    let mut facts = 0;
    while n < 3 || start.elapsed().as_secs() < 5 {
        let drill = play(
            plan.clone(),
            u64::from(n),
            BotKind::Playbook,
            &mut |_, _| Ok(()),
            &mut |_| {},
        );
        facts += drill.map_or(0, |d| d.facts().len());
        n += 1;
    }
    let each = start.elapsed() / n;
    let per_minute = 60_000 / each.as_millis().max(1);
    println!(
        "{scenario:<18} {per_minute:>6} drills/min   {each:>10.1?} each   {} facts each",
        facts / n as usize
    );
}

/// What it costs to show a drill without a response to so many seats of one team. A view that a
/// seat holds is copied when it changes, once for all who hold it.
fn views(seats: usize) {
    let texts = folder(&root().join("scenarios").join("hp-cang-ransom"));
    let plan = plan(&texts);
    let team = plan.roster.first(Cell::Blue).expect("somebody defends");
    let mut drill = Drill::open(plan, 7);
    let (mut held, mut moments) = (Vec::new(), 0u32);
    let start = Instant::now();
    while let Some(next) = drill.next_due().filter(|_| !drill.ended()) {
        drill.advance(next.max(drill.now()));
        held.clear();
        held.extend((0..seats).filter_map(|_| drill.blue(team).cloned()));
        moments += 1;
    }
    let took = start.elapsed();
    let each = took / moments.max(1);
    println!("{seats:>9} seats {took:>10.1?} in all   {each:>8.1?} for each of {moments} moments");
}

/// A drill after a walk of red from host to host, and how long that took.
fn walk(texts: &Texts, hosts: u32, steps: u32) -> (Drill, Duration) {
    let mut drill = Drill::open(plan(texts), 7);
    // The first hop comes from the internet; every later one from the host reached last.
    let order = |from: &str, on: String| Order {
        team: "red".into(),
        place: "bench".into(),
        ask: Ask::Red(RedAsk::Act(Act {
            action: "hop".into(),
            on: Name::from(on),
            from: from.into(),
            ..Act::default()
        })),
    };
    let digits = hosts.div_ceil(16).to_string().len().max(2);
    let name = |i: u32| format!("ws-{:02}-{:0digits$}", i % 16, (i / 16) % (hosts / 16) + 1);
    let start = Instant::now();
    let mut from = String::new();
    for i in 0..steps {
        let to = name(i.wrapping_mul(7_919) % hosts);
        drill.order(order(&from, format!("host:{to}")));
        let now = drill.now();
        drill.advance(now.after(Span(2)));
        from = to;
    }
    assert!(
        drill.facts().len() > steps as usize * 3,
        "the walk walks: {}",
        drill.facts().len()
    );
    (drill, start.elapsed())
}

fn million() {
    let before = resident();
    let texts = generated(1_000_000, 16);
    let start = Instant::now();
    let plan = plan(&texts);
    let read = start.elapsed();
    let mut drill = Drill::open(plan, 7);
    println!(
        "read and checked in {read:.1?}, open after {:.1?}, {} MB more",
        start.elapsed(),
        resident() - before
    );
    let start = Instant::now();
    for hour in 1..=24 {
        drill.advance(Tick(hour * HOUR));
    }
    println!("an idle drill hour in it: {:.1?}", start.elapsed() / 24);
}

/// What an hour of the same hundred hosts costs in a city of this size, in microseconds, and what
/// a day that goes by adds to memory.
fn quiet(hosts: u32) -> u128 {
    let plan = plan(&generated(hosts, 16));
    let mut drill = Drill::open(plan.clone(), 7);
    let before = resident();
    drill.advance(Tick(DAY));
    let team = plan.roster.team("blue").expect("it defends");
    let sources = &plan.sensing.daily.sources;
    let start = Instant::now();
    let mut made = 0;
    for host in (0..100).map(|n| HostId(n * (hosts / 100))) {
        let role = plan.map.group_of(host).0.role;
        for source in sources {
            let Some(rate) = source.rate(role) else {
                continue;
            };
            for stub in source.stubs(Seed(7), 0, rate, host, 9) {
                made += source.fill(Seed(7), &plan.map, &stub, 0).len().min(1);
            }
        }
    }
    let cost = start.elapsed().as_micros();
    let page = Instant::now();
    let found = drill.hunt(team, "class:process_creation last 1h", None, 200);
    let found = found.expect("it is sound");
    print!(
        "{hosts:>9} hosts {made:>7} records in {cost:>6} µs, {:>3} MB more after a day, \
         first page {:>7.1?} ({} left out)",
        resident().saturating_sub(before),
        page.elapsed(),
        found.left_out
    );
    cost
}

/// Searches over a day of a city of 10,000 hosts.
fn hunt() {
    let plan = plan(&generated(10_000, 16));
    let mut drill = Drill::open(plan.clone(), 7);
    drill.advance(Tick(DAY));
    let team = plan.roster.team("blue").expect("it defends");
    for query in [
        "last 24h",
        "class:process_creation Image:*winword.exe last 24h",
        "powershell last 24h",
        "ParentImage:*\\services.exe CommandLine:-s last 24h",
        "host:ws-03-* DestinationIp:192.0.2.117 last 24h",
        "IpAddress:10.10.0.17 last 24h",
        "nothing-like-this last 24h",
    ] {
        let start = Instant::now();
        let found = drill.hunt(team, query, None, 200).expect("it is sound");
        let (took, start) = (start.elapsed(), Instant::now());
        let tally = drill.tally(team, query).expect("it is sound");
        println!(
            "{query:<52} page of {:>3} in {took:>8.1?}{}   count {:>9} in {:>8.1?}{}",
            found.entries.len(),
            found
                .back_to
                .map_or(String::new(), |at| format!(" back to {at}")),
            tally.count,
            start.elapsed(),
            tally
                .back_to
                .map_or(String::new(), |at| format!(" back to {at}")),
        );
    }
}
