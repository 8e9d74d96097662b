-- The schema spine: everything that registering for a forum needs. Invariants that must never break
-- are constraints here first; their names are mapped to readable refusals in src/db/constraint.rs.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- People who sign in ------------------------------------------------------------------------------
CREATE TABLE app_user (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    email_key text NOT NULL CONSTRAINT app_user_email_key UNIQUE,
    name text NOT NULL,
    lang text NOT NULL DEFAULT 'ko',
    password_hash text,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz
);
COMMENT ON TABLE app_user IS 'People who sign in to the desk. Attendees need no account.';
COMMENT ON COLUMN app_user.email IS 'As typed; where letters go.';
COMMENT ON COLUMN app_user.email_key IS 'The address folded, by which a person is found and is one person.';
COMMENT ON COLUMN app_user.name IS 'As shown in the desk; empty until the person gives one.';
COMMENT ON COLUMN app_user.lang IS 'In which language letters are written: ko or en.';
COMMENT ON COLUMN app_user.password_hash IS 'argon2id in PHC form; absent until the person sets one.';
COMMENT ON COLUMN app_user.disabled_at IS 'From then on nobody signs in with it; the account stays for the audit log.';

CREATE TABLE staff_session (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id),
    token_hash bytea NOT NULL CONSTRAINT staff_session_token_key UNIQUE,
    by_link boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX staff_session_user ON staff_session (user_id);
COMMENT ON TABLE staff_session IS 'Signed-in browsers; the cookie holds the token, this table its SHA-256.';
COMMENT ON COLUMN staff_session.token_hash IS 'SHA-256 of the cookie''s token; the token itself is kept nowhere.';
COMMENT ON COLUMN staff_session.by_link IS 'Opened by a one-time link: for a while it may set a password without knowing the old one.';
COMMENT ON COLUMN staff_session.expires_at IS 'When it ends by itself.';
COMMENT ON COLUMN staff_session.revoked_at IS 'When it was ended: signed out, or the password changed.';

CREATE TABLE sign_in_link (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id),
    token_hash bytea NOT NULL CONSTRAINT sign_in_link_token_key UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX sign_in_link_user ON sign_in_link (user_id);
COMMENT ON TABLE sign_in_link IS 'One-time links to the desk: used once, short-lived.';
COMMENT ON COLUMN sign_in_link.token_hash IS 'SHA-256 of the link''s token.';
COMMENT ON COLUMN sign_in_link.expires_at IS 'From then on it opens nothing.';
COMMENT ON COLUMN sign_in_link.used_at IS 'When it was used; it opens nothing twice.';

