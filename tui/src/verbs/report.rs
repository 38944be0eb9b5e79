//! `report`: the papers of a recorded drill, made again from its plan, seed and orders; or drills
//! side by side.
//!
//! One paper in one format goes to the standard output, or where `--out` says. More than one go
//! into a folder that is named after the drill. A paper for a team is made of what that team was
//! told, and of nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use engine::drill::{Drill, RedBy};
use engine::plan::Plan;
use engine::report::compare::{Nonsense, compare};
use engine::report::{Reader, Report, Sources, day_ends, report as fold};
use engine::score::card::{Scorecard, VERSION, score_under};
use engine::score::mine::facts_of;
use engine::score::stakes::Stakes;
use engine::view::Blue;
use engine::view::brief::Brief;
use engine::view::{Observer, Red, blue::BlueView};
use engine::words::cell::Cell;
use engine::words::fact::until;
use engine::words::name::TeamId;
use engine::words::order::Order;
use engine::words::own::runs_of_teams;
use engine::words::time::{Span, Tick};

use crate::cli::{FormatWord, PaperWord, ReportAsk};
use crate::paper::papers::{Kind, compared};
use crate::paper::press::Press;
use crate::paper::tree::Paper;
use crate::paper::{docx, html, layer, markdown, sheet};
use crate::phrase::names::{Names, Numbered, Seen};
use crate::phrase::{Phrases, Value, harmless};
use crate::stage::opening::{Recorded, Unreadable};
use crate::trouble::{DONE, Trouble, WANTING};
use crate::verbs::live::no_drill;
use crate::verbs::run::{idle, note, shown};

/// A file to be written: its name, and what is in it.
struct Made {
    name: String,
    bytes: Vec<u8>,
}

/// A recorded drill, made again, and the same without a response.
struct Remade {
    name: String,
    recorded: Recorded,
    drill: Drill,
    card: Option<Scorecard>,
    daily: Vec<Scorecard>,
    /// Where several teams defend one city, each one's own.
    teams: Vec<(TeamId, Scorecard)>,
}

/// Makes papers, or lays drills side by side.
pub fn report(ask: &ReportAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    if ask.files.len() > 1 {
        return side_by_side(ask, phrases, out);
    }
    let Some(file) = ask.files.first() else {
        return Ok(DONE);
    };
    let remade = Remade::read(file, (ask.scoring, ask.reader.as_deref()), phrases)?;
    let reader = reader(
        &remade.recorded.opening.plan,
        ask.reader.as_deref(),
        phrases,
    )?;
    let report = remade.report(reader);
    if !report.origin.sealed {
        let args = [("at", Value::from(Tick(report.origin.until).to_string()))];
        note(&phrases.say_with("report-unsealed", &args));
    }
    let files = remade.papers(&report, reader, ask, phrases)?;
    deliver(files, &remade.name, ask, phrases, out)
}

/// One file to the output or where it was asked for; several into a folder.
fn deliver(
    mut files: Vec<Made>,
    name: &str,
    ask: &ReportAsk,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let single = ask.paper != PaperWord::All || ask.format == Some(FormatWord::Json);
    if single && ask.format.is_some() && files.len() == 1 {
        let only = files.remove(0);
        match &ask.out {
            None => out.write_all(&only.bytes)?,
            Some(path) => save(path, &only.bytes, phrases)?,
        }
        return Ok(DONE);
    }
    let folder = ask.out.clone();
    let folder = folder.unwrap_or_else(|| PathBuf::from(format!("{name}-papers")));
    let trouble =
        |error: io::Error| Trouble::of_path(phrases, "trouble-write", &folder, Some(&error));
    fs::create_dir_all(&folder).map_err(trouble)?;
    for file in &files {
        save(&folder.join(&file.name), &file.bytes, phrases)?;
        writeln!(
            out,
            "{}",
            harmless(&folder.join(&file.name).display().to_string())
        )?;
    }
    let args = [
        ("files", Value::from(files.len())),
        ("path", shown(&folder)),
    ];
    note(&phrases.say_with("report-made", &args));
    Ok(DONE)
}

/// A paper is written beside its place and then put there, so that nobody reads half of one.
fn save(path: &Path, bytes: &[u8], phrases: &Phrases) -> Result<(), Trouble> {
    let trouble = |error: io::Error| Trouble::of_path(phrases, "trouble-write", path, Some(&error));
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    fs::write(&beside, bytes).map_err(trouble)?;
    fs::rename(&beside, path).map_err(trouble)
}

