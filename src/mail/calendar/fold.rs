/// The most octets of a line, its line break not counted (RFC 5545 §3.1).
const LIMIT: usize = 75;

/// Folds every content line anew: icalendar 0.17 lets a last line grow to 76 octets.
pub(super) fn refold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + text.len() / LIMIT * 3);
    let mut width = 0;
    for c in text.replace("\r\n ", "").chars() {
        match c {
            '\r' => {}
            '\n' => {
                folded.push_str("\r\n");
                width = 0;
            }
            _ => {
                if width + c.len_utf8() > LIMIT {
                    folded.push_str("\r\n ");
                    width = 1;
                }
                folded.push(c);
                width += c.len_utf8();
            }
        }
    }
    folded
}
