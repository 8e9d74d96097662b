use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::place::{Located, wide};
use super::{Flaw, IntakeRefusal, limits};

/// A value and the line it stands on (a number, flag or null: the line of the key before it).
#[derive(Debug)]
pub(super) struct Node {
    pub(super) line: u64,
    pub(super) value: Value,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Flag(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(Located, Node)>),
}

impl Node {
    /// Takes a member out of an object; null counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Node> {
        let Value::Object(members) = &mut self.value else { return None };
        let (_, node) = members.iter_mut().find(|(known, _)| known.text == key)?;
        let taken = std::mem::replace(&mut node.value, Value::Null);
        let is_null = matches!(taken, Value::Null);
        (!is_null).then_some(Node { line: node.line, value: taken })
    }

    /// Takes what a member says, if it is a text or a number.
    pub(super) fn take_said(&mut self, key: &str) -> Option<Located> {
        self.take(key).and_then(Self::scalar)
    }

    /// Takes a text member.
    pub(super) fn take_text(
        &mut self,
        key: &'static str,
    ) -> Result<Option<Located>, IntakeRefusal> {
        match self.take(key) {
            None => Ok(None),
            Some(Node { line, value: Value::Text(text) }) => Ok(Located::some(text, line)),
            Some(node) => Err(node.must_be(key, "text")),
        }
    }

    /// Takes a member that is a list; an absent one is empty.
    pub(super) fn take_list(&mut self, key: &'static str) -> Result<Vec<Node>, IntakeRefusal> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Node { value: Value::List(list), .. }) => Ok(list),
            Some(node) => Err(node.must_be(key, "list")),
        }
    }

    /// Takes a member that is an object, in the order of the file.
    pub(super) fn take_members(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<(Located, Node)>, IntakeRefusal> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Node { value: Value::Object(members), .. }) => Ok(members),
            Some(node) => Err(node.must_be(key, "object")),
        }
    }

    /// What it says, if it is a text or a number.
    pub(super) fn scalar(self) -> Option<Located> {
        match self.value {
            Value::Text(text) | Value::Number(text) => Located::some(text, self.line),
            _ => None,
        }
    }

    /// True for an object that has such a member, even null.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.member(key).is_some()
    }

    /// True for an object that has something there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.member(key).is_some_and(|node| !matches!(node.value, Value::Null))
    }

    /// True for an object that has a list there.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.member(key).is_some_and(|node| matches!(node.value, Value::List(_)))
    }

    /// True for an object that has an object there.
    pub(super) fn is_object(&self, key: &str) -> bool {
        self.member(key).is_some_and(|node| matches!(node.value, Value::Object(_)))
    }

    /// The first of a list that an object has there.
    pub(super) fn first_of(&self, key: &str) -> Option<&Node> {
        match &self.member(key)?.value {
            Value::List(list) => list.first(),
            _ => None,
        }
    }

    fn member(&self, key: &str) -> Option<&Node> {
        let Value::Object(members) = &self.value else { return None };
        members.iter().find(|(known, _)| known.text == key).map(|(_, node)| node)
    }

    /// The refusal of a value of the wrong kind.
    pub(super) fn must_be(&self, field: &'static str, expected: &'static str) -> IntakeRefusal {
        IntakeRefusal::WrongType { line: self.line, field, expected }
    }
}

