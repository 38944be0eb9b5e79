//! The live drill's door: an SSH server that lets people and machines to their seats, and nobody
//! else to anything.
//!
//! No passwords, no shell of the machine, no forwarding, no subsystem, no agent. It only carries:
//! what a seat may see and do is decided by the stage and by the seat's role, as at any terminal.
//! Each line has a task of its own and is never waited for; frames are dropped, not bytes.

mod brief;
mod cut;
mod easel;
mod gallery;
mod hail;
mod host_key;
pub mod house;
mod limits;
mod locks;
mod machine;
mod pane;
mod people;
mod porter;
mod session;
mod sit;
mod trail;
mod typed;
mod white;
mod work;

use std::borrow::Cow;
use std::io;
use std::net::SocketAddr;
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use engine::words::name::Name;
use engine::words::text::Lang;
use russh::keys::{Algorithm, EcdsaCurve, PrivateKey};
use russh::server::Config;
use russh::{Disconnect, MethodKind, MethodSet, Preferred, SshId, cipher, compression, kex, mac};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::phrase::Phrases;
use crate::roster::Roster;
use crate::roster::keys::fingerprint;
use crate::terminal::ssh::cut::{Cuttable, Knife};
use crate::terminal::ssh::gallery::Gallery;
use crate::terminal::ssh::hail::{hail, plain};
use crate::terminal::ssh::house::House;
use crate::terminal::ssh::limits::{ASKED, EMPTY, Gate, IDLE, LOGIN, Pass, TRIES};
use crate::terminal::ssh::locks::Locks;
use crate::terminal::ssh::people::People;
use crate::terminal::ssh::session::Session;
use crate::terminal::ssh::trail::Trail;

/// How long everybody may take to hear goodbye.
const GOODBYE: Duration = Duration::from_secs(2);
/// What the server calls itself.
const NAME: &str = "SSH-2.0-dientap";
/// How often it is looked whether a connection carries anything.
const LOOK: Duration = Duration::from_secs(15);
/// How long to rest when the system has no connection to give.
const BREATH: Duration = Duration::from_millis(50);

