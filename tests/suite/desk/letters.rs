use madang::db::schema::message;
use madang::types::Role;
use serde_json::json;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::support::smtp::{FakeSmtp, Fault};
use crate::support::{Setup, TestApp};

use super::{Staff, links, log, register, times};

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_the_mailbox_is_where_letters_are_read() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let body = json!({ "email": "minji@example.org", "name": "민지", "sessions": [1] });
    register(&app, &forum, body).await;
    app.work().await;
    let staff = Staff::organizer(&app, &forum).await;
    let list = staff.get("/desk/own/letters").await;
    assert!(list.body.contains("not leaving this machine") && list.body.contains("outbox"));
    assert!(list.body.contains("Kept as a file") && list.body.contains("mi•••@example.org"));
    let letters = links(&list, "/desk/own/letters/");
    let path = letters[0];
    let page = staff.get(path).await;
    let token = app.manage_token("minji@example.org").await;
    assert!(page.body.contains(&format!("/r/{token}")), "the private link can be followed");
    assert!(page.body.contains("세션 1"), "the text is there, in its own language");
    assert!(page.body.contains(&format!("src=\"{path}/html\" sandbox")));
    assert!(page.header("content-security-policy").unwrap().contains("frame-src 'self'"));
    let html = staff.get(&format!("{path}/html")).await;
    assert!(html.body.contains(&token) && html.body.contains("<table"));
    let policy = html.header("content-security-policy").unwrap();
    assert!(policy.contains("sandbox") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert!(!policy.contains("script-src"), "{policy}");
    let ics = staff.get(&format!("{path}/invite.ics")).await;
    assert!(ics.body.starts_with("BEGIN:VCALENDAR"));
    assert!(ics.header("content-disposition").unwrap().contains("invite.ics"));
    // One look at a letter is one entry, its parts included, and stands under the person.
    assert_eq!(times(&app, &forum, "letter.viewed").await, 1);
    let entry = log(&app, &forum).await.into_iter().find(|row| row.action == "letter.viewed");
    assert_eq!(entry.unwrap().subject_kind, "registration");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_letters_leave_nobody_at_the_desk_sees_the_private_link() {
    let server = FakeSmtp::start().await;
    let app = TestApp::with(Setup { smtp_url: Some(server.url()), ..Setup::default() }).await;
    let forum = app.forum("own", None, &[1]).await;
    let body = json!({ "email": "minji@example.org", "name": "민지", "sessions": [1] });
    register(&app, &forum, body).await;
    app.work().await;
    let staff = Staff::organizer(&app, &forum).await;
    let list = staff.get("/desk/own/letters").await;
    assert!(!list.body.contains("not leaving this machine"));
    let token = app.manage_token("minji@example.org").await;
    let path = links(&list, "/desk/own/letters/")[0].to_owned();
    for part in ["", "/html", "/invite.ics"] {
        let shown = staff.get(&format!("{path}{part}")).await;
        assert_eq!(shown.status, 200);
        assert!(!shown.body.contains(&token), "{part}");
    }
    assert!(staff.get(&path).await.body.contains("/r/••••••••"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_refused_is_shown_and_sent_again() {
    let server = FakeSmtp::start().await;
    let app = TestApp::with(Setup { smtp_url: Some(server.url()), ..Setup::default() }).await;
    let forum = app.forum("own", None, &[]).await;
    server.next_fault(Fault::Rcpt550);
    register(&app, &forum, json!({ "email": "gone@example.org", "name": "민지" })).await;
    app.work().await;
    let staff = Staff::organizer(&app, &forum).await;
    let failed = staff.get("/desk/own/letters?state=failed").await;
    assert!(failed.body.contains("There is no such address on the other side."), "{}", failed.body);
    let path = links(&failed, "/desk/own/letters/")[0].to_owned();
    let page = staff.get(&path).await;
    assert!(page.body.contains("No such person"), "the server's own words: {}", page.body);
    let again = staff.post(&format!("{path}/again"), &[]).await;
    assert_eq!(again.location(), format!("{path}?done=again"));
    app.work().await;
    assert_eq!(server.accepted().len(), 1);
    let sent = staff.get("/desk/own/letters?state=sent").await;
    assert_eq!(links(&sent, "/desk/own/letters/"), [path.as_str()]);
    assert_eq!(times(&app, &forum, "letter.sent_again").await, 1);
    // What has left is not sent a second time, and says nothing of it.
    assert_eq!(staff.post(&format!("{path}/again"), &[]).await.location(), path);
    app.work().await;
    assert_eq!(server.accepted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_another_forum_are_not_there() {
    let app = TestApp::start().await;
    let (own, other) = (app.forum("own", None, &[]).await, app.forum("other", None, &[]).await);
    register(&app, &other, json!({ "email": "minji@example.org", "name": "민지" })).await;
    let staff = Staff::organizer(&app, &own).await;
    let mut conn = app.db.conn().await.unwrap();
    let id: madang::types::MessageId =
        message::table.select(message::id).first(&mut conn).await.unwrap();
    for part in ["", "/html", "/invite.ics"] {
        let path = format!("/desk/own/letters/{id}{part}");
        assert_eq!(staff.get(&path).await.status, 404);
    }
    let again = staff.post(&format!("/desk/own/letters/{id}/again"), &[]).await;
    assert_eq!(again.status, 404);
    assert_eq!(staff.get("/desk/own/letters/nonsense").await.status, 404);
    assert_eq!(staff.get("/desk/own/letters?state=nonsense").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_as_a_file_is_not_called_sent_and_leaves_once_there_is_a_server() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[]).await;
    register(&app, &forum, json!({ "email": "minji@example.org", "name": "민지" })).await;
    app.work().await;
    let staff = Staff::organizer(&app, &forum).await;
    let kept = staff.get("/desk/own/letters?state=kept").await;
    let path = links(&kept, "/desk/own/letters/")[0].to_owned();
    assert!(!staff.get(&path).await.body.contains("Send again"), "there is nowhere to send it to");
    let server = FakeSmtp::start().await;
    let setup =
        Setup { smtp_url: Some(server.url()), db: Some(app.db.clone()), ..Setup::default() };
    let later = TestApp::with(setup).await;
    let staff = Staff::organizer(&later, &forum).await;
    let page = staff.get(&path).await;
    assert!(page.body.contains("Kept as a file") && page.body.contains("Send again"));
    staff.post(&format!("{path}/again"), &[]).await;
    later.work().await;
    assert_eq!(server.accepted().len(), 1);
    let sent = staff.get("/desk/own/letters?state=sent").await;
    assert_eq!(links(&sent, "/desk/own/letters/"), [path.as_str()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_at_the_desk_reads_the_link_that_lets_another_in() {
    let server = FakeSmtp::start().await;
    for smtp_url in [None, Some(server.url())] {
        let app = TestApp::with(Setup { smtp_url, ..Setup::default() }).await;
        let forum = app.forum("own", None, &[1]).await;
        app.hire("owner@own.example", Role::Owner, Some(&forum), &[]).await;
        app.work().await;
        let letter = app.letters("owner@own.example").await.pop().unwrap();
        let at = letter.text.find("/desk/enter/").unwrap();
        let link = letter.text[at..].split_whitespace().next().unwrap();
        let staff = Staff::organizer(&app, &forum).await;
        let list = staff.get("/desk/own/letters").await;
        assert!(list.body.contains("Invitation of staff"), "{}", list.body);
        let path = links(&list, "/desk/own/letters/")[0].to_owned();
        for part in ["", "/html"] {
            let shown = staff.get(&format!("{path}{part}")).await;
            assert_eq!(shown.status, 200);
            assert!(!shown.body.contains(link) && shown.body.contains("/desk/enter/••••••••"));
        }
        assert!(staff.get(&path).await.body.contains("The link to sign in is blacked out"));
    }
}