/// Reads a whole document, or says on which line it breaks.
pub(super) fn read(text: &str) -> Result<Node, IntakeRefusal> {
    let growth = Growth {
        lines: landmarks(text),
        seen: Cell::new(0),
        line: Cell::new(1),
        nodes: Cell::new(0),
        refusal: RefCell::new(None),
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    let grown = Seed { growth: &growth, depth: 0 }.deserialize(&mut reader);
    let grown = grown.and_then(|node| reader.end().map(|()| node));
    grown.map_err(|error| {
        growth.refusal.take().unwrap_or_else(|| IntakeRefusal::Malformed {
            line: wide(error.line()).max(1),
            column: wide(error.column()).max(1),
            reason: if error.is_eof() { Flaw::CutShort } else { Flaw::Syntax },
        })
    })
}

/// The lines of every object and string, in the order in which a reader meets them.
///
/// serde tells no position, but it visits objects, keys and strings in the order of the file: the
/// n-th visit is the n-th landmark.
fn landmarks(text: &str) -> Vec<u32> {
    let mut lines = Vec::new();
    let (mut line, mut inside, mut escaped) = (1, false, false);
    for byte in text.bytes() {
        match byte {
            b'\n' => line += 1,
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => {
                if !inside {
                    lines.push(line);
                }
                inside = !inside;
            }
            b'{' if !inside => lines.push(line),
            _ => {}
        }
    }
    lines
}

struct Growth {
    lines: Vec<u32>,
    seen: Cell<usize>,
    line: Cell<u64>,
    nodes: Cell<usize>,
    refusal: RefCell<Option<IntakeRefusal>>,
}

impl Growth {
    /// Passes the next landmark and tells its line.
    fn pass(&self) -> u64 {
        let at = self.seen.replace(self.seen.get() + 1);
        if let Some(line) = self.lines.get(at) {
            self.line.set(u64::from(*line));
        }
        self.line.get()
    }

    fn count<E: serde::de::Error>(&self, depth: usize) -> Result<(), E> {
        let line = self.line.get();
        self.nodes.set(self.nodes.get() + 1);
        let refusal = if depth > limits::DEPTH {
            IntakeRefusal::TooDeep { line, limit: limits::DEPTH }
        } else if self.nodes.get() > limits::NODES {
            IntakeRefusal::TooMany { line, what: "nodes", limit: limits::NODES }
        } else {
            return Ok(());
        };
        self.refusal.replace(Some(refusal));
        Err(E::custom("over a limit"))
    }
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    growth: &'a Growth,
    depth: usize,
}

impl Seed<'_> {
    fn leaf<E: serde::de::Error>(self, value: Value) -> Result<Node, E> {
        self.growth.count(self.depth)?;
        Ok(Node { line: self.growth.line.get(), value })
    }

    const fn deeper(self) -> Self {
        Self { growth: self.growth, depth: self.depth + 1 }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Node, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Node, E> {
        self.leaf(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, flag: bool) -> Result<Node, E> {
        self.leaf(Value::Flag(flag))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Node, E> {
        self.leaf(Value::Number(number.to_string()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Node, E> {
        self.leaf(Value::Number(number.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Node, E> {
        self.leaf(Value::Number(number.to_string()))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Node, E> {
        self.growth.pass();
        self.leaf(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        self.growth.count::<A::Error>(self.depth)?;
        let line = self.growth.line.get();
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.deeper())? {
            list.push(item);
        }
        Ok(Node { line, value: Value::List(list) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let line = self.growth.pass();
        self.growth.count::<A::Error>(self.depth)?;
        let mut members = Vec::new();
        while let Some(key) = items.next_key_seed(self.deeper())? {
            let Value::Text(text) = key.value else {
                return Err(A::Error::custom("a key is a text"));
            };
            let key = Located { text, line: key.line };
            members.push((key, items.next_value_seed(self.deeper())?));
        }
        Ok(Node { line, value: Value::Object(members) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, read};

    #[test]
    fn every_value_knows_its_line() {
        let text = "{\"a \\\" {\": [1,\n \"two\\\\\"],\n\n \"b\": {\"c\"\n: \"d\", \"e\": null, \"f\": 5}}";
        let mut root = read(text).unwrap();
        let Some(Node { value: Value::List(list), .. }) = root.take("a \" {") else { panic!() };
        assert_eq!((list[0].line, list[1].line), (1, 2));
        let mut b = root.take("b").unwrap();
        assert_eq!((b.line, b.take("c").unwrap().line), (4, 5));
        assert!(b.take("e").is_none() && b.take("f").unwrap().line == 5);
    }

    #[test]
    fn depth_and_numbers_are_bounded() {
        assert_eq!(read(&"[".repeat(5_000)).unwrap_err().code(), "intake.too_deep");
        let many = format!("[{}0]", "0,".repeat(700_000));
        assert_eq!(read(&many).unwrap_err().code(), "intake.too_many");
        assert_eq!(read("{\"a\": 1} x").unwrap_err().line(), Some(1));
        assert_eq!(read("{\"a\":\n 1,").unwrap_err().line(), Some(2));
    }
}
