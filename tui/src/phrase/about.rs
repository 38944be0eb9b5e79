//! What a ledger line is about, by its name in the scenario.

use engine::plan::Plan;
use engine::score::card::About;
use engine::words::fact::{Fact, FactKind};
use engine::words::name::{ActionId, RunId};
use engine::words::target::Target;
use engine::words::text::Lang;

use crate::phrase::names::Names;
use crate::phrase::{Phrases, Value, harmless};

/// What the words for what a line is about are made of.
pub struct Naming<'a> {
    /// The plan of the drill.
    pub plan: &'a Plan,
    /// What a run did to what; nothing for one that was not told.
    pub run: &'a dyn Fn(RunId) -> Option<(ActionId, Target)>,
}

/// What a run did to what, by what happened.
#[must_use]
pub fn asked(happened: &[Fact], id: RunId) -> Option<(ActionId, Target)> {
    happened.iter().find_map(|fact| match &fact.kind {
        FactKind::RunAsked {
            run,
            action,
            target,
            ..
        } if *run == id => Some((*action, target.clone())),
        _ => None,
    })
}

/// The words for it, by its title; nothing for what its rule already names.
#[must_use]
pub fn about(phrases: &Phrases, about: &About, naming: &Naming<'_>) -> Option<String> {
    let (plan, lang) = (naming.plan, phrases.lang());
    let target = |target: Target| Some(Names::target(plan, &target, lang));
    let (key, name) = match about {
        About::Step(id) => ("about-step", Names::step(plan, *id, lang)),
        About::Service(id) => ("about-service", target(Target::Service(*id))),
        About::Data(id) => ("about-data", target(Target::Data(*id))),
        About::Inject(id) => ("about-inject", Names::inject(plan, *id, lang)),
        About::Duty(id) => ("about-duty", Some(Names::duty(plan, *id, lang))),
        About::Host(id) => ("about-host", target(Target::Host(*id))),
        About::Account(id) => ("about-account", target(Target::Account(*id))),
        About::Zone(id) => ("about-zone", target(Target::Zone(*id))),
        About::Link(id) => ("about-link", target(Target::Link(*id))),
        About::Control(id) => ("about-control", target(Target::Control(*id))),
        About::Backup(id) => ("about-backup", target(Target::Backup(*id))),
        About::Run(id) => ("about-run", run(naming, *id, lang)),
        About::Task(name) => return Some(phrases.word("task", name)),
        About::Queue | About::All => return None,
    };
    let name = name.map_or_else(|| "?".to_owned(), |name| harmless(&name));
    Some(phrases.say_with(key, &[("name", Value::from(name))]))
}

/// What people did to what.
fn run(naming: &Naming<'_>, id: RunId, lang: Lang) -> Option<String> {
    let (action, target) = (naming.run)(id)?;
    let deed = naming.plan.deed(action, &target)?;
    Some(deed.get(lang).to_owned())
}
