//! Which copy a response would work from, and how old that is, as far as a defence knows it: by
//! papers, or by what an inspection of the copy brought to light. Never the truth that nobody
//! looked up: it is folded from what the team was told, like all it sees.

use super::Brief;
use crate::action::written::Effect;
use crate::city::asset::is_doubtful;
use crate::view::Blue;
use crate::view::Role;
use crate::view::blue::BlueView;
use crate::view::seen::{CopySeen, Site};
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};

/// A copy that a response would work from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CopyAhead {
    /// Which one.
    pub backup: BackupId,
    /// How old its papers say it is; they may say nothing.
    pub declared: Option<Span>,
    /// What an inspection brought to light, if there was one.
    pub seen: Option<CopySeen>,
    /// Of how long a time what was entered may be lost, where a standby says so.
    pub rpo: Option<Span>,
}

/// What taking a service home would lose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HomeAhead {
    /// Nothing: its own site is in step, since when.
    InStep(Tick),
    /// All that was entered at the standby, since when and of how long a time.
    Behind(Tick, Span),
}

/// A copy, as its papers have it.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct CopyKnown<'b> {
    pub covers: &'b [ServiceId],
    pub declared: Option<Span>,
    /// Whether it follows its original: a replica.
    pub follows: bool,
}

impl<R: Role> Brief<R> {
    /// How many copies there are.
    pub fn backups(&self) -> usize {
        self.plan.map.backups.len()
    }

    /// A copy.
    pub fn backup(&self, id: BackupId) -> CopyKnown<'_> {
        let copy = &self.plan.map.backups[id.at()];
        CopyKnown {
            covers: &copy.covers,
            declared: copy.declared,
            follows: copy.follows,
        }
    }
}

impl Brief<Blue> {
    /// The copy that a response would work from, as far as the team knows; nothing if it works from
    /// none, or if all are known to be unreadable.
    pub fn copy_ahead(
        &self,
        view: &BlueView,
        action: ActionId,
        target: &Target,
    ) -> Option<CopyAhead> {
        let effects = &self.action(action)?.effects;
        let services = self.running_or_planned(view, target);
        let standby = services.first().and_then(|s| self.service(*s).standby);
        let ahead = |backup: BackupId| CopyAhead {
            backup,
            declared: self.backup(backup).declared,
            seen: view.copies.get(&backup).copied(),
            rpo: standby.map(|standby| standby.rpo),
        };
        let reads = |backup: &BackupId| {
            let mut tried = view.restored.iter();
            !tried.any(|one| one.backup == *backup && one.lost.is_none())
        };
        let moves = effects.contains(&Effect::FailOver);
        if moves && standby.is_none() {
            return None;
        }
        let doubted = |backup: &BackupId| {
            view.copies
                .get(backup)
                .is_some_and(|seen| is_doubtful(seen.bad))
        };
        let sound = |backup: &BackupId| reads(backup) && !doubted(backup);
        if moves && let Some(kept) = standby.map(|standby| standby.copy).filter(sound) {
            return Some(ahead(kept));
        }
        if !effects.iter().any(Effect::is_from_copy) {
            return None;
        }
        let covers = |backup: &BackupId| {
            let covers = &self.backup(*backup).covers;
            services.iter().any(|service| covers.contains(service))
        };
        let all = (0..self.backups()).map(BackupId::of);
        let fit = all.filter(|backup| covers(backup) && reads(backup));
        let newest = fit.min_by_key(|b| (doubted(b), believed(view, self.backup(*b), *b), *b));
        newest.map(ahead)
    }

    /// What a response that takes a service home would lose now, as far as the team knows; nothing
    /// for any other response, or for a service that is at home.
    pub fn home_ahead(
        &self,
        view: &BlueView,
        action: ActionId,
        target: &Target,
    ) -> Option<HomeAhead> {
        let Target::Service(service) = target else {
            return None;
        };
        let takes_home = self.action(action)?.effects.contains(&Effect::FailBack);
        let seen = view.services.get(service).filter(|_| takes_home)?;
        let away = seen.away?;
        match seen.site {
            (at, Site::InStep(_)) => Some(HomeAhead::InStep(at)),
            _ => {
                // While it serves nobody, nothing is entered.
                let idle = seen.history.last().filter(|(_, served)| *served == 0);
                let until = idle.map_or(view.now, |(at, _)| (*at).max(away));
                Some(HomeAhead::Behind(away, until.since(away)))
            }
        }
    }

    /// The services that a copy of a target would have to cover.
    fn running_or_planned(&self, view: &BlueView, target: &Target) -> Vec<ServiceId> {
        match *target {
            Target::Service(service) => vec![service],
            Target::Host(host) => {
                let all = (0..self.services()).map(ServiceId::of);
                let on = |id: &ServiceId| {
                    let seen = view.services.get(id);
                    let standby = seen.and_then(|seen| seen.site.1.standby());
                    standby == Some(host) || self.service(*id).host == host
                };
                all.filter(on).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// How old a copy is now, as far as anything is known of it; what nothing is known of comes last.
fn believed(view: &BlueView, copy: CopyKnown<'_>, id: BackupId) -> Span {
    let grown = |age: Span, since: u32| match copy.follows {
        true => age,
        false => Span(age.0.saturating_add(view.now.0.saturating_sub(since))),
    };
    match (view.copies.get(&id), copy.declared) {
        (Some(seen), _) => grown(seen.age, seen.at.0),
        (None, Some(declared)) => grown(declared, 0),
        (None, None) => Span(u32::MAX),
    }
}
