//! The hunt over all that has come in: daily life is the same whoever looks and whenever, no rule
//! looks for it, there is as much of it as was measured, and it is true to what happened.

use std::collections::{BTreeMap, BTreeSet};

use engine::detect::class::Sensing;
use engine::detect::record::{Full, Record};
use engine::drill::Drill;
use engine::plan::Plan;
use engine::sigma::ClassId as SigmaClass;
use engine::words::cell::Cell;
use engine::words::chance::Seed;
use engine::words::name::{ControlId, HostId, Name, RecordId};
use engine::words::order::{Ask, BlueAsk, Order};
use engine::words::time::{DAY, HOUR, Span, Tick};
use engine::words::trace::Origin;
use tests::hold;
use tests::scenario::{act, blue, order, plan, scenarios};

const CITY: &str = "hp-cang-ransom";

fn opened(until: u32) -> Drill {
    let mut drill = Drill::open(plan(CITY), 7);
    drill.advance(Tick(until));
    drill
}

fn ids(drill: &Drill, query: &str) -> BTreeSet<RecordId> {
    let found = drill.hunt(blue(drill.plan()), query, None, 500);
    let found = found.unwrap_or_else(|faults| panic!("{query}: {faults:?}"));
    found.entries.into_iter().map(|(id, _)| id).collect()
}

#[test]
fn looking_changes_nothing_and_finds_the_same_again() {
    let mut drill = opened(2 * HOUR);
    let team = blue(drill.plan());
    let (digest, records) = (drill.digest(), drill.records());
    let query = "host:ws-so-* class:process_creation from 3600 to 3660";
    let before = ids(&drill, query);
    assert!((20..500).contains(&before.len()), "{}", before.len());
    // The same hour, asked for with other words, on other pages, and again later.
    assert_eq!(before, ids(&drill, &format!("{query} Image:*")));
    let mut paged = BTreeSet::new();
    let mut mark = None;
    loop {
        let page = drill.hunt(team, query, mark, 7).expect("it is sound");
        let news = page.entries.iter().all(|(id, _)| paged.insert(*id));
        assert!(news, "no record stands on two pages");
        mark = page.next;
        if mark.is_none() {
            break;
        }
    }
    assert_eq!(before, paged);
    let tally = drill.tally(team, query).expect("it is sound");
    assert_eq!((tally.count, tally.back_to), (before.len() as u64, None));
    for id in &before {
        let entry = drill.entry(team, *id).expect("what is found can be read");
        assert_eq!(entry.at.0 / HOUR, 1);
    }
    assert_eq!((digest, records), (drill.digest(), drill.records()));
    drill.advance(Tick(4 * HOUR));
    assert_eq!(before, ids(&drill, query), "later it is the same");
    let red = drill.plan().roster.first(Cell::Red).expect("it attacks");
    let theirs = drill.hunt(red, query, None, 9).expect("it is sound");
    assert!(theirs.entries.is_empty(), "only the defence reads logs");
}

#[test]
fn pages_go_on_newest_first_and_free_text_finds_what_fields_find() {
    let drill = opened(3 * HOUR);
    let team = blue(drill.plan());
    let page = drill.hunt(team, "", None, 100).expect("it is sound");
    let times: Vec<Tick> = page.entries.iter().map(|(_, entry)| entry.at).collect();
    assert!(times.is_sorted_by(|a, b| a >= b) && times.len() == 100 && page.next.is_some());
    assert_eq!(
        ids(&drill, "winword last 20m zone:z4-so class:process_creation"),
        ids(
            &drill,
            "(Image:winword or CommandLine:winword or OriginalFileName:winword) last 20m \
             zone:z4-so class:process_creation"
        )
    );
}

#[test]
fn whatever_is_read_in_a_record_finds_it() {
    let drill = opened(3 * HOUR);
    let team = blue(drill.plan());
    let sensing = &drill.plan().sensing;
    for source in &sensing.daily.sources {
        let class = &sensing.classes[source.class.at()].name;
        let query = format!("class:{class} from 7200 to 9000");
        let found = drill.hunt(team, &query, None, 500).expect("it is sound");
        for (id, entry) in found.entries.iter().step_by(167) {
            for (field, value) in &entry.fields {
                let value = value.replace('"', "\"\"");
                if value.chars().any(char::is_alphanumeric) {
                    let at = entry.at.0;
                    let query = format!("class:{class} from {at} to {} \"{value}\"", at + 1);
                    assert!(ids(&drill, &query).contains(id), "{field}: {query}");
                }
            }
        }
    }
}

