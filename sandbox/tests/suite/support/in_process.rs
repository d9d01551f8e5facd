//! A sandbox in the test process, on a free port and with an in-memory database.

use std::thread;

use sandbox::{Database, Options, Server};
use tokio::sync::oneshot;

use super::{Client, NORTH};

pub(crate) struct Sandbox {
    pub(crate) client: Client,
    pub(crate) address: std::net::SocketAddr,
    running: Option<(oneshot::Sender<()>, thread::JoinHandle<()>)>,
}

impl Sandbox {
    pub(crate) fn start() -> Self {
        Self::with(Self::options())
    }

    /// The default options for tests.
    pub(crate) fn options() -> Options {
        Options { port: 0, database: Database::Memory, access_log: false, ..Options::default() }
    }

    pub(crate) fn with(options: Options) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (started, address) = std::sync::mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let server = Server::start(options).await.unwrap();
                started.send(server.address()).unwrap();
                server.run(async { drop(stopped.await) }).await;
            });
        });
        let address = address.recv().expect("the sandbox starts");
        let client = Client::new(&format!("http://{address}"), Some(NORTH));
        Self { client, address, running: Some((stop, thread)) }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            let _ = stop.send(());
            let _ = thread.join();
        }
    }
}
