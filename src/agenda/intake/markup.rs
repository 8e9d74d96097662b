//! HTML to light Markdown: paragraphs, list items and web links stay, every other tag goes.
//!
//! The outcome never holds a tag or an entity that a renderer would take for one, and lightening it
//! again changes nothing, so that a schedule survives going out and coming in.

use super::entities::{decode, entity_length};
use super::flow::Flow;
use super::tags::{Tag, TagKind};

/// The text of `source`, which may be HTML, Markdown with some HTML in it, or plain; with what was
/// written as an entity now a letter. Needs [`escape`] before it may meet a renderer.
pub(super) fn flatten(source: &str) -> String {
    let reader = Reader::of(source);
    let mut flow = Flow::new(reader.folds_space(source));
    let mut rest = source;
    while let Some((plain, special)) = split_before(rest, &['<', '&', '\\']) {
        flow.text(plain);
        rest = reader.step(special, &mut flow);
    }
    flow.text(rest);
    flow.finish()
}

/// Reads tags in one pass over the text, however broken.
struct Reader {
    /// How many bytes before the end the last `>` stands: after it no tag can close, and looking
    /// for one again and again would take quadratic time.
    last_close: Option<usize>,
}

impl Reader {
    fn of(source: &str) -> Self {
        Self { last_close: source.rfind('>').map(|at| source.len() - at) }
    }

    fn tag<'a>(&self, text: &'a str) -> Option<(Tag<'a>, &'a str)> {
        if self.last_close? <= text.len() { Tag::read(text) } else { None }
    }

    /// Takes what starts with `<`, `&` or a backslash; returns what comes after.
    fn step<'a>(&self, text: &'a str, flow: &mut Flow) -> &'a str {
        if let Some(pair) = escaped_pair(text) {
            flow.text(pair);
            return after(text, pair.len());
        }
        if let Some((decoded, length)) = decode(text) {
            flow.letter(decoded);
            return after(text, length);
        }
        if let Some((tag, rest)) = self.tag(text) {
            flow.tag(&tag);
            return match tag.kind {
                TagKind::Hidden if tag.opens => after_closing(rest, tag.name),
                _ => rest,
            };
        }
        flow.text(text.get(..1).unwrap_or_default());
        after(text, 1)
    }

    /// White space means nothing in real HTML; in Markdown with a stray `<br>` it does.
    fn folds_space(&self, source: &str) -> bool {
        let mut rest = source;
        while let Some((_, special)) = split_before(rest, &['<', '\\']) {
            rest = match (escaped_pair(special), self.tag(special)) {
                (Some(pair), _) => after(special, pair.len()),
                (None, Some((tag, _))) if tag.kind.is_block() => return true,
                (None, Some((_, rest))) => rest,
                (None, None) => after(special, 1),
            };
        }
        false
    }
}

/// A backslash with the character it keeps from being markup.
fn escaped_pair(text: &str) -> Option<&str> {
    let next = text.strip_prefix('\\')?.chars().next()?;
    if matches!(next, '<' | '&' | '\\') { text.get(..2) } else { None }
}

/// Keeps what is left of `<` and `&` from reading as a tag or an entity.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, special)) = split_before(rest, &['<', '&', '\\']) {
        out.push_str(plain);
        if let Some(pair) = escaped_pair(special) {
            out.push_str(pair);
            rest = after(special, pair.len());
            continue;
        }
        if opens_tag(special) || entity_length(special).is_some() {
            out.push('\\');
        }
        out.push_str(special.get(..1).unwrap_or_default());
        rest = after(special, 1);
    }
    out.push_str(rest);
    out
}

fn opens_tag(text: &str) -> bool {
    text.strip_prefix('<')
        .and_then(|inner| inner.chars().next())
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Splits before the first of the marks.
fn split_before<'a>(text: &'a str, marks: &[char]) -> Option<(&'a str, &'a str)> {
    text.split_at_checked(text.find(marks)?)
}

fn after(text: &str, length: usize) -> &str {
    text.get(length..).unwrap_or_default()
}

/// What follows `</name…>`; nothing where it is never closed.
fn after_closing<'a>(text: &'a str, name: &str) -> &'a str {
    text.match_indices("</")
        .find(|(at, _)| {
            let inner = text.get(at + 2..at + 2 + name.len());
            inner.is_some_and(|inner| inner.eq_ignore_ascii_case(name))
        })
        .and_then(|(at, _)| after(text, at).split_once('>'))
        .map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{escape, flatten};
    use crate::types::block;

    /// As [`crate::agenda::intake::text::prose`] does it.
    fn lighten(source: &str) -> String {
        let clean = block(source, usize::MAX).unwrap();
        escape(&block(&flatten(&clean), usize::MAX).unwrap())
    }

    #[test]
    fn paragraphs_lists_and_links_stay() {
        let html = "<h2>Why</h2>\n<p>One\n  &amp; <strong>two</strong></p><ul>\n<li>a</li><li>\
                    <p>b <a href='https://x.example/(1)?a=1&amp;b=2'>link [1]</a></p></li></ul>\
                    <p>end<br/>line</p>";
        assert_eq!(
            lighten(html),
            "Why\n\nOne & two\n\n- a\n- b [link \\[1\\]](https://x.example/%281%29?a=1&b=2)\n\n\
             end\nline"
        );
    }

    #[test]
    fn nothing_that_runs_survives() {
        assert_eq!(lighten("<p>a<script>alert(1)</script>b</p>"), "ab");
        assert_eq!(lighten("<a href=\"javascript:x()\">go</a>"), "go");
        assert_eq!(lighten("x <svg/onload=alert(1)> y"), "x  y");
        assert_eq!(lighten("<p>&lt;img src=x&gt;</p>"), "\\<img src=x>");
        assert_eq!(lighten("a <!-- b --> c"), "a  c");
        assert_eq!(lighten("&amp;lt;b&gt;"), "\\&lt;b>");
        assert_eq!(lighten("<script>never closed"), "");
    }

    #[test]
    fn plain_text_and_markdown_are_left_alone() {
        let text = "If a < b and c > d:\n\n    code\n\n* one\n* two & three <3";
        assert_eq!(lighten(text), text);
        assert_eq!(lighten("intro<br /><br />* a<br />* b"), "intro\n\n* a\n* b");
    }

    #[test]
    fn a_flood_of_open_brackets_is_read_in_one_pass() {
        let flood = "<a ".repeat(200_000);
        assert!(lighten(&flood).starts_with("\\<a"));
        let flood = "<script></script>".repeat(50_000);
        assert_eq!(lighten(&flood), "");
    }

    proptest! {
        #[test]
        fn lightening_twice_is_lightening_once(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "<p>", "</p>", "<li>", "<ul>", "</ul>", "<br>", "<a href='http://x.example/'>",
                    "</a>", "<b>", "<pre>", "</pre>", "<script>", "</script", ">", "<", "&amp;", "&lt;",
                    "&#60;", "&#38;", "&", "amp;", "\\", "/", "!", " ", "\n", "x", "[", "]", "\u{338}",
                    "\u{37e}", "\u{1112}", "\u{1161}", "\"", "'", "<!--", "-->", "#", "lt;", "\u{202e}",
                ]),
                0..40,
            )
        ) {
            let once = lighten(&parts.concat());
            prop_assert_eq!(lighten(&once), once);
        }
    }
}