impl Remade {
    /// Reads a drill for somebody; a team in a city of several is scored by what it did itself.
    fn read(
        path: &Path,
        (scoring, reader): (Option<u32>, Option<&str>),
        phrases: &Phrases,
    ) -> Result<Self, Trouble> {
        let recorded = Recorded::read(path).map_err(|why| match why {
            Unreadable::NoDrill => Trouble::of_path(phrases, "report-no-drill", path, None),
            why => no_drill(why, path, phrases),
        })?;
        let drill = recorded.again(recorded.to);
        let opening = &recorded.opening;
        // Where people attacked, it is the campaign's own attack that nobody responds to, as on the
        // live card, and the score says that it cannot be compared.
        let same = opening.setup.red != RedBy::Human && opening.blue == "none";
        let baseline = if same {
            None
        } else {
            Some(idle(opening, &mut |_| {})?)
        };
        let idle = baseline.as_ref().unwrap_or(&drill);
        let rules = scoring.unwrap_or(VERSION);
        let others = others(&opening.plan, reader, phrases)?;
        let stakes = opening.setup.stakes(&opening.plan);
        // A drill that ended early is held against as much of the one without a response.
        let score = |stakes: &Stakes, end: Tick, others: &BTreeSet<TeamId>| {
            let own = facts_of(until(drill.facts(), end), others);
            score_under(rules, stakes, &own, until(idle.facts(), end))
                .ok_or_else(|| no_rules(rules, phrases))
        };
        let last = recorded.to.max(drill.now());
        let card = score(&stakes, last, &others)?;
        let roster = &opening.plan.roster;
        let several = roster.of_cell(Cell::Blue).count() > 1;
        let apart = roster.of_cell(Cell::Blue).filter(|_| several);
        let apart = apart.map(|team| Ok((team, score(&stakes, last, &roster.beside(team))?)));
        let teams = apart.collect::<Result<Vec<_>, Trouble>>()?;
        let ends = day_ends(last);
        let daily = ends.into_iter().map(|end| {
            let stakes = Stakes {
                length: Span(end.0),
                ..stakes.as_ref().clone()
            };
            score(&stakes, end, &others)
        });
        let daily = daily.collect::<Result<Vec<Scorecard>, Trouble>>()?;
        Ok(Self {
            name: opening.name.clone(),
            recorded,
            drill,
            card: Some(card),
            daily,
            teams,
        })
    }

    fn orders(&self) -> Vec<(Tick, Order)> {
        let given = self.recorded.orders.iter();
        given.map(|one| (one.at, one.order.clone())).collect()
    }

    fn report(&self, reader: Reader) -> Report {
        let opening = &self.recorded.opening;
        let orders = self.orders();
        let digest = self.drill.digest().to_string();
        let sources = Sources {
            plan: &opening.plan,
            setup: opening.setup,
            blue: opening.blue,
            engine: env!("CARGO_PKG_VERSION"),
            orders: &orders,
            facts: self.drill.facts(),
            digest: &digest,
            card: self.card.as_ref(),
            daily: &self.daily,
            teams: &self.teams,
            records: self.drill.records() as u64,
            until: self.recorded.to.max(self.drill.now()),
            sealed: self.recorded.sealed,
            differs: self
                .recorded
                .digest
                .as_ref()
                .is_some_and(|sealed| *sealed != digest),
        };
        fold(&sources, reader)
    }

    /// What spells the names in the reader's facts: all of them, or what the team may know.
    fn with_names<T>(&self, reader: Reader, open: bool, make: impl FnOnce(&dyn Names) -> T) -> T {
        let plan = &self.recorded.opening.plan;
        let team = match reader {
            Reader::Organiser => {
                let facts = self.drill.facts().iter();
                let runs = runs_of_teams(facts.map(|fact| &fact.kind));
                return make(&Numbered::each(&**plan, &|id| runs.get(&id).copied()));
            }
            _ if open => return make(&Numbered::own(&**plan)),
            Reader::Observer => return make(&Brief::<Observer>::of(plan.clone())),
            Reader::Team(team) => team,
        };
        let cell = plan.roster.teams.get(team.at()).map(|team| team.cell);
        if cell == Some(Cell::Red) {
            return make(&Brief::<Red>::of(plan.clone()));
        }
        let (brief, nothing) = (Brief::<Blue>::of(plan.clone()), BlueView::default());
        let view = self.drill.blue(team).map_or(&nothing, |view| &**view);
        let brief = &brief;
        make(&Seen { brief, view })
    }

