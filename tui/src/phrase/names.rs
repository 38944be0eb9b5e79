//! What a sentence needs to spell the numbers in a fact.
//!
//! A plan spells everything: it is for the organisers and the jury. A brief spells what its role
//! may know and leaves the rest as a number: a sentence cannot tell a defence the title of a step
//! of the campaign, nor of an inject that has not reached it. `Seen` is a brief with what the
//! defence was told since: it spells injects too.

use engine::plan::Plan;
use engine::script::msel::Inject;
use engine::view::blue::BlueView;
use engine::view::brief::Brief;
use engine::view::{Blue, Role};
use engine::words::cell::Cell;
use engine::words::name::{
    ActionId, ClassId, DutyId, FormId, IndicatorId, InjectId, KindId, MarkId, OrgId, PhaseId,
    RuleId, RunId, StepId, TeamId, WeakId,
};
use engine::words::target::Target;
use engine::words::text::{Lang, Text};
use jiff::civil::DateTime;

mod own;

pub use own::Numbered;

/// Names of what facts speak of, as far as their reader may know them. Where there is none, the
/// sentence says a number.
pub trait Names {
    /// The calendar at STARTEX.
    fn starts(&self) -> DateTime;
    /// A target, without the word for its kind: hosts, accounts and addresses by name, all else by
    /// title.
    fn target(&self, target: &Target, lang: Lang) -> String;
    /// An organisation.
    fn org(&self, id: OrgId, lang: Lang) -> String;
    /// A kind of control.
    fn kind(&self, id: KindId, lang: Lang) -> String;
    /// A class of log.
    fn log(&self, id: ClassId, lang: Lang) -> String;
    /// An action of any cell: a fact that names it was told.
    fn action(&self, id: ActionId, lang: Lang) -> String;
    /// A form.
    fn form(&self, id: FormId, lang: Lang) -> String;
    /// A duty.
    fn duty(&self, id: DutyId, lang: Lang) -> String;
    /// A phase.
    fn phase(&self, id: PhaseId, lang: Lang) -> String;
    /// A team.
    fn team(&self, id: TeamId) -> String;
    /// What a team does in the drill.
    fn cell(&self, id: TeamId) -> Option<Cell>;
    /// What somebody wrote as `kind:name`.
    fn named(&self, written: &str) -> Option<Target>;
    /// A number as people count: from 1. A team's own numbers are that already.
    fn counted(&self, number: u32) -> u32 {
        number
    }
    /// The number of a run as its team counts it, and whose it is where that must be said with it.
    fn run(&self, id: RunId) -> (u32, Option<TeamId>) {
        (self.counted(id.0), None)
    }
    /// What an answer to an inject says, which is told by its name.
    fn choice(&self, _: InjectId, _: &str, _: Lang) -> Option<String> {
        None
    }
    /// An objective of this name.
    fn objective(&self, name: &str, lang: Lang) -> String;
    /// A rule that the scenario ships.
    fn rule(&self, id: RuleId, lang: Lang) -> Option<String>;
    /// A readiness mark.
    fn mark(&self, id: MarkId) -> Option<String>;
    /// An inject.
    fn inject(&self, id: InjectId, lang: Lang) -> Option<String>;
    /// A step of the campaign.
    fn step(&self, id: StepId, lang: Lang) -> Option<String>;
    /// A planted weak point.
    fn weak(&self, id: WeakId, lang: Lang) -> Option<String>;
    /// An indicator of the city.
    fn indicator(&self, _: IndicatorId, _: Lang) -> Option<String> {
        None
    }
}

/// The title, or the number where a file names more than its plan has.
fn title(text: Option<&Text>, number: usize, lang: Lang) -> String {
    text.map_or_else(|| number.to_string(), |text| text.get(lang).to_owned())
}

/// What an answer to an inject says.
fn chosen(inject: &Inject, name: &str, lang: Lang) -> Option<String> {
    let choice = inject.choices.iter().find(|choice| choice.name == name)?;
    Some(choice.text.get(lang).to_owned())
}

impl Names for Plan {
    fn starts(&self) -> DateTime {
        self.starts
    }

