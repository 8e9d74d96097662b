//! Who works on a forum: invited, changed, removed, and at once everywhere.

use chrono::TimeDelta;
use madang::types::Role;
use serde_json::json;

use super::{register, times};
use crate::support::{Setup, TestApp};

const MINJI: &str = "minji@own.example";

fn invitation(role: &str) -> [(&str, &str); 5] {
    [("email", MINJI), ("name", "Minji"), ("role", role), ("kept", "all"), ("lang", "en")]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_invites_somebody_who_comes_in_by_the_letter() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    let faulty = owner.post_form("/desk/own/staff/new?lang=en", &[("email", "nobody")]).await;
    assert_eq!(faulty.status, 422);
    for field in ["email", "name", "role"] {
        assert!(faulty.body.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(faulty.body.contains("value=\"nobody\""), "what was typed stays");
    let invited = owner.post_form("/desk/own/staff/new", &invitation("agenda")).await;
    assert_eq!(invited.location(), "/desk/own/staff?done=invited");
    let list = owner.read("/desk/own/staff?done=invited", "en").await;
    for words in [MINJI, "Agenda editor", "Invited, has not come in yet", "owner@own.example"] {
        assert!(list.body.contains(words), "{words} in {}", list.body);
    }
    let letter = app.letters(MINJI).await.pop().unwrap();
    assert!(letter.subject.contains("Open forum") && letter.text.contains("Agenda editor"));
    assert!(!letter.text.contains("Minji"), "nothing that anybody typed is in the letter");

    let minji = app.come_in(MINJI).await;
    assert_eq!(minji.get("/desk/own/sessions").await.status, 200);
    assert_eq!(minji.get("/desk/own/people").await.status, 403);
    assert_eq!(minji.get("/desk/own/staff").await.status, 403);
    let home = minji.get("/desk/own").await.body;
    assert!(home.contains("/desk/own/sessions") && !home.contains("/desk/own/people"));
    assert_eq!(times(&app, &forum, "accounts.role_granted").await, 2);
    assert_eq!(times(&app, &forum, "accounts.invitation_sent").await, 2);
    let again = owner.post_form("/desk/own/staff/new?lang=en", &invitation("agenda")).await;
    assert_eq!(again.status, 409);
    assert!(again.body.contains("hold this role already"), "{}", again.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_sent_again_voids_the_earlier_link() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    owner.post_form("/desk/own/staff/new", &invitation("reader")).await;
    let first = app.letters(MINJI).await.pop().unwrap().text;
    let grant = app.grant_of(MINJI, Some(&forum)).await;
    app.clock.advance(TimeDelta::minutes(10));
    let sent = owner.post_form(&format!("/desk/own/staff/{grant}/invitation"), &[]).await;
    assert_eq!(sent.location(), "/desk/own/staff?done=again");
    let at = first.find("/desk/enter/").unwrap();
    let old = first[at..].split_whitespace().next().unwrap();
    assert_eq!(app.browser().post_form(old, &[]).await.status, 410);
    app.come_in(MINJI).await;
    let needless = owner.post_form(&format!("/desk/own/staff/{grant}/invitation"), &[]).await;
    assert_eq!(needless.status, 409, "they have come in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_taken_away_ends_at_once_in_every_process() {
    let app = TestApp::start().await;
    let second = TestApp::with(Setup { db: Some(app.db.clone()), ..Setup::default() }).await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    let organizer = app.organizer(&forum).await;
    let there = second.browser();
    there.set_cookie("desk", &organizer.cookie("desk").unwrap());
    assert_eq!(there.get("/desk/own/people").await.status, 200);
    let grant = app.grant_of("organizer@own.example", Some(&forum)).await;
    let path = format!("/desk/own/staff/{grant}");

    let changed = owner.post_form(&path, &[("role", "reader"), ("kept", "all")]).await;
    assert_eq!(changed.location(), "/desk/own/staff?done=changed");
    assert_eq!(there.get("/desk/own/people").await.status, 403, "the next request, elsewhere");
    assert_eq!(there.get("/desk/own").await.status, 200);

    let grant = app.grant_of("organizer@own.example", Some(&forum)).await;
    let asked = owner.read(&format!("/desk/own/staff/{grant}/remove"), "en").await;
    assert!(asked.body.contains("organizer@own.example"), "{}", asked.body);
    let removed = owner.post_form(&format!("/desk/own/staff/{grant}/remove"), &[]).await;
    assert_eq!(removed.location(), "/desk/own/staff?done=removed");
    assert_eq!(there.get("/desk/own").await.status, 404);
    assert_eq!(owner.post_form(&format!("/desk/own/staff/{grant}/remove"), &[]).await.status, 404);
    let list = owner.read("/desk/own/staff", "en").await.body;
    assert!(list.contains("Former staff") && list.contains("organizer@own.example"), "kept");
    assert_eq!(times(&app, &forum, "accounts.role_ended").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_owner_stays_and_of_two_who_go_at_once_one_does() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    let owner = app.owner(&forum).await;
    let first = app.grant_of("owner@own.example", Some(&forum)).await;
    let alone = owner.post_form(&format!("/desk/own/staff/{first}/remove?lang=en"), &[]).await;
    assert_eq!(alone.status, 409);
    assert!(alone.body.contains("keeps at least one owner who has come in"), "{}", alone.body);
    let down = [("role", "reader"), ("kept", "all")];
    assert_eq!(owner.post_form(&format!("/desk/own/staff/{first}"), &down).await.status, 409);

    app.hire(MINJI, Role::Owner, Some(&forum), &[]).await;
    let minji = app.come_in(MINJI).await;
    let second = app.grant_of(MINJI, Some(&forum)).await;
    let (one, other) =
        (format!("/desk/own/staff/{first}/remove"), format!("/desk/own/staff/{second}/remove"));
    let (one, other) = tokio::join!(owner.post_form(&one, &[]), minji.post_form(&other, &[]));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
}

#[tokio::test(flavor = "multi_thread")]
async fn admins_invite_and_remove_one_another_but_the_last() {
    let app = TestApp::start().await;
    app.hire("haneul@house.example", Role::Admin, None, &[]).await;
    let admin = app.come_in("haneul@house.example").await;
    let list = admin.read("/desk/staff", "en").await;
    assert!(list.body.contains("haneul@house.example") && list.body.contains("boss@house.example"));
    let boss = app.grant_of("boss@house.example", None).await;
    let gone = admin.post_form(&format!("/desk/staff/{boss}/remove"), &[]).await;
    assert_eq!(gone.location(), "/desk/staff?done=removed");
    let own = app.grant_of("haneul@house.example", None).await;
    let last = admin.post_form(&format!("/desk/staff/{own}/remove"), &[]).await;
    assert_eq!(last.status, 409);
    let form = [("email", MINJI), ("name", "Minji"), ("lang", "ko")];
    assert_eq!(
        admin.post_form("/desk/staff/new", &form).await.location(),
        "/desk/staff?done=invited"
    );
    assert!(app.letters(MINJI).await.pop().unwrap().text.contains("시스템 관리자"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_of_some_categories_sees_and_changes_nobody_else() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[2]).await;
    let guest = |email: &str, name: &str, category: &str| json!({ "email": email, "name": name, "category": category, "sessions": [1] });
    let ours = register(&app, &forum, guest("press@paper.example", "Pressa Canary", "press")).await;
    let theirs =
        register(&app, &forum, guest("gen@mail.example", "Genera Canary", "general")).await;
    let clerk = app.clerk_of(&forum, &["press"]).await;
    let list = clerk.get("/desk/own/people").await.body;
    assert!(list.contains("Pressa") && !list.contains("Genera"), "{list}");
    assert!(!clerk.get("/desk/own/people?q=genera").await.body.contains(&theirs));
    assert!(!list.contains("value=\"general\""), "nor is the category offered");
    let api = clerk.get("/api/v1/forums/own/registrations").await;
    assert_eq!((api.status, api.body.contains("Pressa")), (403, false), "it is a list to take out");
    assert_eq!(clerk.get(&format!("/desk/own/people/{ours}")).await.status, 200);
    for path in ["", "/cancellation"] {
        let path = format!("/desk/own/people/{theirs}{path}");
        assert_eq!(clerk.get(&path).await.status, 404, "{path}");
    }
    for (path, form) in
        [("/cancellation", ("reason", "x")), ("/seats", ("no", "1")), ("/link", ("x", "x"))]
    {
        let path = format!("/desk/own/people/{theirs}{path}");
        let sent = clerk.post_form(&path, &[form, ("do", "give")]).await;
        assert_eq!(sent.status, 404, "{path}");
    }
    assert_eq!(app.seats(&forum).await[0].taken, 2);
    let given = clerk
        .post_form(&format!("/desk/own/people/{ours}/seats"), &[("no", "1"), ("do", "give")])
        .await;
    assert_eq!(given.status, 303);
    assert_eq!(clerk.get("/desk/own/export").await.status, 403);
}
