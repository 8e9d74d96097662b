use crate::i18n::Tr;

/// A tab of the settings.
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub words: String,
    /// Whether it is this page.
    pub current: bool,
}

/// The tabs of the settings; `at` is the path of the current one.
pub fn tabs(t: Tr, slug: &str, at: &str) -> Vec<Tab> {
    let rows = [
        ("", "desk-settings-title"),
        ("/venue", "desk-venue-title"),
        ("/categories", "desk-categories-title"),
        ("/consents", "desk-consents-title"),
        ("/overlaps", "desk-overlaps-title"),
    ];
    let tab = |(path, key): (&str, &str)| Tab {
        href: format!("/desk/{slug}/settings{path}"),
        words: t.s(key),
        current: path == at,
    };
    rows.into_iter().map(tab).collect()
}
