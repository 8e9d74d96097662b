use super::IntakeRefusal;

/// Where the lines of a text begin, to turn byte offsets into lines and columns.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds all line starts once.
    pub(super) fn of(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: u64) -> u64 {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        wide(self.starts.partition_point(|start| *start <= offset).max(1))
    }

    /// The column of an offset in characters, from 1.
    pub(super) fn column(&self, offset: u64) -> u64 {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        let after = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(after.saturating_sub(1)).copied().unwrap_or_default();
        wide(self.text.get(start..offset).map_or(0, |part| part.chars().count()) + 1)
    }
}

/// A count as reports carry it.
pub(super) fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A text of the file and the line it stands on.
#[derive(Clone, Debug)]
pub(super) struct Located {
    /// The text as written.
    pub(super) text: String,
    /// Its line.
    pub(super) line: u64,
}

impl Located {
    /// A text, unless it is nothing but white space.
    pub(super) fn some(text: impl Into<String>, line: u64) -> Option<Self> {
        let text = text.into();
        (!text.trim().is_empty()).then_some(Self { text, line })
    }

    /// The text without white space around it.
    pub(super) fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// The refusal of a date or time that can not be read.
    pub(super) fn unreadable(&self) -> IntakeRefusal {
        let text = super::note::shorten(self.trimmed());
        IntakeRefusal::TimeUnreadable { line: self.line, text }
    }
}
