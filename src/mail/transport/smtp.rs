//! One letter's conversation with a mail server.
//!
//! lettre speaks the protocol; the order of the words is ours, for two reasons. lettre's own pool does
//! not tell a line cut before the content from one cut after it, and takes back a connection whose
//! caller ran out of patience in the middle of a letter, where the next one would read its reply.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use secrecy::ExposeSecret;
use tokio::time::timeout;

use super::mime::{Unsendable, address};
use super::relay::{Relay, Tls};
use super::{Delivery, Outgoing};

/// The most connections kept for the next letter, and how long they are trusted.
const PARKED: usize = 4;
const TRUSTED: Duration = Duration::from_secs(20);

/// An idle connection.
pub(super) struct Parked {
    line: AsyncSmtpConnection,
    since: Instant,
}

/// How far a letter's conversation has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Sender and recipient are being named.
    Addressing,
    /// The server asked for the content: from here on it may have it.
    HandingOver,
}

impl Relay {
    pub(super) async fn send(&self, letter: &Outgoing, bytes: &[u8]) -> Delivery {
        let (from, to) = match (address(&letter.from.email), address(&letter.to.email)) {
            (Ok(from), Ok(to)) => (from, to),
            (Err(fault), _) | (_, Err(fault)) => return refused(&fault),
        };
        let mut line = match self.line().await {
            Ok(line) => line,
            Err(reason) => return Delivery::Retry { reason, ambiguous: false },
        };
        let mut stage = Stage::Addressing;
        let told = timeout(self.patience, tell(&mut line, from, to, bytes, &mut stage)).await;
        match told {
            Ok(Ok(response)) => {
                self.park(line);
                Delivery::Sent { reply: words(&response) }
            }
            Ok(Err(error)) => {
                let delivery = verdict(&error, stage);
                if error.status().is_some() {
                    self.recover(line).await;
                }
                delivery
            }
            Err(_elapsed) => Delivery::Retry {
                reason: format!("the mail server fell silent for {:?}", self.patience),
                ambiguous: stage == Stage::HandingOver,
            },
        }
    }

    pub(super) async fn probe(&self) -> Result<(), String> {
        let line = self.line().await?;
        self.park(line);
        Ok(())
    }

    pub(super) async fn close(&self) {
        while let Some(Parked { mut line, .. }) = self.unpark() {
            let _ = timeout(Duration::from_secs(2), line.quit()).await;
        }
    }

    /// A connection that stands: a waiting one that still answers, or a new one.
    async fn line(&self) -> Result<AsyncSmtpConnection, String> {
        while let Some(Parked { mut line, since }) = self.unpark() {
            let answers = timeout(self.patience.min(Duration::from_secs(5)), line.test_connected());
            if since.elapsed() < TRUSTED && answers.await.unwrap_or(false) {
                return Ok(line);
            }
        }
        timeout(self.patience, Box::pin(self.connect())).await.unwrap_or_else(|_elapsed| {
            Err(format!("the mail server did not answer within {:?}", self.patience))
        })
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, String> {
        let lost = |error: Error| format!("the mail server can not be reached: {error}");
        let hello = self.hello.clone().map_or_else(ClientId::default, ClientId::Domain);
        let tls = || self.parameters().map_err(lost);
        let wrapper = if self.tls == Tls::FromStart { Some(tls()?) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut line = AsyncSmtpConnection::connect_tokio1(server, None, &hello, wrapper, None)
            .await
            .map_err(lost)?;
        match (self.tls, line.can_starttls()) {
            (Tls::Required | Tls::Opportunistic, true) => {
                line.starttls(tls()?, &hello).await.map_err(|error| {
                    format!("the mail server's TLS can not be trusted: {error}")
                })?;
            }
            (Tls::Required, false) => {
                return Err("the mail server offers no TLS, which SMTP_URL requires".to_owned());
            }
            (Tls::FromStart | Tls::Opportunistic | Tls::None, _) => {}
        }
        if let Some((user, password)) = &self.credentials {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await.map_err(
                |error| format!("the mail server refused our user name or password: {error}"),
            )?;
        }
        Ok(line)
    }

    /// Clears the table after a refusal, so that the next letter need not call again.
    async fn recover(&self, mut line: AsyncSmtpConnection) {
        let reset = timeout(self.patience.min(Duration::from_secs(5)), line.command(Rset));
        if let Ok(Ok(_)) = reset.await {
            self.park(line);
        }
    }

    fn park(&self, line: AsyncSmtpConnection) {
        let mut parked = self.parked.lock().unwrap_or_else(PoisonError::into_inner);
        if parked.len() < PARKED {
            parked.push(Parked { line, since: Instant::now() });
        }
    }

    fn unpark(&self) -> Option<Parked> {
        self.parked.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

async fn tell(
    line: &mut AsyncSmtpConnection,
    from: Address,
    to: Address,
    bytes: &[u8],
    stage: &mut Stage,
) -> Result<Response, Error> {
    line.command(Mail::new(Some(from), Vec::new())).await?;
    line.command(Rcpt::new(to, Vec::new())).await?;
    line.command(Data).await?;
    *stage = Stage::HandingOver;
    line.command(content(bytes)).await
}

/// The content with its dots stuffed and the final dot, to be written at once: lettre's `message`
/// writes that dot apart, and Nagle's algorithm then holds it back for 40 ms a letter.
fn content(bytes: &[u8]) -> String {
    let letter = String::from_utf8_lossy(bytes).replace("\r\n.", "\r\n..");
    let end = if letter.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" };
    letter + end
}

/// What an error says about the letter. A number is the server's word and clear; anything else
/// leaves open what the server has.
fn verdict(error: &Error, stage: Stage) -> Delivery {
    let ours = error.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538));
    match error.status() {
        Some(_) if ours => Delivery::Retry {
            reason: format!("the mail server wants another sign-in than SMTP_URL gives: {error}"),
            ambiguous: false,
        },
        Some(_) if error.is_permanent() => Delivery::Refused { reason: error.to_string() },
        Some(_) => Delivery::Retry { reason: error.to_string(), ambiguous: false },
        None => Delivery::Retry {
            reason: format!("the line to the mail server broke: {error}"),
            ambiguous: stage == Stage::HandingOver,
        },
    }
}

fn refused(fault: &Unsendable) -> Delivery {
    Delivery::Refused { reason: fault.to_string() }
}

fn words(response: &Response) -> String {
    let said = response.message().collect::<Vec<_>>().join(" ");
    format!("{} {said}", response.code())
}
