//! Orders of a defence team.

use super::{
    Docket, Done, aim, is_own, limit, openly, over, request, said, state, tell, unknown, word,
};
use crate::action::look::{is_undone, still_in_effect};
use crate::action::run::{self, Run, Stage};
use crate::action::written::Catalogue;
use crate::city::addressee::addressed;
use crate::city::map::Map;
use crate::detect::alert::{self, Rules};
use crate::detect::claim;
use crate::script::duty::{FieldKind, FieldWritten, FormWritten, Papers, yes};
use crate::script::{lead, msel, owing};
use crate::sigma::{Rule, RuleFault};
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, FactKind, Facts, Outcome};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::*;
use crate::words::refusal::{FAULTS_SHOWN, Refusal, TextFault};
use crate::words::target::Target;
use crate::words::text::Text;
use bevy_ecs::prelude::{Mut, World};
use std::collections::BTreeSet;

/// What a defence team asks.
pub(super) fn blue(world: &mut World, id: OrderId, team: TeamId, by: Cause, ask: BlueAsk) -> Done {
    let attached = openly::attached(world, &ask);
    carry_out(world, id, team, by, ask)?;
    openly::shown(world, team, by, attached);
    Ok(())
}

fn carry_out(world: &mut World, id: OrderId, team: TeamId, by: Cause, ask: BlueAsk) -> Done {
    match ask {
        BlueAsk::Act(a) => {
            let aim = aim(world, id, team, Cell::Blue, &a)?;
            run::ask(world, aim).map(|_| ())
        }
        BlueAsk::Verify { run } => verify(world, team, by, run),
        BlueAsk::Assess { run, text } => {
            limit(&text)?;
            let mut r = finished(world, team, run)?;
            if std::mem::replace(&mut r.assessed, true) {
                return Err(Refusal::Already);
            }
            state(world, team, by, FactKind::RunAssessed { run, text })
        }
        BlueAsk::Undo { run } => run::undo(world, run, team, by),
        BlueAsk::Search { query } => {
            limit(&query)?;
            state(world, team, by, FactKind::Searched { team, query })
        }
        BlueAsk::Triage {
            alert,
            verdict,
            reason,
        } => {
            limit(&reason)?;
            claim::triage(world, team, alert, verdict, reason, by)
        }
        BlueAsk::OpenCase { title, alerts } => {
            limit(&title)?;
            claim::open_case(world, team, title, alerts, by)
        }
        BlueAsk::MoveCase { case, phase } => claim::move_case(world, team, case, phase, by),
        BlueAsk::Claim(said) => {
            limit(&said.note)?;
            claim::claim(world, team, said, by)
        }
        BlueAsk::Weigh {
            inject,
            taken,
            reason,
        } => {
            limit(&reason)?;
            lead::weigh(world, team, &inject, (taken, reason), by)
        }
        BlueAsk::Answer { inject, choice } => msel::answer(world, team, &inject, &choice, by),
        BlueAsk::File {
            form,
            to,
            entries,
            duty,
        } => file(world, team, by, (&form, &to, duty), entries),
        BlueAsk::Finding { pillar, at, text } => finding(world, team, by, pillar, &at, text),
        BlueAsk::Rule { rule, on } => set_rule(world, team, by, &rule, on),
        BlueAsk::Say { text } => said(world, team, by, text),
        BlueAsk::Attach {
            case,
            alerts,
            records,
            note,
        } => {
            limit(&note)?;
            claim::attach(world, team, case, alerts, records, note, by)
        }
        BlueAsk::WriteRule { rule, text } => write_rule(world, team, by, &rule, text),
        BlueAsk::Request { kind, text } => request(world, team, by, kind, text),
        BlueAsk::Protest { about, text } => protest(world, team, by, about, text),
    }
}

fn set_rule(world: &mut World, team: TeamId, by: Cause, rule: &str, on: bool) -> Done {
    let mut rules = world.resource_mut::<Rules>();
    let ix = rules.0.find(rule).ok_or_else(|| unknown("rule"))?;
    rules.0.enable(ix, on);
    let rule = RuleId::of(ix.0);
    state(world, team, by, FactKind::RuleSet { team, rule, on })
}