-- Forums ------------------------------------------------------------------------------------------
CREATE TABLE forum (
    id uuid PRIMARY KEY,
    slug text NOT NULL CONSTRAINT forum_slug_key UNIQUE,
    title jsonb NOT NULL,
    lead jsonb NOT NULL DEFAULT '{}',
    host jsonb NOT NULL DEFAULT '{}',
    notice jsonb NOT NULL DEFAULT '{}',
    sample jsonb NOT NULL DEFAULT '{}',
    zone text NOT NULL,
    languages text[] NOT NULL DEFAULT '{ko,en}',
    state text NOT NULL DEFAULT 'draft'
        CONSTRAINT forum_state_known CHECK (state IN ('draft', 'published', 'running', 'closed', 'cancelled', 'purged')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    day_start time NOT NULL DEFAULT '06:00',
    registration_opens_at timestamptz,
    registration_closes_at timestamptz,
    changes_until timestamptz,
    sensitive boolean NOT NULL DEFAULT false,
    contact_email text,
    retention_days integer NOT NULL DEFAULT 90
        CONSTRAINT forum_retention_sane CHECK (retention_days BETWEEN 1 AND 3650),
    last_session_no integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT forum_days_in_order CHECK (ends_at > starts_at),
    CONSTRAINT forum_window_in_order CHECK (registration_closes_at > registration_opens_at)
);
CREATE INDEX forum_public ON forum (starts_at DESC, id) WHERE state IN ('published', 'running', 'closed');
COMMENT ON TABLE forum IS 'A forum: names, zone, days, registration window, state.';
COMMENT ON COLUMN forum.slug IS 'Its name in addresses; never a word that a page of ours has.';
COMMENT ON COLUMN forum.title IS 'Its name by language: {"ko": …, "en": …}, as every jsonb of words here.';
COMMENT ON COLUMN forum.lead IS 'One or two sentences under its name, by language.';
COMMENT ON COLUMN forum.host IS 'Who holds it, by language.';
COMMENT ON COLUMN forum.notice IS 'What everyone must read, on every page, by language; mostly empty.';
COMMENT ON COLUMN forum.sample IS 'When set, a notice on every page that some values are illustrative.';
COMMENT ON COLUMN forum.zone IS 'IANA name; every instant is shown in it.';
COMMENT ON COLUMN forum.languages IS 'The languages it is held in, the first being its own.';
COMMENT ON COLUMN forum.state IS 'From draft to purged; only published, running and closed are public.';
COMMENT ON COLUMN forum.starts_at IS 'When it begins.';
COMMENT ON COLUMN forum.ends_at IS 'When it ends.';
COMMENT ON COLUMN forum.day_start IS 'A conference day ends at this hour of the next calendar day.';
COMMENT ON COLUMN forum.registration_opens_at IS 'From when registrations are taken; with the next absent too, none are taken at all.';
COMMENT ON COLUMN forum.registration_closes_at IS 'Until when, not included; absent means until the forum ends.';
COMMENT ON COLUMN forum.changes_until IS 'Until when registrants may change what they said; absent means until the forum begins.';
COMMENT ON COLUMN forum.sensitive IS 'Being seen here can hurt someone: exit control, no search engines.';
COMMENT ON COLUMN forum.contact_email IS 'Where people write to; shown in public and in letters.';
COMMENT ON COLUMN forum.retention_days IS 'How many days after its end what is known of people is destroyed.';
COMMENT ON COLUMN forum.last_session_no IS 'The highest session number ever given; numbers are never reused.';
COMMENT ON COLUMN forum.version IS 'Raised by every change; what If-Match is held against.';

CREATE TABLE role_grant (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id),
    role text NOT NULL CONSTRAINT role_grant_role_known CHECK (role IN ('admin', 'organizer', 'door')),
    forum_id uuid REFERENCES forum (id),
    granted_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT role_grant_reach CHECK ((role = 'admin') = (forum_id IS NULL))
);
CREATE UNIQUE INDEX role_grant_live ON role_grant (user_id, role, forum_id) NULLS NOT DISTINCT WHERE revoked_at IS NULL;
CREATE INDEX role_grant_user ON role_grant (user_id);
CREATE INDEX role_grant_forum ON role_grant (forum_id);
COMMENT ON TABLE role_grant IS 'Who may do what: admin for the installation, organizer and door for one forum. Ended, never deleted.';
COMMENT ON COLUMN role_grant.role IS 'admin, organizer or door.';
COMMENT ON COLUMN role_grant.forum_id IS 'The one forum it is for; absent for admins alone.';
COMMENT ON COLUMN role_grant.granted_at IS 'From when it holds.';
COMMENT ON COLUMN role_grant.revoked_at IS 'From when it holds no more.';

CREATE TABLE api_token (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id),
    role text NOT NULL CONSTRAINT api_token_role_known CHECK (role IN ('admin', 'organizer', 'door')),
    forum_id uuid REFERENCES forum (id),
    token_hash bytea NOT NULL CONSTRAINT api_token_hash_key UNIQUE,
    hint text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT api_token_reach CHECK ((role = 'admin') = (forum_id IS NULL))
);
CREATE INDEX api_token_user ON api_token (user_id);
CREATE INDEX api_token_forum ON api_token (forum_id);
COMMENT ON TABLE api_token IS 'Bearer tokens for programs: hashed, for one role and (but for admin) one forum, expiring.';
COMMENT ON COLUMN api_token.role IS 'What the program may do, as role_grant has it.';
COMMENT ON COLUMN api_token.forum_id IS 'The one forum it is for; absent for admins'' alone.';
COMMENT ON COLUMN api_token.token_hash IS 'SHA-256 of the token; the token itself was shown once.';
COMMENT ON COLUMN api_token.hint IS 'The first letters of the token, to tell it from others.';
COMMENT ON COLUMN api_token.expires_at IS 'From then on it opens nothing.';
COMMENT ON COLUMN api_token.revoked_at IS 'When it was taken back.';

