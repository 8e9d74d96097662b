use unicode_normalization::UnicodeNormalization;

/// A column a table may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Guid,
    Title,
    TitleEn,
    Subtitle,
    Kind,
    Track,
    Room,
    Day,
    Start,
    End,
    Duration,
    Speakers,
    Language,
    Abstract,
    Description,
    Url,
}

/// The most columns looked at.
const MOST: usize = 200;

/// Which column stands where.
#[derive(Debug, Default)]
pub(super) struct Columns {
    found: Vec<(Column, usize)>,
    /// Header cells that name no column we know, or one that stood before.
    pub(super) ignored: Vec<String>,
}

impl Columns {
    /// Reads a header row.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut columns = Self::default();
        for (place, cell) in cells.enumerate().take(MOST) {
            match named(cell) {
                Some(column) if !columns.has(column) => columns.found.push((column, place)),
                _ if cell.trim().is_empty() => {}
                _ => columns.ignored.push(cell.trim().to_owned()),
            }
        }
        columns
    }

    /// True where the table has this column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// Where it stands.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.found.iter().find(|(known, _)| *known == column).map(|(_, place)| *place)
    }
}

fn named(cell: &str) -> Option<Column> {
    let word: String = cell
        .trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, ' ' | '-') { '_' } else { c })
        .collect();
    Some(match word.as_str() {
        "id" | "code" | "no" | "번호" | "아이디" => Column::Id,
        "guid" | "uuid" | "고유_번호" | "고유번호" => Column::Guid,
        "title" | "title_ko" | "session" | "제목" | "세션" | "세션명" => Column::Title,
        "title_en" | "english_title" | "영문_제목" | "영문제목" => Column::TitleEn,
        "subtitle" | "부제" => Column::Subtitle,
        "kind" | "type" | "종류" | "유형" => Column::Kind,
        "track" | "트랙" | "분과" => Column::Track,
        "room" | "장소" | "회의실" => Column::Room,
        "day" | "date" | "날짜" | "일자" => Column::Day,
        "start" | "start_time" | "starts_at" | "시작" | "시작_시간" | "시작시간" => {
            Column::Start
        }
        "end" | "end_time" | "ends_at" | "종료" | "종료_시간" | "종료시간" => Column::End,
        "duration" | "minutes" | "시간(분)" | "소요시간" | "소요_시간" => {
            Column::Duration
        }
        "speakers" | "speaker" | "people" | "연사" | "발표자" => Column::Speakers,
        "language" | "languages" | "lang" | "언어" => Column::Language,
        "abstract" | "summary" | "초록" | "요약" => Column::Abstract,
        "description" | "설명" | "소개" => Column::Description,
        "url" | "link" | "링크" => Column::Url,
        _ => return None,
    })
}
