//! The same plan for another city: host names and addresses permuted, so that answers do not copy
//! from one defence to the next, and nothing else changed.
//!
//! Ids stay, and chance hangs on ids and on names that are never changed, so the same orders come
//! to the same facts. What changes, for a variant that is a number:
//!
//! - members of a group of hosts are numbered in another order (`ws-so-017` is another desk), and
//!   so are the addresses given out in a zone;
//! - a host that stands alone has another number behind its name (`dc-01`, `web-cong`: `dc-47`,
//!   `web-cong-63`), and a written address another last octet;
//! - an outside address has another last octet, its domain a syllable more.
//!
//! Every mention in the scenario's own files is rewritten with it, in prose, rules and scripts
//! alike, and the files are read again: so whatever the author said of a host stays true of it.
//! What stays as written is told by [`Plan::unvaried`]: names that mean something else too (a
//! service, a zone), plain words without a digit or a hyphen, and what the actions of the catalogue
//! or the scenario spell out by letter, because those are the same for everybody.

use crate::city::map::Map;
use crate::city::naming::rewritten;
use crate::plan::{Plan, Texts, read};
use crate::words::chance::{Draw, Seed};
use crate::words::faults::Faults;
use crate::words::name::{HostId, NAME_LIMIT, Name};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::sync::Arc;

/// How many fresh names are tried for one thing before it stays as it is.
const TRIES: usize = 300;

/// Files whose words are the same in every city.
const SHARED: [&str; 2] = ["catalogue/", "actions/"];

impl Plan {
    /// The plan as this variant of its city shows it; 0 is the city as written. Digest and texts
    /// stay those of the plan, from which every variant can be made again.
    ///
    /// # Errors
    ///
    /// The faults of the rewritten files, if a name could not be changed everywhere.
    pub fn varied(self: &Arc<Self>, variant: u64) -> Result<Arc<Self>, Faults> {
        if variant == self.variant {
            return Ok(self.clone());
        }
        let base = match self.variant {
            0 => self.clone(),
            _ => {
                let (base, faults) = Self::read(&self.texts);
                base.ok_or(faults)?
            }
        };
        if variant == 0 {
            return Ok(base);
        }
        let renaming = Renaming::of(&base, variant);
        let mut texts = base.texts.clone();
        for (file, text) in &mut texts.0 {
            if !SHARED.iter().any(|shared| file.starts_with(shared))
                && let Ok(old) = std::str::from_utf8(text)
            {
                *text = rewritten(old, |word| renaming.renamed(word)).into_bytes();
            }
        }
        let mut faults = Faults::new();
        let plan = read::read(&texts, variant, &mut faults);
        let plan = plan.filter(|_| !faults.any_fault()).ok_or(faults)?;
        Ok(Arc::new(Self {
            texts: base.texts.clone(),
            digest: base.digest,
            variant,
            ..plan
        }))
    }

    /// What of hosts and outside addresses is called the same in every city.
    pub fn unvaried(&self) -> Vec<Name> {
        Renaming::of(self, self.variant.max(1)).stay
    }
}

/// What is called how in a variant.
struct Renaming<'p> {
    plan: &'p Plan,
    shown: Map,
    words: BTreeMap<String, String>,
    stay: Vec<Name>,
}

impl<'p> Renaming<'p> {
    fn of(plan: &'p Plan, variant: u64) -> Self {
        let mut one = Self {
            plan,
            shown: plan.map.shuffled(variant),
            words: BTreeMap::new(),
            stay: Vec::new(),
        };
        let fresh = Fresh::of(&plan.texts);
        let seed = Seed(variant);
        let others = other_names(plan);
        for (i, group) in plan.map.groups.iter().enumerate() {
            let mut draw = seed.fixed(i as u64, "host name");
            if group.single {
                let is_own = !others.contains(&group.name) && is_telling(&group.name);
                let name = fresh.host(&group.name, &mut draw);
                let name = name.filter(|name| is_own && plan.map.host(name).is_none());
                one.take(&group.name, name);
            }
            if let Some(ip) = &group.address {
                one.take(ip, fresh.ip(ip, &plan.map, &one.words, &mut draw));
            }
        }
        for (i, address) in plan.map.addresses.iter().enumerate() {
            let mut draw = seed.fixed(i as u64, "address");
            let ip = fresh.ip(&address.ip, &plan.map, &one.words, &mut draw);
            one.take(&address.ip, ip);
            one.take(&address.domain, fresh.domain(&address.domain, &mut draw));
        }
        one
    }

    fn take(&mut self, old: &Name, new: Option<String>) {
        let used = |new: &String| self.words.values().any(|other| other == new);
        match new.filter(|new| self.words.contains_key(&**old) || !used(new)) {
            // Two things of one address keep sharing it.
            Some(new) => _ = self.words.entry(old.to_string()).or_insert(new),
            None => self.stay.push(old.clone()),
        }
    }

