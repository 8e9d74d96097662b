use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use chrono::{NaiveDate, TimeDelta};

use crate::accounts::Scope;
use crate::agenda::{self, Clashes, Expect, Placing, SessionChange, SessionDetail, SessionState};
use crate::db::Conn;
use crate::forum::{self, Forum, Room};
use crate::i18n::Tr;
use crate::types::RoomId;
use crate::web::{Fault, Form, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell};
use super::super::mend::{Labels, Said, is_stale};
use super::super::merge::{Merge, carried_base, merge, stood, undecided};
use super::super::sessions::{number, room_choices};
use super::super::typed::{Typed, Written};
use super::WALK;
use super::clashes::{Line, lines};

/// The longest that a session takes, in minutes.
const LONGEST: i32 = 24 * 60;

#[derive(Template)]
#[template(path = "desk/agenda/move.html")]
struct MovePage {
    shell: Shell,
    said: Said,
    slug: String,
    no: i32,
    back: String,
    version: i32,
    parked: bool,
    public: bool,
    rooms: Vec<(String, String)>,
    /// What stood there when the form was first shown.
    base: Vec<(String, String)>,
    clashes: Vec<Line>,
}

#[derive(Template)]
#[template(path = "desk/agenda/merge.html")]
struct MergePage {
    shell: Shell,
    action: String,
    back: String,
    back_words: String,
    open: bool,
    version: i32,
    merge: Merge,
}

/// What a move needs to know.
struct Now {
    forum: Forum,
    rooms: Vec<Room>,
    detail: SessionDetail,
    clashes: Clashes,
}

impl Now {
    async fn load(conn: &mut Conn, scope: &Scope, no: i32) -> Result<Self, Fault> {
        let detail = agenda::desk_session(conn, scope, no).await?.ok_or(Fault::NotFound)?;
        Ok(Self {
            forum: forum::find_forum(conn, scope).await?,
            rooms: forum::list_rooms(conn, scope).await?,
            clashes: agenda::draft_clashes(conn, scope, TimeDelta::minutes(WALK)).await?,
            detail,
        })
    }

    fn parked(&self) -> bool {
        self.detail.session.state == SessionState::Draft
    }

    fn form(&self) -> Form {
        let session = &self.detail.session;
        Written::default()
            .moment("starts", self.forum.zone, Some(session.starts_at))
            .put("minutes", session.minutes())
            .some("room", session.room.as_ref().map(|room| room.id))
            .put("stand", if self.parked() { OFF } else { ON })
            .form()
    }

    fn labels(&self, t: Tr) -> Labels {
        let stands = [(ON, t.s("desk-agenda-stand-on")), (OFF, t.s("desk-agenda-stand-off"))];
        Labels::new(t)
            .moment("starts", "desk-session-starts")
            .one("minutes", "desk-agenda-long")
            .one("room", "desk-session-room")
            .one("stand", "desk-agenda-stand")
            .choices(&room_choices(t, &self.rooms))
            .choices(&stands)
    }
}

/// On the timetable, and off it.
const ON: &str = "on";
const OFF: &str = "off";

/// The form that moves a session: day, hour, length and room, or off the timetable.
pub async fn ask_move(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, number(&at)?).await?;
    drop(conn);
    let now_form = now.form();
    // Who comes from an empty hour finds it filled in.
    let asked = |name: &str, field: &str| {
        let given = query.0.has(name).then(|| query.0.one(name));
        given.unwrap_or(now_form.one(field)).to_owned()
    };
    let shown = Written::default()
        .put("starts_day", asked("day", "starts_day"))
        .put("starts_time", asked("at", "starts_time"))
        .put("minutes", now_form.one("minutes"))
        .put("room", asked("room", "room"));
    let page = page(&desk, &now, Said::fresh(shown.form()), None);
    html_status(StatusCode::OK, &page)
}

/// Moves a session, unless someone else changed it since the form was shown: then both are shown, with
/// what stood there before, to choose from.
pub async fn submit_move(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let no = number(&at)?;
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, no).await?;
    drop(conn);
    let (t, labels) = (desk.reader.t(), now.labels(desk.reader.t()));
    if undecided(&form, &labels) {
        let page = merging(&desk, &now, &form, &labels, true);
        return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let fault = match write(&desk, &scope, &now, no, &form).await {
        Ok((done, day)) => {
            let to = format!("/desk/{}/agenda?day={day}&done={done}#s{no}", scope.slug());
            return Ok(see_other(to));
        }
        Err(fault) => fault,
    };
    if is_stale(&fault) {
        let mut conn = desk.db.conn().await?;
        let now = Now::load(&mut conn, &scope, no).await?;
        drop(conn);
        let page = merging(&desk, &now, &form, &now.labels(t), false);
        return html_status(StatusCode::PRECONDITION_FAILED, &page);
    }
    let (status, said) = Said::back(fault, form.clone(), &labels)?;
    html_status(status, &page(&desk, &now, said, Some(&form)))
}

