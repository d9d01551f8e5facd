//! `POST /users/{user_id}/statuses`.

use serde_json::{Value, json};

use crate::support::{NORTH, Response, SOUTH, STATUSES, Sandbox};

fn post(form: impl AsRef<[u8]>) -> Response {
    Sandbox::start().client.post(STATUSES, form)
}

fn errors(form: impl AsRef<[u8]>) -> Vec<String> {
    post(form).assert_error(400, "bad data")
}

fn accepted(form: impl AsRef<[u8]>) -> Value {
    let response = post(form);
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

#[test]
fn a_full_status_is_returned_as_in_the_contract() {
    let record = accepted(
        "status=WFH&assignable_id=4&current_task=Finalizing+reports&message=In+a+meeting\
         &start=2025-09-01T09%3A00%3A00Z&end=2025-09-01T17%3A00%3A00Z",
    );
    let created = record["created_at"].as_str().unwrap();
    assert_eq!(created.len(), "2013-09-12T14:33:05Z".len());
    assert!(created.ends_with('Z'));
    assert_eq!(
        record,
        json!({
            "id": 1,
            "user_id": 1,
            "status": "WFH",
            "assignable_id": 4,
            "current_task": "Finalizing reports",
            "message": "In a meeting",
            "start": "2025-09-01T09:00:00Z",
            "end": "2025-09-01T17:00:00Z",
            "created_at": created,
            "updated_at": created,
        })
    );
}

#[test]
fn every_code_is_accepted_and_omitted_fields_are_null() {
    let sandbox = Sandbox::start();
    for code in ["ITO", "WFH", "SIC", "OOO", "VAC", "OOF"] {
        let record = sandbox.client.post(STATUSES, format!("status={code}")).json();
        assert_eq!(record["status"], code);
        for field in ["assignable_id", "current_task", "message", "start", "end"] {
            assert_eq!(record.get(field), Some(&Value::Null), "{field} is present and null");
        }
    }
}

#[test]
fn an_empty_field_is_null() {
    let record = accepted("status=SIC&assignable_id=&current_task=&message=&start=&end=");
    for field in ["assignable_id", "current_task", "message", "start", "end"] {
        assert_eq!(record[field], Value::Null, "{field}");
    }
}

#[test]
fn text_in_any_script_is_kept_unchanged() {
    let text = " 東京 🏖️ \"<b>&amp;</b>\" ' \r\n \u{202e} é ";
    let encoded: String =
        text.bytes().fold(String::new(), |encoded, byte| encoded + &format!("%{byte:02x}"));
    let record = accepted(format!("status=ITO&message={encoded}&current_task={encoded}"));
    assert_eq!(record["message"], text);
    assert_eq!(record["current_task"], text);
    assert_eq!(
        accepted(format!("status=ITO&message={}", "é".repeat(30_000)))["message"],
        "é".repeat(30_000)
    );
}

#[test]
fn times_with_an_offset_or_a_fraction_are_stored_in_utc_seconds() {
    let record =
        accepted("status=OOO&start=2025-09-01T09:00:00%2B02:00&end=2025-09-01T09:00:00.5Z");
    assert_eq!(record["start"], "2025-09-01T07:00:00Z");
    assert_eq!(record["end"], "2025-09-01T09:00:00Z");
}

#[test]
fn a_missing_or_unknown_status_is_rejected() {
    for form in ["", "message=x", "status=", "status=wfh", "status=WFH+", "status", "Status=WFH"] {
        assert_eq!(errors(form), ["Status must be a valid code"], "{form}");
    }
}

#[test]
fn an_assignable_must_belong_to_the_organisation() {
    for id in ["99", "102", "121", "0", "-4", "9223372036854775808", "123456789012345678901234"] {
        assert_eq!(
            errors(format!("status=WFH&assignable_id={id}")),
            ["Assignable must exist"],
            "{id}"
        );
    }
    // Deleted assignables are listed, but rejected.
    for id in ["5", "24"] {
        assert_eq!(
            errors(format!("status=WFH&assignable_id={id}")),
            ["Assignable must exist"],
            "{id}"
        );
    }
    assert_eq!(accepted("status=VAC&assignable_id=21")["assignable_id"], 21);
}

#[test]
fn an_assignable_must_be_an_integer() {
    for id in ["four", "4.0", "4e0", "0x4", "+4", "null", "4%2C5", "%EF%BC%94"] {
        let expected = ["Assignable must be an integer"];
        assert_eq!(errors(format!("status=WFH&assignable_id={id}")), expected, "{id}");
    }
}

#[test]
fn an_invalid_time_is_rejected() {
    for time in ["2025-09-01", "2025-09-01T09:00:00", "2025-02-30T09:00:00Z", "tomorrow", "0"] {
        let expected = [
            "Start must be a time like 2025-09-01T09:00:00Z",
            "End must be a time like 2025-09-01T09:00:00Z",
        ];
        assert_eq!(errors(format!("status=WFH&start={time}&end={time}")), expected, "{time}");
    }
}

#[test]
fn the_end_must_be_after_the_start() {
    let start = "status=VAC&start=2025-09-01T09:00:00Z";
    for end in ["2025-09-01T09:00:00Z", "2025-09-01T08:59:59Z", "2025-09-01T10:00:00%2B01:00"] {
        assert_eq!(errors(format!("{start}&end={end}")), ["End must be after start"], "{end}");
    }
    accepted(format!("{start}&end=2025-09-01T09:00:01Z"));
    accepted("status=VAC&end=1999-01-01T00:00:00Z");
}

#[test]
fn all_problems_are_listed_at_once() {
    let found = errors(
        "status=WORK&assignable_id=77&current_task=a%00b&message=%FF&message=x&message=y\
         &start=2025-09-02T09:00:00Z&end=2025-09-01T09:00:00Z",
    );
    let expected = [
        "Message must be UTF-8",
        "Status must be a valid code",
        "Current task must not contain NUL",
        "Message must be given once",
        "End must be after start",
        "Assignable must exist",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_repeated_field_is_rejected() {
    for (field, label) in [
        ("status", "Status"),
        ("assignable_id", "Assignable"),
        ("current_task", "Current task"),
        ("message", "Message"),
        ("start", "Start"),
        ("end", "End"),
    ] {
        let value = match field {
            "status" => "WFH",
            "assignable_id" => "4",
            "start" | "end" => "2025-09-01T09:00:00Z",
            _ => "text",
        };
        let status = if field == "status" { "" } else { "status=WFH&" };
        let form = format!("{status}{field}={value}&{field}={value}");
        assert_eq!(errors(form), [format!("{label} must be given once")]);
    }
}

#[test]
fn unknown_fields_are_ignored() {
    accepted("status=WFH&colour=red&colour=blue&user_id=101&id=7&created_at=never&");
}

#[test]
fn an_undecodable_field_is_rejected_with_a_reason() {
    let escape = "must have two hexadecimal digits after every %";
    for (form, expected) in [
        ("status=WFH&message=100%", format!("Message {escape}")),
        ("status=WFH&message=%zz", format!("Message {escape}")),
        ("status=WFH&message=%uD83D", format!("Message {escape}")),
        ("status=WFH&current_task=%C3", "Current task must be UTF-8".to_owned()),
        ("status=WFH&message=%ED%A0%80", "Message must be UTF-8".to_owned()),
        ("status=WFH&colour=%FF", "Body must be UTF-8".to_owned()),
        ("status=WFH&%FF=1", "Body must be UTF-8".to_owned()),
        ("status=WFH&%=1", format!("Body {escape}")),
        ("status=WFH&message=a%00b", "Message must not contain NUL".to_owned()),
    ] {
        assert_eq!(errors(form), [expected], "{form}");
    }
    assert_eq!(errors(b"status=WFH&message=\xED\xA0\x80"), ["Message must be UTF-8"]);
}

#[test]
fn other_content_types_are_rejected() {
    let client = Sandbox::start();
    for kind in ["application/json", "multipart/form-data; boundary=x", "text/plain", "form"] {
        let response = client.client.post_as(kind, STATUSES, "status=WFH");
        let expected = ["Content type must be application/x-www-form-urlencoded"];
        assert_eq!(response.assert_error(400, "bad data"), expected, "{kind}");
    }
    for kind in [
        "application/x-www-form-urlencoded; charset=UTF-8",
        "APPLICATION/X-WWW-Form-Urlencoded;charset=utf-8",
    ] {
        assert_eq!(client.client.post_as(kind, STATUSES, "status=WFH").status, 200, "{kind}");
    }
    assert_eq!(client.client.send("POST", STATUSES, &[("content-length", "0")]).status, 400);
}

#[test]
fn unknown_people_and_people_of_another_organisation_get_the_same_403() {
    let sandbox = Sandbox::start();
    for (token, user) in [
        (NORTH, "101"),
        (SOUTH, "1"),
        (NORTH, "999"),
        (NORTH, "0"),
        (NORTH, "-1"),
        (NORTH, "99999999999999999999"),
    ] {
        let client = sandbox.client.with_token(Some(token));
        let path = format!("/api/v1/users/{user}/statuses");
        // 403 takes precedence over 400.
        for form in ["status=WFH", "status=nonsense", "%"] {
            let response = client.post(&path, form);
            assert_eq!(response.assert_error(403, "forbidden"), ["access denied"], "{user}");
        }
    }
    let own = sandbox.client.with_token(Some(SOUTH));
    assert_eq!(own.post("/api/v1/users/101/statuses", "status=WFH").json()["user_id"], 101);
}

#[test]
fn the_token_is_checked_before_the_user_id() {
    let sandbox = Sandbox::start();
    for user in ["me", "1.0", "1e0", "%31x", "%FF", "null"] {
        let path = format!("/api/v1/users/{user}/statuses");
        let response = sandbox.client.post(&path, "status=WFH");
        assert_eq!(response.assert_error(400, "bad data"), ["ID must be an integer"], "{user}");
        let stranger = sandbox.client.with_token(None).post(&path, "status=WFH");
        assert_eq!(stranger.assert_error(403, "forbidden"), ["access denied"], "{user}");
    }
}

#[test]
fn a_rejected_status_is_not_stored() {
    let sandbox = Sandbox::start();
    sandbox.client.post(STATUSES, "status=WFH&message=%");
    sandbox.client.post(STATUSES, "status=WFH&assignable_id=99");
    assert_eq!(sandbox.client.get(STATUSES).json()["data"], json!([]));
}