    /// What a word of a text is called now, if it names anything that has another name.
    fn renamed(&self, word: &str) -> Option<String> {
        if let Some(new) = self.words.get(word) {
            return Some(new.clone());
        }
        if let Some(host) = self.plan.map.host(word) {
            return self.member(host);
        }
        if let Some(host) = word.strip_prefix("u-") {
            return Some(format!("u-{}", self.renamed(host)?));
        }
        if let Ok(ip) = word.parse::<Ipv4Addr>() {
            return self.plan.map.host_at(ip).map(|h| self.shown.ip_of(h));
        }
        // A machine of a domain that was renamed, or a machine with a domain behind it.
        let (label, domain) = word.split_once('.')?;
        match self.words.get(domain) {
            Some(new) => Some(format!("{label}.{new}")),
            None => Some(format!("{}.{domain}", self.renamed(label)?)),
        }
    }

    fn member(&self, host: HostId) -> Option<String> {
        let (group, _) = self.plan.map.group_of(host);
        (!group.single).then(|| self.shown.host_name(host))
    }
}

/// Whether a name can hardly be a word of a text.
fn is_telling(name: &str) -> bool {
    name.contains(|c: char| c == '-' || c.is_ascii_digit())
}

/// Names of anything but hosts: whoever shares one of them keeps it.
fn other_names(plan: &Plan) -> BTreeSet<Name> {
    let n = &plan.map.names;
    let lists = [
        &n.orgs,
        &n.zones,
        &n.links,
        &n.roles,
        &n.services,
        &n.accounts,
        &n.data,
        &n.controls,
        &n.kinds,
        &n.backups,
        &n.addresses,
        &n.weak,
        &n.flaws,
        &plan.roster.names,
        &plan.phase_names,
        &plan.catalogue.names,
    ];
    let listed = lists.into_iter().flat_map(|names| names.iter());
    let mut all: BTreeSet<Name> = listed.map(Name::from).collect();
    let many = plan.map.groups.iter().filter(|group| !group.single);
    all.extend(many.map(|group| group.name.clone()));
    all.extend(plan.campaign.steps.iter().map(|step| step.name.clone()));
    all.extend(plan.msel.injects.iter().map(|one| one.name.clone()));
    all.extend(plan.objectives.iter().map(|one| one.name.clone()));
    all
}

/// What names are still free, and which ones must stay.
struct Fresh {
    /// All words of all files.
    words: BTreeSet<String>,
    /// Words that actions spell out.
    spelled: BTreeSet<String>,
    /// The text of actions and rules, where part of a domain may be looked for.
    shared: String,
}

impl Fresh {
    fn of(texts: &Texts) -> Self {
        let mut one = Self {
            words: BTreeSet::new(),
            spelled: BTreeSet::new(),
            shared: String::new(),
        };
        for (file, text) in &texts.0 {
            let Ok(text) = std::str::from_utf8(text) else {
                continue;
            };
            let is_action = file.starts_with("actions/") || file.starts_with("catalogue/actions/");
            rewritten(text, |word| {
                one.words.insert(word.to_owned());
                if is_action {
                    one.spelled.insert(word.to_owned());
                }
                None
            });
            if is_action || file.starts_with("catalogue/rules/") {
                one.shared.push_str(text);
            }
        }
        one
    }

    /// Another number behind a host's name.
    fn host(&self, name: &str, draw: &mut Draw) -> Option<String> {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let stem = match stem.strip_suffix('-') {
            Some(before) if stem.len() < name.len() && !before.is_empty() => stem.to_owned(),
            _ => format!("{name}-"),
        };
        let number = |_| format!("{stem}{:02}", draw.between(2, 99));
        let free = |new: &String| !self.words.contains(new) && new.len() <= NAME_LIMIT;
        let stays = self.spelled.contains(name);
        (0..TRIES).map(number).find(free).filter(|_| !stays)
    }

    /// Another last octet.
    fn ip(
        &self,
        ip: &str,
        map: &Map,
        given: &BTreeMap<String, String>,
        draw: &mut Draw,
    ) -> Option<String> {
        let [a, b, c, _] = ip.parse::<Ipv4Addr>().ok()?.octets();
        let other = |_| Ipv4Addr::new(a, b, c, u8::try_from(draw.between(2, 250)).unwrap_or(2));
        let free = |new: &Ipv4Addr| {
            let text = new.to_string();
            !self.words.contains(&text)
                && map.host_at(*new).is_none()
                && !given.values().any(|other| *other == text)
        };
        let stays = self.spelled.contains(ip);
        let found = (0..TRIES).map(other).find(free).filter(|_| !stays);
        found.map(|ip| ip.to_string())
    }

    /// A syllable more in the name that was registered.
    fn domain(&self, domain: &str, draw: &mut Draw) -> Option<String> {
        let (before, top) = domain.rsplit_once('.')?;
        let registered = before.rsplit('.').next()?;
        let letters = |draw: &mut Draw| {
            let of = |set: &[u8], n: u32| char::from(set[n as usize % set.len()]);
            let (a, b) = (draw.below(14), draw.below(5));
            [of(b"bcdghklmnprstv", a), of(b"aeiou", b)].iter().collect()
        };
        let syllable: String = letters(draw);
        let number = draw.between(2, 9);
        let new = format!("{before}-{syllable}{number}.{top}");
        let stays = self.shared.contains(registered) || self.words.contains(&new);
        (!stays).then_some(new)
    }
}
