use std::path::PathBuf;

use clap::Args;

use crate::accounts::Scope;
use crate::exports::{ExportWish, Format, export_to_file};
use crate::i18n::Tr;
use crate::types::{ActorRef, Lang};
use crate::web::Form;

use super::Parts;
use super::cli::{find_forum, refused};
use super::serve::say;

/// What `madang export` takes.
#[derive(Args)]
pub struct ExportArgs {
    /// The forum's name in addresses.
    #[arg(long)]
    forum: String,
    /// csv or xlsx.
    #[arg(long)]
    format: String,
    /// What the list is for; it goes into the audit log.
    #[arg(long)]
    purpose: String,
    /// With addresses.
    #[arg(long)]
    email: bool,
    /// `confirmed`, `waitlisted`, `withdrawn`, `cancelled` or `all`.
    #[arg(long, default_value = "confirmed")]
    state: String,
    /// Only those of the session of this number.
    #[arg(long)]
    session: Option<i32>,
    /// Where to write it; `<forum>-attendance.<format>` when absent.
    #[arg(long)]
    output: Option<PathBuf>,
}

/// Hands out an attendance list as a file.
///
/// # Errors
/// A sentence on what was wrong with the wish, or what broke.
pub async fn export(parts: &Parts, args: ExportArgs) -> anyhow::Result<()> {
    let scope = Scope::trusted(find_forum(parts, &args.forum).await?, ActorRef::Operator);
    let format = Format::parse(&args.format)
        .ok_or_else(|| anyhow::anyhow!("--format {} is unknown: write csv or xlsx", args.format))?;
    let mut pairs = vec![
        ("purpose".to_owned(), args.purpose),
        ("state".to_owned(), args.state),
        ("session".to_owned(), args.session.map(|no| no.to_string()).unwrap_or_default()),
    ];
    if args.email {
        pairs.push(("email".to_owned(), "true".to_owned()));
    }
    let wish = ExportWish::parse(&Form::of(pairs), Some(format), Lang::En).map_err(|faults| {
        let words = faults
            .0
            .iter()
            .map(|f| format!("{}: {}", f.field, Tr(Lang::En).code(f.code, &f.params)));
        anyhow::anyhow!("{}", words.collect::<Vec<_>>().join("; "))
    })?;
    let path = args
        .output
        .unwrap_or_else(|| PathBuf::from(format!("{}-attendance.{}", args.forum, format.code())));
    let done = export_to_file(&parts.db, &parts.clock, &scope, &wish, &path, &parts.scratch).await;
    let rows = done.map_err(|stop| refused(stop, "the list was not written"))?;
    say(&format!("{rows} people in {}", path.display()));
    Ok(())
}
