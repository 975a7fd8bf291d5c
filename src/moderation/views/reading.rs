//! Contents of the page of a story.

use crate::{
    coach::OwnRules,
    ids::StaffId,
    library::model::Card,
    moderation::{
        four_eyes::Approval,
        lease::{Claim, Lease},
    },
    organisations::question_templates::QuestionTemplate,
    stories::{Story, dialogue::Message, store::versions::Version},
};

/// Contents of the page.
pub struct Reading<'a> {
    pub story: &'a Story,
    /// Versions, oldest first; empty when erased.
    pub versions: &'a [Version],
    pub messages: &'a [Message],
    /// Words of moderators for each other; may be empty.
    pub memo: &'a str,
    /// Told stories of its theme.
    pub similar: &'a [Card],
    /// Address of the organisation: `/acme`.
    pub public: &'a str,
    pub lease: Option<&'a Lease>,
    pub claim: Claim,
    /// Name of the theme.
    pub theme: Option<&'a str>,
    pub own: &'a OwnRules,
    /// Other moderators, with their names.
    pub colleagues: &'a [(StaffId, String)],
    /// Questions in the language of the story.
    pub templates: &'a [QuestionTemplate],
    /// Set when you recognised somebody in it.
    pub recused: bool,
    /// Set when any moderator did.
    pub recognised: bool,
    /// Set when you approved the newest version, where that takes two people.
    pub approved_by_you: bool,
    /// Somebody else who did.
    pub approved_by: Option<&'a Approval>,
}
