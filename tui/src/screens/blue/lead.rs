//! Leads of intelligence: how they are graded, how late they come, and what the team makes of them.

use engine::script::lead::{Lead, Reliability};
use engine::view::Blue;
use engine::words::name::InjectId;
use engine::words::order::BlueAsk;

use crate::paint::form::{Field, Kind};
use crate::paint::table::Row;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment};
use crate::screen::{Reply, See};
use crate::screens::blue::respond::harmless_lines;
use crate::screens::shared::fill::Fill;

/// The lead that an inject which reached the team is, if it is one.
pub fn of(see: &See<'_, Blue>, id: InjectId) -> Option<Lead> {
    see.brief.inject(see.view, id)?.lead
}

/// Its row in the list of intelligence.
pub fn row(see: &See<'_, Blue>, id: InjectId) -> Row {
    let (Some(lead), Some(seen)) = (of(see, id), see.view.injects.get(&id)) else {
        return Row::default();
    };
    let inject = see.brief.inject(see.view, id);
    let text = inject.map(|inject| see.text(&inject.text).replace('\n', " "));
    let late = Value::from(moment::compact(see.phrases, lead.late));
    let (mark, state) = match &seen.weighed {
        None => (
            Mark::Warn,
            see.say_with("work-lead-open", &[("late", late)]),
        ),
        Some((_, true, _)) => (Mark::Good, see.say("work-lead-taken")),
        Some((_, false, _)) => (Mark::Done, see.say("work-lead-rejected")),
    };
    let grade = [("grade", Value::from(lead.grade()))];
    Row::marked(mark)
        .cell(Ink::Live, see.say_with("work-intel-lead", &grade))
        .text(text.unwrap_or_default())
        .cell(mark.ink(), state)
}

/// Its grade in words and what was made of it, to stand below its text; nothing if it is no lead.
pub fn said(see: &See<'_, Blue>, id: InjectId) -> String {
    let (Some(lead), Some(seen)) = (of(see, id), see.view.injects.get(&id)) else {
        return String::new();
    };
    let mut text = format!("\n\n{}", graded(see, &lead));
    if let Some((at, taken, why)) = &seen.weighed {
        let what = match taken {
            true => "work-lead-taken",
            false => "work-lead-rejected",
        };
        let args = [
            ("at", Value::from(see.calendar(*at))),
            ("what", Value::from(see.say(what))),
            ("why", Value::from(harmless_lines(why))),
        ];
        text.push_str(&format!("\n\n{}", see.say_with("work-lead-weighed", &args)));
    }
    if let Some(right) = seen.weighed_right {
        let key = match right {
            true => "work-lead-right",
            false => "work-lead-wrong",
        };
        text.push_str(&format!("\n{}", see.say(key)));
    }
    text
}

/// Its grade in words.
fn graded(see: &See<'_, Blue>, lead: &Lead) -> String {
    let source = see.say(match lead.source {
        Reliability::A => "lead-source-a",
        Reliability::B => "lead-source-b",
        Reliability::C => "lead-source-c",
        Reliability::D => "lead-source-d",
        Reliability::E => "lead-source-e",
        Reliability::F => "lead-source-f",
    });
    let credit = see.say(match lead.credit {
        1 => "lead-credit-1",
        2 => "lead-credit-2",
        3 => "lead-credit-3",
        4 => "lead-credit-4",
        5 => "lead-credit-5",
        _ => "lead-credit-6",
    });
    let args = [
        ("grade", Value::from(lead.grade())),
        ("source", Value::from(source)),
        ("credit", Value::from(credit)),
        ("late", Value::from(moment::span(see.phrases, lead.late))),
    ];
    see.say_with("work-lead-graded", &args)
}

/// The form in which a lead is taken for true or rejected: neither goes without a reason. Nothing
/// opens for what is no lead, or was weighed already.
pub fn weigh(see: &See<'_, Blue>, id: InjectId, taken: bool) -> Reply<Blue> {
    let weighed = see
        .view
        .injects
        .get(&id)
        .is_some_and(|seen| seen.weighed.is_some());
    let (Some(lead), Some(inject)) = (of(see, id), see.brief.inject(see.view, id)) else {
        return Reply::Stay;
    };
    if weighed {
        return Reply::Stay;
    }
    let title = see.say(match taken {
        true => "work-lead-take",
        false => "work-lead-reject",
    });
    let intro = format!(
        "{}\n{}",
        harmless(&see.text(&inject.text)),
        graded(see, &lead)
    );
    let why = Field::new("why", see.say("work-lead-why"), Kind::Text(4));
    let name = inject.name.clone();
    let make = move |form: &crate::paint::form::Form, _: &See<'_, Blue>| {
        Ok(BlueAsk::Weigh {
            inject: name.clone(),
            taken,
            reason: form.answer("why"),
        })
    };
    Fill::new(title, intro, vec![why], Box::new(make)).open()
}
