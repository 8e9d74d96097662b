use actix_web::HttpResponse;
use actix_web::web::{Data, Payload, block};
use serde::Serialize;
use utoipa::ToSchema;

use crate::accounts::Scope;
use crate::db::Db;
use crate::i18n::Tr;
use crate::types::{Clock, Words, Zone, optional_line};
use crate::web::{Fault, Problem, Query, Reader, json, read};

use super::super::commands::{Takeover, import};
use super::super::comparing::Told;
use super::super::intake::NoteKind;
use super::super::model::{Difference, FieldChange};
use super::super::reading::{MOST_BYTES, read_schedule};
use super::super::refusal::ImportRefusal;
use super::super::report::{Counts, ImportNote, ImportReport};

/// What an import did with the things of one kind.
#[derive(Serialize, ToSchema)]
struct ImportCounts {
    added: usize,
    changed: usize,
    unchanged: usize,
}

impl From<Counts> for ImportCounts {
    fn from(counts: Counts) -> Self {
        let Counts { added, changed, unchanged } = counts;
        Self { added, changed, unchanged }
    }
}

/// Something to know about an import.
#[derive(Serialize, ToSchema)]
struct ImportNoteBody {
    /// The line of the file, where it is about one.
    line: Option<u64>,
    /// `assumed`, `dropped` or `clash`.
    kind: &'static str,
    /// A stable word for machines.
    code: String,
    /// What it is about: ids, names or a count.
    detail: String,
    /// A sentence in the reader's language.
    message: String,
}

/// What an import did, or would do.
#[derive(Serialize, ToSchema)]
pub struct ImportBody {
    /// Nothing was kept: this is what would have been done.
    dry_run: bool,
    /// Whose ids the file has.
    source: String,
    /// `schedule-xml`, `schedule-json`, `csv`, `pretalx`, `sessionize` or `opass`.
    format: &'static str,
    sessions: ImportCounts,
    rooms: ImportCounts,
    tracks: ImportCounts,
    speakers: ImportCounts,
    notes: Vec<ImportNoteBody>,
    /// What is new, what differs and in what, and what the file does not have any more.
    differences: Vec<ImportDifference>,
}

/// A field that reads differently.
#[derive(Serialize, ToSchema)]
struct ImportField {
    /// `added` (when and where), `moved`, `retitled`, `people`, `languages`, `named`, `subtitle`,
    /// `abstract`, `kind`, `track`, `parts`, `size`, `colour` or `biography`.
    field: &'static str,
    /// A sentence in the reader's language.
    message: String,
}

/// What an import does to one thing.
#[derive(Serialize, ToSchema)]
struct ImportDifference {
    /// `session`, `room`, `track` or `speaker`.
    thing: &'static str,
    /// `new`, `changed` or `gone`; what is gone from the file stays here.
    fate: &'static str,
    /// The number of a session.
    session: Option<i32>,
    /// What it is called, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    fields: Vec<ImportField>,
}

impl ImportDifference {
    fn of(difference: &Difference, told: &Told, t: Tr) -> Self {
        let field = |field: &FieldChange| {
            Some(ImportField { field: field.code(), message: told.field(t, field)? })
        };
        Self {
            thing: difference.thing.code(),
            fate: difference.fate.code(),
            session: difference.no,
            name: difference.name.clone(),
            fields: difference.fields.iter().filter_map(field).collect(),
        }
    }
}

impl ImportBody {
    fn of(report: ImportReport, t: Tr) -> Self {
        let told = &report.told;
        let differences =
            report.differences.iter().map(|one| ImportDifference::of(one, told, t)).collect();
        let note = |note: ImportNote| ImportNoteBody {
            line: note.line,
            kind: match note.kind {
                NoteKind::Assumed => "assumed",
                NoteKind::Dropped => "dropped",
                NoteKind::Clash => "clash",
            },
            message: t.with(&note.key, &[("detail", &note.detail)]),
            code: note.key,
            detail: note.detail,
        };
        Self {
            dry_run: report.dry_run,
            source: report.source,
            format: report.format,
            sessions: report.sessions.into(),
            rooms: report.rooms.into(),
            tracks: report.tracks.into(),
            speakers: report.speakers.into(),
            notes: report.notes.into_iter().map(note).collect(),
            differences,
        }
    }
}

/// Takes a schedule over into the forum, as the file itself: `schedule.xml`, `schedule.json` (v1), CSV,
/// pretalx talks, Sessionize or OPass, told apart by what is in it. What was taken over from the same
/// source before is updated; whether a speaker is hidden is not. All of it or nothing.
#[utoipa::path(
    post,
    path = "/api/v1/forums/{forum}/schedule/import",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("dry_run" = Option<bool>, Query, description = "`true` reports what would be done and keeps nothing"),
        ("zone" = Option<String>, Query, description = "IANA zone of times without an offset; else the file's, else the forum's"),
        ("source" = Option<String>, Query, description = "Whose ids the file has; else its acronym, else its format"),
    ),
    request_body(content = String, content_type = "application/octet-stream", description = "The file, at most 20 MB"),
    responses(
        (status = 200, description = "What was done, or would be", body = ImportBody),
        (status = 400, description = "`dry_run` or `source` can not be read", body = Problem),
        (status = 404, description = "No such forum, or another's", body = Problem),
        (status = 409, description = "`agenda.forum_over`", body = Problem),
        (status = 413, description = "The file is too large", body = Problem),
        (status = 422, description = "The file is refused: line and reason are told, and nothing was changed", body = Problem),
    ),
)]
pub async fn import_schedule(
    reader: Reader,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    Query(query): Query,
    payload: Payload,
) -> Result<HttpResponse, Fault> {
    let dry_run = match query.one("dry_run") {
        "" | "false" => false,
        "true" => true,
        _ => return Err(Fault::Malformed("dry_run".to_owned())),
    };
    let source =
        optional_line(query.one("source"), 100).or(Err(Fault::Malformed("source".to_owned())))?;
    let asked = match query.one("zone") {
        "" => None,
        name => Some(Zone::parse(name).ok_or_else(|| {
            Fault::refused(&ImportRefusal::ZoneUnknown { name: name.chars().take(60).collect() })
        })?),
    };
    let bytes = read(payload.into_inner(), MOST_BYTES).await?;
    let forum = scope.zone();
    let intake = block(move || read_schedule(&bytes, asked, Some(forum)))
        .await
        .map_err(anyhow::Error::from)?
        .map_err(|reason| Fault::refused(&ImportRefusal::from(reason)))?;
    let how = if dry_run { Takeover::Rehearse } else { Takeover::Keep };
    let report = import(&db, &clock, &scope, &intake, source.as_deref(), how).await?;
    Ok(json(&ImportBody::of(report, reader.t())))
}
