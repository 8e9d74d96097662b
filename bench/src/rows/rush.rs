//! Ten thousand hurried people, three hundred seats, two server processes on one database.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::ensure;

use crate::house::Bench;
use crate::load::{CONNECTIONS, ask};
use crate::seed::Forum;
use crate::table::Line;

const PEOPLE: usize = 10_000;
const SEATS: usize = 300;

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let one = bench.start("rush").await?;
    let two = bench.start("rush").await?;
    let forum = Forum::make("rush", "b0000005", &one, 1, SEATS).await?;
    let (person, slug) = (RefCell::new(0), forum.slug);
    let next = move || {
        let mut person = person.borrow_mut();
        *person += 1;
        (*person <= PEOPLE).then(|| forum.wish(*person, 1))
    };
    let (states, places) = (Rc::new(RefCell::new((0, 0))), Rc::new(RefCell::new(Vec::new())));
    let (counted, queued) = (Rc::clone(&states), Rc::clone(&places));
    let check = move |answer: &crate::http::Answer| {
        let Ok(body) = answer.json() else { return false };
        let seat = body.pointer("/seats/0");
        match seat.and_then(|seat| seat.get("state")).and_then(|state| state.as_str()) {
            Some("confirmed") => counted.borrow_mut().0 += 1,
            Some("waitlisted") => {
                counted.borrow_mut().1 += 1;
                queued.borrow_mut().push(seat.and_then(|seat| seat.get("place")?.as_u64()));
            }
            _ => return false,
        }
        answer.status == 201
    };
    let mut found = ask(&[one.at, two.at], 2 * CONNECTIONS, next, check).await?;
    found.clean()?;
    let (p99, seconds) = (found.percentile(99), found.seconds);
    let (taken, waiting) = *states.borrow();
    let mut places = places.borrow().clone();
    places.sort_unstable();
    places.dedup();
    ensure!(places.len() == waiting, "two people were told the same place in line");
    let limit = "l.kind = 'session' AND f.slug";
    let sql = format!(
        "SELECT l.taken FROM seat_limit l JOIN forum f ON f.id = l.forum_id WHERE {limit} = '{slug}'"
    );
    let stored = usize::try_from(one.count(&sql).await?)?;
    let rows = one.count("SELECT count(*) FROM session_seat WHERE state = 'confirmed' AND forum_id = (SELECT id FROM forum WHERE slug = 'rush')").await?;
    let letters =
        one.count("SELECT count(*) FROM message WHERE forum_id = (SELECT id FROM forum WHERE slug = 'rush')").await?;
    two.stop().await?;
    one.stop().await?;
    let all = [taken, stored, usize::try_from(rows)?].iter().all(|seats| *seats == SEATS);
    let answered = found.waits.len() == PEOPLE && taken + waiting == PEOPLE;
    let written = usize::try_from(letters)? == PEOPLE;
    Ok(vec![Line::limit(
        &format!("rush: {PEOPLE} requests for {SEATS} seats, two processes"),
        format!(
            "{taken} taken, {waiting} in line, {letters} letters, {seconds:.1} s, p99 {p99:.0} ms"
        ),
        "300 taken, each answered once",
        all && answered && written,
    )])
}
