use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Timelike, Utc};

use crate::agenda::{Listed, RoomRef};
use crate::i18n::{self, number};
use crate::types::Zone;

use super::super::visit::Stage;
use super::super::words::{Said, said};

/// Tracks that have a colour of their own.
const COLOURS: usize = 4;

/// Rooms against time, as a table.
pub struct Grid<'a> {
    /// The rooms.
    pub columns: Vec<Column<'a>>,
    /// The times.
    pub rows: Vec<Row<'a>>,
    /// How many columns there are.
    pub width: usize,
    /// The tracks that have a colour, by their place.
    pub key: Vec<(usize, Said<'a>)>,
}

/// One room.
pub struct Column<'a> {
    /// Its place.
    pub at: usize,
    /// Its name; absent for what is in no room.
    pub name: Option<Said<'a>>,
    /// How many it seats.
    pub note: String,
    /// How many sessions stand beside each other in it.
    pub lanes: usize,
}

/// One time.
pub struct Row<'a> {
    /// The time.
    pub clock: String,
    /// Whether it is shown, or only read aloud.
    pub shown: bool,
    /// Whether it is a full hour.
    pub hour: bool,
    /// What begins here.
    pub cells: Vec<Cell<'a>>,
}

/// One cell.
pub enum Cell<'a> {
    /// Nothing takes place.
    Free {
        /// For how many rows.
        rows: usize,
    },
    /// A session, or a break in every room.
    Taken(Box<Block<'a>>),
}

/// A session in the grid.
pub struct Block<'a> {
    /// Over how many rows.
    pub rows: usize,
    /// Over how many columns; one, but for a break in every room.
    pub columns: usize,
    /// Its number.
    pub no: i32,
    /// The title.
    pub title: Said<'a>,
    /// From when to when.
    pub span: String,
    /// Who takes part, and the track where it has no colour.
    pub rest: String,
    /// The colour of its track; 0 for none.
    pub colour: usize,
}

/// Sessions of one day with a time each, laid out.
#[must_use]
pub fn grid<'a>(stage: &'a Stage, sessions: &[&'a Listed]) -> Grid<'a> {
    let programme = &stage.edition().programme;
    let everywhere = |s: &&Listed| {
        s.room.is_none()
            && s.kind.is_pause()
            && !sessions.iter().any(|o| o.no != s.no && meet(s, o))
    };
    let (across, placed): (Vec<&Listed>, Vec<&Listed>) =
        sessions.iter().partition(|s| everywhere(s));
    let in_room = |room: Option<&RoomRef>| -> Vec<Vec<&'a Listed>> {
        let id = room.map(|room| room.id);
        lanes(placed.iter().copied().filter(|s| s.room.as_ref().map(|room| room.id) == id))
    };
    let rooms = programme.rooms.iter().map(|room| Some(&**room)).chain([None]);
    let filled: Vec<(Option<&RoomRef>, Vec<Vec<&Listed>>)> =
        rooms.map(|room| (room, in_room(room))).filter(|(_, lanes)| !lanes.is_empty()).collect();
    let width: usize = filled.iter().map(|(_, lanes)| lanes.len()).sum::<usize>().max(1);
    let mut table = Table { stage, marks: marks(stage.zone(), sessions), rows: Vec::new(), width };
    table.begin();
    let every: Vec<Vec<&Listed>> = filled.iter().flat_map(|(_, lanes)| lanes.clone()).collect();
    let every = if every.is_empty() { vec![Vec::new()] } else { every };
    for (at, lane) in every.iter().enumerate() {
        table.fill(lane, &across, at == 0);
    }
    let columns =
        filled.iter().enumerate().map(|(at, (room, lanes))| column(stage, at, *room, lanes));
    Grid {
        columns: columns.collect(),
        rows: table.rows,
        width,
        key: if programme.tracks.len() > COLOURS {
            Vec::new()
        } else {
            let tracks = programme.tracks.iter().enumerate();
            tracks.map(|(at, track)| (at + 1, said(&track.name, stage.lang()))).collect()
        },
    }
}

impl Grid<'_> {
    /// Whether it is wider than any screen: it then keeps its width and scrolls.
    #[must_use]
    pub const fn is_far(&self) -> bool {
        self.width > 8
    }

    /// The class that gives it its width.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self.width {
            ..=2 => "grid few",
            3..=5 => "grid mid",
            6..=8 => "grid",
            _ => "grid far",
        }
    }
}

fn meet(a: &Listed, b: &Listed) -> bool {
    a.starts_at < b.ends_at && b.starts_at < a.ends_at
}

/// Sessions of one room beside each other where they overlap.
fn lanes<'a>(sessions: impl Iterator<Item = &'a Listed>) -> Vec<Vec<&'a Listed>> {
    let mut lanes: Vec<Vec<&Listed>> = Vec::new();
    for session in sessions {
        let free = |lane: &&mut Vec<&Listed>| {
            lane.last().is_none_or(|last| last.ends_at <= session.starts_at)
        };
        match lanes.iter_mut().find(free) {
            Some(lane) => lane.push(session),
            None => lanes.push(vec![session]),
        }
    }
    lanes
}

