//! What is asked of the verbs that take more than a word or two.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgGroup;
use engine::rehearsal::RUN_LIMIT;

use super::words::*;

/// What is asked of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckAsk {
    /// The scenario's folder, or a roster.
    pub scenario: PathBuf,
    /// A folder of Sigma rules to lay beside the shipped ones.
    #[arg(long, value_name = "FOLDER")]
    pub sigma_rules: Option<PathBuf>,
    /// The time it is set in; the scenario's own if none is named.
    #[arg(long, value_name = "ERA")]
    pub era: Option<String>,
    /// The folder for layers of what the rules see.
    #[arg(long, value_name = "FOLDER")]
    pub coverage: Option<PathBuf>,
}

/// What is asked of `run`.
#[derive(Debug, clap::Args)]
pub struct RunAsk {
    /// The scenario's folder, or the file of a drill to go on with.
    pub scenario: PathBuf,
    /// Whose seat to take.
    #[arg(long, value_enum, value_name = "SEAT")]
    pub seat: Option<SeatWord>,
    /// Who defends; the playbook if the scenario has one.
    #[arg(long, value_enum, value_name = "human|BOT")]
    pub blue: Option<BlueWord>,
    /// Who attacks.
    #[arg(
        long,
        value_enum,
        value_name = "script|adaptive|human",
        default_value = "script"
    )]
    pub red: RedWord,
    /// The seed; drawn if none is given.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Where to record the drill.
    #[arg(long, value_name = "FILE.drill")]
    pub out: Option<PathBuf>,
    /// Whether to say of each order that it is on disk.
    #[arg(long)]
    pub follow: bool,
    /// Drill seconds in a real one.
    #[arg(long, value_name = "X")]
    pub pace: Option<u32>,
    /// Whether to draw without boxes, for screen readers.
    #[arg(long)]
    pub plain: bool,
    /// A folder of Sigma rules to lay beside the shipped ones.
    #[arg(long, value_name = "FOLDER")]
    pub sigma_rules: Option<PathBuf>,
    /// The time it is set in; the scenario's own if none is named.
    #[arg(long, value_name = "ERA")]
    pub era: Option<String>,
}

/// What is asked of `serve`.
#[derive(Debug, clap::Args)]
pub struct ServeAsk {
    /// The scenario's folder.
    pub scenario: PathBuf,
    /// Who may sit where.
    #[arg(long, value_name = "FILE.yml")]
    pub roster: PathBuf,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Where the drill is recorded, or gone on with.
    #[arg(long, value_name = "FILE.drill")]
    pub out: Option<PathBuf>,
    /// The seed; drawn if none is given.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Drill seconds in a real one.
    #[arg(long, value_name = "X")]
    pub pace: Option<u32>,
    /// Who attacks; people if any sit there.
    #[arg(long, value_enum, value_name = "script|human")]
    pub red: Option<RedWord>,
    /// Who defends; people if any sit there.
    #[arg(long, value_enum, value_name = "human|none|playbook")]
    pub blue: Option<BlueWord>,
    /// Whether clients may come that agree on no key that outlasts quantum computers.
    #[arg(long)]
    pub old_clients: bool,
    /// How long a player's terminal may lie untouched.
    #[arg(long, value_name = "30m", value_parser = idle)]
    pub idle: Option<Duration>,
    /// Where the server's own key is kept.
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// A folder of Sigma rules to lay beside the shipped ones.
    #[arg(long, value_name = "FOLDER")]
    pub sigma_rules: Option<PathBuf>,
    /// The time it is set in; the scenario's own if none is named.
    #[arg(long, value_name = "ERA")]
    pub era: Option<String>,
}

/// What is asked of `report`.
#[derive(Debug, clap::Args)]
pub struct ReportAsk {
    /// The drill's file; several are laid side by side.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Which paper.
    #[arg(
        long,
        value_enum,
        value_name = "closing|blue|red|jury|daily|person|plan|other|all",
        default_value = "all"
    )]
    pub paper: PaperWord,
    /// In which format; in all if none is named.
    #[arg(long, value_enum, value_name = "html|docx|md|json|csv|navigator")]
    pub format: Option<FormatWord>,
    /// For whom: `organiser`, `jury`, `observer`, or a team by its name.
    #[arg(long = "for", value_name = "organiser|jury|observer|TEAM")]
    pub reader: Option<String>,
    /// By which version of the rules of scoring; by the newest if none is named.
    #[arg(long, value_name = "1|2")]
    pub scoring: Option<u32>,
    /// The file or folder to write.
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

impl ReportAsk {
    /// Whether a paper is wanted in this format.
    #[must_use]
    pub fn wants(&self, format: FormatWord) -> bool {
        self.format.is_none_or(|asked| asked == format)
    }

    /// Whether what is of the whole drill is wanted in this format: if it was asked for, or
    /// everything was.
    #[must_use]
    pub fn wants_data(&self, format: FormatWord) -> bool {
        self.format == Some(format) || self.format.is_none() && self.paper == PaperWord::All
    }
}

/// What is asked of `rehearse`.
#[derive(Debug, clap::Args)]
pub struct RehearseAsk {
    /// The scenario's folder; or `merge`, and the files of parts.
    pub scenario: PathBuf,
    /// The parts to put together.
    pub files: Vec<PathBuf>,
    /// How many seeds.
    #[arg(long, value_name = "N", default_value_t = 20,
        value_parser = clap::value_parser!(u32).range(1..=RUN_LIMIT as i64))]
    pub runs: u32,
    /// Which bots; all if none is named.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "BOT,…")]
    pub bots: Vec<BotWord>,
    /// Which part of how many.
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<(u32, u32)>,
    /// In which form the table is printed.
    #[arg(long, value_enum, value_name = "table|json", default_value = "table")]
    pub format: TableWord,
    /// The first seed.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed_from: u64,
    /// How many threads; all cores if absent.
    #[arg(long, value_name = "J", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Where to write instead of the standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// A folder of Sigma rules to lay beside the shipped ones.
    #[arg(long, value_name = "FOLDER")]
    pub sigma_rules: Option<PathBuf>,
    /// The time it is set in; the scenario's own if none is named.
    #[arg(long, value_name = "ERA")]
    pub era: Option<String>,
}

/// The forms in which a drill is exported.
const FORMS: [&str; 3] = ["telemetry", "alerts_ocsf", "stix"];
/// Those with which what is said of telemetry does not go.
const OTHERS: [&str; 2] = ["alerts_ocsf", "stix"];

/// What is asked of `export`: one of the forms.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("form").required(true).args(FORMS)))]
pub struct ExportAsk {
    /// The drill's file.
    pub file: PathBuf,
    /// The collected records, one JSON line each.
    #[arg(long)]
    pub telemetry: bool,
    /// The alerts as OCSF detection findings, one JSON line each.
    #[arg(long)]
    pub alerts_ocsf: bool,
    /// Indicators and written rules as a bundle of STIX.
    #[arg(long)]
    pub stix: bool,
    /// Whether to add whose doing each record was.
    #[arg(long, conflicts_with_all = OTHERS)]
    pub truth: bool,
    /// Whether daily life is among the records.
    #[arg(long, conflicts_with_all = OTHERS)]
    pub daily: bool,
    /// Which records, in the language of the hunt; all if absent.
    #[arg(long, value_name = "QUERY", conflicts_with_all = OTHERS)]
    pub query: Option<String>,
    /// Of which defence team; of the first if none is named.
    #[arg(long = "for", value_name = "TEAM", conflicts_with = "telemetry")]
    pub team: Option<String>,
}
