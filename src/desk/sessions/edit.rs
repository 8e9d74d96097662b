use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::Scope;
use crate::agenda::{
    self, AppearanceRole, Expect, Listed, SessionDetail, SessionKind, SessionState,
};
use crate::db::Conn;
use crate::forum::{self, Forum, Room};
use crate::i18n::{Tr, date_range, zone_note};
use crate::speakers::{self, Speaker};
use crate::web::{Fault, Form, LongForm, Query, Shell, html_status, see_other};

use super::super::forums::{SeatLine, seat_line};
use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Labels, Said, is_stale};
use super::super::merge::{carried_base, stood, undecided};
use super::fields;
use super::merging::merging;

#[derive(Template)]
#[template(path = "desk/sessions/form.html")]
struct FormPage {
    shell: Shell,
    said: Said,
    slug: String,
    action: String,
    /// The number of the session; none for a new one.
    no: Option<i32>,
    version: i32,
    state: &'static str,
    state_words: String,
    /// How it stands before the public: `hidden`, `same`, `changed`, or `off` the timetable and public
    /// all the same; empty where nothing is to be said or done.
    stands: &'static str,
    seats: Option<SeatLine>,
    /// The zone of its hours, and the days of the forum.
    when_hint: String,
    kinds: Vec<(&'static str, String)>,
    rooms: Vec<(String, String)>,
    tracks: Vec<(String, String)>,
    speakers: Vec<(String, String)>,
    roles: Vec<(&'static str, String)>,
    rows: usize,
    /// What stood in the fields when the form was first shown.
    base: Vec<(String, String)>,
}

/// The form of a new session.
pub async fn new_session(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, None).await?;
    let said = Said::fresh(fields::fresh(&now.forum));
    html_status(StatusCode::OK, &page(&desk, &now, 0, said))
}

/// Adds a session.
pub async fn submit_new(
    desk: Desk,
    scope: Scope,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, None).await?;
    drop(conn);
    let fault = match add(&desk, &scope, &now, &form).await {
        Ok(()) => return Ok(see_other(format!("/desk/{}/sessions?done=added", scope.slug()))),
        Err(fault) => fault,
    };
    let labels = fields::labels(desk.reader.t(), fields::rows(&form));
    let (status, said) = Said::back(fault, form, &labels)?;
    html_status(status, &page(&desk, &now, 0, said))
}

async fn add(desk: &Desk, scope: &Scope, now: &Now, form: &Form) -> Result<(), Fault> {
    let want = fields::read(form, &now.forum, None)?.session();
    agenda::add_session(&desk.db, &desk.clock, scope, want).await?;
    Ok(())
}

/// The form of a session.
pub async fn edit_session(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, Some(number(&at)?)).await?;
    let mut page = page(&desk, &now, now.version(), Said::fresh(now.form()));
    let acts = [("released", "desk-done-released"), ("retracted", "desk-done-retracted")];
    page.shell = told(page.shell, &query, &acts);
    html_status(StatusCode::OK, &page)
}

/// Writes a session, unless someone else did since it was shown.
pub async fn submit_session(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let no = number(&at)?;
    let mut conn = desk.db.conn().await?;
    let known = Now::load(&mut conn, &scope, Some(no)).await?;
    drop(conn);
    if undecided(&form, &known.labels(desk.reader.t(), &form)) {
        return known.merging(&desk, &form, true);
    }
    let fault = match write(&desk, &scope, &known, no, &form).await {
        Ok(()) => return Ok(see_other(format!("/desk/{}/sessions?done=saved", scope.slug()))),
        Err(fault) => fault,
    };
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, Some(no)).await?;
    drop(conn);
    if is_stale(&fault) {
        return now.merging(&desk, &form, false);
    }
    let labels = fields::labels(desk.reader.t(), fields::rows(&form));
    let (status, said) = Said::back(fault, form.clone(), &labels)?;
    let version = form.one("version").parse().unwrap_or_default();
    let mut page = page(&desk, &now, version, said);
    page.base = carried_base(&form, &labels);
    html_status(status, &page)
}

async fn write(desk: &Desk, scope: &Scope, known: &Now, no: i32, form: &Form) -> Result<(), Fault> {
    let detail = known.detail.as_ref().ok_or(Fault::NotFound)?;
    let change = fields::read(form, &known.forum, Some(detail))?.change(detail);
    let expect = Expect::OneOf(form.one("version").parse().into_iter().collect());
    agenda::edit_session(&desk.db, &desk.clock, scope, no, &expect, change).await?;
    Ok(())
}

/// The session's number in the address; what is no number names no session.
pub fn number(at: &(String, String)) -> Result<i32, Fault> {
    at.1.parse().ok().filter(|no| *no > 0).ok_or(Fault::NotFound)
}

/// What a form of sessions offers to choose from, and the session it is about.
pub struct Now {
    /// The forum.
    pub forum: Forum,
    /// The session, unless it is a new one.
    pub detail: Option<SessionDetail>,
    rooms: Vec<Room>,
    tracks: Vec<agenda::TrackRecord>,
    speakers: Vec<Speaker>,
}

impl Now {
    /// Reads it; not found when there is no such session.
    pub async fn load(conn: &mut Conn, scope: &Scope, no: Option<i32>) -> Result<Self, Fault> {
        let detail = match no {
            Some(no) => {
                let found = agenda::desk_session(conn, scope, no).await?;
                Some(found.ok_or(Fault::NotFound)?)
            }
            None => None,
        };
        Ok(Self {
            forum: forum::find_forum(conn, scope).await?,
            detail,
            rooms: forum::list_rooms(conn, scope).await?,
            tracks: agenda::list_tracks(conn, scope).await?,
            speakers: speakers::list_speakers(conn, scope).await?,
        })
    }

