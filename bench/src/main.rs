//! Measures Madang from outside, as `docs/bench.md` says: starts it on a cluster of its own, puts it
//! under load, and holds each figure against what the same machine can do otherwise, in the same run.

#![expect(clippy::print_stdout, reason = "what this program is for is a table on standard output")]

mod bare;
mod house;
mod http;
mod load;
mod pgbench;
mod rows;
mod seed;
mod table;

use std::process::ExitCode;

use anyhow::{Context, bail};

use house::Bench;
use table::Line;

/// Every row of the table, in its order.
const ROWS: [&str; 10] = [
    "start",
    "import",
    "programme",
    "hot",
    "spread",
    "rush",
    "export",
    "people",
    "storm",
    "timing",
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let outcome = match words.next().as_deref() {
        Some("--bare") => bare::serve(words.collect()),
        first => measure(first.map(str::to_owned).into_iter().chain(words).collect()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(3),
        Err(error) => {
            println!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Measures the rows that are named, or all; false when a target is missed.
fn measure(mut wanted: Vec<String>) -> anyhow::Result<bool> {
    if let Some(odd) = wanted.iter().find(|row| !ROWS.contains(&row.as_str())) {
        bail!("there is no row {odd}: they are {}", ROWS.join(", "));
    }
    if wanted.is_empty() {
        wanted = ROWS.map(str::to_owned).to_vec();
    }
    // One thread: the load must leave the machine to what is measured.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let lines = runtime.block_on(async {
        let bench = Bench::open()?;
        let mut lines = Vec::new();
        for row in ROWS.iter().filter(|row| wanted.iter().any(|name| name == *row)) {
            println!("measuring {row} ...");
            let found = tokio::select! {
                found = run(&bench, row) => found.with_context(|| format!("row {row}"))?,
                _ = tokio::signal::ctrl_c() => bail!("stopped"),
            };
            table::print(&found);
            lines.extend(found);
        }
        anyhow::Ok(lines)
    })?;
    println!("\n{}", table::heading());
    table::print(&lines);
    Ok(lines.iter().all(|line| line.holds != Some(false)))
}

async fn run(bench: &Bench, row: &str) -> anyhow::Result<Vec<Line>> {
    match row {
        "start" => rows::start::measure(bench).await,
        "import" => rows::import::measure(bench).await,
        "programme" => rows::programme::measure(bench).await,
        "hot" => rows::registering::measure(bench, 1).await,
        "spread" => rows::registering::measure(bench, 200).await,
        "rush" => rows::rush::measure(bench).await,
        "export" => rows::export::measure(bench).await,
        "people" => rows::people::measure(bench).await,
        "storm" => rows::storm::measure(bench).await,
        _ => rows::timing::measure(bench).await,
    }
}
