//! What a defence says openly: whoever names what bears a grade in it, as an attachment is named
//! (`data:…`), has shown it.

use crate::action::effect;
use crate::city::map::Map;
use crate::words::fact::Cause;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::BlueAsk;
use bevy_ecs::prelude::World;
use std::collections::BTreeSet;

/// The data that the free texts of an order attach. A form tells by itself whether its channel is
/// open, and is looked at where it is filed.
pub(super) fn attached(world: &World, ask: &BlueAsk) -> BTreeSet<DataId> {
    let text = match ask {
        BlueAsk::Assess { text, .. }
        | BlueAsk::Finding { text, .. }
        | BlueAsk::Say { text }
        | BlueAsk::Request { text, .. }
        | BlueAsk::Protest { text, .. } => text,
        BlueAsk::Triage { reason, .. } => reason,
        BlueAsk::OpenCase { title, .. } => title,
        BlueAsk::Attach { note, .. } => note,
        BlueAsk::Claim(said) => &said.note,
        _ => return BTreeSet::new(),
    };
    let map = world.plan::<Map>();
    named(text)
        .filter_map(|name| map.names.data.get(name))
        .map(DataId::of)
        .collect()
}

/// Whatever is named as `data:…` in a text.
pub(super) fn named(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("data:").skip(1);
    after.map(|rest| {
        let ends = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        &rest[..ends.unwrap_or(rest.len())]
    })
}

/// States that a team showed these.
pub(super) fn shown(world: &mut World, team: TeamId, by: Cause, attached: BTreeSet<DataId>) {
    attached
        .into_iter()
        .for_each(|data| effect::show(world, by, team, data));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_attaches_is_what_it_names_so() {
        let text = "xem data:du-thao, (data:so-tuyet-mat) và du-thao-khac; data:";
        let all: Vec<&str> = named(text).collect();
        assert_eq!(all, ["du-thao", "so-tuyet-mat", ""]);
    }
}
