use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use madang::mail::{Delivery, Invitation, Mailbox, Method, Outgoing, Transport, parts, to_bytes};
use madang::types::Lang;
use proptest::prelude::*;

use crate::support::smtp::{FakeSmtp, Fault, Identity};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn mailbox(name: &str, email: &str) -> Mailbox {
    Mailbox { name: Some(name.into()), email: email.into() }
}

fn letter() -> Outgoing {
    let forum = Invitation {
        uid: "018f3c1e-0000-7000-8000-000000000001@forum.example.org".into(),
        sequence: 0,
        method: Method::Request,
        organizer: ("2024 북한인권 서울포럼".into(), "forum@forum.example.org".into()),
        attendee: Some("minji@example.org".into()),
        starts_at: at("2024-07-11T05:00:00Z"),
        ends_at: at("2024-07-11T09:00:00Z"),
        zone: Tz::Asia__Seoul,
        summary: "2024 북한인권 서울포럼".into(),
        location: "서울특별시청 다목적홀".into(),
        description: "등록번호 MD-7K2P".into(),
        url: None,
        stamp: at("2024-06-20T01:02:03Z"),
        lang: Lang::Ko,
    };
    let seat = Invitation { uid: "seat-1@forum.example.org".into(), ..forum.clone() };
    Outgoing {
        from: mailbox("2024 북한인권 서울포럼", "forum@forum.example.org"),
        to: mailbox("김민지", "minji@example.org"),
        subject: "[2024 북한인권 서울포럼] 등록이 확정되었습니다".into(),
        text: "안녕하세요, 김민지 님.\n\n.\n.점으로 시작하는 줄\n등록이 확정되었습니다.\n".into(),
        html: "<!doctype html><html lang=\"ko\"><body><p>등록이 확정되었습니다.</p></body></html>"
            .into(),
        ics: parts(&[forum, seat]),
        message_id: "018f3c1e-aaaa-7000-8000-000000000009@forum.example.org".into(),
        thread: Some("018f3c1e-aaaa-7000-8000-000000000001@forum.example.org".into()),
        date: at("2024-06-20T01:02:03Z"),
        lang: Lang::Ko,
    }
}

fn transport(url: &str) -> Transport {
    Transport::new(Some(url), "unused".into()).unwrap().with_patience(Duration::from_millis(400))
}

/// What became of one letter under a fault, and how many copies the server has.
async fn under(fault: Fault) -> (Delivery, usize) {
    let server = FakeSmtp::start().await;
    server.next_fault(fault);
    let delivery = transport(&server.url()).send(&letter()).await;
    (delivery, server.accepted().len())
}

fn retry(delivery: &Delivery) -> Option<bool> {
    match delivery {
        Delivery::Retry { ambiguous, .. } => Some(*ambiguous),
        _ => None,
    }
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let server = FakeSmtp::start().await;
    let delivery = transport(&server.url()).send(&letter()).await;
    assert!(
        matches!(&delivery, Delivery::Sent { reply } if reply == "250 2.0.0 Taken as number 1"),
        "{delivery:?}"
    );
    let accepted = server.accepted();
    assert_eq!(accepted[0].from, "forum@forum.example.org");
    assert_eq!(accepted[0].to, ["minji@example.org"]);
    assert_eq!(accepted[0].raw, to_bytes(&letter()).unwrap());
    assert_eq!(accepted[0].header("auto-submitted").unwrap(), "auto-generated");
    assert_eq!(accepted[0].header("content-language").unwrap(), "ko");
    assert_eq!(accepted[0].header("date").unwrap(), "Thu, 20 Jun 2024 01:02:03 +0000");
}

#[tokio::test]
async fn a_line_that_is_a_dot_does_not_end_the_letter() {
    let server = FakeSmtp::start().await;
    let dots = Outgoing { text: ".\n..\n.dot\n\n.\n".into(), ics: Vec::new(), ..letter() };
    assert!(matches!(transport(&server.url()).send(&dots).await, Delivery::Sent { .. }));
    let accepted = server.accepted();
    assert_eq!(accepted[0].raw, to_bytes(&dots).unwrap());
    assert!(accepted[0].text().contains("\r\n.\r\n..\r\n.dot\r\n\r\n.\r\n"));
}

