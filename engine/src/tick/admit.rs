//! Orders of seats: each is carried out, or refused with a reason. Both are facts, so none is lost.

use crate::action::aim::{Aim, By};
use crate::action::look::still_in_effect;
use crate::action::run::{self, Run, Stage};
use crate::action::written::{Catalogue, Effect};
use crate::city::map::Map;
use crate::city::place::address_target;
use crate::detect::alert::Rules;
use crate::detect::claim::Desk;
use crate::detect::{claim, search};
use crate::plan::Objective;
use crate::script::duty::Papers;
use crate::script::msel::{self, Injects, Msel};
use crate::team::Roster;
use crate::tick::due::Over;
use crate::tick::own;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, FactKind, Facts, Outcome};
use crate::words::known::{Reach, Roll};
use crate::words::name::*;
use crate::words::order::*;
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use bevy_ecs::prelude::{Resource, World};
use std::collections::{BTreeSet, VecDeque};

/// Orders waiting for the tick, and blocks that the organisers have ordered lifted.
#[derive(Resource, Default)]
pub struct Inbox {
    /// Orders with their numbers.
    pub orders: VecDeque<(OrderId, Order)>,
    lifted: BTreeSet<Target>,
}

type Done = Result<(), Refusal>;

/// Takes every waiting order.
pub(super) fn admit(world: &mut World) {
    while let Some((id, order)) = world.resource_mut::<Inbox>().orders.pop_front() {
        let by = Cause::Order(id);
        let roster = world.plan::<Roster>();
        let Some(team) = roster.team(&order.team) else {
            let refusal = Refusal::NoSuchTeam;
            let fact = FactKind::Refused {
                team: TeamId(0),
                refusal,
            };
            world
                .resource_mut::<Facts>()
                .state(by, Audience::HOTWASH, fact);
            continue;
        };
        if let Err(refusal) = one(world, id, team, &roster, order.ask) {
            let fact = FactKind::Refused { team, refusal };
            world
                .resource_mut::<Facts>()
                .state(by, Audience::team(team), fact);
        }
    }
}

fn one(world: &mut World, id: OrderId, team: TeamId, roster: &Roster, ask: Ask) -> Done {
    if roster.teams[team.at()].cell != ask.cell() {
        return Err(Refusal::WrongCell);
    }
    let judging = matches!(ask, Ask::Jury(_) | Ask::White(WhiteAsk::Release));
    if world.resource::<Over>().0 && !judging {
        return Err(Refusal::Ended);
    }
    let by = Cause::Order(id);
    match own::engines(world, team, ask)? {
        Ask::Blue(ask) => blue(world, id, team, by, ask),
        Ask::Red(RedAsk::Act(a)) => act(world, id, team, Cell::Red, &a),
        Ask::Red(RedAsk::Undo { run }) => run::undo(world, run, team, by),
        Ask::Red(RedAsk::Say { text }) => said(world, team, by, text),
        Ask::White(ask) => white(world, by, ask),
        Ask::Jury(ask) => jury(world, by, ask),
    }
}

fn blue(world: &mut World, id: OrderId, team: TeamId, by: Cause, ask: BlueAsk) -> Done {
    match ask {
        BlueAsk::Act(a) => act(world, id, team, Cell::Blue, &a),
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
            let hits = u32::try_from(search::search(world, &query).len()).unwrap_or(u32::MAX);
            state(world, team, by, FactKind::Searched { team, query, hits })
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
        BlueAsk::Answer { inject, choice } => msel::answer(world, team, &inject, &choice, by),
        BlueAsk::File { form, to, entries } => file(world, team, by, &form, &to, entries),
        BlueAsk::Finding { pillar, at, text } => finding(world, team, by, pillar, &at, text),
        BlueAsk::Rule { rule, on } => {
            let mut rules = world.resource_mut::<Rules>();
            let ix = rules.0.find(&rule).ok_or_else(|| unknown("rule"))?;
            rules.0.enable(ix, on);
            state(
                world,
                team,
                by,
                FactKind::RuleSet {
                    team,
                    rule: RuleId::of(ix.0),
                    on,
                },
            )
        }
        BlueAsk::Say { text } => said(world, team, by, text),
    }
}

fn unknown(what: &str) -> Refusal {
    Refusal::Unknown { what: what.into() }
}

fn limit(text: &str) -> Done {
    if text.len() > TEXT_LIMIT {
        Err(Refusal::Limits {
            what: "text".into(),
        })
    } else {
        Ok(())
    }
}

fn state(world: &mut World, team: TeamId, by: Cause, fact: FactKind) -> Done {
    world
        .resource_mut::<Facts>()
        .state(by, Audience::team(team), fact);
    Ok(())
}

fn tell(world: &mut World, by: Cause, to: Audience, fact: FactKind) -> Done {
    world.resource_mut::<Facts>().state(by, to, fact);
    Ok(())
}

fn said(world: &mut World, team: TeamId, by: Cause, text: String) -> Done {
    limit(&text)?;
    state(world, team, by, FactKind::Said { team, text })
}

