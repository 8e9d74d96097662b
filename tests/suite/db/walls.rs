//! The second wall: with no handler in the way, a connection that acts for one forum gets at nothing of
//! another's, and at nothing that is on record. Made from the catalogue: a new table is in it.

use std::collections::BTreeMap;

use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use madang::db::{Acting, Breach, Conn, Db, SecondWall, Stance, acting, second_wall};
use madang::types::ForumId;

use super::catalogue::{column, rows};
use crate::support::database::{fresh, owned_plainly};

/// Tables that no forum's people stand in and that every request needs: who signs in, how, and what is to be
/// done. A new table is behind the wall or has a line here.
const OPEN: [&str; 7] = [
    "__diesel_schema_migrations",
    "app_user",
    "job",
    "recovery_code",
    "second_factor",
    "sign_in_link",
    "staff_session",
];
/// Tables that anyone may read and only their forum change.
const SEEN: [&str; 10] = [
    "category",
    "consent_text",
    "forum",
    "released_appearance",
    "released_session",
    "room",
    "schedule_release",
    "seat_limit",
    "track",
    "venue",
];
/// Tables of the installation alone.
const HOUSE: [&str; 3] = ["audit_head", "audit_seal", "audit_tip"];
/// Tables that are only ever added to.
const ON_RECORD: [&str; 4] = ["audit_entry", "audit_head", "audit_review", "audit_seal"];

const TABLES: &str = "SELECT relname FROM pg_class WHERE relkind = 'r' \
    AND relnamespace = 'public'::regnamespace ORDER BY 1";
const COLUMNS: &str = "SELECT relname, attname, typname, attnotnull AND NOT atthasdef FROM pg_attribute \
    JOIN pg_class c ON c.oid = attrelid JOIN pg_type t ON t.oid = atttypid \
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped ORDER BY 1, attnum";

/// A column: its name, its type, whether something must be put into it.
type Columns = BTreeMap<String, Vec<(String, String, bool)>>;

/// Two forums, and one row of each in every table, whatever the table is.
struct Two {
    one: ForumId,
    other: ForumId,
    columns: Columns,
}

impl Two {
    async fn fill(owner: &Db) -> Self {
        let mut conn = owner.conn().await.unwrap();
        // What holds rows together is not what is tried here.
        let loose = "DO $$ DECLARE c record; BEGIN FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint \
            WHERE contype IN ('c', 'f', 'x') AND connamespace = 'public'::regnamespace AND conparentid = 0 \
            ORDER BY contype = 'c' LOOP \
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname); END LOOP; END $$";
        conn.batch_execute(loose).await.unwrap();
        let mut columns = Columns::new();
        for [table, name, kind, must] in rows::<4>(&mut conn, COLUMNS).await {
            columns.entry(table).or_default().push((name, kind, must == "true"));
        }
        let two = Self { one: ForumId::fresh(), other: ForumId::fresh(), columns };
        for (day, forum) in [two.one, two.other].into_iter().enumerate() {
            for table in two.columns.keys().filter(|table| !OPEN.contains(&table.as_str())) {
                conn.batch_execute(&two.insert(table, forum, day)).await.unwrap();
            }
        }
        two
    }

    fn insert(&self, table: &str, forum: ForumId, day: usize) -> String {
        let named = |column: &str| matches!(column, "forum_id" | "registration_id" | "speaker_id");
        let put = self.columns[table].iter().filter(|(name, _, must)| *must || named(name));
        let (names, values): (Vec<&str>, Vec<String>) = put
            .map(|(name, kind, _)| (name.as_str(), value(table, name, kind, forum, day)))
            .unzip();
        let clash = if table == "audit_tip" { "ON CONFLICT DO NOTHING" } else { "" };
        format!("INSERT INTO {table} ({}) VALUES ({}) {clash}", names.join(", "), values.join(", "))
    }

    /// Which rows of a table are a forum's.
    fn of(&self, table: &str, forum: ForumId) -> String {
        let has = |name: &str| self.columns[table].iter().any(|(known, _, _)| known == name);
        match table {
            "forum" => format!("id = '{forum}'"),
            _ if HOUSE.contains(&table) => "true".to_owned(),
            _ if has("forum_id") => format!("forum_id = '{forum}'"),
            _ if has("registration_id") => {
                format!("registration_id = {}", id_of("registration", forum))
            }
            _ if has("speaker_id") => format!("speaker_id = {}", id_of("speaker", forum)),
            _ => panic!("{table} is behind the wall, but nothing here tells whose its rows are"),
        }
    }

    fn behind(&self) -> Vec<&str> {
        self.columns.keys().map(String::as_str).filter(|table| !OPEN.contains(table)).collect()
    }
}

