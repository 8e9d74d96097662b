use crate::types::Lang;

/// A kind of file the agenda is handed out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Medium {
    /// `schedule.xml`, for schedule apps and signs.
    Xml,
    /// `schedule.json` version 1, the same for programs.
    Json,
    /// A calendar to subscribe to.
    Ics,
    /// A table, for spreadsheets.
    Csv,
}

impl Medium {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Xml, Self::Json, Self::Ics, Self::Csv];

    /// How its file's name ends.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Json => "json",
            Self::Ics => "ics",
            Self::Csv => "csv",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xml => "application/xml; charset=utf-8",
            Self::Json => "application/json",
            Self::Ics => "text/calendar; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// The kind and, where one is named, the language of a file name's end: `xml`, `ko.xml`.
    #[must_use]
    pub fn parse(ending: &str) -> Option<(Self, Option<Lang>)> {
        let (lang, suffix) = match ending.split_once('.') {
            Some((lang, suffix)) => {
                let lang = Lang::ALL.into_iter().find(|known| known.code() == lang)?;
                (Some(lang), suffix)
            }
            None => (None, ending),
        };
        let medium = Self::ALL.into_iter().find(|medium| medium.suffix() == suffix)?;
        Some((medium, lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_say_its_language() {
        assert_eq!(Medium::parse("ics"), Some((Medium::Ics, None)));
        assert_eq!(Medium::parse("ko.xml"), Some((Medium::Xml, Some(Lang::Ko))));
        for odd in ["", "ko", "fr.xml", "xml.ko", "XML", "ko.en.xml", "pdf"] {
            assert_eq!(Medium::parse(odd), None, "{odd}");
        }
    }
}
