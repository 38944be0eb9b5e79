//! A storm of orders, sensible and absurd: the drill stands, answers every one of them, keeps its
//! time, and does the same again when the same is ordered again.

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::rehearsal::{BotKind, Bots};
use engine::words::fact::Cause;
use engine::words::name::*;
use engine::words::order::{
    Act, Ask, BlueAsk, CasePhase, Claim, Entry, JuryAsk, Level, Order, Pillar, Rating, RedAsk,
    RedFinding, RequestKind, Severity, Verdict, WhiteAsk,
};
use engine::words::time::{DAY, Tick};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tests::hold;
use tests::nonsense::{NONSENSE, RULES};
use tests::scenario::{Dice, Given, plan, play_on_keeping, replayed};

/// How many orders one storm has.
const ORDERS: usize = 250;

/// What a storm draws from.
struct Words {
    actions: Vec<Name>,
    targets: Vec<Name>,
    plain: Vec<Name>,
}

impl Words {
    fn of(plan: &Plan) -> Self {
        let names = &plan.map.names;
        let kinds = [
            ("service", &names.services),
            ("account", &names.accounts),
            ("zone", &names.zones),
            ("link", &names.links),
            ("org", &names.orgs),
            ("address", &names.addresses),
            ("data", &names.data),
            ("backup", &names.backups),
            ("control", &names.controls),
        ];
        let mut targets: Vec<Name> = vec!["none".into(), "address:192.0.2.254".into()];
        let mut plain: Vec<Name> = vec!["sitrep".into(), "warning".into(), "soc".into()];
        for (kind, names) in kinds {
            targets.extend(names.iter().map(|name| format!("{kind}:{name}").into()));
            plain.extend(names.iter().map(Name::from));
        }
        let hosts = (0..plan.map.hosts).step_by(7).take(200);
        for host in hosts.map(|host| plan.map.host_name(engine::words::name::HostId(host))) {
            targets.push(format!("host:{host}").into());
            plain.push(host.into());
        }
        plain.extend(plan.msel.injects.iter().map(|inject| inject.name.clone()));
        Self {
            actions: plan
                .catalogue
                .actions
                .iter()
                .map(|a| a.name.clone())
                .collect(),
            targets,
            plain,
        }
    }

    fn nonsense(dice: &mut Dice) -> Name {
        if dice.once_in(12) {
            return "x".repeat(9_000 + dice.below(100_000)).into();
        }
        (*dice.of(&NONSENSE)).into()
    }

    fn name(&self, dice: &mut Dice, from: &[Name]) -> Name {
        if dice.once_in(6) {
            Self::nonsense(dice)
        } else {
            dice.of(from).clone()
        }
    }

    fn perhaps(&self, dice: &mut Dice) -> Name {
        if dice.once_in(3) {
            self.name(dice, &self.plain)
        } else {
            "".into()
        }
    }

    fn text(&self, dice: &mut Dice) -> String {
        self.name(dice, &self.plain).to_string()
    }

    fn act(&self, dice: &mut Dice) -> Act {
        Act {
            action: self.name(dice, &self.actions),
            on: self.name(dice, &self.targets),
            from: self.perhaps(dice),
            c2: self.perhaps(dice),
            using: self.perhaps(dice),
            via: self.perhaps(dice),
            lasts: *dice.of(&[0, 1, 600, u32::MAX]),
        }
    }

    fn claim(&self, dice: &mut Dice) -> Claim {
        let many = *dice.of(&[0, 1, 2, 3, 64, 65, 5_000]);
        Claim {
            scope: (0..dice.below(5))
                .map(|_| self.name(dice, &self.targets))
                .collect(),
            level: *dice.of(&[Level::Suspicious, Level::Tactic, Level::Technique]),
            says: vec!["T1190".into(), Self::nonsense(dice)],
            cites: (0..many).map(|_| record(dice)).collect(),
            note: self.text(dice),
        }
    }

