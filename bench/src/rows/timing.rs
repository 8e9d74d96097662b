//! What an answer's time tells of an address: known and unknown ones asked about in turn, told apart by
//! rank. An area under the curve of 0.5 tells nothing, 1 tells all.

use std::time::Instant;

use anyhow::ensure;

use super::{ROUNDS, door};
use crate::house::{Bench, House};
use crate::seed::Forum;
use crate::table::Line;

/// Known and unknown addresses in each round, as many of the one as of the other.
const EACH: usize = 400;
/// What the first answers are slowed by is not what is asked about.
const WARM: usize = 20;
/// The most that an area may be.
const MOST: f64 = 0.55;

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let house = bench.start("timing").await?;
    let forum = Forum::make("timing", "b0000008", &house, 1, 50).await?;
    let people = ROUNDS * (EACH + WARM);
    forum.fill(&house, people + 1).await?;
    staff(&house, people).await?;
    door::admin(&house).await?;
    let lost = format!("/{}/register/link", forum.slug);
    let guest = |n: usize| format!("email=guest{n}%40b0000008.example");
    let colleague = |n: usize| format!("way=link&link_email=staff{n}%40load.example");
    let secret = |_: usize| format!("way=password&email={}&password=no+such+words", door::EMAIL);
    let stranger =
        |n: usize| format!("way=password&email=nobody{n}%40load.example&password=no+such+words");
    let nobody = |n: usize| {
        format!("email=nobody{n}%40load.example&way=link&link_email=nobody{n}%40load.example")
    };
    Ok(vec![
        line(
            "signing in with a wrong password",
            ask(&house, "/desk/sign-in", secret, stranger).await?,
        ),
        line("asking for a sign-in link", ask(&house, "/desk/sign-in", colleague, nobody).await?),
        line("asking for a lost private link", ask(&house, &lost, guest, nobody).await?),
    ])
}

fn line(what: &str, area: f64) -> Line {
    let pairs = ROUNDS * EACH;
    Line::limit(
        &format!("{what}: known or not, by the time alone, {pairs} of each"),
        format!("area {area:.3}"),
        "0.45 to 0.55",
        (1.0 - MOST..=MOST).contains(&area),
    )
}

/// The area of the middle round: how often a known address takes longer than an unknown one.
async fn ask(
    house: &House,
    path: &str,
    known: impl Fn(usize) -> String,
    unknown: impl Fn(usize) -> String,
) -> anyhow::Result<f64> {
    let mut connection = house.connect().await?;
    let mut rounds = Vec::new();
    let mut person = 0;
    for _ in 0..ROUNDS {
        let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
        for at in 0..EACH + WARM {
            person += 1;
            // Who is asked first changes, so that being second tells nothing.
            for is_known in [at % 2 == 0, at % 2 != 0] {
                let body = if is_known { known(person) } else { unknown(person) };
                let request = door::form(house, path, "", &body);
                let began = Instant::now();
                let answer = connection.send(request.as_bytes()).await?;
                let took = began.elapsed().as_secs_f64();
                ensure!(
                    matches!(answer.status, 303 | 422 | 401),
                    "{path} answered {}",
                    answer.status
                );
                if at >= WARM {
                    if is_known { of_known.push(took) } else { of_unknown.push(took) }
                }
            }
        }
        rounds.push(area(&of_known, &of_unknown));
    }
    Ok(crate::table::median(rounds))
}

/// The area under the curve (Mann and Whitney): the share of pairs in which the first is the greater.
fn area(first: &[f64], second: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = first.iter().map(|took| (*took, true)).collect();
    all.extend(second.iter().map(|took| (*took, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut won) = (0.0, 0.0);
    for (_, is_first) in all {
        if is_first {
            won += below;
        } else {
            below += 1.0;
        }
    }
    let pairs = first.iter().map(|_| below).sum::<f64>();
    won / pairs
}

/// Colleagues, each asked about once: who asks for a second letter within the hour gets none.
async fn staff(house: &House, people: usize) -> anyhow::Result<()> {
    let sql = format!(
        "INSERT INTO app_user (id, email, email_key, name, created_at)
         SELECT gen_random_uuid(), 'staff' || n || '@load.example', 'staff' || n || '@load.example',
             'Staff', now() FROM generate_series(1, {people}) n"
    );
    house.sql(&sql).await.map(|_| ())
}
