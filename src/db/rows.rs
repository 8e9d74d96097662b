use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{Array, HasSqlType, SingleValue};
use diesel_async::RunQueryDsl;

use super::{Conn, Result};

/// Rows to be inserted by one statement that reads the same however many there are: each column goes
/// over as an array. PostgreSQL plans it once a connection, where a list of `VALUES` would be read and
/// planned anew for every batch.
///
/// Every column is one of the table:
/// ```
/// use madang::db::{Rows, schema::{seat_limit, speaker}};
/// let _ = Rows::of(speaker::table, &[7]).put(speaker::position, |place| *place);
/// ```
/// ```compile_fail
/// use madang::db::{Rows, schema::{seat_limit, speaker}};
/// let _ = Rows::of(speaker::table, &[7]).put(seat_limit::taken, |place| *place);
/// ```
pub struct Rows<'a, T, R> {
    rows: &'a [R],
    insert: Insert<'a>,
    table: PhantomData<T>,
}

struct Insert<'a> {
    table: Box<dyn QueryFragment<Pg> + Send>,
    columns: Vec<(&'static str, Box<dyn QueryFragment<Pg> + Send + 'a>)>,
    clash: &'static str,
}

impl<'a, T, R> Rows<'a, T, R>
where
    T: Table<FromClause: QueryFragment<Pg> + Send + 'static>,
{
    /// Rows for a table, with no columns yet.
    #[must_use]
    pub fn of(table: T, rows: &'a [R]) -> Self {
        let table = Box::new(table.from_clause());
        let insert = Insert { table, columns: Vec::new(), clash: "" };
        Self { rows, insert, table: PhantomData }
    }

    /// What goes into a column.
    #[must_use]
    pub fn put<C, V>(mut self, _: C, value: impl Fn(&'a R) -> V) -> Self
    where
        C: Column<Table = T, SqlType: SingleValue + Send>,
        V: Send + 'a,
        Pg: HasSqlType<Array<C::SqlType>>,
        Vec<V>: ToSql<Array<C::SqlType>, Pg>,
    {
        let values: Vec<V> = self.rows.iter().map(value).collect();
        let values = Values::<C::SqlType, V>(values, PhantomData);
        self.insert.columns.push((C::NAME, Box::new(values)));
        self
    }

    /// What is done with a row that is there already, as `ON CONFLICT` says it.
    #[must_use]
    pub fn on_conflict(mut self, clash: &'static str) -> Self {
        self.insert.clash = clash;
        self
    }

    /// Writes them; nothing is asked of the database when there are none.
    ///
    /// # Errors
    /// A broken database, or a constraint that one of them breaks.
    pub async fn insert(self, conn: &mut Conn) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.insert.execute(conn).await.map(|_| ())
    }
}

/// One column's values.
struct Values<T, V>(Vec<V>, PhantomData<T>);

impl<T, V> QueryFragment<Pg> for Values<T, V>
where
    T: SingleValue,
    Pg: HasSqlType<Array<T>>,
    Vec<V>: ToSql<Array<T>, Pg>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_bind_param::<Array<T>, Vec<V>>(&self.0)
    }
}

impl QueryFragment<Pg> for Insert<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("INSERT INTO ");
        self.table.walk_ast(out.reborrow())?;
        for (at, (name, _)) in self.columns.iter().enumerate() {
            out.push_sql(if at == 0 { " (" } else { ", " });
            out.push_identifier(name)?;
        }
        for (at, (_, values)) in self.columns.iter().enumerate() {
            out.push_sql(if at == 0 { ") SELECT * FROM unnest(" } else { ", " });
            values.walk_ast(out.reborrow())?;
        }
        out.push_sql(") ");
        out.push_sql(self.clash);
        Ok(())
    }
}

impl QueryId for Insert<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C> diesel::query_dsl::RunQueryDsl<C> for Insert<'_> {}
