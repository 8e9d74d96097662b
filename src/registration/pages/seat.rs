use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::agenda::Seats;
use crate::db::Stop;
use crate::registration::commands;
use crate::registration::model::SeatState;
use crate::registration::queries::{Mine, MySeat};
use crate::types::TicketKey;
use crate::web::{Fault, Form, PublicUrl, Shell, html_status, see_other};

use super::mine::{Keys, find, home, show_refused};
use super::visit::{Visit, secret};
use super::words::{SeatWords, SessionView, seat_words, seats_ahead, when};

#[derive(Template)]
#[template(path = "registration/seat.html")]
struct SeatPage {
    shell: Shell,
    home: String,
    action: String,
    view: SessionView,
    when: String,
    /// Where the own seat stands; empty when there is none, and one may be taken.
    held: String,
    /// Whether it is only waited for.
    waits: bool,
    seats: SeatWords,
    /// The session held at the same time; empty without one.
    clash: String,
    full: bool,
}

/// Asks before a seat is given back, or shows what taking it would mean.
pub async fn show_seat(visit: Visit, at: Path<(String, i32)>) -> Result<HttpResponse, Fault> {
    let (token, no) = at.into_inner();
    let own = find(&visit).await?;
    match own.sessions.iter().find(|seat| seat.session.no == no).filter(|_| own.may_change) {
        Some(seat) => show(&visit, &own, seat, &token, StatusCode::OK),
        None => Ok(secret(see_other(home(&token)))),
    }
}

/// Takes a seat, or a place in line for it, or gives it back.
pub async fn submit_seat(
    visit: Visit,
    ticket: Data<TicketKey>,
    url: Data<PublicUrl>,
    at: Path<(String, i32)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (token, no) = at.into_inner();
    let own = find(&visit).await?;
    let seat = own.sessions.iter().find(|seat| seat.session.no == no);
    let is_given = form.one("way") == "give";
    // Nobody is put into two places at once without having been asked.
    if let Some(seat) = seat.filter(|seat| seat.clash.is_some())
        && !is_given
        && own.may_change
        && form.one("clash") != "yes"
    {
        return show(&visit, &own, seat, &token, StatusCode::CONFLICT);
    }
    let (db, clock, scope, id) = (&visit.db, &visit.clock, &visit.scope, own.person.id);
    let outcome = if is_given {
        commands::give_up_seat(db, clock, scope, id, no).await
    } else {
        commands::take_seat(db, clock, scope, id, no).await.map(|_| ())
    };
    match outcome {
        Ok(()) => {
            let had = seat.and_then(|seat| seat.state);
            let done = match had {
                _ if !is_given => "taken",
                Some(SeatState::Confirmed) => "given",
                _ => "unqueued",
            };
            Ok(secret(see_other(format!("{}?done={done}&no={no}", home(&token)))))
        }
        Err(Stop::Refused(reason)) => {
            let keys = Keys { ticket: &ticket, url: &url };
            show_refused(&visit, &keys, &token, reason).await
        }
        Err(Stop::Broken(error)) => Err(error.into()),
    }
}

fn show(
    visit: &Visit,
    own: &Mine,
    seat: &MySeat,
    token: &str,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let (t, zone, home) = (visit.t(), own.forum.zone, home(token));
    let title = match seat.state {
        None => "registration-take",
        Some(SeatState::Confirmed) => "registration-give",
        Some(_) => "registration-unqueue",
    };
    let clash = seat.clash.as_ref().map(|title| title.in_lang(t.lang()).to_owned());
    let page = SeatPage {
        shell: visit.own_shell(&own.forum, t.s(title), &home),
        action: format!("{home}/seats/{}", seat.session.no),
        home,
        view: SessionView::of(t, zone, &seat.session),
        when: when(t, zone, &seat.session),
        waits: seat.state.is_some_and(|state| state != SeatState::Confirmed),
        held: seat.state.map(|state| seat_words(t, state, seat.place)).unwrap_or_default(),
        seats: seats_ahead(t, seat.session.seats()),
        clash: clash.unwrap_or_default(),
        full: matches!(seat.session.seats(), Seats::Full { .. }),
    };
    Ok(secret(html_status(status, &page)?))
}
