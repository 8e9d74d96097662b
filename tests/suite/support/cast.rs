use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use madang::accounts::Scope;
use madang::agenda::{NewSession, Placing, SessionKind, add_session};
use madang::capacity::Limit;
use madang::db::Db;
use madang::db::schema::message;
use madang::forum::{
    Founder, NewForum, NewVenue, create_forum, offered_categories, offered_consents, publish_forum,
};
use madang::mail::Stored;
use madang::types::{ActorRef, Slug, Words, Zone};
use serde_json::{Value, json};

use super::app::{Answer, TestApp, now};

/// A published forum that takes registrations: sessions 1, 2, … with seats, one hour each from 14:00,
/// one after another.
pub struct TestForum {
    pub slug: String,
    pub scope: Scope,
}

/// Somebody who wants to come.
pub struct Guest<'a> {
    app: &'a TestApp,
    pub email: String,
    pub name: String,
}

impl TestApp {
    /// A published forum with so many places and sessions with so many seats.
    pub async fn forum(&self, slug: &str, places: Option<i32>, seats: &[i32]) -> TestForum {
        self.forum_spaced(slug, places, seats, 1).await
    }

    /// The same with all sessions at the same hour.
    pub async fn forum_at_once(&self, slug: &str, seats: &[i32]) -> TestForum {
        self.forum_spaced(slug, None, seats, 0).await
    }

    async fn forum_spaced(
        &self,
        slug: &str,
        places: Option<i32>,
        seats: &[i32],
        hours: i64,
    ) -> TestForum {
        let mut want = NewForum::begun(
            Slug::parse(slug).unwrap(),
            Words::both("열린 포럼", "Open forum"),
            Zone::SEOUL,
            now() + TimeDelta::days(30) + TimeDelta::hours(5),
            now() + TimeDelta::days(30) + TimeDelta::hours(15),
        );
        want.facts.registration_opens_at = Some(now() - TimeDelta::days(1));
        want.facts.registration_closes_at = Some(now() + TimeDelta::days(29));
        want.capacity = places;
        want.venue =
            Some(NewVenue { name: Words::both("시청", "City Hall"), ..NewVenue::default() });
        want.categories = offered_categories();
        want.consents = offered_consents(&want.facts);
        let start = want.facts.starts_at;
        let made = create_forum(&self.db, &self.clock, Founder::Operator, want).await;
        let wall = made.unwrap_or_else(|stop| panic!("{stop:?}"));
        let scope = Scope::trusted(wall, ActorRef::Operator);
        for (at, seats) in seats.iter().enumerate() {
            let starts_at = start + TimeDelta::hours(hours * i64::try_from(at).unwrap());
            let session = NewSession {
                kind: SessionKind::Session,
                title: Words::both(format!("세션 {}", at + 1), format!("Session {}", at + 1)),
                subtitle: Words::default(),
                abstract_: Words::default(),
                languages: Vec::new(),
                interpretation: Vec::new(),
                place: Placing {
                    room: None,
                    starts_at,
                    ends_at: starts_at + TimeDelta::hours(1),
                    illustrative: false,
                },
                track: None,
                people: Vec::new(),
                signup_capacity: Some(*seats),
                release: true,
            };
            let added = add_session(&self.db, &self.clock, &scope, session).await;
            added.unwrap_or_else(|stop| panic!("{stop:?}"));
        }
        let published = publish_forum(&self.db, &self.clock, &scope).await;
        published.unwrap_or_else(|stop| panic!("{stop:?}"));
        TestForum { slug: slug.to_owned(), scope }
    }

    /// Somebody by their short name.
    pub fn guest(&self, name: &str) -> Guest<'_> {
        Guest { app: self, email: format!("{name}@example.org"), name: name.to_owned() }
    }

    /// The limits of a forum, as they stand.
    pub async fn limits(&self, forum: &TestForum) -> Vec<Limit> {
        let mut conn = self.db.conn().await.unwrap();
        madang::capacity::find_limits(&mut conn, &forum.scope).await.unwrap()
    }

    /// The session limits of a forum, in the order of the sessions' making.
    pub async fn seats(&self, forum: &TestForum) -> Vec<Limit> {
        self.limits(forum).await.into_iter().filter(|limit| limit.kind == "session").collect()
    }
}

impl Guest<'_> {
    /// What this person would send.
    pub fn wish(&self, sessions: &[i32]) -> Value {
        json!({ "email": self.email, "name": self.name, "sessions": sessions, "consents": ["privacy"] })
    }

    /// Registers, by the API.
    pub async fn register(&self, forum: &TestForum, sessions: &[i32]) -> Answer {
        let path = format!("/api/v1/forums/{}/registrations", forum.slug);
        self.app.post_json(&path, &self.wish(sessions)).await
    }

    /// Registers under an idempotency key.
    pub async fn register_with_key(
        &self,
        forum: &TestForum,
        sessions: &[i32],
        key: &str,
    ) -> Answer {
        let path = format!("/api/v1/forums/{}/registrations", forum.slug);
        let request = self.app.request(reqwest::Method::POST, &path).header("idempotency-key", key);
        self.app.perform(request.json(&self.wish(sessions))).await
    }

    /// Gives a seat back by the private link.
    pub async fn give_up(&self, no: i32) -> Answer {
        let token = self.app.manage_token(&self.email).await;
        let path = format!("/api/v1/registrations/me/seats/{no}");
        self.app.ask(reqwest::Method::DELETE, &path, &token).await
    }

    /// Takes a seat by the private link.
    pub async fn take(&self, no: i32) -> Answer {
        let token = self.app.manage_token(&self.email).await;
        let path = format!("/api/v1/registrations/me/seats/{no}");
        self.app.ask(reqwest::Method::PUT, &path, &token).await
    }

    /// Withdraws by the private link.
    pub async fn withdraw(&self) -> Answer {
        let token = self.app.manage_token(&self.email).await;
        self.app.ask(reqwest::Method::POST, "/api/v1/registrations/me/cancellation", &token).await
    }

    /// One's own registration by the private link.
    pub async fn mine(&self) -> Value {
        let token = self.app.manage_token(&self.email).await;
        self.app.ask(reqwest::Method::GET, "/api/v1/registrations/me", &token).await.json()
    }
}

/// Every letter posted, to an address if one is named, oldest first.
pub async fn stored_letters(db: &Db, to: Option<&str>) -> Vec<Stored> {
    let mut conn = db.conn().await.unwrap();
    let mut letters = message::table.into_boxed();
    if let Some(to) = to {
        letters = letters.filter(message::to_email.eq(to));
    }
    letters.order(message::id).select(Stored::as_select()).load(&mut conn).await.unwrap()
}
