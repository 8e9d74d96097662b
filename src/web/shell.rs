use crate::i18n::Tr;
use crate::types::Lang;

use super::{
    DeskHead, ForumHead, Query, Reader, mark_url, script_needs, script_url, stylesheet_url,
};

/// Where "leave this page" leads when the settings name nothing else: weather, which anyone may read.
const NEUTRAL: &str = "https://www.weather.go.kr/";

/// Light or dark, as the reader chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Light or dark as the system says, with every ink as strong as it gets.
    Contrast,
}

impl Theme {
    /// Every theme, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// The theme of a word, as the cookie keeps it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }

    /// Its word, in the cookie and in `?theme=`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The word that overrides the system's choice; nothing when the system decides.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "",
            chosen => chosen.word(),
        }
    }
}

/// A theme to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeLink {
    /// This page in it.
    pub href: String,
    /// What it is called.
    pub words: String,
    /// Whether the page is in it.
    pub current: bool,
}

/// What stands around a page; every page template has one as its field `shell`.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The language of the page.
    pub lang: Lang,
    /// Its voice.
    pub t: Tr,
    /// The page's own title, without forum and house.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub about: Option<String>,
    /// Path and query, for the switches of language and theme.
    pub here: String,
    /// The address people see, without a trailing slash.
    pub base: String,
    /// Light, dark, or what the system says.
    pub theme: Theme,
    /// Where "leave this page" leads.
    pub exit_url: String,
    /// The forum the page belongs to.
    pub forum: Option<ForumHead>,
    /// The desk around the page.
    pub desk: Option<DeskHead>,
    /// Whether search engines may keep the page; see [`Self::is_listed`].
    pub listed: bool,
    /// Whether the page is a form that came back with faults.
    pub faulty: bool,
    /// What just happened, said once in a `role=status` line.
    pub status: Option<String>,
}

impl Shell {
    /// A page of nobody's, out of reach of search engines, in the reader's language.
    #[must_use]
    pub fn of(reader: &Reader, title: impl Into<String>) -> Self {
        Self {
            lang: reader.lang,
            t: reader.t(),
            title: title.into(),
            about: None,
            here: reader.here.clone(),
            base: reader.base().to_owned(),
            theme: reader.theme,
            exit_url: NEUTRAL.to_owned(),
            forum: None,
            desk: None,
            listed: false,
            faulty: false,
            status: None,
        }
    }

    /// As a page of a forum.
    #[must_use]
    pub fn in_forum(mut self, forum: ForumHead) -> Self {
        self.forum = Some(forum);
        self
    }

    /// As a page of the desk.
    #[must_use]
    pub fn in_desk(mut self, desk: DeskHead) -> Self {
        self.desk = Some(desk);
        self
    }

    /// As a public page that search engines may keep, with one sentence about it.
    #[must_use]
    pub fn listed(mut self, about: impl Into<String>) -> Self {
        self.listed = true;
        self.about = Some(about.into()).filter(|text| !text.is_empty());
        self
    }

    /// With another place that "leave this page" leads to.
    #[must_use]
    pub fn exit_to(mut self, url: impl Into<String>) -> Self {
        self.exit_url = url.into();
        self
    }

    /// As a form that came back with faults, or did not: its title then begins with "Error:".
    #[must_use]
    pub fn faulty(mut self, faulty: bool) -> Self {
        self.faulty = faulty;
        self
    }

    /// Saying what just happened.
    #[must_use]
    pub fn saying(mut self, status: impl Into<String>) -> Self {
        self.status = Some(status.into());
        self
    }

    /// A sentence of the catalogue.
    #[must_use]
    pub fn s(&self, key: &str) -> String {
        self.t.s(key)
    }

    /// The title of the window: faults first, then page, forum, house.
    #[must_use]
    pub fn full_title(&self) -> String {
        let mut parts = vec![self.title.clone()];
        let desk_forum = self.desk.as_ref().and_then(|desk| desk.forum.as_ref());
        let forum = self.forum.as_ref().map(|f| &f.name).or(desk_forum.map(|f| &f.name));
        parts.extend(forum.filter(|name| **name != self.title).cloned());
        parts.push(self.t.s(if self.desk.is_some() { "web-desk" } else { "web-brand" }));
        let title = parts.join(" · ");
        if self.faulty { self.t.with("web-fault-title", &[("title", &title)]) } else { title }
    }

