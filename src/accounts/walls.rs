use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest};
use chrono::TimeDelta;

use crate::db::{self, Acting, Db};
use crate::types::{ActorRef, Clock, ManageKey, sha256};
use crate::web::{Fault, PublicUrl};

use super::model::Proof;
use super::{
    Access, Directory, FactorRule, Identity, Permission, Reach, Scope, commands, cookie, queries,
};

/// How long a proof by second factor lets one do what is grave.
const PROVED: TimeDelta = TimeDelta::minutes(15);
/// How exactly it is kept when a session was last used.
const SEEN: TimeDelta = TimeDelta::minutes(5);

/// The cookie that holds a staff session; over https it is sent as `__Host-desk`.
pub const SESSION_COOKIE: [&str; 2] = ["__Host-desk", "desk"];

/// Lets a request through to its handler, with the scope its access gives, or not at all.
pub(super) async fn pass(
    access: Access,
    req: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // An answer, not an error: only an answer comes with the request that `web::guarded` needs.
    // The wall itself looks at everybody; from here on the database holds to what it found.
    match db::acting(Acting::House, admit(access, req.request())).await {
        Ok(()) => {
            let whom = acting_for(access, req.request());
            db::acting(whom, next.call(req)).await
        }
        Err(fault) => Ok(req.error_response(fault)),
    }
}

/// For whom a handler acts: the forum of its scope, or the installation where its access is to that.
fn acting_for(access: Access, req: &HttpRequest) -> Acting {
    let scope = req.extensions().get::<Scope>().map(Scope::forum);
    match (scope, access) {
        (Some(forum), _) => Acting::Forum(forum),
        (None, Access::Installation(_)) => Acting::House,
        (None, _) => Acting::Nobody,
    }
}

async fn admit(access: Access, req: &HttpRequest) -> Result<(), Fault> {
    // Nothing of ours has a zero byte in its name, and the database would choke on it.
    if req.match_info().iter().any(|(_, part)| part.contains('\0')) {
        return Err(Fault::NotFound);
    }
    match access {
        Access::Public => Ok(()),
        Access::PublicForum => public_forum(req).await,
        Access::Holder => holder(req).await,
        Access::Speaker => speaker(req).await,
        Access::Entering => {
            let identity = browser(req).await?;
            req.extensions_mut().insert(identity);
            Ok(())
        }
        Access::Staff => {
            let identity = staff(req).await?;
            req.extensions_mut().insert(identity);
            Ok(())
        }
        Access::Desk(permission) => desk(req, permission).await,
        Access::Installation(permission) => {
            let identity = staff(req).await?;
            if !(identity.is_admin() && permission.allows(crate::types::Role::Admin)) {
                return Err(Fault::Forbidden);
            }
            lately(req, permission, &identity)?;
            req.extensions_mut().insert(identity);
            Ok(())
        }
    }
}

async fn public_forum(req: &HttpRequest) -> Result<(), Fault> {
    let wall = find_forum(req).await?;
    if !wall.public {
        return Err(Fault::NotFound);
    }
    req.extensions_mut().insert(Scope::new(wall, ActorRef::Guest, Reach::Everyone));
    Ok(())
}

async fn holder(req: &HttpRequest) -> Result<(), Fault> {
    let in_path = req.match_info().get("token").map(str::to_owned);
    let missing = if in_path.is_some() { Fault::NotFound } else { Fault::Unauthenticated };
    let Some(token) = in_path.or_else(|| bearer(req)) else { return Err(missing) };
    let Some((id, version)) = part::<ManageKey>(req)?.prove(&token) else { return Err(missing) };
    let mut conn = part::<Db>(req)?.conn().await?;
    let Some(wall) = queries::forum_of_link(&mut conn, id, version).await? else {
        return Err(missing);
    };
    req.extensions_mut().insert(Scope::new(wall, ActorRef::Registrant(id), Reach::Everyone));
    Ok(())
}

async fn speaker(req: &HttpRequest) -> Result<(), Fault> {
    let token = req.match_info().get("token").unwrap_or_default();
    let known = part::<ManageKey>(req)?.prove_speaker(token);
    let (id, version) = known.ok_or(Fault::NotFound)?;
    let mut conn = part::<Db>(req)?.conn().await?;
    let wall = queries::forum_of_speaker(&mut conn, id, version).await?;
    let wall = wall.ok_or(Fault::NotFound)?;
    req.extensions_mut().insert(Scope::new(wall, ActorRef::Speaker(id), Reach::Everyone));
    Ok(())
}

