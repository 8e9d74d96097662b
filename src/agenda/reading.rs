use crate::types::Zone;

use super::intake::{self, Intake, IntakeRefusal};

/// Most bytes of a schedule.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// Reads a schedule for a forum. Times without an offset are read in `asked`, else in the zone the
/// file names, else in the forum's own, which is then told of.
///
/// # Errors
/// Why nothing of the file can be taken over.
pub fn read_schedule(
    bytes: &[u8],
    asked: Option<Zone>,
    forum: Option<Zone>,
) -> Result<Intake, IntakeRefusal> {
    match (intake::read(bytes, asked.map(Zone::tz)), forum) {
        (Err(IntakeRefusal::ZoneMissing), Some(zone)) if asked.is_none() => {
            intake::read(bytes, Some(zone.tz()))
        }
        (read, _) => read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_in_the_forum_s_zone_and_says_so() {
        let table = b"title,day,start,duration\nOpening,2024-07-11,14:00,30\n";
        assert_eq!(read_schedule(table, None, None).unwrap_err(), IntakeRefusal::ZoneMissing);
        let read = read_schedule(table, None, Some(Zone::SEOUL)).unwrap();
        assert_eq!(read.sessions[0].starts_at.to_rfc3339(), "2024-07-11T05:00:00+00:00");
        let told = read.notes.iter().filter(|note| note.code == "zone-assumed");
        assert_eq!(told.count(), 1);
    }
}
