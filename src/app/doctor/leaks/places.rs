//! Places in the database where words are read besides those of a story: what is searched, and what is not.

/// Events that have a story on their agenda, working or released, and the releases of them that people get: the latest,
/// and those that mails are about.
const HELD: &str = "held as ( \
      select story_id, event_id from slots where organisation_id = $1 and story_id = any($2) \
      union select story_id, event_id from release_slots where organisation_id = $1 and story_id = any($2)), \
    shown as ( \
      select h.story_id, r.event_id, r.version from held h \
      join releases r on r.organisation_id = $1 and r.event_id = h.event_id \
      where not exists (select from releases l where l.organisation_id = $1 \
          and l.event_id = r.event_id and l.version > r.version) \
        or exists (select from announcements a where a.organisation_id = $1 \
          and a.event_id = r.event_id and a.release_version = r.version))";

/// Columns that hold words in the clear, and how their rows belong to stories.
pub struct Place {
    pub table: &'static str,
    pub columns: &'static str,
    /// Rows of the table as `t`, with the story as `s.story_id`.
    from: &'static str,
    /// Names a row.
    row: &'static str,
}

/// Places of a story, searched with each page of stories. Texts in JSON are searched string by string.
pub const OF_STORIES: &[Place] = &[
    Place {
        table: "library_texts",
        columns: "title what_happened made_sense cost learned advice shown_name",
        from: "told s join library_texts t on t.organisation_id = $1 and t.story_id = s.story_id",
        row: "t.story_id",
    },
    Place {
        table: "lessons",
        columns: "body",
        from: "told s join lessons t on t.organisation_id = $1 and t.story_id = s.story_id",
        row: "t.id",
    },
    Place {
        table: "pack_texts",
        columns: "title intro",
        from: "told s join pack_stories p on p.organisation_id = $1 and p.story_id = s.story_id \
            join pack_texts t on t.organisation_id = $1 and t.pack_id = p.pack_id",
        row: "t.pack_id",
    },
    Place {
        table: "themes",
        columns: "slug",
        from: "told s join themes t on t.organisation_id = $1 and t.id = s.theme_id",
        row: "t.id",
    },
    Place {
        table: "theme_names",
        columns: "name",
        from: "told s join theme_names t on t.organisation_id = $1 and t.theme_id = s.theme_id",
        row: "t.theme_id",
    },
    Place {
        table: "events",
        columns: "title intro translations",
        from: "held s join events t on t.organisation_id = $1 and t.id = s.event_id",
        row: "t.id",
    },
    Place {
        table: "slots",
        columns: "title",
        from: "held s join slots t on t.organisation_id = $1 and t.event_id = s.event_id",
        row: "t.id",
    },
    Place {
        table: "releases",
        columns: "title intro translations",
        from: "shown s join releases t on t.organisation_id = $1 and (t.event_id, t.version) = (s.event_id, s.version)",
        row: "t.event_id || ' ' || t.version",
    },
    Place {
        // Every version stays in the history of its event.
        table: "releases",
        columns: "changes",
        from: "held s join releases t on t.organisation_id = $1 and t.event_id = s.event_id",
        row: "t.event_id || ' ' || t.version",
    },
    Place {
        table: "release_slots",
        columns: "title",
        from: "shown s join release_slots t on t.organisation_id = $1 \
            and (t.event_id, t.version) = (s.event_id, s.version)",
        row: "t.event_id || ' ' || t.version",
    },
    Place {
        table: "announcement_texts",
        columns: "subject body",
        from: "held s join announcements a on a.organisation_id = $1 and a.event_id = s.event_id \
            join announcement_texts t on t.organisation_id = $1 and t.announcement_id = a.id",
        row: "t.announcement_id",
    },
];

/// Other searched columns: sealed ones as far as readers get them, the index of the library, and what belongs to no story
/// and should hold no word of any.
pub const BESIDES: &str = "story_versions.sealed reader_questions.sealed library_index.spellings library_index.vector \
    library_words.spelling jobs.payload jobs.error audit_entries.verb";

/// Columns that are not searched, by reason.
pub const APART: &[(&str, &str)] = &[
    (
        "made of library_words.spelling",
        "library_words.begins library_words.ends library_words.folded library_words.lexeme library_words.starts",
    ),
    ("read by moderators, or its author, alone", "memos.sealed messages.sealed stories.refusal"),
    ("not opened by anybody but the mix", "letters.sealed"),
    (
        "of the day and its place, of the house, and not of a story",
        "events.place events.link releases.place releases.link calls.body contacts.door contacts.link contacts.name \
         contacts.phone contact_texts.body contact_texts.door organisations.domains organisations.name \
         organisations.slug promises.terms",
    ),
    (
        "of the desk alone",
        "own_words.word own_words.instead question_templates.words queue_views.name staff.name \
         role_offers.name",
    ),
    (
        "codes of the program",
        "consents.silence deliveries.reply events.time_zone jobs.kind organisations.languages organisations.readers \
         organisations.time_zone queue_views.status releases.language releases.time_zone schedules.name",
    ),
    ("addresses of people", "staff.email subscriptions.email"),
    ("secrets", "reader_keys.key rounds.house_code staff.password_hash"),
];

/// Returns the query of what stands in the clear: story, place, row and words, of the stories `$2` of the organisation `$1`.
pub fn query() -> String {
    let selects = OF_STORIES.iter().flat_map(|Place { table, columns, from, row }| {
        columns.split(' ').map(move |column| {
            format!(
                "select s.story_id, '{table}.{column}' as place, ({row})::text as line, t.{column}::text as words from {from}"
            )
        })
    });
    let all: Vec<String> = selects.collect();
    format!(
        "with told as (select id as story_id, theme_id from stories where organisation_id = $1 and id = any($2)), {HELD} \
         select * from ({}) as stood (story_id, place, line, words) where words <> ''",
        all.join(" union all ")
    )
}
