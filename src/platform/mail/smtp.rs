//! SMTP to a mail server.

use super::{
    MailError,
    sender::Sender,
    session::{BROKEN, Session, Timeouts, in_time, limited},
    smtp_url::SmtpUrl,
    trust::Trust,
};
use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::AsyncSmtpConnection,
};
use tokio::net::TcpStream;

/// Servers to which mail is sent under TLS only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// All but this machine.
    Beyond,
    /// All, this machine too.
    Always,
    /// None: everybody on the way can read it.
    Never,
}

/// Mail server, and the required proof of its identity.
#[derive(Debug, Clone)]
pub struct Relay {
    pub url: SmtpUrl,
    pub trust: Trust,
    pub tls: Tls,
}

impl Relay {
    /// Tells whether everybody on the way can read the mail.
    pub fn is_open(&self) -> bool {
        self.tls == Tls::Never && !self.url.is_loopback()
    }

    fn wants_tls(&self) -> bool {
        match self.tls {
            Tls::Beyond => !self.url.is_loopback(),
            Tls::Always => true,
            Tls::Never => false,
        }
    }
}

/// Mail server and sender.
#[derive(Debug, Clone)]
pub struct Smtp {
    relay: Relay,
    sender: Sender,
    timeouts: Timeouts,
}

impl Smtp {
    pub fn new(relay: Relay, sender: Sender) -> Self {
        Self { relay, sender, timeouts: Timeouts::default() }
    }

    /// Returns a copy with other limits.
    pub fn with_timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts, ..self }
    }

    /// Opens a connection and signs in, under TLS where it is required.
    ///
    /// # Errors
    /// [`MailError::Transient`]: no failure before a recipient is named is the recipient's.
    pub async fn connect(&self) -> Result<Session, MailError> {
        let connection = self.open().await.map_err(MailError::as_transient)?;
        Ok(Session::new(connection, self.sender.clone(), self.timeouts))
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, MailError> {
        let wait = self.timeouts.command;
        let mut connection = self.greet().await?;
        if let Some((user, password)) = &self.relay.url.login {
            let login = Credentials::new(user.clone(), password.clone());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            in_time(wait, connection.auth(&mechanisms, &login)).await?;
        }
        Ok(connection)
    }

    /// Connects and greets, under TLS where it is required.
    async fn greet(&self) -> Result<AsyncSmtpConnection, MailError> {
        let (wait, hello, relay) = (self.timeouts.command, self.sender.hello(), &self.relay);
        let host = relay.url.host.as_str();
        let stream = self.reach().await?;
        if relay.url.implicit_tls {
            let wrapped = limited(wait, relay.trust.wrap(stream, host)).await??;
            let opened = AsyncSmtpConnection::connect_with_transport(Box::new(wrapped), &hello);
            return in_time(wait, opened).await;
        }
        let opened = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello);
        let mut connection = in_time(wait, opened).await?;
        if relay.wants_tls() {
            if !connection.can_starttls() {
                return Err(MailError::Transient("no STARTTLS".to_owned()));
            }
            let turned = connection.starttls(relay.trust.parameters(host)?, &hello);
            in_time(wait, turned).await.map_err(untrusted)?;
        }
        Ok(connection)
    }

    async fn reach(&self) -> Result<TcpStream, MailError> {
        let place = (self.relay.url.host.as_str(), self.relay.url.port);
        let unreachable = |_| MailError::Transient("unreachable".to_owned());
        let stream = limited(self.timeouts.command, TcpStream::connect(place)).await?;
        let stream = stream.map_err(unreachable)?;
        // Each command is one small packet that waits for its answer: Nagle's algorithm costs 44 ms a mail.
        stream.set_nodelay(true).map_err(unreachable)?;
        Ok(stream)
    }
}

/// Blames TLS for a connection that breaks while it upgrades.
fn untrusted(error: MailError) -> MailError {
    match error {
        MailError::Transient(why) if why == BROKEN => MailError::Transient("tls".to_owned()),
        other => other,
    }
}
