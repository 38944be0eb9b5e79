//! What is to be shown in a drill: the objectives as written, and what each measures.

use crate::city::written::orgs_named;
use crate::plan::reader::Reader;
use crate::plan::written::{MeasureWritten as M, ScenarioWritten};
use crate::plan::{Measure, Objective};
use crate::script::trigger::Speak;
use crate::words::check::{Check, Names};
use crate::words::name::*;
use crate::words::written::At;

/// The objectives of a scenario, checked.
pub(super) fn objectives(
    scenario: &ScenarioWritten,
    speak: &Speak,
    r: &mut Reader,
) -> Vec<Objective> {
    let mut c = r.check("scenario.yml");
    let mut names = Names::default();
    let mut all = Vec::new();
    for (i, o) in scenario.objectives.iter().enumerate() {
        names.put(&o.name, i, &mut c);
        let (steps, forms) = (speak.steps, speak.forms);
        let services = &speak.map.names.services;
        let measure = match &o.measure {
            M::Detect(l) => Measure::Detect(found(l, steps, "step", StepId::of, &mut c)),
            M::Contain(l) => Measure::Contain(found(l, steps, "step", StepId::of, &mut c)),
            M::Recover(l) => Measure::Recover(found(l, services, "service", ServiceId::of, &mut c)),
            M::File(l) => Measure::File(found(l, forms, "form", FormId::of, &mut c)),
            M::KeepUp(l) => Measure::KeepUp(found(l, services, "service", ServiceId::of, &mut c)),
            M::Verify(l) => Measure::Verify(found(l, services, "service", ServiceId::of, &mut c)),
            M::Warn(l) => {
                let named = |org: &At<String>| orgs_named(speak.map, org, &mut c);
                Measure::Warn(l.iter().flat_map(named).collect())
            }
        };
        all.push(Objective {
            name: o.name.as_str().into(),
            title: o.title.clone(),
            measure,
            within: o.within,
            guide: o.guide.clone(),
        });
    }
    all
}

/// What these names stand for.
fn found<T>(
    list: &[At<String>],
    known: &Names,
    kind: &'static str,
    of: fn(usize) -> T,
    c: &mut Check,
) -> Vec<T> {
    let find = |name: &At<String>| known.find(name, kind, c).map(of);
    list.iter().filter_map(find).collect()
}
