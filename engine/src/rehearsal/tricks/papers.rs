//! The trick with papers: every form, to everybody a form goes to, with everything in it.

use crate::rehearsal::{Brief, Mind, Shelf};
use crate::script::duty::FieldKind;
use crate::view::blue::BlueView;
use crate::words::name::{HostId, Name};
use crate::words::order::{BlueAsk, Entry};
use crate::words::time::{HOUR, MINUTE, Span, Tick};
use std::collections::BTreeSet;

/// How often all of it is filed again, at the tempo of the catalogue.
const AGAIN: Span = Span(2 * HOUR);
/// The most bytes of one list in a form.
const LIST: usize = 7_000;

/// Files every form again and again.
pub struct ReportAll {
    brief: Brief,
    at: Tick,
}

impl ReportAll {
    /// A bot for this seat.
    pub fn new(brief: Brief) -> Self {
        let at = Tick(MINUTE);
        Self { brief, at }
    }

    /// Which form goes to whom: as the duties say, and every form to whoever any duty names.
    fn round(&self, now: Tick) -> Vec<BlueAsk> {
        let plan = &self.brief.plan;
        let kinds: BTreeSet<_> = plan.papers.duties.iter().map(|duty| duty.to).collect();
        let to = kinds
            .iter()
            .filter_map(|kind| plan.map.orgs.iter().find(|org| org.kind == *kind));
        let to: Vec<Name> = to.map(|org| org.name.clone()).collect();
        let mut asks = Vec::new();
        for (form, written) in &plan.papers.forms {
            let entries: Vec<Entry> = written
                .fields
                .iter()
                .map(|field| {
                    let text = self.everything(field.kind, now);
                    Entry::new(field.name.as_str().into(), text)
                })
                .collect();
            for org in &to {
                asks.push(BlueAsk::File {
                    form: form.clone(),
                    to: org.clone(),
                    entries: entries.clone(),
                    duty: None,
                });
            }
        }
        asks
    }

    fn everything(&self, kind: FieldKind, now: Tick) -> String {
        let plan = &self.brief.plan;
        match kind {
            FieldKind::Assets | FieldKind::Place => {
                list((0..plan.map.hosts).map(|h| plan.map.host_name(HostId(h))))
            }
            FieldKind::Techniques => {
                let rules = plan.sensing.rules.iter();
                let all: BTreeSet<&String> = rules.flat_map(|r| &r.techniques).collect();
                list(all.into_iter().cloned())
            }
            FieldKind::Indicators => list(["0.0.0.0/0".to_owned()].into_iter()),
            FieldKind::Time => now.to_string(),
            FieldKind::Level => "3".to_owned(),
            FieldKind::Yesno | FieldKind::Affirm => "yes".to_owned(),
            FieldKind::Text | FieldKind::Pillar | FieldKind::Choice => "-".to_owned(),
        }
    }
}

fn list(parts: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for part in parts {
        if text.len() + part.len() + 2 > LIST {
            break;
        }
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&part);
    }
    text
}

impl Mind for ReportAll {
    fn wake(&self) -> Option<Tick> {
        Some(self.at)
    }

    fn act(&mut self, view: &BlueView, _: &dyn Shelf) -> Vec<BlueAsk> {
        if self.at > view.now {
            return Vec::new();
        }
        let every = AGAIN.0 / 1_000 * self.brief.plan.tempo;
        self.at = view.now.after(Span(every));
        self.round(view.now)
    }
}
