//! A database for every test: cloned from a template that was migrated once, on the server named by
//! `MADANG_TEST_SERVER` or on a cluster of the run's own.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use diesel::sql_types::BigInt;
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use madang::db::{Db, EmbeddedOptions, start_embedded};
use madang::types::sha256;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::OnceCell;

static READY: OnceCell<(String, String)> = OnceCell::const_new();

/// Outlives every test: a cluster is watched by a task, and migrating needs more than one thread.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());

/// A fresh database with the current schema and nothing in it.
pub async fn fresh() -> Db {
    Db::open(&fresh_at().await).unwrap()
}

/// Where a fresh database is, for a process of its own.
pub async fn fresh_at() -> String {
    let (_, template) = place().await;
    cloned(template).await
}

/// A fresh database whose owner is an ordinary role of its own, brought to the current schema by that owner.
pub async fn owned_plainly() -> Db {
    let (server, _) = place().await;
    let name = format!("madang_test_{}", uuid::Uuid::new_v4().simple());
    for sql in [
        format!("CREATE ROLE {name} LOGIN PASSWORD '{name}'"),
        format!("CREATE DATABASE {name} OWNER {name} TEMPLATE template0"),
    ] {
        run(server, &sql).await.unwrap();
    }
    let (scheme, rest) = server.split_once("://").unwrap();
    let (_, host) = rest.split_once('@').unwrap();
    let db = Db::open(&named(&format!("{scheme}://{name}:{name}@{host}"), &name)).unwrap();
    let migrating = db.clone();
    RUNTIME.spawn(async move { madang::db::migrate(&migrating).await.unwrap() }).await.unwrap();
    db
}

/// A fresh database with no schema at all.
pub async fn empty() -> Db {
    Db::open(&cloned("template0").await).unwrap()
}

/// Waits until somebody in the database waits for a lock.
pub async fn until_blocked(db: &Db) {
    let asked = "SELECT count(*) AS count FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let mut conn = db.conn().await.unwrap();
    for _ in 0..200 {
        let waiting: Count = sql_query(asked).get_result(&mut conn).await.unwrap();
        if waiting.count > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("nobody waits for a lock");
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

async fn cloned(template: &str) -> String {
    let (server, _) = place().await;
    let name = format!("madang_test_{}", uuid::Uuid::new_v4().simple());
    run(server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
    named(server, &name)
}

async fn place() -> &'static (String, String) {
    READY.get_or_init(async || RUNTIME.spawn(ready()).await.unwrap()).await
}

/// The server, and the template on it.
async fn ready() -> (String, String) {
    let server = server().await;
    let template = template(&server).await;
    (server, template)
}

/// Migrates a template once per version of the migrations, whoever comes first.
async fn template(server: &str) -> String {
    let name = format!("madang_template_{}", fingerprint());
    let mut conn = AsyncPgConnection::establish(server).await.unwrap();
    conn.batch_execute("SELECT pg_advisory_lock(7214095)").await.unwrap();
    if AsyncPgConnection::establish(&named(server, &name)).await.is_err() {
        let half = format!("{name}_half");
        for sql in [format!("DROP DATABASE IF EXISTS {half}"), format!("CREATE DATABASE {half}")] {
            run(server, &sql).await.unwrap();
        }
        {
            let db = Db::open(&named(server, &half)).unwrap();
            madang::db::migrate(&db).await.unwrap();
        }
        // The migration's connections are closing; renaming waits for the last of them.
        for _ in 0..100 {
            if run(server, &format!("ALTER DATABASE {half} RENAME TO {name}")).await.is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
    name
}

fn fingerprint() -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("up.sql"))
        .filter(|path| path.exists())
        .collect();
    files.sort();
    let all: Vec<u8> = files.iter().flat_map(|path| std::fs::read(path).unwrap()).collect();
    sha256(&all).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

async fn server() -> String {
    if let Ok(url) = std::env::var("MADANG_TEST_SERVER") {
        return url;
    }
    let root = std::env::var_os("MADANG_TEST_DATA").map(PathBuf::from);
    let root = root.unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into());
    let options = EmbeddedOptions {
        data: root.join("suite"),
        durable: false,
        bin_override: std::env::var_os("MADANG_PG_BIN").map(PathBuf::from),
        path_var: std::env::var_os("PATH"),
    };
    let cluster = start_embedded(&options).await.unwrap();
    let url = cluster.url().to_owned();
    // It stays for the other tests; whoever made the folder stops it.
    std::mem::forget(cluster);
    url
}

async fn run(server: &str, sql: &str) -> Result<(), diesel::result::Error> {
    AsyncPgConnection::establish(server).await.unwrap().batch_execute(sql).await
}

/// The same server, another database.
fn named(server: &str, name: &str) -> String {
    let (host, _) = server.rsplit_once('/').unwrap();
    format!("{host}/{name}")
}
