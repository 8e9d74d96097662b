use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::accounts::Scope;
use crate::db::Db;
use crate::speakers::commands::{self, add_speaker, hide_speaker};
use crate::speakers::model::{Contact, Speaker, SpeakerChange};
use crate::speakers::store;
use crate::types::{Clock, Email, FieldFault, FieldFaults, Lang, SpeakerId, block, line};
use crate::web::{Body, Fault, Problem};

use super::bodies::SpeakerBody;
use super::speaker;

/// The longest name or title, in characters.
const LINE: usize = 200;
/// The longest biography, in characters.
const TEXT: usize = 20_000;

/// A text in the languages that are said; null takes a language away.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeakerWords {
    /// Korean.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    ko: Option<Option<String>>,
    /// English.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    en: Option<Option<String>>,
}

/// What to say of a speaker; what is left out stays, or is empty for a new one.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeakerSent {
    /// The name; needed in one language at least.
    #[serde(default)]
    name: SpeakerWords,
    /// What they are: office, affiliation.
    #[serde(default)]
    title: SpeakerWords,
    /// Who they are, in Markdown.
    #[serde(default)]
    biography: SpeakerWords,
    /// Never named in public.
    #[serde(default)]
    hidden: Option<bool>,
    /// The place in the order of precedence; a new one without it comes last.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 10_000)]
    position: Option<i64>,
    /// Where letters go; null takes the address away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    email: Option<Option<String>>,
    /// The language of letters: `ko` or `en`.
    #[serde(default)]
    language: Option<String>,
}

/// Tells null from absent.
fn given<'de, T, D>(from: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(from).map(Some)
}

impl SpeakerSent {
    fn parse(self) -> Result<SpeakerChange, FieldFaults> {
        let mut faults = FieldFaults::default();
        let short = |text: &str| line(text, LINE);
        let email = self
            .email
            .map(|email| email.and_then(|text| faults.keep("email", Email::parse(&text))));
        let lang = self.language.and_then(|code| {
            let known = Lang::ALL.iter().find(|lang| lang.code() == code);
            faults.keep("language", known.copied().ok_or_else(|| FieldFault::new("field.language")))
        });
        let change = SpeakerChange {
            name_in: texts(&mut faults, "name", self.name, short),
            title_in: texts(&mut faults, "title", self.title, short),
            biography_in: texts(&mut faults, "biography", self.biography, |text| block(text, TEXT)),
            hidden: self.hidden,
            // A place that nobody can have is refused by the command, however large.
            position: self.position.map(|place| i32::try_from(place).unwrap_or(-1)),
            email,
            lang,
        };
        faults.done().map(|()| change)
    }
}

fn texts(
    faults: &mut FieldFaults,
    field: &str,
    words: SpeakerWords,
    clean: impl Fn(&str) -> Result<String, FieldFault>,
) -> Vec<(Lang, String)> {
    let mut texts = Vec::new();
    for (lang, text) in [(Lang::Ko, words.ko), (Lang::En, words.en)] {
        match text {
            None => {}
            Some(None) => texts.push((lang, String::new())),
            Some(Some(text)) => {
                let text = faults.keep(&format!("{field}.{}", lang.code()), clean(&text));
                texts.extend(text.map(|text| (lang, text)));
            }
        }
    }
    texts
}

/// Adds a speaker. Nobody is written to by that.
#[utoipa::path(
    post,
    path = "/api/v1/forums/{forum}/speakers",
    tag = "speakers",
    params(("forum" = String, Path, description = "The forum's name in addresses")),
    request_body = SpeakerSent,
    responses(
        (status = 201, description = "The speaker, with their address as `Location` and their `ETag`", body = SpeakerBody),
        (status = 404, description = "No such forum, or another's", body = Problem),
        (status = 409, description = "`speakers.not_editable`: the forum is over", body = Problem),
        (status = 422, description = "`speakers.name_missing`, `speakers.position_invalid`, or a field is wrong", body = Problem),
    ),
)]
pub async fn create_speaker(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    body: Body<SpeakerSent>,
) -> Result<HttpResponse, Fault> {
    let id = add_speaker(&db, &clock, &scope, &body.value.parse()?).await?;
    answer(&req, &db, &scope, id, StatusCode::CREATED).await
}

