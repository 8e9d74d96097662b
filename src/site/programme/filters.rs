use crate::agenda::SessionKind;
use crate::i18n::{self, Tr};

use super::super::edition::Edition;
use super::super::visit::Stage;
use super::super::words::language;
use super::ask::{Ask, Facet, LONGEST};
use super::pick::Pick;

/// A day to choose.
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// The day.
    pub text: String,
    /// How much there is.
    pub count: String,
    /// Whether it is this one.
    pub current: bool,
}

/// The form that narrows a programme.
pub struct Filters {
    /// Where it leads.
    pub action: String,
    /// What it keeps: the day, the way it is shown.
    pub kept: Vec<(&'static str, String)>,
    /// The words looked for.
    pub words: String,
    /// The most characters of them.
    pub longest: usize,
    /// What it can be narrowed by.
    pub facets: Vec<FacetView>,
}

/// One list to choose from.
pub struct FacetView {
    /// Its name in addresses.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// The choice of everything.
    pub any: String,
    /// The choices.
    pub options: Vec<Choice>,
}

/// One choice.
pub struct Choice {
    /// As addresses say it.
    pub value: String,
    /// In words, with how much there then is.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What narrows the programme now, and the way back from it.
pub struct Chip {
    /// The programme without it.
    pub href: String,
    /// What it is.
    pub text: String,
}

/// The days, those with nothing to show too: a tab that comes and goes would be missed.
#[must_use]
pub fn tabs(stage: &Stage, ask: &Ask, pick: &Pick<'_>) -> Vec<Tab> {
    let t = stage.t();
    let slug = &stage.forum().slug;
    let counted = |count: usize| t.with("site-sessions", &[("count", &count.to_string())]);
    let mut tabs = Vec::new();
    if !ask.words.is_empty() && !ask.grid {
        let all: usize = pick.days.iter().map(|(_, count)| count).sum();
        tabs.push(Tab {
            href: format!("/{slug}{}", ask.on(None).address()),
            text: t.s("site-days-all"),
            count: counted(all),
            current: pick.day.is_none(),
        });
    }
    tabs.extend(pick.days.iter().map(|(day, count)| Tab {
        href: format!("/{slug}{}", ask.on(Some(*day)).address()),
        text: i18n::date(t.lang(), *day),
        count: counted(*count),
        current: pick.day == Some(*day),
    }));
    if tabs.len() < 2 { Vec::new() } else { tabs }
}

/// The form, with every choice that leads to something.
#[must_use]
pub fn filters(stage: &Stage, ask: &Ask, pick: &Pick<'_>) -> Filters {
    let (t, edition) = (stage.t(), stage.edition());
    let mut kept = Vec::new();
    // A search looks at every day unless one was chosen.
    kept.extend(ask.day.map(|day| ("day", day.to_string())));
    kept.extend(ask.grid.then(|| ("view", "grid".to_owned())));
    let facet = |(facet, options): &(Facet, Vec<(String, usize)>)| {
        let chosen = ask.chosen(*facet);
        let options: Vec<Choice> = options
            .iter()
            .filter(|(value, count)| *count > 0 || chosen.as_ref() == Some(value))
            .map(|(value, count)| Choice {
                text: format!("{} ({count})", name_of(t, edition, *facet, value)),
                chosen: chosen.as_ref() == Some(value),
                value: value.clone(),
            })
            .collect();
        let useful = options.len() > 1 || chosen.is_some();
        useful.then(|| FacetView {
            name: facet.name(),
            label: t.s(label_key(*facet)),
            any: t.s(any_key(*facet)),
            options,
        })
    };
    Filters {
        action: format!("/{}/programme", stage.forum().slug),
        kept,
        words: ask.words.clone(),
        longest: LONGEST,
        facets: pick.facets.iter().filter_map(facet).collect(),
    }
}

/// What narrows it now, each with the way back.
#[must_use]
pub fn chips(stage: &Stage, ask: &Ask) -> Vec<Chip> {
    let (t, slug) = (stage.t(), &stage.forum().slug);
    let chosen = Facet::ALL.into_iter().filter_map(|facet| {
        let value = ask.chosen(facet)?;
        Some(Chip {
            href: format!("/{slug}{}", ask.with(facet, None).address()),
            text: name_of(t, stage.edition(), facet, &value),
        })
    });
    let words = (!ask.words.is_empty()).then(|| Chip {
        href: format!("/{slug}{}", ask.without_words().address()),
        text: t.with("site-chip-words", &[("words", &ask.words)]),
    });
    chosen.chain(words).collect()
}

fn name_of(t: Tr, edition: &Edition, facet: Facet, value: &str) -> String {
    let (lang, programme) = (t.lang(), &edition.programme);
    let found = match facet {
        Facet::Room => {
            let mut rooms = programme.rooms.iter();
            let room = rooms.find(|room| room.id.to_string() == value);
            room.map(|room| room.name.in_lang(lang).to_owned())
        }
        Facet::Track => {
            let track = programme.tracks.iter().find(|track| track.slug == value);
            track.map(|track| track.name.in_lang(lang).to_owned())
        }
        Facet::Language => Some(language(t, value)),
        Facet::Kind => SessionKind::parse(value).map(|kind| t.s(kind.key())),
    };
    found.unwrap_or_else(|| value.to_owned())
}

const fn label_key(facet: Facet) -> &'static str {
    match facet {
        Facet::Room => "site-filter-room",
        Facet::Track => "site-filter-track",
        Facet::Language => "site-filter-language",
        Facet::Kind => "site-filter-kind",
    }
}

const fn any_key(facet: Facet) -> &'static str {
    match facet {
        Facet::Room => "site-filter-room-any",
        Facet::Track => "site-filter-track-any",
        Facet::Language => "site-filter-language-any",
        Facet::Kind => "site-filter-kind-any",
    }
}
