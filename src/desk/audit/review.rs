use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, Utc};

use crate::accounts::{Permission, Scope};
use crate::audit::{self, Looked, Review};
use crate::db::{self, Conn};
use crate::desk::frame::{Desk, DeskPage, load_shell, told};
use crate::i18n::{self, Tr, number};
use crate::types::{FieldFaults, Zone, block};
use crate::web::{Fault, Fields, Form, Query, Shell, html_status, see_other};

use super::commands::sign_review;
use super::words::who_words;

/// The longest note.
const NOTE: usize = 2000;
/// How many lists that were taken out a month shows; the log has them all.
const LISTS: i64 = 100;

/// A month on a forum's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    last: NaiveDate,
    /// Its first instant.
    pub since: DateTime<Utc>,
    /// The first instant after it.
    pub until: DateTime<Utc>,
}

impl Month {
    /// The month of a day.
    fn of(zone: Zone, day: NaiveDate) -> Option<Self> {
        let first = day.with_day(1)?;
        let next = first.checked_add_months(Months::new(1))?;
        let start = |day: NaiveDate| zone.instant(day.and_time(NaiveTime::MIN));
        Some(Self { first, last: next.pred_opt()?, since: start(first)?, until: start(next)? })
    }

    /// The one before that of an instant.
    fn before(zone: Zone, now: DateTime<Utc>) -> Option<Self> {
        Self::of(zone, zone.date(now).with_day(1)?.checked_sub_months(Months::new(1))?)
    }

    /// As it stands in addresses: `2026-10`.
    fn code(&self) -> String {
        self.first.format("%Y-%m").to_string()
    }

    fn words(&self, t: Tr) -> String {
        let (year, month) = (self.first.year().to_string(), self.first.month().to_string());
        let name = self.first.format("%B").to_string();
        t.with("trail-month", &[("year", &year), ("month", &month), ("name", &name)])
    }
}

#[derive(Template)]
#[template(path = "desk/audit/review.html")]
struct ReviewPage {
    shell: Shell,
    fields: Fields,
    path: String,
    log: String,
    month: String,
    month_words: String,
    months: Vec<MonthLine>,
    people: Vec<PersonLine>,
    lists: Vec<ListLine>,
    /// Who signed it, when and with which note; nothing while it is open.
    signed: Option<Signed>,
    over: bool,
    may_sign: bool,
    zone: String,
}

struct MonthLine {
    href: String,
    words: String,
    state: &'static str,
    state_words: String,
    current: bool,
}

struct PersonLine {
    who: String,
    href: String,
    lists: String,
    records: String,
    letters: String,
    taken: String,
}

struct ListLine {
    stamp: String,
    at: String,
    who: String,
    purpose: String,
    rows: String,
}

struct Signed {
    words: String,
    note: String,
}

/// What is to be looked over of a month: last month's, unless another is asked for.
pub async fn show_review(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let month = asked(&desk, &scope, query.0.one("month"))?;
    let page = page(&desk, &scope, month, Fields::default()).await?;
    let shell = told(page.shell, &query, &[("signed", "trail-review-done")]);
    html_status(StatusCode::OK, &ReviewPage { shell, ..page })
}

/// Signs a month that is over.
pub async fn submit_review(desk: Desk, scope: Scope, form: Form) -> Result<HttpResponse, Fault> {
    let month = asked(&desk, &scope, form.one("month"))?;
    if month.until > desk.clock.now() {
        return Err(Fault::Malformed("month".to_owned()));
    }
    let mut faults = FieldFaults::default();
    let note = faults.keep("note", block(form.one("note"), NOTE).and_then(said));
    let Some(note) = note else {
        let t = desk.reader.t();
        let fields = Fields::refused(t, form, &faults).named([("note", t.s("trail-review-note"))]);
        let page = page(&desk, &scope, month, fields).await?;
        return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    sign_review(&desk.db, &desk.clock, &scope, desk.who.user, &month, &note).await?;
    let (slug, code) = (scope.slug(), month.code());
    Ok(see_other(format!("/desk/{slug}/audit/review?month={code}&done=signed")))
}

fn said(note: String) -> Result<String, crate::types::FieldFault> {
    if note.is_empty() { Err(crate::types::FieldFault::new("field.required")) } else { Ok(note) }
}

/// Where last month waits to be signed, and how it is called, for who may sign; nothing when it does not.
///
/// # Errors
/// A broken database.
pub async fn review_due(
    desk: &Desk,
    conn: &mut Conn,
    scope: &Scope,
) -> db::Result<Option<(String, String)>> {
    let last = Month::before(scope.zone(), desk.clock.now());
    let may = desk.who.may(Permission::ReviewAudit, scope.forum());
    let Some(month) = last.filter(|_| may) else { return Ok(None) };
    let (forum, first) = (scope.forum(), month.first);
    let due = audit::is_review_due(conn, forum, first, month.since, month.until).await?;
    let href = format!("/desk/{}/audit/review?month={}", scope.slug(), month.code());
    let t = desk.reader.t();
    Ok(due.then(|| (href, t.with("trail-review-open", &[("month", &month.words(t))]))))
}

fn asked(desk: &Desk, scope: &Scope, text: &str) -> Result<Month, Fault> {
    let zone = scope.zone();
    let month = if text.is_empty() {
        Month::before(zone, desk.clock.now())
    } else {
        let day = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok();
        day.and_then(|day| Month::of(zone, day))
    };
    month.ok_or_else(|| Fault::Malformed("month".to_owned()))
}

async fn page(
    desk: &Desk,
    scope: &Scope,
    month: Month,
    fields: Fields,
) -> Result<ReviewPage, Fault> {
    let (t, now, zone) = (desk.reader.t(), desk.clock.now(), scope.zone());
    let mut conn = desk.db.conn().await?;
    let title = t.s("trail-review-title");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Audit, title).await?;
    let looked = audit::looked(&mut conn, forum.id, month.since, month.until).await?;
    let taken = audit::taken_in(&mut conn, forum.id, month.since, month.until, LISTS).await?;
    let reviews = audit::reviews(&mut conn, forum.id).await?;
    let read = audit::months(&mut conn, forum.id, zone.name()).await?;
    drop(conn);
    let base = format!("/desk/{}/audit", scope.slug());
    let list = |row: audit::AuditRow| ListLine {
        stamp: row.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        at: i18n::moment(t.lang(), zone, row.at, now),
        who: who_words(t, &row),
        rows: row.detail.get("rows").and_then(|rows| rows.as_i64()).map(number).unwrap_or_default(),
        purpose: row.purpose.unwrap_or_default(),
    };
    let signed = reviews.iter().find(|review| review.month == month.first);
    Ok(ReviewPage {
        shell: shell.faulty(fields.is_wrong()),
        fields,
        month: month.code(),
        month_words: month.words(t),
        months: months(t, zone, &base, month, &reviews, &read, now),
        people: people(t, &base, month, &looked),
        lists: taken.into_iter().map(list).collect(),
        signed: signed.map(|review| signed_words(t, zone, review)),
        over: month.until <= now,
        may_sign: desk.who.may(Permission::ReviewAudit, scope.forum()),
        zone: i18n::zone_note(t.lang(), zone, month.since),
        path: format!("{base}/review"),
        log: base,
    })
}

