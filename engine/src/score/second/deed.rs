//! What the attack did, one by one: the steps of its script, or the runs of people.

use crate::score::card::{About, Stamp};
use crate::score::stakes::{ActionStake, StepStake};
use crate::words::name::*;
use crate::words::order::Level;
use crate::words::time::{MINUTE, Span, Tick};

/// A claim within this of what it found is as good as one at once; within half the deadline where
/// that is shorter.
const GRACE: Span = Span(10 * MINUTE);
/// The deadline of what is not followed by anything that cannot be undone.
pub const NO_HURRY: Span = Span::hours(8);

/// A valid claim about a deed.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Which claim.
    pub claim: ClaimId,
    /// When it was made.
    pub made: Stamp,
    /// Where its worth was settled.
    pub judged: FactId,
    /// How well it named the deed, per mille.
    pub quality: u32,
}

/// A step of the attack's script, or a run of people who attack, and what became of it.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Which.
    pub about: About,
    /// ATT&CK ids.
    pub techniques: Vec<Name>,
    /// Its tactic.
    pub tactic: Name,
    /// Its weight, 1–5.
    pub weight: u32,
    /// Time to the next effect that cannot be undone.
    pub deadline: Span,
    /// Whether a sensor can see it at all.
    pub observable: bool,
    /// What it waits for, by place.
    pub after: Vec<usize>,
    /// The outside address it works with.
    pub c2: Option<AddressId>,
    /// Where it hit, and when last.
    pub hosts: Vec<(HostId, Tick)>,
    /// When it began.
    pub began: Option<Stamp>,
    /// When it reached what it needs.
    pub done: Option<Stamp>,
    /// When it was given up.
    pub blocked: Option<Stamp>,
    /// At how many machines it came off, and of how many that it needs.
    pub came: (u32, u32),
    /// When a trace of it was first recorded.
    pub recorded: Option<Stamp>,
    /// Whether that was collected.
    pub collected: bool,
    /// The first alert in a queue.
    pub alerted: Option<Stamp>,
    /// Valid claims about it.
    pub hits: Vec<Hit>,
}

impl Deed {
    fn new(about: About, techniques: &[Name], tactic: &Name, weight: u32) -> Self {
        Self {
            about,
            techniques: techniques.to_vec(),
            tactic: tactic.clone(),
            weight,
            deadline: NO_HURRY,
            observable: true,
            after: Vec::new(),
            c2: None,
            hosts: Vec::new(),
            began: None,
            done: None,
            blocked: None,
            came: (0, 1),
            recorded: None,
            collected: false,
            alerted: None,
            hits: Vec::new(),
        }
    }

    /// A step nothing has become of yet.
    pub fn of_step(step: StepId, stake: &StepStake) -> Self {
        let (techniques, tactic) = (&stake.techniques, &stake.tactic);
        Self {
            deadline: stake.deadline,
            observable: stake.observable,
            after: stake.after.iter().map(|before| before.at()).collect(),
            c2: stake.c2,
            came: (0, stake.need.max(1)),
            ..Self::new(About::Step(step), techniques, tactic, stake.weight)
        }
    }

    /// A run of people that began.
    pub fn of_run(run: RunId, stake: &ActionStake, began: Stamp) -> Self {
        let (techniques, tactic) = (&stake.techniques, &stake.tactic);
        Self {
            observable: stake.traced,
            deadline: stake.deadline.unwrap_or(NO_HURRY),
            began: Some(began),
            ..Self::new(About::Run(run), techniques, tactic, stake.weight)
        }
    }

    /// Notes that it hit a host.
    pub fn touched(&mut self, host: HostId, at: Tick) {
        match self.hosts.iter_mut().find(|(known, _)| *known == host) {
            Some((_, last)) => *last = at,
            None => self.hosts.push((host, at)),
        }
    }

    /// Whether it hit this host.
    pub fn hit(&self, host: HostId) -> bool {
        self.hosts.iter().any(|(known, _)| *known == host)
    }

    /// How much time a claim has before it counts for less.
    pub fn grace(&self) -> Span {
        Span(GRACE.0.min(self.deadline.0 / 2))
    }

    /// How timely a claim is, per mille: whole within the grace, then falling to a quarter at the
    /// deadline.
    pub fn timeliness(&self, claimed: Tick) -> u32 {
        let (lag, grace) = (claimed.since(self.began_at()), self.grace());
        if lag <= grace {
            return 1_000;
        }
        let over = u64::from(lag.0 - grace.0);
        let room = u64::from(self.deadline.0.saturating_sub(grace.0).max(1));
        let falls = u32::try_from((750 * over / room).min(750)).unwrap_or(750);
        1_000 - falls
    }

