-- Draft and released are different things. session, slot and appearance are the desk's working draft;
-- what the public sees is a copy of its own, written by numbered releases and by nothing else.
ALTER TABLE slot DROP CONSTRAINT slot_room_free;
ALTER TABLE slot ADD COLUMN overlap_reason text;
COMMENT ON COLUMN slot.overlap_accepted IS 'Someone accepted that this slot overlaps another in its room; a draft may overlap, a release may not without this.';
COMMENT ON COLUMN slot.overlap_reason IS 'Why, in the words of who accepted it.';
COMMENT ON COLUMN session.state IS 'Where the draft stands: scheduled is the desk''s alone, released is meant for the public, who see released_session.';
CREATE INDEX slot_room_time ON slot (forum_id, room_id, starts_at);

CREATE TABLE schedule_release (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    number integer NOT NULL CONSTRAINT schedule_release_number_positive CHECK (number > 0),
    note jsonb NOT NULL DEFAULT '{}',
    actor_kind text NOT NULL,
    actor_id uuid,
    restores integer,
    changes jsonb NOT NULL,
    content jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT schedule_release_number_key UNIQUE (forum_id, number)
);
COMMENT ON TABLE schedule_release IS 'Every time the public agenda was changed, numbered from 1 for each forum. Never edited: taking a release back is a new one.';
COMMENT ON COLUMN schedule_release.number IS 'Counts from 1 without gaps.';
COMMENT ON COLUMN schedule_release.note IS 'What the organizer says of it in public, by language.';
COMMENT ON COLUMN schedule_release.actor_kind IS 'Who made it, as audit_entry has it.';
COMMENT ON COLUMN schedule_release.actor_id IS 'Which one, where there are several.';
COMMENT ON COLUMN schedule_release.restores IS 'The number of the older release whose agenda it brought back.';
COMMENT ON COLUMN schedule_release.changes IS 'What differs from the release before, typed: ids and places, worded when read.';
COMMENT ON COLUMN schedule_release.content IS 'The sessions it changed as they are from then on, by id, null for one taken out: folded from the first on they give the agenda of any release.';

CREATE TABLE released_session (
    session_id uuid PRIMARY KEY REFERENCES session (id),
    forum_id uuid NOT NULL REFERENCES forum (id),
    no integer NOT NULL,
    kind text NOT NULL,
    title jsonb NOT NULL,
    subtitle jsonb NOT NULL DEFAULT '{}',
    abstract jsonb NOT NULL DEFAULT '{}',
    languages text[] NOT NULL DEFAULT '{}',
    interpretation text[] NOT NULL DEFAULT '{}',
    state text NOT NULL
        CONSTRAINT released_session_state_known CHECK (state IN ('released', 'held', 'cancelled')),
    track_id uuid REFERENCES track (id),
    room_id uuid REFERENCES room (id),
    day date NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    illustrative boolean NOT NULL DEFAULT false,
    overlap_accepted boolean NOT NULL DEFAULT false,
    version integer NOT NULL,
    sequence integer NOT NULL,
    released_at timestamptz NOT NULL,
    CONSTRAINT released_session_no_key UNIQUE (forum_id, no),
    CONSTRAINT released_session_times_in_order CHECK (ends_at > starts_at),
    CONSTRAINT released_session_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (room_id IS NOT NULL AND NOT overlap_accepted AND state <> 'cancelled')
);
CREATE INDEX released_session_forum_time ON released_session (forum_id, starts_at, session_id);
CREATE INDEX released_session_room ON released_session (room_id);
CREATE INDEX released_session_track ON released_session (track_id);
COMMENT ON TABLE released_session IS 'The agenda as the public sees it. Seats are counted where session.limit_id says, now and not as released.';
COMMENT ON COLUMN released_session.no IS 'Its number at the forum, as session has it.';
COMMENT ON COLUMN released_session.kind IS 'panel, keynote, ceremony, film, break and so on; see agenda::SessionKind.';
COMMENT ON COLUMN released_session.title IS 'By language.';
COMMENT ON COLUMN released_session.subtitle IS 'By language.';
COMMENT ON COLUMN released_session.abstract IS 'Light Markdown, by language.';
COMMENT ON COLUMN released_session.languages IS 'What is spoken.';
COMMENT ON COLUMN released_session.interpretation IS 'What it is interpreted into.';
COMMENT ON COLUMN released_session.state IS 'released, held, or cancelled: called off after the public knew of it.';
COMMENT ON COLUMN released_session.day IS 'The conference day, which may end after midnight.';
COMMENT ON COLUMN released_session.starts_at IS 'When it begins.';
COMMENT ON COLUMN released_session.ends_at IS 'When it ends, not included.';
COMMENT ON COLUMN released_session.illustrative IS 'The time is a sample, not a published fact.';
COMMENT ON COLUMN released_session.overlap_accepted IS 'Someone accepted that it overlaps another in its room.';
COMMENT ON COLUMN released_session.version IS 'The version of the draft that was released; a higher one there waits for a release.';
COMMENT ON COLUMN released_session.sequence IS 'The number of the release that last changed it: the SEQUENCE of feeds, which only rises.';
COMMENT ON COLUMN released_session.released_at IS 'When the public copy last changed.';

