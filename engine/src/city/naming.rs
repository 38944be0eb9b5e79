//! What things are called, as words of a text: in one city, and in another that differs from it by
//! its names alone.

use crate::city::map::Map;
use crate::words::chance::key;
use crate::words::name::{HostId, OrgId};
use std::net::Ipv4Addr;

impl Map {
    /// The public address that a body's machines are seen under, behind its address translation:
    /// of a range that is kept for tests.
    pub fn public_ip(&self, org: OrgId) -> String {
        let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        let (block, last) = (org.at() / 250, org.at() % 250 + 1);
        Ipv4Addr::new(198, 18, small(block), small(last)).to_string()
    }

    /// The hardware address of a machine: one that nobody was given.
    pub fn mac_of(&self, host: HostId) -> String {
        let [a, b, c, ..] = key(&self.host_name(host)).to_be_bytes();
        format!("02:00:5e:{a:02x}:{b:02x}:{c:02x}")
    }
}

/// A text with its words renamed. A word is a run of letters, digits, hyphens, underscores and
/// dots that neither begins nor ends with one of the three last.
pub fn rewritten(text: &str, mut rename: impl FnMut(&str) -> Option<String>) -> String {
    let inner = |c: char| matches!(c, '-' | '_' | '.');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let begins = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let (before, from) = rest.split_at(begins);
        out.push_str(before);
        let ends = from.find(|c: char| !c.is_alphanumeric() && !inner(c));
        let (run, after) = from.split_at(ends.unwrap_or(from.len()));
        let word = run.trim_end_matches(inner);
        match rename(word).filter(|_| !word.is_empty()) {
            Some(new) => out.push_str(&new),
            None => out.push_str(word),
        }
        out.push_str(&run[word.len()..]);
        rest = after;
    }
    out
}

/// A text that speaks of one city, said of another: hosts, their users, addresses and domains by
/// the names they have there. Both must be variants of the same city; all else stays.
pub fn said_in(from: &Map, to: &Map, text: &str) -> String {
    if from.variant == to.variant {
        return text.to_owned();
    }
    rewritten(text, |word| counterpart(from, to, word))
}

fn counterpart(from: &Map, to: &Map, word: &str) -> Option<String> {
    if let Some(host) = from.host(word) {
        return Some(to.host_name(host));
    }
    if let Some(user) = word.strip_prefix("u-") {
        return from
            .host(user)
            .map(|host| format!("u-{}", to.host_name(host)));
    }
    if let Ok(ip) = word.parse::<Ipv4Addr>()
        && let Some(host) = host_of_ip(from, ip)
    {
        return Some(to.ip_of(host));
    }
    for (old, new) in from.addresses.iter().zip(&to.addresses) {
        if word == &*old.ip || word == &*old.domain {
            let is_ip = word == &*old.ip;
            return Some(if is_ip { &new.ip } else { &new.domain }.to_string());
        }
        if let Some(before) = word.strip_suffix(&*old.domain).filter(|b| b.ends_with('.')) {
            return Some(format!("{before}{}", new.domain));
        }
    }
    let (label, domain) = word.split_once('.')?;
    from.host(label)
        .map(|host| format!("{}.{domain}", to.host_name(host)))
}

/// The host that has this address, written or given out.
fn host_of_ip(map: &Map, ip: Ipv4Addr) -> Option<HostId> {
    let text = ip.to_string();
    let is_its = |group: &&crate::city::host::Group| group.address.as_deref() == Some(&*text);
    let written = map.groups.iter().find(is_its);
    written
        .map(|group| HostId(group.first))
        .or_else(|| map.host_at(ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_renamed_whole_and_nothing_else_is_touched() {
        let rename = |word: &str| match word {
            "dc-01" => Some("dc-44".to_owned()),
            "192.0.2.9" => Some("192.0.2.77".to_owned()),
            _ => None,
        };
        let text =
            "host:dc-01, dc-01. xdc-01 dc-010 u-dc-01 (192.0.2.9) 192.0.2.90 máy dc-01… “dc-01”";
        let told =
            "host:dc-44, dc-44. xdc-01 dc-010 u-dc-01 (192.0.2.77) 192.0.2.90 máy dc-44… “dc-44”";
        assert_eq!(rewritten(text, rename), told);
        assert_eq!(rewritten("", |_| None), "");
        assert_eq!(rewritten("...", |_| None), "...");
    }
}