#[test]
fn people_log_on_at_a_desk_from_its_own_network_and_never_by_a_phone() {
    let plan = plan("hn-4lop-dothi");
    let mut drill = Drill::open(plan.clone(), 21);
    drill.advance(Tick(8 * HOUR));
    let query = "class:security EventID:4624 LogonType:3 host:ws-so-*";
    let found = drill.hunt(blue(&plan), query, None, 500);
    let found = found.expect("it is sound").entries;
    assert!(found.len() > 200, "{}", found.len());
    let mut city = (0..plan.map.hosts).map(HostId);
    let at: BTreeMap<String, HostId> = city.by_ref().map(|h| (plan.map.ip_of(h), h)).collect();
    let strange = found.iter().filter_map(|(_, entry)| {
        let from = at.get(&entry.fields["IpAddress"])?;
        let own = plan.map.zone_of(entry.host?);
        let near = plan.map.zone_of(*from) == own;
        (!near).then(|| format!("{own:?} from {}", plan.map.host_name(*from)))
    });
    let strange: Vec<String> = strange.collect();
    hold("People log on at a desk from its own network", strange);
}

#[test]
fn a_process_has_a_parent_and_is_a_child_of_it() {
    let drill = opened(6 * HOUR);
    let team = blue(drill.plan());
    let query = "class:process_creation host:ws-so-* ParentImage:*\\explorer.exe Image:*chrome.exe";
    let trees = ids(&drill, query).into_iter().take(40);
    let trees: Vec<_> = trees.map(|id| (id, drill.kin(team, id))).collect();
    let deep = trees.iter().filter(|(id, rows)| {
        rows.iter().any(|(depth, of, _)| of == id && *depth > 0)
            && rows.iter().any(|(_, _, entry)| {
                entry
                    .fields
                    .get("Image")
                    .is_some_and(|i| i.ends_with("explorer.exe"))
            })
    });
    assert!(
        deep.count() > 0,
        "some process was started by a session that was seen"
    );
    let with_children = |(id, rows): &&(RecordId, Vec<_>)| {
        let own = rows
            .iter()
            .find(|(_, of, _): &&(usize, RecordId, _)| of == id);
        own.is_some_and(|(own, ..)| rows.iter().any(|(depth, ..)| depth > own))
    };
    assert!(
        trees.iter().filter(with_children).count() > 0,
        "some have children"
    );
}

/// Of which classes of log these records are.
fn classes(drill: &Drill, found: &BTreeSet<RecordId>) -> BTreeSet<String> {
    let team = blue(drill.plan());
    let class = |id: &RecordId| {
        let entry = drill.entry(team, *id).expect("what is found can be read");
        drill.plan().sensing.classes[entry.class.at()]
            .name
            .to_string()
    };
    found.iter().map(class).collect()
}

/// What the network writes down about a machine, not the machine itself.
const NETWORK: [&str; 4] = ["proxy", "dns", "firewall", "netflow"];

#[test]
fn an_isolated_machine_has_no_network_but_still_tells_its_defenders_what_it_does() {
    let mut drill = opened(0);
    act(&mut drill, "isolate-host", "host:ws-quan-211", Tick(HOUR));
    drill.advance(Tick(5 * HOUR));
    let own = ids(&drill, "host:ws-quan-211 from 10800 to 14400");
    let own = classes(&drill, &own);
    assert!(own.contains("process_creation"), "{own:?}");
    assert!(NETWORK.iter().all(|class| !own.contains(*class)), "{own:?}");
    let other = ids(&drill, "host:ws-quan-212 from 10800 to 14400");
    let other = classes(&drill, &other);
    assert!(
        NETWORK.iter().any(|class| other.contains(*class)),
        "its neighbour goes on: {other:?}"
    );
}

#[test]
fn a_zone_that_is_cut_off_sends_nothing_until_it_is_back() {
    let mut drill = opened(0);
    act(&mut drill, "isolate-zone", "zone:z4-quan", Tick(HOUR));
    drill.advance(Tick(5 * HOUR));
    let query = "host:ws-quan-211 from 10800 to 14400";
    let other = "host:ws-so-012 from 10800 to 14400";
    assert!(ids(&drill, query).is_empty(), "nothing comes from it");
    assert!(!ids(&drill, other).is_empty(), "another zone goes on");
    act(&mut drill, "reconnect-zone", "zone:z4-quan", Tick(5 * HOUR));
    drill.advance(Tick(9 * HOUR));
    let sent = ids(&drill, query);
    assert!(!sent.is_empty(), "it sends what it kept");
    let sent = classes(&drill, &sent);
    assert!(
        NETWORK.iter().all(|class| !sent.contains(*class)),
        "{sent:?}: it had no network"
    );
}

const BROWSER: &str = "title: Trình duyệt
logsource: {category: process_creation, product: windows}
detection:
  selection:
    Image|endswith: '\\chrome.exe'
  condition: selection
