//! A mail server in the test's own process: it speaks SMTP, misbehaves by script, and keeps its own
//! list of the letters it took, which is the truth that tests compare with.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

/// One misbehaviour. Faults of the greeting and of signing in are used up by a session, the others
/// by a transaction (from MAIL to the reply after the final dot), in the order they were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Everything as it should be.
    None,
    /// `421` instead of a greeting, and goodbye.
    Greeting421,
    /// `554` instead of a greeting, and goodbye.
    Greeting554,
    /// No greeting at all.
    StallGreeting,
    /// `535` to whoever signs in.
    Auth535,
    /// `530`: sign in first.
    Mail530,
    /// `450` to the recipient.
    Rcpt450,
    /// `550` to the recipient.
    Rcpt550,
    /// Silence after the recipient.
    Stall,
    /// The line is cut instead of the `354`.
    CutBeforeData,
    /// The line is cut in the middle of the content; nothing is taken.
    CutBeforeDot,
    /// `451` after the final dot; nothing is taken.
    Data451,
    /// `552` after the final dot; nothing is taken.
    Data552,
    /// The letter is taken and the line cut before the reply.
    CutAfterDot,
    /// The letter is taken and never answered for.
    StallAfterDot,
}

/// A letter the server took.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// The letter, dots unstuffed, as it came.
    pub raw: Vec<u8>,
    /// Which session brought it, counted from 1.
    pub session: usize,
}

impl Accepted {
    /// The letter as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.raw.clone()).expect("letters are ASCII")
    }

    /// The unfolded value of a header.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = self.text();
        let head = text.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");
        head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

#[derive(Default)]
struct Ledger {
    accepted: Vec<Accepted>,
    faults: VecDeque<Fault>,
    by_recipient: HashMap<String, VecDeque<Fault>>,
    sessions: usize,
    commands: Vec<String>,
}

impl Ledger {
    /// Uses up the next fault if it is one of those that this moment is for.
    fn take(&mut self, wanted: impl Fn(Fault) -> bool) -> Option<Fault> {
        let next = *self.faults.front()?;
        if wanted(next) { self.faults.pop_front() } else { None }
    }
}

/// The server; it dies with the value.
pub struct FakeSmtp {
    address: SocketAddr,
    ledger: Arc<Mutex<Ledger>>,
    listening: JoinHandle<()>,
}

impl FakeSmtp {
    /// Starts a server on a free port of this machine.
    pub async fn start() -> Self {
        Self::start_on(0).await
    }

    /// Starts a server that offers STARTTLS, or speaks TLS from the first byte.
    pub async fn start_secret(identity: &Identity, from_start: bool) -> Self {
        Self::listening(0, Some((identity.acceptor.clone(), from_start))).await
    }

    /// Starts a server on a given port, for coming back after an outage.
    pub async fn start_on(port: u16) -> Self {
        Self::listening(port, None).await
    }

    async fn listening(port: u16, secrecy: Option<(TlsAcceptor, bool)>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a port to listen on");
        let address = listener.local_addr().expect("an address");
        let ledger = Arc::new(Mutex::new(Ledger::default()));
        let shared = Arc::clone(&ledger);
        let listening = tokio::spawn(async move {
            // The sessions live in this task: they end when it is aborted.
            let mut sessions = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let ledger = Arc::clone(&shared);
                let number = {
                    let mut ledger = ledger.lock().unwrap();
                    ledger.sessions += 1;
                    ledger.sessions
                };
                let secrecy = secrecy.clone();
                sessions.spawn(async move {
                    let session = |line: Line, offers| Session {
                        line: BufReader::new(line),
                        ledger,
                        number,
                        offers,
                    };
                    match secrecy {
                        None => session(Box::new(stream), None).run().await,
                        Some((acceptor, false)) => {
                            session(Box::new(stream), Some(acceptor)).run().await;
                        }
                        Some((acceptor, true)) => {
                            if let Ok(stream) = acceptor.accept(stream).await {
                                session(Box::new(stream), None).run().await;
                            }
                        }
                    }
                });
            }
        });
        Self { address, ledger, listening }
    }

    /// Its address, as `SMTP_URL` has it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The same with a user name and password.
    pub fn url_with_password(&self) -> String {
        format!("smtp://madang:s%40cret@{}", self.address)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Every letter it took, in order.
    pub fn accepted(&self) -> Vec<Accepted> {
        self.ledger().accepted.clone()
    }

    /// How many connections it has seen.
    pub fn sessions(&self) -> usize {
        self.ledger().sessions
    }

    /// Every command it was given, in order, without letters' contents.
    pub fn commands(&self) -> Vec<String> {
        self.ledger().commands.clone()
    }

    /// Asks for a fault; several queue up.
    pub fn next_fault(&self, fault: Fault) {
        self.ledger().faults.push_back(fault);
    }

    /// Asks for the same fault so many times.
    pub fn next_faults(&self, fault: Fault, times: usize) {
        self.ledger().faults.extend(std::iter::repeat_n(fault, times));
    }

    /// Asks for a fault of the next transaction for this recipient.
    pub fn fault_for(&self, recipient: &str, fault: Fault) {
        self.ledger().by_recipient.entry(recipient.to_lowercase()).or_default().push_back(fault);
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap()
    }
}

