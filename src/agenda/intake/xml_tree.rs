use std::mem;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::EscapeError;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::place::{Lines, Located};
use super::{Flaw, IntakeRefusal, limits};

/// The most attributes an element may carry; comparing their names takes quadratic time.
const ATTRIBUTES: usize = 64;

/// An element with its own text, without comments and processing instructions.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) line: u64,
    attributes: Vec<(String, String)>,
    text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Takes the text of the first child of this name, unless it is blank.
    pub(super) fn take(&mut self, name: &str) -> Option<Located> {
        self.children.iter_mut().find(|child| child.name == name)?.take_text()
    }

    /// Takes the element's own text, unless it is blank.
    pub(super) fn take_text(&mut self) -> Option<Located> {
        Located::some(mem::take(&mut self.text), self.line)
    }

    /// The value of an attribute, unless it is blank.
    pub(super) fn attribute(&self, name: &str) -> Option<Located> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Located::some(value.as_str(), self.line)
    }

    /// Takes the children of the first child of this name.
    pub(super) fn take_list(&mut self, name: &str) -> Vec<Element> {
        let list = self.children.iter_mut().find(|child| child.name == name);
        list.map(|list| mem::take(&mut list.children)).unwrap_or_default()
    }
}

/// Reads a whole document whose root has this name, or says on which line it breaks.
pub(super) fn read(text: &str, root: &str) -> Result<Element, IntakeRefusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree { lines: Lines::of(text), root, open: Vec::new(), done: None, nodes: 0 };
    loop {
        let at = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Eof) => return tree.finish(reader.buffer_position()),
            Ok(event) => tree.take(event, at)?,
            Err(error) => return Err(tree.malformed(reader.error_position(), flaw(&error))),
        }
    }
}

struct Tree<'a> {
    lines: Lines<'a>,
    root: &'a str,
    open: Vec<Element>,
    done: Option<Element>,
    nodes: usize,
}

impl Tree<'_> {
    fn take(&mut self, event: Event<'_>, at: u64) -> Result<(), IntakeRefusal> {
        match event {
            Event::Start(start) => self.open(&start, at),
            Event::End(_) => {
                let Some(element) = self.open.pop() else {
                    return Err(self.malformed(at, Flaw::Tags));
                };
                match self.open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => self.done = Some(element),
                }
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml10_content(), at),
            Event::CData(text) => self.text(&text.xml10_content(), at),
            Event::GeneralRef(reference) => self.reference(&reference, at),
            Event::Decl(decl) => self.declaration(&decl, at),
            Event::DocType(_) => Err(IntakeRefusal::Doctype { line: self.lines.line(at) }),
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>, at: u64) -> Result<(), IntakeRefusal> {
        let name = start.local_name().into_inner().to_owned();
        let line = self.lines.line(at);
        if self.open.is_empty() {
            if name != self.root {
                return Err(IntakeRefusal::NotRecognised);
            }
            if self.done.is_some() {
                return Err(self.malformed(at, Flaw::Syntax));
            }
        }
        if self.open.len() >= limits::DEPTH {
            return Err(IntakeRefusal::TooDeep { line, limit: limits::DEPTH });
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let Ok(attribute) = attribute else {
                return Err(self.malformed(at, Flaw::Attribute));
            };
            if attributes.len() >= ATTRIBUTES {
                return Err(too_many(line));
            }
            let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(Error::Escape(EscapeError::UnrecognizedEntity(_, name))) => {
                    return Err(IntakeRefusal::EntityUnknown { line, name });
                }
                Err(_) => return Err(self.malformed(at, Flaw::Reference)),
            };
            attributes.push((attribute.key.local_name().into_inner().to_owned(), value));
        }
        self.nodes += 1 + attributes.len();
        if self.nodes > limits::NODES {
            return Err(too_many(line));
        }
        self.open.push(Element { name, line, attributes, ..Element::default() });
        Ok(())
    }

    fn text(&mut self, text: &str, at: u64) -> Result<(), IntakeRefusal> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(self.malformed(at, Flaw::Syntax)),
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, at: u64) -> Result<(), IntakeRefusal> {
        let letter = match reference.resolve_char_ref() {
            Ok(Some(letter)) => letter,
            Ok(None) => match &**reference {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                name => {
                    let name = super::note::shorten(name);
                    return Err(IntakeRefusal::EntityUnknown { line: self.lines.line(at), name });
                }
            },
            Err(_) => return Err(self.malformed(at, Flaw::Reference)),
        };
        self.text(letter.encode_utf8(&mut [0; 4]), at)
    }

    fn declaration(&self, decl: &BytesDecl<'_>, at: u64) -> Result<(), IntakeRefusal> {
        let is_ours = match decl.encoding() {
            None => true,
            Some(Ok(name)) => {
                name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("us-ascii")
            }
            Some(Err(_)) => return Err(self.malformed(at, Flaw::Attribute)),
        };
        if is_ours { Ok(()) } else { Err(IntakeRefusal::NotUtf8 { line: self.lines.line(at) }) }
    }

    fn finish(self, end: u64) -> Result<Element, IntakeRefusal> {
        if self.open.is_empty()
            && let Some(root) = self.done
        {
            return Ok(root);
        }
        Err(self.malformed(end, Flaw::CutShort))
    }

    fn malformed(&self, at: u64, reason: Flaw) -> IntakeRefusal {
        let (line, column) = (self.lines.line(at), self.lines.column(at));
        IntakeRefusal::Malformed { line, column, reason }
    }
}

fn too_many(line: u64) -> IntakeRefusal {
    IntakeRefusal::TooMany { line, what: "nodes", limit: limits::NODES }
}

fn flaw(error: &Error) -> Flaw {
    match error {
        Error::Syntax(SyntaxError::InvalidBangMarkup) => Flaw::Syntax,
        Error::Syntax(_) => Flaw::CutShort,
        Error::IllFormed(
            IllFormedError::MismatchedEndTag { .. }
            | IllFormedError::UnmatchedEndTag(_)
            | IllFormedError::MissingEndTag(_),
        ) => Flaw::Tags,
        Error::IllFormed(IllFormedError::UnclosedReference) | Error::Escape(_) => Flaw::Reference,
        Error::InvalidAttr(_) => Flaw::Attribute,
        _ => Flaw::Syntax,
    }
}
