//! What stands between the sockets: where a request ends, and whose address is believed.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Setup, TestApp};

/// What a server answers to bytes as they are, until it hangs up or says no more.
async fn raw(app: &TestApp, bytes: &str) -> String {
    let mut line = TcpStream::connect(app.base.trim_start_matches("http://")).await.unwrap();
    line.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let wait = std::time::Duration::from_millis(400);
    let mut buffer = [0; 8192];
    while let Ok(Ok(read)) = tokio::time::timeout(wait, line.read(&mut buffer)).await {
        if read == 0 {
            break;
        }
        answer.extend_from_slice(&buffer[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_hides_in_the_body_of_another() {
    let app = TestApp::start().await;
    let hidden = "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n";
    let head = "POST /healthz HTTP/1.1\r\nHost: x\r\n";
    let length = hidden.len() + 5;
    let ways = [
        format!(
            "{head}Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!("{head}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{hidden}"),
        format!("{head}Content-Length: 0\r\nContent-Length: {length}\r\n\r\n{hidden}"),
        format!("{head}Content-Length: +0\r\n\r\n{hidden}"),
        format!("{head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("{head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n{hidden}"),
    ];
    for way in ways {
        let answer = raw(&app, &way).await;
        // Either the message is refused, or its body ends where the chunks say, and never both readings.
        let answers = answer.matches("HTTP/1.1 ").count();
        let refused = answer.starts_with("HTTP/1.1 400");
        let by_chunks = way.contains("Transfer-Encoding: chunked\r\n") && answers <= 2;
        assert!(refused || by_chunks || answers <= 1, "{way}\n--\n{answer}");
        assert!(!refused || answers == 1, "{way}\n--\n{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_forwarded_address_is_nobody_and_evades_no_limit() {
    let app = TestApp::with(Setup { rate_limits: true, ..Setup::default() }).await;
    let mut last = 0;
    for turn in 0..40 {
        // Another address of a mailbox and another network each time: the socket's counts.
        let forged = format!("10.{turn}.0.1, 172.16.{turn}.1");
        let fields = [("email", format!("a{turn}@x.example")), ("password", "guess".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let headers = [
            ("x-forwarded-for", forged.as_str()),
            ("x-real-ip", "10.0.0.1"),
            ("forwarded", "for=10.0.0.1"),
        ];
        last = app.send("POST", "/desk/sign-in", Some(&fields), &headers).await.status;
    }
    assert_eq!(last, 429);
}

#[test]
fn nothing_here_asks_the_web_for_anything() {
    // Letters and the database are the only services: nobody's text can name a third.
    let manifest = include_str!("../../../Cargo.toml");
    let ours = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for client in ["reqwest", "hyper", "ureq", "awc", "isahc", "curl", "surf", "attohttpc"] {
        let named = ours.lines().any(|line| line.split(['=', ' ']).next() == Some(client));
        assert!(!named, "{client} asks the web");
    }
    for (path, text) in crate::support::sources("src") {
        for word in ["TcpStream::connect", "UdpSocket", "Command::new(\"curl"] {
            assert!(!text.contains(word), "{path} opens a line of its own: {word}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_field_that_is_not_asked_for_is_taken() {
    let app = TestApp::start().await;
    let forum = app.forum("own", Some(1), &[]).await;
    app.guest("first").register(&forum, &[]).await;
    // The forum is full; whoever comes next would like to be in all the same.
    let mut wish = app.guest("second").wish(&[]);
    for (field, value) in [
        ("state", "confirmed"),
        ("verified_at", "2026-06-01T00:00:00Z"),
        ("id", "01900000-0000-7000-8000-000000000000"),
        ("reference", "K7M4-QX9D"),
        ("forum_id", "01900000-0000-7000-8000-000000000000"),
        ("role", "admin"),
    ] {
        wish[field] = value.into();
    }
    let path = "/api/v1/forums/own/registrations";
    let made = app.post_json(path, &wish).await;
    if made.status == 201 {
        let told = made.json();
        assert!(told["state"] == "waitlisted" && told["reference"] != "K7M4-QX9D", "{told}");
        let mine = app.guest("second").mine().await;
        assert!(mine["state"] == "waitlisted", "{mine}");
    } else {
        assert!([400, 422].contains(&made.status), "{}", made.body);
    }
}