level: low
";

#[test]
fn a_rule_tried_on_the_past_fires_where_the_hunt_finds_and_changes_nothing() {
    let drill = opened(2 * HOUR);
    let team = blue(drill.plan());
    let digest = drill.digest();
    let tried = |text: &str| drill.back_test(team, ("own-thu", text), Span(DAY));
    let found = tried(BROWSER).expect("it is sound");
    let query = "class:process_creation Image:*\\chrome.exe";
    let tally = drill.tally(team, query).expect("it is sound");
    assert!(!found.cut_short && tally.back_to.is_none(), "{found:?}");
    assert_eq!((found.hits, &found.hours), (tally.count, &tally.hours));
    assert!(found.hits > 500, "{found:?}");
    let page = drill.hunt(team, query, None, 200).expect("it is sound");
    let newest: Vec<RecordId> = found.newest.iter().map(|(_, id)| *id).collect();
    let on_page: Vec<RecordId> = page.entries.iter().map(|(id, _)| *id).collect();
    assert_eq!(newest, on_page);
    assert!(found.alerts < found.hits, "repeats are grouped");
    assert_eq!(
        found.alerts_a_day(),
        found.alerts * 120,
        "in tenths, of two hours"
    );

    let many = format!(
        "{}---\ntitle: Nhiều\ncorrelation:\n  type: event_count\n  rules: [trinh-duyet]\n  \
         group-by: [Computer]\n  timespan: 10m\n  condition: {{gte: 5}}\nlevel: medium\n",
        BROWSER.replace("title:", "name: trinh-duyet\ntitle:")
    );
    let counted = tried(&many).expect("it is sound");
    assert!(
        (1..found.hits).contains(&counted.hits),
        "{} of {}",
        counted.hits,
        found.hits
    );

    let never = BROWSER.replace("chrome", "no-such-thing");
    assert_eq!(tried(&never).expect("it is sound").hits, 0);
    let faults = tried("title: x\nlogsource: [\n").expect_err("it is not sound");
    assert!(faults.iter().all(|fault| fault.line > 0), "{faults:?}");
    let red = drill.plan().roster.first(Cell::Red).expect("it attacks");
    let theirs = drill.back_test(red, ("x", BROWSER), Span(DAY));
    assert_eq!(theirs.expect("it is sound").hits, 0);
    assert_eq!(digest, drill.digest());
}

#[test]
fn a_shipped_rule_tried_on_the_past_fires_as_often_as_it_did() {
    let plan = plan("cong-ddos-deface");
    let mut drill = Drill::open(plan.clone(), 7);
    drill.advance(Tick(2 * HOUR));
    let team = blue(&plan);
    let view = drill.blue(team).expect("it defends");
    let mut raised: BTreeMap<_, u64> = BTreeMap::new();
    for alert in view.alerts.values() {
        *raised.entry(alert.rule).or_default() += u64::from(alert.times);
    }
    let mut alike = 0;
    for (rule, times) in raised {
        let rule = &plan.sensing.rules[rule.at()];
        let found = drill.back_test(team, (&rule.stem, &rule.text), Span(DAY));
        let found = found.expect("it is sound");
        // The view is told of the first repeats, then of each doubling.
        assert!(found.hits >= times, "{}: {found:?}", rule.stem);
        alike += usize::from(found.hits < times * 2);
    }
    assert!(alike > 3, "{alike}");
}

/// The records of one machine in an hour of a day, as rules see them.
fn hour(plan: &Plan, host: HostId, hour: u32) -> Vec<Record> {
    let Sensing { classes, daily, .. } = &*plan.sensing;
    let (group, _) = plan.map.group_of(host);
    let role = &plan.map.roles[group.role.at()];
    let mut records = Vec::new();
    for source in &daily.sources {
        let class = &classes[source.class.at()];
        let Some(rate) = source.rate(group.role) else {
            continue;
        };
        let by_host = class.by == engine::detect::class::Place::Host;
        if by_host && !role.logs.contains(&class.name) {
            continue;
        }
        for stub in source.stubs(Seed(3), 0, rate, host, hour) {
            let fields = source.lines[stub.line].fields.iter().enumerate();
            let mut fields: Vec<(Name, String)> = fields
                .map(|(i, (k, _))| (k.clone(), source.fill(Seed(3), &plan.map, &stub, i)))
                .collect();
            plan.sensing.complete(class, &mut fields);
            let whose = (stub.at, stub.class, Some(host), ControlId(0));
            let (name, life) = (plan.map.host_name(host), Origin::Life { attempt: false });
            records.push(Record::new(whose, fields, name, false, life));
        }
    }
    records.sort_by_key(|record| record.at);
    records
}

