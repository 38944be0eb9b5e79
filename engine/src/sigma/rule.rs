//! One rule file: what it says of itself, and its compiled documents.
//!
//! A file is one rule to the person who writes it and to the alert it makes, even if it holds a
//! correlation and the plain rules that correlation counts. The correlation then speaks for the
//! file: its title, level and tags are the alert's.

use std::sync::Arc;

use rsigma_eval::correlation::compile_correlation;
use rsigma_eval::{
    CompiledCorrelation, CompiledRule, FieldSource, GroupByField, RuleFieldSet, compile_rule,
};
use rsigma_parser::{
    ConditionExpr, ConditionOperator, CorrelationRule, CorrelationType, Detection, SelectorPattern,
    SigmaCollection, SigmaRule, detection_name_matches, parse_sigma_yaml,
};

use super::fault::{Document, RuleFault};
use super::sample::{Custom, Samples};

/// Longest rule file read, in bytes; a public list of drivers' hashes comes to a third of it.
const LONGEST: usize = 1024 * 1024;

/// Longest timespan of a correlation, in seconds: ten years. rsigma adds it to times unchecked.
const LONGEST_SPAN: u64 = 10 * 366 * 86_400;

/// How serious a rule says its hits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth keeping, not worth looking at.
    Informational,
    /// Seldom worth looking at.
    Low,
    /// Worth looking at. A rule without a level has this one.
    Medium,
    /// To be looked at soon.
    High,
    /// To be looked at now.
    Critical,
}

impl Level {
    /// The word Sigma uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Informational => "informational",
            Level::Low => "low",
            Level::Medium => "medium",
            Level::High => "high",
            Level::Critical => "critical",
        }
    }
}

impl From<rsigma_parser::Level> for Level {
    fn from(level: rsigma_parser::Level) -> Level {
        match level {
            rsigma_parser::Level::Informational => Level::Informational,
            rsigma_parser::Level::Low => Level::Low,
            rsigma_parser::Level::Medium => Level::Medium,
            rsigma_parser::Level::High => Level::High,
            rsigma_parser::Level::Critical => Level::Critical,
        }
    }
}

/// Where a rule looks, or what a log class answers to. In a rule, an absent part matches anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogSource {
    /// Such as `windows`.
    pub product: Option<String>,
    /// Such as `process_creation`.
    pub category: Option<String>,
    /// Such as `security`.
    pub service: Option<String>,
}

impl LogSource {
    /// True if a rule with this log source runs on a class that answers to `class`.
    pub fn covers(&self, class: &LogSource) -> bool {
        let part = |rule: &Option<String>, class: &Option<String>| match (rule, class) {
            (None, _) => true,
            (Some(rule), Some(class)) => rule.eq_ignore_ascii_case(class),
            (Some(_), None) => false,
        };
        part(&self.product, &class.product)
            && part(&self.category, &class.category)
            && part(&self.service, &class.service)
    }
}

/// One rule file, read and compiled.
#[derive(Debug, Clone)]
pub struct Rule {
    /// File name without its ending: the rule's name inside the program, and its place in order.
    pub stem: String,
    /// The `id:`, mostly a UUID.
    pub id: Option<String>,
    /// The title as written.
    pub title: String,
    /// The Vietnamese title from `custom:`.
    pub title_vi: Option<String>,
    /// What it looks for; empty if not said.
    pub description: String,
    /// Who wrote it; empty if not said. SigmaHQ's licence wants it shown with each alert.
    pub author: String,
    /// How serious a hit is.
    pub level: Level,
    /// Tags as written.
    pub tags: Vec<String>,
    /// ATT&CK technique ids among the tags, with an upper-case T.
    pub techniques: Vec<String>,
    /// Log sources of the plain rules in the file, without repeats.
    pub logsources: Vec<LogSource>,
    /// Known harmless causes.
    pub falsepositives: Vec<String>,
    /// The file as read.
    pub text: String,
    pub(super) samples: Samples,
    pub(super) bases: Vec<Base>,
    pub(super) joins: Vec<Join>,
}

