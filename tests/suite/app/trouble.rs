//! What keeps Madang from starting is told in one sentence that says how to mend it.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A folder of one test, which PostgreSQL's user can enter too.
fn scratch(name: &str) -> PathBuf {
    let root = std::env::var_os("MADANG_TEST_DATA").map(PathBuf::from);
    let root = root.unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into());
    let folder = root.join(format!("trouble-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a command says that must fail: the last thing on its standard error, from `madang:` on.
fn complaint(arguments: &[&str], settings: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_madang"));
    command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let done = command.envs(settings.iter().copied()).output().unwrap();
    let told = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{told}");
    let (_, sentence) = told.split_once("madang: ").unwrap_or_else(|| panic!("{told}"));
    assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE"), "{told}");
    sentence.trim_end().to_owned()
}

/// One line that names what is wrong and what to set or do.
fn names(sentence: &str, words: &[&str]) {
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word} is not in: {sentence}");
    }
}

#[test]
fn a_port_that_is_taken() {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = socket.local_addr().unwrap().to_string();
    let data = scratch("port");
    let sentence = complaint(&["serve"], &[("BIND", &at), ("MADANG_DATA", data.to_str().unwrap())]);
    names(&sentence, &[&at, "in use", "set BIND"]);
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0, "nothing was begun");
}

#[test]
fn settings_that_are_wrong_all_at_once() {
    let sentence = complaint(
        &["serve"],
        &[
            ("BIND", "nowhere"),
            ("PUBLIC_URL", "ftp://x/y"),
            ("DATABASE_URL", "postgres:///x"),
            ("SECRET_KEY", "geheim"),
            ("MAIL_FROM", "nobody"),
            ("RATE_LIMITS", "maybe"),
            ("SMTP_CA_FILE", "/nowhere/ca.pem"),
        ],
    );
    let lines: Vec<&str> = sentence.lines().skip(1).collect();
    for name in ["BIND", "PUBLIC_URL", "SECRET_KEY", "MAIL_FROM", "RATE_LIMITS", "SMTP_CA_FILE"] {
        assert_eq!(
            lines.iter().filter(|line| line.contains(name)).count(),
            1,
            "{name}\n{sentence}"
        );
    }
    assert!(!sentence.contains("geheim"), "{sentence}");
}

#[test]
fn a_log_filter_and_a_mail_server_that_are_none() {
    let data = scratch("mail");
    let data = data.to_str().unwrap();
    names(&complaint(&["serve"], &[("LOG", "a=b=c"), ("MADANG_DATA", data)]), &["LOG"]);
    // Whoever starts with these has a database; the sentence names no part of the address.
    let settings =
        [("SMTP_URL", "http://geheim@x"), ("MADANG_DATA", data), ("BIND", "127.0.0.1:0")];
    let sentence = complaint(&["serve"], &settings);
    names(&sentence, &["SMTP_URL", "smtp://"]);
    assert!(!sentence.contains("geheim"));
}

#[test]
fn postgresql_that_is_not_there() {
    let data = scratch("programs");
    let data = data.to_str().unwrap();
    let settings = [("MADANG_PG_BIN", "/nowhere"), ("MADANG_DATA", data), ("BIND", "127.0.0.1:0")];
    names(&complaint(&["serve"], &settings), &["/nowhere", "PostgreSQL 15 or newer"]);
    names(&complaint(&["migrate"], &settings), &["/nowhere", "PostgreSQL 15 or newer"]);
}

#[test]
fn a_database_that_does_not_answer() {
    let data = scratch("away");
    for url in ["postgres://madang:geheim@127.0.0.1:1/madang", "nonsense geheim"] {
        let settings = [
            ("DATABASE_URL", url),
            ("SECRET_KEY", SECRET),
            ("MADANG_DATA", data.to_str().unwrap()),
            ("BIND", "127.0.0.1:0"),
        ];
        let sentence = complaint(&["serve"], &settings);
        names(&sentence, &["the database does not answer", "DATABASE_URL"]);
        assert!(!sentence.contains("geheim"), "{sentence}");
    }
}

#[test]
fn a_folder_that_can_not_be_written() {
    // A file where a folder should be is closed to root too.
    let settings = [("MADANG_DATA", "/dev/null/data"), ("BIND", "127.0.0.1:0")];
    let sentence = complaint(&["serve"], &settings);
    names(&sentence, &["/dev/null/data", "set MADANG_DATA"]);
    assert_eq!(sentence.matches("Not a directory").count(), 1, "said once: {sentence}");
}

#[test]
fn a_disk_that_is_full() {
    let folder = scratch("disk");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs"])
        .arg(&folder)
        .output();
    if !mounted.is_ok_and(|done| done.status.success()) {
        eprintln!("SKIPPED: a small disk can be mounted by root only; the full disk was not tried");
        return;
    }
    let data = folder.join("data");
    let settings = [("MADANG_DATA", data.to_str().unwrap()), ("BIND", "127.0.0.1:0")];
    let sentence = std::panic::catch_unwind(|| complaint(&["serve"], &settings));
    assert!(Command::new("umount").arg(&folder).status().unwrap().success());
    names(&sentence.unwrap(), &["is full", "make room", "MADANG_DATA"]);
}

#[test]
fn a_file_that_is_not_there_and_a_word_that_is_none() {
    let sentence = complaint(&["import", "/nowhere.xml", "--forum", "x"], &[]);
    names(&sentence, &["/nowhere.xml", "can not be read"]);
}
