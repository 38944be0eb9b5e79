//! Which kinds of daily record a rule may look for is told before any record is made: what is told
//! to be out of the question never happens, whatever the rule.

use std::collections::{BTreeMap, BTreeSet};

use engine::detect::class::Sensing;
use engine::detect::kinds::{KindIx, may_meet};
use engine::plan::Plan;
use engine::sigma::{Engine, Part, Rule};
use engine::words::chance::{Draw, Seed};
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
                let computer = match class.by.names() {
                    true => plan.map.host_name(host),
                    false => String::new(),
                };
                fields.insert("Computer".into(), computer);
                all.push(fields.into_iter().collect());
            }
        }
    }
    let class = |kind: KindIx| sensing.daily.sources[kind.0].class.at();
    let all = found.into_iter();
    all.flat_map(|(kind, all)| all.into_iter().map(move |one| (kind, class(kind), one)))
        .collect()
}

/// Asks a record for something, one way or another, that is made from what really stands in it.
fn question(draw: &mut Draw, n: usize, fields: &Fields) -> String {
    let mut below = |most: usize| draw.below(u32::try_from(most).expect("few")) as usize;
    let (name, text) = &fields[below(fields.len())];
    let letters: Vec<char> = text.chars().collect();
    let all = letters.len();
    let length = all.min(1 + below(12));
    let from = below(all - length + 1);
    let other = &fields[below(fields.len())].0;
    let some = |from: usize, to: usize| {
        let mut text = String::new();
        for letter in &letters[from..to] {
            // In a rule, these stand for others unless they are marked.
            if "\\*?".contains(*letter) {
                text.push('\\');
            }
            text.push(*letter);
        }
        format!("'{}'", text.replace('\'', "''"))
    };
    let within = some(from, from + length);
    match below(9) {
        0 => format!("{name}: {}", some(0, all)),
        1 => format!("{name}|startswith: {}", some(0, length)),
        2 => format!("{name}|endswith: {}", some(all - length, all)),
        3 => format!("{name}|contains|all: [{within}, {}]", some(0, length)),
        4 => format!("{name}|contains: ['nowhere-{n}', {within}]"),
        5 => format!("{name}|re: '(?i)^.{{{all}}}'"),
        6 => format!("{name}|exists: true"),
        7 => format!("{name}|fieldref: {other}"),
        _ => format!("{name}: null"),
    }
}

/// A rule about the class of a record, that asks three things.
fn rule(sensing: &Sensing, n: usize, (_, class, fields): &(KindIx, usize, Fields)) -> Rule {
    let mut draw = Seed(11).at(Tick(0), n as u64, "rule");
    let source = &sensing.classes[*class].sources[0];
    let [product, category, service] = [&source.product, &source.category, &source.service]
        .map(|part| part.as_deref().unwrap_or("~"));
    let [one, two, three] = std::array::from_fn(|_| question(&mut draw, n, fields));
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
        "title: Drawn {n}\n\
         logsource: {{product: {product}, category: {category}, service: {service}}}\n\
         detection:\n  one:\n    {one}\n  two:\n    {two}\n  three:\n    {three}\n  \
         condition: {condition}\n",
    )
    .replace("product: ~, ", "")
    .replace("category: ~, ", "")
    .replace(", service: ~", "");
    Rule::read(&format!("drawn-{n}"), &text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}"))
}

#[test]
fn what_a_rule_cannot_meet_it_never_meets() {
    let plan = plan("hp-cang-ransom");
    let records = records(&plan);
    assert!(records.len() > 500, "{}", records.len());
    let drawn = (0..4_000).map(|n| rule(&plan.sensing, n, &records[n * 131 % records.len()]));
    let rules = drawn.collect();
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
