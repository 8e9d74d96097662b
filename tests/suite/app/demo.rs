use chrono::{DateTime, TimeDelta, Utc};
use madang::agenda::{AppearanceRole, programme};
use madang::app::demo::load;
use madang::forum::{Window, find_forum, list_public, window};
use madang::types::{Clock, Lang};

use crate::support::database::fresh;

fn now() -> DateTime<Utc> {
    "2026-11-23T00:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn the_demo_forum_is_made_once_and_takes_registrations_now() {
    let db = fresh().await;
    let clock = Clock::set(now());
    let made = load(&db, &clock).await.unwrap();
    assert_eq!((made.sessions, made.speakers), (9, 13));
    clock.advance(TimeDelta::days(1));
    let again = load(&db, &clock).await.unwrap();
    assert_eq!((again.sessions, again.speakers), (0, 0));
    let mut conn = db.conn().await.unwrap();
    assert_eq!(list_public(&mut conn, None, 10).await.unwrap().len(), 1);
    let forum = find_forum(&mut conn, &made.scope).await.unwrap();
    let closes = now() + TimeDelta::days(30);
    assert_eq!(window(&forum, clock.now()), Window::Open { closes });
    assert!(forum.changes_open(clock.now()) && forum.sensitive);
}

#[tokio::test]
async fn every_time_but_the_opening_is_marked_and_everyone_stands_in_their_published_place() {
    let db = fresh().await;
    let made = load(&db, &Clock::set(now())).await.unwrap();
    let mut conn = db.conn().await.unwrap();
    let agenda = programme(&mut conn, &made.scope).await.unwrap();
    let facts: Vec<_> = agenda.sessions.iter().filter(|session| !session.illustrative).collect();
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].starts_at, "2024-07-11T05:00:00Z".parse::<DateTime<Utc>>().unwrap());
    let second = agenda.sessions.iter().find(|session| session.no == 3).unwrap();
    let people: Vec<&str> = second.people.iter().map(|part| part.name.in_lang(Lang::Ko)).collect();
    assert_eq!(people, ["남성욱", "유성옥", "김천식", "윤여상", "김일혁"]);
    assert_eq!(second.people[0].role, AppearanceRole::Chair);
    for session in &agenda.sessions {
        assert!(Lang::ALL.iter().all(|lang| session.title.get(*lang).is_some()));
    }
}
