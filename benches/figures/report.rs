//! A table, row by row, and one line of JSON.

use serde::Serialize;

/// A figure, its limit, and the goal for their ratio.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Name of the goal, `P4`.
    pub goal: &'static str,
    /// The thing measured.
    pub what: &'static str,
    /// The figure.
    pub figure: f64,
    /// The machine's own figure; none where the goal is a bound.
    pub limit: Option<f64>,
    /// The unit of both.
    pub unit: &'static str,
    /// The goal.
    pub bound: Bound,
}

/// A goal.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// At least this part of the limit.
    Ratio(f64),
    /// At most so many units.
    Most(f64),
    /// Another measurement than that of the goal.
    Other,
}

impl Row {
    /// The part of the limit that the figure is.
    fn ratio(&self) -> Option<f64> {
        self.limit.map(|limit| self.figure / limit)
    }

    /// Tells whether the goal is reached; nothing where it was not measured.
    fn is_reached(&self) -> Option<bool> {
        match self.bound {
            Bound::Ratio(least) => Some(self.ratio().is_some_and(|ratio| ratio >= least)),
            Bound::Most(most) => Some(self.figure <= most),
            Bound::Other => None,
        }
    }
}

/// Names of the columns.
pub fn head() -> String {
    line(["", "figure", "limit", "ratio", "goal", ""].map(str::to_owned))
}

/// A row, with the ratio and whether the goal is reached.
pub fn row(row: &Row) -> String {
    let number = |n: f64| format!("{n:.2} {}", row.unit);
    line([
        format!("{} {}", row.goal, row.what),
        number(row.figure),
        row.limit.map_or_else(String::new, number),
        row.ratio().map_or_else(String::new, |ratio| format!("{ratio:.2}")),
        match row.bound {
            Bound::Ratio(least) => format!(">= {least:.2}"),
            Bound::Most(most) => format!("<= {most:.1}"),
            Bound::Other => String::new(),
        },
        match row.is_reached() {
            Some(true) => "reached",
            Some(false) => "MISSED",
            None => "not the goal",
        }
        .to_owned(),
    ])
}

fn line([what, figure, limit, ratio, goal, reached]: [String; 6]) -> String {
    format!("{what:<52} {figure:>14} {limit:>14} {ratio:>6} {goal:>8} {reached}")
}

/// The same for machines.
pub fn json(rows: &[Row]) -> anyhow::Result<String> {
    #[derive(Serialize)]
    struct Line<'a> {
        #[serde(flatten)]
        row: &'a Row,
        ratio: Option<f64>,
        reached: Option<bool>,
    }
    let lines = rows.iter().map(|row| Line { row, ratio: row.ratio(), reached: row.is_reached() });
    Ok(serde_json::to_string(&lines.collect::<Vec<_>>())?)
}

/// The middle one.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A count as a figure.
pub fn as_f64(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::NAN, f64::from)
}

/// The 99th percentile.
pub fn percentile_99(figures: Vec<f64>) -> f64 {
    percentile(figures, 99)
}

/// The figure that so many of a hundred are below.
pub fn percentile(mut figures: Vec<f64>, hundredths: usize) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() * hundredths / 100).copied().unwrap_or(f64::NAN)
}
