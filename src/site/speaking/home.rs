use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use crate::agenda::{self, Answer, Appearance, AppearanceRole, Part, Span};
use crate::forum::is_past;
use crate::i18n::{self, Tr, lang_key};
use crate::mail::Courier;
use crate::speakers::{self, Agreed, Availability, UploadKind, UploadRecord};
use crate::types::SessionId;
use crate::web::{Fault, Query, Shell, attachment, html_status};

use super::super::words::{Said, said};
use super::visit::{Own, Visit, secret};

#[derive(Template)]
#[template(path = "site/speaking/home.html")]
struct HomePage<'a> {
    shell: Shell,
    home: &'a str,
    slug: &'a str,
    name: Said<'a>,
    title: Said<'a>,
    /// What their hidden name means; empty when it is not hidden.
    hidden: String,
    /// Until when they are asked; empty when nothing was said or all is answered.
    by: String,
    zone: String,
    parts: Vec<PartLine>,
    /// What stands to be read of them: what they sent last.
    texts: Vec<(String, String)>,
    /// What they sent and is not shown yet.
    waits: bool,
    /// Which languages their texts lack; empty for none.
    lacks: String,
    has_photo: bool,
    photo_waits: bool,
    hours: Vec<(String, String)>,
    publish: String,
    record: String,
    asked_consent: bool,
    registered: bool,
}

/// One session of theirs.
struct PartLine {
    no: i32,
    title: String,
    lang: &'static str,
    role: String,
    when: String,
    room: String,
    chair: String,
    sample: bool,
    /// The answer: its code for the look, and its word.
    state: (&'static str, String),
    /// What stands against it: another session, their hours.
    clashes: Vec<String>,
    /// The session was moved after they answered.
    again: bool,
    open: bool,
    ended: bool,
    public: bool,
    slides: Vec<SlideLine>,
}

struct SlideLine {
    id: String,
    name: String,
    note: String,
}

/// Their page.
pub async fn show_home(visit: Visit, query: Query) -> Result<HttpResponse, Fault> {
    let own = visit.own().await?;
    if own.contact.opened_at.is_none() {
        speakers::mark_opened(&visit.db, &visit.clock, &visit.scope, visit.id).await?;
    }
    let mut conn = visit.db.conn().await?;
    let parts = agenda::appearances_of(&mut conn, &visit.scope, visit.id).await?;
    let uploads = speakers::uploads_of(&mut conn, &visit.scope, visit.id).await?;
    let by = speakers::find_rule(&mut conn, &visit.scope).await?;
    drop(conn);
    let (t, lang) = (visit.t(), visit.lang());
    let lines: Vec<PartLine> =
        parts.iter().map(|part| line(&visit, &own, part, &parts, &uploads)).collect();
    let is_asked = lines.iter().any(|line| line.open) || own.contact.publish == Agreed::Open;
    let by = by.filter(|by| is_asked && *by > visit.now());
    let by = by.map(|by| i18n::instant(lang, own.forum.zone, by));
    let photos = || uploads.iter().filter(|file| file.kind == UploadKind::Photo);
    let mut page = HomePage {
        shell: visit.shell(&own.forum, t.s("speaker-page")),
        home: &visit.home,
        slug: own.forum.slug.as_str(),
        name: said(&own.speaker.name, lang),
        title: said(&own.speaker.title, lang),
        hidden: if own.speaker.hidden { t.s("speaker-hidden") } else { String::new() },
        by: by.map(|by| t.with("speaker-by", &[("by", &by)])).unwrap_or_default(),
        zone: i18n::zone_note(lang, own.forum.zone, own.forum.starts_at),
        parts: lines,
        texts: texts(t, &own),
        waits: own.contact.draft.is_some(),
        lacks: lacks(t, &own),
        has_photo: photos().next().is_some(),
        photo_waits: photos().any(|photo| photo.published_at.is_none()),
        hours: hours(t, &own.contact.availability),
        publish: t.s(agreed_key(own.contact.publish)),
        record: t.s(agreed_key(own.contact.record)),
        asked_consent: own.contact.publish == Agreed::Open || own.contact.record == Agreed::Open,
        registered: own.contact.registered_at.is_some(),
    };
    page.shell.status = done(t, query.0.one("done"));
    Ok(secret(html_status(StatusCode::OK, &page)?))
}

/// Their sessions as a file for their own calendar.
pub async fn download_calendar(
    visit: Visit,
    courier: Data<Courier>,
) -> Result<HttpResponse, Fault> {
    let own = visit.own().await?;
    let mut conn = visit.db.conn().await?;
    let parts = agenda::appearances_of(&mut conn, &visit.scope, visit.id).await?;
    let (forum, stationery) = (&own.forum, &courier.stationery);
    let body = agenda::own_calendar(forum, visit.t(), visit.now(), &parts, stationery);
    let name = format!("{}-speaking.ics", forum.slug);
    Ok(secret(attachment("text/calendar; charset=utf-8", &name, &name).body(body)))
}

fn done(t: Tr, what: &str) -> Option<String> {
    let key = match what {
        "confirmed" => "speaker-done-confirmed",
        "declined" => "speaker-done-declined",
        "about" => "speaker-done-about",
        "photo" => "speaker-done-photo",
        "photo-removed" => "speaker-done-photo-removed",
        "slides" => "speaker-done-slides",
        "slides-removed" => "speaker-done-slides-removed",
        "hours" => "speaker-done-hours",
        "consents" => "speaker-done-consents",
        "registered" => "speaker-done-registered",
        _ => return None,
    };
    Some(t.s(key))
}

const fn agreed_key(agreed: Agreed) -> &'static str {
    match agreed {
        Agreed::Open => "speaker-agreed-open",
        Agreed::Yes => "speaker-agreed-yes",
        Agreed::No => "speaker-agreed-no",
    }
}

