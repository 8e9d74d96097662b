use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::agenda::{Listed, Part};
use crate::i18n;
use crate::speakers::Speaker;
use crate::types::{Lang, SpeakerId, fold};
use crate::web::{Fault, ForumItem, Shell, markdown, plain};

use super::days::Days;
use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{Said, role, said};

/// Up to this many people stand in the order of precedence; more are looked up by name.
pub const RANKED: usize = 60;
/// Initial consonants of Hangul as dictionaries group them, by their place in Unicode.
const INITIALS: [char; 19] = [
    'ㄱ', 'ㄱ', 'ㄴ', 'ㄷ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅂ', 'ㅅ', 'ㅅ', 'ㅇ', 'ㅈ', 'ㅈ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];

#[derive(Template)]
#[template(path = "site/speakers.html")]
struct SpeakersPage<'a> {
    shell: Shell,
    slug: &'a str,
    count: String,
    ranked: Vec<Face<'a>>,
    letters: Vec<Letter<'a>>,
}

struct Letter<'a> {
    at: usize,
    text: String,
    faces: Vec<Face<'a>>,
}

struct Face<'a> {
    href: String,
    name: Said<'a>,
    title: &'a str,
    /// The address of their photo; empty without one.
    photo: String,
}

#[derive(Template)]
#[template(path = "site/speaker.html")]
struct SpeakerPage<'a> {
    shell: Shell,
    slug: &'a str,
    name: Said<'a>,
    /// The name as the other language writes it.
    other_name: Option<Said<'a>>,
    title: Said<'a>,
    /// The address of their photo; empty without one.
    photo: String,
    biography: String,
    biography_lang: &'static str,
    parts: Vec<PartLine<'a>>,
}

struct PartLine<'a> {
    href: String,
    title: Said<'a>,
    role: String,
    when: String,
    sample: bool,
}

/// Everyone who speaks.
pub async fn show_all(visit: Visit) -> Result<HttpResponse, Fault> {
    visit.forum_page("/speakers", render_all).await
}

fn render_all(stage: &Stage) -> Result<Made, Fault> {
    let (t, edition) = (stage.t(), stage.edition());
    let count = edition.speakers.len();
    let few = count <= RANKED;
    let about = t.with("site-people-about", &[("forum", stage.forum().title.in_lang(t.lang()))]);
    let page = SpeakersPage {
        shell: stage.listed(t.s("web-nav-speakers"), ForumItem::Speakers, &about),
        slug: stage.forum().slug.as_str(),
        count: t.with("site-people", &[("count", &count.to_string())]),
        ranked: if few {
            edition.speakers.iter().map(|speaker| face(stage, speaker)).collect()
        } else {
            Vec::new()
        },
        letters: if few { Vec::new() } else { letters(stage) },
    };
    stage.made(&page, [])
}

/// People by the first letter of their names, in the order of the reader's language.
fn letters(stage: &Stage) -> Vec<Letter<'_>> {
    let lang = stage.lang();
    let mut by_letter: BTreeMap<(u8, char), Vec<(String, &Speaker)>> = BTreeMap::new();
    for speaker in &stage.edition().speakers {
        let key = fold(speaker.name.in_lang(lang));
        by_letter.entry(letter(&key, lang)).or_default().push((key, speaker));
    }
    let mut letters = Vec::new();
    for (at, ((_, text), mut people)) in by_letter.into_iter().enumerate() {
        people.sort_by(|(a, _), (b, _)| a.cmp(b));
        let faces = people.into_iter().map(|(_, speaker)| face(stage, speaker)).collect();
        letters.push(Letter { at: at + 1, text: text.to_string(), faces });
    }
    letters
}

/// The group of a name as search compares it: the reader's own script first, what is neither last.
fn letter(key: &str, lang: Lang) -> (u8, char) {
    let first = key.chars().next().unwrap_or('#');
    let initial = u32::from(first).checked_sub(0x1100).and_then(|at| usize::try_from(at).ok());
    if let Some(initial) = initial.and_then(|at| INITIALS.get(at)) {
        return (u8::from(lang != Lang::Ko), *initial);
    }
    if first.is_ascii_alphabetic() {
        (u8::from(lang == Lang::Ko), first.to_ascii_uppercase())
    } else {
        (2, '#')
    }
}

