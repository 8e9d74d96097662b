use madang::accounts::Scope;
use madang::capacity::find_limits;
use madang::db::{self, Db, Stop};
use madang::forum::{
    Band, CategoryCode, ForumRefusal, NewCategory, NewConsent, NewRoom, NewVenue, Purpose,
    RoomChange, add_category, append_rooms, current_consent, edit_category, edit_consent,
    edit_forum, edit_venue, find_category, find_forum, list_rooms, list_venues, publish_forum,
    take_session_numbers,
};
use madang::types::{Clock, Slug, Words, Zone};

use super::{made, now, whole};
use crate::support::database::fresh;

fn clock() -> Clock {
    Clock::set(now())
}

#[tokio::test]
async fn the_second_of_two_who_edit_one_version_is_told() {
    let db = fresh().await;
    let scope = made(&db, whole("shared")).await;
    let mut facts = whole("shared").facts;
    facts.title = Words::both("새 이름", "New name");
    edit_forum(&db, &clock(), &scope, 1, facts.clone(), Some(200)).await.unwrap();
    let late = edit_forum(&db, &clock(), &scope, 1, whole("shared").facts, None).await;
    assert!(matches!(late, Err(Stop::Refused(ForumRefusal::Stale))));
    let mut conn = db.conn().await.unwrap();
    let forum = find_forum(&mut conn, &scope).await.unwrap();
    assert_eq!((forum.facts(), forum.version), (facts, 2));
    let limits = find_limits(&mut conn, &scope).await.unwrap();
    assert_eq!(limits.iter().find(|l| l.kind == "forum").unwrap().capacity, Some(200));
}

#[tokio::test]
async fn a_draft_moves_and_a_published_forum_keeps_its_address() {
    let db = fresh().await;
    made(&db, whole("other")).await;
    let scope = made(&db, whole("before")).await;
    let mut facts = whole("after").facts;
    edit_forum(&db, &clock(), &scope, 1, facts.clone(), None).await.unwrap();
    facts.slug = Slug::parse("other").unwrap();
    let taken = edit_forum(&db, &clock(), &scope, 2, facts.clone(), None).await;
    assert!(matches!(taken, Err(Stop::Refused(ForumRefusal::SlugTaken(_)))));
    publish_forum(&db, &clock(), &scope).await.unwrap();
    let moved = edit_forum(&db, &clock(), &scope, 3, facts, None).await;
    assert!(matches!(moved, Err(Stop::Refused(ForumRefusal::SlugFixed))));
}

#[tokio::test]
async fn the_zone_stays_once_sessions_have_hours_and_numbers_are_never_given_twice() {
    let db = fresh().await;
    let scope = made(&db, whole("zoned")).await;
    let mut facts = whole("zoned").facts;
    facts.zone = Zone::parse("Europe/Brussels").unwrap();
    edit_forum(&db, &clock(), &scope, 1, facts.clone(), None).await.unwrap();
    {
        let mut conn = db.conn().await.unwrap();
        assert_eq!(take_session_numbers(&mut conn, &scope, 3).await.unwrap(), 1);
        assert_eq!(take_session_numbers(&mut conn, &scope, 1).await.unwrap(), 4);
    }
    facts.zone = Zone::SEOUL;
    let refused = edit_forum(&db, &clock(), &scope, 2, facts, None).await;
    assert!(matches!(refused, Err(Stop::Refused(ForumRefusal::ZoneFixed))));
}

#[tokio::test]
async fn new_words_of_a_consent_are_a_new_version_and_the_same_words_are_not() {
    let db = fresh().await;
    let scope = made(&db, whole("worded")).await;
    let photo = Purpose::parse("photo").unwrap();
    let want = NewConsent {
        purpose: photo.clone(),
        required: false,
        title: Words::both("촬영 동의", "Photographs"),
        body: Words::both("내용", "Text"),
    };
    assert_eq!(edit_consent(&db, &clock(), &scope, want.clone()).await.unwrap(), 2);
    assert_eq!(edit_consent(&db, &clock(), &scope, want.clone()).await.unwrap(), 2);
    let mut conn = db.conn().await.unwrap();
    let text = current_consent(&mut conn, &scope, &photo).await.unwrap().unwrap();
    assert_eq!((text.version, text.says(&want)), (2, true));
    drop(conn);
    let own = NewConsent { purpose: Purpose::parse("newsletter").unwrap(), ..want };
    assert_eq!(edit_consent(&db, &clock(), &scope, own).await.unwrap(), 1);
}

