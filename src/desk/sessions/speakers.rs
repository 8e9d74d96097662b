use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::Scope;
use crate::db::Conn;
use crate::forum::{self, Forum};
use crate::i18n::Tr;
use crate::speakers::{self, Speaker};
use crate::types::{FieldFaults, SpeakerId};
use crate::web::{Fault, Form, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Labels, Said, is_stale};
use super::super::typed::{LINE, TEXT, Typed, Written, seen, still};

/// The last place in the order of speakers.
const LAST: i32 = 10_000;

#[derive(Template)]
#[template(path = "desk/sessions/speakers.html")]
struct ListPage {
    shell: Shell,
    slug: String,
    heads: Vec<String>,
    rows: Vec<Line>,
}

struct Line {
    id: String,
    name: String,
    name_lang: &'static str,
    title: String,
    title_lang: &'static str,
    position: i32,
    hidden: bool,
}

#[derive(Template)]
#[template(path = "desk/sessions/speaker.html")]
struct FormPage {
    shell: Shell,
    said: Said,
    slug: String,
    action: String,
    seen: String,
}

/// Who speaks at a forum, hidden speakers too.
pub async fn show_speakers(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let forum = forum::find_forum(&mut conn, &scope).await?;
    let rows = speakers::list_speakers(&mut conn, &scope).await?;
    let title = t.s("desk-speakers-title");
    let shell = forum_shell(&desk.reader, &desk.who, &forum, DeskPage::Sessions, title);
    let heads = ["desk-speaker-name", "desk-speaker-title", "desk-speaker-position"];
    let page = ListPage {
        shell: told(shell, &query, &[("saved", "desk-done-speaker")]),
        slug: forum.slug.to_string(),
        heads: heads.map(|key| t.s(key)).to_vec(),
        rows: rows.iter().map(|row| line(t, row)).collect(),
    };
    html_status(StatusCode::OK, &page)
}

fn line(t: Tr, speaker: &Speaker) -> Line {
    let lang = t.lang();
    Line {
        id: speaker.id.to_string(),
        name: speaker.name.in_lang(lang).to_owned(),
        name_lang: speaker.name.lang_shown(lang).code(),
        title: speaker.title.in_lang(lang).to_owned(),
        title_lang: speaker.title.lang_shown(lang).code(),
        position: speaker.position,
        hidden: speaker.hidden,
    }
}

/// The form of a new speaker.
pub async fn new_speaker(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let forum = forum::find_forum(&mut conn, &scope).await?;
    let last = speakers::list_speakers(&mut conn, &scope).await?;
    let next = last.iter().map(|speaker| speaker.position).max().map_or(1, |last| last + 1);
    let form = Written::default().put("position", next.min(LAST)).form();
    let now = Now { forum, speaker: None };
    html_status(StatusCode::OK, &page(&desk, &now, String::new(), Said::fresh(form)))
}

/// Adds a speaker.
pub async fn submit_new(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let fault = match save(&desk, &scope, SpeakerId::fresh(), &form).await {
        Ok(()) => return Ok(to_list(&scope)),
        Err(fault) => fault,
    };
    let mut conn = desk.db.conn().await?;
    let now = Now { forum: forum::find_forum(&mut conn, &scope).await?, speaker: None };
    let (status, said) = Said::back(fault, form, &labels(desk.reader.t()))?;
    html_status(status, &page(&desk, &now, String::new(), said))
}

/// The form of a speaker.
pub async fn edit_speaker(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, id_of(&at)?).await?;
    let form = now.form();
    html_status(StatusCode::OK, &page(&desk, &now, seen(&form), Said::fresh(form)))
}

/// Writes a speaker, unless someone else did since it was shown.
pub async fn submit_speaker(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&at)?;
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, id).await?;
    drop(conn);
    let written = match still(&form, &now.form()) {
        Ok(()) => save(&desk, &scope, id, &form).await,
        stale => stale,
    };
    let Err(fault) = written else { return Ok(to_list(&scope)) };
    let labels = labels(desk.reader.t());
    let stale = is_stale(&fault);
    let (status, mut said) = Said::back(fault, form.clone(), &labels)?;
    let mut shown = form.one("seen").to_owned();
    if stale {
        said = said.against(&form, &now.form(), &labels);
        shown = seen(&now.form());
    }
    html_status(status, &page(&desk, &now, shown, said))
}

async fn save(desk: &Desk, scope: &Scope, id: SpeakerId, form: &Form) -> Result<(), Fault> {
    let speaker = read(form, id)?;
    Ok(speakers::save_speaker(&desk.db, &desk.clock, scope, &speaker).await?)
}

fn read(form: &Form, id: SpeakerId) -> Result<Speaker, FieldFaults> {
    let mut typed = Typed::of(form);
    let speaker = Speaker {
        id,
        name: typed.name("name", LINE),
        title: typed.lines("title", LINE),
        biography: typed.blocks("biography", TEXT),
        hidden: typed.ticked("hidden"),
        position: typed.number("position", 0..=LAST).unwrap_or_default(),
    };
    typed.faults.done().map(|()| speaker)
}

fn to_list(scope: &Scope) -> HttpResponse {
    see_other(format!("/desk/{}/speakers?done=saved", scope.slug()))
}

fn id_of(at: &(String, String)) -> Result<SpeakerId, Fault> {
    at.1.parse().ok().ok_or(Fault::NotFound)
}

fn labels(t: Tr) -> Labels {
    Labels::new(t)
        .words("name", "desk-speaker-name")
        .words("title", "desk-speaker-title")
        .words("biography", "desk-speaker-biography")
        .one("position", "desk-speaker-position")
        .one("hidden", "desk-speaker-hide")
}

struct Now {
    forum: Forum,
    speaker: Option<Speaker>,
}

impl Now {
    async fn load(conn: &mut Conn, scope: &Scope, id: SpeakerId) -> Result<Self, Fault> {
        let forum = forum::find_forum(conn, scope).await?;
        Ok(Self { forum, speaker: Some(speakers::find_speaker(conn, scope, id).await?) })
    }

    fn form(&self) -> Form {
        let Some(speaker) = &self.speaker else { return Form::default() };
        Written::default()
            .words("name", &speaker.name)
            .words("title", &speaker.title)
            .words("biography", &speaker.biography)
            .put("position", speaker.position)
            .tick("hidden", speaker.hidden)
            .form()
    }
}

fn page(desk: &Desk, now: &Now, seen: String, said: Said) -> FormPage {
    let t = desk.reader.t();
    let title = t.s(if now.speaker.is_some() { "desk-speaker-edit" } else { "desk-speaker-new" });
    let base = format!("/desk/{}/speakers", now.forum.slug);
    let action = now
        .speaker
        .as_ref()
        .map_or_else(|| format!("{base}/new"), |speaker| format!("{base}/{}", speaker.id));
    FormPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Sessions, title)
            .faulty(said.fields.is_wrong()),
        said,
        slug: now.forum.slug.to_string(),
        action,
        seen,
    }
}
