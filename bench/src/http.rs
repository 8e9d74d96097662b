//! As much HTTP/1.1 as a load generator needs: kept connections, answers of known or chunked length.

use std::net::SocketAddr;

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    /// What was read and not yet used up.
    read: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// The body, as it was sent.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as JSON.
    pub fn json(&self) -> anyhow::Result<serde_json::Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("{} is no JSON", self.head))
    }
}

impl Connection {
    /// Connects.
    pub async fn open(at: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::with_capacity(1 << 16) })
    }

    /// Sends a request as it stands and reads its answer.
    pub async fn send(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.write_all(request).await?;
        let end = self.until(b"\r\n\r\n", 0).await?;
        let head = String::from_utf8(self.take(end))?;
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        let mut answer =
            Answer { status: status.context("no status line")?, head, body: Vec::new() };
        answer.body = if answer.status == 304 {
            Vec::new()
        } else if let Some(length) = answer.header("content-length") {
            let length = length.parse()?;
            self.fill(length).await?;
            self.take(length)
        } else if answer.header("transfer-encoding") == Some("chunked") {
            self.chunks().await?
        } else {
            bail!("an answer of unknown length:\n{}", answer.head)
        };
        Ok(answer)
    }

    /// Sends a GET.
    pub async fn get(&mut self, path: &str, headers: &str) -> anyhow::Result<Answer> {
        self.send(get(path, headers).as_bytes()).await
    }

    async fn chunks(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = self.until(b"\r\n", 0).await?;
            let size = String::from_utf8(self.take(end))?;
            let size = usize::from_str_radix(size.trim(), 16)?;
            self.fill(size + 2).await?;
            let chunk = self.take(size + 2);
            if size == 0 {
                return Ok(body);
            }
            body.extend(chunk.into_iter().take(size));
        }
    }

    /// Where the first `mark` ends, reading on until there is one.
    async fn until(&mut self, mark: &[u8], mut from: usize) -> anyhow::Result<usize> {
        loop {
            let found = self
                .read
                .get(from..)
                .and_then(|rest| rest.windows(mark.len()).position(|window| window == mark));
            if let Some(at) = found {
                return Ok(from + at + mark.len());
            }
            from = self.read.len().saturating_sub(mark.len());
            self.more().await?;
        }
    }

    async fn fill(&mut self, length: usize) -> anyhow::Result<()> {
        while self.read.len() < length {
            self.more().await?;
        }
        Ok(())
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        self.read.reserve(1 << 15);
        match self.stream.read_buf(&mut self.read).await? {
            0 => bail!("the server closed the connection"),
            _ => Ok(()),
        }
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.read.split_off(length);
        std::mem::replace(&mut self.read, rest)
    }
}

/// A GET as it is sent; each of `headers` ends with a line break.
pub fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")
}

/// A POST of JSON as it is sent.
pub fn post(path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

/// A form as it is sent.
pub fn post_form(path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}
