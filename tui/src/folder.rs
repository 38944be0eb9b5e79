//! Reads a scenario's folder, and the catalogue it stands on, into named texts.
//!
//! A folder may come from anybody, so nothing in it is trusted: only regular files of the known
//! places are read, links may not lead out, and there are limits to everything. What is wrong is
//! collected as faults like any other; only a folder that cannot be listed at all is an error.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::plan::Texts;
use engine::words::fault::{Fault, FaultKind, Faults, Place, quote};
use include_dir::{Dir, include_dir};

/// The most bytes of one file.
pub const FILE_LIMIT: u64 = 8 << 20;
/// The most bytes of all files.
pub const TOTAL_LIMIT: u64 = 64 << 20;
/// The most files.
pub const COUNT_LIMIT: usize = 5_000;
/// The most folders within each other.
pub const DEPTH_LIMIT: usize = 4;
/// The most entries looked at in one folder.
const ENTRY_LIMIT: usize = 20_000;

/// The files of a scenario.
pub const FILES: [&str; 8] = [
    "campaign.yml",
    "city.yml",
    "duties.yml",
    "msel.yml",
    "playbook.yml",
    "routines.yml",
    "scenario.yml",
    "tour.yml",
];

/// What else it may have of its own, as the catalogue has: a folder each.
const FOLDERS: [&str; 2] = ["actions", "rules"];

/// The scenarios that come with the program, and their catalogue.
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../scenarios");

/// A folder as read.
pub struct Folder {
    /// Its texts, the catalogue's among them.
    pub texts: Texts,
    /// What was wrong with reading it.
    pub faults: Faults,
    /// The scenario's name: that of its folder.
    pub name: String,
    /// The folder, as it was asked for.
    root: PathBuf,
    /// The catalogue's folder; none if it is the embedded one.
    catalogue: Option<PathBuf>,
}

impl Folder {
    /// Reads a scenario's folder.
    pub fn read(root: &Path) -> io::Result<Self> {
        let real = root.canonicalize()?;
        if !real.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let name = real
            .file_name()
            .map_or_else(|| "dientap".into(), |n| n.to_string_lossy());
        let mut reading = Reading::new(&real);
        reading.scenario(root)?;
        let beside = real.parent().map(|parent| parent.join("catalogue"));
        let catalogue = beside.filter(|path| path.is_dir());
        match &catalogue {
            Some(path) => {
                reading.inside = path.canonicalize()?;
                reading.folder(path, "catalogue", 1);
            }
            None => embed_catalogue(&mut reading.texts),
        }
        Ok(Self {
            name: name.into_owned(),
            texts: reading.texts,
            faults: reading.faults,
            root: root.to_owned(),
            catalogue,
        })
    }

    /// A folder of which only one file is asked for, such as a roster.
    pub fn alone(path: &Path) -> io::Result<Self> {
        let real = path.canonicalize()?;
        if real.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let root = real.parent().unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut reading = Reading::new(root);
        reading.file(&real, &name);
        Ok(Self {
            texts: reading.texts,
            faults: reading.faults,
            name: name.into_owned(),
            root: path.parent().unwrap_or(Path::new("")).to_owned(),
            catalogue: None,
        })
    }

    /// The same of a text that lies in no folder.
    #[cfg(test)]
    pub fn of_text(name: &str, bytes: &[u8]) -> Self {
        Self {
            texts: Texts([(name.to_owned(), bytes.to_vec())].into()),
            faults: Faults::default(),
            name: name.to_owned(),
            root: "/nowhere".into(),
            catalogue: None,
        }
    }

