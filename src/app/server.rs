use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::{NormalizePath, TrailingSlash, from_fn};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{App, HttpServer};

use crate::accounts::{Route, mount};
use crate::web::{asset_routes, guarded};

use super::Parts;
use super::routes::table;

/// How long requests under way may take once we are told to stop.
const DRAIN: u64 = 30;

/// A server that listens.
pub struct Running {
    /// Where it listens; with port 0 asked for, the port it got.
    pub at: SocketAddr,
    /// By which it is stopped.
    pub handle: ServerHandle,
    /// Its end.
    pub ended: tokio::task::JoinHandle<std::io::Result<()>>,
}

/// Serves the whole house on a socket, with `workers` web threads (as many as the machine has cores
/// when absent).
///
/// # Errors
/// When the socket can not be served.
pub fn listen(
    parts: Parts,
    socket: TcpListener,
    workers: Option<usize>,
) -> std::io::Result<Running> {
    let at = socket.local_addr()?;
    let routes: Arc<Vec<Route>> = Arc::new(table());
    let mut server = HttpServer::new(move || {
        let routes = Arc::clone(&routes);
        let parts = parts.clone();
        App::new()
            .configure(move |config| share(config, &parts))
            .wrap(from_fn(guarded))
            .wrap(NormalizePath::new(TrailingSlash::Trim))
            .configure(asset_routes)
            .configure(move |config| mount(config, &routes))
    })
    .disable_signals()
    .keep_alive(Duration::from_secs(30))
    .client_request_timeout(Duration::from_secs(15))
    .shutdown_timeout(DRAIN);
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    let server = server.listen(socket)?.run();
    let handle = server.handle();
    Ok(Running { at, handle, ended: tokio::spawn(server) })
}

fn share(config: &mut ServiceConfig, parts: &Parts) {
    config
        .app_data(Data::new(parts.db.clone()))
        .app_data(Data::new(parts.clock.clone()))
        .app_data(Data::new(parts.registrar.clone()))
        .app_data(Data::new(parts.courier.clone()))
        .app_data(Data::new(parts.directory.clone()))
        .app_data(Data::new(parts.feeds.clone()))
        .app_data(Data::new(parts.snapshots.clone()))
        .app_data(Data::from(Arc::clone(&parts.limits)))
        .app_data(Data::from(Arc::clone(&parts.passwords)))
        .app_data(Data::new(parts.manage_key.clone()))
        .app_data(Data::new(parts.link_key.clone()))
        .app_data(Data::new(parts.seal_key.clone()))
        .app_data(Data::new(parts.factor_rule))
        .app_data(Data::new(parts.audit_key.clone()))
        .app_data(Data::new(parts.ticket_key.clone()))
        .app_data(Data::new(parts.public_url.clone()))
        .app_data(Data::new(parts.proxies.clone()))
        .app_data(Data::new(parts.hosts.clone()))
        .app_data(Data::new(parts.security_contact.clone()))
        .app_data(Data::new(crate::web::Places {
            exit_url: parts.exit_url.clone(),
            scratch: parts.scratch.clone(),
        }));
}
