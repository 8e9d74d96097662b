use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::Data;

use crate::mail::Courier;
use crate::registration::letters::{Occasion, own_file};
use crate::web::Fault;

use super::mine::{find, venue};
use super::visit::{Visit, secret};

/// What is held, as a file for one's own calendar; a discreet one names nothing.
pub async fn download(visit: Visit, courier: Data<Courier>) -> Result<HttpResponse, Fault> {
    let own = find(&visit).await?;
    let mut conn = visit.db.conn().await?;
    let venue = venue(&mut conn, &visit.scope, visit.t()).await?;
    drop(conn);
    let sessions: Vec<_> = own.sessions.iter().map(|seat| seat.session.clone()).collect();
    let occasion = Occasion {
        forum: &own.forum,
        venue,
        sessions: &sessions,
        t: visit.t(),
        attendee: own.person.email.as_str(),
        stamp: visit.now(),
    };
    let file = own_file(&occasion, &own.standing, &courier.stationery);
    let mut answer = HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(file);
    let name = HeaderValue::from_static("attachment; filename=\"calendar.ics\"");
    answer.headers_mut().insert(CONTENT_DISPOSITION, name);
    Ok(secret(answer))
}
