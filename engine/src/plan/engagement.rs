//! The rules of engagement hold for the script too: what a drill forbids people to touch, its own
//! campaign leaves alone. Of what the seed draws (a cast) no author can say so beforehand; that is
//! not looked at.

use crate::city::map::Map;
use crate::plan::reader::Reader;
use crate::script::campaign::{Campaign, CampaignWritten, Spot};
use crate::team::Roster;
use crate::words::cell::Cell;
use crate::words::fault::FaultKind;

/// Says which steps aim at what is out of bounds for the attack.
pub(super) fn kept(
    (campaign, written): (&Campaign, &CampaignWritten),
    roster: &Roster,
    map: &Map,
    r: &mut Reader,
) {
    let Some(red) = roster.first(Cell::Red) else {
        return;
    };
    let bounds = &roster.teams[red.at()].bounds;
    for step in &campaign.steps {
        let Spot::Fixed(target) = &step.on else {
            continue;
        };
        let place = written
            .steps
            .iter()
            .find(|one| *one.name.as_str() == *step.name);
        let (true, Some(place)) = (bounds.hold(map, target), place) else {
            continue;
        };
        let (code, args) = ("out-of-bounds", vec![("found", place.on.to_string())]);
        let kind = FaultKind::Other { code, args };
        r.check("campaign.yml").fault(&place.on, kind);
    }
}