    fn papers(
        &self,
        report: &Report,
        reader: Reader,
        ask: &ReportAsk,
        phrases: &Phrases,
    ) -> Result<Vec<Made>, Trouble> {
        let cell = report.origin.cell.as_deref();
        let asked: Vec<Kind> = match ask.paper.kind() {
            Some(kind) if !kind.is_for(cell) => {
                let help = phrases.attribute("report-not-for-team", "help", &[]);
                let what = phrases.say("report-not-for-team");
                return Err(Trouble::usage(what, help.unwrap_or_default()));
            }
            Some(kind) => vec![kind],
            None => Kind::ALL
                .into_iter()
                .filter(|kind| kind.is_for(cell))
                .collect(),
        };
        let open = report.origin.ended && report.origin.released || reader == Reader::Organiser;
        self.with_names(reader, open, |names| {
            let mut made = Vec::new();
            for kind in asked {
                let press = Press::new(phrases, report, names);
                for paper in kind.papers(&press) {
                    written(&paper, ask, &mut made)?;
                }
            }
            let press = Press::new(phrases, report, names);
            let attack = &self.recorded.opening.plan.attack.version;
            data(&press, attack, ask, &mut made)?;
            Ok(made)
        })
    }
}

/// Who asks: the organisers, the jury, whoever watches, or a team of the drill by its name.
fn reader(plan: &Plan, asked: Option<&str>, phrases: &Phrases) -> Result<Reader, Trouble> {
    let roster = &plan.roster;
    let Some(name) = asked else {
        return Ok(Reader::Organiser);
    };
    let team = roster.team(name);
    let cell = team.and_then(|team| Some(roster.teams.get(team.at())?.cell));
    match (team, cell, name) {
        (Some(team), Some(Cell::Blue | Cell::Red), _) => return Ok(Reader::Team(team)),
        (_, Some(Cell::White | Cell::Jury), _) | (_, None, "organiser" | "jury") => {
            return Ok(Reader::Organiser);
        }
        (_, Some(Cell::Observer), _) | (_, None, "observer") => return Ok(Reader::Observer),
        _ => {}
    }
    let names = roster.teams.iter().filter(|team| team.cell != Cell::Green);
    let names: Vec<String> = names.map(|team| harmless(&team.name)).collect();
    let args = [
        ("name", Value::from(harmless(name))),
        ("names", Value::from(names.join(", "))),
    ];
    let help = phrases.attribute("report-no-team", "help", &args);
    let what = phrases.say_with("report-no-team", &args);
    Err(Trouble::usage(what, help.unwrap_or_default()))
}

/// The other defence teams of the city of a team that asks.
fn others(
    plan: &Plan,
    asked: Option<&str>,
    phrases: &Phrases,
) -> Result<BTreeSet<TeamId>, Trouble> {
    Ok(match reader(plan, asked, phrases)? {
        Reader::Team(own) => plan.roster.beside(own),
        _ => BTreeSet::new(),
    })
}

/// There are no such rules of scoring.
fn no_rules(version: u32, phrases: &Phrases) -> Trouble {
    let args = [("n", Value::from(version)), ("last", Value::from(VERSION))];
    let help = phrases.attribute("report-no-rules", "help", &args);
    let what = phrases.say_with("report-no-rules", &args);
    Trouble::usage(what, help.unwrap_or_default())
}

/// One paper in each format that was asked for.
fn written(paper: &Paper, ask: &ReportAsk, made: &mut Vec<Made>) -> Result<(), Trouble> {
    let lang = match paper.lang {
        engine::words::text::Lang::Vi => "vi",
        engine::words::text::Lang::En => "en",
    };
    let all = [
        (FormatWord::Html, "html"),
        (FormatWord::Docx, "docx"),
        (FormatWord::Md, "md"),
    ];
    for (format, end) in all.into_iter().filter(|(format, _)| ask.wants(*format)) {
        let bytes = match format {
            FormatWord::Html => html::write(paper).into_bytes(),
            FormatWord::Docx => docx::write(paper)?,
            _ => markdown::write(paper).into_bytes(),
        };
        made.push(Made {
            name: format!("{}.{lang}.{end}", file_name(&paper.name)),
            bytes,
        });
    }
    Ok(())
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    let plain = crate::phrase::bare(name);
    let kept = plain
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    kept.take(100).collect()
}