CREATE TABLE venue (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    name jsonb NOT NULL,
    address jsonb NOT NULL DEFAULT '{}',
    directions jsonb NOT NULL DEFAULT '{}',
    access jsonb NOT NULL DEFAULT '{}',
    map_url text,
    position integer NOT NULL DEFAULT 0
);
CREATE INDEX venue_forum ON venue (forum_id, position);
COMMENT ON TABLE venue IS 'A place where a forum meets.';
COMMENT ON COLUMN venue.name IS 'By language.';
COMMENT ON COLUMN venue.address IS 'As on a letter, by language.';
COMMENT ON COLUMN venue.directions IS 'How to get there, by language.';
COMMENT ON COLUMN venue.access IS 'Ways in without steps, lifts, quiet rooms, by language.';
COMMENT ON COLUMN venue.map_url IS 'A map elsewhere; a link, never embedded.';

CREATE TABLE room (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    venue_id uuid NOT NULL REFERENCES venue (id),
    name jsonb NOT NULL,
    size integer CONSTRAINT room_size_positive CHECK (size > 0),
    floor text,
    step_free boolean,
    booth boolean,
    position integer NOT NULL DEFAULT 0
);
CREATE INDEX room_forum ON room (forum_id, position);
CREATE INDEX room_venue ON room (venue_id);
COMMENT ON TABLE room IS 'A room of a venue; size is how many people it seats.';
COMMENT ON COLUMN room.name IS 'By language.';
COMMENT ON COLUMN room.size IS 'How many people it seats; absent when nobody said.';
COMMENT ON COLUMN room.floor IS 'As the building writes it: B1, 3.';
COMMENT ON COLUMN room.step_free IS 'Whether it is reached without steps; absent when nobody said.';
COMMENT ON COLUMN room.booth IS 'Whether interpreters have a booth; absent when nobody said.';

CREATE TABLE consent_text (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    purpose text NOT NULL,
    version integer NOT NULL,
    required boolean NOT NULL,
    title jsonb NOT NULL,
    body jsonb NOT NULL,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    retired_at timestamptz,
    CONSTRAINT consent_text_version_key UNIQUE (forum_id, purpose, version)
);
CREATE UNIQUE INDEX consent_text_current ON consent_text (forum_id, purpose) WHERE retired_at IS NULL;
COMMENT ON TABLE consent_text IS 'Versions of what people are asked to agree to, one purpose each (PIPA Art. 15, 22). Never edited: a change is a new version.';
COMMENT ON COLUMN consent_text.purpose IS 'The word by which forms and the API name it: privacy, photo.';
COMMENT ON COLUMN consent_text.version IS 'Counts from 1 for each purpose; what was agreed to stays readable.';
COMMENT ON COLUMN consent_text.required IS 'Whether nobody registers without it.';
COMMENT ON COLUMN consent_text.title IS 'The one line beside the box, by language.';
COMMENT ON COLUMN consent_text.body IS 'What is collected, why, for how long, and what refusing means, by language.';
COMMENT ON COLUMN consent_text.retired_at IS 'From when another version is asked instead.';

-- Limits ------------------------------------------------------------------------------------------
CREATE TABLE seat_limit (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    kind text NOT NULL
        CONSTRAINT seat_limit_kind_known CHECK (kind IN ('forum', 'category', 'session', 'delegation', 'companions')),
    capacity integer CONSTRAINT seat_limit_capacity_sane CHECK (capacity >= 0),
    ceiling integer,
    taken integer NOT NULL DEFAULT 0,
    waiting integer NOT NULL DEFAULT 0 CONSTRAINT seat_limit_waiting_sane CHECK (waiting >= 0),
    last_place bigint NOT NULL DEFAULT 0,
    CONSTRAINT seat_limit_never_over CHECK (taken >= 0 AND (ceiling IS NULL OR taken <= ceiling)),
    CONSTRAINT seat_limit_ceiling_covers CHECK ((capacity IS NULL) = (ceiling IS NULL) AND ceiling >= capacity)
) WITH (fillfactor = 10);
CREATE INDEX seat_limit_forum ON seat_limit (forum_id);
COMMENT ON TABLE seat_limit IS 'Every limit on seats: how many there are, how many are taken. Locked in id order. No hot row refers to it, so that counting stays cheap.';
COMMENT ON COLUMN seat_limit.kind IS 'What is limited: the forum, a category, a session, a delegation, companions.';
COMMENT ON COLUMN seat_limit.capacity IS 'How many may be given out; absent means no limit.';
COMMENT ON COLUMN seat_limit.ceiling IS 'What the constraint enforces: the capacity, or what was held when the capacity was lowered.';
COMMENT ON COLUMN seat_limit.taken IS 'How many are held now; never more than the ceiling.';
COMMENT ON COLUMN seat_limit.waiting IS 'How many wait in line.';
COMMENT ON COLUMN seat_limit.last_place IS 'The highest place in line ever given; order is by it.';