#[tokio::test]
async fn what_comes_before_the_content_is_clear() {
    for fault in
        [Fault::Greeting421, Fault::Greeting554, Fault::StallGreeting, Fault::Rcpt450, Fault::Stall]
    {
        let (delivery, copies) = under(fault).await;
        assert_eq!((retry(&delivery), copies), (Some(false), 0), "{fault:?}: {delivery:?}");
    }
    let (delivery, copies) = under(Fault::CutBeforeData).await;
    assert_eq!((retry(&delivery), copies), (Some(false), 0), "{delivery:?}");
}

#[tokio::test]
async fn a_number_after_the_dot_is_clear() {
    let (delivery, copies) = under(Fault::Data451).await;
    assert_eq!((retry(&delivery), copies), (Some(false), 0), "{delivery:?}");
    for fault in [Fault::Rcpt550, Fault::Data552] {
        let (delivery, copies) = under(fault).await;
        assert!(matches!(delivery, Delivery::Refused { .. }), "{fault:?}: {delivery:?}");
        assert_eq!(copies, 0);
    }
}

#[tokio::test]
async fn a_line_that_breaks_after_the_go_ahead_is_ambiguous() {
    // Seen from here a cut before the dot and one after it are the same: only the server knows.
    for (fault, has) in
        [(Fault::CutBeforeDot, 0), (Fault::CutAfterDot, 1), (Fault::StallAfterDot, 1)]
    {
        let (delivery, copies) = under(fault).await;
        assert_eq!((retry(&delivery), copies), (Some(true), has), "{fault:?}: {delivery:?}");
    }
}

#[tokio::test]
async fn a_second_copy_has_the_same_message_id_and_the_same_bytes() {
    let server = FakeSmtp::start().await;
    server.next_fault(Fault::CutAfterDot);
    let transport = transport(&server.url());
    assert_eq!(retry(&transport.send(&letter()).await), Some(true));
    assert!(matches!(transport.send(&letter()).await, Delivery::Sent { .. }));
    let accepted = server.accepted();
    assert_eq!(accepted.len(), 2);
    assert_eq!(accepted[0].header("message-id").unwrap(), format!("<{}>", letter().message_id));
    assert_eq!(accepted[0].raw, accepted[1].raw);
    assert_ne!(accepted[0].session, accepted[1].session);
}

#[tokio::test]
async fn one_connection_serves_many_letters_also_after_a_refusal() {
    let server = FakeSmtp::start().await;
    server.next_faults(Fault::Rcpt450, 2);
    server.fault_for("nobody@example.org", Fault::Rcpt550);
    let transport = transport(&server.url());
    for _ in 0..2 {
        assert_eq!(retry(&transport.send(&letter()).await), Some(false));
    }
    let nobody = Outgoing { to: mailbox("Nobody", "nobody@example.org"), ..letter() };
    assert!(matches!(transport.send(&nobody).await, Delivery::Refused { .. }));
    for _ in 0..3 {
        assert!(matches!(transport.send(&letter()).await, Delivery::Sent { .. }));
    }
    assert_eq!((server.accepted().len(), server.sessions()), (3, 1));
    transport.close().await;
    assert_eq!(server.commands().last().unwrap(), "QUIT");
}

#[tokio::test]
async fn a_connection_that_died_while_idle_is_replaced() {
    let server = FakeSmtp::start().await;
    let transport = transport(&server.url());
    assert!(matches!(transport.send(&letter()).await, Delivery::Sent { .. }));
    let port = server.port();
    drop(server);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(retry(&transport.send(&letter()).await), Some(false));
    let server = FakeSmtp::start_on(port).await;
    assert!(matches!(transport.send(&letter()).await, Delivery::Sent { .. }));
    assert_eq!(server.accepted().len(), 1);
}

