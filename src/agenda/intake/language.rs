/// The tags a language field names, in its order and without repeats, and the words nobody knows.
///
/// Real files say `en`, `de, en`, `en/de`, `English`, `한국어`, `Other`.
pub(super) fn tags(text: &str) -> (Vec<String>, Vec<String>) {
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    let words = text.split([',', ';', '/', '&', '|', '+']).flat_map(|part| part.split(" and "));
    for word in words.map(str::trim).filter(|word| !word.is_empty()) {
        match named(word).or_else(|| tag(word)) {
            Some(tag) if known.contains(&tag) || known.len() >= 8 => {}
            Some(tag) => known.push(tag),
            None => unknown.push(word.to_owned()),
        }
    }
    (known, unknown)
}

/// `EN_us` as `en-US`, `zh-hant` as `zh-Hant`; nothing for what has no shape of a tag.
fn tag(word: &str) -> Option<String> {
    let mut parts = word.split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut tag = primary;
    for part in parts {
        if !(2..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                let (head, tail) = part.split_at_checked(1)?;
                tag.push_str(&head.to_ascii_uppercase());
                tag.push_str(&tail.to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    (tag.len() <= 35).then_some(tag)
}

fn named(word: &str) -> Option<String> {
    let tag = match word.to_lowercase().as_str() {
        "korean" | "한국어" | "한글" | "국문" | "kr" => "ko",
        "english" | "영어" | "영문" | "eng" => "en",
        "japanese" | "일본어" | "日本語" | "jp" => "ja",
        "chinese" | "중국어" | "中文" | "漢語" | "cn" => "zh",
        "german" | "deutsch" | "독일어" => "de",
        "french" | "français" | "francais" | "프랑스어" => "fr",
        "spanish" | "español" | "espanol" | "스페인어" => "es",
        "dutch" | "nederlands" => "nl",
        "italian" | "italiano" => "it",
        "russian" | "러시아어" | "русский" => "ru",
        "portuguese" | "português" => "pt",
        "polish" | "polski" => "pl",
        "czech" | "čeština" => "cs",
        "vietnamese" | "베트남어" => "vi",
        "thai" | "태국어" => "th",
        "mongolian" | "몽골어" => "mn",
        "arabic" | "아랍어" => "ar",
        "ukrainian" => "uk",
        _ => return None,
    };
    Some(tag.to_owned())
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn tags_and_names_mix() {
        let known = |text| tags(text).0.join(" ");
        assert_eq!(known("de, en"), "de en");
        assert_eq!(known("EN_us/zh-hant & Korean"), "en-US zh-Hant ko");
        assert_eq!(known("한국어;English;en"), "ko en");
        assert_eq!(known(""), "");
        assert_eq!(tags("Other").1, ["Other"]);
    }
}
