use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use crate::accounts::{Identity, Permission, Scope};
use crate::db::{Conn, Db};
use crate::forum::{self, Forum};
use crate::i18n::date_range;
use crate::types::{Clock, LinkKey};
pub use crate::web::told;
use crate::web::{DeskHead, DeskItem, Fault, Reader, Shell};

/// What every page of the desk works with.
pub struct Desk {
    /// Who reads the answer.
    pub reader: Reader,
    /// Who is signed in.
    pub who: Identity,
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// What one-time links are made with.
    pub key: LinkKey,
}

impl FromRequest for Desk {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let who = Identity::from_request(req, payload).into_inner();
        ready(who.and_then(|who| {
            Ok(Self {
                reader: Reader::of(req),
                who,
                db: part::<Db>(req)?,
                clock: part::<Clock>(req)?,
                key: part::<LinkKey>(req)?,
            })
        }))
    }
}

fn part<T: Clone + 'static>(req: &HttpRequest) -> Result<T, Fault> {
    let found = req.app_data::<Data<T>>().map(|data| data.get_ref().clone());
    found.ok_or_else(|| anyhow::anyhow!("{} is not wired", std::any::type_name::<T>()).into())
}

/// The pages in the menu beside a forum's desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskPage {
    /// How it stands and what is to be done.
    Overview,
    /// Its sessions.
    Sessions,
    /// Its timetable: rooms against hours.
    Agenda,
    /// Who speaks.
    Speakers,
    /// What is said of it.
    Settings,
    /// Who registered.
    People,
    /// Attendance lists.
    Export,
    /// Letters and their trouble.
    Letters,
    /// Who works on it.
    Staff,
    /// The audit log.
    Audit,
}

impl DeskPage {
    const ALL: [Self; 10] = [
        Self::Overview,
        Self::Sessions,
        Self::Agenda,
        Self::Speakers,
        Self::Settings,
        Self::People,
        Self::Export,
        Self::Letters,
        Self::Staff,
        Self::Audit,
    ];

    const fn needs(self) -> Permission {
        match self {
            Self::Overview => Permission::SeeForum,
            Self::Settings => Permission::EditForum,
            Self::Staff => Permission::ManageStaff,
            Self::Sessions | Self::Agenda | Self::Speakers => Permission::EditAgenda,
            Self::People => Permission::ReadPeople,
            Self::Export => Permission::ExportPeople,
            Self::Letters => Permission::ReadMail,
            Self::Audit => Permission::ReadAudit,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Sessions => "/sessions",
            Self::Agenda => "/agenda",
            Self::Speakers => "/speakers",
            Self::Settings => "/settings",
            Self::People => "/people",
            Self::Export => "/export",
            Self::Letters => "/letters",
            Self::Staff => "/staff",
            Self::Audit => "/audit",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Overview => "desk-nav-overview",
            Self::Sessions => "desk-nav-sessions",
            Self::Agenda => "desk-nav-agenda",
            Self::Speakers => "desk-nav-speakers",
            Self::Settings => "desk-nav-settings",
            Self::People => "desk-nav-people",
            Self::Export => "desk-nav-export",
            Self::Letters => "desk-nav-letters",
            Self::Staff => "staff-nav",
            Self::Audit => "desk-nav-audit",
        }
    }
}

/// A page of the desk that belongs to no forum.
#[must_use]
pub fn desk_shell(reader: &Reader, who: &Identity, title: impl Into<String>) -> Shell {
    Shell::of(reader, title).in_desk(DeskHead::new(&who.name, who.is_admin()))
}

/// A page of a forum's desk, with its menu; `at` is the line of the menu it belongs to.
#[must_use]
pub fn forum_shell(
    reader: &Reader,
    who: &Identity,
    forum: &Forum,
    at: DeskPage,
    title: impl Into<String>,
) -> Shell {
    let (lang, t) = (reader.lang, reader.t());
    let when = date_range(lang, forum.first_day(), forum.last_day());
    let head = DeskHead::new(&who.name, who.is_admin()).forum(
        forum.slug.as_str(),
        forum.title.in_lang(lang),
        when,
    );
    let head = DeskPage::ALL
        .into_iter()
        .filter(|page| who.may(page.needs(), forum.id))
        .map(|page| {
            let href = format!("/desk/{}{}", forum.slug, page.path());
            DeskItem::new(href, t.s(page.key())).current(page == at)
        })
        .fold(head, DeskHead::item);
    Shell::of(reader, title).in_desk(head)
}

/// The same for who has not read the forum yet.
///
/// # Errors
/// A broken database.
pub async fn load_shell(
    desk: &Desk,
    conn: &mut Conn,
    scope: &Scope,
    at: DeskPage,
    title: impl Into<String>,
) -> Result<(Forum, Shell), Fault> {
    let forum = forum::find_forum(conn, scope).await?;
    let shell = forum_shell(&desk.reader, &desk.who, &forum, at, title);
    Ok((forum, shell))
}
