//! The matrix: every route of the table with every kind of visitor. The status is what the permission table
//! says, a foreign forum looks as if it were not there, and nobody's name reaches whom it must not reach.
//! It is made from the table itself, so a new route is in it by being mounted.

use std::fmt;

use madang::accounts::{Access, Permission, Route};
use madang::app::table;
use madang::types::Role;

use crate::support::{Answer, TestApp, TestForum};

/// What stands in a path's places; what needs a secret gets a forged one.
const SAMPLES: [(&str, &str); 18] = [
    ("{overlap}", "01900000-0000-7000-8000-000000000002"),
    ("{upload}", "01900000-0000-7000-8000-000000000001"),
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
    ("{grant}", "018f3c1e-0000-7000-8000-000000000002"),
    ("{session}", "018f3c1e-0000-7000-8000-000000000003"),
];

/// The name and address of somebody who registered, and whom few may see.
const CANARIES: [&str; 2] = ["Kanarek", "kanarek@cage.example"];

/// How somebody shows who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Not at all.
    Nothing,
    /// By a live session.
    Session,
    /// By a session that was signed out.
    Ended,
    /// By a token for programs.
    Token,
    /// By a token of another make.
    Forged,
}

/// Who knocks.
struct Visitor {
    by: By,
    role: Option<Role>,
    /// Whether the role is held for the forum in the path.
    own: bool,
    /// Whether they are kept to a category in which the canary is not.
    kept: bool,
    browser: TestApp,
    bearer: String,
}

impl fmt::Debug for Visitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} by {:?}, own {}, kept {}", self.role, self.by, self.own, self.kept)
    }
}

impl Visitor {
    fn known(&self) -> Option<Role> {
        self.role.filter(|_| matches!(self.by, By::Session | By::Token))
    }

    /// The statuses a wall may answer with; none means that it must let through.
    fn wall(&self, access: Access) -> Option<&'static [u16]> {
        let nobody = Some(&[401, 303][..]);
        match (access, self.known()) {
            (Access::Public | Access::PublicForum, _) => None,
            (Access::Holder, _) => Some(&[401, 404]),
            (Access::Speaker, _) => Some(&[404]),
            (_, None) => nobody,
            (Access::Entering, Some(_)) => (self.by == By::Token).then_some(&[403][..]),
            (Access::Staff, Some(_)) => None,
            (Access::Desk(_), Some(_)) if !self.own => Some(&[404]),
            (Access::Desk(permission) | Access::Installation(permission), Some(role)) => {
                let of_house = matches!(access, Access::Installation(_));
                let may = permission.allows(role) && (!of_house || role == Role::Admin);
                let may = may && !(self.by == By::Token && permission.gives_power());
                if may { None } else { Some(&[403]) }
            }
        }
    }

    /// True when the people of the forum may be in the answer.
    fn may_see(&self, access: Access) -> bool {
        let Access::Desk(permission) = access else { return false };
        let of_people = matches!(
            permission,
            Permission::ReadPeople
                | Permission::EditPeople
                | Permission::ExportPeople
                | Permission::ReadMail
                | Permission::ReadAudit
        );
        of_people && !self.kept && self.wall(access).is_none()
    }

    async fn knock(&self, route: &Route, path: &str) -> Answer {
        let headers = [("authorization", self.bearer.as_str())];
        let headers = if self.bearer.is_empty() { &[][..] } else { &headers[..] };
        self.browser.send(route.method.as_str(), path, None, headers).await
    }
}

fn visitor(by: By, role: Option<Role>, own: bool, browser: TestApp, bearer: String) -> Visitor {
    let bearer = if bearer.is_empty() { bearer } else { format!("Bearer {bearer}") };
    Visitor { by, role, own, kept: false, browser, bearer }
}

async fn visitors(app: &TestApp, own: &TestForum, other: &TestForum) -> Vec<Visitor> {
    let none = String::new;
    let mut all = vec![
        visitor(By::Nothing, None, false, app.browser(), none()),
        visitor(By::Forged, None, false, app.browser(), "mdg_forged".to_owned()),
    ];
    for role in Role::OF_FORUM {
        for (forum, is_own) in [(own, true), (other, false)] {
            let browser = app.staff(role, forum).await;
            all.push(visitor(By::Session, Some(role), is_own, browser, none()));
            let token = app.token(role, Some(forum.scope.forum())).await;
            all.push(visitor(By::Token, Some(role), is_own, app.browser(), token));
        }
        let ended = app.browser();
        ended.sign_in(&format!("{}@own.example", role.code())).await;
        let cookie = ended.cookie("desk").unwrap();
        ended.post_form("/desk/sign-out", &[]).await;
        ended.set_cookie("desk", &cookie);
        all.push(visitor(By::Ended, Some(role), true, ended, none()));
    }
    let clerk = app.clerk_of(own, &["press"]).await;
    let clerk = visitor(By::Session, Some(Role::Clerk), true, clerk, none());
    all.push(Visitor { kept: true, ..clerk });
    let email = "admin@house.example";
    app.hire(email, Role::Admin, None, &[]).await;
    let admin = app.come_in(email).await;
    all.push(visitor(By::Session, Some(Role::Admin), true, admin, none()));
    let token = app.token(Role::Admin, None).await;
    all.push(visitor(By::Token, Some(Role::Admin), true, app.browser(), token));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_every_visitor_as_the_permission_table_says() {
    let app = TestApp::start().await;
    let own = app.forum("own", None, &[1]).await;
    let other = app.forum("other", None, &[1]).await;
    let wish = serde_json::json!({
        "email": CANARIES[1], "name": CANARIES[0], "sessions": [1], "consents": ["privacy"]
    });
    let made = app.post_json("/api/v1/forums/own/registrations", &wish).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let reference = made.json()["reference"].as_str().unwrap().to_owned();

    // Signing out comes last: a visitor stays who they are until then.
    let mut routes = table();
    routes.sort_by_key(|route| route.path == "/desk/sign-out");
    let (mut cells, mut seen) = (0, 0);
    for visitor in visitors(&app, &own, &other).await {
        for route in &routes {
            let fill = |path: String, (name, value): &(&str, &str)| {
                // What changes people is tried on nobody, or the canary would not live to the end.
                let real = *name == "{reference}" && route.method == "GET";
                path.replace(name, if real { &reference } else { value })
            };
            let path = SAMPLES.iter().fold(route.path.to_owned(), fill);
            assert!(!path.contains('{'), "{path} has a place without a sample");
            let answer = visitor.knock(route, &path).await;
            let at = format!("{} {path} for {visitor:?}: {}", route.method, answer.status);
            assert!(answer.status < 500, "{at}");
            match visitor.wall(route.access) {
                Some(statuses) => assert!(statuses.contains(&answer.status), "{at}"),
                None if matches!(route.access, Access::Staff | Access::Entering) => {
                    assert_ne!(answer.status, 401, "{at}");
                }
                None if visitor.kept => assert_ne!(answer.status, 403, "{at}"),
                None => assert!(![401, 403].contains(&answer.status), "{at}"),
            }
            let told = CANARIES.iter().any(|canary| answer.body.contains(canary));
            assert!(!told || visitor.may_see(route.access), "{at} tells of the canary");
            seen += usize::from(told);
            cells += 1;
        }
    }
    eprintln!("the matrix: {cells} cells, {seen} tell of the canary to whom may see it, 0 leaks");
    assert!(cells > 3000 && seen > 20, "{cells} cells, {seen} tell");
}