/// A plain rule of a file.
#[derive(Debug, Clone)]
pub(super) struct Base {
    /// The words a correlation may call it by: its id and its name.
    pub names: Vec<String>,
    pub logsource: LogSource,
    /// Fields its detection asks for, sorted.
    pub fields: Vec<String>,
    pub compiled: CompiledRule,
}

/// A correlation rule of a file.
#[derive(Debug, Clone)]
pub(super) struct Join {
    pub names: Vec<String>,
    pub compiled: CompiledCorrelation,
}

impl Join {
    /// The fields it reads of a record that rule `names` matched: groups, then counted values.
    pub fn fields<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        let counted = self
            .compiled
            .condition
            .field
            .iter()
            .flatten()
            .map(String::as_str);
        self.compiled
            .group_by
            .iter()
            .map(|f: &GroupByField| f.resolve(names))
            .chain(counted)
    }
}

/// What a document says of itself, for the file's heading.
struct Head {
    id: Option<String>,
    title: String,
    description: Option<String>,
    author: Option<String>,
    level: Option<Level>,
    tags: Vec<String>,
    falsepositives: Vec<String>,
    custom: Custom,
}

impl Rule {
    /// Reads the file `stem` (no ending) from its text; every fault found is returned.
    pub fn read(stem: &str, text: &str) -> Result<Rule, Vec<RuleFault>> {
        if text.len() > LONGEST {
            let message = format!("longer than {LONGEST} bytes");
            return Err(vec![RuleFault {
                line: 1,
                column: 1,
                message,
            }]);
        }
        let (mut faults, mut bases, mut joins) = (Vec::new(), Vec::new(), Vec::new());
        let (mut plain, mut heads) = (Vec::new(), Vec::new());
        for document in Document::split(text) {
            match read_document(&document) {
                Ok(Part::Base(base, head)) => {
                    bases.push(base);
                    plain.push(head);
                }
                Ok(Part::Join(join, head)) => {
                    joins.push(join);
                    heads.push(head);
                }
                Err(more) => faults.extend(more),
            }
        }
        heads.extend(plain);
        if !faults.is_empty() {
            return Err(faults);
        }
        if heads.is_empty() {
            return Err(vec![RuleFault {
                line: 1,
                column: 1,
                message: "no rule here".into(),
            }]);
        }
        Ok(assemble(stem, text, heads, bases, joins))
    }

    /// Records the author says must hit and must not hit.
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// The fields that its plain rules ask for, sorted, without repeats.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        let all = self.bases.iter().flat_map(|base| &base.fields);
        let mut fields: Vec<&str> = all.map(String::as_str).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// True if a correlation speaks for this file.
    pub fn is_correlation(&self) -> bool {
        !self.joins.is_empty()
    }
}

/// Puts the file together: the first document speaks, the others fill what it leaves out.
fn assemble(
    stem: &str,
    text: &str,
    mut heads: Vec<Head>,
    bases: Vec<Base>,
    joins: Vec<Join>,
) -> Rule {
    let mut logsources: Vec<LogSource> = bases.iter().map(|b| b.logsource.clone()).collect();
    logsources.sort();
    logsources.dedup();
    let mut head = heads.remove(0);
    for other in heads {
        head.description = head.description.or(other.description);
        head.author = head.author.or(other.author);
        head.level = head.level.or(other.level);
        if head.tags.is_empty() {
            head.tags = other.tags;
        }
        if head.falsepositives.is_empty() {
            head.falsepositives = other.falsepositives;
        }
        head.custom.title_vi = head.custom.title_vi.or(other.custom.title_vi);
        if head.custom.samples.is_empty() {
            head.custom.samples = other.custom.samples;
        }
    }
    Rule {
        stem: stem.to_string(),
        id: head.id,
        title: head.title,
        title_vi: head.custom.title_vi,
        description: head.description.unwrap_or_default(),
        author: head.author.unwrap_or_default(),
        level: head.level.unwrap_or(Level::Medium),
        techniques: techniques(&head.tags),
        tags: head.tags,
        logsources,
        falsepositives: head.falsepositives,
        text: text.to_string(),
        samples: head.custom.samples,
        bases,
        joins,
    }
}

