//! A drill on disk: the tape as a file, by one writer at a time.
//!
//! It lives outside the engine, which names no path. The file is made anew or not at all (a drill
//! is never overwritten), file and folder are synced when it is made (else a power cut may take
//! the name away), and it is locked as long as it is open, so that two programs cannot write into
//! one chain. A failure to write or to sync is final: the system may have thrown away what it
//! could not write, and a second sync would say yes to that.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use engine::record::{DRILL_MAX, Tape, Unfit, read};

/// A locked `.drill` file, written at its end only.
#[derive(Debug)]
pub struct TapeFile {
    file: File,
    path: PathBuf,
    spent: bool,
}

/// A tape that can be had anew after it failed.
pub trait Renew: Tape + Send {
    /// The same bytes up to here on a fresh tape, all of them safe; then this writes behind them.
    ///
    /// # Errors
    ///
    /// What stands in the way; the tape is as spent as before, and it can be tried again.
    fn renew(&mut self, good: u64) -> io::Result<()>;
}

impl Renew for Box<dyn Renew> {
    fn renew(&mut self, good: u64) -> io::Result<()> {
        (**self).renew(good)
    }
}

impl Renew for TapeFile {
    /// A failed sync is final for the file it failed on, whatever a second one says. So the bytes
    /// are copied to a new file, synced there, and that takes the name; the hash chain was checked
    /// when they were written and is when they are read.
    fn renew(&mut self, good: u64) -> io::Result<()> {
        let mut bytes = Vec::new();
        File::open(&self.path)?.take(good).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != good || read(&bytes).tail.bytes() != good {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let beside = self.path.with_extension("drill.new");
        let fresh = Self::fresh(&beside, &self.path, &bytes);
        match fresh {
            Ok(file) => {
                (self.file, self.spent) = (file, false);
                Ok(())
            }
            Err(error) => {
                // Ours alone, and of no use; that it cannot be taken away is not worse.
                let _ = std::fs::remove_file(&beside);
                Err(error)
            }
        }
    }
}

impl TapeFile {
    /// Makes a new file; fails with `AlreadyExists` if the name is taken.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create_new(true)
            .open(path)?;
        file.try_lock()?;
        file.sync_all()?;
        sync_folder_of(path)?;
        Ok(TapeFile {
            file,
            path: path.to_owned(),
            spent: false,
        })
    }

    /// Opens a file to go on with it, and gives what is in it, read under the lock.
    ///
    /// Fails with `WouldBlock` if another writer has it. Cut it with [`TapeFile::cut_to`] before
    /// the first append, unless it is whole.
    pub fn open(path: &Path) -> io::Result<(Self, Vec<u8>)> {
        let mut file = OpenOptions::new().read(true).append(true).open(path)?;
        let about = file.metadata()?;
        if !about.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if about.len() > DRILL_MAX {
            return Err(Unfit::DrillFull.into());
        }
        file.try_lock()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let path = path.to_owned();
        Ok((
            TapeFile {
                file,
                path,
                spent: false,
            },
            bytes,
        ))
    }

    /// Cuts off what is behind so many bytes, for good. Never makes the file longer.
    pub fn cut_to(&mut self, bytes: u64) -> io::Result<()> {
        self.once(|file| {
            let len = file.metadata()?.len();
            if bytes > len {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            if bytes < len {
                file.set_len(bytes)?;
                file.sync_all()?;
            }
            Ok(())
        })
    }

    /// A file with these bytes, made beside and then put in the place of another.
    fn fresh(beside: &Path, path: &Path, bytes: &[u8]) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let mut file = options.open(beside)?;
        file.try_lock()?;
        file.set_len(0)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(beside, path)?;
        sync_folder_of(path)?;
        Ok(file)
    }

    /// Does it unless something failed before; if it fails now, that is final.
    fn once(&mut self, act: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        if self.spent {
            return Err(Unfit::Spent.into());
        }
        act(&mut self.file).inspect_err(|_| self.spent = true)
    }
}

impl Tape for TapeFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.once(|file| file.write_all(bytes))
    }

    fn sync(&mut self) -> io::Result<()> {
        self.once(|file| file.sync_data())
    }
}

