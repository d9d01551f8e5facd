//! Who may call, and what everybody is told.

use crate::support::{Client, NORTH, STATUSES, Sandbox};

const ALL: [&str; 6] = [
    STATUSES,
    "/api/v1/users",
    "/api/v1/users/1",
    "/api/v1/assignables",
    "/api/v1/leave_types",
    "/api/v1/leave_types/21",
];

fn is_denied(client: &Client, path: &str, headers: &[(&str, &str)]) {
    let answer = client.send("GET", path, headers);
    assert_eq!(answer.refused(403, "forbidden"), ["access denied"], "{path} {headers:?}");
}

#[test]
fn without_a_token_or_with_an_unknown_one_access_is_denied() {
    let sandbox = Sandbox::start();
    let stranger = sandbox.client.with_token(None);
    for path in ALL {
        is_denied(&stranger, path, &[]);
    }
    let almost = format!("{NORTH}x");
    for token in ["", "x", &NORTH[1..], &almost, "Sandbox-Token-North", "\u{e9}"] {
        is_denied(&stranger, STATUSES, &[("auth", token)]);
    }
    is_denied(&stranger, STATUSES, &[("authorization", NORTH)]);
    let answer = stranger.post(STATUSES, "status=WFH");
    assert_eq!(answer.refused(403, "forbidden"), ["access denied"]);
}

#[test]
fn a_token_is_taken_from_the_header_or_else_from_the_query() {
    let sandbox = Sandbox::start();
    let stranger = sandbox.client.with_token(None);
    for path in ALL {
        assert_eq!(sandbox.client.get(path).status, 200, "{path}");
        for query in ["auth=sandbox-token-north", "page=1&auth=sandbox%2Dtoken%2Dnorth"] {
            assert_eq!(stranger.get(&format!("{path}?{query}")).status, 200, "{path}?{query}");
        }
    }
    let path = format!("{STATUSES}?auth={NORTH}");
    assert_eq!(stranger.post(&path, "status=WFH").status, 200);
    is_denied(&stranger, &path, &[("auth", "wrong")]);
    for query in ["auth=", "auth", "auth=%", "auth=x&auth=sandbox-token-north", "AUTH=x"] {
        is_denied(&stranger, &format!("{STATUSES}?{query}"), &[]);
    }
}

#[test]
fn a_path_that_does_not_exist_is_json_too() {
    let sandbox = Sandbox::start();
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/users",
        "/api/v1/users/",
        "/api/index.html",
        "/api/v1/users/1/statuses/1",
        "/api/../index.html",
    ] {
        for client in [&sandbox.client, &sandbox.client.with_token(None)] {
            let errors = client.get(path).refused(404, "not found");
            assert_eq!(errors, ["there is no such path"], "{path}");
        }
    }
}

#[test]
fn a_method_that_does_not_exist_names_those_that_do() {
    let sandbox = Sandbox::start();
    for (path, allow) in [(STATUSES, "GET,HEAD,POST"), ("/api/v1/users", "GET,HEAD")] {
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
            let answer = sandbox.client.send(method, path, &[]);
            answer.refused(405, "method not allowed");
            assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
        }
    }
}

#[test]
fn no_answer_is_cached_or_open_to_another_origin() {
    let sandbox = Sandbox::start();
    let stranger = sandbox.client.with_token(None);
    let origin = [("origin", "https://elsewhere.example")];
    for answer in [
        sandbox.client.send("GET", STATUSES, &origin),
        sandbox.client.send("OPTIONS", STATUSES, &origin),
        sandbox.client.send("GET", "/api/nothing", &origin),
        sandbox.client.post(STATUSES, "status=WFH"),
        sandbox.client.post(STATUSES, "status=x"),
        stranger.get(STATUSES),
    ] {
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control-")));
    }
}
