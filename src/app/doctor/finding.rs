//! Findings and their verdicts.

use crate::platform::i18n::Language;
use fluent_bundle::{FluentArgs, FluentValue};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Green,
    /// Worth knowing; every promise holds.
    Yellow,
    /// A promise does not hold, or the program does not work.
    Red,
    /// Loosened on purpose in the demonstration.
    Demo,
    Unknown,
}

impl Verdict {
    /// All verdicts, in the order of a summary.
    pub const ALL: [Self; 5] = [Self::Green, Self::Yellow, Self::Demo, Self::Unknown, Self::Red];

    /// Returns the sign shown beside the verdict's word.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Green => "✓",
            Self::Yellow => "!",
            Self::Red => "✗",
            Self::Demo => "~",
            Self::Unknown => "?",
        }
    }

    /// Returns the Fluent key of the verdict's word.
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

/// One line of the report: Fluent keys and their variables.
#[derive(Debug, Clone)]
pub struct Finding {
    pub verdict: Verdict,
    /// Key of the sentence; names the finding.
    pub key: &'static str,
    todo: Option<&'static str>,
    args: Vec<(&'static str, FluentValue<'static>)>,
}

impl Finding {
    pub fn green(key: &'static str) -> Self {
        Self::new(Verdict::Green, key, None)
    }

    pub fn yellow(key: &'static str, todo: &'static str) -> Self {
        Self::new(Verdict::Yellow, key, Some(todo))
    }

    pub fn red(key: &'static str, todo: &'static str) -> Self {
        Self::new(Verdict::Red, key, Some(todo))
    }

    /// Creates a finding of something the demonstration loosens.
    pub fn demo(key: &'static str) -> Self {
        Self::new(Verdict::Demo, key, None)
    }

    /// Creates a finding of something that could not be examined; the sentence says why.
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

    /// Sets a variable of the sentence and the advice.
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    pub fn sentence(&self, language: Language) -> String {
        language.text_with(self.key, &self.args())
    }

    fn args(&self) -> FluentArgs<'static> {
        self.args.iter().cloned().collect()
    }

    /// Returns the advice.
    pub fn todo(&self, language: Language) -> Option<String> {
        self.todo.map(|key| language.text_with(key, &self.args()))
    }
}

/// Creates a finding that is green when `found` is empty, else red with the list.
pub fn none_of(found: &[String], well: &'static str, ill: &'static str, todo: &'static str) -> Finding {
    if found.is_empty() {
        Finding::green(well)
    } else {
        Finding::red(ill, todo).with("list", found.join(", "))
    }
}
