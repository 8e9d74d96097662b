//! The forum: making it, changing it, showing it.

mod api;
mod change;
mod create;
mod publish;

use chrono::{DateTime, TimeDelta, Utc};
use madang::accounts::{ForumWall, Scope};
use madang::db::Db;
use madang::forum::{
    Founder, NewForum, NewRoom, NewVenue, create_forum, offered_categories, offered_consents,
};
use madang::types::{ActorRef, Clock, Slug, Words, Zone};

/// When the tests happen.
pub fn now() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().unwrap()
}

/// A forum with everything that publishing needs.
pub fn whole(slug: &str) -> NewForum {
    let mut want = NewForum::begun(
        Slug::parse(slug).unwrap(),
        Words::both("열린 포럼", "Open forum"),
        Zone::SEOUL,
        now() + TimeDelta::days(30),
        now() + TimeDelta::days(31),
    );
    want.facts.registration_opens_at = Some(now() - TimeDelta::days(1));
    want.facts.registration_closes_at = Some(now() + TimeDelta::days(29));
    want.capacity = Some(300);
    want.venue = Some(NewVenue {
        name: Words::both("시청", "City Hall"),
        rooms: vec![NewRoom {
            name: Words::both("다목적홀", "Hall"),
            size: Some(300),
            ..NewRoom::default()
        }],
        ..NewVenue::default()
    });
    want.categories = offered_categories();
    want.consents = offered_consents(&want.facts);
    want
}

/// Makes a forum and the scope of whoever runs it.
pub async fn made(db: &Db, want: NewForum) -> Scope {
    let clock = Clock::set(now());
    let wall = create_forum(db, &clock, Founder::Operator, want).await.unwrap();
    scope(wall)
}

pub fn scope(wall: ForumWall) -> Scope {
    Scope::trusted(wall, ActorRef::Operator)
}
