//! Seats that a release makes overlap: every one is kept, the holder is asked, and the forum's rule holds
//! when they do not say.

use chrono::TimeDelta;
use madang::agenda::{Expect, SessionChange, edit_session, release_all};
use madang::registration::{OverlapPolicy, OverlapRule, set_overlap_policy};
use madang::types::Role;

use super::books;
use crate::support::{Answer, TestApp, TestForum};

async fn move_to(app: &TestApp, forum: &TestForum, no: i32, hours: i64) {
    let mut conn = app.db.conn().await.unwrap();
    let start = madang::forum::find_forum(&mut conn, &forum.scope).await.unwrap().starts_at;
    drop(conn);
    let change = SessionChange {
        starts_at: Some(start + TimeDelta::hours(hours)),
        ..SessionChange::default()
    };
    edit_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any, change).await.unwrap();
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    app.work().await;
}

async fn policy(app: &TestApp, forum: &TestForum, rule: OverlapRule, hours: i32) {
    let policy = OverlapPolicy { rule, hours };
    set_overlap_policy(&app.db, &app.clock, &forum.scope, policy).await.unwrap();
}

/// The link in the last letter to an address that leads to a choice.
async fn choice(app: &TestApp, email: &str) -> String {
    let text = app.letters(email).await.pop().unwrap().text;
    let at = text.find("/overlaps/").unwrap_or_else(|| panic!("no choice in {text}"));
    let start = text[..at].rfind("/r/").unwrap();
    text[start..].split_whitespace().next().unwrap().to_owned()
}

async fn post(app: &TestApp, path: &str, keep: &str) -> Answer {
    let form = [("keep", keep)];
    app.send("POST", path, Some(&form), &[("accept-language", "en")]).await
}

/// The states of the seats someone has, by session number.
async fn seats(app: &TestApp, name: &str) -> Vec<(i64, String)> {
    let mine = app.guest(name).mine().await;
    let seats = mine["seats"].as_array().unwrap().iter();
    let mut seats: Vec<(i64, String)> = seats
        .filter_map(|seat| Some((seat["session"].as_i64()?, seat["state"].as_str()?.to_owned())))
        .collect();
    seats.sort();
    seats
}

async fn are_right(app: &TestApp, forum: &TestForum) {
    let mut conn = app.db.conn().await.unwrap();
    for (limit, counted) in books(&mut conn, forum).await {
        assert_eq!(limit.taken, counted, "{limit:?}");
    }
}

fn held(numbers: &[i64]) -> Vec<(i64, String)> {
    numbers.iter().map(|no| (*no, "confirmed".to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_the_link_changes_nothing_and_choosing_gives_the_other_seat_to_who_waits() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 1]).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    app.guest("late").register(&forum, &[2]).await;
    move_to(&app, &forum, 2, 0).await;
    let link = choice(&app, "minji@example.org").await;
    let page = app.read(&link, "en").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Keep the seat in “Session 1”"), "{}", page.body);
    assert!(page.body.contains("both seats stay yours"), "{}", page.body);
    assert_eq!(seats(&app, "minji").await, held(&[1, 2]));
    let mine = link.split("/overlaps/").next().unwrap();
    assert!(app.read(mine, "en").await.body.contains("/overlaps/"), "their page asks too");
    assert_eq!(post(&app, &link, "nothing").await.status, 422);
    // Which is first on the page is what starts first, then what has the smaller number.
    assert_eq!(post(&app, &link, "first").await.status, 303);
    assert_eq!(seats(&app, "minji").await, held(&[1]));
    assert_eq!(seats(&app, "late").await, held(&[2]));
    are_right(&app, &forum).await;
    let letter = app.letters("minji@example.org").await.pop().unwrap();
    let file = letter.ics[1].body.replace("\r\n ", "");
    assert!(file.contains("METHOD:CANCEL"), "{file}");
    assert_eq!(post(&app, &link, "both").await.status, 409, "once");
    assert!(app.read(&link, "en").await.body.contains("nothing to choose"));
    // Another's question is nobody's business.
    let other = app.manage_token("late@example.org").await;
    let id = link.rsplit('/').next().unwrap();
    let foreign = format!("/r/{other}/overlaps/{id}");
    assert!(app.read(&foreign, "en").await.body.contains("nothing to choose"));
    assert_eq!(post(&app, &foreign, "first").await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn keeping_both_is_an_answer_that_no_rule_touches() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5]).await;
    policy(&app, &forum, OverlapRule::KeepBookedFirst, 24).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    move_to(&app, &forum, 2, 0).await;
    let link = choice(&app, "minji@example.org").await;
    assert_eq!(post(&app, &link, "both").await.status, 303);
    let letters = app.letters("minji@example.org").await.len();
    app.clock.advance(TimeDelta::hours(48));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 2]));
    assert_eq!(app.letters("minji@example.org").await.len(), letters);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_answer_the_rule_holds_after_the_deadline_and_not_before() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5, 5]).await;
    policy(&app, &forum, OverlapRule::KeepBookedFirst, 24).await;
    app.guest("minji").register(&forum, &[2, 1, 3]).await;
    move_to(&app, &forum, 1, 1).await;
    let text = app.letters("minji@example.org").await.pop().unwrap().text;
    assert!(
        text.contains("the seat you took first stays") || text.contains("먼저 신청하신"),
        "{text}"
    );
    let link = choice(&app, "minji@example.org").await;
    app.clock.advance(TimeDelta::hours(23));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 2, 3]));
    app.clock.advance(TimeDelta::hours(2));
    assert_eq!(post(&app, &link, "both").await.status, 409, "too late, sweeper or not");
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[2, 3]), "session 2 was asked for first");
    let letters = app.letters("minji@example.org").await;
    let last = letters.last().unwrap();
    assert!(
        last.text.contains("given back") || last.text.contains("돌려받았습니다"),
        "{}",
        last.text
    );
    assert!(last.ics[1].body.contains("METHOD:CANCEL"));
    are_right(&app, &forum).await;
    app.work().await;
    assert_eq!(app.letters("minji@example.org").await.len(), letters.len(), "settled once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_starts_first_is_kept_where_the_forum_says_so_and_what_parts_again_is_left_alone() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5]).await;
    policy(&app, &forum, OverlapRule::KeepStartingFirst, 24).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    move_to(&app, &forum, 2, 0).await;
    move_to(&app, &forum, 2, 6).await;
    app.clock.advance(TimeDelta::hours(48));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 2]), "they overlap no more");
    move_to(&app, &forum, 2, 0).await;
    app.clock.advance(TimeDelta::hours(48));
    app.work().await;
    assert_eq!(seats(&app, "minji").await.len(), 1);
    are_right(&app, &forum).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organizer_chooses_the_rule_by_form() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5]).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("accept-language", "en")];
    let path = "/desk/spring/settings/overlaps";
    let page = app.send("GET", path, None, &headers).await.body;
    assert!(page.contains("Both seats stay") && page.contains("value=\"72\""), "{page}");
    let wrong = [("rule", "keep_starting_first"), ("hours", "9999")];
    let refused = app.send("POST", path, Some(&wrong), &headers).await;
    assert!(refused.status == 422 && refused.body.contains("value=\"9999\""));
    let right = [("rule", "keep_starting_first"), ("hours", "12")];
    assert_eq!(app.send("POST", path, Some(&right), &headers).await.status, 303);
    let mut conn = app.db.conn().await.unwrap();
    let kept = madang::registration::find_policy(&mut conn, &forum.scope).await.unwrap();
    assert_eq!(kept, OverlapPolicy { rule: OverlapRule::KeepStartingFirst, hours: 12 });
}
