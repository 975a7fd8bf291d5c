//! Forms that were sent lately, and their contents: the same form with the same content acts once, and no proof of
//! work counts twice.

use super::super::error::Error;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::OnceCell;

/// Forms remembered: some 300 bytes each.
pub const REMEMBERED: usize = 20_000;
/// Different contents that may be sent with one form.
const CONTENTS: usize = 3;
/// Wait told to refused visitors.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Moment at which a form was issued, in seconds, and a hash of its unique part.
pub type FormKey = (i64, [u8; 32]);

/// Bounded memory of forms. The oldest by issue are forgotten first, and forms as old are refused from then on.
#[derive(Default)]
pub struct Memory(Mutex<Forms>);

#[derive(Default)]
struct Forms {
    known: BTreeMap<FormKey, Uses>,
    /// Latest issue of a forgotten form.
    forgotten: Option<i64>,
}

#[derive(Default)]
struct Uses {
    tried: Option<[u8; 32]>,
    contents: Vec<([u8; 32], Arc<OnceCell<()>>)>,
}

impl Memory {
    /// Returns the cell in which to act once for a form and a content that is sent again right away, and the number of
    /// other contents sent with the form before. A content that comes again after another one counts as new.
    ///
    /// # Errors
    /// [`Error::StaleForm`]; [`Error::TooManyRequests`] after too many different contents.
    pub fn once(&self, form: FormKey, content: [u8; 32]) -> Result<(Arc<OnceCell<()>>, usize), Error> {
        self.with(form, |uses| {
            if let Some((_, cell)) = uses.contents.last().filter(|(last, _)| *last == content) {
                return Ok((cell.clone(), uses.contents.len() - 1));
            }
            if uses.contents.len() >= CONTENTS {
                return Err(Error::TooManyRequests(RETRY_AFTER));
            }
            let cell = Arc::new(OnceCell::new());
            uses.contents.push((content, cell.clone()));
            Ok((cell, uses.contents.len() - 1))
        })
    }

    /// Uses up a form to try `secret` (its hash), before it is checked: another secret needs another form, with a
    /// proof of its own.
    ///
    /// # Errors
    /// [`Error::StaleForm`] after another secret.
    pub fn try_with(&self, form: FormKey, secret: [u8; 32]) -> Result<(), Error> {
        self.with(form, |uses| {
            if *uses.tried.get_or_insert(secret) == secret { Ok(()) } else { Err(Error::StaleForm) }
        })
    }

    fn with<T>(&self, form: FormKey, act: impl FnOnce(&mut Uses) -> Result<T, Error>) -> Result<T, Error> {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !forms.known.contains_key(&form) {
            forms.remember(form)?;
        }
        act(forms.known.entry(form).or_default())
    }
}

impl Forms {
    fn remember(&mut self, form: FormKey) -> Result<(), Error> {
        let too_old = |forgotten| form.0 <= forgotten;
        if self.forgotten.is_some_and(too_old) {
            return Err(Error::StaleForm);
        }
        self.known.insert(form, Uses::default());
        if self.known.len() > REMEMBERED
            && let Some(((issued, _), _)) = self.known.pop_first()
        {
            self.forgotten = Some(issued);
        }
        if self.forgotten.is_some_and(too_old) {
            self.known.remove(&form);
            return Err(Error::StaleForm);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(n: i64) -> FormKey {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&n.to_be_bytes());
        (n, key)
    }

    fn is_forgotten<T>(result: Result<T, Error>) -> bool {
        matches!(result, Err(Error::StaleForm))
    }

    /// Returns a full memory of the forms 1 to [`REMEMBERED`], all of them used.
    fn full() -> (Memory, i64) {
        let (memory, last) = (Memory::default(), i64::try_from(REMEMBERED).unwrap());
        // In any order.
        for n in (1..=last).rev() {
            memory.once(form(n), [7; 32]).unwrap().0.set(()).unwrap();
        }
        (memory, last)
    }

    #[test]
    fn nothing_can_be_replayed_however_many_forms_came_since() {
        let (memory, last) = full();
        let is_known = |n| memory.once(form(n), [7; 32]).unwrap().0.initialized();
        assert!(is_known(1) && is_known(2) && is_known(last));
        assert!(!is_known(last + 1), "one more");
        assert!(is_forgotten(memory.once(form(1), [7; 32])), "the oldest, and never again");
        assert!(is_known(2), "only the oldest");
        assert!(is_forgotten(memory.try_with(form(1), [1; 32])));
        assert!(is_forgotten(memory.once(form(0), [7; 32])), "older than what is remembered");
        assert!(!is_known(last + 2) && is_forgotten(memory.once(form(2), [7; 32])));
        assert!(is_known(3) && memory.once(form(last + 1), [7; 32]).is_ok());
        assert_eq!(memory.0.lock().unwrap().known.len(), REMEMBERED, "bounded");
    }

    #[test]
    fn a_form_that_would_be_forgotten_at_once_is_refused() {
        let (memory, last) = full();
        assert!(is_forgotten(memory.once(form(0), [7; 32])));
        assert!(is_forgotten(memory.once(form(0), [7; 32])));
        assert!(memory.once(form(1), [7; 32]).is_ok(), "nothing else is forgotten for it");
        let twin = (2, [255; 32]);
        assert!(memory.once(twin, [7; 32]).is_ok(), "in its place goes the oldest");
        assert!(is_forgotten(memory.once(form(1), [7; 32])));
        assert!(memory.once(form(last), [7; 32]).unwrap().0.initialized());
    }

    #[test]
    fn a_form_takes_three_contents_and_one_secret() {
        let memory = Memory::default();
        let send = |content: u8| memory.once(form(1), [content; 32]).map(|(_, before)| before);
        assert_eq!([1, 1, 2, 2].map(|content| send(content).unwrap()), [0, 0, 1, 1]);
        assert_eq!(send(1).unwrap(), 2, "after something else it is meant anew");
        assert!(matches!(send(4), Err(Error::TooManyRequests(_))));
        assert_eq!(send(1).unwrap(), 2);
        assert!(memory.try_with(form(1), [1; 32]).is_ok() && memory.try_with(form(1), [1; 32]).is_ok());
        assert!(is_forgotten(memory.try_with(form(1), [2; 32])));
        assert!(memory.try_with(form(2), [2; 32]).is_ok(), "another form");
    }
}
