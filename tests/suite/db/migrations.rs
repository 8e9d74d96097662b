//! Every step goes back and forth, and what it makes is named, described and indexed alike.

use madang::db::Conn;

use super::catalogue::{column, rows};
use crate::support::database::{empty, fresh};

/// One line for everything the schema consists of, in an order of its own.
const EVERYTHING: &str = "
    SELECT line FROM (
        SELECT format('column %s.%s %s%s default %s', relname, attname, format_type(atttypid, atttypmod),
            CASE WHEN attnotnull THEN ' always' END, pg_get_expr(adbin, adrelid))
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
        UNION ALL SELECT format('table %s %s', relname, reloptions) FROM pg_class
        WHERE relkind IN ('r', 'v', 'm', 'S', 'p') AND relnamespace = 'public'::regnamespace
        UNION ALL SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND NOT EXISTS (
            SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
        UNION ALL SELECT format('type %s', typname) FROM pg_type t
        WHERE typnamespace = 'public'::regnamespace AND typrelid = 0 AND typelem = 0 AND NOT EXISTS (
            SELECT FROM pg_depend WHERE objid = t.oid AND deptype = 'e')
        UNION ALL SELECT format('extension %s', extname) FROM pg_extension
        UNION ALL SELECT format('comment %s %s %s', objoid::regclass, objsubid, description) FROM pg_description
        WHERE classoid = 'pg_class'::regclass AND objoid >= 16384
    ) AS everything (line) ORDER BY line";

/// The same without what diesel itself keeps of the steps taken.
async fn everything(conn: &mut Conn) -> Vec<String> {
    let mut lines = column(conn, EVERYTHING).await;
    lines.retain(|line| !line.contains("__diesel_schema_migrations"));
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_back_leaves_nothing_and_forth_again_makes_the_same() {
    let db = empty().await;
    let before = everything(&mut db.conn().await.unwrap()).await;
    let steps = madang::db::migrate(&db).await.unwrap();
    let first = everything(&mut db.conn().await.unwrap()).await;
    assert!(first.len() > 500, "{}", first.len());
    assert_eq!(madang::db::revert_all(&db).await.unwrap(), steps);
    assert_eq!(everything(&mut db.conn().await.unwrap()).await, before);
    assert_eq!(madang::db::migrate(&db).await.unwrap(), steps);
    assert_eq!(everything(&mut db.conn().await.unwrap()).await, first);
    assert_eq!(madang::db::migrate(&db).await.unwrap(), 0);
}

/// Columns that say everything by their name and place.
const PLAIN: [&str; 4] = ["id", "created_at", "updated_at", "position"];

#[tokio::test]
async fn every_table_and_every_column_of_meaning_is_described() {
    let db = fresh().await;
    let mut conn = db.conn().await.unwrap();
    let bare = "SELECT relname || coalesce('.' || attname, ''), coalesce(attname, '') FROM pg_class c \
        CROSS JOIN LATERAL (SELECT 0, NULL UNION ALL SELECT attnum, attname FROM pg_attribute \
            WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS a (attnum, attname) \
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_\\_%' \
        AND NOT EXISTS (SELECT FROM pg_description WHERE objoid = c.oid AND objsubid = attnum) \
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'f' AND attnum = ANY (conkey)) \
        ORDER BY 1";
    let bare = rows::<2>(&mut conn, bare).await;
    let mute: Vec<_> =
        bare.iter().filter(|[_, column]| !PLAIN.contains(&column.as_str())).collect();
    assert!(mute.is_empty(), "COMMENT ON is missing for {mute:?}");
}

#[tokio::test]
async fn every_constraint_and_index_is_named_after_its_table_by_a_word_of_ours() {
    let db = fresh().await;
    let mut conn = db.conn().await.unwrap();
    let named = rows::<4>(
        &mut conn,
        "SELECT contype, relname, conname, coalesce((SELECT string_agg(attname, '_' ORDER BY place) \
            FROM unnest(conkey) WITH ORDINALITY AS k (attnum, place) \
            JOIN pg_attribute a ON attrelid = conrelid AND a.attnum = k.attnum), '') \
         FROM pg_constraint JOIN pg_class c ON c.oid = conrelid \
         WHERE connamespace = 'public'::regnamespace AND relname NOT LIKE '\\_\\_%' AND contype <> 'n' \
         UNION ALL SELECT 'index', tablename, indexname, '' FROM pg_indexes \
         WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%' ORDER BY 2, 3",
    )
    .await;
    let wrong = |kind: &str, table: &str, name: &str, columns: &str| match kind {
        "p" => name != format!("{table}_pkey"),
        "f" => name != format!("{table}_{columns}_fkey"),
        // What PostgreSQL would have made up says nothing to whoever reads it in a log.
        "c" => !name.starts_with(&format!("{table}_")) || name.ends_with("_check"),
        _ => !name.starts_with(&format!("{table}_")),
    };
    let odd: Vec<_> = named.iter().filter(|[kind, t, n, c]| wrong(kind, t, n, c)).collect();
    assert!(odd.is_empty(), "{odd:?}");
    assert!(named.len() > 100, "{}", named.len());
}

#[tokio::test]
async fn every_foreign_key_has_an_index_that_begins_with_it() {
    let db = fresh().await;
    let mut conn = db.conn().await.unwrap();
    let slow = "SELECT conname FROM pg_constraint k WHERE contype = 'f' \
        AND connamespace = 'public'::regnamespace AND NOT EXISTS ( \
            SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indpred IS NULL \
            AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey) ORDER BY 1";
    assert_eq!(column(&mut conn, slow).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_constraint_that_the_code_knows_by_name_exists() {
    let db = fresh().await;
    let mut conn = db.conn().await.unwrap();
    let names = "SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace \
        UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public'";
    let known = column(&mut conn, names).await;
    let mut used = 0;
    for (path, text) in crate::support::sources("src") {
        for (at, _) in text.match_indices("db::violated(") {
            let arms = text[at..].split("\n    }\n").next().unwrap();
            // Every quoted word before an arrow is a constraint's name.
            for arm in arms.lines().filter_map(|line| line.split_once("=>")).map(|(arm, _)| arm) {
                for name in arm.split('"').skip(1).step_by(2) {
                    used += 1;
                    assert!(known.iter().any(|n| n == name), "{path}: no constraint {name}");
                }
            }
        }
    }
    assert!(used >= 5, "{used}");
}
