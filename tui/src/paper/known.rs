//! What a defence team knows at a moment, for papers that other programs read: its alerts, the
//! rules behind them, what it holds to be the attack's. Made of its own view; truth does not come
//! in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::detect::clue::{IndicatorKind, clues};
use engine::drill::Drill;
use engine::plan::Plan;
use engine::sigma::Rule;
use engine::view::Blue;
use engine::view::blue::BlueView;
use engine::view::brief::Brief;
use engine::words::name::{Name, RuleId, TeamId};
use engine::words::target::Target;
use engine::words::text::Lang;
use engine::words::time::Tick;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

/// The zone of the city's clocks.
const ZONE: Offset = Offset::constant(7);
/// How many minutes it is ahead of UTC.
pub const ZONE_MINUTES: i32 = 420;

/// A defence team in a drill.
pub struct Known<'d> {
    /// The drill.
    pub drill: &'d Drill,
    /// Its plan.
    pub plan: &'d Arc<Plan>,
    /// The team.
    pub team: TeamId,
    /// What it sees.
    pub view: &'d BlueView,
    /// The language of what has words in two.
    pub lang: Lang,
    brief: Brief<Blue>,
}

/// Something by which the attack may be known.
pub struct Clue {
    /// Of which sort it is.
    pub kind: IndicatorKind,
    /// When the team first met with it.
    pub from: Tick,
    /// Techniques that the team claimed with it.
    pub techniques: BTreeSet<Name>,
}

impl<'d> Known<'d> {
    /// What this team knows; nothing if it is no defence team.
    #[must_use]
    pub fn of(drill: &'d Drill, plan: &'d Arc<Plan>, team: TeamId, lang: Lang) -> Option<Self> {
        Some(Self {
            drill,
            plan,
            team,
            view: drill.blue(team)?,
            lang,
            brief: Brief::of(plan.clone()),
        })
    }

    /// What the team calls itself.
    #[must_use]
    pub fn team_name(&self) -> &str {
        &self.plan.roster.teams[self.team.at()].name
    }

    /// A moment of the drill as the whole world counts it.
    #[must_use]
    pub fn moment(&self, at: Tick) -> Timestamp {
        utc(self.plan.starts, at)
    }

    /// The rule of a number: as the team wrote it, else as it was shipped.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<Rule> {
        match self.view.rules_written.get(&id) {
            Some((_, stem, text)) => Rule::read(stem, text).ok(),
            None => self.brief.rules().get(id.at()).cloned(),
        }
    }

    /// The title of a rule in the reader's language.
    #[must_use]
    pub fn title<'r>(&self, rule: &'r Rule) -> &'r str {
        let vi = rule.title_vi.as_deref().filter(|_| self.lang == Lang::Vi);
        vi.unwrap_or(&rule.title)
    }

    /// The name of a technique, and its tactics.
    #[must_use]
    pub fn technique(&self, id: &str) -> Option<(&str, &[String])> {
        let found = self.plan.attack.techniques.get(id)?;
        Some((&found.name, &found.tactics))
    }

    /// What the team holds to be the attack's: what stands in the records that it cited in a claim
    /// and in what it was told from outside, and the addresses that it had blocked.
    #[must_use]
    pub fn clues(&self) -> BTreeMap<String, Clue> {
        let mut all = BTreeMap::new();
        for claim in self.view.claims.values() {
            let says = claim.said.says.iter();
            let says: BTreeSet<Name> = says
                .filter(|id| self.technique(id).is_some())
                .cloned()
                .collect();
            let cited = claim.said.cites.iter();
            for entry in cited.filter_map(|id| self.drill.entry(self.team, *id)) {
                for text in entry.fields.values() {
                    note(&mut all, text, claim.at, &says);
                }
            }
        }
        let none = BTreeSet::new();
        for (id, seen) in &self.view.injects {
            if let Some(inject) = self.brief.inject(self.view, *id) {
                note(&mut all, inject.text.get(self.lang), seen.at, &none);
            }
        }
        for one in self.view.written.values() {
            note(&mut all, &one.text, one.at, &none);
        }
        for (target, at) in &self.view.blocked {
            if let Target::Address(id) = target {
                let address = &self.plan.map.addresses[id.at()];
                note(&mut all, &address.ip, *at, &none);
                note(&mut all, &address.domain, *at, &none);
            }
        }
        let is_own = |value: &str| self.brief.is_own_domain(value);
        all.retain(|value, clue| !(clue.kind == IndicatorKind::Domain && is_own(value)));
        all
    }
}

fn note(all: &mut BTreeMap<String, Clue>, text: &str, at: Tick, says: &BTreeSet<Name>) {
    for (value, kind) in clues(text) {
        let clue = all.entry(value).or_insert_with(|| Clue {
            kind,
            from: at,
            techniques: BTreeSet::new(),
        });
        clue.from = clue.from.min(at);
        clue.techniques.extend(says.iter().cloned());
    }
}

/// A moment of a drill that starts then, as the whole world counts it.
fn utc(starts: DateTime, at: Tick) -> Timestamp {
    let local = starts.saturating_add(i64::from(at.0).seconds());
    ZONE.to_timestamp(local).unwrap_or(Timestamp::UNIX_EPOCH)
}