    fn target(&self, target: &Target, lang: Lang) -> String {
        self.map.target_title(target, lang)
    }

    fn org(&self, id: OrgId, lang: Lang) -> String {
        title(self.map.orgs.get(id.at()).map(|o| &o.title), id.at(), lang)
    }

    fn kind(&self, id: KindId, lang: Lang) -> String {
        title(self.map.kinds.get(id.at()).map(|(_, t)| t), id.at(), lang)
    }

    fn log(&self, id: ClassId, lang: Lang) -> String {
        let class = self.sensing.classes.get(id.at());
        title(class.map(|class| &class.title), id.at(), lang)
    }

    fn action(&self, id: ActionId, lang: Lang) -> String {
        let action = self.catalogue.actions.get(id.at());
        title(action.map(|action| &action.title), id.at(), lang)
    }

    fn form(&self, id: FormId, lang: Lang) -> String {
        let form = self.papers.forms.get(id.at());
        title(form.map(|(_, form)| &form.title), id.at(), lang)
    }

    fn duty(&self, id: DutyId, lang: Lang) -> String {
        let duty = self.papers.duties.get(id.at());
        title(duty.map(|duty| &duty.title), id.at(), lang)
    }

    fn phase(&self, id: PhaseId, lang: Lang) -> String {
        let phase = self.phases.get(id.at());
        title(phase.map(|phase| &phase.title), id.at(), lang)
    }

    fn team(&self, id: TeamId) -> String {
        let team = self.roster.teams.get(id.at());
        team.map_or_else(|| id.0.to_string(), |team| team.name.to_string())
    }

    fn cell(&self, id: TeamId) -> Option<Cell> {
        Some(self.roster.teams.get(id.at())?.cell)
    }

    fn named(&self, written: &str) -> Option<Target> {
        self.map.target(written)
    }

    /// The engine's own numbers, which begin at 0.
    fn counted(&self, number: u32) -> u32 {
        number.saturating_add(1)
    }

    fn choice(&self, id: InjectId, name: &str, lang: Lang) -> Option<String> {
        chosen(self.msel.injects.get(id.at())?, name, lang)
    }

    fn objective(&self, name: &str, lang: Lang) -> String {
        let found = self.objectives.iter().find(|o| &*o.name == name);
        found.map_or_else(|| name.to_owned(), |o| o.title.get(lang).to_owned())
    }

    fn rule(&self, id: RuleId, lang: Lang) -> Option<String> {
        let rule = self.sensing.rules.get(id.at())?;
        let vi = rule.title_vi.as_ref().filter(|_| lang == Lang::Vi);
        Some(vi.unwrap_or(&rule.title).clone())
    }

    fn mark(&self, id: MarkId) -> Option<String> {
        self.catalogue.mark_name(id).map(ToString::to_string)
    }

    fn inject(&self, id: InjectId, lang: Lang) -> Option<String> {
        let inject = self.msel.injects.get(id.at())?;
        Some(inject.title.get(lang).to_owned())
    }

    fn step(&self, id: StepId, lang: Lang) -> Option<String> {
        let step = self.campaign.steps.get(id.at())?;
        Some(step.title.get(lang).to_owned())
    }

    fn weak(&self, id: WeakId, lang: Lang) -> Option<String> {
        Some(self.map.weak.get(id.at())?.title.get(lang).to_owned())
    }

    fn indicator(&self, id: IndicatorId, lang: Lang) -> Option<String> {
        let indicator = self.map.indicators.get(id.at())?;
        Some(indicator.title.get(lang).to_owned())
    }
}

impl<R: Role> Names for Brief<R> {
    fn starts(&self) -> DateTime {
        Self::starts(self)
    }

    fn target(&self, target: &Target, lang: Lang) -> String {
        self.target_title(target, lang)
    }

    fn org(&self, id: OrgId, lang: Lang) -> String {
        Self::org(self, id).1.get(lang).to_owned()
    }

    fn kind(&self, id: KindId, lang: Lang) -> String {
        self.kind_title(id).get(lang).to_owned()
    }

    fn log(&self, id: ClassId, lang: Lang) -> String {
        title(self.class(id).map(|(_, text)| text), id.at(), lang)
    }

