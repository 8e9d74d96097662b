//! The database goes away and comes back, and the house stands.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use madang::db::{Db, EmbeddedOptions, start_embedded};

use crate::support::{Setup, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn without_its_database_the_house_says_so_and_needs_no_restart() {
    let root = std::env::var_os("MADANG_TEST_DATA").map(PathBuf::from);
    let root = root.unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into());
    let data = root.join(format!("away-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&data);
    std::fs::create_dir_all(&data).unwrap();
    let options = EmbeddedOptions {
        data: data.clone(),
        durable: false,
        bin_override: std::env::var_os("MADANG_PG_BIN").map(PathBuf::from),
        path_var: std::env::var_os("PATH"),
    };
    let cluster = start_embedded(&options).await.unwrap();
    let db = Db::open(cluster.url()).unwrap();
    madang::db::migrate(&db).await.unwrap();
    let app = TestApp::with(Setup { db: Some(db), ..Setup::default() }).await;
    let forum = app.forum("own", None, &[5]).await;
    assert_eq!(app.guest("before").register(&forum, &[1]).await.status, 201);
    assert_eq!(app.get("/readyz").await.status, 200);
    let token = app.manage_token("before@example.org").await;

    cluster.stop().await.unwrap();
    // What the process remembers may be served; what needs the database says that it is away.
    for round in 0..3 {
        let answer = app.guest("meanwhile").register(&forum, &[1]).await;
        assert_eq!((answer.status, answer.code().as_str()), (503, "web.unavailable"), "{round}");
        assert!(answer.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
        let answer = app.ask(reqwest::Method::GET, "/api/v1/registrations/me", &token).await;
        assert_eq!((answer.status, answer.code().as_str()), (503, "web.unavailable"), "{round}");
        for lang in ["ko", "en"] {
            let sent = [("email", "a@example.org"), ("password", "copper lantern on the stair")];
            let headers = [("accept-language", lang)];
            let page = app.send("POST", "/desk/sign-in", Some(&sent), &headers).await;
            assert_eq!(page.status, 503, "{}", page.body);
            assert!(page.header("retry-after").is_some() && page.body.contains("<html"));
            assert!(page.body.contains(&format!("lang=\"{lang}\"")), "{}", page.body);
        }
        assert_eq!(app.get("/healthz").await.status, 200);
        let ready = app.get("/readyz").await;
        assert!(ready.status == 503 && ready.header("retry-after").is_some(), "{}", ready.status);
    }

    let cluster = start_embedded(&options).await.unwrap();
    let began = Instant::now();
    while app.get("/readyz").await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(20), "it did not recover");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Connections that died meanwhile are told apart one by one, and each only once.
    let mut answer = app.guest("after").register(&forum, &[1]).await;
    for _ in 0..10 {
        if answer.status == 201 {
            break;
        }
        assert_eq!(answer.status, 503, "{}", answer.body);
        answer = app.guest("after").register(&forum, &[1]).await;
    }
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(app.seats(&forum).await[0].taken, 2, "nobody holds a seat of whom it was not said");
    drop(app);
    cluster.stop().await.unwrap();
    let _ = std::fs::remove_dir_all(data);
}
