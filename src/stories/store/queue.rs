//! Lists of stories for those who review them.

use super::versions::{Version, VersionRow, opened};
use crate::{
    ids::{OrganisationId, StaffId, StoryId, ThemeId},
    platform::{db::prepared, error::Error, i18n::Language, keys::Keys},
    schema::{stories, story_versions},
    stories::{
        model::{Lane, Story},
        state::{Standing, Turn},
        status::StoryStatus,
    },
};
use diesel::{
    pg::Pg,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_query,
    sql_types::{Array, BigInt, Bool, Nullable, Text, Uuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeSet;

/// [`Turn`] of a row of `stories`; under review only, where it says something. Each part is one set for all
/// rows, so that a thousand cost what one costs.
pub const TURN: &str = "case when stories.status <> 'in_review' then 'moderator' \
    when stories.id in (select story_id from messages group by story_id \
        having max(round) filter (where written_by = 'moderator') \
            > coalesce(max(round) filter (where written_by = 'author'), 0)) then 'asked' \
    when stories.id in (select story_id from messages) \
        or stories.id in (select own.story_id from story_versions own \
            where own.written_by = 'author' and own.number > 1 and not exists (select from story_versions newer \
                where newer.organisation_id = own.organisation_id and newer.story_id = own.story_id \
                    and newer.number > own.number)) then 'answered' \
    else 'moderator' end";

/// Condition on a row of `stories`: it came through a lane that is open to anybody. Those come last.
pub const FROM_ANYBODY: &str = "lane in ('unverified', 'open')";

/// Stories that are alike in all that a list is narrowed down by.
#[derive(Debug, Clone, QueryableByName)]
#[diesel(check_for_backend(Pg))]
pub struct Cell {
    #[diesel(sql_type = Text)]
    status: StoryStatus,
    #[diesel(sql_type = Bool)]
    agreed: bool,
    #[diesel(sql_type = Bool)]
    published: bool,
    #[diesel(sql_type = Text)]
    turn: Turn,
    /// Set when the person who asks has claimed them.
    #[diesel(sql_type = Bool)]
    pub held: bool,
    #[diesel(sql_type = Nullable<Uuid>)]
    pub theme: Option<ThemeId>,
    #[diesel(sql_type = Text)]
    pub language: Language,
    #[diesel(sql_type = Text)]
    pub lane: Lane,
    #[diesel(sql_type = BigInt)]
    pub stories: i64,
}

impl Cell {
    pub const fn new(standing: Standing, language: Language, lane: Lane, stories: i64) -> Self {
        let Standing { status, agreed, published, turn } = standing;
        Self { status, agreed, published, turn, held: false, theme: None, language, lane, stories }
    }

    pub const fn standing(&self) -> Standing {
        Standing { status: self.status, agreed: self.agreed, published: self.published, turn: self.turn }
    }
}

/// Counts all stories of an organisation, as `staff` sees them.
pub async fn cells(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    staff: StaffId,
) -> Result<Vec<Cell>, Error> {
    let query = sql_query(format!(
        "select status, agreed_version is not null as agreed, published_week is not null as published, {TURN} as turn, \
           id in (select story_id from reviews where staff_id = $2) as held, theme_id as theme, language, lane, \
           count(*) as stories \
         from stories where organisation_id = $1 group by 1, 2, 3, 4, 5, 6, 7, 8"
    ));
    let query = query.bind::<Uuid, _>(organisation).bind::<Uuid, _>(staff);
    Ok(prepared(query).load(&mut conn).await?)
}

/// Part of the stories.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub standings: Vec<Standing>,
    /// Person who has claimed them.
    pub held_by: Option<StaffId>,
    pub theme: Option<ThemeId>,
    pub language: Option<Language>,
    pub lane: Option<Lane>,
}

/// Condition that a row of `stories` is on a page of a part.
#[derive(Debug, Clone, QueryId)]
struct OnPage {
    organisation: OrganisationId,
    statuses: Vec<StoryStatus>,
    /// Standings, and whether they are all that there can be in these statuses: then nothing else is looked at.
    lines: Vec<String>,
    whole: bool,
    anybodys: bool,
    part: Part,
    skip: i64,
    most: i64,
}

impl OnPage {
    fn new(organisation: OrganisationId, part: &Part, (skip, most): (i64, i64)) -> Self {
        let statuses: BTreeSet<StoryStatus> = part.standings.iter().map(|it| it.status).collect();
        let of_statuses = Standing::all().filter(|standing| statuses.contains(&standing.status));
        Self {
            organisation,
            whole: of_statuses.count() == part.standings.len(),
            statuses: statuses.into_iter().collect(),
            lines: part.standings.iter().map(|standing| standing.line()).collect(),
            anybodys: part.held_by.is_none(),
            part: part.clone(),
            skip,
            most,
        }
    }
}

impl QueryFragment<Pg> for OnPage {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("stories.id in (select stories.id from stories where stories.organisation_id = ");
        out.push_bind_param::<Uuid, _>(&self.organisation)?;
        out.push_sql(" and stories.status = any(");
        out.push_bind_param::<Array<Text>, _>(&self.statuses)?;
        out.push_sql(") and (");
        out.push_bind_param::<Bool, _>(&self.whole)?;
        out.push_sql(" or concat_ws(' ', status, agreed_version is not null, published_week is not null, ");
        out.push_sql(TURN);
        out.push_sql(") = any(");
        out.push_bind_param::<Array<Text>, _>(&self.lines)?;
        out.push_sql(")) and language = coalesce(");
        out.push_bind_param::<Nullable<Text>, _>(&self.part.language)?;
        out.push_sql(", language) and lane = coalesce(");
        out.push_bind_param::<Nullable<Text>, _>(&self.part.lane)?;
        out.push_sql(", lane) and theme_id is not distinct from coalesce(");
        out.push_bind_param::<Nullable<Uuid>, _>(&self.part.theme)?;
        out.push_sql(", theme_id) and (");
        out.push_bind_param::<Bool, _>(&self.anybodys)?;
        out.push_sql(" or id in (select story_id from reviews where staff_id = ");
        out.push_bind_param::<Nullable<Uuid>, _>(&self.part.held_by)?;
        out.push_sql(")) order by ");
        out.push_sql(FROM_ANYBODY);
        out.push_sql(", week, id offset ");
        out.push_bind_param::<BigInt, _>(&self.skip)?;
        out.push_sql(" limit ");
        out.push_bind_param::<BigInt, _>(&self.most)?;
        out.push_sql(")");
        Ok(())
    }
}

