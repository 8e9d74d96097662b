use std::collections::BTreeMap;

use diesel::backend::Backend;
use diesel::deserialize::FromSqlRow;
use diesel::deserialize::{self, FromSql};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};

use super::Lang;

/// One text in several languages, kept side by side as `{"ko": …, "en": …}`; an absent or empty
/// language is "not translated".
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, AsExpression, FromSqlRow,
)]
#[diesel(sql_type = Jsonb)]
#[serde(transparent)]
pub struct Words(BTreeMap<Lang, String>);

impl Words {
    /// Korean and English together; empty texts are left out.
    #[must_use]
    pub fn both(ko: impl Into<String>, en: impl Into<String>) -> Self {
        let mut words = Self::default();
        words.set(Lang::Ko, ko);
        words.set(Lang::En, en);
        words
    }

    /// One language only.
    #[must_use]
    pub fn one(lang: Lang, text: impl Into<String>) -> Self {
        let mut words = Self::default();
        words.set(lang, text);
        words
    }

    /// Sets or, with an empty text, clears one language.
    pub fn set(&mut self, lang: Lang, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.0.remove(&lang);
        } else {
            self.0.insert(lang, text);
        }
    }

    /// The text in this language, if it was translated.
    #[must_use]
    pub fn get(&self, lang: Lang) -> Option<&str> {
        self.0.get(&lang).map(String::as_str)
    }

    /// The text a reader of `lang` sees: theirs, else any that exists, else nothing.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        self.get(lang).or_else(|| self.0.values().next().map(String::as_str)).unwrap_or_default()
    }

    /// The language of what [`Self::in_lang`] gives, for the `lang` attribute of foreign parts.
    #[must_use]
    pub fn lang_shown(&self, lang: Lang) -> Lang {
        if self.0.contains_key(&lang) {
            lang
        } else {
            self.0.keys().next().copied().unwrap_or(lang)
        }
    }

    /// True when no language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Languages with a text, in a stable order.
    pub fn langs(&self) -> impl Iterator<Item = Lang> + '_ {
        self.0.keys().copied()
    }
}

impl ToSql<Jsonb, Pg> for Words {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let json = serde_json::to_value(self)?;
        ToSql::<Jsonb, Pg>::to_sql(&json, &mut out.reborrow())
    }
}

impl FromSql<Jsonb, Pg> for Words {
    fn from_sql(bytes: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let json = <serde_json::Value as FromSql<Jsonb, Pg>>::from_sql(bytes)?;
        Ok(serde_json::from_value(json)?)
    }
}
