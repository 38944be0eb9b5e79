//! Reading the files of a scenario one by one, as the parts ask for them.

use crate::plan::Texts;
use crate::words::check::Check;
use crate::words::fault::{Fault, FaultKind, Place};
use crate::words::faults::Faults;
use crate::words::read::read as read_file;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Reads the files, and keeps what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) texts: &'a Texts,
    pub(super) faults: &'a mut Faults,
}

impl Reader<'_> {
    pub(super) fn one<T: DeserializeOwned + JsonSchema + 'static>(
        &mut self,
        file: &str,
    ) -> Option<T> {
        match self.texts.0.get(file) {
            Some(text) => read_file(file, text, self.faults),
            None => {
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
        self.texts
            .0
            .get(file)
            .and_then(|text| read_file(file, text, self.faults))
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
            if let Some(value) = read_file(file, text, self.faults) {
                found.push((stem(file).to_owned(), file.clone(), value));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    }

    pub(super) fn check(&mut self, file: &str) -> Check<'_> {
        Check {
            file: Arc::from(file),
            faults: self.faults,
        }
    }
}

/// The name of a file without its folder and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".yml").unwrap_or(name)
}
