//! A table: one session per row under a header row, as spreadsheets save it.
//!
//! Columns, in any order and case, in English or Korean: `id`, `guid`, `title` (needed), `title_en`,
//! `subtitle`, `kind`, `track`, `room`, `day`, `start` (needed; a time, or a date with a time),
//! `end` or `duration` (one is needed; a duration is `0:45` or minutes), `speakers` (divided by `;`),
//! `language`, `abstract`, `description`, `url`. Others are left out and noted.

use csv::{ErrorKind, Position, ReaderBuilder, StringRecord};

use super::columns::{Column, Columns};
use super::draft::{Draft, PersonDraft, SessionDraft, TrackDraft, within};
use super::place::{Lines, Located};
use super::wall::{Moment, moment};
use super::{Flaw, Format, IntakeRefusal, limits};
use crate::types::unguarded;

/// True where the first row holds the columns that no table can do without.
pub(super) fn looks_like_one(text: &str) -> bool {
    let header = header(text);
    let cells = header.split(char::from(separator(header)));
    let columns = Columns::of(cells.map(|cell| cell.trim().trim_matches('"')));
    columns.has(Column::Title)
}

/// Reads the table into a draft.
pub(super) fn read(text: &str) -> Result<Draft, IntakeRefusal> {
    let separator = separator(header(text));
    if let Some(line) = open_quote(text, separator) {
        return Err(IntakeRefusal::Malformed { line, column: 1, reason: Flaw::CutShort });
    }
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let rows = Rows { lines: Lines::of(text), text };
    let columns = Columns::of(reader.headers().map_err(|error| rows.refusal(&error))?.iter());
    for (column, field) in [(Column::Title, "title"), (Column::Start, "start")] {
        if !columns.has(column) {
            return Err(IntakeRefusal::MissingField { line: 1, field });
        }
    }
    let mut draft = Draft::new(Format::Csv);
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).map_err(|error| rows.refusal(&error))? {
        let line = rows.line(row.position());
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            draft.add(session(&columns, &row, line)?)?;
        }
    }
    draft.ignored = columns.ignored;
    Ok(draft)
}

fn session(
    columns: &Columns,
    row: &StringRecord,
    line: u64,
) -> Result<SessionDraft, IntakeRefusal> {
    let cell = |column| {
        let text = columns.place(column).and_then(|place| row.get(place)).unwrap_or_default();
        // Lists we hand out keep spreadsheets from running a cell; that goes again here.
        Located::some(unguarded(text), line)
    };
    let start = cell(Column::Start);
    // A start may carry its date with it; the day column is then only the conference day.
    let is_whole = start
        .as_ref()
        .and_then(|start| moment(start.trimmed()))
        .is_some_and(|moment| !matches!(moment, Moment::Day(_)));
    let (date, start) = if is_whole { (start, None) } else { (None, start) };
    let people = cell(Column::Speakers).map(|text| people(&text)).unwrap_or_default();
    within(people.len(), "people", limits::SESSION_PEOPLE, line)?;
    Ok(SessionDraft {
        line,
        id: cell(Column::Id),
        guid: cell(Column::Guid),
        title: cell(Column::Title),
        title_en: cell(Column::TitleEn),
        subtitle: cell(Column::Subtitle),
        abstract_: cell(Column::Abstract),
        description: cell(Column::Description),
        kind: cell(Column::Kind),
        track: TrackDraft { name: cell(Column::Track), ..TrackDraft::default() },
        room: cell(Column::Room),
        language: cell(Column::Language),
        day: cell(Column::Day),
        date,
        start,
        end: cell(Column::End),
        duration: cell(Column::Duration),
        url: cell(Column::Url),
        people,
        is_row: true,
        ..SessionDraft::default()
    })
}

fn people(cell: &Located) -> Vec<PersonDraft> {
    let line = cell.line;
    let names = cell.text.split([';', '\n', '|']);
    names
        .filter_map(|name| Located::some(name, line))
        .map(|name| PersonDraft { name: Some(name), line, ..PersonDraft::default() })
        .collect()
}

fn header(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()
}

/// Excel writes semicolons where the comma is the decimal mark, and tabs as "Unicode text".
fn separator(header: &str) -> u8 {
    let count = |mark: u8| header.bytes().filter(|byte| *byte == mark).count();
    let mut best = b',';
    for mark in [b';', b'\t'] {
        if count(mark) > count(best) {
            best = mark;
        }
    }
    best
}

/// The line of a quotation mark that is never closed: the csv crate takes the rest of the file for
/// one cell then, and a file cut short would pass.
fn open_quote(text: &str, separator: u8) -> Option<u64> {
    #[derive(PartialEq)]
    enum At {
        CellStart,
        Plain,
        Quoted,
        Closing,
    }
    let (mut at, mut line, mut opened_on) = (At::CellStart, 1, 1);
    for byte in text.bytes() {
        at = match (at, byte) {
            (At::CellStart, b'"') => {
                opened_on = line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Closing,
            (At::Quoted, _) | (At::Closing, b'"') => At::Quoted,
            (_, b'\n' | b'\r') => At::CellStart,
            (_, byte) if byte == separator => At::CellStart,
            _ => At::Plain,
        };
        line += u64::from(byte == b'\n');
    }
    (at == At::Quoted).then_some(opened_on)
}

/// Where rows stand. The csv crate places a row before the line feed that ends the row above it when
/// lines end as Windows ends them, which is a line too early.
struct Rows<'a> {
    lines: Lines<'a>,
    text: &'a str,
}

impl Rows<'_> {
    fn line(&self, position: Option<&Position>) -> u64 {
        let offset = position.map_or(0, Position::byte);
        let start = usize::try_from(offset).ok().and_then(|at| self.text.get(at..));
        let breaks = start.map_or(0, |rest| {
            rest.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).map(|_| 1).sum()
        });
        self.lines.line(offset + breaks)
    }

    fn refusal(&self, error: &csv::Error) -> IntakeRefusal {
        let reason = match error.kind() {
            ErrorKind::UnequalLengths { .. } => Flaw::Cells,
            _ => Flaw::Syntax,
        };
        IntakeRefusal::Malformed { line: self.line(error.position()), column: 1, reason }
    }
}
