//! A zone and its hosts, and a host: only what the team knows of them. What it was never told is
//! not shown as well; it is not shown at all.

use engine::view::Blue;
use engine::view::seen::{HostSeen, Site};
use engine::words::name::{HostId, ServiceId, ZoneId};
use engine::words::target::Target;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::order::{Ordering, say_of};
use crate::screens::blue::respond::state;
use crate::screens::blue::shown;
use crate::screens::blue::zones::{cleaned, held, unchecked};
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Respond,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "work-key-open"),
    (Does::Respond, "r", "work-key-respond-here"),
    (Does::Leave, "esc", "key-leave"),
]);

/// The most hosts of a zone that are listed besides those that are known.
const LISTED: usize = 1_000;

/// A zone.
pub struct Zone {
    zone: ZoneId,
    cursor: Cursor,
}

impl Zone {
    /// This one.
    pub fn of(zone: ZoneId) -> Self {
        Self {
            zone,
            cursor: Cursor::default(),
        }
    }

    /// Hosts of which something is known, then the others.
    fn hosts(&self, see: &See<'_, Blue>) -> Vec<HostId> {
        let here = |host: &HostId| see.brief.host_place(*host).0 == self.zone;
        let mut known = crate::screens::blue::known::hosts(see);
        known.retain(here);
        let all = see.brief.hosts_of(self.zone).flatten().map(HostId);
        let rest: Vec<HostId> = all.filter(|h| !known.contains(h)).take(LISTED).collect();
        known.extend(rest);
        known
    }
}

/// What is known of a host's state, each with since when.
fn told(see: &See<'_, Blue>, host: HostId) -> Vec<(Mark, &'static str, Tick)> {
    let none = HostSeen::default();
    let seen = see.view.hosts.get(&host).unwrap_or(&none);
    let all = [
        (Mark::Bad, "work-host-encrypted", seen.encrypted),
        (Mark::Bad, "work-host-unpowered", seen.unpowered),
        (Mark::Bad, "work-host-found", held(see, host)),
        (Mark::Waiting, "work-host-isolated", seen.isolated),
        (Mark::Good, "work-host-rebuilt", seen.rebuilt),
        (Mark::Good, "work-host-cleaned", cleaned(see, host)),
        (Mark::Waiting, "work-host-unchecked", unchecked(see, host)),
        (Mark::Good, "work-host-patched", seen.patched),
        (Mark::Good, "work-host-preserved", seen.preserved),
    ];
    let known = all.into_iter();
    known
        .filter_map(|(mark, key, at)| Some((mark, key, at?)))
        .collect()
}

fn alerts_on(see: &See<'_, Blue>, host: HostId) -> usize {
    let alerts = see.view.alerts.values();
    alerts.filter(|alert| alert.host == Some(host)).count()
}

impl Screen<Blue> for Zone {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.text(see.brief.zone(self.zone).1)
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = self.hosts(see);
        let chosen = self
            .cursor
            .at(all.len())
            .and_then(|at| all.get(at).copied());
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, chosen) {
            (Some(Does::Open), Some(host)) => Reply::Open(Box::new(Host::of(host))),
            (Some(Does::Respond), Some(host)) => {
                Reply::Open(Box::new(Ordering::new(Some(Target::Host(host)))))
            }
            (Some(Does::Leave), _) => Reply::Close,
            _ => {
                self.cursor.update(input, all.len(), 1);
                Reply::Stay
            }
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(ratatui::widgets::Clear, area);
        let all = self.hosts(see);
        let zone = see.brief.zone(self.zone);
        let title = Value::from(see.text(zone.1));
        let head = match zone.2 {
            Some(org) => {
                let org = Value::from(see.text(see.brief.org(org).1));
                see.say_with("work-zone-head", &[("zone", title), ("org", org)])
            }
            // Nobody runs the Internet.
            None => see.say_with("work-zone-head-alone", &[("zone", title)]),
        };
        let inside = panel(frame, area, &head, see.theme);
        let columns = [
            Column::new(see.say("work-col-host"), 16, 0),
            Column::new(see.say("work-col-what"), 24, 1).growing(),
            Column::new(see.say("work-col-state"), 28, 0),
            Column::new(see.say("work-col-org"), 26, 3),
            Column::new(see.say("work-col-alerts"), 8, 0).right(),
        ];
        let rows = (all.len(), self.cursor.at(all.len()));
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            host_row(see, all[place])
        });
    }
}

