mod account;
mod enter;
mod factor;
mod links;
mod password;
mod sign_in;
mod tokens;
mod trail;

use madang::accounts::create_admin;
use madang::types::Email;

use crate::support::TestApp;

const EMAIL: &str = "haneul@forum.example";
const PASSWORD: &str = "copper lantern on the ninth stair";

/// An admin's one-time link, as its address.
async fn link_of(app: &TestApp, email: &str) -> String {
    let email = Email::parse(email).unwrap();
    let token = create_admin(&app.db, &app.clock, &app.key, &email).await.unwrap();
    format!("/desk/enter/{}", token.reveal())
}

/// A browser signed in by a link, with the password set.
async fn signed_in(app: &TestApp) -> TestApp {
    let browser = app.browser();
    let link = link_of(app, EMAIL).await;
    assert_eq!(browser.post_form(&link, &[]).await.location(), "/desk/password");
    let set = browser.post_form("/desk/password", &[("new", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!((set.status, set.location()), (303, "/desk"), "{}", set.body);
    browser
}
