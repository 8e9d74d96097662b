use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::{DateTime, Utc};

use crate::accounts::{Permission, Scope};
use crate::audit;
use crate::db::Conn;
use crate::desk::audit::{Happened, happened};
use crate::desk::frame::{Desk, DeskPage, forum_shell, told};
use crate::desk::letters::{LetterLine, letter_lines};
use crate::i18n::{self, Tr};
use crate::mail;
use crate::registration::{
    HeldConsent, Mine, SeatState, find_by_reference, held_consents, look_at_person,
};
use crate::types::{Reference, RegistrationId};
use crate::web::{Fault, Query, Shell, html};

use super::words::{language, needs, photo, seat_words, state_words};

/// Most letters and most entries a record shows.
const LINES: i64 = 100;
/// Agendas up to this size are offered as a choice.
const CHOICES: usize = 120;
/// What the pages that lead back here say was done.
const DONE: [(&str, &str); 4] = [
    ("cancelled", "desk-person-done-cancelled"),
    ("taken", "desk-person-done-taken"),
    ("given", "desk-person-done-given"),
    ("link", "desk-person-done-link"),
];

#[derive(Template)]
#[template(path = "desk/people/person.html")]
struct PersonPage {
    shell: Shell,
    path: String,
    cancellation: String,
    list: String,
    audit: String,
    reference: String,
    name: String,
    latin: String,
    state: &'static str,
    state_words: String,
    email: String,
    facts: Vec<(String, String)>,
    needs: Vec<String>,
    seats: Vec<SeatRow>,
    takeable: Vec<(String, String)>,
    by_number: bool,
    consents: Vec<ConsentRow>,
    letters: Vec<LetterLine>,
    timeline: Vec<Happened>,
    may_edit: bool,
    may_read_mail: bool,
    may_read_audit: bool,
    zone: String,
}

struct SeatRow {
    no: i32,
    title: String,
    when: String,
    state: &'static str,
    words: String,
    live: bool,
    clash: String,
}

struct ConsentRow {
    title: String,
    words: String,
}

/// One person's whole record. Reading it is in the log, under the reader's name.
pub async fn show_person(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    query: Query,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let id = find(&mut conn, &scope, &at.1).await?;
    drop(conn);
    let mine = look_at_person(&desk.db, &desk.clock, &scope, id).await?;
    let mut conn = desk.db.conn().await?;
    let consents = held_consents(&mut conn, &scope, id).await?;
    let may = |permission: Permission| desk.who.may(permission, scope.forum());
    let (may_read_mail, may_read_audit) = (may(Permission::ReadMail), may(Permission::ReadAudit));
    // What the reader may not see is not even asked for.
    let (mut letters, mut entries) = (Vec::new(), Vec::new());
    if may_read_mail {
        letters = mail::letters_about(&mut conn, scope.forum(), id, LINES).await?;
    }
    if may_read_audit {
        entries = audit::list_about(&mut conn, scope.forum(), id.0, LINES).await?;
    }
    drop(conn);

    let now = desk.clock.now();
    let title = mine.person.details.name.as_str().to_owned();
    let shell = forum_shell(&desk.reader, &desk.who, &mine.forum, DeskPage::People, title);
    let reference = mine.person.reference.as_str().to_owned();
    let list = format!("/desk/{}/people", scope.slug());
    let takeable = takeable(t, &mine);
    html(&PersonPage {
        shell: told(shell, &query, &DONE),
        path: format!("{list}/{reference}"),
        cancellation: format!("{list}/{reference}/cancellation"),
        audit: format!("/desk/{}/audit?subject={id}", scope.slug()),
        list,
        name: mine.person.details.name.as_str().to_owned(),
        latin: optional(mine.person.details.name_latin.as_ref().map(|n| n.as_str())),
        state: mine.person.state.code(),
        state_words: state_with_place(t, &mine),
        email: mine.person.email.as_str().to_owned(),
        facts: facts(t, &mine, now),
        needs: needs(t, &mine.person.details.needs),
        seats: seats(t, &mine),
        by_number: takeable.len() > CHOICES,
        takeable,
        consents: consents.iter().map(|held| consent(t, &mine, held, now)).collect(),
        letters: letter_lines(t, &scope, mine.forum.zone, letters, now),
        timeline: happened(t, mine.forum.zone, entries, now),
        may_edit: mine.person.state.is_live() && may(Permission::EditPeople),
        may_read_mail,
        may_read_audit,
        zone: i18n::zone_note(t.lang(), mine.forum.zone, mine.forum.starts_at),
        reference,
    })
}

