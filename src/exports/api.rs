//! Attendance lists for programs.

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::accounts::{Access, Permission, Route, Scope};
use crate::db::Db;
use crate::types::Clock;
use crate::web::{Fault, Places, Problem, Query, Reader, attachment, send_file};

use super::commands::{Exported, export};
use super::model::{ExportWish, Format};

/// The routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let access = Access::Desk(Permission::ExportPeople);
    vec![
        Route::get("/api/v1/forums/{forum}/attendance.csv", access, export_attendance_csv),
        Route::get("/api/v1/forums/{forum}/attendance.xlsx", access, export_attendance_xlsx),
    ]
}

/// A finished list as the answer.
#[must_use]
pub fn download(list: Exported) -> HttpResponse {
    let (plain, name) = &list.names;
    send_file(attachment(list.format.media(), plain, name), list.file, list.bytes)
}

async fn answer(
    format: Format,
    db: &Db,
    clock: &Clock,
    places: &Places,
    reader: &Reader,
    scope: &Scope,
    query: &Query,
) -> Result<HttpResponse, Fault> {
    let wish = ExportWish::parse(&query.0, Some(format), reader.lang)?;
    Ok(download(export(db, clock, scope, &wish, &places.scratch).await?))
}

/// The attendance list of a forum as CSV: UTF-8 with a byte order mark, headings in the reader's
/// language, no cell that a spreadsheet would run. Every list is in the audit log with its purpose.
#[utoipa::path(
    get, path = "/api/v1/forums/{forum}/attendance.csv", tag = "exports",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("purpose" = String, Query, description = "What the list is for, 1 to 300 characters"),
        ("state" = Option<String>, Query, description = "`confirmed` (when absent), `waitlisted`, `withdrawn`, `cancelled` or `all`; with a session, that of the seat"),
        ("session" = Option<i32>, Query, description = "Only those of the session of this number"),
        ("category" = Option<String>, Query, description = "Only those of the category of this code"),
        ("email" = Option<bool>, Query, description = "With addresses"),
        ("needs" = Option<bool>, Query, description = "With what people need"),
        ("by_session" = Option<bool>, Query, description = "A column for each session with seats"),
        ("column" = Option<String>, Query, description = "Only the columns named, repeated for each"),
    ),
    responses(
        (status = 200, description = "The list", content_type = "text/csv"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn export_attendance_csv(
    db: Data<Db>,
    clock: Data<Clock>,
    places: Data<Places>,
    reader: Reader,
    scope: Scope,
    query: Query,
) -> Result<HttpResponse, Fault> {
    answer(Format::Csv, &db, &clock, &places, &reader, &scope, &query).await
}

/// The attendance list of a forum as an Excel workbook: cells are text, times are dates, no formulas;
/// a second sheet says what the list is. Takes the same parameters as the CSV.
#[utoipa::path(
    get, path = "/api/v1/forums/{forum}/attendance.xlsx", tag = "exports",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("purpose" = String, Query, description = "What the list is for, 1 to 300 characters"),
        ("state" = Option<String>, Query), ("session" = Option<i32>, Query),
        ("category" = Option<String>, Query), ("email" = Option<bool>, Query),
        ("needs" = Option<bool>, Query), ("by_session" = Option<bool>, Query),
        ("column" = Option<String>, Query),
    ),
    responses(
        (status = 200, description = "The list",
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn export_attendance_xlsx(
    db: Data<Db>,
    clock: Data<Clock>,
    places: Data<Places>,
    reader: Reader,
    scope: Scope,
    query: Query,
) -> Result<HttpResponse, Fault> {
    answer(Format::Xlsx, &db, &clock, &places, &reader, &scope, &query).await
}
