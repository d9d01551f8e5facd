//! The socket, its connections, and the way to an orderly end.

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

/// Connections at a time; more wait to be accepted. Below the usual limit of 1024 open files.
const MAX_CONNECTIONS: usize = 768;
/// What a connection may buffer of a request's head and of its body's next frame.
const BUFFER: usize = 64 * 1024;
/// How long requests in flight may take to end.
const GRACE: Duration = Duration::from_secs(3);
/// How long to wait after the system refused a connection, for lack of files, say.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A server that listens, and serves once it is run.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
    read_timeout: Duration,
    database: thread::JoinHandle<()>,
}

/// Why the server does not start, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("{}", cannot_listen(host, *port, cause))]
    Listen {
        /// The host asked for.
        host: String,
        /// The port asked for.
        port: u16,
        /// What the system said.
        cause: io::Error,
    },
    /// There is no database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database was opened but cannot be read.
    #[error("The database cannot be read: {0}.")]
    Unreadable(#[from] rusqlite::Error),
    /// There is no page to serve.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The system gives no thread or no signal handler.
    #[error("The system does not let the sandbox start: {0}.")]
    Runtime(io::Error),
}

impl Server {
    /// Opens everything that is needed, so that nothing of it can fail later.
    ///
    /// # Errors
    /// When the site, the database or the address cannot be used.
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

    /// Where the server listens, with the port that it was given.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token of the sandbox account.
    #[must_use]
    pub fn token(&self) -> &'static str {
        store::ACCOUNT_TOKEN
    }

    /// The person of the sandbox account.
    #[must_use]
    pub fn user_id(&self) -> i64 {
        store::ACCOUNT_USER_ID
    }

    /// Serves until `stop` is ready; then lets requests in flight end, and closes the database.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut connections = JoinSet::new();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.read_timeout).max_buf_size(BUFFER);

        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => continue,
                accepted = accept(&self.listener, &places) => accepted,
            };
            let Some((stream, place)) = accepted else {
                continue;
            };
            let service = TowerToHyperService::new(self.router.clone());
            let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
            connections.spawn(async move {
                // An error is a client that has gone or was too slow: nobody is left to tell.
                let _ = connection.await;
                drop(place);
            });
        }

        drop(self.listener);
        let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
        connections.shutdown().await;
        // The last handles to the store were in the router.
        drop(self.router);
        let _ = tokio::task::spawn_blocking(|| self.database.join()).await;
    }
}

/// The next connection, once there is a place for it. None when the system refuses it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    let Ok((stream, _)) = listener.accept().await else {
        tokio::time::sleep(ACCEPT_PAUSE).await;
        return None;
    };
    // Answers are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    Some((stream, place))
}

fn cannot_listen(host: &str, port: u16, cause: &io::Error) -> String {
    if cause.kind() == io::ErrorKind::AddrInUse {
        format!("Port {port} on {host} is taken: stop what uses it, or choose another with --port.")
    } else {
        format!("The address {host}:{port} cannot be listened on: {cause}.")
    }
}
