use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;

use super::{Fault, Form};

/// Most bytes of a field that is no file.
const TEXT_BYTES: usize = 64 * 1024;
/// Most fields of a form with files.
const FIELDS: usize = 50;
/// How much of what is too large is still read, so that its sender gets to read the answer.
const DRAINED: usize = 160 * 1024 * 1024;

/// A file as it was sent.
#[derive(Clone, Debug, Default)]
pub struct UploadedFile {
    /// The field it was sent in.
    pub field: String,
    /// What it is called by whoever sent it: never believed, never a path.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A posted form with files (`multipart/form-data`), of which at most `MAX` bytes are kept.
#[derive(Clone, Debug, Default)]
pub struct Upload<const MAX: usize> {
    /// The fields that are no files.
    pub form: Form,
    /// The files that are not empty.
    pub files: Vec<UploadedFile>,
    /// More came than is taken: nothing of the files was kept.
    pub too_large: bool,
}

impl<const MAX: usize> Upload<MAX> {
    /// The file of a field, if one was chosen.
    #[must_use]
    pub fn file(&self, field: &str) -> Option<&UploadedFile> {
        self.files.iter().find(|file| file.field == field)
    }
}

impl<const MAX: usize> FromRequest for Upload<MAX> {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let told = req.headers().get("content-length").and_then(|value| value.to_str().ok());
        let told = told.and_then(|length| length.parse::<usize>().ok()).unwrap_or_default();
        let parts = Multipart::new(req.headers(), payload.take());
        Box::pin(async move {
            if told > DRAINED {
                return Err(Fault::TooLarge(MAX));
            }
            receive(parts).await
        })
    }
}

async fn receive<const MAX: usize>(mut parts: Multipart) -> Result<Upload<MAX>, Fault> {
    let mut upload = Upload::<MAX>::default();
    let (mut pairs, mut kept, mut read, mut count) = (Vec::new(), 0, 0, 0);
    while let Some(field) = parts.next().await {
        let mut field = field.map_err(|error| malformed(&error))?;
        count += 1;
        if count > FIELDS {
            return Err(Fault::Malformed("multipart/form-data".to_owned()));
        }
        let (name, file_name) = named(&field);
        let most = if file_name.is_some() { MAX } else { TEXT_BYTES };
        let mut bytes = Vec::new();
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(|error| malformed(&error))?;
            read += chunk.len();
            if read > DRAINED {
                return Err(Fault::TooLarge(MAX));
            }
            if bytes.len() + chunk.len() > most || kept + chunk.len() > MAX + TEXT_BYTES {
                upload.too_large = true;
                bytes = Vec::new();
            }
            if !upload.too_large {
                kept += chunk.len();
                bytes.extend_from_slice(&chunk);
            }
        }
        match file_name {
            Some(file) if !bytes.is_empty() && !upload.too_large => {
                upload.files.push(UploadedFile { field: name, name: file, bytes });
            }
            Some(_) => {}
            None => pairs.push((name, String::from_utf8_lossy(&bytes).replace('\0', ""))),
        }
    }
    if upload.too_large {
        upload.files.clear();
    }
    upload.form = Form::of(pairs);
    Ok(upload)
}

/// The name of a field, and of its file if it has one.
fn named(field: &Field) -> (String, Option<String>) {
    let name = field.name().unwrap_or_default().to_owned();
    let file = field.content_disposition().and_then(|told| told.get_filename());
    (name, file.map(str::to_owned))
}

fn malformed(error: &MultipartError) -> Fault {
    Fault::Malformed(error.to_string())
}
