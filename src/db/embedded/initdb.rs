//! Making a cluster: completely, or not at all.

use std::fs::{self, File};
use std::io::ErrorKind;

use super::NAME;
use super::fault::{EmbeddedFault, last_line};
use super::place::Place;
use super::programs::{Programs, must_run, run};

/// Sorting by Unicode's rules where PostgreSQL was built with ICU; else by code point, which for
/// Hangul is the order of the alphabet too.
const LOCALES: [&[&str]; 3] = [
    &["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=und"],
    &["--locale=C.UTF-8"],
    &["--locale=C"],
];

/// The major version that made the cluster; none when there is no cluster yet.
pub(super) fn made_by(place: &Place) -> Option<u32> {
    fs::read_to_string(place.cluster.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// Makes the cluster beside its place and moves it there when it is whole, so that a crash on
/// the way leaves nothing that could be taken for a database.
pub(super) async fn create(
    place: &Place,
    programs: &Programs,
    durable: bool,
) -> Result<(), EmbeddedFault> {
    tracing::info!(folder = %place.cluster.display(), "making a new PostgreSQL cluster");
    let fresh = place.home.join("cluster.new");
    let mut first_complaint = None;
    for locale in LOCALES {
        match fs::remove_dir_all(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(EmbeddedFault::at(&fresh, error));
            }
            _ => {}
        }
        let mut command = programs.command("initdb", &place.account);
        command.args(["-E", "UTF8", "-U", NAME, "-A", "trust", "--no-sync", "--no-instructions"]);
        command.args(locale).arg("-D").arg(&fresh);
        let Err(said) = run(&mut command).await else {
            first_complaint = None;
            break;
        };
        let about_locale = ["locale", "ICU", "option"].iter().any(|word| said.contains(word));
        first_complaint.get_or_insert(said);
        if !about_locale {
            break;
        }
    }
    if let Some(said) = first_complaint {
        let folder = place.cluster.clone();
        let fault = EmbeddedFault::Initdb { folder, line: last_line(&said) };
        return Err(fault.or_full(&said, &place.home));
    }
    if durable {
        let mut command = programs.command("initdb", &place.account);
        command.arg("--sync-only").arg("-D").arg(&fresh);
        must_run("initdb", &mut command, &place.home).await?;
    }
    fs::rename(&fresh, &place.cluster)
        .and_then(|()| File::open(&place.home)?.sync_all())
        .map_err(|source| EmbeddedFault::at(&place.cluster, source))
}