/// Changes a speaker: names, texts, order, how they are reached, and whether they are hidden. Another
/// e-mail address makes the private links void that went to the old one.
#[utoipa::path(
    patch,
    path = "/api/v1/forums/{forum}/speakers/{speaker}",
    tag = "speakers",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("speaker" = String, Path, description = "The speaker's id"),
        ("If-Match" = String, Header, description = "The `ETag` of the speaker that the change was made for, or `*`"),
    ),
    request_body = SpeakerSent,
    responses(
        (status = 200, description = "The speaker as they are now, with their new `ETag`", body = SpeakerBody),
        (status = 404, description = "No such speaker, or another forum's", body = Problem),
        (status = 409, description = "`speakers.not_editable`: the forum is over; `speakers.publish_refused`: they do not agree to be public", body = Problem),
        (status = 412, description = "`speakers.stale`: someone else changed it meanwhile", body = Problem),
        (status = 422, description = "`speakers.name_missing`, `speakers.position_invalid`, or a field is wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    ),
)]
pub async fn patch_speaker(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
    body: Body<SpeakerSent>,
) -> Result<HttpResponse, Fault> {
    let id = speaker(&req)?;
    let header = req.headers().get(header::IF_MATCH).ok_or(Fault::VersionNeeded)?;
    let tags = header.to_str().unwrap_or_default().to_owned();
    let is_seen = move |speaker: &Speaker, contact: &Contact| {
        let tag = SpeakerBody::of(speaker, contact).tag().ok();
        tags.split(',').map(str::trim).any(|seen| seen == "*" || Some(seen) == tag.as_deref())
    };
    let change = body.value.parse()?;
    commands::change_speaker(&db, &clock, &scope, id, &is_seen, &change).await?;
    answer(&req, &db, &scope, id, StatusCode::OK).await
}

/// Hides a speaker at once from pages, feeds and the API of the public: whatever else was changed
/// meanwhile, and when the forum is over, too. To show them again, change `hidden`.
#[utoipa::path(
    put,
    path = "/api/v1/forums/{forum}/speakers/{speaker}/hidden",
    tag = "speakers",
    params(
        ("forum" = String, Path, description = "The forum's name in addresses"),
        ("speaker" = String, Path, description = "The speaker's id"),
    ),
    responses(
        (status = 204, description = "They are hidden"),
        (status = 404, description = "No such speaker, or another forum's", body = Problem),
    ),
)]
pub async fn put_hidden(
    req: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    scope: Scope,
) -> Result<HttpResponse, Fault> {
    hide_speaker(&db, &clock, &scope, speaker(&req)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn answer(
    req: &HttpRequest,
    db: &Db,
    scope: &Scope,
    id: SpeakerId,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let mut conn = db.conn().await?;
    let found = store::find_speaker(&mut conn, scope, id).await?;
    let contact = store::find_contact(&mut conn, scope, id).await?;
    SpeakerBody::of(&found, &contact).answer(req, status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(json: &str) -> Result<SpeakerChange, FieldFaults> {
        serde_json::from_str::<SpeakerSent>(json).unwrap().parse()
    }

    #[test]
    fn null_takes_away_and_absent_leaves() {
        assert_eq!(sent("{}").unwrap(), SpeakerChange::default());
        let change = sent(r#"{"email": null, "name": {"en": null, "ko": " 한 서윤 "}}"#).unwrap();
        assert_eq!(change.email, Some(None));
        assert_eq!(change.name_in, [(Lang::Ko, "한 서윤".to_owned()), (Lang::En, String::new())]);
    }

    #[test]
    fn every_fault_is_told_at_once_by_its_field() {
        let faults = sent(
            r#"{"email": "x", "language": "fr", "name": {"ko": " "}, "title": {"en": "900101-1234567"}}"#,
        );
        let fields: Vec<_> = faults.unwrap_err().0.into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["email", "language", "name.ko", "title.en"]);
        assert!(serde_json::from_str::<SpeakerSent>(r#"{"photo": "x"}"#).is_err());
    }
}