    /// Another text of the same folder, or of one in it, which a file of it names; kept with the
    /// others. A path that leads out is a fault.
    pub fn beside(&mut self, name: &str) -> Result<String, FaultKind> {
        let root = if self.root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &self.root
        };
        let inside = root.canonicalize().map_err(|error| unreadable(&error))?;
        let mut reading = Reading::new(&inside);
        reading.file(&inside.join(name), name);
        if let Some(fault) = reading.faults.iter().next() {
            return Err(fault.kind.clone());
        }
        let bytes = reading.texts.0.remove(name).unwrap_or_default();
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            FaultKind::NotUtf8 { byte }
        })?;
        let kept = text.clone().into_bytes();
        self.texts.0.entry(name.to_owned()).or_insert(kept);
        Ok(text)
    }

    /// The scenarios that come with the program, so that one file is enough to play.
    pub fn shipped() -> Vec<Self> {
        let with = |dir: &&Dir<'_>| dir.get_file(dir.path().join("scenario.yml")).is_some();
        let read = |dir: &Dir<'_>| {
            let mut texts = Texts::default();
            let own = dir.dirs().flat_map(Dir::files);
            for file in dir.files().chain(own) {
                if let Ok(name) = file.path().strip_prefix(dir.path()) {
                    let name = name.to_string_lossy().into_owned();
                    texts.0.insert(name, file.contents().to_vec());
                }
            }
            embed_catalogue(&mut texts);
            let name = dir.path().file_name().unwrap_or_default();
            Self {
                texts,
                faults: Faults::new(),
                name: name.to_string_lossy().into_owned(),
                root: PathBuf::from("<dientap>"),
                catalogue: None,
            }
        };
        SHIPPED.dirs().filter(with).map(read).collect()
    }

    /// Where a text was read from, for people.
    #[must_use]
    pub fn path_of(&self, text: &str) -> String {
        let path = match (text.strip_prefix("catalogue/"), &self.catalogue) {
            (Some(rest), Some(_)) => self.root.join("..").join("catalogue").join(rest),
            (Some(_), None) => return format!("<dientap>/{text}"),
            (None, _) => self.root.join(text),
        };
        path.display().to_string()
    }
}

/// A reading under way.
struct Reading {
    texts: Texts,
    faults: Faults,
    inside: PathBuf,
    bytes: u64,
    full: bool,
}

impl Reading {
    fn new(inside: &Path) -> Self {
        let (texts, faults) = (Texts(Default::default()), Faults::new());
        Self {
            texts,
            faults,
            inside: inside.to_owned(),
            bytes: 0,
            full: false,
        }
    }

    /// The files at the top of a scenario, and its own actions and rules; of others that look
    /// alike, it warns.
    fn scenario(&mut self, root: &Path) -> io::Result<()> {
        for entry in sorted(root)? {
            let Some(name) = entry.to_str() else { continue };
            let path = root.join(name);
            if FILES.contains(&name) {
                self.file(&path, name);
            } else if FOLDERS.contains(&name) && path.is_dir() {
                if self.is_inside(&path, name) {
                    self.folder(&path, name, 1);
                }
            } else if is_yaml(name) {
                let kind = FaultKind::Unreachable {
                    name: quote(name),
                    why: "not-read",
                };
                self.fault(name, kind);
            }
        }
        Ok(())
    }

    /// A folder of the catalogue with all that is in it.
    fn folder(&mut self, path: &Path, name: &str, depth: usize) {
        let entries = match sorted(path) {
            Ok(entries) => entries,
            Err(error) => return self.fault(name, unreadable(&error)),
        };
        if entries.len() > ENTRY_LIMIT {
            let (found, limit) = (entries.len() as u64, ENTRY_LIMIT as u64);
            return self.fault(
                name,
                FaultKind::TooMany {
                    what: "files",
                    found,
                    limit,
                },
            );
        }
        for entry in entries {
            let path = path.join(&entry);
            let Some(entry) = entry.to_str() else {
                let found = quote(&entry.to_string_lossy());
                self.fault(
                    name,
                    FaultKind::BadText {
                        found,
                        shape: "file-name",
                    },
                );
                continue;
            };
            let name = format!("{name}/{entry}");
            if path.is_dir() {
                if depth >= DEPTH_LIMIT {
                    let (found, limit) = (depth as u64 + 1, DEPTH_LIMIT as u64);
                    self.fault(
                        &name,
                        FaultKind::TooMany {
                            what: "depth",
                            found,
                            limit,
                        },
                    );
                } else if self.is_inside(&path, &name) {
                    self.folder(&path, &name, depth + 1);
                }
            } else if is_yaml(entry) {
                self.file(&path, &name);
            }
        }
    }

