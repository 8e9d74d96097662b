use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use madang::accounts::create_token;
use madang::app::{Parts, Workers, listen, run_once};
use madang::audit;
use madang::config::{DatabaseAt, MailSettings, Settings};
use madang::db::{Acting, Db, Stance, acting};
use madang::mail::{Outgoing, Stored, render_message};
use madang::types::{Clock, ForumId, LinkKey, Role};
use reqwest::cookie::{CookieStore, Jar};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

/// How a test's Madang differs from the ordinary one.
#[derive(Clone, Default)]
pub struct Setup {
    /// Where letters go; files when absent.
    pub smtp_url: Option<String>,
    /// Whether public limits hold.
    pub rate_limits: bool,
    /// Whether weighty roles take a second factor.
    pub second_factor: bool,
    /// The address people see; the one it really has when absent.
    pub public_url: Option<String>,
    /// The database, or a fresh one.
    pub db: Option<Db>,
}

/// A running Madang, seen through one browser. Its clock stands still until it is moved.
pub struct TestApp {
    /// Its database, as its owner sees it.
    pub db: Db,
    /// Its clock.
    pub clock: Clock,
    /// What one-time links are made with.
    pub key: LinkKey,
    /// Everything its handlers share.
    pub parts: Parts,
    /// Its address, without a trailing slash.
    pub base: String,
    house: Arc<House>,
    client: reqwest::Client,
    jar: Arc<Jar>,
}

struct House {
    handle: actix_web::dev::ServerHandle,
    _folder: PathBuf,
    _workers: Workers,
}

impl Drop for House {
    fn drop(&mut self) {
        // The server stops with the test's runtime; asking it to stop frees its port at once.
        drop(self.handle.stop(false));
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Answer {
    /// Where it sends its reader on to; empty when it does not.
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The dotted code of a problem.
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.body);
        self.json()["code"].as_str().unwrap().to_owned()
    }
}

impl TestApp {
    /// An ordinary one.
    pub async fn start() -> Self {
        Self::with(Setup::default()).await
    }

    /// One that differs.
    pub async fn with(setup: Setup) -> Self {
        let db = match setup.db {
            Some(db) => db,
            None => super::database::fresh().await,
        };
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", socket.local_addr().unwrap());
        let folder =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(uuid::Uuid::new_v4().to_string());
        std::fs::create_dir_all(&folder).unwrap();
        let public_url = setup.public_url.unwrap_or_else(|| base.clone());
        let settings = Settings {
            second_factor: setup.second_factor,
            ..settings(&public_url, folder.clone(), setup.smtp_url, setup.rate_limits)
        };
        let clock = Clock::set(now());
        // Tests look as the owner; the house serves with what serving takes.
        let serving = Db::standing(db.url(), Stance::Served).unwrap();
        let parts = Parts::wire(&settings, serving, clock.clone()).unwrap();
        audit::begin(&db, &parts.audit_key).await.unwrap();
        let workers = Workers::start(&parts, true);
        let running = listen(parts.clone(), socket, Some(1)).unwrap();
        let jar = Arc::new(Jar::default());
        let house = House { handle: running.handle, _folder: folder, _workers: workers };
        Self {
            db,
            clock,
            key: parts.link_key.clone(),
            parts,
            base,
            house: Arc::new(house),
            client: client(&jar, "127.0.0.1"),
            jar,
        }
    }

    /// The same Madang through another browser, which has no cookie yet.
    pub fn browser(&self) -> Self {
        self.browser_from("127.0.0.1")
    }

    /// One in another network: every 127.x.y.0/24 is one.
    pub fn browser_from(&self, address: &str) -> Self {
        let jar = Arc::new(Jar::default());
        Self {
            db: self.db.clone(),
            clock: self.clock.clone(),
            key: self.key.clone(),
            parts: self.parts.clone(),
            base: self.base.clone(),
            house: Arc::clone(&self.house),
            client: client(&jar, address),
            jar,
        }
    }

