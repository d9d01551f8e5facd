//! The program: output, log, start, shutdown and startup errors.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use crate::support::{Folder, NORTH, Program, STATUSES, run_expecting_error};

const SOON: Duration = Duration::from_secs(2);

#[test]
fn prints_its_address_token_and_user_id() {
    let folder = Folder::new();
    let program = Program::start(&folder, &[]);
    let address = program.lines[0].strip_prefix("Whereabouts sandbox on http://127.0.0.1:");
    assert_ne!(address.unwrap().parse::<u16>().unwrap(), 0);
    assert_eq!(program.lines[1..], ["token: sandbox-token-north", "user id: 1"]);
    assert_eq!(program.client.post(STATUSES, "status=WFH").status, 200);
}

#[test]
fn logs_one_line_per_request_without_query_or_token() {
    let folder = Folder::new();
    let mut program = Program::start(&folder, &[]);
    program.client.post(STATUSES, "status=WFH&message=secret");
    let stranger = program.client.with_token(None);
    stranger.get(&format!("/api/v1/users?auth={NORTH}"));
    stranger.send("GET", &format!("{STATUSES}?auth=guess&page=3"), &[("auth", "guess")]);
    program.client.get("/nothing?x=secret");
    program.end("TERM", SOON);

    let log = program.log();
    let lines: Vec<&str> = log.lines().collect();
    let expected = [
        "POST /api/v1/users/1/statuses 200 ",
        "GET /api/v1/users 200 ",
        "GET /api/v1/users/1/statuses 403 ",
        "GET /nothing 404 ",
    ];
    assert_eq!(lines.len(), expected.len(), "{log}");
    for (line, start) in lines.iter().zip(expected) {
        let time = line.strip_prefix(start).and_then(|rest| rest.strip_suffix(" ms"));
        time.unwrap_or_else(|| panic!("{line}")).parse::<u32>().unwrap();
    }
    for word in [NORTH, "guess", "secret", "page", "?"] {
        assert!(!log.contains(word), "{word} in {log}");
    }
}

#[test]
fn exits_cleanly_on_sigterm_and_sigint_and_leaves_one_file() {
    for signal in ["TERM", "INT"] {
        let folder = Folder::new();
        let mut program = Program::start(&folder, &[]);
        program.client.post(STATUSES, "status=WFH");
        assert_eq!(program.end(signal, SOON).code(), Some(0), "{signal}");
        assert!(folder.database().exists());
        assert!(!folder.join(".sandbox/whereabouts.db-wal").exists(), "merges the write-ahead log");
    }
}

#[test]
fn a_request_in_flight_is_answered_before_exit() {
    let folder = Folder::new();
    let mut program = Program::start(&folder, &[]);
    let client = program.client.clone();
    let mut stream = TcpStream::connect(program.address()).unwrap();
    write!(
        stream,
        "POST {STATUSES} HTTP/1.1\r\nhost: x\r\nauth: {NORTH}\r\ncontent-length: 10\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\nstatus="
    )
    .unwrap();
    // Once a later request is answered, the server has read the head.
    client.get("/api/v1/users");
    thread::sleep(Duration::from_millis(100));
    let rest = thread::spawn(move || {
        thread::sleep(Duration::from_millis(500));
        stream.write_all(b"WFH").unwrap();
        std::io::read_to_string(stream).unwrap()
    });
    assert_eq!(program.end("TERM", SOON).code(), Some(0));
    assert!(rest.join().unwrap().starts_with("HTTP/1.1 200 OK"));
    assert_eq!(count(&folder), 1);
}

#[test]
fn unfinished_requests_do_not_block_exit() {
    let folder = Folder::new();
    let mut program = Program::start(&folder, &[]);
    let mut unfinished = TcpStream::connect(program.address()).unwrap();
    unfinished
        .write_all(b"POST /api/v1/users HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n")
        .unwrap();
    let idle = TcpStream::connect(program.address()).unwrap();
    thread::sleep(Duration::from_millis(100));
    assert_eq!(program.end("TERM", Duration::from_secs(5)).code(), Some(0));
    drop((unfinished, idle));
}

#[test]
fn data_survives_a_restart() {
    let folder = Folder::new();
    let mut first = Program::start(&folder, &[]);
    let record = first.client.post(STATUSES, "status=WFH").json();
    let people = first.client.get("/api/v1/users").json();
    first.end("TERM", SOON);
    let second = Program::start(&folder, &[]);
    assert_eq!(second.client.get(STATUSES).json()["data"][0], record);
    assert_eq!(second.client.get("/api/v1/users").json(), people);
    let next = second.client.post(STATUSES, "status=ITO").json();
    assert!(next["id"].as_i64() > record["id"].as_i64());
}

#[test]
fn another_process_can_read_the_database() {
    let folder = Folder::new();
    let program = Program::start(&folder, &[]);
    program.client.post(STATUSES, "status=WFH&start=2025-09-01T09:00:00Z&end=2025-09-01T17:00:00Z");
    let db = Connection::open(folder.database()).unwrap();
    let sql = "SELECT user_id || status || start || \"end\" FROM statuses";
    let read = |db: &Connection| db.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(read(&db), "1WFH2025-09-01T09:00:00Z2025-09-01T17:00:00Z");
    // A long read does not block a writer.
    db.execute_batch("BEGIN").unwrap();
    read(&db);
    assert_eq!(program.client.post(STATUSES, "status=ITO").status, 200);
}

