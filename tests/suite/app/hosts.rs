use reqwest::Method;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_for_another_host_is_not_ours_to_answer() {
    let app = TestApp::start().await;
    for path in ["/", "/desk/sign-in", "/api/v1/forums", "/static/nothing.css", "/nowhere"] {
        let request = app.request(Method::GET, path).header("host", "forum.evil.example");
        let answer = app.perform(request).await;
        assert_eq!(answer.status, 421, "{path}");
        assert!(answer.header("set-cookie").is_none(), "{path}");
        assert!(answer.header("content-security-policy").is_some(), "{path}");
        let own = app.perform(app.request(Method::GET, path).header("host", "localhost:1")).await;
        assert_ne!(own.status, 421, "{path}");
    }
    let problem = app.request(Method::GET, "/api/v1/forums").header("host", "evil.example");
    assert_eq!(app.perform(problem).await.code(), "web.host");
    for path in ["/healthz", "/readyz"] {
        let request = app.request(Method::GET, path).header("host", "10.1.2.3");
        assert_eq!(app.perform(request).await.status, 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_finds_a_weakness_is_told_where_to_report_it() {
    let app = TestApp::start().await;
    let answer = app.get("/.well-known/security.txt").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("text/plain; charset=utf-8"))
    );
    let field = |name: &str| {
        answer.body.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    };
    assert_eq!(field("Contact"), Some("mailto:security@forum.example.org"));
    assert_eq!(field("Preferred-Languages"), Some("ko, en"));
    let canonical = format!("{}/.well-known/security.txt", app.base);
    assert_eq!(field("Canonical"), Some(canonical.as_str()));
    let expires = chrono::DateTime::parse_from_rfc3339(field("Expires").unwrap()).unwrap();
    let ahead = expires.to_utc() - app.clock.now();
    assert!(ahead > chrono::Duration::days(90) && ahead < chrono::Duration::days(365), "{ahead}");
    let answer = app.get("/.well-known/change-password").await;
    assert_eq!((answer.status, answer.location()), (303, "/desk/account"));
}
