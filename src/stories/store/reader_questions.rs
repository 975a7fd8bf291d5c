//! Questions of readers in the database, sealed.

use crate::{
    ids::{OrganisationId, QuestionId, StoryId},
    platform::{db::Tx, error::Error, keys::Keys},
    schema::reader_questions::{self, dsl},
    stories::{
        reader_question::{QuestionState, ReaderQuestion},
        vault::{self, Part, Sealed, TextId},
    },
};
use diesel::{dsl::exists, pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// States in which a moderator decides.
const TO_REVIEW: [QuestionState; 2] = [QuestionState::Waiting, QuestionState::Answered];

#[derive(Queryable, Selectable)]
#[diesel(table_name = reader_questions, check_for_backend(Pg))]
struct Row {
    id: QuestionId,
    story_id: StoryId,
    state: QuestionState,
    round: Option<i16>,
    week: String,
    key_month: String,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl Row {
    fn open(self, keys: &Keys, organisation: OrganisationId) -> Result<ReaderQuestion, Error> {
        let id = TextId { organisation, story: self.story_id, part: Part::Question(self.id) };
        let sealed = Sealed::of(self.key_month, self.wrapped_key, self.sealed);
        let words = sealed.map(|sealed| vault::open(keys, id, &sealed)).transpose()?.flatten();
        let Self { id, story_id: story, state, round, week, .. } = self;
        Ok(ReaderQuestion { id, story, state, round, week, words })
    }
}

type Found<'a> = reader_questions::BoxedQuery<'a, Pg>;

fn of(organisation: OrganisationId) -> Found<'static> {
    reader_questions::table.filter(dsl::organisation_id.eq(organisation)).into_boxed()
}

async fn load(
    found: Found<'_>,
    mut conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
) -> Result<Vec<ReaderQuestion>, Error> {
    let rows: Vec<Row> = found.select(Row::as_select()).load(&mut conn).await?;
    rows.into_iter().map(|row| row.open(keys, organisation)).collect()
}

pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    (id, story, week): (QuestionId, StoryId, &str),
    sealed: &Sealed,
) -> Result<(), Error> {
    diesel::insert_into(reader_questions::table)
        .values((
            dsl::organisation_id.eq(organisation),
            dsl::id.eq(id),
            dsl::story_id.eq(story),
            dsl::state.eq(QuestionState::Sent),
            dsl::week.eq(week),
            dsl::key_month.eq(&sealed.key_month),
            dsl::wrapped_key.eq(&sealed.wrapped_key),
            dsl::sealed.eq(&sealed.sealed),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Tells whether there is, or was, a question with this id.
pub async fn is_known(tx: &mut Tx<'_>, organisation: OrganisationId, id: QuestionId) -> Result<bool, Error> {
    Ok(diesel::select(exists(reader_questions::table.find((organisation, id)))).get_result(&mut **tx).await?)
}

/// Takes a step: from the state of `question` to `to`, with these words, or with none left.
///
/// # Errors
/// [`Error::Conflict`] when it is in another state by now.
pub async fn step(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    question: &ReaderQuestion,
    (to, round, week): (QuestionState, Option<i16>, &str),
    sealed: Option<&Sealed>,
) -> Result<(), Error> {
    let same =
        reader_questions::table.find((organisation, question.id)).filter(dsl::state.eq(question.state));
    let month = sealed.map(|sealed| dsl::key_month.eq(&sealed.key_month));
    let moved = diesel::update(same)
        .set((
            dsl::state.eq(to),
            dsl::round.eq(round),
            dsl::week.eq(week),
            month,
            dsl::wrapped_key.eq(sealed.map(|sealed| &sealed.wrapped_key)),
            dsl::sealed.eq(sealed.map(|sealed| &sealed.sealed)),
        ))
        .execute(&mut **tx)
        .await?;
    if moved == 1 { Ok(()) } else { Err(Error::Conflict("question moved on")) }
}

pub async fn one(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    id: QuestionId,
) -> Result<ReaderQuestion, Error> {
    let found = load(of(organisation).filter(dsl::id.eq(id)), conn, keys, organisation).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// Returns all questions about a story that there are words of, or that were passed on.
pub async fn of_story(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Vec<ReaderQuestion>, Error> {
    let about =
        of(organisation).filter(dsl::story_id.eq(story)).filter(dsl::state.ne(QuestionState::Declined));
    load(about.order((dsl::round, dsl::id)), conn, keys, organisation).await
}

/// Returns the questions about a story that were passed on, erased ones too, in their order.
pub async fn passed_on(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Vec<ReaderQuestion>, Error> {
    let passed = of(organisation).filter(dsl::story_id.eq(story)).filter(dsl::round.is_not_null());
    load(passed.order(dsl::round), conn, keys, organisation).await
}

/// Returns what waits for a moderator, the longest first, within a week in random order.
pub async fn to_review(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    most: i64,
) -> Result<Vec<ReaderQuestion>, Error> {
    let waiting = of(organisation).filter(dsl::state.eq_any(TO_REVIEW));
    load(waiting.order((dsl::week, dsl::id)).limit(most), conn, keys, organisation).await
}

/// Returns what stands under these stories.
pub async fn published_under(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    stories: &[StoryId],
) -> Result<Vec<ReaderQuestion>, Error> {
    let under = of(organisation).filter(dsl::story_id.eq_any(stories.to_vec()));
    load(under.filter(dsl::state.eq(QuestionState::Published)), conn, keys, organisation).await
}

/// Returns a part of what stands under stories, the newest first.
pub async fn published(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    (skip, most): (i64, i64),
) -> Result<Vec<ReaderQuestion>, Error> {
    let published = of(organisation).filter(dsl::state.eq(QuestionState::Published));
    load(published.order((dsl::week.desc(), dsl::id)).offset(skip).limit(most), conn, keys, organisation)
        .await
}

pub async fn count_to_review(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<i64, Error> {
    Ok(of(organisation).filter(dsl::state.eq_any(TO_REVIEW)).count().get_result(conn).await?)
}

/// Returns the stories with questions on their way, or that came to nothing since before `week`.
pub async fn moving(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    week: &str,
) -> Result<Vec<StoryId>, Error> {
    let due = dsl::state.eq_any([QuestionState::Sent, QuestionState::Passed]);
    let old = dsl::week.lt(week).and(dsl::state.ne(QuestionState::Published));
    let of = reader_questions::table.filter(dsl::organisation_id.eq(organisation)).filter(due.or(old));
    Ok(of.select(dsl::story_id).distinct().load(&mut **tx).await?)
}

/// Brings questions to moderators, and those that were passed on to their authors.
pub async fn bring(tx: &mut Tx<'_>, organisation: OrganisationId, week: &str) -> Result<(), Error> {
    use QuestionState::{Asked, Passed, Sent, Waiting};
    for (from, to) in [(Sent, Waiting), (Passed, Asked)] {
        let all = reader_questions::table.filter(dsl::organisation_id.eq(organisation));
        diesel::update(all.filter(dsl::state.eq(from)))
            .set((dsl::state.eq(to), dsl::week.eq(week)))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Erases words that came to nothing since before `week`, refuses answers that nobody decided on, and forgets questions that
/// were never passed on.
pub async fn forget_old(tx: &mut Tx<'_>, organisation: OrganisationId, week: &str) -> Result<(), Error> {
    let old =
        || reader_questions::table.filter(dsl::organisation_id.eq(organisation)).filter(dsl::week.lt(week));
    diesel::delete(old().filter(dsl::round.is_null())).execute(&mut **tx).await?;
    let unpublished = || old().filter(dsl::state.ne(QuestionState::Published));
    diesel::update(unpublished().filter(dsl::state.eq(QuestionState::Answered)))
        .set(dsl::state.eq(QuestionState::Refused))
        .execute(&mut **tx)
        .await?;
    diesel::update(unpublished().filter(dsl::wrapped_key.is_not_null()))
        .set((dsl::wrapped_key.eq(None::<Vec<u8>>), dsl::sealed.eq(None::<Vec<u8>>)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Erases all questions about a story.
pub async fn erase(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    let all =
        reader_questions::table.filter(dsl::organisation_id.eq(organisation)).filter(dsl::story_id.eq(story));
    diesel::delete(all).execute(&mut **tx).await?;
    Ok(())
}
