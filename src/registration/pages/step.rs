//! The pages of the form, and their order.

/// A page of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// As what one comes.
    Category,
    /// Where letters go.
    Email,
    /// The names.
    Name,
    /// Organisation, and the language of letters.
    Affiliation,
    /// Which sessions.
    Sessions,
    /// What one needs.
    Needs,
    /// What others see.
    Privacy,
    /// What one agrees to.
    Consents,
    /// Everything once more, and the button.
    Check,
}

impl Step {
    /// Every page, in order.
    pub const ALL: [Self; 9] = [
        Self::Category,
        Self::Email,
        Self::Name,
        Self::Affiliation,
        Self::Sessions,
        Self::Needs,
        Self::Privacy,
        Self::Consents,
        Self::Check,
    ];

    /// Its word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Email => "email",
            Self::Name => "name",
            Self::Affiliation => "affiliation",
            Self::Sessions => "sessions",
            Self::Needs => "needs",
            Self::Privacy => "privacy",
            Self::Consents => "consents",
            Self::Check => "check",
        }
    }

    /// The page of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == word)
    }

    /// The key of its title.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Category => "registration-step-category",
            Self::Email => "registration-step-email",
            Self::Name => "registration-step-name",
            Self::Affiliation => "registration-step-affiliation",
            Self::Sessions => "registration-step-sessions",
            Self::Needs => "registration-step-needs",
            Self::Privacy => "registration-step-privacy",
            Self::Consents => "registration-step-consents",
            Self::Check => "registration-step-check",
        }
    }
}

/// The pages one forum needs: no question that has only one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan(Vec<Step>);

impl Plan {
    /// The pages for a forum of so many categories, sign-up sessions and consent texts.
    #[must_use]
    pub fn of(categories: usize, sessions: usize, consents: usize) -> Self {
        let asks = |step: &Step| match step {
            Step::Category => categories > 1,
            Step::Sessions => sessions > 0,
            Step::Consents => consents > 0,
            _ => true,
        };
        Self(Step::ALL.into_iter().filter(asks).collect())
    }

    /// The pages in order.
    pub fn steps(&self) -> impl Iterator<Item = Step> + '_ {
        self.0.iter().copied()
    }

    /// How many pages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Which page of how many it is, from 1 on; nothing when this forum does not ask it.
    #[must_use]
    pub fn place(&self, step: Step) -> Option<usize> {
        self.0.iter().position(|own| *own == step).map(|at| at + 1)
    }

    /// The page after another.
    #[must_use]
    pub fn after(&self, step: Step) -> Step {
        self.steps().find(|own| *own > step).unwrap_or(Step::Check)
    }

    /// The page before another; nothing before the first.
    #[must_use]
    pub fn before(&self, step: Step) -> Option<Step> {
        self.steps().filter(|own| *own < step).last()
    }

    /// The first page.
    #[must_use]
    pub fn first(&self) -> Step {
        self.steps().next().unwrap_or(Step::Check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_form_has_nine_pages_in_order() {
        let plan = Plan::of(5, 4, 2);
        assert_eq!(plan.len(), 9);
        assert_eq!(plan.place(Step::Sessions), Some(5));
        assert_eq!(plan.after(Step::Name), Step::Affiliation);
        assert_eq!(plan.before(Step::Category), None);
        assert_eq!(plan.before(Step::Check), Some(Step::Consents));
        assert_eq!(plan.after(Step::Check), Step::Check);
    }

    #[test]
    fn what_has_one_answer_is_not_asked() {
        let plan = Plan::of(1, 0, 0);
        assert_eq!(plan.first(), Step::Email);
        assert_eq!(plan.place(Step::Category), None);
        assert_eq!(plan.place(Step::Sessions), None);
        assert_eq!(plan.after(Step::Affiliation), Step::Needs);
        assert_eq!((plan.after(Step::Privacy), plan.len()), (Step::Check, 6));
    }

    #[test]
    fn every_word_is_read_back() {
        for step in Step::ALL {
            assert_eq!(Step::parse(step.code()), Some(step));
            assert!(step.key().ends_with(step.code()));
        }
        assert_eq!(Step::parse("receipt"), None);
    }
}