fn host_row(see: &See<'_, Blue>, host: HostId) -> Row {
    let told = told(see, host);
    let alerts = alerts_on(see, host);
    let mark = match (told.first(), alerts) {
        (Some((mark, ..)), _) => *mark,
        (None, 0) => Mark::Unknown,
        (None, _) => Mark::Warn,
    };
    let isolated = told.iter().find(|(_, key, _)| *key == "work-host-isolated");
    let state = match told.first() {
        // Held, and cut off: both matter at a glance.
        Some((_, "work-host-found", _)) if isolated.is_some() => see.say("work-host-held-isolated"),
        Some((_, key, at)) => since(see, key, *at),
        None => see.say("work-host-nothing"),
    };
    let (about, _) = see.brief.host_about(host);
    let org = see.brief.host_place(host).1;
    let alerts = if alerts == 0 {
        "-".to_owned()
    } else {
        alerts.to_string()
    };
    Row::marked(mark)
        .text(see.brief.host_name(host))
        .cell(Ink::Dim, see.text(about))
        .cell(mark.ink(), state)
        .cell(Ink::Dim, see.text(see.brief.org(org).1))
        .text(alerts)
}

fn since(see: &See<'_, Blue>, key: &str, at: Tick) -> String {
    let args = [
        ("what", Value::from(see.say(key))),
        ("at", Value::from(see.calendar(at))),
    ];
    see.say_with("work-host-since", &args)
}

/// A host.
pub struct Host {
    host: HostId,
    from: usize,
}

impl Host {
    /// A host, from the top.
    pub fn of(host: HostId) -> Self {
        Self { host, from: 0 }
    }
}

#[derive(Clone, Copy)]
enum HostDoes {
    Down,
    Up,
    Respond,
    Leave,
}

const HOST_KEYS: Keys<HostDoes> = Keys(&[
    (HostDoes::Respond, "r", "work-key-respond-here"),
    (HostDoes::Down, "j down pgdn", "key-down"),
    (HostDoes::Up, "k up pgup", "key-up"),
    (HostDoes::Leave, "esc", "key-leave"),
]);

impl Screen<Blue> for Host {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.brief.host_name(self.host)
    }

    fn keys(&self) -> Vec<KeyShown> {
        HOST_KEYS.shown()
    }

    fn update(&mut self, input: &Input, _: &See<'_, Blue>) -> Reply<Blue> {
        let Some(press) = input.pressed() else {
            return Reply::Stay;
        };
        match HOST_KEYS.of(&press) {
            Some(HostDoes::Down) => self.from = (self.from + 1).min(500),
            Some(HostDoes::Up) => self.from = self.from.saturating_sub(1),
            Some(HostDoes::Respond) => {
                let target = Some(Target::Host(self.host));
                return Reply::Open(Box::new(Ordering::new(target)));
            }
            Some(HostDoes::Leave) => return Reply::Close,
            None => {}
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(ratatui::widgets::Clear, area);
        let title = see.brief.host_name(self.host);
        let inside = panel(frame, area, &title, see.theme);
        prose(
            frame,
            inside,
            &self.text(see).join("\n"),
            self.from,
            see.theme,
        );
    }
}

impl Host {
    fn text(&self, see: &See<'_, Blue>) -> Vec<String> {
        let host = self.host;
        let (about, role) = see.brief.host_about(host);
        let (zone, org) = see.brief.host_place(host);
        let mut all = vec![
            see.text(about),
            say_of(see, "work-host-role", see.text(role)),
            say_of(see, "work-host-address", see.brief.host_ip(host)),
            say_of(see, "work-host-zone", see.text(see.brief.zone(zone).1)),
            say_of(see, "work-host-org", see.text(see.brief.org(org).1)),
            String::new(),
            see.say("work-host-state"),
        ];
        let told = told(see, host);
        if told.is_empty() {
            all.push(format!("? {}", see.say("work-host-nothing")));
        }
        let state_line = |(mark, key, at): (Mark, &'static str, Tick)| {
            format!("{} {}", mark.sign(), since(see, key, at))
        };
        all.extend(told.into_iter().map(state_line));
        self.services(see, &mut all);
        self.alerts(see, &mut all);
        self.runs(see, &mut all);
        all
    }

