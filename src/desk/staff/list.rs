use actix_web::HttpResponse;
use askama::Template;

use crate::accounts::{Scope, former_staff, list_staff};
use crate::desk::frame::{Desk, DeskPage, load_shell, told};
use crate::desk::mend::told_why;
use crate::forum;
use crate::i18n;
use crate::web::{Fault, Query, Shell, html};

use super::lines::{DONE, Member, member};

#[derive(Template)]
#[template(path = "desk/staff/list.html")]
pub struct StaffPage {
    pub shell: Shell,
    pub notice: String,
    pub lead: String,
    pub path: String,
    pub members: Vec<Member>,
    pub former: Vec<Member>,
    pub zone: String,
    /// Whether roles can be changed here, or only given and taken.
    pub changes: bool,
}

/// Who works on a forum.
pub async fn show_staff(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut page = page(&desk, &scope, String::new()).await?;
    page.shell = told(page.shell, &query, &DONE);
    html(&page)
}

/// The list with why something asked for there was not done.
pub async fn refused(desk: &Desk, scope: &Scope, fault: Fault) -> Result<HttpResponse, Fault> {
    told_why(desk.reader.t(), fault, async |notice| page(desk, scope, notice).await).await
}

async fn page(desk: &Desk, scope: &Scope, notice: String) -> Result<StaffPage, Fault> {
    let (t, now) = (desk.reader.t(), desk.clock.now());
    let mut conn = desk.db.conn().await?;
    let title = t.s("staff-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Staff, title).await?;
    let categories = forum::list_categories(&mut conn, scope).await?;
    let path = format!("/desk/{}/staff", scope.slug());
    let line = |row| member(t, &path, forum.zone, &desk.who, &categories, row, now);
    let members = list_staff(&mut conn, Some(forum.id)).await?.into_iter().map(line).collect();
    let former = former_staff(&mut conn, Some(forum.id)).await?.into_iter().map(line).collect();
    Ok(StaffPage {
        shell,
        notice,
        lead: t.s("staff-lead"),
        members,
        former,
        zone: i18n::zone_note(t.lang(), forum.zone, now),
        changes: true,
        path,
    })
}
