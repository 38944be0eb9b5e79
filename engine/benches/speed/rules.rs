//! What rules cost: records through the whole path, and whole drills, as rules are brought along.
//!
//! The large set is made here, with the log sources of public rule sets in their proportions and
//! values of their shapes, none of which anything in a city writes. Set `DIENTAP_SIGMA_RULES` to a
//! folder of Sigma rules to measure those too.

use crate::city::{folder, generated, plan, resident, root, take};
use crate::{STEPS, walk};
use engine::rehearsal::{BotKind, play};
use engine::sigma::Rule;
use std::collections::BTreeMap;
use std::time::Instant;

/// Machines of the city in which red walks.
const HOSTS: u32 = 1_000;

/// Rules of a large public set, by log source.
const SHARES: [(&str, &str, &[&str], usize); 8] = [
    (
        "windows",
        "category: process_creation",
        &["Image|endswith", "CommandLine|contains", "OriginalFileName"],
        1_415,
    ),
    (
        "windows",
        "category: registry_set",
        &[
            "TargetObject|contains",
            "Details|contains",
            "Image|endswith",
        ],
        224,
    ),
    (
        "windows",
        "category: file_event",
        &[
            "TargetFilename|endswith",
            "Image|endswith",
            "TargetFilename|contains",
        ],
        220,
    ),
    (
        "windows",
        "category: ps_script",
        &[
            "ScriptBlockText|contains",
            "ScriptBlockText|contains|all",
            "Path|endswith",
        ],
        178,
    ),
    (
        "windows",
        "service: security",
        &["ObjectName|contains", "ProcessName|endswith", "ServiceName"],
        167,
    ),
    (
        "linux",
        "category: process_creation",
        &[
            "Image|endswith",
            "CommandLine|contains",
            "ParentImage|endswith",
        ],
        144,
    ),
    (
        "windows",
        "category: network_connection",
        &[
            "Image|endswith",
            "DestinationHostname|endswith",
            "DestinationIp",
        ],
        61,
    ),
    (
        "windows",
        "category: dns_query",
        &["QueryName|endswith", "Image|endswith", "QueryName|contains"],
        28,
    ),
];

/// Prints the figures.
pub fn measure() {
    let mut first = None;
    for set in sets() {
        let mut texts = generated(HOSTS, 16);
        texts.0.extend(set.as_shipped());
        let before = resident();
        let (drill, took) = walk(&texts, HOSTS, STEPS);
        let rate = drill.records() as u128 * 1_000_000 / took.as_micros().max(1);
        let base = *first.get_or_insert(rate);
        println!(
            "{:<28} {rate:>7} records/s from trace to alert {:>4} % of the first {:>4} MB more",
            set.name,
            rate * 100 / base.max(1),
            resident().saturating_sub(before),
        );
    }
    for set in sets() {
        let mut texts = folder(&root().join("scenarios").join("hp-cang-ransom"));
        texts.0.extend(set.as_guests());
        let start = Instant::now();
        let plan = plan(&texts);
        let (read, start) = (start.elapsed(), Instant::now());
        let drill = play(plan, 7, BotKind::Playbook, &mut |_, _| Ok(()), &mut |_| {});
        println!(
            "{:<28} with scenario A: read in {read:>7.1?}, a drill in {:>8.1?}, {} facts",
            set.name,
            start.elapsed(),
            drill.map_or(0, |drill| drill.facts().len()),
        );
    }
}

/// Rules, by the names of their files.
struct Set {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Set {
    /// As if the catalogue had them: daily life, at which those of the catalogue do not fire, is
    /// not shown to them.
    fn as_shipped(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.within("catalogue/rules/")
    }

    /// As somebody brings them along: daily life is shown to them.
    fn as_guests(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.within("guests/")
    }

    fn within(&self, place: &str) -> impl Iterator<Item = (String, Vec<u8>)> {
        let file =
            move |(name, text): (&String, &Vec<u8>)| (format!("{place}{name}"), text.clone());
        self.files.iter().map(file)
    }
}

/// The shipped rules alone, with a large set, and with what the machine's owner names.
fn sets() -> Vec<Set> {
    let set = |name: &str, files: BTreeMap<_, _>| Set {
        name: format!("{name} ({} more)", files.len()),
        files,
    };
    let mut sets = vec![set("shipped", BTreeMap::new()), set("made", made())];
    if let Some(at) = std::env::var_os("DIENTAP_SIGMA_RULES") {
        let mut files = BTreeMap::new();
        take(at.as_ref(), "", &mut files);
        // A rule is known by its file's name, whatever folder it stands in.
        let flat = files.into_iter().map(|(path, text)| {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            (name, text)
        });
        // What cannot be read is the report's business, not the clock's.
        let read = |(_, text): &(String, Vec<u8>)| {
            std::str::from_utf8(text).is_ok_and(|text| Rule::read("rule", text).is_ok())
        };
        sets.push(set("yours", flat.filter(read).collect()));
    }
    sets
}

/// A large set: each rule looks for a file, some words or a name of its own.
fn made() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (product, source, fields, count) in SHARES {
        for n in 0..count {
            let value = |field: &str| match field.ends_with("|endswith") {
                true => format!("'\\drill-{n}.exe'"),
                false => format!("[' -drill{n} ', 'drill {n}']"),
            };
            let (one, other) = (fields[n % 3], fields[(n + 1) % 3]);
            let text = format!(
                "title: Drill {n}\nlogsource: {{product: {product}, {source}}}\ndetection:\n  \
                 one: {{{one}: {}}}\n  other: {{{other}: {}}}\n  condition: one {} other\n",
                value(one),
                value(other),
                if n % 2 == 0 { "and" } else { "or" },
            );
            let kind = source.rsplit(' ').next().unwrap_or_default();
            files.insert(format!("made_{product}_{kind}_{n}.yml"), text.into_bytes());
        }
    }
    files
}