#[test]
fn no_rule_looks_for_daily_life() {
    let mut wrong = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    let mut known = BTreeSet::new();
    for scenario in scenarios() {
        let plan = plan(&scenario);
        let mut engine = plan.sensing.engine();
        let mut roles = BTreeMap::new();
        for group in &plan.map.groups {
            // A role that stood in another city is no other here.
            if known.insert(plan.map.roles[group.role.at()].name.clone()) {
                roles.insert(group.role, HostId(group.first));
            }
        }
        for record in [2, 8].into_iter().flat_map(|h| {
            let all = roles.values().flat_map(|host| hour(&plan, *host, h));
            let mut all: Vec<Record> = all.collect();
            all.sort_by_key(|record| record.at);
            // One in four of the busiest is enough: kinds are few.
            let thin = all.len() > 4_000;
            all.into_iter().step_by(if thin { 4 } else { 1 })
        }) {
            let class = &plan.sensing.classes[record.class.at()];
            for (field, _) in &record.fields {
                if !class.defaults.contains_key(field) {
                    unknown.insert(format!("{}: no field {field}", class.name));
                }
            }
            let full = Full {
                record: &record,
                class,
            };
            let hits = engine.feed(SigmaClass(record.class.at()), record.at.0.into(), &full);
            for hit in hits {
                let stem = &engine.rule(hit.rule).stem;
                wrong.insert(format!("{stem} on {}: {:?}", class.name, record.fields));
            }
        }
    }
    hold(
        "Daily life has the fields of its classes",
        unknown.into_iter().collect(),
    );
    hold("No rule looks for daily life", wrong.into_iter().collect());
}

#[test]
fn there_is_as_much_daily_life_as_was_measured() {
    let plan = plan(CITY);
    let mean = |role: &str, hosts: usize| -> usize {
        let groups = plan.map.groups.iter();
        let of_role = groups.filter(|g| *plan.map.roles[g.role.at()].name == *role);
        let all = of_role.flat_map(|g| (g.first..g.first + g.count).map(HostId));
        let all: Vec<HostId> = all.take(hosts).collect();
        assert!(!all.is_empty(), "there is a {role}");
        let count = |host: &HostId| (0..24).map(|h| stubs(&plan, *host, h)).sum::<usize>();
        all.iter().map(count).sum::<usize>() / all.len()
    };
    // Events a day: about 2,000 for a workstation's own logs, thrice that for a server, and the
    // network's beside them; a domain controller more than ten times as much.
    let workstation = mean("workstation", 20);
    assert!((3_000..4_600).contains(&workstation), "{workstation}");
    let server = mean("file-server", 1);
    assert!((6_000..11_000).contains(&server), "{server}");
    let controller = mean("domain-controller", 1);
    assert!((24_000..36_000).contains(&controller), "{controller}");
    assert_eq!(DAY / HOUR, 24);
}

fn stubs(plan: &Plan, host: HostId, hour: u32) -> usize {
    let (group, _) = plan.map.group_of(host);
    let sources = plan.sensing.daily.sources.iter();
    let counts = sources.filter_map(|source| {
        let rate = source.rate(group.role)?;
        Some(source.stubs(Seed(3), 0, rate, host, hour).count())
    });
    counts.sum()
}

#[test]
fn a_record_of_daily_life_is_cited_like_any_other() {
    let mut drill = opened(2 * HOUR);
    let team = blue(drill.plan());
    let query = "host:ws-so-* class:process_creation last 30m";
    let id = *ids(&drill, query).first().expect("there are some");
    let attach = BlueAsk::Attach {
        case: engine::words::name::CaseId(1),
        alerts: Vec::new(),
        records: vec![id, RecordId(1 << 52 | 77)],
        note: String::new(),
    };
    let open = BlueAsk::OpenCase {
        title: "a".into(),
        alerts: Vec::new(),
    };
    let one = |records: Vec<RecordId>| match attach.clone() {
        BlueAsk::Attach {
            case, alerts, note, ..
        } => BlueAsk::Attach {
            case,
            alerts,
            records,
            note,
        },
        other => other,
    };
    let give = |drill: &mut Drill, ask: BlueAsk| {
        let order: Order = order(drill.plan(), Ask::Blue(ask));
        drill.order(order);
        let now = drill.now();
        drill.advance(now);
        drill.blue(team).expect("they defend").refused.len()
    };
    assert_eq!(give(&mut drill, open), 0);
    assert_eq!(give(&mut drill, one(vec![id])), 0, "it is evidence");
    assert_eq!(
        give(&mut drill, one(vec![RecordId((1 << 52) | 0x1FFF)])),
        1,
        "this is none"
    );
}
