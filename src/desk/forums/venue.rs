use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::accounts::Scope;
use crate::db::Conn;
use crate::forum::{self, Forum, Room, Venue};
use crate::i18n::Tr;
use crate::types::VenueId;
use crate::web::{Fault, Form, LongForm, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Said, is_stale};
use super::super::typed::{seen, still};
use super::place;
use super::tabs::{Tab, tabs};

#[derive(Template)]
#[template(path = "desk/forums/venue.html")]
struct VenuePage {
    shell: Shell,
    said: Said,
    tabs: Vec<Tab>,
    slug: String,
    seen: String,
    /// The venue at hand; empty for a new one.
    venue: String,
    venues: Vec<(String, String, bool)>,
    rooms: Vec<RoomRow>,
    /// What can be told of a room: not known, yes, no.
    told: Vec<(&'static str, String)>,
}

/// A row of the form for a room.
struct RoomRow {
    /// What its fields begin with.
    at: String,
    /// The room's id; empty for one that is to be added.
    id: String,
    label: String,
}

impl RoomRow {
    /// The name of one of its fields.
    fn field(&self, part: &str) -> String {
        format!("{}_{part}", self.at)
    }
}

/// The venue of a forum and its rooms; `?venue=` names one of several, or `new`.
pub async fn edit_venue(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope, query.0.one("venue")).await?;
    let form = now.form();
    let mut page = page(&desk, &now, seen(&form), Said::fresh(form));
    page.shell = told(page.shell, &query, &[("saved", "desk-done-saved")]);
    html_status(StatusCode::OK, &page)
}

/// Writes the venue and what became of its rooms.
pub async fn submit_venue(
    desk: Desk,
    scope: Scope,
    LongForm(form): LongForm,
) -> Result<HttpResponse, Fault> {
    let now = {
        let mut conn = desk.db.conn().await?;
        Now::load(&mut conn, &scope, form.one("venue")).await?
    };
    let fault = match write(&desk, &scope, &now, &form).await {
        Ok(id) => {
            let path = format!("/desk/{}/settings/venue?venue={id}&done=saved", scope.slug());
            return Ok(see_other(path));
        }
        Err(fault) => fault,
    };
    let t = desk.reader.t();
    let labels = place::labels(t, place::rows(&form)).choices(&told_words(t));
    let stale = is_stale(&fault);
    let (status, mut said) = Said::back(fault, form.clone(), &labels)?;
    let mut shown = form.one("seen").to_owned();
    if stale {
        said = said.against(&form, &now.form(), &labels);
        shown = seen(&now.form());
    }
    html_status(status, &page(&desk, &now, shown, said))
}

async fn write(desk: &Desk, scope: &Scope, now: &Now, form: &Form) -> Result<VenueId, Fault> {
    let (want, changes) = place::read(form)?;
    still(form, &now.form())?;
    let id = now.venue.as_ref().map(|venue| venue.id);
    Ok(forum::edit_venue(&desk.db, &desk.clock, scope, id, want, changes).await?)
}

struct Now {
    forum: Forum,
    venues: Vec<Venue>,
    /// The one at hand; none for a new one.
    venue: Option<Venue>,
    rooms: Vec<Room>,
}

impl Now {
    async fn load(conn: &mut Conn, scope: &Scope, asked: &str) -> Result<Self, Fault> {
        let forum = forum::find_forum(conn, scope).await?;
        let venues = forum::list_venues(conn, scope).await?;
        let venue = match asked {
            "" => venues.first().cloned(),
            "new" => None,
            id => {
                let found = venues.iter().find(|venue| venue.id.to_string() == id);
                Some(found.cloned().ok_or(Fault::NotFound)?)
            }
        };
        let mut rooms = forum::list_rooms(conn, scope).await?;
        rooms.retain(|room| Some(room.venue) == venue.as_ref().map(|venue| venue.id));
        Ok(Self { forum, venues, venue, rooms })
    }

    fn form(&self) -> Form {
        place::write(self.venue.as_ref(), &self.rooms)
    }
}

fn page(desk: &Desk, now: &Now, seen: String, said: Said) -> VenuePage {
    let (t, lang) = (desk.reader.t(), desk.reader.lang);
    let title = t.s("desk-venue-title");
    let shell = forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Settings, title);
    let at = now.venue.as_ref().map(|venue| venue.id);
    let venue = |venue: &Venue| {
        (venue.id.to_string(), venue.name.in_lang(lang).to_owned(), Some(venue.id) == at)
    };
    let count = said.fields.value("rooms").parse().unwrap_or(0_usize).min(place::MOST_ROOMS);
    VenuePage {
        shell: shell.faulty(said.fields.is_wrong()),
        tabs: tabs(t, now.forum.slug.as_str(), "/venue"),
        slug: now.forum.slug.to_string(),
        seen,
        venue: at.map_or_else(|| "new".to_owned(), |id| id.to_string()),
        venues: now.venues.iter().map(venue).collect(),
        rooms: (0..count).map(|row| room_row(t, &said, row)).collect(),
        told: told_words(t),
        said,
    }
}

fn told_words(t: Tr) -> Vec<(&'static str, String)> {
    vec![("", t.s("desk-unknown")), ("yes", t.s("desk-yes")), ("no", t.s("desk-no"))]
}

fn room_row(t: Tr, said: &Said, row: usize) -> RoomRow {
    let at = format!("r{row}");
    let id = said.fields.value(&format!("{at}_id")).to_owned();
    let label = t.s(if id.is_empty() { "desk-room-new" } else { "desk-room-name" });
    RoomRow { at, id, label }
}
