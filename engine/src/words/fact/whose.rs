//! Whose a fact is, where it is of one team.

use crate::words::fact::FactKind;
use crate::words::name::TeamId;

impl FactKind {
    /// The team that did or met it, if it is of one team alone.
    pub const fn whose(&self) -> Option<TeamId> {
        match self {
            Self::Refused { team, .. } | Self::Said { team, .. } => Some(*team),
            Self::Addressed { team, .. } | Self::InjectResent { team, .. } => Some(*team),
            Self::InjectWritten { team, .. } | Self::Requested { team, .. } => Some(*team),
            Self::RequestSettled { team, .. } | Self::Protested { team, .. } => Some(*team),
            Self::ProtestSettled { team, .. } | Self::RunAsked { team, .. } => Some(*team),
            Self::FootholdGained { team, .. }
            | Self::Lodged { team, .. }
            | Self::CredentialGained { team, .. } => Some(*team),
            Self::Revealed { team, .. } | Self::Inspected { team, .. } => Some(*team),
            Self::SweepFound { team, .. } | Self::Swept { team, .. } => Some(*team),
            Self::WeakSeen { team, .. } | Self::FindingMade { team, .. } => Some(*team),
            Self::FindingJudged { team, .. } | Self::Triaged { team, .. } => Some(*team),
            Self::CaseOpened { team, .. } | Self::CaseMoved { team, .. } => Some(*team),
            Self::Searched { team, .. } | Self::RuleSet { team, .. } => Some(*team),
            Self::RuleWritten { team, .. } | Self::CaseGrew { team, .. } => Some(*team),
            Self::ClaimMade { team, .. } | Self::RedReported { team, .. } => Some(*team),
            Self::LeadWeighed { team, .. } => Some(*team),
            Self::InjectFired { team, .. } | Self::InjectAnswered { team, .. } => Some(*team),
            Self::Told { team, .. } | Self::Prepared { team, .. } => Some(*team),
            Self::SecretShown { team, .. } | Self::Attained { team, .. } => Some(*team),
            Self::DeclarationSeen { team, .. } | Self::CopySeen { team, .. } => Some(*team),
            Self::Filed { team, .. } | Self::DutyBegan { team, .. } => Some(*team),
            _ => None,
        }
    }
}
