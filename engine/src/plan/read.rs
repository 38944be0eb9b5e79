//! Putting the parts together: read each file, check each subject against those to its left.

use crate::action::written::{ActionWritten, Attack, Catalogue};
use crate::city::host::RoleWritten;
use crate::city::map::Map;
use crate::city::written::CityWritten;
use crate::detect::class::{ClassWritten, Sensing};
use crate::plan::written::{PlaybookWritten, ScenarioWritten};
use crate::plan::{Objective, PhasePlan, Plan, Texts};
use crate::score::stakes::{HostValues, InjectStake, PhaseStake, ServiceStake, Stakes, StepStake};
use crate::script::campaign::{Campaign, CampaignWritten, Spot};
use crate::script::duty::{DutiesWritten, DutyWritten, FormWritten, Papers};
use crate::script::msel::{Msel, MselWritten};
use crate::script::routine::{Life, RoutinesWritten};
use crate::script::trigger::Speak;
use crate::sigma::{Level, Rule};
use crate::team::Roster;
use crate::words::cell::Cell;
use crate::words::check::{Check, Names};
use crate::words::digest::Running;
use crate::words::fault::{Fault, FaultKind, Place};
use crate::words::faults::Faults;
use crate::words::name::*;
use crate::words::read::read as read_file;
use crate::words::text::Text;
use crate::words::time::{Span, Tick};
use crate::words::written::At;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest drill.
const LENGTH_LIMIT: u32 = 60 * crate::words::time::DAY;

struct Reader<'a> {
    texts: &'a Texts,
    faults: &'a mut Faults,
}

impl Reader<'_> {
    fn one<T: DeserializeOwned + JsonSchema + 'static>(&mut self, file: &str) -> Option<T> {
        match self.texts.0.get(file) {
            Some(text) => read_file(file, text, self.faults),
            None => {
                let kind = FaultKind::Other {
                    code: "missing-file",
                    args: vec![("file", file.to_owned())],
                };
                self.faults
                    .push(Fault::new(&Arc::from(file), Place::START, kind));
                None
            }
        }
    }

    fn may<T: DeserializeOwned + JsonSchema + 'static>(&mut self, file: &str) -> Option<T> {
        self.texts
            .0
            .get(file)
            .and_then(|text| read_file(file, text, self.faults))
    }

    /// All files below a folder, by their stems, in order.
    fn all<T: DeserializeOwned + JsonSchema + 'static>(
        &mut self,
        folder: &str,
    ) -> Vec<(String, String, T)> {
        let mut found = Vec::new();
        for (file, text) in self.texts.0.range(folder.to_owned()..) {
            if !file.starts_with(folder) {
                break;
            }
            if let Some(value) = read_file(file, text, self.faults) {
                found.push((stem(file).to_owned(), file.clone(), value));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    }

    fn check(&mut self, file: &str) -> Check<'_> {
        Check {
            file: Arc::from(file),
            faults: self.faults,
        }
    }
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".yml").unwrap_or(name)
}