fn protest(world: &mut World, team: TeamId, by: Cause, about: Name, text: String) -> Done {
    limit(&text)?;
    word("about", &about)?;
    let protest = world.resource_mut::<Docket>().protest(team)?;
    let fact = FactKind::Protested {
        team,
        protest,
        about,
        text,
    };
    state(world, team, by, fact)
}

/// A rule written live. All defence teams share the monitoring centre, so all are told.
fn write_rule(world: &mut World, team: TeamId, by: Cause, stem: &str, text: String) -> Done {
    limit(&text)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if stem.is_empty() || stem.len() > NAME_LIMIT || !stem.chars().all(plain) {
        return Err(over("rule"));
    }
    let rule = Rule::read(stem, &text).map_err(|faults| Refusal::BadRule {
        faults: shown(faults),
    })?;
    world.resource_mut::<Docket>().rule(stem)?;
    let mut rules = world.resource_mut::<Rules>();
    let ix = rules.0.replace(rule);
    // Who writes over a rule that is off wants the new one to run.
    rules.0.enable(ix, true);
    let fact = FactKind::RuleWritten {
        team,
        rule: RuleId::of(ix.0),
        stem: stem.into(),
        text,
    };
    let to = alert::blue(world);
    tell(world, by, to, fact)
}

fn shown(mut faults: Vec<RuleFault>) -> Vec<TextFault> {
    let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    faults.sort();
    let shown = faults.into_iter().take(FAULTS_SHOWN);
    let shown = shown.map(|fault| TextFault {
        line: place(fault.line),
        column: place(fault.column),
        message: fault.message,
    });
    shown.collect()
}

fn finished(world: &mut World, team: TeamId, run: RunId) -> Result<Mut<'_, Run>, Refusal> {
    if !is_own(world, team, run) {
        return Err(unknown("run"));
    }
    if world.of::<Run>(run).stage != Stage::Over(Outcome::Done) {
        return Err(Refusal::NotDone);
    }
    Ok(world.of_mut::<Run>(run))
}

fn verify(world: &mut World, team: TeamId, by: Cause, run: RunId) -> Done {
    let mut r = finished(world, team, run)?;
    if std::mem::replace(&mut r.verified, true) {
        return Err(Refusal::Already);
    }
    let aim = r.aim.clone();
    let (map, catalogue) = (world.plan::<Map>(), world.plan::<Catalogue>());
    let holds = still_in_effect(world, &catalogue.actions[aim.action.at()], &aim, &map);
    let undone = !holds && is_undone(world, run);
    let fact = FactKind::RunVerified { run, holds, undone };
    state(world, team, by, fact)
}

