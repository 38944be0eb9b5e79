//! What the organisers run, and what they and the jury judge.

use super::{TruthView, Words, grown};
use crate::words::fact::{AnyInject, Cause, Fact, FactKind};
use crate::words::name::*;
use crate::words::order::{Rating, RequestKind};
use crate::words::time::Tick;

/// The clock as the organisers set it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ClockTruth {
    pub at: Tick,
    /// Drill seconds in a thousand real ones.
    pub pace: u32,
    pub paused: bool,
}

/// How an inject stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum InjectStanding {
    /// Its time has not come.
    Waiting,
    /// Kept back until it is fired by hand.
    Held,
    /// Left out.
    Skipped,
    /// It reached its team.
    Fired,
    /// The team answered; whether that is what was expected is not settled.
    Answered,
    /// What was expected was done.
    Met,
    /// …was not.
    Unmet,
}

/// What became of an inject of the list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct InjectTruth {
    pub held: bool,
    pub skipped: bool,
    pub fired: Option<Tick>,
    /// Whether it was fired by hand.
    pub by_hand: bool,
    pub resent: Vec<Tick>,
    pub answered: Option<(Tick, Name)>,
    /// Whether that was the right answer.
    pub right: Option<bool>,
    /// What the team makes of the lead it is: when, whether it was taken for true, and why.
    pub weighed: Option<(Tick, bool, Words)>,
    /// Whether it was right in that.
    pub weighed_right: Option<bool>,
    pub closed: Option<(Tick, bool)>,
    pub marked: Option<(Tick, bool, Words)>,
}

impl InjectTruth {
    /// How it stands.
    pub fn standing(&self) -> InjectStanding {
        match (self.closed, self.fired) {
            (Some((_, true)), _) => InjectStanding::Met,
            (Some((_, false)), _) => InjectStanding::Unmet,
            (None, Some(_)) if self.answered.is_some() => InjectStanding::Answered,
            (None, Some(_)) => InjectStanding::Fired,
            (None, None) if self.skipped => InjectStanding::Skipped,
            (None, None) if self.held => InjectStanding::Held,
            (None, None) => InjectStanding::Waiting,
        }
    }
}

/// An inject written during the drill.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct AdHocTruth {
    pub at: Tick,
    pub team: TeamId,
    pub title: Words,
    pub text: Words,
    pub expects: Words,
    pub resent: Vec<Tick>,
    pub marked: Option<(Tick, bool, Words)>,
}

/// A request and its answer.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RequestTruth {
    pub at: Tick,
    pub team: TeamId,
    pub kind: RequestKind,
    pub text: Words,
    pub settled: Option<(Tick, bool, Words)>,
}

/// A protest and what was decided.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ProtestTruth {
    pub at: Tick,
    pub team: TeamId,
    pub about: Name,
    pub text: Words,
    pub settled: Option<(Tick, bool, Words)>,
}

/// A rating.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RatingTruth {
    pub at: Tick,
    pub grader: Name,
    pub rating: Rating,
    pub reason: Words,
}

/// A duty of a team.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct DutyTruth {
    pub began: Tick,
    /// Its deadline.
    pub by: Tick,
    /// When it was met or missed.
    pub ended: Option<(Tick, bool)>,
}

/// A note on the timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct NoteTruth {
    /// When it was made.
    pub made: Tick,
    /// The moment it is about.
    pub at: Tick,
    pub text: Words,
}

/// Who said something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Author {
    /// The organisers, to all.
    All,
    /// The organisers, to this team.
    To(TeamId),
    /// This team, to the organisers.
    From(TeamId),
}

/// Something that was said.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Message {
    pub at: Tick,
    pub between: Author,
    pub text: Words,
}

