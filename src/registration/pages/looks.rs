use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::i18n::{self, Tr, number};
use crate::registration::queries::{Look, looks};
use crate::types::{Role, Zone};
use crate::web::{Fault, Shell, html_status};

use super::mine::{find, home};
use super::visit::{Visit, secret};

/// What has a sentence of its own; whatever else staff did is a change.
const ACTS: [(&str, &str); 7] = [
    ("registration.created", "trail-look-made"),
    ("registration.viewed", "trail-look-viewed"),
    ("letter.viewed", "trail-look-letter"),
    ("letter.sent_again", "trail-look-sent"),
    ("people.exported", "trail-look-exported"),
    ("people.listed", "trail-look-listed"),
    ("registration.cancelled", "trail-look-cancelled"),
];

#[derive(Template)]
#[template(path = "registration/looks.html")]
struct LooksPage {
    shell: Shell,
    home: String,
    lines: Vec<Line>,
    /// How often lists were opened, in sentences.
    listed: Vec<String>,
    zone: String,
}

struct Line {
    stamp: String,
    at: String,
    who: String,
    act: String,
    why: String,
}

/// Who looked at one's own data: what they are at the forum and why they did, never who they are.
pub async fn show_looks(visit: Visit, token: Path<String>) -> Result<HttpResponse, Fault> {
    let own = find(&visit).await?;
    let (lines, listed) = {
        let mut conn = visit.db.conn().await?;
        looks(&mut conn, &visit.scope, own.person.id, own.person.created_at).await?
    };
    let (t, zone, home) = (visit.t(), own.forum.zone, home(&token));
    let page = LooksPage {
        shell: visit.own_shell(&own.forum, t.s("trail-looks-title"), &home),
        lines: lines.iter().map(|look| line(&visit, zone, look)).collect(),
        listed: listed.iter().map(|look| listed_words(&visit, zone, look)).collect(),
        zone: i18n::zone_note(visit.lang(), zone, visit.now()),
        home,
    };
    Ok(secret(html_status(StatusCode::OK, &page)?))
}

fn line(visit: &Visit, zone: Zone, look: &Look) -> Line {
    let t = visit.t();
    let act = ACTS.iter().find(|(act, _)| *act == look.action);
    Line {
        stamp: look.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        at: i18n::moment(t.lang(), zone, look.at, visit.now()),
        who: role(t, look),
        act: t.s(act.map_or("trail-look-changed", |(_, key)| key)),
        why: look.purpose.clone().unwrap_or_default(),
    }
}

fn listed_words(visit: &Visit, zone: Zone, look: &Look) -> String {
    let t = visit.t();
    let (times, at) = (number(look.times), i18n::moment(t.lang(), zone, look.at, visit.now()));
    t.with("trail-listed", &[("who", &role(t, look)), ("times", &times), ("at", &at)])
}

fn role(t: Tr, look: &Look) -> String {
    let known = look.role.as_deref().and_then(Role::parse);
    known.map_or_else(
        || t.s("trail-role-machine"),
        |role| t.s(&format!("staff-role-{}", role.code())),
    )
}
