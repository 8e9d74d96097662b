use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::accounts::Scope;
use crate::db::schema::category;
use crate::db::{self, Conn};
use crate::types::{CategoryId, ForumId, LimitId, Words};

use super::super::model::{Band, Category, CategoryCode, NewCategory};

#[derive(Queryable, Selectable)]
#[diesel(table_name = category)]
struct Row {
    id: CategoryId,
    code: String,
    name: Words,
    description: Words,
    band: String,
    limit_id: LimitId,
}

impl Row {
    fn read(self) -> db::Result<Category> {
        let code = CategoryCode::parse(&self.code).map_err(|fault| {
            let what = format!("category.code can not be read: {}", fault.code);
            db::Error::DeserializationError(what.into())
        })?;
        Ok(Category {
            id: self.id,
            code,
            name: self.name,
            description: self.description,
            band: Band::parse(&self.band).unwrap_or_default(),
            limit: self.limit_id,
        })
    }
}

/// The categories of a forum in order.
///
/// # Errors
/// A broken database.
pub async fn list_categories(conn: &mut Conn, scope: &Scope) -> db::Result<Vec<Category>> {
    let rows: Vec<Row> = category::table
        .filter(category::forum_id.eq(scope.forum()))
        .order((category::position, category::id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(Row::read).collect()
}

/// One category of a forum.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn find_category(conn: &mut Conn, scope: &Scope, id: CategoryId) -> db::Result<Category> {
    let row: Row = category::table
        .find(id)
        .filter(category::forum_id.eq(scope.forum()))
        .select(Row::as_select())
        .first(conn)
        .await?;
    row.read()
}

/// Adds categories, each with its limit, from `position` on; their ids in the order given.
///
/// # Errors
/// A broken database; `category_code_key` when a code is there already.
pub async fn insert_categories(
    conn: &mut Conn,
    forum: ForumId,
    wanted: &[NewCategory],
    limits: &[LimitId],
    position: i32,
) -> db::Result<Vec<CategoryId>> {
    let ids: Vec<CategoryId> = wanted.iter().map(|_| CategoryId::fresh()).collect();
    let rows: Vec<_> = ids
        .iter()
        .zip(wanted)
        .zip(limits)
        .zip(position..)
        .map(|(((id, want), limit), at)| {
            (
                category::id.eq(*id),
                category::forum_id.eq(forum),
                category::code.eq(want.code.as_str()),
                category::name.eq(&want.name),
                category::description.eq(&want.description),
                category::band.eq(want.band.code()),
                category::limit_id.eq(*limit),
                category::position.eq(at),
            )
        })
        .collect();
    diesel::insert_into(category::table).values(rows).execute(conn).await?;
    Ok(ids)
}

/// The place after the last category.
///
/// # Errors
/// A broken database.
pub async fn next_category_position(conn: &mut Conn, scope: &Scope) -> db::Result<i32> {
    let last: Option<i32> = category::table
        .filter(category::forum_id.eq(scope.forum()))
        .select(diesel::dsl::max(category::position))
        .first(conn)
        .await?;
    Ok(last.map_or(0, |at| at + 1))
}

/// Writes what is said of a category; its code and limit stay.
///
/// # Errors
/// A broken database; not found when it is another forum's.
pub async fn update_category(
    conn: &mut Conn,
    scope: &Scope,
    id: CategoryId,
    want: &NewCategory,
) -> db::Result<()> {
    let own = category::table.find(id).filter(category::forum_id.eq(scope.forum()));
    let changed = diesel::update(own)
        .set((
            category::name.eq(&want.name),
            category::description.eq(&want.description),
            category::band.eq(want.band.code()),
        ))
        .execute(conn)
        .await?;
    if changed == 0 { Err(db::Error::NotFound) } else { Ok(()) }
}

/// Removes a category that nobody was ever registered in.
///
/// # Errors
/// A broken database; `registration_category_id_fkey` while someone is; not found when it is another
/// forum's.
pub async fn delete_category(conn: &mut Conn, scope: &Scope, id: CategoryId) -> db::Result<()> {
    let own = category::table.find(id).filter(category::forum_id.eq(scope.forum()));
    let gone = diesel::delete(own).execute(conn).await?;
    if gone == 0 { Err(db::Error::NotFound) } else { Ok(()) }
}
