use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use madang::accounts::create_token;
use madang::db::schema::audit_entry;
use madang::types::Role;

use crate::support::TestApp;

use super::{EMAIL, PASSWORD, signed_in};

#[tokio::test]
async fn every_step_is_on_record_and_names_nobody() {
    let app = TestApp::start().await;
    let browser = signed_in(&app).await;
    browser.post_form("/desk/sign-out", &[]).await;
    for (email, password) in
        [(EMAIL, "wrong"), ("nobody@forum.example", "wrong"), (EMAIL, PASSWORD)]
    {
        let pairs = [("email", email), ("password", password)];
        app.browser().post_form("/desk/sign-in", &pairs).await;
    }
    let pairs = [("way", "link"), ("link_email", EMAIL)];
    app.browser().post_form("/desk/sign-in", &pairs).await;
    app.work().await;
    create_token(&app.db, &app.clock, Role::Admin, None, "nightly export", 30).await.unwrap();

    let mut conn = app.db.conn().await.unwrap();
    let rows: Vec<(String, String, serde_json::Value)> = audit_entry::table
        .order(audit_entry::id)
        .select((audit_entry::action, audit_entry::actor_kind, audit_entry::detail))
        .load(&mut conn)
        .await
        .unwrap();
    let steps: Vec<(&str, &str)> =
        rows.iter().map(|(action, actor, _)| (action.as_str(), actor.as_str())).collect();
    let wanted = [
        ("accounts.added", "operator"),
        ("accounts.role_granted", "operator"),
        ("accounts.link_made", "operator"),
        ("accounts.signed_in", "staff"),
        ("accounts.password_set", "staff"),
        ("accounts.signed_out", "staff"),
        ("accounts.sign_in_failed", "guest"),
        ("accounts.sign_in_failed", "guest"),
        ("accounts.signed_in", "staff"),
        ("accounts.link_sent", "guest"),
        ("accounts.token_made", "operator"),
    ];
    assert_eq!(steps, wanted);
    for (action, _, detail) in &rows {
        let text = detail.to_string();
        for personal in ["@", "haneul", "nightly", PASSWORD] {
            assert!(!text.contains(personal), "{action}: {text}");
        }
    }
}
