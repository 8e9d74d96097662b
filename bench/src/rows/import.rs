//! A real schedule.xml with 883 sessions: brought in, and handed out again.

use std::path::PathBuf;
use std::time::Instant;

use crate::house::{Bench, House};
use crate::table::Line;

/// Where the schedule is: `BENCH_SCHEDULE`, or beside the checkout.
const USUAL: &str = "../shared/data/fosdem-2026.schedule.xml";

/// The schedule, where there is one.
pub fn schedule() -> Option<PathBuf> {
    let file = std::env::var_os("BENCH_SCHEDULE").map_or_else(|| USUAL.into(), PathBuf::from);
    file.exists().then_some(file)
}

/// Imports it as a new forum by the command line; its name, and the seconds the command took in all.
pub async fn bring_in(
    house: &House,
    file: &std::path::Path,
) -> anyhow::Result<(String, f64, String)> {
    let forum = "fosdem";
    let path = file.to_string_lossy().into_owned();
    let began = Instant::now();
    let said = house.command(&["import", &path, "--forum", forum, "--create"]).await?;
    let seconds = began.elapsed().as_secs_f64();
    Ok((forum.to_owned(), seconds, said.lines().last().unwrap_or_default().to_owned()))
}

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let what = "import of schedule.xml, 883 sessions";
    let Some(file) = schedule() else {
        let why = format!("not measured: {USUAL} is absent; name the file in BENCH_SCHEDULE");
        return Ok(vec![Line::note(what, why)]);
    };
    let house = bench.start("import").await?;
    let (forum, seconds, said) = bring_in(&house, &file).await?;
    let sessions = house
        .count(&format!("SELECT count(*) FROM session s JOIN forum f ON f.id = s.forum_id WHERE f.slug = '{forum}'"))
        .await?;
    let ours = format!("{seconds:.2} s for {sessions} sessions, the command in all ({said})");
    let mut lines = vec![Line::limit(what, ours, "< 1 s", seconds < 1.0 && sessions == 883)];
    lines.extend(hand_out(&house, &forum).await?);
    house.stop().await?;
    Ok(lines)
}

async fn hand_out(house: &House, forum: &str) -> anyhow::Result<Vec<Line>> {
    let mut connection = house.connect().await?;
    let path = format!("/{forum}/schedule.xml");
    let began = Instant::now();
    let cold = connection.get(&path, "").await?;
    let millis = began.elapsed().as_secs_f64() * 1000.0;
    if cold.status != 200 {
        return Ok(vec![Line::note("export of schedule.xml", format!("answers {}", cold.status))]);
    }
    let tag = cold.header("etag").unwrap_or_default();
    let warm = connection.get(&path, &format!("If-None-Match: {tag}\r\n")).await?;
    let ours = format!("{millis:.0} ms cold, then {}", warm.status);
    let holds = millis < 100.0 && warm.status == 304;
    Ok(vec![Line::limit("export of schedule.xml", ours, "< 100 ms cold, 304 warm", holds)])
}
