//! A head for each day, and what an operator keeps of it elsewhere.

use chrono::TimeDelta;
use madang::audit::{self, day_of};

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn each_day_is_signed_once_when_it_is_over() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let heads = async || {
        let mut conn = app.db.conn().await.unwrap();
        audit::heads(&mut conn, 100).await.unwrap()
    };
    assert!(heads().await.is_empty(), "the first day is not over");
    app.clock.advance(TimeDelta::hours(24) + TimeDelta::minutes(4));
    app.work().await;
    assert!(heads().await.is_empty(), "a day has a few minutes for what commits late");
    app.guest("haneul").register(&forum, &[]).await;
    app.clock.advance(TimeDelta::minutes(2));
    app.work().await;
    let first = heads().await;
    assert_eq!((first.len(), first[0].day.to_string().as_str()), (1, "2026-06-01"));
    let mut conn = app.db.conn().await.unwrap();
    let reached = audit::sealed_until(&mut conn).await.unwrap().unwrap().0;
    assert!(first[0].no < reached, "what was recorded today is not of yesterday");
    drop(conn);
    app.work().await;
    assert_eq!(heads().await, first, "once");
    app.clock.advance(TimeDelta::days(1));
    app.work().await;
    let both = heads().await;
    assert_eq!((both.len(), both[0].day.to_string().as_str()), (2, "2026-06-02"));
    assert_eq!(both[0].entries, both[0].no - both[1].no);
    assert!(both[0].entries > 0);
    // A server that stood still for a week signs once, for all of it.
    app.clock.advance(TimeDelta::days(7));
    app.work().await;
    assert_eq!(heads().await.len(), 3);
    let mut conn = app.db.conn().await.unwrap();
    let proof = audit::verify(&mut conn, &app.parts.audit_key).await.unwrap().unwrap();
    assert_eq!(proof.heads.len(), 3);
    let line = proof.heads[0].line();
    assert_eq!(line.split(' ').count(), 5, "{line}");
    assert_eq!(day_of(&line), Some(proof.heads[0].day));
    assert_eq!(day_of(&format!("# key {}", app.parts.audit_key.public())), None);
}