fn face<'a>(stage: &'a Stage, speaker: &'a Speaker) -> Face<'a> {
    Face {
        href: format!("/{}/speakers/{}", stage.forum().slug, speaker.id),
        name: said(&speaker.name, stage.lang()),
        title: speaker.title.in_lang(stage.lang()),
        photo: photo(stage.forum().slug.as_str(), speaker, true),
    }
}

/// The address of a speaker's photo, whole or as the small square; empty without one.
fn photo(slug: &str, speaker: &Speaker, small: bool) -> String {
    let end = if small { "-s" } else { "" };
    let digest = speaker.photo.as_ref();
    digest.map(|digest| format!("/{slug}/photos/{digest}{end}.jpg")).unwrap_or_default()
}

/// One of them. The address is their id: a name that is corrected keeps its links.
pub async fn show_one(visit: Visit, path: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let (_, text) = path.into_inner();
    let id: SpeakerId = text.parse().ok().ok_or(Fault::NotFound)?;
    if id.to_string() != text {
        return Err(Fault::NotFound);
    }
    visit
        .forum_page(&format!("/speakers/{id}"), move |stage| {
            let known = stage.edition().speakers.iter().find(|speaker| speaker.id == id);
            render_one(stage, known.ok_or(Fault::NotFound)?)
        })
        .await
}

fn render_one(stage: &Stage, speaker: &Speaker) -> Result<Made, Fault> {
    let (lang, slug) = (stage.lang(), stage.forum().slug.as_str());
    let text = speaker.biography.in_lang(lang);
    let name = speaker.name.in_lang(lang);
    let title = speaker.title.in_lang(lang);
    let about = if text.is_empty() { title.to_owned() } else { plain(text, 160) };
    let other = lang.other();
    let other_name = speaker.name.get(other).filter(|written| *written != name);
    let sessions = &stage.edition().programme.sessions;
    let parts = sessions.iter().flat_map(|session| {
        let own = session.people.iter().filter(|part| part.speaker == speaker.id);
        own.map(move |part| part_line(stage, session, part))
    });
    let page = SpeakerPage {
        shell: stage.listed(name, ForumItem::Speakers, &about),
        slug,
        name: said(&speaker.name, lang),
        other_name: other_name.map(|text| Said { text, lang: other.code() }),
        title: said(&speaker.title, lang),
        photo: photo(slug, speaker, false),
        biography: markdown(text),
        biography_lang: said(&speaker.biography, lang).lang,
        parts: parts.collect(),
    };
    stage.made(&page, [])
}

fn part_line<'a>(stage: &Stage, session: &'a Listed, part: &Part) -> PartLine<'a> {
    let (t, lang, zone) = (stage.t(), stage.lang(), stage.zone());
    let days = Days::of(stage.edition());
    let day = i18n::date(lang, zone.date(session.starts_at));
    let room = session.room.as_ref().map(|room| room.name.in_lang(lang));
    let when = if days.is_all_day(session) {
        day
    } else {
        format!("{day} {}", i18n::span(zone, session.starts_at, session.ends_at))
    };
    PartLine {
        href: format!("/{}/sessions/{}", stage.forum().slug, session.no),
        title: said(&session.title, lang),
        role: role(t, part),
        when: [Some(when.as_str()), room].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        sample: session.illustrative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_under_their_letter_in_the_readers_order() {
        for (name, ko, en) in [
            ("김영호", (0, 'ㄱ'), (1, 'ㄱ')),
            ("까치", (0, 'ㄱ'), (1, 'ㄱ')),
            ("Élodie", (1, 'E'), (0, 'E')),
            ("42", (2, '#'), (2, '#')),
            ("", (2, '#'), (2, '#')),
        ] {
            let key = fold(name);
            assert_eq!((letter(&key, Lang::Ko), letter(&key, Lang::En)), (ko, en), "{name}");
        }
    }
}
