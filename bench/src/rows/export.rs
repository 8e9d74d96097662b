//! An attendance list of a hundred thousand people, as CSV and as a workbook.

use std::path::Path;
use std::time::Instant;

use anyhow::ensure;
use rust_xlsxwriter::{Format, Workbook};

use super::ROUNDS;
use crate::house::{Bench, House, output};
use crate::seed::Forum;
use crate::table::{Line, median};

const PEOPLE: usize = 100_000;
/// Most memory that a list may take above what is taken at rest, in MB.
const ABOVE: f64 = 64.0;

/// The cells of the list, as one query.
const QUERY: &str = "SELECT r.reference, r.badge_name, r.name, r.name_latin, r.affiliation, \
    c.name ->> 'en', r.state, r.lang, \
    (SELECT string_agg(s.no::text, ', ' ORDER BY s.no) FROM session_seat t JOIN session s ON s.id = t.session_id \
        WHERE t.registration_id = r.id AND t.state IN ('confirmed', 'waitlisted', 'requested')), \
    to_char(r.created_at AT TIME ZONE 'Asia/Seoul', 'YYYY-MM-DD HH24:MI'), r.verified_at IS NOT NULL \
    FROM registration r JOIN category c ON c.id = r.category_id \
    WHERE r.forum_id = 'b0000007-0001-7000-8000-000000000000' AND r.state <> 'anonymised' ORDER BY r.id";

pub async fn measure(bench: &Bench) -> anyhow::Result<Vec<Line>> {
    let house = bench.start("export").await?;
    let forum = Forum::make("export", "b0000007", &house, 20, 1_000_000).await?;
    forum.fill(&house, PEOPLE).await?;
    let admin = house.admin().await?;
    let rest = house.memory()?.0;
    let (mut csv, mut copies, mut csv_above) = (Vec::new(), Vec::new(), Vec::new());
    let (mut xlsx, mut plain, mut xlsx_above) = (Vec::new(), Vec::new(), Vec::new());
    let copied = bench.folder().join("copied.csv");
    for _ in 0..ROUNDS {
        let (seconds, above, list) = list(&house, &admin, "csv", rest).await?;
        csv.push(seconds);
        csv_above.push(above);
        copies.push(copy(&house, &copied).await?);
        let rows = cells(&list);
        ensure!(rows.len() == PEOPLE + 1, "the list has {} rows", rows.len());
        let (seconds, above, _) = self::list(&house, &admin, "xlsx", rest).await?;
        xlsx.push(seconds);
        xlsx_above.push(above);
        plain.push(workbook(&rows, &bench.folder().join("plain.xlsx"))?);
    }
    house.stop().await?;
    Ok([line("CSV", csv, copies, r"psql \copy"), memory("CSV", csv_above)]
        .into_iter()
        .chain([line("XLSX", xlsx, plain, "rust_xlsxwriter"), memory("XLSX", xlsx_above)])
        .collect())
}

fn line(what: &str, ours: Vec<f64>, theirs: Vec<f64>, name: &str) -> Line {
    let ratio = median(ours.iter().zip(&theirs).map(|(ours, theirs)| ours / theirs).collect());
    Line::at_most(
        &format!("attendance list of {PEOPLE} people to {what}"),
        format!("{:.2} s", median(ours)),
        format!("{name} {:.2} s", median(theirs)),
        ratio,
        1.5,
    )
}

fn memory(what: &str, above: Vec<f64>) -> Line {
    let above = above.into_iter().fold(0.0, f64::max);
    let ours = format!("{above:.0} MB above rest");
    Line::limit(&format!("memory of the list to {what}"), ours, "<= 64 MB", above <= ABOVE)
}

/// Fetches a list; the seconds it took, the memory above rest, and its bytes.
async fn list(
    house: &House,
    admin: &str,
    ending: &str,
    rest: f64,
) -> anyhow::Result<(f64, f64, Vec<u8>)> {
    house.forget_peak()?;
    let mut connection = house.connect().await?;
    let path = format!("/api/v1/forums/export/attendance.{ending}?state=all&purpose=bench");
    let began = Instant::now();
    let answer = connection.get(&path, admin).await?;
    let seconds = began.elapsed().as_secs_f64();
    ensure!(answer.status == 200, "{}{}", answer.head, String::from_utf8_lossy(&answer.body));
    Ok((seconds, house.memory()?.1 - rest, answer.body))
}

async fn copy(house: &House, file: &Path) -> anyhow::Result<f64> {
    let mut command = house.postgres("psql")?;
    let order = format!("\\copy ({QUERY}) TO '{}' CSV HEADER", file.display());
    let began = Instant::now();
    output(command.args(["-X", "-q", "-c", &order])).await?;
    Ok(began.elapsed().as_secs_f64())
}

/// The cells of a list without line breaks in them, which those of the bench have not.
fn cells(list: &[u8]) -> Vec<Vec<String>> {
    let text = String::from_utf8_lossy(list);
    let row = |line: &str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for mark in line.chars() {
            match mark {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => {
                    if let Some(cell) = cells.last_mut() {
                        cell.push(other);
                    }
                }
            }
        }
        cells
    };
    text.lines().map(row).collect()
}

/// Writes the same cells with everything in memory.
fn workbook(rows: &[Vec<String>], file: &Path) -> anyhow::Result<f64> {
    let began = Instant::now();
    let mut book = Workbook::new();
    let text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    book.save(file)?;
    Ok(began.elapsed().as_secs_f64())
}
