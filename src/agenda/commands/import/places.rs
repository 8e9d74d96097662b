use std::collections::HashSet;

use crate::accounts::Scope;
use crate::db::{self, Conn};
use crate::forum::{self, NewRoom, NewVenue, Room};
use crate::types::{Lang, RoomId, TrackId, VenueId, Words};

use super::sources::Sources;
use super::words::{pair, put_pair, words};
use crate::agenda::intake::{Intake, NoteKind, RoomIn, TrackIn};
use crate::agenda::model::{Difference, FieldChange, Thing, TrackRecord};
use crate::agenda::report::ImportReport;
use crate::agenda::store::{self, SourceKind};

/// The rooms of the file, by place: those known, those of the same name, and new ones.
pub async fn rooms(
    conn: &mut Conn,
    scope: &Scope,
    intake: &Intake,
    sources: &mut Sources,
    report: &mut ImportReport,
) -> db::Result<Vec<RoomId>> {
    let known = forum::list_rooms(conn, scope).await?;
    let matches: Vec<Option<&Room>> = matched(&known, intake, sources);
    for (room, found) in intake.rooms.iter().zip(&matches) {
        let Some(found) = found else { continue };
        let after = renewed(found, room, &known);
        if after == as_new(found) {
            report.rooms.unchanged += 1;
        } else {
            forum::update_room(conn, scope, found.id, &after).await?;
            report.rooms.changed += 1;
            let fields = room_fields(&as_new(found), &after);
            report.differences.push(Difference::changed(Thing::Room, after.name, fields));
        }
    }
    let missing: Vec<&RoomIn> =
        intake.rooms.iter().zip(&matches).filter(|(_, f)| f.is_none()).map(|(r, _)| r).collect();
    let mut added = add(conn, scope, intake, &missing, report).await?.into_iter();
    let mut ids = Vec::with_capacity(intake.rooms.len());
    for (room, found) in intake.rooms.iter().zip(&matches) {
        let id = found.map(|room| room.id).or_else(|| added.next()).ok_or(db::Error::NotFound)?;
        sources.learn(SourceKind::Room, &room.key, id.0);
        ids.push(id);
    }
    Ok(ids)
}

fn matched<'a>(known: &'a [Room], intake: &Intake, sources: &Sources) -> Vec<Option<&'a Room>> {
    let mut claimed: HashSet<RoomId> = HashSet::new();
    let mut found: Vec<Option<&Room>> = intake
        .rooms
        .iter()
        .map(|room| {
            let own = known.iter().find(|own| Some(own.id.0) == room.guid);
            let id = || sources.find(SourceKind::Room, &room.key);
            let found = own.or_else(|| {
                let id = id()?;
                known.iter().find(|own| own.id.0 == id)
            });
            found.filter(|own| claimed.insert(own.id))
        })
        .collect();
    for (room, found) in intake.rooms.iter().zip(&mut found) {
        if found.is_none() {
            let same = |own: &&Room| {
                Lang::ALL.iter().any(|lang| own.name.get(*lang) == Some(room.name.as_str()))
            };
            *found = known.iter().filter(same).find(|own| claimed.insert(own.id));
        }
    }
    found
}

fn as_new(room: &Room) -> NewRoom {
    NewRoom {
        name: room.name.clone(),
        size: room.size,
        floor: room.floor.clone(),
        step_free: room.step_free,
        booth: room.booth,
    }
}

fn renewed(room: &Room, read: &RoomIn, known: &[Room]) -> NewRoom {
    let mut after = as_new(room);
    // Rooms of one name leave us with more than the name, to be told apart.
    let alike = |other: &Room| {
        let mut langs = room.name.langs();
        langs.any(|lang| other.name.get(lang) == room.name.get(lang))
    };
    let has_twin = known.iter().any(|other| other.id != room.id && alike(other));
    if !(has_twin && read.guid == Some(room.id.0)) {
        put_pair(&mut after.name, &read.name, read.name_en.as_deref());
    }
    after.size = read.capacity.or(after.size);
    after
}

async fn add(
    conn: &mut Conn,
    scope: &Scope,
    intake: &Intake,
    missing: &[&RoomIn],
    report: &mut ImportReport,
) -> db::Result<Vec<RoomId>> {
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let room = |read: &&RoomIn| NewRoom {
        name: pair(&read.name, read.name_en.as_deref()),
        size: read.capacity,
        ..NewRoom::default()
    };
    let rooms: Vec<NewRoom> = missing.iter().map(room).collect();
    report.rooms.added += rooms.len();
    let new = rooms.iter().map(|room| Difference::new(Thing::Room, room.name.clone()));
    report.differences.extend(new);
    let venues = forum::list_venues(conn, scope).await?;
    let venue: VenueId = match venues.first() {
        Some(venue) => venue.id,
        None => {
            let venue = venue_of(intake);
            let detail = venue.name.in_lang(Lang::En).to_owned();
            report.note("agenda-note-venue-made", NoteKind::Assumed, detail);
            forum::append_venue(conn, scope, &venue).await?.0
        }
    };
    forum::append_rooms(conn, scope, venue, &rooms).await
}

