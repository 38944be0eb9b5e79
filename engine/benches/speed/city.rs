//! Cities to measure: those that are shipped, and flat ones of any size.

use engine::plan::{Plan, Texts};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Resident memory of this process, in megabytes.
pub fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1_024
}

/// The plan of a sound scenario.
pub fn plan(texts: &Texts) -> Arc<Plan> {
    let (plan, faults) = Plan::read(texts);
    plan.unwrap_or_else(|| panic!("the scenario is sound: {:?}", faults.iter().next()))
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A shipped scenario with the catalogue.
pub fn folder(at: &Path) -> Texts {
    let mut texts = BTreeMap::new();
    take(at, "", &mut texts);
    take(
        &root().join("scenarios/catalogue"),
        "catalogue/",
        &mut texts,
    );
    Texts(texts)
}

/// Puts every written file under a folder among the texts.
pub fn take(at: &Path, prefix: &str, texts: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(at)
        .expect("a folder of the repository")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            take(&entry.path(), &format!("{prefix}{name}/"), texts);
        } else if name.ends_with(".yml") {
            texts.insert(
                format!("{prefix}{name}"),
                std::fs::read(entry.path()).expect("a file of the repository"),
            );
        }
    }
}

/// A flat city: so many zones about a hub, hosts spread over them, endpoint sensors on all, one
/// red action that hops from host to host.
pub fn generated(hosts: u32, zones: u32) -> Texts {
    let both = |text: &str| format!("{{vi: \"{text}\", en: \"{text}\"}}");
    let mut city = String::from("orgs:\n");
    let _ = writeln!(
        city,
        "  - {{name: dc, title: {}, kind: datacentre}}",
        both("dc")
    );
    let _ = writeln!(
        city,
        "zones:\n  - {{name: hub, title: {}, org: dc}}",
        both("hub")
    );
    for z in 0..zones {
        let _ = writeln!(
            city,
            "  - {{name: z-{z:02}, title: {}, org: dc}}",
            both("zone")
        );
    }
    city.push_str("links:\n  - {name: up, between: [internet, hub], allow: [any], owner: dc}\n");
    for z in 0..zones {
        let _ = writeln!(
            city,
            "  - {{name: l-{z:02}, between: [hub, z-{z:02}], allow: [any], owner: dc}}"
        );
    }
    city.push_str("groups:\n");
    for z in 0..zones {
        let count = hosts / zones + u32::from(z < hosts % zones);
        let _ = writeln!(
            city,
            "  - {{name: ws-{z:02}, role: workstation, zone: z-{z:02}, orgs: [dc], count: {count}}}"
        );
    }
    let covers: Vec<String> = (0..zones).map(|z| format!("z-{z:02}")).collect();
    let _ = writeln!(
        city,
        "controls:\n  - {{name: edr, title: {}, kind: edr, covers: {{zones: [{}]}}, org: dc}}",
        both("edr"),
        covers.join(", ")
    );
    for kind in ["audit", "dns", "firewall", "proxy", "netflow"] {
        let _ = writeln!(
            city,
            "  - {{name: {kind}, title: {}, kind: {kind}, covers: {{zones: [{}]}}, org: dc}}",
            both(kind),
            covers.join(", ")
        );
    }
    let scenario = SCENARIO.replace("TEXT", &both("bench"));
    let campaign = format!("title: {}\nsteps: []\n", both("none"));
    let hop = HOP.replace("TEXT", &both("hop"));
    let mut texts = BTreeMap::new();
    take(
        &root().join("scenarios/catalogue"),
        "catalogue/",
        &mut texts,
    );
    texts.insert("city.yml".into(), city.into_bytes());
    texts.insert("scenario.yml".into(), scenario.into_bytes());
    texts.insert("campaign.yml".into(), campaign.into_bytes());
    texts.insert("actions/hop.yml".into(), hop.into_bytes());
    Texts(texts)
}

const SCENARIO: &str = "\
title: TEXT
about: TEXT
city: TEXT
era: a
starts: 2026-01-01T00:00
length: 30d
difficulty: TEXT
teams:
  - {name: blue, cell: blue, org: dc}
  - {name: red, cell: red}
briefing: {blue: TEXT}
";

const HOP: &str = r"
title: TEXT
about: TEXT
for: red
attack: [T1021.002]
tactic: lateral-movement
target: host
takes: 1s
requires: [{reachable: smb}]
effects: [{foothold: admin}]
traces:
  - on: target
    log: process_creation
    fields:
      Image: 'C:\Windows\System32\cmd.exe'
      CommandLine: 'cmd.exe /c hop {num:1-9999}'
";