    /// What blue writes at its desk.
    fn desk(&self, dice: &mut Dice, text: String) -> BlueAsk {
        match dice.below(6) {
            0 => BlueAsk::Attach {
                case: CaseId(id(dice)),
                alerts: (0..dice.below(3)).map(|_| AlertId(id(dice))).collect(),
                records: (0..dice.below(80)).map(|_| record(dice)).collect(),
                note: text,
            },
            1..4 => BlueAsk::WriteRule {
                rule: self.name(dice, &self.plain),
                text: if dice.once_in(6) {
                    text
                } else {
                    (*dice.of(&RULES)).to_owned()
                },
            },
            4 => BlueAsk::Protest {
                about: self.name(dice, &self.plain),
                text,
            },
            _ => BlueAsk::Request {
                kind: self.kind(dice),
                text,
            },
        }
    }

    fn paper(&self, dice: &mut Dice) -> BlueAsk {
        let entry = |_| Entry::new(Self::nonsense(dice), self.text(dice));
        let entries = (0..4).map(entry).collect();
        BlueAsk::File {
            form: self.name(dice, &self.plain),
            to: self.name(dice, &self.plain),
            entries,
            duty: (dice.below(2) == 0).then(|| self.name(dice, &self.plain)),
        }
    }

    fn blue(&self, dice: &mut Dice) -> BlueAsk {
        let verdicts = [Verdict::Attack, Verdict::Attempt, Verdict::Benign];
        let phases = [CasePhase::Verify, CasePhase::Contain, CasePhase::Closed];
        let (run, text) = (RunId(id(dice)), self.text(dice));
        match dice.below(26) {
            20..26 => self.desk(dice, text),
            0 => BlueAsk::Verify { run },
            1 => BlueAsk::Assess { run, text },
            2 => BlueAsk::Undo { run },
            3 => BlueAsk::Search { query: text },
            4 => BlueAsk::Triage {
                alert: AlertId(id(dice)),
                verdict: *dice.of(&verdicts),
                reason: text,
            },
            5 => BlueAsk::OpenCase {
                title: text,
                alerts: (0..dice.below(80)).map(|_| AlertId(id(dice))).collect(),
            },
            6 => BlueAsk::MoveCase {
                case: CaseId(id(dice)),
                phase: *dice.of(&phases),
            },
            7 => BlueAsk::Claim(self.claim(dice)),
            8 if dice.below(2) == 0 => BlueAsk::Weigh {
                inject: self.name(dice, &self.plain),
                taken: dice.below(2) == 0,
                reason: text,
            },
            8 => BlueAsk::Answer {
                inject: self.name(dice, &self.plain),
                choice: self.name(dice, &self.plain),
            },
            9 => self.paper(dice),
            10 => BlueAsk::Finding {
                pillar: Pillar::People,
                at: self.name(dice, &self.targets),
                text,
            },
            11 => BlueAsk::Rule {
                rule: self.name(dice, &self.plain),
                on: dice.once_in(2),
            },
            12 => BlueAsk::Say { text },
            _ => BlueAsk::Act(self.act(dice)),
        }
    }

    fn kind(&self, dice: &mut Dice) -> RequestKind {
        let name = self.name(dice, &self.plain);
        match dice.below(3) {
            0 => RequestKind::Unblock { address: name },
            1 => RequestKind::Check { what: name },
            _ => RequestKind::Other,
        }
    }

    fn finding(&self, dice: &mut Dice, text: String) -> RedFinding {
        let all = [Severity::Low, Severity::Medium, Severity::Critical];
        RedFinding {
            title: self.text(dice),
            severity: *dice.of(&all),
            on: self.name(dice, &self.targets),
            resources: self.text(dice),
            data: text,
            users: String::new(),
            steps: String::new(),
            fix: self.text(dice),
            evidence: (0..dice.below(4)).map(|_| RunId(id(dice))).collect(),
        }
    }

