//! Mail: what it is, and the ways it leaves.

pub mod address;
pub mod folder;
pub mod message;
pub mod render;
pub mod smtp;
pub mod smtp_url;

pub use address::{EmailAddress, Mailbox};
pub use message::{Attachment, Mail};

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

impl Mailer {
    /// Sends one mail on a connection of its own: for single mails such as an invitation.
    ///
    /// # Errors
    /// [`MailError`] says whether to try again.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        match self {
            Self::Folder(folder) => folder.keep(mail),
            Self::Smtp(smtp) => smtp.send(mail).await,
        }
    }
}
