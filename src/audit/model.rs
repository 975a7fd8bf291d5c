//! Acts, who carries them out, and their place in the chain.

use super::chain::Link;
use crate::{
    ids::{OrganisationId, StaffId},
    schema::audit_entries,
    text_enum,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A member of staff at work for an organisation, at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    pub organisation: OrganisationId,
    pub staff: StaffId,
    pub now: DateTime<Utc>,
}

text_enum! {
    /// What was done. Stored; a word never changes its meaning.
    pub enum Verb {
        /// An organisation was made.
        OrganisationCreated = "organisation_created",
        /// Its settings were changed.
        SettingsChanged = "settings_changed",
        /// The contacts before the form were changed.
        ContactsChanged = "contacts_changed",
        /// The list of its own words was changed.
        OwnWordsChanged = "own_words_changed",
        /// What it promises to authors was changed.
        PromiseChanged = "promise_changed",
        /// It was to be made weaker, and was not: somebody relies on it.
        PromiseKept = "promise_kept",
        /// A round with a new poster code was started.
        RoundStarted = "round_started",
        /// Somebody was invited to a role.
        StaffInvited = "staff_invited",
        /// Somebody took up a role that was offered.
        RoleTaken = "role_taken",
        /// Somebody did not want a role that was offered.
        RoleDeclined = "role_declined",
        /// A role was taken away.
        RoleRemoved = "role_removed",
        /// A password was chosen, through a link or by who knew the one before.
        PasswordSet = "password_set",
        /// Somebody signed in and came to this organisation's desk.
        SignedIn = "signed_in",
        /// Somebody tried to sign in as somebody, with a wrong password.
        SignInFailed = "sign_in_failed",
        /// Somebody signed out.
        SignedOut = "signed_out",
        /// A story that was not accepted yet was read.
        StoryRead = "story_read",
        /// A story was taken for review.
        StoryClaimed = "story_claimed",
        /// A story was put back in the queue.
        StoryReleased = "story_put_back",
        /// An edited version was saved.
        StoryEdited = "story_edited",
        /// Asked its author something.
        StoryAsked = "story_asked",
        /// A story was accepted.
        StoryAccepted = "story_accepted",
        /// A story was declined.
        StoryDeclined = "story_declined",
        /// An accepted or declined story was taken under review again.
        StoryReopened = "story_reopened",
        /// What was learned or will be done was written under a story.
        LessonAdded = "lesson_added",
        /// An action was done, or is to be done again.
        LessonChanged = "lesson_changed",
        /// Something written under a story was removed.
        LessonRemoved = "lesson_removed",
        /// A story's time was over: it is erased.
        StoryExpired = "story_expired",
        /// The words of a declined story were erased.
        StoryErased = "story_erased",
        /// The author's own words of a published story were erased, and all versions but the told one.
        OriginalErased = "original_erased",
        /// The oldest entries of this trail were erased.
        TrailPruned = "trail_pruned",
        /// An event was made.
        EventCreated = "event_created",
        /// An event was changed.
        EventChanged = "event_changed",
        /// A slot was added to an agenda.
        SlotAdded = "slot_added",
        /// A slot was changed.
        SlotChanged = "slot_changed",
        /// A slot was moved.
        SlotMoved = "slot_moved",
        /// A slot was removed.
        SlotRemoved = "slot_removed",
        /// An agenda was released.
        AgendaReleased = "agenda_released",
        /// An announcement was drafted.
        AnnouncementDrafted = "announcement_drafted",
        /// An announcement's texts were changed.
        AnnouncementChanged = "announcement_changed",
        /// An announcement was sent to its writer as a test.
        AnnouncementTested = "announcement_tested",
        /// An announcement was confirmed and its recipients frozen.
        AnnouncementConfirmed = "announcement_confirmed",
        /// Sending was paused.
        AnnouncementPaused = "announcement_paused",
        /// Sending was resumed.
        AnnouncementResumed = "announcement_resumed",
        /// An announcement was cancelled.
        AnnouncementCancelled = "announcement_cancelled",
    }
}

/// One row of the trail.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_entries, check_for_backend(diesel::pg::Pg))]
pub struct Entry {
    pub organisation_id: crate::ids::OrganisationId,
    /// Its place, from 1, without gaps.
    pub number: i64,
    /// When, in whole microseconds.
    pub at: DateTime<Utc>,
    /// Who; none: the command line or a schedule.
    pub staff_id: Option<StaffId>,
    pub verb: Verb,
    /// On what, whatever it is.
    pub object_id: Option<Uuid>,
    /// Of this row and, through it, of all before it.
    pub hash: Vec<u8>,
}

impl Entry {
    /// The row as it is hashed.
    pub fn link(&self) -> Link<'_> {
        Link {
            organisation: self.organisation_id.as_bytes(),
            number: self.number,
            micros: self.at.timestamp_micros(),
            staff: self.staff_id.as_ref().map(StaffId::as_bytes),
            object: self.object_id.as_ref().map(Uuid::as_bytes),
            verb: self.verb.as_str(),
        }
    }
}