/// Every instant at which something starts or ends, and each half hour between.
fn marks(zone: Zone, sessions: &[&Listed]) -> Vec<DateTime<Utc>> {
    let mut marks: BTreeSet<DateTime<Utc>> =
        sessions.iter().flat_map(|s| [s.starts_at, s.ends_at]).collect();
    if let (Some(first), Some(last)) = (marks.first().copied(), marks.last().copied()) {
        let past = i64::from(zone.local(first).minute() % 30);
        let mut at =
            first - TimeDelta::minutes(past) - TimeDelta::seconds(i64::from(first.second()));
        while at < last {
            marks.insert(at);
            at += TimeDelta::minutes(30);
        }
    }
    marks.into_iter().collect()
}

fn column<'a>(
    stage: &Stage,
    at: usize,
    room: Option<&'a RoomRef>,
    lanes: &[Vec<&Listed>],
) -> Column<'a> {
    let (t, lang) = (stage.t(), stage.lang());
    let size = room
        .and_then(|room| room.size)
        .map(|size| t.with("site-room-seats", &[("seats", &number(size))]));
    Column {
        at: at + 1,
        name: room.map(|room| said(&room.name, lang)),
        note: size.unwrap_or_default(),
        lanes: lanes.len(),
    }
}

/// The table under way.
struct Table<'a> {
    stage: &'a Stage,
    marks: Vec<DateTime<Utc>>,
    rows: Vec<Row<'a>>,
    width: usize,
}

impl<'a> Table<'a> {
    /// The times, still without cells; the last mark ends the last row.
    fn begin(&mut self) {
        let zone = self.stage.zone();
        let row = |at: &DateTime<Utc>| {
            let minute = zone.local(*at).minute();
            Row {
                clock: i18n::clock(zone, *at),
                shown: minute.is_multiple_of(30),
                hour: minute == 0,
                cells: Vec::new(),
            }
        };
        let count = self.marks.len().saturating_sub(1);
        self.rows = self.marks.iter().take(count).map(row).collect();
    }

    /// One column from top to bottom; what lies across all of them is written by the first.
    fn fill(&mut self, lane: &[&'a Listed], across: &[&'a Listed], first: bool) {
        let own = lane.iter().map(|session| (*session, false));
        let mut all: Vec<(&Listed, bool)> =
            own.chain(across.iter().map(|session| (*session, true))).collect();
        all.sort_by_key(|(session, _)| session.starts_at);
        let mut at = 0;
        for (session, is_across) in all {
            let (from, to) = (self.row_of(session.starts_at), self.row_of(session.ends_at));
            if from < at || to <= from {
                continue;
            }
            self.free(at, from);
            if first || !is_across {
                let columns = if is_across { self.width } else { 1 };
                let block = self.block(session, to - from, columns);
                self.put(from, Cell::Taken(Box::new(block)));
            }
            at = to;
        }
        self.free(at, self.rows.len());
    }

    /// Nothing, parted at the full hours so that their lines go through.
    fn free(&mut self, from: usize, to: usize) {
        let mut begin = from;
        while begin < to {
            let hours = self.rows.iter().enumerate().take(to).skip(begin + 1);
            let end = hours.filter(|(_, row)| row.hour).map(|(at, _)| at).next().unwrap_or(to);
            self.put(begin, Cell::Free { rows: end - begin });
            begin = end;
        }
    }

    fn put(&mut self, row: usize, cell: Cell<'a>) {
        if let Some(row) = self.rows.get_mut(row) {
            row.cells.push(cell);
        }
    }

    fn row_of(&self, at: DateTime<Utc>) -> usize {
        self.marks.binary_search(&at).unwrap_or_else(|near| near)
    }

    fn block(&self, session: &'a Listed, rows: usize, columns: usize) -> Block<'a> {
        let lang = self.stage.lang();
        let tracks = &self.stage.edition().programme.tracks;
        let place =
            session.track.as_ref().and_then(|own| tracks.iter().position(|t| t.id == own.id));
        let coloured = tracks.len() <= COLOURS;
        let track = session.track.as_ref().filter(|_| !coloured);
        let names = session.people.iter().map(|part| part.name.in_lang(lang));
        let names = names.collect::<Vec<_>>().join(", ");
        let rest = [names.as_str(), track.map_or("", |track| track.name.in_lang(lang))];
        Block {
            rows,
            columns,
            no: session.no,
            title: said(&session.title, lang),
            span: i18n::span(self.stage.zone(), session.starts_at, session.ends_at),
            rest: rest.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
            colour: place.filter(|_| coloured).map_or(0, |at| at + 1),
        }
    }
}
