use std::sync::Arc;

use askama::Template;
use chrono::{DateTime, Utc};

use crate::accounts::{self, Scope};
use crate::agenda::model::{Answer, Appearance, ChangeKind, Listed};
use crate::agenda::queries::{self, Release};
use crate::agenda::wording::Names;
use crate::db::{Conn, Db};
use crate::forum::{self, Forum};
use crate::i18n::{self, Tr};
use crate::mail::{self, Letter, Rendered, Stationery, Stored};
use crate::speakers;
use crate::types::{ActorRef, Lang, SessionId, SpeakerId};
use crate::web::LetterHead;

use super::calendar::{Occasion, events};
use super::view::{LetterHtml, LetterText, Row, View};
use super::{SpeakerAnswered, SpeakerEntry, SpeakerInvited, SpeakerTold};

/// Renders a letter to a speaker from its stored content and what the agenda says today.
///
/// # Errors
/// When the forum or the release is gone, the content does not parse, or the database is broken.
pub async fn render(
    db: Db,
    stationery: Arc<Stationery>,
    stored: Stored,
) -> anyhow::Result<Rendered> {
    let mut conn = db.conn().await?;
    let id = stored.forum_id.ok_or_else(|| anyhow::anyhow!("a speaker's letter names no forum"))?;
    let wall = accounts::forum_by_id(&mut conn, id).await?;
    let wall = wall.ok_or_else(|| anyhow::anyhow!("the letter's forum is gone"))?;
    let scope = Scope::trusted(wall, ActorRef::System);
    let t = Tr(Lang::parse(&stored.lang).unwrap_or_default());
    let script = Script::of(&mut conn, &scope, &stored, t).await?;
    let desk = Desk::load(&mut conn, &scope, t, &script).await?;
    desk.write(&stationery, &stored, script)
}

/// What one kind of letter says.
struct Script {
    speaker: SpeakerId,
    link_version: i32,
    /// The key of its heading; with `-intro` that of its first paragraph.
    key: &'static str,
    news: Vec<String>,
    entries: Vec<SpeakerEntry>,
    asks: bool,
}

impl Script {
    async fn of(conn: &mut Conn, scope: &Scope, stored: &Stored, t: Tr) -> anyhow::Result<Self> {
        let content = stored.content.clone();
        Ok(match stored.letter.as_str() {
            SpeakerInvited::NAME => {
                let letter: SpeakerInvited = serde_json::from_value(content)?;
                let SpeakerInvited { speaker, link_version, entries } = letter;
                let key = "speaker-letter-invited";
                Self { speaker, link_version, key, news: Vec::new(), entries, asks: true }
            }
            SpeakerTold::NAME => {
                let letter: SpeakerTold = serde_json::from_value(content)?;
                let release = queries::find_release(conn, scope, letter.release).await?;
                let names = queries::names(conn, scope).await?;
                let news = news(t, &names, &release, &letter);
                let SpeakerTold { speaker, link_version, entries, .. } = letter;
                let key = "speaker-letter-told";
                Self { speaker, link_version, key, news, entries, asks: true }
            }
            SpeakerAnswered::NAME => {
                let letter: SpeakerAnswered = serde_json::from_value(content)?;
                let SpeakerAnswered { speaker, link_version, confirmed, entries, .. } = letter;
                let key =
                    if confirmed { "speaker-letter-confirmed" } else { "speaker-letter-declined" };
                Self { speaker, link_version, key, news: Vec::new(), entries, asks: false }
            }
            other => anyhow::bail!("no letter is called {other}"),
        })
    }
}

/// What happened to their sessions, a line each under its title.
fn news(t: Tr, names: &Names, release: &Release, letter: &SpeakerTold) -> Vec<String> {
    let mut lines = Vec::new();
    for id in &letter.sessions {
        let own = release.changes.iter().filter(|change| change.session == *id);
        let mut title = String::new();
        let mut what = Vec::new();
        for change in own {
            change.title.in_lang(t.lang()).clone_into(&mut title);
            let is = |list: &[SpeakerId]| list.contains(&letter.speaker);
            what.extend(match &change.kind {
                ChangeKind::People { joined, .. } if is(joined) => {
                    Some(t.s("speaker-letter-joined"))
                }
                ChangeKind::People { left, .. } if is(left) => Some(t.s("speaker-letter-left")),
                _ => names.change(t, change),
            });
        }
        if !what.is_empty() {
            lines.push(format!("{title} – {}", what.join(" · ")));
        }
    }
    lines
}

