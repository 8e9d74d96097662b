use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::agenda::Listed;
use crate::i18n::Tr;
use crate::registration::model::{RegistrationState, SeatAnswer, SeatState};
use crate::web::{Fault, Shell, html, see_other};

use super::draft::Receipt;
use super::sheet::{Sheet, gone};
use super::visit::{Visit, secret};
use super::words::{Said, look, place_words, seat_words, when};

#[derive(Template)]
#[template(path = "registration/receipt.html")]
struct ReceiptPage {
    shell: Shell,
    reference: String,
    email: String,
    /// The state of the registration: its code and words.
    state: (&'static str, String),
    waits: bool,
    seats: Vec<SeatLine>,
    next: Vec<String>,
    again: String,
    contact: String,
}

/// A session and what became of it.
struct SeatLine {
    title: Said,
    when: String,
    sample: bool,
    look: &'static str,
    words: String,
}

/// The answer to a form that was sent. It is the same for known and unknown addresses, and never carries
/// the private link: that goes by letter.
pub async fn show_receipt(
    visit: Visit,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (_, token) = address.into_inner();
    let Some(sheet) = Sheet::open(&visit, &token).await? else { return gone(&visit).await };
    let Some(receipt) = &sheet.draft.receipt else { return Ok(secret(see_other(sheet.home()))) };
    let (t, forum, answer) = (visit.t(), &sheet.asked.forum, &receipt.registered);
    let waits = answer.state == RegistrationState::Waitlisted;
    let title = if waits { "registration-receipt-waits" } else { "registration-receipt" };
    let page = ReceiptPage {
        shell: visit.menu_shell(forum, t.s(title)),
        reference: answer.reference.clone(),
        email: receipt.email.clone(),
        state: (answer.state.code(), place_words(t, answer.state, answer.place)),
        waits,
        seats: answer.seats.iter().map(|seat| seat_line(t, &sheet, seat)).collect(),
        next: next_steps(t, receipt),
        again: format!("/{}/register/link", forum.slug),
        contact: forum.contact_email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default(),
    };
    Ok(secret(html(&page)?))
}

fn seat_line(t: Tr, sheet: &Sheet, answer: &SeatAnswer) -> SeatLine {
    let session: Option<&Listed> = sheet.asked.sessions.iter().find(|s| s.no == answer.session);
    let title = session.map(|session| Said::of(&session.title, t.lang()));
    let unnamed = || {
        let no = answer.session.to_string();
        Said { text: t.with("registration-session-no", &[("no", &no)]), lang: "" }
    };
    let reason = answer.reason.as_deref().map(|code| t.code(code, &[]));
    let state = SeatState::parse(&answer.state);
    SeatLine {
        title: title.unwrap_or_else(unnamed),
        when: session.map(|s| when(t, sheet.asked.forum.zone, s)).unwrap_or_default(),
        sample: session.is_some_and(|session| session.illustrative),
        look: if answer.state == "refused" { "refused" } else { look(state) },
        words: reason.unwrap_or_else(|| seat_words(t, state, answer.place)),
    }
}

/// What happens from here, in order.
fn next_steps(t: Tr, receipt: &Receipt) -> Vec<String> {
    let answer = &receipt.registered;
    let waits_for_seat = answer.seats.iter().any(|seat| seat.place.is_some());
    let mut next = vec![t.s("registration-next-letter")];
    if answer.state == RegistrationState::Waitlisted {
        next.push(t.s("registration-next-place"));
    } else if waits_for_seat {
        next.push(t.s("registration-next-seat"));
    }
    next.push(t.s("registration-next-day"));
    next
}
