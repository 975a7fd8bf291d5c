//! QR codes for paper.

use fast_qr::{ECL, QRBuilder};
use serde::Serialize;
use std::fmt::Write;

/// Empty modules around the code (ISO/IEC 18004).
const QUIET: usize = 4;

/// QR code as an SVG path of unit squares.
#[derive(Debug, Serialize)]
pub struct Qr {
    /// Width and height, quiet zone included.
    pub size: usize,
    /// Dark modules, run by run.
    pub path: String,
}

impl Qr {
    /// Encodes `text`; `None` when it is too long.
    pub fn of(text: &str) -> Option<Self> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
        let mut path = String::new();
        for row in 0..code.size {
            let mut column = 0;
            for run in code[row].chunk_by(|a, b| a.value() == b.value()) {
                if run.first().is_some_and(|module| module.value()) {
                    let (x, y, width) = (column + QUIET, row + QUIET, run.len());
                    write!(path, "M{x} {y}h{width}v1h-{width}z").ok()?;
                }
                column += run.len();
            }
        }
        Some(Self { size: code.size + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_a_small_picture_and_anything_longer_than_a_picture_is_none() {
        let picture = Qr::of("ZWFQ-CW40-QJ7J-Q1SN-ZHXF-PVTH-XD6E").unwrap();
        assert_eq!(picture.size, 25 + 2 * QUIET, "version 2: large modules on a card");
        assert!(picture.path.starts_with("M4 4h7v1h-7z"), "the corner to find it by");
        assert!(Qr::of(&"x".repeat(8000)).is_none());
    }
}
