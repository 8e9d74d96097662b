use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use crate::forum::{self, Category, Forum, Window};
use crate::i18n;
use crate::registration::commands;
use crate::registration::queries::{Places, asked, places};
use crate::web::{Fault, Limits, Peer, Quota, Shell, html, see_other};

use super::draft::plan;
use super::visit::{Visit, secret};
use super::words::{SeatWords, seats};

#[derive(Template)]
#[template(path = "registration/start.html")]
struct StartPage {
    shell: Shell,
    forum: String,
    home: String,
    /// Whether one may register now.
    open: bool,
    /// The state of registration in one word, and its code.
    state: (&'static str, String),
    /// When it opens or closes.
    window: String,
    seats: SeatWords,
    categories: Vec<CategoryRow>,
    contact: String,
}

struct CategoryRow {
    name: String,
    who: String,
    seats: SeatWords,
}

/// What registering is like, before the first question; or when it will be possible.
pub async fn show_start(visit: Visit) -> Result<HttpResponse, Fault> {
    let mut conn = visit.db.conn().await?;
    let asked = asked(&mut conn, &visit.scope).await?;
    let places = places(&mut conn, &visit.scope).await?;
    let (t, forum) = (visit.t(), &asked.forum);
    let window = forum::window(forum, visit.now());
    let title = t.s("registration-start");
    let shell = visit.menu_shell(forum, title.as_str());
    let name = forum.title.in_lang(visit.lang()).to_owned();
    html(&StartPage {
        shell: shell.listed(t.with("registration-start-about", &[("forum", &name)])),
        forum: name,
        home: format!("/{}", forum.slug),
        open: window.is_open(),
        state: (if window.is_open() { "open" } else { "closed" }, t.s(window_key(window))),
        window: window_words(&visit, forum, window),
        seats: seats(t, places.forum()),
        categories: asked.categories.iter().map(|own| row(&visit, own, &places)).collect(),
        contact: forum.contact_email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default(),
    })
}

/// Begins a form, and leads to its first page.
pub async fn begin(visit: Visit, limits: Data<Limits>, peer: Peer) -> Result<HttpResponse, Fault> {
    limits.take(Quota::DraftNetwork, &peer.network())?;
    let mut conn = visit.db.conn().await?;
    let asked = asked(&mut conn, &visit.scope).await?;
    drop(conn);
    if !forum::window(&asked.forum, visit.now()).is_open() {
        return Ok(see_other(format!("/{}/register", asked.forum.slug)));
    }
    let token = commands::begin_draft(&visit.db, &visit.clock, &visit.scope).await?;
    let first = plan(&asked).first().code();
    let path = format!("/{}/register/{}/{first}", asked.forum.slug, token.reveal());
    Ok(secret(see_other(path)))
}

fn row(visit: &Visit, category: &Category, places: &Places) -> CategoryRow {
    CategoryRow {
        name: category.name.in_lang(visit.lang()).to_owned(),
        who: category.description.in_lang(visit.lang()).to_owned(),
        seats: seats(visit.t(), places.category(category)),
    }
}

const fn window_key(window: Window) -> &'static str {
    match window {
        Window::NotYet { .. } => "registration-window-not-yet",
        Window::Open { .. } => "registration-window-open",
        Window::Closed => "registration-window-over",
        Window::NotOffered => "registration-window-none",
    }
}

/// When it opens or closes, in whole sentences.
fn window_words(visit: &Visit, forum: &Forum, window: Window) -> String {
    let (t, lang) = (visit.t(), visit.lang());
    let at = |key: &str, at| t.with(key, &[("at", &i18n::instant(lang, forum.zone, at))]);
    match window {
        Window::NotYet { opens } => at("registration-window-opens-at", opens),
        Window::Open { closes } => at("registration-window-closes-at", closes),
        Window::Closed => {
            let closes = forum.registration_closes_at.unwrap_or(forum.ends_at);
            // A forum may have been closed before its hour.
            if closes <= visit.now() {
                at("registration-window-closed-at", closes)
            } else {
                t.s("registration-window-closed")
            }
        }
        Window::NotOffered => t.s("registration-window-not-offered"),
    }
}
