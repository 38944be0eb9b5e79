//! Which kinds of daily record a rule may look for is told before any record is made: what is told
//! to be out of the question never happens, whatever the rule.

use std::collections::{BTreeMap, BTreeSet};

use engine::detect::class::Sensing;
use engine::detect::kinds::{KindIx, may_meet};
use engine::plan::Plan;
use engine::sigma::{Engine, Part, Rule};
use engine::words::chance::Seed;
use engine::words::name::HostId;
use engine::words::time::Tick;
use tests::scenario::plan;

type Fields = Vec<(String, String)>;

/// Some records of daily life of each kind, with what class they are of.
fn records(plan: &Plan) -> Vec<(KindIx, usize, Fields)> {
    let sensing = &plan.sensing;
    let mut found: BTreeMap<KindIx, Vec<Fields>> = BTreeMap::new();
    for (place, source) in sensing.daily.sources.iter().enumerate() {
        let class = &sensing.classes[source.class.at()];
        for host in (0..plan.map.hosts).step_by(3).map(HostId) {
            let Some(rate) = source.rate(plan.map.group_of(host).0.role) else {
                continue;
            };
            for stub in source.stubs(Seed(7), 8 * 3_600, rate, host, 1) {
                let all = found.entry((place, stub.line)).or_default();
                if all.len() == 12 {
                    continue;
                }
                let line = &source.lines[stub.line].fields;
                let filled = line.iter().enumerate().map(|(at, (name, _))| {
                    (name.clone(), source.fill(Seed(7), &plan.map, &stub, at))
                });
                let mut filled = filled.collect();
                sensing.complete(class, &mut filled);
                let mut fields: BTreeMap<String, String> = class
                    .defaults
                    .iter()
                    .map(|(name, text)| (name.to_string(), text.clone()))
                    .collect();
                fields.extend(
                    filled
                        .into_iter()
                        .map(|(name, text)| (name.to_string(), text)),
                );
                fields.insert("Computer".into(), plan.map.host_name(host));
                all.push(fields.into_iter().collect());
            }
        }
    }
    let class = |kind: KindIx| sensing.daily.sources[kind.0].class.at();
    let all = found.into_iter();
    all.flat_map(|(kind, all)| all.into_iter().map(move |one| (kind, class(kind), one)))
        .collect()
}

/// A rule, for each way to ask, that is made from what really stands in a record.
fn rule(sensing: &Sensing, n: usize, (_, class, fields): &(KindIx, usize, Fields)) -> Option<Rule> {
    let mut draw = Seed(11).at(Tick(0), n as u64, "rule");
    let source = sensing.classes[*class].sources.first()?;
    let part = |name: &str, value: &Option<String>| {
        let value = value.as_ref()?;
        Some(format!("{name}: {value}"))
    };
    let source: Vec<String> = [
        part("product", &source.product),
        part("category", &source.category),
        part("service", &source.service),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut pick = || {
        let (name, text) = &fields[draw.below(u32::try_from(fields.len()).ok()?) as usize];
        let letters: Vec<char> = text.chars().collect();
        let length = letters.len().min(1 + draw.below(12) as usize);
        let from = draw.below(u32::try_from(letters.len() - length + 1).ok()?) as usize;
        let some = |range: std::ops::Range<usize>| {
            let text: String = letters[range].iter().collect();
            // In a rule, these stand for others unless they are marked.
            let text = text
                .replace('\\', "\\\\")
                .replace('*', "\\*")
                .replace('?', "\\?");
            format!("'{}'", text.replace('\'', "''"))
        };
        let other = fields[draw.below(u32::try_from(fields.len()).ok()?) as usize]
            .0
            .clone();
        Some(match draw.below(9) {
            0 => format!("{name}: {}", some(0..letters.len())),
            1 => format!("{name}|startswith: {}", some(0..length)),
            2 => format!(
                "{name}|endswith: {}",
                some(letters.len() - length..letters.len())
            ),
            3 => format!(
                "{name}|contains|all: [{}, {}]",
                some(from..from + length),
                some(0..length)
            ),
            4 => format!(
                "{name}|contains: ['nowhere-{n}', {}]",
                some(from..from + length)
            ),
            5 => format!("{name}|re: '(?i)^.{{{}}}'", letters.len()),
            6 => format!("{name}|exists: true"),
            7 => format!("{name}|fieldref: {other}"),
            _ => format!("{name}: null"),
        })
    };
    let (one, two, three) = (pick()?, pick()?, pick()?);
    let condition = match n % 7 {
        0 => "one",
        1 => "one and two",
        2 => "one or two",
        3 => "one and not two",
        4 => "not one and not two",
        5 => "2 of them",
        _ => "(one or two) and not three",
    };
    let text = format!(
        "title: Drawn {n}\nlogsource: {{{}}}\ndetection:\n  one:\n    {one}\n  two:\n    {two}\n  \
         three:\n    {three}\n  condition: {condition}\n",
        source.join(", "),
    );
    let read = Rule::read(&format!("drawn-{n}"), &text);
    Some(read.unwrap_or_else(|faults| panic!("{faults:?}\n{text}")))
}

#[test]
fn what_a_rule_cannot_meet_it_never_meets() {
    let plan = plan("hp-cang-ransom");
    let records = records(&plan);
    assert!(records.len() > 500, "{}", records.len());
    let drawn = (0..4_000).map(|n| rule(&plan.sensing, n, &records[n * 131 % records.len()]));
    let rules: Vec<Rule> = drawn.flatten().collect();
    assert!(rules.len() > 3_500, "{}", rules.len());
    let engine = Engine::new(&plan.sensing.sources(), rules);
    let parts = engine.rules().map(|(id, _)| (id, engine.parts(id)));
    let may = may_meet(&plan.sensing, &plan.map, &engine, parts);
    let may: BTreeSet<(Part, KindIx)> = may
        .into_values()
        .flatten()
        .map(|(kind, part)| (part, kind))
        .collect();
    let (mut asked, mut met, mut spared) = (0u32, 0u32, 0u32);
    for (id, rule) in engine.rules() {
        for (class, part) in engine.parts(id) {
            for (kind, _, fields) in records.iter().filter(|(_, of, _)| *of == class.0) {
                let (sees, may) = (engine.sees(part, fields), may.contains(&(part, *kind)));
                assert!(may || !sees, "{}\n{fields:?}", rule.text);
                asked += 1;
                met += u32::from(sees);
                spared += u32::from(!may);
            }
        }
    }
    assert!(
        met > asked / 20,
        "the rules look for something: {met} of {asked}"
    );
    assert!(
        spared > asked / 5,
        "and not for everything: {spared} of {asked}"
    );
}