/// The report itself, its sheets and its layers: of a whole drill, not of one paper.
fn data(
    press: &Press<'_>,
    attack: &str,
    ask: &ReportAsk,
    made: &mut Vec<Made>,
) -> Result<(), Trouble> {
    let json = |value: &serde_json::Value| format!("{value:#}\n").into_bytes();
    if ask.wants_data(FormatWord::Json) {
        let value = serde_json::to_value(press.report).map_err(io::Error::from)?;
        made.push(Made {
            name: "report.json".to_owned(),
            bytes: json(&value),
        });
    }
    if ask.wants_data(FormatWord::Csv) {
        for name in sheet::SHEETS {
            made.push(Made {
                name: format!("{name}.csv"),
                bytes: sheet::write(press, name).map_err(io::Error::from)?,
            });
        }
    }
    if ask.wants_data(FormatWord::Navigator) && !press.report.attack.is_empty() {
        for domain in layer::DOMAINS {
            // What was found of an attack is not its own to know before the release.
            let known = press.report.verdict.is_some();
            for name in layer::LAYERS
                .iter()
                .filter(|name| known || **name == "executed")
            {
                let Some(value) = layer::write(press, name, domain, attack) else {
                    continue;
                };
                made.push(Made {
                    name: layer::file_name(domain, name),
                    bytes: json(&value),
                });
            }
        }
    }
    Ok(())
}

/// Drills side by side, scored anew under the rules of today.
fn side_by_side(ask: &ReportAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let mut reports = Vec::with_capacity(ask.files.len());
    for file in &ask.files {
        let remade = Remade::read(file, (ask.scoring, None), phrases)?;
        reports.push((
            remade.name.clone(),
            remade.report(Reader::Organiser),
            remade,
        ));
    }
    let named: Vec<(String, Report)> = reports
        .iter()
        .map(|(name, report, _)| (name.clone(), report.clone()))
        .collect();
    let comparison = match compare(&named) {
        Ok(comparison) => comparison,
        Err(nonsense) => return Err(refused(&nonsense, phrases)),
    };
    let Some((_, report, first)) = reports.first() else {
        return Ok(WANTING);
    };
    let names: &dyn Names = &*first.recorded.opening.plan;
    let press = Press::new(phrases, report, names);
    let paper = compared::paper(&press, &comparison);
    let bytes = match ask.format.unwrap_or(FormatWord::Md) {
        FormatWord::Html => html::write(&paper).into_bytes(),
        FormatWord::Docx => docx::write(&paper)?,
        FormatWord::Json => {
            let value = serde_json::to_value(&comparison).map_err(io::Error::from)?;
            format!("{value:#}\n").into_bytes()
        }
        FormatWord::Csv => sheet::compared(&comparison).map_err(io::Error::from)?,
        FormatWord::Md => markdown::write(&paper).into_bytes(),
        FormatWord::Navigator => {
            let help = phrases.attribute("report-no-layers", "help", &[]);
            let what = phrases.say("report-no-layers");
            return Err(Trouble::usage(what, help.unwrap_or_default()));
        }
    };
    match &ask.out {
        None => out.write_all(&bytes)?,
        Some(path) => save(path, &bytes, phrases)?,
    }
    Ok(DONE)
}

fn refused(nonsense: &Nonsense, phrases: &Phrases) -> Trouble {
    let (key, args) = match nonsense {
        Nonsense::Number(n) => ("compare-number", vec![("n", Value::from(*n))]),
        Nonsense::Same(a, b) => {
            let names = [("a", a), ("b", b)];
            let args = names.map(|(key, name)| (key, Value::from(harmless(name))));
            ("compare-same", args.to_vec())
        }
        Nonsense::Unscored(name) => ("compare-unscored", vec![("a", Value::from(harmless(name)))]),
        Nonsense::Versions => ("compare-versions", Vec::new()),
    };
    let help = phrases.attribute(key, "help", &args);
    Trouble::usage(phrases.say_with(key, &args), help.unwrap_or_default())
}