/// The venue of the file; a file that names none is held where it is called.
pub fn venue_of(intake: &Intake) -> NewVenue {
    let facts = &intake.forum;
    let names = [&facts.venue, &facts.city, &facts.title, &facts.acronym];
    let name = names.into_iter().find(|name| !name.is_empty()).map_or("—", String::as_str);
    let address = if facts.city == name { "" } else { facts.city.as_str() };
    NewVenue { name: words(name), address: words(address), ..NewVenue::default() }
}

/// The tracks of the file, by place: those known, those of the same slug or, without one, of the same
/// name, and new ones.
pub async fn tracks(
    conn: &mut Conn,
    scope: &Scope,
    intake: &Intake,
    sources: &mut Sources,
    report: &mut ImportReport,
) -> db::Result<Vec<TrackId>> {
    let known = store::list_tracks(conn, scope).await?;
    let mut slugs: HashSet<String> = known.iter().map(|track| track.slug.clone()).collect();
    let mut claimed: HashSet<TrackId> = HashSet::new();
    let mut position = known.iter().map(|track| track.position + 1).max().unwrap_or_default();
    let (mut ids, mut written) = (Vec::new(), Vec::new());
    for track in &intake.tracks {
        let id = sources.find(SourceKind::Track, &track.key);
        let by_id = known.iter().find(|own| Some(own.id.0) == id);
        let by_slug = || known.iter().find(|own| Some(&own.slug) == track.slug.as_ref());
        let named = |own: &&TrackRecord| {
            Lang::ALL.iter().any(|lang| own.name.get(*lang) == Some(track.name.as_str()))
        };
        let by_name = || known.iter().find(named).filter(|_| track.slug.is_none());
        let found = by_id.or_else(by_slug).or_else(by_name).filter(|own| claimed.insert(own.id));
        let after = found.map_or_else(
            || fresh_track(track, &mut slugs, &mut position),
            |own| renewed_track(own, track),
        );
        sources.learn(SourceKind::Track, &track.key, after.id.0);
        ids.push(after.id);
        match found {
            Some(before) if *before == after => report.tracks.unchanged += 1,
            found => {
                let count = &mut report.tracks;
                *(if found.is_some() { &mut count.changed } else { &mut count.added }) += 1;
                report.differences.push(match found {
                    Some(before) => {
                        let fields = track_fields(before, &after);
                        Difference::changed(Thing::Track, after.name.clone(), fields)
                    }
                    None => Difference::new(Thing::Track, after.name.clone()),
                });
                written.push(after);
            }
        }
    }
    store::upsert_tracks(conn, scope, &written).await?;
    Ok(ids)
}

fn room_fields(before: &NewRoom, after: &NewRoom) -> Vec<FieldChange> {
    let size = (before.size != after.size)
        .then_some(FieldChange::Size { from: before.size, to: after.size });
    named(&before.name, &after.name).into_iter().chain(size).collect()
}

fn track_fields(before: &TrackRecord, after: &TrackRecord) -> Vec<FieldChange> {
    let colour = (before.colour != after.colour).then_some(FieldChange::Colour);
    named(&before.name, &after.name).into_iter().chain(colour).collect()
}

fn named(from: &Words, to: &Words) -> Option<FieldChange> {
    (from != to).then(|| FieldChange::Named { from: from.clone(), to: to.clone() })
}

fn renewed_track(own: &TrackRecord, read: &TrackIn) -> TrackRecord {
    let mut after = own.clone();
    put_pair(&mut after.name, &read.name, read.name_en.as_deref());
    after.colour = read.colour.clone().or(after.colour);
    after
}

fn fresh_track(read: &TrackIn, slugs: &mut HashSet<String>, position: &mut i32) -> TrackRecord {
    let wanted = read.slug.clone().unwrap_or_else(|| slug_of(&read.name));
    let numbered = (2..).map(|n: u32| format!("{wanted}-{n}"));
    let free = std::iter::once(wanted.clone()).chain(numbered).find(|slug| !slugs.contains(slug));
    let slug = free.unwrap_or(wanted);
    slugs.insert(slug.clone());
    let at = *position;
    *position += 1;
    TrackRecord {
        id: TrackId::fresh(),
        slug,
        name: pair(&read.name, read.name_en.as_deref()),
        colour: read.colour.clone(),
        position: at,
    }
}

/// A name as part of an address; a name without a Latin letter is numbered by the caller.
fn slug_of(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    let slug = plain.split_whitespace().collect::<Vec<_>>().join("-");
    let short: String = slug.chars().take(60).collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() { "track".to_owned() } else { short.to_owned() }
}
