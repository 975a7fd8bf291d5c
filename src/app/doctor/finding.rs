//! What a check finds, and how bad that is.

use crate::platform::i18n::Language;
use fluent_bundle::{FluentArgs, FluentValue};

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Green,
    /// Worth knowing; nothing is promised that does not hold.
    Yellow,
    /// A promise does not hold, or the program does not work.
    Red,
    /// Loosened on purpose in the demonstration.
    Demo,
    Unknown,
}

impl Verdict {
    /// All of them, in the order of a summary.
    pub const ALL: [Self; 5] = [Self::Green, Self::Yellow, Self::Demo, Self::Unknown, Self::Red];

    /// A mark beside the word, for eyes that skim.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Green => "✓",
            Self::Yellow => "!",
            Self::Red => "✗",
            Self::Demo => "~",
            Self::Unknown => "?",
        }
    }

    /// The key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Green => "doctor-green",
            Self::Yellow => "doctor-yellow",
            Self::Red => "doctor-red",
            Self::Demo => "doctor-loosened",
            Self::Unknown => "doctor-unknown",
        }
    }
}

/// One line of the report: keys of its words, and what they are filled with.
#[derive(Debug, Clone)]
pub struct Finding {
    pub verdict: Verdict,
    /// Key of the sentence that says what was checked and how it is. Names the finding.
    pub key: &'static str,
    todo: Option<&'static str>,
    args: Vec<(&'static str, FluentValue<'static>)>,
}

impl Finding {
    /// All is well.
    pub fn green(key: &'static str) -> Self {
        Self::new(Verdict::Green, key, None)
    }

    /// Worth knowing, and what can be done.
    pub fn yellow(key: &'static str, todo: &'static str) -> Self {
        Self::new(Verdict::Yellow, key, Some(todo))
    }

    /// Wrong, and what to do.
    pub fn red(key: &'static str, todo: &'static str) -> Self {
        Self::new(Verdict::Red, key, Some(todo))
    }

    /// Loosened by the demonstration itself.
    pub fn demo(key: &'static str) -> Self {
        Self::new(Verdict::Demo, key, None)
    }

    /// Not looked at; the sentence says why.
    pub fn unknown(key: &'static str) -> Self {
        Self::new(Verdict::Unknown, key, None)
    }

    fn new(verdict: Verdict, key: &'static str, todo: Option<&'static str>) -> Self {
        Self {
            verdict,
            key,
            todo,
            args: vec![],
        }
    }

    /// Fills in a variable of its words.
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The sentence, in a language.
    pub fn sentence(&self, language: Language) -> String {
        language.text_with(self.key, &self.args())
    }

    fn args(&self) -> FluentArgs<'static> {
        self.args.iter().cloned().collect()
    }

    /// What to do about it.
    pub fn todo(&self, language: Language) -> Option<String> {
        self.todo.map(|key| language.text_with(key, &self.args()))
    }
}

/// What is seen, when it is well only if nothing was found.
pub fn none_of(found: &[String], well: &'static str, ill: &'static str, todo: &'static str) -> Finding {
    if found.is_empty() {
        Finding::green(well)
    } else {
        Finding::red(ill, todo).with("list", found.join(", "))
    }
}
