//! The public site: what anyone may read, and how soon they read what changed.

mod changes;
mod fresh;
mod hidden;
mod mine;
mod pages;
mod programme;
mod searched;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::TimeDelta;
use madang::agenda::{NewPart, NewSession, Placing, SessionKind, add_session};
use madang::types::{Lang, Words};

use crate::support::{Answer, TestApp, TestForum, now};

/// A session of an hour in no room, with nobody in it.
pub fn session(title: &str, hours: i64) -> NewSession {
    let starts_at = now() + TimeDelta::days(30) + TimeDelta::hours(5 + hours);
    NewSession {
        kind: SessionKind::Session,
        title: Words::both(title, title),
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
        signup_capacity: None,
        release: true,
    }
}

/// Adds a session and tells its number.
pub async fn add(app: &TestApp, forum: &TestForum, want: NewSession) -> i32 {
    let added = add_session(&app.db, &app.clock, &forum.scope, want).await;
    added.unwrap_or_else(|stop| panic!("{stop:?}")).no
}

pub fn part(speaker: madang::types::SpeakerId) -> NewPart {
    let role = madang::agenda::AppearanceRole::Panel;
    NewPart { speaker, role, role_words: Words::default() }
}

/// Reads a page until it says something, because notices take a moment.
pub async fn until(app: &TestApp, path: &str, says: impl Fn(&Answer) -> bool) -> Answer {
    for _ in 0..100 {
        let answer = app.read(path, "en").await;
        if says(&answer) {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} never says it: {}", app.read(path, "en").await.body);
}

/// Every page that links lead to from `/`, in a language, as far as it is the site's own.
pub async fn walk(app: &TestApp, lang: Lang) -> BTreeMap<String, Answer> {
    let mut seen = BTreeMap::new();
    let mut ahead = BTreeSet::from(["/".to_owned()]);
    while let Some(path) = ahead.pop_first() {
        let mut answer = app.read(&path, lang.code()).await;
        if answer.status == 303 {
            answer = app.read(answer.location(), lang.code()).await;
        }
        for href in links(&answer.body) {
            // A chosen language would stay.
            let elsewhere = href.starts_with("/static/") || href.contains("lang=");
            if href.starts_with('/') && !elsewhere && !seen.contains_key(&href) {
                ahead.insert(href);
            }
        }
        seen.insert(path, answer);
        assert!(seen.len() < 500, "the site has no end");
    }
    seen
}

/// Where the links of a page lead, without fragments.
pub fn links(body: &str) -> Vec<String> {
    let parts = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    parts
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .filter(|href| !href.is_empty())
        .collect()
}
