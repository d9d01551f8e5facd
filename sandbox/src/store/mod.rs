//! The records. One thread owns the database and everybody queues for it: the runtime never
//! waits for a disk, and calls that arrive together share one commit, which with
//! `synchronous=FULL` is what a call costs.

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

/// Callers that may wait in the queue; the next ones wait for a place in it.
const QUEUE: usize = 1024;
/// Calls that share one commit at most, so that the first does not wait for all.
const BATCH: usize = 256;

/// A call, which leaves an answer to be given once the transaction has ended. It is handed the
/// reason instead when no transaction could be begun.
type Job = Box<dyn FnOnce(Result<&Connection, StoreError>) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), StoreError>)>;

/// A handle to the database thread.
#[derive(Clone)]
pub(crate) struct Store {
    jobs: mpsc::Sender<Job>,
}

/// The database did not do as it was told. The cause is written to stderr, not to the client.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the database could not be used: {0}")]
pub(crate) struct StoreError(String);

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

impl Store {
    /// Starts the thread. It ends, and closes the database, when the last handle is gone.
    pub(crate) fn start(db: Connection) -> std::io::Result<(Self, thread::JoinHandle<()>)> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new()
            .name("database".to_owned())
            .spawn(move || work_off(db, queue))?;
        Ok((Self { jobs }, thread))
    }

    /// Runs `work` in a transaction and answers after its commit.
    pub(crate) async fn call<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |db| {
            let result = db.and_then(|db| Ok(work(db)?));
            Box::new(move |committed| {
                // Nobody listens any more when the client has hung up.
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

/// Closes the database at the end, which also writes its log back and leaves one tidy file.
fn work_off(mut db: Connection, mut queue: mpsc::Receiver<Job>) {
    while let Some(first) = queue.blocking_recv() {
        let mut answers = Vec::new();
        let ended = run_batch(&mut db, first, &mut queue, &mut answers);
        for answer in answers {
            answer(ended.clone());
        }
    }
}

fn run_batch(
    db: &mut Connection,
    first: Job,
    queue: &mut mpsc::Receiver<Job>,
    answers: &mut Vec<Answer>,
) -> Result<(), StoreError> {
    // Immediate, since a transaction that reads first may not write after another process did.
    let transaction = match db.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => {
            let error = StoreError::from(error);
            answers.push(first(Err(error.clone())));
            return Err(error);
        }
    };
    let mut next = Some(first);
    while let Some(job) = next.take() {
        answers.push(job(Ok(&transaction)));
        // SQLite ends a transaction by itself when, say, the disk is full: then the commit
        // below fails, and with it every call in the batch.
        if answers.len() < BATCH && !transaction.is_autocommit() {
            next = queue.try_recv().ok();
        }
    }
    transaction.commit().map_err(StoreError::from)
}