fn id_of(table: &str, forum: ForumId) -> String {
    format!("md5('{table}{forum}')::uuid")
}

fn value(table: &str, name: &str, kind: &str, forum: ForumId, day: usize) -> String {
    match (name, kind) {
        ("forum_id", _) => format!("'{forum}'"),
        ("id", "uuid") if table == "forum" => format!("'{forum}'"),
        ("id", "uuid") => id_of(table, forum),
        (_, "uuid") => id_of(name.trim_end_matches("_id"), forum),
        (_, "text") => format!("'{name} of {forum}'"),
        (_, "bytea") => format!("'{forum}'::text::bytea"),
        (_, "bool") => "true".to_owned(),
        (_, "jsonb") => "'{}'".to_owned(),
        (_, "timestamptz") => format!("now() + interval '{day} days'"),
        (_, "date") => format!("'2026-06-01'::date + {day}"),
        (_, "time") => "'09:00'".to_owned(),
        (_, "int2" | "int4" | "int8") => (day + 1).to_string(),
        (_, array) if array.starts_with('_') => "'{}'".to_owned(),
        (_, other) => panic!("{table}.{name}: no value of type {other} is known here"),
    }
}

async fn count(conn: &mut Conn, table: &str, of: &str) -> usize {
    column(conn, &format!("SELECT count(*) FROM {table} WHERE {of}")).await[0].parse().unwrap()
}

/// What a statement comes to in a transaction that is taken back: rows, or the refusal.
async fn tried(conn: &mut Conn, sql: &str) -> Result<usize, String> {
    conn.batch_execute("BEGIN").await.unwrap();
    let outcome =
        diesel::sql_query(sql).execute(&mut *conn).await.map_err(|error| error.to_string());
    conn.batch_execute("ROLLBACK").await.unwrap();
    outcome
}

/// Holds every table behind the wall against whoever serves from this pool.
async fn holds(two: &Two, served: &Db) {
    let conn_for = async |whom| acting(whom, served.conn()).await.unwrap();
    let mut tables = 0;
    for table in two.behind() {
        let (own, foreign) = (two.of(table, two.one), two.of(table, two.other));
        let (seen, house) = (SEEN.contains(&table), HOUSE.contains(&table));
        let mut conn = conn_for(Acting::House).await;
        assert!(count(&mut conn, table, &own).await >= 1, "{table}: the house sees all");
        assert!(count(&mut conn, table, &foreign).await >= 1, "{table}: the house sees all");
        drop(conn);
        for whom in [Acting::Nobody, Acting::Forum(two.one)] {
            let mut conn = conn_for(whom).await;
            let mine = usize::from(whom != Acting::Nobody && !house);
            assert_eq!(
                count(&mut conn, table, &own).await,
                if seen { 1 } else { mine },
                "{table} by {whom:?}"
            );
            assert_eq!(
                count(&mut conn, table, &foreign).await,
                usize::from(seen),
                "{table} by {whom:?}"
            );
            let first = &two.columns[table][0].0;
            for sql in [
                format!("UPDATE {table} SET {first} = {first} WHERE {foreign}"),
                format!("DELETE FROM {table} WHERE {foreign}"),
            ] {
                let changed = tried(&mut conn, &sql).await;
                assert!(
                    changed.as_ref().is_ok_and(|rows| *rows == 0) || is_refusal(&changed),
                    "{sql}: {changed:?}"
                );
            }
            // What is one's own can not be given away, and nothing made for another.
            let made = tried(&mut conn, &two.insert(table, two.other, 7)).await;
            assert!(is_refusal(&made), "{table} by {whom:?}: {made:?}");
            if two.columns[table].iter().any(|(name, _, _)| name == "forum_id") && mine == 1 {
                let given = format!("UPDATE {table} SET forum_id = '{}' WHERE {own}", two.other);
                let given = tried(&mut conn, &given).await;
                assert!(is_refusal(&given), "{table}: {given:?}");
            }
        }
        tables += 1;
    }
    assert!(tables >= 30, "{tables}");
}

