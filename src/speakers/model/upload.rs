use chrono::{DateTime, Utc};

use crate::types::{FieldFault, SessionId, SpeakerId, UploadId, line};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadKind {
    /// A photo, decoded and written by us.
    Photo,
    /// Slides, as they came.
    Slides,
}

impl UploadKind {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Slides => "slides",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        if word == "photo" { Self::Photo } else { Self::Slides }
    }
}

/// A file as lists know it, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRecord {
    /// Its id.
    pub id: UploadId,
    /// Whose it is.
    pub speaker: SpeakerId,
    /// The session that slides belong to.
    pub session: Option<SessionId>,
    /// What it is.
    pub kind: UploadKind,
    /// By which it is addressed in public.
    pub digest: String,
    /// What it was called.
    pub name: String,
    /// How many bytes it has.
    pub size: i32,
    /// The speaker agrees that it stands on the session's page.
    pub shared: bool,
    /// When the organizer showed it.
    pub published_at: Option<DateTime<Utc>>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
}

impl UploadRecord {
    /// True when the organizer is to look at it: a photo, or slides that may be shown, which is not yet.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.published_at.is_none() && (self.kind == UploadKind::Photo || self.shared)
    }
}

/// A file to be kept.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// What it is.
    pub kind: UploadKind,
    /// The session that slides belong to.
    pub session: Option<SessionId>,
    /// What it was called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// A photo as a small square.
    pub thumb: Option<Vec<u8>>,
    /// The speaker agrees that it stands on the session's page.
    pub shared: bool,
}

/// Slides that are what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slides {
    /// What the file is called, without folders, ending in `.pdf`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Takes a file for slides: a PDF by its first bytes and its last, so that nothing else travels in front
/// of it and nothing is cut off. What it holds is not looked at: it is only ever handed out as a file.
///
/// # Errors
/// `field.slides_format`, `field.slides_broken`.
pub fn slides(name: &str, bytes: Vec<u8>) -> Result<Slides, FieldFault> {
    if !(bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.")) {
        return Err(FieldFault::new("field.slides_format"));
    }
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    if !tail.windows(5).any(|end| end == b"%%EOF") {
        return Err(FieldFault::new("field.slides_broken"));
    }
    Ok(Slides { name: file_name(name), bytes })
}

/// The last part of a path in whatever way it is written, with nothing that a header, a shell or a folder
/// could take for its own.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().map(|c| if "<>:\"|?*%;'`$&{}".contains(c) { '_' } else { c }).collect();
    let plain = line(&plain, 200).unwrap_or_default();
    let lower = plain.to_lowercase();
    let stem = match lower.strip_suffix(".pdf") {
        Some(stem) => plain.chars().take(stem.chars().count()).collect(),
        None => plain,
    };
    let stem = stem.trim_matches(['.', ' ']);
    if stem.is_empty() { "slides.pdf".to_owned() } else { format!("{stem}.pdf") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_pdf_is_taken_and_what_only_says_so_is_not() {
        let pdf = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n".to_vec();
        assert_eq!(slides("발표 자료.PDF", pdf.clone()).unwrap().name, "발표 자료.pdf");
        let code = |bytes: &[u8]| slides("a.pdf", bytes.to_vec()).unwrap_err().code;
        let before = [b"<html>".as_slice(), &pdf].concat();
        assert_eq!(code(&before), "field.slides_format");
        assert_eq!(code(b"PK\x03\x04 %PDF-1.7 %%EOF"), "field.slides_format");
        assert_eq!(code(b""), "field.slides_format");
        assert_eq!(code(&pdf[..20]), "field.slides_broken");
    }

    #[test]
    fn a_name_is_no_path_and_no_script() {
        assert_eq!(file_name("../../etc/passwd"), "passwd.pdf");
        assert_eq!(file_name("C:\\Users\\me\\talk.pdf"), "talk.pdf");
        assert_eq!(file_name("a\r\nSet-Cookie: x=1.pdf.html"), "a Set-Cookie_ x=1.pdf.html.pdf");
        assert_eq!(file_name(".pdf"), "slides.pdf");
    }

    proptest! {
        #[test]
        fn every_name_ends_in_pdf_and_holds_no_break(name in ".{0,80}") {
            let kept = file_name(&name);
            prop_assert!(kept.ends_with(".pdf"));
            let odd = kept.contains(['/', '\\', '\n', '\r', '"', '\0']);
            prop_assert!(!odd, "{}", kept);
        }
    }
}
