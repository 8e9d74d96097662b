use actix_web::HttpResponse;
use actix_web::web::Path;

use crate::accounts::{self, Scope, find_staff};
use crate::desk::forums::sure;
use crate::desk::frame::{Desk, DeskPage, load_shell};
use crate::web::Fault;

use super::form::{grant_of, to_list};
use super::lines::role_words;
use super::list::refused;

/// Asks whether somebody is really to be removed.
pub async fn ask_remove(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let row = find_staff(&mut conn, Some(scope.forum()), grant_of(&at.1)?).await?;
    let title = t.with("staff-remove-title", &[("who", &row.email)]);
    let (_, shell) = load_shell(&desk, &mut conn, &scope, DeskPage::Staff, title).await?;
    let back = format!("/desk/{}/staff", scope.slug());
    let lead = t.with("staff-remove-lead", &[("role", &role_words(t, row.role))]);
    sure(shell, lead, format!("{back}/{}/remove", row.grant), back, t.s("staff-remove"))
}

/// Takes a role away.
pub async fn submit_remove(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let grant = grant_of(&at.1)?;
    let forum = Some(scope.forum());
    match accounts::end_role(&desk.db, &desk.clock, &desk.who, forum, grant).await {
        Ok(()) => Ok(to_list(&scope, "removed")),
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}

/// Sends an invitation once more.
pub async fn submit_again(
    desk: Desk,
    scope: Scope,
    at: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (grant, forum, lang) = (grant_of(&at.1)?, Some(scope.forum()), desk.reader.lang);
    let (db, clock, key) = (&desk.db, &desk.clock, &desk.key);
    match accounts::invite_again(db, clock, key, &desk.who, forum, grant, lang).await {
        Ok(()) => Ok(to_list(&scope, "again")),
        Err(stop) => refused(&desk, &scope, stop.into()).await,
    }
}
