DROP TABLE recovery_code;
DROP TABLE second_factor;
ALTER TABLE staff_session
    DROP COLUMN device, DROP COLUMN network, DROP COLUMN seen_at, DROP COLUMN proved_at;
COMMENT ON TABLE staff_session IS 'Signed-in browsers; the cookie holds the token, this table its SHA-256.';

-- What the older program does not know it can not honour: those roles and tokens end.
DELETE FROM api_token WHERE role NOT IN ('admin', 'organizer', 'door');
DELETE FROM role_grant WHERE role NOT IN ('admin', 'organizer', 'door');
ALTER TABLE api_token DROP CONSTRAINT api_token_role_known;
ALTER TABLE api_token ADD CONSTRAINT api_token_role_known CHECK (role IN ('admin', 'organizer', 'door'));
ALTER TABLE role_grant DROP CONSTRAINT role_grant_categories_clerk;
ALTER TABLE role_grant
    DROP COLUMN categories, DROP COLUMN granted_by, DROP COLUMN revoked_by;
ALTER TABLE role_grant DROP CONSTRAINT role_grant_role_known;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_role_known CHECK (role IN ('admin', 'organizer', 'door'));
COMMENT ON TABLE role_grant IS 'Who may do what: admin for the installation, organizer and door for one forum. Ended, never deleted.';
COMMENT ON COLUMN role_grant.role IS 'admin, organizer or door.';
