//! What the bot writes where a form asks for words: each field by what it asks for, from what the
//! bot knows, in both languages.

use super::Playbook;
use crate::script::duty::Judged;
use crate::view::blue::BlueView;
use crate::words::cell::Cell;
use crate::words::name::Name;
use crate::words::text::{Lang, Text};
use std::collections::BTreeMap;

/// How many of anything a field of words names; the fields that list machines name them all.
const SAID: usize = 8;

/// What a field of words asks for.
#[derive(Clone, Copy)]
enum Asks {
    /// Who writes.
    Who,
    /// To whom.
    Whom,
    /// What was done.
    Done,
    /// What is being done, and comes next.
    Next,
    /// What people went without.
    Harm,
    /// By what way it came.
    Why,
    /// By which channels a secret left.
    Channels,
}

/// Fields by their names; all others are told what happened.
const FIELDS: [(&str, Asks); 36] = [
    ("unit", Asks::Who),
    ("contact", Asks::Who),
    ("controller", Asks::Who),
    ("giver", Asks::Who),
    ("holder", Asks::Who),
    ("spokesperson", Asks::Who),
    ("receiver", Asks::Whom),
    ("authority", Asks::Whom),
    ("measures", Asks::Done),
    ("actions", Asks::Done),
    ("done", Asks::Done),
    ("result", Asks::Done),
    ("search", Asks::Done),
    ("instead", Asks::Done),
    ("method", Asks::Done),
    ("verified", Asks::Done),
    ("basis", Asks::Why),
    ("content", Asks::Next),
    ("next-steps", Asks::Next),
    ("to-do", Asks::Next),
    ("plan", Asks::Next),
    ("requests", Asks::Next),
    ("support", Asks::Next),
    ("proposals", Asks::Next),
    ("lessons", Asks::Why),
    ("wanted", Asks::Next),
    ("fix", Asks::Next),
    ("advice", Asks::Next),
    ("impact", Asks::Harm),
    ("damage", Asks::Harm),
    ("consequences", Asks::Harm),
    ("services", Asks::Harm),
    ("allow", Asks::Harm),
    ("cause", Asks::Why),
    ("causes", Asks::Why),
    ("channels", Asks::Channels),
];

impl Playbook {
    /// What stands in a field of words.
    pub(super) fn words(&self, field: &str, to: &Name, view: &BlueView) -> String {
        let asks = FIELDS.iter().find(|(name, _)| *name == field);
        let (vi, en) = match asks.map(|(_, asks)| asks) {
            Some(Asks::Who) => self.who(),
            Some(Asks::Whom) => self.whom(to),
            Some(Asks::Done) => self.responses(view, true),
            Some(Asks::Next) => self.responses(view, false),
            Some(Asks::Harm) => self.harm(view),
            Some(Asks::Why) => self.why(),
            Some(Asks::Channels) => ("Hệ thống thông tin".to_owned(), "Systems".to_owned()),
            None => self.happened(view),
        };
        match vi == en {
            true => vi,
            false => format!("{vi} / {en}"),
        }
    }

    fn who(&self) -> (String, String) {
        let mut teams = self.plan.roster.teams.iter();
        let own = teams.find(|team| team.cell == Cell::Blue);
        let org = own.and_then(|team| self.plan.map.orgs.get(team.org?.at()));
        both(org.map(|org| &org.title))
    }

    /// The body addressed; every body of a kind is no one body.
    fn whom(&self, to: &Name) -> (String, String) {
        let map = &self.plan.map;
        let org = map.names.orgs.get(to).and_then(|at| map.orgs.get(at));
        both(org.map(|org| &org.title))
    }

    /// What was done and came off, or what is under way, each once with how often.
    fn responses(&self, view: &BlueView, done: bool) -> (String, String) {
        let mut counts: BTreeMap<_, u32> = BTreeMap::new();
        let runs = view.runs.values();
        for run in runs.filter(|run| run.is_done() == done && (done || run.ended.is_none())) {
            *counts.entry(run.action).or_default() += 1;
        }
        let said = |lang| {
            let each = counts.iter().take(SAID).map(|(action, count)| {
                let title = self.plan.catalogue.actions[action.at()].title.get(lang);
                match count {
                    1 => title.to_owned(),
                    more => format!("{title} ({more})"),
                }
            });
            each.collect::<Vec<_>>().join("; ")
        };
        match (counts.is_empty(), done) {
            (false, _) => (said(Lang::Vi), said(Lang::En)),
            (true, true) => ("Chưa có".to_owned(), "None yet".to_owned()),
            (true, false) => (
                "Tiếp tục theo dõi, rà soát".to_owned(),
                "Keep watching and checking".to_owned(),
            ),
        }
    }

    fn harm(&self, view: &BlueView) -> (String, String) {
        let away = view.services.iter().filter(|(_, seen)| seen.served() < 500);
        let away: Vec<_> = away.map(|(id, _)| *id).take(SAID).collect();
        let said = |lang| {
            let title = |id: &crate::words::name::ServiceId| {
                self.plan.map.services[id.at()].title.get(lang).to_owned()
            };
            away.iter().map(title).collect::<Vec<_>>().join("; ")
        };
        match away.is_empty() {
            false => (
                format!("Gián đoạn: {}", said(Lang::Vi)),
                format!("Interrupted: {}", said(Lang::En)),
            ),
            true => (
                "Chưa ghi nhận dịch vụ gián đoạn".to_owned(),
                "No service is known to be interrupted".to_owned(),
            ),
        }
    }

    fn why(&self) -> (String, String) {
        let techniques = &self.plan.attack.techniques;
        let named = self.known.techniques.iter().take(SAID).map(|id| {
            let name = techniques.get(id).map_or("", |technique| &*technique.name);
            format!("{id} {name}").trim().to_owned()
        });
        let named = named.collect::<Vec<_>>().join("; ");
        match named.is_empty() {
            false => (named.clone(), named),
            true => ("Đang xác minh".to_owned(), "Being verified".to_owned()),
        }
    }

    fn happened(&self, view: &BlueView) -> (String, String) {
        let machines = self.assets(Judged::Incident, view);
        let count = self.known.hosts.len();
        if machines.is_empty() {
            return (
                "Chưa phát hiện máy bị xâm nhập".to_owned(),
                "No machine is known to be taken".to_owned(),
            );
        }
        let some: Vec<&str> = machines.split(", ").take(SAID).collect();
        let more = if some.len() < count { ", …" } else { "" };
        let some = some.join(", ");
        (
            format!("Phát hiện dấu hiệu tấn công tại {count} máy: {some}{more}"),
            format!("Signs of an attack at {count} machines: {some}{more}"),
        )
    }
}

fn both(title: Option<&Text>) -> (String, String) {
    title.map_or_else(
        || ("-".to_owned(), "-".to_owned()),
        |title| (title.vi.clone(), title.en.clone()),
    )
}
