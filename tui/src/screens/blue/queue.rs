//! The queue as it is read: filtered, sorted, put in groups. It only reads the view.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use engine::sigma::Level;
use engine::view::Blue;
use engine::words::name::{AlertId, HostId, RuleId};
use ratatui::layout::Rect;

use crate::phrase::bare;
use crate::screen::See;
use crate::screens::blue::shown;

/// A line of the queue; also what is chosen in it, so that it stays chosen while others come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Line {
    /// An alert.
    Alert(AlertId),
    /// All alerts of a rule.
    Rule(RuleId),
    /// All alerts of a machine.
    Host(Option<HostId>),
}

/// What stands first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Sort {
    /// The newest.
    #[default]
    Time,
    /// The most serious.
    Level,
    /// By the machine's name.
    Host,
}

/// What is put together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Group {
    /// Nothing.
    #[default]
    Nothing,
    /// Alerts of one rule.
    Rule,
    /// Alerts of one machine.
    Host,
}

/// How the queue is read.
#[derive(Hash, Default)]
pub struct Lens {
    /// What stands first.
    pub sort: Sort,
    /// What is put together.
    pub group: Group,
    /// Whether alerts that have a verdict are shown too.
    pub all: bool,
    /// The lowest level shown.
    pub least: Option<Level>,
    /// What must stand in the rule, its level or techniques, or the machine; `host:` and `rule:`
    /// before a word say in which.
    pub text: String,
    /// Groups that are open.
    pub opened: BTreeSet<Line>,
}

/// What the typed words ask for.
#[derive(Default)]
struct Wanted {
    /// Of the machine.
    host: Vec<String>,
    /// Of the rule or its techniques.
    rule: Vec<String>,
    /// Of either.
    any: String,
}

impl Wanted {
    fn of(text: &str) -> Self {
        let mut all = Self::default();
        let mut rest = Vec::new();
        for word in bare(text).split_whitespace() {
            match word.split_once(':') {
                Some(("host", name)) => all.host.push(name.to_owned()),
                Some(("rule", name)) => all.rule.push(name.to_owned()),
                _ => rest.push(word.to_owned()),
            }
        }
        all.any = rest.join(" ");
        all
    }

    fn fits(&self, rule: &str, host: &str) -> bool {
        let all = |wanted: &[String], text| wanted.iter().all(|one| is_like(text, one));
        let any = rule.contains(&self.any) || host.contains(&self.any);
        any && all(&self.host, host) && all(&self.rule, rule)
    }
}

