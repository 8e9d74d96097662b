//! Speakers: their own page, what they send, what they are told.

mod api;
mod desk;
mod files;
mod forgotten;
mod own;
mod races;
mod sent;
mod slides;
mod told;

use madang::agenda::{self, NewSession};
use madang::speakers::{self, Reach, Speaker};
use madang::types::{Email, Lang, SessionId, SpeakerId, Words};
use reqwest::Method;

pub use files::pdf;

use crate::agenda::{add, draft, part};
use crate::support::{Answer, TestApp, TestForum};

/// Somebody who speaks and has an address.
pub struct Voice<'a> {
    pub app: &'a TestApp,
    pub forum: &'a TestForum,
    pub id: SpeakerId,
    pub email: String,
}

impl<'a> Voice<'a> {
    /// One with an address, without any session.
    pub async fn new(app: &'a TestApp, forum: &'a TestForum, name: &str) -> Self {
        let speaker = Speaker::named(Words::both(format!("{name} 박사"), format!("Dr {name}")), 1);
        let email = format!("{name}@speakers.example");
        let reach = Reach { email: Email::parse(&email).ok(), lang: Lang::En };
        let saved =
            speakers::save_speaker(&app.db, &app.clock, &forum.scope, &speaker, &reach).await;
        saved.unwrap_or_else(|stop| panic!("{stop:?}"));
        Self { app, forum, id: speaker.id, email }
    }

    /// A released session of theirs, so many minutes after the forum begins; its number.
    pub async fn speaks(&self, title: &str, minutes: i64) -> i32 {
        let want = draft(self.app, self.forum, title, minutes, None).await;
        add(self.app, self.forum, NewSession { people: vec![part(self.id)], release: true, ..want })
            .await
    }

    /// Gets the private link.
    pub async fn invited(&self) {
        let (db, clock, scope) = (&self.app.db, &self.app.clock, &self.forum.scope);
        let sent = agenda::invite_speaker(db, clock, scope, self.id).await;
        sent.unwrap_or_else(|stop| panic!("{stop:?}"));
    }

    /// Sends slides that may be shown for a session of any kind, as their page would.
    pub async fn shares(&self, session: SessionId, name: &str, bytes: Vec<u8>) {
        let (db, clock, scope) = (&self.app.db, &self.app.clock, &self.forum.scope);
        let slides = speakers::slides(name, bytes).unwrap();
        let kept = speakers::keep_slides(db, clock, scope, self.id, session, slides, true).await;
        kept.unwrap_or_else(|stop| panic!("{stop:?}"));
    }

    /// What they sent is shown by the desk.
    pub async fn shown(&self) {
        let (db, clock, scope) = (&self.app.db, &self.app.clock, &self.forum.scope);
        let version = self.version().await;
        let shown = speakers::publish_sent(db, clock, scope, self.id, version).await;
        shown.unwrap_or_else(|stop| panic!("{stop:?}"));
    }

    /// The version of what the desk sees of them.
    pub async fn version(&self) -> i32 {
        let mut conn = self.app.db.conn().await.unwrap();
        speakers::find_contact(&mut conn, &self.forum.scope, self.id).await.unwrap().version
    }

    /// Where their page is, by the last letter.
    pub async fn home(&self) -> String {
        let letters = self.app.letters(&self.email).await;
        let text = &letters.last().expect("a letter").text;
        let at = text.find("/s/").expect("a link");
        text[at..].split_whitespace().next().unwrap().to_owned()
    }

    pub async fn read(&self, below: &str) -> Answer {
        self.app.read(&format!("{}{below}", self.home().await), "en").await
    }

    pub async fn send(&self, below: &str, fields: &[(&str, &str)]) -> Answer {
        let path = format!("{}{below}", self.home().await);
        let request = self.app.request(Method::POST, &path).header("origin", &self.app.base);
        self.app.perform(request.header("accept-language", "en").form(fields)).await
    }

    /// Sends a file as a browser's form does.
    pub async fn send_file(
        &self,
        below: &str,
        field: &str,
        name: &str,
        bytes: &[u8],
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!(
                "--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(head.into_bytes());
        }
        let head = format!(
            "--XX\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--XX--\r\n");
        let path = format!("{}{below}", self.home().await);
        let request = self
            .app
            .request(Method::POST, &path)
            .header("origin", &self.app.base)
            .header("accept-language", "en")
            .header("content-type", "multipart/form-data; boundary=XX")
            .body(body);
        self.app.perform(request).await
    }
}
