//! The audit trail: who joined from where with which key, what they ordered, who was refused.
//!
//! One line of JSON for each, in a file beside the drill's. A thread of its own writes it, so that
//! no seat and no drill waits for the disk; what it cannot write it counts and says so.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// The most lines that may wait to be written.
const WAITING: usize = 16_384;
/// How long the last lines may take.
const FLUSH: Duration = Duration::from_secs(5);

/// The way to the trail.
#[derive(Clone, Debug)]
pub struct Trail {
    lines: SyncSender<Line>,
    lost: Arc<AtomicU64>,
}

/// What the thread is given.
#[derive(Debug)]
enum Line {
    Note(Value),
    /// All before it is written.
    Flush(SyncSender<()>),
}

impl Trail {
    /// Goes on with a trail, or begins it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(path)?;
        let (lines, waiting) = sync_channel(WAITING);
        let lost = Arc::new(AtomicU64::new(0));
        let counted = lost.clone();
        thread::spawn(move || write(file, &waiting, &counted));
        Ok(Self { lines, lost })
    }

    /// Notes something, with the moment it happened. `note` is a map.
    pub fn note(&self, what: &str, mut note: Value) {
        if let Some(map) = note.as_object_mut() {
            map.insert("what".into(), what.into());
            map.insert("at".into(), jiff::Timestamp::now().to_string().into());
        }
        if self.lines.try_send(Line::Note(note)).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until what was noted is on disk, for a while.
    pub fn flush(&self) {
        let (done, wait) = sync_channel(1);
        if self.lines.try_send(Line::Flush(done)).is_ok() {
            let _ = wait.recv_timeout(FLUSH);
        }
    }
}

fn write(mut file: File, waiting: &Receiver<Line>, lost: &AtomicU64) {
    let mut kept = file.metadata().map_or(0, |told| told.len());
    while let Ok(line) = waiting.recv() {
        let line = match line {
            Line::Note(line) => line,
            Line::Flush(done) => {
                let _ = file.sync_data();
                let _ = done.try_send(());
                continue;
            }
        };
        let missing = lost.swap(0, Ordering::Relaxed);
        let mut text = String::new();
        if missing > 0 {
            text.push_str(&format!("{}\n", json!({"what": "lost", "lines": missing})));
        }
        text.push_str(&format!("{line}\n"));
        if file.write_all(text.as_bytes()).is_ok() {
            kept = kept.saturating_add(text.len() as u64);
        } else {
            // Half a line would spoil the next one too.
            let _ = file.set_len(kept);
            lost.fetch_add(missing + 1, Ordering::Relaxed);
        }
    }
}
