use diesel::backend::Backend;
use diesel::deserialize::FromSqlRow;
use diesel::deserialize::{self, FromSql};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Uuid as SqlUuid;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares a typed UUIDv7 key: two ids of different nouns can not be mixed up.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, AsExpression, FromSqlRow)]
        #[diesel(sql_type = SqlUuid)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A fresh id, ordered by the time it was made (UUIDv7, RFC 9562 §5.7).
            #[must_use]
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl ToSql<SqlUuid, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                ToSql::<SqlUuid, Pg>::to_sql(&self.0, out)
            }
        }

        impl FromSql<SqlUuid, Pg> for $name {
            fn from_sql(bytes: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                <Uuid as FromSql<SqlUuid, Pg>>::from_sql(bytes).map(Self)
            }
        }
    )+};
}

ids! {
    /// A forum.
    ForumId,
    /// A venue of a forum.
    VenueId,
    /// A room of a venue.
    RoomId,
    /// A track of the agenda.
    TrackId,
    /// A session of the agenda.
    SessionId,
    /// A place and time of a session.
    SlotId,
    /// A speaker of a forum.
    SpeakerId,
    /// A speaker's part in a session.
    AppearanceId,
    /// What became of a speaker's part in a session, and its calendar entry.
    SpeakingId,
    /// A photo or slides of a speaker.
    UploadId,
    /// A schedule that was sent and not taken over yet.
    ImportId,
    /// A release of a forum's agenda.
    ReleaseId,
    /// A registration category.
    CategoryId,
    /// One version of a consent text.
    ConsentTextId,
    /// A limit on seats.
    LimitId,
    /// A registration.
    RegistrationId,
    /// A seat of a registration in a session.
    SeatId,
    /// Which of two seats that overlap is to be kept, asked of their holder.
    OverlapId,
    /// A place in a waitlist.
    WaitlistId,
    /// A half-filled registration form.
    DraftId,
    /// A letter in the outbox.
    MessageId,
    /// A job in the queue.
    JobId,
    /// An entry of the audit log.
    AuditId,
    /// A person who signs in.
    UserId,
    /// An API token, a sign-in link or a signed-in browser.
    TokenId,
}
