use std::collections::HashMap;

use askama::Template;

use crate::agenda::{Listed, SessionState, Weight};
use crate::forum::Forum;
use crate::i18n::{Tr, span};
use crate::types::TrackId;

use super::day::Day;
use super::layout::{Lane, MOST_LANES, Stretch};

/// Tracks that have a colour in the stylesheet; scripts give every track its own.
const COLOURS: usize = 4;

/// A session on the timetable or beside it.
#[derive(Template)]
#[template(path = "desk/agenda/block.html")]
pub struct Block {
    slug: String,
    /// Its number.
    pub no: i32,
    /// Its version.
    pub version: i32,
    /// The id of its room; empty for none.
    pub room: String,
    /// Where it stands; none beside the timetable.
    pub at: Option<Stretch>,
    /// The classes that put it there.
    classes: String,
    starts: String,
    ends: String,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub lang: &'static str,
    /// From when to when; how long, beside the timetable.
    pub time: String,
    /// Who takes part, and the track.
    pub rest: String,
    colour: String,
    /// Its worst clash as a class, and in words; both empty for none.
    clash: &'static str,
    clash_words: String,
    public: String,
    /// Why it may overlap others in its room where it stands; none where nobody accepted that.
    accepted: Option<String>,
}

/// What blocks are made with.
pub struct Maker<'a> {
    t: Tr,
    forum: &'a Forum,
    worst: HashMap<i32, Weight>,
    colours: HashMap<TrackId, usize>,
    reasons: &'a HashMap<i32, String>,
}

impl<'a> Maker<'a> {
    /// For the sessions of a day's draft.
    #[must_use]
    pub fn new(t: Tr, day: &'a Day) -> Self {
        let mut worst: HashMap<i32, Weight> = HashMap::new();
        for clash in &day.clashes.all {
            for no in [Some(clash.no), clash.kind.other()].into_iter().flatten() {
                let known = worst.entry(no).or_insert(clash.weight);
                *known = clash.weight.min(*known);
            }
        }
        let mut tracks: Vec<_> = day.sessions.iter().filter_map(|s| s.track.as_ref()).collect();
        tracks.sort_by_key(|track| (track.position, track.id));
        tracks.dedup_by_key(|track| track.id);
        let colours = tracks.iter().map(|track| track.id).zip(1..=COLOURS).collect();
        Self { t, forum: &day.forum, worst, colours, reasons: &day.reasons }
    }

    /// One session; `at` is where it stands on the timetable.
    #[must_use]
    pub fn block(&self, session: &Listed, at: Option<(Stretch, Lane)>) -> Block {
        let (t, lang) = (self.t, self.t.lang());
        let mut classes = at.map(|(stretch, lane)| place(stretch, lane)).unwrap_or_default();
        let track = session.track.as_ref();
        if let Some(colour) = track.and_then(|track| self.colours.get(&track.id)) {
            classes = format!("{classes} t{colour}");
        }
        let people = session.people.iter().map(|part| part.name.in_lang(lang));
        let words = people.chain(track.map(|track| track.name.in_lang(lang)));
        let (clash, key) = match self.worst.get(&session.no) {
            Some(Weight::Error) => ("bad", "desk-clash-error"),
            Some(Weight::Warning) => ("warn", "desk-clash-warning"),
            Some(Weight::Accepted) => ("yes", "desk-clash-accepted"),
            None => ("", ""),
        };
        let parked = session.state == SessionState::Draft;
        let minutes = session.minutes();
        Block {
            slug: self.forum.slug.to_string(),
            no: session.no,
            version: session.version,
            room: session.room.as_ref().map(|room| room.id.to_string()).unwrap_or_default(),
            at: at.map(|(stretch, _)| stretch),
            classes: classes.trim().to_owned(),
            starts: session.starts_at.to_rfc3339(),
            ends: session.ends_at.to_rfc3339(),
            title: session.title.in_lang(lang).to_owned(),
            lang: session.title.lang_shown(lang).code(),
            time: if parked {
                t.with("desk-agenda-minutes", &[("count", &minutes.to_string())])
            } else {
                span(self.forum.zone, session.starts_at, session.ends_at)
            },
            rest: words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · "),
            colour: track.and_then(|track| track.colour.clone()).unwrap_or_default(),
            clash,
            clash_words: if key.is_empty() { String::new() } else { t.s(key) },
            public: if parked && session.released.is_some() {
                t.s("desk-agenda-still-public")
            } else {
                String::new()
            },
            accepted: self.reasons.get(&session.no).cloned(),
        }
    }
}

/// The classes of a place: hours and minutes from the top, hours and minutes it takes, its lane.
fn place(stretch: Stretch, lane: Lane) -> String {
    let long = stretch.to - stretch.from;
    let lane = Lane { at: lane.at.min(MOST_LANES - 1), of: lane.of.min(MOST_LANES) };
    format!(
        "y{} m{} fh{} fm{} l{} of{}",
        stretch.from / 60,
        stretch.from % 60,
        long / 60,
        long % 60,
        lane.at,
        lane.of
    )
}
