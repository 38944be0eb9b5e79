//! The docket: what is numbered as it comes in, and waits for an answer.

use crate::words::name::*;
use crate::words::order::{REQUEST_LIMIT, RULE_LIMIT, RequestKind};
use crate::words::refusal::Refusal;
use bevy_ecs::prelude::Resource;
use std::collections::BTreeSet;

/// The most protests of one team that may wait for a decision.
const PROTEST_LIMIT: usize = 50;

/// Requests, protests, papers, reports and written injects of a drill, and the rules written in it.
#[derive(Resource, Default)]
pub struct Docket {
    requests: Vec<Waiting<RequestKind>>,
    protests: Vec<Waiting<()>>,
    papers: usize,
    reports: usize,
    written: Vec<TeamId>,
    rules: BTreeSet<String>,
    signed: BTreeSet<Name>,
}

struct Waiting<T> {
    team: TeamId,
    what: T,
    answered: bool,
}

impl Docket {
    /// Takes up a request.
    pub(super) fn request(
        &mut self,
        team: TeamId,
        what: &RequestKind,
    ) -> Result<RequestId, Refusal> {
        put(&mut self.requests, team, what.clone(), REQUEST_LIMIT).map(RequestId::of)
    }

    /// Takes a request as answered: whose it was, and what for.
    pub(super) fn settle(&mut self, id: RequestId) -> Result<(TeamId, RequestKind), Refusal> {
        answer(&mut self.requests, id.at(), "request")
    }

    /// Takes up a protest.
    pub(super) fn protest(&mut self, team: TeamId) -> Result<ProtestId, Refusal> {
        put(&mut self.protests, team, (), PROTEST_LIMIT).map(ProtestId::of)
    }

    /// Takes a protest as decided: whose it was.
    pub(super) fn decide(&mut self, id: ProtestId) -> Result<TeamId, Refusal> {
        answer(&mut self.protests, id.at(), "protest").map(|(team, ())| team)
    }

    /// Takes a signature under the result, one of each grader; nobody signs while a protest waits.
    pub(super) fn sign(&mut self, grader: &Name) -> Result<(), Refusal> {
        if self.protests.iter().any(|protest| !protest.answered) {
            return Err(Refusal::Pending);
        }
        match self.signed.insert(grader.clone()) {
            true => Ok(()),
            false => Err(Refusal::Already),
        }
    }

    /// Refuses what would change a result under which somebody has signed.
    pub(super) fn unsigned(&self) -> Result<(), Refusal> {
        match self.signed.is_empty() {
            true => Ok(()),
            false => Err(Refusal::Signed),
        }
    }

    /// The number of a paper that is filed now.
    pub(super) fn paper(&mut self) -> PaperId {
        self.papers += 1;
        PaperId::of(self.papers - 1)
    }

    /// Whether this paper has been filed.
    pub(super) fn has_paper(&self, id: PaperId) -> bool {
        id.at() < self.papers
    }

    /// The number of a finding that is reported now.
    pub(super) fn report(&mut self) -> ReportId {
        self.reports += 1;
        ReportId::of(self.reports - 1)
    }

    /// The number of an inject that is written now for this team.
    pub(super) fn write(&mut self, team: TeamId) -> AdHocId {
        self.written.push(team);
        AdHocId::of(self.written.len() - 1)
    }

    /// Whose a written inject is.
    pub(super) fn written(&self, id: AdHocId) -> Option<TeamId> {
        self.written.get(id.at()).copied()
    }

    /// Takes note of a rule that is written: writing one again counts once.
    pub(super) fn rule(&mut self, stem: &str) -> Result<(), Refusal> {
        if !self.rules.contains(stem) && self.rules.len() >= RULE_LIMIT {
            return Err(super::over("rules"));
        }
        self.rules.insert(stem.to_owned());
        Ok(())
    }
}

fn put<T>(
    list: &mut Vec<Waiting<T>>,
    team: TeamId,
    what: T,
    limit: usize,
) -> Result<usize, Refusal> {
    let open = list.iter().filter(|one| one.team == team && !one.answered);
    if open.count() >= limit {
        return Err(super::over("waiting"));
    }
    list.push(Waiting {
        team,
        what,
        answered: false,
    });
    Ok(list.len() - 1)
}

fn answer<T: Clone>(
    list: &mut [Waiting<T>],
    place: usize,
    what: &str,
) -> Result<(TeamId, T), Refusal> {
    let one = list.get_mut(place).ok_or_else(|| super::unknown(what))?;
    if std::mem::replace(&mut one.answered, true) {
        return Err(Refusal::Already);
    }
    Ok((one.team, one.what.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_requests_wait_and_an_answer_makes_room() {
        let (mut docket, team) = (Docket::default(), TeamId(0));
        let kind = RequestKind::Other;
        for place in 0..REQUEST_LIMIT {
            assert_eq!(docket.request(team, &kind), Ok(RequestId::of(place)));
        }
        assert!(docket.request(team, &kind).is_err());
        assert!(docket.request(TeamId(1), &kind).is_ok(), "another's");
        assert_eq!(docket.settle(RequestId(3)), Ok((team, kind.clone())));
        assert_eq!(docket.settle(RequestId(3)), Err(Refusal::Already));
        assert!(docket.request(team, &kind).is_ok());
    }

    #[test]
    fn each_grader_signs_once_and_only_when_every_protest_is_decided() {
        let mut docket = Docket::default();
        let (first, second) = (Name::from("bgk-1"), Name::from("bgk-2"));
        let protest = docket.protest(TeamId(0)).expect("there is room");
        assert_eq!(docket.sign(&first), Err(Refusal::Pending));
        assert_eq!(docket.unsigned(), Ok(()));
        assert_eq!(docket.decide(protest), Ok(TeamId(0)));
        assert_eq!(docket.sign(&first), Ok(()));
        assert_eq!(docket.sign(&first), Err(Refusal::Already));
        assert_eq!(docket.sign(&second), Ok(()));
        assert_eq!(docket.unsigned(), Err(Refusal::Signed));
    }

    #[test]
    fn a_rule_written_again_counts_once() {
        let mut docket = Docket::default();
        for number in 0..RULE_LIMIT {
            assert_eq!(docket.rule(&format!("r{number}")), Ok(()));
        }
        assert!(docket.rule("one-more").is_err());
        assert_eq!(docket.rule("r0"), Ok(()));
    }
}
