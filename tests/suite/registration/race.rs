//! Many at once, over two server processes' worth of servers on one database.

use futures_util::future::join_all;

use crate::support::{Setup, TestApp};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_servers_and_two_hundred_hurried_guests_fill_ten_seats_exactly() {
    let one = TestApp::start().await;
    let two = TestApp::with(Setup { db: Some(one.db.clone()), ..Setup::default() }).await;
    let forum = one.forum("rush", None, &[10]).await;
    let wishes = (0..200).map(|n| {
        let app = if n % 2 == 0 { &one } else { &two };
        let forum = &forum;
        async move { app.guest(&format!("guest{n}")).register(forum, &[1]).await }
    });
    let answers = join_all(wishes).await;
    let states: Vec<String> = answers
        .iter()
        .map(|answer| {
            assert_eq!(answer.status, 201, "{}", answer.body);
            answer.json()["seats"][0]["state"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(states.iter().filter(|state| *state == "confirmed").count(), 10);
    let mut places: Vec<i64> =
        answers.iter().filter_map(|answer| answer.json()["seats"][0]["place"].as_i64()).collect();
    places.sort_unstable();
    assert_eq!(places, (1..=190).collect::<Vec<i64>>(), "everyone has a place of their own");
    let limit = &one.seats(&forum).await[0];
    assert_eq!((limit.taken, limit.waiting), (10, 190));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_address_a_hundred_times_at_once_is_one_registration() {
    let one = TestApp::start().await;
    let two = TestApp::with(Setup { db: Some(one.db.clone()), ..Setup::default() }).await;
    let forum = one.forum("rush", None, &[50]).await;
    let wishes = (0..100).map(|n| {
        let app = if n % 2 == 0 { &one } else { &two };
        let forum = &forum;
        async move { app.guest("minji").register(forum, &[1]).await }
    });
    assert!(join_all(wishes).await.iter().all(|answer| answer.status == 201));
    assert_eq!(one.seats(&forum).await[0].taken, 1);
    assert_eq!(one.limits(&forum).await.iter().find(|l| l.kind == "forum").unwrap().taken, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn taking_giving_and_withdrawing_at_once_never_breaks_the_books() {
    let app = TestApp::start().await;
    let forum = app.forum("rush", Some(12), &[4, 4]).await;
    join_all((0..20).map(|n| {
        let (app, forum) = (&app, &forum);
        async move { app.guest(&format!("guest{n}")).register(forum, &[1, 2]).await }
    }))
    .await;
    let moves = (0..20).map(|n| {
        let app = &app;
        async move {
            let name = format!("guest{n}");
            let guest = app.guest(&name);
            let answer = match n % 4 {
                0 => guest.give_up(1).await,
                1 => guest.withdraw().await,
                2 => guest.give_up(2).await,
                _ => guest.take(1).await,
            };
            assert!(answer.status < 500, "{}", answer.body);
        }
    });
    join_all(moves).await;
    let mut conn = app.db.conn().await.unwrap();
    for (limit, counted) in crate::registration::books(&mut conn, &forum).await {
        assert_eq!(limit.taken, counted, "{}", limit.kind);
        assert!(limit.capacity.is_none_or(|capacity| limit.taken <= capacity));
        assert!(
            limit.waiting == 0 || limit.taken == limit.capacity.unwrap(),
            "{} waits beside room",
            limit.kind
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn where_there_is_ample_room_many_at_once_are_counted_exactly() {
    let one = TestApp::start().await;
    let two = TestApp::with(Setup { db: Some(one.db.clone()), ..Setup::default() }).await;
    let forum = one.forum("rush", None, &[100_000, 260]).await;
    let wishes = (0..300).map(|n| {
        let app = if n % 2 == 0 { &one } else { &two };
        let forum = &forum;
        // Every tenth comes twice, at two servers at once.
        let name = format!("guest{}", if n % 10 == 1 { n - 1 } else { n });
        async move { app.guest(&name).register(forum, &[1, 2]).await }
    });
    let answers = join_all(wishes).await;
    assert!(answers.iter().all(|answer| answer.status == 201));
    let seats = one.seats(&forum).await;
    assert_eq!((seats[0].taken, seats[0].waiting), (270, 0));
    assert_eq!((seats[1].taken, seats[1].waiting), (260, 10));
    let mut conn = one.db.conn().await.unwrap();
    for (limit, counted) in crate::registration::books(&mut conn, &forum).await {
        assert_eq!(limit.taken, counted, "{}", limit.kind);
    }
}
