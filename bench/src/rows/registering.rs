//! Registrations a second over HTTP, all into one session or spread over many, against pgbench.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::ROUNDS;
use crate::house::{Bench, House};
use crate::load::{CONNECTIONS, Found, ask, during};
use crate::pgbench::{self, CLIENTS};
use crate::seed::Forum;
use crate::table::{Line, median};

/// How long each load goes on.
const SECONDS: u64 = 4;
/// Seats of each session: more than anybody takes.
const SEATS: usize = 100_000_000;

pub async fn measure(bench: &Bench, sessions: usize) -> anyhow::Result<Vec<Line>> {
    let house = bench.start("registering").await?;
    let (ours, theirs) = forums(&house, sessions).await?;
    let person = Rc::new(Cell::new(0));
    load(&house, &ours, sessions, &person, 1).await?;
    house.settle().await?;
    let (mut rates, mut waits, mut references) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut found = load(&house, &ours, sessions, &person, SECONDS).await?;
        rates.push(found.rate());
        waits.push(found.percentile(99));
        house.settle().await?;
        let mut best = (0.0, 0);
        for clients in CLIENTS {
            let rate = pgbench::register(&house, &theirs, sessions, clients, SECONDS).await?;
            if rate > best.0 {
                best = (rate, clients);
            }
            house.settle().await?;
        }
        println!("  {:.0}/s against {:.0}/s at {} clients", found.rate(), best.0, best.1);
        references.push(best);
    }
    let taken = house.count(&taken(&ours)).await?;
    anyhow::ensure!(usize::try_from(taken)? == person.get(), "{taken} seats of {}", person.get());
    house.stop().await?;
    let (rate, reference) =
        (median(rates.clone()), median(references.iter().map(|r| r.0).collect()));
    let ratio =
        median(rates.iter().zip(&references).map(|(ours, theirs)| ours / theirs.0).collect());
    let (name, least) =
        if sessions == 1 { ("one hot session", 3.0) } else { ("spread over 200 sessions", 1.5) };
    Ok(vec![Line::at_least(
        &format!("registrations, {name}, {CONNECTIONS} connections"),
        format!("{rate:.0}/s, p99 {:.0} ms", median(waits)),
        format!("pgbench {reference:.0}/s"),
        ratio,
        least,
    )])
}

async fn forums(house: &House, sessions: usize) -> anyhow::Result<(Forum, Forum)> {
    let [ours, theirs] = if sessions == 1 {
        [("hot", "b0000001"), ("hot-pgbench", "b0000002")]
    } else {
        [("spread", "b0000003"), ("spread-pgbench", "b0000004")]
    };
    let ours = Forum::make(ours.0, ours.1, house, sessions, SEATS).await?;
    Ok((ours, Forum::make(theirs.0, theirs.1, house, sessions, SEATS).await?))
}

async fn load(
    house: &House,
    forum: &Forum,
    sessions: usize,
    person: &Rc<Cell<usize>>,
    seconds: u64,
) -> anyhow::Result<Found> {
    let (forum, person) = (Forum { ..*forum }, Rc::clone(person));
    let wish = move || {
        let next = person.get() + 1;
        person.set(next);
        forum.wish(next, 1 + next % sessions)
    };
    let seat = br#""seats":[{"session":"#;
    let confirmed = br#""state":"confirmed""#;
    let holds = |body: &[u8], words: &[u8]| body.windows(words.len()).any(|part| part == words);
    let found =
        ask(&[house.at], CONNECTIONS, during(Duration::from_secs(seconds), wish), move |answer| {
            answer.status == 201 && holds(&answer.body, seat) && holds(&answer.body, confirmed)
        })
        .await?;
    found.clean()?;
    Ok(found)
}

fn taken(forum: &Forum) -> String {
    format!(
        "SELECT sum(l.taken) FROM seat_limit l JOIN forum f ON f.id = l.forum_id \
         WHERE f.slug = '{}' AND l.kind = 'session'",
        forum.slug
    )
}