CREATE TABLE category (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    code text NOT NULL,
    name jsonb NOT NULL,
    description jsonb NOT NULL DEFAULT '{}',
    band text NOT NULL DEFAULT 'general',
    limit_id uuid NOT NULL REFERENCES seat_limit (id),
    position integer NOT NULL DEFAULT 0,
    CONSTRAINT category_code_key UNIQUE (forum_id, code)
);
CREATE INDEX category_limit ON category (limit_id);
COMMENT ON TABLE category IS 'Kinds of attendees of a forum, each with its own limit.';
COMMENT ON COLUMN category.code IS 'The word by which forms and the API name it.';
COMMENT ON COLUMN category.name IS 'By language.';
COMMENT ON COLUMN category.description IS 'Who it is for, by language.';
COMMENT ON COLUMN category.band IS 'The colour band of its badge.';
COMMENT ON COLUMN category.limit_id IS 'Where its places are counted.';

-- Agenda ------------------------------------------------------------------------------------------
CREATE TABLE track (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    slug text NOT NULL,
    name jsonb NOT NULL,
    colour text,
    position integer NOT NULL DEFAULT 0,
    CONSTRAINT track_slug_key UNIQUE (forum_id, slug)
);
COMMENT ON TABLE track IS 'Threads that run through an agenda.';
COMMENT ON COLUMN track.slug IS 'Its name in addresses.';
COMMENT ON COLUMN track.name IS 'By language.';
COMMENT ON COLUMN track.colour IS 'As imported, for example #0b50d0; never the only mark.';

