//! Names that may exist although nothing here has them: they went with the faulty parts of files.
//!
//! A name that is not found among what could be read is a fault of its own only if it could not
//! have been among what could not be read. A fault that follows from another, and is gone once that
//! one is put right, sends its reader the wrong way; better to tell of it only then.

use std::collections::BTreeSet;

/// What was lost of all files.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    names: BTreeSet<String>,
    kinds: BTreeSet<&'static str>,
    sections: BTreeSet<(String, String)>,
    astray: BTreeSet<String>,
}

impl Lost {
    /// Something may have had this name.
    pub fn name(&mut self, name: impl Into<String>) {
        self.names.insert(name.into());
    }

    /// Something of this kind had a name that cannot be told.
    pub fn kind(&mut self, kind: &'static str) {
        self.kinds.insert(kind);
    }

    /// Something was lost of a file, under this key at its root; of an empty key, under any.
    pub fn section(&mut self, file: &str, section: &str) {
        self.sections.insert((file.to_owned(), section.to_owned()));
    }

    /// A name written in a file leads nowhere.
    pub fn name_astray(&mut self, file: &str) {
        if !self.astray.contains(file) {
            self.astray.insert(file.to_owned());
        }
    }

    /// Whether what is written may name something that was lost. It may name it in any of the ways
    /// names are used: `kind:name`, `$cast.2`, `group-07`, `u-host`, `stem-*`.
    #[must_use]
    pub fn may_name(&self, kind: &str, written: &str) -> bool {
        let (own, name) = match written.split_once(':') {
            Some((own, name)) if kind == "target" => (own, name),
            _ => (kind, written),
        };
        let name = name.trim_start_matches('$');
        let of_user = name.strip_prefix("u-");
        let mut kinds = own.split(", ").flat_map(|own| own.split(" or "));
        if kinds.any(|own| self.kinds.contains(own))
            || (own == "account" && of_user.is_some() && self.kinds.contains("host"))
        {
            return true;
        }
        if let Some(stem) = name.strip_suffix('*') {
            let next = self.names.range(stem.to_owned()..).next();
            return next.is_some_and(|next| next.starts_with(stem)) || self.has(stem);
        }
        self.has(name) || of_user.is_some_and(|host| self.has(host))
    }

    /// Whether this name, or one that it is a numbered member of, was lost.
    fn has(&self, name: &str) -> bool {
        let ends = name.match_indices(['-', '.']).map(|(end, _)| end);
        ends.chain([name.len()])
            .filter_map(|end| name.get(..end))
            .any(|stem| self.names.contains(stem))
    }

    /// Whether anything was lost under one of these keys of a file, or of the files of a folder.
    #[must_use]
    pub fn touches(&self, file: &str, sections: &[&str]) -> bool {
        let from = self.sections.range((file.to_owned(), String::new())..);
        from.take_while(|(place, _)| place.starts_with(file))
            .any(|(_, key)| key.is_empty() || sections.contains(&key.as_str()))
    }

    /// Whether anything was lost at all of a file, or of the files of a folder, be it only that a
    /// name in it leads nowhere: then nobody can say what is missing in it.
    #[must_use]
    pub fn touches_any(&self, file: &str) -> bool {
        let lost = self.sections.range((file.to_owned(), String::new())..);
        let lost = lost.map(|(place, _)| place).take(1);
        let astray = self.astray.range(file.to_owned()..).take(1);
        lost.chain(astray).any(|place| place.starts_with(file))
    }
}

#[cfg(test)]
mod tests {
    use super::Lost;

    #[test]
    fn a_lost_name_is_known_in_all_ways_it_is_used() {
        let mut lost = Lost::default();
        assert!(!lost.may_name("host", "ws-so"));
        lost.name("ws-so");
        lost.name("lured");
        for (kind, written) in [
            ("host", "ws-so"),
            ("host", "ws-so-017"),
            ("target", "host:ws-so-017"),
            ("account", "u-ws-so-017"),
            ("org", "ws-*"),
            ("cast", "$lured.2"),
        ] {
            assert!(lost.may_name(kind, written), "{kind} {written}");
        }
        for (kind, written) in [
            ("host", "ws-soc"),
            ("host", "ws"),
            ("target", "host:web-01"),
            ("org", "so-*"),
        ] {
            assert!(!lost.may_name(kind, written), "{kind} {written}");
        }
    }

    #[test]
    fn where_a_name_cannot_be_told_it_may_be_any_of_its_kind() {
        let mut lost = Lost::default();
        lost.kind("host");
        for (kind, written) in [
            ("host", "a"),
            ("target", "host:a"),
            ("account", "u-a"),
            ("host, group, zone or link", "a"),
        ] {
            assert!(lost.may_name(kind, written), "{kind} {written}");
        }
        assert!(!lost.may_name("zone", "a") && !lost.may_name("target", "service:a"));
    }

    #[test]
    fn a_file_is_touched_where_it_lost_something() {
        let mut lost = Lost::default();
        lost.section("city.yml", "hosts");
        lost.section("logs/a.yml", "");
        assert!(lost.touches("city.yml", &["hosts", "zones"]));
        assert!(!lost.touches("city.yml", &["zones"]) && !lost.touches_any("campaign.yml"));
        assert!(lost.touches("logs/", &["anything"]) && lost.touches_any("city.yml"));
        lost.name_astray("campaign.yml");
        assert!(lost.touches_any("campaign.yml") && !lost.touches("campaign.yml", &["steps"]));
    }
}
