use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::cell::Cell;
use super::layout::Layout;
use super::queries::Attendee;
use super::sheet::{Result, Sheet};

/// What the second sheet of a workbook says of the first, and how both are called.
pub struct About {
    /// The name of the list's sheet.
    pub list: String,
    /// The name of the sheet about it.
    pub about: String,
    /// What the workbook is called.
    pub title: String,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// What is told: name and value.
    pub lines: Vec<(String, String)>,
    /// What the number of rows is called.
    pub rows: String,
}

/// A list as a workbook: rows go to a file as they come, the second sheet tells what the list is.
pub struct XlsxSheet {
    book: Workbook,
    folder: PathBuf,
    layout: Layout,
    about: About,
    text: Format,
    day: Format,
    next: u32,
}

impl XlsxSheet {
    pub fn begin(folder: &Path, layout: Layout, about: About) -> Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(folder)?;
        let made = excel_time(about.made.naive_utc())?;
        let facts = DocProperties::new().set_title(&about.title).set_creation_datetime(&made);
        book.set_properties(&facts);
        // Cells of the format "@" stay text even when somebody edits them: no later formula either.
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        let day = Format::new().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Top);
        let head = text.clone().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(&about.list)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape().set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
        for (at, width) in (0..).zip(layout.widths()) {
            sheet.set_column_width(at, width)?;
        }
        for (at, heading) in (0..).zip(layout.headings()) {
            sheet.write_string_with_format(0, at, heading, &head)?;
        }
        Ok(Self { book, folder: folder.to_owned(), layout, about, text, day, next: 1 })
    }
}

impl Sheet for XlsxSheet {
    fn rows(&mut self, people: &[Attendee]) -> Result<()> {
        let Self { book, layout, text, day, next, .. } = self;
        let sheet = book.worksheet_from_index(0)?;
        for person in people {
            let (row, mut column) = (*next, 0);
            layout.cells(person, |cell| {
                match cell {
                    Cell::Text(words) if words.is_empty() => {}
                    Cell::Text(words) => {
                        sheet.write_string_with_format(row, column, words, text)?;
                    }
                    Cell::At(when) => {
                        sheet.write_datetime_with_format(row, column, excel_time(when)?, day)?;
                    }
                }
                column += 1;
                Result::Ok(())
            })?;
            *next += 1;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, rows: u64) -> Result<File> {
        let columns = u16::try_from(self.layout.headings().count()).unwrap_or(u16::MAX);
        let list = self.book.worksheet_from_index(0)?;
        list.autofilter(0, 0, self.next.saturating_sub(1), columns.saturating_sub(1))?;
        let bold = self.text.clone().set_bold();
        let wrapped = self.text.clone().set_text_wrap();
        let sheet = self.book.add_worksheet();
        tell(sheet, &self.about, rows, &bold, &wrapped)?;
        let mut file = tempfile::tempfile_in(&self.folder)?;
        self.book.save_to_writer(&mut file)?;
        Ok(file)
    }
}

fn tell(
    sheet: &mut Worksheet,
    about: &About,
    rows: u64,
    bold: &Format,
    text: &Format,
) -> Result<()> {
    sheet.set_name(&about.about)?;
    sheet.set_column_width(0, 20)?.set_column_width(1, 70)?;
    let rows = (about.rows.clone(), rows.to_string());
    for (at, (name, value)) in (0..).zip(about.lines.iter().chain([&rows])) {
        sheet.write_string_with_format(at, 0, name, bold)?;
        sheet.write_string_with_format(at, 1, value, text)?;
    }
    Ok(())
}

fn excel_time(at: NaiveDateTime) -> Result<ExcelDateTime> {
    Ok(ExcelDateTime::from_timestamp(at.and_utc().timestamp())?)
}