CREATE TABLE session (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    no integer NOT NULL,
    kind text NOT NULL DEFAULT 'session',
    title jsonb NOT NULL,
    subtitle jsonb NOT NULL DEFAULT '{}',
    abstract jsonb NOT NULL DEFAULT '{}',
    languages text[] NOT NULL DEFAULT '{}',
    interpretation text[] NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'draft'
        CONSTRAINT session_state_known CHECK (state IN ('draft', 'scheduled', 'released', 'held', 'cancelled')),
    track_id uuid REFERENCES track (id),
    limit_id uuid REFERENCES seat_limit (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT session_no_key UNIQUE (forum_id, no)
);
CREATE INDEX session_track ON session (track_id);
CREATE INDEX session_limit ON session (limit_id);
COMMENT ON TABLE session IS 'One item of an agenda. "no" is small, never changes and is never reused.';
COMMENT ON COLUMN session.no IS 'Its number at the forum: small, never changed, never reused.';
COMMENT ON COLUMN session.kind IS 'panel, keynote, ceremony, film, break and so on; see agenda::SessionKind.';
COMMENT ON COLUMN session.title IS 'By language.';
COMMENT ON COLUMN session.subtitle IS 'By language.';
COMMENT ON COLUMN session.abstract IS 'Light Markdown, by language.';
COMMENT ON COLUMN session.languages IS 'What is spoken.';
COMMENT ON COLUMN session.interpretation IS 'What it is interpreted into.';
COMMENT ON COLUMN session.state IS 'Public once released; draft and scheduled are the desk''s alone.';
COMMENT ON COLUMN session.limit_id IS 'Where seats are counted; absent when the session takes no sign-up and is open to everyone who is registered.';
COMMENT ON COLUMN session.version IS 'Raised by every change; what If-Match is held against.';

CREATE TABLE slot (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    session_id uuid NOT NULL REFERENCES session (id),
    room_id uuid REFERENCES room (id),
    day date NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    illustrative boolean NOT NULL DEFAULT false,
    overlap_accepted boolean NOT NULL DEFAULT false,
    CONSTRAINT slot_times_in_order CHECK (ends_at > starts_at),
    CONSTRAINT slot_session_key UNIQUE (session_id),
    CONSTRAINT slot_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (room_id IS NOT NULL AND NOT overlap_accepted)
);
CREATE INDEX slot_forum_time ON slot (forum_id, starts_at, id);
CREATE INDEX slot_room ON slot (room_id);
COMMENT ON TABLE slot IS 'When and where a session is held.';
COMMENT ON COLUMN slot.room_id IS 'Where; absent while no room is named.';
COMMENT ON COLUMN slot.day IS 'The conference day, which may end after midnight.';
COMMENT ON COLUMN slot.starts_at IS 'When it begins.';
COMMENT ON COLUMN slot.ends_at IS 'When it ends, not included.';
COMMENT ON COLUMN slot.illustrative IS 'The time is a sample, not a published fact.';
COMMENT ON COLUMN slot.overlap_accepted IS 'Someone accepted that this slot overlaps another in its room.';

CREATE TABLE speaker (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    name jsonb NOT NULL,
    title jsonb NOT NULL DEFAULT '{}',
    biography jsonb NOT NULL DEFAULT '{}',
    hidden boolean NOT NULL DEFAULT false,
    position integer NOT NULL DEFAULT 0
);
CREATE INDEX speaker_forum ON speaker (forum_id, position, id);
COMMENT ON TABLE speaker IS 'People who speak at a forum, in order of precedence.';
COMMENT ON COLUMN speaker.name IS 'By language, as the person writes it.';
COMMENT ON COLUMN speaker.title IS 'Office and house, by language.';
COMMENT ON COLUMN speaker.biography IS 'Light Markdown, by language.';
COMMENT ON COLUMN speaker.hidden IS 'Never named in public.';

CREATE TABLE appearance (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    session_id uuid NOT NULL REFERENCES session (id),
    speaker_id uuid NOT NULL REFERENCES speaker (id),
    role text NOT NULL DEFAULT 'speaker',
    role_words jsonb NOT NULL DEFAULT '{}',
    position integer NOT NULL DEFAULT 0,
    CONSTRAINT appearance_once UNIQUE (session_id, speaker_id, role)
);
CREATE INDEX appearance_forum ON appearance (forum_id, session_id, position);
CREATE INDEX appearance_speaker ON appearance (speaker_id);
COMMENT ON TABLE appearance IS 'A speaker''s part in a session: chair, panel, keynote, remarks.';
COMMENT ON COLUMN appearance.role IS 'The part by a fixed word; see agenda::AppearanceRole.';
COMMENT ON COLUMN appearance.role_words IS 'Other words for the part, by language; mostly empty.';

CREATE TABLE source_ref (
    forum_id uuid NOT NULL REFERENCES forum (id),
    source text NOT NULL,
    kind text NOT NULL CONSTRAINT source_ref_kind_known CHECK (kind IN ('session', 'room', 'track', 'speaker')),
    foreign_id text NOT NULL,
    local_id uuid NOT NULL,
    PRIMARY KEY (forum_id, source, kind, foreign_id)
);
COMMENT ON TABLE source_ref IS 'What imported things are called where they come from, so that importing again updates.';
COMMENT ON COLUMN source_ref.source IS 'Whose ids they are: as told, else the forum''s short name in the file, else the kind of file.';
COMMENT ON COLUMN source_ref.kind IS 'session, room, track or speaker.';
COMMENT ON COLUMN source_ref.foreign_id IS 'What the thing is called there.';
COMMENT ON COLUMN source_ref.local_id IS 'What it is here; no foreign key, because it points into four tables.';

-- Registrations -----------------------------------------------------------------------------------
CREATE TABLE registration_draft (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    token_hash bytea NOT NULL CONSTRAINT registration_draft_token_key UNIQUE,
    answers jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX registration_draft_expiry ON registration_draft (expires_at);
CREATE INDEX registration_draft_forum ON registration_draft (forum_id);
COMMENT ON TABLE registration_draft IS 'Half-filled forms, kept so that nothing typed is lost. Holds no seat; swept when it expires.';
COMMENT ON COLUMN registration_draft.token_hash IS 'SHA-256 of the token in the page''s address.';
COMMENT ON COLUMN registration_draft.answers IS 'What was typed so far, by field.';
COMMENT ON COLUMN registration_draft.expires_at IS 'From then on it may be swept.';

CREATE TABLE registration (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    category_id uuid NOT NULL REFERENCES category (id),
    reference text NOT NULL CONSTRAINT registration_reference_key UNIQUE,
    email text NOT NULL,
    email_key text NOT NULL,
    name text NOT NULL,
    name_latin text,
    badge_name text,
    affiliation text,
    lang text NOT NULL,
    state text NOT NULL
        CONSTRAINT registration_state_known CHECK (state IN ('unverified', 'submitted', 'endorsed', 'approved', 'confirmed', 'waitlisted', 'offered', 'rejected', 'withdrawn', 'cancelled', 'lapsed', 'anonymised')),
    needs jsonb NOT NULL DEFAULT '{}',
    discreet boolean NOT NULL DEFAULT false,
    photo text NOT NULL DEFAULT 'ask' CONSTRAINT registration_photo_known CHECK (photo IN ('yes', 'ask', 'no')),
    answers jsonb NOT NULL DEFAULT '{}',
    search text NOT NULL,
    link_version integer NOT NULL DEFAULT 1,
    calendar_sequence integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    verified_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX registration_one_live ON registration (forum_id, email_key)
    WHERE state NOT IN ('rejected', 'withdrawn', 'cancelled', 'lapsed', 'anonymised');
CREATE INDEX registration_newest ON registration (forum_id, id DESC);
CREATE INDEX registration_by_state ON registration (forum_id, state, id DESC);
CREATE INDEX registration_search ON registration USING gin (search gin_trgm_ops);
CREATE INDEX registration_category ON registration (category_id);
COMMENT ON TABLE registration IS 'Who comes. One live registration per address and forum.';
COMMENT ON COLUMN registration.reference IS 'Its name to people: short, unambiguous, not guessable in sequence.';
COMMENT ON COLUMN registration.email IS 'As typed; where letters go.';
COMMENT ON COLUMN registration.email_key IS 'The address folded; one live registration has it at a forum.';
COMMENT ON COLUMN registration.name IS 'As typed; shown to staff only.';
COMMENT ON COLUMN registration.name_latin IS 'The same in Latin letters, for badges of foreign guests.';
COMMENT ON COLUMN registration.badge_name IS 'Shown on the badge and in lists; when absent nothing falls back to the full name.';
COMMENT ON COLUMN registration.affiliation IS 'House and office, as typed.';
COMMENT ON COLUMN registration.lang IS 'In which language letters are written: ko or en.';
COMMENT ON COLUMN registration.state IS 'Where it stands; see registration::RegistrationState.';
COMMENT ON COLUMN registration.needs IS 'What access the person asked for: kinds and words.';
COMMENT ON COLUMN registration.discreet IS 'Letters and calendar entries must not tell what the forum is about.';
COMMENT ON COLUMN registration.photo IS 'Whether the person may be photographed: yes, ask first, no.';
COMMENT ON COLUMN registration.answers IS 'Answers to the forum''s own questions, by field.';
COMMENT ON COLUMN registration.search IS 'Names, affiliation, address and reference folded for search; see types::fold.';
COMMENT ON COLUMN registration.link_version IS 'Raising it makes every private link made so far void.';
COMMENT ON COLUMN registration.calendar_sequence IS 'The SEQUENCE of its calendar entry; only rises.';
COMMENT ON COLUMN registration.version IS 'Raised by every change; what If-Match is held against.';
COMMENT ON COLUMN registration.verified_at IS 'When the private link was first opened, which proves the address.';

CREATE TABLE session_seat (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    registration_id uuid NOT NULL REFERENCES registration (id),
    session_id uuid NOT NULL REFERENCES session (id),
    state text NOT NULL
        CONSTRAINT session_seat_state_known CHECK (state IN ('requested', 'confirmed', 'waitlisted', 'offered', 'attended', 'no_show', 'given_up', 'displaced', 'cancelled_by_organizer')),
    calendar_sequence integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT session_seat_once UNIQUE (registration_id, session_id)
) WITH (fillfactor = 80);
CREATE INDEX session_seat_session ON session_seat (session_id, state);
CREATE INDEX session_seat_forum ON session_seat (forum_id);
COMMENT ON TABLE session_seat IS 'A registration''s seat in a session; given up and taken again it stays one row, so that its calendar entry keeps its identity.';
COMMENT ON COLUMN session_seat.state IS 'Where it stands; see registration::SeatState.';
COMMENT ON COLUMN session_seat.calendar_sequence IS 'The SEQUENCE of its calendar entry; only rises.';

CREATE TABLE waitlist_entry (
    id uuid PRIMARY KEY,
    forum_id uuid NOT NULL REFERENCES forum (id),
    limit_id uuid NOT NULL,
    registration_id uuid NOT NULL REFERENCES registration (id),
    session_id uuid REFERENCES session (id),
    place bigint NOT NULL,
    state text NOT NULL CONSTRAINT waitlist_entry_state_known CHECK (state IN ('waiting', 'promoted', 'left')),
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT waitlist_entry_place_key UNIQUE (limit_id, place)
);
CREATE UNIQUE INDEX waitlist_entry_once ON waitlist_entry (limit_id, registration_id) WHERE state = 'waiting';
CREATE INDEX waitlist_entry_line ON waitlist_entry (limit_id, place) WHERE state = 'waiting';
CREATE INDEX waitlist_entry_registration ON waitlist_entry (registration_id);
CREATE INDEX waitlist_entry_forum ON waitlist_entry (forum_id);
CREATE INDEX waitlist_entry_session ON waitlist_entry (session_id);
COMMENT ON TABLE waitlist_entry IS 'Places in line for a limit. Joining again goes last. limit_id has no foreign key: referring to a hot counter row makes counting slow.';
COMMENT ON COLUMN waitlist_entry.limit_id IS 'The limit waited for.';
COMMENT ON COLUMN waitlist_entry.session_id IS 'The session whose seat is waited for; absent in the line for the forum.';
COMMENT ON COLUMN waitlist_entry.place IS 'The order of the line; given once, never changed, gaps mean nothing.';
COMMENT ON COLUMN waitlist_entry.state IS 'waiting, promoted, or left.';
COMMENT ON COLUMN waitlist_entry.ended_at IS 'When waiting ended, either way.';

CREATE TABLE consent_given (
    registration_id uuid NOT NULL REFERENCES registration (id),
    consent_text_id uuid NOT NULL REFERENCES consent_text (id),
    given_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    PRIMARY KEY (registration_id, consent_text_id)
);
CREATE INDEX consent_given_consent_text ON consent_given (consent_text_id);
COMMENT ON TABLE consent_given IS 'Which version of which text a person agreed to, and when.';
COMMENT ON COLUMN consent_given.given_at IS 'When the person agreed.';
COMMENT ON COLUMN consent_given.withdrawn_at IS 'When the person took it back.';

CREATE TABLE idempotency_key (
    forum_id uuid NOT NULL REFERENCES forum (id),
    key text NOT NULL,
    body_hash bytea NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (forum_id, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
COMMENT ON TABLE idempotency_key IS 'Answers already given, by the key the client sent; swept after two days.';
COMMENT ON COLUMN idempotency_key.key IS 'The client''s word for its request.';
COMMENT ON COLUMN idempotency_key.body_hash IS 'SHA-256 of what was sent: the same key with another body is refused.';
COMMENT ON COLUMN idempotency_key.answer IS 'What was answered, to be answered again.';

-- Letters, jobs, audit ----------------------------------------------------------------------------
CREATE TABLE message (
    id uuid PRIMARY KEY,
    forum_id uuid REFERENCES forum (id),
    registration_id uuid REFERENCES registration (id),
    to_email text NOT NULL,
    lang text NOT NULL,
    letter text NOT NULL,
    content jsonb NOT NULL,
    state text NOT NULL DEFAULT 'queued'
        CONSTRAINT message_state_known CHECK (state IN ('queued', 'sending', 'sent', 'retry', 'failed', 'bounced', 'held', 'withdrawn')),
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    leased_until timestamptz,
    last_error text,
    ambiguous boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    sent_at timestamptz
);
CREATE INDEX message_due ON message (due_at, id) WHERE state IN ('queued', 'retry', 'sending');
CREATE INDEX message_forum ON message (forum_id, id DESC);
CREATE INDEX message_registration ON message (registration_id);
CREATE INDEX message_address ON message (to_email, created_at);
COMMENT ON TABLE message IS 'The outbox: a letter is stored as its typed content in the transaction that causes it, rendered and sent by the worker. Its id makes the Message-ID, so a repeat is recognisable.';
COMMENT ON COLUMN message.to_email IS 'The one recipient.';
COMMENT ON COLUMN message.lang IS 'In which language it is written: ko or en.';
COMMENT ON COLUMN message.letter IS 'The dotted name of its kind; see mail::Letter.';
COMMENT ON COLUMN message.content IS 'Ids and states, never rendered text and never a secret.';
COMMENT ON COLUMN message.state IS 'Where it stands; held ones wait for staff, withdrawn ones never leave.';
COMMENT ON COLUMN message.attempts IS 'How often it was handed over.';
COMMENT ON COLUMN message.due_at IS 'When to try next.';
COMMENT ON COLUMN message.leased_until IS 'Until when a worker has it; after that another may take it.';
COMMENT ON COLUMN message.last_error IS 'What the last attempt ran into, for staff.';
COMMENT ON COLUMN message.ambiguous IS 'The connection was cut after the final dot once: it may have arrived already.';
COMMENT ON COLUMN message.sent_at IS 'When the mail server took it.';

CREATE TABLE job (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    content jsonb NOT NULL,
    state text NOT NULL DEFAULT 'queued'
        CONSTRAINT job_state_known CHECK (state IN ('queued', 'running', 'retry', 'done', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    leased_until timestamptz,
    last_error text,
    created_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX job_due ON job (due_at, id) WHERE state IN ('queued', 'running', 'retry');
COMMENT ON TABLE job IS 'Facts that rooms above act on, enqueued in the transaction that made them true.';
COMMENT ON COLUMN job.kind IS 'The dotted name of the fact.';
COMMENT ON COLUMN job.content IS 'The fact: ids and states.';
COMMENT ON COLUMN job.state IS 'Where it stands; failed ones wait for staff.';
COMMENT ON COLUMN job.attempts IS 'How often it was tried.';
COMMENT ON COLUMN job.due_at IS 'When to try next.';
COMMENT ON COLUMN job.leased_until IS 'Until when a worker has it; after that another may take it.';
COMMENT ON COLUMN job.last_error IS 'What the last attempt ran into.';
COMMENT ON COLUMN job.ended_at IS 'When it was done or given up.';

CREATE TABLE audit_entry (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    forum_id uuid,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid,
    purpose text,
    detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entry_forum ON audit_entry (forum_id, id DESC);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id);
COMMENT ON TABLE audit_entry IS 'Who did or saw what, whose, and why. Ids, never names, so that erasing a person leaves the chain whole. Append-only.';
COMMENT ON COLUMN audit_entry.at IS 'When it happened.';
COMMENT ON COLUMN audit_entry.actor_kind IS 'Who: staff, a registrant, a program, the operator, Madang itself.';
COMMENT ON COLUMN audit_entry.actor_id IS 'Which one, where there are several.';
COMMENT ON COLUMN audit_entry.forum_id IS 'At which forum; no foreign key, so that the log outlives the forum.';
COMMENT ON COLUMN audit_entry.action IS 'What was done or seen, a dotted past event: registration.withdrawn.';
COMMENT ON COLUMN audit_entry.subject_kind IS 'What it was done to.';
COMMENT ON COLUMN audit_entry.subject_id IS 'Which one.';
COMMENT ON COLUMN audit_entry.purpose IS 'What the list or the look was for, where one must be given.';
COMMENT ON COLUMN audit_entry.detail IS 'Ids, counts and states; never names or addresses.';

CREATE TABLE audit_seal (
    no bigint PRIMARY KEY,
    entry_id uuid NOT NULL CONSTRAINT audit_seal_entry_key UNIQUE,
    hash bytea NOT NULL
);
COMMENT ON TABLE audit_seal IS 'The hash chain over the audit log, linked by the sealer a moment after each commit. hash = SHA-256(previous hash, canonical entry).';
COMMENT ON COLUMN audit_seal.no IS 'The place in the chain, from 1 without gaps.';
COMMENT ON COLUMN audit_seal.entry_id IS 'The entry sealed; no foreign key, so that a deletion shows as a broken link.';
COMMENT ON COLUMN audit_seal.hash IS 'SHA-256, see above.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
