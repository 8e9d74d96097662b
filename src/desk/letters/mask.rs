/// What stands where a private link's secret was.
const BLACK: &str = "••••••••";
/// The paths whose last part lets its holder act for a person: a registration's private link, a speaker's.
const PRIVATE_PATHS: [&str; 2] = ["/r/", "/s/"];
/// The path whose last part lets its holder into the desk, once.
const SIGN_IN_PATHS: [&str; 1] = ["/desk/enter/"];

/// The text as staff may read it. What lets into the desk is blacked out always: it may open more than its
/// reader may. Private links stay only `open` where this mailbox is the one place to read them.
#[must_use]
pub fn readable(text: &str, public_url: &str, open: bool) -> String {
    let text = masked(text, public_url, &SIGN_IN_PATHS);
    if open { text } else { masked(&text, public_url, &PRIVATE_PATHS) }
}

/// The text with the secret part of every link of ours to these paths blacked out.
fn masked(text: &str, public_url: &str, paths: &[&str]) -> String {
    paths.iter().fold(text.to_owned(), |text, path| {
        let start = format!("{public_url}{path}");
        let mut parts = text.split(&start);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            out.push_str(&start);
            out.push_str(BLACK);
            out.push_str(part.trim_start_matches(is_secret));
        }
        out
    })
}

/// True when a text holds a link that lets into the desk.
#[must_use]
pub fn lets_in(text: &str, public_url: &str) -> bool {
    SIGN_IN_PATHS.iter().any(|path| text.contains(&format!("{public_url}{path}")))
}

/// The first private link in a text.
#[must_use]
pub fn private_link(text: &str, public_url: &str) -> Option<String> {
    PRIVATE_PATHS.iter().find_map(|path| {
        let start = format!("{public_url}{path}");
        let (_, rest) = text.split_once(&start)?;
        let secret: String = rest.chars().take_while(|c| is_secret(*c)).collect();
        (!secret.is_empty()).then(|| format!("{start}{secret}"))
    })
}

/// The letters of base64 for addresses, which tokens are written in.
fn is_secret(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOME: &str = "https://f.example";

    #[test]
    fn every_secret_goes_and_everything_else_stays() {
        let text = "a https://f.example/r/AbC-_9\nb <a href=\"https://f.example/r/AbC-_9\">x</a> \
            https://f.example/seoul-2024 https://f.example/desk/enter/Zz9.";
        let shown = readable(text, HOME, false);
        assert!(!shown.contains("AbC-_9") && !shown.contains("Zz9"), "{shown}");
        assert!(shown.contains("https://f.example/seoul-2024") && shown.ends_with('.'));
        assert_eq!(private_link(text, HOME).as_deref(), Some("https://f.example/r/AbC-_9"));
        let kept = readable(text, HOME, true);
        assert!(kept.contains("/r/AbC-_9") && !kept.contains("Zz9"), "{kept}");
    }

    proptest! {
        #[test]
        fn no_token_survives(token in "[A-Za-z0-9_-]{20,60}", around in "[ -~가-힣]{0,20}") {
            for path in PRIVATE_PATHS.iter().chain(&SIGN_IN_PATHS) {
                let text = format!("{around}{HOME}{path}{token} {around}");
                prop_assert!(!readable(&text, HOME, false).contains(&token));
            }
        }
    }
}
