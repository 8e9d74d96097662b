use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};

use crate::accounts;
use crate::config::{self, Settings};
use crate::db::{self, Acting};
use crate::types::{Clock, Email, Role};

use super::serve::{Only, say, serve};
use super::{Database, Parts, doctor, openapi, telemetry};

/// The registration desk of a forum.
#[derive(Parser)]
#[command(name = "madang", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages and API, and send letters.
    Serve {
        /// Only pages, or only the work behind them.
        #[arg(long)]
        only: Option<Part>,
    },
    /// Bring the database to this version's schema.
    Migrate,
    /// Check settings, database, mail, clock and disk, and say how to mend what is wrong.
    Doctor {
        /// Walk the whole audit chain too, and hold it against its signed heads.
        #[arg(long)]
        audit: bool,
        /// Hold the heads against those in this file, as `madang heads` printed them.
        #[arg(long, requires = "audit")]
        heads: Option<PathBuf>,
    },
    /// Print the signed heads of the audit log, to be kept elsewhere.
    Heads {
        /// How many days back.
        #[arg(long, default_value_t = 31)]
        days: i64,
    },
    /// Print the API's OpenAPI document.
    Openapi,
    /// Bring in a schedule: schedule.xml, schedule.json or CSV.
    Import(super::import::ImportArgs),
    /// Load the demo forum, once.
    Demo,
    /// Hand out an attendance list.
    Export(super::export::ExportArgs),
    /// People who run the installation.
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
    /// Tokens for programs.
    Token {
        #[command(subcommand)]
        command: TokenCommand,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    Web,
    Worker,
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Forget the second factor of somebody who lost their phone and their recovery codes.
    ForgetFactor {
        /// The address they sign in with.
        #[arg(long)]
        email: String,
    },
    /// Make an admin, or let one in again: prints a one-time sign-in link.
    Create {
        /// The address to sign in with.
        #[arg(long)]
        email: String,
    },
}

#[derive(Subcommand)]
enum TokenCommand {
    /// Make a token; prints it alone, once.
    Create {
        /// What it may do.
        #[arg(long, value_parser = parse_role)]
        role: Role,
        /// The forum it is for; every role but admin needs one.
        #[arg(long)]
        forum: Option<String>,
        /// What it is for, to tell it from others.
        #[arg(long, default_value = "command line")]
        label: String,
        /// For how many days it works.
        #[arg(long, default_value_t = 90)]
        days: i64,
    },
}

fn parse_role(word: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::code).join(", ");
    Role::parse(word).ok_or_else(|| format!("write one of {}", known()))
}

/// The command line: reads it, does what it says, and says what went wrong in one sentence.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = config::from_env().map_err(anyhow::Error::from).and_then(|settings| {
        telemetry::start(&settings)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(obey(cli.command, &settings))
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("madang: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn complain(line: &str) {
    use std::io::Write;
    // Nobody may be listening.
    let _ = writeln!(std::io::stderr(), "{line}");
}

async fn obey(command: Command, settings: &Settings) -> anyhow::Result<bool> {
    match command {
        Command::Serve { only } => {
            let only = match only {
                None => Only::Everything,
                Some(Part::Web) => Only::Web,
                Some(Part::Worker) => Only::Worker,
            };
            serve(settings, only).await?;
        }
        Command::Migrate => {
            Database::ready(settings).await?.close().await;
            say("The database has this version's schema.");
        }
        Command::Doctor { audit, heads } => {
            return doctor::doctor(settings, audit, heads.as_deref()).await;
        }
        Command::Heads { days } => {
            with_parts(settings, async |parts| print_heads(&parts, days).await).await?;
        }
        Command::Openapi => say(&openapi::text()?),
        Command::Demo => with_parts(settings, async |parts| load_demo(&parts).await).await?,
        Command::Export(args) => {
            with_parts(settings, async |parts| super::export::export(&parts, args).await).await?;
        }
        Command::Import(args) => return super::import::import(settings, args).await,
        Command::Admin { command: AdminCommand::ForgetFactor { email } } => {
            with_parts(settings, async |parts| forget_factor(&parts, &email).await).await?;
        }
        Command::Admin { command: AdminCommand::Create { email } } => {
            with_parts(settings, async |parts| create_admin(settings, &parts, &email).await)
                .await?;
        }
        Command::Token { command: TokenCommand::Create { role, forum, label, days } } => {
            with_parts(settings, async |parts| {
                create_token(&parts, role, forum, &label, days).await
            })
            .await?;
        }
    }
    Ok(true)
}

