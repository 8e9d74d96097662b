use chrono::TimeDelta;

use crate::support::{Answer, TestApp};

use super::{EMAIL, signed_in};

async fn ask(app: &TestApp, email: &str) -> Answer {
    let pairs = [("way", "link"), ("link_email", email)];
    app.browser().post_form("/desk/sign-in?lang=en", &pairs).await
}

fn link_in(text: &str) -> String {
    let line = text.lines().find(|line| line.contains("/desk/enter/")).unwrap();
    line[line.find("/desk/enter/").unwrap()..].to_owned()
}

#[tokio::test]
async fn a_known_address_gets_a_letter_whose_link_lets_in_once_within_the_hour() {
    let app = TestApp::start().await;
    signed_in(&app).await;
    assert_eq!(ask(&app, "Haneul@Forum.example").await.location(), "/desk/sign-in/sent");
    app.work().await;
    let mailbox = app.mailbox().await;
    let [(to, text)] = mailbox.as_slice() else { panic!("{mailbox:?}") };
    assert_eq!(to, EMAIL);
    let link = link_in(text);
    app.clock.advance(TimeDelta::minutes(59));
    assert_eq!(app.browser().get(&link).await.status, 200);
    let entered = app.browser().post_form(&link, &[]).await;
    assert_eq!((entered.status, entered.location()), (303, "/desk"));
    assert_eq!(app.browser().post_form(&link, &[]).await.status, 410);

    ask(&app, EMAIL).await;
    app.work().await;
    let link = link_in(&app.mailbox().await[1].1);
    app.clock.advance(TimeDelta::hours(1));
    assert_eq!(app.browser().post_form(&link, &[]).await.status, 410);
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_bytes_and_no_letter() {
    let app = TestApp::start().await;
    signed_in(&app).await;
    let same = |a: &Answer| {
        let drop = ["x-request-id", "date"];
        let kept = a.headers.iter().filter(|(name, _)| !drop.contains(&name.as_str()));
        (a.status, kept.cloned().collect::<Vec<_>>(), a.body.clone())
    };
    let (known, unknown) = (ask(&app, EMAIL).await, ask(&app, "nobody@forum.example").await);
    assert_eq!(same(&known), same(&unknown));
    app.work().await;
    let to: Vec<String> = app.mailbox().await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(to, [EMAIL]);
}

#[tokio::test]
async fn an_address_gets_three_letters_an_hour() {
    let app = TestApp::start().await;
    signed_in(&app).await;
    for _ in 0..5 {
        assert_eq!(ask(&app, EMAIL).await.location(), "/desk/sign-in/sent");
    }
    app.work().await;
    assert_eq!(app.mailbox().await.len(), 3);
    app.clock.advance(TimeDelta::hours(1));
    ask(&app, EMAIL).await;
    app.work().await;
    assert_eq!(app.mailbox().await.len(), 4);
}
