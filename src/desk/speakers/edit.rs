use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::accounts::Scope;
use crate::agenda::{self, Appearance};
use crate::forum::{self, Forum};
use crate::i18n::Tr;
use crate::speakers::{self, Contact, Reach, Speaker, UploadRecord};
use crate::types::{Email, FieldFaults, Lang, SpeakerId};
use crate::web::{Fault, Form, LongForm, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Labels, Said, is_stale, lang_key};
use super::super::typed::{LINE, TEXT, Typed, Written, seen, still};
use super::standing::Standing;

/// The last place in the order of speakers.
const LAST: i32 = 10_000;

#[derive(Template)]
#[template(path = "desk/speakers/edit.html")]
struct FormPage {
    shell: Shell,
    said: Said,
    slug: String,
    action: String,
    seen: String,
    /// Why something asked for beside the form was not done.
    notice: String,
    languages: Vec<(&'static str, String)>,
    /// How it stands between the organizer and them; nothing for a new one.
    standing: Option<Standing>,
}

/// The form of a new speaker.
pub async fn new_speaker(desk: Desk, scope: Scope) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let forum = forum::find_forum(&mut conn, &scope).await?;
    let last = speakers::list_speakers(&mut conn, &scope).await?;
    let next = last.iter().map(|speaker| speaker.position).max().map_or(1, |last| last + 1);
    let written = Written::default().put("position", next.min(LAST));
    let form = written.put("lang", Lang::Ko.code()).form();
    let now = Now { forum, known: None };
    html_status(StatusCode::OK, &page(&desk, &now, String::new(), Said::fresh(form)))
}

/// Adds a speaker.
pub async fn submit_new(
    desk: Desk,
    scope: Scope,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let fault = match save(&desk, &scope, (SpeakerId::fresh(), None), &form).await {
        Ok(()) => return Ok(to_list(&scope)),
        Err(fault) => fault,
    };
    let mut conn = desk.db.conn().await?;
    let now = Now { forum: forum::find_forum(&mut conn, &scope).await?, known: None };
    let (status, said) = Said::back(fault, form, &labels(desk.reader.t()))?;
    html_status(status, &page(&desk, &now, String::new(), said))
}

/// The form of a speaker, with how it stands with them.
pub async fn edit_speaker(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let now = Now::load(&desk, &scope, id_of(&at)?).await?;
    let form = now.form();
    let mut page = page(&desk, &now, seen(&form), Said::fresh(form));
    let acts = [
        ("invited", "speaker-desk-done-invited"),
        ("shown", "speaker-desk-done-shown"),
        ("dropped", "speaker-desk-done-dropped"),
    ];
    page.shell = told(page.shell, &query, &acts);
    html_status(StatusCode::OK, &page)
}

/// The same, saying why something was not done.
pub async fn show_with(
    desk: &Desk,
    scope: &Scope,
    id: SpeakerId,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let now = Now::load(desk, scope, id).await?;
    let form = now.form();
    let page = FormPage { notice, ..page(desk, &now, seen(&form), Said::fresh(form)) };
    html_status(status, &page)
}

/// Writes a speaker, unless someone else did since it was shown.
pub async fn submit_speaker(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&at)?;
    let now = Now::load(&desk, &scope, id).await?;
    let written = match still(&form, &now.form()) {
        Ok(()) => save(&desk, &scope, now.photo(id), &form).await,
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

async fn save(
    desk: &Desk,
    scope: &Scope,
    known: (SpeakerId, Option<String>),
    form: &Form,
) -> Result<(), Fault> {
    let (speaker, reach) = read(form, known)?;
    Ok(speakers::save_speaker(&desk.db, &desk.clock, scope, &speaker, &reach).await?)
}

fn read(
    form: &Form,
    (id, photo): (SpeakerId, Option<String>),
) -> Result<(Speaker, Reach), FieldFaults> {
    let mut typed = Typed::of(form);
    let speaker = Speaker {
        id,
        name: typed.name("name", LINE),
        title: typed.lines("title", LINE),
        biography: typed.blocks("biography", TEXT),
        hidden: typed.ticked("hidden"),
        position: typed.number("position", 0..=LAST).unwrap_or_default(),
        photo,
    };
    let email = match typed.raw("email").trim() {
        "" => None,
        text => typed.faults.keep("email", Email::parse(text)),
    };
    let lang = Lang::parse(typed.raw("lang")).unwrap_or_default();
    typed.faults.done().map(|()| (speaker, Reach { email, lang }))
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
        .one("email", "speaker-desk-email")
        .one("lang", "speaker-desk-lang")
        .one("position", "desk-speaker-position")
        .one("hidden", "desk-speaker-hide")
}

/// A speaker as they stand, and everything between them and the organizer.
struct Known {
    speaker: Speaker,
    contact: Contact,
    parts: Vec<Appearance>,
    uploads: Vec<UploadRecord>,
}

struct Now {
    forum: Forum,
    known: Option<Known>,
}

impl Now {
    /// Reads it, and notes who looked.
    async fn load(desk: &Desk, scope: &Scope, id: SpeakerId) -> Result<Self, Fault> {
        let (speaker, contact, uploads) =
            speakers::look_at_speaker(&desk.db, &desk.clock, scope, id).await?;
        let mut conn = desk.db.conn().await?;
        let forum = forum::find_forum(&mut conn, scope).await?;
        let parts = agenda::appearances_of(&mut conn, scope, id).await?;
        Ok(Self { forum, known: Some(Known { speaker, contact, parts, uploads }) })
    }

    fn photo(&self, id: SpeakerId) -> (SpeakerId, Option<String>) {
        (id, self.known.as_ref().and_then(|known| known.speaker.photo.clone()))
    }

    fn form(&self) -> Form {
        let Some(Known { speaker, contact, .. }) = &self.known else { return Form::default() };
        Written::default()
            .words("name", &speaker.name)
            .words("title", &speaker.title)
            .words("biography", &speaker.biography)
            .some("email", contact.email.as_ref().map(Email::as_str))
            .put("lang", contact.lang.code())
            .put("position", speaker.position)
            .tick("hidden", speaker.hidden)
            .form()
    }
}

fn page(desk: &Desk, now: &Now, seen: String, said: Said) -> FormPage {
    let t = desk.reader.t();
    let title = t.s(if now.known.is_some() { "desk-speaker-edit" } else { "desk-speaker-new" });
    let base = format!("/desk/{}/speakers", now.forum.slug);
    let id = now.known.as_ref().map(|known| known.speaker.id);
    let action = id.map_or_else(|| format!("{base}/new"), |id| format!("{base}/{id}"));
    let standing = now.known.as_ref().map(|known| {
        let Known { speaker, contact, parts, uploads } = known;
        Standing::of(t, &now.forum, speaker, contact, parts, uploads)
    });
    FormPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Speakers, title)
            .faulty(said.fields.is_wrong()),
        said,
        slug: now.forum.slug.to_string(),
        action,
        seen,
        notice: String::new(),
        languages: Lang::ALL.map(|lang| (lang.code(), t.s(lang_key(lang)))).to_vec(),
        standing,
    }
}
