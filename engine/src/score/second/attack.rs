//! Prevention and containment: what the attack reached, against what it reaches when nobody
//! responds.

use crate::score::card::{About, Component, Gap, Line, Milli, Stamp};
use crate::score::second::deed::Deed;
use crate::score::second::fold::{Fold, facts_of};
use crate::score::second::run::RunFold;
use crate::score::second::{Against, stamps};
use crate::score::stakes::{Harm, Stakes};
use crate::words::name::FactId;
use crate::words::time::Tick;

/// What containment can be worth.
pub const CONTAINMENT: Milli = 15_000;

/// Something the attack reaches when nobody responds: a step of its script; if people attack, what
/// they tried of it.
#[derive(Clone, Debug)]
pub struct Aim {
    /// Which.
    pub about: About,
    /// What is done to it, if people do it: a machine may be taken and then encrypted.
    pub harm: Option<Harm>,
    /// Its weight, 1–5.
    pub weight: u32,
    /// When it is reached without a response.
    pub idle: Stamp,
    /// When it was reached here.
    pub here: Option<Stamp>,
    /// The deed of it, by place; of people, the one that was in vain.
    pub deed: Option<usize>,
}

/// All that the attack reaches when nobody responds; if people attack, what they reached of that,
/// and what they tried in vain. And the facts of what else people reached, which weighs nothing.
pub fn aims(stakes: &Stakes, f: &Fold, idle: &Fold) -> (Vec<Aim>, Vec<FactId>) {
    if f.people {
        return super::people::aims(stakes, f, idle);
    }
    let steps = idle.deeds.iter().enumerate();
    let aim = |(place, deed): (usize, &Deed)| {
        Some(Aim {
            about: deed.about.clone(),
            harm: None,
            weight: deed.weight,
            idle: deed.done?,
            here: f.deeds.get(place).and_then(|deed| deed.done),
            deed: Some(place),
        })
    };
    (steps.filter_map(aim).collect(), Vec::new())
}

fn weight_of(aim: &Aim) -> i128 {
    i128::from(aim.weight)
}

fn harm_of(aim: &Aim) -> String {
    aim.harm.map_or("none", Harm::word).to_owned()
}

/// How much of an aim was reached that was not reached whole.
struct Part {
    /// Thousandths of it.
    reached: i128,
    /// On how many machines, of how many that it needs.
    came: (u32, u32),
}

impl Part {
    fn of(against: &Against<'_>, aim: &Aim) -> Self {
        let deed = aim.deed.and_then(|place| against.f.deeds.get(place));
        Self {
            reached: i128::from(deed.map_or(0, Deed::reached)),
            came: deed.map_or((0, 1), |deed| deed.came),
        }
    }

    const fn spared(&self) -> i128 {
        1_000 - self.reached
    }

