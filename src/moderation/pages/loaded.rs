//! A story with all that its page shows.

use crate::{
    accounts::{self, Permission, extract::AtDesk},
    audit::Actor,
    coach::OwnRules,
    ids::StaffId,
    library::{model::Card, store::reading::of_theme},
    moderation::{
        actions::Review,
        four_eyes::Approval,
        lease::{Claim, Lease},
        redaction::Draft,
        store,
        views::{Reading, StoryPage, Typed},
    },
    organisations::{
        self,
        question_templates::{QuestionTemplate, in_language},
        store::review_rules::review_rules,
    },
    platform::error::Error,
    readers::Reach,
    stories::{self, Story, dialogue::Message, store::versions::Version},
};

/// Told stories beside the text.
const SIMILAR: usize = 3;

pub(super) struct Loaded {
    pub(super) story: Story,
    pub(super) versions: Vec<Version>,
    messages: Vec<Message>,
    memo: String,
    /// Told stories of its theme.
    similar: Vec<Card>,
    lease: Option<Lease>,
    theme: Option<String>,
    own: OwnRules,
    colleagues: Vec<(StaffId, String)>,
    /// Questions in the language of the story.
    templates: Vec<QuestionTemplate>,
    /// Approvals of the newest version, where accepting takes two people.
    approvals: Vec<Approval>,
    recused: Vec<StaffId>,
    actor: Actor,
}

impl Loaded {
    pub(super) async fn new(desk: &AtDesk, review: Review) -> Result<Self, Error> {
        let (actor, id, keys) = (review.actor, review.story, &desk.app.keys);
        let (mut conn, organisation) = (desk.db().await?, actor.organisation);
        let story = stories::store::story(&mut conn, organisation, id).await?;
        let versions = stories::store::versions::of_story(&conn, keys, organisation, id).await?;
        let messages = stories::store::messages::of_story(&conn, keys, organisation, id).await?;
        let memo = stories::store::memos::of_story(&conn, keys, organisation, id).await?;
        let similar = match story.theme_id {
            Some(theme) => of_theme(&mut conn, organisation, Reach::House, (id, theme), SIMILAR).await?,
            None => vec![],
        };
        let lease = store::lease(&conn, organisation, id).await?;
        let theme = match story.theme_id {
            Some(id) => organisations::store::themes(&conn, organisation)
                .await?
                .into_iter()
                .find(|theme| theme.id == id)
                .map(|theme| theme.name(desk.language).to_owned()),
            None => None,
        };
        let own = organisations::store::own_words::own_words(&conn, organisation).await?;
        let colleagues = accounts::store::colleagues(&mut conn, organisation).await?;
        let colleagues = colleagues
            .into_iter()
            .filter(|it| {
                it.staff.id != actor.staff
                    && !it.staff.is_away(actor.now.date_naive())
                    && it.may(Permission::ReviewStories)
            })
            .map(|it| (it.staff.id, it.staff.name))
            .collect();
        let rules = review_rules(&conn, organisation).await?;
        let templates = in_language(&rules.questions, story.language);
        let own = OwnRules::new(&own);
        let newest = versions.last().map_or(0, |newest| newest.number);
        let recused = store::recusals::of_story(&conn, organisation, id).await?;
        let approvals = if rules.four_eyes {
            store::approvals::of_version(&conn, organisation, id, newest).await?
        } else {
            vec![]
        };
        Ok(Self {
            story,
            versions,
            messages,
            memo,
            similar,
            lease,
            theme,
            own,
            colleagues,
            templates,
            approvals,
            recused,
            actor,
        })
    }

    /// Returns what a redaction needs to know; `None` when the text is erased.
    pub(super) fn draft(&self) -> Option<Draft<'_>> {
        let original = &self.versions.first()?.text;
        Some(Draft { original, language: self.story.language, own: &self.own })
    }

    /// Returns a question about the story, by the number of its template.
    pub(super) fn question(&self, number: &str, title: &str) -> Option<String> {
        let number: usize = number.parse().ok()?;
        Some(self.templates.get(number)?.about(title))
    }

    pub(super) fn page(&self, desk: &AtDesk, typed: Typed) -> StoryPage {
        let reading = Reading {
            story: &self.story,
            versions: &self.versions,
            messages: &self.messages,
            memo: &self.memo,
            similar: &self.similar,
            public: &format!("/{}", desk.organisation.slug),
            lease: self.lease.as_ref(),
            claim: Claim::of(self.lease.as_ref(), self.actor.staff, self.actor.now),
            theme: self.theme.as_deref(),
            own: &self.own,
            colleagues: &self.colleagues,
            templates: &self.templates,
            recused: self.recused.contains(&self.actor.staff),
            recognised: !self.recused.is_empty(),
            approved_by_you: self.approvals.iter().any(|one| one.approved && one.staff == self.actor.staff),
            approved_by: self.approvals.iter().find(|one| one.approved && one.staff != self.actor.staff),
        };
        StoryPage::new(&reading, typed, &desk.path(""), desk.language)
    }
}