/// Reads and checks everything; what it gives is a plan only if no fault was found.
pub(super) fn read(texts: &Texts, faults: &mut Faults) -> Option<Plan> {
    let mut r = Reader { texts, faults };
    let attack: Attack = r.one("catalogue/attack.yml").unwrap_or_default();
    let kinds: BTreeMap<String, Text> = r.one("catalogue/controls.yml").unwrap_or_default();
    let roles: Vec<_> = r
        .all::<RoleWritten>("catalogue/roles/")
        .into_iter()
        .map(|(s, _, w)| (At::from(s), w))
        .collect();
    let scenario = r.one::<ScenarioWritten>("scenario.yml");
    let city = r.one::<CityWritten>("city.yml");
    let campaign = r.one::<CampaignWritten>("campaign.yml");
    let msel = r.may::<MselWritten>("msel.yml").unwrap_or(MselWritten {
        injects: Vec::new(),
    });
    let routines = r.may::<RoutinesWritten>("routines.yml").unwrap_or_default();
    let duties = r.may("duties.yml").unwrap_or(DutiesWritten {
        obligations: Vec::new(),
        own: Vec::new(),
    });
    let playbook = r.may::<PlaybookWritten>("playbook.yml");

    let kinds: Vec<(Name, Text)> = kinds
        .into_iter()
        .map(|(k, t)| (k.as_str().into(), t))
        .collect();
    let map = city
        .as_ref()
        .map(|c| c.check(&roles, &kinds, &mut r.check("city.yml")))
        .unwrap_or_else(|| {
            let names = kinds.iter().enumerate();
            let mut map = Map {
                kinds: kinds.clone(),
                ..Map::default()
            };
            names.for_each(|(i, (name, _))| map.names.kinds.put_own(name, i));
            map
        });
    let sensing = sensing(&mut r, &map);
    let catalogue = actions(&mut r, &map, &sensing, &attack);
    let (scenario, campaign) = (scenario?, campaign?);
    city?;
    let starts = starts(&scenario, &mut r);
    let roster = Roster::check(
        &scenario.teams,
        starts.hour() as u32 * 60 + starts.minute() as u32,
        &map,
        &mut r.check("scenario.yml"),
    );
    let (phases, phase_names) = phases(&scenario, &mut r);
    let mut papers = Papers::default();
    for (name, _, form) in r.all::<FormWritten>("catalogue/forms/") {
        papers.form_names.put_own(&name, papers.forms.len());
        papers.forms.push((name.as_str().into(), form));
    }
    let steps = campaign.names(&mut r.check("campaign.yml"));
    let injects = Msel::names_of(&msel, &mut r.check("msel.yml"));
    let forms = papers.form_names.clone();
    let speak = Speak {
        map: &map,
        catalogue: &catalogue,
        steps: &steps,
        injects: &injects,
        forms: &forms,
        phases: &phase_names,
    };
    let red = roster.first(Cell::Red);
    let campaign = campaign.check(&speak, red, &mut r.check("campaign.yml"));
    let msel = Msel::check(
        &msel,
        injects.clone(),
        &speak,
        &roster,
        &mut r.check("msel.yml"),
    );
    take_duties(&duties, &mut papers, &speak, &mut r);
    let life = Life::check(&routines, &map, &catalogue, &mut r.check("routines.yml"));
    blind_steps(&campaign, &catalogue, &sensing, &map, &mut r);
    let objectives = objectives(&scenario, &speak, &mut r);
    let stakes = stakes(
        &map,
        &catalogue,
        &sensing,
        &campaign,
        &msel,
        &papers,
        &phases,
        *scenario.length,
    );
    Some(Plan {
        title: scenario.title,
        about: scenario.about,
        city: scenario.city,
        era: scenario.era.as_str().into(),
        starts,
        length: *scenario.length,
        difficulty: scenario.difficulty,
        tempo: scenario.tempo.unwrap_or(1_000),
        phases,
        objectives,
        briefing: scenario.briefing,
        roster: Arc::new(roster),
        map: Arc::new(map),
        catalogue: Arc::new(catalogue),
        sensing: Arc::new(sensing),
        campaign: Arc::new(campaign),
        msel: Arc::new(msel),
        life: Arc::new(life),
        papers: Arc::new(papers),
        stakes: Arc::new(stakes),
        phase_names,
        playbook: playbook.map(Arc::new),
        texts: texts.clone(),
        digest: fingerprint(texts),
    })
}

fn fingerprint(texts: &Texts) -> crate::words::digest::Digest {
    let mut running = Running::default();
    for (file, text) in &texts.0 {
        running.add_bytes(file.as_bytes());
        running.add_bytes(text);
    }
    running.digest()
}

fn sensing(r: &mut Reader, map: &Map) -> Sensing {
    let mut sensing = Sensing::default();
    for (name, file, class) in r.all::<ClassWritten>("catalogue/logs/") {
        sensing.take(&name, &class, map, &mut r.check(&file));
    }
    for (file, text) in r
        .texts
        .0
        .iter()
        .filter(|(f, _)| f.starts_with("catalogue/rules/") || f.starts_with("rules/"))
    {
        let read = std::str::from_utf8(text).map(|text| Rule::read(stem(file), text));
        match read {
            Ok(Ok(rule)) => sensing.rules.push(rule),
            Ok(Err(found)) => {
                for one in found {
                    let (line, column) = (
                        u32::try_from(one.line).unwrap_or(1),
                        u32::try_from(one.column).unwrap_or(1),
                    );
                    let kind = FaultKind::Other {
                        code: "rule",
                        args: vec![("why", one.message)],
                    };
                    r.faults.push(Fault::new(
                        &Arc::from(file.as_str()),
                        Place {
                            line,
                            column,
                            len: 1,
                        },
                        kind,
                    ));
                }
            }
            Err(bad) => {
                let byte = text.get(bad.valid_up_to()).copied().unwrap_or(0);
                r.faults.push(Fault::new(
                    &Arc::from(file.as_str()),
                    Place::START,
                    FaultKind::NotUtf8 { byte },
                ));
            }
        }
    }
    sensing.rules.sort_by(|a, b| a.stem.cmp(&b.stem));
    sensing
}

