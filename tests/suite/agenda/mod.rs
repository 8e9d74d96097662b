//! The agenda: schedules read and taken over, and handed out; drafts, releases, clashes, and what the
//! public sees.

mod canary;
mod clashes;
mod dialects;
mod feeds;
mod hall;
mod import;
mod intake;
mod reimport;
mod release;

use madang::agenda::{NewPart, NewSession, Placing, SessionKind};
use madang::forum::{NewRoom, append_rooms, find_forum, list_rooms, list_venues};
use madang::speakers::{Speaker, insert_speakers};
use madang::types::{Role, RoomId, SpeakerId, Words};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, TestForum};

/// A forum's organizer, by the API.
pub struct Organizer<'a> {
    app: &'a TestApp,
    slug: String,
    token: String,
}

impl<'a> Organizer<'a> {
    /// One with a token of their own.
    pub async fn of(app: &'a TestApp, forum: &TestForum) -> Self {
        let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
        Self { app, slug: forum.slug.clone(), token }
    }

    /// Asks for something under the forum's address, with whatever version stands there.
    pub async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.ask_for(method, path, body, "*").await
    }

    /// The same for a version.
    pub async fn ask_for(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        version: &str,
    ) -> Answer {
        let path = format!("/api/v1/forums/{}/{path}", self.slug);
        let method: Method = method.parse().unwrap();
        let mut request = self.app.request(method, &path).bearer_auth(&self.token);
        request = request.header("if-match", version).header("accept-language", "en");
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.app.perform(request).await
    }

    /// Changes a session.
    pub async fn change(&self, no: i32, body: Value) -> Answer {
        self.ask("PATCH", &format!("sessions/{no}"), Some(body)).await
    }

    /// Releases everything.
    pub async fn release(&self) -> Answer {
        self.ask("POST", "releases", Some(json!({}))).await
    }
}

/// Rooms of a forum by these names, and so large.
pub async fn rooms(app: &TestApp, forum: &TestForum, rooms: &[(&str, i32)]) -> Vec<RoomId> {
    let mut conn = app.db.conn().await.unwrap();
    let venue = list_venues(&mut conn, &forum.scope).await.unwrap()[0].id;
    let new: Vec<NewRoom> = rooms
        .iter()
        .map(|(name, size)| NewRoom {
            name: Words::both(*name, *name),
            size: Some(*size),
            ..NewRoom::default()
        })
        .collect();
    append_rooms(&mut conn, &forum.scope, venue, &new).await.unwrap();
    let all = list_rooms(&mut conn, &forum.scope).await.unwrap();
    rooms
        .iter()
        .map(|(name, _)| {
            let named = |words: &Words| words.in_lang(madang::types::Lang::Ko) == *name;
            all.iter().find(|room| named(&room.name)).unwrap().id
        })
        .collect()
}

/// Someone who speaks, perhaps hidden.
pub async fn speaker(app: &TestApp, forum: &TestForum, name: &str, hidden: bool) -> SpeakerId {
    let mut conn = app.db.conn().await.unwrap();
    let mut speaker = Speaker::named(Words::both(name, name), 1);
    speaker.hidden = hidden;
    insert_speakers(&mut conn, &forum.scope, std::slice::from_ref(&speaker)).await.unwrap();
    speaker.id
}

/// A draft that begins so many minutes after the forum does, and takes an hour.
pub async fn draft(
    app: &TestApp,
    forum: &TestForum,
    title: &str,
    minutes: i64,
    room: Option<RoomId>,
) -> NewSession {
    let mut conn = app.db.conn().await.unwrap();
    let start = find_forum(&mut conn, &forum.scope).await.unwrap().starts_at;
    let starts_at = start + chrono::TimeDelta::minutes(minutes);
    NewSession {
        kind: SessionKind::Panel,
        title: Words::both(title, title),
        subtitle: Words::default(),
        abstract_: Words::default(),
        languages: vec!["ko".to_owned()],
        interpretation: Vec::new(),
        place: Placing {
            room,
            starts_at,
            ends_at: starts_at + chrono::TimeDelta::hours(1),
            illustrative: false,
        },
        track: None,
        people: Vec::new(),
        signup_capacity: None,
        release: false,
    }
}

/// A part as speaker.
pub fn part(speaker: SpeakerId) -> NewPart {
    let role = madang::agenda::AppearanceRole::Speaker;
    NewPart { speaker, role, role_words: Words::default() }
}

/// Adds a session; its number.
pub async fn add(app: &TestApp, forum: &TestForum, want: NewSession) -> i32 {
    let added = madang::agenda::add_session(&app.db, &app.clock, &forum.scope, want).await;
    added.unwrap_or_else(|stop| panic!("{stop:?}")).no
}
