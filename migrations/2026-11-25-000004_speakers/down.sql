DROP TABLE overlap_question;
DROP TABLE overlap_rule;
DROP TABLE speaker_notice;
DROP TABLE speaking;
DROP TABLE speaker_rule;
DROP TABLE speaker_upload;
DROP TABLE speaker_contact;
ALTER TABLE speaker DROP COLUMN photo;
