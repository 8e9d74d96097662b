use madang::types::Role;
use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

use super::{Staff, log, register};

const USUAL: [&str; 11] = [
    "reference",
    "badge_name",
    "name",
    "name_latin",
    "affiliation",
    "category",
    "state",
    "language",
    "sessions",
    "registered_at",
    "verified",
];

fn wish<'a>(format: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let columns = USUAL.iter().map(|column| ("column", *column));
    let mut form: Vec<_> = columns.collect();
    form.extend([("purpose", "현장 등록대"), ("format", format), ("state", "confirmed")]);
    form.extend(more);
    form
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_by_form_equals_the_one_by_program_and_is_in_the_log() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[2]).await;
    let body = json!({ "email": "minji@example.org", "name": "민지", "sessions": [1] });
    register(&app, &forum, body).await;
    register(
        &app,
        &forum,
        json!({ "email": "x@example.org", "name": "=1+1", "affiliation": "@SUM(A1)" }),
    )
    .await;
    let staff = Staff::organizer(&app, &forum).await;
    let token = app.token(Role::Organizer, Some(forum.scope.forum())).await;
    let by_form = staff.post("/desk/own/export", &wish("csv", &[])).await;
    assert_eq!(by_form.status, 200, "{}", by_form.body);
    let path = "/api/v1/forums/own/attendance.csv?purpose=p&lang=en";
    let by_program = app.browser().ask(Method::GET, path, &token).await;
    assert_eq!(by_form.body, by_program.body);
    assert!(by_form.body.contains("'=1+1") && by_form.body.contains("'@SUM(A1)"));
    let name = by_form.header("content-disposition").unwrap();
    assert!(name.contains("filename=\"own-attendance-"), "{name}");
    let workbook = staff.post("/desk/own/export", &wish("xlsx", &[("column", "email")])).await;
    assert!(workbook.bytes.starts_with(b"PK"), "a workbook is a zip");
    let entry = log(&app, &forum).await.into_iter().find(|row| row.action == "people.exported");
    let entry = entry.unwrap();
    assert_eq!(entry.purpose.as_deref(), Some("현장 등록대"));
    assert_eq!((&entry.detail["format"], &entry.detail["rows"]), (&json!("xlsx"), &json!(2)));
    let page = staff.get("/desk/own/export").await;
    assert_eq!(page.body.matches("현장 등록대").count(), 2, "{}", page.body);
    // In Korean the file has a Korean name, in the form that browsers read.
    let headers = [("authorization", staff.bearer.as_str()), ("accept-language", "ko")];
    let korean = app.send("POST", "/desk/own/export", Some(&wish("csv", &[])), &headers).await;
    let name = korean.header("content-disposition").unwrap();
    assert!(name.contains("filename*=UTF-8''own%2D%EC%B0%B8%EA%B0%80"), "{name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_without_a_purpose_comes_back_with_all_that_was_chosen() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[2]).await;
    let staff = Staff::organizer(&app, &forum).await;
    let form = [("format", "csv"), ("state", "waitlisted"), ("session", "1"), ("column", "email")];
    let back = staff.post("/desk/own/export", &form).await;
    assert_eq!(back.status, 422);
    for kept in [
        "value=\"waitlisted\" selected",
        "value=\"1\" selected",
        "value=\"csv\" checked",
        "value=\"email\" checked",
        "href=\"#purpose\"",
    ] {
        assert!(back.body.contains(kept), "{kept}: {}", back.body);
    }
    assert!(!back.body.contains("value=\"name\" checked"));
    let none = [("purpose", "seating"), ("format", "csv")];
    let back = staff.post("/desk/own/export", &none).await;
    assert_eq!(back.status, 422, "no column is no list");
    assert!(back.body.contains("href=\"#column\"") && back.body.contains("seating"));
    let gone = [("purpose", "seating"), ("format", "csv"), ("column", "name"), ("session", "9")];
    let back = staff.post("/desk/own/export", &gone).await;
    assert_eq!(back.status, 422);
    assert!(back.body.contains("href=\"#session\""), "{}", back.body);
    assert!(!log(&app, &forum).await.iter().any(|row| row.action == "people.exported"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_begins_with_what_the_list_was_narrowed_to() {
    let app = TestApp::start().await;
    let forum = app.forum("own", None, &[2]).await;
    let staff = Staff::organizer(&app, &forum).await;
    let list = staff.get("/desk/own/people?state=waitlisted&session=1&q=secret").await;
    let href = super::unescaped(super::links(&list, "/desk/own/export?")[0]);
    assert!(!href.contains("secret"), "a search is no selection: {href}");
    let page = staff.get(&href).await;
    assert!(page.body.contains("value=\"waitlisted\" selected"), "{}", page.body);
    assert!(page.body.contains("value=\"1\" selected"));
    assert!(!page.body.contains("value=\"email\" checked"), "addresses are asked for, never given");
}
