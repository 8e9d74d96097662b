//! Every route, by nobody, by a guest with their link and by an admin: the headers and cookies that keep
//! browsers careful are on every answer, whatever it is.

use madang::app::table;

use crate::support::{Answer, Setup, TestApp};

const PUBLIC: &str = "https://forum.example";

/// Addresses of every route, as real as can be made without knowing it.
fn paths(manage: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for route in table() {
        let known =
            [("{forum}", "own"), ("{no}", "1"), ("{token}", manage), ("{file}", "index.html")];
        let mut path = route.path.to_owned();
        for (name, value) in known {
            path = path.replace(name, value);
        }
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            path.replace_range(from..=to, "1");
        }
        all.push((route.method.to_string(), path));
    }
    // Signing out ends what the others need.
    all.retain(|(_, path)| path != "/desk/sign-out");
    all.extend(
        ["/nothing/here/at/all", "/assets/none.css", "/own?lang=en&theme=dark"]
            .map(|path| ("GET".to_owned(), path.to_owned())),
    );
    all
}

/// What is not as it should be in an answer.
fn faults(at: &str, answer: &Answer) -> Vec<String> {
    let header = |name: &str| answer.header(name).unwrap_or_default();
    let mut faults = Vec::new();
    let mut want = |good: bool, what: &str| {
        if !good {
            faults.push(format!("{at}: {what}"));
        }
    };
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("access-control-allow-origin", ""),
    ] {
        want(header(name) == value, &format!("{name} is {:?}", header(name)));
    }
    let policy = header("content-security-policy");
    let parts = ["default-src 'none'", "base-uri 'none'", "frame-ancestors"];
    want(parts.iter().all(|part| policy.contains(part)), policy);
    want(!policy.contains("script-src 'unsafe-inline'") && !policy.contains("eval"), policy);
    let (kind, keeping) = (header("content-type"), header("cache-control"));
    want(answer.bytes.is_empty() || !kind.is_empty(), "it says not what it is");
    let is_text = kind.starts_with("text/") || kind.contains("xml") && !kind.contains("openxml");
    want(!is_text || kind.to_lowercase().contains("charset=utf-8"), kind);
    want(!keeping.is_empty(), "it says not who may keep it");
    let private = ["/desk", "/r/", "/s/", "/api/v1/registrations/me"];
    let is_private = private.iter().any(|start| at.split(' ').nth(1).unwrap().starts_with(start));
    // The draft's timetable holds nobody's registration, and a browser asks by tag whether it changed.
    let by_tag = at.contains("/agenda/live ") && keeping == "private, no-cache";
    want(!is_private || by_tag || keeping.contains("no-store"), keeping);
    let to = answer.location();
    let own = to.starts_with('/') && !to.starts_with("//") || to.starts_with(PUBLIC);
    want(to.is_empty() || own, to);
    for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
        let parts: Vec<&str> = cookie.split("; ").collect();
        let bound = cookie.starts_with("__Host-") && parts.contains(&"Path=/");
        // What a path keeps to itself can not be bound to the whole host.
        want(bound || cookie.starts_with("__Secure-stars="), cookie);
        let flags = ["Secure", "HttpOnly", "SameSite=Lax"];
        want(flags.iter().all(|flag| parts.contains(flag)), cookie);
        want(!cookie.contains("Domain"), cookie);
    }
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_headers_and_cookies_that_keep_browsers_careful() {
    let setup = Setup { public_url: Some(PUBLIC.to_owned()), ..Setup::default() };
    let app = TestApp::with(setup).await;
    let forum = app.forum("own", None, &[3]).await;
    app.guest("minji").register(&forum, &[1]).await;
    let manage = app.manage_token("minji@example.org").await;
    let token = app.token(madang::types::Role::Admin, None).await;
    let (staff, holder) = (format!("Bearer {token}"), format!("Bearer {manage}"));
    let (mut answers, mut cookies, mut all) = (0, 0, Vec::new());
    for bearer in [None, Some(staff.as_str()), Some(holder.as_str())] {
        for (method, path) in paths(&manage) {
            let mut headers = vec![("origin", PUBLIC)];
            headers.extend(bearer.map(|bearer| ("authorization", bearer)));
            let browser = app.browser();
            let form: &[(&str, &str)] = &[("add", "1"), ("email", "x@example.org")];
            let form = (method == "POST" && !path.starts_with("/api/")).then_some(form);
            let answer = browser.send(&method, &path, form, &headers).await;
            all.extend(faults(&format!("{method} {path} {}", answer.status), &answer));
            answers += 1;
            cookies += answer.headers.iter().filter(|(name, _)| name == "set-cookie").count();
        }
    }
    all.dedup();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
    eprintln!("{answers} answers of every route, {cookies} cookies");
    assert!(answers > 300 && cookies >= 2, "{answers} answers, {cookies} cookies");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_a_path_does_not_have_is_refused_everywhere() {
    let app = TestApp::start().await;
    app.forum("own", None, &[]).await;
    for (_, path) in paths("forged") {
        for method in ["TRACE", "CONNECT", "PROPFIND", "DEBUG"] {
            let answer = app.send(method, &path, None, &[]).await;
            assert!([403, 404, 405].contains(&answer.status), "{method} {path}: {}", answer.status);
        }
    }
}
