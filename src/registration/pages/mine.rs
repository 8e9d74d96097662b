use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::accounts::Scope;
use crate::forum::{self, Phase};
use crate::i18n::{self, Tr};
use crate::registration::commands;
use crate::registration::model::{ChangeRefusal, RegistrationState, SeatState};
use crate::registration::queries::{AskedOverlap, Mine, MySeat, asked_overlaps, mine};
use crate::types::{Refusal, TicketKey};
use crate::web::{Fault, PublicUrl, Qr, Query, Shell, html_status};

use super::lines::{Group, Line, needed, seen, who};
use super::step::Step;
use super::ticket::ticket_qr;
use super::visit::{Visit, secret};
use super::words::{SeatWords, SessionView, look, place_words, seat_words, seats_ahead, when};

#[derive(Template)]
#[template(path = "registration/mine.html")]
struct MinePage {
    shell: Shell,
    notice: String,
    home: String,
    forum: String,
    reference: String,
    /// The state of the registration: its code and words.
    state: (&'static str, String),
    /// What the state means for its holder.
    meaning: String,
    when: String,
    zone: String,
    place: String,
    /// The code at the entrance, while there is a place.
    qr: Option<Qr>,
    /// Seats that overlap and of which one may be chosen: what, and where.
    asked: Vec<(String, String)>,
    held: Vec<OwnSeat>,
    /// Sessions that could still be had.
    free: Vec<FreeSeat>,
    groups: Vec<Group>,
    live: bool,
    may_change: bool,
    may_leave: bool,
    /// Why nothing can be changed; empty while it can.
    frozen: String,
    again: String,
}

/// A session held or waited for.
struct OwnSeat {
    view: SessionView,
    when: String,
    look: &'static str,
    words: String,
    /// How it is given back, in a word.
    give: String,
    href: String,
}

/// A session to be had.
struct FreeSeat {
    view: SessionView,
    when: String,
    seats: SeatWords,
    clash: String,
    href: String,
}

/// What the pages behind a private link are made with.
pub struct Keys<'a> {
    pub ticket: &'a TicketKey,
    pub url: &'a PublicUrl,
}

/// One's own registration. Opening it proves that the letter reached its address.
pub async fn show_mine(
    visit: Visit,
    ticket: Data<TicketKey>,
    url: Data<PublicUrl>,
    query: Query,
    token: Path<String>,
) -> Result<HttpResponse, Fault> {
    let own = find(&visit).await?;
    if own.person.verified_at.is_none() {
        commands::verify(&visit.db, &visit.clock, &visit.scope, own.person.id).await?;
    }
    let keys = Keys { ticket: &ticket, url: &url };
    let done = done_words(visit.t(), &own, query.0.one("done"), query.0.one("no"));
    let mut page = page(&visit, &keys, own, &token).await?;
    page.shell.status = done;
    Ok(secret(html_status(StatusCode::OK, &page)?))
}

/// The registration whose private link was shown.
pub async fn find(visit: &Visit) -> Result<Mine, Fault> {
    let mut conn = visit.db.conn().await?;
    Ok(mine(&mut conn, &visit.scope, visit.own()?, visit.now()).await?)
}

/// Where a private link leads.
pub fn home(token: &str) -> String {
    format!("/r/{token}")
}

/// The page once more, saying why something was refused.
pub async fn show_refused(
    visit: &Visit,
    keys: &Keys<'_>,
    token: &str,
    reason: ChangeRefusal,
) -> Result<HttpResponse, Fault> {
    let own = find(visit).await?;
    let mut page = page(visit, keys, own, token).await?;
    page.notice = visit.t().code(reason.code(), &reason.params());
    let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::CONFLICT);
    Ok(secret(html_status(status, &page)?))
}

async fn page(visit: &Visit, keys: &Keys<'_>, own: Mine, token: &str) -> Result<MinePage, Fault> {
    let mut conn = visit.db.conn().await?;
    let place = venue(&mut conn, &visit.scope, visit.t()).await?;
    let overlaps = asked_overlaps(&mut conn, &visit.scope, &own, visit.now()).await?;
    drop(conn);
    let (t, lang, home) = (visit.t(), visit.lang(), home(token));
    let (forum, person) = (&own.forum, &own.person);
    let zone = forum.zone;
    let is_over = commands::is_over(forum, visit.now());
    let has_place = person.state == RegistrationState::Confirmed;
    let is_live = person.state.is_live();
    let seats = own.sessions.iter().filter(|seat| seat.state.is_some());
    let free = own.sessions.iter().filter(|seat| seat.state.is_none());
    let page = MinePage {
        shell: visit.own_shell(forum, t.s("web-nav-mine"), &home),
        notice: String::new(),
        forum: forum.title.in_lang(lang).to_owned(),
        reference: person.reference.as_str().to_owned(),
        state: (person.state.code(), place_words(t, person.state, own.standing.place)),
        meaning: t.s(meaning(&own, is_over)),
        when: i18n::instant(lang, zone, forum.starts_at),
        zone: i18n::zone_note(lang, zone, forum.starts_at),
        place,
        qr: if has_place { ticket_qr(keys, person.id) } else { None },
        asked: overlaps.iter().map(|asked| choice(t, asked, &home)).collect(),
        held: seats.filter_map(|seat| own_seat(t, &own, seat, &home)).collect(),
        free: if own.may_change {
            free.map(|seat| free_seat(t, &own, seat, &home)).collect()
        } else {
            Vec::new()
        },
        groups: groups(t, &own, &home),
        live: is_live,
        may_change: own.may_change,
        may_leave: is_live && !is_over,
        frozen: frozen(visit, &own, is_over),
        again: format!("/{}/register", forum.slug),
        home,
    };
    Ok(page)
}

