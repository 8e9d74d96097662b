//! What PostgreSQL itself does with the same rows, one transaction each.

use anyhow::Context;

use crate::house::{House, output};
use crate::seed::Forum;

const SCRIPT: &str = include_str!("../sql/registering.pgbench.sql");
/// Numbers of clients that are tried; the best one counts.
pub const CLIENTS: [usize; 3] = [8, 16, 64];

/// Registers into a forum by pgbench for so many seconds, and gives the transactions a second.
pub async fn register(
    house: &House,
    forum: &Forum,
    sessions: usize,
    clients: usize,
    seconds: u64,
) -> anyhow::Result<f64> {
    house.sql("CREATE SEQUENCE IF NOT EXISTS bench_person CACHE 100").await?;
    let file = tempfile::Builder::new().suffix(".sql").tempfile()?;
    std::fs::write(file.path(), SCRIPT)?;
    let mut command = house.postgres("pgbench")?;
    command.args(["-n", "-M", "prepared", "-j", "2"]);
    command.arg("-c").arg(clients.to_string()).arg("-T").arg(seconds.to_string());
    command.arg("-D").arg(format!("mark={}", forum.mark));
    command.arg("-D").arg(format!("sessions={sessions}"));
    let said = output(command.arg("-f").arg(file.path())).await?;
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next());
    let rate = rate.with_context(|| format!("pgbench said no rate: {said}"))?;
    Ok(rate.parse()?)
}
