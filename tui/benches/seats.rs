//! What seats cost: real SSH sessions on loopback before a drill that is busy.
//!
//! `cargo bench -p dientap --bench seats [-- SEATS…]` serves a scenario with a release build and
//! comes to it with so many terminals (100, 500 and 1,000 if no number is given). They are of three
//! sizes and two languages, and each is at one of six tabs. It prints the server's processor time
//! and memory while the drill goes on fast, how long it is from a key to the first byte of its
//! frame, and from an announcement to the frames that show it: of all on whose tab it changes
//! anything while the drill stands, and of those who read it on their wall while the drill goes on
//! fast. The clients run on the same machine and take their share of it.
#![allow(missing_docs, reason = "a benchmark is no interface")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use russh::client::{Config, Handle, Handler, connect};
use russh::keys::{Algorithm, PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{ChannelMsg, ChannelReadHalf, ChannelWriteHalf, client};
use tokio::time::{sleep, timeout};

/// The terminals that keys are pressed at.
const HANDS: usize = 20;
/// The keys pressed at each.
const KEYS: usize = 15;
/// How long the drill is watched for the processor's share.
const WATCH: Duration = Duration::from_secs(15);
/// The sizes of terminals.
const SIZES: [(u32, u32); 3] = [(120, 40), (80, 24), (160, 50)];
/// The languages.
const LANGS: [&str; 2] = ["vi_VN.UTF-8", "en_US.UTF-8"];
/// The tabs that people are at; the first is the wall.
const TABS: usize = 6;
/// When nothing more comes, all has come that will.
const QUIET: Duration = Duration::from_secs(3);
/// How many come at the same time.
const WAVE: usize = 32;

struct Trusting;

impl Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

/// A terminal far away.
struct Seat {
    _line: Handle<Trusting>,
    from: ChannelReadHalf,
    to: ChannelWriteHalf<client::Msg>,
}

impl Seat {
    async fn sit(
        port: u16,
        number: usize,
        name: String,
        key: Arc<PrivateKey>,
    ) -> Result<Self, russh::Error> {
        let config = Config {
            nodelay: true,
            ..Config::default()
        };
        let mut line = connect(Arc::new(config), ("127.0.0.1", port), Trusting).await?;
        let shown = PrivateKeyWithHashAlg::new(key, None);
        line.authenticate_publickey(name, shown).await?;
        let channel = line.channel_open_session().await?;
        let (columns, rows) = SIZES[number / TABS % SIZES.len()];
        let lang = LANGS[number / TABS / SIZES.len() % LANGS.len()];
        channel.set_env(false, "LC_ALL", lang).await?;
        channel
            .request_pty(false, "xterm-256color", columns, rows, 0, 0, &[])
            .await?;
        channel.request_shell(false).await?;
        let (from, to) = channel.split();
        let mut seat = Self {
            _line: line,
            from,
            to,
        };
        seat.painted().await;
        let tab = format!("{}", 1 + number % TABS);
        seat.to.data_bytes(tab.into_bytes()).await?;
        Ok(seat)
    }

    /// Waits for bytes of a frame; false if the line is gone.
    async fn painted(&mut self) -> bool {
        loop {
            match self.from.wait().await {
                Some(ChannelMsg::Data { .. }) => return true,
                None => return false,
                _ => {}
            }
        }
    }

    /// Waits for a frame in which this stands; false if the line is gone.
    async fn shows(&mut self, text: &[u8]) -> bool {
        loop {
            match self.from.wait().await {
                Some(ChannelMsg::Data { data })
                    if data.windows(text.len()).any(|part| part == text) =>
                {
                    return true;
                }
                None => return false,
                _ => {}
            }
        }
    }

    /// Reads what is there until nothing comes for a while.
    async fn drain(&mut self, quiet: Duration) {
        while timeout(quiet, self.painted()).await == Ok(true) {}
    }
}

/// A folder that goes away with the benchmark, and a server in it.
struct Server {
    folder: PathBuf,
    child: Child,
    port: u16,
}

impl Server {
    fn start(seats: usize, key: &PrivateKey, pace: u32) -> Self {
        let folder = env::temp_dir().join(format!("dientap-seats-{}-{seats}", process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let public = key.public_key().to_openssh().expect("a key");
        let mut roster = "teams:\n  - name: doi\n    plays: blue\n    seats:\n".to_owned();
        for number in 0..seats.min(499) {
            roster.push_str(&format!(
                "      - {{name: s{number}, keys: [\"{public}\"]}}\n"
            ));
        }
        roster.push_str("  - name: btc\n    plays: btc\n    seats:\n");
        roster.push_str(&format!("      - {{name: lan, keys: [\"{public}\"]}}\n"));
        fs::write(folder.join("roster.yml"), roster).expect("written");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut child = Command::new(env!("CARGO_BIN_EXE_dientap"))
            .args(["serve"])
            .arg(root.join("scenarios/hp-cang-ransom"))
            .args([
                "--roster",
                "roster.yml",
                "--listen",
                "127.0.0.1:0",
                "--data",
                "data",
            ])
            .args(["--seed", "7", "--lang", "en", "--pace", &pace.to_string()])
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let out = BufReader::new(child.stdout.take().expect("it was piped"));
        let mut lines = out.lines().map_while(Result::ok);
        let port =
            lines.find_map(|line| line.strip_prefix("Listening on 127.0.0.1:")?.parse().ok());
        lines
            .find(|line| line.contains("Ctrl-C"))
            .expect("it can be joined");
        Self {
            folder,
            child,
            port: port.expect("it says where it listens"),
        }
    }

    /// Processor seconds so far, and megabytes of memory.
    fn costs(&self) -> (f64, f64) {
        let of = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", self.child.id()));
        let stat = of("stat").unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
        let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<f64>().ok());
        let ticks = ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0);
        let status = of("status").unwrap_or_default();
        let memory = status.lines().find_map(|line| {
            let kilobytes = line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?;
            kilobytes.trim().parse::<f64>().ok()
        });
        (ticks / 100.0, memory.unwrap_or(0.0) / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The organisers, by words.
struct Organisers {
    _line: Handle<Trusting>,
    to: ChannelWriteHalf<client::Msg>,
}

impl Organisers {
    async fn says(&self, line: &str) {
        let line = format!("{line}\n").into_bytes();
        self.to.data_bytes(line).await.expect("sent");
    }
}

async fn white(port: u16, key: &Arc<PrivateKey>) -> Organisers {
    let shown = PrivateKeyWithHashAlg::new(key.clone(), None);
    let line = connect(Arc::default(), ("127.0.0.1", port), Trusting).await;
    let mut line = line.expect("a line");
    line.authenticate_publickey("lan", shown)
        .await
        .expect("let in");
    let channel = line.channel_open_session().await.expect("a channel");
    channel.exec(false, "play").await.expect("sent");
    let (mut from, to) = channel.split();
    // What they are told is to be read, too.
    tokio::spawn(async move { while from.wait().await.is_some() {} });
    Organisers { _line: line, to }
}

fn quantiles(mut all: Vec<Duration>) -> String {
    all.sort();
    let at = |share: usize| {
        let place = (all.len() * share / 100).min(all.len().saturating_sub(1));
        all.get(place).copied().unwrap_or_default().as_secs_f64() * 1_000.0
    };
    format!(
        "median {:.1} ms, p99 {:.1} ms, of {}",
        at(50),
        at(99),
        all.len()
    )
}

async fn measure(seats: usize, key: &Arc<PrivateKey>) {
    let server = Server::start(seats, key, 60);
    let organisers = white(server.port, key).await;
    let before = server.costs().1;
    let begun = Instant::now();
    let mut all = sit_down(server.port, seats, key).await;
    let took = begun.elapsed().as_secs_f64();
    println!("{seats:>5} seats  sat down in {took:.1} s");
    for seat in &mut all {
        seat.drain(Duration::from_millis(5)).await;
    }
    let memory = server.costs().1;
    let each = (memory - before) / seats as f64;
    println!("{seats:>5} seats  {memory:.0} MB in all, {each:.2} MB a seat");
    let (waits, all) = announced(all, &organisers, |_| true).await;
    println!(
        "{seats:>5} seats  fact to paint, clock standing: {}",
        quantiles(waits)
    );
    organisers.says("{\"clock\": \"pause\"}").await;
    let (waits, all) = announced(all, &organisers, |number| number % TABS == 0).await;
    println!(
        "{seats:>5} seats  fact to paint, clock at 60: {}",
        quantiles(waits)
    );
    typed(&server, all).await;
}

async fn sit_down(port: u16, seats: usize, key: &Arc<PrivateKey>) -> Vec<Seat> {
    let mut all: Vec<Seat> = Vec::with_capacity(seats);
    while all.len() < seats {
        let wave = all.len()..(all.len() + WAVE).min(seats);
        let coming = wave.map(|number| {
            let name = format!("s{}", number % seats.min(499));
            tokio::spawn(Seat::sit(port, number, name, key.clone()))
        });
        for one in coming.collect::<Vec<_>>() {
            all.push(one.await.expect("no panic").expect("a seat"));
        }
    }
    all
}

/// From an announcement to the frames that show it, of all seats whose number is looked at.
async fn announced(
    all: Vec<Seat>,
    organisers: &Organisers,
    looked_at: fn(usize) -> bool,
) -> (Vec<Duration>, Vec<Seat>) {
    let text = format!("zqx{}", all.len());
    let sent = Instant::now() + QUIET;
    let watched = all.into_iter().enumerate().map(|(number, mut seat)| {
        let text = text.clone().into_bytes();
        tokio::spawn(async move {
            let shown = async { seat.shows(&text).await.then(Instant::now) };
            let at = timeout(2 * QUIET, shown).await.ok().flatten();
            let wait = at.filter(|_| looked_at(number)).map(|at| at - sent);
            (wait, seat)
        })
    });
    let watched: Vec<_> = watched.collect();
    tokio::time::sleep_until(sent.into()).await;
    organisers
        .says(&format!("{{\"announce\": {{\"text\": \"{text}\"}}}}"))
        .await;
    let (mut waits, mut all) = (Vec::new(), Vec::new());
    for one in watched {
        let (wait, seat) = one.await.expect("a seat");
        waits.extend(wait);
        all.push(seat);
    }
    (waits, all)
}

/// The drill goes on, fast; all watch, some type.
async fn typed(server: &Server, all: Vec<Seat>) {
    let seats = all.len();
    let (mut hands, mut watchers) = (Vec::new(), Vec::new());
    for (number, mut seat) in all.into_iter().enumerate() {
        if number < HANDS {
            hands.push(seat);
        } else {
            watchers.push(tokio::spawn(async move { while seat.painted().await {} }));
        }
    }
    let (cpu, begun) = (server.costs().0, Instant::now());
    let typing = hands.into_iter().map(|seat| tokio::spawn(type_keys(seat)));
    let mut waits = Vec::new();
    for typist in typing.collect::<Vec<_>>() {
        waits.extend(typist.await.expect("a typist"));
    }
    sleep(WATCH.saturating_sub(begun.elapsed())).await;
    let (spent, memory) = server.costs();
    let share = (spent - cpu) / begun.elapsed().as_secs_f64();
    println!("{seats:>5} seats  key to paint: {}", quantiles(waits));
    println!("{seats:>5} seats  server takes {share:.2} cores, {memory:.0} MB");
    watchers.iter().for_each(tokio::task::JoinHandle::abort);
}

/// Presses keys at one terminal; how long each took to be answered. Frames of the drill's own come
/// in between, so what is there is read first, and the key's frame is the next.
async fn type_keys(mut seat: Seat) -> Vec<Duration> {
    let mut waits = Vec::new();
    for _ in 0..KEYS {
        seat.drain(Duration::from_millis(15)).await;
        let begun = Instant::now();
        if seat.to.data_bytes(&b"\t"[..]).await.is_err() || !seat.painted().await {
            break;
        }
        waits.push(begun.elapsed());
        sleep(Duration::from_millis(300)).await;
    }
    tokio::spawn(async move { while seat.painted().await {} });
    waits
}

fn main() {
    let asked: Vec<usize> = env::args().filter_map(|word| word.parse().ok()).collect();
    let asked = if asked.is_empty() {
        vec![100, 500, 1_000]
    } else {
        asked
    };
    let key = PrivateKey::random(&mut rand::rng(), Algorithm::Ed25519).expect("a key");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let key = Arc::new(key);
    for seats in asked {
        runtime.block_on(measure(seats, &key));
    }
}
