//! The program: what it prints and logs, how it starts, ends and fails.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use crate::support::{Folder, NORTH, Program, STATUSES, refuse};

const SOON: Duration = Duration::from_secs(2);

#[test]
fn it_prints_where_it_is_and_who_may_call() {
    let folder = Folder::new();
    let program = Program::start(&folder, &[]);
    let address = program.lines[0].strip_prefix("Whereabouts sandbox on http://127.0.0.1:");
    assert_ne!(address.unwrap().parse::<u16>().unwrap(), 0);
    assert_eq!(program.lines[1..], ["token: sandbox-token-north", "user id: 1"]);
    assert_eq!(program.client.post(STATUSES, "status=WFH").status, 200);
}

#[test]
fn it_logs_a_line_a_request_without_query_or_token() {
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
fn it_ends_cleanly_on_either_signal_and_leaves_one_file() {
    for signal in ["TERM", "INT"] {
        let folder = Folder::new();
        let mut program = Program::start(&folder, &[]);
        program.client.post(STATUSES, "status=WFH");
        assert_eq!(program.end(signal, SOON).code(), Some(0), "{signal}");
        assert!(folder.database().exists());
        assert!(!folder.join(".sandbox/whereabouts.db-wal").exists(), "the log is written back");
    }
}

#[test]
fn it_answers_a_request_in_flight_before_it_ends() {
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
    // The head has been read once a later request has been answered.
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
fn a_client_that_never_ends_does_not_keep_it_from_ending() {
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
fn records_and_first_data_outlive_it() {
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
fn others_can_read_the_file_meanwhile() {
    let folder = Folder::new();
    let program = Program::start(&folder, &[]);
    program.client.post(STATUSES, "status=WFH&start=2025-09-01T09:00:00Z&end=2025-09-01T17:00:00Z");
    let db = Connection::open(folder.database()).unwrap();
    let sql = "SELECT user_id || status || start || \"end\" FROM statuses";
    let read = |db: &Connection| db.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(read(&db), "1WFH2025-09-01T09:00:00Z2025-09-01T17:00:00Z");
    // A reader who takes a long time does not hold up a writer.
    db.execute_batch("BEGIN").unwrap();
    read(&db);
    assert_eq!(program.client.post(STATUSES, "status=ITO").status, 200);
}

#[test]
fn a_record_is_in_the_file_before_it_is_acknowledged() {
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
fn another_writer_is_waited_for() {
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
fn in_memory_it_leaves_nothing_behind() {
    let folder = Folder::new();
    let mut program = Program::start(&folder, &["--db", ":memory:"]);
    assert_eq!(program.client.post(STATUSES, "status=WFH").status, 200);
    assert_eq!(program.end("TERM", SOON).code(), Some(0));
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["log"], "the test's own");
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

/// Asserts that it does not start, and says why in one sentence.
fn does_not_start(options: &[&str], reason: &str) {
    let (code, said) = refuse(options);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(reason), "{reason} in {said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.ends_with(".\n"), "{said}");
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let reason = format!("Port {port} on 127.0.0.1 is taken");
    does_not_start(&["--db", ":memory:", "--port", &port], &reason);
}

#[test]
fn a_host_that_is_not_here() {
    let options = ["--db", ":memory:", "--port", "0", "--host", "192.0.2.1"];
    does_not_start(&options, "The address 192.0.2.1:0 cannot be listened on");
}

#[test]
fn a_database_that_cannot_be_used() {
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
    let with = |db: &str, reason| does_not_start(&["--port", "0", "--db", db], reason);
    with(&path("file"), "is not a database of this version");
    with(&path("other.db"), "is not a database of this version");
    with(old.database().to_str().unwrap(), "is not a database of this version");
    with(&path("file/below/x.db"), "cannot be made");
    with(&path("empty"), "cannot be written");
    let tables: i64 = Connection::open(&other)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1, "left as it was");
}

#[test]
fn a_site_that_is_not_built() {
    let folder = Folder::new();
    folder.write("dist/other.html", "");
    let path = |name: &str| folder.join(name).into_os_string().into_string().unwrap();
    let with = |site: &str, reason| {
        does_not_start(&["--port", "0", "--db", ":memory:", "--site", site], reason);
    };
    with(&path("missing"), "cannot be read");
    with(&path("dist/other.html"), "cannot be read");
    with(&path("dist"), "has no index.html: build the page first");
}

#[test]
fn a_command_line_that_makes_no_sense() {
    for options in [
        &["--prot", "80"][..],
        &["--port"],
        &["--port", "99999"],
        &["--port", "x"],
        &["--rate-limit", "0"],
        &["--rate-limit", "-1"],
        &["extra"],
    ] {
        let (code, said) = refuse(options);
        assert_eq!((code, said.lines().count()), (2, 1), "{said}");
        assert!(said.contains("--help"), "{said}");
    }
}

fn count(folder: &Folder) -> i64 {
    Connection::open(folder.database())
        .unwrap()
        .query_row("SELECT count(*) FROM statuses", [], |row| row.get(0))
        .unwrap()
}
