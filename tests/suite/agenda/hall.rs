//! A forum with everything that makes feeds hard: two languages, a night, a room without a name of its
//! own, a hidden speaker, and things that nobody may know of yet.

use chrono::{DateTime, TimeDelta, Utc};
use madang::accounts::Scope;
use madang::agenda::{
    AppearanceRole, Expect, NewPart, NewSession, Placing, SessionChange, SessionKind, TrackRecord,
    add_session, edit_session, import_new, read_schedule, upsert_tracks,
};
use madang::forum::{
    Founder, NewForum, NewRoom, NewVenue, Room, create_forum, list_rooms, offered_categories,
    offered_consents, publish_forum,
};
use madang::speakers::{Speaker, insert_speakers};
use madang::types::{ActorRef, RoomId, Slug, SpeakerId, TrackId, Words, Zone};

use crate::support::{TestApp, now};

/// What must be in no feed.
pub const CANARIES: [&str; 9] = [
    "Secret draft",
    "비밀 초안",
    "Secret room",
    "Secret track",
    "secret-track",
    "Secret guest",
    "Hidden person",
    "숨은 사람",
    "Secret story",
];

pub struct Hall {
    pub app: TestApp,
    pub scope: Scope,
    pub room: RoomId,
    pub secret_room: RoomId,
    pub chair: SpeakerId,
    pub hidden: SpeakerId,
    draft: i32,
}

impl Hall {
    /// Published.
    pub async fn opened() -> Self {
        let hall = Self::begun(TestApp::start().await).await;
        publish_forum(&hall.app.db, &hall.app.clock, &hall.scope).await.unwrap();
        hall.settle().await;
        hall
    }

    /// Not published yet.
    pub async fn begun(app: TestApp) -> Self {
        let scope = forum(&app).await;
        let mut conn = app.db.conn().await.unwrap();
        let rooms = list_rooms(&mut conn, &scope).await.unwrap();
        let (tracks, people) = (tracks(), speakers());
        upsert_tracks(&mut conn, &scope, &tracks).await.unwrap();
        insert_speakers(&mut conn, &scope, &people).await.unwrap();
        drop(conn);
        let named = |name: &str| named(&rooms, name);
        let places = [named("Hall"), named("Annex"), named("Secret room")];
        let [room, _, secret_room] = places;
        let (chair, hidden) = (people[0].id, people[2].id);
        let mut hall = Self { app, scope, room, secret_room, chair, hidden, draft: 0 };
        for session in released(places, tracks[0].id, people.each_ref().map(|person| person.id)) {
            hall.add(session).await;
        }
        let draft = NewSession {
            abstract_: Words::both("", "Secret story"),
            track: Some(tracks[1].id),
            people: vec![part(people[3].id, AppearanceRole::Speaker)],
            release: false,
            ..plain(("비밀 초안", "Secret draft"), Some(secret_room), 120, 30)
        };
        hall.draft = hall.add(draft).await;
        hall
    }

    /// The forum that a schedule makes.
    pub async fn of_schedule(app: TestApp, bytes: &[u8]) -> Self {
        let read = read_schedule(bytes, None, Some(Zone::SEOUL)).unwrap();
        let slug = Slug::parse("round-trip").unwrap();
        let made =
            import_new(&app.db, &app.clock, Founder::Operator, slug, &read, Scope::trusted, false);
        made.await.unwrap_or_else(|stop| panic!("{stop:?}"));
        let wall = {
            let mut conn = app.db.conn().await.unwrap();
            madang::accounts::forum_by_slug(&mut conn, "round-trip").await.unwrap().unwrap()
        };
        let scope = Scope::trusted(wall, ActorRef::Operator);
        let (room, person) = (RoomId::fresh(), SpeakerId::fresh());
        Self { app, scope, room, secret_room: room, chair: person, hidden: person, draft: 0 }
    }

    /// The demo forum, with its events on the days around it.
    pub async fn of_demo(app: TestApp) -> Self {
        let made = madang::app::demo::load(&app.db, &app.clock).await.unwrap();
        let (room, person) = (RoomId::fresh(), SpeakerId::fresh());
        let scope = made.scope;
        Self { app, scope, room, secret_room: room, chair: person, hidden: person, draft: 0 }
    }

    async fn add(&self, session: NewSession) -> i32 {
        let added = add_session(&self.app.db, &self.app.clock, &self.scope, session).await;
        added.unwrap_or_else(|stop| panic!("{stop:?}")).no
    }

    /// Changes what the public does not see.
    pub async fn edit_the_draft(&self) {
        let change = SessionChange {
            title: Some(Words::both("비밀 초안", format!("Secret draft {}", uuid::Uuid::new_v4()))),
            ..SessionChange::default()
        };
        let (db, clock) = (&self.app.db, &self.app.clock);
        edit_session(db, clock, &self.scope, self.draft, &Expect::Any, change).await.unwrap();
    }

