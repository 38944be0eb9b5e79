//! The playbook bot: reads its queue, claims with evidence, contains, verifies, restores, sends the
//! notices. How, stands in the scenario's `playbook.yml`.

use crate::plan::Plan;
use crate::plan::written::{DoWritten, PlaybookWritten};
use crate::rehearsal::Shelf;
use crate::script::trigger::TriggerWritten;
use crate::view::blue::BlueView;
use crate::words::chance::Seed;
use crate::words::name::*;
use crate::words::order::*;
use crate::words::time::{HOUR, MINUTE, Span, Tick};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod cases;
mod evidence;
mod file;
mod losses;

/// How long the same response at the same place is not ordered again.
const SAME_AGAIN: Span = Span(3 * HOUR);
/// How long the same finding at the same host is not claimed again.
const CLAIM_AGAIN: Span = Span(2 * HOUR);
/// How long a look at a finished response takes.
const LOOK: Span = Span(3 * MINUTE);

enum Task {
    Read(AlertId),
    Do(DoWritten, String),
    Answer(String, String),
    File(usize),
    Verify(RunId),
    Assess(RunId),
    Close,
}

/// A bot that follows a playbook.
pub struct Playbook {
    book: Arc<PlaybookWritten>,
    plan: Arc<Plan>,
    team: TeamId,
    seed: Seed,
    tasks: BTreeMap<(Tick, u64), Task>,
    put: u64,
    analysts: Vec<Tick>,
    alerts_seen: usize,
    injects_seen: BTreeSet<InjectId>,
    runs_seen: usize,
    watched: BTreeSet<RunId>,
    found: BTreeSet<HostId>,
    weak: BTreeSet<WeakId>,
    files: BTreeSet<usize>,
    done: BTreeMap<(String, String), Tick>,
    flags: BTreeMap<(String, String), (bool, bool)>,
    claimed: BTreeMap<(Option<HostId>, String), Tick>,
    recovering: BTreeMap<usize, Tick>,
    hosts: BTreeSet<HostId>,
    techniques: BTreeSet<String>,
    first_claim: Option<Tick>,
    has_case: bool,
    quiet: Tick,
}

impl Playbook {
    /// A bot for this team.
    pub fn new(book: Arc<PlaybookWritten>, plan: Arc<Plan>, team: TeamId, seed: u64) -> Self {
        let mut bot = Self {
            analysts: vec![Tick(0); book.analysts as usize],
            book,
            plan,
            team,
            seed: Seed(seed),
            tasks: BTreeMap::new(),
            put: 0,
            alerts_seen: 0,
            injects_seen: BTreeSet::new(),
            runs_seen: 0,
            watched: BTreeSet::new(),
            found: BTreeSet::new(),
            weak: BTreeSet::new(),
            files: BTreeSet::new(),
            done: BTreeMap::new(),
            flags: BTreeMap::new(),
            claimed: BTreeMap::new(),
            recovering: BTreeMap::new(),
            hosts: BTreeSet::new(),
            techniques: BTreeSet::new(),
            first_claim: None,
            has_case: false,
            quiet: Tick(0),
        };
        for order in bot.book.clone().prepare.iter() {
            let on = order
                .on
                .as_ref()
                .map_or_else(String::new, |o| o.to_string());
            bot.flags.insert(
                (order.action.to_string(), on.clone()),
                (order.verify, order.assess),
            );
            bot.later(
                Tick(order.at.unwrap_or_default().0),
                Task::Do(order.clone(), on),
            );
        }
        bot
    }

    /// When it wants to look again.
    pub fn wake(&self) -> Option<Tick> {
        self.tasks.first_key_value().map(|((at, _), _)| *at)
    }

    /// Looks, and gives its orders.
    pub fn act(&mut self, view: &BlueView, shelf: &dyn Shelf) -> Vec<Order> {
        self.notice(view);
        let mut asks = self.findings(view);
        while let Some(entry) = self.tasks.first_entry() {
            if entry.key().0 > view.now {
                break;
            }
            let task = entry.remove();
            self.carry_out(task, view, shelf, &mut asks);
        }
        let order = |ask| Order {
            team: self.plan.roster.teams[self.team.at()].name.clone(),
            place: "bot".into(),
            ask: Ask::Blue(ask),
        };
        asks.into_iter().map(order).collect()
    }

    fn later(&mut self, at: Tick, task: Task) {
        self.tasks.insert((at, self.put), task);
        self.put += 1;
    }

    /// A length at the tempo of the scenario, as actions have theirs.
    fn paced(&self, span: Span) -> Span {
        Span(
            u32::try_from(u64::from(span.0) * u64::from(self.plan.tempo) / 1_000).unwrap_or(span.0),
        )
    }

    // ── what is new ──

