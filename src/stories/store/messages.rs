//! Dialogue in the database, sealed.

use crate::{
    ids::{MessageId, OrganisationId, StoryId},
    platform::{db::Tx, error::Error, keys::Keys},
    schema::messages,
    stories::{
        dialogue::Message,
        text::WrittenBy,
        vault::{self, Part, Sealed, TextId},
    },
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

#[derive(Queryable, Selectable)]
#[diesel(table_name = messages, check_for_backend(diesel::pg::Pg))]
struct MessageRow {
    id: MessageId,
    round: i16,
    written_by: WrittenBy,
    shown: bool,
    key_month: String,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

/// Inserts a message, unless it is there already.
pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    message: &Message,
    sealed: &Sealed,
) -> Result<bool, Error> {
    let added = diesel::insert_into(messages::table)
        .values((
            messages::organisation_id.eq(organisation),
            messages::story_id.eq(story),
            messages::id.eq(message.id),
            messages::round.eq(message.round),
            messages::written_by.eq(message.written_by),
            messages::shown.eq(message.shown),
            messages::key_month.eq(&sealed.key_month),
            messages::wrapped_key.eq(&sealed.wrapped_key),
            messages::sealed.eq(&sealed.sealed),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(added == 1)
}

/// Counts the questions about a story, erased ones too.
pub async fn questions(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<i16, Error> {
    let last: Option<i16> = messages::table
        .filter(messages::organisation_id.eq(organisation))
        .filter(messages::story_id.eq(story))
        .filter(messages::written_by.eq(WrittenBy::Moderator))
        .select(diesel::dsl::max(messages::round))
        .first(&mut **tx)
        .await?;
    Ok(last.unwrap_or(0))
}

/// Returns the messages of a story that were not erased: by round, the question first.
pub async fn of_story(
    mut conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Vec<Message>, Error> {
    let rows: Vec<MessageRow> = messages::table
        .filter(messages::organisation_id.eq(organisation))
        .filter(messages::story_id.eq(story))
        .order((messages::round, messages::written_by.desc(), messages::id))
        .select(MessageRow::as_select())
        .load(&mut conn)
        .await?;
    let open = |row: MessageRow| {
        let sealed = Sealed::of(row.key_month, row.wrapped_key, row.sealed)?;
        let id = TextId { organisation, story, part: Part::Message(row.id) };
        let message = |text| Message {
            id: row.id,
            round: row.round,
            written_by: row.written_by,
            shown: row.shown,
            text,
        };
        vault::open(keys, id, &sealed).map(|text| text.map(message)).transpose()
    };
    Ok(rows.into_iter().filter_map(open).collect::<Result<_, _>>()?)
}

/// Returns the stories with messages that nobody was shown yet.
pub async fn unshown(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Vec<StoryId>, Error> {
    let waiting =
        messages::table.filter(messages::organisation_id.eq(organisation)).filter(messages::shown.eq(false));
    Ok(waiting.select(messages::story_id).distinct().load(&mut **tx).await?)
}

/// Shows all waiting questions to their authors.
pub async fn show(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    let waiting =
        messages::table.filter(messages::organisation_id.eq(organisation)).filter(messages::shown.eq(false));
    diesel::update(waiting).set(messages::shown.eq(true)).execute(&mut **tx).await?;
    Ok(())
}

/// Erases all messages of a story.
pub async fn erase(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    let all = messages::table
        .filter(messages::organisation_id.eq(organisation))
        .filter(messages::story_id.eq(story))
        .filter(messages::wrapped_key.is_not_null());
    diesel::update(all)
        .set((messages::wrapped_key.eq(None::<Vec<u8>>), messages::sealed.eq(None::<Vec<u8>>)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
