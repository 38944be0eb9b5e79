//! What must hold for an action to be started: the closed list, and its words.

use crate::action::written::End;
use crate::city::host::Platform;
use crate::city::place::{OrgKind, Proto};
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// What must hold for an action to be started. A closed list.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// Traffic of this kind gets from source to target.
    Reachable(Proto),
    /// The team holds a foothold there, and the host is up and not isolated.
    Foothold(End),
    /// …as administrator.
    Admin(End),
    /// A forgery of the team's lies there, and the host is up and not isolated.
    Lodged(End),
    /// The team holds a working secret that opens the target.
    Credential,
    /// The account used is of who works at the source, as a token is that is plugged in there.
    AtHome,
    /// The target has this weakness, unpatched.
    Weakness(String),
    /// The target's host runs this.
    Platform(Platform),
    /// The target's host has this role.
    Role(String),
    /// …has another one.
    NotRole(String),
    /// Source and target are of one body.
    SameBody,
    /// The target is a body of this kind.
    Kind(OrgKind),
    /// The team has come to know the target.
    Known,
    /// One of these actions of the team's came off at the target: what is opened had come there.
    Delivered(Vec<At<String>>),
    /// The target's host or service is up.
    Up,
    /// …is down.
    Down,
    /// The team has gathered the target data where the source gets at them.
    Staged,
    /// …wherever that is.
    Gathered,
    /// Something kept at the end is altered, as a package on its vendor's server may be.
    Altered(End),
    /// The end's call home gets through.
    Beacon(End),
    /// The target's user falls for it.
    Lured,
    /// The target backup has something left.
    Usable,
    /// The machine that the target is on, or runs on now, has power.
    Powered,
    /// The target service has a standby that runs, and does not run there yet.
    Standby,
    /// The target service runs at its standby.
    AtStandby,
    /// The target service's own host is up and on the network, and its data can be read.
    HomeFit,
    /// The team's body has the say over the target, or the order goes by the body that has.
    Authority,
}

impl Requirement {
    /// Its word in the catalogue.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Reachable(_) => "reachable",
            Self::Foothold(_) => "foothold",
            Self::Admin(_) => "admin",
            Self::Lodged(_) => "lodged",
            Self::Credential => "credential",
            Self::AtHome => "at-home",
            Self::Weakness(_) => "weakness",
            Self::Platform(_) => "platform",
            Self::Role(_) => "role",
            Self::NotRole(_) => "not-role",
            Self::SameBody => "same-body",
            Self::Kind(_) => "kind",
            Self::Known => "known",
            Self::Delivered(_) => "delivered",
            Self::Up => "up",
            Self::Down => "down",
            Self::Staged => "staged",
            Self::Gathered => "gathered",
            Self::Altered(_) => "altered",
            Self::Beacon(_) => "beacon",
            Self::Lured => "lured",
            Self::Usable => "usable",
            Self::Powered => "powered",
            Self::Standby => "standby",
            Self::AtStandby => "at-standby",
            Self::HomeFit => "home-fit",
            Self::Authority => "authority",
        }
    }
}
