-- Speakers hear of their sessions, answer for them, and look after what is said of them. What is private
-- stands apart from `speaker`, so that no public query can touch it.
ALTER TABLE speaker ADD COLUMN photo text;
COMMENT ON COLUMN speaker.photo IS 'The digest of the photo that is shown; see speaker_upload.';

CREATE TABLE speaker_contact (
    speaker_id uuid PRIMARY KEY REFERENCES speaker (id) ON DELETE CASCADE,
    forum_id uuid NOT NULL REFERENCES forum (id),
    email text,
    lang text NOT NULL DEFAULT 'ko',
    link_version integer NOT NULL DEFAULT 1,
    invited_at timestamptz,
    opened_at timestamptz,
    publish text NOT NULL DEFAULT 'open'
        CONSTRAINT speaker_contact_publish_known CHECK (publish IN ('open', 'yes', 'no')),
    record text NOT NULL DEFAULT 'open'
        CONSTRAINT speaker_contact_record_known CHECK (record IN ('open', 'yes', 'no')),
    consented_at timestamptz,
    availability jsonb NOT NULL DEFAULT '[]',
    draft jsonb,
    draft_at timestamptz,
    registered_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL
);
CREATE INDEX speaker_contact_forum ON speaker_contact (forum_id);
COMMENT ON TABLE speaker_contact IS 'What only the organizer and the speaker know: address, link, consents, availability, texts not yet shown.';
COMMENT ON COLUMN speaker_contact.email IS 'Where letters to the speaker go; shown to nobody but the desk.';
COMMENT ON COLUMN speaker_contact.lang IS 'The language of letters.';
COMMENT ON COLUMN speaker_contact.link_version IS 'Raised to make older private links void.';
COMMENT ON COLUMN speaker_contact.invited_at IS 'When the private link was last sent.';
COMMENT ON COLUMN speaker_contact.opened_at IS 'When the private link was first opened.';
COMMENT ON COLUMN speaker_contact.publish IS 'Whether they agree that name, text and photo are public; no keeps them hidden.';
COMMENT ON COLUMN speaker_contact.record IS 'Whether they agree to be recorded and streamed.';
COMMENT ON COLUMN speaker_contact.consented_at IS 'When they last answered either.';
COMMENT ON COLUMN speaker_contact.availability IS 'Day by day from when until when they can come; a day that is not named is open.';
COMMENT ON COLUMN speaker_contact.draft IS 'Title and biography as they sent them, until the organizer shows or drops them.';
COMMENT ON COLUMN speaker_contact.draft_at IS 'When they sent them.';
COMMENT ON COLUMN speaker_contact.registered_at IS 'When they registered as attendee from their own page.';
COMMENT ON COLUMN speaker_contact.version IS 'Goes up with every change.';

CREATE TABLE speaker_upload (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    speaker_id uuid NOT NULL REFERENCES speaker (id) ON DELETE CASCADE,
    session_id uuid REFERENCES session (id),
    kind text NOT NULL CONSTRAINT speaker_upload_kind_known CHECK (kind IN ('photo', 'slides')),
    digest text NOT NULL CONSTRAINT speaker_upload_digest_shape CHECK (digest ~ '^[0-9a-f]{64}$'),
    name text NOT NULL DEFAULT '',
    size integer NOT NULL,
    bytes bytea NOT NULL,
    thumb bytea,
    shared boolean NOT NULL DEFAULT false,
    published_at timestamptz,
    created_at timestamptz NOT NULL,
    CONSTRAINT speaker_upload_slides_have_session CHECK ((kind = 'slides') = (session_id IS NOT NULL))
);
CREATE INDEX speaker_upload_speaker ON speaker_upload (speaker_id, kind);
CREATE INDEX speaker_upload_session ON speaker_upload (session_id);
CREATE INDEX speaker_upload_forum ON speaker_upload (forum_id, digest);
COMMENT ON TABLE speaker_upload IS 'Photos, decoded and written anew by us, and slides as they came.';
COMMENT ON COLUMN speaker_upload.kind IS 'photo or slides.';
COMMENT ON COLUMN speaker_upload.digest IS 'SHA-256 of the bytes, by which it is addressed.';
COMMENT ON COLUMN speaker_upload.name IS 'What the file was called; empty for photos.';
COMMENT ON COLUMN speaker_upload.size IS 'How many bytes it has.';
COMMENT ON COLUMN speaker_upload.bytes IS 'The file.';
COMMENT ON COLUMN speaker_upload.thumb IS 'A photo cut to a small square.';
COMMENT ON COLUMN speaker_upload.shared IS 'The speaker agrees that these slides stand on the session''s page.';
COMMENT ON COLUMN speaker_upload.published_at IS 'When the organizer showed it; absent while it waits.';

CREATE TABLE speaker_rule (
    forum_id uuid PRIMARY KEY REFERENCES forum (id),
    answer_by timestamptz,
    updated_at timestamptz NOT NULL
);
COMMENT ON TABLE speaker_rule IS 'What a forum asks of its speakers.';
COMMENT ON COLUMN speaker_rule.answer_by IS 'Until when they are asked to answer and to send what is theirs.';

