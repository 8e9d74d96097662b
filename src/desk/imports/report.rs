use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, block};
use askama::Template;

use crate::accounts::Scope;
use crate::agenda::intake::NoteKind;
use crate::agenda::{self, Counts, Fate, ImportReport, Takeover, UploadRow};
use crate::i18n::Tr;
use crate::types::{ImportId, Zone};
use crate::web::{Fault, Form, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, load_shell};

/// Most differences of one fate, and most notes, that the page tells.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "desk/imports/report.html")]
struct ReportPage {
    shell: Shell,
    notice: String,
    slug: String,
    action: String,
    drop: String,
    /// What the file was called, and what kind it is.
    file: String,
    format: String,
    source: String,
    /// By which the same outcome is known again.
    mark: String,
    sums: Vec<Sum>,
    fates: Vec<FateView>,
    notes: Vec<NoteView>,
    /// How many notes are not shown; empty for none.
    more_notes: String,
    nothing: bool,
}

struct Sum {
    what: String,
    added: usize,
    changed: usize,
    unchanged: usize,
}

struct FateView {
    code: &'static str,
    heading: String,
    lead: String,
    lines: Vec<Line>,
    /// How many are not shown; empty for none.
    more: String,
}

struct Line {
    thing: String,
    no: String,
    name: String,
    lang: &'static str,
    words: Vec<String>,
}

struct NoteView {
    kind: &'static str,
    kind_words: String,
    line: String,
    words: String,
}

/// What taking the waiting file over would do.
pub async fn show_report(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let row = waiting(&desk, &scope, &at).await?;
    let report = run(&desk, &scope, &row, Takeover::Rehearse).await?;
    html_status(StatusCode::OK, &page(&desk, &scope, &row, &report, String::new()).await?)
}

/// Takes the file over, if that still does what its reader saw.
pub async fn submit_import(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let row = waiting(&desk, &scope, &at).await?;
    let report = run(&desk, &scope, &row, Takeover::KeepAs(form.one("mark"))).await?;
    if report.dry_run {
        let notice = desk.reader.t().s("intake-meanwhile");
        let page = page(&desk, &scope, &row, &report, notice).await?;
        return html_status(StatusCode::CONFLICT, &page);
    }
    agenda::drop_upload(&desk.db, &scope, row.id).await?;
    Ok(see_other(format!("/desk/{}/import?done=imported", scope.slug())))
}

/// Forgets the file.
pub async fn submit_drop(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let row = waiting(&desk, &scope, &at).await?;
    agenda::drop_upload(&desk.db, &scope, row.id).await?;
    Ok(see_other(format!("/desk/{}/import?done=dropped", scope.slug())))
}

async fn waiting(desk: &Desk, scope: &Scope, at: &(String, String)) -> Result<UploadRow, Fault> {
    let id: ImportId = at.1.parse().or(Err(Fault::NotFound))?;
    let mut conn = desk.db.conn().await?;
    Ok(agenda::import_upload(&mut conn, scope, id).await?)
}

async fn run(
    desk: &Desk,
    scope: &Scope,
    row: &UploadRow,
    how: Takeover<'_>,
) -> Result<ImportReport, Fault> {
    let asked = row.zone.as_deref().and_then(Zone::parse);
    let (bytes, forum) = (row.bytes.clone(), scope.zone());
    let read = block(move || agenda::read_schedule(&bytes, asked, Some(forum)))
        .await
        .map_err(anyhow::Error::from)?;
    let intake = read.map_err(|reason| Fault::refused(&agenda::ImportRefusal::from(reason)))?;
    Ok(agenda::import(&desk.db, &desk.clock, scope, &intake, None, how).await?)
}

async fn page(
    desk: &Desk,
    scope: &Scope,
    row: &UploadRow,
    report: &ImportReport,
    notice: String,
) -> Result<ReportPage, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let title = t.s("intake-report-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Sessions, title).await?;
    let action = format!("/desk/{}/import/{}", forum.slug, row.id);
    Ok(ReportPage {
        shell,
        notice,
        slug: forum.slug.to_string(),
        drop: format!("{action}/drop"),
        action,
        file: row.name.clone(),
        format: t.s(&format!("intake-format-{}", report.format)),
        source: report.source.clone(),
        mark: report.mark(),
        sums: sums(t, report),
        fates: Fate::ALL.into_iter().filter_map(|fate| fate_view(t, report, fate)).collect(),
        notes: report.notes.iter().take(MOST).map(|note| note_view(t, note)).collect(),
        more_notes: more(t, report.notes.len()),
        nothing: !report.any(),
    })
}

fn more(t: Tr, count: usize) -> String {
    match count.saturating_sub(MOST) {
        0 => String::new(),
        more => t.with("intake-more", &[("count", &more.to_string())]),
    }
}

fn sums(t: Tr, report: &ImportReport) -> Vec<Sum> {
    let kinds = [
        ("intake-thing-session", report.sessions),
        ("intake-thing-room", report.rooms),
        ("intake-thing-track", report.tracks),
        ("intake-thing-speaker", report.speakers),
    ];
    let sum = |(key, Counts { added, changed, unchanged }): (&str, Counts)| Sum {
        what: t.s(key),
        added,
        changed,
        unchanged,
    };
    kinds.into_iter().map(sum).collect()
}

fn fate_view(t: Tr, report: &ImportReport, fate: Fate) -> Option<FateView> {
    let count = report.count(fate);
    if count == 0 {
        return None;
    }
    let (heading, lead) = match fate {
        Fate::New => ("intake-fate-new", "intake-fate-new-lead"),
        Fate::Changed => ("intake-fate-changed", ""),
        Fate::Gone => ("intake-fate-gone", "intake-fate-gone-lead"),
    };
    let line = |one: &agenda::Difference| Line {
        thing: t.s(&format!("intake-thing-{}", one.thing.code())),
        no: one.no.map(|no| no.to_string()).unwrap_or_default(),
        name: one.name.in_lang(t.lang()).to_owned(),
        lang: one.name.lang_shown(t.lang()).code(),
        words: report.told.words(t, one),
    };
    let own = report.differences.iter().filter(|one| one.fate == fate);
    Some(FateView {
        code: fate.code(),
        heading: t.with(heading, &[("count", &count.to_string())]),
        lead: if lead.is_empty() { String::new() } else { t.s(lead) },
        lines: own.take(MOST).map(line).collect(),
        more: more(t, count),
    })
}

fn note_view(t: Tr, note: &agenda::ImportNote) -> NoteView {
    let (kind, key) = match note.kind {
        NoteKind::Assumed => ("info", "intake-kind-assumed"),
        NoteKind::Dropped => ("", "intake-kind-dropped"),
        NoteKind::Clash => ("warn", "intake-kind-clash"),
    };
    let line = note.line.map(|line| t.with("intake-line", &[("line", &line.to_string())]));
    NoteView {
        kind,
        kind_words: t.s(key),
        line: line.unwrap_or_default(),
        words: t.with(&note.key, &[("detail", &note.detail)]),
    }
}
