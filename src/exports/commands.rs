use std::collections::HashMap;
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::accounts::Scope;
use crate::audit::{self, Entry, Subject};
use crate::db::{Conn, Db, Stop};
use crate::forum;
use crate::i18n::{self, Tr};
use crate::registration::RegistrationState;
use crate::types::{ActorRef, Clock, SessionId, Words};

use super::layout::Layout;
use super::model::{Column, ExportRefusal, ExportWish, Format};
use super::queries::{self, Chosen};
use super::writing::Writing;
use super::xlsx::About;

/// How many people are read at a time.
const PIECE: usize = 2000;

/// A list on its way out.
#[derive(Debug)]
pub struct Exported {
    /// The file, at its beginning; it has no name and is gone when dropped.
    pub file: File,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many people it holds.
    pub rows: u64,
    /// What kind of file it is.
    pub format: Format,
    /// What to call it: in plain letters for old browsers, and in the reader's language.
    pub names: (String, String),
}

/// Writes an attendance list into a file without a name below `tmp`. All of it is read as it stood at
/// one instant, and the audit entry (purpose, columns, selection, rows) is written in that transaction:
/// there is no list without it.
///
/// # Errors
/// No such session or category; too large for a worksheet; a full disk; a broken database.
pub async fn export(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    wish: &ExportWish,
    tmp: &Path,
) -> Result<Exported, Stop<ExportRefusal>> {
    let now = clock.now();
    let (writing, rows) = db
        .tx(async |conn| {
            queries::freeze(conn).await?;
            let (chosen, layout) = look_up(conn, scope, wish).await?;
            let about = about(conn, scope, wish, now).await?;
            let writing = Writing::begin(wish.format, tmp.to_owned(), layout, about);
            let rows = match read_all(conn, scope, &chosen, &writing).await? {
                Ok(rows) => rows,
                Err(rows) => return Err(failed(writing, rows).await),
            };
            audit::record(conn, &entry(scope, wish, rows, now)).await?;
            Ok::<_, Stop<ExportRefusal>>((writing, rows))
        })
        .await?;
    let mut file = writing.end(rows).await?;
    let bytes = file.seek(SeekFrom::End(0)).map_err(ExportRefusal::from)?;
    file.rewind().map_err(ExportRefusal::from)?;
    Ok(Exported { file, bytes, rows, format: wish.format, names: names(scope, wish, now) })
}

/// Writes an attendance list to a path, and says how many people it holds.
///
/// # Errors
/// As [`export`].
pub async fn export_to_file(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    wish: &ExportWish,
    path: &Path,
    tmp: &Path,
) -> Result<u64, Stop<ExportRefusal>> {
    let mut done = export(db, clock, scope, wish, tmp).await?;
    let copied = File::create(path).and_then(|mut file| {
        std::io::copy(&mut done.file, &mut file)?;
        file.sync_all()
    });
    copied.map_err(ExportRefusal::from)?;
    Ok(done.rows)
}

/// Reads the list piece by piece into the writing; `Err` with the rows so far when that has failed.
async fn read_all(
    conn: &mut Conn,
    scope: &Scope,
    chosen: &Chosen,
    writing: &Writing,
) -> Result<Result<u64, u64>, Stop<ExportRefusal>> {
    let (mut rows, mut after) = (0_u64, None);
    let most = i64::try_from(PIECE).unwrap_or(i64::MAX);
    loop {
        let people = queries::attendees(conn, scope, chosen, after, most).await?;
        let count = people.len();
        after = people.last().map(|person| person.line.id);
        rows = rows.saturating_add(u64::try_from(count).unwrap_or_default());
        if count > 0 && !writing.append(people).await {
            return Ok(Err(rows));
        }
        if count < PIECE {
            return Ok(Ok(rows));
        }
    }
}

async fn failed(writing: Writing, rows: u64) -> Stop<ExportRefusal> {
    Stop::Refused(writing.end(rows).await.err().unwrap_or(ExportRefusal::Disk))
}

