//! Mail to a server, over connections we keep ourselves.

use super::{
    MailError,
    address::Mailbox,
    session::{Patience, Session, in_time},
    smtp_url::SmtpUrl,
};
use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
};
use tokio::net::TcpStream;

/// How to reach the mail server, and as whom.
#[derive(Debug, Clone)]
pub struct Smtp {
    url: SmtpUrl,
    from: Mailbox,
    patience: Patience,
}

impl Smtp {
    /// Mail through the server of `url`, from `from`.
    #[must_use]
    pub fn new(url: SmtpUrl, from: Mailbox) -> Self {
        Self {
            url,
            from,
            patience: Patience::default(),
        }
    }

    /// As this, but waiting otherwise for answers.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Opens a connection and signs in: the server is who it says it is and nobody listens in, or there is none.
    ///
    /// # Errors
    /// [`MailError::Transient`]: whatever goes wrong before a recipient is named is nobody's fault.
    pub async fn connect(&self) -> Result<Session, MailError> {
        let connection = self.open().await.map_err(MailError::for_now)?;
        Ok(Session::new(connection, self.from.clone(), self.patience))
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, MailError> {
        let name = ClientId::default();
        let wait = self.patience.command;
        let mut connection = if self.url.implicit_tls {
            let place = (self.url.host.as_str(), self.url.port);
            let tls = Some(self.tls()?);
            in_time(
                wait,
                AsyncSmtpConnection::connect_tokio1(place, Some(wait), &name, tls, None),
            )
            .await?
        } else {
            self.open_plain(&name).await?
        };
        if let Some((user, password)) = &self.url.login {
            let login = Credentials::new(user.clone(), password.clone());
            in_time(
                wait,
                connection.auth(&[Mechanism::Plain, Mechanism::Login], &login),
            )
            .await?;
        }
        Ok(connection)
    }

    async fn open_plain(&self, name: &ClientId) -> Result<AsyncSmtpConnection, MailError> {
        let wait = self.patience.command;
        let place = (self.url.host.as_str(), self.url.port);
        let unreachable = |_| MailError::Transient("unreachable".to_owned());
        let stream = tokio::time::timeout(wait, TcpStream::connect(place))
            .await
            .map_err(|_| MailError::Transient("timeout".to_owned()))?
            .map_err(unreachable)?;
        // Each command is one small packet that waits for its answer: Nagle's algorithm costs 44 ms a mail.
        stream.set_nodelay(true).map_err(unreachable)?;
        let mut connection = in_time(
            wait,
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), name),
        )
        .await?;
        if !self.url.is_loopback() {
            if !connection.can_starttls() {
                return Err(MailError::Transient("no STARTTLS".to_owned()));
            }
            in_time(wait, connection.starttls(self.tls()?, name)).await?;
        }
        Ok(connection)
    }

    /// TLS to this server's name, checked against the web's roots.
    fn tls(&self) -> Result<TlsParameters, MailError> {
        TlsParameters::new(self.url.host.clone()).map_err(|_| MailError::Transient("tls".to_owned()))
    }
}