    /// A cookie the browser keeps, secure ones too.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let url = self.base.replace("http://", "https://").parse().unwrap();
        let all = self.jar.cookies(&url)?.to_str().unwrap().to_owned();
        let mut pairs = all.split("; ").filter_map(|pair| pair.split_once('='));
        pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
    }

    /// Gives the browser a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.jar.add_cookie_str(&format!("{name}={value}; Path=/"), &self.base.parse().unwrap());
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    /// Sends a request as prepared; an answer of the API must be one that its description knows.
    pub async fn perform(&self, request: RequestBuilder) -> Answer {
        let request = request.build().unwrap();
        let (method, path) = (request.method().to_string(), request.url().path().to_owned());
        let response = self.client.execute(request).await.unwrap();
        let status = response.status().as_u16();
        let pair =
            |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
                (name.as_str().to_owned(), value.to_str().unwrap().to_owned())
            };
        let headers: Vec<_> = response.headers().iter().map(pair).collect();
        let bytes = response.bytes().await.unwrap().to_vec();
        let kind = headers.iter().find(|(name, _)| name == "content-type");
        super::contract::hold(&method, &path, status, kind.map(|(_, kind)| kind.as_str()), &bytes);
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status, headers, bytes, body }
    }

    /// Sends a request with a form and headers of its own.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        form: Option<&[(&str, &str)]>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = self.request(method.parse().unwrap(), path).header("origin", &self.base);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(form) = form {
            request = request.form(form);
        }
        self.perform(request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.perform(self.request(Method::GET, path)).await
    }

    /// Reads a page in a language.
    pub async fn read(&self, path: &str, lang: &str) -> Answer {
        self.perform(self.request(Method::GET, path).header("accept-language", lang)).await
    }

    /// Sends a form as a browser does from a page of ours.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.perform(self.request(Method::POST, path).header("origin", &self.base).form(fields))
            .await
    }

    pub async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.perform(self.request(Method::POST, path).json(body)).await
    }

    /// Asks the API with a bearer token.
    pub async fn ask(&self, method: Method, path: &str, token: &str) -> Answer {
        self.perform(self.request(method, path).bearer_auth(token)).await
    }

    /// Does everything that is due: jobs, letters, the audit chain.
    pub async fn work(&self) {
        run_once(&self.parts).await.unwrap();
    }

    /// A staff token of a role, for a forum unless it is an admin's.
    pub async fn token(&self, role: Role, forum: Option<ForumId>) -> String {
        let made = create_token(&self.db, &self.clock, role, forum, "test", 30).await;
        made.unwrap_or_else(|stop| panic!("{stop:?}")).reveal().to_owned()
    }

    /// Every letter posted so far, as address and text, oldest first.
    pub async fn mailbox(&self) -> Vec<(String, String)> {
        let mut letters = Vec::new();
        for stored in super::cast::stored_letters(&self.db, None).await {
            let letter = self.rendered(stored).await;
            letters.push((letter.to.email, letter.text));
        }
        letters
    }

    /// Every letter posted to an address, as it leaves, oldest first.
    pub async fn letters(&self, to: &str) -> Vec<Outgoing> {
        let mut letters = Vec::new();
        for stored in super::cast::stored_letters(&self.db, Some(to)).await {
            letters.push(self.rendered(stored).await);
        }
        letters
    }

    /// A letter as it leaves.
    pub async fn rendered(&self, stored: Stored) -> Outgoing {
        acting(Acting::House, render_message(&self.parts.courier, stored)).await.unwrap()
    }

    /// The private link's token in the last letter to an address.
    pub async fn manage_token(&self, to: &str) -> String {
        let letters = self.letters(to).await;
        let texts = letters.iter().rev().map(|letter| letter.text.as_str());
        let text = texts.clone().find(|text| text.contains("/r/"));
        let text = text.unwrap_or_else(|| panic!("no link in {} letters to {to}", letters.len()));
        let at = text.find("/r/").unwrap() + 3;
        text[at..].split(|c: char| c.is_whitespace() || c == '/').next().unwrap().to_owned()
    }
}

/// When the tests happen.
pub fn now() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().unwrap()
}

fn client(jar: &Arc<Jar>, address: &str) -> reqwest::Client {
    reqwest::Client::builder()
        .local_address(address.parse::<std::net::IpAddr>().unwrap())
        .cookie_provider(Arc::clone(jar))
        .redirect(Policy::none())
        .build()
        .unwrap()
}

fn settings(base: &str, data: PathBuf, smtp_url: Option<String>, rate_limits: bool) -> Settings {
    Settings {
        bind: "127.0.0.1:0".parse().unwrap(),
        public_url: base.to_owned(),
        database: DatabaseAt::Url("unused".to_owned().into()),
        data,
        mail: MailSettings {
            smtp_url: smtp_url.map(Into::into),
            smtp_ca: None,
            from: "forum@madang.example".to_owned(),
            retry_base: Duration::from_secs(30),
        },
        secret: Some("a secret of the tests, long enough to be one".to_owned().into()),
        rate_limits,
        second_factor: false,
        trusted_proxies: Vec::new(),
        hosts: Vec::new(),
        security_contact: Some("mailto:security@forum.example.org".to_owned()),
        exit_url: "https://www.weather.go.kr/".to_owned(),
        log_json: false,
        log_filter: "warn".to_owned(),
    }
}