/// Makes the name of the file outlast a power cut; only Unix lets a folder be synced.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::{env, fs, process};

    use serde_json::json;

    use super::*;
    use engine::record::{Ending, Writer};

    /// A folder that goes away with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("tape-file-{}-{name}", process::id()));
            fs::create_dir(&path).expect("fresh folder");
            Folder(path)
        }

        fn drill(&self) -> PathBuf {
            self.0.join("x.drill")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_drill_is_written_torn_cut_and_gone_on_with() {
        let folder = Folder::new("torn");
        let tape = TapeFile::create(&folder.drill()).expect("create");
        let mut writer = Writer::new(tape, &json!({"seed": 1})).expect("new");
        writer.push("order", &json!({"n": 1})).expect("push");
        writer.commit().expect("commit");
        drop(writer);
        let mut file = OpenOptions::new()
            .append(true)
            .open(folder.drill())
            .expect("open");
        file.write_all(b"\x40\0\0\0abcd{\"seq\":2,")
            .expect("half a frame");
        drop(file);

        let (mut tape, bytes) = TapeFile::open(&folder.drill()).expect("open");
        let reading = read(&bytes);
        let good_bytes = reading.tail.bytes();
        assert_eq!(
            reading.end,
            Ending::Torn {
                good_bytes,
                lost_bytes: 17
            }
        );
        tape.cut_to(good_bytes).expect("cut");
        let mut writer = Writer::resume(tape, reading.tail).expect("resume");
        assert_eq!(writer.push("order", &json!({"n": 2})).expect("push"), 2);
        writer.commit().expect("commit");
        let again = read(&fs::read(folder.drill()).expect("read"));
        assert_eq!((again.end, again.frames.len()), (Ending::Whole, 3));
        assert_eq!(&again.tail, writer.tail());
    }

    #[test]
    fn one_writer_and_nothing_overwritten() {
        let folder = Folder::new("lock");
        let tape = TapeFile::create(&folder.drill()).expect("create");
        let taken = TapeFile::create(&folder.drill()).expect_err("taken");
        assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
        let busy = TapeFile::open(&folder.drill()).expect_err("busy");
        assert_eq!(busy.kind(), io::ErrorKind::WouldBlock);
        drop(tape);
        let (mut tape, bytes) = TapeFile::open(&folder.drill()).expect("free");
        assert!(bytes.is_empty());
        assert_eq!(
            tape.cut_to(1).expect_err("longer").kind(),
            io::ErrorKind::InvalidInput
        );
        assert!(TapeFile::open(&folder.0).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_failure_is_final() {
        let open = || {
            let file = OpenOptions::new()
                .append(true)
                .open("/dev/full")
                .expect("device");
            let path = "/dev/full".into();
            TapeFile {
                file,
                path,
                spent: false,
            }
        };
        let spent = |result: io::Result<()>| {
            assert_eq!(Unfit::of(&result.expect_err("spent")), Some(&Unfit::Spent));
        };
        let mut full = open();
        assert_eq!(
            full.append(b"x").expect_err("full").kind(),
            io::ErrorKind::StorageFull
        );
        spent(full.append(b""));
        spent(full.sync());
        let mut unsynced = open();
        assert!(Unfit::of(&unsynced.sync().expect_err("a device has no sync")).is_none());
        spent(unsynced.append(b""));
        spent(unsynced.cut_to(0));
    }

    #[test]
    fn a_tape_had_anew_ends_with_what_is_safe_and_is_locked_like_the_old_one() {
        let folder = Folder::new("renewed");
        let tape = TapeFile::create(&folder.drill()).expect("create");
        let mut writer = Writer::new(tape, &json!({"seed": 1})).expect("new");
        writer.push("order", &json!({"n": 1})).expect("push");
        writer.commit().expect("commit");
        let good = writer.tail().clone();
        writer.push("order", &json!({"n": 2})).expect("push");
        writer.commit().expect("as if this had failed");
        let mut tape = writer.into_tape();
        assert!(
            tape.renew(good.bytes() + 7).is_err(),
            "that is no end of a frame"
        );
        tape.spent = true;
        tape.renew(good.bytes()).expect("there is room");
        let busy = TapeFile::open(&folder.drill()).expect_err("it is locked");
        assert_eq!(busy.kind(), io::ErrorKind::WouldBlock);
        let mut writer = Writer::resume(tape, good).expect("resume");
        writer.push("order", &json!({"n": 3})).expect("push");
        writer.commit().expect("commit");
        drop(writer);
        let bytes = fs::read(folder.drill()).expect("read");
        let reading = read(&bytes);
        assert_eq!(reading.end, Ending::Whole);
        let last = reading.frames.last().expect("a frame");
        assert_eq!((reading.frames.len(), &last.payload["n"]), (3, &json!(3)));
        let names = fs::read_dir(&folder.0).expect("list").count();
        assert_eq!(names, 1, "nothing is left beside it");
    }
}
