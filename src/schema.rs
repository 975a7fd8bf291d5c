// Tables as diesel sees them; `migrations/` is the source. A test compares the two.

diesel::table! {
    jobs (id) {
        id -> Uuid,
        kind -> Text,
        organisation_id -> Nullable<Uuid>,
        payload -> Jsonb,
        run_at -> Nullable<Timestamptz>,
        attempts -> Integer,
        claim -> Nullable<Uuid>,
        lease_until -> Nullable<Timestamptz>,
        gave_up_at -> Nullable<Timestamptz>,
        error -> Nullable<Text>,
        deaths -> Integer,
    }
}

diesel::table! {
    schedules (name) {
        name -> Text,
        next_at -> Timestamptz,
    }
}

diesel::table! {
    organisations (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
        languages -> Array<Text>,
        time_zone -> Text,
        threshold -> Integer,
        house_lane -> Bool,
        open_lane -> Nullable<Integer>,
        people -> Nullable<Integer>,
        readers -> Text,
        indexed -> Bool,
        domains -> Array<Text>,
        four_eyes -> Bool,
    }
}

diesel::table! {
    reader_keys (organisation_id, number) {
        organisation_id -> Uuid,
        number -> Integer,
        key -> Text,
        state -> Text,
        feeds_until -> Nullable<Date>,
    }
}

diesel::table! {
    rounds (organisation_id, number) {
        organisation_id -> Uuid,
        number -> Integer,
        house_code -> Text,
        relied_on -> Bool,
    }
}

diesel::table! {
    promises (organisation_id, number) {
        organisation_id -> Uuid,
        number -> Integer,
        day -> Date,
        terms -> Jsonb,
        hash -> Bytea,
    }
}

diesel::table! {
    themes (organisation_id, id) {
        organisation_id -> Uuid,
        id -> Uuid,
        slug -> Text,
        position -> Integer,
    }
}

diesel::table! {
    theme_names (organisation_id, theme_id, language) {
        organisation_id -> Uuid,
        theme_id -> Uuid,
        language -> Text,
        name -> Text,
    }
}

diesel::table! {
    calls (organisation_id, language) {
        organisation_id -> Uuid,
        language -> Text,
        body -> Text,
    }
}

diesel::table! {
    staff (id) {
        id -> Uuid,
        email -> Text,
        name -> Text,
        language -> Text,
        password_hash -> Nullable<Text>,
        away_until -> Nullable<Date>,
        stories_a_day -> Nullable<SmallInt>,
    }
}

diesel::table! {
    staff_roles (organisation_id, staff_id, role) {
        organisation_id -> Uuid,
        staff_id -> Uuid,
        role -> Text,
    }
}

diesel::table! {
    invitations (id) {
        id -> Uuid,
        staff_id -> Uuid,
        expires_at -> Timestamptz,
        asked -> Bool,
    }
}

diesel::table! {
    role_offers (organisation_id, staff_id, role) {
        organisation_id -> Uuid,
        staff_id -> Uuid,
        role -> Text,
        name -> Text,
        id -> Uuid,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Bytea,
        staff_id -> Uuid,
        csrf -> Bytea,
        started_at -> Timestamptz,
        seen_at -> Timestamptz,
        entered -> Array<Uuid>,
    }
}

diesel::table! {
    audit_entries (organisation_id, number) {
        organisation_id -> Uuid,
        number -> BigInt,
        at -> Timestamptz,
        staff_id -> Nullable<Uuid>,
        verb -> Text,
        object_id -> Nullable<Uuid>,
        hash -> Bytea,
    }
}

diesel::table! {
    audit_anchors (organisation_id) {
        organisation_id -> Uuid,
        number -> BigInt,
        hash -> Bytea,
    }
}

diesel::table! {
    stories (organisation_id, id) {
        organisation_id -> Uuid,
        id -> Uuid,
        status -> Text,
        week -> Text,
        language -> Text,
        theme_id -> Nullable<Uuid>,
        told_by -> Text,
        readers -> Text,
        anonymity -> Text,
        silence -> Text,
        told_version -> Nullable<Integer>,
        refusal -> Nullable<Text>,
        refusal_kind -> Nullable<Text>,
        asked_week -> Nullable<Text>,
        agreed_version -> Nullable<Integer>,
        lane -> Text,
        changed_week -> Text,
        published_week -> Nullable<Text>,
        for_library -> Bool,
        hidden_by -> Nullable<Text>,
        shelved_week -> Nullable<Text>,
    }
}

