use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use crate::db::Db;
use crate::forum::{self, Forum};
use crate::registration::commands;
use crate::types::{Clock, Email, FieldFaults};
use crate::web::{
    Fault, Fields, Form, Limits, Peer, Places, Quota, Reader, Shell, html, html_status, see_other,
};

use super::ask::labels;
use super::visit::Visit;
use super::words::Said;

/// Most forums named where nobody knows which one is meant.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "registration/link.html")]
struct LinkPage {
    shell: Shell,
    fields: Fields,
    notice: String,
    action: String,
    start: String,
}

#[derive(Template)]
#[template(path = "registration/link_sent.html")]
struct SentPage {
    shell: Shell,
    again: String,
    contact: String,
}

#[derive(Template)]
#[template(path = "registration/link_forums.html")]
struct ForumsPage {
    shell: Shell,
    /// Each forum and where its links are asked for.
    forums: Vec<(Said, String)>,
}

/// Which forum's link it is that somebody lost; with one forum there is nothing to ask.
pub async fn show_forums(
    db: Data<Db>,
    clock: Data<Clock>,
    places: Data<Places>,
    reader: Reader,
) -> Result<HttpResponse, Fault> {
    let mut conn = db.conn().await?;
    let forums = forum::list_public(&mut conn, None, MOST).await?;
    drop(conn);
    let now = clock.now();
    let ahead = forums.into_iter().filter(|own| !commands::is_over(&own.forum, now));
    let forums: Vec<(Said, String)> =
        ahead.map(|own| (Said::of(&own.forum.title, reader.lang), link_path(&own.forum))).collect();
    if let [(_, only)] = forums.as_slice() {
        return Ok(see_other(only));
    }
    let title = reader.t().s("registration-link");
    html(&ForumsPage { shell: Shell::of(&reader, title).exit_to(&places.exit_url), forums })
}

/// Asks for the address that a private link is to be sent to again.
pub async fn show_link(visit: Visit) -> Result<HttpResponse, Fault> {
    html(&page(&visit, Fields::default(), String::new()).await?)
}

/// Takes the wish. The answer is the same for every address.
pub async fn submit_link(
    visit: Visit,
    limits: Data<Limits>,
    peer: Peer,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let mut faults = FieldFaults::default();
    let Some(email) = faults.keep("email", Email::parse(form.one("email"))) else {
        let fields = Fields::refused(visit.t(), form, &faults);
        let page = page(&visit, fields, String::new()).await?;
        return html_status(actix_web::http::StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    if let Err(fault) = knock(&limits, &visit, &peer, &email) {
        let notice = visit.t().code(fault.code(), &fault.params());
        let page = page(&visit, Fields::fresh(form), notice).await?;
        let mut answer = html_status(fault.status_code(), &page)?;
        if let Some(seconds) = fault.retry_after() {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        return Ok(answer);
    }
    commands::ask_for_link(&visit.db, &visit.clock, &visit.scope, &email).await?;
    Ok(see_other(format!("/{}/register/link/sent", visit.scope.slug().as_str())))
}

/// Says where to look for the letter, whether there will be one or not.
pub async fn show_sent(visit: Visit) -> Result<HttpResponse, Fault> {
    let mut conn = visit.db.conn().await?;
    let forum = forum::find_forum(&mut conn, &visit.scope).await?;
    drop(conn);
    html(&SentPage {
        shell: visit.shell(&forum, visit.t().s("registration-link-sent")),
        again: link_path(&forum),
        contact: forum.contact_email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default(),
    })
}

async fn page(visit: &Visit, fields: Fields, notice: String) -> Result<LinkPage, Fault> {
    let mut conn = visit.db.conn().await?;
    let forum = forum::find_forum(&mut conn, &visit.scope).await?;
    drop(conn);
    let shell = visit.shell(&forum, visit.t().s("registration-link"));
    Ok(LinkPage {
        shell: shell.faulty(fields.is_wrong()),
        fields: fields.named(labels(visit.t())),
        notice,
        action: link_path(&forum),
        start: format!("/{}/register", forum.slug.as_str()),
    })
}

fn link_path(forum: &Forum) -> String {
    format!("/{}/register/link", forum.slug.as_str())
}

/// Allowances of their own: asking for links must keep nobody from signing in or registering.
fn knock(limits: &Limits, visit: &Visit, peer: &Peer, email: &Email) -> Result<(), Fault> {
    let forum = visit.scope.forum();
    limits.take(Quota::SignInNetwork, &format!("link {forum} {}", peer.network()))?;
    limits.take(Quota::SignInAddress, &format!("link {forum} {}", email.key()))
}
