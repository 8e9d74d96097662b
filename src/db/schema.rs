// @generated automatically by Diesel CLI.

diesel::table! {
    /// Bearer tokens for programs: hashed, for one role and (but for admin) one forum, expiring.
    api_token (id) {
        id -> Uuid,
        user_id -> Uuid,
        role -> Text,
        forum_id -> Nullable<Uuid>,
        token_hash -> Bytea,
        hint -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// People who sign in to the desk. Attendees need no account.
    app_user (id) {
        id -> Uuid,
        email -> Text,
        email_key -> Text,
        name -> Text,
        lang -> Text,
        /// argon2id in PHC form; absent until the person sets one.
        password_hash -> Nullable<Text>,
        created_at -> Timestamptz,
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
        role -> Text,
        role_words -> Jsonb,
        position -> Int4,
    }
}

diesel::table! {
    /// Who did or saw what, whose, and why. Ids, never names, so that erasing a person leaves the chain whole. Append-only.
    audit_entry (id) {
        id -> Uuid,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        forum_id -> Nullable<Uuid>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Nullable<Uuid>,
        purpose -> Nullable<Text>,
        detail -> Jsonb,
    }
}

diesel::table! {
    /// The hash chain over the audit log, linked by the sealer a moment after each commit. hash = SHA-256(previous hash, canonical entry).
    audit_seal (no) {
        no -> Int8,
        entry_id -> Uuid,
        hash -> Bytea,
    }
}

diesel::table! {
    /// Kinds of attendees of a forum, each with its own limit.
    category (id) {
        id -> Uuid,
        forum_id -> Uuid,
        code -> Text,
        name -> Jsonb,
        description -> Jsonb,
        band -> Text,
        limit_id -> Uuid,
        position -> Int4,
    }
}

diesel::table! {
    /// Which version of which text a person agreed to, and when.
    consent_given (registration_id, consent_text_id) {
        registration_id -> Uuid,
        consent_text_id -> Uuid,
        given_at -> Timestamptz,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Versions of what people are asked to agree to, one purpose each (PIPA Art. 15, 22). Never edited: a change is a new version.
    consent_text (id) {
        id -> Uuid,
        forum_id -> Uuid,
        purpose -> Text,
        version -> Int4,
        required -> Bool,
        title -> Jsonb,
        body -> Jsonb,
        position -> Int4,
        created_at -> Timestamptz,
        retired_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// A forum: names, zone, days, registration window, state.
    forum (id) {
        id -> Uuid,
        slug -> Text,
        title -> Jsonb,
        lead -> Jsonb,
        host -> Jsonb,
        notice -> Jsonb,
        /// When set, a notice on every page that some values are illustrative.
        sample -> Jsonb,
        /// IANA name; every instant is shown in it.
        zone -> Text,
        languages -> Array<Nullable<Text>>,
        state -> Text,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        /// A conference day ends at this hour of the next calendar day.
        day_start -> Time,
        registration_opens_at -> Nullable<Timestamptz>,
        registration_closes_at -> Nullable<Timestamptz>,
        changes_until -> Nullable<Timestamptz>,
        /// Being seen here can hurt someone: exit control, no search engines.
        sensitive -> Bool,
        contact_email -> Nullable<Text>,
        retention_days -> Int4,
        /// The highest session number ever given; numbers are never reused.
        last_session_no -> Int4,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    /// Answers already given, by the key the client sent; swept after two days.
    idempotency_key (forum_id, key) {
        forum_id -> Uuid,
        key -> Text,
        body_hash -> Bytea,
        answer -> Jsonb,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Facts that rooms above act on, enqueued in the transaction that made them true.
    job (id) {
        id -> Uuid,
        kind -> Text,
        content -> Jsonb,
        state -> Text,
        attempts -> Int4,
        due_at -> Timestamptz,
        leased_until -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// The outbox: a letter is stored as its typed content in the transaction that causes it, rendered and sent by the worker. Its id makes the Message-ID, so a repeat is recognisable.
    message (id) {
        id -> Uuid,
        forum_id -> Nullable<Uuid>,
        registration_id -> Nullable<Uuid>,
        to_email -> Text,
        lang -> Text,
        letter -> Text,
        content -> Jsonb,
        state -> Text,
        attempts -> Int4,
        due_at -> Timestamptz,
        leased_until -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        /// The connection was cut after the final dot once: it may have arrived already.
        ambiguous -> Bool,
        created_at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Who comes. One live registration per address and forum.
    registration (id) {
        id -> Uuid,
        forum_id -> Uuid,
        category_id -> Uuid,
        reference -> Text,
        email -> Text,
        email_key -> Text,
        name -> Text,
        name_latin -> Nullable<Text>,
        /// Shown on the badge and in lists; when absent nothing falls back to the full name.
        badge_name -> Nullable<Text>,
        affiliation -> Nullable<Text>,
        lang -> Text,
        state -> Text,
        needs -> Jsonb,
        /// Letters and calendar entries must not tell what the forum is about.
        discreet -> Bool,
        photo -> Text,
        answers -> Jsonb,
        /// Names, affiliation, address and reference folded for search; see types::fold.
        search -> Text,
        /// Raising it makes every private link made so far void.
        link_version -> Int4,
        calendar_sequence -> Int4,
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
        token_hash -> Bytea,
        answers -> Jsonb,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    /// Who may do what: admin for the installation, organizer and door for one forum. Ended, never deleted.
    role_grant (id) {
        id -> Uuid,
        user_id -> Uuid,
        role -> Text,
        forum_id -> Nullable<Uuid>,
        granted_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// A room of a venue; size is how many people it seats.
    room (id) {
        id -> Uuid,
        forum_id -> Uuid,
        venue_id -> Uuid,
        name -> Jsonb,
        size -> Nullable<Int4>,
        floor -> Nullable<Text>,
        step_free -> Nullable<Bool>,
        booth -> Nullable<Bool>,
        position -> Int4,
    }
}

diesel::table! {
    /// Every limit on seats: how many there are, how many are taken. Locked in id order. No hot row refers to it, so that counting stays cheap.
    seat_limit (id) {
        id -> Uuid,
        forum_id -> Uuid,
        kind -> Text,
        /// How many may be given out; absent means no limit.
        capacity -> Nullable<Int4>,
        /// What the constraint enforces: the capacity, or what was held when the capacity was lowered.
        ceiling -> Nullable<Int4>,
        taken -> Int4,
        /// How many wait in line.
        waiting -> Int4,
        /// The highest place in line ever given; order is by it.
        last_place -> Int8,
    }
}

diesel::table! {
    /// One item of an agenda. "no" is small, never changes and is never reused.
    session (id) {
        id -> Uuid,
        forum_id -> Uuid,
        no -> Int4,
        kind -> Text,
        title -> Jsonb,
        subtitle -> Jsonb,
        #[sql_name = "abstract"]
        abstract_ -> Jsonb,
        languages -> Array<Nullable<Text>>,
        interpretation -> Array<Nullable<Text>>,
        state -> Text,
        track_id -> Nullable<Uuid>,
        /// Where seats are counted; absent when the session takes no sign-up and is open to everyone who is registered.
        limit_id -> Nullable<Uuid>,
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
        state -> Text,
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
        token_hash -> Bytea,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// When and where a session is held.
    slot (id) {
        id -> Uuid,
        forum_id -> Uuid,
        session_id -> Uuid,
        room_id -> Nullable<Uuid>,
        /// The conference day, which may end after midnight.
        day -> Date,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        /// The time is a sample, not a published fact.
        illustrative -> Bool,
        /// Someone accepted that this slot overlaps another in its room.
        overlap_accepted -> Bool,
    }
}

diesel::table! {
    /// What imported things are called where they come from, so that importing again updates.
    source_ref (forum_id, source, kind, foreign_id) {
        forum_id -> Uuid,
        source -> Text,
        kind -> Text,
        foreign_id -> Text,
        local_id -> Uuid,
    }
}

diesel::table! {
    /// People who speak at a forum, in order of precedence.
    speaker (id) {
        id -> Uuid,
        forum_id -> Uuid,
        name -> Jsonb,
        title -> Jsonb,
        biography -> Jsonb,
        /// Never named in public.
        hidden -> Bool,
        position -> Int4,
    }
}

diesel::table! {
    /// Signed-in browsers; the cookie holds the token, this table its SHA-256.
    staff_session (id) {
        id -> Uuid,
        user_id -> Uuid,
        token_hash -> Bytea,
        /// Opened by a one-time link: for a while it may set a password without knowing the old one.
        by_link -> Bool,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Threads that run through an agenda.
    track (id) {
        id -> Uuid,
        forum_id -> Uuid,
        slug -> Text,
        name -> Jsonb,
        colour -> Nullable<Text>,
        position -> Int4,
    }
}

diesel::table! {
    /// A place where a forum meets.
    venue (id) {
        id -> Uuid,
        forum_id -> Uuid,
        name -> Jsonb,
        address -> Jsonb,
        directions -> Jsonb,
        access -> Jsonb,
        map_url -> Nullable<Text>,
        position -> Int4,
    }
}

diesel::table! {
    /// Places in line for a limit. Joining again goes last. limit_id has no foreign key: referring to a hot counter row makes counting slow.
    waitlist_entry (id) {
        id -> Uuid,
        forum_id -> Uuid,
        limit_id -> Uuid,
        registration_id -> Uuid,
        session_id -> Nullable<Uuid>,
        place -> Int8,
        state -> Text,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::joinable!(api_token -> app_user (user_id));
diesel::joinable!(api_token -> forum (forum_id));
diesel::joinable!(appearance -> forum (forum_id));
diesel::joinable!(appearance -> session (session_id));
diesel::joinable!(appearance -> speaker (speaker_id));
diesel::joinable!(category -> forum (forum_id));
diesel::joinable!(category -> seat_limit (limit_id));
diesel::joinable!(consent_given -> consent_text (consent_text_id));
diesel::joinable!(consent_given -> registration (registration_id));
diesel::joinable!(consent_text -> forum (forum_id));
diesel::joinable!(idempotency_key -> forum (forum_id));
diesel::joinable!(message -> forum (forum_id));
diesel::joinable!(message -> registration (registration_id));
diesel::joinable!(registration -> category (category_id));
diesel::joinable!(registration -> forum (forum_id));
diesel::joinable!(registration_draft -> forum (forum_id));
diesel::joinable!(role_grant -> app_user (user_id));
diesel::joinable!(role_grant -> forum (forum_id));
diesel::joinable!(room -> forum (forum_id));
diesel::joinable!(room -> venue (venue_id));
diesel::joinable!(seat_limit -> forum (forum_id));
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
    audit_seal,
    category,
    consent_given,
    consent_text,
    forum,
    idempotency_key,
    job,
    message,
    registration,
    registration_draft,
    role_grant,
    room,
    seat_limit,
    session,
    session_seat,
    sign_in_link,
    slot,
    source_ref,
    speaker,
    staff_session,
    track,
    venue,
    waitlist_entry,
);