diesel::table! {
    story_versions (organisation_id, story_id, number) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        number -> Integer,
        key_month -> Text,
        wrapped_key -> Nullable<Bytea>,
        sealed -> Nullable<Bytea>,
        written_by -> Text,
    }
}

diesel::table! {
    consents (organisation_id, story_id, version) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        version -> Integer,
        given_by -> Text,
        silence -> Text,
    }
}

diesel::table! {
    memos (organisation_id, story_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        key_month -> Text,
        wrapped_key -> Bytea,
        sealed -> Bytea,
    }
}

diesel::table! {
    messages (organisation_id, story_id, id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        id -> Uuid,
        round -> SmallInt,
        written_by -> Text,
        shown -> Bool,
        key_month -> Text,
        wrapped_key -> Nullable<Bytea>,
        sealed -> Nullable<Bytea>,
    }
}

diesel::table! {
    reader_questions (organisation_id, id) {
        organisation_id -> Uuid,
        id -> Uuid,
        story_id -> Uuid,
        state -> Text,
        round -> Nullable<SmallInt>,
        week -> Text,
        key_month -> Text,
        wrapped_key -> Nullable<Bytea>,
        sealed -> Nullable<Bytea>,
    }
}

diesel::table! {
    letters (day, id) {
        id -> Uuid,
        day -> Date,
        sealed -> Bytea,
    }
}

diesel::table! {
    receipts (organisation_id, code_hash) {
        organisation_id -> Uuid,
        code_hash -> Bytea,
        story_id -> Nullable<Uuid>,
        burnt -> Bool,
        closed_week -> Nullable<Text>,
    }
}

diesel::table! {
    lessons (organisation_id, story_id, id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        done -> Bool,
        week -> Text,
        language -> Text,
        body -> Text,
    }
}

diesel::table! {
    library_texts (organisation_id, story_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        version -> Integer,
        week -> Text,
        language -> Text,
        theme_id -> Nullable<Uuid>,
        event_id -> Nullable<Uuid>,
        readers -> Text,
        title -> Text,
        what_happened -> Text,
        made_sense -> Text,
        cost -> Text,
        learned -> Text,
        advice -> Text,
        shown_name -> Nullable<Text>,
        intensity -> Nullable<Text>,
        content_notes -> Array<Text>,
    }
}

diesel::table! {
    me_toos (organisation_id, story_id, mark) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        mark -> Text,
        released -> Bool,
    }
}

diesel::table! {
    me_too_levels (organisation_id, story_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        level -> Text,
    }
}

diesel::table! {
    hidings (organisation_id, story_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        who -> Text,
        week -> Text,
        state -> Text,
        version -> Nullable<Int4>,
    }
}

diesel::table! {
    hiding_verdicts (organisation_id, story_id, staff_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        staff_id -> Uuid,
        verdict -> Text,
    }
}

diesel::table! {
    packs (organisation_id, id) {
        organisation_id -> Uuid,
        id -> Uuid,
        shown -> Bool,
    }
}

diesel::table! {
    pack_texts (organisation_id, pack_id, language) {
        organisation_id -> Uuid,
        pack_id -> Uuid,
        language -> Text,
        title -> Text,
        intro -> Text,
    }
}

diesel::table! {
    pack_stories (organisation_id, pack_id, story_id) {
        organisation_id -> Uuid,
        pack_id -> Uuid,
        story_id -> Uuid,
        position -> Integer,
    }
}

diesel::table! {
    contacts (organisation_id, door) {
        organisation_id -> Uuid,
        door -> Text,
        name -> Text,
        phone -> Text,
        link -> Text,
    }
}

diesel::table! {
    contact_texts (organisation_id, door, language) {
        organisation_id -> Uuid,
        door -> Text,
        language -> Text,
        body -> Text,
    }
}

diesel::table! {
    own_words (organisation_id, position) {
        organisation_id -> Uuid,
        position -> Integer,
        word -> Text,
        instead -> Nullable<Text>,
    }
}

diesel::table! {
    approvals (organisation_id, story_id, version, staff_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        version -> Integer,
        staff_id -> Uuid,
        edited -> Bool,
        approved -> Bool,
    }
}

diesel::table! {
    recusals (organisation_id, story_id, staff_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        staff_id -> Uuid,
    }
}

diesel::table! {
    question_templates (organisation_id, language, position) {
        organisation_id -> Uuid,
        language -> Text,
        position -> Integer,
        words -> Text,
    }
}

