use std::fmt::Write;

use chrono::{NaiveDate, TimeDelta};
use madang::accounts::Scope;
use madang::agenda::{SessionKind, import_new, read_schedule};
use madang::forum::Founder;
use madang::types::{Slug, Words, Zone};

use super::{add, links, session};
use crate::support::{Answer, TestApp};

/// Two days, thirty rooms, seventy tracks and 883 sessions, some of them beside each other.
async fn large(app: &TestApp) {
    let mut table = "title,track,room,day,start,duration,speakers,language\n".to_owned();
    let first = NaiveDate::from_ymd_opt(2026, 7, 11).unwrap();
    for at in 0..883_i64 {
        let (day, room, slot) = (at % 2, at / 2 % 30, at / 60);
        let start = TimeDelta::minutes(9 * 60 + slot * 35);
        writeln!(
            table,
            "Talk number {at},Track {},Room {room},{},{:02}:{:02},30,Person {at};Person {},en",
            at % 70,
            first + TimeDelta::days(day),
            start.num_hours(),
            start.num_minutes() % 60,
            at + 1,
        )
        .unwrap();
    }
    let read = read_schedule(table.as_bytes(), Some(Zone::SEOUL), None).unwrap();
    let slug = Slug::parse("large").unwrap();
    let made =
        import_new(&app.db, &app.clock, Founder::Operator, slug, &read, Scope::trusted, false)
            .await;
    made.unwrap_or_else(|stop| panic!("{stop:?}"));
}

fn shown(answer: &Answer) -> usize {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body.matches("<li class=\"item\">").count()
}

async fn packed(app: &TestApp, path: &str) -> usize {
    let headers = [("accept-encoding", "gzip"), ("accept-language", "en")];
    app.send("GET", path, None, &headers).await.bytes.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_programme_of_883_sessions_stays_light_and_can_be_narrowed() {
    let app = TestApp::start().await;
    large(&app).await;
    let day = app.read("/large/programme", "en").await;
    assert_eq!(shown(&day), 442);
    assert!(day.body.contains("883 sessions in 30 rooms"));
    assert!(packed(&app, "/large/programme").await < 30_000);
    let other = app.read("/large/programme?day=2026-07-12", "en").await;
    assert_eq!(shown(&other), 441);
    let track = app.read("/large/programme?track=track-3", "en").await;
    assert!(shown(&track) > 0 && shown(&track) < 20, "{}", shown(&track));
    let room = links(&app.read("/large/venue", "en").await.body);
    let room = room.iter().find(|href| href.contains("room=")).unwrap();
    assert_eq!(shown(&app.read(room, "en").await), 15);
    let found = app.read("/large/programme?q=talk+number+77", "en").await;
    assert_eq!(shown(&found), 27, "by titles, and by who takes part");
    assert!(found.body.contains("All days"));
    assert_eq!(shown(&app.read("/large/programme?q=talk", "en").await), 200);
    let people = app.read("/large/speakers", "en").await;
    assert!(people.status == 200 && people.body.contains("Person 883"));
    let grid = app.read("/large/programme?view=grid", "en").await;
    assert_eq!(grid.body.matches("<td class=\"s").count(), 442);
    assert!(packed(&app, "/large/programme?view=grid").await < 30_000);
    assert_eq!(app.read("/large", "en").await.status, 200);
    assert_eq!(app.read("/large/sessions/400", "en").await.status, 200);
}

/// Every row of a table covers as many columns as its head, spans counted: no cell is lost or doubled.
fn is_whole(body: &str) {
    let table = body.split("<table class=\"grid").nth(1).unwrap().split("</table>").next().unwrap();
    let number = |cell: &str, name: &str| -> usize {
        let rest = cell.split_once(&format!("{name}=\"")).map(|(_, rest)| rest);
        rest.map_or(1, |rest| rest.split('"').next().unwrap().parse().unwrap())
    };
    let cells = |row: &str| -> Vec<(usize, usize)> {
        let cells = row.split("<td").skip(1).chain(row.split("<th ").skip(1));
        cells
            .map(|cell| cell.split('>').next().unwrap().to_owned())
            .map(|cell| (number(&cell, "colspan"), number(&cell, "rowspan")))
            .collect()
    };
    let rows: Vec<&str> = table.split("<tr").skip(1).collect();
    let width: usize = cells(rows[0]).iter().map(|(columns, _)| columns).sum();
    let body = &rows[1..];
    let mut covered = vec![0; body.len()];
    for (at, row) in body.iter().enumerate() {
        for (columns, count) in cells(row) {
            assert!(at + count <= body.len(), "a cell hangs below the table");
            covered[at..at + count].iter_mut().for_each(|sum| *sum += columns);
        }
    }
    assert!(covered.iter().all(|sum| *sum == width), "{width}: {covered:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timetable_is_a_whole_table_also_with_overlaps_and_breaks() {
    let app = TestApp::start().await;
    large(&app).await;
    let forum = app.forum("open", None, &[3]).await;
    for (title, minutes, length) in [("Beside", 30, 60), ("Again", 45, 5), ("Later", 200, 47)] {
        let mut talk = session(title, 0);
        talk.place.starts_at += TimeDelta::minutes(minutes);
        talk.place.ends_at = talk.place.starts_at + TimeDelta::minutes(length);
        add(&app, &forum, talk).await;
    }
    let mut pause = session("Coffee", 2);
    pause.kind = SessionKind::Break;
    add(&app, &forum, pause).await;
    let mut stall = session("Exhibition", -3);
    stall.place.ends_at = stall.place.starts_at + TimeDelta::hours(11);
    stall.title = Words::both("전시", "Exhibition");
    add(&app, &forum, stall).await;
    let page = app.read("/open/programme?view=grid", "en").await.body;
    is_whole(&page);
    assert!(page.contains("colspan=\"3\"") && page.contains(">Coffee<"), "{page}");
    assert!(page.contains("All day") && page.contains(">Exhibition<"));
    is_whole(&app.read("/large/programme?view=grid", "en").await.body);
    is_whole(&app.read("/large/programme?view=grid&track=track-3", "en").await.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_stays_with_the_day_and_leads_back() {
    let app = TestApp::start().await;
    large(&app).await;
    let page = app.read("/large/programme?day=2026-07-12&track=track-3&language=en", "en").await;
    let all = links(&page.body);
    for wanted in [
        "/large/programme?day=2026-07-11&track=track-3&language=en",
        "/large/programme?day=2026-07-12&language=en",
        "/large/programme?day=2026-07-12&track=track-3",
        "/large/programme?day=2026-07-12",
        "/large/programme?day=2026-07-12&track=track-3&language=en&view=grid",
        "/large/programme?day=2026-07-12&track=track-3&language=en&lang=ko",
    ] {
        assert!(all.iter().any(|href| href == wanted), "{wanted} is not among {all:?}");
    }
    assert!(page.body.contains("<input type=\"hidden\" name=\"day\" value=\"2026-07-12\">"));
    assert!(page.body.contains("value=\"track-3\" selected"));
    let none = app.read("/large/programme?q=xyzzy", "en").await;
    assert!(none.body.contains("No session matches"));
}
