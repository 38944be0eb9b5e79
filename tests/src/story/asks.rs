//! What a page can order, as people would say it.
//!
//! For blue and red: `act ACTION on TARGET [via ORG] [from HOST] [c2 ADDRESS] [using ACCOUNT]`,
//! `verify ACTION`, `claim RECORD on TARGET says TECHNIQUE` (a number, `newest`, or `next`: the
//! first number that nothing collected has), `file FORM to ORG with FIELD=TEXT; …`,
//! `request unblock ADDRESS: TEXT` and `protest ABOUT: TEXT`. For the organisers: `order-unblock
//! ADDRESS`, `fire`, `hold`, `skip` and `resend INJECT`, `mark INJECT met: TEXT` (or `unmet`),
//! `write TEAM TITLE: TEXT`, `tell TEAM: TEXT`, `settle NUMBER granted: TEXT` (or `refused`),
//! `clock PACE` and `end-now it`. For the jury: `grade NUMBER POINTS: TEXT`, `uphold NUMBER: TEXT`,
//! `rate OBJECTIVE as LETTER`. For anybody: `asks JSON`, as the record keeps it.

use engine::drill::Drill;
use engine::words::cell::Cell;
use engine::words::name::{Name, PaperId, ProtestId, RecordId, RequestId, RunId, TeamId};
use engine::words::order::{
    Act, Ask, BlueAsk, Claim, Entry, JuryAsk, Level, Rating, RedAsk, RequestKind, WhiteAsk,
};

/// The ask that these words of a page mean.
pub(super) fn asked(text: &str, team: &str, drill: &Drill) -> Option<Ask> {
    let (verb, rest) = text.split_once(' ')?;
    Some(match verb {
        "asks" => serde_json::from_str(rest).ok()?,
        "act" if team == "red" => Ask::Red(RedAsk::Act(act(rest)?)),
        "act" => Ask::Blue(BlueAsk::Act(act(rest)?)),
        "verify" => Ask::Blue(BlueAsk::Verify {
            run: latest(drill, rest)?,
        }),
        "claim" => Ask::Blue(BlueAsk::Claim(claim(rest, drill)?)),
        "file" => filed(rest)?,
        "request" => requested(rest, team)?,
        "protest" => {
            let (about, text) = said(rest)?;
            Ask::Blue(BlueAsk::Protest { about, text })
        }
        "grade" | "uphold" | "rate" => Ask::Jury(jury(verb, rest)?),
        _ => Ask::White(white(verb, rest)?),
    })
}

/// What stands before the first colon, and what after it.
fn said(text: &str) -> Option<(Name, String)> {
    let (head, words) = text.split_once(':')?;
    Some((head.trim().into(), words.trim().to_owned()))
}

fn requested(text: &str, team: &str) -> Option<Ask> {
    let (address, text) = said(text.strip_prefix("unblock ")?)?;
    let kind = RequestKind::Unblock { address };
    Some(match team {
        "red" => Ask::Red(RedAsk::Request { kind, text }),
        _ => Ask::Blue(BlueAsk::Request { kind, text }),
    })
}

fn white(verb: &str, rest: &str) -> Option<WhiteAsk> {
    let inject: Name = rest.into();
    Some(match verb {
        "order-unblock" => WhiteAsk::OrderUnblock {
            address: rest.into(),
        },
        "fire" => WhiteAsk::Fire { inject },
        "hold" => WhiteAsk::Hold { inject },
        "skip" => WhiteAsk::Skip { inject },
        "resend" => WhiteAsk::Resend { inject },
        "mark" => {
            let (head, note) = rest.split_once(": ")?;
            let (inject, met) = head.rsplit_once(' ')?;
            let met = either(met, "met", "unmet")?;
            let (inject, note) = (inject.into(), note.to_owned());
            WhiteAsk::Mark { inject, met, note }
        }
        "write" => {
            let (head, text) = said(rest)?;
            let (to, title) = head.split_once(' ')?;
            WhiteAsk::WriteInject {
                to: to.into(),
                title: title.to_owned(),
                text,
                expects: "a story's".to_owned(),
            }
        }
        "tell" => {
            let (to, text) = said(rest)?;
            WhiteAsk::Tell { to, text }
        }
        "settle" => {
            let (head, text) = said(rest)?;
            let (number, granted) = head.split_once(' ')?;
            WhiteAsk::Settle {
                request: RequestId(number.parse().ok()?),
                granted: either(granted, "granted", "refused")?,
                text,
            }
        }
        "clock" => WhiteAsk::Clock {
            pace: rest.parse().ok()?,
            paused: false,
        },
        "end-now" => WhiteAsk::EndNow,
        _ => return None,
    })
}

