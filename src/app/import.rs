use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::accounts::{ForumWall, Scope, forum_by_slug};
use crate::agenda::intake::{Intake, NoteKind};
use crate::agenda::{self, Counts, Fate, ImportReport, Takeover};
use crate::config::Settings;
use crate::forum::Founder;
use crate::i18n::Tr;
use crate::types::{ActorRef, Lang, Slug, Zone};

use super::Parts;
use super::cli::{existing, refused, with_parts};
use super::serve::say;

/// What `madang import` takes.
#[derive(Args)]
pub struct ImportArgs {
    /// The schedule: schedule.xml, schedule.json, CSV, or JSON of pretalx, Sessionize or OPass.
    file: PathBuf,
    /// The forum's name in addresses.
    #[arg(long)]
    forum: String,
    /// Make the forum if there is none.
    #[arg(long)]
    create: bool,
    /// The zone of times that name none, for example Asia/Seoul.
    #[arg(long)]
    zone: Option<String>,
    /// Only report; change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Brings a schedule in, and reports what was assumed or refused; false when it was refused.
///
/// # Errors
/// A file that can not be read, a database that can not be reached.
pub async fn import(settings: &Settings, args: ImportArgs) -> anyhow::Result<bool> {
    let bytes = existing(&args.file)?;
    let zone =
        match &args.zone {
            Some(name) => Some(Zone::parse(name).with_context(|| {
                format!("{name} is not a time zone: write one such as Asia/Seoul")
            })?),
            None => None,
        };
    let slug = Slug::parse(&args.forum).map_err(|fault| {
        anyhow::anyhow!("--forum {}: {}", args.forum, Tr(Lang::En).code(fault.code, &fault.params))
    })?;
    with_parts(settings, async |parts| {
        let mut conn = parts.db.conn().await?;
        let wall = forum_by_slug(&mut conn, slug.as_str()).await?;
        drop(conn);
        if wall.is_none() && !args.create {
            anyhow::bail!("there is no forum {slug}: add --create to make it");
        }
        let began = std::time::Instant::now();
        let found = match agenda::read_schedule(&bytes, zone, wall.as_ref().map(|wall| wall.zone)) {
            Ok(found) => found,
            Err(refusal) => {
                let words = Tr(Lang::En).code(refusal.code(), &refusal.params());
                say(&format!("Refused, nothing was changed. {words}"));
                return Ok(false);
            }
        };
        let read = began.elapsed();
        let report = bring_in(&parts, &args, wall, slug, &found).await?;
        tell(&report);
        let stored = began.elapsed().saturating_sub(read);
        say(&format!("Read in {} ms, stored in {} ms.", read.as_millis(), stored.as_millis()));
        Ok(true)
    })
    .await
}

async fn bring_in(
    parts: &Parts,
    args: &ImportArgs,
    wall: Option<ForumWall>,
    slug: Slug,
    found: &Intake,
) -> anyhow::Result<ImportReport> {
    let refusal = |stop| refused(stop, "refused, nothing was changed");
    match wall {
        Some(wall) => {
            let scope = Scope::trusted(wall, ActorRef::Operator);
            let how = if args.dry_run { Takeover::Rehearse } else { Takeover::Keep };
            let done = agenda::import(&parts.db, &parts.clock, &scope, found, None, how).await;
            done.map_err(refusal)
        }
        None => {
            let (db, clock, founder) = (&parts.db, &parts.clock, Founder::Operator);
            let done =
                agenda::import_new(db, clock, founder, slug, found, Scope::trusted, args.dry_run)
                    .await;
            done.map(|made| made.report).map_err(refusal)
        }
    }
}

/// Most differences of one fate told one by one.
const DIFFERENCES: usize = 40;

fn compare(report: &ImportReport) {
    let t = Tr(Lang::En);
    for fate in Fate::ALL {
        let all: Vec<_> = report.differences.iter().filter(|one| one.fate == fate).collect();
        for one in all.iter().take(DIFFERENCES) {
            let no = one.no.map(|no| format!(" {no}")).unwrap_or_default();
            let (thing, name) = (one.thing.code(), one.name.in_lang(Lang::En));
            let mut words = report.told.words(t, one).join("; ");
            if !words.is_empty() {
                words.insert_str(0, " — ");
            }
            say(&format!("  {} {thing}{no}: {name}{words}", fate.code()));
        }
        if all.len() > DIFFERENCES {
            say(&format!("  … and {} more {}", all.len() - DIFFERENCES, fate.code()));
        }
    }
}

/// Most notes told one by one.
const NOTES: usize = 20;

fn tell(report: &ImportReport) {
    let t = Tr(Lang::En);
    say(if report.dry_run { "Dry run: nothing was changed." } else { "Imported." });
    let kinds = [
        ("sessions", report.sessions),
        ("rooms", report.rooms),
        ("tracks", report.tracks),
        ("people", report.speakers),
    ];
    for (what, count) in kinds {
        let Counts { added, changed, unchanged } = count;
        say(&format!(
            "  {what}: {} ({added} added, {changed} changed, {unchanged} unchanged)",
            count.total()
        ));
    }
    compare(report);
    for note in report.notes.iter().take(NOTES) {
        let kind = match note.kind {
            NoteKind::Assumed => "assumed",
            NoteKind::Dropped => "left out",
            NoteKind::Clash => "clash",
        };
        let line = note.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        say(&format!("  {kind}: {line}{}", t.with(&note.key, &[("detail", &note.detail)])));
    }
    if report.notes.len() > NOTES {
        say(&format!("  … and {} more notes", report.notes.len() - NOTES));
    }
}
