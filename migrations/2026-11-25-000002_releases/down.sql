DROP TABLE release_notice;
DROP TABLE released_appearance;
DROP TABLE released_session;
DROP TABLE schedule_release;
DROP INDEX slot_room_time;
-- Drafts may overlap where the constraint that comes back allows it only to what was accepted.
UPDATE slot SET overlap_accepted = true WHERE EXISTS (
    SELECT FROM slot other WHERE other.room_id = slot.room_id AND other.id <> slot.id
    AND tstzrange(other.starts_at, other.ends_at) && tstzrange(slot.starts_at, slot.ends_at));
ALTER TABLE slot DROP COLUMN overlap_reason;
ALTER TABLE slot ADD CONSTRAINT slot_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (room_id IS NOT NULL AND NOT overlap_accepted);
COMMENT ON COLUMN slot.overlap_accepted IS 'Someone accepted that this slot overlaps another in its room.';
COMMENT ON COLUMN session.state IS 'Public once released; draft and scheduled are the desk''s alone.';
