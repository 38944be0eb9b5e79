//! How the bot fills a form in: from what it has claimed, and nothing else.

use super::Playbook;
use crate::script::duty::FieldKind;
use crate::view::blue::BlueView;
use crate::words::order::{BlueAsk, Entry};

/// Techniques that need a foothold, or give one.
const BREACH: [&str; 11] = [
    "T1505", "T1204", "T1059", "T1547", "T1053", "T1003", "T1021", "T1486", "T1071", "T1570",
    "T1047",
];
/// Techniques by which data leave.
const LEAK: [&str; 3] = ["T1567", "T1041", "T1048"];

impl Playbook {
    /// The form of this entry of the playbook, filled in.
    pub(super) fn paper(&self, i: usize, view: &BlueView) -> Option<BlueAsk> {
        let written = &self.book.files[i];
        let (papers, map) = (&self.plan.papers, &self.plan.map);
        let (name, form) = &papers.forms[papers.form_names.get(&written.form)?];
        let to = map.orgs.iter().find(|o| o.kind == written.to)?.name.clone();
        let entries = form.fields.iter().map(|field| {
            let text = self.entry(&field.name, field.kind, view, &form.title.vi);
            let text = if text.is_empty() {
                "-".to_owned()
            } else {
                text
            };
            Entry {
                field: field.name.as_str().into(),
                text,
            }
        });
        Some(BlueAsk::File {
            form: name.clone(),
            to,
            entries: entries.collect(),
        })
    }

    fn entry(&self, field: &str, kind: FieldKind, view: &BlueView, title: &str) -> String {
        let (known, map) = (&self.known, &self.plan.map);
        let list = |all: &mut dyn Iterator<Item = String>| all.collect::<Vec<_>>().join(", ");
        match kind {
            // It says each weak point as an order of its own, when it comes to light.
            FieldKind::Assets | FieldKind::Place => {
                list(&mut known.hosts.iter().map(|h| map.host_name(*h)))
            }
            FieldKind::Techniques => list(&mut known.techniques.iter().cloned()),
            FieldKind::Indicators => list(&mut known.indicators.iter().cloned()),
            FieldKind::Time => {
                let at = match field {
                    "started-at" => known.first_sign,
                    "discovered-at" => known.first_claim,
                    _ => None,
                };
                at.unwrap_or(view.now).to_string()
            }
            FieldKind::Level => {
                let hit = map.services.iter();
                let hit = hit.filter(|service| known.hosts.contains(&service.host));
                hit.map(|service| service.level)
                    .max()
                    .unwrap_or(1)
                    .to_string()
            }
            FieldKind::Yesno => {
                let yes = match field {
                    "breached" => view.found().next().is_some() || self.claims_any(&BREACH),
                    "leaked" => self.claims_any(&LEAK),
                    "users-safe" => !view
                        .services
                        .values()
                        .any(|seen| seen.history.iter().any(|(_, served)| *served < 500)),
                    _ => false,
                };
                if yes { "yes" } else { "no" }.to_owned()
            }
            FieldKind::Affirm => "yes".to_owned(),
            FieldKind::Text | FieldKind::Pillar | FieldKind::Choice => title.to_owned(),
        }
    }

    fn claims_any(&self, techniques: &[&str]) -> bool {
        let mut claimed = self.known.techniques.iter();
        claimed.any(|said| techniques.iter().any(|t| said.starts_with(t)))
    }
}
