//! The organizer's list of people: any page of a million must come as those of ten thousand do.

use std::time::Instant;

use anyhow::ensure;

use crate::house::{Bench, House};
use crate::seed::Forum;
use crate::table::{Line, median};

const FEW: usize = 10_000;
const MANY: usize = 1_000_000;
const TRIES: usize = 30;

/// What is asked for: how it is called, and its query. `CURSOR` stands for a place in the middle.
const PAGES: [(&str, &str); 9] = [
    ("first page", ""),
    ("a page in the middle", "cursor=CURSOR"),
    ("those waiting", "state=waitlisted"),
    ("those of a session", "session=7"),
    ("a session's waiting", "session=2&state=waitlisted"),
    ("search: a common name", "q=%EB%AF%BC%EC%88%98"),
    ("search: one person", "q=guest4217%40"),
    ("search: two words", "q=%EA%B9%80%EB%AF%BC%EC%88%98+radio"),
    ("search: nobody", "q=zebediah"),
];

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let house = bench.start("people").await?;
    let admin = house.admin().await?;
    let few = Forum::make("few", "b0000008", &house, 20, MANY).await?;
    few.fill(&house, FEW).await?;
    let few = pages(&house, &few, &admin, FEW / 2).await?;
    let many = Forum::make("many", "b0000009", &house, 20, MANY).await?;
    let began = Instant::now();
    many.fill(&house, MANY).await?;
    println!("  a million people written in {:.0} s", began.elapsed().as_secs_f64());
    let many = pages(&house, &many, &admin, MANY / 2).await?;
    house.stop().await?;
    let line = |((name, _), (few, many)): (&(&str, &str), (f64, f64))| {
        Line::at_most(
            &format!("people list of {MANY}: {name}"),
            format!("{many:.1} ms"),
            format!("of {FEW}: {few:.1} ms"),
            many / few,
            1.5,
        )
    };
    Ok(PAGES.iter().zip(few.into_iter().zip(many)).map(line).collect())
}

/// The milliseconds that each kind of page takes.
async fn pages(
    house: &House,
    forum: &Forum,
    admin: &str,
    middle: usize,
) -> anyhow::Result<Vec<f64>> {
    let mut connection = house.connect().await?;
    let base = format!("/api/v1/forums/{}/registrations?limit=50", forum.slug);
    let cursor = cursor(house, &format!("{}-0010-7000-8000-{middle:012}", forum.mark)).await?;
    let mut times = Vec::new();
    for (name, query) in PAGES {
        let path = format!("{base}&{}", query.replace("CURSOR", &cursor));
        let mut tries = Vec::new();
        for _ in 0..TRIES {
            let began = Instant::now();
            let answer = connection.get(&path, admin).await?;
            tries.push(began.elapsed().as_secs_f64() * 1000.0);
            ensure!(answer.status == 200, "{name}: {}", answer.head);
        }
        times.push(median(tries));
    }
    Ok(times)
}

/// The cursor of an id: its bytes in URL-safe Base64.
async fn cursor(house: &House, id: &str) -> anyhow::Result<String> {
    let bytes = format!("decode(replace('{id}', '-', ''), 'hex')");
    let sql = format!("SELECT rtrim(translate(encode({bytes}, 'base64'), '+/', '-_'), '=')");
    Ok(house.sql(&sql).await?.trim().to_owned())
}
