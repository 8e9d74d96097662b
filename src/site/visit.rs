use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::{Data, block};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::agenda::outlet::Billing;
use crate::db::Db;
use crate::forum::{self, Forum};
use crate::i18n::Tr;
use crate::types::{Clock, ForumId, Lang, RoomId, Zone};
use crate::web::{Fault, ForumItem, Places, Reader, Shell};

use super::edition::{Edition, Shown};
use super::snapshots::{Key, Made, Sheet, Snapshots};

/// Someone who opens a public page.
pub struct Visit {
    req: HttpRequest,
    reader: Reader,
    scope: Option<Scope>,
    db: Data<Db>,
    now: DateTime<Utc>,
    snapshots: Data<Snapshots>,
}

/// What a page of a forum is rendered from.
pub struct Stage {
    /// Who reads.
    pub reader: Reader,
    /// What there is to read.
    pub shown: Shown,
    /// The instant it is rendered at.
    pub now: DateTime<Utc>,
    /// Where "leave this page" leads.
    exit_url: String,
}

impl Visit {
    /// A page of the forum, at an address below it: as it is kept, or as `make` renders it.
    ///
    /// # Errors
    /// Those of loading and rendering it.
    pub async fn forum_page(
        self,
        below: &str,
        make: impl FnOnce(&Stage) -> Result<Made, Fault> + Send + 'static,
    ) -> Result<HttpResponse, Fault> {
        self.forum_page_with(below, async |_, _, _| Ok(()), |stage, ()| make(stage)).await
    }

    /// The same for a page that needs more than an edition holds: `load` reads that first.
    ///
    /// # Errors
    /// Those of loading and rendering it.
    pub async fn forum_page_with<T: Send + 'static>(
        self,
        below: &str,
        load: impl AsyncFnOnce(&Db, &Scope, &Edition) -> Result<T, Fault>,
        make: impl FnOnce(&Stage, T) -> Result<Made, Fault> + Send + 'static,
    ) -> Result<HttpResponse, Fault> {
        let scope = self.forum()?;
        let address = format!("/{}{below}", scope.slug());
        let key = self.key(Some(scope.forum()), &address);
        self.serve(key, address, async |this: &Self, reader: Reader| {
            let stage = this.set(&scope, reader).await?;
            let more = load(&this.db, &scope, &stage.shown.edition).await?;
            let (beat, lang, now) = (stage.shown.beat, stage.lang(), this.now);
            let pulse = this.snapshots.pulse(Some(scope.forum()));
            apart(move || {
                let mut made = make(&stage, more)?;
                made.discreet = stage.forum().sensitive;
                let keep = !made.passing;
                Ok((Sheet::of(made, lang, (beat, pulse), now)?, keep))
            })
            .await
        })
        .await
    }

    /// What an answer is made of that is this reader's own, at an address below the forum, and is kept
    /// nowhere.
    ///
    /// # Errors
    /// Those of loading it.
    pub async fn stage(&self, below: &str) -> Result<Stage, Fault> {
        let scope = self.forum()?;
        let here = format!("/{}{below}", scope.slug());
        self.set(&scope, Reader { here, ..self.reader.clone() }).await
    }

    fn forum(&self) -> Result<Scope, Fault> {
        let none = || anyhow::anyhow!("no forum at this address");
        Ok(self.scope.clone().ok_or_else(none)?)
    }

    async fn set(&self, scope: &Scope, reader: Reader) -> Result<Stage, Fault> {
        let pulse = self.snapshots.pulse(Some(scope.forum()));
        let editions = self.snapshots.editions();
        let shown = editions.shown(&pulse, &self.db, scope, self.now).await?;
        let exit_url = part::<Places>(&self.req)?.exit_url.clone();
        Ok(Stage { reader, shown, now: self.now, exit_url })
    }

    /// A page of no forum.
    ///
    /// # Errors
    /// Those of loading and rendering it.
    pub async fn house_page<T: Send + 'static>(
        self,
        address: &str,
        load: impl AsyncFnOnce(&Db) -> Result<T, Fault>,
        make: impl FnOnce(&Reader, DateTime<Utc>, T) -> Result<Made, Fault> + Send + 'static,
    ) -> Result<HttpResponse, Fault> {
        let key = self.key(None, address);
        self.serve(key, address.to_owned(), async |this: &Self, reader: Reader| {
            let pulse = this.snapshots.pulse(None);
            let beat = pulse.beat();
            let more = load(&this.db).await?;
            let (now, lang) = (this.now, reader.lang);
            apart(move || {
                let made = make(&reader, now, more)?;
                let keep = !made.passing;
                Ok((Sheet::of(made, lang, (beat, pulse), now)?, keep))
            })
            .await
        })
        .await
    }

    async fn serve(
        self,
        key: Key,
        here: String,
        render: impl AsyncFnOnce(&Self, Reader) -> Result<(Sheet, bool), Fault>,
    ) -> Result<HttpResponse, Fault> {
        if let Some(sheet) = self.snapshots.ready(&key, self.now) {
            return Ok(sheet.answer(&self.req));
        }
        let reader = Reader { here, ..self.reader.clone() };
        let render = async || render(&self, reader).await;
        let sheet = self.snapshots.page(key, self.now, render).await?;
        Ok(sheet.answer(&self.req))
    }

    fn key(&self, forum: Option<ForumId>, address: &str) -> Key {
        let Reader { lang, theme, .. } = self.reader;
        Key { forum, lang, theme, address: address.to_owned() }
    }

    fn of(req: &HttpRequest) -> Result<Self, Fault> {
        Ok(Self {
            req: req.clone(),
            reader: Reader::of(req),
            scope: req.extensions().get::<Scope>().cloned(),
            db: part::<Db>(req)?,
            now: part::<Clock>(req)?.now(),
            snapshots: part::<Snapshots>(req)?,
        })
    }
}

