use super::entities::decode;
use super::text::web_address;

/// What a tag means for the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    /// A paragraph of its own.
    Block,
    /// A line of its own inside a paragraph.
    Row,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// Text whose line breaks count.
    Preformatted,
    /// A line break.
    Break,
    /// A link.
    Link,
    /// Looks only; the text stays.
    Inline,
    /// What it holds is not for reading.
    Hidden,
    /// A comment or declaration.
    Comment,
}

impl TagKind {
    /// True for what only stands in a text that is HTML through and through.
    pub(super) const fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::Row | Self::List | Self::Item | Self::Preformatted)
    }

    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "div" | "section" | "article" | "aside" | "header" | "footer" | "main"
            | "nav" | "blockquote" | "figure" | "figcaption" | "dl" | "table" | "form"
            | "fieldset" | "address" | "details" | "summary" | "center" | "html" | "body"
            | "hr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Block,
            "tr" | "dt" | "dd" | "caption" | "thead" | "tbody" | "tfoot" => Self::Row,
            "ul" | "ol" | "menu" => Self::List,
            "li" => Self::Item,
            "pre" => Self::Preformatted,
            "br" => Self::Break,
            "a" => Self::Link,
            "b" | "strong" | "i" | "em" | "u" | "s" | "del" | "ins" | "strike" | "small"
            | "big" | "sub" | "sup" | "span" | "font" | "code" | "kbd" | "samp" | "var" | "tt"
            | "q" | "cite" | "abbr" | "acronym" | "mark" | "time" | "label" | "img" | "wbr"
            | "td" | "th" | "col" | "colgroup" | "input" | "picture" | "source" | "link"
            | "meta" | "embed" | "base" | "param" | "bdi" | "bdo" | "ruby" | "rt" | "rp"
            | "button" => Self::Inline,
            "script" | "style" | "head" | "title" | "iframe" | "noscript" | "template"
            | "object" | "select" | "textarea" | "audio" | "video" | "canvas" | "math" => {
                Self::Hidden
            }
            // Often written without an end, so what it holds stays.
            "svg" => Self::Inline,
            _ => return None,
        })
    }
}

/// A tag as read.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// The name as written.
    pub(super) name: &'a str,
    /// What it means.
    pub(super) kind: TagKind,
    /// False for `</…>`.
    pub(super) opens: bool,
    /// Where a link leads, if that is in the web.
    pub(super) href: Option<String>,
}

impl<'a> Tag<'a> {
    /// Reads a known tag or a comment at the start of the text; returns it and what follows. Anything
    /// else that begins with `<` is text.
    pub(super) fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let inner = text.strip_prefix('<')?;
        if let Some(comment) = inner.strip_prefix("!--") {
            let rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            return Some((Self::bare("", TagKind::Comment), rest));
        }
        let (opens, named) = match inner.strip_prefix('/') {
            Some(named) => (false, named),
            None => (true, inner),
        };
        let length = named.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let (name, rest) = named.split_at_checked(length)?;
        let kind = TagKind::of(&name.to_ascii_lowercase())?;
        if !rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
            return None;
        }
        let (attributes, rest) = rest.split_once('>')?;
        let href = if kind == TagKind::Link && opens { href(attributes) } else { None };
        Some((Self { name, kind, opens, href }, rest))
    }

    const fn bare(name: &'a str, kind: TagKind) -> Self {
        Self { name, kind, opens: true, href: None }
    }
}

fn href(attributes: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let (at, _) = lower.match_indices("href").find(|(at, _)| {
        let before = lower.get(..*at).and_then(|text| text.chars().next_back());
        before.is_some_and(|c| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '/'))
    })?;
    let value = attributes.get(at + 4..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split(|c: char| c.is_ascii_whitespace()).next()?,
    };
    web_address(&decoded(value))
}

fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((letter, length)) = decode(rest) {
            out.push(letter);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    out
}
