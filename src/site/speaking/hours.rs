use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::{NaiveDate, NaiveTime};

use crate::forum::Forum;
use crate::i18n;
use crate::speakers::{self, Availability, DayHours};
use crate::types::{FieldFaults, Refusal};
use crate::web::{Fault, Fields, Form, Quota, Shell, html_status};

use super::visit::{Own, Visit, secret};

/// Most days of a forum that are asked for.
const MOST_DAYS: usize = 31;

#[derive(Template)]
#[template(path = "site/speaking/hours.html")]
struct HoursPage<'a> {
    shell: Shell,
    fields: Fields,
    notice: String,
    home: &'a str,
    zone: String,
    /// The number of each day, and its words.
    days: Vec<(usize, String)>,
}

/// When they can come, day by day.
pub async fn edit_hours(visit: Visit) -> Result<HttpResponse, Fault> {
    let own = visit.own().await?;
    let mut pairs = Vec::new();
    for (at, day) in days(&own.forum).into_iter().enumerate() {
        let (way, from, to) = match own.contact.availability.on(day).map(|known| known.hours) {
            None => ("open", String::new(), String::new()),
            Some(None) => ("none", String::new(), String::new()),
            Some(Some((from, to))) => {
                ("some", from.format("%H:%M").to_string(), to.format("%H:%M").to_string())
            }
        };
        pairs.push((format!("way{at}"), way.to_owned()));
        pairs.push((format!("from{at}"), from));
        pairs.push((format!("to{at}"), to));
    }
    show(&visit, &own, Fields::fresh(Form::of(pairs)), String::new(), StatusCode::OK)
}

/// Keeps them.
pub async fn submit_hours(visit: Visit, form: Form) -> Result<HttpResponse, Fault> {
    visit.act(Quota::SpeakerAct)?;
    let own = visit.own().await?;
    let read = match read(&form, &days(&own.forum)) {
        Ok(read) => read,
        Err(faults) => {
            let fields = visit.refused(form, &faults, &[]);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&visit, &own, fields, String::new(), status);
        }
    };
    let (db, clock, scope) = (&visit.db, &visit.clock, &visit.scope);
    match speakers::keep_availability(db, clock, scope, visit.id, read).await {
        Ok(()) => Ok(visit.done("hours")),
        Err(crate::db::Stop::Refused(reason)) => {
            let notice = visit.t().code(reason.code(), &reason.params());
            show(&visit, &own, Fields::fresh(form), notice, StatusCode::CONFLICT)
        }
        Err(crate::db::Stop::Broken(error)) => Err(error.into()),
    }
}

fn days(forum: &Forum) -> Vec<NaiveDate> {
    let (first, last) = (forum.first_day(), forum.last_day());
    first.iter_days().take_while(|day| *day <= last).take(MOST_DAYS).collect()
}

fn read(form: &Form, days: &[NaiveDate]) -> Result<Availability, FieldFaults> {
    let mut faults = FieldFaults::default();
    let mut kept = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let (from, to) = (format!("from{at}"), format!("to{at}"));
        match form.one(&format!("way{at}")) {
            "none" => kept.push(DayHours { day: *day, hours: None }),
            "some" => {
                let (from, to) = (hour(form, &from, &mut faults), hour(form, &to, &mut faults));
                if let (Some(from), Some(to)) = (from, to) {
                    kept.push(DayHours { day: *day, hours: Some((from, to)) });
                }
            }
            _ => {}
        }
    }
    faults.done().map(|()| Availability(kept))
}

fn hour(form: &Form, field: &str, faults: &mut FieldFaults) -> Option<NaiveTime> {
    let text = form.one(field).trim();
    let hour = ["%H:%M", "%H:%M:%S"].iter().find_map(|f| NaiveTime::parse_from_str(text, f).ok());
    if hour.is_none() {
        faults.add(field, "desk.hour_wrong");
    }
    hour
}

fn show(
    visit: &Visit,
    own: &Own,
    fields: Fields,
    notice: String,
    status: StatusCode,
) -> Result<HttpResponse, Fault> {
    let (t, lang) = (visit.t(), visit.lang());
    let named = |day: NaiveDate| i18n::date_long(lang, day);
    let page = HoursPage {
        shell: visit.shell(&own.forum, t.s("speaker-hours-title")).faulty(fields.is_wrong()),
        fields,
        notice,
        home: &visit.home,
        zone: i18n::zone_note(lang, own.forum.zone, own.forum.starts_at),
        days: days(&own.forum).into_iter().map(named).enumerate().collect(),
    };
    Ok(secret(html_status(status, &page)?))
}
