use std::collections::HashMap;

use uuid::Uuid;

use crate::accounts::Scope;
use crate::db::{self, Conn};

use crate::agenda::store::{self, SourceKind, SourceRef};

/// What things of ours are called in the source, before and after an import.
pub struct Sources {
    source: String,
    known: HashMap<(SourceKind, String), Uuid>,
    fresh: Vec<SourceRef>,
}

impl Sources {
    /// What came from the source before.
    pub async fn load(conn: &mut Conn, scope: &Scope, source: &str) -> db::Result<Self> {
        let refs = store::list_refs(conn, scope, source).await?;
        let known = refs.into_iter().map(|known| ((known.kind, known.foreign_id), known.local_id));
        Ok(Self { source: source.to_owned(), known: known.collect(), fresh: Vec::new() })
    }

    /// What a thing of the source is here.
    pub fn find(&self, kind: SourceKind, foreign_id: &str) -> Option<Uuid> {
        self.known.get(&(kind, foreign_id.to_owned())).copied()
    }

    /// Everything of a kind that came before.
    pub fn all(&self, kind: SourceKind) -> impl Iterator<Item = Uuid> + '_ {
        self.known.iter().filter(move |((of, _), _)| *of == kind).map(|(_, id)| *id)
    }

    /// Notes what a thing of the source is here, unless it was known.
    pub fn learn(&mut self, kind: SourceKind, foreign_id: &str, local_id: Uuid) {
        if self.find(kind, foreign_id) != Some(local_id) {
            let foreign_id = foreign_id.to_owned();
            self.fresh.push(SourceRef { kind, foreign_id, local_id });
        }
    }

    /// Keeps what was learnt.
    pub async fn save(self, conn: &mut Conn, scope: &Scope) -> db::Result<()> {
        store::insert_refs(conn, scope, &self.source, &self.fresh).await
    }
}
