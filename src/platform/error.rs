//! Errors, named by the answer that the visitor gets.

use std::{io, time::Duration};

/// Wait for a database that went away.
const AWAY: Duration = Duration::from_secs(5);
/// Wait while somebody makes room on a disk.
const FULL: Duration = Duration::from_mins(1);

/// Error of a request. Its words are in `site.ftl`, never in the error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400: nothing that a form of this site sends.
    #[error("malformed request: {0}")]
    Malformed(&'static str),
    /// 303 to the sign-in page.
    #[error("sign-in required")]
    SignInRequired,
    /// 401: a program without the key of readers, or with an old one.
    #[error("key required")]
    KeyRequired { old: bool },
    /// 403: a page for readers, without their key or with an old one.
    #[error("house only")]
    HouseOnly { old: bool },
    /// 403: signed in, but without the permission.
    #[error("forbidden")]
    Forbidden,
    /// 403: the form came from another site or an old session.
    #[error("foreign form")]
    ForeignForm,
    /// 404: unknown, foreign or hidden; one page for all.
    #[error("not found")]
    NotFound,
    /// 405
    #[error("method not allowed")]
    MethodNotAllowed,
    /// 409: changed meanwhile.
    #[error("moved on: {0}")]
    Conflict(&'static str),
    /// 409: the values that a form was filled with have changed since.
    #[error("changed since the form was made")]
    Changed,
    /// 409: somebody else is at work on it.
    #[error("claimed by somebody else")]
    Claimed,
    /// 409: the form is too old to remember, or was used to try another secret: it takes a fresh one.
    #[error("stale form")]
    StaleForm,
    /// 409: another transaction went first.
    #[error("serialization failure")]
    Serialization,
    /// 413
    #[error("too large")]
    TooLarge,
    /// 415: not the encoding of a form.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// 429, with the wait.
    #[error("too many requests")]
    TooManyRequests(Duration),
    /// 503, with the wait.
    #[error("unavailable")]
    Unavailable(Duration),
    /// 500: logged once; the page shows no detail.
    #[error(transparent)]
    Internal(anyhow::Error),
}

impl Error {
    /// Returns the middle of the Fluent keys: `site-error-…-title`.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::SignInRequired => "sign-in-required",
            Self::KeyRequired { .. } => "key-required",
            Self::HouseOnly { .. } => "house-only",
            Self::Forbidden => "forbidden",
            Self::ForeignForm => "foreign-form",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Conflict(_) | Self::Changed | Self::Claimed | Self::StaleForm | Self::Serialization => {
                "conflict"
            }
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::TooManyRequests(_) => "too-many-requests",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        let full = |cause: &(dyn std::error::Error + 'static)| {
            let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
            matches!(io, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
        };
        if error.chain().any(full) {
            return Self::disk_full("program");
        }
        Self::Internal(error)
    }
}

impl Error {
    fn disk_full(whose: &'static str) -> Self {
        tracing::error!(whose, "the disk is full");
        Self::Unavailable(FULL)
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error as Diesel};
        match error {
            Diesel::NotFound => Self::NotFound,
            Diesel::DatabaseError(Kind::SerializationFailure, _) => Self::Serialization,
            Diesel::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _)
            | Diesel::BrokenTransactionManager => Self::Unavailable(AWAY),
            Diesel::DatabaseError(Kind::Unknown, info)
                if ends_connection(info.message()) || took_too_long(info.message()) =>
            {
                Self::Unavailable(AWAY)
            }
            Diesel::DatabaseError(Kind::Unknown, info) if is_deadlock(info.message()) => Self::Serialization,
            Diesel::DatabaseError(Kind::Unknown, info) if is_full(info.message()) => {
                Self::disk_full("database")
            }
            other => Self::Internal(without_content(&other)),
        }
    }
}

/// Tells whether the server hung up (SQLSTATE 57P01, 57P02, 57P05, which diesel hides). A server that speaks another
/// language than English is not recognised.
fn ends_connection(message: &str) -> bool {
    message.starts_with("terminating connection")
}

/// Tells whether a statement took longer than its time (SQLSTATE 57014, which diesel hides).
fn took_too_long(message: &str) -> bool {
    message.starts_with("canceling statement due to statement timeout")
}

/// Tells whether the server ended one of two transactions that waited for each other (SQLSTATE 40P01, which diesel
/// hides).
fn is_deadlock(message: &str) -> bool {
    message == "deadlock detected"
}

/// Tells whether the server's disk is full (SQLSTATE 53100, which diesel hides).
pub(super) fn is_full(message: &str) -> bool {
    ["No space left on device", "Disk quota exceeded"].iter().any(|words| message.contains(words))
}

/// Reduces a database error to table and constraint: its message may quote a row.
fn without_content(error: &diesel::result::Error) -> anyhow::Error {
    match error {
        diesel::result::Error::DatabaseError(kind, info) => anyhow::anyhow!(
            "database: {kind:?} table={} constraint={}",
            info.table_name().unwrap_or("-"),
            info.constraint_name().unwrap_or("-")
        ),
        diesel::result::Error::QueryBuilderError(_) => anyhow::anyhow!("database: query builder"),
        diesel::result::Error::DeserializationError(_) => anyhow::anyhow!("database: unreadable row"),
        diesel::result::Error::SerializationError(_) => anyhow::anyhow!("database: unwritable value"),
        other => anyhow::anyhow!("database: {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn of_two_transactions_that_wait_for_each_other_one_comes_again() {
        use diesel::result::{DatabaseErrorKind as Kind, Error as Diesel};
        let said =
            |message: &str| Error::from(Diesel::DatabaseError(Kind::Unknown, Box::new(message.to_owned())));
        assert!(matches!(said("deadlock detected"), Error::Serialization));
        assert!(matches!(said("something else"), Error::Internal(_)));
    }

    #[test]
    fn a_full_disk_is_no_mistake_of_ours() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let failed: Result<(), io::Error> = Err(kind.into());
            let error = Error::from(failed.context("write a key").unwrap_err());
            assert!(matches!(error, Error::Unavailable(wait) if wait == FULL), "{error:?}");
        }
        let other = Error::from(anyhow::anyhow!("No space left on device"));
        assert!(matches!(other, Error::Internal(_)));
        assert!(is_full("could not extend file \"base/1/2\": No space left on device"));
    }
}
