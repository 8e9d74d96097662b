// Written by bin/schema from a migrated database; change a migration instead.

diesel::table! {
    /// Bearer tokens for programs: hashed, for one role and (but for admin) one forum, expiring.
    api_token (id) {
        id -> Uuid,
        user_id -> Uuid,
        /// What the program may do, as role_grant has it.
        role -> Text,
        /// The one forum it is for; absent for admins' alone.
        forum_id -> Nullable<Uuid>,
        /// SHA-256 of the token; the token itself was shown once.
        token_hash -> Bytea,
        /// The first letters of the token, to tell it from others.
        hint -> Text,
        created_at -> Timestamptz,
        /// From then on it opens nothing.
        expires_at -> Timestamptz,
        /// When it was taken back.
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// People who sign in to the desk. Attendees need no account.
    app_user (id) {
        id -> Uuid,
        /// As typed; where letters go.
        email -> Text,
        /// The address folded, by which a person is found and is one person.
        email_key -> Text,
        /// As shown in the desk; empty until the person gives one.
        name -> Text,
        /// In which language letters are written: ko or en.
        lang -> Text,
        /// argon2id in PHC form; absent until the person sets one.
        password_hash -> Nullable<Text>,
        created_at -> Timestamptz,
        /// From then on nobody signs in with it; the account stays for the audit log.
        disabled_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// A speaker's part in a session: chair, panel, keynote, remarks.
    appearance (id) {
        id -> Uuid,
        forum_id -> Uuid,
        session_id -> Uuid,
        speaker_id -> Uuid,
        /// The part by a fixed word; see agenda::AppearanceRole.
        role -> Text,
        /// Other words for the part, by language; mostly empty.
        role_words -> Jsonb,
        position -> Int4,
    }
}

diesel::table! {
    /// Who did or saw what, whose, and why. Ids, never names, so that erasing a person leaves the chain whole. Append-only.
    audit_entry (id) {
        id -> Uuid,
        /// When it happened.
        at -> Timestamptz,
        /// Who: staff, a registrant, a program, the operator, Madang itself.
        actor_kind -> Text,
        /// Which one, where there are several.
        actor_id -> Nullable<Uuid>,
        /// At which forum; no foreign key, so that the log outlives the forum.
        forum_id -> Nullable<Uuid>,
        /// What was done or seen, a dotted past event: registration.withdrawn.
        action -> Text,
        /// What it was done to.
        subject_kind -> Text,
        /// Which one.
        subject_id -> Nullable<Uuid>,
        /// What the list or the look was for, where one must be given.
        purpose -> Nullable<Text>,
        /// Ids, counts and states; never names or addresses.
        detail -> Jsonb,
    }
}

diesel::table! {
    /// The state of the audit chain at the end of each day, signed with the installation's key; to be kept elsewhere too. Append-only.
    audit_head (day) {
        /// The day that had ended, in UTC.
        day -> Date,
        /// The last link at that time.
        no -> Int8,
        /// The hash of that link; empty when there was none.
        hash -> Bytea,
        /// How many links were made since the head before.
        entries -> Int8,
        /// Ed25519 over all of this and the signature of the head before.
        signature -> Bytea,
        /// When it was signed.
        made_at -> Timestamptz,
    }
}

diesel::table! {
    /// That somebody answerable looked over who read and took out people's data in a month, as the Korean safety standard asks. Append-only.
    audit_review (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// The first day of the month.
        month -> Date,
        /// What there was to look over: acts and people by actor, as counts.
        figures -> Jsonb,
        /// What they found, in their words; no names of people who registered.
        note -> Text,
        reviewer_id -> Uuid,
        /// When they signed.
        signed_at -> Timestamptz,
    }
}

diesel::table! {
    /// The hash chain over the audit log, linked by the sealer a moment after each commit. hash = SHA-256(previous hash, canonical entry).
    audit_seal (no) {
        /// The place in the chain, from 1 without gaps.
        no -> Int8,
        /// The entry sealed; no foreign key, so that a deletion shows as a broken link.
        entry_id -> Uuid,
        /// SHA-256, see above.
        hash -> Bytea,
    }
}

diesel::table! {
    /// How far the audit chain reaches, signed anew with every link: what is cut off its end is missed.
    audit_tip (one) {
        /// There is one row, from the beginning on; that it is missing is a fault.
        one -> Bool,
        /// The last link; 0 before the first.
        no -> Int8,
        /// The hash of that link; empty before the first.
        hash -> Bytea,
        /// The day of the last head.
        head -> Nullable<Date>,
        /// Ed25519 over all of this and the signature of the last head.
        signature -> Bytea,
    }
}

diesel::table! {
    /// Kinds of attendees of a forum, each with its own limit.
    category (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// The word by which forms and the API name it.
        code -> Text,
        /// By language.
        name -> Jsonb,
        /// Who it is for, by language.
        description -> Jsonb,
        /// The colour band of its badge.
        band -> Text,
        /// Where its places are counted.
        limit_id -> Uuid,
        position -> Int4,
    }
}

diesel::table! {
    /// Which version of which text a person agreed to, and when.
    consent_given (registration_id, consent_text_id) {
        registration_id -> Uuid,
        consent_text_id -> Uuid,
        /// When the person agreed.
        given_at -> Timestamptz,
        /// When the person took it back.
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Versions of what people are asked to agree to, one purpose each (PIPA Art. 15, 22). Never edited: a change is a new version.
    consent_text (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// The word by which forms and the API name it: privacy, photo.
        purpose -> Text,
        /// Counts from 1 for each purpose; what was agreed to stays readable.
        version -> Int4,
        /// Whether nobody registers without it.
        required -> Bool,
        /// The one line beside the box, by language.
        title -> Jsonb,
        /// What is collected, why, for how long, and what refusing means, by language.
        body -> Jsonb,
        position -> Int4,
        created_at -> Timestamptz,
        /// From when another version is asked instead.
        retired_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// A forum: names, zone, days, registration window, state.
    forum (id) {
        id -> Uuid,
        /// Its name in addresses; never a word that a page of ours has.
        slug -> Text,
        /// Its name by language: {"ko": …, "en": …}, as every jsonb of words here.
        title -> Jsonb,
        /// One or two sentences under its name, by language.
        lead -> Jsonb,
        /// Who holds it, by language.
        host -> Jsonb,
        /// What everyone must read, on every page, by language; mostly empty.
        notice -> Jsonb,
        /// When set, a notice on every page that some values are illustrative.
        sample -> Jsonb,
        /// IANA name; every instant is shown in it.
        zone -> Text,
        /// The languages it is held in, the first being its own.
        languages -> Array<Nullable<Text>>,
        /// From draft to purged; only published, running and closed are public.
        state -> Text,
        /// When it begins.
        starts_at -> Timestamptz,
        /// When it ends.
        ends_at -> Timestamptz,
        /// A conference day ends at this hour of the next calendar day.
        day_start -> Time,
        /// From when registrations are taken; with the next absent too, none are taken at all.
        registration_opens_at -> Nullable<Timestamptz>,
        /// Until when, not included; absent means until the forum ends.
        registration_closes_at -> Nullable<Timestamptz>,
        /// Until when registrants may change what they said; absent means until the forum begins.
        changes_until -> Nullable<Timestamptz>,
        /// Being seen here can hurt someone: exit control, no search engines.
        sensitive -> Bool,
        /// Where people write to; shown in public and in letters.
        contact_email -> Nullable<Text>,
        /// How many days after its end what is known of people is destroyed.
        retention_days -> Int4,
        /// The highest session number ever given; numbers are never reused.
        last_session_no -> Int4,
        /// Raised by every change; what If-Match is held against.
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Answers already given, by the key the client sent; swept after two days.
    idempotency_key (forum_id, key) {
        forum_id -> Uuid,
        /// The client's word for its request.
        key -> Text,
        /// SHA-256 of what was sent: the same key with another body is refused.
        body_hash -> Bytea,
        /// What was answered, to be answered again.
        answer -> Jsonb,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Schedules that were looked at and not taken over yet; forgotten after a day.
    import_upload (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// What the file was called, for who sent it to know it again.
        name -> Text,
        /// The zone that was named for times without one.
        zone -> Nullable<Text>,
        /// The file as it came.
        bytes -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Facts that rooms above act on, enqueued in the transaction that made them true.
    job (id) {
        id -> Uuid,
        /// The dotted name of the fact.
        kind -> Text,
        /// The fact: ids and states.
        content -> Jsonb,
        /// Where it stands; failed ones wait for staff.
        state -> Text,
        /// How often it was tried.
        attempts -> Int4,
        /// When to try next.
        due_at -> Timestamptz,
        /// Until when a worker has it; after that another may take it.
        leased_until -> Nullable<Timestamptz>,
        /// What the last attempt ran into.
        last_error -> Nullable<Text>,
        created_at -> Timestamptz,
        /// When it was done or given up.
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// The outbox: a letter is stored as its typed content in the transaction that causes it, rendered and sent by the worker. Its id makes the Message-ID, so a repeat is recognisable.
    message (id) {
        id -> Uuid,
        forum_id -> Nullable<Uuid>,
        registration_id -> Nullable<Uuid>,
        /// The one recipient.
        to_email -> Text,
        /// In which language it is written: ko or en.
        lang -> Text,
        /// The dotted name of its kind; see mail::Letter.
        letter -> Text,
        /// Ids and states, never rendered text and never a secret.
        content -> Jsonb,
        /// Where it stands; held ones wait for staff, withdrawn ones never leave.
        state -> Text,
        /// How often it was handed over.
        attempts -> Int4,
        /// When to try next.
        due_at -> Timestamptz,
        /// Until when a worker has it; after that another may take it.
        leased_until -> Nullable<Timestamptz>,
        /// What the last attempt ran into, for staff.
        last_error -> Nullable<Text>,
        /// The connection was cut after the final dot once: it may have arrived already.
        ambiguous -> Bool,
        created_at -> Timestamptz,
        /// When the mail server took it.
        sent_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Two held seats that a release made overlap: which to keep is asked, and settled once.
    overlap_question (id) {
        id -> Uuid,
        forum_id -> Uuid,
        registration_id -> Uuid,
        /// The session of the two with the smaller id; no foreign key, because two would point at one table.
        first_session_id -> Uuid,
        /// The other session.
        second_session_id -> Uuid,
        /// When the letter asked.
        asked_at -> Timestamptz,
        /// Until when the person may say; then the rule holds.
        answer_by -> Timestamptz,
        /// What the letter said holds without an answer: the forum's rule as it was then.
        rule -> Text,
        /// When it was settled.
        settled_at -> Nullable<Timestamptz>,
        /// By the person (kept_both, gave_up), by the rule, or moot: they overlap no more.
        outcome -> Nullable<Text>,
    }
}

diesel::table! {
    /// What becomes of two seats of one person that a release made overlap, when the person does not say.
    overlap_rule (forum_id) {
        forum_id -> Uuid,
        /// keep_both, keep_booked_first or keep_starting_first.
        rule -> Text,
        /// How long the person is asked.
        hours -> Int4,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Codes on paper for who lost their authenticator: each works once; a new set replaces the old.
    recovery_code (id) {
        id -> Uuid,
        user_id -> Uuid,
        /// SHA-256 of the code with its owner; a code has 80 random bits, so no slow hash is needed.
        code_hash -> Bytea,
        created_at -> Timestamptz,
        /// When it was used; it opens nothing twice.
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Who comes. One live registration per address and forum.
    registration (id) {
        id -> Uuid,
        forum_id -> Uuid,
        category_id -> Uuid,
        /// Its name to people: short, unambiguous, not guessable in sequence.
        reference -> Text,
        /// As typed; where letters go.
        email -> Text,
        /// The address folded; one live registration has it at a forum.
        email_key -> Text,
        /// As typed; shown to staff only.
        name -> Text,
        /// The same in Latin letters, for badges of foreign guests.
        name_latin -> Nullable<Text>,
        /// Shown on the badge and in lists; when absent nothing falls back to the full name.
        badge_name -> Nullable<Text>,
        /// House and office, as typed.
        affiliation -> Nullable<Text>,
        /// In which language letters are written: ko or en.
        lang -> Text,
        /// Where it stands; see registration::RegistrationState.
        state -> Text,
        /// What access the person asked for: kinds and words.
        needs -> Jsonb,
        /// Letters and calendar entries must not tell what the forum is about.
        discreet -> Bool,
        /// Whether the person may be photographed: yes, ask first, no.
        photo -> Text,
        /// Answers to the forum's own questions, by field.
        answers -> Jsonb,
        /// Names, affiliation, address and reference folded for search; see types::fold.
        search -> Text,
        /// Raising it makes every private link made so far void.
        link_version -> Int4,
        /// The SEQUENCE of its calendar entry; only rises.
        calendar_sequence -> Int4,
        /// Raised by every change; what If-Match is held against.
        version -> Int4,
        /// When the private link was first opened, which proves the address.
        verified_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Half-filled forms, kept so that nothing typed is lost. Holds no seat; swept when it expires.
    registration_draft (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// SHA-256 of the token in the page's address.
        token_hash -> Bytea,
        /// What was typed so far, by field.
        answers -> Jsonb,
        created_at -> Timestamptz,
        /// From then on it may be swept.
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who was told of a release already: a job that runs twice writes to nobody twice.
    release_notice (release_id, registration_id) {
        release_id -> Uuid,
        registration_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who takes part in the released agenda; hidden speakers too, whom no public query names.
    released_appearance (session_id, speaker_id, role) {
        session_id -> Uuid,
        speaker_id -> Uuid,
        /// The part by a fixed word; see agenda::AppearanceRole.
        role -> Text,
        forum_id -> Uuid,
        /// Other words for the part, by language; mostly empty.
        role_words -> Jsonb,
        position -> Int4,
    }
}

diesel::table! {
    /// The agenda as the public sees it. Seats are counted where session.limit_id says, now and not as released.
    released_session (session_id) {
        session_id -> Uuid,
        forum_id -> Uuid,
        /// Its number at the forum, as session has it.
        no -> Int4,
        /// panel, keynote, ceremony, film, break and so on; see agenda::SessionKind.
        kind -> Text,
        /// By language.
        title -> Jsonb,
        /// By language.
        subtitle -> Jsonb,
        /// Light Markdown, by language.
        #[sql_name = "abstract"]
        abstract_ -> Jsonb,
        /// What is spoken.
        languages -> Array<Nullable<Text>>,
        /// What it is interpreted into.
        interpretation -> Array<Nullable<Text>>,
        /// released, held, or cancelled: called off after the public knew of it.
        state -> Text,
        track_id -> Nullable<Uuid>,
        room_id -> Nullable<Uuid>,
        /// The conference day, which may end after midnight.
        day -> Date,
        /// When it begins.
        starts_at -> Timestamptz,
        /// When it ends, not included.
        ends_at -> Timestamptz,
        /// The time is a sample, not a published fact.
        illustrative -> Bool,
        /// Someone accepted that it overlaps another in its room.
        overlap_accepted -> Bool,
        /// The version of the draft that was released; a higher one there waits for a release.
        version -> Int4,
        /// The number of the release that last changed it: the SEQUENCE of feeds, which only rises.
        sequence -> Int4,
        /// When the public copy last changed.
        released_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who may do what: admin for the installation, every other role for one forum. Ended, never deleted.
    role_grant (id) {
        id -> Uuid,
        user_id -> Uuid,
        /// Its code; types::Role has them all.
        role -> Text,
        /// The one forum it is for; absent for admins alone.
        forum_id -> Nullable<Uuid>,
        /// From when it holds.
        granted_at -> Timestamptz,
        /// From when it holds no more.
        revoked_at -> Nullable<Timestamptz>,
        /// The categories a clerk is kept to; empty: all. No foreign key: one that is removed leaves the clerk with fewer, never with all.
        categories -> Array<Nullable<Uuid>>,
        /// Who gave it; absent: the operator, or whoever made the forum.
        granted_by -> Nullable<Uuid>,
        /// Who took it; absent while it holds, or when Madang did.
        revoked_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// A room of a venue; size is how many people it seats.
    room (id) {
        id -> Uuid,
        forum_id -> Uuid,
        venue_id -> Uuid,
        /// By language.
        name -> Jsonb,
        /// How many people it seats; absent when nobody said.
        size -> Nullable<Int4>,
        /// As the building writes it: B1, 3.
        floor -> Nullable<Text>,
        /// Whether it is reached without steps; absent when nobody said.
        step_free -> Nullable<Bool>,
        /// Whether interpreters have a booth; absent when nobody said.
        booth -> Nullable<Bool>,
        position -> Int4,
    }
}

diesel::table! {
    /// Every time the public agenda was changed, numbered from 1 for each forum. Never edited: taking a release back is a new one.
    schedule_release (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// Counts from 1 without gaps.
        number -> Int4,
        /// What the organizer says of it in public, by language.
        note -> Jsonb,
        /// Who made it, as audit_entry has it.
        actor_kind -> Text,
        /// Which one, where there are several.
        actor_id -> Nullable<Uuid>,
        /// The number of the older release whose agenda it brought back.
        restores -> Nullable<Int4>,
        /// What differs from the release before, typed: ids and places, worded when read.
        changes -> Jsonb,
        /// The sessions it changed as they are from then on, by id, null for one taken out: folded from the first on they give the agenda of any release.
        content -> Jsonb,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Every limit on seats: how many there are, how many are taken. Locked in id order. No hot row refers to it, so that counting stays cheap.
    seat_limit (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// What is limited: the forum, a category, a session, a delegation, companions.
        kind -> Text,
        /// How many may be given out; absent means no limit.
        capacity -> Nullable<Int4>,
        /// What the constraint enforces: the capacity, or what was held when the capacity was lowered.
        ceiling -> Nullable<Int4>,
        /// How many are held now; never more than the ceiling.
        taken -> Int4,
        /// How many wait in line.
        waiting -> Int4,
        /// The highest place in line ever given; order is by it.
        last_place -> Int8,
    }
}

diesel::table! {
    /// The authenticator app somebody proves with (TOTP, RFC 6238).
    second_factor (user_id) {
        user_id -> Uuid,
        /// What app and server share, sealed with a key made from the installation's secret: nonce, then ciphertext bound to the person.
        secret -> Bytea,
        /// The thirty seconds of the last code taken; none of it or before is taken again.
        last_step -> Int8,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// One item of an agenda. "no" is small, never changes and is never reused.
    session (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// Its number at the forum: small, never changed, never reused.
        no -> Int4,
        /// panel, keynote, ceremony, film, break and so on; see agenda::SessionKind.
        kind -> Text,
        /// By language.
        title -> Jsonb,
        /// By language.
        subtitle -> Jsonb,
        /// Light Markdown, by language.
        #[sql_name = "abstract"]
        abstract_ -> Jsonb,
        /// What is spoken.
        languages -> Array<Nullable<Text>>,
        /// What it is interpreted into.
        interpretation -> Array<Nullable<Text>>,
        /// Where the draft stands: scheduled is the desk's alone, released is meant for the public, who see released_session.
        state -> Text,
        track_id -> Nullable<Uuid>,
        /// Where seats are counted; absent when the session takes no sign-up and is open to everyone who is registered.
        limit_id -> Nullable<Uuid>,
        /// Raised by every change; what If-Match is held against.
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// A registration's seat in a session; given up and taken again it stays one row, so that its calendar entry keeps its identity.
    session_seat (id) {
        id -> Uuid,
        forum_id -> Uuid,
        registration_id -> Uuid,
        session_id -> Uuid,
        /// Where it stands; see registration::SeatState.
        state -> Text,
        /// The SEQUENCE of its calendar entry; only rises.
        calendar_sequence -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// One-time links to the desk: used once, short-lived.
    sign_in_link (id) {
        id -> Uuid,
        user_id -> Uuid,
        /// SHA-256 of the link's token.
        token_hash -> Bytea,
        created_at -> Timestamptz,
        /// From then on it opens nothing.
        expires_at -> Timestamptz,
        /// When it was used; it opens nothing twice.
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// When and where a session is held.
    slot (id) {
        id -> Uuid,
        forum_id -> Uuid,
        session_id -> Uuid,
        /// Where; absent while no room is named.
        room_id -> Nullable<Uuid>,
        /// The conference day, which may end after midnight.
        day -> Date,
        /// When it begins.
        starts_at -> Timestamptz,
        /// When it ends, not included.
        ends_at -> Timestamptz,
        /// The time is a sample, not a published fact.
        illustrative -> Bool,
        /// Someone accepted that this slot overlaps another in its room; a draft may overlap, a release may not without this.
        overlap_accepted -> Bool,
        /// Why, in the words of who accepted it.
        overlap_reason -> Nullable<Text>,
    }
}

diesel::table! {
    /// What imported things are called where they come from, so that importing again updates.
    source_ref (forum_id, source, kind, foreign_id) {
        forum_id -> Uuid,
        /// Whose ids they are: as told, else the forum's short name in the file, else the kind of file.
        source -> Text,
        /// session, room, track or speaker.
        kind -> Text,
        /// What the thing is called there.
        foreign_id -> Text,
        /// What it is here; no foreign key, because it points into four tables.
        local_id -> Uuid,
    }
}

diesel::table! {
    /// People who speak at a forum, in order of precedence.
    speaker (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// By language, as the person writes it.
        name -> Jsonb,
        /// Office and house, by language.
        title -> Jsonb,
        /// Light Markdown, by language.
        biography -> Jsonb,
        /// Never named in public.
        hidden -> Bool,
        position -> Int4,
        /// The digest of the photo that is shown; see speaker_upload.
        photo -> Nullable<Text>,
    }
}

diesel::table! {
    /// What only the organizer and the speaker know: address, link, consents, availability, texts not yet shown.
    speaker_contact (speaker_id) {
        speaker_id -> Uuid,
        forum_id -> Uuid,
        /// Where letters to the speaker go; shown to nobody but the desk.
        email -> Nullable<Text>,
        /// The language of letters.
        lang -> Text,
        /// Raised to make older private links void.
        link_version -> Int4,
        /// When the private link was last sent.
        invited_at -> Nullable<Timestamptz>,
        /// When the private link was first opened.
        opened_at -> Nullable<Timestamptz>,
        /// Whether they agree that name, text and photo are public; no keeps them hidden.
        publish -> Text,
        /// Whether they agree to be recorded and streamed.
        record -> Text,
        /// When they last answered either.
        consented_at -> Nullable<Timestamptz>,
        /// Day by day from when until when they can come; a day that is not named is open.
        availability -> Jsonb,
        /// Title and biography as they sent them, until the organizer shows or drops them.
        draft -> Nullable<Jsonb>,
        /// When they sent them.
        draft_at -> Nullable<Timestamptz>,
        /// When they registered as attendee from their own page.
        registered_at -> Nullable<Timestamptz>,
        /// Goes up with every change.
        version -> Int4,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Which speakers were told of a release already: a job that runs twice writes to nobody twice.
    speaker_notice (release_id, speaker_id) {
        release_id -> Uuid,
        speaker_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// What a forum asks of its speakers.
    speaker_rule (forum_id) {
        forum_id -> Uuid,
        /// Until when they are asked to answer and to send what is theirs.
        answer_by -> Nullable<Timestamptz>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Photos, decoded and written anew by us, and slides as they came.
    speaker_upload (id) {
        id -> Uuid,
        forum_id -> Uuid,
        speaker_id -> Uuid,
        session_id -> Nullable<Uuid>,
        /// photo or slides.
        kind -> Text,
        /// SHA-256 of the bytes, by which it is addressed.
        digest -> Text,
        /// What the file was called; empty for photos.
        name -> Text,
        /// How many bytes it has.
        size -> Int4,
        /// The file.
        bytes -> Bytea,
        /// A photo cut to a small square.
        thumb -> Nullable<Bytea>,
        /// The speaker agrees that these slides stand on the session's page.
        shared -> Bool,
        /// When the organizer showed it; absent while it waits.
        published_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// What became of a speaker's part in a session: the answer, and the calendar entry whose name is the id.
    speaking (id) {
        id -> Uuid,
        forum_id -> Uuid,
        session_id -> Uuid,
        speaker_id -> Uuid,
        /// open, confirmed or declined; it holds for the times it was given for.
        answer -> Text,
        /// Why they declined, for the organizer alone.
        reason -> Text,
        /// When they answered.
        answered_at -> Nullable<Timestamptz>,
        /// When the session was to begin as they answered.
        for_starts_at -> Nullable<Timestamptz>,
        /// When it was to end.
        for_ends_at -> Nullable<Timestamptz>,
        /// SEQUENCE of its calendar entry (RFC 5545).
        calendar_sequence -> Int4,
        /// A letter put it into their calendar, and none took it out since.
        in_calendar -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Signed-in browsers; the cookie holds the token, this table its SHA-256.
    staff_session (id) {
        id -> Uuid,
        user_id -> Uuid,
        /// SHA-256 of the cookie's token; the token itself is kept nowhere.
        token_hash -> Bytea,
        /// Opened by a one-time link: for a while it may set a password without knowing the old one.
        by_link -> Bool,
        created_at -> Timestamptz,
        /// When it ends by itself.
        expires_at -> Timestamptz,
        /// When it was ended: signed out, or the password changed.
        revoked_at -> Nullable<Timestamptz>,
        /// Which browser on which system, as it said of itself; empty when it said nothing.
        device -> Text,
        /// The network it was opened from: /24 or /56, never a whole address.
        network -> Text,
        /// When it was last used, to within some minutes.
        seen_at -> Nullable<Timestamptz>,
        /// When a second factor was last shown in it; absent: not yet, or to be shown again.
        proved_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Threads that run through an agenda.
    track (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// Its name in addresses.
        slug -> Text,
        /// By language.
        name -> Jsonb,
        /// As imported, for example #0b50d0; never the only mark.
        colour -> Nullable<Text>,
        position -> Int4,
    }
}

diesel::table! {
    /// A place where a forum meets.
    venue (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// By language.
        name -> Jsonb,
        /// As on a letter, by language.
        address -> Jsonb,
        /// How to get there, by language.
        directions -> Jsonb,
        /// Ways in without steps, lifts, quiet rooms, by language.
        access -> Jsonb,
        /// A map elsewhere; a link, never embedded.
        map_url -> Nullable<Text>,
        position -> Int4,
    }
}

diesel::table! {
    /// Places in line for a limit. Joining again goes last. limit_id has no foreign key: referring to a hot counter row makes counting slow.
    waitlist_entry (id) {
        id -> Uuid,
        forum_id -> Uuid,
        /// The limit waited for.
        limit_id -> Uuid,
        registration_id -> Uuid,
        /// The session whose seat is waited for; absent in the line for the forum.
        session_id -> Nullable<Uuid>,
        /// The order of the line; given once, never changed, gaps mean nothing.
        place -> Int8,
        /// waiting, promoted, or left.
        state -> Text,
        created_at -> Timestamptz,
        /// When waiting ended, either way.
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::joinable!(api_token -> app_user (user_id));
diesel::joinable!(api_token -> forum (forum_id));
diesel::joinable!(appearance -> forum (forum_id));
diesel::joinable!(appearance -> session (session_id));
diesel::joinable!(appearance -> speaker (speaker_id));
diesel::joinable!(audit_review -> app_user (reviewer_id));
diesel::joinable!(audit_review -> forum (forum_id));
diesel::joinable!(category -> forum (forum_id));
diesel::joinable!(category -> seat_limit (limit_id));
diesel::joinable!(consent_given -> consent_text (consent_text_id));
diesel::joinable!(consent_given -> registration (registration_id));
diesel::joinable!(consent_text -> forum (forum_id));
diesel::joinable!(idempotency_key -> forum (forum_id));
diesel::joinable!(import_upload -> forum (forum_id));
diesel::joinable!(message -> forum (forum_id));
diesel::joinable!(message -> registration (registration_id));
diesel::joinable!(overlap_question -> forum (forum_id));
diesel::joinable!(overlap_question -> registration (registration_id));
diesel::joinable!(overlap_rule -> forum (forum_id));
diesel::joinable!(recovery_code -> app_user (user_id));
diesel::joinable!(registration -> category (category_id));
diesel::joinable!(registration -> forum (forum_id));
diesel::joinable!(registration_draft -> forum (forum_id));
diesel::joinable!(release_notice -> registration (registration_id));
diesel::joinable!(release_notice -> schedule_release (release_id));
diesel::joinable!(released_appearance -> forum (forum_id));
diesel::joinable!(released_appearance -> released_session (session_id));
diesel::joinable!(released_appearance -> speaker (speaker_id));
diesel::joinable!(released_session -> forum (forum_id));
diesel::joinable!(released_session -> room (room_id));
diesel::joinable!(released_session -> session (session_id));
diesel::joinable!(released_session -> track (track_id));
diesel::joinable!(role_grant -> forum (forum_id));
diesel::joinable!(room -> forum (forum_id));
diesel::joinable!(room -> venue (venue_id));
diesel::joinable!(schedule_release -> forum (forum_id));
diesel::joinable!(seat_limit -> forum (forum_id));
diesel::joinable!(second_factor -> app_user (user_id));
diesel::joinable!(session -> forum (forum_id));
diesel::joinable!(session -> seat_limit (limit_id));
diesel::joinable!(session -> track (track_id));
diesel::joinable!(session_seat -> forum (forum_id));
diesel::joinable!(session_seat -> registration (registration_id));
diesel::joinable!(session_seat -> session (session_id));
diesel::joinable!(sign_in_link -> app_user (user_id));
diesel::joinable!(slot -> forum (forum_id));
diesel::joinable!(slot -> room (room_id));
diesel::joinable!(slot -> session (session_id));
diesel::joinable!(source_ref -> forum (forum_id));
diesel::joinable!(speaker -> forum (forum_id));
diesel::joinable!(speaker_contact -> forum (forum_id));
diesel::joinable!(speaker_contact -> speaker (speaker_id));
diesel::joinable!(speaker_notice -> schedule_release (release_id));
diesel::joinable!(speaker_notice -> speaker (speaker_id));
diesel::joinable!(speaker_rule -> forum (forum_id));
diesel::joinable!(speaker_upload -> forum (forum_id));
diesel::joinable!(speaker_upload -> session (session_id));
diesel::joinable!(speaker_upload -> speaker (speaker_id));
diesel::joinable!(speaking -> forum (forum_id));
diesel::joinable!(speaking -> session (session_id));
diesel::joinable!(speaking -> speaker (speaker_id));
diesel::joinable!(staff_session -> app_user (user_id));
diesel::joinable!(track -> forum (forum_id));
diesel::joinable!(venue -> forum (forum_id));
diesel::joinable!(waitlist_entry -> forum (forum_id));
diesel::joinable!(waitlist_entry -> registration (registration_id));
diesel::joinable!(waitlist_entry -> session (session_id));

diesel::allow_tables_to_appear_in_same_query!(
    api_token,
    app_user,
    appearance,
    audit_entry,
    audit_head,
    audit_review,
    audit_seal,
    audit_tip,
    category,
    consent_given,
    consent_text,
    forum,
    idempotency_key,
    import_upload,
    job,
    message,
    overlap_question,
    overlap_rule,
    recovery_code,
    registration,
    registration_draft,
    release_notice,
    released_appearance,
    released_session,
    role_grant,
    room,
    schedule_release,
    seat_limit,
    second_factor,
    session,
    session_seat,
    sign_in_link,
    slot,
    source_ref,
    speaker,
    speaker_contact,
    speaker_notice,
    speaker_rule,
    speaker_upload,
    speaking,
    staff_session,
    track,
    venue,
    waitlist_entry,
);
