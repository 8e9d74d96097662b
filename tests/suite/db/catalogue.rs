//! Questions to PostgreSQL's own catalogue, each answered in rows of texts.

use diesel::sql_types::{Array, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::RunQueryDsl;
use madang::db::Conn;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Array<Text>)]
    cells: Vec<String>,
}

/// The rows of a query whose every column is, or can be written as, a text.
pub async fn rows<const N: usize>(conn: &mut Conn, sql: &str) -> Vec<[String; N]> {
    let names: Vec<String> = (0..N).map(|at| format!("c{at}")).collect();
    let cells: Vec<String> = names.iter().map(|name| format!("{name}::text")).collect();
    let all = format!(
        "SELECT ARRAY[{}] AS cells FROM ({sql}) AS asked ({})",
        cells.join(", "),
        names.join(", ")
    );
    let rows: Vec<Row> = sql_query(all).load(conn).await.unwrap();
    rows.into_iter().map(|row| row.cells.try_into().unwrap()).collect()
}

/// The rows of a query of one column.
pub async fn column(conn: &mut Conn, sql: &str) -> Vec<String> {
    rows::<1>(conn, sql).await.into_iter().map(|[cell]| cell).collect()
}