    fn notice(&mut self, view: &BlueView) {
        let now = view.now;
        for (id, _) in view.alerts.iter().skip(self.alerts_seen) {
            let free = self.analysts.iter_mut().min().map(|a| (*a).max(now));
            let took = self
                .seed
                .fixed(u64::from(id.0), "bot-triage")
                .span(self.book.triage);
            let done = free.unwrap_or(now).after(took);
            if let Some(analyst) = self.analysts.iter_mut().min() {
                *analyst = done;
            }
            self.tasks.insert((done, self.put), Task::Read(*id));
            self.put += 1;
        }
        self.alerts_seen = view.alerts.len();
        self.notice_injects(view);
        self.notice_runs(view);
        self.notice_losses(view);
        for i in 0..self.book.files.len() {
            if !self.files.contains(&i) && self.holds(&self.book.files[i].on, view) {
                self.files.insert(i);
                let after = self.book.files[i].after.unwrap_or_default();
                self.later(now.after(after), Task::File(i));
            }
        }
        let new: Vec<HostId> = view.found().filter(|h| !self.found.contains(h)).collect();
        for host in new {
            self.found.insert(host);
            self.hosts.insert(host);
            self.plan_orders(&self.book.clone().found, now, &self.host_text(host));
        }
    }

    fn notice_injects(&mut self, view: &BlueView) {
        let new: Vec<InjectId> = view
            .injects
            .keys()
            .filter(|i| !self.injects_seen.contains(i))
            .copied()
            .collect();
        for id in new {
            self.injects_seen.insert(id);
            let name = self.plan.msel.injects[id.at()].name.clone();
            let book = self.book.clone();
            for upon in book.injects.iter().filter(|u| *u.inject.as_str() == *name) {
                let at = view.now.after(upon.after.unwrap_or_default());
                if let Some(answer) = &upon.answer {
                    self.later(at, Task::Answer(name.to_string(), answer.clone()));
                }
                self.plan_orders(&upon.orders, at, "");
            }
        }
    }

    fn notice_runs(&mut self, view: &BlueView) {
        self.watched
            .extend(view.runs.keys().skip(self.runs_seen).copied());
        self.runs_seen = view.runs.len();
        let over: Vec<RunId> = self
            .watched
            .iter()
            .copied()
            .filter(|r| view.runs[r].ended.is_some())
            .collect();
        for run in over {
            self.watched.remove(&run);
            let seen = &view.runs[&run];
            let action = &self.plan.catalogue.actions[seen.action.at()].name;
            let key = (action.to_string(), self.plan.map.target_text(&seen.target));
            let (verify, assess) = self.flags.get(&key).copied().unwrap_or_default();
            if !seen.is_done() {
                // What did not come off may be ordered again at the next occasion.
                self.done.remove(&key);
                continue;
            }
            if verify {
                self.later(view.now.after(LOOK), Task::Verify(run));
            }
            if assess {
                self.later(view.now.after(LOOK).after(LOOK), Task::Assess(run));
            }
        }
    }

    fn holds(&self, trigger: &TriggerWritten, view: &BlueView) -> bool {
        let plan = &self.plan;
        let service = |name: &str| {
            let id = plan.map.names.services.get(name).map(ServiceId::of);
            id.and_then(|id| view.services.get(&id))
                .is_some_and(|seen| seen.served() < 500)
        };
        match trigger {
            TriggerWritten::Declared(_) | TriggerWritten::Claimed(_) => !view.claims.is_empty(),
            TriggerWritten::Inject(name) => plan
                .msel
                .names
                .get(name)
                .is_some_and(|i| view.injects.contains_key(&InjectId::of(i))),
            TriggerWritten::Down(name) => service(name),
            TriggerWritten::Ran(name) => plan
                .catalogue
                .action(name)
                .is_some_and(|a| view.runs.values().any(|r| r.action == a && r.is_done())),
            TriggerWritten::Filed(name) => {
                let form = plan.papers.form_names.get(name).map(FormId::of);
                view.filed.iter().any(|paper| Some(paper.form) == form)
            }
            TriggerWritten::Phase(name) => {
                plan.phase_names.get(name).map(PhaseId::of) == view.course.phase
            }
            TriggerWritten::Closed(_) => {
                let mut cases = view.cases.values();
                cases.len() > 0 && cases.all(|case| case.phase == CasePhase::Closed)
            }
            _ => false,
        }
    }

    // ── what it does ──

    fn carry_out(
        &mut self,
        task: Task,
        view: &BlueView,
        shelf: &dyn Shelf,
        asks: &mut Vec<BlueAsk>,
    ) {
        match task {
            Task::Read(alert) => self.read(alert, view, shelf, asks),
            Task::Do(order, on) => {
                self.hosts
                    .extend(self.plan.map.host(on.strip_prefix("host:").unwrap_or("")));
                asks.push(BlueAsk::Act(Act {
                    action: order.action.as_str().into(),
                    on: on.as_str().into(),
                    via: order
                        .via
                        .as_ref()
                        .map_or_else(|| "".into(), |v| v.as_str().into()),
                    ..Act::default()
                }));
            }
            Task::Answer(inject, choice) => {
                asks.push(BlueAsk::Answer {
                    inject: inject.as_str().into(),
                    choice: choice.as_str().into(),
                });
            }
            Task::File(i) => asks.extend(self.paper(i, view)),
            Task::Close => self.close_cases(view, asks),
            Task::Verify(run) => asks.push(BlueAsk::Verify { run }),
            Task::Assess(run) => {
                let text = "Đã kiểm tra hiệu quả; tiếp tục theo dõi.".to_owned();
                asks.push(BlueAsk::Assess { run, text });
            }
        }
    }

