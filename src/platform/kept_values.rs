//! Values that seldom change, kept in memory while nothing that pages show changes
//! ([why](../../docs/adr/0059-what-seldom-changes-is-read-once.md)).

use super::{error::Error, page_cache::Generation, renderings::Renderings};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
};

/// Most values. One takes a few kilobytes, and with all its renderings a quarter of a megabyte.
const MOST: usize = 64;

/// Values by type and name.
#[derive(Default)]
pub struct KeptValues(RwLock<HashMap<(TypeId, Box<str>), Place>>);

struct Place {
    /// Generation in which the value was read last, if it may come from memory.
    generation: Option<Generation>,
    value: Arc<dyn Any + Send + Sync>,
}

/// Value in memory, with pages rendered from nothing but it: they stay when it is read again and equal.
#[derive(Debug)]
pub struct Kept<T> {
    value: T,
    pub renderings: Renderings,
}

impl<T> Deref for Kept<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl KeptValues {
    /// Returns the value of a name: in a generation the one read in that generation, if there is one, else what `read`
    /// returns.
    pub async fn get<T: PartialEq + Send + Sync + 'static>(
        &self,
        name: &str,
        generation: Option<Generation>,
        read: impl Future<Output = Result<T, Error>>,
    ) -> Result<Arc<Kept<T>>, Error> {
        match self.find(name) {
            Some((kept, since)) if generation.is_some() && since == generation => Ok(kept),
            _ => Ok(self.put(name, generation, read.await?)),
        }
    }

    fn find<T: Send + Sync + 'static>(&self, name: &str) -> Option<(Arc<Kept<T>>, Option<Generation>)> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let place = all.get(&(TypeId::of::<T>(), name.into()))?;
        Some((place.value.clone().downcast().ok()?, place.generation))
    }

    // The generation is that of the question: after a change meanwhile, the value is read again. A value read outside any
    // generation and found equal keeps the one it has: the time of the next form would tell that somebody sent one.
    fn put<T: PartialEq + Send + Sync + 'static>(
        &self,
        name: &str,
        generation: Option<Generation>,
        value: T,
    ) -> Arc<Kept<T>> {
        let same = self.find(name).filter(|(kept, _): &(Arc<Kept<T>>, _)| kept.value == value);
        let (kept, generation) = match same {
            Some((kept, since)) => (kept, generation.or(since)),
            None => (Arc::new(Kept { value, renderings: Renderings::default() }), generation),
        };
        let key = (TypeId::of::<T>(), name.into());
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST && !all.contains_key(&key) {
            all.clear();
        }
        all.insert(key, Place { generation, value: kept.clone() });
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use std::future::ready;

    #[test]
    fn a_value_that_is_read_again_and_equal_stays_with_what_was_rendered_from_it() {
        let kept = KeptValues::default();
        let get =
            |name: &str, value: u8| kept.get(name, None, ready(Ok(value))).now_or_never().unwrap().unwrap();
        let first = get("acme", 1);
        assert!(Arc::ptr_eq(&first, &get("acme", 1)));
        assert!(!Arc::ptr_eq(&first, &get("other", 1)));
        let changed = get("acme", 2);
        assert!(**changed == 2 && !Arc::ptr_eq(&first, &changed));
        let failed = kept.get::<u8>("acme", None, ready(Err(Error::NotFound))).now_or_never().unwrap();
        assert!(matches!(failed, Err(Error::NotFound)));
        assert!(Arc::ptr_eq(&changed, &get("acme", 2)));
    }

    #[test]
    fn a_value_that_somebody_reads_for_themselves_still_comes_from_memory_for_others() {
        let (kept, now) = (KeptValues::default(), Some(Generation::default()));
        let get = |generation, value: u8| {
            let mut was_read = false;
            let read = async {
                was_read = true;
                Ok(value)
            };
            let found = kept.get("acme", generation, read).now_or_never().unwrap().unwrap();
            (**found, was_read)
        };
        assert_eq!([get(now, 1), get(now, 1)], [(1, true), (1, false)]);
        assert_eq!([get(None, 1), get(now, 1)], [(1, true), (1, false)]);
        assert_eq!([get(None, 2), get(now, 2), get(now, 2)], [(2, true), (2, true), (2, false)]);
    }

    #[test]
    fn memory_is_bounded() {
        let kept = KeptValues::default();
        for n in 0..1_000_u32 {
            kept.get(&n.to_string(), None, ready(Ok(n))).now_or_never().unwrap().unwrap();
            assert!(kept.0.read().unwrap().len() <= MOST);
        }
    }
}
