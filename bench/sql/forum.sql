-- A published forum that takes registrations: one category, one required consent, :sessions sessions
-- with :seats seats each. Ids are made of :mark, a kind and a number, so that scripts can name them.
BEGIN;
CREATE FUNCTION pg_temp.mark(kind text, n bigint) RETURNS uuid LANGUAGE sql AS $$
    SELECT (current_setting('bench.mark') || '-' || kind || '-7000-8000-' || lpad(n::text, 12, '0'))::uuid
$$;
SELECT set_config('bench.mark', :'mark', true) \g /dev/null
INSERT INTO forum (id, slug, title, zone, state, starts_at, ends_at, registration_opens_at,
        registration_closes_at, last_session_no, created_at, updated_at)
    VALUES (pg_temp.mark('0001', 0), :'slug', '{"ko": "열린 포럼", "en": "Open forum"}', 'Asia/Seoul',
        'published', now() + interval '30 days', now() + interval '40 days', now() - interval '1 day',
        now() + interval '29 days', :sessions, now(), now());
INSERT INTO seat_limit (id, forum_id, kind) VALUES
    (pg_temp.mark('0002', 0), pg_temp.mark('0001', 0), 'forum'),
    (pg_temp.mark('0003', 0), pg_temp.mark('0001', 0), 'category');
INSERT INTO category (id, forum_id, code, name, limit_id)
    VALUES (pg_temp.mark('0004', 0), pg_temp.mark('0001', 0), 'general',
        '{"ko": "일반", "en": "General"}', pg_temp.mark('0003', 0));
INSERT INTO consent_text (id, forum_id, purpose, version, required, title, body, created_at)
    VALUES (pg_temp.mark('0005', 0), pg_temp.mark('0001', 0), 'privacy', 1, true,
        '{"ko": "개인정보 수집·이용", "en": "Privacy"}', '{"ko": "…", "en": "…"}', now());
INSERT INTO seat_limit (id, forum_id, kind, capacity, ceiling)
    SELECT pg_temp.mark('0006', n), pg_temp.mark('0001', 0), 'session', :seats, :seats
    FROM generate_series(1, :sessions) n;
INSERT INTO session (id, forum_id, no, title, state, limit_id, created_at, updated_at)
    SELECT pg_temp.mark('0007', n), pg_temp.mark('0001', 0), n,
        jsonb_build_object('ko', '세션 ' || n, 'en', 'Session ' || n), 'released',
        pg_temp.mark('0006', n), now(), now()
    FROM generate_series(1, :sessions) n;
INSERT INTO slot (id, forum_id, session_id, day, starts_at, ends_at)
    SELECT pg_temp.mark('0008', n), pg_temp.mark('0001', 0), pg_temp.mark('0007', n),
        current_date + 30, now() + interval '30 days' + n * interval '1 hour',
        now() + interval '30 days' + n * interval '1 hour' + interval '50 minutes'
    FROM generate_series(1, :sessions) n;
INSERT INTO released_session (session_id, forum_id, no, kind, title, state, day, starts_at, ends_at, version,
        sequence, released_at)
    SELECT s.id, s.forum_id, s.no, s.kind, s.title, 'released', t.day, t.starts_at, t.ends_at, s.version, 1, now()
    FROM session s JOIN slot t ON t.session_id = s.id WHERE s.forum_id = pg_temp.mark('0001', 0);
COMMIT;
ANALYZE;
