-- A letter that was kept as a file has reached nobody, and is not said to be sent.
ALTER TABLE message DROP CONSTRAINT message_state_known;
ALTER TABLE message ADD CONSTRAINT message_state_known
    CHECK (state IN ('queued', 'sending', 'sent', 'kept', 'retry', 'failed', 'bounced', 'held', 'withdrawn'));

-- What the desk lists, by indexes that the rush of registrations never writes to.
CREATE INDEX message_trouble ON message (forum_id, id DESC) WHERE state IN ('retry', 'failed', 'bounced', 'kept');
CREATE INDEX audit_entry_staff_act ON audit_entry (forum_id, action, id DESC) WHERE actor_kind IN ('staff', 'operator');
CREATE INDEX audit_entry_staff ON audit_entry (forum_id, actor_id, id DESC) WHERE actor_kind IN ('staff', 'operator');
COMMENT ON INDEX message_trouble IS 'Letters that did not leave, or not at once: few among many that did.';
COMMENT ON INDEX audit_entry_staff_act IS 'What staff did and saw: exports, readings.';
COMMENT ON INDEX audit_entry_staff IS 'What one member of staff did and saw.';