#[tokio::test]
async fn categories_are_added_and_resized_and_codes_stay_apart() {
    let db = fresh().await;
    let scope = made(&db, whole("kinds")).await;
    let speakers = NewCategory {
        code: CategoryCode::parse("speaker").unwrap(),
        name: Words::both("연사", "Speakers"),
        description: Words::default(),
        band: Band::Speaker,
        capacity: Some(20),
    };
    let id = add_category(&db, &clock(), &scope, speakers.clone()).await.unwrap();
    let twice = add_category(&db, &clock(), &scope, speakers.clone()).await;
    assert!(matches!(twice, Err(Stop::Refused(ForumRefusal::CategoryCodeTaken))));
    let more = NewCategory { capacity: Some(25), band: Band::Vip, ..speakers };
    edit_category(&db, &clock(), &scope, id, more).await.unwrap();
    let mut conn = db.conn().await.unwrap();
    let category = find_category(&mut conn, &scope, id).await.unwrap();
    let limits = find_limits(&mut conn, &scope).await.unwrap();
    let limit = limits.iter().find(|limit| limit.id == category.limit).unwrap();
    assert_eq!((category.band, limit.capacity), (Band::Vip, Some(25)));
}

#[tokio::test]
async fn rooms_are_added_changed_and_removed() {
    let db = fresh().await;
    let scope = made(&db, whole("rooms")).await;
    let mut conn = db.conn().await.unwrap();
    let venue = list_venues(&mut conn, &scope).await.unwrap().remove(0);
    let hall = list_rooms(&mut conn, &scope).await.unwrap().remove(0);
    let room = |name: &str| NewRoom { name: Words::both(name, name), ..NewRoom::default() };
    let more = [room("B"), room("C")];
    let added = append_rooms(&mut conn, &scope, venue.id, &more).await.unwrap();
    let want = NewVenue {
        name: Words::both("새 시청", "New City Hall"),
        rooms: vec![room("D")],
        ..NewVenue::default()
    };
    let changes = vec![RoomChange::Edit(hall.id, room("A")), RoomChange::Remove(added[0])];
    edit_venue(&db, &clock(), &scope, Some(venue.id), want, changes).await.unwrap();
    let rooms = list_rooms(&mut conn, &scope).await.unwrap();
    let names: Vec<&str> = rooms.iter().map(|r| r.name.in_lang(madang::types::Lang::En)).collect();
    assert_eq!(names, ["A", "C", "D"]);
}

#[tokio::test]
async fn nothing_of_another_forum_is_found_or_changed() {
    let db = fresh().await;
    let (own, foreign) = (made(&db, whole("own")).await, made(&db, whole("foreign")).await);
    let (category, venue) = parts(&db, &foreign).await;
    let mut conn = db.conn().await.unwrap();
    assert!(not_found(find_category(&mut conn, &own, category).await));
    assert!(not_found(append_rooms(&mut conn, &own, venue, &[]).await));
    let want = whole("own").categories.remove(0);
    let edited = edit_category(&db, &clock(), &own, category, want).await;
    assert!(matches!(edited, Err(Stop::Broken(db::Error::NotFound))));
    let changed = edit_venue(&db, &clock(), &own, Some(venue), NewVenue::default(), vec![]).await;
    assert!(matches!(changed, Err(Stop::Broken(db::Error::NotFound))));
}

async fn parts(db: &Db, scope: &Scope) -> (madang::types::CategoryId, madang::types::VenueId) {
    let mut conn = db.conn().await.unwrap();
    let categories = madang::forum::list_categories(&mut conn, scope).await.unwrap();
    let venues = list_venues(&mut conn, scope).await.unwrap();
    (categories[0].id, venues[0].id)
}

fn not_found<T>(result: db::Result<T>) -> bool {
    matches!(result, Err(db::Error::NotFound))
}
