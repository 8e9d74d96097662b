use crate::i18n::zone_note;
use crate::types::{Lang, Words};
use crate::web::ForumHead;

use super::model::Forum;

/// The forum as it stands above and below its public pages.
#[must_use]
pub fn head(forum: &Forum, lang: Lang) -> ForumHead {
    let said = |words: &Words| Some(words.in_lang(lang).to_owned()).filter(|text| !text.is_empty());
    let zone = zone_note(lang, forum.zone, forum.starts_at);
    ForumHead::new(forum.slug.as_str(), forum.title.in_lang(lang), zone)
        .notice(said(&forum.notice))
        .sample(said(&forum.sample))
        .sensitive(forum.sensitive)
}
