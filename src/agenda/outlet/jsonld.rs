//! What search engines read of a forum and its sessions (schema.org), for a page to hold as data.

use serde_json::{Map, Value, json};

use crate::forum::Forum;
use crate::types::{Lang, Words};

use super::super::model::Listed;
use super::voice::stamp;

/// A forum as its pages know it.
#[derive(Clone, Copy)]
pub struct Billing<'a> {
    /// The forum.
    pub forum: &'a Forum,
    /// The name and address of the venue.
    pub venue: Option<(&'a Words, &'a Words)>,
    /// The language of the page.
    pub lang: Lang,
    /// The address people see, without a trailing slash.
    pub base: &'a str,
}

impl Billing<'_> {
    /// The forum, as the content of a `script` element that holds data; none for a forum where being seen
    /// can hurt, which no search engine is told of. Its sessions have pages of their own.
    #[must_use]
    pub fn forum(&self) -> Option<String> {
        let forum = self.forum;
        let mut event = self.event(&forum.title, forum.starts_at, forum.ends_at, &self.page())?;
        self.put(&mut event, "description", &forum.lead);
        if !forum.host.is_empty() {
            let host = forum.host.in_lang(self.lang);
            event.insert("organizer".into(), json!({ "@type": "Organization", "name": host }));
        }
        Some(written(event))
    }

    /// One released session; none where the forum has none, or its time is only a sample.
    #[must_use]
    pub fn session(&self, session: &Listed) -> Option<String> {
        if !is_told(session) {
            return None;
        }
        let page = format!("{}/sessions/{}", self.page(), session.no);
        let mut event = self.event(&session.title, session.starts_at, session.ends_at, &page)?;
        self.put(&mut event, "description", &session.subtitle);
        if !session.languages.is_empty() {
            event.insert("inLanguage".into(), json!(session.languages));
        }
        let person = |name: &Words| json!({ "@type": "Person", "name": name.in_lang(self.lang) });
        let people: Vec<Value> = session
            .people
            .iter()
            .filter(|part| !part.hidden)
            .map(|part| person(&part.name))
            .collect();
        if !people.is_empty() {
            event.insert("performer".into(), Value::Array(people));
        }
        let name = self.forum.title.in_lang(self.lang);
        let whole = json!({ "@type": "Event", "name": name, "url": self.page() });
        event.insert("superEvent".into(), whole);
        Some(written(event))
    }

    fn event(
        &self,
        name: &Words,
        starts_at: chrono::DateTime<chrono::Utc>,
        ends_at: chrono::DateTime<chrono::Utc>,
        url: &str,
    ) -> Option<Map<String, Value>> {
        if self.forum.sensitive {
            return None;
        }
        let local = |at| stamp(self.forum.zone.local(at));
        let mut event = Map::new();
        for (key, value) in [
            ("@context", "https://schema.org"),
            ("@type", "Event"),
            ("name", name.in_lang(self.lang)),
            ("startDate", &local(starts_at)),
            ("endDate", &local(ends_at)),
            ("eventStatus", "https://schema.org/EventScheduled"),
            ("eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode"),
            ("url", url),
        ] {
            event.insert(key.to_owned(), value.into());
        }
        if let Some((name, address)) = self.venue {
            let address = match address.in_lang(self.lang) {
                "" => name.in_lang(self.lang),
                address => address,
            };
            let place = json!({
                "@type": "Place",
                "name": name.in_lang(self.lang),
                "address": { "@type": "PostalAddress", "streetAddress": address },
            });
            event.insert("location".into(), place);
        }
        Some(event)
    }

    fn put(&self, event: &mut Map<String, Value>, key: &str, words: &Words) {
        let text = words.in_lang(self.lang);
        if !text.is_empty() {
            event.insert(key.to_owned(), text.into());
        }
    }

    fn page(&self) -> String {
        format!("{}/{}", self.base, self.forum.slug)
    }
}

/// A sample time is nothing to tell the world.
fn is_told(session: &Listed) -> bool {
    !session.illustrative && !session.kind.is_pause()
}

/// As text that can not end the element it stands in.
fn written(event: Map<String, Value>) -> String {
    Value::Object(event).to_string().replace('<', "\\u003c")
}