fn act(world: &mut World, id: OrderId, team: TeamId, cell: Cell, a: &Act) -> Done {
    let map = world.plan::<Map>();
    let catalogue = world.plan::<Catalogue>();
    let action = catalogue
        .action(&a.action)
        .ok_or_else(|| unknown("action"))?;
    let plan = &catalogue.actions[action.at()];
    if plan.cell != cell {
        return Err(Refusal::NotYours);
    }
    let target = map.target(&a.on).ok_or_else(|| unknown("target"))?;
    let lifts = plan.effects.contains(&Effect::Unblock);
    if lifts && !world.resource::<Inbox>().lifted.contains(&target) {
        return Err(Refusal::OnlyOnOrder);
    }
    let named = |name: &Name| !name.is_empty();
    let source = if named(&a.from) {
        Some(map.host(&a.from).ok_or_else(|| unknown("host"))?)
    } else {
        None
    };
    let using = if named(&a.using) {
        Some(map.account(&a.using).ok_or_else(|| unknown("account"))?)
    } else {
        None
    };
    let via = if named(&a.via) {
        Some(OrgId::of(
            map.names.orgs.get(&a.via).ok_or_else(|| unknown("org"))?,
        ))
    } else {
        None
    };
    let c2 = match address_target(&map.addresses, &a.c2) {
        Target::Address(address) => Some(address),
        _ if named(&a.c2) => return Err(unknown("address")),
        _ => None,
    };
    let lasts = Span(if a.lasts == 0 { 1_800 } else { a.lasts });
    let aim = Aim {
        action,
        team,
        by: By::Order(id),
        source,
        target,
        c2,
        using,
        via,
        lasts,
    };
    run::ask(world, aim).map(|_| ())
}

fn finished(
    world: &mut World,
    team: TeamId,
    run: RunId,
) -> Result<bevy_ecs::prelude::Mut<'_, Run>, Refusal> {
    if run.at() >= world.resource::<Roll<Run>>().len() || world.of::<Run>(run).aim.team != team {
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
    state(world, team, by, FactKind::RunVerified { run, holds })
}

fn file(
    world: &mut World,
    team: TeamId,
    by: Cause,
    form: &str,
    to: &str,
    entries: Vec<Entry>,
) -> Done {
    let papers = world.plan::<Papers>();
    let map = world.plan::<Map>();
    let id = papers.form_names.get(form).ok_or_else(|| unknown("form"))?;
    let to = OrgId::of(map.names.orgs.get(to).ok_or_else(|| unknown("org"))?);
    let size: usize = entries.iter().map(|e| e.text.len() + e.field.len()).sum();
    if size > 8 * TEXT_LIMIT {
        return Err(Refusal::Limits {
            what: "entries".into(),
        });
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
    state(
        world,
        team,
        by,
        FactKind::Filed {
            team,
            form: FormId::of(id),
            to,
            entries,
        },
    )
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
    let weak = map
        .weak
        .iter()
        .position(|w| w.pillar == pillar && w.at == at)
        .map(WeakId::of);
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
    Ok(())
}

fn white(world: &mut World, by: Cause, ask: WhiteAsk) -> Done {
    let inject = |world: &World, name: &str| {
        world
            .plan::<Msel>()
            .names
            .get(name)
            .map(InjectId::of)
            .ok_or_else(|| unknown("inject"))
    };
    match ask {
        WhiteAsk::Fire { inject: name } => {
            let id = inject(world, &name)?;
            msel::fire(world, id, by, true)
        }
        WhiteAsk::Hold { inject: name } => {
            let id = inject(world, &name)?;
            world.resource_mut::<Injects>().0[id.at()].held = true;
            tell(
                world,
                by,
                Audience::HOTWASH,
                FactKind::InjectHeld { inject: id },
            )
        }
        WhiteAsk::Announce { text } => {
            limit(&text)?;
            world
                .resource_mut::<Facts>()
                .state(by, Audience::ALL, FactKind::Announced { text });
            Ok(())
        }
        WhiteAsk::OrderUnblock { address } => {
            let target = address_target(&world.plan::<Map>().addresses, &address);
            if address.trim().is_empty() {
                return Err(unknown("address"));
            }
            world.resource_mut::<Inbox>().lifted.insert(target.clone());
            let to = crate::detect::alert::blue(world);
            tell(world, by, to, FactKind::UnblockOrdered { address: target })
        }
        WhiteAsk::EndAt { at } => {
            let now = world.resource::<crate::action::require::Now>().0;
            if at < now.0 || at > now.0.saturating_add(60 * crate::words::time::DAY) {
                return Err(Refusal::Limits { what: "end".into() });
            }
            let mut agenda = world.resource_mut::<Agenda>();
            agenda.strike(|due| *due == Due::End);
            agenda.put(Tick(at), Due::End);
            tell(
                world,
                by,
                Audience::ALL,
                FactKind::EndMoved { at: Tick(at) },
            )
        }
        WhiteAsk::Release => {
            world
                .resource_mut::<Facts>()
                .state(by, Audience::ALL, FactKind::Released);
            Ok(())
        }
    }
}

fn jury(world: &mut World, by: Cause, ask: JuryAsk) -> Done {
    let fact = match ask {
        JuryAsk::Rate {
            objective,
            rating,
            reason,
        } => {
            limit(&reason)?;
            let objectives = world.plan::<Vec<Objective>>();
            if !objectives.iter().any(|known| known.name == objective) {
                return Err(unknown("objective"));
            }
            FactKind::Rated {
                objective,
                rating,
                reason,
            }
        }
        JuryAsk::Note { text } => {
            limit(&text)?;
            FactKind::Noted { text }
        }
        JuryAsk::Rule { claim, text } => {
            limit(&text)?;
            if !world.resource::<Desk>().has(claim) {
                return Err(unknown("claim"));
            }
            FactKind::Ruled { claim, text }
        }
    };
    world
        .resource_mut::<Facts>()
        .state(by, Audience::HOTWASH, fact);
    Ok(())
}