/// Rendering and packing a long page takes a while; it does not keep other requests of the same
/// thread waiting.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    block(work).await.map_err(anyhow::Error::from)?
}

fn part<T: 'static>(req: &HttpRequest) -> Result<Data<T>, Fault> {
    let missing = || anyhow::anyhow!("{} is not wired", std::any::type_name::<T>());
    Ok(req.app_data::<Data<T>>().cloned().ok_or_else(missing)?)
}

impl FromRequest for Visit {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(req))
    }
}

impl Stage {
    /// The reader's voice.
    #[must_use]
    pub const fn t(&self) -> Tr {
        self.reader.t()
    }

    /// The reader's language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// What there is to read.
    #[must_use]
    pub fn edition(&self) -> &Arc<Edition> {
        &self.shown.edition
    }

    /// The forum.
    #[must_use]
    pub fn forum(&self) -> &Forum {
        &self.shown.edition.forum
    }

    /// The forum's zone.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.forum().zone
    }

    /// True when what is not published as a fact is marked.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        !self.forum().sample.is_empty()
    }

    /// Where questions go; empty where that is not told.
    #[must_use]
    pub fn contact(&self) -> &str {
        self.forum().contact_email.as_ref().map_or("", |email| email.as_str())
    }

    /// What stands around a page of the forum.
    #[must_use]
    pub fn shell(&self, title: impl Into<String>, item: Option<ForumItem>) -> Shell {
        let mut head = forum::head(self.forum(), self.lang());
        // Pages in the foot stand under the menu too, none of its items being theirs.
        head.current = item.or(Some(ForumItem::Mine));
        Shell::of(&self.reader, title).in_forum(head).exit_to(&self.exit_url)
    }

    /// The same for a page that search engines may keep, unless its values are illustrative.
    #[must_use]
    pub fn listed(&self, title: impl Into<String>, item: ForumItem, about: &str) -> Shell {
        let shell = self.shell(title, Some(item));
        if self.is_sample() { shell } else { shell.listed(about) }
    }

    /// The forum as search engines read of it, at the venue of a room or else at its first; none where its
    /// values are illustrative.
    #[must_use]
    pub fn billing(&self, room: Option<RoomId>) -> Option<Billing<'_>> {
        let (forum, lang, base) = (self.forum(), self.lang(), self.reader.base());
        let (rooms, venues) = (&self.edition().rooms, &self.edition().venues);
        let of_room = rooms.iter().find(|own| Some(own.id) == room).map(|own| own.venue);
        let venue = venues.iter().find(|venue| of_room.is_none_or(|id| venue.id == id));
        let venue = venue.map(|venue| (&venue.name, &venue.address));
        (!self.is_sample()).then_some(Billing { forum, venue, lang, base })
    }

    /// A page as it is kept, until the soonest of some instants to come.
    ///
    /// # Errors
    /// When the template breaks.
    pub fn made(
        &self,
        page: &impl Template,
        instants: impl IntoIterator<Item = DateTime<Utc>>,
    ) -> Result<Made, Fault> {
        Ok(Made { html: page.render()?, until: soonest(self.now, instants), ..Made::default() })
    }

    /// The same for a page that tells of seats.
    ///
    /// # Errors
    /// When the template breaks.
    pub fn counted(
        &self,
        page: &impl Template,
        instants: impl IntoIterator<Item = DateTime<Utc>>,
    ) -> Result<Made, Fault> {
        Ok(Made { counted_at: Some(self.shown.counted_at), ..self.made(page, instants)? })
    }
}

/// The next instant after now, if there is one.
#[must_use]
pub fn soonest(
    now: DateTime<Utc>,
    instants: impl IntoIterator<Item = DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    instants.into_iter().filter(|at| *at > now).min()
}
