//! Forums and people, written straight into the database: what is measured is not how they are made.

use crate::house::House;

const FORUM: &str = include_str!("../sql/forum.sql");
const PEOPLE: &str = include_str!("../sql/people.sql");

/// A published forum that takes registrations.
pub struct Forum {
    /// Its name in addresses.
    pub slug: &'static str,
    /// The first eight hex digits of every id in it, by which load scripts find its rows.
    pub mark: &'static str,
}

impl Forum {
    /// Makes the forum with so many sessions, each with so many seats.
    pub async fn make(
        slug: &'static str,
        mark: &'static str,
        house: &House,
        sessions: usize,
        seats: usize,
    ) -> anyhow::Result<Self> {
        let (sessions, seats) = (sessions.to_string(), seats.to_string());
        let variables =
            [("slug", slug), ("mark", mark), ("sessions", &sessions), ("seats", &seats)];
        house.script(FORUM, &variables).await?;
        Ok(Self { slug, mark })
    }

    /// Fills it with so many people, each with a seat in one of its sessions.
    pub async fn fill(&self, house: &House, people: usize) -> anyhow::Result<()> {
        let people = people.to_string();
        house.script(PEOPLE, &[("mark", self.mark), ("people", &people)]).await
    }

    /// What is sent to register a person who was never seen before.
    pub fn wish(&self, person: usize, session: usize) -> String {
        let body = format!(
            r#"{{"email":"guest{person}@load.example","name":"홍길동 {person}","name_latin":"Hong Gildong","affiliation":"열린대학교","language":"ko","sessions":[{session}],"consents":["privacy"]}}"#
        );
        crate::http::post(&format!("/api/v1/forums/{}/registrations", self.slug), "", &body)
    }
}
