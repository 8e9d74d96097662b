//! Seats that a release makes overlap: every one is kept, the holder is asked, and the forum's rule holds
//! when they do not say.

use chrono::{DateTime, TimeDelta, Utc};
use madang::agenda::{Expect, SessionChange, edit_session, release_all};
use madang::registration::{OverlapPolicy, OverlapRule, set_overlap_policy};
use madang::types::Role;

use super::books;
use crate::support::{Answer, TestApp, TestForum};

async fn begins(app: &TestApp, forum: &TestForum) -> DateTime<Utc> {
    let mut conn = app.db.conn().await.unwrap();
    madang::forum::find_forum(&mut conn, &forum.scope).await.unwrap().starts_at
}

/// Plans a session so many minutes after the forum begins, and tells nobody.
async fn plan(app: &TestApp, forum: &TestForum, no: i32, minutes: i64) {
    let starts_at = Some(begins(app, forum).await + TimeDelta::minutes(minutes));
    let change = SessionChange { starts_at, ..SessionChange::default() };
    edit_session(&app.db, &app.clock, &forum.scope, no, &Expect::Any, change).await.unwrap();
}

async fn release(app: &TestApp, forum: &TestForum) {
    release_all(&app.db, &app.clock, &forum.scope).await.unwrap();
    app.work().await;
}

async fn move_to(app: &TestApp, forum: &TestForum, no: i32, hours: i64) {
    plan(app, forum, no, hours * 60).await;
    release(app, forum).await;
}

async fn policy(app: &TestApp, forum: &TestForum, rule: OverlapRule, hours: i32) {
    let policy = OverlapPolicy { rule, hours };
    set_overlap_policy(&app.db, &app.clock, &forum.scope, policy).await.unwrap();
}

/// The link in the last letter to an address that leads to a choice.
async fn choice(app: &TestApp, email: &str) -> String {
    let links = choices(app, email).await;
    links.into_iter().next().expect("a choice")
}

/// Every such link in it.
async fn choices(app: &TestApp, email: &str) -> Vec<String> {
    let text = app.letters(email).await.pop().unwrap().text;
    let links = text.split_whitespace().filter(|word| word.contains("/overlaps/"));
    links.map(|link| link[link.find("/r/").unwrap()..].to_owned()).collect()
}