async fn look_up(
    conn: &mut Conn,
    scope: &Scope,
    wish: &ExportWish,
) -> Result<(Chosen, Layout), Stop<ExportRefusal>> {
    let categories = forum::list_categories(conn, scope).await?;
    let sessions = queries::seated_sessions(conn, scope).await?;
    let category = match &wish.selection.category {
        None => None,
        Some(code) => Some(
            categories
                .iter()
                .find(|category| category.code.as_str() == code)
                .map(|category| category.id)
                .ok_or_else(|| ExportRefusal::UnknownCategory(code.clone()))?,
        ),
    };
    let session = wish.selection.session.map(|no| session_of(&sessions, no)).transpose()?;
    let seats = wish.by_session || wish.columns.contains(&Column::Sessions);
    let numbers: HashMap<SessionId, i32> =
        sessions.iter().filter(|_| seats).map(|(id, no, _)| (*id, *no)).collect();
    let chosen = Chosen {
        state: wish.selection.state,
        session,
        category,
        email: wish.columns.contains(&Column::Email),
        needs: wish.columns.contains(&Column::Needs),
        numbers,
    };
    Ok((chosen, Layout::new(wish, scope.zone(), &categories, &sessions)))
}

fn session_of(
    sessions: &[(SessionId, i32, Words)],
    no: i32,
) -> Result<SessionId, Stop<ExportRefusal>> {
    let found = sessions.iter().find(|(_, own, _)| *own == no);
    found.map(|(id, ..)| *id).ok_or(Stop::Refused(ExportRefusal::UnknownSession(no)))
}

fn entry(scope: &Scope, wish: &ExportWish, rows: u64, now: DateTime<Utc>) -> Entry {
    let subject = Subject::People(scope.forum());
    let columns: Vec<&str> = wish.columns.iter().map(|column| column.code()).collect();
    Entry::new(now, scope.actor(), Some(scope.forum()), "people.exported", subject)
        .purpose(&wish.purpose)
        .detail(json!({
            "format": wish.format.code(),
            "columns": columns,
            "by_session": wish.by_session,
            "state": wish.selection.state.map_or("all", RegistrationState::code),
            "session": wish.selection.session,
            "category": wish.selection.category,
            "rows": rows,
        }))
}

/// What the workbook says of itself.
async fn about(
    conn: &mut Conn,
    scope: &Scope,
    wish: &ExportWish,
    now: DateTime<Utc>,
) -> Result<About, Stop<ExportRefusal>> {
    let t = Tr(wish.lang);
    let forum = forum::find_forum(conn, scope).await?;
    let who = match scope.actor() {
        ActorRef::Staff(id) => queries::staff_email(conn, id).await?.unwrap_or_default(),
        _ => t.s("exports-about-operator"),
    };
    let title = forum.title.in_lang(wish.lang).to_owned();
    let state = wish.selection.state.map_or("everyone", RegistrationState::code);
    let mut lines = vec![
        (t.s("exports-about-forum"), title.clone()),
        (t.s("exports-about-purpose"), wish.purpose.clone()),
        (t.s("exports-about-who"), who),
        (
            t.s("exports-about-when"),
            format!(
                "{} · {}",
                i18n::instant(wish.lang, scope.zone(), now),
                i18n::zone_note(wish.lang, scope.zone(), now)
            ),
        ),
        (t.s("exports-about-state"), t.s(&format!("exports-{state}"))),
    ];
    if let Some(no) = wish.selection.session {
        lines.push((t.s("exports-about-session"), no.to_string()));
    }
    if let Some(code) = &wish.selection.category {
        lines.push((t.s("exports-about-category"), code.clone()));
    }
    lines.push((t.s("exports-about-note"), t.s("exports-about-care")));
    Ok(About {
        list: t.s("exports-sheet-list"),
        about: t.s("exports-sheet-about"),
        title: t.with("exports-title", &[("forum", &title)]),
        made: now,
        lines,
        rows: t.s("exports-about-rows"),
    })
}

fn names(scope: &Scope, wish: &ExportWish, now: DateTime<Utc>) -> (String, String) {
    let (slug, ending) = (scope.slug().as_str(), wish.format.code());
    let day = scope.zone().date(now).format("%Y%m%d");
    let word = Tr(wish.lang).s("exports-file");
    (format!("{slug}-attendance-{day}.{ending}"), format!("{slug}-{word}-{day}.{ending}"))
}
