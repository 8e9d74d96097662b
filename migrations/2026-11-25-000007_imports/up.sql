-- A foreign schedule between its report and the word to take it over.
CREATE TABLE import_upload (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    name text NOT NULL,
    zone text,
    bytes bytea NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX import_upload_forum ON import_upload (forum_id);
CREATE INDEX import_upload_created ON import_upload (created_at);
COMMENT ON TABLE import_upload IS 'Schedules that were looked at and not taken over yet; forgotten after a day.';
COMMENT ON COLUMN import_upload.name IS 'What the file was called, for who sent it to know it again.';
COMMENT ON COLUMN import_upload.zone IS 'The zone that was named for times without one.';
COMMENT ON COLUMN import_upload.bytes IS 'The file as it came.';