fn actions(r: &mut Reader, map: &Map, sensing: &Sensing, attack: &Attack) -> Catalogue {
    let mut catalogue = Catalogue::default();
    let mut all = r.all::<ActionWritten>("catalogue/actions/");
    all.extend(r.all::<ActionWritten>("actions/"));
    for (name, file, written) in &all {
        catalogue.take(
            name,
            written,
            map,
            &sensing.class_names,
            attack,
            &mut r.check(file),
        );
    }
    for (_, file, written) in &all {
        let mut c = r.check(file);
        if let Some(undo) = &written.undo {
            catalogue.names.find(undo, "action", &mut c);
        }
    }
    catalogue
}

fn starts(scenario: &ScenarioWritten, r: &mut Reader) -> jiff::civil::DateTime {
    let mut c = r.check("scenario.yml");
    if scenario.length.0 > LENGTH_LIMIT || scenario.length.0 == 0 {
        let found = scenario.length.to_string();
        let limits = (Some("1s".to_owned()), Some(Span(LENGTH_LIMIT).to_string()));
        c.fault(
            &scenario.length,
            FaultKind::OutOfRange {
                found,
                min: limits.0,
                max: limits.1,
            },
        );
    }
    scenario.starts.parse().unwrap_or_else(|_| {
        c.fault(
            &scenario.starts,
            FaultKind::BadText {
                found: scenario.starts.to_string(),
                shape: "2026-10-21T08:00",
            },
        );
        jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0)
    })
}

fn phases(scenario: &ScenarioWritten, r: &mut Reader) -> (Vec<PhasePlan>, Names) {
    let mut c = r.check("scenario.yml");
    let mut names = Names::default();
    let mut phases = Vec::new();
    for (i, p) in scenario.phases.iter().enumerate() {
        names.put(&p.name, i, &mut c);
        phases.push(PhasePlan {
            name: p.name.as_str().into(),
            title: p.title.clone(),
            from: Tick(p.from.0),
            to: Tick(p.to.0),
            scored: p.scored.unwrap_or(true),
        });
        if p.to <= p.from || p.to > *scenario.length {
            let (found, max) = (p.to.to_string(), Some(scenario.length.to_string()));
            c.fault(
                &p.name,
                FaultKind::OutOfRange {
                    found,
                    min: Some(p.from.to_string()),
                    max,
                },
            );
        }
    }
    if phases.is_empty() {
        names.put_own("main", 0);
        let title = Text {
            vi: "Diễn tập".into(),
            en: "Drill".into(),
        };
        phases.push(PhasePlan {
            name: "main".into(),
            title,
            from: Tick(0),
            to: Tick(scenario.length.0),
            scored: true,
        });
    }
    (phases, names)
}

fn take_duties(w: &DutiesWritten, papers: &mut Papers, speak: &Speak, r: &mut Reader) {
    let known = r.all::<DutyWritten>("catalogue/obligations/");
    for name in &w.obligations {
        match known.iter().find(|(n, ..)| n == name.as_str()) {
            Some((n, file, duty)) => papers.take(n, duty, speak, &mut r.check(file)),
            None => r.check("duties.yml").unknown(
                name,
                "obligation",
                known.iter().map(|(n, ..)| n.as_str()),
            ),
        }
    }
    for duty in &w.own {
        match &duty.name {
            Some(name) => papers.take(name, duty, speak, &mut r.check("duties.yml")),
            None => {
                let (key, at) = ("name".to_owned(), "own".to_owned());
                r.check("duties.yml")
                    .fault(&duty.form, FaultKind::MissingKey { key, at });
            }
        }
    }
}

