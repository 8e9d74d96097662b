use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use crate::types::{ActorRef, CategoryId, ForumId, RegistrationId, Slug, SpeakerId, Zone};
use crate::web::Fault;

use super::{ForumWall, Identity, Reach};

/// Proof that the caller may act on one forum. Store functions that touch a forum's rows take it;
/// only the wall in front of a route makes it (and [`Scope::trusted`] for work that no request asks
/// for, which the architecture test keeps to `app`, letters and jobs).
#[derive(Clone, Debug)]
pub struct Scope {
    wall: ForumWall,
    actor: ActorRef,
    reach: Reach,
}

impl Scope {
    pub(super) fn new(wall: ForumWall, actor: ActorRef, reach: Reach) -> Self {
        Self { wall, actor, reach }
    }

    /// A scope for Madang's own work: rendering a letter, running a job, a command on the machine.
    #[must_use]
    pub fn trusted(wall: ForumWall, actor: ActorRef) -> Self {
        Self { wall, actor, reach: Reach::Everyone }
    }

    /// The categories whose people alone may be seen and changed; nothing when all may.
    #[must_use]
    pub fn kept_to(&self) -> Option<&[CategoryId]> {
        match &self.reach {
            Reach::Everyone => None,
            Reach::Categories(categories) => Some(categories),
        }
    }

    /// True when people of this category may be seen and changed.
    #[must_use]
    pub fn reaches(&self, category: CategoryId) -> bool {
        self.kept_to().is_none_or(|categories| categories.contains(&category))
    }

    /// The forum.
    #[must_use]
    pub const fn forum(&self) -> ForumId {
        self.wall.id
    }

    /// The forum's name in addresses.
    #[must_use]
    pub fn slug(&self) -> &Slug {
        &self.wall.slug
    }

    /// The forum's zone.
    #[must_use]
    pub const fn zone(&self) -> Zone {
        self.wall.zone
    }

    /// Who acts, for the audit log.
    #[must_use]
    pub const fn actor(&self) -> ActorRef {
        self.actor
    }

    /// The registration whose private link was shown, if one was.
    #[must_use]
    pub const fn registration(&self) -> Option<RegistrationId> {
        match self.actor {
            ActorRef::Registrant(id) => Some(id),
            _ => None,
        }
    }

    /// The speaker whose private link was shown, if one was.
    #[must_use]
    pub const fn speaker(&self) -> Option<SpeakerId> {
        match self.actor {
            ActorRef::Speaker(id) => Some(id),
            _ => None,
        }
    }
}

impl FromRequest for Scope {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(req.extensions().get::<Self>().cloned().ok_or_else(|| no_wall(req)))
    }
}

impl FromRequest for Identity {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(req.extensions().get::<Self>().cloned().ok_or_else(|| no_wall(req)))
    }
}

fn no_wall(req: &HttpRequest) -> Fault {
    Fault::Broken(anyhow::anyhow!(
        "{} asks for more than its access gives",
        req.match_pattern().unwrap_or_default()
    ))
}
