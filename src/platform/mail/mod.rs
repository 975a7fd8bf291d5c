//! Mail: messages, and their transport.

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

/// Transport of mail.
#[derive(Clone)]
pub enum Mailer {
    /// Server of `SMTP_URL`.
    Smtp(Smtp),
    /// Folder that `/dev/mailbox` shows.
    Folder(Folder),
}

/// Failure to send a mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Connection failed, or the server answered 4xx: try again. Holds the code, without its text.
    #[error("for now: {0}")]
    Transient(String),
    /// The server answered 5xx: never for this recipient.
    #[error("for good: {0}")]
    Permanent(String),
    /// The connection broke after the final dot: the mail may have arrived (RFC 1047).
    #[error("uncertain")]
    Uncertain,
}

impl MailError {
    /// Tells whether the server answered, so that the connection still works.
    pub fn is_reply(&self) -> bool {
        match self {
            Self::Transient(code) | Self::Permanent(code) => code.starts_with(|c: char| c.is_ascii_digit()),
            Self::Uncertain => false,
        }
    }

    /// Tells whether the server hangs up (RFC 5321, 3.8).
    pub fn closes(&self) -> bool {
        matches!(self, Self::Transient(code) if code.starts_with("421"))
    }

    /// Turns a permanent error into a transient one, which is not held against a recipient.
    pub fn as_transient(self) -> Self {
        match self {
            Self::Permanent(code) => Self::Transient(code),
            other => other,
        }
    }

    /// Returns the server's code, or a word for the failure.
    pub fn code(&self) -> &str {
        match self {
            Self::Transient(code) | Self::Permanent(code) => code,
            Self::Uncertain => "no answer",
        }
    }
}

impl Mailer {
    /// Opens a connection that takes one mail after the other.
    pub async fn connect(&self) -> Result<Connection, MailError> {
        match self {
            Self::Folder(folder) => Ok(Connection::Folder(folder.clone(), None)),
            Self::Smtp(smtp) => Ok(Connection::Smtp(Box::new(smtp.connect().await?))),
        }
    }

    /// Sends one mail, such as an invitation, on a connection of its own.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let mut connection = self.connect().await?;
        connection.offer(mail).await?;
        connection.hand_over().await?;
        connection.quit().await;
        Ok(())
    }
}
