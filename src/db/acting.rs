use crate::types::ForumId;

/// For whom the database is asked. Its policies hold every statement to it, whatever the statement says:
/// the second wall, behind the one in front of each route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acting {
    /// For nobody yet: no forum's people can be seen, and no forum changed.
    #[default]
    Nobody,
    /// For one forum.
    Forum(ForumId),
    /// For the installation: the wall itself, work in the background, commands on the machine.
    House,
}

tokio::task_local! {
    static ACTING: Acting;
}

impl Acting {
    /// For whom the caller acts.
    pub(super) fn now() -> Self {
        ACTING.try_with(|acting| *acting).unwrap_or_default()
    }

    /// The words the policies of the database know (`madang.acting`).
    pub(super) fn words(self) -> String {
        match self {
            Self::Nobody => String::new(),
            Self::Forum(id) => id.to_string(),
            Self::House => "house".to_owned(),
        }
    }
}

/// Does some work for a forum, the installation or nobody. Said once, where it is decided, it holds for all
/// that the work awaits; what is spawned apart says it anew, or acts for nobody.
pub async fn acting<F: Future>(whom: Acting, work: F) -> F::Output {
    ACTING.scope(whom, work).await
}
