DROP TABLE audit_seal, audit_entry, job, message, idempotency_key, consent_given, waitlist_entry,
    session_seat, registration, registration_draft, source_ref, appearance, speaker, slot, session,
    track, category, seat_limit, consent_text, room, venue, api_token, role_grant, forum,
    sign_in_link, staff_session, app_user;
DROP FUNCTION refuse_change;
DROP EXTENSION pg_trgm;
DROP EXTENSION btree_gist;
