use crate::forum::{NewRoom, NewVenue, Room, RoomChange, Venue};
use crate::i18n::Tr;
use crate::types::FieldFaults;
use crate::web::Form;

use super::super::mend::Labels;
use super::super::typed::{LINE, TEXT, Typed, Written};

/// The most rooms one form takes.
pub const MOST_ROOMS: usize = 60;
/// Empty rows for rooms that are to be added.
const SPARE: usize = 3;
/// The most people a room seats.
const MOST_SEATS: i32 = 100_000;

/// How many rows of rooms a form has.
pub fn rows(form: &Form) -> usize {
    form.one("rooms").parse().unwrap_or(0).min(MOST_ROOMS)
}

/// What the fields are called.
pub fn labels(t: Tr, rows: usize) -> Labels {
    let venue = Labels::new(t)
        .words("name", "desk-venue-name")
        .words("address", "desk-venue-address")
        .words("directions", "desk-venue-directions")
        .words("access", "desk-venue-access")
        .one("map", "desk-venue-map");
    (0..rows).fold(venue, |labels, row| {
        labels
            .words(&format!("r{row}_name"), "desk-room-name")
            .one(&format!("r{row}_size"), "desk-room-size")
            .one(&format!("r{row}_floor"), "desk-room-floor")
            .one(&format!("r{row}_step"), "desk-room-step")
            .one(&format!("r{row}_booth"), "desk-room-booth")
    })
}

/// A venue and its rooms as they stand, with room for more.
pub fn write(venue: Option<&Venue>, rooms: &[Room]) -> Form {
    let mut written = Written::default();
    if let Some(venue) = venue {
        written = written
            .words("name", &venue.name)
            .words("address", &venue.address)
            .words("directions", &venue.directions)
            .words("access", &venue.access)
            .some("map", venue.map_url.as_ref());
    }
    for (row, room) in rooms.iter().take(MOST_ROOMS).enumerate() {
        written = written
            .put(&format!("r{row}_id"), room.id)
            .words(&format!("r{row}_name"), &room.name)
            .some(&format!("r{row}_size"), room.size)
            .some(&format!("r{row}_floor"), room.floor.as_ref())
            .some(&format!("r{row}_step"), room.step_free.map(word))
            .some(&format!("r{row}_booth"), room.booth.map(word));
    }
    written.put("rooms", (rooms.len() + SPARE).min(MOST_ROOMS)).form()
}

const fn word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// What the form says of the venue, and what becomes of its rooms.
pub fn read(form: &Form) -> Result<(NewVenue, Vec<RoomChange>), FieldFaults> {
    let mut typed = Typed::of(form);
    let mut want = NewVenue {
        name: typed.name("name", LINE),
        address: typed.lines("address", LINE),
        directions: typed.blocks("directions", TEXT),
        access: typed.blocks("access", TEXT),
        map_url: map(&mut typed),
        rooms: Vec::new(),
    };
    let mut changes = Vec::new();
    for row in 0..rows(form) {
        let known = form.one(&format!("r{row}_id"));
        if known.is_empty() {
            want.rooms.extend(spare(&mut typed, row));
            continue;
        }
        let Ok(id) = known.parse() else { continue };
        if typed.ticked(&format!("r{row}_gone")) {
            changes.push(RoomChange::Remove(id));
        } else {
            let room = room(&mut typed, row);
            changes.push(RoomChange::Edit(id, room));
        }
    }
    typed.faults.done().map(|()| (want, changes))
}

/// A room in a row that was empty, if anything was typed there.
fn spare(typed: &mut Typed<'_>, row: usize) -> Option<NewRoom> {
    let parts = ["name_ko", "name_en", "size", "floor"];
    let empty = parts.iter().all(|part| typed.raw(&format!("r{row}_{part}")).trim().is_empty());
    (!empty).then(|| room(typed, row))
}

fn room(typed: &mut Typed<'_>, row: usize) -> NewRoom {
    let floor = typed.line(&format!("r{row}_floor"), 20);
    let told = |typed: &Typed<'_>, part: &str| match typed.raw(&format!("r{row}_{part}")) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    NewRoom {
        name: typed.name(&format!("r{row}_name"), LINE),
        size: typed.number(&format!("r{row}_size"), 1..=MOST_SEATS),
        floor: Some(floor).filter(|floor| !floor.is_empty()),
        step_free: told(typed, "step"),
        booth: told(typed, "booth"),
    }
}

fn map(typed: &mut Typed<'_>) -> Option<String> {
    let url = typed.line("map", 500);
    if url.is_empty() {
        return None;
    }
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        typed.faults.add("map", "desk.url");
    }
    Some(url)
}
