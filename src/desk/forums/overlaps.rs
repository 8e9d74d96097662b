use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::accounts::Scope;
use crate::forum::{self, Forum};
use crate::registration::{self, OverlapPolicy, OverlapRule};
use crate::web::{Fault, Form, Query, Shell, html_status, see_other};

use super::super::frame::{Desk, DeskPage, forum_shell, told};
use super::super::mend::{Labels, Said};
use super::super::typed::{Typed, Written};
use super::tabs::{Tab, tabs};

#[derive(Template)]
#[template(path = "desk/forums/overlaps.html")]
struct OverlapsPage {
    shell: Shell,
    said: Said,
    tabs: Vec<Tab>,
    slug: String,
    /// Each rule, what it is called and what it means.
    rules: Vec<(&'static str, String, String)>,
}

/// What becomes of seats that a release makes overlap.
pub async fn edit_overlaps(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let mut conn = desk.db.conn().await?;
    let forum = forum::find_forum(&mut conn, &scope).await?;
    let policy = registration::find_policy(&mut conn, &scope).await?;
    let form = Written::default().put("rule", policy.rule.code()).put("hours", policy.hours);
    let mut page = page(&desk, &forum, Said::fresh(form.form()));
    page.shell = told(page.shell, &query, &[("saved", "desk-done-saved")]);
    html_status(StatusCode::OK, &page)
}

/// Keeps it; what was asked before is settled by it too.
pub async fn submit_overlaps(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let mut typed = Typed::of(&form);
    let rule = OverlapRule::parse(typed.raw("rule"));
    if rule.is_none() {
        typed.faults.add("rule", "field.choice");
    }
    let hours = typed.number("hours", 1..=720);
    if hours.is_none() && typed.faults.of("hours").is_none() {
        typed.faults.add("hours", "field.required");
    }
    let written = match (typed.faults.done(), rule, hours) {
        (Ok(()), Some(rule), Some(hours)) => {
            let policy = OverlapPolicy { rule, hours };
            let set = registration::set_overlap_policy(&desk.db, &desk.clock, &scope, policy).await;
            set.map_err(Fault::from)
        }
        (Err(faults), ..) => Err(faults.into()),
        _ => Err(anyhow::anyhow!("a faultless form lacks its values").into()),
    };
    let Err(fault) = written else {
        return Ok(see_other(format!("/desk/{}/settings/overlaps?done=saved", scope.slug())));
    };
    let labels = Labels::new(desk.reader.t())
        .one("rule", "desk-overlaps-rule")
        .one("hours", "desk-overlaps-hours");
    let (status, said) = Said::back(fault, form, &labels)?;
    let mut conn = desk.db.conn().await?;
    let forum = forum::find_forum(&mut conn, &scope).await?;
    html_status(status, &page(&desk, &forum, said))
}

fn page(desk: &Desk, forum: &Forum, said: Said) -> OverlapsPage {
    let t = desk.reader.t();
    let title = t.s("desk-overlaps-title");
    let rules = OverlapRule::ALL.map(|rule| {
        let (name, note) = match rule {
            OverlapRule::KeepBoth => ("desk-overlaps-both", "desk-overlaps-both-note"),
            OverlapRule::KeepBookedFirst => ("desk-overlaps-booked", "desk-overlaps-booked-note"),
            OverlapRule::KeepStartingFirst => {
                ("desk-overlaps-starting", "desk-overlaps-starting-note")
            }
        };
        (rule.code(), t.s(name), t.s(note))
    });
    OverlapsPage {
        shell: forum_shell(&desk.reader, &desk.who, forum, DeskPage::Settings, title)
            .faulty(said.fields.is_wrong()),
        said,
        tabs: tabs(t, forum.slug.as_str(), "/overlaps"),
        slug: forum.slug.to_string(),
        rules: rules.to_vec(),
    }
}
