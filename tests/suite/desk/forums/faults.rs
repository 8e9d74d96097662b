//! What is wrong comes back beside its field, with everything that was typed.

use crate::support::TestApp;

use super::{FIRST, admin, carried, said, untouched, with};

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_the_first_form_is_told_at_once_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let desk = admin(&app).await;
    let wrong = with(
        &FIRST,
        &[
            ("title_ko", ""),
            ("title_en", ""),
            ("slug", "Seoul 2026!"),
            ("zone", "Mars/Olympus"),
            ("capacity", "many"),
            ("contact", "nobody"),
            ("ends_time", ""),
        ],
    );
    let page = desk.post_form("/desk/new", &wrong).await;
    assert_eq!(page.status, 422);
    for field in ["title_ko", "slug", "zone", "capacity", "contact", "ends_time"] {
        assert!(page.body.contains(&format!("href=\"#{field}\"")), "{field} in the summary");
        assert!(page.body.contains(&format!("id=\"{field}-error\"")), "{field} beside the field");
    }
    for typed in ["Seoul 2026!", "Mars/Olympus", "many", "nobody", "서울특별시", "2026-09-14"]
    {
        assert!(page.body.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    assert!(page.body.contains("<title>오류:"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_or_ours_is_refused_beside_the_field() {
    let app = TestApp::start().await;
    app.forum("own", None, &[]).await;
    let desk = admin(&app).await;
    for (slug, status) in [("own", 409), ("desk", 422), ("new", 422), ("API", 422), ("a", 422)] {
        let page = desk.post_form("/desk/new", &with(&FIRST, &[("slug", slug)])).await;
        assert_eq!(page.status, status, "{slug}");
        assert!(page.body.contains("id=\"slug-error\""), "{slug}");
        assert!(page.body.contains("가을 인권 포럼") && page.body.contains("href=\"#slug\""));
    }
    let backwards = with(&FIRST, &[("ends_day", "2026-09-13")]);
    let page = desk.post_form("/desk/new", &backwards).await;
    assert!(page.status == 422 && page.body.contains("id=\"ends_day-error\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_that_the_clocks_skip_is_refused_with_words() {
    let app = TestApp::start().await;
    let desk = admin(&app).await;
    let skipped = [
        ("zone", "Europe/Brussels"),
        ("starts_day", "2026-03-29"),
        ("starts_time", "02:30"),
        ("ends_day", "2026-03-29"),
    ];
    let page = desk.post_form("/desk/new", &with(&FIRST, &skipped)).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("id=\"starts_time-error\"") && page.body.contains("서머타임"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_organizers_the_second_sees_what_the_first_wrote_before_writing_over_it() {
    let app = TestApp::start().await;
    app.forum("own", None, &[4]).await;
    let desk = admin(&app).await;
    let pages = ["/desk/own/settings", "/desk/own/sessions/1"];
    let cases = pages.map(|path| (path, "version", "title_en"));
    let venue = ("/desk/own/settings/venue", "seen", "name_en");
    for (path, mark, field) in cases.into_iter().chain([venue]) {
        let form = untouched(&desk.get(path).await.body);
        let first = desk.post_form(path, &said(&form, &[(field, "The first word")])).await;
        assert_eq!(first.status, 303, "{path}: {}", first.body);
        let late = said(&form, &[(field, "The second word")]);
        let second = desk.post_form(path, &late).await;
        assert!([409, 412].contains(&second.status), "{path}: {}", second.status);
        assert!(second.body.contains("value=\"The second word\""), "{path}");
        assert!(second.body.contains("The first word</"), "{path}: {}", second.body);
        let mark_now = carried(&second.body, mark);
        let knowing = with(&late, &[(mark, &mark_now)]);
        assert_eq!(desk.post_form(path, &knowing).await.status, 303, "{path}");
        assert!(desk.get(path).await.body.contains("value=\"The second word\""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_use_is_not_removed_and_what_the_public_needs_stays() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[1]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let desk = admin(&app).await;
    let list = desk.get("/desk/own/settings/categories").await.body;
    let id = list
        .split("/desk/own/settings/categories/")
        .skip(1)
        .find(|at| at.contains("\" lang="))
        .unwrap();
    let id = id.split('"').next().unwrap();
    let path = format!("/desk/own/settings/categories/{id}/remove");
    assert_eq!(desk.get(&path).await.status, 200);
    let refused = desk.post_form(&path, &[]).await;
    assert_eq!(refused.status, 409, "someone is registered in it");
    assert!(refused.body.contains("role=\"alert\""));

    let retire = "/desk/own/settings/consents/privacy/retire";
    assert_eq!(desk.post_form(retire, &[]).await.status, 409);
    let path = "/desk/own/settings/consents/privacy";
    let form = untouched(&desk.get(path).await.body);
    let reworded = desk.post_form(path, &said(&form, &[("title_en", "I agree")])).await;
    assert_eq!(reworded.status, 303, "{}", reworded.body);
    assert!(desk.read("/desk/own/settings/consents", "en").await.body.contains("Version 2"));
}
