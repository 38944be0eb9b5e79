//! Tests of the wall as a whole: text in, hits out.

mod correlations;
mod faults;
mod rules;

use super::{ClassId, ClassSources, Engine, Hit, LogSource, Rule, RuleIx};

/// A log source from `product/category/service`, `-` for an absent part.
fn source(text: &str) -> LogSource {
    let mut parts = text
        .split('/')
        .map(|part| (part != "-").then(|| part.to_string()))
        .chain([None, None]);
    let mut next = || parts.next().flatten();
    LogSource {
        product: next(),
        category: next(),
        service: next(),
    }
}

/// Five classes: processes, security log, web server, firewall, and one that answers to two.
fn classes() -> Vec<ClassSources> {
    let class = |name: &str, sources: &[&str]| ClassSources {
        name: name.to_string(),
        sources: sources.iter().map(|text| source(text)).collect(),
    };
    vec![
        class("process_creation", &["windows/process_creation"]),
        class("security", &["windows/-/security"]),
        class("webserver", &["-/webserver"]),
        class("firewall", &["-/firewall"]),
        class(
            "registry_set",
            &["windows/registry_set", "windows/registry_event"],
        ),
    ]
}

const PROCESS: ClassId = ClassId(0);
const SECURITY: ClassId = ClassId(1);
const WEB: ClassId = ClassId(2);
const FIREWALL: ClassId = ClassId(3);
const REGISTRY: ClassId = ClassId(4);

fn rule(stem: &str, text: &str) -> Rule {
    Rule::read(stem, text).unwrap_or_else(|faults| panic!("{stem}: {faults:?}"))
}

/// A rule on processes with this `detection:` body (indented by four).
fn process_rule(stem: &str, detection: &str) -> Rule {
    let head = "title: T\nlogsource: {product: windows, category: process_creation}\ndetection:\n";
    rule(stem, &format!("{head}{detection}\n"))
}

/// An engine of one rule.
fn engine(rule: Rule) -> Engine {
    Engine::new(&classes(), vec![rule])
}

/// Whether a rule on processes with this detection hits this record.
fn hits<const N: usize>(detection: &str, record: [(&str, &str); N]) -> bool {
    !engine(process_rule("r", detection))
        .feed(PROCESS, 0, &record)
        .is_empty()
}

/// The stems that hit, in order.
fn stems(engine: &Engine, hits: &[Hit]) -> Vec<String> {
    hits.iter()
        .map(|hit| engine.rule(hit.rule).stem.clone())
        .collect()
}

/// The only rule of an engine.
const ONLY: RuleIx = RuleIx(0);