#[test]
fn a_record_is_stored_before_it_is_acknowledged() {
    let folder = Folder::new();
    let program = Program::start(&folder, &[]);
    let db = Connection::open(folder.database()).unwrap();
    let mut find = db.prepare("SELECT 1 FROM statuses WHERE id = ?").unwrap();
    for _ in 0..200 {
        let record = program.client.post(STATUSES, "status=WFH").json();
        assert!(find.exists([record["id"].as_i64()]).unwrap(), "{record}");
    }
}

#[test]
fn waits_for_another_writer() {
    let folder = Folder::new();
    let program = Program::start(&folder, &[]);
    let db = Connection::open(folder.database()).unwrap();
    db.execute_batch("BEGIN IMMEDIATE; DELETE FROM statuses").unwrap();
    let client = program.client.clone();
    let waiting = thread::spawn(move || client.post(STATUSES, "status=ITO").status);
    thread::sleep(Duration::from_millis(300));
    db.execute_batch("COMMIT").unwrap();
    assert_eq!(waiting.join().unwrap(), 200);
}

#[test]
fn an_in_memory_database_leaves_no_files() {
    let folder = Folder::new();
    let mut program = Program::start(&folder, &["--db", ":memory:"]);
    assert_eq!(program.client.post(STATUSES, "status=WFH").status, 200);
    assert_eq!(program.end("TERM", SOON).code(), Some(0));
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["log"], "only the log of the test");
}

#[test]
fn help_lists_the_options() {
    let output = Command::new(env!("CARGO_BIN_EXE_sandbox")).arg("--help").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let help = String::from_utf8(output.stdout).unwrap();
    for option in ["--site", "--host", "--port", "--db", "--rate-limit"] {
        assert!(help.contains(option), "{option}");
    }
}

/// Asserts that the program exits with code 1 and a one-line reason.
fn assert_start_fails(options: &[&str], reason: &str) {
    let (code, stderr) = run_expecting_error(options);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains(reason), "{reason} in {stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.ends_with(".\n"), "{stderr}");
}

#[test]
fn reports_a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let reason = format!("Port {port} on 127.0.0.1 is in use");
    assert_start_fails(&["--db", ":memory:", "--port", &port], &reason);
}

#[test]
fn reports_a_host_that_is_not_local() {
    let options = ["--db", ":memory:", "--port", "0", "--host", "192.0.2.1"];
    assert_start_fails(&options, "Cannot listen on 192.0.2.1:0");
}

#[test]
fn reports_an_unusable_database() {
    let folder = Folder::new();
    folder
        .write("file", "not a database, but long enough to be taken for something else".repeat(99));
    folder.write("empty/file", "");
    let other = folder.join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE theirs (id)").unwrap();

    let old = Folder::new();
    Program::start(&old, &[]).end("TERM", SOON);
    Connection::open(old.database()).unwrap().pragma_update(None, "user_version", 0).unwrap();

    let path = |name: &str| folder.join(name).into_os_string().into_string().unwrap();
    let with = |db: &str, reason| assert_start_fails(&["--port", "0", "--db", db], reason);
    with(&path("file"), "is not a database of this version");
    with(&path("other.db"), "is not a database of this version");
    with(old.database().to_str().unwrap(), "is not a database of this version");
    with(&path("file/below/x.db"), "Cannot create the database folder");
    with(&path("empty"), "Cannot write to the database");
    let tables: i64 = Connection::open(&other)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1, "the database is unchanged");
}

#[test]
fn reports_a_missing_or_unbuilt_site() {
    let folder = Folder::new();
    folder.write("dist/other.html", "");
    let path = |name: &str| folder.join(name).into_os_string().into_string().unwrap();
    let with = |site: &str, reason| {
        assert_start_fails(&["--port", "0", "--db", ":memory:", "--site", site], reason);
    };
    with(&path("missing"), "Cannot read the site folder");
    with(&path("dist/other.html"), "Cannot read the site folder");
    with(&path("dist"), "has no index.html. Build the page first.");
}

#[test]
fn reports_an_invalid_command_line() {
    for options in [
        &["--prot", "80"][..],
        &["--port"],
        &["--port", "99999"],
        &["--port", "x"],
        &["--rate-limit", "0"],
        &["--rate-limit", "-1"],
        &["extra"],
    ] {
        let (code, stderr) = run_expecting_error(options);
        assert_eq!((code, stderr.lines().count()), (2, 1), "{stderr}");
        assert!(stderr.contains("--help"), "{stderr}");
    }
}

fn count(folder: &Folder) -> i64 {
    Connection::open(folder.database())
        .unwrap()
        .query_row("SELECT count(*) FROM statuses", [], |row| row.get(0))
        .unwrap()
}
