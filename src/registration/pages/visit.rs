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
use crate::types::{Clock, Lang, RegistrationId};
use crate::web::{Fault, ForumHead, ForumItem, Places, Reader, Shell};

/// Who looks at which forum's pages, and what they are answered with.
pub struct Visit {
    pub db: Db,
    pub clock: Clock,
    pub reader: Reader,
    pub scope: Scope,
    exit_url: String,
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

    /// The frame of a page of this forum, without its menu, as a form has it.
    pub fn shell(&self, forum: &Forum, title: impl Into<String>) -> Shell {
        self.framed(self.head(forum), title)
    }

    /// The frame of a page behind a private link, with the way back to it in the menu.
    pub fn own_shell(&self, forum: &Forum, title: impl Into<String>, home: &str) -> Shell {
        self.framed(self.head(forum).at(ForumItem::Mine).mine(Some(home.to_owned())), title)
    }

    /// The frame of a page that stands in the forum's menu.
    pub fn menu_shell(&self, forum: &Forum, title: impl Into<String>) -> Shell {
        self.framed(self.head(forum).at(ForumItem::Overview), title)
    }

    fn framed(&self, head: ForumHead, title: impl Into<String>) -> Shell {
        Shell::of(&self.reader, title).exit_to(&self.exit_url).in_forum(head)
    }

    fn head(&self, forum: &Forum) -> ForumHead {
        forum::head(forum, self.lang())
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
                exit_url: wired::<Places>(req)?.exit_url.clone(),
                scope,
            })
        }))
    }
}

fn wired<T: 'static>(req: &HttpRequest) -> Result<&T, Fault> {
    let found = req.app_data::<Data<T>>().map(|data| data.get_ref());
    found.ok_or_else(|| anyhow::anyhow!("{} is not wired", std::any::type_name::<T>()).into())
}

/// An answer whose address is a secret: kept by no cache, and named to no other site. Not `no-referrer`:
/// browsers then send their forms with no origin, and those from before 2023 would be refused for it.
pub fn secret(mut answer: HttpResponse) -> HttpResponse {
    let headers = answer.headers_mut();
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
