//! The sandbox binary.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Client, Folder, NORTH};

/// A running sandbox. Killed on drop.
pub(crate) struct Program {
    child: Child,
    log: PathBuf,
    /// The lines printed on start.
    pub(crate) lines: Vec<String>,
    pub(crate) client: Client,
}

impl Program {
    /// Starts the program in the folder, on a free port, with the default database.
    pub(crate) fn start(folder: &Folder, options: &[&str]) -> Self {
        let log = folder.join("log");
        let mut child = command(options)
            .args(["--port", "0"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let lines: Vec<String> = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .take(3)
            .map(Result::unwrap)
            .collect();
        assert_eq!(lines.len(), 3, "starts: {}", fs::read_to_string(&log).unwrap());
        let base = lines[0].strip_prefix("Whereabouts sandbox on ").unwrap();
        let client = Client::new(base, Some(NORTH));
        Self { child, log, lines, client }
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.lines[0].strip_prefix("Whereabouts sandbox on http://").unwrap()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends SIGKILL, so that no handler runs.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal and waits until the program exits. Fails if it takes longer than `bound`.
    pub(crate) fn end(&mut self, signal: &str, bound: Duration) -> ExitStatus {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        let deadline = Instant::now() + bound;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "exits within {bound:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the program with options that must fail. Returns the exit code and stderr.
pub(crate) fn run_expecting_error(options: &[&str]) -> (i32, String) {
    let output = command(options).stdin(Stdio::null()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn command(options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command.args(options);
    command
}