CREATE TABLE speaking (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    session_id uuid NOT NULL REFERENCES session (id),
    speaker_id uuid NOT NULL REFERENCES speaker (id),
    answer text NOT NULL DEFAULT 'open'
        CONSTRAINT speaking_answer_known CHECK (answer IN ('open', 'confirmed', 'declined')),
    reason text NOT NULL DEFAULT '',
    answered_at timestamptz,
    for_starts_at timestamptz,
    for_ends_at timestamptz,
    calendar_sequence integer NOT NULL DEFAULT 0,
    in_calendar boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    CONSTRAINT speaking_once UNIQUE (session_id, speaker_id)
);
CREATE INDEX speaking_forum ON speaking (forum_id, speaker_id);
CREATE INDEX speaking_speaker ON speaking (speaker_id);
COMMENT ON TABLE speaking IS 'What became of a speaker''s part in a session: the answer, and the calendar entry whose name is the id.';
COMMENT ON COLUMN speaking.answer IS 'open, confirmed or declined; it holds for the times it was given for.';
COMMENT ON COLUMN speaking.reason IS 'Why they declined, for the organizer alone.';
COMMENT ON COLUMN speaking.answered_at IS 'When they answered.';
COMMENT ON COLUMN speaking.for_starts_at IS 'When the session was to begin as they answered.';
COMMENT ON COLUMN speaking.for_ends_at IS 'When it was to end.';
COMMENT ON COLUMN speaking.calendar_sequence IS 'SEQUENCE of its calendar entry (RFC 5545).';
COMMENT ON COLUMN speaking.in_calendar IS 'A letter put it into their calendar, and none took it out since.';

CREATE TABLE speaker_notice (
    release_id uuid NOT NULL REFERENCES schedule_release (id),
    speaker_id uuid NOT NULL REFERENCES speaker (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (release_id, speaker_id)
);
CREATE INDEX speaker_notice_speaker ON speaker_notice (speaker_id);
COMMENT ON TABLE speaker_notice IS 'Which speakers were told of a release already: a job that runs twice writes to nobody twice.';

CREATE TABLE overlap_rule (
    forum_id uuid PRIMARY KEY REFERENCES forum (id),
    rule text NOT NULL
        CONSTRAINT overlap_rule_known CHECK (rule IN ('keep_both', 'keep_booked_first', 'keep_starting_first')),
    hours integer NOT NULL CONSTRAINT overlap_rule_hours_range CHECK (hours BETWEEN 1 AND 720),
    updated_at timestamptz NOT NULL
);
COMMENT ON TABLE overlap_rule IS 'What becomes of two seats of one person that a release made overlap, when the person does not say.';
COMMENT ON COLUMN overlap_rule.rule IS 'keep_both, keep_booked_first or keep_starting_first.';
COMMENT ON COLUMN overlap_rule.hours IS 'How long the person is asked.';

CREATE TABLE overlap_question (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    registration_id uuid NOT NULL REFERENCES registration (id),
    first_session_id uuid NOT NULL,
    second_session_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    answer_by timestamptz NOT NULL,
    rule text NOT NULL
        CONSTRAINT overlap_question_rule_known CHECK (rule IN ('keep_both', 'keep_booked_first', 'keep_starting_first')),
    settled_at timestamptz,
    outcome text,
    CONSTRAINT overlap_question_outcome_known
        CHECK (outcome IN ('kept_both', 'gave_up', 'moot', 'rule_kept_both', 'rule_gave_up')),
    CONSTRAINT overlap_question_settled CHECK ((settled_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX overlap_question_open ON overlap_question (registration_id, first_session_id, second_session_id)
    WHERE settled_at IS NULL;
CREATE INDEX overlap_question_due ON overlap_question (answer_by) WHERE settled_at IS NULL;
CREATE INDEX overlap_question_registration ON overlap_question (registration_id);
CREATE INDEX overlap_question_forum ON overlap_question (forum_id);
COMMENT ON TABLE overlap_question IS 'Two held seats that a release made overlap: which to keep is asked, and settled once.';
COMMENT ON COLUMN overlap_question.first_session_id IS 'The session of the two with the smaller id; no foreign key, because two would point at one table.';
COMMENT ON COLUMN overlap_question.second_session_id IS 'The other session.';
COMMENT ON COLUMN overlap_question.asked_at IS 'When the letter asked.';
COMMENT ON COLUMN overlap_question.answer_by IS 'Until when the person may say; then the rule holds.';
COMMENT ON COLUMN overlap_question.rule IS 'What the letter said holds without an answer: the forum''s rule as it was then.';
COMMENT ON COLUMN overlap_question.settled_at IS 'When it was settled.';
COMMENT ON COLUMN overlap_question.outcome IS 'By the person (kept_both, gave_up), by the rule, or moot: they overlap no more.';
