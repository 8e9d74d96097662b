//! The cluster we start ourselves: made from nothing, shared, outliving crashes, leaving nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use madang::db::{Cluster, EmbeddedFault, EmbeddedOptions as Options, start_embedded as start};

/// A data folder of one test, gone when the test is over.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let root = std::env::var_os("MADANG_TEST_DATA").map(PathBuf::from);
        let root = root.unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into());
        let folder = root.join(format!("embedded-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn options(&self) -> Options {
        options(&self.0)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(pid) = postmaster(&self.0) {
            signal("-QUIT", pid);
        }
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn options(data: &Path) -> Options {
    Options {
        data: data.into(),
        durable: false,
        bin_override: std::env::var_os("MADANG_PG_BIN").map(PathBuf::from),
        path_var: std::env::var_os("PATH"),
    }
}

fn postmaster(data: &Path) -> Option<u32> {
    let text = fs::read_to_string(data.join("pg/cluster/postmaster.pid")).ok()?;
    text.lines().next()?.parse().ok()
}

fn signal(which: &str, pid: u32) {
    assert!(Command::new("kill").args([which, &pid.to_string()]).status().unwrap().success());
}

fn runs(pid: u32) -> bool {
    Command::new("kill").args(["-0", &pid.to_string()]).output().unwrap().status.success()
}

async fn query(cluster: &Cluster, sql: &str) {
    let mut connection = AsyncPgConnection::establish(cluster.url()).await.unwrap();
    connection.batch_execute(sql).await.unwrap();
}

async fn becomes_true(what: &str, check: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !check().await {
        assert!(Instant::now() < deadline, "not within 20 s: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_cluster_is_made_from_nothing_and_stop_leaves_nothing_running() {
    let scratch = Scratch::new("nothing");
    let deep = scratch.0.join("not/there/yet");
    let mut options = options(&deep);
    options.durable = true;

    let cluster = start(&options).await.unwrap();
    assert!(cluster.is_ours());
    query(
        &cluster,
        "DO $$ BEGIN
        ASSERT current_database() = 'madang' AND current_user = 'madang';
        ASSERT current_setting('server_encoding') = 'UTF8';
        ASSERT current_setting('listen_addresses') = '';
        ASSERT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on';
        ASSERT current_setting('jit') = 'off';
    END $$",
    )
    .await;
    let pid = postmaster(&deep).unwrap();
    let mode = |path: &str| fs::metadata(deep.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("pg"), mode("pg/socket"), mode("pg/cluster")), (0o700, 0o700, 0o700));

    cluster.stop().await.unwrap();
    assert!(!runs(pid));
    assert_eq!(postmaster(&deep), None);
    assert!(!deep.join("pg/socket/.s.PGSQL.5432").exists());

    let again = start(&options).await.unwrap();
    assert!(again.is_ours());
    again.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_start_joins_and_the_last_to_leave_stops_it() {
    let scratch = Scratch::new("joins");
    let options = scratch.options();
    // Both at once, on a folder with nothing in it.
    let (one, two) = tokio::join!(start(&options), start(&options));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.url(), two.url());
    assert!(one.is_ours() != two.is_ours(), "exactly one of them began");
    let pid = postmaster(&scratch.0).unwrap();

    let (ours, joined) = if one.is_ours() { (one, two) } else { (two, one) };
    joined.stop().await.unwrap();
    query(&ours, "SELECT 1").await;
    assert_eq!(postmaster(&scratch.0), Some(pid));

    let third = start(&options).await.unwrap();
    assert!(!third.is_ours());
    ours.stop().await.unwrap();
    query(&third, "SELECT 1").await;
    third.stop().await.unwrap();
    assert!(!runs(pid));
}

#[tokio::test]
async fn a_postmaster_whose_starter_died_is_taken_over() {
    let scratch = Scratch::new("orphan");
    let options = scratch.options();
    // What kill -9 does to us: the locks go, the postmaster stays.
    drop(start(&options).await.unwrap());
    let pid = postmaster(&scratch.0).unwrap();

    let heir = start(&options).await.unwrap();
    assert!(heir.is_ours());
    assert_eq!(postmaster(&scratch.0), Some(pid));
    heir.stop().await.unwrap();
    assert!(!runs(pid));
}

#[tokio::test]
async fn a_start_after_the_postmaster_was_killed_recovers() {
    let scratch = Scratch::new("killed");
    let mut options = scratch.options();
    options.durable = true;
    let cluster = start(&options).await.unwrap();
    query(&cluster, "CREATE TABLE kept (no int); INSERT INTO kept VALUES (7)").await;
    let pid = postmaster(&scratch.0).unwrap();
    drop(cluster);
    signal("-KILL", pid);
    becomes_true("the killed postmaster is gone", async || !runs(pid)).await;
    assert_eq!(postmaster(&scratch.0), Some(pid), "it left its file");

    let cluster = start(&options).await.unwrap();
    assert!(cluster.is_ours());
    query(&cluster, "DO $$ BEGIN ASSERT (SELECT no FROM kept) = 7; END $$").await;
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_stale_pid_that_now_is_somebody_else_does_not_hinder() {
    let scratch = Scratch::new("stale");
    let options = scratch.options();
    start(&options).await.unwrap().stop().await.unwrap();
    // A crash in a container: the next one gives the same number to another process.
    let mut other = Command::new("sleep").arg("60").spawn().unwrap();
    let file = scratch.0.join("pg/cluster/postmaster.pid");
    let cluster = scratch.0.join("pg/cluster");
    let text = format!("{}\n{}\n1\n5432\n/nowhere\n\n1 1\nready\n", other.id(), cluster.display());
    fs::write(&file, text).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();

    let cluster = start(&options).await.unwrap();
    query(&cluster, "SELECT 1").await;
    cluster.stop().await.unwrap();
    other.kill().unwrap();
    other.wait().unwrap();
}

#[tokio::test]
async fn a_postmaster_that_crashes_under_us_comes_back_by_itself() {
    let scratch = Scratch::new("revived");
    let cluster = start(&scratch.options()).await.unwrap();
    let pid = postmaster(&scratch.0).unwrap();
    signal("-KILL", pid);
    becomes_true("it answers again", async || {
        postmaster(&scratch.0) != Some(pid)
            && AsyncPgConnection::establish(cluster.url()).await.is_ok()
    })
    .await;
    let next = postmaster(&scratch.0).unwrap();
    cluster.stop().await.unwrap();
    assert!(!runs(next), "stop found the one that was started again");
}

#[tokio::test]
async fn a_long_path_gets_a_short_socket() {
    let scratch = Scratch::new("long");
    let options = options(&scratch.0.join("아주 긴 이름의 폴더, 그리고 더 ".repeat(3)));
    let cluster = start(&options).await.unwrap();
    query(&cluster, "SELECT 1").await;
    let folder = fs::read_to_string(options.data.join("pg/cluster/postmaster.pid")).unwrap();
    let folder = PathBuf::from(folder.lines().nth(4).unwrap());
    assert!(folder.as_os_str().len() < 40, "{}", folder.display());
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    cluster.stop().await.unwrap();
    assert!(!folder.exists());
}

#[tokio::test]
async fn a_fault_is_one_sentence_that_says_how_to_mend_it() {
    let scratch = Scratch::new("faults");
    let mut options = scratch.options();
    let sentence = async |options: &Options| start(options).await.unwrap_err().to_string();

    options.bin_override = Some(scratch.0.clone());
    let said = sentence(&options).await;
    assert!(said.contains("MADANG_PG_BIN") && said.contains("15 or newer"), "{said}");
    let said = EmbeddedFault::NoPrograms.to_string();
    assert!(said.contains("apt install postgresql") && said.contains("MADANG_PG_BIN"), "{said}");

    options = scratch.options();
    start(&options).await.unwrap().stop().await.unwrap();
    fs::write(scratch.0.join("pg/cluster/PG_VERSION"), "9\n").unwrap();
    let said = sentence(&options).await;
    assert!(said.contains("made by PostgreSQL 9, but only PostgreSQL 1"), "{said}");

    fs::write(scratch.0.join("file"), "").unwrap();
    options.data = scratch.0.join("file");
    let said = sentence(&options).await;
    assert!(said.contains("MADANG_DATA"), "{said}");
}

#[tokio::test]
async fn a_folder_closed_to_the_unprivileged_user_is_named() {
    if !Command::new("id").arg("-u").output().unwrap().stdout.starts_with(b"0\n") {
        return; // Only root steps down to another user.
    }
    let scratch = Scratch::new("closed");
    let home = scratch.0.join("private");
    fs::create_dir_all(home.join("data/kept")).unwrap();
    fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
    let fault = start(&options(&home.join("data"))).await.unwrap_err();
    let said = fault.to_string();
    assert!(said.contains(&format!("may not enter {}:", home.display())), "{said}");
    assert!(said.contains("MADANG_DATA"), "{said}");
}
