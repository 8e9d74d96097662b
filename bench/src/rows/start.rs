//! From the command to the first good answer, memory at rest, and standing up again after a power cut.

use std::time::Duration;

use super::ROUNDS;
use crate::house::Bench;
use crate::table::{Line, median};

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let house = bench.start("start").await?;
    let first = house.started_in;
    house.stop().await?;
    let (mut starts, mut stops, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let house = bench.start("start").await?;
        starts.push(house.started_in.as_secs_f64());
        tokio::time::sleep(Duration::from_secs(2)).await;
        memory.push(house.memory()?.0);
        stops.push(house.stop().await?.as_secs_f64());
    }
    let house = bench.start("start").await?;
    house.sql("CREATE TABLE kept AS SELECT 1 AS n").await?;
    house.kill().await?;
    let house = bench.start("start").await?;
    let recovered = house.started_in.as_secs_f64();
    let kept = house.count("SELECT count(*) FROM kept").await? == 1;
    // With its database running already, as a second process or one with DATABASE_URL finds it.
    let second = bench.start("start").await?;
    let beside = second.started_in.as_secs_f64();
    second.stop().await?;
    house.stop().await?;
    let (start, memory) = (median(starts), median(memory));
    Ok(vec![
        Line::limit(
            "start with an existing database to the first 200",
            format!("{start:.2} s with its own cluster, {beside:.2} s where the database runs"),
            "< 0.5 s",
            start < 0.5,
        ),
        Line::limit("resident memory at rest", format!("{memory:.0} MB"), "< 60 MB", memory < 60.0),
        Line::note(
            "first start, cluster and demo forum made",
            format!("{:.2} s", first.as_secs_f64()),
        ),
        Line::note("stop on SIGTERM, cluster too", format!("{:.2} s", median(stops))),
        Line::limit(
            "start after kill -9 of server and PostgreSQL",
            format!(
                "{recovered:.2} s, what was committed is {}",
                if kept { "there" } else { "gone" }
            ),
            "all kept",
            kept,
        ),
    ])
}
