use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::agenda::{Listed, Neighbour, SessionDetail, session_detail};
use crate::forum::is_past;
use crate::i18n;
use crate::speakers::{SharedSlides, shared_slides};
use crate::types::Lang;
use crate::web::{Fault, ForumItem, Shell, markdown, plain};

use super::days::Days;
use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{Doors, Said, SeatWords, doors, role, said, seat_words, spoken, turns};

#[derive(Template)]
#[template(path = "site/session.html")]
struct SessionPage<'a> {
    shell: Shell,
    /// What search engines read of it (JSON-LD), safe in a `script` element; empty where nothing is told.
    data: String,
    slug: &'a str,
    no: i32,
    /// The programme on the day of it.
    day_href: String,
    day: String,
    title: Said<'a>,
    /// The title in the other language.
    other_title: Option<Said<'a>>,
    subtitle: Said<'a>,
    kind: String,
    interpreted: bool,
    when: String,
    machine_when: String,
    zone: String,
    /// Whether the time is illustrative.
    sample_time: bool,
    sample: bool,
    room: Option<Room<'a>>,
    spoken: String,
    track: Option<(String, Said<'a>)>,
    people: Vec<Person<'a>>,
    files: Vec<FileLine<'a>>,
    /// What it is about, as safe HTML, and its language.
    about: String,
    about_lang: &'static str,
    pause: bool,
    over: bool,
    doors: Doors,
    seats: Option<SeatWords>,
    before: Option<Near<'a>>,
    after: Option<Near<'a>>,
}

struct Room<'a> {
    name: Said<'a>,
    /// Venue and floor.
    note: String,
    step_free: Option<bool>,
}

struct Person<'a> {
    href: String,
    role: String,
    name: Said<'a>,
    title: &'a str,
}

/// Slides to take away.
struct FileLine<'a> {
    href: String,
    name: &'a str,
    speaker: Said<'a>,
    size: String,
}

struct Near<'a> {
    no: i32,
    title: Said<'a>,
}

/// One session.
pub async fn show(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    // One number has one address: neither `+7` nor `007` is one of ours.
    let (_, text) = path.into_inner();
    let no: i32 = text.parse().ok().ok_or(Fault::NotFound)?;
    if no.to_string() != text {
        return Err(Fault::NotFound);
    }
    let below = format!("/sessions/{no}");
    visit
        .forum_page_with(
            &below,
            async |db, scope, edition| {
                edition.session(no).ok_or(Fault::NotFound)?;
                let mut conn = db.conn().await?;
                let detail = session_detail(&mut conn, scope, no).await?.ok_or(Fault::NotFound)?;
                let mut files = shared_slides(&mut conn, scope, detail.session.id).await?;
                // Who has no part in what is shown is not named by their slides either.
                let people = &detail.session.people;
                files.retain(|file| people.iter().any(|part| part.speaker == file.speaker));
                Ok((detail, files))
            },
            |stage, (detail, files)| render(stage, &detail, &files),
        )
        .await
}

fn render(stage: &Stage, detail: &SessionDetail, files: &[SharedSlides]) -> Result<Made, Fault> {
    let (t, lang, session) = (stage.t(), stage.lang(), &detail.session);
    let slug = stage.forum().slug.as_str();
    let text = detail.abstract_.in_lang(lang);
    let page = SessionPage {
        shell: stage.listed(session.title.in_lang(lang), ForumItem::Programme, &plain(text, 160)),
        data: stage
            .billing(session.room.as_ref().map(|room| room.id))
            .and_then(|all| all.session(session))
            .unwrap_or_default(),
        slug,
        no: session.no,
        day_href: format!("/{slug}/programme?day={}", session.day),
        day: i18n::date(lang, session.day),
        title: said(&session.title, lang),
        other_title: other_title(session, lang),
        subtitle: said(&session.subtitle, lang),
        kind: t.s(session.kind.key()),
        interpreted: !session.interpretation.is_empty(),
        when: when(stage, session),
        machine_when: stage.zone().local(session.starts_at).to_rfc3339(),
        zone: i18n::zone_note(lang, stage.zone(), session.starts_at),
        sample_time: session.illustrative,
        sample: stage.is_sample(),
        room: room(stage, session),
        spoken: spoken(t, session),
        track: session.track.as_ref().map(|track| {
            (format!("/{slug}/programme?track={}", track.slug), said(&track.name, lang))
        }),
        people: people(stage, session),
        files: files.iter().map(|file| file_line(stage, file)).collect(),
        about: markdown(text),
        about_lang: said(&detail.abstract_, lang).lang,
        pause: session.kind.is_pause(),
        over: is_past(stage.forum(), session.ends_at, stage.now),
        doors: doors(t, stage.forum(), stage.now),
        seats: seat_words(t, stage.shown.seats.of(session)),
        before: detail.before.as_ref().map(|near| neighbour(near, lang)),
        after: detail.after.as_ref().map(|near| neighbour(near, lang)),
    };
    stage.counted(&page, turns(stage.forum()).into_iter().chain([session.ends_at]))
}

fn other_title(session: &Listed, lang: Lang) -> Option<Said<'_>> {
    let other = lang.other();
    let text = session.title.get(other)?;
    let told = session.title.get(lang).is_some_and(|own| own != text);
    told.then(|| Said { text, lang: other.code() })
}

/// The hours; the days too where it lasts for several, or belongs to the night before.
fn when(stage: &Stage, session: &Listed) -> String {
    let (lang, zone) = (stage.lang(), stage.zone());
    let days = Days::of(stage.edition());
    let last = days.last_of(session);
    if last > session.day {
        return i18n::date_range(lang, session.day, last);
    }
    let span = i18n::span(zone, session.starts_at, session.ends_at);
    format!("{} {span}", i18n::date(lang, zone.date(session.starts_at)))
}

fn room<'a>(stage: &Stage, session: &'a Listed) -> Option<Room<'a>> {
    let (t, lang) = (stage.t(), stage.lang());
    let room = session.room.as_ref()?;
    let floor = room.floor.as_ref().map(|floor| t.with("site-room-floor", &[("floor", floor)]));
    let venue = room.venue.in_lang(lang).to_owned();
    let venue = Some(venue).filter(|venue| venue != room.name.in_lang(lang));
    let note: Vec<String> = venue.into_iter().chain(floor).collect();
    Some(Room { name: said(&room.name, lang), note: note.join(" · "), step_free: room.step_free })
}

fn people<'a>(stage: &Stage, session: &'a Listed) -> Vec<Person<'a>> {
    let (t, lang, slug) = (stage.t(), stage.lang(), &stage.forum().slug);
    let person = |part: &'a crate::agenda::Part| Person {
        href: format!("/{slug}/speakers/{}", part.speaker),
        role: role(t, part),
        name: said(&part.name, lang),
        title: part.title.in_lang(lang),
    };
    session.people.iter().map(person).collect()
}

fn file_line<'a>(stage: &Stage, file: &'a SharedSlides) -> FileLine<'a> {
    let kilobytes = (file.size / 1024).max(1);
    FileLine {
        href: format!("/{}/slides/{}.pdf", stage.forum().slug, file.digest),
        name: &file.name,
        speaker: said(&file.speaker_name, stage.lang()),
        size: format!("PDF, {} kB", i18n::number(kilobytes)),
    }
}

fn neighbour(near: &Neighbour, lang: Lang) -> Near<'_> {
    Near { no: near.no, title: said(&near.title, lang) }
}