    fn form(&self) -> Form {
        self.detail.as_ref().map_or_else(Form::default, |detail| fields::write(&self.forum, detail))
    }

    fn version(&self) -> i32 {
        self.detail.as_ref().map_or(0, |detail| detail.session.version)
    }

    /// What the fields and choices of a form, or of what stands there now, are called.
    fn labels(&self, t: Tr, form: &Form) -> Labels {
        let count = fields::rows(form).max(fields::rows(&self.form()));
        fields::labels(t, count)
            .choices(&kinds(t))
            .choices(&rooms(t, &self.rooms))
            .choices(&tracks(t, &self.tracks))
            .choices(&people(t, &self.speakers))
            .choices(&roles(t))
            .choices(&[("yes", t.s("desk-merge-ticked"))])
    }

    fn merging(&self, desk: &Desk, form: &Form, open: bool) -> Result<HttpResponse, Fault> {
        let detail = self.detail.as_ref().ok_or(Fault::NotFound)?;
        let labels = self.labels(desk.reader.t(), form);
        let forms = (form, &self.form());
        let (status, page) = merging(desk, &self.forum, detail, forms, &labels, open);
        html_status(status, &page)
    }
}

fn page(desk: &Desk, now: &Now, version: i32, said: Said) -> FormPage {
    let t = desk.reader.t();
    let session = now.detail.as_ref().map(|detail| &detail.session);
    let state = session.map_or(SessionState::Draft, |session| session.state);
    let title = session.map_or_else(
        || t.s("desk-session-new"),
        |session| session.title.in_lang(t.lang()).to_owned(),
    );
    let base = format!("/desk/{}/sessions", now.forum.slug);
    FormPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Sessions, title)
            .faulty(said.fields.is_wrong()),
        slug: now.forum.slug.to_string(),
        action: session.map_or_else(|| format!("{base}/new"), |row| format!("{base}/{}", row.no)),
        no: session.map(|session| session.no),
        version,
        state: if state == SessionState::Released { "published" } else { state.code() },
        state_words: t.s(state.key()),
        stands: session.map_or("", stands),
        seats: session.and_then(|session| seat_line(t, session)),
        when_hint: when_hint(t, &now.forum),
        kinds: kinds(t),
        rooms: rooms(t, &now.rooms),
        tracks: tracks(t, &now.tracks),
        speakers: people(t, &now.speakers),
        roles: roles(t),
        base: now.detail.as_ref().map_or_else(Vec::new, |_| {
            let form = now.form();
            stood(&form, &fields::labels(t, fields::rows(&form)))
        }),
        rows: said.fields.value("people").parse().unwrap_or(0_usize).min(agenda::MOST_PEOPLE),
        said,
    }
}

fn stands(session: &Listed) -> &'static str {
    match (session.state, session.released) {
        (SessionState::Held | SessionState::Cancelled, _) | (SessionState::Draft, None) => "",
        (_, None) => "hidden",
        (SessionState::Draft, Some(_)) => "off",
        _ if session.waits_for_release() => "changed",
        _ => "same",
    }
}

fn when_hint(t: Tr, forum: &Forum) -> String {
    let days = date_range(t.lang(), forum.first_day(), forum.last_day());
    let zone = zone_note(t.lang(), forum.zone, forum.starts_at);
    t.with("desk-session-when-hint", &[("zone", &zone), ("days", &days)])
}

fn kinds(t: Tr) -> Vec<(&'static str, String)> {
    SessionKind::ALL.map(|kind| (kind.code(), t.s(kind.key()))).to_vec()
}

fn roles(t: Tr) -> Vec<(&'static str, String)> {
    AppearanceRole::ALL.map(|role| (role.code(), t.s(role.key()))).to_vec()
}

/// The choice of nothing, before all others.
fn none(t: Tr) -> (String, String) {
    (String::new(), t.s("desk-none"))
}

/// The rooms to choose from, with none before them.
pub fn rooms(t: Tr, rooms: &[Room]) -> Vec<(String, String)> {
    let room = |room: &Room| {
        let name = room.name.in_lang(t.lang());
        let words = match room.size {
            Some(size) => t.with("desk-room-sized", &[("name", name), ("size", &size.to_string())]),
            None => name.to_owned(),
        };
        (room.id.to_string(), words)
    };
    [none(t)].into_iter().chain(rooms.iter().map(room)).collect()
}

fn tracks(t: Tr, tracks: &[agenda::TrackRecord]) -> Vec<(String, String)> {
    if tracks.is_empty() {
        return Vec::new();
    }
    let track = |track: &agenda::TrackRecord| {
        (track.id.to_string(), track.name.in_lang(t.lang()).to_owned())
    };
    [none(t)].into_iter().chain(tracks.iter().map(track)).collect()
}

fn people(t: Tr, speakers: &[Speaker]) -> Vec<(String, String)> {
    if speakers.is_empty() {
        return Vec::new();
    }
    let person = |speaker: &Speaker| {
        let name = speaker.name.in_lang(t.lang());
        let words = if speaker.hidden {
            t.with("desk-speaker-hidden", &[("name", name)])
        } else {
            name.to_owned()
        };
        (speaker.id.to_string(), words)
    };
    [none(t)].into_iter().chain(speakers.iter().map(person)).collect()
}
