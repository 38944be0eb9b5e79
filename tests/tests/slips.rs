//! The slips an author makes in a scenario that is otherwise whole: each is told alone, where it
//! was made, with what would be right.

use engine::plan::Plan;
use tests::scenario::texts;

/// What is written, what is written in its place, and what is said: file and line are those of the
/// slip, then the code and the values of its sentence.
const SLIPS: &[(&str, &str, &str, &str)] = &[
    (
        "msel.yml",
        "{inject: a4, choice: cut}",
        "{inject: a4, choice: cat}",
        "unknown-name kind=choice name=cat near=cut",
    ),
    (
        "msel.yml",
        "target: control:nhat-ky-cang",
        "target: nhat-ky-cang",
        "unknown-name kind=target name=nhat-ky-cang near=control:nhat-ky-cang",
    ),
    (
        "msel.yml",
        "    target: control:nhat-ky-cang\n",
        "",
        "missing-key key=target at=a4a",
    ),
    (
        "msel.yml",
        "target: control:av-tp",
        "target: org:ttdl",
        "wrong-target found=org:ttdl wanted=host, service, account, data, backup, control",
    ),
    (
        "msel.yml",
        "target: control:av-tp",
        "target: address:av-tp",
        "unknown-name kind=target name=address:av-tp near=address:c2-a",
    ),
    (
        "duties.yml",
        "to: press",
        "to: cipher",
        "duty-nobody wanted=cipher",
    ),
    (
        "duties.yml",
        "body: telco-b",
        "body: cang",
        "duty-body found=cang kind=port wanted=telco",
    ),
    (
        "campaign.yml",
        "    at: 15m\n",
        "    at: 6d\n",
        "after-endex name=a01-scan at=6d length=5d",
    ),
    (
        "campaign.yml",
        "    on: $can-bo\n",
        "    on: $can-bo.11\n",
        "out-of-range found=11 min=1 max=10",
    ),
    (
        "campaign.yml",
        "    c2: c2-a\n    after: {any: [a03-open",
        "    after: {any: [a03-open",
        "no-c2 name=a04-loader",
    ),
    (
        "campaign.yml",
        "    after: {all: [a05-admin]}\n",
        "    after: [a05-admin]\n",
        "wants-key found=list allowed=all: …, any: …",
    ),
    (
        "campaign.yml",
        "    using: svc-trien-khai\n    after: {any: [a05-dump",
        "    using: u-ws-thue-01\n    after: {any: [a05-dump",
        "opens-not name=a07-fs account=u-ws-thue-01 on=host:fs-01",
    ),
    (
        "city.yml",
        "awareness: 380}",
        "awareness: 1000}",
        "few-lured name=can-bo found=0 wanted=10",
    ),
    (
        "city.yml",
        "zone: z4-quan, orgs: [quan-*]",
        "zone: z4-quan, orgs: [quan]",
        "unknown-name kind=org name=quan near=quan-*",
    ),
    (
        "scenario.yml",
        "  - {name: red, cell: red}\n",
        "",
        "no-red-team",
    ),
    (
        "scenario.yml",
        "  jury:\n",
        "  juri:\n",
        "unknown-name kind=cell name=juri near=jury",
    ),
    (
        "scenario.yml",
        "starts: 2024-10-17T06:00",
        "starts: 2024-10-17 06:00",
        "bad-text found=2024-10-17 06:00 shape=2026-10-21T08:00",
    ),
    (
        "routines.yml",
        "hours: 7-17",
        "hours: 7h-17h",
        "bad-text found=7h-17h shape=7-17",
    ),
    (
        "playbook.yml",
        "on: \"address:quet-a\"",
        "on: \"org:ttdl\"",
        "wrong-target found=org:ttdl (org) wanted=address",
    ),
];

#[test]
fn a_slip_is_told_where_it_was_made_and_with_what_would_be_right() {
    let whole = texts("hp-cang-ransom");
    for (file, from, to, said) in SLIPS {
        let mut texts = whole.clone();
        let bytes = texts.0.get_mut(*file).expect("the scenario has the file");
        let old = String::from_utf8(bytes.clone()).expect("it is text");
        let at = old
            .find(from)
            .unwrap_or_else(|| panic!("{file} has no {from}"));
        *bytes = old.replacen(from, to, 1).into_bytes();
        let (_, faults) = Plan::read(&texts);
        let told: Vec<String> = faults
            .iter()
            .map(|fault| {
                let args = fault.kind.args();
                let args = args.iter().map(|(name, value)| format!(" {name}={value}"));
                format!("{}{}", fault.kind.code(), args.collect::<String>())
            })
            .collect();
        assert_eq!(told, [*said], "{file}: {from} → {to}");
        // In that file, no more than an entry away; what is missing stands where the rest is.
        let line = 1 + old[..at].matches('\n').count();
        let is_there = faults.iter().any(|fault| {
            let place = usize::try_from(fault.line).unwrap_or(usize::MAX);
            let is_whole = place == 1 && fault.kind.code().starts_with("no-");
            *fault.file == **file && (is_whole || line.abs_diff(place) <= 13)
        });
        let elsewhere = said.starts_with("few-lured");
        assert!(is_there || elsewhere, "{file}: {from} → {to}: {faults:?}");
    }
}