/// `attack.t1059.001` → `T1059.001`; tactics, groups and other tags are left out.
fn techniques(tags: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in tags {
        let lower = tag.to_ascii_lowercase();
        let Some(number) = lower.strip_prefix("attack.t") else {
            continue;
        };
        let id = format!("T{number}");
        if number.starts_with(|c: char| c.is_ascii_digit()) && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

enum Part {
    Base(Base, Head),
    Join(Join, Head),
}

fn read_document(document: &Document) -> Result<Part, Vec<RuleFault>> {
    let read =
        parse_sigma_yaml(document.text).map_err(|error| vec![document.fault(error.to_string())])?;
    if !read.errors.is_empty() {
        return Err(read
            .errors
            .iter()
            .map(|error| document.fault(error.as_str()))
            .collect());
    }
    let fields = RuleFieldSet::collect(&read, &[], false)
        .iter()
        .filter(|(_, origin)| origin.sources.contains(&FieldSource::Detection))
        .map(|(name, _)| name.replace('\\', ""))
        .collect();
    let SigmaCollection {
        rules,
        correlations,
        ..
    } = read;
    match (rules.into_iter().next(), correlations.into_iter().next()) {
        (Some(rule), _) => read_base(document, rule, fields),
        (None, Some(join)) => read_join(document, join),
        (None, None) => {
            let message = "neither a rule nor a correlation (filters and actions are not read)";
            Err(vec![document.fault(message)])
        }
    }
}

fn read_base(
    document: &Document,
    rule: SigmaRule,
    fields: Vec<String>,
) -> Result<Part, Vec<RuleFault>> {
    let mut compiled =
        compile_rule(&rule).map_err(|error| uncompiled(document, &rule, &error.to_string()))?;
    check_selectors(document, &rule)?;
    let custom = Custom::read(document, &compiled.custom_attributes)?;
    let names = rule.id.iter().chain(&rule.name).cloned().collect();
    let source = &rule.logsource;
    let logsource = LogSource {
        product: source.product.clone(),
        category: source.category.clone(),
        service: source.service.clone(),
    };
    // A match copies these into its result; nobody reads them there.
    compiled.title = String::new();
    compiled.tags = Vec::new();
    compiled.custom_attributes = Arc::default();
    compiled.include_event = false;
    let head = Head {
        id: rule.id,
        title: rule.title,
        description: rule.description,
        author: rule.author,
        level: rule.level.map(Level::from),
        tags: rule.tags,
        falsepositives: rule.falsepositives,
        custom,
    };
    Ok(Part::Base(
        Base {
            names,
            logsource,
            fields,
            compiled,
        },
        head,
    ))
}

/// Every fault of a rule that does not compile. rsigma keeps selections in a hash map and gives up
/// at the first bad one, which may be another in the next run; here each is tried by itself, in
/// order of their names.
fn uncompiled(document: &Document, rule: &SigmaRule, whole: &str) -> Vec<RuleFault> {
    let mut alone = rule.clone();
    alone.detection.named.clear();
    alone.detection.conditions = vec![ConditionExpr::Identifier("part".into())];
    let mut names: Vec<&String> = rule.detection.named.keys().collect();
    names.sort();
    let mut parts = Vec::new();
    for name in names {
        parts_of(&rule.detection.named[name], &mut parts);
    }
    let mut faults = Vec::new();
    for part in parts {
        alone.detection.named.insert("part".into(), part.clone());
        if let Err(error) = compile_rule(&alone) {
            faults.push(document.fault(error.to_string()));
        }
    }
    if faults.is_empty() {
        faults.push(document.fault(whole));
    }
    faults.dedup();
    faults
}

/// The parts of a selection that have no selections within them.
fn parts_of<'a>(selection: &'a Detection, parts: &mut Vec<&'a Detection>) {
    match selection {
        Detection::AnyOf(all) | Detection::And(all) if !all.is_empty() => {
            all.iter().for_each(|one| parts_of(one, parts));
        }
        Detection::ArrayMatch { body, .. } => parts_of(body, parts),
        Detection::Conditional { named, .. } if !named.is_empty() => {
            let mut names: Vec<&String> = named.keys().collect();
            names.sort();
            names.iter().for_each(|name| parts_of(&named[*name], parts));
        }
        part => parts.push(part),
    }
}

/// `1 of selection_*` with no such selection never matches, and `all of` it always does.
fn check_selectors(document: &Document, rule: &SigmaRule) -> Result<(), Vec<RuleFault>> {
    let mut open: Vec<&ConditionExpr> = rule.detection.conditions.iter().collect();
    while let Some(expr) = open.pop() {
        match expr {
            ConditionExpr::And(parts) | ConditionExpr::Or(parts) => open.extend(parts),
            ConditionExpr::Not(part) => open.push(part),
            ConditionExpr::Selector {
                pattern: SelectorPattern::Pattern(pattern),
                ..
            } => {
                let mut names = rule.detection.named.keys();
                if !names.any(|name| detection_name_matches(pattern, name)) {
                    let message = format!("no selection is called '{pattern}'");
                    return Err(vec![document.fault_at(pattern, message)]);
                }
            }
            ConditionExpr::Selector { .. } | ConditionExpr::Identifier(_) => {}
        }
    }
    Ok(())
}

fn read_join(document: &Document, rule: CorrelationRule) -> Result<Part, Vec<RuleFault>> {
    let mut compiled =
        compile_correlation(&rule).map_err(|error| vec![document.fault(error.to_string())])?;
    check_join(document, &compiled)?;
    if compiled.correlation_type == CorrelationType::Temporal && compiled.extended_expr.is_none() {
        // Sigma: all the rules must have matched. rsigma 0.23 asks for one (its default is gte 1).
        let all = compiled.rule_refs.len() as f64;
        compiled.condition.predicates = vec![(ConditionOperator::Gte, all)];
    }
    let custom = Custom::read(document, &compiled.custom_attributes)?;
    compiled.custom_attributes = Arc::default();
    let names = rule.id.iter().chain(&rule.name).cloned().collect();
    let head = Head {
        id: rule.id,
        title: rule.title,
        description: rule.description,
        author: rule.author,
        level: rule.level.map(Level::from),
        tags: rule.tags,
        falsepositives: rule.falsepositives,
        custom,
    };
    Ok(Part::Join(Join { names, compiled }, head))
}

/// Refuses correlations that rsigma accepts but that could never hit, or would always.
fn check_join(document: &Document, join: &CompiledCorrelation) -> Result<(), Vec<RuleFault>> {
    let counts_values = !matches!(
        join.correlation_type,
        CorrelationType::EventCount | CorrelationType::Temporal | CorrelationType::TemporalOrdered
    );
    let fault = if join.rule_refs.is_empty() {
        Some(("correlation:", "a correlation needs 'rules'"))
    } else if join.timespan_secs == 0 {
        Some(("timespan", "a timespan must be longer than nothing"))
    } else if join.timespan_secs.max(join.gap_secs.unwrap_or(0)) > LONGEST_SPAN {
        Some(("timespan", "a timespan may be ten years at most"))
    } else if counts_values && join.condition.field.is_none() {
        Some((
            "condition",
            "this type of correlation needs a 'field' in its condition",
        ))
    } else {
        None
    };
    match fault {
        Some((word, message)) => Err(vec![document.fault_at(word, message)]),
        None => Ok(()),
    }
}
