//! What an invitation must not do: let back in who was shut out, flood somebody, or leave a forum to nobody.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use madang::accounts::create_token;
use madang::db::schema::app_user;
use madang::types::Role;

use crate::support::TestApp;

const MINJI: &str = "minji@own.example";

const fn invitation(role: &str) -> [(&str, &str); 5] {
    [("email", MINJI), ("name", "Minji"), ("role", role), ("kept", "all"), ("lang", "en")]
}

/// Shuts an account out.
async fn disable(app: &TestApp, email: &str) {
    let mut conn = app.db.conn().await.unwrap();
    let account = diesel::update(app_user::table.filter(app_user::email.eq(email)));
    let rows = account.set(app_user::disabled_at.eq(app.clock.now())).execute(&mut conn).await;
    assert_eq!(rows, Ok(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_shut_out_is_let_back_by_the_operator_alone() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    owner.post_form("/desk/own/staff/new", &invitation("reader")).await;
    let minji = app.come_in(MINJI).await;
    disable(&app, MINJI).await;
    assert_eq!(minji.get("/desk").await.location(), "/desk/sign-in");
    let letters = app.letters(MINJI).await.len();

    let again = owner.post_form("/desk/own/staff/new?lang=en", &invitation("clerk")).await;
    assert_eq!(again.status, 409);
    assert!(again.body.contains("account of this address has been shut"), "{}", again.body);
    assert_eq!(minji.get("/desk").await.location(), "/desk/sign-in", "still outside");
    assert_eq!(app.browser().sign_in(MINJI).await.status, 422);
    assert_eq!(app.letters(MINJI).await.len(), letters);
    let list = owner.read("/desk/own/staff", "en").await.body;
    assert!(!list.contains("Registration clerk"), "no role was given: {list}");

    let email = madang::types::Email::parse(MINJI).unwrap();
    madang::accounts::create_admin(&app.db, &app.clock, &app.key, &email).await.unwrap();
    assert_eq!(app.browser().sign_in(MINJI).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_was_shut_out_gets_no_token_under_its_name() {
    let app = TestApp::start().await;
    let old = app.token(Role::Admin, None).await;
    disable(&app, "token:test").await;
    let made = create_token(&app.db, &app.clock, Role::Admin, None, "test", 30).await;
    assert!(format!("{made:?}").contains("Disabled"), "{made:?}");
    assert_eq!(app.ask(reqwest::Method::GET, "/desk", &old).await.location(), "/desk/sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_flooded_with_invitations_whichever_way_they_are_asked_for() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    owner.post_form("/desk/own/staff/new", &invitation("reader")).await;
    let grant = app.grant_of(MINJI, Some(&forum)).await;
    let (again, remove) =
        (format!("/desk/own/staff/{grant}/invitation"), format!("/desk/own/staff/{grant}/remove"));
    let at_once = owner.post_form(&format!("{again}?lang=en"), &[]).await;
    assert_eq!(at_once.status, 429);
    assert!(at_once.body.contains("sent an invitation a moment ago"), "{}", at_once.body);
    let other = owner.post_form("/desk/own/staff/new?lang=en", &invitation("clerk")).await;
    assert_eq!(other.status, 429);
    assert!(other.body.contains(&format!("value=\"{MINJI}\"")), "what was typed stays");
    let list = owner.read("/desk/own/staff", "en").await.body;
    assert!(!list.contains("Registration clerk"), "no role without its letter: {list}");

    for _ in 0..2 {
        app.clock.advance(TimeDelta::minutes(10));
        assert_eq!(owner.post_form(&again, &[]).await.status, 303);
    }
    app.clock.advance(TimeDelta::minutes(10));
    assert_eq!(owner.post_form(&again, &[]).await.status, 429, "three a day");
    assert_eq!(owner.post_form(&remove, &[]).await.status, 303);
    let anew = owner.post_form("/desk/own/staff/new", &invitation("reader")).await;
    assert_eq!(anew.status, 429, "taking the role away is no way around");
    assert_eq!(app.letters(MINJI).await.len(), 3);
    app.clock.advance(TimeDelta::days(1));
    owner.sign_in("owner@own.example").await;
    let anew = owner.post_form("/desk/own/staff/new", &invitation("reader")).await;
    assert_eq!(anew.location(), "/desk/own/staff?done=invited");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_invitations_at_once_one_letter_leaves() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    let (clerk, reader) = (invitation("clerk"), invitation("reader"));
    let (one, other) = tokio::join!(
        owner.post_form("/desk/own/staff/new", &clerk),
        owner.post_form("/desk/own/staff/new", &reader),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!((statuses, app.letters(MINJI).await.len()), ([303, 429], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_is_not_left_to_an_owner_who_never_came_in() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    let own = app.grant_of("owner@own.example", Some(&forum)).await;
    let own = format!("/desk/own/staff/{own}");
    let down = [("role", "reader"), ("kept", "all")];
    owner.post_form("/desk/own/staff/new", &invitation("owner")).await;
    let invited = app.grant_of(MINJI, Some(&forum)).await;
    assert_eq!(owner.post_form(&format!("{own}/remove"), &[]).await.status, 409);
    assert_eq!(owner.post_form(&own, &down).await.status, 409, "nor by a lesser role");
    let other = owner.post_form(&format!("/desk/own/staff/{invited}/remove"), &[]).await;
    assert_eq!(other.status, 303, "who never came in can be taken back");

    app.clock.advance(TimeDelta::minutes(10));
    owner.post_form("/desk/own/staff/new", &invitation("owner")).await;
    app.come_in(MINJI).await;
    disable(&app, MINJI).await;
    assert_eq!(owner.post_form(&format!("{own}/remove"), &[]).await.status, 409, "shut out");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_of_another_forum_or_of_the_house_is_not_there() {
    let app = TestApp::start().await;
    let (own, other) = (app.forum("own", None, &[1]).await, app.forum("other", None, &[1]).await);
    let owner = app.owner(&own).await;
    app.hire(MINJI, Role::Reader, Some(&other), &[]).await;
    let theirs = app.grant_of(MINJI, Some(&other)).await;
    let of_house = app.grant_of("boss@house.example", None).await;
    let form = [("role", "owner"), ("kept", "all")];
    for grant in [theirs, of_house] {
        let path = format!("/desk/own/staff/{grant}");
        for path in [format!("{path}/remove"), format!("{path}/invitation"), path] {
            assert_eq!(owner.post_form(&path, &form).await.status, 404, "{path}");
        }
    }
    let email = "haneul@house.example";
    app.hire(email, Role::Admin, None, &[]).await;
    for list in ["/desk/own/staff", "/desk/other/staff"] {
        let body = owner.get(list).await.body;
        assert!(!body.contains(MINJI) && !body.contains("haneul@house"), "{list}");
    }
    let admin = app.come_in(email).await;
    let house = admin.get("/desk/staff").await.body;
    assert!(house.contains("boss@house.example") && !house.contains(MINJI), "{house}");
    let path = format!("/desk/staff/{theirs}/remove");
    assert_eq!(admin.post_form(&path, &[]).await.status, 404, "it is a forum's");
    assert!(admin.get("/desk/other/staff").await.body.contains(MINJI), "and still held");
}
