//! The database. One thread owns it and runs the queued calls, so that the runtime never waits for
//! a disk. Calls that arrive together share a commit, because with `synchronous=FULL` a call costs
//! little more than its commit.

mod lists;
mod open;
mod records;
mod seed_data;
mod statuses;

use std::io::Write;
use std::thread;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

pub(crate) use lists::{
    Slice, Sort, assignables, leave_type, leave_types, people, person, statuses_of,
};
pub use open::OpenError;
pub(crate) use open::{open, tokens};
pub(crate) use seed_data::{ACCOUNT_TOKEN, ACCOUNT_USER_ID};
pub(crate) use statuses::{NewStatus, create_status, is_assignable_of, is_person_of};

/// Length of the queue. Further callers wait until there is space.
const QUEUE: usize = 1024;
/// Maximum number of calls per commit, so that the first call does not wait for the whole queue.
const BATCH: usize = 256;

/// Runs a call in a transaction, or receives the error if no transaction could be started. Returns
/// the reply to send after the transaction.
type Job = Box<dyn FnOnce(Result<&Connection, StoreError>) -> Reply + Send>;
/// Sends the result of a call, given the result of the commit.
type Reply = Box<dyn FnOnce(Result<(), StoreError>)>;

/// A handle to the database thread.
#[derive(Clone)]
pub(crate) struct Store {
    jobs: mpsc::Sender<Job>,
}

/// A database failure. The cause is logged to stderr and not sent to the client.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the database failed: {0}")]
pub(crate) struct StoreError(String);

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

impl Store {
    /// Starts the thread. It closes the database and ends when the last handle is dropped.
    pub(crate) fn start(db: Connection) -> std::io::Result<(Self, thread::JoinHandle<()>)> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new()
            .name("database".to_owned())
            .spawn(move || run_queue(db, queue))?;
        Ok((Self { jobs }, thread))
    }

    /// Runs `work` in a transaction and returns after its commit.
    pub(crate) async fn call<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |db| {
            let result = db.and_then(|db| Ok(work(db)?));
            Box::new(move |committed| {
                // The receiver is gone if the client has disconnected.
                let _ = sender.send(committed.and(result));
            })
        });
        let ended = || StoreError("its thread has ended".to_owned());
        let result = match self.jobs.send(job).await {
            Ok(()) => receiver.await.map_err(|_| ended()).flatten(),
            Err(_) => Err(ended()),
        };
        result.inspect_err(|error| {
            let _ = writeln!(std::io::stderr(), "error: {error}");
        })
    }
}

/// Runs calls until the queue is closed. Then closes the database, which merges the write-ahead log
/// into the file.
fn run_queue(mut db: Connection, mut queue: mpsc::Receiver<Job>) {
    while let Some(first) = queue.blocking_recv() {
        let mut replies = Vec::new();
        let ended = run_batch(&mut db, first, &mut queue, &mut replies);
        for reply in replies {
            reply(ended.clone());
        }
    }
}

fn run_batch(
    db: &mut Connection,
    first: Job,
    queue: &mut mpsc::Receiver<Job>,
    replies: &mut Vec<Reply>,
) -> Result<(), StoreError> {
    // A deferred transaction that reads first fails to write if another process has written since.
    let transaction = match db.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => {
            let error = StoreError::from(error);
            replies.push(first(Err(error.clone())));
            return Err(error);
        }
    };
    let mut next = Some(first);
    while let Some(job) = next.take() {
        replies.push(job(Ok(&transaction)));
        // SQLite rolls back by itself if, for example, the disk is full. Then the commit below
        // fails, and every call in the batch with it.
        if replies.len() < BATCH && !transaction.is_autocommit() {
            next = queue.try_recv().ok();
        }
    }
    transaction.commit().map_err(StoreError::from)
}
