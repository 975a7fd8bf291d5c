//! One SMTP connection, step by step, so that the caller can record each certain step.

use super::{Mail, MailError, sender::Sender};
use lettre::{
    Address,
    transport::smtp::{
        Error as SmtpError,
        client::AsyncSmtpConnection,
        commands::{Data, Mail as MailFrom, Rcpt, Rset},
    },
};
use std::{error::Error as _, time::Duration};

/// Limits for answers of a server.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// Limit for a command, TLS or a greeting.
    pub command: Duration,
    /// Limit for the answer to the final dot; long, because giving up here leaves a mail uncertain (RFC 5321,
    /// 4.5.3.2.6).
    pub dot: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { command: Duration::from_mins(1), dot: Duration::from_mins(10) }
    }
}

/// Code of a broken connection.
pub(super) const BROKEN: &str = "broken connection";

/// Connection that is ready for a mail, has offered one, or is broken.
pub struct Session {
    connection: AsyncSmtpConnection,
    sender: Sender,
    timeouts: Timeouts,
    state: State,
}

enum State {
    Ready,
    /// Accepted with 354; holds the bytes to send.
    Offered(Vec<u8>),
    Broken,
}

impl Session {
    pub(super) const fn new(connection: AsyncSmtpConnection, sender: Sender, timeouts: Timeouts) -> Self {
        Self { connection, sender, timeouts, state: State::Ready }
    }

    /// Tells whether another mail can be offered.
    pub const fn is_ready(&self) -> bool {
        matches!(self.state, State::Ready)
    }

    /// Names sender and recipient and asks for the go-ahead. Until [`Session::hand_over`] nothing is sent: dropping
    /// the connection leaves no mail behind.
    ///
    /// # Errors
    /// [`MailError::Permanent`] when recipient or sender is refused for good, else transient.
    pub async fn offer(&mut self, mail: &Mail) -> Result<(), MailError> {
        let bytes = mail.to_bytes(&self.sender).map_err(|_| MailError::Permanent("unwritable".to_owned()))?;
        if !self.is_ready() {
            return Err(MailError::Transient(BROKEN.to_owned()));
        }
        // A dropped future leaves a connection that cannot be used again.
        self.state = State::Broken;
        match self.ask(mail).await {
            Ok(()) => {
                self.state = State::Offered(bytes);
                Ok(())
            }
            Err(error) => {
                self.recover(&error).await;
                Err(error)
            }
        }
    }

    async fn ask(&mut self, mail: &Mail) -> Result<(), MailError> {
        let unwritable = |_| MailError::Permanent("unwritable".to_owned());
        let from: Address = self.sender.from.address.parse().map_err(unwritable)?;
        let to: Address = mail.to.as_str().parse().map_err(unwritable)?;
        let wait = self.timeouts.command;
        in_time(wait, self.connection.command(MailFrom::new(Some(from), vec![]))).await?;
        in_time(wait, self.connection.command(Rcpt::new(to, vec![]))).await?;
        in_time(wait, self.connection.command(Data)).await.map(drop)
    }

    /// Resets the transaction after a refusal, so that the next mail can use the connection.
    async fn recover(&mut self, error: &MailError) {
        if error.is_reply()
            && !error.closes()
            && in_time(self.timeouts.command, self.connection.command(Rset)).await.is_ok()
        {
            self.state = State::Ready;
        }
    }

    /// Sends the mail that was offered, final dot included, and waits for the answer.
    ///
    /// # Errors
    /// [`MailError::Uncertain`] without an answer.
    pub async fn hand_over(&mut self) -> Result<(), MailError> {
        let State::Offered(bytes) = std::mem::replace(&mut self.state, State::Broken) else {
            return Err(MailError::Transient("nothing offered".to_owned()));
        };
        match in_time(self.timeouts.dot, self.connection.message(&bytes)).await {
            Ok(_) => {
                self.state = State::Ready;
                Ok(())
            }
            Err(error) if error.is_reply() => {
                if !error.closes() {
                    self.state = State::Ready;
                }
                Err(error)
            }
            Err(_) => Err(MailError::Uncertain),
        }
    }

    /// Ends the connection; waits a second at most.
    pub async fn quit(mut self) {
        if self.is_ready() {
            let _ = tokio::time::timeout(Duration::from_secs(1), self.connection.quit()).await;
        }
    }
}

/// Awaits a step within a limit; lettre's own limit ends with the connection.
pub(super) async fn in_time<T>(
    wait: Duration,
    step: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, MailError> {
    limited(wait, step).await?.map_err(|error| refusal(&error))
}

/// Awaits anything within a limit.
pub(super) async fn limited<T>(wait: Duration, step: impl Future<Output = T>) -> Result<T, MailError> {
    let limited = tokio::time::timeout(wait, step).await;
    limited.map_err(|_| MailError::Transient("timeout".to_owned()))
}

/// Reduces an error to a code: a server's text may name the recipient.
fn refusal(error: &SmtpError) -> MailError {
    let Some(code) = error.status() else {
        let why = if error.is_tls() { "tls" } else { BROKEN };
        return MailError::Transient(why.to_owned());
    };
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    let reply = match text.split_whitespace().next() {
        Some(word) if is_enhanced(word) => format!("{code} {word}"),
        _ => code.to_string(),
    };
    // 530 asks for a sign-in, which is no fault of the recipient.
    if error.is_permanent() && !reply.starts_with("530") {
        MailError::Permanent(reply)
    } else {
        MailError::Transient(reply)
    }
}

/// Recognises an enhanced status code (RFC 3463), such as `5.1.1`.
fn is_enhanced(word: &str) -> bool {
    let parts: Vec<_> = word.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enhanced_codes() {
        assert!(["5.1.1", "4.7.112"].iter().all(|word| is_enhanced(word)));
        assert!(
            ["5.1", "mia@x.be", "5.1.x", "127.0.0.1", "5.1.1:", ""].iter().all(|word| !is_enhanced(word))
        );
    }
}
