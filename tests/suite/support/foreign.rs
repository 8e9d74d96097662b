//! Other people's programs that read what we write: Python's, from the folder that
//! `bin/setup --python` makes. Where it was not made, the test says so and passes.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a script of `tests/foreign`; false when there is no Python to run it with.
pub fn reads(script: &str, arguments: &[&Path]) -> bool {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let python = target.join("venv/bin/python");
    if !python.exists() {
        eprintln!("{script} is not asked: bin/setup --python was not run");
        return false;
    }
    let script = Path::new("tests/foreign").join(script);
    let run = Command::new(python).arg(&script).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    eprintln!("{said}");
    true
}

/// Where published schedules and c3voc's schemas are: `MADANG_SCHEMAS`, else beside the checkout.
pub fn published(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("MADANG_SCHEMAS").map(PathBuf::from);
    let path = folder.unwrap_or_else(|| "../shared/data".into()).join(name);
    path.exists().then_some(path)
}