diesel::table! {
    reviews (organisation_id, story_id) {
        organisation_id -> Uuid,
        story_id -> Uuid,
        staff_id -> Uuid,
        lease_until -> Timestamptz,
    }
}

diesel::table! {
    queue_views (organisation_id, staff_id, id) {
        organisation_id -> Uuid,
        staff_id -> Uuid,
        id -> Uuid,
        name -> Text,
        status -> Text,
        theme_id -> Nullable<Uuid>,
        language -> Nullable<Text>,
        lane -> Nullable<Text>,
        intensity -> Nullable<Text>,
    }
}

diesel::table! {
    events (organisation_id, id) {
        organisation_id -> Uuid,
        id -> Uuid,
        title -> Text,
        intro -> Text,
        starts_at -> Timestamp,
        minutes -> Integer,
        time_zone -> Text,
        place -> Text,
        link -> Text,
        language -> Text,
        translations -> Jsonb,
    }
}

diesel::table! {
    slots (organisation_id, id) {
        organisation_id -> Uuid,
        event_id -> Uuid,
        id -> Uuid,
        position -> Integer,
        kind -> Text,
        story_id -> Nullable<Uuid>,
        title -> Nullable<Text>,
        minutes -> Integer,
    }
}

diesel::table! {
    releases (organisation_id, event_id, version) {
        organisation_id -> Uuid,
        event_id -> Uuid,
        version -> Integer,
        released_at -> Timestamptz,
        title -> Text,
        intro -> Text,
        starts_at -> Timestamp,
        minutes -> Integer,
        time_zone -> Text,
        place -> Text,
        link -> Text,
        language -> Text,
        changes -> Jsonb,
        translations -> Jsonb,
    }
}

diesel::table! {
    release_slots (organisation_id, event_id, version, position) {
        organisation_id -> Uuid,
        event_id -> Uuid,
        version -> Integer,
        position -> Integer,
        kind -> Text,
        story_id -> Nullable<Uuid>,
        title -> Nullable<Text>,
        starts_at -> Timestamp,
        minutes -> Integer,
        story_version -> Nullable<Integer>,
    }
}

diesel::table! {
    asked_addresses (organisation_id, email_hash) {
        organisation_id -> Uuid,
        email_hash -> Bytea,
        times -> Integer,
        asked_at -> Timestamptz,
    }
}

diesel::table! {
    subscriptions (organisation_id, id) {
        organisation_id -> Uuid,
        id -> Uuid,
        email -> Nullable<Text>,
        email_hash -> Bytea,
        language -> Text,
        status -> Text,
        confirmed_at -> Nullable<Timestamptz>,
        asked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    announcements (organisation_id, id) {
        organisation_id -> Uuid,
        id -> Uuid,
        event_id -> Uuid,
        release_version -> Integer,
        status -> Text,
        confirmed_at -> Nullable<Timestamptz>,
        revision -> Integer,
        readers -> Text,
    }
}

diesel::table! {
    announcement_texts (organisation_id, announcement_id, language) {
        organisation_id -> Uuid,
        announcement_id -> Uuid,
        language -> Text,
        subject -> Text,
        body -> Text,
    }
}

diesel::table! {
    deliveries (organisation_id, announcement_id, subscription_id) {
        organisation_id -> Uuid,
        announcement_id -> Uuid,
        subscription_id -> Uuid,
        status -> Text,
        attempts -> Integer,
        next_at -> Timestamptz,
        claim -> Nullable<Uuid>,
        lease_until -> Nullable<Timestamptz>,
        reply -> Nullable<Text>,
        flagged -> Bool,
        knows -> Nullable<Integer>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    approvals,
    asked_addresses,
    announcement_texts,
    announcements,
    audit_anchors,
    audit_entries,
    calls,
    consents,
    contact_texts,
    contacts,
    deliveries,
    events,
    hiding_verdicts,
    hidings,
    invitations,
    jobs,
    lessons,
    letters,
    library_texts,
    me_too_levels,
    me_toos,
    memos,
    messages,
    organisations,
    own_words,
    pack_stories,
    pack_texts,
    packs,
    promises,
    question_templates,
    reader_keys,
    recusals,
    reader_questions,
    receipts,
    release_slots,
    releases,
    queue_views,
    reviews,
    rounds,
    schedules,
    sessions,
    slots,
    staff,
    role_offers,
    staff_roles,
    stories,
    story_versions,
    subscriptions,
    theme_names,
    themes,
);
