//! The playbook: what it names is there, and what it orders can be ordered so. A bot that is told
//! to do what does not exist says nothing, so it is said before.

use crate::action::written::{Action, Attack};
use crate::city::written::target_named;
use crate::detect::class::Sensing;
use crate::plan::written::{DoWritten, PlaybookWritten, UponWritten};
use crate::script::trigger::Speak;
use crate::words::cell::Cell;
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::name::ActionId;
use crate::words::target::TargetKind;
use crate::words::written::At;

/// What stands for the machine that a claim is about.
const CLAIMED: &str = "claim-host";

/// What a playbook may name.
pub(super) struct Named<'a> {
    pub speak: &'a Speak<'a>,
    pub sensing: &'a Sensing,
    pub attack: &'a Attack,
}

/// Checks every name in a playbook.
pub(super) fn check(book: &PlaybookWritten, named: &Named<'_>, c: &mut Check) {
    for reading in &book.readings {
        rule(&reading.rule, named.sensing, c);
        if let Some(id) = &reading.technique {
            technique(id, named.attack, |known| known == id.as_str(), c);
        }
    }
    for answer in &book.answers {
        let begins = |known: &str| known.starts_with(answer.technique.as_str());
        technique(&answer.technique, named.attack, begins, c);
    }
    for upon in &book.injects {
        chosen(upon, named, c);
    }
    let names = named.speak;
    for file in &book.files {
        names.forms.find(&file.form, "form", c);
        file.on.check(names, c);
    }
    for recover in &book.recover {
        let services = &names.map.names.services;
        services.find(&recover.service, "service", c);
    }
    let answers = book.answers.iter().flat_map(|one| &one.orders);
    let upon = book.injects.iter().flat_map(|one| &one.orders);
    let recover = book.recover.iter().flat_map(|one| &one.orders);
    let others = book.found.iter().chain(&book.prepare);
    for written in answers.chain(upon).chain(recover).chain(others) {
        order(written, named, c);
    }
}

/// A rule's file stem; a star at its end takes all that begin so.
fn rule(at: &At<String>, sensing: &Sensing, c: &mut Check) {
    let stems = || sensing.rules.iter().map(|rule| rule.stem.as_str());
    let known = match at.strip_suffix('*') {
        Some(begins) => stems().any(|stem| stem.starts_with(begins)),
        None => stems().any(|stem| stem == at.as_str()),
    };
    if !known {
        c.unknown(at, "rule", stems());
    }
}

fn technique(at: &At<String>, attack: &Attack, is: impl Fn(&str) -> bool, c: &mut Check) {
    let ids = || attack.techniques.keys().map(String::as_str);
    if !ids().any(is) {
        c.unknown(at, "technique", ids());
    }
}

/// An inject, and the answer to it.
fn chosen(upon: &UponWritten, named: &Named<'_>, c: &mut Check) {
    let Some(place) = named.speak.injects.find(&upon.inject, "inject", c) else {
        return;
    };
    let inject = named.speak.msel.injects.get(place);
    if let (Some(inject), Some(answer)) = (inject, &upon.answer) {
        inject.choice(answer, c);
    }
}

fn order(written: &DoWritten, named: &Named<'_>, c: &mut Check) {
    let catalogue = named.speak.catalogue;
    let of_blue = |action: &&Action| action.cell == Cell::Blue;
    let found = catalogue.names.get(&written.action).map(ActionId::of);
    let found = found.map(|id| &catalogue.actions[id.at()]);
    let Some(action) = found.filter(of_blue) else {
        let blue = catalogue.actions.iter().filter(of_blue);
        c.unknown(&written.action, "action", blue.map(|action| &*action.name));
        return;
    };
    // A bot gives no order that people are not offered.
    if !named.speak.map.is_part(c.lost) && !action.has_aim(named.speak.map) {
        let args = vec![("found", written.action.to_string())];
        let code = "not-offered";
        c.fault(&written.action, FaultKind::Other { code, args });
    }
    if let Some(via) = &written.via {
        named.speak.map.names.orgs.find(via, "org", c);
    }
    let Some(on) = &written.on else {
        return;
    };
    let kind = match on.as_str() {
        CLAIMED => Some(TargetKind::Host),
        _ => target_named(named.speak.map, on, c).map(|target| target.kind()),
    };
    if let Some(kind) = kind.filter(|kind| *kind != action.target) {
        let found = format!("{} ({})", on.as_str(), kind.word());
        c.wrong_target(on, found, [action.target]);
    }
}