/// A foreign forum looks as if it were not there; one's own without the permission is forbidden.
async fn desk(req: &HttpRequest, permission: Permission) -> Result<(), Fault> {
    let identity = staff(req).await?;
    let wall = find_forum(req).await?;
    if !identity.works_on(wall.id) {
        return Err(Fault::NotFound);
    }
    let reach = identity.reach(permission, wall.id).ok_or(Fault::Forbidden)?;
    lately(req, permission, &identity)?;
    let actor = ActorRef::Staff(identity.user);
    req.extensions_mut().insert(identity);
    req.extensions_mut().insert(Scope::new(wall, actor, reach));
    Ok(())
}

/// Somebody signed in all the way: who has a second factor has shown it, and who needs one has it.
async fn staff(req: &HttpRequest) -> Result<Identity, Fault> {
    let identity = signed_in(req).await?;
    if identity.is_half_way() {
        return Err(Fault::ProofNeeded(asking(req)));
    }
    let missing = matches!(identity.proof, Proof::Session { has_factor: false, .. });
    if missing && part::<FactorRule>(req)?.0 && identity.is_weighty() {
        let first = if identity.has_password { "/desk/second-factor" } else { "/desk/password" };
        return Err(Fault::ProofNeeded(first.to_owned()));
    }
    Ok(identity)
}

/// Somebody who is on the way in by a browser; a program has no way to go.
async fn browser(req: &HttpRequest) -> Result<Identity, Fault> {
    let identity = signed_in(req).await?;
    match identity.proof {
        Proof::Session { .. } => Ok(identity),
        Proof::Token => Err(Fault::Forbidden),
    }
}

async fn signed_in(req: &HttpRequest) -> Result<Identity, Fault> {
    let (clock, db) = (part::<Clock>(req)?, part::<Db>(req)?);
    let now = clock.now();
    if let Some(token) = bearer(req) {
        let mut conn = db.conn().await?;
        let found = queries::by_token(&mut conn, &sha256(token.as_bytes()), now).await?;
        return found.ok_or(Fault::Unauthenticated);
    }
    let digest = session_token(req).map(|token| sha256(token.as_bytes()));
    let digest = digest.ok_or(Fault::Unauthenticated)?;
    let found = {
        let mut conn = db.conn().await?;
        queries::by_session(&mut conn, &digest, now).await?
    };
    let (identity, seen_at) = found.ok_or(Fault::Unauthenticated)?;
    if seen_at.is_none_or(|at| at + SEEN < now) {
        // A note is worth no page: where nothing can be written, people may still read.
        if let Err(error) = commands::note_seen(db, &digest, now).await {
            tracing::warn!(%error, "it could not be noted that a session was used");
        }
    }
    Ok(identity)
}

/// What is grave takes a proof of the last quarter of an hour. A form that was opened in time may still
/// be sent in a while later, so that nothing typed into it is lost. A program proves nothing, and its token
/// may have leaked: it reads and writes, and says for nobody what they may do.
fn lately(req: &HttpRequest, permission: Permission, who: &Identity) -> Result<(), Fault> {
    if permission.gives_power() && who.proof == Proof::Token {
        return Err(Fault::Forbidden);
    }
    let age = if req.method().is_safe() { PROVED } else { PROVED * 2 };
    if permission.is_grave() && who.proved_before(age, part::<Clock>(req)?.now()) {
        return Err(Fault::ProofNeeded(asking(req)));
    }
    Ok(())
}

/// The page that asks for a code, and knows the way back to the page that was wanted.
fn asking(req: &HttpRequest) -> String {
    let wanted = req.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let wanted = if req.method().is_safe() { wanted } else { "/desk".to_owned() };
    let to: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    format!("/desk/code?to={to}")
}

async fn find_forum(req: &HttpRequest) -> Result<super::ForumWall, Fault> {
    let slug = req.match_info().get("forum").unwrap_or_default();
    let found = part::<Directory>(req)?.find(part::<Db>(req)?, slug).await?;
    found.ok_or(Fault::NotFound)
}

/// The token in the session cookie, if there is one. Over https only the name that no other host of
/// the domain can set is believed.
pub(super) fn session_token(req: &HttpRequest) -> Option<String> {
    let name = cookie::name(req.app_data::<Data<PublicUrl>>().map(|url| url.get_ref()));
    req.cookie(name).map(|cookie| cookie.value().to_owned()).filter(|token| !token.is_empty())
}

/// The token a program shows.
pub(super) fn bearer(req: &HttpRequest) -> Option<String> {
    let value = req.headers().get("authorization")?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// What `app` shares with every handler.
pub(super) fn part<T: 'static>(req: &HttpRequest) -> Result<&T, Fault> {
    let found = req.app_data::<Data<T>>().map(|data| data.get_ref());
    found.ok_or_else(|| {
        Fault::Broken(anyhow::anyhow!("{} is not wired", std::any::type_name::<T>()))
    })
}
