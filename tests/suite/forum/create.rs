use madang::capacity::find_limits;
use madang::db::Stop;
use madang::forum::{
    ForumRefusal, ForumState, Founder, NewForum, create_forum, find_forum, list_categories,
    list_consents, list_rooms, list_venues,
};
use madang::types::{Clock, Slug, Words, Zone};

use super::{made, now, whole};
use crate::support::database::fresh;

#[tokio::test]
async fn a_forum_is_made_with_its_places_categories_limits_and_texts() {
    let db = fresh().await;
    let scope = made(&db, whole("open-2026")).await;
    let mut conn = db.conn().await.unwrap();
    let forum = find_forum(&mut conn, &scope).await.unwrap();
    let facts = whole("open-2026").facts;
    assert_eq!(forum.facts(), facts);
    assert_eq!((forum.state, forum.version), (ForumState::Draft, 1));
    let venues = list_venues(&mut conn, &scope).await.unwrap();
    let rooms = list_rooms(&mut conn, &scope).await.unwrap();
    assert_eq!(rooms.iter().map(|room| room.venue).collect::<Vec<_>>(), vec![venues[0].id]);
    let categories = list_categories(&mut conn, &scope).await.unwrap();
    let codes: Vec<&str> = categories.iter().map(|category| category.code.as_str()).collect();
    assert_eq!(codes, ["general", "student", "civil", "press", "diplomatic"]);
    let texts = list_consents(&mut conn, &scope).await.unwrap();
    let asked: Vec<(&str, i32, bool)> =
        texts.iter().map(|text| (text.purpose.as_str(), text.version, text.required)).collect();
    assert_eq!(asked, [("privacy", 1, true), ("photo", 1, false), ("third_party", 1, false)]);
    let limits = find_limits(&mut conn, &scope).await.unwrap();
    let whole = limits.iter().find(|limit| limit.kind == "forum").unwrap();
    assert_eq!((limits.len(), whole.capacity), (6, Some(300)));
}

#[tokio::test]
async fn a_forum_of_which_only_the_least_is_known_is_made_too() {
    let db = fresh().await;
    let (slug, title) = (Slug::parse("bare").unwrap(), Words::both("", "Bare"));
    let want =
        NewForum::begun(slug, title, Zone::SEOUL, now(), now() + chrono::TimeDelta::hours(1));
    let scope = made(&db, want).await;
    let mut conn = db.conn().await.unwrap();
    assert!(list_venues(&mut conn, &scope).await.unwrap().is_empty());
    assert_eq!(find_limits(&mut conn, &scope).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_address_is_given_once_and_a_refused_forum_leaves_nothing() {
    let db = fresh().await;
    made(&db, whole("twice")).await;
    let clock = Clock::set(now());
    let again = create_forum(&db, &clock, Founder::Operator, whole("twice")).await;
    assert!(matches!(again, Err(Stop::Refused(ForumRefusal::SlugTaken(slug))) if slug == "twice"));

    let mut same_codes = whole("codes");
    same_codes.categories.extend(same_codes.categories.clone());
    let refused = create_forum(&db, &clock, Founder::Operator, same_codes).await;
    assert!(matches!(refused, Err(Stop::Refused(ForumRefusal::CategoryCodeTaken))));
    made(&db, whole("codes")).await;
}

#[tokio::test]
async fn hours_out_of_order_are_refused() {
    let db = fresh().await;
    let clock = Clock::set(now());
    let mut backwards = whole("backwards");
    std::mem::swap(&mut backwards.facts.starts_at, &mut backwards.facts.ends_at);
    let refused = create_forum(&db, &clock, Founder::Operator, backwards).await;
    assert!(matches!(refused, Err(Stop::Refused(ForumRefusal::DaysOutOfOrder))));

    let mut shut = whole("shut");
    shut.facts.registration_closes_at = shut.facts.registration_opens_at;
    let refused = create_forum(&db, &clock, Founder::Operator, shut).await;
    assert!(matches!(refused, Err(Stop::Refused(ForumRefusal::WindowOutOfOrder))));
}
