use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue, REFERRER_POLICY};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::db::Db;
use crate::forum::Forum;
use crate::i18n::{self, Tr};
use crate::types::{Clock, Lang, RegistrationId};
use crate::web::{Fault, ForumHead, Reader, Shell};

/// Who looks at which forum's pages, and what they are answered with.
pub struct Visit {
    pub db: Db,
    pub clock: Clock,
    pub reader: Reader,
    pub scope: Scope,
}

impl Visit {
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub const fn lang(&self) -> Lang {
        self.reader.lang
    }

    pub const fn t(&self) -> Tr {
        self.reader.t()
    }

    /// The registration whose private link was shown.
    pub fn own(&self) -> Result<RegistrationId, Fault> {
        self.scope.registration().ok_or(Fault::NotFound)
    }

    /// The frame of a page of this forum.
    pub fn shell(&self, forum: &Forum, title: impl Into<String>) -> Shell {
        Shell::of(&self.reader, title).in_forum(self.head(forum))
    }

    /// The forum as it stands above its pages, without its menu.
    pub fn head(&self, forum: &Forum) -> ForumHead {
        let lang = self.lang();
        let zone = i18n::zone_note(lang, forum.zone, forum.starts_at);
        let sample = Some(forum.sample.in_lang(lang).to_owned()).filter(|text| !text.is_empty());
        ForumHead::new(forum.slug.to_string(), forum.title.in_lang(lang), zone)
            .sample(sample)
            .sensitive(forum.sensitive)
    }
}

impl FromRequest for Visit {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let scope = Scope::from_request(req, payload).into_inner();
        ready(scope.and_then(|scope| {
            Ok(Self {
                db: wired::<Db>(req)?.clone(),
                clock: wired::<Clock>(req)?.clone(),
                reader: Reader::of(req),
                scope,
            })
        }))
    }
}

fn wired<T: 'static>(req: &HttpRequest) -> Result<&T, Fault> {
    let found = req.app_data::<Data<T>>().map(|data| data.get_ref());
    found.ok_or_else(|| anyhow::anyhow!("{} is not wired", std::any::type_name::<T>()).into())
}

/// An answer whose address is a secret: kept by no cache, and named to no page it leads to.
pub fn secret(mut answer: HttpResponse) -> HttpResponse {
    let headers = answer.headers_mut();
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
