//! How the bot fills a form in: from what it has claimed, and nothing else.

use super::Playbook;
use crate::script::duty::FieldKind;
use crate::view::blue::BlueView;
use crate::words::order::{BlueAsk, Entry};

impl Playbook {
    /// The form of this entry of the playbook, filled in.
    pub(super) fn paper(&self, i: usize, view: &BlueView) -> Option<BlueAsk> {
        let written = &self.book.files[i];
        let (papers, map) = (&self.plan.papers, &self.plan.map);
        let (name, form) = &papers.forms[papers.form_names.get(&written.form)?];
        let to = map.orgs.iter().find(|o| o.kind == written.to)?.name.clone();
        let entries = form.fields.iter().map(|field| {
            let text = match field.kind {
                FieldKind::Assets => self
                    .hosts
                    .iter()
                    .map(|h| map.host_name(*h))
                    .collect::<Vec<_>>()
                    .join(", "),
                FieldKind::Techniques => self
                    .techniques
                    .iter()
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
                FieldKind::Indicators => "-".to_owned(),
                FieldKind::Time => self.first_claim.unwrap_or(view.now).to_string(),
                FieldKind::Level => "3".to_owned(),
                FieldKind::Yesno => "no".to_owned(),
                FieldKind::Text => form.title.vi.clone(),
            };
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
}
