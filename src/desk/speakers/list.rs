use std::collections::{HashMap, HashSet};

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::accounts::Scope;
use crate::agenda::{self, Answer, Listed, SessionState};
use crate::forum::Forum;
use crate::i18n::{Tr, zone_note};
use crate::speakers::{self, Contact, Speaker};
use crate::types::SpeakerId;
use crate::web::{Fault, Form, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, load_shell, told};
use super::super::mend::{Labels, Said};
use super::super::typed::{Typed, Written};

#[derive(Template)]
#[template(path = "desk/speakers/list.html")]
struct ListPage {
    shell: Shell,
    said: Said,
    slug: String,
    zone: String,
    heads: Vec<String>,
    rows: Vec<Line>,
}

struct Line {
    id: String,
    name: String,
    name_lang: &'static str,
    title: String,
    title_lang: &'static str,
    hidden: bool,
    /// Texts in one language only.
    untranslated: bool,
    /// Something they sent waits to be shown.
    waits: bool,
    /// How they are reached: the look and the word.
    reach: (&'static str, String),
    answers: Answers,
}

/// How many sessions they confirmed, declined, and have not answered.
#[derive(Default)]
struct Answers {
    confirmed: usize,
    declined: usize,
    open: usize,
}

/// Who speaks at a forum, hidden speakers too.
pub async fn show_speakers(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let answer_by = speakers::find_rule(&mut conn, &scope).await?;
    drop(conn);
    let form = Written::default().moment("answer_by", scope.zone(), answer_by).form();
    let mut page = page(&desk, &scope, Said::fresh(form)).await?;
    let acts = [("saved", "desk-done-speaker"), ("asked", "speaker-desk-done-asked")];
    page.shell = told(page.shell, &query, &acts);
    html_status(StatusCode::OK, &page)
}

/// Says until when speakers are asked to answer.
pub async fn submit_answer_by(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let known = speakers::find_rule(&mut conn, &scope).await?;
    drop(conn);
    let mut typed = Typed::of(&form);
    let answer_by = typed.moment_or_none("answer_by", scope.zone(), known);
    let written = match typed.faults.done() {
        Ok(()) => speakers::set_answer_by(&desk.db, &desk.clock, &scope, answer_by)
            .await
            .map_err(Fault::from),
        Err(faults) => Err(faults.into()),
    };
    let Err(fault) = written else {
        return Ok(see_other(format!("/desk/{}/speakers?done=asked", scope.slug())));
    };
    let labels = Labels::new(desk.reader.t()).moment("answer_by", "speaker-desk-answer-by");
    let (status, said) = Said::back(fault, form, &labels)?;
    html_status(status, &page(&desk, &scope, said).await?)
}

async fn page(desk: &Desk, scope: &Scope, said: Said) -> Result<ListPage, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let title = t.s("desk-speakers-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Speakers, title).await?;
    let rows = speakers::list_speakers(&mut conn, scope).await?;
    let contacts = speakers::list_contacts(&mut conn, scope).await?;
    let contacts: HashMap<SpeakerId, Contact> =
        contacts.into_iter().map(|contact| (contact.speaker, contact)).collect();
    let uploads = speakers::list_uploads(&mut conn, scope).await?;
    let waiting: HashSet<SpeakerId> = uploads.into_iter().map(|file| file.speaker).collect();
    let sessions = agenda::desk_sessions(&mut conn, scope).await?;
    let given = agenda::answers(&mut conn, scope).await?;
    let mut answers: HashMap<SpeakerId, Answers> = HashMap::new();
    let on = sessions
        .iter()
        .filter(|session| !matches!(session.state, SessionState::Cancelled | SessionState::Draft));
    for session in on {
        count(session, &mut answers, |speaker| {
            let own = given.get(&(session.id, speaker));
            own.map_or(Answer::Open, |own| own.holds(session.starts_at, session.ends_at))
        });
    }
    let line = |speaker: &Speaker| {
        let contact = contacts.get(&speaker.id);
        let waits = waiting.contains(&speaker.id) || contact.is_some_and(|c| c.draft.is_some());
        let answers = answers.remove(&speaker.id).unwrap_or_default();
        line(t, &forum, speaker, contact, waits, answers)
    };
    let rows = rows.iter().map(line).collect();
    let heads =
        ["desk-speaker-name", "desk-speaker-title", "speaker-desk-reach", "speaker-desk-answers"];
    Ok(ListPage {
        shell: shell.faulty(said.fields.is_wrong()),
        said,
        slug: forum.slug.to_string(),
        zone: zone_note(t.lang(), forum.zone, forum.starts_at),
        heads: heads.map(|key| t.s(key)).to_vec(),
        rows,
    })
}

fn count(
    session: &Listed,
    answers: &mut HashMap<SpeakerId, Answers>,
    said: impl Fn(SpeakerId) -> Answer,
) {
    let people: HashSet<SpeakerId> = session.people.iter().map(|part| part.speaker).collect();
    for speaker in people {
        let own = answers.entry(speaker).or_default();
        match said(speaker) {
            Answer::Open => own.open += 1,
            Answer::Confirmed => own.confirmed += 1,
            Answer::Declined => own.declined += 1,
        }
    }
}

fn line(
    t: Tr,
    forum: &Forum,
    speaker: &Speaker,
    contact: Option<&Contact>,
    waits: bool,
    answers: Answers,
) -> Line {
    let lang = t.lang();
    let reach = match contact {
        Some(contact) if contact.opened_at.is_some() => ("done", "speaker-desk-reach-opened"),
        Some(contact) if contact.invited_at.is_some() => ("queued", "speaker-desk-reach-sent"),
        Some(contact) if contact.email.is_some() => ("draft", "speaker-desk-reach-ready"),
        _ => ("", "speaker-desk-reach-none"),
    };
    Line {
        id: speaker.id.to_string(),
        // Who was hidden is nameless once the forum's time is over.
        name: match speaker.name.in_lang(lang) {
            "" => t.s("speaker-desk-forgotten"),
            name => name.to_owned(),
        },
        name_lang: speaker.name.lang_shown(lang).code(),
        title: speaker.title.in_lang(lang).to_owned(),
        title_lang: speaker.title.lang_shown(lang).code(),
        hidden: speaker.hidden,
        untranslated: speaker.lacks(&forum.languages),
        waits,
        reach: (reach.0, t.s(reach.1)),
        answers,
    }
}
