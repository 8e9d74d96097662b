use serde_json::json;

use crate::accounts::Scope;
use crate::audit::Subject;
use crate::capacity::{self, LimitKind};
use crate::db::{self, Db, Stop};
use crate::types::{CategoryId, Clock};

use super::super::model::NewCategory;
use super::super::refusal::{ForumRefusal, by_constraint};
use super::super::store;
use super::hold::{editable, settle};

/// Adds a category after those there are.
///
/// # Errors
/// [`ForumRefusal`] when its code is there already, it is unnamed in a language the public reads, or
/// the forum is over; a broken database.
pub async fn add_category(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    want: NewCategory,
) -> Result<CategoryId, Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let forum = editable(conn, scope).await?;
        let position = store::next_category_position(conn, scope).await?;
        let limit =
            capacity::create_limit(conn, forum.id, LimitKind::Category, want.capacity).await?;
        let one = std::slice::from_ref(&want);
        let ids = store::insert_categories(conn, forum.id, one, &[limit], position)
            .await
            .map_err(|error| by_constraint(error, ""))?;
        let id = ids.first().copied().ok_or(db::Error::NotFound)?;
        let detail = json!({ "capacity": want.capacity });
        let subject = Subject::Category(id);
        settle(conn, scope, now, "forum.category_added", subject, detail).await?;
        Ok(id)
    })
    .await
}

/// Changes what is said of a category and how many it takes; who holds a seat keeps it.
///
/// # Errors
/// [`ForumRefusal`] when it would be unnamed in a language the public reads, or the forum is over; not
/// found when it is another forum's; a broken database.
pub async fn edit_category(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: CategoryId,
    want: NewCategory,
) -> Result<(), Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        let category = store::find_category(conn, scope, id).await?;
        capacity::set_capacity(conn, scope, category.limit, want.capacity).await?;
        editable(conn, scope).await?;
        store::update_category(conn, scope, id, &want).await?;
        let detail = json!({ "capacity": want.capacity });
        settle(conn, scope, now, "forum.category_edited", Subject::Category(id), detail).await
    })
    .await
}

/// Removes a category in which nobody ever registered.
///
/// # Errors
/// [`ForumRefusal`] when someone did, when it is the last one the public sees, or when the forum is
/// over; not found when it is another forum's; a broken database.
pub async fn remove_category(
    db: &Db,
    clock: &Clock,
    scope: &Scope,
    id: CategoryId,
) -> Result<(), Stop<ForumRefusal>> {
    let now = clock.now();
    db.tx(async |conn| {
        editable(conn, scope).await?;
        let category = store::find_category(conn, scope, id).await?;
        store::delete_category(conn, scope, id).await.map_err(|error| by_constraint(error, ""))?;
        let detail = json!({ "code": category.code.as_str() });
        settle(conn, scope, now, "forum.category_removed", Subject::Category(id), detail).await
    })
    .await
}
