//! Registering by forms, as a browser without scripts does it.

use chrono::TimeDelta;

use crate::support::{Answer, Setup, TestApp, TestForum};

/// A form being filled: the address of its pages, without the page's name.
pub struct Sheet<'a> {
    app: &'a TestApp,
    pub base: String,
}

impl<'a> Sheet<'a> {
    /// Begins a form from the first page.
    pub async fn begin(app: &'a TestApp, forum: &TestForum) -> Self {
        let begun = app.post_form(&format!("/{}/register", forum.slug), &[]).await;
        assert_eq!(begun.status, 303, "{}", begun.body);
        let (base, first) = begun.location().rsplit_once('/').unwrap();
        assert_eq!(first, "category");
        Self { app, base: base.to_owned() }
    }

    pub async fn open(&self, page: &str) -> Answer {
        self.app.get(&format!("{}/{page}", self.base)).await
    }

    pub async fn send(&self, page: &str, fields: &[(&str, &str)]) -> Answer {
        self.app.post_form(&format!("{}/{page}", self.base), fields).await
    }

    /// Sends a page that must be right, and says which page is next.
    pub async fn answer(&self, page: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.send(page, fields).await;
        assert_eq!(answer.status, 303, "{page}: {}", answer.body);
        let next = answer.location().strip_prefix(&self.base).unwrap();
        next.trim_start_matches('/').to_owned()
    }

    /// Answers everything before the last page.
    pub async fn fill(&self, email: &str, name: &str, sessions: &[&str]) {
        self.answer("category", &[("category", "general")]).await;
        self.answer("email", &[("email", email)]).await;
        self.answer("name", &[("name", name)]).await;
        self.answer("affiliation", &[("affiliation", ""), ("language", "ko")]).await;
        let chosen: Vec<(&str, &str)> = sessions.iter().map(|no| ("sessions", *no)).collect();
        self.answer("sessions", &chosen).await;
        self.answer("needs", &[("needs.interpretation", "")]).await;
        self.answer("privacy", &[("photo", "ask")]).await;
        assert_eq!(self.answer("consents", &[("consent-privacy", "1")]).await, "check");
    }

    /// Sends the form, and gives the receipt.
    pub async fn submit(&self) -> Answer {
        assert_eq!(self.answer("check", &[]).await, "receipt");
        let receipt = self.open("receipt").await;
        assert_eq!(receipt.status, 200);
        receipt
    }
}

