use chrono::{NaiveTime, Timelike};

use crate::forum::{Forum, ForumFacts, NewForum};
use crate::i18n::Tr;
use crate::types::{Email, FieldFault, FieldFaults, Lang, Slug, Zone};
use crate::web::Form;

use super::super::mend::Labels;
use super::super::typed::{LINE, TEXT, TITLE, Typed, Written};

/// The most places a forum can have.
const MOST_PLACES: i32 = 100_000;

/// What the fields of the first form are called.
pub fn first_labels(t: Tr) -> Labels {
    Labels::new(t)
        .words("title", "desk-forum-name")
        .one("slug", "desk-forum-slug")
        .words("host", "desk-forum-host")
        .one("zone", "desk-forum-zone")
        .moment("starts", "desk-forum-starts")
        .moment("ends", "desk-forum-ends")
        .one("capacity", "desk-forum-capacity")
        .one("languages", "desk-forum-languages")
        .one("contact", "desk-forum-contact")
}

/// What the fields of the settings are called: those of the first form, and more.
pub fn labels(t: Tr) -> Labels {
    first_labels(t)
        .words("lead", "desk-forum-lead")
        .words("notice", "desk-forum-notice")
        .words("sample", "desk-forum-sample")
        .one("day_start", "desk-forum-day-start")
        .moment("opens", "desk-forum-opens")
        .moment("closes", "desk-forum-closes")
        .moment("changes", "desk-forum-changes")
        .one("sensitive", "desk-forum-sensitive")
        .one("retention", "desk-forum-retention")
}

/// The first form as it begins: the usual zone, both languages, a working day.
pub fn first() -> Form {
    Written::default()
        .put("zone", Zone::SEOUL.name())
        .put("languages", Lang::Ko.code())
        .put("languages", Lang::En.code())
        .put("starts_time", "09:00")
        .put("ends_time", "18:00")
        .form()
}

/// What the first form makes.
pub fn read_first(form: &Form) -> Result<NewForum, FieldFaults> {
    let mut typed = Typed::of(form);
    let title = typed.name("title", TITLE);
    let slug = typed.faults.keep("slug", Slug::parse(form.one("slug")));
    let host = typed.lines("host", LINE);
    let zone = zone(&mut typed);
    let starts = typed.moment("starts", zone.unwrap_or_default(), None);
    let ends = typed.moment("ends", zone.unwrap_or_default(), None);
    let capacity = typed.number("capacity", 0..=MOST_PLACES);
    let languages = languages(&mut typed, form);
    let contact = contact(&mut typed);
    let faults = typed.faults;
    let (Some(slug), Some(zone), Some(starts), Some(ends), true) =
        (slug, zone, starts, ends, faults.is_empty())
    else {
        return Err(faults);
    };
    let mut want = NewForum::begun(slug, title, zone, starts, ends);
    want.facts.host = host;
    want.facts.languages = languages;
    want.facts.contact_email = contact;
    want.capacity = capacity;
    Ok(want)
}

/// The settings as they stand.
pub fn write(forum: &Forum, capacity: Option<i32>) -> Form {
    let zone = forum.zone;
    let written = Written::default()
        .words("title", &forum.title)
        .put("slug", &forum.slug)
        .words("lead", &forum.lead)
        .words("host", &forum.host)
        .words("notice", &forum.notice)
        .words("sample", &forum.sample)
        .put("zone", zone.name())
        .moment("starts", zone, Some(forum.starts_at))
        .moment("ends", zone, Some(forum.ends_at))
        .put("day_start", forum.day_start.format("%H:%M"))
        .moment("opens", zone, forum.registration_opens_at)
        .moment("closes", zone, forum.registration_closes_at)
        .moment("changes", zone, forum.changes_until)
        .some("capacity", capacity)
        .some("contact", forum.contact_email.as_ref().map(Email::as_str))
        .tick("sensitive", forum.sensitive)
        .put("retention", forum.retention_days);
    let tongues = forum.languages.iter();
    tongues.fold(written, |written, lang| written.put("languages", lang.code())).form()
}

/// What the settings say now.
pub fn read(form: &Form, known: &Forum) -> Result<(ForumFacts, Option<i32>), FieldFaults> {
    let mut typed = Typed::of(form);
    let title = typed.name("title", TITLE);
    let slug = typed.faults.keep("slug", Slug::parse(form.one("slug")));
    let host = typed.lines("host", LINE);
    let zone = zone(&mut typed).unwrap_or(known.zone);
    // In another zone the same digits are another instant.
    let same = zone == known.zone;
    let starts = typed.moment("starts", zone, Some(known.starts_at).filter(|_| same));
    let ends = typed.moment("ends", zone, Some(known.ends_at).filter(|_| same));
    let capacity = typed.number("capacity", 0..=MOST_PLACES);
    let languages = languages(&mut typed, form);
    let contact = contact(&mut typed);
    let lead = typed.blocks("lead", TEXT);
    let notice = typed.lines("notice", TITLE);
    let sample = typed.lines("sample", TITLE);
    let day_start = day_start(&mut typed);
    let opens = known.registration_opens_at.filter(|_| same);
    let opens = typed.moment_or_none("opens", zone, opens);
    let closes = known.registration_closes_at.filter(|_| same);
    let closes = typed.moment_or_none("closes", zone, closes);
    let changes = typed.moment_or_none("changes", zone, known.changes_until.filter(|_| same));
    let retention = typed.number("retention", 1..=ForumFacts::MOST_RETENTION);
    if retention.is_none() && typed.raw("retention").trim().is_empty() {
        typed.faults.add("retention", "field.required");
    }
    let faults = typed.faults;
    let (Some(slug), Some(starts_at), Some(ends_at), true) =
        (slug, starts, ends, faults.is_empty())
    else {
        return Err(faults);
    };
    let facts = ForumFacts {
        slug,
        title,
        lead,
        host,
        notice,
        sample,
        zone,
        languages,
        starts_at,
        ends_at,
        day_start: day_start.unwrap_or(known.day_start),
        registration_opens_at: opens,
        registration_closes_at: closes,
        changes_until: changes,
        sensitive: form.one("sensitive") == "yes",
        contact_email: contact,
        retention_days: retention.unwrap_or(known.retention_days),
    };
    Ok((facts, capacity))
}

fn zone(typed: &mut Typed<'_>) -> Option<Zone> {
    let zone = Zone::parse(typed.raw("zone")).ok_or_else(|| FieldFault::new("desk.zone"));
    typed.faults.keep("zone", zone)
}

fn languages(typed: &mut Typed<'_>, form: &Form) -> Vec<Lang> {
    let chosen: Vec<Lang> = Lang::ALL
        .into_iter()
        .filter(|lang| form.all("languages").any(|code| code == lang.code()))
        .collect();
    if chosen.is_empty() {
        typed.faults.add("languages", "desk.language_needed");
    }
    chosen
}

fn contact(typed: &mut Typed<'_>) -> Option<Email> {
    let text = typed.raw("contact");
    if text.trim().is_empty() {
        return None;
    }
    typed.faults.keep("contact", Email::parse(text))
}

/// A day gives way to the next at night: by noon it has.
fn day_start(typed: &mut Typed<'_>) -> Option<NaiveTime> {
    let hour = typed.hour("day_start")?;
    if hour.hour() >= 12 {
        typed.faults.add("day_start", "desk.day_start");
    }
    Some(hour)
}
