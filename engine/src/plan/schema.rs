//! The shapes of all files, as JSON Schema, for editors.

use crate::words::schema::json_of;
use serde_json::Value;

/// Each kind of file, and its schema.
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        (
            "scenario",
            json_of::<crate::plan::written::ScenarioWritten>(),
        ),
        ("city", json_of::<crate::city::written::CityWritten>()),
        (
            "campaign",
            json_of::<crate::script::campaign::CampaignWritten>(),
        ),
        ("msel", json_of::<crate::script::msel::MselWritten>()),
        (
            "routines",
            json_of::<crate::script::routine::RoutinesWritten>(),
        ),
        ("duties", json_of::<crate::script::duty::DutiesWritten>()),
        (
            "playbook",
            json_of::<crate::plan::written::PlaybookWritten>(),
        ),
        ("tour", json_of::<crate::plan::written::TourWritten>()),
        ("action", json_of::<crate::action::written::ActionWritten>()),
        ("log", json_of::<crate::detect::class::ClassWritten>()),
        ("daily", json_of::<crate::detect::daily::DailyWritten>()),
        (
            "programs",
            json_of::<crate::detect::program::ProgramsWritten>(),
        ),
        ("role", json_of::<crate::city::host::RoleWritten>()),
        ("obligation", json_of::<crate::script::duty::DutyWritten>()),
        ("form", json_of::<crate::script::duty::FormWritten>()),
        (
            "indicators",
            json_of::<crate::city::indicator::IndicatorsWritten>(),
        ),
        ("era", json_of::<crate::plan::era::EraWritten>()),
    ]
}
