-- :people people of the forum of :mark, each with a seat in one of its sessions, as a season of
-- registering would have left them. The search index is made anew at the end, which is quicker.
CREATE FUNCTION pg_temp.mark(kind text, n bigint) RETURNS uuid LANGUAGE sql AS $$
    SELECT (current_setting('bench.mark') || '-' || kind || '-7000-8000-' || lpad(n::text, 12, '0'))::uuid
$$;
SELECT set_config('bench.mark', :'mark', false) \g /dev/null
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
SELECT pg_get_indexdef('registration_search'::regclass) AS search_index \gset
BEGIN;
DROP INDEX registration_search;
CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
    SELECT n, pg_temp.mark('0010', n) AS id, 'guest' || n || '@' || :'mark' || '.example' AS email,
        family[1 + n % 12] || given[1 + n * 7 % 20] AS name,
        (ARRAY['Kim', 'Lee', 'Park', 'Choi', 'Jung', 'Kang'])[1 + n % 6] || ' '
            || (ARRAY['Minji', 'Haneul', 'Jiwoo', 'Seojun', 'Yuna'])[1 + n * 3 % 5] AS latin,
        (ARRAY['열린대학교', '서울특별시', 'Open University', 'Radio One', 'Embassy of Kenya'])[1 + n % 5]
            AS affiliation,
        upper(substr(md5(:'mark' || n), 1, 4) || '-' || substr(md5(n || :'mark'), 1, 4))
            || to_char(n, 'FM0000000') AS reference,
        CASE WHEN n % 20 = 0 THEN 'withdrawn' WHEN n % 10 = 1 THEN 'waitlisted' ELSE 'confirmed' END AS state,
        now() - interval '90 days' + n * interval '5 seconds' AS at
    FROM generate_series(1, :people) n,
        (SELECT string_to_array('김 이 박 최 정 강 조 윤 장 임 한 오', ' ') AS family,
            string_to_array('민수 하늘 지우 서준 유나 도윤 하은 시우 수아 예준 지민 현우 서연 주원 다은 준호 은지 태양 보람 슬기', ' ')
                AS given) names;
INSERT INTO registration (id, forum_id, category_id, reference, email, email_key, name, name_latin,
        affiliation, lang, state, search, created_at, updated_at)
    SELECT id, pg_temp.mark('0001', 0), pg_temp.mark('0004', 0), reference, email, email, name, latin,
        affiliation, 'ko', state,
        normalize(lower(name || ' ' || latin || ' ' || affiliation || ' ' || replace(name || latin, ' ', '')
            || ' ' || email || ' ' || replace(reference, '-', '')), NFKD), at, at
    FROM drawn ORDER BY n;
INSERT INTO session_seat (id, forum_id, registration_id, session_id, state, created_at, updated_at)
    SELECT pg_temp.mark('0011', n), pg_temp.mark('0001', 0), id,
        pg_temp.mark('0007', 1 + n % (SELECT count(*) FROM session WHERE forum_id = pg_temp.mark('0001', 0))),
        CASE state WHEN 'withdrawn' THEN 'given_up' ELSE state END, at, at
    FROM drawn ORDER BY n;
COMMIT;
:search_index;
VACUUM ANALYZE registration, session_seat;
CHECKPOINT;