/// What a page sends for keeping the seat in a session.
fn value_of(page: &str, title: &str) -> String {
    let label = format!("Keep the seat in “{title}”");
    let at = page.find(&label).unwrap_or_else(|| panic!("no {label} in {page}"));
    let start = page[..at].rfind("value=\"").unwrap() + 7;
    page[start..].split('"').next().unwrap().to_owned()
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
    assert_eq!(post(&app, &link, &value_of(&page.body, "Session 1")).await.status, 303);
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
    assert_eq!(post(&app, &foreign, "1").await.status, 409);
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
    // Session 1 was taken first; since it moved, session 2 starts first.
    plan(&app, &forum, 1, 90).await;
    release(&app, &forum).await;
    move_to(&app, &forum, 1, 6).await;
    app.clock.advance(TimeDelta::hours(48));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 2]), "they overlap no more");
    plan(&app, &forum, 1, 90).await;
    release(&app, &forum).await;
    app.clock.advance(TimeDelta::hours(48));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[2]));
    are_right(&app, &forum).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_that_overlaps_again_is_asked_anew_by_the_link_of_its_letter() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5]).await;
    policy(&app, &forum, OverlapRule::KeepBookedFirst, 24).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    move_to(&app, &forum, 2, 0).await;
    move_to(&app, &forum, 2, 6).await;
    app.clock.advance(TimeDelta::hours(20));
    move_to(&app, &forum, 2, 0).await;
    let link = choice(&app, "minji@example.org").await;
    let page = app.read(&link, "en").await.body;
    assert!(page.contains("Keep the seat in “Session 1”"), "{page}");
    // A day after the first letter, not yet a day after the last.
    app.clock.advance(TimeDelta::hours(10));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 2]));
    assert_eq!(post(&app, &link, "both").await.status, 303);
    app.clock.advance(TimeDelta::hours(48));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 2]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_on_the_page_is_kept_whatever_was_released_since_it_was_opened() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5]).await;
    app.guest("minji").register(&forum, &[1, 2]).await;
    plan(&app, &forum, 2, 30).await;
    release(&app, &forum).await;
    let link = choice(&app, "minji@example.org").await;
    let chosen = value_of(&app.read(&link, "en").await.body, "Session 1");
    // Still at the same time, and now the other one starts first.
    plan(&app, &forum, 1, 45).await;
    release(&app, &forum).await;
    assert_eq!(post(&app, &link, &chosen).await.status, 303);
    assert_eq!(seats(&app, "minji").await, held(&[1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_told_a_rule_is_settled_by_it_whatever_the_forum_says_since() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5]).await;
    policy(&app, &forum, OverlapRule::KeepBookedFirst, 24).await;
    app.guest("minji").register(&forum, &[2, 1]).await;
    move_to(&app, &forum, 2, 0).await;
    let link = choice(&app, "minji@example.org").await;
    policy(&app, &forum, OverlapRule::KeepBoth, 24).await;
    let page = app.read(&link, "en").await.body;
    assert!(page.contains("the seat you took first stays yours"), "{page}");
    app.clock.advance(TimeDelta::hours(25));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[2]));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_pair_is_asked_until_its_own_sessions_begin() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5, 5, 5]).await;
    policy(&app, &forum, OverlapRule::KeepBookedFirst, 72).await;
    app.guest("minji").register(&forum, &[1, 2, 3, 4]).await;
    let soon = begins(&app, &forum).await - TimeDelta::hours(2) - app.clock.now();
    app.clock.advance(soon);
    plan(&app, &forum, 2, 30).await;
    plan(&app, &forum, 4, 150).await;
    release(&app, &forum).await;
    let links = choices(&app, "minji@example.org").await;
    assert_eq!(links.len(), 2);
    // Half an hour after the first pair began, and before the second does.
    app.clock.advance(TimeDelta::minutes(150));
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 3, 4]));
    assert_eq!(post(&app, &links[0], "both").await.status, 409);
    assert_eq!(post(&app, &links[1], "both").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_that_is_too_late_to_ask_about_keeps_no_other_from_being_asked_about() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[5, 5, 5, 5]).await;
    policy(&app, &forum, OverlapRule::KeepBookedFirst, 72).await;
    app.guest("minji").register(&forum, &[1, 2, 3, 4]).await;
    let begun = begins(&app, &forum).await + TimeDelta::minutes(10) - app.clock.now();
    app.clock.advance(begun);
    plan(&app, &forum, 2, 30).await;
    plan(&app, &forum, 4, 150).await;
    release(&app, &forum).await;
    let links = choices(&app, "minji@example.org").await;
    assert_eq!(links.len(), 1);
    let page = app.read(&links[0], "en").await.body;
    assert!(page.contains("Session 3") && page.contains("Session 4"), "{page}");
    app.work().await;
    assert_eq!(seats(&app, "minji").await, held(&[1, 2, 3, 4]), "nothing is settled unasked");
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
    let at = page.find("name=\"seen\" value=\"").unwrap_or_else(|| panic!("{page}")) + 19;
    let seen = page[at..].split('"').next().unwrap();
    let wrong = [("seen", seen), ("rule", "keep_starting_first"), ("hours", "9999")];
    let refused = app.send("POST", path, Some(&wrong), &headers).await;
    assert!(refused.status == 422 && refused.body.contains("value=\"9999\""));
    let right = [("seen", seen), ("rule", "keep_starting_first"), ("hours", "12")];
    assert_eq!(app.send("POST", path, Some(&right), &headers).await.status, 303);
    // From a window that was overtaken: both are shown, and the other's word stands.
    let old = [("seen", seen), ("rule", "keep_both"), ("hours", "99")];
    let stale = app.send("POST", path, Some(&old), &headers).await;
    assert_eq!(stale.status, 412, "{}", stale.body);
    assert!(stale.body.contains("value=\"99\""), "{}", stale.body);
    assert!(stale.body.contains("The seat in what starts first stays"), "{}", stale.body);
    let mut conn = app.db.conn().await.unwrap();
    let kept = madang::registration::find_policy(&mut conn, &forum.scope).await.unwrap();
    assert_eq!(kept, OverlapPolicy { rule: OverlapRule::KeepStartingFirst, hours: 12 });
}
