//! Programs: what the version resource of a well-known program file says of it. Sensors write it
//! beside the file's path, and many rules ask for it; no action should have to repeat it.

use crate::words::name::Name;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

// ── Written ──

/// `catalogue/programs.yml`: makers, and the programs of each.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgramsWritten {
    /// Products.
    pub makers: BTreeMap<String, MakerWritten>,
}

/// A product, and the programs that belong to it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakerWritten {
    /// What the version resource says of the product.
    pub product: String,
    /// What it says of the company.
    pub company: String,
    /// Folders its programs lie in; a file of that name elsewhere is another program. Anywhere if
    /// empty.
    #[serde(default)]
    pub under: Vec<String>,
    /// File names, and what each says of itself.
    pub programs: BTreeMap<String, ProgramWritten>,
}

/// A program.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgramWritten {
    /// Its original file name.
    pub original: String,
    /// Its description.
    pub about: String,
}

// ── the plan ──

/// What is said of one program.
#[derive(Clone, Debug)]
struct Program {
    under: Vec<String>,
    says: [(Name, String); 4],
}

/// All programs that something is known of.
#[derive(Clone, Debug, Default)]
pub struct Programs(BTreeMap<String, Vec<Program>>);

impl Programs {
    /// The fields in which a program says something of itself.
    pub const FIELDS: [&str; 4] = ["OriginalFileName", "Description", "Product", "Company"];

    /// As written; the same file name may stand under several makers.
    pub fn of(written: &ProgramsWritten) -> Self {
        let mut all: BTreeMap<String, Vec<Program>> = BTreeMap::new();
        for maker in written.makers.values() {
            for (file, program) in &maker.programs {
                let [original, about] = [&program.original, &program.about];
                let texts = [original, about, &maker.product, &maker.company];
                all.entry(file.to_lowercase()).or_default().push(Program {
                    under: maker.under.iter().map(|u| u.to_lowercase()).collect(),
                    says: std::array::from_fn(|n| (Self::FIELDS[n].into(), texts[n].clone())),
                });
            }
        }
        Self(all)
    }

    /// What the file of this full path says of itself, field by field; nothing if nobody knows.
    pub fn says(&self, path: &str) -> &[(Name, String)] {
        let path = path.to_lowercase();
        let file = path.rsplit('\\').next().unwrap_or_default();
        let lies_there = |program: &&Program| {
            program.under.is_empty() || program.under.iter().any(|u| path.starts_with(u.as_str()))
        };
        let found = self.0.get(file).and_then(|all| all.iter().find(lies_there));
        found.map_or(&[], |program| &program.says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_same_name_elsewhere_is_another_program() {
        let shell = ProgramWritten {
            original: "Cmd.Exe".into(),
            about: "Shell".into(),
        };
        let maker = MakerWritten {
            product: "Windows".into(),
            company: "Microsoft".into(),
            under: vec![r"C:\Windows\".into()],
            programs: BTreeMap::from([("cmd.exe".into(), shell)]),
        };
        let makers = BTreeMap::from([("windows".into(), maker)]);
        let programs = Programs::of(&ProgramsWritten { makers });
        let original = |path: &str| programs.says(path).first().map(|(_, text)| text.as_str());
        assert_eq!(original(r"c:\windows\SYSTEM32\CMD.exe"), Some("Cmd.Exe"));
        assert_eq!(original(r"C:\Users\Public\cmd.exe"), None);
        assert_eq!(original("-"), None);
    }
}
