-- One registration, one transaction: the rows that Madang writes for it, hot counter first as whoever
-- must not oversell does it. A letter is due tomorrow, so that the worker leaves it alone.
\set n random(1, :sessions)
BEGIN;
UPDATE seat_limit SET taken = taken + 1
    WHERE id = (:mark || '-0006-7000-8000-' || lpad((:n)::text, 12, '0'))::uuid AND taken + 1 <= capacity;
INSERT INTO registration (id, forum_id, category_id, reference, email, email_key, name, name_latin,
        affiliation, lang, state, needs, photo, search, created_at, updated_at)
    SELECT (:mark || '-0020-7000-8000-' || lpad(p.n::text, 12, '0'))::uuid,
        (:mark || '-0001-7000-8000-000000000000')::uuid, (:mark || '-0004-7000-8000-000000000000')::uuid,
        'PG' || p.n, 'guest' || p.n || '@load.example', 'guest' || p.n || '@load.example',
        '홍길동 ' || p.n, 'Hong Gildong', '열린대학교', 'ko', 'confirmed',
        '{"interpretation": null, "wheelchair": false, "sign_language": false, "captions": false, "other": ""}',
        'ask', '홍길동 ' || p.n || ' hong gildong 열린대학교 홍길동' || p.n || 'honggildong guest'
            || p.n || '@load.example pg' || p.n, now(), now()
    FROM (SELECT nextval('bench_person') AS n) p;
INSERT INTO session_seat (id, forum_id, registration_id, session_id, state, created_at, updated_at)
    VALUES ((:mark || '-0021-7000-8000-' || lpad(currval('bench_person')::text, 12, '0'))::uuid,
        (:mark || '-0001-7000-8000-000000000000')::uuid,
        (:mark || '-0020-7000-8000-' || lpad(currval('bench_person')::text, 12, '0'))::uuid,
        (:mark || '-0007-7000-8000-' || lpad((:n)::text, 12, '0'))::uuid, 'confirmed', now(), now());
INSERT INTO consent_given (registration_id, consent_text_id, given_at)
    VALUES ((:mark || '-0020-7000-8000-' || lpad(currval('bench_person')::text, 12, '0'))::uuid,
        (:mark || '-0005-7000-8000-000000000000')::uuid, now());
INSERT INTO audit_entry (id, at, actor_kind, forum_id, action, subject_kind, subject_id, detail)
    VALUES ((:mark || '-0022-7000-8000-' || lpad(currval('bench_person')::text, 12, '0'))::uuid, now(), 'guest',
        (:mark || '-0001-7000-8000-000000000000')::uuid, 'registration.created', 'registration',
        (:mark || '-0020-7000-8000-' || lpad(currval('bench_person')::text, 12, '0'))::uuid,
        '{"state": "confirmed", "seats": 1}');
INSERT INTO message (id, forum_id, registration_id, to_email, lang, letter, content, due_at, created_at)
    VALUES ((:mark || '-0023-7000-8000-' || lpad(currval('bench_person')::text, 12, '0'))::uuid,
        (:mark || '-0001-7000-8000-000000000000')::uuid,
        (:mark || '-0020-7000-8000-' || lpad(currval('bench_person')::text, 12, '0'))::uuid,
        'guest' || currval('bench_person') || '@load.example', 'ko', 'registration.received',
        jsonb_build_object('standing', jsonb_build_object('registration', currval('bench_person')::text,
            'link_version', 1, 'reference', 'PG' || currval('bench_person'), 'discreet', false,
            'state', 'confirmed', 'sequence', 0, 'seats', '[]'::jsonb)),
        now() + interval '1 day', now());
COMMIT;