fn is_refusal(outcome: &Result<usize, String>) -> bool {
    outcome.as_ref().is_err_and(|why| {
        ["row-level security", "permission denied", "is append-only"]
            .iter()
            .any(|sign| why.contains(sign))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn who_acts_for_one_forum_gets_at_nothing_of_another() {
    let owner = fresh().await;
    assert_eq!(second_wall(&owner).await.unwrap(), SecondWall::Stands);
    let two = Two::fill(&owner).await;
    let served = Db::standing(owner.url(), Stance::Served).unwrap();
    holds(&two, &served).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_the_wall_a_search_may_use_its_index() {
    let owner = fresh().await;
    madang::db::migrate(&owner).await.unwrap();
    let mut conn = owner.conn().await.unwrap();
    let told = "SELECT proleakproof::text FROM pg_proc \
        WHERE oid = 'pg_catalog.textlike(text, text)'::regprocedure";
    assert_eq!(column(&mut conn, told).await, ["true"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_role_can_be_made_the_owner_is_held_by_the_same_policies() {
    let owner = owned_plainly().await;
    assert_eq!(second_wall(&owner).await.unwrap(), SecondWall::Held);
    let two = Two::fill(&owner).await;
    holds(&two, &Db::standing(owner.url(), Stance::Held).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_behind_the_wall_or_on_the_list_of_open_ones() {
    let owner = fresh().await;
    let mut conn = owner.conn().await.unwrap();
    let all = column(&mut conn, TABLES).await;
    let without = "SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
        AND NOT (relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)) ORDER BY 1";
    assert_eq!(
        column(&mut conn, without).await,
        OPEN,
        "wall_around(…) in a migration puts a table behind the wall"
    );
    for known in SEEN.iter().chain(&HOUSE).chain(&ON_RECORD) {
        assert!(all.iter().any(|table| table == known), "{known}");
    }
    // A table that is made later is not used before it is behind the wall.
    conn.batch_execute("CREATE TABLE later (id uuid PRIMARY KEY)").await.unwrap();
    let open = SecondWall::Down(Breach::Open(vec!["later".to_owned()]));
    assert_eq!(second_wall(&owner).await.unwrap(), open);
    madang::db::migrate(&owner).await.unwrap();
    assert_eq!(second_wall(&owner).await.unwrap(), SecondWall::Stands);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_serves_can_not_change_what_is_on_record_even_for_the_house() {
    let owner = fresh().await;
    Two::fill(&owner).await;
    // Without the trigger, so that it is the missing right that refuses.
    let mut conn = owner.conn().await.unwrap();
    for table in ON_RECORD {
        conn.batch_execute(&format!("ALTER TABLE {table} DISABLE TRIGGER ALL")).await.unwrap();
    }
    drop(conn);
    let served = Db::standing(owner.url(), Stance::Served).unwrap();
    let mut conn = acting(Acting::House, served.conn()).await.unwrap();
    for table in ON_RECORD {
        for sql in [
            format!(
                "UPDATE {table} SET {0} = {0}",
                if table == "audit_entry" { "purpose" } else { "hash" }
            ),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table}"),
        ] {
            let sql = if table == "audit_review" { sql.replace("hash", "note") } else { sql };
            let refused = tried(&mut conn, &sql).await.unwrap_err();
            assert!(refused.contains("permission denied"), "{sql}: {refused}");
        }
    }
    for sql in [
        "DROP POLICY own ON registration",
        "ALTER TABLE registration DISABLE ROW LEVEL SECURITY",
        "DROP TABLE audit_seal",
    ] {
        assert!(tried(&mut conn, sql).await.unwrap_err().contains("must be owner"), "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_served_one_forum_serves_the_next_as_if_it_were_new() {
    let owner = fresh().await;
    let two = Two::fill(&owner).await;
    let served = Db::standing(owner.url(), Stance::Served).unwrap();
    let seen = async || {
        let mut conn = served.conn().await.unwrap();
        column(&mut conn, "SELECT forum_id FROM registration").await
    };
    let written = async || {
        let rows = served.tx(async |conn| {
            let rows = column(conn, "SELECT forum_id FROM registration ORDER BY 1").await;
            Ok::<_, madang::db::Error>(rows)
        });
        rows.await.unwrap()
    };
    for _ in 0..3 {
        for forum in [two.one, two.other] {
            let whom = Acting::Forum(forum);
            assert_eq!(acting(whom, seen()).await, [forum.to_string()]);
            assert_eq!(acting(whom, written()).await, [forum.to_string()]);
            assert!(seen().await.is_empty(), "nobody in particular sees nobody");
            assert!(written().await.is_empty());
            // What is spawned apart acts for nobody.
            let apart = served.clone();
            let apart = acting(whom, async {
                tokio::spawn(async move {
                    let mut conn = apart.conn().await.unwrap();
                    column(&mut conn, "SELECT forum_id FROM registration").await
                })
                .await
            });
            assert!(apart.await.unwrap().is_empty());
        }
        assert_eq!(acting(Acting::House, written()).await.len(), 2);
    }
    let broken = acting(Acting::Forum(two.one), async {
        served.tx(async |_| Err::<(), _>(madang::db::Error::RollbackTransaction)).await
    });
    assert!(broken.await.is_err());
    assert!(written().await.is_empty(), "also after a transaction that came to nothing");
}