/// Whether these parts stand in it one after the other; `*` stands for anything between them.
fn is_like(text: &str, wanted: &str) -> bool {
    let mut rest = text;
    wanted.split('*').all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

impl Lens {
    /// The alerts that are shown, in their order.
    pub fn alerts(&self, see: &See<'_, Blue>) -> Vec<AlertId> {
        let mut rules: BTreeMap<RuleId, (Level, String)> = BTreeMap::new();
        let wanted = Wanted::of(&self.text);
        let mut kept = Vec::new();
        for (id, alert) in &see.view.alerts {
            if alert.verdict.is_some() && !self.all {
                continue;
            }
            let (level, words) = rules.entry(alert.rule).or_insert_with(|| {
                let rule = shown::rule(see, alert.rule);
                let level = shown::level_word(see, rule.level);
                let words = format!("{} {} {level}", rule.title, rule.techniques.join(" "));
                (rule.level, bare(&words))
            });
            let host = bare(&shown::host(see, alert.host));
            let fits = wanted.fits(words, &host);
            if fits && self.least.is_none_or(|least| *level >= least) {
                kept.push((*id, alert.last, *level, host));
            }
        }
        match self.sort {
            Sort::Time => kept.sort_by_key(|(id, last, ..)| Reverse((*last, *id))),
            Sort::Level => kept.sort_by_key(|(id, last, level, _)| Reverse((*level, *last, *id))),
            Sort::Host => kept.sort_by(|a, b| a.3.cmp(&b.3).then((b.1, b.0).cmp(&(a.1, a.0)))),
        }
        kept.into_iter().map(|(id, ..)| id).collect()
    }

    /// The lines of the queue. A group stands where its first alert would.
    pub fn lines(&self, see: &See<'_, Blue>) -> Vec<Line> {
        let alerts = self.alerts(see);
        if self.group == Group::Nothing {
            return alerts.into_iter().map(Line::Alert).collect();
        }
        let mut groups: Vec<Line> = Vec::new();
        let mut under: BTreeMap<Line, Vec<AlertId>> = BTreeMap::new();
        for id in alerts {
            let Some(line) = self.group_of(see, id) else {
                continue;
            };
            let members = under.entry(line).or_default();
            if members.is_empty() {
                groups.push(line);
            }
            members.push(id);
        }
        let mut lines = Vec::new();
        for group in groups {
            lines.push(group);
            if self.opened.contains(&group) {
                let members = under.remove(&group).unwrap_or_default();
                lines.extend(members.into_iter().map(Line::Alert));
            }
        }
        lines
    }

    /// The alerts that a line stands for, in their order.
    pub fn under(&self, see: &See<'_, Blue>, line: Line) -> Vec<AlertId> {
        match line {
            Line::Alert(id) => vec![id],
            group => {
                let all = self.alerts(see).into_iter();
                all.filter(|id| self.group_of(see, *id) == Some(group))
                    .collect()
            }
        }
    }

    fn group_of(&self, see: &See<'_, Blue>, id: AlertId) -> Option<Line> {
        let alert = see.view.alerts.get(&id)?;
        match self.group {
            Group::Nothing => None,
            Group::Rule => Some(Line::Rule(alert.rule)),
            Group::Host => Some(Line::Host(alert.host)),
        }
    }

    /// What is said where there is none to show.
    pub fn none(&self) -> &'static str {
        match self.text.is_empty() {
            true => "queue-empty",
            false => "queue-none-fits",
        }
    }

    /// The next way to sort.
    pub fn next_sort(&mut self) {
        self.sort = match self.sort {
            Sort::Time => Sort::Level,
            Sort::Level => Sort::Host,
            Sort::Host => Sort::Time,
        };
    }

    /// The next way to group.
    pub fn next_group(&mut self) {
        self.opened.clear();
        self.group = match self.group {
            Group::Nothing => Group::Rule,
            Group::Rule => Group::Host,
            Group::Host => Group::Nothing,
        };
    }

    /// The next lowest level.
    pub fn next_least(&mut self) {
        self.least = match self.least {
            None => Some(Level::Medium),
            Some(Level::Medium) => Some(Level::High),
            Some(Level::High) => Some(Level::Critical),
            Some(_) => None,
        };
    }
}

/// How wide the names of machines are: where there is room, as wide as the longest of those that
/// are listed, or cameras of one street cannot be told apart.
pub fn host_cells(see: &See<'_, Blue>, all: &[Line], area: Rect) -> u16 {
    let hosts = all.iter().filter_map(|line| match line {
        Line::Alert(id) => see.view.alerts.get(id)?.host,
        _ => None,
    });
    let hosts: BTreeSet<HostId> = hosts.collect();
    let names = hosts
        .into_iter()
        .map(|host| see.brief.host_name(host).len());
    let longest = names.max().unwrap_or(0).clamp(14, 24);
    match area.width {
        100.. => u16::try_from(longest).unwrap_or(24),
        _ => 14,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_says_in_machine_or_rule_what_it_wants() {
        let rule = "may goi lap lai mot dia chi t1071";
        let fits = |text: &str| Wanted::of(text).fits(rule, "ws-so-021");
        assert!(fits("") && fits("gọi lặp") && fits("ws-so") && fits("T1071"));
        assert!(fits("host:ws-so-021") && fits("host:ws-*-021") && fits("host:ws-so-*"));
        assert!(fits("rule:t1071 host:so") && fits("rule:gọi lặp lại"));
        assert!(!fits("host:goi") && !fits("rule:ws-so") && !fits("host:ws-quan-*"));
        assert!(!fits("host:ws-so-021 quét"));
    }
}
