-- What proves the log from outside: a signed head for each day, a signed tip for this moment, and the
-- monthly reviews of who read people.
CREATE TABLE audit_head (
    day date PRIMARY KEY,
    no bigint NOT NULL CONSTRAINT audit_head_no_sane CHECK (no >= 0),
    hash bytea NOT NULL,
    entries bigint NOT NULL CONSTRAINT audit_head_entries_sane CHECK (entries >= 0),
    signature bytea NOT NULL,
    made_at timestamptz NOT NULL
);
COMMENT ON TABLE audit_head IS 'The state of the audit chain at the end of each day, signed with the installation''s key; to be kept elsewhere too. Append-only.';
COMMENT ON COLUMN audit_head.day IS 'The day that had ended, in UTC.';
COMMENT ON COLUMN audit_head.no IS 'The last link at that time.';
COMMENT ON COLUMN audit_head.hash IS 'The hash of that link; empty when there was none.';
COMMENT ON COLUMN audit_head.entries IS 'How many links were made since the head before.';
COMMENT ON COLUMN audit_head.signature IS 'Ed25519 over all of this and the signature of the head before.';
COMMENT ON COLUMN audit_head.made_at IS 'When it was signed.';

CREATE TABLE audit_tip (
    one boolean PRIMARY KEY CONSTRAINT audit_tip_single CHECK (one),
    no bigint NOT NULL,
    hash bytea NOT NULL,
    head date,
    signature bytea NOT NULL
);
COMMENT ON TABLE audit_tip IS 'How far the audit chain reaches, signed anew with every link: what is cut off its end is missed.';
COMMENT ON COLUMN audit_tip.one IS 'There is one row, from the beginning on; that it is missing is a fault.';
COMMENT ON COLUMN audit_tip.no IS 'The last link; 0 before the first.';
COMMENT ON COLUMN audit_tip.hash IS 'The hash of that link; empty before the first.';
COMMENT ON COLUMN audit_tip.head IS 'The day of the last head.';
COMMENT ON COLUMN audit_tip.signature IS 'Ed25519 over all of this and the signature of the last head.';

CREATE TABLE audit_review (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    month date NOT NULL CONSTRAINT audit_review_month_first CHECK (extract(day FROM month) = 1),
    figures jsonb NOT NULL,
    note text NOT NULL,
    reviewer_id uuid NOT NULL REFERENCES app_user (id),
    signed_at timestamptz NOT NULL,
    CONSTRAINT audit_review_month_key UNIQUE (forum_id, month)
);
CREATE INDEX audit_review_reviewer ON audit_review (reviewer_id);
COMMENT ON TABLE audit_review IS 'That somebody answerable looked over who read and took out people''s data in a month, as the Korean safety standard asks. Append-only.';
COMMENT ON COLUMN audit_review.month IS 'The first day of the month.';
COMMENT ON COLUMN audit_review.figures IS 'What there was to look over: acts and people by actor, as counts.';
COMMENT ON COLUMN audit_review.note IS 'What they found, in their words; no names of people who registered.';
COMMENT ON COLUMN audit_review.signed_at IS 'When they signed.';

CREATE TRIGGER audit_head_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_review_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_review
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
