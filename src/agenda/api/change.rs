use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::accounts::Scope;
use crate::db::Db;
use crate::types::{Clock, FieldFaults, Lang, RoomId, line};
use crate::web::{Body, Fault, Problem};

use super::super::commands::edit_session;
use super::super::model::{Expect, SessionChange};
use super::super::queries::desk_session;
use super::bodies::SessionBody;
use super::number;
use super::read::tagged;

/// The longest title, in characters.
const TITLE: usize = 300;

/// A text in the languages that are to change; null takes a language away.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextPatch {
    /// Korean.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    ko: Option<Option<String>>,
    /// English.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    en: Option<Option<String>>,
}

/// What to change of a session; what is left out stays. `signup_capacity` holds at once; everything else
/// changes the draft, which the public sees with the next release, or at once with `release`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionPatch {
    /// How many seats it has; null lets as many in as come.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 100_000)]
    signup_capacity: Option<Option<i64>>,
    /// The title.
    #[serde(default)]
    title: TextPatch,
    /// The room, as `id` of a room names it; null names none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = Uuid)]
    room: Option<Option<RoomId>>,
    /// When it starts; without `ends_at` it takes as long as before.
    #[serde(default)]
    starts_at: Option<DateTime<Utc>>,
    /// When it ends.
    #[serde(default)]
    ends_at: Option<DateTime<Utc>>,
    /// `false` takes it off the timetable of the draft; `true`, a new time or a new room puts it there.
    #[serde(default)]
    scheduled: Option<bool>,
    /// `true` releases this session at once, as its draft then stands.
    #[serde(default)]
    release: bool,
}

/// Tells null from absent.
fn given<'de, T, D>(from: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(from).map(Some)
}

impl SessionPatch {
    fn parse(self) -> Result<SessionChange, FieldFaults> {
        let mut faults = FieldFaults::default();
        let mut title_in = Vec::new();
        for (lang, text) in [(Lang::Ko, self.title.ko), (Lang::En, self.title.en)] {
            match text {
                None => {}
                Some(None) => title_in.push((lang, String::new())),
                Some(Some(text)) => {
                    let field = format!("title.{}", lang.code());
                    let text = faults.keep(&field, line(&text, TITLE));
                    title_in.extend(text.map(|text| (lang, text)));
                }
            }
        }
        faults.done()?;
        // A number no session can have is refused by the command, however large.
        let seats = |wanted: i64| i32::try_from(wanted).unwrap_or(-1);
        let signup_capacity = self.signup_capacity.map(|wanted| wanted.map(seats));
        Ok(SessionChange {
            title_in,
            signup_capacity,
            room: self.room,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            scheduled: self.scheduled,
            release: self.release,
            ..SessionChange::default()
        })
    }
}

/// Changes a session. `signup_capacity` holds at once, because seats are counted live: who holds a seat
/// keeps it, more seats go to those who wait. Title, room and times change the draft and are public with
/// the next release; `"release": true` makes one of this session at once.
#[utoipa::path(
    patch,
    path = "/api/v1/forums/{forum}/sessions/{no}",
    tag = "agenda",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("no" = i32, Path, description = "The session's number"),
        ("If-Match" = String, Header, description = "The `ETag` of the draft (or of the session, while it has no other draft) that the change was made for, or `*`"),
    ),
    request_body = SessionPatch,
    responses(
        (status = 200, description = "The draft as it is now, with its new `ETag`", body = SessionBody),
        (status = 404, description = "No such session, or another forum's", body = Problem),
        (status = 409, description = "`agenda.move_refused`: it was held or cancelled; with `release`, `agenda.room_taken`", body = Problem),
        (status = 412, description = "`agenda.version_stale`: someone else changed it meanwhile", body = Problem),
        (status = 422, description = "`agenda.capacity_invalid`, `agenda.title_missing`, `agenda.room_unknown`, `agenda.ends_before_start`, `agenda.outside_days`, or a field is wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    ),
)]
pub async fn change_session(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    body: Body<SessionPatch>,
) -> Result<HttpResponse, Fault> {
    let no = number(&req)?;
    let expect = expected(&req)?;
    let change = body.value.parse()?;
    edit_session(&db, &clock, &scope, no, &expect, change).await?;
    let mut conn = db.conn().await?;
    let detail = desk_session(&mut conn, &scope, no).await?.ok_or(Fault::NotFound)?;
    tagged(&req, &scope, detail)
}

/// The versions that `If-Match` allows. A tag names the version before its first dot.
pub(super) fn expected(req: &HttpRequest) -> Result<Expect, Fault> {
    let header = req.headers().get(header::IF_MATCH).ok_or(Fault::VersionNeeded)?;
    let list = header.to_str().unwrap_or_default();
    Ok(versions(list))
}

fn versions(list: &str) -> Expect {
    let mut versions = Vec::new();
    for tag in list.split(',').map(str::trim) {
        if tag == "*" {
            return Expect::Any;
        }
        let inside = tag.strip_prefix("\"v").and_then(|rest| rest.strip_suffix('"'));
        let version: Option<i32> = inside.and_then(|rest| rest.split('.').next()?.parse().ok());
        versions.extend(version);
    }
    Expect::OneOf(versions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(json: &str) -> Result<SessionChange, FieldFaults> {
        serde_json::from_str::<SessionPatch>(json).unwrap().parse()
    }

    #[test]
    fn null_is_not_the_same_as_absent() {
        assert_eq!(patch("{}").unwrap().signup_capacity, None);
        assert_eq!(patch(r#"{"signup_capacity": null}"#).unwrap().signup_capacity, Some(None));
        assert_eq!(patch(r#"{"signup_capacity": 40}"#).unwrap().signup_capacity, Some(Some(40)));
        assert_eq!(
            patch(r#"{"signup_capacity": 5000000000}"#).unwrap().signup_capacity,
            Some(Some(-1))
        );
        let title = patch(r#"{"title": {"en": " A  title ", "ko": null}}"#).unwrap().title_in;
        assert_eq!(title, [(Lang::Ko, String::new()), (Lang::En, "A title".to_owned())]);
    }

    #[test]
    fn what_is_not_known_or_empty_is_refused() {
        assert!(serde_json::from_str::<SessionPatch>(r#"{"capacity": 4}"#).is_err());
        assert!(serde_json::from_str::<SessionPatch>(r#"{"signup_capacity": "4"}"#).is_err());
        let faults = patch(r#"{"title": {"en": "  "}}"#).unwrap_err();
        assert_eq!(faults.0[0].field, "title.en");
    }

    #[test]
    fn a_tag_names_its_version_before_the_dot() {
        assert_eq!(versions("\"v3.0a1b\""), Expect::OneOf(vec![3]));
        assert_eq!(versions("\"v3\", \"v4.x\""), Expect::OneOf(vec![3, 4]));
        assert_eq!(versions("*"), Expect::Any);
        assert_eq!(versions("W/\"v3\", v4, \"x\""), Expect::OneOf(vec![]));
    }
}
