use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::{consent_given, consent_text};
use crate::db::{self, Conn};
use crate::types::{RegistrationId, Words};

/// What a person agreed to: which version of which text, and when.
#[derive(Clone, Debug, Queryable)]
pub struct HeldConsent {
    /// What the text is called.
    pub title: Words,
    /// Its version.
    pub version: i32,
    /// Whether nobody registers without it.
    pub required: bool,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// What a registration of this forum agreed to, in the order of the form.
///
/// # Errors
/// A broken database.
pub async fn held_consents(
    conn: &mut Conn,
    scope: &Scope,
    id: RegistrationId,
) -> db::Result<Vec<HeldConsent>> {
    consent_given::table
        .inner_join(consent_text::table)
        .filter(consent_given::registration_id.eq(id))
        .filter(consent_text::forum_id.eq(scope.forum()))
        .order((consent_text::position, consent_text::id))
        .select((
            consent_text::title,
            consent_text::version,
            consent_text::required,
            consent_given::given_at,
            consent_given::withdrawn_at,
        ))
        .load(conn)
        .await
}
