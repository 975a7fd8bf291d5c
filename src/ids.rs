//! Typed identifiers of the domain.
#![allow(clippy::disallowed_methods, reason = "the one home of id generation")]

macro_rules! typed_ids {
    ($($(#[$meta:meta])* $name:ident = $make:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
                 serde::Serialize, serde::Deserialize,
                 diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Uuid)]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// Id of nothing; sorts before all others.
            pub const NIL: Self = Self(uuid::Uuid::nil());
            #[allow(clippy::new_without_default, reason = "an id out of nowhere is never a default")]
            pub fn new() -> Self { Self(uuid::Uuid::$make()) }
            /// Parses the id that a form carries, so that sending it twice makes one thing; an empty field is a fresh id.
            pub fn of_form(sent: &str) -> Result<Self, uuid::Error> {
                if sent.is_empty() { Ok(Self::new()) } else { sent.parse() }
            }
            pub const fn as_bytes(&self) -> &[u8; 16] { self.0.as_bytes() }
            /// Returns the id without its type.
            pub const fn untyped(self) -> uuid::Uuid { self.0 }
        }
        impl From<uuid::Uuid> for $name { fn from(id: uuid::Uuid) -> Self { Self(id) } }
        impl From<$name> for uuid::Uuid { fn from(id: $name) -> Self { id.0 } }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }
        impl diesel::serialize::ToSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Uuid, diesel::pg::Pg>::to_sql(&self.0, out)
            }
        }
        impl diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                <uuid::Uuid as diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg>>::from_sql(bytes).map(Self)
            }
        }
    )+};
}

// Version 7 holds the millisecond of its making: right for what staff make, never for what an author's act makes.
typed_ids! {
    /// A tenant.
    OrganisationId = now_v7,
    /// A mail to staff that says what happened.
    NoticeId = now_v7,
    /// A theme of an organisation.
    ThemeId = now_v7,
    /// A person who signs in.
    StaffId = now_v7,
    /// A link with which staff choose a password.
    InvitationId = now_v7,
    /// A story, from the mix to its end.
    StoryId = new_v4,
    /// Something said under a story.
    MessageId = new_v4,
    /// A question of a reader to the author of a story.
    QuestionId = new_v4,
    /// Stories to read in an order.
    PackId = now_v7,
    /// Filters of the queue that a moderator keeps.
    SavedViewId = now_v7,
    /// Something learned or done after a story.
    LessonId = new_v4,
    /// A sealed letter from an author.
    LetterId = new_v4,
    /// A day on which stories are told.
    EventId = now_v7,
    /// A place in an event's agenda.
    SlotId = now_v7,
    /// A message to subscribers.
    AnnouncementId = now_v7,
    /// An address that asked for announcements.
    SubscriptionId = new_v4,
    /// A piece of work after a commit; an author's act may be its cause.
    JobId = new_v4,
    /// A worker's hold on a row.
    ClaimId = new_v4,
}
