use actix_web::HttpResponse;
use askama::Template;

use crate::forum::ConsentText;
use crate::i18n;
use crate::web::{Fault, Shell, markdown};

use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{Said, said};

#[derive(Template)]
#[template(path = "site/privacy.html")]
struct PrivacyPage<'a> {
    shell: Shell,
    slug: &'a str,
    host: Said<'a>,
    contact: &'a str,
    consents: Vec<Asked<'a>>,
    kept: String,
    sample: bool,
    sensitive: bool,
}

/// What people are asked to agree to.
struct Asked<'a> {
    at: usize,
    title: Said<'a>,
    body: String,
    body_lang: &'static str,
    required: bool,
    version: String,
}

/// What is asked of people, why, for how long, and what they may do about it: in the words they agree to.
pub async fn show(visit: Visit) -> Result<HttpResponse, Fault> {
    visit.forum_page("/privacy", render).await
}

fn render(stage: &Stage) -> Result<Made, Fault> {
    let (t, forum) = (stage.t(), stage.forum());
    let days = forum.retention_days.to_string();
    let consents = stage.edition().consents.iter().enumerate();
    let page = PrivacyPage {
        shell: stage.shell(t.s("web-foot-privacy"), None),
        slug: forum.slug.as_str(),
        host: said(&forum.host, t.lang()),
        contact: stage.contact(),
        consents: consents.map(|(at, text)| asked(stage, at + 1, text)).collect(),
        kept: t.with("site-promise-kept", &[("days", &days)]),
        sample: stage.is_sample(),
        sensitive: forum.sensitive,
    };
    stage.made(&page, [])
}

fn asked<'a>(stage: &Stage, at: usize, text: &'a ConsentText) -> Asked<'a> {
    let (t, lang) = (stage.t(), stage.lang());
    let since = i18n::date_long(lang, stage.zone().date(text.created_at));
    let version = [("version", text.version.to_string()), ("date", since)];
    Asked {
        at,
        title: said(&text.title, lang),
        body: markdown(text.body.in_lang(lang)),
        body_lang: said(&text.body, lang).lang,
        required: text.required,
        version: t.with_params("site-privacy-version", &version),
    }
}
