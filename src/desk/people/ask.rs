use form_urlencoded::Serializer;

use crate::forum::Category;
use crate::registration::{PeopleFilter, RegistrationState};
use crate::web::{Cursor, Fault, Form, Query};

/// The longest search.
const SEARCH: usize = 100;

/// What a list of people is asked for, as it stands in its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// In this state.
    pub state: Option<RegistrationState>,
    /// Of the category of this code.
    pub category: String,
    /// With a seat in the session of this number.
    pub session: String,
    /// Holding these words.
    pub q: String,
}

impl Ask {
    /// Reads an address. A state that is none means any, as in an old bookmark.
    pub fn read(query: &Query) -> Self {
        let state = RegistrationState::parse(query.0.one("state"));
        Self {
            state: (state != RegistrationState::Other).then_some(state),
            category: query.0.one("category").trim().to_owned(),
            session: query.0.one("session").trim().to_owned(),
            q: query.0.one("q").trim().chars().take(SEARCH).collect(),
        }
    }

    /// As what is typed into the form above the list.
    pub fn form(&self) -> Form {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Form::of(vec![
            pair("q", &self.q),
            pair("category", &self.category),
            pair("session", &self.session),
        ])
    }

    /// What it narrows people to.
    ///
    /// # Errors
    /// A category or a session that is none: everyone instead would mislead.
    pub fn filter(&self, categories: &[Category]) -> Result<PeopleFilter, Fault> {
        let category = match self.category.as_str() {
            "" => None,
            code => {
                let found = categories.iter().find(|category| category.code.as_str() == code);
                Some(found.ok_or_else(|| Fault::Malformed("category".to_owned()))?.id)
            }
        };
        let session = match self.session.as_str() {
            "" => None,
            no => Some(no.parse().map_err(|_bad| Fault::Malformed("session".to_owned()))?),
        };
        Ok(PeopleFilter { state: self.state, category, session, search: self.q.clone() })
    }

    /// True when it leaves anyone out, the state aside.
    pub fn is_narrow(&self) -> bool {
        !(self.q.is_empty() && self.category.is_empty() && self.session.is_empty())
    }

    /// The address of a list in another state, from the beginning.
    pub fn in_state(&self, path: &str, state: Option<RegistrationState>) -> String {
        Self { state, ..self.clone() }.address(path, None)
    }

    /// The address of the list, from the beginning or a cursor on.
    pub fn address(&self, path: &str, from: Option<Cursor>) -> String {
        let mut text = Serializer::new(String::new());
        let state = self.state.map_or("", RegistrationState::code);
        let cursor = from.map(Cursor::text).unwrap_or_default();
        let pairs = [
            ("state", state),
            ("q", &self.q),
            ("category", &self.category),
            ("session", &self.session),
            ("cursor", &cursor),
        ];
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            text.append_pair(name, value);
        }
        let query = text.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_asked_and_no_more() {
        let ask = Ask { q: "홍길동 @a.org".to_owned(), ..Ask::default() };
        let url = ask.address("/desk/f/people", None);
        assert_eq!(url, "/desk/f/people?q=%ED%99%8D%EA%B8%B8%EB%8F%99+%40a.org");
        assert_eq!(Ask::default().address("/p", None), "/p");
        let url = ask.in_state("/p", Some(RegistrationState::Waitlisted));
        assert!(url.starts_with("/p?state=waitlisted&q="), "{url}");
    }
}
