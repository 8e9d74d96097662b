use actix_web::http::StatusCode;
use askama::Template;

use crate::agenda::SessionDetail;
use crate::forum::Forum;
use crate::web::{Form, Shell};

use super::super::frame::{Desk, DeskPage, forum_shell};
use super::super::mend::Labels;
use super::super::merge::{Merge, merge};
use super::fields;

/// Two hands on one session: what each wrote, to choose from.
#[derive(Template)]
#[template(path = "desk/agenda/merge.html")]
pub struct MergePage {
    shell: Shell,
    action: String,
    back: String,
    back_words: String,
    open: bool,
    version: i32,
    merge: Merge,
}

/// The page for what was typed, and what stands there now; `open` when a choice is still to be made.
pub fn merging(
    desk: &Desk,
    forum: &Forum,
    detail: &SessionDetail,
    (typed, now): (&Form, &Form),
    labels: &Labels,
    open: bool,
) -> (StatusCode, MergePage) {
    let (t, session) = (desk.reader.t(), &detail.session);
    let status =
        if open { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::PRECONDITION_FAILED };
    // The longer of two lists of people is the one to choose from.
    let rows = fields::rows(typed).max(fields::rows(now));
    let typed = fields::widened(typed, labels, rows);
    let title = t.with("desk-merge-title", &[("name", session.title.in_lang(t.lang()))]);
    let back = format!("/desk/{}/sessions", forum.slug);
    let page = MergePage {
        shell: forum_shell(&desk.reader, &desk.who, forum, DeskPage::Sessions, title).faulty(open),
        action: format!("{back}/{}", session.no),
        back,
        back_words: t.s("desk-nav-sessions"),
        open,
        version: session.version,
        merge: merge(&typed, now, labels, &["people"]),
    };
    (status, page)
}
