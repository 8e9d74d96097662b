//! Every route with every kind of visitor: the status is what its access says, and a foreign forum
//! looks as if it were not there.

use madang::accounts::{Access, Permission};
use madang::app::table;
use madang::types::Role;

use crate::support::TestApp;

/// Who knocks: the role held, and whether it is held for the forum in the path.
const VISITORS: [(Option<Role>, bool); 6] = [
    (None, false),
    (Some(Role::Door), true),
    (Some(Role::Door), false),
    (Some(Role::Organizer), true),
    (Some(Role::Organizer), false),
    (Some(Role::Admin), true),
];

/// What stands in a path's places; what needs a secret gets a forged one.
const SAMPLES: [(&str, &str); 14] = [
    ("{forum}", "own"),
    ("{no}", "1"),
    ("{number}", "1"),
    ("{token}", "forged"),
    ("{file}", "index.html"),
    ("{medium}", "ics"),
    ("{draft}", "forged"),
    ("{step}", "name"),
    ("{code}", "FORGED"),
    ("{speaker}", "01900000-0000-7000-8000-000000000000"),
    ("{category}", "none"),
    ("{purpose}", "privacy"),
    ("{reference}", "K7M4-QX9D"),
    ("{message}", "018f3c1e-0000-7000-8000-000000000001"),
];

/// The statuses that a wall may answer with; none means that it must let through.
fn wall(access: Access, role: Option<Role>, own: bool) -> Option<&'static [u16]> {
    let staff = |permission: Permission| match role {
        None => Some(&[401, 303][..]),
        Some(_) if !own => Some(&[404][..]),
        Some(role) if !permission.allows(role) => Some(&[403][..]),
        Some(_) => None,
    };
    match access {
        Access::Public | Access::PublicForum => None,
        Access::Holder => Some(&[401, 404]),
        Access::Entering => Some(if role.is_none() { &[401, 303] } else { &[403] }),
        Access::Staff => role.is_none().then_some(&[401, 303][..]),
        Access::Desk(permission) => staff(permission),
        Access::Installation(_) => match role {
            None => Some(&[401, 303]),
            Some(Role::Admin) => None,
            Some(_) => Some(&[403]),
        },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_keeps_out_whom_its_access_keeps_out() {
    let app = TestApp::start().await;
    let own = app.forum("own", None, &[1]).await;
    let other = app.forum("other", None, &[1]).await;
    let mut cells = 0;
    for (role, is_own) in VISITORS {
        let forum = if is_own { own.scope.forum() } else { other.scope.forum() };
        let token = match role {
            None => None,
            Some(Role::Admin) => Some(app.token(Role::Admin, None).await),
            Some(role) => Some(app.token(role, Some(forum)).await),
        };
        let bearer = token.map(|token| format!("Bearer {token}")).unwrap_or_default();
        for route in table() {
            let path = SAMPLES
                .iter()
                .fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
            let headers = [("authorization", bearer.as_str())];
            let headers = if bearer.is_empty() { &[][..] } else { &headers[..] };
            let answer = app.browser().send(route.method.as_str(), &path, None, headers).await;
            let at =
                format!("{} {path} as {role:?}, own {is_own}: {}", route.method, answer.status);
            assert!(answer.status < 500, "{at}");
            match wall(route.access, role, is_own) {
                Some(statuses) => assert!(statuses.contains(&answer.status), "{at}"),
                // A password is a browser's affair: a program's token is known, and sent away.
                None if route.access == Access::Staff => assert_ne!(answer.status, 401, "{at}"),
                None => assert!(![401, 403].contains(&answer.status), "{at}"),
            }
            cells += 1;
        }
    }
    assert!(cells > 100, "{cells}");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_in_the_readers_language_and_hide_what_broke() {
    let app = TestApp::start().await;
    assert!(app.read("/nothing-here", "ko").await.body.contains("lang=\"ko\""));
    assert!(app.read("/nothing-here", "en").await.body.contains("lang=\"en\""));
    let answer = app.read("/api/v1/forums/nothing", "en").await;
    assert_eq!((answer.status, answer.code().as_str()), (404, "web.not_found"));
    assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    assert_eq!(app.get("/readyz").await.body, "ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attendance_list_needs_a_purpose_and_is_in_the_log() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let path = "/api/v1/forums/own/attendance.csv";
    assert_eq!(app.ask(reqwest::Method::GET, path, &token).await.status, 422);
    let list = format!("{path}?purpose=seating");
    let answer = app.ask(reqwest::Method::GET, &list, &token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.bytes.starts_with("\u{FEFF}".as_bytes()) && answer.body.contains("minji"));
    let mut conn = app.db.conn().await.unwrap();
    let log = madang::audit::list(&mut conn, forum.scope.forum(), None, 50).await.unwrap();
    let entry = log.iter().find(|row| row.action == "people.exported").unwrap();
    assert_eq!(entry.purpose.as_deref(), Some("seating"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_chain_shows_what_was_changed_or_deleted() {
    use diesel_async::SimpleAsyncConnection;
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    app.work().await;
    let mut conn = app.db.conn().await.unwrap();
    let links = madang::audit::verify(&mut conn).await.unwrap().unwrap();
    assert!(links > 2);
    let refused = conn.batch_execute("UPDATE audit_entry SET action = 'x'").await;
    assert!(refused.is_err(), "the log is append-only");
    let tamper = "ALTER TABLE audit_entry DISABLE TRIGGER ALL; \
        UPDATE audit_entry SET purpose = 'x' WHERE id = (SELECT entry_id FROM audit_seal WHERE no = 2)";
    conn.batch_execute(tamper).await.unwrap();
    let fault = madang::audit::verify(&mut conn).await.unwrap().unwrap_err();
    assert_eq!(fault, madang::audit::ChainFault::Changed(2));
}
