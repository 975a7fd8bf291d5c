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
        Self { verdict, key, todo, args: vec![] }
    }

    /// Turns red, with the list, when anything was found.
    pub fn unless(self, found: &[String], ill: &'static str, todo: &'static str) -> Self {
        if found.is_empty() {
            return self;
        }
        Self::red(ill, todo).with("list", found.join(", "))
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Asserts that all findings are green.
    pub fn assert_green(findings: &[Finding]) {
        for finding in findings {
            assert_eq!(finding.verdict, Verdict::Green, "{}", finding.key);
        }
    }

    /// Returns the keys of red findings.
    pub fn reds(findings: &[Finding]) -> Vec<&'static str> {
        let reds = findings.iter().filter(|finding| finding.verdict == Verdict::Red);
        reds.map(|finding| finding.key).collect()
    }

    /// Returns the verdict of a finding.
    pub fn verdict(findings: &[Finding], key: &str) -> Option<Verdict> {
        let found = findings.iter().find(|finding| finding.key == key);
        found.map(|finding| finding.verdict)
    }
}
