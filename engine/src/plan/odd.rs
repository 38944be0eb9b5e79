//! What is odd about a scenario as a whole and no fault of it: its author is told, and may have
//! meant it.

use crate::plan::reader::Reader;
use crate::plan::written::ScenarioWritten;
use crate::script::campaign::CampaignWritten;
use crate::script::msel::MselWritten;
use crate::words::cell::Cell;
use crate::words::fault::FaultKind;
use crate::words::written::At;

/// Who is told something beforehand: the keys of `briefing` are their words.
const CELLS: [Cell; 5] = [
    Cell::White,
    Cell::Blue,
    Cell::Red,
    Cell::Jury,
    Cell::Observer,
];

/// Steps and injects whose time comes only after ENDEX.
pub(super) fn late(
    scenario: &ScenarioWritten,
    campaign: &CampaignWritten,
    msel: &MselWritten,
    r: &mut Reader,
) {
    // A length that nobody wrote ends nothing.
    if scenario.length.line() == 0 {
        return;
    }
    let steps = campaign.steps.iter();
    let steps = steps.map(|step| ("campaign.yml", &step.name, Some(step.at)));
    let injects = msel.injects.iter();
    let injects = injects.map(|inject| ("msel.yml", &inject.name, inject.at));
    for (file, name, at) in steps.chain(injects) {
        let Some(at) = at.filter(|at| *at >= *scenario.length) else {
            continue;
        };
        let args = [
            ("name", name.to_string()),
            ("at", at.to_string()),
            ("length", scenario.length.to_string()),
        ];
        let args = args.into();
        let code = "after-endex";
        r.check(file).fault(name, FaultKind::Advice { code, args });
    }
}

/// Briefings for nobody, and cells that play and are told nothing.
pub(super) fn untold(scenario: &ScenarioWritten, r: &mut Reader) {
    let words = || CELLS.into_iter().map(Cell::word);
    let known = |cell: &&At<String>| words().any(|word| word == cell.as_str());
    let mut strangers = scenario
        .briefing
        .keys()
        .filter(|cell| !known(cell))
        .peekable();
    // A word that nobody is called by was meant for somebody who is not told.
    if strangers.peek().is_some() {
        let mut c = r.check("scenario.yml");
        strangers.for_each(|cell| c.unknown(cell, "cell", words()));
        return;
    }
    if r.lost.touches("scenario.yml", &["briefing", "teams"]) {
        return;
    }
    for team in &scenario.teams {
        let cell = team.cell.word();
        let is_told = scenario.briefing.keys().any(|known| known.as_str() == cell);
        if CELLS.contains(&team.cell) && !is_told {
            let args = [("found", cell.to_owned())].into();
            let code = "no-briefing";
            let kind = FaultKind::Advice { code, args };
            r.check("scenario.yml").fault(&team.name, kind);
        }
    }
}
