//! The views of a drill's teams, kept as time passes: each team is told what is new, and its view
//! takes it in.
//!
//! A view is shared: a screen may hold one as it was while the drill goes on, and only then is it
//! copied.

use crate::team::Roster;
use crate::view::blue::BlueView;
use crate::view::observer::ObserverView;
use crate::view::red::RedView;
use crate::view::told::{Telling, Told};
use crate::words::cell::Cell;
use crate::words::fact::Fact;
use crate::words::name::{OrderId, TeamId};
use crate::words::order::{Ask, RedAsk};
use crate::words::time::Tick;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All views, with what each team is told by.
pub(super) struct Views {
    pub(super) blue: BTreeMap<TeamId, Watched<BlueView>>,
    pub(super) red: BTreeMap<TeamId, Watched<RedView>>,
    pub(super) observer: Watched<ObserverView>,
}

/// One view.
pub(super) struct Watched<V> {
    pub(super) telling: Telling,
    pub(super) view: Arc<V>,
}

/// A view that is folded from what is told.
pub(super) trait Fold: Clone + Default {
    fn now(&mut self) -> &mut Tick;
    fn take(&mut self, told: &Told);
}

macro_rules! folds {
    ($($view:ident)*) => {$(
        impl Fold for $view {
            fn now(&mut self) -> &mut Tick {
                &mut self.now
            }

            fn take(&mut self, told: &Told) {
                Self::take(self, told);
            }
        }
    )*};
}

folds! { BlueView RedView ObserverView }

impl Views {
    pub(super) fn new(roster: &Roster) -> Self {
        fn of<V: Fold>(roster: &Roster, cell: Cell) -> BTreeMap<TeamId, Watched<V>> {
            let teams = roster.of_cell(cell);
            teams
                .map(|team| (team, Watched::new(Telling::team(team, cell))))
                .collect()
        }
        Self {
            blue: of(roster, Cell::Blue),
            red: of(roster, Cell::Red),
            observer: Watched::new(Telling::public()),
        }
    }

    /// What a team that plays is told by.
    pub(super) fn telling(&self, team: TeamId) -> Option<&Telling> {
        let blue = self.blue.get(&team).map(|watched| &watched.telling);
        blue.or_else(|| self.red.get(&team).map(|watched| &watched.telling))
    }

    /// The team gave this order.
    pub(super) fn ordered(&mut self, team: TeamId, order: OrderId, ask: &Ask) {
        if let Some(blue) = self.blue.get_mut(&team) {
            blue.telling.ordered(order);
        }
        if let Some(red) = self.red.get_mut(&team) {
            red.telling.ordered(order);
            if let (Ask::Red(RedAsk::Act(act)), Some(own)) = (ask, red.telling.order(order)) {
                Arc::make_mut(&mut red.view).asked.insert(own, act.clone());
            }
        }
    }

    /// Tells everybody what is new in these facts, which are all there are.
    pub(super) fn go_on(&mut self, now: Tick, facts: &[Fact]) {
        self.blue.values_mut().for_each(|one| one.go_on(now, facts));
        self.red.values_mut().for_each(|one| one.go_on(now, facts));
        self.observer.go_on(now, facts);
    }
}

impl<V: Fold> Watched<V> {
    fn new(telling: Telling) -> Self {
        Self {
            telling,
            view: Arc::default(),
        }
    }

    fn go_on(&mut self, now: Tick, facts: &[Fact]) {
        let told = self.telling.go_on(facts);
        let view = Arc::make_mut(&mut self.view);
        *view.now() = now;
        told.iter().for_each(|one| view.take(one));
    }
}