impl Drop for FakeSmtp {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// A certificate for `localhost` and 127.0.0.1, and the authority that signed it.
pub struct Identity {
    /// The authority, as `SMTP_CA_FILE` has it.
    pub authority: String,
    acceptor: TlsAcceptor,
}

impl Identity {
    /// A new one, known to nobody.
    pub fn fresh() -> Self {
        use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
        use tokio_rustls::rustls::ServerConfig;
        use tokio_rustls::rustls::crypto::ring::default_provider;
        use tokio_rustls::rustls::pki_types::PrivateKeyDer;
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);
        let own = KeyPair::generate().unwrap();
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let signed = CertificateParams::new(names).unwrap().signed_by(&own, &issuer).unwrap();
        let own = PrivateKeyDer::try_from(own.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![signed.der().clone()], own)
            .unwrap();
        Self { authority: authority.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) }
    }
}

/// What a session is held over, in the clear or not.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}
type Line = Box<dyn Stream>;

struct Session {
    line: BufReader<Line>,
    ledger: Arc<Mutex<Ledger>>,
    number: usize,
    /// With what STARTTLS is answered.
    offers: Option<TlsAcceptor>,
}

/// What is known of the letter under way.
struct Transaction {
    from: String,
    to: Vec<String>,
    fault: Fault,
}

/// Whether the session goes on.
enum Next {
    Goes,
    Ends,
}

impl Session {
    /// Speaks until either side has had enough.
    async fn run(mut self) {
        let greeting = self
            .take(|f| matches!(f, Fault::Greeting421 | Fault::Greeting554 | Fault::StallGreeting));
        match greeting {
            Some(Fault::Greeting421) => return self.say("421 4.3.2 Too busy").await,
            Some(Fault::Greeting554) => return self.say("554 5.3.2 No service here").await,
            Some(_) => return self.stall().await,
            None => self.say("220 fake.example ESMTP").await,
        }
        let mut transaction = None;
        while let Some(command) = self.read_line().await {
            self.ledger.lock().unwrap().commands.push(command.clone());
            let tls = if command == "STARTTLS" { self.offers.take() } else { None };
            if let Some(acceptor) = tls {
                self.say("220 2.0.0 Go ahead").await;
                let Ok(line) = acceptor.accept(self.line.into_inner()).await else { return };
                self.line = BufReader::new(Box::new(line));
                continue;
            }
            if matches!(self.answer(&command, &mut transaction).await, Next::Ends) {
                return;
            }
        }
    }

