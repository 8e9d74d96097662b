//! `src/db/schema.rs` is written from a migrated database, here and by `bin/schema`, and is held
//! against it byte by byte: a table, column, type or comment that differs either way fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use madang::db::Conn;

use super::catalogue::rows;
use crate::support::database::fresh;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/db/schema.rs");

/// Tables with what is said of them.
const TABLES: &str = "SELECT relname, coalesce(obj_description(c.oid), '') FROM pg_class c \
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
    AND relname <> '__diesel_schema_migrations' ORDER BY relname COLLATE \"C\"";
/// Columns in their order: table, name, type, whether something always stands there, comment.
const COLUMNS: &str = "SELECT relname, attname, typname, attnotnull::text, \
    coalesce(col_description(c.oid, attnum), '') \
    FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_type t ON t.oid = atttypid \
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped \
    ORDER BY relname, attnum";
/// The columns of primary keys.
const KEYS: &str = "SELECT conrelid::regclass::text, attname FROM pg_constraint \
    CROSS JOIN unnest(conkey) WITH ORDINALITY AS k (attnum, place) \
    JOIN pg_attribute a ON attrelid = conrelid AND a.attnum = k.attnum \
    WHERE contype = 'p' AND connamespace = 'public'::regnamespace ORDER BY 1, place";
/// Foreign keys of one column: table, table referred to, column.
const REFERENCES: &str = "SELECT conrelid::regclass::text, confrelid::regclass::text, attname \
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] \
    WHERE contype = 'f' AND cardinality(conkey) = 1 AND conrelid <> confrelid \
    AND connamespace = 'public'::regnamespace ORDER BY 1, 2, 3";

#[tokio::test]
async fn the_schema_file_is_what_the_database_says() {
    let db = fresh().await;
    let written = schema(&mut db.conn().await.unwrap()).await;
    if std::env::var_os("MADANG_WRITE_SCHEMA").is_some() {
        std::fs::write(FILE, &written).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(FILE).unwrap();
    let differing: Vec<String> = kept
        .lines()
        .filter(|line| !written.lines().any(|other| other == *line))
        .map(|line| format!("- {line}"))
        .chain(
            written
                .lines()
                .filter(|line| !kept.lines().any(|other| other == *line))
                .map(|line| format!("+ {line}")),
        )
        .collect();
    assert!(
        kept == written,
        "src/db/schema.rs differs from the database; bin/schema writes it anew:\n{}",
        differing.join("\n")
    );
}

/// The whole file, as diesel's own command shapes it.
async fn schema(conn: &mut Conn) -> String {
    let mut columns: BTreeMap<String, Vec<[String; 4]>> = BTreeMap::new();
    for [table, name, kind, always, comment] in rows::<5>(conn, COLUMNS).await {
        columns.entry(table).or_default().push([name, kind, always, comment]);
    }
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [table, column] in rows::<2>(conn, KEYS).await {
        keys.entry(table).or_default().push(column);
    }
    let tables = rows::<2>(conn, TABLES).await;
    let mut file =
        "// Written by bin/schema from a migrated database; change a migration instead.\n"
            .to_owned();
    for [table, comment] in &tables {
        write!(file, "\ndiesel::table! {{\n{}", doc(4, comment)).unwrap();
        writeln!(file, "    {table} ({}) {{", keys[table].join(", ")).unwrap();
        for [name, kind, always, comment] in &columns[table] {
            file.push_str(&doc(8, comment));
            let kind = rust_type(kind, always == "true");
            if name == "abstract" {
                writeln!(file, "        #[sql_name = \"{name}\"]\n        {name}_ -> {kind},")
                    .unwrap();
            } else {
                writeln!(file, "        {name} -> {kind},").unwrap();
            }
        }
        file.push_str("    }\n}\n");
    }
    file.push('\n');
    let references = rows::<3>(conn, REFERENCES).await;
    for [child, parent, column] in &references {
        // Two ways to the same table: a join must say which.
        let ways = references.iter().filter(|[c, p, _]| c == child && p == parent).count();
        if ways == 1 {
            writeln!(file, "diesel::joinable!({child} -> {parent} ({column}));").unwrap();
        }
    }
    let names: Vec<String> = tables.iter().map(|[table, _]| format!("    {table},\n")).collect();
    write!(file, "\ndiesel::allow_tables_to_appear_in_same_query!(\n{});\n", names.concat())
        .unwrap();
    file
}

fn doc(indent: usize, comment: &str) -> String {
    let line = |line: &str| format!("{:indent$}/// {line}\n", "");
    comment.lines().map(line).collect()
}

fn rust_type(kind: &str, always: bool) -> String {
    let bare = match kind {
        "uuid" => "Uuid",
        "text" => "Text",
        "bool" => "Bool",
        "int2" => "Int2",
        "int4" => "Int4",
        "int8" => "Int8",
        "bytea" => "Bytea",
        "jsonb" => "Jsonb",
        "date" => "Date",
        "time" => "Time",
        "timestamptz" => "Timestamptz",
        "_text" => "Array<Nullable<Text>>",
        "_int4" => "Array<Nullable<Int4>>",
        "_uuid" => "Array<Nullable<Uuid>>",
        other => panic!("tests/suite/db/schema.rs does not know the type {other} yet"),
    };
    if always { bare.to_owned() } else { format!("Nullable<{bare}>") }
}
