use qrcode::{Color, EcLevel, QrCode};

/// The quiet edge that a reader of codes needs, in modules.
const QUIET: usize = 4;

/// A QR code as one path of SVG, so that a page needs no image and no style of its own.
#[derive(Clone, Debug)]
pub struct Qr {
    /// The length of a side with its quiet edge, in modules.
    pub side: usize,
    /// The dark modules, a stroke for each run of a row.
    pub path: String,
}

impl Qr {
    /// The code of a text; upper-case letters and digits alone make a smaller one. Nothing for a text
    /// that is too long.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let mut path = String::new();
        for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
            draw(&mut path, y + QUIET, row);
        }
        Some(Self { side: code.width() + 2 * QUIET, path })
    }
}

/// The runs of dark modules in a row, in the middle of its height.
fn draw(path: &mut String, y: usize, row: &[Color]) {
    let mut x = QUIET;
    for run in row.chunk_by(PartialEq::eq) {
        if run.first() == Some(&Color::Dark) {
            path.push_str(&format!("M{x} {y}.5h{}", run.len()));
        }
        x += run.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_in_capitals_is_small_and_has_its_three_corners() {
        let capitals = format!("HTTPS://FORUM.EXAMPLE.ORG/C/{}", "A2".repeat(26));
        let qr = Qr::of(&capitals).unwrap();
        assert_eq!(qr.side, 33 + 2 * QUIET);
        assert!(Qr::of(&capitals.to_lowercase()).unwrap().side > qr.side);
        let far = qr.side - QUIET - 7;
        for corner in ["M4 4.5h7".to_owned(), format!("M{far} 4.5h7"), format!("M4 {far}.5h7")] {
            assert!(qr.path.contains(&corner), "{corner}");
        }
        assert!(Qr::of(&"x".repeat(5000)).is_none());
    }
}
