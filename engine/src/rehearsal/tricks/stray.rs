//! Dice: a verdict, a claim, a response, an answer, each by chance.

use crate::rehearsal::{Brief, Mind, Shelf};
use crate::view::blue::BlueView;
use crate::words::name::{InjectId, Name};
use crate::words::order::{BlueAsk, CITE_LIMIT, Claim, Level, Verdict};
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::BTreeSet;

/// How many of a thousand alerts are claimed, and how many are answered with a response.
const CLAIMED: u16 = 250;
const ACTED_ON: u16 = 120;

/// What may be done about a machine.
const RESPONSES: [&str; 5] = [
    "isolate-host",
    "reimage-host",
    "clean-host",
    "patch-host",
    "preserve-evidence",
];

/// Throws dice over everything that comes in.
pub struct Stray {
    brief: Brief,
    techniques: Vec<Name>,
    seen: usize,
    injects: BTreeSet<InjectId>,
}

impl Stray {
    /// A bot for this seat.
    pub fn new(brief: Brief) -> Self {
        let rules = brief.plan.sensing.rules.iter();
        let all: BTreeSet<&String> = rules.flat_map(|rule| &rule.techniques).collect();
        let techniques = all.into_iter().map(|t| t.as_str().into()).collect();
        Self {
            brief,
            techniques,
            seen: 0,
            injects: BTreeSet::new(),
        }
    }

    fn alerts(&mut self, view: &BlueView, asks: &mut Vec<BlueAsk>) {
        for (id, alert) in view.alerts.iter().skip(self.seen) {
            let mut dice = self.brief.seed.fixed(u64::from(id.0), "bot-stray");
            let verdicts = [Verdict::Attack, Verdict::Attempt, Verdict::Benign];
            asks.push(BlueAsk::Triage {
                alert: *id,
                verdict: verdicts[dice.below(3) as usize],
                reason: String::new(),
            });
            let host = alert.host.map(Target::Host);
            let text = |host: &Target| self.brief.plan.map.target_text(host).as_str().into();
            if dice.hits(CLAIMED) {
                let one = dice.below(u32::try_from(self.techniques.len()).unwrap_or(0));
                asks.push(BlueAsk::Claim(Claim {
                    scope: host.iter().map(text).collect(),
                    level: Level::Technique,
                    says: self
                        .techniques
                        .get(one as usize)
                        .cloned()
                        .into_iter()
                        .collect(),
                    cites: alert.records.iter().take(CITE_LIMIT).copied().collect(),
                    note: String::new(),
                }));
            }
            if let Some(host) = host.filter(|_| dice.hits(ACTED_ON)) {
                let one = dice.below(RESPONSES.len() as u32) as usize;
                asks.push(self.brief.act(RESPONSES[one], &host));
            }
        }
        self.seen = view.alerts.len();
    }

    fn answers(&mut self, view: &BlueView, asks: &mut Vec<BlueAsk>) {
        for id in view.injects.keys() {
            if !self.injects.insert(*id) {
                continue;
            }
            let inject = &self.brief.plan.msel.injects[id.at()];
            let mut dice = self.brief.seed.fixed(u64::from(id.0), "bot-stray-answer");
            let choices = u32::try_from(inject.choices.len()).unwrap_or(0);
            if let Some(choice) = inject.choices.get(dice.below(choices) as usize) {
                asks.push(BlueAsk::Answer {
                    inject: inject.name.clone(),
                    choice: choice.name.as_str().into(),
                });
            }
        }
    }
}

impl Mind for Stray {
    fn wake(&self) -> Option<Tick> {
        None
    }

    fn act(&mut self, view: &BlueView, _: &dyn Shelf) -> Vec<BlueAsk> {
        let mut asks = Vec::new();
        self.alerts(view, &mut asks);
        self.answers(view, &mut asks);
        asks
    }
}
