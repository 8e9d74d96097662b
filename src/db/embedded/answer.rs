//! One question to the postmaster, in PostgreSQL's own protocol: may we come in?

use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::time::timeout;

use super::NAME;

const PATIENCE: Duration = Duration::from_secs(3);
/// Version 3.0 of the protocol.
const PROTOCOL: i32 = 196_608;
/// No answer to a greeting is anywhere near as long.
const LONGEST: u64 = 65_536;

/// What the postmaster says to a client of our database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The database takes questions.
    Ready,
    /// The cluster is up, the database is not made yet.
    NoDatabase,
    /// It is there, but starting, recovering, stopping or full.
    Later,
    /// Nobody is there.
    Silence,
}

/// Asks at a socket.
pub(super) async fn ask(socket: &Path) -> Answer {
    match timeout(PATIENCE, greet(socket)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Answer::Silence,
        Err(_) => Answer::Later,
    }
}

async fn greet(socket: &Path) -> io::Result<Answer> {
    let mut stream = UnixStream::connect(socket).await?;
    stream.write_all(&greeting()?).await?;
    loop {
        let kind = stream.read_u8().await?;
        let length = stream.read_i32().await?;
        let rest = u64::try_from(length).map_err(io::Error::other)?.saturating_sub(4);
        if rest > LONGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut body = Vec::new();
        (&mut stream).take(rest).read_to_end(&mut body).await?;
        match kind {
            b'E' => return Ok(refusal(&body)),
            b'Z' => {
                // A polite end, so that the log holds no broken connection.
                stream.write_all(b"X\0\0\0\x04").await?;
                return Ok(Answer::Ready);
            }
            _ => {}
        }
    }
}

fn greeting() -> io::Result<Vec<u8>> {
    let words = format!("user\0{NAME}\0database\0{NAME}\0\0");
    let length = i32::try_from(words.len() + 8).map_err(io::Error::other)?;
    Ok([&length.to_be_bytes(), &PROTOCOL.to_be_bytes(), words.as_bytes()].concat())
}

/// An error is a list of fields, each a letter and a text; `C` is the SQLSTATE.
fn refusal(body: &[u8]) -> Answer {
    let code = body.split(|byte| *byte == 0).find_map(|field| field.strip_prefix(b"C"));
    match code {
        Some(b"3D000") => Answer::NoDatabase,
        _ => Answer::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_by_its_code() {
        assert_eq!(refusal(b"SFATAL\0C3D000\0Mno such database\0\0"), Answer::NoDatabase);
        assert_eq!(refusal(b"SFATAL\0C57P03\0Mstarting up\0\0"), Answer::Later);
        assert_eq!(refusal(b""), Answer::Later);
    }
}
