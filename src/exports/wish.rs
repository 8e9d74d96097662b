use crate::registration::RegistrationState;
use crate::types::{FieldFault, FieldFaults, Lang, line};
use crate::web::Form;

use super::model::{Column, ExportWish, Format, Selection};

/// The longest purpose, in characters.
const PURPOSE: usize = 300;
/// The word for everyone, whatever their state.
const EVERYONE: &str = "all";

impl ExportWish {
    /// Reads a wish from a form or a query. Without `column` it has the usual ones; `email`, `needs` and
    /// `by_session` add to them. Without `state` it holds those who are confirmed.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn parse(sent: &Form, format: Option<Format>, lang: Lang) -> Result<Self, FieldFaults> {
        let mut faults = FieldFaults::default();
        let purpose = faults.keep("purpose", line(sent.one("purpose"), PURPOSE));
        let format = format.or_else(|| Format::parse(sent.one("format")));
        if format.is_none() {
            faults.add("format", "field.choice");
        }
        let selection = Selection {
            state: faults.keep("state", state(sent.one("state"))).flatten(),
            session: faults.keep("session", session(sent.one("session"))).flatten(),
            category: Some(sent.one("category").trim().to_owned()).filter(|code| !code.is_empty()),
        };
        let mut yes = |name| faults.keep(name, yes_or_no(sent.one(name))).unwrap_or_default();
        let more = More { email: yes("email"), needs: yes("needs") };
        let by_session = yes("by_session");
        let columns = faults.keep("column", columns(sent, more));
        match (purpose, format, columns) {
            (Some(purpose), Some(format), Some(columns)) if faults.is_empty() => {
                Ok(Self { format, purpose, selection, columns, by_session, lang })
            }
            _ => Err(faults),
        }
    }
}

fn state(word: &str) -> Result<Option<RegistrationState>, FieldFault> {
    match word {
        "" => Ok(Selection::default().state),
        EVERYONE => Ok(None),
        word => match RegistrationState::parse(word) {
            RegistrationState::Other => Err(FieldFault::new("field.choice")),
            state => Ok(Some(state)),
        },
    }
}

fn session(text: &str) -> Result<Option<i32>, FieldFault> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(no) => Ok(Some(no)),
            Err(_) => Err(FieldFault::new("field.number")),
        },
    }
}

/// Columns that come beside those named or usual.
#[derive(Clone, Copy)]
struct More {
    email: bool,
    needs: bool,
}

fn columns(sent: &Form, more: More) -> Result<Vec<Column>, FieldFault> {
    let named: Vec<Column> = sent
        .all("column")
        .map(|word| Column::parse(word).ok_or_else(|| FieldFault::new("field.choice")))
        .collect::<Result<_, _>>()?;
    let usual = named.is_empty();
    let wanted = |column: &Column| {
        named.contains(column)
            || usual && column.is_usual()
            || *column == Column::Email && more.email
            || *column == Column::Needs && more.needs
    };
    Ok(Column::ALL.into_iter().filter(wanted).collect())
}

/// A program that misspells a choice is told, rather than given a list it did not ask for.
fn yes_or_no(word: &str) -> Result<bool, FieldFault> {
    match word {
        "true" | "yes" | "1" | "on" => Ok(true),
        "" | "false" | "no" | "0" | "off" => Ok(false),
        _ => Err(FieldFault::new("field.choice")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Form {
        Form::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn without_a_purpose_there_is_no_list() {
        for purpose in ["", "  ", &"가".repeat(301)] {
            let wish =
                ExportWish::parse(&sent(&[("purpose", purpose)]), Some(Format::Csv), Lang::Ko);
            assert!(wish.unwrap_err().of("purpose").is_some());
        }
        let wish = sent(&[("purpose", "좌석 배치")]);
        let wish = ExportWish::parse(&wish, Some(Format::Csv), Lang::Ko).unwrap();
        assert_eq!(wish.selection, Selection::default());
        assert!(!wish.columns.contains(&Column::Email) && !wish.columns.contains(&Column::Needs));
    }

    #[test]
    fn columns_are_those_named_in_the_order_of_the_list() {
        let named = sent(&[("purpose", "p"), ("column", "name"), ("column", "reference")]);
        let wish = ExportWish::parse(&named, Some(Format::Xlsx), Lang::En).unwrap();
        assert_eq!(wish.columns, [Column::Reference, Column::Name]);
        let more = sent(&[("purpose", "p"), ("email", "true"), ("state", "all")]);
        let wish = ExportWish::parse(&more, Some(Format::Xlsx), Lang::En).unwrap();
        assert!(wish.columns.contains(&Column::Email) && wish.selection.state.is_none());
    }

    #[test]
    fn what_names_nothing_is_refused_by_field() {
        let odd = sent(&[
            ("purpose", "p"),
            ("state", "gone"),
            ("session", "one"),
            ("needs", "perhaps"),
            ("column", "password"),
        ]);
        let faults = ExportWish::parse(&odd, None, Lang::En).unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["format", "state", "session", "needs", "column"]);
    }
}
