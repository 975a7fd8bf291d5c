//! Classification of every table with regard to authors, for the doctor and the tests of the schema.

/// Authors' tables, and the columns with types that they may have. A new column needs a reason and a line here: no
/// moments, no addresses, no persons, no counters.
pub const AUTHORS: &[(&str, &str)] = &[
    ("consents", "given_by text, organisation_id uuid, silence text, story_id uuid, version integer"),
    ("hidings", "organisation_id uuid, state text, story_id uuid, version integer, week text, who text"),
    // In words of staff, under a story: as empty of moments and persons as what its author wrote.
    (
        "lessons",
        "body text, done boolean, id uuid, kind text, language text, organisation_id uuid, \
         story_id uuid, week text",
    ),
    // Where the words of a readable text stand, as Postgres looks them up.
    (
        "library_index",
        "language text, organisation_id uuid, readers text, rules smallint, spellings text[], story_id uuid, \
         vector tsvector, week text",
    ),
    // Readable: what its author agreed to, the name they wanted shown, and no more.
    (
        "library_texts",
        "advice text, content_notes text[], cost text, event_id uuid, intensity text, language text, learned text, \
         made_sense text, organisation_id uuid, readers text, shown_name text, story_id uuid, theme_id uuid, \
         title text, version integer, week text, what_happened text",
    ),
    // Words that readable texts have, each for as long as one does, and in how many.
    (
        "library_words",
        "begins text, ends text, folded text, language text, letters integer, lexeme text, often integer, \
         organisation_id uuid, readers text, spelling text, starts text, stories integer",
    ),
    ("letters", "day date, id uuid, sealed bytea"),
    // Of readers, under a story: a day and something random, no reader.
    ("me_toos", "mark text, organisation_id uuid, released boolean, story_id uuid"),
    ("me_too_levels", "level text, organisation_id uuid, story_id uuid"),
    // Of moderators, under a story: no moment, no person.
    ("memos", "key_month text, organisation_id uuid, sealed bytea, story_id uuid, wrapped_key bytea"),
    (
        "messages",
        "id uuid, key_month text, organisation_id uuid, round smallint, sealed bytea, shown boolean, \
         story_id uuid, wrapped_key bytea, written_by text",
    ),
    // Of readers, and answers of authors: sealed, with the week of the last step and no reader.
    (
        "reader_questions",
        "id uuid, key_month text, organisation_id uuid, round smallint, sealed bytea, state text, \
         story_id uuid, week text, wrapped_key bytea",
    ),
    ("receipts", "burnt boolean, closed_week text, code_hash bytea, organisation_id uuid, story_id uuid"),
    (
        "stories",
        "agreed_version integer, anonymity text, asked_week text, changed_week text, for_library boolean, \
         hidden_by text, id uuid, lane text, language text, organisation_id uuid, published_week text, \
         readers text, refusal text, refusal_kind text, shelved_week text, silence text, status text, theme_id uuid, told_by text, \
         told_version integer, week text",
    ),
    (
        "story_versions",
        "key_month text, number integer, organisation_id uuid, sealed bytea, story_id uuid, \
         wrapped_key bytea, written_by text",
    ),
];

/// Tables without anything of authors. A table in neither list is a fault.
pub const OTHERS: &str = "__diesel_schema_migrations announcement_texts announcements approvals asked_addresses audit_anchors \
    audit_entries calls contact_texts contacts deliveries events hiding_verdicts invitations jobs organisations \
    own_words pack_stories pack_texts packs promises question_templates queue_views reader_keys recusals release_slots releases reviews role_offers \
    rounds schedules sessions slots staff staff_roles subscriptions theme_names themes";

/// Tables in which a row is a person.
pub const PERSONS: &str = "asked_addresses invitations sessions staff subscriptions";

/// Tables without row-level security: read before the tenant is known, or shared by all tenants.
pub const OPEN: &str = "jobs letters organisations role_offers schedules staff_roles";

/// Tells whether one of the lists of words above holds `table`.
pub fn lists(list: &str, table: &str) -> bool {
    list.split_whitespace().any(|word| word == table)
}
