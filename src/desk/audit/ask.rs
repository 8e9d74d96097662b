use chrono::{Days, NaiveDate, NaiveTime};
use form_urlencoded::Serializer;
use uuid::Uuid;

use crate::audit::{AuditFilter, LOOKS};
use crate::types::{FieldFault, FieldFaults, UserId, Zone};
use crate::web::{Cursor, Fault, Form, Query};

use super::words::{ACTS, HOUSE_ACTS};

/// Kinds of actors that are no members of staff.
pub const KINDS: [&str; 5] = ["registrant", "speaker", "guest", "operator", "system"];
const NAMES: [&str; 5] = ["who", "act", "since", "until", "subject"];

/// What a list of the log is asked for, as it stands in its address.
#[derive(Clone, Debug, Default)]
pub struct Ask(Vec<(String, String)>);

impl Ask {
    /// Reads an address.
    pub fn read(query: &Query) -> Self {
        Self::of(&query.0)
    }

    /// Reads a form that carries it along.
    pub fn of(form: &Form) -> Self {
        let value = |name: &str| form.one(name).trim().to_owned();
        let pairs = NAMES.map(|name| (name.to_owned(), value(name)));
        Self(pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect())
    }

    /// As what is typed into the form above the list.
    pub fn form(&self) -> Form {
        Form::of(self.0.clone())
    }

    /// What it asks for, by name.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Who, whose acts alone are asked for.
    pub fn who(&self) -> &str {
        self.one("who")
    }

    fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether it is about one subject only.
    pub fn subject(&self) -> &str {
        self.one("subject")
    }

    /// True when it leaves anything out.
    pub fn is_narrow(&self) -> bool {
        !self.0.is_empty()
    }

    /// What it narrows the log to; days are the forum's own.
    ///
    /// # Errors
    /// A day that is none, by field; anything else that no page of ours links to.
    pub fn filter(&self, zone: Zone) -> Result<AuditFilter, Fault> {
        let mut filter = AuditFilter::default();
        match self.one("who") {
            "" => {}
            kind if KINDS.contains(&kind) => filter.kind = Some(kind.to_owned()),
            id => filter.staff = Some(UserId(uuid(id, "who")?)),
        }
        match self.one("act") {
            "" => {}
            "looks" => filter.actions = LOOKS.map(str::to_owned).to_vec(),
            act if ACTS.contains(&act) || HOUSE_ACTS.contains(&act) => {
                filter.actions = vec![act.to_owned()]
            }
            _ => return Err(Fault::Malformed("act".to_owned())),
        }
        if !self.subject().is_empty() {
            filter.subject = Some(uuid(self.subject(), "subject")?);
        }
        let mut faults = FieldFaults::default();
        let since = faults.keep("since", day(self.one("since"))).flatten();
        let until = faults.keep("until", day(self.one("until"))).flatten();
        faults.done()?;
        let start = |day: NaiveDate| zone.instant(day.and_time(NaiveTime::MIN));
        filter.since = since.and_then(start);
        filter.until = until.and_then(|day| day.checked_add_days(Days::new(1))).and_then(start);
        Ok(filter)
    }

    /// The address of the list, from the beginning or a cursor on.
    pub fn address(&self, path: &str, from: Option<Cursor>) -> String {
        let mut text = Serializer::new(String::new());
        for (name, value) in &self.0 {
            text.append_pair(name, value);
        }
        if let Some(cursor) = from {
            text.append_pair("cursor", &cursor.text());
        }
        let query = text.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

fn uuid(text: &str, what: &str) -> Result<Uuid, Fault> {
    text.parse().map_err(|_bad| Fault::Malformed(what.to_owned()))
}

fn day(text: &str) -> Result<Option<NaiveDate>, FieldFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    day.map(Some).map_err(|_bad| FieldFault::new("desk.audit_day"))
}
