//! Cookie that tells that somebody signed in from this device before. It opens nothing; it only keeps people who guess
//! at a password from slowing its owner down. It names nobody, and counts for one person only.

use crate::{ids::StaffId, platform::keys::Key, platform::random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{Datelike, NaiveDate};
use subtle::ConstantTimeEq;

pub const COOKIE: &str = "pratfall_device";
/// Path to which browsers send it.
pub const PATH: &str = "/desk/sign-in";
/// Lifetime in days, since they last signed in.
pub const DAYS: i32 = 180;
const LABEL: &str = "device";

/// Random name of a device.
#[derive(Clone, Copy)]
pub struct Device([u8; 16]);

impl Device {
    pub fn generate() -> Self {
        Self(random::bytes())
    }
}

impl std::ops::Deref for Device {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// Returns the cookie after `staff` signed in from `device`.
pub fn cookie(key: &Key, staff: StaffId, device: Device, today: NaiveDate) -> String {
    let day = today.num_days_from_ce().to_be_bytes();
    let mut bytes = [&day, &device[..]].concat();
    bytes.extend(key.mac(LABEL, &[staff.as_bytes(), &bytes]));
    BASE64.encode(bytes)
}

/// Returns the device of a genuine, unexpired cookie for `staff`.
pub fn read(key: &Key, staff: StaffId, cookie: &str, today: NaiveDate) -> Option<Device> {
    let bytes = BASE64.decode(cookie).ok()?;
    let (said, mac) = bytes.split_first_chunk::<20>()?;
    let (day, device) = said.split_first_chunk::<4>()?;
    let age = today.num_days_from_ce().checked_sub(i32::from_be_bytes(*day))?;
    let ours: bool = key.mac(LABEL, &[staff.as_bytes(), said]).ct_eq(mac).into();
    (ours && age <= DAYS).then_some(Device(device.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    #[test]
    fn a_device_is_known_to_one_person_for_a_while() {
        let (key, staff, device) = (Key::generate(), StaffId::new(), Device::generate());
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let cookie = cookie(&key, staff, device, day);
        let known = |key: &Key, staff, cookie: &str, days| {
            read(key, staff, cookie, day + Days::new(days)).is_some_and(|found| found[..] == device[..])
        };
        assert!(known(&key, staff, &cookie, 0) && known(&key, staff, &cookie, 180));
        assert!(!known(&key, staff, &cookie, 181), "too old");
        assert!(!known(&key, StaffId::new(), &cookie, 0), "somebody else's");
        assert!(!known(&Key::generate(), staff, &cookie, 0));
        assert!(!known(&key, staff, &cookie[..cookie.len() - 2], 0) && !known(&key, staff, "", 0));
    }
}
