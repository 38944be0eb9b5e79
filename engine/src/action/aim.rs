//! One attempt at an action: who, from where, at what, with what.

use crate::words::chance::{Seed, key};
use crate::words::name::{AccountId, ActionId, AddressId, HostId, OrderId, OrgId, StepId, TeamId};
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use crate::words::trace::Origin;

/// On whose word a run goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// A person's, a bot's or an agent's.
    Order(OrderId),
    /// The campaign's.
    Step(StepId),
    /// The MSEL's.
    Inject(crate::words::name::InjectId),
    /// Daily life's; whether it is a stranger's attempt.
    Life {
        /// Whether it is.
        attempt: bool,
    },
}

/// An attempt at an action.
#[derive(Clone, Debug)]
pub struct Aim {
    /// The action.
    pub action: ActionId,
    /// The team that acts.
    pub team: TeamId,
    /// On whose word.
    pub by: By,
    /// The host it starts from; none for the internet, and for blue.
    pub source: Option<HostId>,
    /// What it is aimed at.
    pub target: Target,
    /// The outside address it works with.
    pub c2: Option<AddressId>,
    /// The account it uses.
    pub using: Option<AccountId>,
    /// The body that is to carry it out.
    pub via: Option<OrgId>,
    /// How long its effect lasts.
    pub lasts: Span,
}

impl Aim {
    /// What the luck of this attempt is drawn by: what is tried, at what, by whom and when. Never
    /// a number, which counts what else the plan holds and what everybody else does too: so both
    /// the action and the team go by their names.
    pub fn lot(&self, action: &str, team: &str, now: Tick) -> u64 {
        let by = match self.by {
            By::Order(_) => 0,
            By::Step(_) => 1,
            By::Inject(_) => 2,
            By::Life { .. } => 3,
        };
        let what = Seed(key(action)).at(now, self.target.key(), "lot");
        what.apart(key(team)).apart(by).word()
    }

    /// Whose doing its traces are.
    pub fn origin(&self, run: crate::words::name::RunId, red: bool) -> Origin {
        match self.by {
            By::Step(step) => Origin::Step(step),
            By::Life { attempt } => Origin::Life { attempt },
            By::Order(_) if red => Origin::Red(run),
            By::Order(_) | By::Inject(_) => Origin::Defence(run),
        }
    }

    /// What facts it brings about are caused by.
    pub fn cause(&self) -> crate::words::fact::Cause {
        use crate::words::fact::Cause;
        match self.by {
            By::Order(order) => Cause::Order(order),
            By::Step(step) => Cause::Step(step),
            By::Inject(inject) => Cause::Inject(inject),
            By::Life { .. } => Cause::Plan,
        }
    }
}