/// What the server's own terminal may say.
#[derive(Clone, Debug)]
pub enum Notice {
    /// Somebody sat down, or a machine came.
    Came(Name, SocketAddr),
    /// They went.
    Went(Name, SocketAddr),
    /// Somebody was refused, and why: the key of a sentence.
    Refused(String, SocketAddr, &'static str),
    /// A code let a new key in.
    Bound(Name, String),
    /// The drill stands because it cannot be recorded, and why; or it is recorded again.
    Trouble(Option<String>),
    /// A fresh code was drawn for a seat.
    Renewed(Name, String),
}

/// All that the server's tasks share.
pub struct Inside {
    roster: Arc<Roster>,
    locks: Locks,
    trail: Trail,
    people: Arc<People>,
    gate: Arc<Gate>,
    house: Arc<dyn House>,
    /// News are drawn for one person after the other, on each core, so that whoever types finds
    /// room between.
    lane: Arc<Semaphore>,
    /// What many look at.
    gallery: Arc<Gallery>,
    notices: Sender<Notice>,
    closing: watch::Receiver<bool>,
    /// How long who plays may leave their terminal untouched.
    idle: Duration,
    lang: Lang,
    /// What a client hears that shares no key exchange with us.
    too_old: String,
}

impl Inside {
    /// Somebody was refused.
    fn refused(&self, name: &str, from: SocketAddr, key: Option<&str>, why: &'static str) {
        self.gate.refused(from.ip(), Instant::now());
        let name = crate::phrase::harmless(&name.chars().take(64).collect::<String>());
        self.trail.note(
            "refused",
            json!({"seat": name, "from": from.to_string(), "key": key, "why": why}),
        );
        let _ = self.notices.send(Notice::Refused(name, from, why));
    }
}

/// A server about to begin.
pub struct Serving {
    /// Who may sit where.
    pub roster: Arc<Roster>,
    /// What they are let into.
    pub house: Arc<dyn House>,
    /// Where codes and the keys they let in are kept.
    pub locks: std::path::PathBuf,
    /// Where the audit trail is written.
    pub trail: std::path::PathBuf,
    /// Where the server's own key is.
    pub host_key: std::path::PathBuf,
    /// Whether clients may come that agree on no key that outlasts quantum computers.
    pub old_clients: bool,
    /// How long who plays may leave their terminal untouched, if it is not to be as usual.
    pub idle: Option<Duration>,
    /// The language of whoever names none.
    pub lang: Lang,
    /// Where notices go.
    pub notices: Sender<Notice>,
}

/// A server that can be told from.
pub struct Ready {
    inside: Arc<Inside>,
    config: Arc<Config>,
    closing: watch::Sender<bool>,
    /// The fingerprint of its key.
    pub fingerprint: String,
    /// Whether the key was made just now.
    pub is_new: bool,
}

impl Serving {
    /// Reads or makes what the server keeps.
    pub fn ready(self) -> io::Result<Ready> {
        crossterm::style::force_color_output(true);
        let (key, is_new) = key_at(&self.host_key)?;
        let (closing, closed) = watch::channel(false);
        let idle = self.idle.unwrap_or(IDLE);
        let cores = available_parallelism().map_or(1, NonZero::get);
        let inside = Inside {
            locks: Locks::open(&self.locks, self.roster.clone())?,
            trail: Trail::open(&self.trail)?,
            people: Arc::default(),
            gate: Arc::default(),
            house: self.house,
            lane: Arc::new(Semaphore::new(cores)),
            gallery: Arc::default(),
            notices: self.notices,
            closing: closed,
            idle,
            lang: self.lang,
            too_old: both(if self.old_clients {
                "door-far-too-old"
            } else {
                "door-too-old"
            }),
            roster: self.roster,
        };
        Ok(Ready {
            inside: Arc::new(inside),
            fingerprint: fingerprint(key.public_key()),
            config: Arc::new(config(key, self.old_clients, idle)),
            closing,
            is_new,
        })
    }
}

/// A sentence at the door, where nobody has named a language yet.
fn both(key: &str) -> String {
    let say = |lang| Phrases::new(lang).say(key);
    format!("{} / {}", say(Lang::Vi), say(Lang::En))
}

fn key_at(path: &Path) -> io::Result<(PrivateKey, bool)> {
    host_key::host_key(path)
}

/// Modern algorithms only; keys are agreed on in a way that outlasts quantum computers, unless old
/// clients are to be let in too.
fn config(key: PrivateKey, old_clients: bool, idle: Duration) -> Config {
    const KEX: &[kex::Name] = &[
        kex::MLKEM768X25519_SHA256,
        kex::EXTENSION_SUPPORT_AS_SERVER,
        kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
    ];
    // OpenSSH before 9.9 and PuTTY before 0.83 share no other with us; auditors warn of them: what
    // is recorded of such a line today, a quantum computer may read one day.
    const KEX_OLD: &[kex::Name] = &[
        kex::MLKEM768X25519_SHA256,
        kex::CURVE25519,
        kex::CURVE25519_PRE_RFC_8731,
        kex::EXTENSION_SUPPORT_AS_SERVER,
        kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
    ];
    const CIPHERS: &[cipher::Name] = &[
        cipher::AES_256_GCM,
        cipher::AES_128_GCM,
        cipher::AES_256_CTR,
        cipher::AES_192_CTR,
        cipher::AES_128_CTR,
    ];
    const MACS: &[mac::Name] = &[mac::HMAC_SHA256_ETM, mac::HMAC_SHA512_ETM];
    const KEYS: &[Algorithm] = &[
        Algorithm::Ed25519,
        Algorithm::SkEd25519,
        Algorithm::Ecdsa {
            curve: EcdsaCurve::NistP256,
        },
        Algorithm::Ecdsa {
            curve: EcdsaCurve::NistP384,
        },
        Algorithm::Ecdsa {
            curve: EcdsaCurve::NistP521,
        },
        Algorithm::SkEcdsaSha2NistP256,
    ];
    Config {
        server_id: SshId::Standard(Cow::Borrowed(NAME)),
        methods: MethodSet::from(&[MethodKind::PublicKey][..]),
        auth_rejection_time: Duration::from_millis(300),
        auth_rejection_time_initial: Some(Duration::ZERO),
        max_auth_attempts: TRIES,
        keys: vec![key],
        preferred: Preferred {
            kex: Cow::Borrowed(if old_clients { KEX_OLD } else { KEX }),
            key: Cow::Borrowed(KEYS),
            cipher: Cow::Borrowed(CIPHERS),
            mac: Cow::Borrowed(MACS),
            compression: Cow::Borrowed(&[compression::NONE]),
            ..Preferred::DEFAULT
        },
        // What a client may have on its way to us; each line has this much at most.
        window_size: 256 << 10,
        channel_buffer_size: 32,
        inactivity_timeout: None,
        // A client that is gone without a word is to be gone before one that is only idle.
        keepalive_interval: Some(ASKED.0.min(idle / 4)),
        keepalive_max: ASKED.1,
        nodelay: true,
        ..Config::default()
    }
}

impl Ready {
    /// The codes that may still be used, by seat.
    pub fn codes(&self) -> std::collections::BTreeMap<String, String> {
        self.inside.locks.codes()
    }

