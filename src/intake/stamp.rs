//! The stamp of a form that anybody can send: a fresh receipt code, when the form was handed out, and our signature.
//!
//! It makes sending twice one story, and it is what a proof of work works on. The moment travels in the form and is
//! looked at when it comes back; it is stored nowhere. Forms that are not about a new story use the code for nothing
//! else than to tell them apart.

use super::{proof, receipt::ReceiptCode};
use crate::{
    ids::OrganisationId,
    platform::{
        config::Settings,
        gate::{Standing, memory::FormKey},
        keys::Key,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Duration, Utc};
use subtle::ConstantTimeEq;

/// How long a form can be used: over a weekend, and no longer than a proof for it may be hoarded.
const LIFE: Duration = Duration::hours(72);

/// A form that carries a stamp: one of another form is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// To tell a story.
    Tell,
    /// To subscribe to announcements.
    Subscribe,
    /// To take back what may still wait in the pool.
    TakeBack,
}

impl Form {
    const fn purpose(self) -> &'static str {
        match self {
            Self::Tell => "tell",
            Self::Subscribe => "subscribe",
            Self::TakeBack => "take back",
        }
    }
}

/// A form's stamp, ours and not too old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    form: Form,
    /// The code that the story will have.
    pub code: ReceiptCode,
    issued: i64,
}

/// Not a stamp of ours, or one that is too old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a stamp of ours, or too old")]
pub struct Stale;

impl Stamp {
    /// The stamp of a form handed out `now`.
    pub fn new(form: Form, now: DateTime<Utc>) -> Self {
        Self::of(form, ReceiptCode::generate(), now)
    }

    /// A stamp with a code that is known before its form, as the demonstration's are.
    pub const fn of(form: Form, code: ReceiptCode, now: DateTime<Utc>) -> Self {
        Self {
            form,
            code,
            issued: now.timestamp(),
        }
    }

    /// As the hidden field of a form.
    pub fn signed(&self, key: &Key, organisation: OrganisationId) -> String {
        let signature = BASE64.encode(self.signature(key, organisation));
        format!("{}.{}.{signature}", self.code, self.issued)
    }

    /// The stamp of a form we made.
    ///
    /// # Errors
    /// [`Stale`] for everything else.
    pub fn read(
        form: Form,
        field: &str,
        key: &Key,
        organisation: OrganisationId,
        now: DateTime<Utc>,
    ) -> Result<Self, Stale> {
        let mut parts = field.split('.');
        let (Some(code), Some(issued), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Stale);
        };
        let stamp = Self {
            form,
            code: code.parse().map_err(|_| Stale)?,
            issued: issued.parse().map_err(|_| Stale)?,
        };
        let given = BASE64.decode(signature).map_err(|_| Stale)?;
        let ours: bool = given.ct_eq(&stamp.signature(key, organisation)).into();
        // Another process's clock may be a little ahead.
        if ours && stamp.age(now) < LIFE {
            Ok(stamp)
        } else {
            Err(Stale)
        }
    }

    /// Returns the standing of the sender of this stamp in `field`, with `proof`; nothing where the form came back too
    /// fast.
    pub fn standing(
        &self,
        field: &str,
        proof: &str,
        settings: &Settings,
        now: DateTime<Utc>,
    ) -> Option<Standing> {
        let long_enough = Duration::seconds(settings.form_age.into());
        if proof::holds(field, proof) {
            Some(Standing::Proven)
        } else {
            (self.age(now) >= long_enough).then(|| settings.unproven())
        }
    }

    /// Returns the key by which the form is remembered.
    pub fn form_key(&self, pepper: &Key, organisation: OrganisationId) -> FormKey {
        (self.issued, self.code.hash(pepper, organisation))
    }

    /// How long ago the form was handed out.
    pub fn age(&self, now: DateTime<Utc>) -> Duration {
        Duration::seconds(
            now.timestamp()
                .saturating_sub(self.issued)
                .clamp(0, i64::from(i32::MAX)),
        )
    }

    fn signature(&self, key: &Key, organisation: OrganisationId) -> [u8; 32] {
        let code = self.code.to_string();
        let parts: [&[u8]; 4] = [
            organisation.as_bytes(),
            code.as_bytes(),
            &self.issued.to_be_bytes(),
            &proof::DIFFICULTY,
        ];
        key.mac(self.form.purpose(), &parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sends_our_stamps_only_and_not_for_ever() {
        let (key, foreign) = (Key::generate(), Key::generate());
        let (here, there) = (OrganisationId::new(), OrganisationId::new());
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let stamp = Stamp::new(Form::Tell, now);
        let field = stamp.signed(&key, here);
        let read = |field: &str, key, organisation, later| {
            Stamp::read(Form::Tell, field, key, organisation, now + Duration::hours(later))
        };
        let as_another = Stamp::read(Form::Subscribe, &field, &key, here, now);
        assert_eq!(as_another, Err(Stale), "a stamp of another form");
        assert_eq!(read(&field, &key, here, 71), Ok(stamp.clone()));
        assert_eq!(read(&field, &key, here, 72), Err(Stale));
        assert_eq!(read(&field, &key, here, -1), Ok(stamp), "clocks differ a little");
        assert_eq!(read(&field, &key, there, 0), Err(Stale));
        assert_eq!(read(&field, &foreign, here, 0), Err(Stale));
        let parts: Vec<&str> = field.split('.').collect();
        let other = ReceiptCode::generate().to_string();
        for spliced in [
            format!("{other}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], 1_800_000_001, parts[2]),
            format!("{field}.{}", parts[2]),
            format!("{}.{}", parts[0], parts[2]),
            String::new(),
        ] {
            assert_eq!(read(&spliced, &key, here, 0), Err(Stale), "{spliced}");
        }
    }
}