    fn came(&self) -> [(&'static str, String); 2] {
        let (have, need) = self.came;
        [("have", have.to_string()), ("need", need.to_string())]
    }
}

/// What a line about an aim opens here: what became of it, or that nothing did.
fn seen(against: &Against<'_>, aim: &Aim) -> Vec<FactId> {
    let deed = aim.deed.and_then(|place| against.f.deeds.get(place));
    let mut facts = deed.map(facts_of).unwrap_or_default();
    facts.extend(aim.here.map(|here| here.fact));
    if let Some(deed) = deed.filter(|_| against.f.people) {
        // What answered it: what stopped this very attempt, or else what was done last before it
        // was given up.
        let by = stamps::stopping(against.stakes, &against.f, deed);
        let by = by.and_then(RunFold::came_off);
        let before = |at: &Stamp| deed.blocked.is_none_or(|over| *at <= over);
        let last = || against.f.answers(against.stakes).filter(before).max();
        let by = by.or_else(last);
        facts.extend(by.map(|at| at.fact));
    }
    if facts.is_empty() {
        facts.extend(against.f.last);
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// 15: what succeeds without a response and did not here, by weight, times proportionality. `of`
/// is more if there was nothing to detect because the team had stopped it.
pub fn prevention(against: &Against<'_>, of: i64) -> Component {
    let prop = i128::from(against.prop);
    let all: i128 = against.aims.iter().map(weight_of).sum();
    let (mut total, mut kept, mut lines) = (0, 0, Vec::new());
    for aim in &against.aims {
        let weight = weight_of(aim);
        total += weight * 1_000_000;
        let part = Part::of(against, aim);
        let [have, need] = part.came();
        let args = [
            have,
            need,
            ("harm", harm_of(aim)),
            ("weight", aim.weight.to_string()),
            ("of", all.to_string()),
            ("at", aim.idle.at.to_string()),
            ("prop", against.prop.to_string()),
        ];
        let line = |rule| Line::of(rule, aim.about.clone(), seen(against, aim), &args);
        if aim.here.is_none() {
            // What it needs of several machines and got of some was prevented at the others.
            let spared = weight * part.spared();
            kept += spared;
            let rule = match (against.f.people, part.reached) {
                (true, _) => "PRE-5",
                (false, 0) => "PRE-1",
                (false, _) => "PRE-7",
            };
            let got = spared * prop;
            lines.push((got, got + weight * part.reached * 1_000, line(rule)));
        } else {
            let rule = if against.f.people { "PRE-6" } else { "PRE-2" };
            lines.push((0, weight * 1_000_000, line(rule)));
        }
    }
    if total > 0 {
        extra(against, kept * prop, &mut lines);
    }
    lines.extend(out_of_proportion(against, "PRE-4", kept));
    lines.extend(beyond(against));
    Component::weighed("prevention", of, total, lines)
}

/// Steps that succeeded here and do not without a response: other ways that the attack took. They
/// take from what was prevented, and no more than that.
fn extra(against: &Against<'_>, mut kept: i128, lines: &mut Vec<(i128, i128, Line)>) {
    if against.f.people {
        return;
    }
    for (deed, idle) in against.f.deeds.iter().zip(&against.idle.deeds) {
        let (Some(_), None) = (deed.done, idle.done) else {
            continue;
        };
        let part = (i128::from(deed.weight) * 1_000 * i128::from(against.prop)).min(kept);
        kept -= part;
        let args = [("weight", deed.weight.to_string())];
        let line = Line::of("PRE-3", deed.about.clone(), facts_of(deed), &args);
        lines.push((-part, 0, line));
    }
}

/// What people reached beyond what the script reaches, told so that nobody looks for it in vain.
fn beyond(against: &Against<'_>) -> Option<(i128, i128, Line)> {
    let all = &against.beyond;
    if all.is_empty() {
        return None;
    }
    let args = [("count", all.len().to_string())];
    Some((0, 0, Line::of("PRE-8", About::All, all.clone(), &args)))
}

/// What was lost because more was restricted than the attack called for.
pub fn out_of_proportion(
    against: &Against<'_>,
    rule: &str,
    kept: i128,
) -> Option<(i128, i128, Line)> {
    let lost = kept * (1_000 - i128::from(against.prop));
    if lost <= 0 {
        return None;
    }
    let mut worst: Vec<_> = against.restrictions.iter().collect();
    worst.sort_by_key(|r| std::cmp::Reverse(r.all - r.justified));
    let facts = worst
        .iter()
        .take(crate::score::beside::CAUSE_FACTS)
        .map(|r| r.fact);
    let args = [
        ("prop", against.prop.to_string()),
        ("count", worst.len().to_string()),
    ];
    Some((0, lost, Line::of(rule, About::All, facts.collect(), &args)))
}

/// An aim that was denied after the first valid claim, which is what containment counts.
#[derive(Clone, Debug)]
pub struct Denied<'f> {
    /// The claim.
    pub claim: Stamp,
    /// Responses that kept it from being reached and were verified and assessed, in order.
    pub proofs: Vec<&'f RunFold>,
}

impl Denied<'_> {
    /// The proof that stands for it: the last that had come off when the aim would have been
    /// reached, or else the first.
    fn proof(&self, aim: &Aim) -> Option<&RunFold> {
        let in_time = |run: &&&RunFold| run.came_off().is_some_and(|at| at.at <= aim.idle.at);
        let last = self.proofs.iter().filter(in_time);
        let last = last.max_by_key(|run| run.came_off());
        last.or(self.proofs.first()).copied()
    }
}

impl Against<'_> {
    /// Whether containment counts an aim: it was left to be denied when the attack could first be
    /// seen, and was not denied before it was claimed.
    ///
    /// Of what people tried it counts what they reached, and what a response at that very place
    /// stopped: what failed of itself, or at a control that stood there anyway, nobody contained.
    fn counts(&self, aim: &Aim) -> bool {
        if self.f.people && aim.here.is_none() && self.stopped(aim).is_none() {
            return false;
        }
        let claim = self.f.first_claim;
        let denied_before = aim.here.is_none() && claim.is_some_and(|c| aim.idle.at < c.at);
        aim.idle.at >= self.first_seen() && !denied_before && !self.prevented_all()
    }

    /// How an aim was denied, if containment counts it as that. Its points, and the stamp of the
    /// step that stands in the papers, are both made of this.
    pub fn denied(&self, aim: &Aim) -> Option<Denied<'_>> {
        let claim = self.f.first_claim.filter(|_| aim.here.is_none())?;
        if !self.counts(aim) {
            return None;
        }
        if self.f.people {
            let (claim, _, by) = self.stopped(aim)?;
            let proofs = Some(by).filter(|run| run.is_proven()).into_iter().collect();
            return Some(Denied { claim, proofs });
        }
        Some(Denied {
            claim,
            proofs: proofs(self, aim, claim.at),
        })
    }

    /// How an attempt of people came to nothing after it was claimed: when it was claimed, when it
    /// was over, and by which response.
    fn stopped(&self, aim: &Aim) -> Option<(Stamp, Stamp, &RunFold)> {
        let deed = self.f.deeds.get(aim.deed?)?;
        stamps::stopped(self.stakes, &self.f, deed)
    }
}

