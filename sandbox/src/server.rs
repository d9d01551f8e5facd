//! The socket, its connections, and graceful shutdown.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::middleware;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use crate::access_log;
use crate::api::{self, Api};
use crate::options::Options;
use crate::rate_limit::RateLimit;
use crate::site::{self, Site, SiteError};
use crate::store::{self, OpenError, Store};
use crate::tokens::Tokens;

/// Concurrent connections. Stays below the common limit of 1024 open files; further connections
/// wait to be accepted.
const MAX_CONNECTIONS: usize = 768;
/// Buffer of a connection, for the request head and the next body frame.
const BUFFER: usize = 64 * 1024;
/// Time for requests in flight to finish on shutdown.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(3);
/// Pause after a failed accept, for example when too many files are open.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A server that is bound to its address. [`Server::run`] serves requests.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
    read_timeout: Duration,
    database: thread::JoinHandle<()>,
}

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The server cannot listen on the address.
    #[error("{}", cannot_listen(host, *port, cause))]
    Listen {
        /// The requested host.
        host: String,
        /// The requested port.
        port: u16,
        /// The error of the operating system.
        cause: io::Error,
    },
    /// The database cannot be opened.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database cannot be read.
    #[error("Cannot read the database: {0}.")]
    Unreadable(#[from] rusqlite::Error),
    /// The site cannot be served.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// A thread or a signal handler cannot be created.
    #[error("Cannot start the runtime: {0}.")]
    Runtime(io::Error),
}

impl Server {
    /// Opens the site, the database and the address.
    ///
    /// # Errors
    /// If one of them cannot be used.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let Options { site, host, port, database, rate_limit, read_timeout, access_log } = options;
        let site = site
            .map(|folder| Site::open(&folder, store::ACCOUNT_TOKEN, store::ACCOUNT_USER_ID))
            .transpose()?;
        let cannot_listen = |cause| StartError::Listen { host: host.clone(), port, cause };
        let listener = TcpListener::bind((host.as_str(), port)).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;

        let db = store::open(&database)?;
        let tokens = Tokens::new(store::tokens(&db)?);
        let (store, database) = Store::start(db).map_err(StartError::Runtime)?;
        let rate_limit = rate_limit.map(RateLimit::per_minute);
        let api = Arc::new(Api { store, tokens, rate_limit, read_timeout });
        let mut router = api::router(api).fallback_service(site::router(site));
        if access_log {
            router = router.layer(middleware::from_fn(access_log::record));
        }
        Ok(Self { listener, address, router, read_timeout, database })
    }

    /// The address that the server listens on, with the actual port.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token of the sandbox account.
    #[must_use]
    pub fn token(&self) -> &'static str {
        store::ACCOUNT_TOKEN
    }

    /// The user ID of the sandbox account.
    #[must_use]
    pub fn user_id(&self) -> i64 {
        store::ACCOUNT_USER_ID
    }

    /// Serves until `stop` is ready. Then lets requests in flight finish and closes the database.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut connections = JoinSet::new();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.read_timeout).max_buf_size(BUFFER);

        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => continue,
                accepted = accept(&self.listener, &permits) => accepted,
            };
            let Some((stream, permit)) = accepted else {
                continue;
            };
            let service = TowerToHyperService::new(self.router.clone());
            let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
            connections.spawn(async move {
                // An error means that the client disconnected or was too slow.
                let _ = connection.await;
                drop(permit);
            });
        }

        drop(self.listener);
        let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, graceful.shutdown()).await;
        connections.shutdown().await;
        // Drops the last handles to the store, which ends the database thread.
        drop(self.router);
        let _ = tokio::task::spawn_blocking(|| self.database.join()).await;
    }
}

/// Accepts a connection when a permit is free. Returns `None` if the operating system fails.
async fn accept(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(permits).acquire_owned().await.ok()?;
    let Ok((stream, _)) = listener.accept().await else {
        tokio::time::sleep(ACCEPT_PAUSE).await;
        return None;
    };
    // Responses are small, and waiting to fill a packet would delay them.
    let _ = stream.set_nodelay(true);
    Some((stream, permit))
}

fn cannot_listen(host: &str, port: u16, cause: &io::Error) -> String {
    if cause.kind() == io::ErrorKind::AddrInUse {
        format!("Port {port} on {host} is in use. Free it, or choose another with --port.")
    } else {
        format!("Cannot listen on {host}:{port}: {cause}.")
    }
}