/// Steps whose traces no control of the city could ever write, unless their author declared them blind.
fn blind_steps(
    campaign: &Campaign,
    catalogue: &Catalogue,
    sensing: &Sensing,
    map: &Map,
    r: &mut Reader,
) {
    for step in campaign.steps.iter().filter(|s| s.observable) {
        let action = &catalogue.actions[step.action.at()];
        let host = match &step.on {
            Spot::Fixed(target) => map.host_of(target),
            _ => None,
        };
        let seen = action.traces.iter().any(|t| {
            let kind = sensing.classes[t.class.at()].sensor;
            map.controls_of(kind)
                .any(|c| host.is_none_or(|h| map.covers(c, h)))
        });
        if !seen {
            let sensor = action.traces.first().map_or_else(String::new, |t| {
                map.kinds[sensing.classes[t.class.at()].sensor.at()]
                    .0
                    .to_string()
            });
            r.check("campaign.yml").fault_of_file(FaultKind::NoSensor {
                name: step.name.to_string(),
                sensor,
            });
        }
    }
}

fn objectives(scenario: &ScenarioWritten, speak: &Speak, r: &mut Reader) -> Vec<Objective> {
    use crate::plan::written::MeasureWritten as M;
    let mut c = r.check("scenario.yml");
    let mut names = Names::default();
    let mut all = Vec::new();
    for (i, o) in scenario.objectives.iter().enumerate() {
        names.put(&o.name, i, &mut c);
        let (list, known, kind) = match &o.measure {
            M::Detect(l) | M::Contain(l) => (l, speak.steps, "step"),
            M::Recover(l) | M::KeepUp(l) => (l, &speak.map.names.services, "service"),
            M::File(l) => (l, speak.forms, "form"),
        };
        list.iter().for_each(|n| {
            known.find(n, kind, &mut c);
        });
        all.push(Objective {
            name: o.name.as_str().into(),
            title: o.title.clone(),
            within: o.within,
        });
    }
    all
}

#[expect(
    clippy::too_many_arguments,
    reason = "it gathers what every subject puts at stake"
)]
fn stakes(
    map: &Map,
    catalogue: &Catalogue,
    sensing: &Sensing,
    campaign: &Campaign,
    msel: &Msel,
    papers: &Papers,
    phases: &[PhasePlan],
    length: Span,
) -> Stakes {
    let step = |s: &crate::script::campaign::Step| {
        let action = &catalogue.actions[s.action.at()];
        StepStake {
            name: s.name.clone(),
            techniques: action.attack.clone(),
            tactic: action.tactic.clone(),
            weight: s.weight.into(),
            deadline: s.deadline,
            observable: s.observable,
        }
    };
    let level = |rule: &Rule| match rule.level {
        Level::Informational => 1,
        Level::Low => 2,
        Level::Medium => 3,
        Level::High => 5,
        Level::Critical => 8,
    };
    let service = |s: &crate::city::service::Service| ServiceStake {
        name: s.name.clone(),
        host: s.host,
        value: s.value,
        rto: s.rto,
    };
    let inject = |i: &crate::script::msel::Inject| InjectStake {
        name: i.name.clone(),
        points: i.points.into(),
        expects: !i.expected.is_empty(),
    };
    let phase = |p: &PhasePlan| PhaseStake {
        name: p.name.clone(),
        from: p.from,
        to: p.to,
        scored: p.scored,
    };
    let host_value = |g: &crate::city::host::Group| {
        (
            g.first,
            g.first + g.count,
            map.roles.get(g.role.at()).map_or(1, |r| r.value.into()),
        )
    };
    Stakes {
        steps: campaign.steps.iter().map(step).collect(),
        services: map.services.iter().map(service).collect(),
        data: map.data.iter().map(|d| (d.name.clone(), d.worth)).collect(),
        injects: msel.injects.iter().map(inject).collect(),
        duties: papers.duties.iter().map(|d| d.name.clone()).collect(),
        phases: phases.iter().map(phase).collect(),
        rule_levels: sensing.rules.iter().map(level).collect(),
        rule_names: sensing
            .rules
            .iter()
            .map(|r| r.stem.as_str().into())
            .collect(),
        length,
        host_values: HostValues(map.groups.iter().map(host_value).collect()),
    }
}
