-- The second wall. Whoever serves tells the database for whom (`madang.acting`: a forum's id, `house`, or
-- nothing), and these policies hold each statement to it, whatever the statement asks for.
CREATE FUNCTION acting_forum() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('madang.acting', true) ~ '^[0-9a-f-]{36}$'
        THEN current_setting('madang.acting', true)::uuid END
$$;
CREATE FUNCTION acting_for_house() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('madang.acting', true) = 'house', false)
$$;

-- Every table with a `forum_id` stands behind it by one of these, called by the migration that makes it;
-- tests/suite/db/walls.rs fails for one that does not.

-- What is a forum's own: seen and changed by who acts for it.
CREATE FUNCTION wall_around(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own ON %s USING ((SELECT acting_for_house()) OR forum_id = (SELECT acting_forum()))', t);
END $$;

-- What anyone may see of a forum: changed by who acts for it.
CREATE FUNCTION wall_around_public(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM wall_around(t);
    EXECUTE format('CREATE POLICY seen ON %s FOR SELECT USING (true)', t);
END $$;

-- What belongs to the installation alone.
CREATE FUNCTION wall_around_house(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY house ON %s USING ((SELECT acting_for_house()))', t);
END $$;

SELECT wall_around(t::regclass) FROM unnest('{registration, registration_draft, session_seat, waitlist_entry,
    idempotency_key, import_upload, overlap_question, overlap_rule, speaker, speaker_contact, speaker_upload, speaker_rule, speaking,
    session, slot, appearance, source_ref, message, audit_entry, audit_review, role_grant, api_token}'::text[]) AS t;
SELECT wall_around_public(t::regclass) FROM unnest('{venue, room, consent_text, seat_limit, category, track,
    schedule_release, released_session, released_appearance}'::text[]) AS t;
SELECT wall_around_house(t::regclass) FROM unnest('{audit_seal, audit_head, audit_tip}'::text[]) AS t;

-- A forum itself is its own.
ALTER TABLE forum ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON forum USING ((SELECT acting_for_house()) OR id = (SELECT acting_forum()));
CREATE POLICY seen ON forum FOR SELECT USING (true);

-- Those who run the installation are seen beside those who work on a forum, and made by the house alone.
CREATE POLICY seen ON role_grant FOR SELECT USING (forum_id IS NULL);
CREATE POLICY seen ON api_token FOR SELECT USING (forum_id IS NULL);

-- What happens in no forum, such as a sign-in, may be written down by anyone, and read for the house alone.
CREATE POLICY noted ON audit_entry FOR INSERT WITH CHECK (forum_id IS NULL);
CREATE POLICY posted ON message FOR INSERT WITH CHECK (forum_id IS NULL);

-- Tables that belong to a forum through what they are about.
ALTER TABLE consent_given ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON consent_given USING ((SELECT acting_for_house()) OR EXISTS (
    SELECT FROM registration r WHERE r.id = registration_id AND r.forum_id = (SELECT acting_forum())));
ALTER TABLE release_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON release_notice USING ((SELECT acting_for_house()) OR EXISTS (
    SELECT FROM registration r WHERE r.id = registration_id AND r.forum_id = (SELECT acting_forum())));
ALTER TABLE speaker_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON speaker_notice USING ((SELECT acting_for_house()) OR EXISTS (
    SELECT FROM speaker s WHERE s.id = speaker_id AND s.forum_id = (SELECT acting_forum())));