fn file(
    world: &mut World,
    team: TeamId,
    by: Cause,
    (form, to, duty): (&str, &str, Option<Name>),
    entries: Vec<Entry>,
) -> Done {
    let papers = world.plan::<Papers>();
    let map = world.plan::<Map>();
    let id = papers.form_names.get(form).ok_or_else(|| unknown("form"))?;
    let known = |name: Name| papers.duty_names.get(&name).ok_or_else(|| unknown("duty"));
    let duty = duty.map(known).transpose()?.map(DutyId::of);
    let to = addressed(&map, to);
    if to.is_empty() {
        return Err(unknown("org"));
    }
    let size: usize = entries
        .iter()
        .map(|e| e.text.len() + e.en.as_ref().map_or(0, String::len) + e.field.len())
        .sum();
    if size > 8 * TEXT_LIMIT {
        return Err(over("entries"));
    }
    let filled = |name: &str| {
        entries
            .iter()
            .any(|e| *e.field == *name && !e.text.trim().is_empty())
    };
    let (_, plan) = &papers.forms[id];
    if let Some(missing) = plan.fields.iter().find(|f| f.required && !filled(&f.name)) {
        return Err(Refusal::Lacks {
            what: missing.name.as_str().into(),
        });
    }
    if let Some(unsaid) = unsaid(plan, &entries) {
        let what = unsaid.name.as_str().into();
        return Err(Refusal::Lacks { what });
    }
    let finding = plan.finding(&entries);
    let finding = finding.and_then(|(at, pillar, text)| {
        let at = map.target(at).filter(|at| *at != Target::None)?;
        Some((pillar, at, text.to_owned()))
    });
    if let Some((.., text)) = &finding {
        limit(text)?;
    }
    let attached = attached(plan, &entries, &map);
    let form = FormId::of(id);
    let at = finding.as_ref().map(|(_, at, _)| at);
    let duty = owing::meant(world, team, (form, &to, at), duty);
    let paper = world.resource_mut::<Docket>().paper();
    let fact = FactKind::Filed {
        team,
        paper,
        form,
        to,
        entries,
        duty,
    };
    let filed = world
        .resource_mut::<Facts>()
        .state(by, Audience::team(team), fact);
    openly::shown(world, team, by, attached);
    if let Some((pillar, at, text)) = finding {
        found(world, team, Cause::Fact(filed), (pillar, at), text);
    }
    Ok(())
}

/// The first field that must be confirmed and is not.
fn unsaid<'p>(form: &'p FormWritten, entries: &[Entry]) -> Option<&'p FieldWritten> {
    let says = |name: &str| {
        let entry = entries.iter().find(|e| *e.field == *name);
        entry.and_then(|entry| yes(&entry.text)) == Some(true)
    };
    let mut fields = form.fields.iter();
    fields.find(|field| field.kind == FieldKind::Affirm && !says(&field.name))
}

/// The data that an open form names among its assets; a classified one may.
fn attached(form: &FormWritten, entries: &[Entry], map: &Map) -> BTreeSet<DataId> {
    let assets = |entry: &&Entry| {
        let names = |kind| matches!(kind, FieldKind::Assets | FieldKind::Place);
        let is = |f: &FieldWritten| names(f.kind) && *f.name == *entry.field;
        form.fields.iter().any(is)
    };
    let words = entries.iter().filter(assets).flat_map(|entry| {
        entry
            .text
            .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
    });
    let data = words.filter_map(|word| {
        let name = word.strip_prefix("data:").unwrap_or(word);
        map.names.data.get(name).map(DataId::of)
    });
    data.filter(|_| !form.classified).collect()
}

fn finding(
    world: &mut World,
    team: TeamId,
    by: Cause,
    pillar: Pillar,
    at: &str,
    text: String,
) -> Done {
    limit(&text)?;
    let map = world.plan::<Map>();
    let at = map.target(at).ok_or_else(|| unknown("target"))?;
    found(world, team, by, (pillar, at), text);
    Ok(())
}

/// A weak point is reported, by an order of its own or in a paper. Of several in one place it is
/// the one whose words it has; of what is told in the team's own words, the first of that kind.
fn found(world: &mut World, team: TeamId, by: Cause, what: (Pillar, Target), text: String) {
    let (pillar, at) = what;
    let map = world.plan::<Map>();
    let here = || {
        map.weak
            .iter()
            .enumerate()
            .filter(|(_, weak)| weak.at == at)
    };
    let says = |title: &Text| text.contains(&*title.vi) || text.contains(&*title.en);
    let named = here().find(|(_, weak)| says(&weak.title));
    let found = named.or_else(|| here().find(|(_, weak)| weak.pillar == pillar));
    let weak = found.filter(|(_, weak)| weak.pillar == pillar);
    let weak = weak.map(|(place, _)| WeakId::of(place));
    let fact = FactKind::FindingMade {
        team,
        pillar,
        at,
        text,
    };
    let mut facts = world.resource_mut::<Facts>();
    let made = facts.state(by, Audience::team(team), fact);
    let judged = FactKind::FindingJudged { team, weak };
    facts.state(Cause::Fact(made), Audience::HOTWASH, judged);
}