    /// Waits until every process has heard what the database told.
    pub async fn settle(&self) {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
}

/// What everyone may know of.
fn released(
    [main, twin, _]: [RoomId; 3],
    law: TrackId,
    [chair, panelist, hidden, _]: [SpeakerId; 4],
) -> [NewSession; 5] {
    let storyteller = NewPart {
        role_words: Words::both("이야기 손님", "Storyteller"),
        ..part(chair, AppearanceRole::Other)
    };
    [
        NewSession {
            subtitle: Words::both("법과 삶", "Law and life"),
            abstract_: Words::both(
                "첫째 문단, 쉼표; 그리고 \\ 빗금.\n\n- 하나\n- **둘** & <셋>",
                "First paragraph, with a comma; and a \\ stroke.\n\n- one\n- **two** & three",
            ),
            languages: vec!["ko".to_owned(), "en".to_owned()],
            interpretation: vec!["en".to_owned()],
            track: Some(law),
            people: vec![
                part(panelist, AppearanceRole::Panel),
                part(chair, AppearanceRole::Chair),
                part(hidden, AppearanceRole::Panel),
            ],
            kind: SessionKind::Panel,
            signup_capacity: Some(40),
            ..plain(("인권의 내일", "Human rights & tomorrow \"<soon>\""), Some(main), 0, 60)
        },
        NewSession {
            title: Words::one(madang::types::Lang::En, "=SUM(A1) is no formula"),
            track: Some(law),
            languages: vec!["en-GB".to_owned()],
            ..plain(("", ""), Some(twin), 0, 45)
        },
        NewSession {
            kind: SessionKind::Break,
            place: Placing { illustrative: true, ..at(Some(main), 60, 15) },
            ..plain(("휴식", "Break"), None, 0, 0)
        },
        // After midnight, and still of the evening before.
        NewSession {
            people: vec![storyteller],
            ..plain(("밤 이야기", "Night stories"), None, 11 * 60, 90)
        },
        plain(("둘째 날 아침", "The second morning"), Some(twin), 20 * 60, 30),
    ]
}

fn part(speaker: SpeakerId, role: AppearanceRole) -> NewPart {
    NewPart { speaker, role, role_words: Words::default() }
}

async fn forum(app: &TestApp) -> Scope {
    let mut want = NewForum::begun(
        Slug::parse("open-2026").unwrap(),
        Words::both("열린 포럼, 2026", "Open forum, 2026"),
        Zone::SEOUL,
        now() + TimeDelta::days(30) + TimeDelta::hours(5),
        now() + TimeDelta::days(31) + TimeDelta::hours(9),
    );
    want.facts.lead = Words::both("함께 여는 포럼입니다.", "A forum opened together.");
    want.facts.sample = Words::both("견본입니다.", "This is a sample.");
    want.facts.registration_opens_at = Some(now() - TimeDelta::days(1));
    want.facts.registration_closes_at = Some(now() + TimeDelta::days(29));
    want.categories = offered_categories();
    want.consents = offered_consents(&want.facts);
    let room = |ko: &str, en: &str, size| NewRoom {
        name: Words::both(ko, en),
        size,
        ..NewRoom::default()
    };
    want.venue = Some(NewVenue {
        name: Words::both("시청", "City Hall"),
        rooms: vec![
            room("큰방", "Hall", Some(300)),
            // One name in one language, two in the other.
            room("큰방", "Annex", None),
            room("비밀의 방", "Secret room", None),
        ],
        ..NewVenue::default()
    });
    let made = create_forum(&app.db, &app.clock, Founder::Operator, want).await;
    Scope::trusted(made.unwrap_or_else(|stop| panic!("{stop:?}")), ActorRef::Operator)
}

fn tracks() -> [TrackRecord; 2] {
    let track = |slug: &str, name: Words, position| TrackRecord {
        id: TrackId::fresh(),
        slug: slug.to_owned(),
        name,
        colour: Some("#336699".to_owned()),
        position,
    };
    [
        track("law", Words::both("법", "Law, and order"), 0),
        track("secret-track", Words::both("비밀 분과", "Secret track"), 1),
    ]
}

fn speakers() -> [Speaker; 4] {
    let [mut chair, panelist, mut hidden, guest] = [
        Words::both("이신화", "Lee Shin-wha"),
        Words::one(madang::types::Lang::En, "Elizabeth Salmón"),
        Words::both("숨은 사람", "Hidden person"),
        Words::both("비밀 손님", "Secret guest"),
    ]
    .map(|name| Speaker::named(name, 0));
    chair.title = Words::both("대사", "Ambassador");
    chair.biography = Words::both("오래 일했습니다.", "Has worked for long.");
    hidden.hidden = true;
    [chair, panelist, hidden, guest]
}

fn named(rooms: &[Room], name: &str) -> RoomId {
    rooms.iter().find(|room| room.name.in_lang(madang::types::Lang::En) == name).unwrap().id
}

/// So many minutes after the forum begins, at 14:00 in Seoul.
fn at(room: Option<RoomId>, minutes: i64, length: i64) -> Placing {
    let starts_at: DateTime<Utc> =
        now() + TimeDelta::days(30) + TimeDelta::hours(5) + TimeDelta::minutes(minutes);
    Placing {
        room,
        starts_at,
        ends_at: starts_at + TimeDelta::minutes(length),
        illustrative: false,
    }
}

fn plain((ko, en): (&str, &str), room: Option<RoomId>, minutes: i64, length: i64) -> NewSession {
    NewSession {
        kind: SessionKind::Session,
        title: Words::both(ko, en),
        subtitle: Words::default(),
        abstract_: Words::default(),
        languages: Vec::new(),
        interpretation: Vec::new(),
        place: at(room, minutes, length),
        track: None,
        people: Vec::new(),
        signup_capacity: None,
        release: true,
    }
}
