use tracing_subscriber::EnvFilter;

use crate::config::Settings;

/// Starts logging to standard error, as lines for people or as JSON. The mail library's own lines are
/// held at `info`, because below that they carry letters.
///
/// # Errors
/// When `LOG` is no filter.
pub fn start(settings: &Settings) -> anyhow::Result<()> {
    let filter =
        EnvFilter::try_new(format!("{},lettre=info,tokio_postgres=warn", settings.log_filter))
            .map_err(|error| {
                anyhow::anyhow!("LOG={} is not a log filter: {error}", settings.log_filter)
            })?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first one's.
    let _ = if settings.log_json {
        lines.json().try_init()
    } else {
        lines.with_target(false).try_init()
    };
    Ok(())
}