/// 15: of what was left to be denied, what was denied after the first valid claim; half until a
/// response was verified and assessed.
///
/// What counts as left is settled by when the attack could first be seen and not by when it was
/// claimed: an earlier claim never lowers this. What was denied before the claim is no containment,
/// and no failure of it either.
pub fn containment(against: &Against<'_>) -> Component {
    if against.prevented_all() {
        return Component::gap("containment", 0, Gap::Prevented, Vec::new());
    }
    let prop = i128::from(against.prop);
    let aims = against.aims.iter().filter(|aim| against.counts(aim));
    let aims: Vec<&Aim> = aims.collect();
    let all: i128 = aims.iter().map(|aim| weight_of(aim)).sum();
    let (mut kept, mut lines) = (0, Vec::new());
    for aim in aims {
        let weight = weight_of(aim);
        let denied = against.denied(aim);
        let proof = denied.as_ref().and_then(|denied| denied.proof(aim));
        // What was reached of it was not denied.
        let part = Part::of(against, aim);
        let (reached, spared) = (part.reached, part.spared());
        let [have, need] = part.came();
        let args = [
            have,
            need,
            ("part", if reached > 0 { "some" } else { "none" }.to_owned()),
            ("harm", harm_of(aim)),
            ("weight", aim.weight.to_string()),
            ("of", all.to_string()),
            ("prop", against.prop.to_string()),
        ];
        let mut facts = seen(against, aim);
        facts.extend(denied.as_ref().map(|denied| denied.claim.fact));
        facts.extend(proof.and_then(|run| run.came_off()).map(|at| at.fact));
        facts.sort_unstable();
        facts.dedup();
        let line = |rule| Line::of(rule, aim.about.clone(), facts.clone(), &args);
        match (&denied, proof) {
            (Some(_), Some(_)) => {
                kept += 2 * weight * spared;
                let got = 2 * weight * spared * prop;
                lines.push((got, got + 2 * weight * reached * 1_000, line("CON-1")));
            }
            (Some(_), None) => {
                // Denied, and nobody looked: half.
                kept += weight * spared;
                let got = weight * spared * prop;
                let lost = weight * spared * 1_000 + 2 * weight * reached * 1_000;
                lines.push((got, got + lost, line("CON-3")));
            }
            (None, _) => lines.push((0, 2 * weight * 1_000_000, line("CON-2"))),
        }
    }
    lines.extend(out_of_proportion(against, "CON-4", kept));
    Component::weighed("containment", CONTAINMENT, 2 * all * 1_000_000, lines)
}

/// The responses after a claim that kept an aim from being reached, verified and assessed: those
/// about the same place if there are any, otherwise any that takes something from the attack; of
/// these, those that were in force when it would have been reached, if any was.
fn proofs<'f>(against: &'f Against<'_>, aim: &Aim, claim: Tick) -> Vec<&'f RunFold> {
    let (f, stakes) = (&against.f, against.stakes);
    let deed = aim.deed.and_then(|place| against.idle.deeds.get(place));
    let came_off = |run: &&RunFold| run.came_off().is_some_and(|ended| ended.at >= claim);
    let done: Vec<&RunFold> = f.responses(stakes).filter(came_off).collect();
    // What found nothing at the place, and was left at that, kept nothing from being reached.
    let took = |run: &&RunFold| run.took(stakes).is_some();
    let near = |run: &&RunFold| {
        let here = deed.is_some_and(|deed| f.relates(stakes, run, deed));
        here && (took(run) || run.is_proven())
    };
    let related: Vec<&RunFold> = done.iter().copied().filter(near).collect();
    let among = match related.is_empty() {
        true => done.into_iter().filter(took).collect(),
        false => related,
    };
    let due = |run: &&&RunFold| {
        let in_time = run.came_off().is_some_and(|at| at.at <= aim.idle.at);
        in_time && !f.is_taken_back(stakes, run, aim.idle.at)
    };
    let in_force: Vec<&RunFold> = among.iter().filter(due).copied().collect();
    let among = if in_force.is_empty() { among } else { in_force };
    among.into_iter().filter(|run| run.is_proven()).collect()
}

impl Against<'_> {
    /// When the attack could first be seen.
    fn first_seen(&self) -> Tick {
        let seen = self.f.deeds.iter().filter(|deed| deed.collected);
        let seen = seen.filter_map(|deed| deed.recorded).map(|at| at.at).min();
        seen.unwrap_or(Tick(0))
    }
}
