//! What a team is told once all is released: every name is known to it, and the numbers are still
//! the team's own, which begin at 1.

use engine::plan::Plan;
use engine::words::cell::Cell;
use engine::words::name::{
    ActionId, ClassId, DutyId, FormId, IndicatorId, InjectId, KindId, MarkId, OrgId, PhaseId,
    RuleId, StepId, TeamId, WeakId,
};
use engine::words::target::Target;
use engine::words::text::Lang;
use jiff::civil::DateTime;

use crate::phrase::names::Names;

/// All names of a plan, for facts in a team's own numbers.
#[derive(Clone, Copy)]
pub struct Own<'p>(pub &'p Plan);

impl Names for Own<'_> {
    fn starts(&self) -> DateTime {
        Names::starts(self.0)
    }

    fn target(&self, target: &Target, lang: Lang) -> String {
        Names::target(self.0, target, lang)
    }

    fn org(&self, id: OrgId, lang: Lang) -> String {
        Names::org(self.0, id, lang)
    }

    fn kind(&self, id: KindId, lang: Lang) -> String {
        Names::kind(self.0, id, lang)
    }

    fn log(&self, id: ClassId, lang: Lang) -> String {
        Names::log(self.0, id, lang)
    }

    fn action(&self, id: ActionId, lang: Lang) -> String {
        Names::action(self.0, id, lang)
    }

    fn form(&self, id: FormId, lang: Lang) -> String {
        Names::form(self.0, id, lang)
    }

    fn duty(&self, id: DutyId, lang: Lang) -> String {
        Names::duty(self.0, id, lang)
    }

    fn phase(&self, id: PhaseId, lang: Lang) -> String {
        Names::phase(self.0, id, lang)
    }

    fn team(&self, id: TeamId) -> String {
        Names::team(self.0, id)
    }

    fn cell(&self, id: TeamId) -> Option<Cell> {
        Names::cell(self.0, id)
    }

    fn named(&self, written: &str) -> Option<Target> {
        Names::named(self.0, written)
    }

    fn choice(&self, id: InjectId, name: &str, lang: Lang) -> Option<String> {
        Names::choice(self.0, id, name, lang)
    }

    fn objective(&self, name: &str, lang: Lang) -> String {
        Names::objective(self.0, name, lang)
    }

    fn mark(&self, id: MarkId) -> Option<String> {
        Names::mark(self.0, id)
    }

    fn rule(&self, id: RuleId, lang: Lang) -> Option<String> {
        Names::rule(self.0, id, lang)
    }

    fn inject(&self, id: InjectId, lang: Lang) -> Option<String> {
        Names::inject(self.0, id, lang)
    }

    fn step(&self, id: StepId, lang: Lang) -> Option<String> {
        Names::step(self.0, id, lang)
    }

    fn weak(&self, id: WeakId, lang: Lang) -> Option<String> {
        Names::weak(self.0, id, lang)
    }

    fn indicator(&self, id: IndicatorId, lang: Lang) -> Option<String> {
        Names::indicator(self.0, id, lang)
    }
}