    fn white(&self, dice: &mut Dice, name: Name, text: String) -> WhiteAsk {
        let inject = match dice.below(3) {
            0 => format!("new:{}", id(dice) % 400).into(),
            _ => name,
        };
        match dice.below(9) {
            0 => WhiteAsk::Skip { inject },
            1 => WhiteAsk::Resend { inject },
            2 => WhiteAsk::Mark {
                inject,
                met: dice.once_in(2),
                note: text,
            },
            3 => WhiteAsk::WriteInject {
                to: dice.of(&["blue".into(), inject]).clone(),
                title: "x".to_owned(),
                expects: text.clone(),
                text,
            },
            4 => WhiteAsk::Tell {
                to: dice.of(&["red".into(), inject]).clone(),
                text,
            },
            5 => WhiteAsk::Settle {
                request: RequestId(id(dice) % 20),
                granted: dice.once_in(2),
                text,
            },
            6 => WhiteAsk::Clock {
                pace: id(dice),
                paused: dice.once_in(2),
            },
            7 if dice.once_in(300) => WhiteAsk::EndNow,
            _ => WhiteAsk::Note {
                at: Some(id(dice)),
                text,
            },
        }
    }

    fn jury(dice: &mut Dice, reason: String) -> JuryAsk {
        if dice.once_in(2) {
            return JuryAsk::Grade {
                paper: PaperId(id(dice) % 10),
                points: u8::try_from(dice.below(130)).unwrap_or(0),
                reason,
            };
        }
        JuryAsk::SettleProtest {
            protest: ProtestId(id(dice) % 10),
            upheld: dice.once_in(2),
            reason,
        }
    }

    fn ask(&self, dice: &mut Dice) -> Ask {
        let name = self.name(dice, &self.plain);
        let text = self.text(dice);
        match dice.below(36) {
            24..29 => Ask::White(self.white(dice, name, text)),
            29..31 => Ask::Jury(Self::jury(dice, text)),
            31 => Ask::Red(RedAsk::Request {
                kind: self.kind(dice),
                text,
            }),
            32 => Ask::Red(RedAsk::Report(Box::new(self.finding(dice, text)))),
            0 => Ask::White(WhiteAsk::Fire { inject: name }),
            1 => Ask::White(WhiteAsk::Hold { inject: name }),
            2 => Ask::White(WhiteAsk::Announce { text }),
            3 => Ask::White(WhiteAsk::OrderUnblock { address: name }),
            4 if dice.once_in(40) => Ask::White(WhiteAsk::EndAt { at: id(dice) }),
            5 => Ask::White(WhiteAsk::Release),
            6 => Ask::Jury(JuryAsk::Rate {
                objective: name,
                rating: Rating::M,
                reason: text,
            }),
            7 => Ask::Jury(JuryAsk::Note { at: None, text }),
            8 => Ask::Jury(JuryAsk::Rule {
                claim: ClaimId(id(dice)),
                text,
            }),
            9 => Ask::Red(RedAsk::Undo {
                run: RunId(id(dice)),
            }),
            10 => Ask::Red(RedAsk::Say { text }),
            11..16 => Ask::Red(RedAsk::Act(self.act(dice))),
            _ => Ask::Blue(self.blue(dice)),
        }
    }

    fn order(&self, dice: &mut Dice, plan: &Plan) -> Order {
        let ask = self.ask(dice);
        let own = plan.roster.first(ask.cell());
        let own = own.map(|team| plan.roster.teams[team.at()].name.clone());
        let other = dice.of(&plan.roster.teams).name.clone();
        let team = match dice.below(12) {
            0 => Self::nonsense(dice),
            1 => other,
            _ => own.unwrap_or(other),
        };
        Order {
            team,
            place: Self::nonsense(dice),
            ask,
        }
    }
}

fn record(dice: &mut Dice) -> RecordId {
    RecordId(id(dice).into())
}

/// A number: mostly of something there is, sometimes beyond everything.
fn id(dice: &mut Dice) -> u32 {
    let far = [u32::MAX, u32::MAX - 1, 1 << 31, 65_536, 65_535];
    if dice.once_in(8) {
        *dice.of(&far)
    } else {
        u32::try_from(dice.below(300)).unwrap_or(0)
    }
}

/// The orders of one storm, with their moments; more of them than any one tick expects.
fn storm(plan: &Plan, seed: u64, length: u32) -> Given {
    let mut dice = Dice::new(seed);
    let words = Words::of(plan);
    let (mut at, mut left) = (0, ORDERS);
    let mut given = Given::new();
    while left > 0 {
        let step = 2 * length as usize / ORDERS * 4;
        at += u32::try_from(dice.below(step)).unwrap_or(0);
        let many = (1 + dice.below(8)).min(left);
        left -= many;
        let orders = (0..many).map(|_| words.order(&mut dice, plan)).collect();
        given.push((Tick(at), orders));
    }
    given
}

