use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Options, Parser, TagEnd, html};

static CLEAN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut clean = Builder::empty();
    clean
        .add_tags([
            "p",
            "br",
            "ul",
            "ol",
            "li",
            "em",
            "strong",
            "a",
            "blockquote",
            "code",
            "pre",
            "h3",
            "h4",
        ])
        .add_tag_attributes("a", ["href"])
        .add_url_schemes(["http", "https", "mailto"])
        .link_rel(Some("nofollow noopener noreferrer"));
    clean
});

/// Markdown as safe HTML: a short list of tags, links to the web and to mail, no images, no styles.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut raw = String::with_capacity(text.len() * 2);
    html::push_html(&mut raw, Parser::new_ext(text, Options::empty()));
    // Headings inside a text stand below the page's own.
    let lowered = raw
        .replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
        .replace("<h2>", "<h3>")
        .replace("</h2>", "</h3>");
    CLEAN.clean(&lowered).to_string()
}

/// The first words of a Markdown text, for a list or a description; at most `max` characters.
#[must_use]
pub fn plain(text: &str, max: usize) -> String {
    let words: String = Parser::new_ext(text, Options::empty())
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => {
                Some(text.to_string())
            }
            pulldown_cmark::Event::SoftBreak | pulldown_cmark::Event::HardBreak => {
                Some(" ".to_owned())
            }
            // What is only written in another way ends within a sentence.
            pulldown_cmark::Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => None,
            pulldown_cmark::Event::End(_) => Some(" ".to_owned()),
            _ => None,
        })
        .collect();
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= max {
        return folded;
    }
    let cut: String = folded.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{markdown, plain};

    #[test]
    fn scripts_images_and_odd_links_do_not_pass() {
        let html = markdown(
            "# Hi\n\n<script>x()</script>\n\n![i](https://a.b/c.png) [j](javascript:x) [k](https://ok.example) <b onclick=x>b</b>",
        );
        for live in ["<script", "javascript:", "<img", "onclick", "x()"] {
            assert!(!html.contains(live), "{live} in {html}");
        }
        assert!(
            html.contains("href=\"https://ok.example\"") && html.contains("<h3>Hi</h3>"),
            "{html}"
        );
    }

    #[test]
    fn plain_words_keep_their_sentence() {
        let text = "# Title\n\nHas worked for **20 years**, [here](https://a.b).\n\nNext";
        assert_eq!(plain(text, 80), "Title Has worked for 20 years, here. Next");
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_live_tag(text in ".{0,200}") {
            let html = markdown(&text).to_lowercase();
            for tag in ["<script", "<img", "<iframe", "<svg", "<style", "<object"] {
                prop_assert!(!html.contains(tag), "{}", html);
            }
        }
    }
}