impl TruthView {
    pub(super) fn exercise(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::PhaseBegan { phase } => self.phase = Some(*phase),
            FactKind::Ended => self.ended = Some(at),
            FactKind::Released => {
                (self.released, self.open) = (Some(at), self.ended.is_some());
            }
            FactKind::EndMoved { at } => self.ends = Some(*at),
            FactKind::ClockSet { pace, paused } => {
                let (pace, paused) = (*pace, *paused);
                self.clock = Some(ClockTruth { at, pace, paused });
            }
            FactKind::Announced { text } => self.said(at, Author::All, text),
            FactKind::Addressed { team, text } => self.said(at, Author::To(*team), text),
            FactKind::Said { team, text } => self.said(at, Author::From(*team), text),
            FactKind::UnblockOrdered { address } => self.unblocks.push((at, address.clone())),
            FactKind::Noted { at: about, text } => self.notes.push(NoteTruth {
                made: at,
                at: about.unwrap_or(at),
                text: text.as_str().into(),
            }),
            FactKind::DutyBegan { duty, team, by } => {
                let duty_began = DutyTruth {
                    began: at,
                    by: *by,
                    ended: None,
                };
                self.duties.insert((*duty, *team), duty_began);
            }
            FactKind::DutyEnded { duty, met } => {
                let all = self.duties.iter_mut();
                let this = all.filter(|((one, _), _)| one == duty);
                this.for_each(|(_, duty)| duty.ended = Some((at, *met)));
            }
            _ => {}
        }
    }

    fn said(&mut self, at: Tick, between: Author, text: &str) {
        let text = text.into();
        self.messages.push(Message { at, between, text });
    }

    pub(super) fn injects(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::InjectHeld { inject } => {
                self.planned(*inject, |i| (i.held, i.skipped) = (true, false));
            }
            FactKind::InjectSkipped { inject } => {
                self.planned(*inject, |i| (i.held, i.skipped) = (false, true));
            }
            FactKind::InjectFired { inject, .. } => {
                let by_hand = matches!(fact.cause, Cause::Order(_));
                self.planned(*inject, |i| (i.fired, i.by_hand) = (Some(at), by_hand));
            }
            FactKind::InjectAnswered { inject, choice, .. } => self.planned(*inject, |i| {
                i.answered = Some((at, choice.clone()));
            }),
            FactKind::LeadWeighed {
                inject,
                taken,
                reason,
                ..
            } => {
                let weighed = Some((at, *taken, reason.as_str().into()));
                self.planned(*inject, |i| i.weighed = weighed);
            }
            FactKind::LeadJudged { inject, right } => {
                self.planned(*inject, |i| i.weighed_right = Some(*right));
            }
            FactKind::AnswerJudged { inject, right } => {
                self.planned(*inject, |i| i.right = Some(*right));
            }
            FactKind::InjectClosed { inject, met } => {
                self.planned(*inject, |i| i.closed = Some((at, *met)));
            }
            FactKind::InjectResent { inject, .. } => match inject {
                AnyInject::Planned(id) => self.planned(*id, |i| i.resent.push(at)),
                AnyInject::Written(id) => self.ad_hoc(*id, |i| i.resent.push(at)),
            },
            FactKind::InjectMarked { inject, met, note } => {
                let mark = Some((at, *met, note.as_str().into()));
                match inject {
                    AnyInject::Planned(id) => self.planned(*id, |i| i.marked = mark),
                    AnyInject::Written(id) => self.ad_hoc(*id, |i| i.marked = mark),
                }
            }
            FactKind::InjectWritten {
                ad_hoc,
                team,
                title,
                text,
            } => {
                let written = AdHocTruth {
                    at,
                    team: *team,
                    title: title.as_str().into(),
                    text: text.as_str().into(),
                    expects: "".into(),
                    resent: Vec::new(),
                    marked: None,
                };
                grown(&mut self.ad_hoc, ad_hoc.at(), written);
            }
            FactKind::InjectExpects { ad_hoc, expects } => {
                self.ad_hoc(*ad_hoc, |i| i.expects = expects.as_str().into());
            }
            _ => {}
        }
    }

    fn planned(&mut self, id: InjectId, change: impl FnOnce(&mut InjectTruth)) {
        self.injects.get_mut(id.at()).map(change);
    }

    fn ad_hoc(&mut self, id: AdHocId, change: impl FnOnce(&mut AdHocTruth)) {
        self.ad_hoc.get_mut(id.at()).map(change);
    }

    pub(super) fn judgements(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::Requested {
                team,
                request,
                kind,
                text,
            } => {
                let asked = RequestTruth {
                    at,
                    team: *team,
                    kind: kind.clone(),
                    text: text.as_str().into(),
                    settled: None,
                };
                grown(&mut self.requests, request.at(), asked);
            }
            FactKind::RequestSettled {
                request,
                granted,
                text,
                ..
            } => {
                if let Some(one) = self.requests.get_mut(request.at()) {
                    one.settled = Some((at, *granted, text.as_str().into()));
                }
            }
            FactKind::Protested {
                team,
                protest,
                about,
                text,
            } => {
                let made = ProtestTruth {
                    at,
                    team: *team,
                    about: about.clone(),
                    text: text.as_str().into(),
                    settled: None,
                };
                grown(&mut self.protests, protest.at(), made);
            }
            FactKind::ProtestSettled {
                protest,
                upheld,
                reason,
                ..
            } => {
                if let Some(one) = self.protests.get_mut(protest.at()) {
                    one.settled = Some((at, *upheld, reason.as_str().into()));
                }
            }
            _ => self.results(fact),
        }
    }

    /// What the jury gave, and who signed it.
    fn results(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::Rated {
                objective,
                rating,
                reason,
                grader,
            } => {
                let rated = RatingTruth {
                    at,
                    grader: grader.clone(),
                    rating: *rating,
                    reason: reason.as_str().into(),
                };
                self.rated.push((objective.clone(), rated.clone()));
                self.ratings.insert(objective.clone(), rated);
            }
            FactKind::Signed { grader, text } => {
                self.signed.push((at, grader.clone(), text.as_str().into()));
            }
            _ => {}
        }
    }
}
