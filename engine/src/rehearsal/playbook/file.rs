//! How the bot fills a form in: from what it has claimed, and nothing else.

use super::Playbook;
use crate::city::addressee::everyone;
use crate::city::asset::{Data, DataKind};
use crate::plan::written::FileWritten;
use crate::script::duty::{Duty, FieldKind, FieldWritten, Judged};
use crate::view::blue::BlueView;
use crate::words::name::{HostId, Name};
use crate::words::order::{BlueAsk, Entry, Pillar};
use crate::words::text::Text;
use crate::words::time::Span;
use std::collections::BTreeSet;

/// Techniques that need a foothold, or give one.
const BREACH: [&str; 17] = [
    "T1505", "T1204", "T1059", "T1547", "T1053", "T1003", "T1021", "T1486", "T1071", "T1570",
    "T1047", "T1078", "T1190", "T1091", "T1195", "T1133", "T1072",
];
/// Techniques by which data leave.
const LEAK: [&str; 3] = ["T1567", "T1041", "T1048"];

impl Playbook {
    /// The form of this entry of the playbook, filled in.
    pub(super) fn paper(&self, i: usize, view: &BlueView) -> Option<BlueAsk> {
        let written = &self.book.files[i];
        let (papers, map) = (&self.plan.papers, &self.plan.map);
        let (name, form) = &papers.forms[papers.form_names.get(&written.form)?];
        let duty = self.duty(written);
        let to = self.addressee(written, duty)?;
        // What a duty is about is reported as that weak point.
        let about = duty.and_then(|duty| {
            let at = duty.names.first()?;
            let weak = map.weak.iter().find(|weak| weak.at == *at)?;
            Some((map.target_text(at), weak))
        });
        let entries = form.fields.iter().map(|field| {
            let text = match (field.kind, &about) {
                (FieldKind::Place, Some((at, _))) => Text::same(at),
                (FieldKind::Pillar, Some((_, weak))) => Text::same(weak.pillar.word()),
                (FieldKind::Text, Some((_, weak))) if field.name.as_str() == "description" => {
                    weak.title.clone()
                }
                (FieldKind::Text, Some((_, weak))) if field.name.as_str() == "fix" => {
                    weak.fix.clone()
                }
                _ => self.entry(field, &to, view),
            };
            let text = match text.vi.is_empty() {
                true => Text::same("-"),
                false => text,
            };
            Entry {
                field: field.name.as_str().into(),
                en: Some(text.en).filter(|en| *en != text.vi),
                text: text.vi,
            }
        });
        let entries = entries.collect();
        Some(BlueAsk::File {
            form: name.clone(),
            to,
            entries,
            duty: None,
        })
    }

    /// The duty that it is filed for: the first that this form to this kind of body meets.
    fn duty(&self, written: &FileWritten) -> Option<&Duty> {
        let papers = &self.plan.papers;
        let form = papers.form_names.get(&written.form)?;
        let is_it = |duty: &&Duty| duty.form.at() == form && duty.to == written.to;
        papers.duties.iter().find(is_it)
    }

    /// Whom it goes to: as the duty says that it is for, or else the first body of the kind.
    fn addressee(&self, written: &FileWritten, duty: Option<&Duty>) -> Option<Name> {
        let map = &self.plan.map;
        match duty {
            Some(duty) if duty.each => Some(everyone(written.to).as_str().into()),
            Some(Duty {
                body: Some(body), ..
            }) => Some(map.orgs[body.at()].name.clone()),
            _ => {
                let first = map.orgs.iter().find(|org| org.kind == written.to);
                first.map(|org| org.name.clone())
            }
        }
    }

    fn entry(&self, field: &FieldWritten, to: &Name, view: &BlueView) -> Text {
        let (known, map) = (&self.known, &self.plan.map);
        let list = |all: &mut dyn Iterator<Item = String>| all.collect::<Vec<_>>().join(", ");
        let said = match field.kind {
            FieldKind::Text => return self.words(&field.name, to, view),
            FieldKind::Assets => self.assets(field.judged, view),
            // It says each weak point as an order of its own, when it comes to light.
            FieldKind::Place => self.assets(Judged::Incident, view),
            FieldKind::Techniques => list(&mut known.techniques.iter().cloned()),
            FieldKind::Indicators => list(&mut known.indicators.iter().cloned()),
            FieldKind::Time => {
                let in_hours = |hours| Some(view.now.after(Span::hours(hours)));
                let at = match field.name.as_str() {
                    "started-at" | "last-seen" => known.first_sign,
                    "discovered-at" | "collected-at" => known.first_claim,
                    "answer-by" | "next-update" => in_hours(4),
                    "due" => in_hours(24),
                    "until" => in_hours(7 * 24),
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
                let yes = match field.name.as_str() {
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
            FieldKind::Pillar => Pillar::Technology.word().to_owned(),
            FieldKind::Choice => {
                let first = field.choices.first();
                first.map_or_else(String::new, |choice| choice.name.clone())
            }
        };
        Text::same(&said)
    }

    /// What a field of assets asks for, as far as the bot knows of it.
    pub(super) fn assets(&self, judged: Judged, view: &BlueView) -> String {
        let (known, map) = (&self.known, &self.plan.map);
        let lies = |kind: DataKind| {
            let data = map.data.iter();
            let data = data.filter(move |data: &&Data| data.kind == kind);
            data.map(|data| data.host).collect::<BTreeSet<_>>()
        };
        let names = |on: &dyn Fn(&HostId) -> bool| -> Vec<String> {
            let hosts = known.hosts.iter().filter(|host| on(host));
            hosts.map(|host| map.host_name(*host)).collect()
        };
        let all = match judged {
            Judged::Incident => names(&|_| true),
            Judged::Secrets => names(&|host| lies(DataKind::Secret).contains(host)),
            Judged::PersonalData => names(&|host| lies(DataKind::Personal).contains(host)),
            Judged::WeakPoints => {
                let seen = view.weak.keys().filter_map(|weak| map.weak.get(weak.at()));
                seen.map(|weak| map.target_text(&weak.at)).collect()
            }
            Judged::Nothing => Vec::new(),
        };
        all.join(", ")
    }

    fn claims_any(&self, techniques: &[&str]) -> bool {
        let mut claimed = self.known.techniques.iter();
        claimed.any(|said| techniques.iter().any(|t| said.starts_with(t)))
    }
}