fn texts(t: Tr, own: &Own) -> Vec<(String, String)> {
    let shown = (&own.speaker.title, &own.speaker.biography);
    let (title, biography) =
        own.contact.draft.as_ref().map_or(shown, |draft| (&draft.title, &draft.biography));
    let mut texts = Vec::new();
    for (key, words, most) in
        [("speaker-field-title", title, 300), ("speaker-field-biography", biography, 240)]
    {
        for lang in crate::types::Lang::ALL {
            let name = format!("{} ({})", t.s(key), t.s(lang_key(lang)));
            let text = words.get(lang).map(|text| crate::web::plain(text, most));
            texts.push((name, text.unwrap_or_else(|| t.s("speaker-empty"))));
        }
    }
    texts
}

fn lacks(t: Tr, own: &Own) -> String {
    if own.contact.draft.is_none() && own.speaker.lacks(&own.forum.languages) {
        t.s("speaker-lacks")
    } else {
        String::new()
    }
}

fn hours(t: Tr, availability: &Availability) -> Vec<(String, String)> {
    let one = |day: &crate::speakers::DayHours| {
        let words = match day.hours {
            None => t.s("speaker-hours-none"),
            Some((from, to)) => format!("{}–{}", from.format("%H:%M"), to.format("%H:%M")),
        };
        (i18n::date(t.lang(), day.day), words)
    };
    availability.0.iter().map(one).collect()
}

fn line(
    visit: &Visit,
    own: &Own,
    part: &Appearance,
    all: &[Appearance],
    uploads: &[UploadRecord],
) -> PartLine {
    let (t, lang, zone, session) = (visit.t(), visit.lang(), own.forum.zone, &part.session);
    let is_on = session.state.is_on();
    let ended = is_past(&own.forum, session.ends_at, visit.now()) || !is_on;
    let day = i18n::date(lang, zone.date(session.starts_at));
    let answer = part.answer();
    PartLine {
        no: session.no,
        title: session.title.in_lang(lang).to_owned(),
        lang: said(&session.title, lang).lang,
        role: roles(t, &part.roles),
        when: format!("{day} {}", i18n::span(zone, session.starts_at, session.ends_at)),
        room: session
            .room
            .as_ref()
            .map_or(String::new(), |room| room.name.in_lang(lang).to_owned()),
        chair: chair(t, &session.people, visit),
        sample: session.illustrative,
        state: state(t, answer, is_on),
        clashes: if ended { Vec::new() } else { clashes(visit, own, part, all) },
        again: part.is_asked_again() && !ended,
        open: answer == Answer::Open && !ended,
        ended,
        public: part.is_public,
        slides: slides(t, uploads, session.id),
    }
}

fn state(t: Tr, answer: Answer, is_on: bool) -> (&'static str, String) {
    match answer {
        _ if !is_on => ("cancelled", t.s("speaker-called-off")),
        Answer::Open => ("pending", t.s("speaker-answer-open")),
        Answer::Confirmed => ("confirmed", t.s("speaker-answer-confirmed")),
        Answer::Declined => ("declined", t.s("speaker-answer-declined")),
    }
}

/// What their part is called; each in words of its own where it has them.
pub fn roles(t: Tr, roles: &[(AppearanceRole, crate::types::Words)]) -> String {
    let word = |(role, words): &(AppearanceRole, crate::types::Words)| {
        if words.is_empty() { t.s(role.key()) } else { words.in_lang(t.lang()).to_owned() }
    };
    roles.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Who leads the session, where that is someone else.
fn chair(t: Tr, people: &[Part], visit: &Visit) -> String {
    let leads = |part: &&Part| {
        let role = part.role;
        matches!(role, AppearanceRole::Chair | AppearanceRole::Moderator | AppearanceRole::Host)
            && part.speaker != visit.id
    };
    let names: Vec<&str> =
        people.iter().filter(leads).map(|part| part.name.in_lang(t.lang())).collect();
    names.join(", ")
}

/// What stands against a session of theirs: another one at the same time, and their own hours.
fn clashes(visit: &Visit, own: &Own, part: &Appearance, all: &[Appearance]) -> Vec<String> {
    let (t, session) = (visit.t(), &part.session);
    let span = |part: &Appearance| Span::<SessionId> {
        key: part.session.id,
        starts_at: part.session.starts_at,
        ends_at: part.session.ends_at,
    };
    let on =
        |other: &&Appearance| other.session.state.is_on() && other.answer() != Answer::Declined;
    let mut found = Vec::new();
    for other in all.iter().filter(on).filter(|other| other.session.id != session.id) {
        if !agenda::overlaps(&[span(part), span(other)]).is_empty() {
            let title = other.session.title.in_lang(t.lang());
            found.push(t.with("speaker-clash-session", &[("session", title)]));
        }
    }
    let hours = &own.contact.availability;
    let (zone, day) = (own.forum.zone, session.day);
    if !hours.allows(zone, day, session.starts_at, session.ends_at) {
        found.push(t.s("speaker-clash-hours"));
    }
    found
}

fn slides(t: Tr, uploads: &[UploadRecord], session: SessionId) -> Vec<SlideLine> {
    let theirs = uploads.iter().filter(|file| file.session == Some(session));
    let one = |file: &UploadRecord| SlideLine {
        id: file.id.to_string(),
        name: file.name.clone(),
        note: t.s(match (file.shared, file.published_at.is_some()) {
            (false, _) => "speaker-slides-private",
            (true, false) => "speaker-slides-wait",
            (true, true) => "speaker-slides-shown",
        }),
    };
    theirs.map(one).collect()
}
