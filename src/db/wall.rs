//! The second wall: what the role that serves may do, and whether the policies hold whoever serves.

use diesel::sql_types::{Array, Bool, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

use super::Result;
use super::pool::{Conn, Db, Stance};

/// How the second wall stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecondWall {
    /// A role serves that owns nothing: policies hold it, and what is on record it can only add to.
    Stands,
    /// The owner serves, held by the same policies; only a trigger keeps it from what is on record.
    Held,
    /// Policies hold nobody, and why.
    Down(Breach),
}

/// Why the second wall does not stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// The role of `DATABASE_URL` is above all policies and no other could be made.
    Above,
    /// What was made since the wall was raised is not behind it: `madang migrate` raises it.
    Open(Vec<String>),
    /// Connections are shared between statements by a pooler: what one is told, another would hear.
    Shared,
}

impl SecondWall {
    /// As what to serve.
    #[must_use]
    pub const fn stance(&self) -> Stance {
        match self {
            Self::Stands => Stance::Served,
            Self::Held => Stance::Held,
            Self::Down(_) => Stance::Owner,
        }
    }
}

/// What the role that serves may never do to these: they are only added to.
const ON_RECORD: &str = "'audit_entry', 'audit_seal', 'audit_head', 'audit_review'";

/// Makes the role that serves and gives it what it needs. Where that may not be done it is left; who
/// serves is then told by [`second_wall`].
const ROLE: &str = "DO $$ BEGIN \
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'madang_app') THEN \
        BEGIN CREATE ROLE madang_app NOLOGIN; \
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END; \
    END IF; \
    IF NOT (CAN_ACT) THEN GRANT madang_app TO CURRENT_USER; END IF; \
    EXCEPTION WHEN insufficient_privilege THEN NULL; \
    END $$";

/// Whether we may act as that role. Since PostgreSQL 16 whoever makes a role is a member of it without that.
const CAN_ACT: &str = "CASE WHEN current_setting('server_version_num')::int < 160000 \
    THEN pg_has_role('madang_app', 'MEMBER') ELSE pg_has_role('madang_app', 'SET') END";

const GRANTS: &str = "DO $$ DECLARE t text; BEGIN \
    GRANT USAGE ON SCHEMA public TO madang_app; \
    FOR t IN SELECT relname FROM pg_class \
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP \
        IF t = '__diesel_schema_migrations' THEN \
            EXECUTE format('GRANT SELECT ON %I TO madang_app', t); \
        ELSIF t IN (ON_RECORD) THEN \
            EXECUTE format('REVOKE ALL ON %I FROM madang_app', t); \
            EXECUTE format('GRANT SELECT, INSERT ON %I TO madang_app', t); \
        ELSE \
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO madang_app', t); \
        END IF; \
    END LOOP; END $$";

/// Behind a policy an index serves only what can tell nothing of rows that it hides. `LIKE` can not, but only
/// a superuser may say so; without it a search reads a whole forum, which takes ten times as long.
const SEARCH: &str = "DO $$ BEGIN ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF; \
    EXCEPTION WHEN insufficient_privilege THEN NULL; END $$";

/// Whether policies hold the owner too: they must where it serves, and where it does not they would only
/// keep it from taking a backup.
const FORCE: &str = "DO $$ DECLARE t text; BEGIN \
    FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity \
        AND relnamespace = 'public'::regnamespace AND relforcerowsecurity <> FORCED LOOP \
        EXECUTE format('ALTER TABLE %I HOW ROW LEVEL SECURITY', t); \
    END LOOP; END $$";

#[derive(QueryableByName)]
struct Facts {
    /// Whether we may act as the role that serves.
    #[diesel(sql_type = Bool)]
    role: bool,
    /// Whether our own role is above policies.
    #[diesel(sql_type = Bool)]
    above: bool,
    /// Whether all that we may do for a search behind policies is done.
    #[diesel(sql_type = Bool)]
    quick: bool,
    /// Tables that the role that serves can not use, or could change what is on record in.
    #[diesel(sql_type = Array<Text>)]
    open: Vec<String>,
    /// Tables whose policies do not hold their owner.
    #[diesel(sql_type = Array<Text>)]
    unforced: Vec<String>,
}

