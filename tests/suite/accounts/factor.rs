//! The second factor: who must have one, what it takes, and what it never takes twice.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use madang::db::schema::second_factor;
use madang::types::Role;

use crate::support::{Setup, TestApp};

const EMAIL: &str = "owner@own.example";

async fn strict() -> TestApp {
    TestApp::with(Setup { second_factor: true, ..Setup::default() }).await
}

/// Types a code where it is asked for, on the way to a page.
async fn prove(browser: &TestApp, code: &str, to: &str) -> crate::support::Answer {
    browser.post_form("/desk/code?lang=en", &[("code", code), ("to", to)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weighty_role_is_led_to_set_one_up_and_a_light_one_is_not() {
    let app = strict().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    for path in ["/desk", "/desk/own", "/desk/own/export", "/desk/account"] {
        assert_eq!(owner.get(path).await.location(), "/desk/second-factor", "{path}");
    }
    let page = owner.read("/desk/second-factor", "en").await;
    assert_eq!(page.status, 200);
    let seed = owner.offered(EMAIL).await;
    assert!(page.body.contains(&seed.spelled()) && page.body.contains("<svg class=\"qr"));
    let wrong = owner.post_form("/desk/second-factor?lang=en", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#code\"") && wrong.body.contains(&seed.spelled()));

    let before = owner.cookie("desk").unwrap();
    let (_, codes) = owner.set_factor(EMAIL).await;
    assert_eq!(codes.len(), 10);
    assert_ne!(owner.cookie("desk").unwrap(), before, "the session goes on under another token");
    let stale = app.browser();
    stale.set_cookie("desk", &before);
    assert_eq!(stale.get("/desk").await.location(), "/desk/sign-in");
    assert_eq!(owner.get("/desk/own/export").await.status, 200);

    let clerk = app.staff(Role::Clerk, &forum).await;
    assert_eq!(clerk.get("/desk/own/people").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_opens_once_and_a_recovery_code_too() {
    let app = strict().await;
    let forum = app.forum("own", None, &[1]).await;
    let (seed, codes) = app.owner(&forum).await.set_factor(EMAIL).await;

    let browser = app.browser();
    browser.sign_in(EMAIL).await;
    assert!(browser.get("/desk/own").await.location().starts_with("/desk/code?to=%2Fdesk%2Fown"));
    let used = seed.code(app.clock.now());
    let replayed = prove(&browser, &used, "/desk/own").await;
    assert_eq!(replayed.status, 422, "the code that set it up is used");
    assert!(replayed.body.contains("href=\"#code\""), "{}", replayed.body);
    assert_eq!(browser.get("/desk/own").await.status, 303, "still outside");
    app.clock.advance(TimeDelta::seconds(30));
    let code = seed.code(app.clock.now());
    assert_eq!(prove(&browser, &code, "/desk/own").await.location(), "/desk/own");
    assert_eq!(browser.get("/desk/own").await.status, 200);
    let other = app.browser();
    other.sign_in(EMAIL).await;
    assert_eq!(prove(&other, &code, "/desk").await.status, 422, "nobody else gets in with it");
    assert_eq!(prove(&other, &used, "/desk").await.status, 422, "nor with an earlier one");

    let typed = codes[0].to_lowercase().replace('-', " ");
    assert_eq!(prove(&other, &typed, "//evil.example").await.location(), "/desk");
    assert_eq!(other.get("/desk").await.status, 200);
    let third = app.browser();
    third.sign_in(EMAIL).await;
    assert_eq!(prove(&third, &codes[0], "/desk").await.status, 422);
    assert_eq!(prove(&third, &codes[1], "/desk").await.status, 303);
    let account = third.read("/desk/account", "en").await;
    assert!(account.body.contains("8 recovery codes are left"), "{}", account.body);

    let renewed = third.post_form("/desk/account/recovery", &[]).await;
    assert!(renewed.status == 200 && !renewed.body.contains(&codes[2]));
    let fourth = app.browser();
    fourth.sign_in(EMAIL).await;
    assert_eq!(prove(&fourth, &codes[2], "/desk").await.status, 422, "the old set is void");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_bring_one_code_at_once_one_gets_in() {
    let app = strict().await;
    let forum = app.forum("own", None, &[1]).await;
    let (seed, _) = app.owner(&forum).await.set_factor(EMAIL).await;
    app.clock.advance(TimeDelta::seconds(30));
    let code = seed.code(app.clock.now());
    let tries = (0..4).map(|_| async {
        let browser = app.browser();
        browser.sign_in(EMAIL).await;
        prove(&browser, &code, "/desk").await.status
    });
    let mut statuses = futures_util::future::join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422, 422, 422]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_grave_asks_again_after_a_quarter_of_an_hour() {
    let app = strict().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    let (seed, _) = owner.set_factor(EMAIL).await;
    assert_eq!(owner.get("/desk/own/export").await.status, 200);
    app.clock.advance(TimeDelta::minutes(16));
    assert_eq!(owner.get("/desk/own/people").await.status, 200, "this is not grave");
    for path in ["/desk/own/export", "/desk/own/staff"] {
        let asked = owner.get(path).await;
        let to = path.replace('/', "%2F");
        assert_eq!(asked.location(), format!("/desk/code?to={to}"), "{path}");
    }
    for path in ["attendance.csv?purpose=seating", "registrations"] {
        let asked = owner.get(&format!("/api/v1/forums/own/{path}")).await;
        assert_eq!(asked.status, 403, "a program's door is no way around: {path}");
    }
    let late = owner.post_form("/desk/own/staff/new", &[("email", "x")]).await;
    assert_eq!(late.status, 422, "a form opened in time is still taken");
    app.clock.advance(TimeDelta::minutes(15));
    assert_eq!(
        owner.post_form("/desk/own/staff/new", &[]).await.location(),
        "/desk/code?to=%2Fdesk"
    );
    let code = seed.code(app.clock.now());
    let again = prove(&owner, &code, "/desk/own/export").await;
    assert_eq!(again.location(), "/desk/own/export");
    assert_eq!(owner.get("/desk/own/export").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seed_is_sealed_and_a_new_phone_begins_anew() {
    let app = strict().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    let (seed, codes) = owner.set_factor(EMAIL).await;
    {
        let mut conn = app.db.conn().await.unwrap();
        let stored: Vec<u8> =
            second_factor::table.select(second_factor::secret).first(&mut conn).await.unwrap();
        let user = app.user(EMAIL).await;
        let opened = madang::accounts::Seed::open(&app.parts.seal_key, user, &stored);
        assert_eq!(opened, Some(seed));
        let other = madang::types::UserId::fresh();
        assert_eq!(madang::accounts::Seed::open(&app.parts.seal_key, other, &stored), None);
    }
    app.clock.advance(TimeDelta::minutes(16));
    let removal = "/desk/account/factor/remove";
    assert_eq!(owner.post_form(removal, &[]).await.location(), "/desk/code?to=/desk/account");
    prove(&owner, &codes[0], "/desk/account").await;
    assert_eq!(owner.post_form(removal, &[]).await.location(), "/desk/account?done=factor");
    assert_eq!(owner.get("/desk").await.location(), "/desk/second-factor");
    owner.set_factor(EMAIL).await;
    assert_eq!(owner.get("/desk").await.status, 200);
    assert_eq!(owner.get("/desk/second-factor").await.location(), "/desk/account");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_alone_is_no_way_around_the_second_factor() {
    let app = strict().await;
    let forum = app.forum("own", None, &[1]).await;
    app.owner(&forum).await.set_factor(EMAIL).await;
    let thief = app.browser();
    thief.post_form("/desk/sign-in", &[("way", "link"), ("link_email", EMAIL)]).await;
    app.work().await;
    let text = app.letters(EMAIL).await.pop().unwrap().text;
    let at = text.find("/desk/enter/").unwrap();
    thief.post_form(text[at..].split_whitespace().next().unwrap(), &[]).await;
    for path in ["/desk", "/desk/password"] {
        assert!(thief.get(path).await.location().starts_with("/desk/code"), "{path}");
    }
    let set =
        [("new", "여름밤의 마당에 별이 쏟아진다"), ("again", "여름밤의 마당에 별이 쏟아진다")];
    assert!(thief.post_form("/desk/password", &set).await.location().starts_with("/desk/code"));
    assert_eq!(app.browser().sign_in(EMAIL).await.status, 303, "the password is as it was");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_codes_is_slowed_and_nobody_else_is() {
    let app =
        TestApp::with(Setup { second_factor: true, rate_limits: true, ..Setup::default() }).await;
    let forum = app.forum("own", None, &[1]).await;
    app.owner(&forum).await.set_factor(EMAIL).await;
    let browser = app.browser();
    browser.sign_in(EMAIL).await;
    let mut statuses = Vec::new();
    for guess in 0..12 {
        statuses.push(prove(&browser, &format!("{guess:06}"), "/desk").await.status);
    }
    assert!(statuses.contains(&422) && statuses.last() == Some(&429), "{statuses:?}");
    assert_eq!(app.browser().sign_in("nobody@own.example").await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_factor_that_is_forgotten_leaves_no_other_session_to_set_up_its_own() {
    let app = strict().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    owner.set_factor(EMAIL).await;
    let thief = app.browser();
    thief.sign_in(EMAIL).await;
    assert_eq!(thief.get("/desk/code").await.status, 200, "half way, with the password alone");
    let before = owner.cookie("desk").unwrap();
    let removal = "/desk/account/factor/remove";
    assert_eq!(owner.post_form(removal, &[]).await.location(), "/desk/account?done=factor");
    assert_eq!(thief.get("/desk/second-factor").await.location(), "/desk/sign-in");
    let stale = app.browser();
    stale.set_cookie("desk", &before);
    assert_eq!(stale.get("/desk").await.location(), "/desk/sign-in");
    assert_eq!(owner.get("/desk").await.location(), "/desk/second-factor", "goes on");

    owner.set_factor(EMAIL).await;
    thief.sign_in(EMAIL).await;
    let email = madang::types::Email::parse(EMAIL).unwrap();
    let forget = || madang::accounts::forget_factor(&app.db, &app.clock, &email);
    assert_eq!(forget().await.unwrap(), Some(true));
    for browser in [&owner, &thief] {
        assert_eq!(browser.get("/desk/second-factor").await.location(), "/desk/sign-in");
    }
    assert_eq!(forget().await.unwrap(), Some(false), "nothing is left to forget");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_digits_from_many_networks_is_slowed_and_the_owner_comes_in_by_paper() {
    let setup = Setup { second_factor: true, rate_limits: true, ..Setup::default() };
    let app = TestApp::with(setup).await;
    let forum = app.forum("own", None, &[1]).await;
    let (_, codes) = app.owner(&forum).await.set_factor(EMAIL).await;
    let mut statuses = Vec::new();
    for network in 1..=4 {
        let browser = app.browser_from(&format!("127.0.{network}.1"));
        browser.sign_in(EMAIL).await;
        for guess in 0..5 {
            statuses.push(prove(&browser, &format!("{network}{guess:05}"), "/desk").await.status);
        }
    }
    let tried = statuses.iter().filter(|status| **status == 422).count();
    assert_eq!((tried, statuses.last()), (10, Some(&429)), "{statuses:?}");
    let owner = app.browser_from("127.0.5.1");
    owner.sign_in(EMAIL).await;
    assert_eq!(prove(&owner, "000000", "/desk").await.status, 429);
    assert_eq!(prove(&owner, &codes[0], "/desk").await.status, 303);
}
