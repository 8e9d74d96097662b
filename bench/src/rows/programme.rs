//! The public programme, compressed, against a bare handler with the same bytes and headers.

use std::process::Stdio;
use std::time::Duration;

use anyhow::ensure;
use tokio::process::Command;

use super::{ROUNDS, import};
use crate::house::{Bench, House, free_port};
use crate::http::{Answer, Connection, get};
use crate::load::{CONNECTIONS, ask, during};
use crate::seed::Forum;
use crate::table::{Line, median};

const SECONDS: u64 = 3;
const WANT: &str = "Accept-Encoding: gzip\r\nAccept-Language: en\r\n";

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let house = bench.start("programme").await?;
    let (forum, sessions) = match import::schedule() {
        Some(file) => (import::bring_in(&house, &file).await?.0, "883"),
        None => {
            (Forum::make("thousand", "b0000006", &house, 1000, 50).await?.slug.to_owned(), "1000")
        }
    };
    let (path, sample) = page(&house, &forum).await?;
    let at = free_port()?;
    let mut bare = bare(bench, at, &sample).await?;
    let (mut ours, mut theirs, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut found = load(house.at, &path, sample.body.len()).await?;
        let reference = load(at, &path, sample.body.len()).await?;
        // The first round warms both up.
        if round > 0 {
            ours.push(found.rate());
            waits.push(found.percentile(99));
            theirs.push(reference.rate());
        }
    }
    bare.kill().await?;
    house.stop().await?;
    let ratio = median(ours.iter().zip(&theirs).map(|(ours, theirs)| ours / theirs).collect());
    Ok(vec![Line::at_least(
        &format!(
            "{path}, {sessions} sessions, {} KB gzip, {CONNECTIONS} connections",
            sample.body.len() / 1024
        ),
        format!("{:.0}/s, p99 {:.0} ms", median(ours), median(waits)),
        format!("bare actix-web {:.0}/s", median(theirs)),
        ratio,
        0.9,
    )])
}

/// The programme page; the list for programs where the house has no page.
async fn page(house: &House, forum: &str) -> anyhow::Result<(String, Answer)> {
    let mut connection = house.connect().await?;
    let mut last = None;
    for path in
        [format!("/{forum}/programme"), format!("/api/v1/forums/{forum}/sessions?limit=200")]
    {
        let answer = connection.get(&path, WANT).await?;
        if answer.status == 200 {
            return Ok((path, answer));
        }
        last = Some(answer.status);
    }
    anyhow::bail!("the programme answers {last:?}")
}

async fn load(
    at: std::net::SocketAddr,
    path: &str,
    bytes: usize,
) -> anyhow::Result<crate::load::Found> {
    let request = get(path, WANT);
    let time = Duration::from_secs(SECONDS);
    let same = move |answer: &Answer| answer.status == 200 && answer.body.len() == bytes;
    let found = ask(&[at], CONNECTIONS, during(time, move || request.clone()), same).await?;
    found.clean()?;
    Ok(found)
}

async fn bare(
    bench: &Bench,
    at: std::net::SocketAddr,
    sample: &Answer,
) -> anyhow::Result<tokio::process::Child> {
    let (head, body) = (bench.folder().join("head"), bench.folder().join("body"));
    std::fs::write(&head, &sample.head)?;
    std::fs::write(&body, &sample.body)?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--bare").arg(at.to_string()).arg(head).arg(body).stdout(Stdio::null());
    let child = command.kill_on_drop(true).spawn()?;
    for _ in 0..200 {
        if let Ok(mut connection) = Connection::open(at).await {
            let answer = connection.get("/", WANT).await?;
            ensure!(answer.body == sample.body, "the bare handler serves other bytes");
            return Ok(child);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    anyhow::bail!("the bare handler does not start")
}
