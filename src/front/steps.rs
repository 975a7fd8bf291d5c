//! Next steps of each role: at most three.

use crate::accounts::Role;

/// Most steps shown to a role at once: nobody starts on a longer list.
pub const MOST: usize = 3;

/// Next step at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Stories that a reader hid, which wait for a second look.
    LookAtHidden(i64),
    /// Questions of readers, and answers of authors, that nobody decided on.
    ReadQuestions(i64),
    /// Stories this person has under review.
    Decide(i64),
    /// Stories nobody has looked at.
    ReadNew(i64),
    /// All stories are read: ask for more.
    AllRead,
    /// Stories that may be told.
    Plan(i64),
    Prepare,
    /// Goes on with the next event.
    Refine,
    Announce,
    InviteModerator,
    InviteOrganiser,
    /// People who have not taken up their invitation.
    AwaitInvited(i64),
    NameThemes,
    /// The call for stories is missing in some language.
    WriteCall,
    AllSet,
}

/// Counts for moderators and organisers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stories {
    /// Not looked at yet.
    pub new: i64,
    /// Under review by the person who looks.
    pub held: i64,
    /// Hidden by readers, and not decided on.
    pub hidden: i64,
    /// Questions and answers that wait for a moderator.
    pub questions: i64,
    /// May be told, and on no agenda so far.
    pub ready: i64,
    /// Set when an event is planned.
    pub coming: bool,
}

/// Facts for administrators.
#[allow(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    pub has_moderator: bool,
    pub has_organiser: bool,
    /// People without a password yet.
    pub invited: i64,
    pub has_themes: bool,
    /// Set when there is a call in every language.
    pub has_calls: bool,
}

/// Lists the next steps of a role, most pressing first.
pub fn next(role: Role, stories: Stories, setup: Setup) -> Vec<Step> {
    let mut steps = match role {
        Role::Moderator => moderating(stories),
        Role::Organiser => organising(stories),
        Role::Administrator => administering(setup),
    };
    steps.truncate(MOST);
    steps
}

fn moderating(stories: Stories) -> Vec<Step> {
    let some = [
        (stories.hidden > 0, Step::LookAtHidden(stories.hidden)),
        (stories.held > 0, Step::Decide(stories.held)),
        (stories.new > 0, Step::ReadNew(stories.new)),
        (stories.questions > 0, Step::ReadQuestions(stories.questions)),
    ];
    or_else(some, Step::AllRead)
}

fn organising(stories: Stories) -> Vec<Step> {
    let some = [
        (stories.ready > 0, Step::Plan(stories.ready)),
        (!stories.coming, Step::Prepare),
        (stories.coming, Step::Refine),
        (stories.coming, Step::Announce),
    ];
    or_else(some, Step::Prepare)
}

fn administering(setup: Setup) -> Vec<Step> {
    let some = [
        (!setup.has_moderator, Step::InviteModerator),
        (!setup.has_organiser, Step::InviteOrganiser),
        (!setup.has_calls, Step::WriteCall),
        (!setup.has_themes, Step::NameThemes),
        (setup.invited > 0, Step::AwaitInvited(setup.invited)),
    ];
    or_else(some, Step::AllSet)
}

fn or_else<const N: usize>(some: [(bool, Step); N], otherwise: Step) -> Vec<Step> {
    let steps: Vec<Step> = some.into_iter().filter_map(|(so, step)| so.then_some(step)).collect();
    if steps.is_empty() { vec![otherwise] } else { steps }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: Setup =
        Setup { has_moderator: true, has_organiser: true, invited: 0, has_themes: true, has_calls: true };

    #[test]
    fn the_most_pressing_comes_first_and_never_more_than_three() {
        let stories = Stories { new: 4, held: 1, hidden: 2, questions: 1, ready: 2, coming: true };
        let moderator = next(Role::Moderator, stories, READY);
        assert_eq!(moderator, [Step::LookAtHidden(2), Step::Decide(1), Step::ReadNew(4)]);
        assert_eq!(next(Role::Organiser, stories, READY), [Step::Plan(2), Step::Refine, Step::Announce]);
        let bare = Setup {
            has_moderator: false,
            has_organiser: false,
            invited: 2,
            has_themes: false,
            has_calls: false,
        };
        assert_eq!(
            next(Role::Administrator, stories, bare),
            [Step::InviteModerator, Step::InviteOrganiser, Step::WriteCall]
        );
    }

    #[test]
    fn there_is_always_something() {
        for role in Role::ALL {
            assert!(!next(*role, Stories::default(), READY).is_empty());
        }
        assert_eq!(next(Role::Moderator, Stories::default(), READY), [Step::AllRead]);
        assert_eq!(next(Role::Organiser, Stories::default(), READY), [Step::Prepare]);
        let invited = Setup { invited: 2, ..READY };
        assert_eq!(next(Role::Administrator, Stories::default(), invited), [Step::AwaitInvited(2)]);
        assert_eq!(next(Role::Administrator, Stories::default(), READY), [Step::AllSet]);
    }
}
