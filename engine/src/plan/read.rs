//! Putting the parts together: read each file, check each subject against those to its left.

use crate::action::requirement::Requirement;
use crate::action::written::{ActionWritten, Attack, Catalogue, Effect};
use crate::city::host::RoleWritten;
use crate::city::indicator::{self, IndicatorsWritten};
use crate::city::map::Map;
use crate::city::written::CityWritten;
use crate::detect::class::{ClassWritten, Sensing};
use crate::detect::daily::DailyWritten;
use crate::detect::program::{Programs, ProgramsWritten};
use crate::plan::crowd::Crowd;
use crate::plan::era::Times;
use crate::plan::objectives::objectives;
use crate::plan::reader::{Reader, stem};
use crate::plan::stakes::{Gathered, stakes};
use crate::plan::written::{PlaybookWritten, ScenarioWritten, TourWritten};
use crate::plan::{Objective, PhasePlan, Plan, Texts, blind, book, difficulty, engagement, odd};
use crate::score::stakes::Stakes;
use crate::script::campaign::{Campaign, CampaignWritten};
use crate::script::deed::Sort;
use crate::script::duty::{DutiesWritten, FormWritten, Papers};
use crate::script::msel::{Msel, MselWritten};
use crate::script::routine::{Life, RoutinesWritten};
use crate::script::trigger::Speak;
use crate::sigma::Rule;
use crate::team::Roster;
use crate::words::cell::Cell;
use crate::words::check::{Check, Names};
use crate::words::digest::Running;
use crate::words::fault::{Fault, FaultKind, Place};
use crate::words::faults::Faults;
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::{Span, Tick};
use crate::words::written::At;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where rules stand: shipped, of the scenario, brought along.
const RULES: [&str; 3] = ["catalogue/rules/", "rules/", GUESTS];
const GUESTS: &str = "guests/";

/// The longest drill.
const LENGTH_LIMIT: u32 = 60 * crate::words::time::DAY;

/// The files that stand alone, as far as they could be read.
struct Written {
    attack: Attack,
    kinds: Vec<(Name, Text)>,
    roles: Vec<(At<String>, RoleWritten)>,
    scenario: ScenarioWritten,
    city: CityWritten,
    campaign: CampaignWritten,
    msel: MselWritten,
    routines: RoutinesWritten,
    duties: DutiesWritten,
    playbook: Option<PlaybookWritten>,
    tour: TourWritten,
}

fn written(r: &mut Reader) -> Written {
    let attack: Attack = r.one("catalogue/attack.yml").unwrap_or_default();
    let kinds: BTreeMap<String, Text> = r.one("catalogue/controls.yml").unwrap_or_default();
    let kinds = kinds.into_iter().map(|(k, t)| (k.as_str().into(), t));
    let roles = r.all::<RoleWritten>("catalogue/roles/").into_iter();
    Written {
        attack,
        kinds: kinds.collect(),
        roles: roles.map(|(s, _, w)| (At::from(s), w)).collect(),
        scenario: r.one("scenario.yml").unwrap_or_default(),
        city: r.one("city.yml").unwrap_or_default(),
        campaign: r.one("campaign.yml").unwrap_or_default(),
        msel: r.may("msel.yml").unwrap_or(MselWritten {
            injects: Vec::new(),
        }),
        routines: r.may("routines.yml").unwrap_or_default(),
        duties: r.may("duties.yml").unwrap_or(DutiesWritten {
            obligations: Vec::new(),
            own: Vec::new(),
        }),
        playbook: r.may("playbook.yml"),
        tour: r.may("tour.yml").unwrap_or_default(),
    }
}

fn forms(r: &mut Reader) -> Papers {
    let mut papers = Papers::default();
    for (name, file, form) in r.all::<FormWritten>("catalogue/forms/") {
        form.check(&mut r.check(&file));
        papers.form_names.put_own(&name, papers.forms.len());
        papers.forms.push((name.as_str().into(), form));
    }
    papers
}

/// The parts that are scripted, checked against those they speak of.
struct Scripted {
    campaign: Campaign,
    msel: Msel,
    papers: Papers,
    life: Life,
    objectives: Vec<Objective>,
}

