use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::accounts::Scope;
use crate::db::Conn;
use crate::forum::{self, Forum};
use crate::i18n::Tr;
use crate::registration::{self, OverlapPolicy, OverlapRule};
use crate::types::FieldFaults;
use crate::web::{Fault, Form, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Labels, Said, is_stale};
use super::super::typed::{Typed, Written, seen, still};
use super::tabs::{Tab, tabs};

#[derive(Template)]
#[template(path = "desk/forums/overlaps.html")]
struct OverlapsPage {
    shell: Shell,
    said: Said,
    tabs: Vec<Tab>,
    slug: String,
    seen: String,
    /// Each rule, what it is called and what it means.
    rules: Vec<(&'static str, String, String)>,
}

/// What becomes of seats that a release makes overlap.
pub async fn edit_overlaps(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let now = Now::load(&mut conn, &scope).await?;
    let form = now.form();
    let mut page = page(&desk, &now, seen(&form), Said::fresh(form));
    page.shell = told(page.shell, &query, &[("saved", "desk-done-saved")]);
    html_status(StatusCode::OK, &page)
}

/// Keeps it, unless someone else did since it was shown. Who was asked before keeps what they were told.
pub async fn submit_overlaps(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let now = {
        let mut conn = desk.db.conn().await?;
        Now::load(&mut conn, &scope).await?
    };
    let fault = match write(&desk, &scope, &now, &form).await {
        Ok(()) => {
            let list = format!("/desk/{}/settings/overlaps?done=saved", scope.slug());
            return Ok(see_other(list));
        }
        Err(fault) => fault,
    };
    let labels = labels(desk.reader.t());
    let stale = is_stale(&fault);
    let (status, mut said) = Said::back(fault, form.clone(), &labels)?;
    let mut shown = form.one("seen").to_owned();
    if stale {
        said = said.against(&form, &now.form(), &labels);
        shown = seen(&now.form());
    }
    html_status(status, &page(&desk, &now, shown, said))
}

async fn write(desk: &Desk, scope: &Scope, now: &Now, form: &Form) -> Result<(), Fault> {
    let policy = read(form)?;
    still(form, &now.form())?;
    registration::set_overlap_policy(&desk.db, &desk.clock, scope, policy).await?;
    Ok(())
}

fn read(form: &Form) -> Result<OverlapPolicy, FieldFaults> {
    let mut typed = Typed::of(form);
    let rule = OverlapRule::parse(typed.raw("rule"));
    if rule.is_none() {
        typed.faults.add("rule", "field.choice");
    }
    let hours = typed.number("hours", 1..=720);
    if hours.is_none() && typed.faults.of("hours").is_none() {
        typed.faults.add("hours", "field.required");
    }
    match (rule, hours) {
        (Some(rule), Some(hours)) => Ok(OverlapPolicy { rule, hours }),
        _ => Err(typed.faults),
    }
}

fn labels(t: Tr) -> Labels {
    let rules = OverlapRule::ALL.map(|rule| (rule.code(), t.s(words(rule).0)));
    Labels::new(t)
        .one("rule", "desk-overlaps-rule")
        .one("hours", "desk-overlaps-hours")
        .choices(&rules)
}

/// What a rule is called, and what it means.
const fn words(rule: OverlapRule) -> (&'static str, &'static str) {
    match rule {
        OverlapRule::KeepBoth => ("desk-overlaps-both", "desk-overlaps-both-note"),
        OverlapRule::KeepBookedFirst => ("desk-overlaps-booked", "desk-overlaps-booked-note"),
        OverlapRule::KeepStartingFirst => ("desk-overlaps-starting", "desk-overlaps-starting-note"),
    }
}

struct Now {
    forum: Forum,
    policy: OverlapPolicy,
}

impl Now {
    async fn load(conn: &mut Conn, scope: &Scope) -> Result<Self, Fault> {
        let forum = forum::find_forum(conn, scope).await?;
        Ok(Self { forum, policy: registration::find_policy(conn, scope).await? })
    }

    fn form(&self) -> Form {
        let OverlapPolicy { rule, hours } = self.policy;
        Written::default().put("rule", rule.code()).put("hours", hours).form()
    }
}

fn page(desk: &Desk, now: &Now, seen: String, said: Said) -> OverlapsPage {
    let t = desk.reader.t();
    let title = t.s("desk-overlaps-title");
    let rules = OverlapRule::ALL.map(|rule| {
        let (name, note) = words(rule);
        (rule.code(), t.s(name), t.s(note))
    });
    OverlapsPage {
        shell: forum_shell(&desk.reader, &desk.who, &now.forum, DeskPage::Settings, title)
            .faulty(said.fields.is_wrong()),
        said,
        tabs: tabs(t, now.forum.slug.as_str(), "/overlaps"),
        slug: now.forum.slug.to_string(),
        seen,
        rules: rules.to_vec(),
    }
}
