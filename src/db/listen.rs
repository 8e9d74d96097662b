use diesel::IntoSql;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use futures_util::StreamExt;
use std::time::Duration;

use super::{Conn, Db, Result};

/// Something another connection told: which channel, and what.
#[derive(Clone, Debug)]
pub struct Notice {
    /// `madang_agenda`, `madang_seats`, `madang_mail`, `madang_jobs`.
    pub channel: String,
    /// What it is about, mostly an id.
    pub payload: String,
}

/// Every channel that processes talk over.
const CHANNELS: &str =
    "LISTEN madang_agenda; LISTEN madang_seats; LISTEN madang_mail; LISTEN madang_jobs";

/// Tells every listening process, when the caller's transaction commits.
///
/// # Errors
/// A broken database.
pub async fn notify(conn: &mut Conn, channel: &str, payload: &str) -> Result<()> {
    diesel::select(pg_notify(channel, payload)).execute(conn).await.map(|_| ())
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn pg_notify(
        channel: diesel::sql_types::Text,
        payload: diesel::sql_types::Text,
    ) -> diesel::sql_types::Bool;
}

/// Listens for ever and hands every notice to `hear`; `hear(None)` after each (re)connection, because
/// what was told meanwhile is lost. Reconnects by itself.
pub async fn listen(db: Db, hear: impl Fn(Option<Notice>) + Send) {
    loop {
        if let Ok(mut conn) = db.dedicated().await
            && conn.batch_execute(CHANNELS).await.is_ok()
        {
            hear(None);
            let mut notices = std::pin::pin!(conn.notifications_stream());
            while let Some(Ok(notice)) = notices.next().await {
                hear(Some(Notice { channel: notice.channel, payload: notice.payload }));
            }
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// The database's own clock.
///
/// # Errors
/// A broken database.
pub async fn server_time(conn: &mut Conn) -> Result<chrono::DateTime<chrono::Utc>> {
    diesel::select(diesel::dsl::now.into_sql::<diesel::sql_types::Timestamptz>())
        .get_result(conn)
        .await
}
