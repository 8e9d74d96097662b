//! Registering, seats, lines, giving back.

mod change;
mod forget;
mod letters;
mod overlaps;
mod pages;
mod pages_mine;
mod race;
mod register;
mod told;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use madang::capacity::Limit;
use madang::db::Conn;
use madang::db::schema::{category, registration, session, session_seat};

use crate::support::TestForum;

/// Every limit with what the rows say should be taken of it.
async fn books(conn: &mut Conn, forum: &TestForum) -> Vec<(Limit, i32)> {
    let limits = madang::capacity::find_limits(conn, &forum.scope).await.unwrap();
    let mut books = Vec::new();
    for limit in limits {
        let places = registration::table
            .inner_join(category::table)
            .filter(registration::forum_id.eq(forum.scope.forum()))
            .filter(registration::state.eq("confirmed"));
        let counted: i64 = match limit.kind.as_str() {
            "forum" => places.count().get_result(conn).await,
            "category" => {
                places.filter(category::limit_id.eq(limit.id)).count().get_result(conn).await
            }
            _ => {
                session_seat::table
                    .inner_join(session::table)
                    .filter(session::limit_id.eq(limit.id))
                    .filter(session_seat::state.eq("confirmed"))
                    .count()
                    .get_result(conn)
                    .await
            }
        }
        .unwrap();
        books.push((limit, i32::try_from(counted).unwrap()));
    }
    books
}
