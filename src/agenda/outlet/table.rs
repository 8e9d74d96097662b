//! The agenda as a table for spreadsheets (RFC 4180), with the headings that `intake` reads back.

use csv::{Terminator, WriterBuilder};

use crate::types::{Lang, guarded};

use super::super::model::Listed;
use super::voice::Voice;

/// The headings, left to right. The English title stands only beside a Korean one.
const HEADINGS: [&str; 16] = [
    "agenda-feed-column-no",
    "agenda-feed-column-day",
    "agenda-feed-column-start",
    "agenda-feed-column-end",
    "agenda-feed-column-title",
    "agenda-feed-column-title-en",
    "agenda-feed-column-subtitle",
    "agenda-feed-column-kind",
    "agenda-feed-column-track",
    "agenda-feed-column-room",
    "agenda-feed-column-speakers",
    "agenda-feed-column-languages",
    "agenda-feed-column-interpretation",
    "agenda-feed-column-abstract",
    "agenda-feed-column-url",
    "agenda-feed-column-guid",
];

/// Writes the table, with the byte order mark without which Excel reads Hangul as Latin-1.
pub(super) fn write(voice: &Voice<'_>) -> anyhow::Result<Vec<u8>> {
    let bytes = "\u{feff}".as_bytes().to_vec();
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    out.write_record(HEADINGS.map(|key| voice.t.s(key)))?;
    for session in &voice.sessions {
        let cells = row(voice, session);
        out.write_record(cells.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    out.into_inner().map_err(|error| anyhow::anyhow!("{error}"))
}

fn row(voice: &Voice<'_>, session: &Listed) -> [String; 16] {
    let clock = |at| voice.local(at).format("%Y-%m-%d %H:%M").to_string();
    let title_en = session
        .title
        .get(Lang::En)
        .filter(|_| voice.lang() == Lang::Ko && session.title.get(Lang::Ko).is_some());
    // A semicolon parts people here, so it can not stand in a name.
    let people = session.people.iter().map(|part| voice.words(&part.name).replace(';', ","));
    [
        session.no.to_string(),
        session.day.to_string(),
        clock(session.starts_at),
        clock(session.ends_at),
        voice.words(&session.title).to_owned(),
        title_en.unwrap_or_default().to_owned(),
        voice.words(&session.subtitle).to_owned(),
        session.kind.code().to_owned(),
        voice.track_name(session).to_owned(),
        voice.room_name(session).to_owned(),
        people.collect::<Vec<_>>().join("; "),
        session.languages.join(", "),
        session.interpretation.join(", "),
        voice.abstract_(session).to_owned(),
        voice.session_page(session),
        session.id.to_string(),
    ]
}
