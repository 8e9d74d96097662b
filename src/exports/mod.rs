//! Lists that leave the house: who attends, as CSV and XLSX.
//!
//! No list without a stated purpose, and none that the audit log does not know: the entry is written in
//! the transaction that read the rows, before the first byte goes out. A list is read as it stood at
//! one instant, in pieces, so that memory stays flat; it waits in a file without a name, which is gone
//! when the last byte is sent or anything fails. No cell is ever a formula.

pub mod api;
mod cell;
mod commands;
mod csv;
mod layout;
mod model;
mod queries;
mod sheet;
mod wish;
mod writing;
mod xlsx;

pub use commands::{Exported, export, export_to_file};
pub use model::{Column, ExportRefusal, ExportWish, Format, Selection};
