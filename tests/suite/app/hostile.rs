//! Bad input, on every route there is: nothing typed, sent or put into an address makes a 500.

use std::fmt::Write as _;

use madang::app::table;
use madang::types::Email;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, TestForum, contract};

/// Texts that have broken programs.
fn texts() -> Vec<String> {
    [
        "\0",
        "a\0b",
        "\u{FFFF}",
        "\u{202E}gnp",
        "'; DROP TABLE registration; --",
        "{{7*7}}",
        "%00",
        "-1",
        "0",
        "99999999999999999999",
        "1e309",
        "NaN",
        "2026-02-30",
        "25:61",
        "null",
        "../../etc",
        "<script>alert(1)</script>",
        "ㅎㅏㄴㄱㅡㄹ",
        "👩‍👩‍👧‍👦",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(["가".repeat(40_000), " ".repeat(3_000), "x".repeat(120_000)])
    .collect()
}

/// Everybody at once: an admin with a session and a registrant with a private link.
struct Stage {
    app: TestApp,
    forum: TestForum,
    manage: String,
}

impl Stage {
    async fn set() -> Self {
        let app = TestApp::start().await;
        let forum = app.forum("own", None, &[3, 3]).await;
        app.guest("minji").register(&forum, &[1]).await;
        let manage = app.manage_token("minji@example.org").await;
        let email = Email::parse("haneul@forum.example").unwrap();
        let link = madang::accounts::create_admin(&app.db, &app.clock, &app.key, &email).await;
        let link = format!("/desk/enter/{}", link.unwrap().reveal());
        assert_eq!(app.post_form(&link, &[]).await.status, 303);
        Self { app, forum, manage }
    }

    /// An address of a route, with something in the place of each parameter.
    fn path(&self, pattern: &str, other: Option<&str>) -> String {
        let own = [("{forum}", self.forum.slug.as_str()), ("{no}", "1"), ("{token}", &self.manage)];
        let mut path = pattern.to_owned();
        for (name, value) in own {
            path = path.replace(name, other.unwrap_or(value));
        }
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            path.replace_range(from..=to, other.unwrap_or("1"));
        }
        path
    }

    async fn send(&self, method: &str, path: &str, kind: Option<&str>, body: Vec<u8>) -> Answer {
        let mut request =
            self.app.request(method.parse().unwrap(), path).header("origin", &self.app.base);
        if path.starts_with("/api/v1/registrations/me") {
            request = request.bearer_auth(&self.manage);
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answer = self.app.perform(request.body(body)).await;
        assert!(
            answer.status < 500,
            "{method} {} answered {}: {}",
            path.chars().take(200).collect::<String>(),
            answer.status,
            answer.body.chars().take(600).collect::<String>()
        );
        answer
    }
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Whole bodies that are nothing.
fn bodies() -> Vec<(Option<&'static str>, Vec<u8>)> {
    let deep = |open: &str| open.repeat(20_000).into_bytes();
    let mut all = vec![(None, Vec::new()), (None, b"x".to_vec())];
    for text in
        ["", "null", "[]", "{}", "0", "\"", "{\"a\":", "[null]", "{\"email\":null}", "\u{feff}{}"]
    {
        all.push((Some(JSON), text.as_bytes().to_vec()));
    }
    all.push((Some(JSON), deep("[")));
    all.push((Some(JSON), deep("{\"a\":")));
    all.push((Some(JSON), b"{\"name\":\"\xff\xfe\"}".to_vec()));
    all.push((Some(FORM), b"name=%ff%fe&=&&email=%00&name=%".to_vec()));
    all.push((Some(FORM), b"\xff\xfe\x00=\x00".to_vec()));
    all.push((Some(FORM), "a=1&".repeat(30_000).into_bytes()));
    all.push((Some("multipart/form-data; boundary=x"), b"--x\r\n\r\n".to_vec()));
    all.push((Some("text/xml"), b"<schedule>".to_vec()));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn no_body_breaks_any_route_that_changes_something() {
    let stage = Stage::set().await;
    let mut sent = 0;
    for route in
        table().iter().filter(|route| !route.method.is_safe() && is_safe_to_try(route.path))
    {
        let path = stage.path(route.path, None);
        for (kind, body) in bodies() {
            stage.send(route.method.as_str(), &path, kind, body).await;
            sent += 1;
        }
    }
    assert!(sent > 100, "{sent}");
}

/// Signing out would end the session that the others need.
fn is_safe_to_try(path: &str) -> bool {
    path != "/desk/sign-out"
}

/// The fields of a JSON body by its description.
fn fields_of(operation: &Value) -> Vec<String> {
    let schema = &operation["requestBody"]["content"][JSON]["schema"];
    let mut fields = Vec::new();
    let mut schemas = vec![schema];
    while let Some(schema) = schemas.pop() {
        if let Some(name) = schema["$ref"].as_str() {
            schemas.extend(contract::document().pointer(name.trim_start_matches('#')));
        }
        schemas.extend(schema["allOf"].as_array().into_iter().flatten());
        fields.extend(
            schema["properties"].as_object().into_iter().flat_map(|all| all.keys().cloned()),
        );
    }
    fields
}

#[tokio::test(flavor = "multi_thread")]
async fn no_value_of_a_json_field_breaks_a_route() {
    let stage = Stage::set().await;
    let mut values: Vec<Value> = texts().into_iter().map(Value::String).collect();
    values.extend([
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(i64::MAX),
        json!(u64::MAX),
        json!([]),
        json!([null]),
        json!(["\0"]),
        json!({}),
        json!({ "ko": "\0", "en": 1, "\0": null }),
        json!(vec![1; 5_000]),
        json!(vec![i32::MAX; 30]),
    ]);
    let mut sent = 0;
    for route in table().iter().filter(|route| !route.method.is_safe()) {
        let path = stage.path(route.path, None);
        let Some(operation) = contract::operation(route.method.as_str(), &path) else { continue };
        for field in fields_of(operation) {
            for (at, value) in values.iter().enumerate() {
                let guest = format!("guest{at}");
                let mut body = if path.ends_with("/registrations") {
                    stage.app.guest(&guest).wish(&[1])
                } else {
                    json!({})
                };
                body[&field] = value.clone();
                let mut request = stage.app.request(route.method.as_str().parse().unwrap(), &path);
                request = request.header("origin", &stage.app.base).header("if-match", "*");
                if path.starts_with("/api/v1/registrations/me") {
                    request = request.bearer_auth(&stage.manage);
                }
                let answer = stage.app.perform(request.json(&body)).await;
                assert!(answer.status < 500, "{path} with {field} = {value}: {}", answer.body);
                sent += 1;
            }
        }
    }
    assert!(sent > 100, "{sent}");
}

/// The names of a page's fields.
fn fields_on(page: &str) -> Vec<String> {
    let names = page.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut names: Vec<String> =
        names.filter(|name| *name != "viewport" && *name != "robots").map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn no_value_of_a_form_field_breaks_a_page() {
    let stage = Stage::set().await;
    let mut sent = 0;
    for route in table().iter().filter(|r| r.method == "POST" && is_safe_to_try(r.path)) {
        let path = stage.path(route.path, None);
        if path.starts_with("/api/") {
            continue;
        }
        let page = stage.app.get(&path).await;
        let fields = fields_on(&page.body);
        for text in texts() {
            let pairs: Vec<(String, String)> = fields
                .iter()
                .map(|field| (field.clone(), text.chars().take(8_000).collect()))
                .collect();
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            stage.send("POST", &path, Some(FORM), body.into_bytes()).await;
            sent += 1;
        }
    }
    assert!(sent > 40, "{sent}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_breaks_any_route() {
    let stage = Stage::set().await;
    let parts =
        ["%00", "%FF", "%E2%80%AE", "-1", "0", "99999999999999999999", "%27", "..%2F..", "%25"];
    let names = [
        "cursor", "limit", "day", "track", "room", "state", "q", "session", "category", "column",
        "page", "lang", "theme", "purpose", "format", "zone", "source", "dry_run", "after", "kind",
        "to", "sort",
    ];
    for route in table().iter().filter(|route| route.method == "GET") {
        if route.path.contains('{') {
            for part in
                parts.iter().copied().map(str::to_owned).chain([format!("a{}", "9".repeat(4_000))])
            {
                stage.send("GET", &stage.path(route.path, Some(&part)), None, Vec::new()).await;
            }
        }
        let path = stage.path(route.path, None);
        for part in parts.iter().copied().chain(["", "a%00b", "%EA%B0", "+", "%5B%5D"]) {
            let mut query = String::new();
            for name in names {
                write!(query, "{name}={part}&").unwrap();
            }
            stage.send("GET", &format!("{path}?{query}"), None, Vec::new()).await;
            for name in names {
                stage.send("GET", &format!("{path}?{name}={part}"), None, Vec::new()).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_with_413() {
    let stage = Stage::set().await;
    let large = |bytes: usize| format!("{{\"name\":\"{}\"}}", "x".repeat(bytes)).into_bytes();
    let path = format!("/api/v1/forums/{}/registrations", stage.forum.slug);
    let answer = stage.send("POST", &path, Some(JSON), large(256 * 1024)).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "web.too_large"));
    let form = format!("email={}", "x".repeat(128 * 1024)).into_bytes();
    let answer = stage.send("POST", "/desk/sign-in", Some(FORM), form).await;
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("<html"), "{}", answer.body);
    let path = format!("/api/v1/forums/{}/schedule/import", stage.forum.slug);
    let answer = stage.send("POST", &path, None, vec![b' '; 20 * 1024 * 1024 + 1]).await;
    assert_eq!(answer.status, 413, "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_get_without_its_body_and_a_path_says_which_methods_it_has() {
    let stage = Stage::set().await;
    let reads: Vec<_> = table().into_iter().filter(|route| route.method == "GET").collect();
    for route in &reads {
        // A list handed out is counted and told of in its name; two are two.
        let path = stage.path(route.path, None);
        let (get, head) = (
            stage.send("GET", &path, None, Vec::new()).await,
            stage.send("HEAD", &path, None, Vec::new()).await,
        );
        assert_eq!(get.status, head.status, "{path}");
        assert!(head.bytes.is_empty(), "{path}");
        for name in ["content-type", "content-security-policy", "etag"] {
            assert_eq!(get.header(name), head.header(name), "{path} {name}");
        }
    }
    let path = "/api/v1/registrations/me";
    let answer = stage.send("OPTIONS", path, None, Vec::new()).await;
    assert_eq!((answer.status, answer.header("allow")), (204, Some("OPTIONS, GET, HEAD, PATCH")));
    let answer = stage.send("DELETE", path, None, Vec::new()).await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("OPTIONS, GET, HEAD, PATCH")));
    assert_eq!(answer.code(), "web.method");
    let answer = stage.send("HEAD", "/desk/sign-out", None, Vec::new()).await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("OPTIONS, POST")));
}