    fn action(&self, id: ActionId, lang: Lang) -> String {
        self.action_title(id).get(lang).to_owned()
    }

    fn form(&self, id: FormId, lang: Lang) -> String {
        let form = self.forms().get(id.at());
        title(form.map(|(_, form)| &form.title), id.at(), lang)
    }

    fn duty(&self, id: DutyId, lang: Lang) -> String {
        Self::duty(self, id).title.get(lang).to_owned()
    }

    fn phase(&self, id: PhaseId, lang: Lang) -> String {
        let phase = self.phases().get(id.at());
        title(phase.map(|phase| &phase.title), id.at(), lang)
    }

    fn team(&self, id: TeamId) -> String {
        self.team_name(id).to_owned()
    }

    fn cell(&self, id: TeamId) -> Option<Cell> {
        self.team_cell(id)
    }

    fn named(&self, written: &str) -> Option<Target> {
        Self::target(self, written)
    }

    fn objective(&self, name: &str, _: Lang) -> String {
        name.to_owned()
    }

    fn rule(&self, id: RuleId, lang: Lang) -> Option<String> {
        self.rule_title(id, lang).map(ToOwned::to_owned)
    }

    fn mark(&self, id: MarkId) -> Option<String> {
        self.mark_name(id).map(ToString::to_string)
    }

    fn inject(&self, _: InjectId, _: Lang) -> Option<String> {
        None
    }

    fn step(&self, _: StepId, _: Lang) -> Option<String> {
        None
    }

    fn weak(&self, _: WeakId, _: Lang) -> Option<String> {
        None
    }
}

/// What the defence may know beforehand and what it was told since: injects that reached it have
/// their titles.
#[derive(Clone, Copy)]
pub struct Seen<'s> {
    /// What it may know beforehand.
    pub brief: &'s Brief<Blue>,
    /// What it was told since.
    pub view: &'s BlueView,
}

impl Names for Seen<'_> {
    fn starts(&self) -> DateTime {
        self.brief.starts()
    }

    fn target(&self, target: &Target, lang: Lang) -> String {
        Names::target(self.brief, target, lang)
    }

    fn org(&self, id: OrgId, lang: Lang) -> String {
        Names::org(self.brief, id, lang)
    }

    fn kind(&self, id: KindId, lang: Lang) -> String {
        Names::kind(self.brief, id, lang)
    }

    fn log(&self, id: ClassId, lang: Lang) -> String {
        Names::log(self.brief, id, lang)
    }

    fn action(&self, id: ActionId, lang: Lang) -> String {
        Names::action(self.brief, id, lang)
    }

    fn form(&self, id: FormId, lang: Lang) -> String {
        Names::form(self.brief, id, lang)
    }

    fn duty(&self, id: DutyId, lang: Lang) -> String {
        Names::duty(self.brief, id, lang)
    }

    fn phase(&self, id: PhaseId, lang: Lang) -> String {
        Names::phase(self.brief, id, lang)
    }

    fn team(&self, id: TeamId) -> String {
        Names::team(self.brief, id)
    }

    fn cell(&self, id: TeamId) -> Option<Cell> {
        Names::cell(self.brief, id)
    }

    fn named(&self, written: &str) -> Option<Target> {
        Names::named(self.brief, written)
    }

    fn choice(&self, id: InjectId, name: &str, lang: Lang) -> Option<String> {
        chosen(self.brief.inject(self.view, id)?, name, lang)
    }

    fn objective(&self, name: &str, lang: Lang) -> String {
        Names::objective(self.brief, name, lang)
    }

    fn rule(&self, id: RuleId, lang: Lang) -> Option<String> {
        Names::rule(self.brief, id, lang)
    }

    fn mark(&self, id: MarkId) -> Option<String> {
        Names::mark(self.brief, id)
    }

    fn inject(&self, id: InjectId, lang: Lang) -> Option<String> {
        let inject = self.brief.inject(self.view, id)?;
        Some(inject.title.get(lang).to_owned())
    }

    fn step(&self, _: StepId, _: Lang) -> Option<String> {
        None
    }

    fn weak(&self, _: WeakId, _: Lang) -> Option<String> {
        None
    }
}