/// What every letter to a speaker is written from.
struct Desk {
    forum: Forum,
    answer_by: Option<DateTime<Utc>>,
    parts: Vec<Appearance>,
    sessions: Vec<Listed>,
    t: Tr,
}

impl Desk {
    async fn load(conn: &mut Conn, scope: &Scope, t: Tr, script: &Script) -> anyhow::Result<Self> {
        let ids: Vec<SessionId> = script.entries.iter().map(|entry| entry.session).collect();
        Ok(Self {
            forum: forum::find_forum(conn, scope).await?,
            answer_by: speakers::find_rule(conn, scope).await?,
            parts: queries::appearances_of(conn, scope, script.speaker).await?,
            sessions: queries::shown(conn, scope, &ids).await?,
            t,
        })
    }

    fn write(
        &self,
        stationery: &Stationery,
        stored: &Stored,
        script: Script,
    ) -> anyhow::Result<Rendered> {
        let (t, lang, forum) = (self.t, self.t.lang(), &self.forum);
        let title = forum.title.in_lang(lang);
        let heading = t.s(script.key);
        let contact = forum.contact_email.as_ref().map_or("", |email| email.as_str());
        let letter = LetterHead::new(t, heading.as_str(), title)
            .host(forum.host.in_lang(lang), contact)
            .why(t.s("speaker-letter-why"));
        let mut outro = vec![t.s("speaker-letter-link-is-yours")];
        let by = self.answer_by.filter(|by| script.asks && *by > stored.created_at);
        if let Some(by) = by {
            let by = i18n::instant(lang, forum.zone, by);
            let zone = i18n::zone_note(lang, forum.zone, forum.starts_at);
            outro.insert(0, t.with("speaker-letter-by", &[("by", &by), ("zone", &zone)]));
        }
        let view = View {
            intro: vec![t.with(&format!("{}-intro", script.key), &[("forum", title)])],
            news: script.news,
            button: t.s("speaker-letter-open"),
            link: stationery.speaker_link(script.speaker, script.link_version),
            rows: self
                .parts
                .iter()
                .filter(|own| own.session.state.is_on())
                .map(|own| self.row(own))
                .collect(),
            outro,
        };
        let occasion =
            Occasion { forum, t, attendee: Some(&stored.to_email), stamp: stored.created_at };
        let events = events(&occasion, &script.entries, &self.sessions, stationery);
        Ok(Rendered {
            subject: format!("{heading} · {title}"),
            text: LetterText { letter: &letter, view: &view }.render()?,
            html: LetterHtml { letter: &letter, view: &view }.render()?,
            calendar: mail::parts(&events),
        })
    }

    fn row(&self, own: &Appearance) -> Row {
        let (t, lang, session) = (self.t, self.t.lang(), &own.session);
        let day = i18n::date(lang, self.forum.zone.date(session.starts_at));
        let hours = i18n::span(self.forum.zone, session.starts_at, session.ends_at);
        let room = session.room.as_ref().map(|room| room.name.in_lang(lang).to_owned());
        let planned = (!own.is_public).then(|| t.s("speaker-planned"));
        let rest = [room, planned].into_iter().flatten();
        let when: Vec<String> = std::iter::once(format!("{day} {hours}")).chain(rest).collect();
        let (code, key) = match own.answer() {
            Answer::Open => ("waitlisted", "speaker-answer-open"),
            Answer::Confirmed => ("confirmed", "speaker-answer-confirmed"),
            Answer::Declined => ("declined", "speaker-answer-declined"),
        };
        Row {
            title: session.title.in_lang(lang).to_owned(),
            when: when.join(" · "),
            code,
            state: t.s(key),
        }
    }
}
