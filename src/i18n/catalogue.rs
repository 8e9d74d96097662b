use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

use crate::types::Lang;

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static KO: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Ko));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));

/// The voice of one language; every page, letter and refusal speaks through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tr(pub Lang);

impl Tr {
    /// The language spoken.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.0
    }

    /// A sentence without values. An unknown key shows as itself, and fails a test before that.
    #[must_use]
    pub fn s(self, key: &str) -> String {
        self.say(key, None)
    }

    /// A sentence with values; whole numbers take part in plural forms.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, fluent_value(value));
        }
        self.say(key, Some(&args))
    }

    /// A sentence with owned values, as refusals and field faults carry them.
    #[must_use]
    pub fn with_params(self, key: &str, values: &[(&'static str, String)]) -> String {
        let borrowed: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.with(key, &borrowed)
    }

    /// The sentence of a dotted code such as `registration.window_closed`.
    #[must_use]
    pub fn code(self, code: &str, values: &[(&'static str, String)]) -> String {
        self.with_params(&code.replace(['.', '_'], "-"), values)
    }

    fn say(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = match self.0 {
            Lang::Ko => &*KO,
            Lang::En => &*EN,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::warn!(key, lang = self.0.code(), "a message is missing");
            return key.to_owned();
        };
        let mut faults = Vec::new();
        bundle.format_pattern(pattern, args, &mut faults).into_owned()
    }
}

fn fluent_value(text: &str) -> FluentValue<'_> {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => FluentValue::from(number),
        _ => FluentValue::String(Cow::Borrowed(text)),
    }
}

fn bundle(lang: Lang) -> Bundle {
    let mut bundle =
        FluentBundle::new_concurrent(lang.code().parse().into_iter().collect::<Vec<_>>());
    bundle.set_use_isolating(false);
    for text in texts(lang) {
        let resource = match FluentResource::try_new(text) {
            Ok(resource) => resource,
            // What could be read is used; the test below fails on what could not.
            Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn texts(lang: Lang) -> Vec<String> {
    let folder = format!("{}/", lang.code());
    Locales::iter()
        .filter(|path| path.starts_with(&folder) && path.ends_with(".ftl"))
        .filter_map(|path| Locales::get(&path))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect()
}

/// Every key of a language's catalogue, for the test that holds languages against each other.
#[must_use]
pub fn keys(lang: Lang) -> BTreeSet<String> {
    texts(lang)
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_catalogue_file_reads_without_fault() {
        for lang in Lang::ALL {
            for text in texts(lang) {
                if let Err((_, faults)) = FluentResource::try_new(text.clone()) {
                    panic!(
                        "{}: {faults:?} in {}",
                        lang.code(),
                        text.chars().take(200).collect::<String>()
                    );
                }
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (ko, en) = (keys(Lang::Ko), keys(Lang::En));
        assert_eq!(ko.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in en");
        assert_eq!(en.difference(&ko).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in ko");
    }
}
