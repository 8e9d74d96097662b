use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::capacity::Limit;
use crate::types::{Email, Words};

use super::super::model::{
    Category, ConsentText, Forum, ForumSummary, Room, Venue, Window, window,
};
use super::fields::{FormField, form_fields};

/// Whether one may register.
#[derive(Serialize, ToSchema)]
pub struct WindowBody {
    /// `not_yet`, `open`, `closed` or `not_offered`.
    state: &'static str,
    /// When it opens, while it has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_at: Option<DateTime<Utc>>,
    /// When it closes, while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    closes_at: Option<DateTime<Utc>>,
}

impl From<Window> for WindowBody {
    fn from(window: Window) -> Self {
        let (opens_at, closes_at) = match window {
            Window::NotYet { opens } => (Some(opens), None),
            Window::Open { closes } => (None, Some(closes)),
            Window::Closed | Window::NotOffered => (None, None),
        };
        Self { state: window.code(), opens_at, closes_at }
    }
}

/// A forum as the list shows it.
#[derive(Serialize, ToSchema)]
pub struct ForumBrief {
    /// Its name in addresses.
    slug: String,
    /// What it is called, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: Words,
    /// Who holds it, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    host: Words,
    /// `published`, `running` or `closed`.
    state: &'static str,
    /// Its first hour.
    starts_at: DateTime<Utc>,
    /// Its last hour.
    ends_at: DateTime<Utc>,
    /// The IANA zone that its hours are meant in.
    zone: &'static str,
    /// Where it is held, by language.
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    venue: Option<Words>,
    /// Whether one may register.
    registration: WindowBody,
}

impl ForumBrief {
    pub(super) fn of(summary: ForumSummary, now: DateTime<Utc>) -> Self {
        let ForumSummary { forum, venue } = summary;
        Self {
            slug: forum.slug.to_string(),
            registration: window(&forum, now).into(),
            title: forum.title,
            host: forum.host,
            state: forum.state.code(),
            starts_at: forum.starts_at,
            ends_at: forum.ends_at,
            zone: forum.zone.name(),
            venue,
        }
    }
}

/// A page of forums.
#[derive(Serialize, ToSchema)]
pub struct ForumList {
    /// The forums, latest first.
    pub(super) forums: Vec<ForumBrief>,
    /// The cursor of the next page; null on the last.
    pub(super) next: Option<String>,
}

/// A room of a venue.
#[derive(Serialize, ToSchema)]
struct RoomBody {
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    size: Option<i32>,
    floor: Option<String>,
    step_free: Option<bool>,
    booth: Option<bool>,
}

/// A place where a forum meets.
#[derive(Serialize, ToSchema)]
struct VenueBody {
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    #[schema(value_type = BTreeMap<String, String>)]
    address: Words,
    #[schema(value_type = BTreeMap<String, String>)]
    directions: Words,
    #[schema(value_type = BTreeMap<String, String>)]
    access: Words,
    map_url: Option<String>,
    rooms: Vec<RoomBody>,
}

/// A kind of attendee.
#[derive(Serialize, ToSchema)]
struct CategoryBody {
    /// What a registration sends as `category`.
    code: String,
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    #[schema(value_type = BTreeMap<String, String>)]
    description: Words,
    /// The band on the badge.
    band: &'static str,
    /// `open`, or `full` when one would be put on the waiting list.
    seats: &'static str,
}

/// What people are asked to agree to.
#[derive(Serialize, ToSchema)]
struct ConsentBody {
    /// What a registration sends in `consents`.
    purpose: String,
    version: i32,
    /// Whether one can register without it.
    required: bool,
    #[schema(value_type = BTreeMap<String, String>)]
    title: Words,
    /// The whole text, in Markdown.
    #[schema(value_type = BTreeMap<String, String>)]
    body: Words,
}

