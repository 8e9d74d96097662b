-- Roles: more of them, who gave and took them, and the categories a clerk is kept to.
ALTER TABLE role_grant DROP CONSTRAINT role_grant_role_known;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_role_known
    CHECK (role IN ('admin', 'owner', 'organizer', 'protection', 'clerk', 'agenda', 'reader', 'door'));
ALTER TABLE role_grant
    ADD COLUMN categories uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN granted_by uuid REFERENCES app_user (id),
    ADD COLUMN revoked_by uuid REFERENCES app_user (id),
    ADD CONSTRAINT role_grant_categories_clerk CHECK (role = 'clerk' OR categories = '{}');
CREATE INDEX role_grant_granted_by ON role_grant (granted_by);
CREATE INDEX role_grant_revoked_by ON role_grant (revoked_by);
COMMENT ON TABLE role_grant IS 'Who may do what: admin for the installation, every other role for one forum. Ended, never deleted.';
COMMENT ON COLUMN role_grant.role IS 'Its code; types::Role has them all.';
COMMENT ON COLUMN role_grant.categories IS 'The categories a clerk is kept to; empty: all. No foreign key: one that is removed leaves the clerk with fewer, never with all.';
COMMENT ON COLUMN role_grant.granted_by IS 'Who gave it; absent: the operator, or whoever made the forum.';
COMMENT ON COLUMN role_grant.revoked_by IS 'Who took it; absent while it holds, or when Madang did.';

ALTER TABLE api_token DROP CONSTRAINT api_token_role_known;
ALTER TABLE api_token ADD CONSTRAINT api_token_role_known
    CHECK (role IN ('admin', 'owner', 'organizer', 'protection', 'clerk', 'agenda', 'reader', 'door'));

-- A forum that had organizers only gets an owner: the one who has been there longest.
INSERT INTO role_grant (id, user_id, role, forum_id, granted_at)
SELECT gen_random_uuid(), first.user_id, 'owner', first.forum_id, now()
FROM (SELECT DISTINCT ON (forum_id) forum_id, user_id FROM role_grant
      WHERE role = 'organizer' AND revoked_at IS NULL ORDER BY forum_id, granted_at, id) AS first;

-- Sessions: from where, since when, and when a second factor was last shown.
ALTER TABLE staff_session
    ADD COLUMN device text NOT NULL DEFAULT '',
    ADD COLUMN network text NOT NULL DEFAULT '',
    ADD COLUMN seen_at timestamptz,
    ADD COLUMN proved_at timestamptz;
COMMENT ON COLUMN staff_session.device IS 'Which browser on which system, as it said of itself; empty when it said nothing.';
COMMENT ON COLUMN staff_session.network IS 'The network it was opened from: /24 or /56, never a whole address.';
COMMENT ON COLUMN staff_session.seen_at IS 'When it was last used, to within some minutes.';
COMMENT ON COLUMN staff_session.proved_at IS 'When a second factor was last shown in it; absent: not yet, or to be shown again.';

CREATE TABLE second_factor (
    user_id uuid PRIMARY KEY REFERENCES app_user (id),
    secret bytea NOT NULL,
    last_step bigint NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE second_factor IS 'The authenticator app somebody proves with (TOTP, RFC 6238).';
COMMENT ON COLUMN second_factor.secret IS 'What app and server share, sealed with a key made from the installation''s secret: nonce, then ciphertext bound to the person.';
COMMENT ON COLUMN second_factor.last_step IS 'The thirty seconds of the last code taken; none of it or before is taken again.';

CREATE TABLE recovery_code (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id),
    code_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE UNIQUE INDEX recovery_code_once ON recovery_code (user_id, code_hash);
COMMENT ON TABLE recovery_code IS 'Codes on paper for who lost their authenticator: each works once; a new set replaces the old.';
COMMENT ON COLUMN recovery_code.code_hash IS 'SHA-256 of the code with its owner; a code has 80 random bits, so no slow hash is needed.';
COMMENT ON COLUMN recovery_code.used_at IS 'When it was used; it opens nothing twice.';
