//! Schedules as `schedule.xml`, `schedule.json` and tables: whatever comes is read whole or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madang::agenda::intake::read;

fuzz_target!(|bytes: &[u8]| {
    let Ok(intake) = read(bytes, Some(chrono_tz::Asia::Seoul)) else { return };
    for session in &intake.sessions {
        assert!(session.ends_at > session.starts_at && !session.title.is_empty());
        assert!(session.room.is_none_or(|room| room < intake.rooms.len()));
        assert!(session.people.iter().all(|(at, _)| *at < intake.people.len()));
    }
});
