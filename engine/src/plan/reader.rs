//! Reading the files of a scenario one by one, as the parts ask for them.

use crate::plan::Texts;
use crate::words::check::Check;
use crate::words::fault::{Fault, FaultKind, Place};
use crate::words::faults::Faults;
use crate::words::lost::Lost;
use crate::words::prune::Losses;
use crate::words::read::read_told;
use crate::words::retell::Retelling;
use crate::words::shape::Root;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Where names are given, as file, list and kind; in `controls.yml` the whole file is the list.
const GIVEN: [(&str, &str, &str); 19] = [
    ("city.yml", "orgs", "org"),
    ("city.yml", "zones", "zone"),
    ("city.yml", "links", "link"),
    ("city.yml", "hosts", "host"),
    ("city.yml", "groups", "host"),
    ("city.yml", "services", "service"),
    ("city.yml", "accounts", "account"),
    ("city.yml", "data", "data"),
    ("city.yml", "controls", "control"),
    ("city.yml", "backups", "backup"),
    ("city.yml", "addresses", "address"),
    ("campaign.yml", "cast", "cast"),
    ("campaign.yml", "steps", "step"),
    ("msel.yml", "injects", "inject"),
    ("msel.yml", "injects.choices", "choice"),
    ("scenario.yml", "phases", "phase"),
    ("scenario.yml", "teams", "team"),
    ("catalogue/attack.yml", "techniques", "technique"),
    ("catalogue/controls.yml", "", "control kind"),
];

/// Reads the files, and keeps what is wrong with them and what was lost by that.
pub(super) struct Reader<'a> {
    pub(super) texts: &'a Texts,
    pub(super) faults: &'a mut Faults,
    pub(super) lost: Lost,
    /// How the scenario's own texts are said in the time that was asked for.
    pub(super) retelling: Retelling,
}

/// Files whose texts speak of no time.
const TIMELESS: &str = "catalogue/";

impl<'a> Reader<'a> {
    pub(super) fn new(texts: &'a Texts, faults: &'a mut Faults) -> Self {
        Self {
            texts,
            faults,
            lost: Lost::default(),
            retelling: Retelling::default(),
        }
    }

    pub(super) fn one<T: DeserializeOwned + JsonSchema + 'static>(
        &mut self,
        file: &str,
    ) -> Option<T> {
        match self.texts.0.get(file) {
            Some(text) => self.read(file, text, Root::Filled),
            None => {
                self.lose_all(file);
                let kind = FaultKind::Other {
                    code: "missing-file",
                    args: vec![("file", file.to_owned())],
                };
                self.faults
                    .push(Fault::new(&Arc::from(file), Place::START, kind));
                None
            }
        }
    }

    pub(super) fn may<T: DeserializeOwned + JsonSchema + 'static>(
        &mut self,
        file: &str,
    ) -> Option<T> {
        let text = self.texts.0.get(file)?;
        self.read(file, text, Root::Filled)
    }

    fn read<T: DeserializeOwned + JsonSchema + 'static>(
        &mut self,
        file: &str,
        text: &[u8],
        root: Root,
    ) -> Option<T> {
        let as_written = Retelling::default();
        let retelling = if file.starts_with(TIMELESS) {
            &as_written
        } else {
            &self.retelling
        };
        let reading = read_told(file, text, (root, retelling), self.faults);
        self.lose(file, reading.losses);
        reading.value
    }

    fn lose(&mut self, file: &str, losses: Losses) {
        for section in &losses.sections {
            self.lost.section(file, section);
        }
        for (of, list, kind) in GIVEN {
            let whole = losses.nameless.contains("");
            if of == file && (whole || losses.nameless.contains(list)) {
                self.lost.kind(kind);
            }
        }
        losses
            .names
            .into_iter()
            .for_each(|name| self.lost.name(name));
    }

    fn lose_all(&mut self, file: &str) {
        let mut losses = Losses::default();
        losses.all();
        self.lose(file, losses);
    }

    /// All files below a folder, by their stems, in order.
    pub(super) fn all<T: DeserializeOwned + JsonSchema + 'static>(
        &mut self,
        folder: &str,
    ) -> Vec<(String, String, T)> {
        let mut found = Vec::new();
        for (file, text) in self.texts.0.range(folder.to_owned()..) {
            if !file.starts_with(folder) {
                break;
            }
            match self.read(file, text, Root::Dropped) {
                Some(value) => found.push((stem(file).to_owned(), file.clone(), value)),
                None => self.lost.name(stem(file)),
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    }

    pub(super) fn check(&mut self, file: &str) -> Check<'_> {
        Check {
            file: Arc::from(file),
            faults: self.faults,
            lost: &mut self.lost,
        }
    }
}

/// The name of a file without its folder and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".yml").unwrap_or(name)
}
