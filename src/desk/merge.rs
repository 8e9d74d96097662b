//! Two hands on one thing: what stood there, what one typed and what the other saved meanwhile, field by
//! field, to choose from.

use crate::web::Form;

use super::mend::Labels;

/// What a form calls the value that stood in a field when it was shown.
const WAS: &str = "was_";
/// What a merge calls what was typed in a field that is to be chosen, should the choice be left open.
const MINE: &str = "mine_";
/// What a merge calls what stood in such a field before either changed it.
const BEFORE: &str = "before_";

/// A field in which the two differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The field.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What stood there, in words.
    pub before: String,
    /// What was typed: the value and its words.
    pub yours: (String, String),
    /// What someone else saved.
    pub theirs: (String, String),
    /// Whose is chosen beforehand: that of the only one who changed the field; of two, neither.
    pub pick: Pick,
}

/// Whose value is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// What was typed.
    Yours,
    /// What someone else saved.
    Theirs,
    /// Both changed it: whoever merges must say.
    Open,
}

/// What is to be chosen, and what both agree on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// Fields that differ.
    pub choices: Vec<Choice>,
    /// Fields that do not, as names and values: what was typed and is no field of the form, too.
    pub agreed: Vec<(String, String)>,
    /// What stands there now, as the next form's `was_` fields; then what was typed where a choice is to
    /// be made and what stood there before, for the page to come back with.
    pub base: Vec<(String, String)>,
}

/// What a form may carry beside a field.
pub fn beside(field: &str) -> impl Iterator<Item = String> {
    [WAS, MINE, BEFORE].map(|kind| format!("{kind}{field}")).into_iter()
}

/// The fields of a form as the values that stood there when it was shown.
pub fn stood(now: &Form, labels: &Labels) -> Vec<(String, String)> {
    labels.fields().map(|field| (format!("{WAS}{field}"), now.one(field).to_owned())).collect()
}

/// The same as a form carried it back.
pub fn carried_base(form: &Form, labels: &Labels) -> Vec<(String, String)> {
    let names = labels.fields().map(|field| format!("{WAS}{field}"));
    names
        .map(|name| {
            let value = form.one(&name).to_owned();
            (name, value)
        })
        .collect()
}

/// Three values of each field held against each other. A merge that comes back with a choice left open
/// shows what it showed before, with what was chosen.
pub fn merge(typed: &Form, now: &Form, labels: &Labels, others: &[&str]) -> Merge {
    let mut merge = Merge { base: stood(now, labels), ..Merge::default() };
    let again = undecided(typed, labels);
    for (field, label) in labels.named() {
        let (mine, stood) = (format!("{MINE}{field}"), format!("{BEFORE}{field}"));
        let chosen = typed.has(field).then(|| flat(typed.one(field)));
        let shown = again && typed.has(&mine);
        let (yours, before) = if shown {
            (flat(typed.one(&mine)), flat(typed.one(&stood)))
        } else {
            (chosen.clone().unwrap_or_default(), flat(typed.one(&format!("{WAS}{field}"))))
        };
        let theirs = flat(now.one(field));
        if yours == theirs {
            merge.agreed.push((field.to_owned(), theirs));
            continue;
        }
        let (to_yours, to_theirs) = if shown {
            (chosen.as_ref() == Some(&yours), chosen.as_ref() == Some(&theirs))
        } else {
            (theirs == before, yours == before)
        };
        let pick = match (to_yours, to_theirs) {
            (_, true) => Pick::Theirs,
            (true, false) => Pick::Yours,
            (false, false) => Pick::Open,
        };
        merge.base.extend([(mine, yours.clone()), (stood, before.clone())]);
        merge.choices.push(Choice {
            field: field.to_owned(),
            label: label.to_owned(),
            before: labels.read(&before),
            yours: (yours.clone(), labels.read(&yours)),
            theirs: (theirs.clone(), labels.read(&theirs)),
            pick,
        });
    }
    let others = others.iter().filter(|name| typed.has(name));
    merge.agreed.extend(others.map(|name| ((*name).to_owned(), typed.one(name).to_owned())));
    merge
}

/// True for a merge that was sent while a choice was open: fields that both changed are then missing.
pub fn undecided(form: &Form, labels: &Labels) -> bool {
    form.one("merging") == "yes" && labels.fields().any(|field| !form.has(field))
}

/// Browsers send other line ends than they were given.
fn flat(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::Tr;
    use crate::types::Lang;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    fn labels() -> Labels {
        Labels::new(Tr(Lang::En)).one("room", "desk-session-room").one("minutes", "desk-time")
    }

    #[test]
    fn who_alone_changed_a_field_is_believed_and_of_two_neither() {
        let typed =
            form(&[("was_room", "a"), ("room", "b"), ("was_minutes", "30"), ("minutes", "30")]);
        let of = |now: &[(&str, &str)]| {
            let merge = merge(&typed, &form(now), &labels(), &[]);
            merge.choices.iter().map(|c| (c.field.clone(), c.pick)).collect::<Vec<_>>()
        };
        let room = |pick| ("room".to_owned(), pick);
        assert_eq!(of(&[("room", "a"), ("minutes", "30")]), [room(Pick::Yours)]);
        assert_eq!(of(&[("room", "c"), ("minutes", "30")]), [room(Pick::Open)]);
        assert_eq!(of(&[("room", "b"), ("minutes", "45")]), [("minutes".to_owned(), Pick::Theirs)]);
        assert_eq!(of(&[("room", "b"), ("minutes", "30")]), []);
    }

    #[test]
    fn a_choice_left_open_comes_back_open_and_with_both() {
        let labels = labels();
        let typed =
            form(&[("was_room", "a"), ("room", "b"), ("was_minutes", "30"), ("minutes", "45")]);
        let now = form(&[("room", "c"), ("minutes", "30")]);
        let first = merge(&typed, &now, &labels, &[]);
        let mut sent = first.base.clone();
        sent.extend([("merging".to_owned(), "yes".to_owned()), ("minutes".into(), "45".into())]);
        let again = merge(&Form::of(sent), &now, &labels, &[]);
        assert_eq!(again.choices, first.choices);
        let picks: Vec<Pick> = again.choices.iter().map(|choice| choice.pick).collect();
        assert_eq!(picks, [Pick::Open, Pick::Yours]);
        assert_eq!(again.base, first.base);
    }

    #[test]
    fn a_choice_left_open_is_noticed() {
        assert!(undecided(&form(&[("merging", "yes"), ("room", "a")]), &labels()));
        assert!(!undecided(&form(&[("room", "a")]), &labels()));
        let whole = form(&[("merging", "yes"), ("room", "a"), ("minutes", "")]);
        assert!(!undecided(&whole, &labels()));
    }

    proptest! {
        #[test]
        fn every_field_is_agreed_on_or_to_be_chosen(
            was in "[ab]", yours in "[ab\n]", theirs in "[ab\n]",
        ) {
            let typed = form(&[("was_room", &was), ("room", &yours.replace('\n', "\r\n"))]);
            let merge = merge(&typed, &form(&[("room", &theirs)]), &labels(), &[]);
            let chosen = merge.choices.iter().any(|choice| choice.field == "room");
            prop_assert_eq!(chosen, yours != theirs);
            prop_assert_eq!(merge.choices.len() + merge.agreed.len(), 2);
        }
    }
}
