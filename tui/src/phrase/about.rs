//! What a ledger line is about, by its name in the scenario.

use engine::plan::Plan;
use engine::score::card::About;
use engine::words::name::Name;
use engine::words::target::Target;

use crate::phrase::{Phrases, Value, harmless};

/// The words for it; nothing for what its rule already names.
#[must_use]
pub fn about(phrases: &Phrases, about: &About, plan: &Plan) -> Option<String> {
    let stakes = &plan.stakes;
    let target = |target: Target| Some(Name::from(plan.map.target_name(&target)));
    let (key, name) = match about {
        About::Step(id) => (
            "about-step",
            stakes.steps.get(id.at()).map(|s| s.name.clone()),
        ),
        About::Service(id) => (
            "about-service",
            stakes.services.get(id.at()).map(|s| s.name.clone()),
        ),
        About::Data(id) => (
            "about-data",
            stakes.data.get(id.at()).map(|(name, _)| name.clone()),
        ),
        About::Inject(id) => (
            "about-inject",
            stakes.injects.get(id.at()).map(|i| i.name.clone()),
        ),
        About::Duty(id) => ("about-duty", stakes.duties.get(id.at()).cloned()),
        About::Host(id) => ("about-host", target(Target::Host(*id))),
        About::Account(id) => ("about-account", target(Target::Account(*id))),
        About::Zone(id) => ("about-zone", target(Target::Zone(*id))),
        About::Link(id) => ("about-link", target(Target::Link(*id))),
        About::Control(id) => ("about-control", target(Target::Control(*id))),
        About::Backup(id) => ("about-backup", target(Target::Backup(*id))),
        About::Run(id) => ("about-run", Some(Name::from((id.0 + 1).to_string()))),
        About::Task(name) => return Some(phrases.word("task", name)),
        About::Queue | About::All => return None,
    };
    let name = name.map_or_else(|| "?".to_owned(), |name| harmless(&name));
    Some(phrases.say_with(key, &[("name", Value::from(name))]))
}
