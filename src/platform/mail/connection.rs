//! A connection for one mail after the other, to a server or to the folder of captured mails.

use super::{Mail, MailError, folder::Folder, session::Session};

/// Open connection. First [`offer`](Connection::offer) a mail, then record that it is about to leave, then [`hand it
/// over`](Connection::hand_over): an interruption in between is certain to have sent nothing.
pub enum Connection {
    Smtp(Box<Session>),
    /// Folder, and the mail that was offered.
    Folder(Folder, Option<Box<Mail>>),
}

impl Connection {
    /// Tells whether another mail can be offered; if not, drop the connection and open another.
    pub const fn is_ready(&self) -> bool {
        match self {
            Self::Smtp(session) => session.is_ready(),
            Self::Folder(_, offered) => offered.is_none(),
        }
    }

    /// Asks whether `mail` would be accepted. Nothing is sent yet.
    ///
    /// # Errors
    /// Never [`MailError::Uncertain`].
    pub async fn offer(&mut self, mail: &Mail) -> Result<(), MailError> {
        match self {
            Self::Smtp(session) => session.offer(mail).await,
            Self::Folder(_, offered) => {
                *offered = Some(Box::new(mail.clone()));
                Ok(())
            }
        }
    }

    /// Sends the mail that was offered.
    ///
    /// # Errors
    /// [`MailError::Uncertain`] when it may have arrived.
    pub async fn hand_over(&mut self) -> Result<(), MailError> {
        match self {
            Self::Smtp(session) => session.hand_over().await,
            Self::Folder(folder, offered) => match offered.take() {
                Some(mail) => folder.keep(&mail),
                None => Err(MailError::Transient("nothing offered".to_owned())),
            },
        }
    }

    pub async fn quit(self) {
        if let Self::Smtp(session) = self {
            session.quit().await;
        }
    }
}
