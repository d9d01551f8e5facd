//! Authentication, unknown paths and methods, and response headers.

use crate::support::{Client, NORTH, STATUSES, Sandbox};

const ALL: [&str; 6] = [
    STATUSES,
    "/api/v1/users",
    "/api/v1/users/1",
    "/api/v1/assignables",
    "/api/v1/leave_types",
    "/api/v1/leave_types/21",
];

fn assert_denied(client: &Client, path: &str, headers: &[(&str, &str)]) {
    let response = client.send("GET", path, headers);
    assert_eq!(response.assert_error(403, "forbidden"), ["access denied"], "{path} {headers:?}");
}

#[test]
fn a_missing_or_unknown_token_is_denied() {
    let sandbox = Sandbox::start();
    let stranger = sandbox.client.with_token(None);
    for path in ALL {
        assert_denied(&stranger, path, &[]);
    }
    let almost = format!("{NORTH}x");
    for token in ["", "x", &NORTH[1..], &almost, "Sandbox-Token-North", "\u{e9}"] {
        assert_denied(&stranger, STATUSES, &[("auth", token)]);
    }
    assert_denied(&stranger, STATUSES, &[("authorization", NORTH)]);
    let response = stranger.post(STATUSES, "status=WFH");
    assert_eq!(response.assert_error(403, "forbidden"), ["access denied"]);
}

#[test]
fn the_header_token_takes_precedence_over_the_query_token() {
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
    assert_denied(&stranger, &path, &[("auth", "wrong")]);
    for query in ["auth=", "auth", "auth=%", "auth=x&auth=sandbox-token-north", "AUTH=x"] {
        assert_denied(&stranger, &format!("{STATUSES}?{query}"), &[]);
    }
}

#[test]
fn an_unknown_path_returns_a_json_404() {
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
            let errors = client.get(path).assert_error(404, "not found");
            assert_eq!(errors, ["there is no such path"], "{path}");
        }
    }
}

#[test]
fn an_unsupported_method_returns_405_with_allow() {
    let sandbox = Sandbox::start();
    for (path, allow) in [(STATUSES, "GET,HEAD,POST"), ("/api/v1/users", "GET,HEAD")] {
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
            let response = sandbox.client.send(method, path, &[]);
            response.assert_error(405, "method not allowed");
            assert_eq!(response.header("allow"), Some(allow), "{method} {path}");
        }
    }
}

#[test]
fn no_response_is_cacheable_or_readable_from_another_origin() {
    let sandbox = Sandbox::start();
    let stranger = sandbox.client.with_token(None);
    let origin = [("origin", "https://elsewhere.example")];
    for response in [
        sandbox.client.send("GET", STATUSES, &origin),
        sandbox.client.send("OPTIONS", STATUSES, &origin),
        sandbox.client.send("GET", "/api/nothing", &origin),
        sandbox.client.post(STATUSES, "status=WFH"),
        sandbox.client.post(STATUSES, "status=x"),
        stranger.get(STATUSES),
    ] {
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert!(!response.headers.keys().any(|name| name.as_str().starts_with("access-control-")));
    }
}
