use crate::agenda::Listed;
use crate::forum::{Forum, Missing};
use crate::i18n::Tr;

/// One thing a forum needs before the public may see it.
pub struct Need {
    /// Where it is given.
    pub href: String,
    /// What it is.
    pub words: String,
    /// What is still to be done; empty when nothing is.
    pub lack: Vec<String>,
}

/// What a forum needs, in the order in which it is made, and what of it is missing. A session is not
/// asked for by the law of the house, but a forum without one has nothing to show.
pub fn checklist(t: Tr, forum: &Forum, missing: &[Missing], sessions: &[Listed]) -> Vec<Need> {
    let rows: [(&str, &str, &[Missing]); 5] = [
        ("/settings", "desk-need-title", &[Missing::Title]),
        ("/settings/venue", "desk-need-venue", &[Missing::Venue]),
        ("/settings#registration", "desk-need-window", &[Missing::Window]),
        (
            "/settings/categories",
            "desk-need-categories",
            &[Missing::Category, Missing::CategoryName],
        ),
        ("/settings/consents", "desk-need-consents", &[Missing::Privacy, Missing::ConsentText]),
    ];
    let need = |(path, key, faults): (&str, &str, &[Missing])| Need {
        href: format!("/desk/{}{path}", forum.slug),
        words: t.s(key),
        lack: faults
            .iter()
            .filter(|fault| missing.contains(fault))
            .map(|fault| t.code(fault.code(), &[]))
            .collect(),
    };
    let shown = sessions.iter().any(|session| session.state.is_public());
    let session = match (sessions.is_empty(), shown) {
        (true, _) => vec![t.s("desk-need-session-none")],
        (false, false) => vec![t.s("desk-need-session-hidden")],
        (false, true) => Vec::new(),
    };
    let session = Need {
        href: format!("/desk/{}/sessions", forum.slug),
        words: t.s("desk-need-session"),
        lack: session,
    };
    rows.into_iter().map(need).chain([session]).collect()
}
