//! Stamp of a form that anybody can send: a fresh receipt code, the moment the form was issued, and our signature.
//!
//! It makes a form sent twice one story, and is what a proof of work is computed from. The moment travels in the form and
//! is checked on its return; it is stored nowhere. Forms other than that of a new story use the code only as an id.

use super::{proof, receipt::ReceiptCode};
use crate::{
    ids::{OrganisationId, StoryId},
    platform::{
        config::Settings,
        gate::{Standing, memory::FormKey},
        keys::Key,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Duration, Utc};
use subtle::ConstantTimeEq;

/// Lifetime of a form: over a weekend, and no longer than proofs for it may be hoarded.
const LIFE: Duration = Duration::hours(72);

/// Form that a stamp is valid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Tell,
    Subscribe,
    /// Withdraws a story that may still wait in the pool.
    TakeBack,
    /// Hides this story, in which somebody can be recognised: what was worked for one hides no other.
    Hide(StoryId),
}

impl Form {
    const fn purpose(self) -> &'static str {
        match self {
            Self::Tell => "tell",
            Self::Subscribe => "subscribe",
            Self::TakeBack => "take back",
            Self::Hide(_) => "hide",
        }
    }

    /// Returns the story that the form is about.
    fn subject(&self) -> Option<&[u8]> {
        match self {
            Self::Hide(story) => Some(story.as_bytes()),
            Self::Tell | Self::Subscribe | Self::TakeBack => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    form: Form,
    /// Receipt code that the story will have.
    pub code: ReceiptCode,
    /// Unix time.
    issued: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not our stamp, or too old")]
pub struct Stale;

impl Stamp {
    /// Returns the stamp of a form issued `now`.
    pub fn new(form: Form, now: DateTime<Utc>) -> Self {
        Self::of(form, ReceiptCode::generate(), now)
    }

    /// Returns a stamp with a given code, for the demonstration.
    pub const fn of(form: Form, code: ReceiptCode, now: DateTime<Utc>) -> Self {
        Self { form, code, issued: now.timestamp() }
    }

    /// Returns the hidden field of the form.
    pub fn signed(&self, key: &Key, organisation: OrganisationId) -> String {
        let signature = BASE64.encode(self.signature(key, organisation));
        format!("{}.{}.{signature}", self.code, self.issued)
    }

    /// Parses the hidden field of a form and checks signature and age.
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
        let stamp =
            Self { form, code: code.parse().map_err(|_| Stale)?, issued: issued.parse().map_err(|_| Stale)? };
        let given = BASE64.decode(signature).map_err(|_| Stale)?;
        let ours: bool = given.ct_eq(&stamp.signature(key, organisation)).into();
        // Another process's clock may be a little ahead.
        if ours && stamp.age(now) < LIFE { Ok(stamp) } else { Err(Stale) }
    }

    /// Returns the standing at the gate of who sent this stamp in `field`, with `proof`; `None` if the form came back too
    /// fast.
    pub fn standing(
        &self,
        field: &str,
        proof: &str,
        settings: &Settings,
        now: DateTime<Utc>,
    ) -> Option<Standing> {
        let long_enough = Duration::seconds(settings.form_age.into());
        if proof::is_valid(field, proof) {
            Some(Standing::Proven)
        } else {
            (self.age(now) >= long_enough).then(|| settings.unproven())
        }
    }

    /// Returns the key of the form in the gate's memory.
    pub fn form_key(&self, pepper: &Key, organisation: OrganisationId) -> FormKey {
        (self.issued, self.code.hash(pepper, organisation))
    }

    /// Returns the time since the form was issued.
    pub fn age(&self, now: DateTime<Utc>) -> Duration {
        Duration::seconds(now.timestamp().saturating_sub(self.issued).clamp(0, i64::from(i32::MAX)))
    }

    fn signature(&self, key: &Key, organisation: OrganisationId) -> [u8; 32] {
        let code = self.code.to_string();
        let issued = self.issued.to_be_bytes();
        let parts: [&[u8]; 4] = [organisation.as_bytes(), code.as_bytes(), &issued, &proof::DIFFICULTY];
        let parts: Vec<&[u8]> = parts.into_iter().chain(self.form.subject()).collect();
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
        let (story, other) = (StoryId::new(), StoryId::new());
        let hide = Stamp::new(Form::Hide(story), now).signed(&key, here);
        assert!(Stamp::read(Form::Hide(story), &hide, &key, here, now).is_ok());
        assert_eq!(Stamp::read(Form::Hide(other), &hide, &key, here, now), Err(Stale), "of another story");
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

    #[test]
    fn the_gate_knows_a_form_by_its_moment_and_its_code() {
        let (pepper, here) = (Key::generate(), OrganisationId::new());
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let stamp = Stamp::new(Form::Tell, now);
        assert_eq!(stamp.form_key(&pepper, here), (1_800_000_000, stamp.code.hash(&pepper, here)));
    }

    #[test]
    fn a_form_without_a_proof_must_have_been_open_for_a_while() {
        let settings = Settings::from_map(&std::collections::BTreeMap::new()).unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let stamp = Stamp::new(Form::Tell, now);
        let field = stamp.signed(&Key::generate(), OrganisationId::new());
        let after =
            |seconds, proof: &str| stamp.standing(&field, proof, &settings, now + Duration::seconds(seconds));
        let enough = i64::from(settings.form_age);
        assert_eq!(after(enough - 1, ""), None);
        assert_eq!(after(enough, ""), Some(Standing::Unproven));
        assert_eq!(after(0, &proof::solve(&field)), Some(Standing::Proven));
    }
}