    /// One file, if it is regular, inside and within the limits.
    fn file(&mut self, path: &Path, name: &str) {
        if self.full || !self.is_inside(path, name) {
            return;
        }
        if self.texts.0.len() >= COUNT_LIMIT {
            self.full = true;
            let (found, limit) = (COUNT_LIMIT as u64 + 1, COUNT_LIMIT as u64);
            return self.fault(
                name,
                FaultKind::TooMany {
                    what: "files",
                    found,
                    limit,
                },
            );
        }
        match self.bytes_of(path) {
            Ok(bytes) => {
                self.bytes += bytes.len() as u64;
                self.texts.0.insert(name.to_owned(), bytes);
                if self.bytes > TOTAL_LIMIT {
                    self.full = true;
                    let (found, limit) = (self.bytes, TOTAL_LIMIT);
                    self.fault(
                        name,
                        FaultKind::TooMany {
                            what: "bytes",
                            found,
                            limit,
                        },
                    );
                }
            }
            Err(kind) => self.fault(name, kind),
        }
    }

    fn bytes_of(&self, path: &Path) -> Result<Vec<u8>, FaultKind> {
        let too_large = |found| FaultKind::TooLarge {
            found,
            limit: FILE_LIMIT,
        };
        // Asked before it is opened: to open a pipe would wait for ever.
        let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
        if !about.is_file() {
            return Err(FaultKind::Other {
                code: "special-file",
                args: Vec::new(),
            });
        }
        if about.len() > FILE_LIMIT {
            return Err(too_large(about.len()));
        }
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|f| f.take(FILE_LIMIT + 1).read_to_end(&mut bytes));
        read.map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > FILE_LIMIT {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(bytes)
    }

    /// Whether the path, its links followed, is still inside; if not, that is a fault.
    fn is_inside(&mut self, path: &Path, name: &str) -> bool {
        match path.canonicalize() {
            Ok(real) if real.starts_with(&self.inside) => true,
            Ok(_) => {
                self.fault(name, FaultKind::LinkOutside);
                false
            }
            Err(error) => {
                self.fault(name, unreadable(&error));
                false
            }
        }
    }

    fn fault(&mut self, name: &str, kind: FaultKind) {
        let file: Arc<str> = name.into();
        self.faults.push(Fault::new(&file, Place::START, kind));
    }
}

fn unreadable(error: &io::Error) -> FaultKind {
    FaultKind::Other {
        code: "unreadable",
        args: vec![("why", error.to_string())],
    }
}

/// The names in a folder, in order whatever the file system's is; one more than the limit at most.
fn sorted(path: &Path) -> io::Result<BTreeSet<std::ffi::OsString>> {
    let entries = fs::read_dir(path)?.take(ENTRY_LIMIT + 1);
    entries.map(|entry| Ok(entry?.file_name())).collect()
}

fn is_yaml(name: &str) -> bool {
    let end = Path::new(name).extension();
    end.is_some_and(|end| end.eq_ignore_ascii_case("yml") || end.eq_ignore_ascii_case("yaml"))
}

/// The texts of the catalogue that comes with the program.
#[cfg(test)]
pub fn catalogue() -> Texts {
    let mut texts = Texts(Default::default());
    embed_catalogue(&mut texts);
    texts
}

fn embed_catalogue(texts: &mut Texts) {
    if let Some(catalogue) = SHIPPED.get_dir("catalogue") {
        embedded(catalogue, texts);
    }
}

