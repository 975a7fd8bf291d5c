//! Queries that pages make, counted and read.

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use std::{cell::RefCell, mem};

thread_local! {
    /// Queries of this thread, which a test has to itself.
    static ASKED: RefCell<Vec<String>> = const { RefCell::new(vec![]) };
}

#[allow(clippy::unnecessary_wraps, reason = "diesel asks for it in this form")]
fn recorder() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            ASKED.with_borrow_mut(|all| all.push(query.to_string()));
        }
    }))
}

/// Records queries of connections that are opened from now on.
pub fn record() {
    set_default_instrumentation(recorder).unwrap();
}

/// Takes the queries of this thread since the last time.
pub fn take() -> Vec<String> {
    ASKED.with_borrow_mut(mem::take)
}
