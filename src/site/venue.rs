use actix_web::HttpResponse;
use askama::Template;

use crate::forum::{Room, Venue};
use crate::i18n::number;
use crate::web::{Fault, ForumItem, Shell, markdown};

use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{Said, said};

#[derive(Template)]
#[template(path = "site/venue.html")]
struct VenuePage<'a> {
    shell: Shell,
    venues: Vec<Place<'a>>,
    contact: &'a str,
    sample: bool,
}

struct Place<'a> {
    at: usize,
    name: Said<'a>,
    address: Said<'a>,
    directions: Text,
    access: Text,
    map: Option<&'a str>,
    rooms: Vec<RoomLine<'a>>,
    /// Which facts are known of any of them.
    floors: bool,
    seats: bool,
    ways: bool,
}

/// A text an organizer wrote, as safe HTML, and its language where it is not the page's.
struct Text {
    html: String,
    lang: &'static str,
}

struct RoomLine<'a> {
    name: Said<'a>,
    floor: String,
    seats: String,
    step_free: String,
    href: String,
}

/// Where the forum is held, how to get there and in.
pub async fn show(visit: Visit) -> Result<HttpResponse, Fault> {
    visit.forum_page("/venue", render).await
}

fn render(stage: &Stage) -> Result<Made, Fault> {
    let (t, edition) = (stage.t(), stage.edition());
    let about = t.with("site-venue-about", &[("forum", stage.forum().title.in_lang(t.lang()))]);
    let venues = edition.venues.iter().enumerate();
    let page = VenuePage {
        shell: stage.listed(t.s("web-nav-venue"), ForumItem::Venue, &about),
        venues: venues.map(|(at, venue)| place(stage, at + 1, venue)).collect(),
        contact: stage.contact(),
        sample: stage.is_sample(),
    };
    stage.made(&page, [])
}

fn place<'a>(stage: &'a Stage, at: usize, venue: &'a Venue) -> Place<'a> {
    let lang = stage.lang();
    let text = |words: &'a crate::types::Words| Text {
        html: markdown(words.in_lang(lang)),
        lang: said(words, lang).lang,
    };
    let rooms: Vec<&Room> =
        stage.edition().rooms.iter().filter(|room| room.venue == venue.id).collect();
    Place {
        at,
        name: said(&venue.name, lang),
        address: said(&venue.address, lang),
        directions: text(&venue.directions),
        access: text(&venue.access),
        // Only an address of the web: what an organizer typed becomes a link.
        map: venue.map_url.as_deref().filter(|url| url.starts_with("https://")),
        floors: rooms.iter().any(|room| room.floor.is_some()),
        seats: rooms.iter().any(|room| room.size.is_some()),
        ways: rooms.iter().any(|room| room.step_free.is_some()),
        rooms: rooms.into_iter().map(|room| room_line(stage, room)).collect(),
    }
}

fn room_line<'a>(stage: &Stage, room: &'a Room) -> RoomLine<'a> {
    let t = stage.t();
    let unknown = || t.s("site-room-unknown");
    let used = stage.edition().programme.rooms.iter().any(|own| own.id == room.id);
    RoomLine {
        name: said(&room.name, stage.lang()),
        floor: room.floor.clone().unwrap_or_else(unknown),
        seats: room
            .size
            .map_or_else(unknown, |size| t.with("site-room-seats", &[("seats", &number(size))])),
        step_free: match room.step_free {
            Some(true) => t.s("site-step-free"),
            Some(false) => t.s("site-steps"),
            None => unknown(),
        },
        href: if used {
            format!("/{}/programme?room={}", stage.forum().slug, room.id)
        } else {
            String::new()
        },
    }
}
