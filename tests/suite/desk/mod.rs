//! The desk: who may see what, and what is kept of their seeing it.

mod audit;
mod export;
mod forums;
mod imports;
mod invitations;
mod letters;
mod people;
mod staff;

use madang::audit::AuditRow;
use madang::types::{ForumId, Role};
use reqwest::Method;

use crate::support::{Answer, TestApp, TestForum};

/// Somebody at the desk, by a token of their role.
struct Staff<'a> {
    app: &'a TestApp,
    bearer: String,
}

impl<'a> Staff<'a> {
    async fn of(app: &'a TestApp, role: Role, forum: &TestForum) -> Self {
        let token = app.token(role, Some(forum.scope.forum())).await;
        Self { app, bearer: format!("Bearer {token}") }
    }

    async fn organizer(app: &'a TestApp, forum: &TestForum) -> Self {
        Self::of(app, Role::Organizer, forum).await
    }

    /// Opens a page in English.
    async fn get(&self, path: &str) -> Answer {
        self.read(path, "en").await
    }

    async fn read(&self, path: &str, lang: &str) -> Answer {
        let request = self.app.request(Method::GET, path).header("authorization", &self.bearer);
        self.app.perform(request.header("accept-language", lang)).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let headers = [("authorization", self.bearer.as_str()), ("accept-language", "en")];
        self.app.send("POST", path, Some(form), &headers).await
    }
}

/// The log of a forum, newest first.
async fn log(app: &TestApp, forum: &TestForum) -> Vec<AuditRow> {
    let id: ForumId = forum.scope.forum();
    let mut conn = app.db.conn().await.unwrap();
    madang::audit::list(&mut conn, id, None, 500).await.unwrap()
}

/// How often something was done.
async fn times(app: &TestApp, forum: &TestForum, action: &str) -> usize {
    log(app, forum).await.iter().filter(|row| row.action == action).count()
}

/// The addresses that a page links to and that begin so, in order, each once; the switch of languages
/// aside.
fn links<'p>(page: &'p Answer, start: &str) -> Vec<&'p str> {
    let mut found = Vec::new();
    for rest in page.body.split("href=\"").skip(1) {
        let href = rest.split('"').next().unwrap();
        if href.starts_with(start)
            && !["lang=", "theme="].iter().any(|own| href.contains(own))
            && !found.contains(&href)
        {
            found.push(href);
        }
    }
    found
}

/// An address as it stands in markup, as a browser reads it.
fn unescaped(href: &str) -> String {
    href.replace("&#38;", "&").replace("&amp;", "&")
}

/// Registers somebody with more than a name; gives their reference.
async fn register(app: &TestApp, forum: &TestForum, body: serde_json::Value) -> String {
    let mut wish = serde_json::json!({ "sessions": [], "consents": ["privacy"] });
    wish.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    let path = format!("/api/v1/forums/{}/registrations", forum.slug);
    let answer = app.post_json(&path, &wish).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["reference"].as_str().unwrap().to_owned()
}
