//! Numbers as the teams count: what a team is told once all is released, when every name is known
//! to it and the numbers are still its own, which begin at 1; and what who sees everything reads of
//! a team's runs, by the numbers that the team itself calls them by.

use engine::words::cell::Cell;
use engine::words::name::{
    ActionId, ClassId, DutyId, FormId, IndicatorId, InjectId, KindId, MarkId, OrgId, PhaseId,
    RuleId, RunId, StepId, TeamId, WeakId,
};
use engine::words::target::Target;
use engine::words::text::Lang;
use jiff::civil::DateTime;

use crate::phrase::names::Names;

/// How the numbers in facts are those of the teams.
enum Count<'n> {
    /// The facts are one team's and have its numbers already.
    Own,
    /// The facts are of all teams: of each run, whose it is and which of theirs.
    Each(&'n dyn Fn(RunId) -> Option<(TeamId, u32)>),
}

/// All that somebody else names, for facts whose numbers are the teams' own.
pub struct Numbered<'n> {
    names: &'n dyn Names,
    count: Count<'n>,
}

impl<'n> Numbered<'n> {
    /// For facts in one team's own numbers.
    pub fn own(names: &'n dyn Names) -> Self {
        let count = Count::Own;
        Self { names, count }
    }

    /// For facts of all teams in the engine's numbers, each run by its team's number of it: as the
    /// team's own screens call it.
    pub fn each(names: &'n dyn Names, of: &'n dyn Fn(RunId) -> Option<(TeamId, u32)>) -> Self {
        let count = Count::Each(of);
        Self { names, count }
    }
}

impl Names for Numbered<'_> {
    fn counted(&self, number: u32) -> u32 {
        match self.count {
            Count::Own => number,
            Count::Each(_) => self.names.counted(number),
        }
    }

    fn run(&self, id: RunId) -> (u32, Option<TeamId>) {
        match self.count {
            Count::Own => (id.0, None),
            Count::Each(of) => match of(id) {
                Some((team, number)) => (number, Some(team)),
                None => self.names.run(id),
            },
        }
    }

    fn starts(&self) -> DateTime {
        self.names.starts()
    }

    fn target(&self, target: &Target, lang: Lang) -> String {
        self.names.target(target, lang)
    }

    fn org(&self, id: OrgId, lang: Lang) -> String {
        self.names.org(id, lang)
    }

    fn kind(&self, id: KindId, lang: Lang) -> String {
        self.names.kind(id, lang)
    }

    fn log(&self, id: ClassId, lang: Lang) -> String {
        self.names.log(id, lang)
    }

    fn action(&self, id: ActionId, lang: Lang) -> String {
        self.names.action(id, lang)
    }

    fn form(&self, id: FormId, lang: Lang) -> String {
        self.names.form(id, lang)
    }

    fn duty(&self, id: DutyId, lang: Lang) -> String {
        self.names.duty(id, lang)
    }

    fn phase(&self, id: PhaseId, lang: Lang) -> String {
        self.names.phase(id, lang)
    }

    fn team(&self, id: TeamId) -> String {
        self.names.team(id)
    }

    fn cell(&self, id: TeamId) -> Option<Cell> {
        self.names.cell(id)
    }

    fn named(&self, written: &str) -> Option<Target> {
        self.names.named(written)
    }

    fn choice(&self, id: InjectId, name: &str, lang: Lang) -> Option<String> {
        self.names.choice(id, name, lang)
    }

    fn objective(&self, name: &str, lang: Lang) -> String {
        self.names.objective(name, lang)
    }

    fn mark(&self, id: MarkId) -> Option<String> {
        self.names.mark(id)
    }

    fn rule(&self, id: RuleId, lang: Lang) -> Option<String> {
        self.names.rule(id, lang)
    }

    fn inject(&self, id: InjectId, lang: Lang) -> Option<String> {
        self.names.inject(id, lang)
    }

    fn step(&self, id: StepId, lang: Lang) -> Option<String> {
        self.names.step(id, lang)
    }

    fn weak(&self, id: WeakId, lang: Lang) -> Option<String> {
        self.names.weak(id, lang)
    }

    fn indicator(&self, id: IndicatorId, lang: Lang) -> Option<String> {
        self.names.indicator(id, lang)
    }
}