async fn write(
    desk: &Desk,
    scope: &Scope,
    now: &Now,
    no: i32,
    form: &Form,
) -> Result<(&'static str, NaiveDate), Fault> {
    let expect = Expect::OneOf(form.one("version").parse().into_iter().collect());
    let known = &now.detail.session;
    let (done, day, change) = if form.one("stand") == OFF {
        let change = SessionChange { scheduled: Some(false), ..SessionChange::default() };
        ("parked", known.day, change)
    } else {
        let place = placing(form, now)?;
        let room = known.room.as_ref().map(|room| room.id);
        let stays =
            (place.room, place.starts_at, place.ends_at) == (room, known.starts_at, known.ends_at);
        let done = if known.overlap_accepted && !stays { "moved_open" } else { "moved" };
        let day = now.forum.day_of(place.starts_at);
        let (place, scheduled) = (Some(place), Some(true));
        (done, day, SessionChange { place, scheduled, ..SessionChange::default() })
    };
    agenda::edit_session(&desk.db, &desk.clock, scope, no, &expect, change).await?;
    Ok((done, day))
}

fn placing(form: &Form, now: &Now) -> Result<Placing, Fault> {
    let (mut typed, known) = (Typed::of(form), &now.detail.session);
    let starts_at = typed.moment("starts", now.forum.zone, Some(known.starts_at));
    let minutes = typed.number("minutes", 1..=LONGEST);
    if minutes.is_none() && typed.faults.of("minutes").is_none() {
        typed.faults.add("minutes", "field.required");
    }
    let room: Option<RoomId> = match typed.raw("room") {
        "" => None,
        id => {
            let room = id.parse().ok();
            if room.is_none() {
                typed.faults.add("room", "agenda.room_unknown");
            }
            room
        }
    };
    typed.faults.done()?;
    let (Some(starts_at), Some(minutes)) = (starts_at, minutes) else {
        return Err(Fault::NotFound);
    };
    // What is not counted in whole minutes stays as it was unless its length is changed.
    let same = i64::from(minutes) == known.minutes();
    let long =
        if same { known.ends_at - known.starts_at } else { TimeDelta::minutes(i64::from(minutes)) };
    Ok(Placing { room, starts_at, ends_at: starts_at + long, illustrative: known.illustrative })
}

fn page(desk: &Desk, now: &Now, said: Said, form: Option<&Form>) -> MovePage {
    let t = desk.reader.t();
    let session = &now.detail.session;
    let slug = now.forum.slug.to_string();
    let labels = now.labels(t);
    let title = session.title.in_lang(t.lang());
    let title = t.with("desk-agenda-move-title", &[("name", title)]);
    MovePage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Agenda, title)
            .faulty(said.fields.is_wrong()),
        no: session.no,
        back: format!("/desk/{slug}/agenda?day={}#s{}", session.day, session.no),
        version: form.map_or(session.version, |form| form.one("version").parse().unwrap_or(0)),
        parked: now.parked(),
        public: session.released.is_some(),
        rooms: room_choices(t, &now.rooms),
        base: form.map_or_else(|| stood(&now.form(), &labels), |form| carried_base(form, &labels)),
        clashes: lines(t, &now.clashes, &slug, Some(session.no)),
        slug,
        said,
    }
}

fn merging(desk: &Desk, now: &Now, form: &Form, labels: &Labels, again: bool) -> MergePage {
    let t = desk.reader.t();
    let session = &now.detail.session;
    let slug = now.forum.slug.to_string();
    let merge = merge(form, &now.form(), labels, &[]);
    let title = t.with("desk-merge-title", &[("name", session.title.in_lang(t.lang()))]);
    MergePage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Agenda, title)
            .faulty(again),
        action: format!("/desk/{slug}/agenda/{}/move", session.no),
        back: format!("/desk/{slug}/agenda?day={}#s{}", session.day, session.no),
        back_words: t.s("desk-nav-agenda"),
        open: again,
        version: session.version,
        merge,
    }
}
