use askama::Template;
use serde::{Deserialize, Serialize};

use crate::db::Db;
use crate::i18n::Tr;
use crate::mail::{Letter, Rendered};
use crate::types::{ForumId, Lang, LinkKey, Role, TokenId};
use crate::web::LetterHead;

use super::super::queries;

/// The letter to somebody who was given a role. Like every letter it holds ids only.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// The link that lets them in once; absent for who has a password.
    pub link: Option<TokenId>,
    /// The role.
    pub role: Role,
    /// The forum it is for; absent for admins.
    pub forum: Option<ForumId>,
}

impl Letter for Invitation {
    const NAME: &'static str = "accounts.invitation";
}

#[derive(Template)]
#[template(path = "mail/invitation.txt")]
struct Text<'a> {
    letter: &'a LetterHead,
    lead: &'a str,
    link: &'a str,
    note: &'a str,
}

#[derive(Template)]
#[template(path = "mail/invitation.html")]
struct Html<'a> {
    letter: &'a LetterHead,
    lead: &'a str,
    link: &'a str,
    verb: &'a str,
    note: &'a str,
}

/// Writes the letter, with what the forum is called today.
///
/// # Errors
/// When a template breaks, the forum is gone, or the database is broken.
pub async fn render_invitation(
    db: &Db,
    content: &Invitation,
    lang: Lang,
    public_url: &str,
    key: &LinkKey,
) -> anyhow::Result<Rendered> {
    let t = Tr(lang);
    let house = match content.forum {
        Some(forum) => {
            let mut conn = db.conn().await?;
            queries::forum_title(&mut conn, forum).await?.in_lang(lang).to_owned()
        }
        None => t.s("web-brand"),
    };
    let role = t.s(&format!("staff-role-{}", content.role.code()));
    let about = [("house", house.as_str()), ("role", role.as_str())];
    let letter = &LetterHead::new(t, t.with("staff-letter-subject", &about), t.s("web-brand"))
        .preview(t.with("staff-letter-lead", &about))
        .why(t.s("staff-letter-why"));
    let (link, verb, note) = match content.link {
        Some(id) => (
            format!("{public_url}/desk/enter/{}", key.token(id).reveal()),
            t.s("staff-letter-enter"),
            t.s("staff-letter-enter-note"),
        ),
        None => (
            format!("{public_url}/desk/sign-in"),
            t.s("staff-letter-sign-in"),
            t.s("staff-letter-sign-in-note"),
        ),
    };
    let lead = &t.with("staff-letter-lead", &about);
    let (link, verb, note) = (&link, &verb, &note);
    let text = Text { letter, lead, link, note }.render()?;
    let html = Html { letter, lead, link, verb, note }.render()?;
    Ok(Rendered { subject: letter.subject.clone(), text, html, calendar: Vec::new() })
}