/// One forum with everything that registering needs.
#[derive(Serialize, ToSchema)]
pub struct ForumBody {
    slug: String,
    #[schema(value_type = BTreeMap<String, String>)]
    title: Words,
    #[schema(value_type = BTreeMap<String, String>)]
    lead: Words,
    #[schema(value_type = BTreeMap<String, String>)]
    host: Words,
    /// Something everyone must read.
    #[schema(value_type = BTreeMap<String, String>)]
    notice: Words,
    /// When there, says which values are illustrative.
    #[schema(value_type = BTreeMap<String, String>)]
    sample: Words,
    /// `published`, `running` or `closed`.
    state: &'static str,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// The IANA zone that its hours are meant in.
    zone: &'static str,
    /// The languages it is written in.
    languages: Vec<&'static str>,
    contact_email: Option<String>,
    /// Until when those registered may change what they said.
    changes_until: DateTime<Utc>,
    /// How many days after the end everything about people is destroyed.
    retention_days: i32,
    registration: WindowBody,
    /// `open`, or `full` when everyone would be put on the waiting list.
    seats: &'static str,
    venues: Vec<VenueBody>,
    categories: Vec<CategoryBody>,
    form: Vec<FormField>,
    consents: Vec<ConsentBody>,
}

impl ForumBody {
    pub(super) fn of(forum: &Forum, now: DateTime<Utc>) -> Self {
        Self {
            slug: forum.slug.to_string(),
            title: forum.title.clone(),
            lead: forum.lead.clone(),
            host: forum.host.clone(),
            notice: forum.notice.clone(),
            sample: forum.sample.clone(),
            state: forum.state.code(),
            starts_at: forum.starts_at,
            ends_at: forum.ends_at,
            zone: forum.zone.name(),
            languages: forum.languages.iter().map(|lang| lang.code()).collect(),
            contact_email: forum.contact_email.as_ref().map(|e: &Email| e.as_str().to_owned()),
            changes_until: forum.changes_end(),
            retention_days: forum.retention_days,
            registration: window(forum, now).into(),
            seats: "open",
            venues: Vec::new(),
            categories: Vec::new(),
            form: form_fields(),
            consents: Vec::new(),
        }
    }

    pub(super) fn at(mut self, venues: Vec<Venue>, rooms: &[Room]) -> Self {
        let room = |room: &Room| RoomBody {
            name: room.name.clone(),
            size: room.size,
            floor: room.floor.clone(),
            step_free: room.step_free,
            booth: room.booth,
        };
        let venue = |venue: Venue| VenueBody {
            rooms: rooms.iter().filter(|r| r.venue == venue.id).map(room).collect(),
            name: venue.name,
            address: venue.address,
            directions: venue.directions,
            access: venue.access,
            map_url: venue.map_url,
        };
        self.venues = venues.into_iter().map(venue).collect();
        self
    }

    pub(super) fn taking(mut self, categories: Vec<Category>, limits: &[Limit]) -> Self {
        let seats = |open: bool| if open { "open" } else { "full" };
        let own =
            limits.iter().find(|limit| limit.kind == crate::capacity::LimitKind::Forum.code());
        let whole = own.is_none_or(Limit::has_room);
        let category = |category: Category| {
            let limit = limits.iter().find(|limit| limit.id == category.limit);
            CategoryBody {
                code: category.code.as_str().to_owned(),
                name: category.name,
                description: category.description,
                band: category.band.code(),
                seats: seats(whole && limit.is_none_or(Limit::has_room)),
            }
        };
        self.seats = seats(whole);
        self.categories = categories.into_iter().map(category).collect();
        self
    }

    pub(super) fn asking(mut self, consents: Vec<ConsentText>) -> Self {
        let consent = |text: ConsentText| ConsentBody {
            purpose: text.purpose.as_str().to_owned(),
            version: text.version,
            required: text.required,
            title: text.title,
            body: text.body,
        };
        self.consents = consents.into_iter().map(consent).collect();
        self
    }
}
