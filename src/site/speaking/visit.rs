use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue, REFERRER_POLICY};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::db::Db;
use crate::forum::{self, Forum};
use crate::i18n::Tr;
use crate::speakers::{self, Contact, Speaker};
use crate::types::{Clock, FieldFaults, Lang, SpeakerId};
use crate::web::{Fault, Fields, Form, Limits, Places, Quota, Reader, Shell};

/// A speaker on their own page.
pub struct Visit {
    pub db: Db,
    pub clock: Clock,
    pub reader: Reader,
    pub scope: Scope,
    /// Who.
    pub id: SpeakerId,
    /// Where their page is.
    pub home: String,
    exit_url: String,
    limits: Data<Limits>,
}

/// What every one of their pages begins with.
pub struct Own {
    pub forum: Forum,
    pub speaker: Speaker,
    pub contact: Contact,
}

impl Visit {
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub const fn t(&self) -> Tr {
        self.reader.t()
    }

    pub const fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// The speaker, and what only they and the organizer know.
    pub async fn own(&self) -> Result<Own, Fault> {
        let mut conn = self.db.conn().await?;
        Ok(Own {
            forum: forum::find_forum(&mut conn, &self.scope).await?,
            speaker: speakers::find_speaker(&mut conn, &self.scope, self.id).await?,
            contact: speakers::find_contact(&mut conn, &self.scope, self.id).await?,
        })
    }

    /// The frame of their pages: the forum's, without its menu.
    pub fn shell(&self, forum: &Forum, title: impl Into<String>) -> Shell {
        let head = forum::head(forum, self.lang());
        Shell::of(&self.reader, title).exit_to(&self.exit_url).in_forum(head)
    }

    /// Takes one from what a speaker may do in a while.
    pub fn act(&self, quota: Quota) -> Result<(), Fault> {
        self.limits.take(quota, &self.id.to_string())
    }

    /// Back to their page, saying what was done.
    pub fn done(&self, what: &str) -> HttpResponse {
        secret(crate::web::see_other(format!("{}?done={what}", self.home)))
    }

    /// A form that came back.
    pub fn refused(
        &self,
        typed: Form,
        faults: &FieldFaults,
        labels: &[(&'static str, &'static str)],
    ) -> Fields {
        let t = self.t();
        Fields::refused(t, typed, faults)
            .named(labels.iter().map(|(field, key)| (*field, t.s(key))))
    }
}

impl FromRequest for Visit {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let scope = Scope::from_request(req, payload).into_inner();
        ready(scope.and_then(|scope| {
            let token = req.match_info().get("token").unwrap_or_default();
            Ok(Self {
                db: wired::<Db>(req)?.get_ref().clone(),
                clock: wired::<Clock>(req)?.get_ref().clone(),
                reader: Reader::of(req),
                id: scope.speaker().ok_or(Fault::NotFound)?,
                home: format!("/s/{token}"),
                exit_url: wired::<Places>(req)?.exit_url.clone(),
                limits: wired::<Limits>(req)?,
                scope,
            })
        }))
    }
}

fn wired<T: 'static>(req: &HttpRequest) -> Result<Data<T>, Fault> {
    let missing = || anyhow::anyhow!("{} is not wired", std::any::type_name::<T>());
    Ok(req.app_data::<Data<T>>().cloned().ok_or_else(missing)?)
}

/// An answer whose address is a secret: kept by no cache, and named to no other site.
pub fn secret(mut answer: HttpResponse) -> HttpResponse {
    let headers = answer.headers_mut();
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
