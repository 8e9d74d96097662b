use std::fs::File;
use std::io;

use actix_web::body::SizedStream;
use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::web::BytesMut;
use actix_web::{HttpResponse, HttpResponseBuilder};
use futures_util::stream::try_unfold;
use tokio::io::AsyncReadExt;

/// How much of a file is in memory while it is sent.
const PIECE: usize = 128 * 1024;

/// An answer that browsers keep as a file: `plain` is its name in ASCII for old ones, `name` the same in
/// any script (RFC 6266 §4.3).
#[must_use]
pub fn attachment(media: &str, plain: &str, name: &str) -> HttpResponseBuilder {
    let extended = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    let mut answer = HttpResponse::Ok();
    answer.content_type(media).insert_header(ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![
            DispositionParam::Filename(plain.to_owned()),
            DispositionParam::FilenameExt(extended),
        ],
    });
    answer
}

/// Sends a file of this many bytes from its beginning, piece by piece.
pub fn send_file(mut answer: HttpResponseBuilder, file: File, bytes: u64) -> HttpResponse {
    let pieces = try_unfold(tokio::fs::File::from_std(file), |mut file| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        let count = file.read_buf(&mut piece).await?;
        Ok::<_, io::Error>((count > 0).then(|| (piece.freeze(), file)))
    });
    answer.body(SizedStream::new(bytes, pieces))
}