    async fn answer(&mut self, command: &str, transaction: &mut Option<Transaction>) -> Next {
        let verb = command.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match (verb.as_str(), transaction.as_mut()) {
            ("EHLO", _) => {
                let starttls = if self.offers.is_some() { "250-STARTTLS\r\n" } else { "" };
                let offers = "250-PIPELINING\r\n250-8BITMIME\r\n250 AUTH PLAIN";
                self.say(&format!("250-fake.example\r\n{starttls}{offers}")).await;
            }
            ("HELO" | "NOOP", _) => self.say("250 2.0.0 OK").await,
            ("RSET", _) => {
                *transaction = None;
                self.say("250 2.0.0 OK").await;
            }
            ("AUTH", _) => match self.take(|f| f == Fault::Auth535) {
                Some(_) => self.say("535 5.7.8 Who are you").await,
                None => self.say("235 2.7.0 Welcome").await,
            },
            ("QUIT", _) => {
                self.say("221 2.0.0 Bye").await;
                return Next::Ends;
            }
            ("MAIL", None) => {
                let fault = self.take(|_| true).unwrap_or(Fault::None);
                if fault == Fault::Mail530 {
                    self.say("530 5.7.0 Authentication required").await;
                } else {
                    *transaction =
                        Some(Transaction { from: address_in(command), to: Vec::new(), fault });
                    self.say("250 2.1.0 OK").await;
                }
            }
            ("RCPT", Some(open)) => return self.recipient(command, open).await,
            ("DATA", Some(open)) if !open.to.is_empty() => {
                if let Some(open) = transaction.take() {
                    return self.content(open).await;
                }
            }
            _ => self.say("503 5.5.1 Not now").await,
        }
        Next::Goes
    }

    async fn recipient(&mut self, command: &str, open: &mut Transaction) -> Next {
        let recipient = address_in(command);
        let own = {
            let mut ledger = self.ledger.lock().unwrap();
            ledger.by_recipient.get_mut(&recipient.to_lowercase()).and_then(VecDeque::pop_front)
        };
        open.fault = own.unwrap_or(open.fault);
        match open.fault {
            Fault::Rcpt450 => self.say("450 4.2.0 Greylisted, come back").await,
            Fault::Rcpt550 => self.say("550 5.1.1 No such person").await,
            Fault::Stall => {
                self.stall().await;
                return Next::Ends;
            }
            _ => {
                open.to.push(recipient);
                self.say("250 2.1.5 OK").await;
            }
        }
        Next::Goes
    }

    async fn content(&mut self, open: Transaction) -> Next {
        if open.fault == Fault::CutBeforeData {
            return Next::Ends;
        }
        self.say("354 Go ahead").await;
        let mut raw = Vec::new();
        loop {
            let Some(line) = self.read_raw().await else { return Next::Ends };
            if line == b".\r\n" {
                break;
            }
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            if open.fault == Fault::CutBeforeDot {
                return Next::Ends;
            }
        }
        match open.fault {
            Fault::Data451 => self.say("451 4.3.0 Not now").await,
            Fault::Data552 => self.say("552 5.2.2 Mailbox full").await,
            fault => {
                let count = self.record(open, raw);
                match fault {
                    Fault::CutAfterDot => return Next::Ends,
                    Fault::StallAfterDot => {
                        self.stall().await;
                        return Next::Ends;
                    }
                    _ => self.say(&format!("250 2.0.0 Taken as number {count}")).await,
                }
            }
        }
        Next::Goes
    }

    fn record(&self, open: Transaction, raw: Vec<u8>) -> usize {
        let mut ledger = self.ledger.lock().unwrap();
        let Transaction { from, to, .. } = open;
        ledger.accepted.push(Accepted { from, to, raw, session: self.number });
        ledger.accepted.len()
    }

    fn take(&self, wanted: impl Fn(Fault) -> bool) -> Option<Fault> {
        self.ledger.lock().unwrap().take(wanted)
    }

    /// Says nothing until the other side hangs up.
    async fn stall(&mut self) {
        while self.read_raw().await.is_some() {}
    }

    async fn say(&mut self, reply: &str) {
        let _ = self.line.get_mut().write_all(format!("{reply}\r\n").as_bytes()).await;
    }

    async fn read_line(&mut self) -> Option<String> {
        let line = self.read_raw().await?;
        Some(String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    async fn read_raw(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        match self.line.read_until(b'\n', &mut line).await {
            Ok(read) if read > 0 => Some(line),
            _ => None,
        }
    }
}

fn address_in(command: &str) -> String {
    let inner = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
