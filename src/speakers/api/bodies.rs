use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use crate::speakers::model::{Contact, Speaker};
use crate::types::{SpeakerId, Words};
use crate::web::{Fault, etag, not_modified};

/// A speaker as the list shows them.
#[derive(Serialize, ToSchema)]
pub struct SpeakerBrief {
    /// What their address takes.
    #[schema(value_type = String, format = Uuid)]
    id: SpeakerId,
    /// The name, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    /// What they are, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: Words,
    /// Never named in public.
    hidden: bool,
    /// The place in the order of precedence; smaller comes first.
    position: i32,
}

impl From<Speaker> for SpeakerBrief {
    fn from(speaker: Speaker) -> Self {
        let Speaker { id, name, title, hidden, position, .. } = speaker;
        Self { id, name, title, hidden, position }
    }
}

/// A page of speakers.
#[derive(Serialize, ToSchema)]
pub struct SpeakerList {
    /// The speakers in order of precedence, hidden ones too.
    pub(super) speakers: Vec<SpeakerBrief>,
    /// The cursor of the next page; null on the last.
    pub(super) next: Option<String>,
}

/// A speaker whole.
#[derive(Serialize, ToSchema)]
pub struct SpeakerBody {
    /// What their address takes.
    #[schema(value_type = String, format = Uuid)]
    id: SpeakerId,
    /// The name, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    name: Words,
    /// What they are, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: Words,
    /// Who they are, in Markdown, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    biography: Words,
    /// Never named in public.
    hidden: bool,
    /// The place in the order of precedence; smaller comes first.
    position: i32,
    /// Where letters go; never public.
    email: Option<String>,
    /// The language of letters: `ko` or `en`.
    language: &'static str,
    /// Whether they agreed to be public: `open` while they have not said, `yes` or `no`.
    publish: &'static str,
    /// Whether they agreed to be recorded: `open`, `yes` or `no`.
    record: &'static str,
}

impl SpeakerBody {
    pub(super) fn of(speaker: &Speaker, contact: &Contact) -> Self {
        Self {
            id: speaker.id,
            name: speaker.name.clone(),
            title: speaker.title.clone(),
            biography: speaker.biography.clone(),
            hidden: speaker.hidden,
            position: speaker.position,
            email: contact.email.as_ref().map(|email| email.as_str().to_owned()),
            language: contact.lang.code(),
            publish: contact.publish.code(),
            record: contact.record.code(),
        }
    }

    /// The tag of everything that is said here: another one as soon as anything is.
    pub(super) fn tag(&self) -> Result<String, serde_json::Error> {
        serde_json::to_vec(self).map(|bytes| etag(&bytes))
    }

    /// As an answer that nobody but its reader keeps.
    pub(super) fn answer(
        &self,
        req: &HttpRequest,
        status: StatusCode,
    ) -> Result<HttpResponse, Fault> {
        let tag = self.tag().map_err(anyhow::Error::from)?;
        let known = status == StatusCode::OK && not_modified(req, &tag);
        let status = if known { StatusCode::NOT_MODIFIED } else { status };
        let mut answer = HttpResponse::build(status);
        answer
            .insert_header((header::ETAG, tag))
            .insert_header((header::CACHE_CONTROL, "no-store"));
        if status == StatusCode::CREATED {
            answer.insert_header((header::LOCATION, format!("{}/{}", req.path(), self.id)));
        }
        Ok(if known { answer.finish() } else { answer.json(self) })
    }
}
