DROP INDEX audit_entry_staff;
DROP INDEX audit_entry_staff_act;
DROP INDEX message_trouble;

UPDATE message SET state = 'sent' WHERE state = 'kept';
ALTER TABLE message DROP CONSTRAINT message_state_known;
ALTER TABLE message ADD CONSTRAINT message_state_known
    CHECK (state IN ('queued', 'sending', 'sent', 'retry', 'failed', 'bounced', 'held', 'withdrawn'));
