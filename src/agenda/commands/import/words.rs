use crate::types::{Lang, Words};

/// The language of ours that a text is most likely in: Korean where it has Hangul.
pub fn lang_of(text: &str) -> Lang {
    let hangul = |c: char| matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}');
    if text.chars().any(hangul) { Lang::Ko } else { Lang::En }
}

/// A foreign text as words of ours.
pub fn words(text: &str) -> Words {
    Words::one(lang_of(text), text)
}

/// The same for what may stand beside English: it then takes the place of Korean.
pub fn pair(text: &str, english: Option<&str>) -> Words {
    english.map_or_else(|| words(text), |english| Words::both(text, english))
}

/// Puts a text that may stand beside English into words we have.
pub fn put_pair(into: &mut Words, text: &str, english: Option<&str>) {
    match english {
        Some(english) if !text.is_empty() => *into = Words::both(text, english),
        _ => put(into, text),
    }
}

/// Puts a foreign text into words we may have in other languages already. Nothing takes nothing away,
/// and what they say already in any language is no news: a name may be the same in both.
pub fn put(into: &mut Words, text: &str) {
    let said = Lang::ALL.iter().any(|lang| into.get(*lang) == Some(text));
    if !text.is_empty() && !said {
        into.set(lang_of(text), text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_made_here_outlives_the_next_import() {
        let mut title = words("Human rights now");
        title.set(Lang::Ko, "지금, 인권");
        put(&mut title, "Human rights today");
        assert_eq!(title, Words::both("지금, 인권", "Human rights today"));
        put(&mut title, "");
        assert_eq!(title, Words::both("지금, 인권", "Human rights today"));
        put(&mut title, "Human rights today");
        let mut name = Words::one(Lang::Ko, "ABBA");
        put(&mut name, "ABBA");
        assert_eq!(name, Words::one(Lang::Ko, "ABBA"));
        assert_eq!(lang_of("AI와 인권"), Lang::Ko);
    }
}