fn signed_words(t: Tr, zone: Zone, review: &Review) -> Signed {
    let at = i18n::instant(t.lang(), zone, review.signed_at);
    let words = t.with("trail-review-signed", &[("who", &review.reviewer), ("at", &at)]);
    Signed { words, note: review.note.clone() }
}

/// Every month in which people were read, or that is signed, and the one that is shown.
fn months(
    t: Tr,
    zone: Zone,
    base: &str,
    shown: Month,
    reviews: &[Review],
    read: &[NaiveDate],
    now: DateTime<Utc>,
) -> Vec<MonthLine> {
    let signed = reviews.iter().map(|review| review.month);
    let mut all: Vec<NaiveDate> = read.iter().copied().chain(signed).chain([shown.first]).collect();
    all.sort_unstable_by(|one, other| other.cmp(one));
    all.dedup();
    let line = |first: NaiveDate| {
        let month = Month::of(zone, first)?;
        let (state, key) = if reviews.iter().any(|review| review.month == first) {
            ("done", "trail-state-signed")
        } else if month.until > now {
            ("soon", "trail-state-running")
        } else if read.contains(&first) {
            ("draft", "trail-state-open")
        } else {
            ("none", "trail-state-nothing")
        };
        Some(MonthLine {
            href: format!("{base}/review?month={}", month.code()),
            words: month.words(t),
            state,
            state_words: t.s(key),
            current: month == shown,
        })
    };
    all.into_iter().filter_map(line).collect()
}

/// One line for each who read people, with what they did and how often.
fn people(t: Tr, base: &str, month: Month, looked: &[Looked]) -> Vec<PersonLine> {
    let mut actors: Vec<(&str, Option<uuid::Uuid>)> = Vec::new();
    for row in looked {
        let actor = (row.actor_kind.as_str(), row.actor_id);
        if !actors.contains(&actor) {
            actors.push(actor);
        }
    }
    let line = |(kind, id): (&str, Option<uuid::Uuid>)| {
        let own: Vec<&Looked> =
            looked.iter().filter(|row| row.actor_kind == kind && row.actor_id == id).collect();
        let of = |actions: &[&str]| {
            own.iter().filter(|row| actions.contains(&&*row.action)).fold((0, 0, 0), |sum, row| {
                (sum.0 + row.times, sum.1 + row.subjects, sum.2 + row.people)
            })
        };
        let (records, letters) =
            (of(&["registration.viewed", "speakers.viewed"]), of(&["letter.viewed"]));
        let taken = of(&["people.exported", "audit.exported"]);
        let counted = |count: i64, of: i64, key: &str| match count {
            0 => "–".to_owned(),
            _ => t.with(key, &[("times", &number(count)), ("people", &number(of))]),
        };
        let email = own.first().and_then(|row| row.actor_email.clone());
        PersonLine {
            who: email.unwrap_or_else(|| t.s(&format!("desk-who-{kind}"))),
            href: id
                .map(|id| {
                    let (since, until) = (month.first, month.last);
                    format!("{base}?who={id}&act=looks&since={since}&until={until}")
                })
                .unwrap_or_default(),
            lists: counted(of(&["people.listed"]).0, 0, "trail-times"),
            records: counted(records.0, records.1, "trail-times-of"),
            letters: counted(letters.0, letters.1, "trail-times-of"),
            taken: counted(taken.0, taken.2, "trail-times-rows"),
        }
    };
    actors.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_begins_and_ends_on_the_forums_own_clocks() {
        let month = Month::of(Zone::SEOUL, day("2026-02-14")).unwrap();
        assert_eq!((month.code().as_str(), month.last), ("2026-02", day("2026-02-28")));
        assert_eq!(month.since.to_rfc3339(), "2026-01-31T15:00:00+00:00");
        assert_eq!(month.until.to_rfc3339(), "2026-02-28T15:00:00+00:00");
        // In Seoul it is March already.
        let last = Month::before(Zone::SEOUL, "2026-02-28T15:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(last, month);
        let before = Month::before(Zone::SEOUL, "2026-01-10T00:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(before.code(), "2025-12");
    }
}
