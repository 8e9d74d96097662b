use serde::{Deserialize, Serialize};

use crate::accounts::Scope;
use crate::agenda::{self, Change, ChangeKind, Names};
use crate::db::{self, Conn};
use crate::i18n::Tr;
use crate::mail::{Letter, Stored};
use crate::types::{SeatId, SessionId};

use super::{Asked, Standing};

/// A release moved sessions of theirs, called some off or took some out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScheduleChanged {
    /// What is held and waited for now.
    pub standing: Standing,
    /// The release's number, which says what happened.
    pub release: i32,
    /// Which of its sessions are theirs.
    pub sessions: Vec<SessionId>,
    /// The seats whose calendar entries change: those that were held.
    pub calendar: Vec<SeatId>,
    /// The sessions they hold that overlap now, two by two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlaps: Vec<(SessionId, SessionId)>,
    /// What they are asked about those pairs; nothing where it is too late to ask about any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
}

impl Letter for ScheduleChanged {
    const NAME: &'static str = "registration.schedule_changed";
}

/// What a release did, for the letter that tells of it.
pub struct News {
    changes: Vec<Change>,
    names: Names,
}

impl News {
    /// What the letter's release did; none for other letters.
    pub async fn of(conn: &mut Conn, scope: &Scope, stored: &Stored) -> db::Result<Option<Self>> {
        if stored.letter != ScheduleChanged::NAME {
            return Ok(None);
        }
        let number = stored.content.get("release").and_then(serde_json::Value::as_i64);
        let number = number.and_then(|number| i32::try_from(number).ok()).unwrap_or_default();
        let release = agenda::find_release(conn, scope, number).await?;
        let names = agenda::names(conn, scope).await?;
        Ok(Some(Self { changes: release.changes, names }))
    }

    /// What happened to each of these sessions, a line each under its title.
    pub fn lines(&self, t: Tr, sessions: &[SessionId]) -> Vec<String> {
        let mut lines = Vec::new();
        for id in sessions {
            let own: Vec<&Change> = self.changes.iter().filter(|c| c.session == *id).collect();
            let Some(first) = own.first() else { continue };
            let what: Vec<String> = own.iter().filter_map(|c| self.names.change(t, c)).collect();
            let title = first.title.in_lang(t.lang());
            lines.push(format!("{title} – {}", what.join(" · ")));
        }
        lines
    }

    /// True when one of these sessions was taken out of the agenda, where its seat is kept.
    pub fn took_out(&self, sessions: &[SessionId]) -> bool {
        let mut gone = self.changes.iter().filter(|change| change.kind == ChangeKind::TakenOut);
        gone.any(|change| sessions.contains(&change.session))
    }
}