/// Reads and checks everything; what it gives is a plan only if no fault was found.
pub(super) fn read(texts: &Texts, variant: u64, faults: &mut Faults) -> Option<Plan> {
    let mut r = Reader::new(texts, faults);
    let times = Times::choose(&mut r);
    let mut w = written(&mut r);
    let crowd = Crowd::seat(&mut w.scenario.teams, &mut r);
    let map = w
        .city
        .check(&w.roles, &w.kinds, variant, &mut r.check("city.yml"));
    let map = Arc::new(indicators(map, &w.city, &mut r));
    let sensing = sensing(&mut r, &map, &w.city);
    let catalogue = actions(&mut r, &map, &sensing, &w.attack);
    let starts = starts(&w.scenario, &mut r);
    let mut roster = Roster::check(
        &w.scenario.teams,
        starts.hour() as u32 * 60 + starts.minute() as u32,
        &map,
        &mut r.check("scenario.yml"),
    );
    crowd.name(&mut roster);
    let (phases, phase_names) = phases(&w.scenario, &mut r);
    let known = Known {
        map: &map,
        catalogue: &catalogue,
        sensing: &sensing,
        roster: &roster,
        phases: &phase_names,
    };
    let s = scripted(&known, (&crowd, &times), &mut w, &mut r);
    difficulty::stated(&w.scenario, &mut r);
    odd::late(&w.scenario, &w.campaign, &w.msel, &mut r);
    odd::untold(&w.scenario, &mut r);
    if r.faults.any_fault() {
        return None;
    }
    let scenario = w.scenario;
    let stakes = at_stake(&known, &s, &scenario, &map, &phases);
    let sorts = Sort::all(&s.campaign, &catalogue, &map);
    let briefing = scenario.briefing.into_iter();
    Some(Plan {
        title: scenario.title,
        about: scenario.about,
        city: scenario.city,
        era: times.era,
        starts,
        length: *scenario.length,
        difficulty: scenario.difficulty.into_inner(),
        tempo: scenario.tempo.unwrap_or(1_000),
        phases,
        objectives: s.objectives,
        briefing: briefing.map(|(cell, text)| (cell.value, text)).collect(),
        roster: Arc::new(roster),
        map,
        attack: Arc::new(w.attack),
        catalogue: Arc::new(catalogue),
        sensing: Arc::new(sensing),
        campaign: Arc::new(s.campaign),
        sorts: sorts.into(),
        msel: Arc::new(s.msel),
        life: Arc::new(s.life),
        papers: Arc::new(s.papers),
        stakes: Arc::new(stakes),
        phase_names,
        playbook: w.playbook.map(Arc::new),
        tour: w.tour.hints,
        texts: texts.clone(),
        digest: fingerprint(texts),
        variant,
    })
}

/// A city with those indicators of the catalogue that it has what to measure from.
fn indicators(mut map: Map, city: &CityWritten, r: &mut Reader) -> Map {
    const FILE: &str = "catalogue/indicators.yml";
    let common: IndicatorsWritten = r.may(FILE).unwrap_or_default();
    for (name, share) in &city.declares {
        let mut known = common.indicators.iter().map(|one| one.name.as_str());
        let mut c = r.check("city.yml");
        if known.clone().all(|one| one != name.as_str()) {
            c.unknown(name, "indicator", &mut known);
        }
        if *share > 1_000 {
            let (found, max) = (share.to_string(), Some("1000".to_owned()));
            let min = Some("0".to_owned());
            c.fault(name, FaultKind::OutOfRange { found, min, max });
        }
    }
    indicator::common(&common, &city.declares, &mut map, &mut r.check(FILE));
    map
}

fn at_stake(
    known: &Known<'_>,
    s: &Scripted,
    scenario: &ScenarioWritten,
    map: &Arc<Map>,
    phases: &[PhasePlan],
) -> Stakes {
    stakes(&Gathered {
        map,
        roster: known.roster,
        catalogue: known.catalogue,
        sensing: known.sensing,
        campaign: &s.campaign,
        msel: &s.msel,
        papers: &s.papers,
        phases,
        objectives: &s.objectives,
        length: *scenario.length,
        tempo: scenario.tempo.unwrap_or(1_000),
        rubric: scenario.rubric.unwrap_or(0).min(20),
    })
}

/// What scripts may speak of, checked before them.
struct Known<'a> {
    map: &'a Map,
    catalogue: &'a Catalogue,
    sensing: &'a Sensing,
    roster: &'a Roster,
    phases: &'a Names,
}

