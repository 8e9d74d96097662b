//! The matrix: every route of the table with every kind of visitor. The status is what the permission table
//! says, a foreign forum looks as if it were not there, and nobody's name reaches whom it must not reach.
//! It is made from the table itself, so a new route is in it by being mounted.

use std::fmt;

use madang::accounts::{Access, Permission, Route};
use madang::app::table;
use madang::types::Role;

use crate::support::{Answer, Setup, TestApp, TestForum};

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
    /// By a session that has the password right and has not shown the second factor.
    HalfWay,
    /// By a session whose weighty role takes a second factor that was never set up.
    Bare,
}

/// What stands in front of a route.
#[derive(Clone, Copy, Debug)]
enum Wall {
    /// Nothing.
    Open,
    /// One of these statuses.
    Shut(&'static [u16]),
    /// On a page the way there, in the API this status.
    Leads(&'static str, u16),
}

/// The pages on the way in.
const WAY_IN: [&str; 3] = ["/desk/sign-in", "/desk/code", "/desk/second-factor"];

impl Wall {
    /// True when a route behind this wall may answer so.
    fn allows(self, route: &Route, answer: &Answer) -> bool {
        let leads = answer.location().split('?').next().unwrap_or_default();
        match self {
            Self::Open => match route.access {
                Access::Staff | Access::Entering => answer.status != 401,
                Access::Desk(_) | Access::Installation(_) => {
                    ![401, 403].contains(&answer.status) && !WAY_IN.contains(&leads)
                }
                _ => ![401, 403].contains(&answer.status),
            },
            Self::Shut(statuses) => statuses.contains(&answer.status),
            Self::Leads(_, status) if route.path.starts_with("/api/") => answer.status == status,
            Self::Leads(to, _) => answer.status == 303 && leads == to,
        }
    }
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
    /// What stands between them and a route.
    fn wall(&self, access: Access) -> Wall {
        match (access, self.by) {
            (Access::Public | Access::PublicForum, _) => Wall::Open,
            (Access::Holder, _) => Wall::Shut(&[401, 404]),
            (Access::Speaker, _) => Wall::Shut(&[404]),
            (_, By::Nothing | By::Ended | By::Forged) => Wall::Leads("/desk/sign-in", 401),
            (Access::Entering, By::Token) => Wall::Shut(&[403]),
            (Access::Entering, _) => Wall::Open,
            (_, By::HalfWay) => Wall::Leads("/desk/code", 403),
            (_, By::Bare) => Wall::Leads("/desk/second-factor", 403),
            (Access::Staff, _) => Wall::Open,
            (Access::Desk(_), _) if !self.own => Wall::Shut(&[404]),
            (Access::Desk(permission) | Access::Installation(permission), by) => {
                let of_house = matches!(access, Access::Installation(_));
                let allows = |role| permission.allows(role) && (!of_house || role == Role::Admin);
                let may = self.role.is_some_and(allows);
                let may = may && !(by == By::Token && permission.gives_power());
                if may { Wall::Open } else { Wall::Shut(&[403]) }
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
        of_people && !self.kept && matches!(self.wall(access), Wall::Open)
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
            if Permission::is_weighty(role) {
                browser.set_factor(&format!("{}@{}.example", role.code(), forum.slug)).await;
            }
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
    admin.set_factor(email).await;
    all.push(visitor(By::Session, Some(Role::Admin), true, admin, none()));
    let token = app.token(Role::Admin, None).await;
    all.push(visitor(By::Token, Some(Role::Admin), true, app.browser(), token));
    all.extend(on_the_way(app, own).await);
    all
}

/// Those who have the password right and not more, each with an account of their own: others end the
/// sessions of theirs.
async fn on_the_way(app: &TestApp, own: &TestForum) -> Vec<Visitor> {
    let mut all = Vec::new();
    for role in [Role::Admin, Role::Owner, Role::Clerk] {
        let email = format!("half-{}@own.example", role.code());
        app.hire(&email, role, Some(own).filter(|_| role != Role::Admin), &[]).await;
        app.come_in(&email).await.set_factor(&email).await;
        let browser = app.browser();
        browser.sign_in(&email).await;
        all.push(visitor(By::HalfWay, Some(role), true, browser, String::new()));
    }
    for role in [Role::Admin, Role::Owner, Role::Organizer, Role::Protection] {
        let email = format!("bare-{}@own.example", role.code());
        app.hire(&email, role, Some(own).filter(|_| role != Role::Admin), &[]).await;
        let browser = app.come_in(&email).await;
        all.push(visitor(By::Bare, Some(role), true, browser, String::new()));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_every_visitor_as_the_permission_table_says() {
    let app = TestApp::with(Setup { second_factor: true, ..Setup::default() }).await;
    let own = app.forum("own", None, &[1]).await;
    let other = app.forum("other", None, &[1]).await;
    let wish = serde_json::json!({
        "email": CANARIES[1], "name": CANARIES[0], "sessions": [1], "consents": ["privacy"]
    });
    let made = app.post_json("/api/v1/forums/own/registrations", &wish).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let reference = made.json()["reference"].as_str().unwrap().to_owned();

    // What changes how they came in comes last: a visitor stays who they are until then.
    let mut routes = table();
    let ends = ["/desk/account/factor/remove", "/desk/sign-out"];
    routes.sort_by_key(|route| ends.iter().position(|end| *end == route.path));
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
            let wall = visitor.wall(route.access);
            let leads = answer.location();
            assert!(wall.allows(route, &answer), "{at} {leads}, not {wall:?}");
            let told = CANARIES.iter().any(|canary| answer.body.contains(canary));
            assert!(!told || visitor.may_see(route.access), "{at} tells of the canary");
            seen += usize::from(told);
            cells += 1;
        }
    }
    eprintln!("the matrix: {cells} cells, {seen} tell of the canary to whom may see it, 0 leaks");
    assert!(cells > 3000 && seen > 20, "{cells} cells, {seen} tell");
}
