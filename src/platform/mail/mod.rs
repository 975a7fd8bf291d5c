//! Mail: what it is, and the ways it leaves.

pub mod address;
pub mod connection;
pub mod folder;
pub mod message;
pub mod render;
pub mod sender;
pub mod session;
pub mod smtp;
pub mod smtp_url;
pub mod trust;

pub use address::{EmailAddress, Mailbox};
pub use message::{Attachment, List, Mail};

use connection::Connection;
use folder::Folder;
use smtp::Smtp;

/// How mail leaves: to a server, or into a folder that `/dev/mailbox` shows.
#[derive(Clone)]
pub enum Mailer {
    /// To the server of `SMTP_URL`.
    Smtp(Smtp),
    /// Into the data folder.
    Folder(Folder),
}

/// A mail did not leave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Try again later: the connection failed, or the server said 4xx. The code, without its text.
    #[error("for now: {0}")]
    Transient(String),
    /// The server said 5xx: never for this recipient.
    #[error("for good: {0}")]
    Permanent(String),
    /// The final dot was on its way when the connection broke: it may have arrived (RFC 1047).
    #[error("uncertain")]
    Uncertain,
}

impl MailError {
    /// The server answered, so it still listens.
    pub fn is_reply(&self) -> bool {
        match self {
            Self::Transient(code) | Self::Permanent(code) => code.starts_with(|c: char| c.is_ascii_digit()),
            Self::Uncertain => false,
        }
    }

    /// The server says that it hangs up (RFC 5321, 3.8).
    pub fn closes(&self) -> bool {
        matches!(self, Self::Transient(code) if code.starts_with("421"))
    }

    /// The same, but not held against a recipient.
    pub fn for_now(self) -> Self {
        match self {
            Self::Permanent(code) => Self::Transient(code),
            other => other,
        }
    }

    /// What to keep of it: the server's code, or one word for what broke.
    pub fn code(&self) -> &str {
        match self {
            Self::Transient(code) | Self::Permanent(code) => code,
            Self::Uncertain => "no answer",
        }
    }
}

impl Mailer {
    /// Opens a connection that takes one mail after the other.
    ///
    /// # Errors
    /// [`MailError::Transient`] when the server cannot be reached, trusted or signed in to.
    pub async fn connect(&self) -> Result<Connection, MailError> {
        match self {
            Self::Folder(folder) => Ok(Connection::Folder(folder.clone(), None)),
            Self::Smtp(smtp) => Ok(Connection::Smtp(Box::new(smtp.connect().await?))),
        }
    }

    /// Sends one mail on a connection of its own: for single mails such as an invitation.
    ///
    /// # Errors
    /// [`MailError`] says whether to try again.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let mut connection = self.connect().await?;
        connection.offer(mail).await?;
        connection.hand_over().await?;
        connection.quit().await;
        Ok(())
    }
}
