mod editor;
mod faults;
mod make;
mod releases;
mod walls;

use madang::accounts::create_admin;
use madang::types::Email;

use crate::support::TestApp;

const EMAIL: &str = "haneul@forum.example";
const PASSWORD: &str = "copper lantern on the ninth stair";

/// A browser signed in as an admin.
async fn admin(app: &TestApp) -> TestApp {
    let browser = app.browser();
    let email = Email::parse(EMAIL).unwrap();
    let token = create_admin(&app.db, &app.clock, &app.key, &email).await.unwrap();
    let link = format!("/desk/enter/{}", token.reveal());
    assert_eq!(browser.post_form(&link, &[]).await.status, 303);
    let set = browser.post_form("/desk/password", &[("new", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!((set.status, set.location()), (303, "/desk"), "{}", set.body);
    browser
}

/// The first form, filled in.
const FIRST: [(&str, &str); 14] = [
    ("title_ko", "가을 인권 포럼"),
    ("title_en", "Autumn forum"),
    ("slug", "autumn-2026"),
    ("host_ko", "서울특별시"),
    ("host_en", "Seoul Metropolitan Government"),
    ("zone", "Asia/Seoul"),
    ("starts_day", "2026-09-14"),
    ("starts_time", "14:00"),
    ("ends_day", "2026-09-14"),
    ("ends_time", "18:00"),
    ("capacity", "300"),
    ("languages", "ko"),
    ("languages", "en"),
    ("contact", "forum@seoul.example"),
];

/// A form with some fields said differently.
fn with<'a>(
    form: &[(&'a str, &'a str)],
    differently: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let said = |name: &str| differently.iter().any(|(known, _)| *known == name);
    form.iter().filter(|(name, _)| !said(name)).chain(differently).copied().collect()
}

/// What a field of a page carries, as the page has it.
fn carried(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    page[at..].split('"').next().unwrap().to_owned()
}

/// The whole form of a page, as a browser would send it untouched: hidden and text inputs, areas,
/// chosen options and ticked boxes.
fn untouched(page: &str) -> Vec<(String, String)> {
    let main = &page[page.find("<main").unwrap()..];
    let plain = |text: &str| {
        let text = text.replace("&#34;", "\"").replace("&#39;", "'");
        text.replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&")
    };
    let attr = |tag: &str, name: &str| {
        let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[at..].split('"').next().map(plain)
    };
    let mut pairs = Vec::new();
    let mut select = String::new();
    let mut first = None;
    for piece in main.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
        if tag.starts_with("input ") {
            let Some(name) = attr(tag, "name") else { continue };
            let kind = attr(tag, "type").unwrap_or_default();
            let picks = kind == "checkbox" || kind == "radio";
            if !picks || tag.ends_with(" checked") {
                pairs.push((name, attr(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea ") {
            let text = plain(after.strip_prefix('\n').unwrap_or(after));
            pairs.push((attr(tag, "name").unwrap(), text));
        } else if tag.starts_with("select ") {
            select = attr(tag, "name").unwrap();
            first = None;
        } else if tag.starts_with("option ") && !select.is_empty() {
            let value = attr(tag, "value").unwrap_or_default();
            if tag.ends_with(" selected") {
                pairs.push((std::mem::take(&mut select), value));
            } else if first.is_none() {
                first = Some(value);
            }
        } else if tag == "/select" && !select.is_empty() {
            pairs.push((std::mem::take(&mut select), first.take().unwrap_or_default()));
        }
    }
    pairs
}

/// A form as borrowed pairs, with some fields said differently.
fn said<'a>(
    form: &'a [(String, String)],
    differently: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let borrowed: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    with(&borrowed, differently)
}