fn embedded(folder: &Dir<'_>, texts: &mut Texts) {
    for file in folder
        .files()
        .filter(|f| f.path().extension().is_some_and(|e| e == "yml"))
    {
        let path = file.path().to_string_lossy().replace('\\', "/");
        texts.0.insert(path, file.contents().to_owned());
    }
    folder.dirs().for_each(|inner| embedded(inner, texts));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{env, process};

    /// A folder that goes away with the test.
    struct Temporary(PathBuf);

    impl Temporary {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("dientap-folder-{}-{name}", process::id()));
            fs::create_dir_all(path.join("s")).expect("fresh folder");
            Self(path)
        }

        fn write(&self, name: &str, text: &[u8]) {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
            fs::write(path, text).expect("written");
        }

        fn read(&self) -> Folder {
            Folder::read(&self.0.join("s")).expect("a folder")
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn codes(folder: &Folder) -> Vec<(&str, &str)> {
        folder
            .faults
            .iter()
            .map(|fault| (&*fault.file, fault.kind.code()))
            .collect()
    }

    #[test]
    fn known_files_are_read_and_the_catalogue_comes_with_the_program() {
        let temporary = Temporary::new("known");
        temporary.write("s/city.yml", b"a: 1");
        temporary.write("s/notes.txt", b"x");
        temporary.write("s/campain.yml", b"x");
        let folder = temporary.read();
        assert_eq!(
            folder.texts.0.get("city.yml").map(Vec::as_slice),
            Some(&b"a: 1"[..])
        );
        assert!(
            folder
                .texts
                .0
                .keys()
                .any(|name| name.starts_with("catalogue/actions/red/"))
        );
        assert_eq!(codes(&folder), [("campain.yml", "unreachable")]);
        assert_eq!(folder.name, "s");
        assert!(!folder.faults.any_fault());
    }

    #[test]
    fn a_scenario_may_have_actions_and_rules_of_its_own() {
        let temporary = Temporary::new("own");
        temporary.write("s/actions/own.yml", b"{}");
        temporary.write("s/rules/own.yml", b"{}");
        temporary.write("s/others/own.yml", b"{}");
        temporary.write("catalogue/roles/server.yml", b"{}");
        let folder = temporary.read();
        assert_eq!(
            folder.texts.0.keys().collect::<Vec<_>>(),
            [
                "actions/own.yml",
                "catalogue/roles/server.yml",
                "rules/own.yml"
            ]
        );
        assert!(codes(&folder).is_empty());
    }

    #[test]
    fn a_catalogue_beside_the_folder_comes_first() {
        let temporary = Temporary::new("beside");
        temporary.write("catalogue/roles/server.yml", b"{}");
        temporary.write("catalogue/a/b/c/d/e.yml", b"{}");
        let folder = temporary.read();
        assert_eq!(
            folder.texts.0.keys().collect::<Vec<_>>(),
            ["catalogue/roles/server.yml"]
        );
        assert_eq!(codes(&folder), [("catalogue/a/b/c/d", "too-many")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_special_and_large_files_are_faults() {
        use std::os::unix::fs::symlink;
        let temporary = Temporary::new("hostile");
        temporary.write("secret.yml", b"x");
        temporary.write("s/scenario.yml", b"x");
        symlink("../secret.yml", temporary.0.join("s/city.yml")).expect("link");
        symlink("scenario.yml", temporary.0.join("s/msel.yml")).expect("link");
        symlink("nothing", temporary.0.join("s/duties.yml")).expect("link");
        fs::create_dir(temporary.0.join("s/campaign.yml")).expect("folder");
        let large = File::create(temporary.0.join("s/routines.yml")).expect("file");
        large.set_len(FILE_LIMIT + 1).expect("longer");
        let folder = temporary.read();
        let expected = [
            ("campaign.yml", "special-file"),
            ("city.yml", "link-outside"),
            ("duties.yml", "unreadable"),
            ("routines.yml", "too-large"),
        ];
        assert_eq!(codes(&folder), expected);
        assert!(folder.texts.0.contains_key("msel.yml"));
        assert!(!folder.texts.0.contains_key("city.yml"));
    }
}