    /// Lets people in until `end` is done, then says goodbye to everybody.
    pub async fn serve(&self, listener: TcpListener, end: impl Future<Output = ()>) {
        tokio::pin!(end);
        loop {
            tokio::select! {
                () = &mut end => break,
                accepted = listener.accept() => match accepted {
                    Ok((stream, from)) => {
                        let (inside, config) = (self.inside.clone(), self.config.clone());
                        tokio::spawn(connection(stream, from, inside, config));
                    }
                    // No room for one more: whoever is here is not to suffer for it.
                    Err(_) => tokio::time::sleep(BREATH).await,
                },
            }
        }
        let _ = self.closing.send(true);
        let begun = Instant::now();
        while self.inside.people.count() > 0 && begun.elapsed() < GOODBYE {
            tokio::time::sleep(BREATH).await;
        }
        for here in self.inside.people.here() {
            here.knife.cut();
        }
        self.inside.trail.flush();
    }
}

/// One connection from first to last byte.
async fn connection(stream: TcpStream, from: SocketAddr, inside: Arc<Inside>, config: Arc<Config>) {
    let pass = match inside.gate.enter(from.ip(), Instant::now()) {
        Ok(pass) => Arc::new(pass),
        Err(why) => {
            let address = from.to_string();
            return inside
                .trail
                .note("turned-away", json!({"from": address, "why": why}));
        }
    };
    let _ = stream.set_nodelay(true);
    let knife = Knife::default();
    let stream = Cuttable::new(stream, knife.clone());
    let session = Session::new(inside.clone(), from, pass.clone(), knife.clone());
    let busy = session.busy();
    let handle = OnceLock::new();
    let run = async {
        let stream = hail(stream, NAME, &config.preferred.kex, &inside.too_old).await?;
        let running = russh::server::run_stream(config.clone(), stream, session).await?;
        let _ = handle.set(running.handle());
        running.await
    };
    tokio::pin!(run);
    let why = tokio::select! {
        ended = &mut run => {
            let ended: Result<(), russh::Error> = ended;
            if let Err(russh::Error::NoCommonAlgo { .. }) = ended {
                inside.refused("-", from, None, "refused-old");
            }
            return knife.cut();
        }
        why = too_long(&pass, busy, inside.idle.min(EMPTY)) => why,
    };
    let address = from.to_string();
    inside
        .trail
        .note("turned-away", json!({"from": address, "why": why}));
    if let Some(handle) = handle.get() {
        let words = plain(&both("bye-empty"));
        let _ = handle
            .disconnect(Disconnect::ByApplication, words, String::new())
            .await;
        let _ = timeout(GOODBYE, run).await;
    }
    knife.cut();
}

/// Comes back when nobody has signed for a connection in time, or it has carried nothing for too
/// long, with a word for why.
async fn too_long(pass: &Pass, busy: impl Fn() -> bool, most: Duration) -> &'static str {
    let begun = Instant::now();
    let mut since = begun;
    loop {
        tokio::time::sleep(LOOK.min(most / 4)).await;
        // Only a terminal that shows no key is so slow.
        if pass.is_half() && begun.elapsed() >= LOGIN {
            return "slow";
        }
        if pass.is_half() || busy() {
            since = Instant::now();
        } else if since.elapsed() >= most {
            return "empty";
        }
    }
}

#[cfg(test)]
mod wire_order_tests;
#[cfg(test)]
mod wire_tests;
