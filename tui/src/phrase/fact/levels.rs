//! Sentences for levels and indicators: what is declared of a system, what is so, and what the
//! indicators come to.

use engine::words::fact::FactKind;
use engine::words::target::Target;

use crate::phrase::fact::Say;
use crate::phrase::{Value, words};

/// The sentence, if the fact is of this section.
pub(super) fn sentence(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let system = |key: &str, team, service, what| {
        let args = [
            ("team", say.team(team)),
            ("service", say.target(&Target::Service(service))),
            ("what", Value::from(words::compliance(say.phrases, what))),
        ];
        say.with(key, &args)
    };
    Some(match kind {
        FactKind::DeclarationSeen {
            team,
            service,
            declared,
            holds: true,
        } => system("fact-declaration-holds", *team, *service, *declared),
        FactKind::DeclarationSeen {
            team,
            service,
            declared,
            ..
        } => system("fact-declaration-false", *team, *service, *declared),
        FactKind::Attained {
            team,
            service,
            attained,
        } => system("fact-attained", *team, *service, *attained),
        FactKind::Gauged {
            indicator,
            have,
            of,
        } => {
            let name = words::indicator(say.phrases, say.names, *indicator);
            let args = [
                ("indicator", Value::from(name)),
                ("have", Value::from(*have)),
                ("of", Value::from(*of)),
            ];
            say.with("fact-gauged", &args)
        }
        _ => return None,
    })
}
