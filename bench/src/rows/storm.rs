//! Five hundred sign-ins at once: how many passwords are held against their hashes in a second, and what
//! a reader of the programme feels of it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::door;
use crate::house::{Bench, House};
use crate::http::get;
use crate::load::{Found, ask, during};
use crate::table::Line;

const SIGN_INS: usize = 500;
const SECONDS: u64 = 10;
/// The longest that a page may take meanwhile, of a hundred the slowest left out.
const MOST: f64 = 250.0;

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let house = bench.start("storm").await?;
    door::admin(&house).await?;
    let mut calm = read(&house).await?;
    let (let_in, turned_away) = (Rc::new(Cell::new(0_u32)), Rc::new(Cell::new(0_u32)));
    let (counted, refused) = (Rc::clone(&let_in), Rc::clone(&turned_away));
    let wish = format!("way=password&email={}&password={}", door::EMAIL, door::PASSWORD);
    let request = door::form(&house, "/desk/sign-in", "", &wish);
    let check = move |answer: &crate::http::Answer| {
        match answer.status {
            303 => counted.set(counted.get() + 1),
            503 => refused.set(refused.get() + 1),
            _ => return false,
        }
        true
    };
    let next = during(Duration::from_secs(SECONDS), move || request.clone());
    let servers = [house.at];
    let storm = ask(&servers, SIGN_INS, next, check);
    let (storm, stormy) = tokio::join!(storm, read(&house));
    let (storm, mut stormy) = (storm?, stormy?);
    storm.clean()?;
    calm.clean()?;
    stormy.clean()?;
    let (before, during) = (calm.percentile(99), stormy.percentile(99));
    let memory = house.memory()?.1;
    house.stop().await?;
    let rate = f64::from(let_in.get()) / storm.seconds;
    Ok(vec![
        Line::note(
            &format!("sign-ins by password, {SIGN_INS} people at once"),
            format!(
                "{rate:.0}/s let in (argon2id, 19 MiB, 2 passes), {:.0}/s told to come back in a moment, at most {memory:.0} MB",
                f64::from(turned_away.get()) / storm.seconds
            ),
        ),
        Line::limit(
            "a page of the programme meanwhile, p99",
            format!("{during:.0} ms; before {before:.1} ms"),
            &format!("< {MOST} ms"),
            during < MOST,
        ),
    ])
}

/// One reader, who turns page after page.
async fn read(house: &House) -> anyhow::Result<Found> {
    let page = get("/seoul-2024/programme", "Accept-Encoding: gzip\r\nAccept-Language: en\r\n");
    let next = during(Duration::from_secs(SECONDS), move || page.clone());
    ask(&[house.at], 1, next, |answer| answer.status == 200).await
}