fn scripted(
    known: &Known,
    (crowd, times): (&Crowd, &Times),
    w: &mut Written,
    r: &mut Reader,
) -> Scripted {
    let (map, catalogue) = (known.map, known.catalogue);
    let mut papers = forms(r);
    let steps = w.campaign.names(&mut r.check("campaign.yml"));
    let injects = Msel::names_of(&w.msel, &mut r.check("msel.yml"));
    let forms = papers.form_names.clone();
    let speak = Speak {
        map,
        catalogue,
        steps: &steps,
        injects: &injects,
        forms: &forms,
        phases: known.phases,
        msel: &w.msel,
    };
    let red = known.roster.first(Cell::Red);
    let campaign = w.campaign.check(&speak, red, &mut r.check("campaign.yml"));
    let mut msel = Msel::check(
        &w.msel,
        injects.clone(),
        &speak,
        known.roster,
        &mut r.check("msel.yml"),
    );
    times.duties((&w.duties, w.playbook.as_mut()), &mut papers, &speak, r);
    crowd.injects(&mut msel, known.roster);
    crowd.duties(&mut papers, &msel, known.roster);
    let life = Life::check(&w.routines, map, catalogue, &mut r.check("routines.yml"));
    let seen = (map, known.sensing, catalogue);
    blind::steps(&w.campaign, &campaign, seen, r);
    engagement::kept((&campaign, &w.campaign), known.roster, map, r);
    if let Some(playbook) = &w.playbook {
        let named = book::Named {
            speak: &speak,
            sensing: known.sensing,
            attack: &w.attack,
        };
        book::check(playbook, &named, &mut r.check("playbook.yml"));
    }
    let objectives = objectives(&w.scenario, &speak, r);
    Scripted {
        campaign,
        msel,
        papers,
        life,
        objectives,
    }
}

fn fingerprint(texts: &Texts) -> crate::words::digest::Digest {
    let mut running = Running::default();
    for (file, text) in &texts.0 {
        running.add_bytes(file.as_bytes());
        running.add_bytes(text);
    }
    running.digest()
}

fn sensing(r: &mut Reader, map: &Map, city: &CityWritten) -> Sensing {
    let programs: ProgramsWritten = r.may("catalogue/programs.yml").unwrap_or_default();
    let mut sensing = Sensing {
        programs: Programs::of(&programs),
        ..Sensing::default()
    };
    for (name, file, class) in r.all::<ClassWritten>("catalogue/logs/") {
        sensing.take(&name, &class, map, &mut r.check(&file));
    }
    for (name, file, daily) in r.all::<DailyWritten>("catalogue/daily/") {
        let names = (&sensing.class_names, map);
        sensing
            .daily
            .take(&name, &daily, names, &mut r.check(&file));
    }
    for (file, text) in r
        .texts
        .0
        .iter()
        .filter(|(f, _)| RULES.iter().any(|place| f.starts_with(place)))
    {
        let read = std::str::from_utf8(text).map(|text| Rule::read(stem(file), text));
        match read {
            Ok(Ok(rule)) => {
                if file.starts_with(GUESTS) {
                    sensing.guests.insert(rule.stem.clone());
                }
                sensing.rules.push(rule);
            }
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
    policies(city, &sensing, &mut r.check("city.yml"));
    sensing
}

/// Logging policies speak of classes, which are read after the city.
fn policies(city: &CityWritten, sensing: &Sensing, c: &mut Check) {
    let alone = city.hosts.iter().flat_map(|host| &host.silent);
    let many = city.groups.iter().flat_map(|group| group.silent.keys());
    for log in alone.chain(many) {
        sensing.class_names.find(log, "log class", c);
    }
}

fn actions(r: &mut Reader, map: &Map, sensing: &Sensing, attack: &Attack) -> Catalogue {
    let mut catalogue = Catalogue {
        classes: sensing.class_names.clone(),
        ..Catalogue::default()
    };
    let mut all = r.all::<ActionWritten>("catalogue/actions/");
    all.extend(r.all::<ActionWritten>("actions/"));
    for (name, file, written) in &all {
        catalogue.take(name, written, map, attack, &mut r.check(file));
    }
    for (_, file, written) in &all {
        let mut c = r.check(file);
        written.check_fits(&mut c);
        for requirement in &written.requires {
            if let Requirement::Delivered(by) = requirement {
                by.iter()
                    .for_each(|by| _ = catalogue.names.find(by, "action", &mut c));
            }
        }
        if let Some(undo) = &written.undo {
            catalogue.names.find(undo, "action", &mut c);
        }
        for effect in &written.effects {
            if let Effect::Spread(action) = &**effect {
                catalogue.names.find(action, "action", &mut c);
            }
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
        // A length that nobody wrote limits nothing.
        let is_late = p.to > *scenario.length && scenario.length.line() > 0;
        if p.to <= p.from || is_late {
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