    /// How much of what it needs it reached, per mille.
    pub fn reached(&self) -> u32 {
        let (have, need) = self.came;
        match self.done {
            Some(_) => 1_000,
            None => (have * 1_000 / need).min(999),
        }
    }

    /// When it began; STARTEX if it did not.
    pub fn began_at(&self) -> Tick {
        self.began.map_or(Tick(0), |began| began.at)
    }

    /// The claim that is worth most, with its timeliness: of equal ones the first.
    pub fn best(&self) -> Option<(&Hit, u32)> {
        let timed = self.hits.iter().map(|h| (h, self.timeliness(h.made.at)));
        timed.reduce(|best, next| {
            let worth = |(hit, time): (&Hit, u32)| hit.quality * time;
            if worth(next) > worth(best) {
                next
            } else {
                best
            }
        })
    }

    /// The first valid claim.
    pub fn claimed(&self) -> Option<Stamp> {
        self.hits.iter().map(|hit| hit.made).min()
    }

    /// How well a claim of this level names it, per mille: telemetry 250, general 500, tactic 750,
    /// technique 1000, its parent 900. Naming several divides what lies above general.
    pub fn quality(&self, level: Level, says: &[Name]) -> u32 {
        let is_parent = |said: &Name| self.techniques.iter().any(|t| same_technique(t, said));
        let base = match level {
            Level::Suspicious => return 250,
            Level::Malicious => return 500,
            Level::Tactic if says.contains(&self.tactic) => 750,
            Level::Technique if says.iter().any(|s| self.techniques.contains(s)) => 1_000,
            Level::Technique if says.iter().any(is_parent) => 900,
            Level::Tactic | Level::Technique => 500,
        };
        let mut named: Vec<&Name> = says.iter().collect();
        named.sort_unstable();
        named.dedup();
        500 + (base - 500) / u32::try_from(named.len().max(1)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed() -> Deed {
        let mut deed = Deed::new(
            About::Step(StepId(0)),
            &["T1003.001".into()],
            &"credential-access".into(),
            3,
        );
        deed.deadline = Span::minutes(40);
        deed
    }

    #[test]
    fn timeliness_is_whole_within_the_grace_and_a_quarter_from_the_deadline_on() {
        let deed = deed();
        let at = |minutes| deed.timeliness(Tick(minutes * MINUTE));
        assert_eq!((at(0), at(10), at(11)), (1_000, 1_000, 975));
        assert_eq!((at(34), at(40), at(4_000)), (400, 250, 250));
    }

    #[test]
    fn what_needs_two_machines_and_got_one_is_half_reached_and_whole_only_when_done() {
        let mut deed = deed();
        assert_eq!(deed.reached(), 0);
        deed.came = (1, 2);
        assert_eq!(deed.reached(), 500);
        deed.came = (3, 2);
        assert_eq!(deed.reached(), 999, "it was not said to be done");
        deed.done = Some(Stamp {
            at: Tick(1),
            fact: FactId(0),
        });
        assert_eq!(deed.reached(), 1_000);
    }

    #[test]
    fn a_short_deadline_has_half_of_it_as_grace() {
        let mut deed = deed();
        deed.deadline = Span::minutes(6);
        let at = |minutes| deed.timeliness(Tick(minutes * MINUTE));
        assert_eq!((at(3), at(4), at(6)), (1_000, 750, 250));
        deed.deadline = Span(0);
        assert_eq!(
            (deed.timeliness(Tick(0)), deed.timeliness(Tick(1))),
            (1_000, 250)
        );
    }

    #[test]
    fn what_a_claim_names_sets_its_quality_and_naming_many_divides_it() {
        let deed = deed();
        let quality = |level, says: &[&str]| {
            let says: Vec<Name> = says.iter().map(|s| (*s).into()).collect();
            deed.quality(level, &says)
        };
        assert_eq!(quality(Level::Suspicious, &[]), 250);
        assert_eq!(quality(Level::Malicious, &[]), 500);
        assert_eq!(quality(Level::Tactic, &["credential-access"]), 750);
        assert_eq!(quality(Level::Tactic, &["impact"]), 500);
        assert_eq!(quality(Level::Technique, &["T1003.001"]), 1_000);
        assert_eq!(quality(Level::Technique, &["T1003"]), 900);
        assert_eq!(
            quality(Level::Technique, &["T1003.001", "T1003.001"]),
            1_000
        );
        assert_eq!(quality(Level::Technique, &["T1003.001", "T1021"]), 750);
        assert_eq!(quality(Level::Technique, &["T1021"]), 500);
    }
}
