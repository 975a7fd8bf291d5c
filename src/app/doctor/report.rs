//! The report in plain text for a works council: a sign and a word on each line, never colour alone.

use super::finding::{Finding, Verdict};
use crate::platform::i18n::Language;
use std::fmt::Write;

#[derive(Debug, Clone)]
pub struct Section {
    /// Fluent key of the heading.
    pub title: &'static str,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Clone, Default)]
pub struct Report {
    pub sections: Vec<Section>,
}

impl Report {
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.sections.iter().flat_map(|section| &section.findings)
    }

    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings().filter(|finding| finding.verdict == verdict).count()
    }

    /// Renders the report; `colour` for terminals only.
    pub fn text(&self, language: Language, colour: bool) -> String {
        let words = |verdict: Verdict| language.text(verdict.key());
        let width = Verdict::ALL.iter().map(|verdict| words(*verdict).chars().count()).max();
        let width = width.unwrap_or(0);
        let mut out = format!("{}\n{}\n", language.text("doctor-title"), language.text("doctor-scope"));
        for section in &self.sections {
            let _ = write!(out, "\n{}\n", language.text(section.title));
            for finding in &section.findings {
                let verdict = finding.verdict;
                let word = format!("{} {:width$}", verdict.mark(), words(verdict));
                let _ =
                    writeln!(out, "  {}  {}", painted(&word, verdict, colour), finding.sentence(language));
                if let Some(todo) = finding.todo(language) {
                    let _ = writeln!(out, "  {:width$}    → {todo}", "");
                }
            }
        }
        if self.count(Verdict::Demo) + self.count(Verdict::Unknown) > 0 {
            let _ = write!(out, "\n{}\n", language.text("doctor-loosened-why"));
        }
        let counts = Verdict::ALL.map(|verdict| format!("{} {}", self.count(verdict), words(verdict)));
        let _ = write!(out, "\n{}", counts.join(" · "));
        out
    }
}

fn painted(word: &str, verdict: Verdict, colour: bool) -> String {
    let code = match verdict {
        Verdict::Green => 32,
        Verdict::Yellow => 33,
        Verdict::Red => 31,
        Verdict::Demo => 36,
        Verdict::Unknown => 90,
    };
    if colour { format!("\u{1b}[{code}m{word}\u{1b}[0m") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_it_is_in_words_and_what_to_do() {
        let red = Finding::red("doctor-database-ill", "doctor-database-do");
        let report = Report { sections: vec![Section { title: "doctor-running", findings: vec![red] }] };
        let plain = report.text(Language::En, false);
        assert!(plain.contains("✗ RED") && plain.contains("→ ") && !plain.contains('\u{1b}'));
        assert!(plain.ends_with("1 RED"), "{plain}");
        assert!(report.text(Language::En, true).contains("\u{1b}[31m✗ RED"));
    }
}