/// Opens the database of the settings, does some work with it and leaves it as it was found.
pub(super) async fn with_parts<T>(
    settings: &Settings,
    work: impl AsyncFnOnce(Parts) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let database = Database::ready(settings).await?;
    let outcome = match Parts::wire(settings, database.db.clone(), Clock::System) {
        Ok(parts) => db::acting(Acting::House, work(parts)).await,
        Err(error) => Err(error),
    };
    database.close().await;
    outcome
}

/// The heads of the last days, oldest first, below the key they are signed with.
async fn print_heads(parts: &Parts, days: i64) -> anyhow::Result<()> {
    let mut conn = parts.db.conn().await?;
    let heads = crate::audit::heads(&mut conn, days.max(1)).await?;
    say(&format!("# key {}", parts.audit_key.public()));
    for head in heads.iter().rev() {
        say(&head.line());
    }
    Ok(())
}

async fn load_demo(parts: &Parts) -> anyhow::Result<()> {
    let loaded = super::demo::load_all(parts).await?;
    match loaded.sessions {
        0 => say("The demo forum is there already: seoul-2024."),
        sessions => say(&format!(
            "Made the demo forum seoul-2024: {sessions} sessions, {} speakers, {} fictional registrants.",
            loaded.speakers, loaded.people
        )),
    }
    Ok(())
}

async fn create_admin(settings: &Settings, parts: &Parts, email: &str) -> anyhow::Result<()> {
    let email = Email::parse(email)
        .map_err(|fault| anyhow::anyhow!("{email} is not an e-mail address ({})", fault.code))?;
    let link = accounts::create_admin(&parts.db, &parts.clock, &parts.link_key, &email).await?;
    say(&format!("{}/desk/enter/{}", settings.public_url, link.reveal()));
    Ok(())
}

async fn forget_factor(parts: &Parts, email: &str) -> anyhow::Result<()> {
    let address = Email::parse(email)
        .map_err(|fault| anyhow::anyhow!("{email} is not an e-mail address ({})", fault.code))?;
    let found = accounts::forget_factor(&parts.db, &parts.clock, &address).await?;
    say(match found {
        Some(true) => {
            "Forgotten, and they are signed out: they set up a new one when they next sign in."
        }
        Some(false) => "They have no second factor.",
        None => "Nobody has this address.",
    });
    Ok(())
}

async fn create_token(
    parts: &Parts,
    role: Role,
    forum: Option<String>,
    label: &str,
    days: i64,
) -> anyhow::Result<()> {
    let forum = match forum {
        Some(slug) => Some(find_forum(parts, &slug).await?.id),
        None => None,
    };
    let made = accounts::create_token(&parts.db, &parts.clock, role, forum, label, days).await;
    let token = made.map_err(|stop| refused(stop, "the token was not made"))?;
    say(token.reveal());
    Ok(())
}

/// The forum of an address, or a sentence.
pub(super) async fn find_forum(parts: &Parts, slug: &str) -> anyhow::Result<accounts::ForumWall> {
    let found = parts.directory.find(&parts.db, slug).await?;
    found.with_context(|| format!("there is no forum {slug}"))
}

/// A refusal in English, for the command line.
pub(super) fn refused<R: crate::types::Refusal>(
    stop: crate::db::Stop<R>,
    what: &str,
) -> anyhow::Error {
    match stop {
        crate::db::Stop::Refused(reason) => {
            let words =
                crate::i18n::Tr(crate::types::Lang::En).code(reason.code(), &reason.params());
            anyhow::anyhow!("{what}: {words}")
        }
        crate::db::Stop::Broken(error) => anyhow::Error::from(error).context(what.to_owned()),
    }
}

/// Where a path given on the command line is.
pub(super) fn existing(path: &PathBuf) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} can not be read", path.display()))
}