/// The name of the first venue.
pub async fn venue(conn: &mut crate::db::Conn, scope: &Scope, t: Tr) -> Result<String, Fault> {
    let venues = forum::list_venues(conn, scope).await?;
    Ok(venues.first().map(|venue| venue.name.in_lang(t.lang()).to_owned()).unwrap_or_default())
}

const fn meaning(own: &Mine, is_over: bool) -> &'static str {
    match own.person.state {
        RegistrationState::Confirmed | RegistrationState::Waitlisted if is_over => {
            "registration-mine-over"
        }
        RegistrationState::Confirmed => "registration-mine-confirmed",
        RegistrationState::Waitlisted => "registration-mine-waits",
        RegistrationState::Withdrawn => "registration-mine-withdrawn",
        RegistrationState::Cancelled | RegistrationState::Other => "registration-mine-cancelled",
    }
}

/// Why a live registration can not be changed.
fn frozen(visit: &Visit, own: &Mine, is_over: bool) -> String {
    if own.may_change || !own.person.state.is_live() {
        return String::new();
    }
    let t = visit.t();
    match own.forum.phase(visit.now()) {
        _ if own.forum.state == forum::ForumState::Cancelled => {
            t.s("registration-frozen-cancelled")
        }
        Phase::Over => t.s("registration-frozen-over"),
        _ if is_over => t.s("registration-frozen-over"),
        _ => {
            let at = i18n::instant(t.lang(), own.forum.zone, own.forum.changes_end());
            t.with("registration-frozen-since", &[("at", &at)])
        }
    }
}

/// A choice between two seats: its words, and where it is made.
fn choice(t: Tr, asked: &AskedOverlap, home: &str) -> (String, String) {
    let (first, second) = (&asked.first.title, &asked.second.title);
    let values = [("first", first.in_lang(t.lang())), ("second", second.in_lang(t.lang()))];
    let words = t.with("registration-overlap-open", &values);
    (words, format!("{home}/overlaps/{}", asked.question))
}

fn own_seat(t: Tr, own: &Mine, seat: &MySeat, home: &str) -> Option<OwnSeat> {
    let (state, zone) = (seat.state?, own.forum.zone);
    Some(OwnSeat {
        view: SessionView::of(t, zone, &seat.session),
        when: when(t, zone, &seat.session),
        look: look(state),
        words: seat_words(t, state, seat.place),
        give: t.s(if state == SeatState::Confirmed {
            "registration-give-short"
        } else {
            "registration-unqueue-short"
        }),
        href: format!("{home}/seats/{}", seat.session.no),
    })
}

fn free_seat(t: Tr, own: &Mine, seat: &MySeat, home: &str) -> FreeSeat {
    let clash = seat
        .clash
        .as_ref()
        .map(|title| t.with("registration-clashes-with", &[("session", title.in_lang(t.lang()))]));
    FreeSeat {
        view: SessionView::of(t, own.forum.zone, &seat.session),
        when: when(t, own.forum.zone, &seat.session),
        seats: seats_ahead(t, seat.session.seats()),
        clash: clash.unwrap_or_default(),
        href: format!("{home}/seats/{}", seat.session.no),
    }
}

fn groups(t: Tr, own: &Mine, home: &str) -> Vec<Group> {
    let (details, lang) = (&own.person.details, t.lang());
    let href = |_: Step, field: &str| {
        if own.may_change { format!("{home}/details#{field}") } else { String::new() }
    };
    let mut lines = vec![
        Line::new(
            t.s("registration-field-category"),
            own.category.name.in_lang(lang),
            String::new(),
        ),
        Line::new(t.s("registration-field-email"), own.person.email.as_str(), String::new())
            .note(t.s("registration-email-fixed")),
    ];
    lines.extend(who(t, details, href));
    let group = |id, key: &str, lines| Group { id, heading: t.s(key), lines };
    vec![
        group("own", "registration-group-own", lines),
        group("seen", "registration-group-seen", seen(t, details, href)),
        group("needs", "registration-group-needs", needed(t, &details.needs, href)),
    ]
}

/// What is said once after something was done; nothing where it is not so.
fn done_words(t: Tr, own: &Mine, done: &str, no: &str) -> Option<String> {
    let seat = own.sessions.iter().find(|seat| seat.session.no.to_string() == no);
    let about = |key: &str, seat: &MySeat| {
        let title = seat.session.title.in_lang(t.lang());
        let place = seat.place.unwrap_or(1).to_string();
        t.with(key, &[("session", title), ("place", &place)])
    };
    match (done, seat) {
        ("overlap", _) => Some(t.s("registration-done-overlap")),
        ("changed", _) => Some(t.s("registration-done-changed")),
        ("left", _) if own.person.state == RegistrationState::Withdrawn => {
            Some(t.s("registration-done-left"))
        }
        ("given", Some(seat)) if seat.state.is_none() => {
            Some(about("registration-done-given", seat))
        }
        ("unqueued", Some(seat)) if seat.state.is_none() => {
            Some(about("registration-done-unqueued", seat))
        }
        ("taken", Some(seat)) => {
            let key = match seat.state? {
                SeatState::Confirmed => "registration-done-taken",
                SeatState::Waitlisted => "registration-done-in-line",
                _ => "registration-done-asked",
            };
            Some(about(key, seat))
        }
        _ => None,
    }
}
