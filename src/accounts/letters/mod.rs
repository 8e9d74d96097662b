mod invitation;

pub use invitation::{Invitation, render_invitation};

use askama::Template;
use serde::{Deserialize, Serialize};

use crate::i18n::Tr;
use crate::mail::{Letter, Rendered};
use crate::types::{Lang, LinkKey, TokenId};
use crate::web::LetterHead;

/// The letter that carries a one-time link. It is stored with the link's id only: the link is made with
/// the key when the letter is written, so the outbox holds no way in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SignInLink {
    /// The link's id.
    pub link: TokenId,
}

impl Letter for SignInLink {
    const NAME: &'static str = "accounts.sign_in_link";
}

#[derive(Template)]
#[template(path = "mail/sign_in_link/ko.txt")]
struct KoText<'a> {
    letter: &'a LetterHead,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/sign_in_link/ko.html")]
struct KoHtml<'a> {
    letter: &'a LetterHead,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/sign_in_link/en.txt")]
struct EnText<'a> {
    letter: &'a LetterHead,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/sign_in_link/en.html")]
struct EnHtml<'a> {
    letter: &'a LetterHead,
    link: &'a str,
}

/// Writes the letter.
///
/// # Errors
/// When a template breaks.
pub fn render_sign_in_link(
    content: &SignInLink,
    lang: Lang,
    public_url: &str,
    key: &LinkKey,
) -> askama::Result<Rendered> {
    let t = Tr(lang);
    let letter = &LetterHead::new(t, t.s("accounts-letter-link-subject"), t.s("web-brand"))
        .preview(t.s("accounts-letter-link-preview"))
        .why(t.s("accounts-letter-link-why"));
    let link = &format!("{public_url}/desk/enter/{}", key.token(content.link).reveal());
    let (text, html) = match lang {
        Lang::Ko => (KoText { letter, link }.render()?, KoHtml { letter, link }.render()?),
        Lang::En => (EnText { letter, link }.render()?, EnHtml { letter, link }.render()?),
    };
    Ok(Rendered { subject: letter.subject.clone(), text, html, calendar: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_is_in_the_letter_and_not_in_what_is_stored() {
        let key = LinkKey::derive(b"secret");
        let content = SignInLink { link: TokenId::fresh() };
        let token = key.token(content.link).reveal().to_owned();
        let link = format!("https://forum.example/desk/enter/{token}");
        for lang in Lang::ALL {
            let letter =
                render_sign_in_link(&content, lang, "https://forum.example", &key).unwrap();
            assert!(letter.text.lines().any(|line| line == link), "{}", letter.text);
            assert_eq!(letter.html.matches(&format!("href=\"{link}\"")).count(), 2);
            assert!(!letter.subject.contains("accounts-"), "{}", letter.subject);
        }
        let stored = serde_json::to_string(&content).unwrap();
        assert!(!stored.contains(&token), "{stored}");
    }
}