fn either(word: &str, yes: &str, no: &str) -> Option<bool> {
    [(yes, true), (no, false)]
        .into_iter()
        .find(|(known, _)| *known == word)
        .map(|(_, which)| which)
}

fn jury(verb: &str, rest: &str) -> Option<JuryAsk> {
    if verb == "rate" {
        let (objective, letter) = rest.split_once(" as ")?;
        return Some(JuryAsk::Rate {
            objective: objective.into(),
            rating: serde_json::from_value::<Rating>(letter.to_lowercase().into()).ok()?,
            reason: String::new(),
        });
    }
    let (head, reason) = said(rest)?;
    if verb == "uphold" {
        return Some(JuryAsk::SettleProtest {
            protest: ProtestId(head.parse().ok()?),
            upheld: true,
            reason,
        });
    }
    let (paper, points) = head.split_once(' ')?;
    Some(JuryAsk::Grade {
        paper: PaperId(paper.parse().ok()?),
        points: points.parse().ok()?,
        reason,
    })
}

fn act(text: &str) -> Option<Act> {
    let mut words = text.split_whitespace();
    let mut act = Act {
        action: words.next()?.into(),
        ..Act::default()
    };
    while let Some(word) = words.next() {
        let name: Name = words.next()?.into();
        match word {
            "on" => act.on = name,
            "via" => act.via = name,
            "from" => act.from = name,
            "c2" => act.c2 = name,
            "using" => act.using = name,
            _ => return None,
        }
    }
    Some(act)
}

/// The team whose eyes a page sees records with.
pub(super) fn defence(drill: &Drill) -> TeamId {
    let first = drill.plan().roster.first(Cell::Blue);
    first.expect("somebody defends")
}

/// The latest run of an action, in the defence's own count.
fn latest(drill: &Drill, name: &str) -> Option<RunId> {
    let wanted = drill.plan().catalogue.action(name.trim())?;
    let runs = drill.blue(defence(drill))?.runs.iter().rev();
    let mut alike = runs.filter(|(_, seen)| seen.action == wanted);
    alike.next().map(|(run, _)| *run)
}

fn claim(text: &str, drill: &Drill) -> Option<Claim> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [record, "on", target, "says", technique] = words.as_slice() else {
        return None;
    };
    let mut all = (1..).map(RecordId::of);
    let cited = match *record {
        "newest" => *drill.search(defence(drill), "").first()?,
        "next" => all.find(|id| drill.record(defence(drill), *id).is_none())?,
        number => RecordId(number.parse().ok()?),
    };
    Some(Claim {
        scope: vec![(*target).into()],
        level: Level::Technique,
        says: vec![(*technique).into()],
        cites: vec![cited],
        note: String::new(),
    })
}

fn filed(text: &str) -> Option<Ask> {
    let (head, fields) = text.split_once(" with ")?;
    let (form, to) = head.split_once(" to ")?;
    let (form, duty) = match form.split_once(" for ") {
        Some((form, duty)) => (form, Some(duty.into())),
        None => (form, None),
    };
    let entries: Option<Vec<Entry>> = fields
        .split(';')
        .map(|field| {
            let (field, text) = field.trim().split_once('=')?;
            Some(Entry::new(field.into(), text.to_owned()))
        })
        .collect();
    Some(Ask::Blue(BlueAsk::File {
        form: form.into(),
        to: to.into(),
        entries: entries?,
        duty,
    }))
}