/// The registration that an address names, typed in any case, with or without the hyphen.
pub async fn find(conn: &mut Conn, scope: &Scope, text: &str) -> Result<RegistrationId, Fault> {
    let reference = Reference::parse(text).map_err(|_fault| Fault::NotFound)?;
    Ok(find_by_reference(conn, scope, reference.as_str()).await?)
}

fn optional(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn state_with_place(t: Tr, mine: &Mine) -> String {
    match mine.standing.place {
        Some(place) => t.with("registration-state-waitlisted-at", &[("place", &place.to_string())]),
        None => state_words(t, mine.person.state),
    }
}

/// What they said of themselves; what they left empty says so.
fn facts(t: Tr, mine: &Mine, now: DateTime<Utc>) -> Vec<(String, String)> {
    let (details, zone) = (&mine.person.details, mine.forum.zone);
    let given = |text: Option<&str>| {
        text.filter(|text| !text.is_empty()).map_or_else(|| t.s("desk-person-none"), str::to_owned)
    };
    let proved = match mine.person.verified_at {
        Some(at) => t.with("desk-person-proved", &[("at", &i18n::moment(t.lang(), zone, at, now))]),
        None => t.s("desk-person-unproved"),
    };
    let words =
        if details.discreet { "desk-person-discreet-yes" } else { "desk-person-discreet-no" };
    vec![
        (t.s("desk-person-category"), mine.category.name.in_lang(t.lang()).to_owned()),
        (t.s("desk-person-affiliation"), given(details.affiliation.as_deref())),
        (t.s("desk-person-badge"), given(details.badge_name.as_ref().map(|name| name.as_str()))),
        (t.s("desk-person-proof"), proved),
        (t.s("desk-person-language"), language(t, details.lang)),
        (t.s("desk-person-discreet"), t.s(words)),
        (t.s("desk-person-photo"), photo(t, details.photo)),
        (t.s("desk-person-registered"), i18n::instant(t.lang(), zone, mine.person.created_at)),
    ]
}

/// Every seat they have or had, in the order of the agenda.
fn seats(t: Tr, mine: &Mine) -> Vec<SeatRow> {
    let row = |mine_seat: &crate::registration::MySeat| {
        let held = mine.standing.seats.iter().find(|seat| seat.session == mine_seat.session.id)?;
        let session = &mine_seat.session;
        let day = i18n::date(t.lang(), mine.forum.zone.date(session.starts_at));
        let hours = i18n::span(mine.forum.zone, session.starts_at, session.ends_at);
        Some(SeatRow {
            no: session.no,
            title: session.title.in_lang(t.lang()).to_owned(),
            when: format!("{day} {hours}"),
            state: look(held.state),
            words: seat_words(t, held.state, held.place),
            live: held.state.is_live(),
            clash: clash_words(t, mine_seat, held.state),
        })
    };
    mine.sessions.iter().filter_map(row).collect()
}

/// Why a seat waited for will not come by itself: nobody is put into two sessions at one hour.
fn clash_words(t: Tr, seat: &crate::registration::MySeat, state: SeatState) -> String {
    let other = seat.clash.as_ref().filter(|_| state.is_live());
    other.map_or_else(String::new, |title| {
        t.with("desk-person-clash", &[("title", title.in_lang(t.lang()))])
    })
}

/// The sessions in which they have no seat and wait for none: number, and what to call it.
fn takeable(t: Tr, mine: &Mine) -> Vec<(String, String)> {
    let free = mine.sessions.iter().filter(|seat| seat.state.is_none());
    free.map(|seat| {
        let no = seat.session.no.to_string();
        let words = format!("{no}. {}", seat.session.title.in_lang(t.lang()));
        (no, words)
    })
    .collect()
}

fn consent(t: Tr, mine: &Mine, held: &HeldConsent, now: DateTime<Utc>) -> ConsentRow {
    let at = |at: DateTime<Utc>| i18n::moment(t.lang(), mine.forum.zone, at, now);
    let version = held.version.to_string();
    let given = at(held.given_at);
    let words = match held.withdrawn_at {
        Some(ended) => t.with(
            "desk-person-consent-withdrawn",
            &[("version", &version), ("given", &given), ("ended", &at(ended))],
        ),
        None => t.with("desk-person-consent", &[("version", &version), ("given", &given)]),
    };
    ConsentRow { title: held.title.in_lang(t.lang()).to_owned(), words }
}

/// The look of a seat's state: one that waits for something else is not one that ended.
fn look(state: SeatState) -> &'static str {
    if state == SeatState::Requested { "pending" } else { state.code() }
}
