use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse};

use crate::db::Db;
use crate::types::{Clock, LinkKey, SealKey, Token, UserId, sha256};
use crate::web::{Fault, Limits, Peer, PublicUrl, Quota, see_other};

use super::super::commands::SESSION_HOURS;
use super::super::device::device;
use super::super::model::{SignedIn, Whence};
use super::super::password::Passwords;
use super::super::{cookie, walls};

/// Everything the pages around signing in work with, and what the browser at the door shows.
pub struct Entrance {
    pub db: Db,
    pub clock: Clock,
    pub passwords: Passwords,
    pub key: LinkKey,
    /// What second factors are sealed with.
    pub seal: SealKey,
    /// The browser, and where it is.
    pub whence: Whence,
    url: PublicUrl,
    limits: Data<Limits>,
    /// The digest of the session the browser came with, live or not. A program's token is none.
    pub session: Option<Vec<u8>>,
}

impl Entrance {
    /// Takes one try from the allowance of the caller's network.
    pub fn knock(&self) -> Result<(), Fault> {
        self.limits.take(Quota::SignInNetwork, &self.whence.network)
    }

    /// Takes one try from the allowances of the caller's network, and of what they try from there. Tries
    /// from elsewhere do not count: nobody can lock the owner of an address out by trying it.
    pub fn knock_for(&self, what: &str) -> Result<(), Fault> {
        self.knock()?;
        self.limits.take(Quota::SignInAddress, &format!("{what} {}", self.whence.network))
    }

    /// Takes one try at the six digits of somebody's app, wherever it comes from: whoever has their password
    /// could otherwise guess from a thousand networks. A recovery code is too long to be guessed and takes
    /// none, so that its owner comes in all the same.
    pub fn knock_digits(&self, user: UserId) -> Result<(), Fault> {
        self.limits.take(Quota::SignInDigits, &user.to_string())
    }

    /// The digest of the session, for what only a browser can do.
    pub fn session(&self) -> Result<&[u8], Fault> {
        self.session.as_deref().ok_or(Fault::Unauthenticated)
    }

    /// Lets somebody in: to the desk, or the first time to choosing a password.
    pub fn let_in(&self, who: &SignedIn) -> Result<HttpResponse, Fault> {
        let first = if who.has_password { "/desk" } else { "/desk/password" };
        self.keep(&who.session, see_other(first))
    }

    /// Gives the browser the token its session has from now on.
    pub fn keep(&self, session: &Token, mut answer: HttpResponse) -> Result<HttpResponse, Fault> {
        let kept = cookie::keep(&self.url, session, SESSION_HOURS);
        answer.add_cookie(&kept).map_err(anyhow::Error::from)?;
        Ok(answer)
    }

    /// Sends somebody away, and makes their browser forget.
    pub fn let_out(&self) -> Result<HttpResponse, Fault> {
        let mut answer = see_other("/desk/sign-in");
        answer.add_cookie(&cookie::forget(&self.url)).map_err(anyhow::Error::from)?;
        Ok(answer)
    }

    fn of(req: &HttpRequest) -> Result<Self, Fault> {
        let session = match walls::bearer(req) {
            Some(_) => None,
            None => walls::session_token(req).map(|token| sha256(token.as_bytes())),
        };
        let agent =
            req.headers().get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or_default();
        let limits = req.app_data::<Data<Limits>>().cloned();
        Ok(Self {
            db: walls::part::<Db>(req)?.clone(),
            clock: walls::part::<Clock>(req)?.clone(),
            passwords: walls::part::<Passwords>(req)?.clone(),
            key: walls::part::<LinkKey>(req)?.clone(),
            seal: walls::part::<SealKey>(req)?.clone(),
            whence: Whence { device: device(agent), network: Peer::of(req).network() },
            url: walls::part::<PublicUrl>(req)?.clone(),
            limits: limits.ok_or_else(|| anyhow::anyhow!("the limits are not wired"))?,
            session,
        })
    }
}

impl FromRequest for Entrance {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(req))
    }
}