const FACTS: &str = "SELECT CASE WHEN r.oid IS NULL OR r.rolsuper OR r.rolbypassrls THEN false ELSE CAN_ACT END \
        AS role, \
    u.rolsuper OR u.rolbypassrls AS above, \
    NOT u.rolsuper OR (SELECT proleakproof FROM pg_proc \
        WHERE oid = 'pg_catalog.textlike(text, text)'::regprocedure) AS quick, \
    ARRAY(SELECT t.relname::text FROM pg_class t WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace \
        AND r.oid IS NOT NULL AND (NOT has_table_privilege(r.oid, t.oid, 'SELECT') \
            OR (t.relname <> '__diesel_schema_migrations' AND NOT has_table_privilege(r.oid, t.oid, 'INSERT')) \
            OR (t.relname IN (ON_RECORD) AND has_table_privilege(r.oid, t.oid, 'UPDATE, DELETE, TRUNCATE'))) \
        ORDER BY 1) AS open, \
    ARRAY(SELECT t.relname::text FROM pg_class t WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace \
        AND t.relrowsecurity AND NOT t.relforcerowsecurity ORDER BY 1) AS unforced \
    FROM pg_roles u LEFT JOIN pg_roles r ON r.rolname = 'madang_app' WHERE u.rolname = current_user";

/// Raises the wall as far as the owner's rights go, and says how it stands. Asked for by whoever migrates.
///
/// # Errors
/// A broken database; a wall that can not be raised is an answer.
pub(super) async fn raise(conn: &mut Conn) -> Result<()> {
    let found = facts(conn).await?;
    let stands = matches!(judged(&found), SecondWall::Stands | SecondWall::Held);
    if stands && found.quick {
        return Ok(());
    }
    conn.batch_execute(&ROLE.replace("CAN_ACT", CAN_ACT)).await?;
    conn.batch_execute(SEARCH).await?;
    let role = facts(conn).await?.role;
    if role {
        conn.batch_execute(&GRANTS.replace("ON_RECORD", ON_RECORD)).await?;
    }
    let (forced, how) = if role { ("false", "NO FORCE") } else { ("true", "FORCE") };
    conn.batch_execute(&FORCE.replace("FORCED", forced).replace("HOW", how)).await
}

/// How the second wall stands for whoever connects as this.
///
/// # Errors
/// A broken database.
pub async fn second_wall(db: &Db) -> Result<SecondWall> {
    if is_shared(db).await? {
        return Ok(SecondWall::Down(Breach::Shared));
    }
    let mut conn = db.conn().await?;
    Ok(judged(&facts(&mut conn).await?))
}

async fn facts(conn: &mut Conn) -> Result<Facts> {
    let facts = FACTS.replace("ON_RECORD", ON_RECORD).replace("CAN_ACT", CAN_ACT);
    sql_query(facts).get_result(conn).await
}

fn judged(facts: &Facts) -> SecondWall {
    match (facts.role, facts.above) {
        (true, _) if facts.open.is_empty() => SecondWall::Stands,
        (true, _) => SecondWall::Down(Breach::Open(facts.open.clone())),
        (false, true) => SecondWall::Down(Breach::Above),
        (false, false) if facts.unforced.is_empty() => SecondWall::Held,
        (false, false) => SecondWall::Down(Breach::Open(facts.unforced.clone())),
    }
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn pg_backend_pid() -> diesel::sql_types::Integer;
}

/// True when two connections of ours turn out to be one of the database's, or one to be several: then a
/// pooler stands between, and nothing told to a connection may be relied on.
async fn is_shared(db: &Db) -> Result<bool> {
    let (mut one, mut other) = (db.conn().await?, db.conn().await?);
    let mut met = Vec::new();
    for _ in 0..3 {
        let first: i32 = diesel::select(pg_backend_pid()).get_result::<i32>(&mut *one).await?;
        let second: i32 = diesel::select(pg_backend_pid()).get_result::<i32>(&mut *other).await?;
        met.push((first, second));
    }
    let steady = met.windows(2).all(|pairs| matches!(pairs, [one, next] if one == next));
    Ok(!steady || met.iter().any(|(first, second)| first == second))
}