    fn read(&mut self, id: AlertId, view: &BlueView, shelf: &dyn Shelf, asks: &mut Vec<BlueAsk>) {
        let alert = &view.alerts[&id];
        let rule = &self.plan.sensing.rules[alert.rule.at()];
        let fields = shelf.record(alert.records[0]).unwrap_or_default();
        let stem = rule.stem.as_str();
        let fits = |pattern: &str| {
            pattern
                .strip_suffix('*')
                .map_or(pattern == stem, |p| stem.starts_with(p))
        };
        let reading = self.book.readings.iter().find(|r| fits(&r.rule));
        let excused = reading.is_some_and(|r| {
            !r.unless.is_empty()
                && r.unless
                    .iter()
                    .all(|(k, v)| fields.get(k).is_some_and(|f| f.contains(v.as_str())))
        });
        let by_level = || {
            self.book
                .levels
                .get(rule.level.as_str())
                .copied()
                .unwrap_or(Verdict::Benign)
        };
        let meant = if excused {
            Verdict::Benign
        } else {
            reading.map_or_else(by_level, |r| r.verdict)
        };
        let skill = if meant == Verdict::Attack {
            self.book.skill.attack
        } else {
            self.book.skill.benign
        };
        let right = self.seed.fixed(u64::from(id.0), "bot-skill").hits(skill);
        let verdict = match (right, meant) {
            (true, meant) => meant,
            (false, Verdict::Attack) => Verdict::Benign,
            (false, _) => Verdict::Attempt,
        };
        let technique = reading
            .and_then(|r| r.technique.clone())
            .or_else(|| rule.techniques.first().cloned());
        asks.push(BlueAsk::Triage {
            alert: id,
            verdict,
            reason: rule.title.clone(),
        });
        if verdict == Verdict::Attack {
            self.claim(id, technique, (view, shelf), asks);
        }
    }

    fn claim(
        &mut self,
        id: AlertId,
        technique: Option<String>,
        (view, shelf): (&BlueView, &dyn Shelf),
        asks: &mut Vec<BlueAsk>,
    ) {
        let alert = &view.alerts[&id];
        let says = technique.clone().unwrap_or_default();
        let key = (alert.host, says.clone());
        if self
            .claimed
            .get(&key)
            .is_some_and(|at| view.now.since(*at) < self.paced(CLAIM_AGAIN))
        {
            return;
        }
        self.claimed.insert(key, view.now);
        self.first_claim.get_or_insert(view.now);
        self.hosts.extend(alert.host);
        self.techniques.extend(technique.clone());
        let on = alert.host.map(|h| self.host_text(h)).unwrap_or_default();
        let scope = if on.is_empty() {
            Vec::new()
        } else {
            vec![Name::from(on.as_str())]
        };
        let level = if technique.is_some() {
            Level::Technique
        } else {
            Level::Malicious
        };
        let cites = self.evidence(alert, shelf, asks);
        asks.push(BlueAsk::Claim(Claim {
            scope,
            level,
            says: technique.iter().map(|t| t.as_str().into()).collect(),
            cites,
            note: String::new(),
        }));
        self.hold_together(id, view, asks);
        let book = self.book.clone();
        for answer in book
            .answers
            .iter()
            .filter(|a| says.starts_with(&a.technique))
        {
            self.plan_orders(&answer.orders, view.now, &on);
        }
    }

    fn plan_orders(&mut self, orders: &[DoWritten], from: Tick, claim_host: &str) {
        let mut at = from;
        for order in orders {
            at = at.after(order.after.unwrap_or_default());
            let written = order.on.as_ref().map_or("", |o| o.as_str());
            let on = if written == "claim-host" {
                claim_host.to_owned()
            } else {
                written.to_owned()
            };
            if written == "claim-host" && on.is_empty() {
                continue;
            }
            let key = (order.action.to_string(), on.clone());
            if self
                .done
                .get(&key)
                .is_some_and(|last| at.since(*last) < self.paced(SAME_AGAIN))
            {
                continue;
            }
            self.done.insert(key.clone(), at);
            self.flags.insert(key, (order.verify, order.assess));
            self.later(at, Task::Do(order.clone(), on));
        }
    }

    fn findings(&mut self, view: &BlueView) -> Vec<BlueAsk> {
        let all = view.weak.keys().copied();
        let new: Vec<WeakId> = all.filter(|weak| !self.weak.contains(weak)).collect();
        self.weak.extend(new.iter().copied());
        let map = &self.plan.map;
        let ask = |weak: WeakId| {
            let weak = &map.weak[weak.at()];
            let (at, text) = (
                map.target_text(&weak.at).as_str().into(),
                weak.title.vi.clone(),
            );
            BlueAsk::Finding {
                pillar: weak.pillar,
                at,
                text,
            }
        };
        new.into_iter().map(ask).collect()
    }

    fn host_text(&self, host: HostId) -> String {
        format!("host:{}", self.plan.map.host_name(host))
    }
}
