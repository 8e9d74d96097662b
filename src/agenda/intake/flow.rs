use super::tags::{Tag, TagKind};

/// White space owed before the next visible letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Blank,
}

/// Text being laid out: gaps are owed until something visible follows.
#[derive(Debug)]
pub(super) struct Flow {
    out: String,
    folds: bool,
    gap: Gap,
    lists: usize,
    bullet: bool,
    preformatted: usize,
    link: Option<Link>,
}

#[derive(Debug)]
struct Link {
    url: String,
    begun: bool,
}

impl Flow {
    /// A new text; `folds` where white space means nothing.
    pub(super) fn new(folds: bool) -> Self {
        Self {
            out: String::new(),
            folds,
            gap: Gap::None,
            lists: 0,
            bullet: false,
            preformatted: 0,
            link: None,
        }
    }

    /// Adds text as written, a word at a time.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let Some((word, after)) = rest.split_at_checked(end) else { return };
            if !word.is_empty() {
                self.word(word);
            }
            let mut letters = after.chars();
            if let Some(space) = letters.next() {
                self.space(space);
            }
            rest = letters.as_str();
        }
    }

    /// Adds one character as written.
    pub(super) fn letter(&mut self, c: char) {
        if c.is_whitespace() { self.space(c) } else { self.word(c.encode_utf8(&mut [0; 4])) }
    }

    fn word(&mut self, word: &str) {
        self.settle();
        if self.link.is_some() {
            self.out.push_str(&word.replace('[', "\\[").replace(']', "\\]"));
        } else {
            self.out.push_str(word);
        }
    }

    fn space(&mut self, c: char) {
        if !self.folds {
            self.out.push(c);
        } else if c == '\n' && self.preformatted > 0 {
            self.owe(Gap::Line);
        } else {
            self.owe(Gap::Space);
        }
    }

    /// Lets a tag take effect.
    pub(super) fn tag(&mut self, tag: &Tag<'_>) {
        match tag.kind {
            TagKind::Block => self.owe(Gap::Blank),
            TagKind::Row => self.owe(Gap::Line),
            TagKind::List => self.list(tag.opens),
            TagKind::Item => {
                self.owe(Gap::Line);
                self.bullet = tag.opens;
            }
            TagKind::Preformatted => {
                self.owe(Gap::Blank);
                self.preformatted = if tag.opens {
                    self.preformatted + 1
                } else {
                    self.preformatted.saturating_sub(1)
                };
            }
            TagKind::Break if self.folds => {
                self.owe(if self.gap >= Gap::Line { Gap::Blank } else { Gap::Line });
            }
            TagKind::Break => self.out.push('\n'),
            TagKind::Link => {
                self.end_link();
                self.link = tag.href.clone().map(|url| Link { url, begun: false });
            }
            TagKind::Inline | TagKind::Hidden | TagKind::Comment => {}
        }
    }

    /// The text, links closed.
    pub(super) fn finish(mut self) -> String {
        self.end_link();
        self.out
    }

    fn list(&mut self, opens: bool) {
        self.bullet = false;
        if !opens {
            self.lists = self.lists.saturating_sub(1);
        }
        self.owe(if self.lists == 0 { Gap::Blank } else { Gap::Line });
        if opens {
            self.lists += 1;
        }
    }

    fn owe(&mut self, gap: Gap) {
        // Inside an item a paragraph is no more than a line, or the list would fall apart.
        let gap = if gap == Gap::Blank && self.lists > 0 { Gap::Line } else { gap };
        self.gap = self.gap.max(gap);
    }

    /// Pays what is owed before a visible letter.
    fn settle(&mut self) {
        if self.gap >= Gap::Line && self.link.as_ref().is_some_and(|link| link.begun) {
            self.end_link();
        }
        let pays = !self.out.is_empty();
        match self.gap {
            Gap::Space if pays => self.out.push(' '),
            Gap::Line if pays => self.out.push('\n'),
            Gap::Blank if pays => self.out.push_str("\n\n"),
            _ => {}
        }
        self.gap = Gap::None;
        if self.bullet {
            self.bullet = false;
            self.out.push_str(&"  ".repeat(self.lists.saturating_sub(1).min(4)));
            self.out.push_str("- ");
        }
        if let Some(link) = self.link.as_mut().filter(|link| !link.begun) {
            link.begun = true;
            self.out.push('[');
        }
    }

    fn end_link(&mut self) {
        if let Some(link) = self.link.take().filter(|link| link.begun) {
            self.out.push_str("](");
            self.out.push_str(&link.url);
            self.out.push(')');
        }
    }
}
