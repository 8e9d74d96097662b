use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use chrono::{Datelike, NaiveDateTime, Timelike};
use csv::{Terminator, Writer, WriterBuilder};

use crate::types::guarded;

use super::cell::Cell;
use super::layout::Layout;
use super::model::ExportRefusal;
use super::queries::Attendee;
use super::sheet::{Result, Sheet};

/// A list as RFC 4180 wants it, with the byte order mark without which Excel reads Hangul as Latin-1.
pub struct CsvSheet {
    out: Writer<BufWriter<File>>,
    layout: Layout,
    at: String,
}

impl CsvSheet {
    pub fn begin(file: File, layout: Layout) -> Result<Self> {
        let mut file = BufWriter::with_capacity(1 << 16, file);
        file.write_all("\u{feff}".as_bytes())?;
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
        out.write_record(layout.headings().map(|heading| guarded(heading).into_owned()))?;
        Ok(Self { out, layout, at: String::new() })
    }
}

impl Sheet for CsvSheet {
    fn rows(&mut self, people: &[Attendee]) -> Result<()> {
        let Self { out, layout, at } = self;
        for person in people {
            layout.cells(person, |cell| match cell {
                Cell::Text(text) => out.write_field(guarded(&text).as_ref()).map_err(Into::into),
                Cell::At(when) => {
                    write_time(at, when);
                    out.write_field(&at).map_err(ExportRefusal::from)
                }
            })?;
            out.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: u64) -> Result<File> {
        let inner = self.out.into_inner().map_err(|error| io::Error::from(error.error().kind()))?;
        Ok(inner.into_inner().map_err(io::IntoInnerError::into_error)?)
    }
}

/// `2024-07-11 14:05`, which every spreadsheet reads as a day and hour.
fn write_time(out: &mut String, at: NaiveDateTime) {
    out.clear();
    let (date, time) = (at.date(), at.time());
    let day = (date.year(), date.month(), date.day());
    // Writing to a String can not fail.
    let _ = write!(out, "{:04}-{:02}-{:02} ", day.0, day.1, day.2);
    let _ = write!(out, "{:02}:{:02}", time.hour(), time.minute());
}
