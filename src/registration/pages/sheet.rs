use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::{DateTime, Utc};

use crate::forum::{self, Forum};
use crate::registration::queries::{Asked, asked};
use crate::registration::store;
use crate::types::{DraftId, sha256};
use crate::web::{Fault, Shell, html_status};

use super::draft::{Draft, plan};
use super::faults::unfinished;
use super::step::{Plan, Step};
use super::visit::{Visit, secret};

/// A form on the desk: what it asks, what was typed into it, and by which address it is found again.
pub struct Sheet {
    pub token: String,
    pub id: DraftId,
    pub draft: Draft,
    pub until: DateTime<Utc>,
    pub asked: Asked,
}

impl Sheet {
    /// The form of an address; nothing when there is none, or none any more.
    pub async fn open(visit: &Visit, token: &str) -> Result<Option<Self>, Fault> {
        let mut conn = visit.db.conn().await?;
        let digest = sha256(token.as_bytes());
        let row = store::find_draft(&mut conn, &visit.scope, &digest, visit.now()).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Self {
            token: token.to_owned(),
            id: row.id,
            draft: Draft::read(row.answers),
            until: row.expires_at,
            asked: asked(&mut conn, &visit.scope).await?,
        }))
    }

    pub fn plan(&self) -> Plan {
        plan(&self.asked)
    }

    /// The address of one of its pages.
    pub fn path(&self, page: &str) -> String {
        format!("/{}/register/{}/{page}", self.asked.forum.slug, self.token)
    }

    pub fn step_path(&self, step: Step) -> String {
        self.path(step.code())
    }

    /// Where the form as a whole is found again.
    pub fn home(&self) -> String {
        format!("/{}/register/{}", self.asked.forum.slug, self.token)
    }

    /// The answer, once the form was sent.
    pub fn receipt_path(&self) -> Option<String> {
        self.draft.receipt.as_ref().map(|_| self.path("receipt"))
    }

    /// What must be known on every page: that nothing can be sent any more.
    pub fn closed_notice(&self, visit: &Visit) -> String {
        if forum::window(&self.asked.forum, visit.now()).is_open() {
            String::new()
        } else {
            visit.t().s("registration-draft-closed")
        }
    }

    /// The first page that still has to be answered.
    pub fn unfinished(&self, visit: &Visit) -> Option<Step> {
        unfinished(&self.draft, &self.asked, visit.lang())
    }
}

#[derive(Template)]
#[template(path = "registration/gone.html")]
struct GonePage {
    shell: Shell,
    start: String,
}

/// What is said at the address of a form that is no more, or never was.
pub async fn gone(visit: &Visit) -> Result<HttpResponse, Fault> {
    let mut conn = visit.db.conn().await?;
    let forum: Forum = forum::find_forum(&mut conn, &visit.scope).await?;
    let shell = visit.shell(&forum, visit.t().s("registration-gone"));
    let start = format!("/{}/register", forum.slug);
    Ok(secret(html_status(StatusCode::NOT_FOUND, &GonePage { shell, start })?))
}
