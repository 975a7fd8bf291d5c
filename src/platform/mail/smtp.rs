//! Mail to a server, over connections we keep ourselves.

use super::{
    MailError,
    sender::Sender,
    session::{BROKEN, Patience, Session, in_time},
    smtp_url::SmtpUrl,
    trust::Trust,
};
use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::AsyncSmtpConnection,
};
use tokio::net::TcpStream;

/// Addresses to which mail is sent under TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// To any other machine.
    Beyond,
    /// Everywhere, to this machine too.
    Always,
    /// Nowhere: everybody on the way can read it.
    Never,
}

/// A mail server: its place, and how sure we have to be that it is the right one.
#[derive(Debug, Clone)]
pub struct Relay {
    pub url: SmtpUrl,
    /// Authorities whose signature under its name counts.
    pub trust: Trust,
    /// Point at which it has to speak TLS.
    pub tls: Tls,
}

impl Relay {
    /// Tells whether mail leaves this machine for everybody on the way to read.
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

/// The way to the mail server, and whose mail goes there.
#[derive(Debug, Clone)]
pub struct Smtp {
    relay: Relay,
    sender: Sender,
    patience: Patience,
}

impl Smtp {
    /// Mail through `relay`, from `sender`.
    pub fn new(relay: Relay, sender: Sender) -> Self {
        Self {
            relay,
            sender,
            patience: Patience::default(),
        }
    }

    /// As this, but waiting otherwise for answers.
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Opens a connection and signs in: the server is who it says it is and nobody listens in, or there is none.
    ///
    /// # Errors
    /// [`MailError::Transient`]: whatever goes wrong before a recipient is named is nobody's fault.
    pub async fn connect(&self) -> Result<Session, MailError> {
        let connection = self.open().await.map_err(MailError::for_now)?;
        Ok(Session::new(connection, self.sender.clone(), self.patience))
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, MailError> {
        let wait = self.patience.command;
        let mut connection = self.greet().await?;
        if let Some((user, password)) = &self.relay.url.login {
            let login = Credentials::new(user.clone(), password.clone());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            in_time(wait, connection.auth(&mechanisms, &login)).await?;
        }
        Ok(connection)
    }

    /// Connects and says hello, under TLS unless this machine or a setting makes it needless.
    async fn greet(&self) -> Result<AsyncSmtpConnection, MailError> {
        let (wait, hello, relay) = (self.patience.command, self.sender.hello(), &self.relay);
        let host = relay.url.host.as_str();
        let stream = self.reach().await?;
        if relay.url.implicit_tls {
            let wrapped = tokio::time::timeout(wait, relay.trust.wrap(stream, host))
                .await
                .map_err(|_| MailError::Transient("timeout".to_owned()))??;
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
        let stream = tokio::time::timeout(self.patience.command, TcpStream::connect(place))
            .await
            .map_err(|_| MailError::Transient("timeout".to_owned()))?
            .map_err(unreachable)?;
        // Each command is one small packet that waits for its answer: Nagle's algorithm costs 44 ms a mail.
        stream.set_nodelay(true).map_err(unreachable)?;
        Ok(stream)
    }
}

/// A connection that breaks on its turn to TLS does so because of it.
fn untrusted(error: MailError) -> MailError {
    match error {
        MailError::Transient(why) if why == BROKEN => MailError::Transient("tls".to_owned()),
        other => other,
    }
}
