use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::audit::AuditRow;
use crate::desk::audit::who_words;
use crate::exports::Column;
use crate::i18n::{self, Tr};
use crate::types::Zone;

/// A list that was taken out before.
pub struct Taken {
    /// When.
    pub at: String,
    /// By whom.
    pub who: String,
    /// What for.
    pub purpose: String,
    /// As which kind of file.
    pub format: String,
    /// How many people.
    pub rows: String,
    /// Which columns.
    pub columns: String,
}

/// Lists taken out before, from their entries in the log.
pub fn taken(t: Tr, zone: Zone, entries: Vec<AuditRow>, now: DateTime<Utc>) -> Vec<Taken> {
    let one = |entry: AuditRow| Taken {
        at: i18n::moment(t.lang(), zone, entry.at, now),
        who: who_words(t, &entry),
        format: text(&entry.detail, "format").to_uppercase(),
        rows: entry
            .detail
            .get("rows")
            .and_then(Value::as_i64)
            .map(i18n::number)
            .unwrap_or_default(),
        columns: columns(t, zone, &entry.detail),
        purpose: entry.purpose.unwrap_or_default(),
    };
    entries.into_iter().map(one).collect()
}

/// What a column is called.
pub fn column_words(t: Tr, zone: Zone, column: Column) -> String {
    let key = format!("exports-column-{}", column.code().replace('_', "-"));
    t.with(&key, &[("zone", zone.name())])
}

fn text(detail: &Value, key: &str) -> String {
    detail.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn columns(t: Tr, zone: Zone, detail: &Value) -> String {
    let named = detail.get("columns").and_then(Value::as_array).into_iter().flatten();
    let words = named
        .filter_map(Value::as_str)
        .filter_map(Column::parse)
        .map(|column| column_words(t, zone, column));
    words.collect::<Vec<_>>().join(", ")
}