#[tokio::test]
async fn a_server_that_wants_another_sign_in_is_no_fault_of_the_letter() {
    let server = FakeSmtp::start().await;
    server.next_fault(Fault::Auth535);
    server.next_fault(Fault::Mail530);
    let with_password = transport(&server.url_with_password());
    for wanted in ["user name or password", "another sign-in"] {
        match with_password.send(&letter()).await {
            Delivery::Retry { reason, ambiguous: false } => {
                assert!(reason.contains(wanted), "{reason}")
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(with_password.send(&letter()).await, Delivery::Sent { .. }));
}

#[tokio::test]
async fn tls_that_is_required_and_not_offered_stops_the_letter() {
    let server = FakeSmtp::start().await;
    let delivery = transport(&format!("{}?tls=required", server.url())).send(&letter()).await;
    assert!(
        matches!(&delivery, Delivery::Retry { reason, .. } if reason.contains("no TLS")),
        "{delivery:?}"
    );
    assert!(server.accepted().is_empty());
    let delivery = transport(&server.url().replace("smtp:", "smtps:")).send(&letter()).await;
    assert_eq!(retry(&delivery), Some(false), "{delivery:?}");
}

#[tokio::test]
async fn a_letter_travels_by_starttls_and_by_tls_from_the_start_under_an_authority_of_our_own() {
    let identity = Identity::fresh();
    for from_start in [false, true] {
        let server = FakeSmtp::start_secret(&identity, from_start).await;
        let host = format!("madang:s%40cret@localhost:{}", server.port());
        let url = if from_start {
            format!("smtps://{host}")
        } else {
            format!("smtp://{host}?tls=required")
        };
        let patient = |transport: Transport| transport.with_patience(Duration::from_secs(5));
        let stranger = patient(transport(&url)).send(&letter()).await;
        assert_eq!(retry(&stranger), Some(false), "nobody vouches for it: {stranger:?}");
        let trusting = patient(transport(&url).trusting(&identity.authority).unwrap());
        trusting.probe().await.unwrap();
        let delivery = trusting.send(&letter()).await;
        assert!(matches!(delivery, Delivery::Sent { .. }), "{delivery:?}");
        assert_eq!(server.accepted().len(), 1);
        let commands = server.commands();
        assert_eq!(commands.iter().any(|command| command == "STARTTLS"), !from_start);
        assert!(commands.iter().any(|command| command.starts_with("AUTH PLAIN")), "{commands:?}");
        // Another authority is no better than none, and another name than the certificate's neither.
        let other = Identity::fresh().authority;
        let wrong = patient(transport(&url).trusting(&other).unwrap()).send(&letter()).await;
        assert!(retry(&wrong).is_some(), "{wrong:?}");
        let url = url.replace("localhost", "127.0.0.2");
        let wrong = transport(&url).trusting(&identity.authority).unwrap().send(&letter()).await;
        assert!(retry(&wrong).is_some(), "{wrong:?}");
        assert_eq!(server.accepted().len(), 1);
    }
    let none = transport("smtp://localhost").trusting("no certificate").unwrap_err();
    assert!(none.to_string().contains("SMTP_CA_FILE"), "{none}");
}

#[tokio::test]
async fn a_folder_keeps_each_letter_once() {
    let folder = std::env::temp_dir().join(format!("madang-outbox-{}", std::process::id()));
    let transport = Transport::new(None, folder.join("outbox")).unwrap();
    for _ in 0..2 {
        assert!(matches!(transport.send(&letter()).await, Delivery::Sent { .. }));
    }
    let names: Vec<_> = std::fs::read_dir(folder.join("outbox"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, [format!("{}.eml", letter().message_id)]);
    let kept = std::fs::read(folder.join("outbox").join(&names[0])).unwrap();
    assert_eq!(kept, to_bytes(&letter()).unwrap());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_shape_of_a_letter() {
    let text = String::from_utf8(to_bytes(&letter()).unwrap()).unwrap();
    let shape: Vec<&str> = text
        .split("\r\n")
        .filter(|line| {
            let lower = line.to_lowercase();
            lower.starts_with("content-type") || lower.starts_with("content-disp")
        })
        .collect();
    insta::assert_snapshot!(shape.join("\n"));
    let plain = Outgoing { ics: Vec::new(), ..letter() };
    let text = String::from_utf8(to_bytes(&plain).unwrap()).unwrap();
    assert!(
        text.contains("Content-Type: multipart/alternative") && !text.contains("multipart/mixed")
    );
}

#[test]
fn what_can_not_be_sent_is_said_and_never_tried() {
    for id in ["", "no-host", "a@b@c", "../../etc@x", ".hidden@x", "a b@c", "a@b\r\nBcc: x@y.zz"] {
        let fault = to_bytes(&Outgoing { message_id: id.into(), ..letter() }).unwrap_err();
        assert!(fault.to_string().contains("Message-ID"), "{id:?}");
    }
    for address in [
        "",
        "nobody",
        "a@b.org\r\nBcc: c@d.org",
        "a b@c.org",
        "a@b.org>, <c@d.org",
        "김@example.org",
    ] {
        let to = Mailbox { name: None, email: address.into() };
        let fault = to_bytes(&Outgoing { to, ..letter() }).unwrap_err();
        assert!(fault.to_string().contains("address"), "{address:?}");
    }
}

const CANARIES: [&str; 9] = [
    "x\r\nBcc: evil@example.org",
    "x\nBcc: evil@example.org\n\nbody",
    "x\r\n\r\n<script>alert(1)</script>",
    "=?utf-8?q?x=0D=0ABcc:_evil@example.org?=",
    "a\u{0}b\u{7}c\u{1b}[31m\u{85}d\u{2028}e",
    "\" <evil@example.org>, \"y",
    "북한인권 서울포럼 😀👩‍👩‍👧‍👦 \u{202E}txt",
    "김민지, 이서연; (대표) @ [x] \\ \"따옴표\"",
    "",
];

fn sound(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n', '\0']));
    assert!(text.split("\r\n").all(|line| line.len() <= 998), "a line outgrew RFC 5322");
    let head = text.split("\r\n\r\n").next().unwrap();
    let names: Vec<String> = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap().to_lowercase())
        .collect();
    for name in &names {
        assert!(
            [
                "date",
                "from",
                "to",
                "subject",
                "message-id",
                "in-reply-to",
                "references",
                "mime-version",
                "content-type",
                "content-language",
                "auto-submitted"
            ]
            .contains(&name.as_str()),
            "a header of somebody else's: {name}\n{head}"
        );
    }
    let mut once = names.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), names.len(), "a header came twice\n{head}");
}

#[test]
fn no_text_becomes_a_header() {
    let long = ["가".repeat(4000), "x".repeat(4000), "x ".repeat(4000), "😀".repeat(900)];
    for canary in CANARIES.into_iter().chain(long.iter().map(String::as_str)) {
        let letter = Outgoing {
            from: mailbox(canary, "forum@forum.example.org"),
            to: mailbox(canary, "minji@example.org"),
            subject: canary.into(),
            text: canary.into(),
            html: canary.into(),
            ..letter()
        };
        sound(&to_bytes(&letter).unwrap());
    }
}

proptest! {
    #[test]
    fn no_text_at_all_becomes_a_header(
        subject in "(.|\\r|\\n|\\PC){0,300}",
        name in "(.|\\r|\\n){0,150}",
        text in "(.|\\r|\\n|\\.){0,300}",
    ) {
        let letter = Outgoing {
            from: mailbox(&name, "forum@forum.example.org"),
            to: mailbox(&name, "minji@example.org"),
            subject,
            html: text.clone(),
            text,
            ..letter()
        };
        sound(&to_bytes(&letter).unwrap());
    }
}