CREATE TABLE released_appearance (
    session_id uuid NOT NULL REFERENCES released_session (session_id) ON DELETE CASCADE,
    speaker_id uuid NOT NULL REFERENCES speaker (id),
    role text NOT NULL,
    forum_id uuid NOT NULL REFERENCES forum (id),
    role_words jsonb NOT NULL DEFAULT '{}',
    position integer NOT NULL DEFAULT 0,
    PRIMARY KEY (session_id, speaker_id, role)
);
CREATE INDEX released_appearance_forum ON released_appearance (forum_id, session_id, position);
CREATE INDEX released_appearance_speaker ON released_appearance (speaker_id);
COMMENT ON TABLE released_appearance IS 'Who takes part in the released agenda; hidden speakers too, whom no public query names.';
COMMENT ON COLUMN released_appearance.role IS 'The part by a fixed word; see agenda::AppearanceRole.';
COMMENT ON COLUMN released_appearance.role_words IS 'Other words for the part, by language; mostly empty.';

CREATE TABLE release_notice (
    release_id uuid NOT NULL REFERENCES schedule_release (id),
    registration_id uuid NOT NULL REFERENCES registration (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (release_id, registration_id)
);
CREATE INDEX release_notice_registration ON release_notice (registration_id);
COMMENT ON TABLE release_notice IS 'Who was told of a release already: a job that runs twice writes to nobody twice.';

-- What was public until now becomes each forum's first release.
INSERT INTO released_session (session_id, forum_id, no, kind, title, subtitle, abstract, languages, interpretation,
        state, track_id, room_id, day, starts_at, ends_at, illustrative, overlap_accepted, version, sequence, released_at)
    SELECT s.id, s.forum_id, s.no, s.kind, s.title, s.subtitle, s.abstract, s.languages, s.interpretation,
        s.state, s.track_id, t.room_id, t.day, t.starts_at, t.ends_at, t.illustrative, t.overlap_accepted, s.version, 1,
        s.updated_at
    FROM session s JOIN slot t ON t.session_id = s.id WHERE s.state IN ('released', 'held');
INSERT INTO released_appearance (session_id, speaker_id, role, forum_id, role_words, position)
    SELECT a.session_id, a.speaker_id, a.role, a.forum_id, a.role_words, a.position
    FROM appearance a JOIN released_session r ON r.session_id = a.session_id;
INSERT INTO schedule_release (id, forum_id, number, actor_kind, changes, content, created_at)
    SELECT gen_random_uuid(), r.forum_id, 1, 'system', '[]', jsonb_object_agg(r.session_id, jsonb_build_object(
            'id', r.session_id, 'no', r.no, 'kind', r.kind, 'title', r.title, 'subtitle', r.subtitle,
            'abstract', r.abstract, 'languages', r.languages, 'interpretation', r.interpretation, 'state', r.state,
            'track', r.track_id, 'room', r.room_id, 'day', r.day, 'starts_at', r.starts_at, 'ends_at', r.ends_at,
            'illustrative', r.illustrative, 'overlap_accepted', r.overlap_accepted, 'version', r.version,
            'people', coalesce((SELECT jsonb_agg(jsonb_build_object('speaker', p.speaker_id, 'role', p.role,
                'role_words', p.role_words) ORDER BY p.position)
                FROM released_appearance p WHERE p.session_id = r.session_id), '[]'))),
        max(r.released_at)
    FROM released_session r GROUP BY r.forum_id;
