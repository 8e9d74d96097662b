use actix_web::HttpResponse;
use askama::Template;

use crate::agenda::{Listed, Part};
use crate::i18n::{self, Tr};
use crate::types::Lang;
use crate::web::{Fault, ForumItem, Shell, plain};

use super::days::{Days, clock_of};
use super::edition::Edition;
use super::people::RANKED;
use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{
    Doors, Said, SeatWords, casts, doors, languages, said, scale, seat_words, spoken, turns,
};

/// Most sessions and people that the home page names itself.
const DIGEST: usize = 12;
const PEOPLE: usize = 9;

#[derive(Template)]
#[template(path = "site/home.html")]
struct HomePage<'a> {
    shell: Shell,
    /// What search engines read of it (JSON-LD), safe in a `script` element; empty where nothing is told.
    data: String,
    slug: &'a str,
    title: Said<'a>,
    lead: Said<'a>,
    host: Said<'a>,
    when: String,
    machine_when: String,
    zone: String,
    place: Option<Place<'a>>,
    doors: Doors,
    seats: Option<SeatWords>,
    digest: Vec<Entry<'a>>,
    days: Vec<DayLink>,
    scale: String,
    people: Vec<Face<'a>>,
    /// Whether there are too many people to name some before others.
    crowd: bool,
    all_people: String,
    interpretation: String,
    support: String,
    retention: String,
    sample: bool,
    sensitive: bool,
}

struct Place<'a> {
    name: Said<'a>,
    address: Said<'a>,
}

struct Entry<'a> {
    clock: String,
    href: String,
    title: Said<'a>,
    about: String,
    sample: bool,
}

struct DayLink {
    href: String,
    date: String,
    count: String,
}

struct Face<'a> {
    href: String,
    name: Said<'a>,
    title: &'a str,
}

/// What a forum is, when, where, and how to come.
pub async fn show(visit: Visit) -> Result<HttpResponse, Fault> {
    visit.forum_page("", render).await
}

fn render(stage: &Stage) -> Result<Made, Fault> {
    let (t, lang, edition) = (stage.t(), stage.lang(), stage.edition());
    let forum = stage.forum();
    let days = Days::of(edition);
    let main = days.usual(edition, stage.now);
    let digest: Vec<&Listed> = edition
        .programme
        .sessions
        .iter()
        .filter(|s| Some(s.day) == main && !s.kind.is_pause() && !days.is_all_day(s))
        .collect();
    let about = plain(forum.lead.in_lang(lang), 160);
    let few = digest.len() <= DIGEST;
    let venue = edition.venues.first();
    let crowd = edition.speakers.len() > RANKED;
    let page = HomePage {
        shell: stage.listed(forum.title.in_lang(lang), ForumItem::Overview, &about),
        data: stage.billing(None).and_then(|all| all.forum()).unwrap_or_default(),
        slug: forum.slug.as_str(),
        title: said(&forum.title, lang),
        lead: said(&forum.lead, lang),
        host: said(&forum.host, lang),
        when: when(stage),
        machine_when: stage.zone().local(forum.starts_at).to_rfc3339(),
        zone: i18n::zone_note(lang, stage.zone(), forum.starts_at),
        place: venue.map(|v| Place { name: said(&v.name, lang), address: said(&v.address, lang) }),
        doors: doors(t, forum, stage.now),
        seats: seat_words(t, stage.shown.seats.of_forum()),
        digest: if few { digest.iter().map(|s| entry(stage, s)).collect() } else { Vec::new() },
        days: if few { Vec::new() } else { day_links(t, edition, &days) },
        scale: scale(t, edition),
        people: if crowd { Vec::new() } else { faces(edition, lang) },
        crowd,
        all_people: t.with("site-people-all", &[("count", &edition.speakers.len().to_string())]),
        interpretation: interpretation(t, edition),
        support: venue.map(|v| plain(v.access.in_lang(lang), 240)).unwrap_or_default(),
        retention: t.with("site-promise-kept", &[("days", &forum.retention_days.to_string())]),
        sample: stage.is_sample(),
        sensitive: forum.sensitive,
    };
    stage.counted(&page, turns(forum).into_iter().chain(days.turn(edition, stage.now)))
}

/// The first hour of a forum of one day; the days of a longer one.
fn when(stage: &Stage) -> String {
    let (forum, lang) = (stage.forum(), stage.lang());
    if forum.first_day() == forum.last_day() {
        i18n::instant(lang, stage.zone(), forum.starts_at)
    } else {
        i18n::date_range(lang, forum.first_day(), forum.last_day())
    }
}

fn entry<'a>(stage: &Stage, session: &'a Listed) -> Entry<'a> {
    let t = stage.t();
    Entry {
        clock: clock_of(stage.zone(), session),
        href: format!("/{}/sessions/{}", stage.forum().slug, session.no),
        title: said(&session.title, t.lang()),
        about: about(t, session),
        sample: session.illustrative,
    }
}

/// What stands below its title: the subtitle, and who takes part.
fn about(t: Tr, session: &Listed) -> String {
    let parts = [session.subtitle.in_lang(t.lang()).to_owned(), cast_line(t, &session.people)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Who takes part, in one line: those of a large part only by their number.
fn cast_line(t: Tr, people: &[Part]) -> String {
    let parts = casts(t, people).into_iter().map(|cast| {
        let names = cast.names.iter().map(|name| name.text).collect::<Vec<_>>().join(", ");
        let count = cast.names.len().to_string();
        match (cast.role.is_empty(), cast.bold || cast.names.len() < 3) {
            (true, _) => names,
            (false, true) => t.with("site-cast", &[("role", &cast.role), ("names", &names)]),
            (false, false) => t.with("site-cast-many", &[("role", &cast.role), ("count", &count)]),
        }
    });
    parts.collect::<Vec<_>>().join(" · ")
}

fn day_links(t: Tr, edition: &Edition, days: &Days) -> Vec<DayLink> {
    let slug = &edition.forum.slug;
    let link = |day: &chrono::NaiveDate| DayLink {
        href: format!("/{slug}/programme?day={day}"),
        date: i18n::date(t.lang(), *day),
        count: t.with("site-sessions", &[("count", &days.count(edition, *day).to_string())]),
    };
    edition.programme.days.iter().map(link).collect()
}

fn faces(edition: &Edition, lang: Lang) -> Vec<Face<'_>> {
    let face = |speaker| face(edition, lang, speaker);
    edition.speakers.iter().take(PEOPLE).map(face).collect()
}

fn face<'a>(edition: &Edition, lang: Lang, speaker: &'a crate::speakers::Speaker) -> Face<'a> {
    Face {
        href: format!("/{}/speakers/{}", edition.forum.slug, speaker.id),
        name: said(&speaker.name, lang),
        title: speaker.title.in_lang(lang),
    }
}

/// What is interpreted anywhere: as its sessions say when they all say the same, else the languages.
fn interpretation(t: Tr, edition: &Edition) -> String {
    let mut told: Vec<&Listed> =
        edition.programme.sessions.iter().filter(|s| !s.interpretation.is_empty()).collect();
    told.dedup_by_key(|s| (s.languages.clone(), s.interpretation.clone()));
    match told.as_slice() {
        [] => String::new(),
        [only] => spoken(t, only),
        several => {
            let mut into: Vec<String> =
                several.iter().flat_map(|s| s.interpretation.iter().cloned()).collect();
            into.sort();
            into.dedup();
            t.with("site-interpreted-only", &[("into", &languages(t, &into))])
        }
    }
}
