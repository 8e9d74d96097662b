//! What the log holds: ids and counts. A process of its own runs with everything logged that can be, people
//! walk through it with words that nothing else has, and none of those words is in what it wrote.

use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::Duration;

use diesel_async::SimpleAsyncConnection;
use madang::db::Db;
use madang::types::{Clock, Role};
use reqwest::Method;
use serde_json::json;

use crate::support::smtp::{FakeSmtp, Fault};
use crate::support::{PASSWORD, Setup, TestApp, TestForum, database};

/// As in `support::app`, so that links made there open here.
const SECRET: &str = "a secret of the tests, long enough to be one";

/// A Madang in a process of its own; it ends with the value.
struct Process {
    child: Child,
    log: PathBuf,
    base: String,
}

impl Process {
    async fn start(database: &str, smtp: &str) -> Self {
        let at = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let folder = folder.join(format!("logs-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        let (log, base) = (folder.join("log"), format!("http://{at}"));
        let out = File::create(&log).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_madang"))
            .arg("serve")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs([("DATABASE_URL", database), ("SMTP_URL", smtp), ("SECRET_KEY", SECRET)])
            .envs([("BIND", at.to_string().as_str()), ("PUBLIC_URL", &base)])
            .envs([("LOG", "trace"), ("RATE_LIMITS", "off"), ("SECOND_FACTOR", "off")])
            .env("MADANG_DATA", &folder)
            .stdout(out.try_clone().unwrap())
            .stderr(out)
            .spawn()
            .unwrap();
        let process = Self { child, log, base };
        for _ in 0..200 {
            if reqwest::get(format!("{}/readyz", process.base)).await.is_ok() {
                return process;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it does not start: {}", process.told());
    }

    fn told(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Opens the window of registration around the real time of day, at which a process lives.
const NOW_OPEN: &str = "UPDATE forum SET starts_at = now() + interval '30 days', \
    ends_at = now() + interval '31 days', registration_opens_at = now() - interval '1 day', \
    registration_closes_at = now() + interval '29 days'";

/// Where people register.
const PATH: &str = "/api/v1/forums/spring/registrations";

/// Somebody registers, looks, changes a name, loses the link; a letter to somebody else is refused. Gives the
/// token of the private link.
async fn as_a_guest(app: &TestApp, guest: &TestApp) -> String {
    for email in ["kanarek@cage.example", "refused@cage.example"] {
        let wish = json!({ "email": email, "name": "카나리아", "affiliation": "Cagebird Society",
            "sessions": [], "consents": ["privacy"] });
        let made = guest.post_json(PATH, &wish).await;
        assert_eq!(made.status, 201, "{}", made.body);
    }
    let manage = app.manage_token("kanarek@cage.example").await;
    assert_eq!(guest.get(&format!("/r/{manage}")).await.status, 200);
    assert_eq!(guest.get(&format!("/r/{manage}/ticket")).await.status, 200);
    let change = guest.request(Method::PATCH, "/api/v1/registrations/me").bearer_auth(&manage);
    let change = guest.perform(change.json(&json!({ "name": "Kanarek" }))).await;
    assert!(change.status < 300, "{}", change.body);
    let lost = [("email", "kanarek@cage.example")];
    assert_eq!(guest.post_form("/spring/register/link", &lost).await.status, 303);
    manage
}

/// Odd things arrive: a body that breaks off, a forged token, a stranger's cookie, a line that forges.
async fn as_anyone(guest: &TestApp) {
    let broken = guest.request(Method::POST, PATH).header("content-type", "application/json");
    let broken = guest.perform(broken.body("{\"name\":\"Jsonbird")).await;
    assert_eq!(broken.status, 400);
    guest.ask(Method::GET, "/api/v1/registrations/me", "Tokenbird").await;
    let cookie = [("cookie", "desk=mds_Cookiebird; lang=Cookiebird")];
    guest.send("GET", "/desk?q=Searchbird%0aERROR+forged", None, &cookie).await;
}

/// Staff come in by a letter, mistype a password, search, and take a list out. Gives what must stay secret.
async fn as_staff(app: &TestApp, guest: &TestApp, forum: &TestForum) -> [String; 3] {
    let email = "hand@cage.example";
    guest.hire(email, Role::Organizer, Some(forum), &[]).await;
    let invited = app.letters(email).await.pop().unwrap().text;
    let link = invited.split("/desk/enter/").nth(1).unwrap().split_whitespace().next().unwrap();
    let staff = guest.come_in(email).await;
    let wrong = [("email", email), ("password", "Wrongbird on a wire")];
    assert_eq!(guest.browser().post_form("/desk/sign-in", &wrong).await.status, 422);
    let session = staff.cookie("desk").unwrap();
    assert_eq!(staff.get("/desk/spring/people?q=Kanarek").await.status, 200);
    let token = guest.token(Role::Organizer, Some(forum.scope.forum())).await;
    let list = "/api/v1/forums/spring/attendance.csv?purpose=Purposebird&email=true";
    let list = guest.ask(Method::GET, list, &token).await;
    assert!(list.status == 200 && list.body.contains("Kanarek"), "{}", list.body);
    let schedule = include_str!("../../fixtures/v1.schedule.json").replace("여는 말", "Textbird");
    let import = guest.request(Method::POST, "/api/v1/forums/spring/schedule/import?dry_run=true");
    guest.perform(import.bearer_auth(&token).body(schedule)).await;
    [link.to_owned(), session, token]
}

/// The database breaks under a registration: told in the log, and nothing inside to whoever asked.
async fn where_the_database_breaks(app: &TestApp, process: &Process) {
    let away = "ALTER TABLE registration RENAME TO elsewhere";
    app.db.conn().await.unwrap().batch_execute(away).await.unwrap();
    let wish = json!({ "email": "last@cage.example", "name": "Lastbird", "sessions": [],
        "consents": ["privacy"] });
    // Not by the browser of the tests, which holds answers against a description that promises no 500.
    let fault = reqwest::Client::new().post(format!("{}{PATH}", process.base)).json(&wish);
    let fault = fault.send().await.unwrap();
    assert!(fault.status().is_server_error(), "{fault:?}");
    let fault = fault.text().await.unwrap();
    for word in ["relation", "registration\"", "SELECT", "Lastbird"] {
        assert!(!fault.contains(word), "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_address_password_token_or_cookie_is_in_the_log() {
    let (url, smtp) = (database::fresh_at().await, FakeSmtp::start().await);
    let app = TestApp::with(Setup { db: Some(Db::open(&url).unwrap()), ..Setup::default() }).await;
    let forum = app.forum("spring", None, &[1]).await;
    app.db.conn().await.unwrap().batch_execute(NOW_OPEN).await.unwrap();
    smtp.fault_for("refused@cage.example", Fault::Rcpt550);
    let process = Process::start(&url, &smtp.url()).await;
    let mut guest = app.browser();
    (guest.base, guest.clock) = (process.base.clone(), Clock::System);

    let manage = as_a_guest(&app, &guest).await;
    as_anyone(&guest).await;
    let [link, session, token] = as_staff(&app, &guest, &forum).await;
    for _ in 0..100 {
        if process.told().contains("a letter was refused") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    where_the_database_breaks(&app, &process).await;

    let told = process.told();
    for line in ["serving", "a batch was written", "a letter was refused", "something broke"] {
        assert!(told.contains(line), "the log is not what was to be searched: {line}\n{told}");
    }
    let of_people =
        ["카나리아", "%EC%B9%B4", "anarek", "agebird", "refused@", "cage.example", "Lastbird"];
    let typed = ["Wrongbird", PASSWORD, "Purposebird", "Searchbird", "Textbird", "Jsonbird"];
    let secrets = [manage.as_str(), &link, &session, &token, "Tokenbird", "Cookiebird", SECRET];
    for word in of_people.iter().chain(&typed).chain(&secrets) {
        assert!(!told.contains(word), "{word} is in the log:\n{told}");
    }
    assert!(!told.contains("panicked"), "{told}");
    // One event, one line, whatever it says.
    let events = told.lines().filter(|line| !line.is_empty());
    for line in events {
        assert!(line.starts_with("20"), "a line that is no event: {line}");
    }
}
