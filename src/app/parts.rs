use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use secrecy::ExposeSecret;

use crate::accounts::{self, Directory, FactorRule, Invitation, Passwords};
use crate::agenda::{self, Feeds};
use crate::audit::AuditKey;
use crate::config::Settings;
use crate::db::{Db, Notice};
use crate::mail::{Courier, Letter, Rendered, Stationery, Stored, Transport};
use crate::registration::{self, Registrar};
use crate::site::{SecurityContact, Snapshots};
use crate::types::{Clock, LinkKey, ManageKey, SealKey, TicketKey};
use crate::web::{Hosts, Limits, PublicUrl, TrustedProxies};

/// Everything that handlers and workers share, made once.
#[derive(Clone)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// Where registrations are decided.
    pub registrar: Registrar,
    /// How letters are written and leave.
    pub courier: Courier,
    /// Forums by address.
    pub directory: Directory,
    /// The public feeds of forums.
    pub feeds: Feeds,
    /// Public pages as they are served.
    pub snapshots: Snapshots,
    /// Public limits.
    pub limits: Arc<Limits>,
    /// Where passwords are hashed, a few at a time.
    pub passwords: Arc<Passwords>,
    /// What private links are made with.
    pub manage_key: ManageKey,
    /// What one-time links are made with.
    pub link_key: LinkKey,
    /// What second factors are sealed with.
    pub seal_key: SealKey,
    /// Whether weighty roles take a second factor.
    pub factor_rule: FactorRule,
    /// What heads of the log are signed with.
    pub audit_key: AuditKey,
    /// What the codes of tickets are made with.
    pub ticket_key: TicketKey,
    /// The address people see.
    pub public_url: PublicUrl,
    /// Whose word on addresses is believed.
    pub proxies: TrustedProxies,
    /// Where "leave this page" leads.
    pub exit_url: String,
    /// The hosts we answer to.
    pub hosts: Hosts,
    /// Where to report a weakness.
    pub security_contact: SecurityContact,
    /// Where files are made that are handed out once.
    pub scratch: std::path::PathBuf,
}

impl Parts {
    /// Wires everything for these settings; what runs in the background runs on the caller's runtime.
    ///
    /// # Errors
    /// A secret that can not be kept, a mail server address that is none.
    pub fn wire(settings: &Settings, db: Db, clock: Clock) -> anyhow::Result<Self> {
        let secret = secret(settings)?;
        let manage_key = ManageKey::derive(&secret);
        let link_key = LinkKey::derive(&secret);
        let stationery = Arc::new(Stationery {
            public_url: settings.public_url.clone(),
            from: settings.mail.from.clone(),
            key: manage_key.clone(),
        });
        let smtp_url = settings.mail.smtp_url.as_ref().map(ExposeSecret::expose_secret);
        let mut transport = Transport::new(smtp_url, settings.data.join("outbox"))?;
        if let Some(pem) = &settings.mail.smtp_ca {
            transport = transport.trusting(pem)?;
        }
        let courier = Courier {
            db: db.clone(),
            clock: clock.clone(),
            transport: Arc::new(transport),
            stationery: Arc::clone(&stationery),
            render: binder(db.clone(), stationery, link_key.clone()),
            retry_base: settings.mail.retry_base,
        };
        Ok(Self {
            registrar: Registrar::new(db.clone(), clock.clone(), tokio::runtime::Handle::current()),
            courier,
            directory: Directory::default(),
            feeds: Feeds::default(),
            snapshots: Snapshots::new(),
            limits: Arc::new(Limits::new(settings.rate_limits)),
            passwords: Arc::new(Passwords::default()),
            manage_key,
            link_key,
            seal_key: SealKey::derive(&secret, "second factor v1"),
            factor_rule: FactorRule(settings.second_factor),
            audit_key: AuditKey::derive(&secret)?,
            ticket_key: TicketKey::derive(&secret),
            public_url: PublicUrl(settings.public_url.clone()),
            proxies: TrustedProxies(settings.trusted_proxies.clone()),
            exit_url: settings.exit_url.clone(),
            hosts: Hosts::of(&settings.public_url, &settings.hosts),
            security_contact: SecurityContact(settings.security_contact.clone()),
            scratch: settings.data.join("tmp"),
            db,
            clock,
        })
    }

    /// Takes a notice from the database: what is remembered of what changed is forgotten.
    pub fn hear(&self, notice: Option<&Notice>) {
        self.feeds.hear(notice);
        if notice.is_none_or(|notice| notice.channel == "madang_agenda") {
            self.directory.forget();
        }
        self.snapshots.hear(notice);
    }
}

/// Binds every kind of letter to the room that wrote it.
fn binder(db: Db, stationery: Arc<Stationery>, key: LinkKey) -> crate::mail::Render {
    Arc::new(move |stored: Stored| {
        let (db, stationery, key) = (db.clone(), Arc::clone(&stationery), key.clone());
        Box::pin(async move {
            match stored.letter.split_once('.').map(|(room, _)| room) {
                Some("agenda") => agenda::render(db, stationery, stored).await,
                Some("registration") => registration::render(db, stationery, stored).await,
                Some("accounts") if stored.letter == Invitation::NAME => {
                    invitation(&db, &stored, &stationery, &key).await
                }
                Some("accounts") => sign_in_link(&stored, &stationery, &key),
                _ => anyhow::bail!("no room writes {}", stored.letter),
            }
        })
    })
}

fn sign_in_link(
    stored: &Stored,
    stationery: &Stationery,
    key: &LinkKey,
) -> anyhow::Result<Rendered> {
    let content = serde_json::from_value(stored.content.clone())?;
    let lang = crate::types::Lang::parse(&stored.lang).unwrap_or_default();
    Ok(accounts::render_sign_in_link(&content, lang, &stationery.public_url, key)?)
}

async fn invitation(
    db: &Db,
    stored: &Stored,
    stationery: &Stationery,
    key: &LinkKey,
) -> anyhow::Result<Rendered> {
    let content = serde_json::from_value(stored.content.clone())?;
    let lang = crate::types::Lang::parse(&stored.lang).unwrap_or_default();
    accounts::render_invitation(db, &content, lang, &stationery.public_url, key).await
}

/// The installation's secret: from the settings, or one made on first start and kept beside the
/// private cluster, readable by its owner only.
pub(super) fn secret(settings: &Settings) -> anyhow::Result<Vec<u8>> {
    if let Some(secret) = &settings.secret {
        return Ok(secret.expose_secret().as_bytes().to_vec());
    }
    let path = settings.data.join("secret");
    if let Ok(known) = std::fs::read(&path)
        && !known.is_empty()
    {
        return Ok(known);
    }
    make_secret(&path)
        .with_context(|| format!("{} could not be written: check MADANG_DATA", path.display()))
}

fn make_secret(path: &Path) -> anyhow::Result<Vec<u8>> {
    use std::os::unix::fs::OpenOptionsExt;
    let secret = crate::types::Token::fresh("").reveal().as_bytes().to_vec();
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            file.write_all(&secret)?;
            file.sync_all()?;
            Ok(secret)
        }
        // Another process was faster: its secret is the one.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(std::fs::read(path)?),
        Err(error) => Err(error.into()),
    }
}