    /// True when search engines may keep the page: it says so, and its forum can hurt nobody.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.listed && !self.is_sensitive()
    }

    /// True when being seen here can hurt someone: the page then has its way out.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.forum.as_ref().is_some_and(|forum| forum.sensitive)
    }

    /// The full address of this page in a language, for those who come from elsewhere.
    #[must_use]
    pub fn full_url(&self, lang: Lang) -> String {
        format!("{}{}", self.base, self.lang_url(lang))
    }

    /// The full address of this page in the language it has.
    #[must_use]
    pub fn own_url(&self) -> String {
        self.full_url(self.lang)
    }

    /// The full address of this page in whatever language its reader has.
    #[must_use]
    pub fn open_url(&self) -> String {
        let url = self.own_url();
        let chosen = format!("lang={}", self.lang.code());
        url.strip_suffix(&chosen).map_or("", |rest| rest.trim_end_matches(['?', '&'])).to_owned()
    }

    /// Whose page it is: the forum's, or the house's.
    #[must_use]
    pub fn site_name(&self) -> String {
        self.forum.as_ref().map_or_else(|| self.t.s("web-brand"), |forum| forum.name.clone())
    }

    /// The address of this page in a language.
    #[must_use]
    pub fn lang_url(&self, lang: Lang) -> String {
        self.here_with("lang", lang.code())
    }

    /// The themes a reader may choose, each with the address of this page in it.
    #[must_use]
    pub fn themes(&self) -> Vec<ThemeLink> {
        Theme::ALL
            .into_iter()
            .map(|theme| ThemeLink {
                href: self.here_with("theme", theme.word()),
                words: self.t.s(&format!("web-theme-{}", theme.word())),
                current: theme == self.theme,
            })
            .collect()
    }

    /// This page with one choice made anew; what was chosen before is in a cookie by now.
    fn here_with(&self, name: &str, word: &str) -> String {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        // Two slashes at the start would name another host.
        let path = path.trim_start_matches('/');
        let chosen = |pair: &&str| ["lang=", "theme="].iter().any(|own| pair.starts_with(own));
        let kept: String = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !chosen(pair))
            .map(|pair| format!("{pair}&"))
            .collect();
        format!("/{path}?{kept}{name}={word}")
    }

    /// A language in its own words.
    #[must_use]
    pub fn lang_name(&self, lang: Lang) -> String {
        Tr(lang).s("web-lang-own")
    }

    /// The address of the stylesheet.
    #[must_use]
    pub fn css(&self) -> &'static str {
        stylesheet_url()
    }

    /// The address of a module of `static/js`.
    #[must_use]
    pub fn js(&self, name: &str) -> &'static str {
        script_url(name)
    }

    /// The addresses of all that it imports.
    #[must_use]
    pub fn js_needs(&self, name: &str) -> &'static [String] {
        script_needs(name)
    }

    /// The address of the mark.
    #[must_use]
    pub fn mark(&self) -> &'static str {
        mark_url()
    }
}

/// Says what was just done, when the redirect that led here names it as `?done=`; `acts` are the words
/// it may name and the keys of their sentences.
#[must_use]
pub fn told(shell: Shell, query: &Query, acts: &[(&str, &str)]) -> Shell {
    let done = query.0.one("done");
    match acts.iter().find(|(act, _)| *act == done) {
        Some((_, key)) => {
            let words = shell.s(key);
            shell.saying(words)
        }
        None => shell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(here: &str) -> Shell {
        let reader =
            Reader { lang: Lang::Ko, theme: Theme::System, here: here.to_owned(), public: None };
        Shell::of(&reader, "프로그램")
    }

    #[test]
    fn the_language_switch_keeps_the_page() {
        let url = |here: &str| at(here).lang_url(Lang::En);
        assert_eq!(url("/"), "/?lang=en");
        assert_eq!(url("/s/programme?day=2&lang=ko&q=%ED"), "/s/programme?day=2&q=%ED&lang=en");
        assert_eq!(url("//elsewhere.example/"), "/elsewhere.example/?lang=en");
    }

    #[test]
    fn the_address_without_a_language_keeps_the_rest() {
        let url = |here: &str| at(here).open_url();
        assert_eq!(url("/"), "/");
        assert_eq!(url("/s/programme?day=2&lang=ko&q=%ED"), "/s/programme?day=2&q=%ED");
    }

    #[test]
    fn the_theme_switch_keeps_the_page_too() {
        let url = |here: &str| at(here).themes().swap_remove(2).href;
        assert_eq!(url("/s/programme?theme=light&day=2&lang=ko"), "/s/programme?day=2&theme=dark");
        assert_eq!(url("//elsewhere.example/"), "/elsewhere.example/?theme=dark");
        assert!(Theme::ALL.iter().all(|theme| Theme::parse(theme.word()) == Some(*theme)));
        assert_eq!(Theme::parse("url(//evil)"), None);
    }

    #[test]
    fn a_sensitive_forum_is_never_listed() {
        let head = || ForumHead::new("s", "포럼", "");
        assert!(!at("/").is_listed());
        assert!(at("/").listed("").in_forum(head()).is_listed());
        assert!(!at("/").listed("").in_forum(head().sensitive(true)).is_listed());
    }

    #[test]
    fn a_form_with_faults_says_so_first() {
        let title = at("/").in_forum(ForumHead::new("s", "포럼", "")).faulty(true).full_title();
        assert_eq!(title, "오류: 프로그램 · 포럼 · 마당");
    }
}