    fn services(&self, see: &See<'_, Blue>, all: &mut Vec<String>) {
        all.push(format!("\n{}", see.say("work-host-services")));
        let services = (0..see.brief.services()).map(ServiceId::of);
        let before = all.len();
        for id in services {
            let known = see.brief.service(id);
            let site = site(see, id, self.host);
            if site.is_some() || known.host == self.host {
                let seen = see.view.services.get(&id);
                let served = seen.map_or(1_000, |seen| seen.served());
                let why = seen.map_or(engine::words::fact::Why::Sound, |seen| seen.why);
                let why = crate::phrase::fact::why(see.phrases, why);
                let title = see.text(known.title);
                let site = site.map_or_else(String::new, |site| format!(" · {site}"));
                all.push(format!("- {title}: {}% ({why}){site}", served / 10));
            }
        }
        none(see, all, before);
    }

    fn alerts(&self, see: &See<'_, Blue>, all: &mut Vec<String>) {
        all.push(format!("\n{}", see.say("work-host-alerts")));
        let before = all.len();
        let here = see.view.alerts.values().rev();
        for alert in here.filter(|alert| alert.host == Some(self.host)) {
            let title = shown::rule(see, alert.rule).title;
            let at = see.calendar(alert.at);
            let verdict = match &alert.verdict {
                Some((_, verdict, _)) => crate::phrase::words::verdict(see.phrases, *verdict),
                None => see.say("work-host-untriaged"),
            };
            all.push(format!("- {at}  {title} ×{} ({verdict})", alert.times));
        }
        none(see, all, before);
    }

    fn runs(&self, see: &See<'_, Blue>, all: &mut Vec<String>) {
        all.push(format!("\n{}", see.say("work-host-runs")));
        let before = all.len();
        let target = Target::Host(self.host);
        for run in see
            .view
            .runs
            .values()
            .rev()
            .filter(|run| run.target == target)
        {
            let (mark, state) = state(see, run);
            let title = see.text(see.brief.action_title(run.action));
            all.push(format!("{} {title}: {state}", mark.sign()));
        }
        none(see, all, before);
    }
}

/// The host that a service runs on now.
pub fn runs_on(see: &See<'_, Blue>, id: ServiceId) -> HostId {
    let seen = see.view.services.get(&id);
    let standby = seen.and_then(|seen| seen.site.1.standby());
    standby.unwrap_or(see.brief.service(id).host)
}

/// How a service stands to a host: whether it runs there, stands by there, or has gone from there;
/// nothing if it has no standby, or nothing to do with this host.
fn site(see: &See<'_, Blue>, id: ServiceId, host: HostId) -> Option<String> {
    let known = see.brief.service(id);
    let standby = known.standby?.host;
    let seen = see.view.services.get(&id);
    let (since, now) = seen.map_or((Tick(0), Site::Own), |seen| seen.site);
    let at = [("at", Value::from(see.calendar(since)))];
    if known.host == host {
        return Some(match now.standby() {
            None => see.say("work-site-own"),
            Some(to) => {
                let to = Value::from(see.brief.host_name(to));
                see.say_with("work-site-away", &[("host", to)])
            }
        });
    }
    (standby == host).then(|| match now {
        Site::Own => see.say("work-site-ready"),
        Site::Standby(_) => see.say_with("work-site-here", &at),
        Site::InStep(_) => see.say_with("work-site-in-step", &at),
    })
}

fn none(see: &See<'_, Blue>, all: &mut Vec<String>, before: usize) {
    if all.len() == before {
        all.push(format!("- {}", see.say("work-host-none")));
    }
}
