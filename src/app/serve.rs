use std::io::Write;
use std::net::TcpListener;

use crate::accounts;
use crate::config::{DatabaseAt, Settings};
use crate::db::{self, Acting};
use crate::types::{Clock, Email};

use super::{Database, Parts, Running, Workers, listen};

/// Which part of the house this process runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Pages and work.
    Everything,
    /// Pages.
    Web,
    /// Work.
    Worker,
}

/// Serves until it is told to stop; then finishes what is under way.
///
/// # Errors
/// A sentence on what kept it from starting.
pub async fn serve(settings: &Settings, only: Only) -> anyhow::Result<()> {
    // The port first: whoever holds it already is the reason to stop before anything is touched.
    let socket = if only == Only::Worker { None } else { Some(bind(settings)?) };
    let stop = stop_signal()?;
    let mut stop = std::pin::pin!(stop);
    let database = tokio::select! {
        database = Database::ready(settings) => database?,
        () = &mut stop => return Ok(()),
    };
    let outcome = run(settings, only, socket, &database, stop).await;
    database.close().await;
    outcome
}

async fn run(
    settings: &Settings,
    only: Only,
    socket: Option<TcpListener>,
    database: &Database,
    stop: std::pin::Pin<&mut impl Future<Output = ()>>,
) -> anyhow::Result<()> {
    let parts = Parts::wire(settings, database.db.clone(), Clock::System)?;
    if matches!(settings.database, DatabaseAt::Embedded { .. }) && only != Only::Worker {
        db::acting(Acting::House, welcome(settings, &parts)).await?;
    }
    let workers = Workers::start(&parts, only == Only::Web);
    match socket {
        Some(socket) => {
            let Running { at, handle, ended } = listen(parts, socket, None)?;
            tracing::info!(%at, url = settings.public_url, "serving");
            stop.await;
            say("Stopping: finishing what is under way.");
            handle.stop(true).await;
            ended.await??;
        }
        None => stop.await,
    }
    workers.stop().await;
    Ok(())
}

fn bind(settings: &Settings) -> anyhow::Result<TcpListener> {
    TcpListener::bind(settings.bind).map_err(|error| {
        let at = settings.bind;
        anyhow::anyhow!(
            "{at} can not be listened on ({error}): stop what listens there, or set BIND to another \
             address and port"
        )
    })
}

/// On the first start of an installation of its own: the demo forum, an admin, and where to look.
async fn welcome(settings: &Settings, parts: &Parts) -> anyhow::Result<()> {
    super::demo::load_all(parts).await?;
    let url = &settings.public_url;
    say("");
    say("  Madang is ready.");
    say(&format!("  Forums          {url}/"));
    say(&format!("  Demo forum      {url}/{}", super::demo::SLUG));
    let admin =
        Email::parse("admin@madang.example").map_err(|fault| anyhow::anyhow!("{}", fault.code))?;
    let link = accounts::create_admin(&parts.db, &parts.clock, &parts.link_key, &admin).await?;
    say(&format!("  Desk (one-time) {url}/desk/enter/{}", link.reveal()));
    if settings.second_factor {
        say(
            "                  (asks for an authenticator app; to look around without: SECOND_FACTOR=off)",
        );
    }
    say(&format!("  API             {url}/api/docs/"));
    if settings.mail.smtp_url.is_none() {
        say(&format!(
            "  Letters         stay in {}/outbox and in the desk's mailbox (SMTP_URL is not set)",
            settings.data.display()
        ));
    }
    say("  Ctrl-C stops it.");
    say("");
    Ok(())
}

/// Says something to whoever started the command, apart from the log.
pub fn say(line: &str) {
    // Nobody may be listening; that is no reason to stop.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Ends when the process is told to stop: Ctrl-C or SIGTERM.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