/// Whether facts come in the order of their times.
fn keeps_time(drill: &Drill) -> bool {
    let mut pairs = drill.facts().windows(2);
    pairs.all(|pair| pair[0].at <= pair[1].at && pair[0].id < pair[1].id)
}

/// The kinds of orders that no fact answers, each with the first of its kind.
fn unanswered(drill: &Drill, given: &Given) -> BTreeMap<String, String> {
    let facts = drill.facts().iter();
    let answered: BTreeSet<OrderId> = facts
        .filter_map(|fact| match fact.cause {
            Cause::Order(order) => Some(order),
            _ => None,
        })
        .collect();
    let orders = given
        .iter()
        .flat_map(|(at, orders)| orders.iter().map(move |one| (at, one)));
    let mut silent = BTreeMap::new();
    for (number, (at, order)) in orders.enumerate() {
        if !answered.contains(&OrderId::of(number)) {
            let said: String = format!("{:?}", order.ask).chars().take(100).collect();
            let kind = said.split([' ', '{']).next().unwrap_or_default().to_owned();
            let first = format!("order {number} at {at}: {said}");
            silent.entry(kind).or_insert(first);
        }
    }
    silent
}

/// The storm that the adaptive adversary is out in: one, as it thinks long.
const ADAPTIVE: u64 = 13;

/// Every other storm blows over a drill that people attack.
fn setup(seed: u64) -> Setup {
    let red = match seed % 2 {
        _ if seed == ADAPTIVE => RedBy::Adaptive,
        0 => RedBy::Script,
        _ => RedBy::Human,
    };
    Setup { seed, red }
}

/// The storm's own orders, and between them what the adaptive adversary orders of itself if it is
/// the one that attacks: all that was ordered, and the drill that came of it.
fn blown(plan: &Arc<Plan>, seed: u64) -> (Drill, Given) {
    let given = storm(plan, seed, plan.length.0);
    let setup = setup(seed);
    if setup.red != RedBy::Adaptive {
        return (replayed(plan, setup, &given, &mut || u32::MAX), given);
    }
    let mut drill = Drill::open(plan.clone(), setup);
    let mut bots = Bots::new(BotKind::None, plan, setup);
    let mut all = Given::new();
    for (at, orders) in given {
        play_on_keeping(&mut drill, &mut bots, at, &mut all);
        all.push((drill.now(), orders.clone()));
        for order in orders {
            drill.order(order);
        }
        drill.advance(drill.now());
    }
    let end = Tick(plan.length.0.saturating_add(DAY)).max(drill.now());
    drill.advance(end);
    (drill, all)
}

fn stands(name: &str, seeds: u64) {
    let plan: Arc<Plan> = plan(name);
    let length = plan.length.0;
    for seed in 0..seeds {
        let (drill, given) = blown(&plan, seed);
        let mut dice = Dice::new(seed);
        assert!(keeps_time(&drill), "{name}, storm {seed}");
        if seed % 3 == 0 || seed == ADAPTIVE {
            let mut cut = || u32::try_from(dice.below(length as usize) + 1).unwrap_or(1);
            let again = replayed(&plan, setup(seed), &given, &mut cut);
            assert_eq!(again.digest(), drill.digest(), "{name}, storm {seed}");
        }
    }
}

#[test]
fn the_starter_scenario_stands_in_a_storm() {
    stands("cong-ddos-deface", 60);
}

#[test]
fn the_city_scenario_stands_in_a_storm() {
    stands("hp-cang-ransom", 12);
}

#[test]
fn every_order_ends_as_a_fact() {
    let mut silent = BTreeMap::new();
    for (name, seeds) in [("cong-ddos-deface", 20), ("hp-cang-ransom", 3)] {
        let plan = plan(name);
        for seed in 0..seeds {
            let (drill, given) = blown(&plan, seed);
            for (kind, first) in unanswered(&drill, &given) {
                let place = format!("{kind}: {name}, storm {seed}, {first}");
                silent.entry(kind).or_insert(place);
            }
        }
    }
    hold("Every order ends as a fact", silent.into_values().collect());
}