/// [`TURN`] as a column.
#[derive(Debug, Clone, Copy, QueryId)]
struct TurnOfStory;

impl QueryFragment<Pg> for TurnOfStory {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(TURN);
        Ok(())
    }
}

/// Makes a fragment an expression over `stories`.
macro_rules! of_stories {
    ($name:ident is $sql_type:ty) => {
        impl diesel::Expression for $name {
            type SqlType = $sql_type;
        }
        impl<From> diesel::AppearsOnTable<From> for $name {}
        impl<From> diesel::SelectableExpression<From> for $name {}
        impl<By> diesel::expression::ValidGrouping<By> for $name {
            type IsAggregate = diesel::expression::is_aggregate::No;
        }
    };
}
of_stories!(OnPage is Bool);
of_stories!(TurnOfStory is Text);

/// Story in a list, with its newest version unless that was erased.
#[derive(Debug)]
pub struct Listed {
    pub story: Story,
    pub turn: Turn,
    pub newest: Option<Version>,
}

/// Returns some of the stories of a part: by week and within it in random order, those from lanes open to anybody last.
pub async fn page(
    mut conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    part: &Part,
    place: (i64, i64),
) -> Result<Vec<Listed>, Error> {
    // In one statement, so that a story that moves on meanwhile does not seem to have lost its words.
    let rows: Vec<(Story, Turn, Option<VersionRow>)> = stories::table
        .left_join(
            story_versions::table.on(story_versions::organisation_id
                .eq(stories::organisation_id)
                .and(story_versions::story_id.eq(stories::id))),
        )
        .filter(stories::organisation_id.eq(organisation))
        .filter(OnPage::new(organisation, part, place))
        .distinct_on(stories::id)
        .order((stories::id, story_versions::number.desc()))
        .select((Story::as_select(), TurnOfStory, Option::<VersionRow>::as_select()))
        .load(&mut conn)
        .await?;
    let mut all = vec![];
    for (story, turn, row) in rows {
        let newest = row.map(|row| opened(keys, organisation, row)).transpose()?.flatten();
        all.push(Listed { story, turn, newest });
    }
    all.sort_by(|a, b| a.story.place().cmp(&b.story.place()));
    Ok(all)
}

impl Listed {
    pub const fn id(&self) -> StoryId {
        self.story.id
    }

    pub const fn standing(&self) -> Standing {
        Standing {
            status: self.story.status,
            agreed: self.story.agreed_version.is_some(),
            published: self.story.published_week.is_some(),
            turn: self.turn,
        }
    }
}
