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
        About::Host(id) => (
            "about-host",
            Some(Name::from(plan.map.target_name(&Target::Host(*id)))),
        ),
        About::Queue | About::All => return None,
    };
    let name = name.map_or_else(|| "?".to_owned(), |name| harmless(&name));
    Some(phrases.say_with(key, &[("name", Value::from(name))]))
}