/// The reference that a receipt shows.
fn reference(receipt: &Answer) -> String {
    let (_, rest) = receipt.body.split_once("class=\"ref\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_form_leads_from_the_first_page_to_the_receipt_and_a_letter() {
    for (lang, begin, ask, received, title) in [
        ("ko", "신청 시작하기", "어떤 자격으로 오십니까?", "신청이 접수되었습니다", "세션 1"),
        (
            "en",
            "Start registering",
            "In what capacity",
            "Your registration was received",
            "Session 1",
        ),
    ] {
        let app = TestApp::start().await;
        let forum = app.forum("spring", Some(10), &[3]).await;
        let start = app.get(&format!("/spring/register?lang={lang}")).await;
        assert!(start.status == 200 && start.body.contains(begin), "{}", start.body);
        let sheet = Sheet::begin(&app, &forum).await;
        let first = sheet.open("category").await;
        assert!(first.body.contains(ask), "{}", first.body);
        assert!(first.body.contains(if lang == "ko" {
            "9단계 중 1단계"
        } else {
            "Step 1 of 9"
        }));
        sheet.fill("minji@example.org", "홍민지", &["1"]).await;
        let check = sheet.open("check").await;
        for told in ["minji@example.org", "홍민지", title] {
            assert!(check.body.contains(told), "{told}");
        }
        assert_eq!(app.limits(&forum).await.iter().map(|l| l.taken).sum::<i32>(), 0);
        let receipt = sheet.submit().await;
        assert!(receipt.body.contains(received) && receipt.body.contains(title));
        assert_eq!(app.seats(&forum).await[0].taken, 1);
        let token = app.manage_token("minji@example.org").await;
        assert!(!receipt.body.contains(&token), "the private link goes by letter alone");
        assert_eq!(receipt.header("cache-control"), Some("no-store"));
        let letter = &app.letters("minji@example.org").await[0];
        assert!(letter.text.contains(&reference(&receipt)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_stand_beside_their_fields_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    let wrong = sheet.send("email", &[("email", "minji.example.org")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("<title>오류: "), "{}", wrong.body);
    assert!(wrong.body.contains("href=\"#email\"") && wrong.body.contains("id=\"email-error\""));
    assert!(wrong.body.contains("value=\"minji.example.org\""));
    // It stands there still when the page is opened again, with what is wrong.
    let again = sheet.open("email").await;
    assert!(again.status == 200 && again.body.contains("value=\"minji.example.org\""));
    assert!(again.body.contains("id=\"email-error\""));
    let names = [("name", ""), ("name_latin", "홍"), ("badge_name", "<b>새벽</b>")];
    let wrong = sheet.send("name", &names).await;
    assert_eq!(wrong.body.matches("class=\"err\"").count(), 3, "{}", wrong.body);
    assert!(wrong.body.contains("&#60;b&#62;새벽") || wrong.body.contains("&lt;b&gt;새벽"));
    let none = sheet.send("category", &[]).await;
    assert!(none.status == 422 && none.body.contains("href=\"#category\""));
    let unticked = sheet.send("consents", &[("consent-photo", "1")]).await;
    assert_eq!(unticked.status, 422);
    assert!(unticked.body.contains("href=\"#consent-privacy\""), "{}", unticked.body);
    let old = sheet.send("consents", &[("consent-privacy", "7")]).await;
    assert!(old.status == 422 && old.body.contains("동의문이 바뀌었습니다"));
    // The last page leads to the first that is not answered.
    let early = sheet.open("check").await;
    assert_eq!(early.location(), format!("{}/category", sheet.base));
    assert_eq!(sheet.send("check", &[]).await.status, 303);
    assert!(app.limits(&forum).await.iter().all(|limit| limit.taken == 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_answer_changed_at_the_end_leads_back_to_the_end() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    sheet.fill("minji@example.org", "홍민지", &[]).await;
    assert!(sheet.open("check").await.body.contains(&format!("{}/name\"", sheet.base)));
    assert_eq!(sheet.answer("name", &[("name", "홍민서"), ("badge_name", "새벽")]).await, "check");
    let check = sheet.open("check").await;
    assert!(check.body.contains("홍민서") && check.body.contains("새벽"));
    assert_eq!(sheet.answer("name", &[("name", "홍"), ("later", "yes")]).await, "");
    let saved = app.get(&sheet.base).await;
    assert!(saved.body.contains("적으신 내용을 저장했습니다") && saved.body.contains("/check\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_at_one_time_are_asked_about_and_never_swapped_silently() {
    let app = TestApp::start().await;
    let forum = app.forum_at_once("spring", &[5, 5]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    let both = [("sessions", "1"), ("sessions", "2")];
    let asked = sheet.send("sessions", &both).await;
    assert_eq!(asked.status, 422);
    for told in ["시간이 겹칩니다", "name=\"keep-1-2\"", "세션 1", "세션 2", "둘 다 남기겠습니다"]
    {
        assert!(asked.body.contains(told), "{told} in {}", asked.body);
    }
    assert_eq!(asked.body.matches(" checked").count(), 2, "both are still chosen");
    let kept = [both[0], both[1], ("keep-1-2", "2")];
    assert_eq!(sheet.answer("sessions", &kept).await, "needs");
    sheet.fill("minji@example.org", "홍민지", &["2"]).await;
    sheet.submit().await;
    let taken: Vec<i32> = app.seats(&forum).await.iter().map(|limit| limit.taken).collect();
    assert_eq!(taken, [0, 1]);
    let other = Sheet::begin(&app, &forum).await;
    let all = [both[0], both[1], ("keep-1-2", "all")];
    assert_eq!(other.answer("sessions", &all).await, "needs");
    assert!(other.open("sessions").await.body.contains("value=\"all\" checked"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_session_puts_its_reader_in_line_with_their_place() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    app.guest("first").register(&forum, &[1]).await;
    app.guest("second").register(&forum, &[1]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    assert!(sheet.open("sessions").await.body.contains("대기 접수 · 대기 1명"));
    sheet.fill("third@example.org", "셋째", &["1"]).await;
    assert!(sheet.open("check").await.body.contains("대기 2번"));
    assert!(sheet.submit().await.body.contains("대기 2번"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_is_one_registration_one_receipt_and_one_letter() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[3]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    sheet.fill("minji@example.org", "홍민지", &["1"]).await;
    let (one, two) = tokio::join!(sheet.send("check", &[]), sheet.send("check", &[]));
    assert_eq!((one.status, one.location()), (303, two.location()));
    let first = reference(&sheet.open("receipt").await);
    assert_eq!(sheet.answer("check", &[]).await, "receipt");
    assert_eq!(reference(&sheet.open("receipt").await), first);
    assert_eq!(app.letters("minji@example.org").await.len(), 1);
    assert_eq!(app.seats(&forum).await[0].taken, 1);
    // What was typed is gone, and the form takes nothing more.
    assert_eq!(sheet.answer("name", &[("name", "x")]).await, "receipt");
    assert_eq!(sheet.open("email").await.location(), format!("{}/receipt", sheet.base));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_address_gets_a_receipt_like_any_other() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[9]).await;
    let mut receipts = Vec::new();
    for _ in 0..2 {
        let sheet = Sheet::begin(&app, &forum).await;
        sheet.fill("minji@example.org", "홍민지", &["1"]).await;
        let receipt = sheet.submit().await;
        let told = receipt.body.replace(&reference(&receipt), "REF").replace(&sheet.base, "BASE");
        receipts.push((receipt.headers.len(), told));
    }
    assert_eq!(receipts[0], receipts[1]);
    assert_eq!(app.seats(&forum).await[0].taken, 1);
    assert_eq!(app.letters("minji@example.org").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_window_and_a_full_forum_are_told_in_words() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", Some(1), &[3]).await;
    app.guest("first").register(&forum, &[]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    sheet.fill("minji@example.org", "홍민지", &["1"]).await;
    assert!(sheet.open("check").await.body.contains("대기자로 접수되며"));
    let late = Sheet::begin(&app, &forum).await;
    late.fill("late@example.org", "늦은이", &[]).await;
    let waits = sheet.submit().await;
    assert!(waits.body.contains("대기자로 접수되었습니다") && waits.body.contains("대기 1번"));
    assert!(waits.body.contains("참가 확정 후 배정"));
    // The draft outlives its window; it is kept, and can not be sent.
    app.clock.advance(TimeDelta::days(29));
    let late = Sheet { app: &app, base: late.base.clone() };
    assert_eq!(late.open("check").await.status, 404, "a form waits seven days");
    let start = app.get("/spring/register").await;
    assert!(start.body.contains("신청이 마감되었습니다") && !start.body.contains("신청 시작하기"));
    assert_eq!(app.post_form("/spring/register", &[]).await.location(), "/spring/register");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_closes_while_the_form_is_filled_refuses_in_words() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[3]).await;
    app.clock.advance(TimeDelta::days(28));
    let sheet = Sheet::begin(&app, &forum).await;
    sheet.fill("minji@example.org", "홍민지", &["1"]).await;
    app.clock.advance(TimeDelta::days(1));
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let refused = sheet.send("check", &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("신청이 마감되었습니다") && refused.body.contains("홍민지"));
    assert!(sheet.open("name").await.body.contains("제출하실 수 없습니다"));
    assert!(app.letters("minji@example.org").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_no_more_says_how_to_begin_again() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[3]).await;
    let other = app.forum("autumn", None, &[3]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    let foreign = sheet.base.replace("/spring/", "/autumn/");
    for path in [format!("{foreign}/email"), "/spring/register/forged/email".to_owned()] {
        let gone = app.get(&path).await;
        assert_eq!(gone.status, 404);
        assert!(gone.body.contains("더 이상 열 수 없습니다") && gone.body.contains("/register\""));
    }
    assert_eq!(sheet.open("nothing").await.location(), format!("{}/category", sheet.base));
    assert_eq!(sheet.open("receipt").await.location(), sheet.base);
    app.clock.advance(TimeDelta::days(8));
    assert_eq!(sheet.send("email", &[("email", "a@b.org")]).await.status, 404);
    assert_eq!(other.slug, "autumn");
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_other_sites_are_refused() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[3]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    let fields = [("email", "minji@example.org")];
    let path = format!("{}/email", sheet.base);
    for headers in [
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
        [("origin", "null"), ("x-nothing", "")],
    ] {
        let request = app.request(reqwest::Method::POST, &path).form(&fields);
        let [one, two] = headers;
        let answer = app.perform(request.header(one.0, one.1).header(two.0, two.1)).await;
        assert_eq!(answer.status, 403);
    }
    assert!(!sheet.open("email").await.body.contains("minji@example.org"));
    assert_eq!(sheet.open("email").await.header("referrer-policy"), Some("same-origin"));
}

#[tokio::test(flavor = "multi_thread")]
async fn public_limits_hold_for_forms_as_for_programs() {
    let app = TestApp::with(Setup { rate_limits: true, ..Setup::default() }).await;
    let forum = app.forum("spring", None, &[3]).await;
    for turn in 0..6 {
        let sheet = Sheet::begin(&app, &forum).await;
        sheet.fill("minji@example.org", "홍민지", &["1"]).await;
        let sent = sheet.send("check", &[]).await;
        if turn < 5 {
            assert_eq!(sent.status, 303);
        } else {
            assert_eq!(sent.status, 429);
            assert!(sent.header("retry-after").is_some() && sent.body.contains("홍민지"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_no_photograph_is_not_asked_to_allow_one() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[1]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    assert!(sheet.open("consents").await.body.contains("consent-photo"));
    let quiet = [("photo", "no"), ("discreet", "yes")];
    assert_eq!(sheet.answer("privacy", &quiet).await, "consents");
    assert!(!sheet.open("consents").await.body.contains("consent-photo"));
    sheet.fill("minji@example.org", "홍민지", &["1"]).await;
    sheet.answer("privacy", &quiet).await;
    sheet.submit().await;
    let letter = app.letters("minji@example.org").await.remove(0);
    for word in ["열린 포럼", "Open forum", "세션 1"] {
        assert!(!letter.text.contains(word) && !letter.subject.contains(word), "{word}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_with_one_answer_is_not_asked() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let sheet = Sheet::begin(&app, &forum).await;
    assert!(sheet.open("email").await.body.contains("8단계 중 2단계"));
    let whom = [("affiliation", "새벽시민연대"), ("language", "en")];
    assert_eq!(sheet.answer("affiliation", &whom).await, "needs");
    assert_eq!(sheet.open("sessions").await.location(), format!("{}/category", sheet.base));
    let needs = [("needs.interpretation", "en"), ("needs.support", "captions")];
    assert_eq!(sheet.answer("needs", &needs).await, "privacy");
    assert_eq!(sheet.answer("consents", &[("consent-privacy", "1")]).await, "check");
    assert_eq!(sheet.open("check").await.location(), format!("{}/category", sheet.base));
}
