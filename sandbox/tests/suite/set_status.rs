//! `POST /users/{user_id}/statuses`, rule by rule.

use serde_json::{Value, json};

use crate::support::{Answer, NORTH, SOUTH, STATUSES, Sandbox};

fn post(form: impl AsRef<[u8]>) -> Answer {
    Sandbox::start().client.post(STATUSES, form)
}

fn errors(form: impl AsRef<[u8]>) -> Vec<String> {
    post(form).refused(400, "bad data")
}

fn accepted(form: impl AsRef<[u8]>) -> Value {
    let answer = post(form);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn a_full_status_comes_back_as_the_contract_says() {
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
fn every_code_is_accepted_and_what_is_not_given_is_null() {
    let sandbox = Sandbox::start();
    for code in ["ITO", "WFH", "SIC", "OOO", "VAC", "OOF"] {
        let record = sandbox.client.post(STATUSES, format!("status={code}")).json();
        assert_eq!(record["status"], code);
        for field in ["assignable_id", "current_task", "message", "start", "end"] {
            assert_eq!(record.get(field), Some(&Value::Null), "{field} is there, and null");
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
fn text_of_any_script_is_kept_to_the_letter() {
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
fn a_status_that_is_missing_or_unknown_is_no_valid_code() {
    for form in ["", "message=x", "status=", "status=wfh", "status=WFH+", "status", "Status=WFH"] {
        assert_eq!(errors(form), ["Status must be a valid code"], "{form}");
    }
}

#[test]
fn an_assignable_must_be_one_of_the_organisation() {
    for id in ["99", "102", "121", "0", "-4", "9223372036854775808", "123456789012345678901234"] {
        assert_eq!(
            errors(format!("status=WFH&assignable_id={id}")),
            ["Assignable must exist"],
            "{id}"
        );
    }
    // Deleted ones are listed, but time can be spent on them no more.
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
fn a_time_must_be_one() {
    for time in ["2025-09-01", "2025-09-01T09:00:00", "2025-02-30T09:00:00Z", "tomorrow", "0"] {
        let expected = [
            "Start must be a time like 2025-09-01T09:00:00Z",
            "End must be a time like 2025-09-01T09:00:00Z",
        ];
        assert_eq!(errors(format!("status=WFH&start={time}&end={time}")), expected, "{time}");
    }
}

#[test]
fn an_end_must_be_after_its_start() {
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
fn a_field_must_be_given_once() {
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
fn what_cannot_be_decoded_is_refused_in_words() {
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
fn only_a_form_is_accepted() {
    let client = Sandbox::start();
    for kind in ["application/json", "multipart/form-data; boundary=x", "text/plain", "form"] {
        let answer = client.client.post_as(kind, STATUSES, "status=WFH");
        let expected = ["Content type must be application/x-www-form-urlencoded"];
        assert_eq!(answer.refused(400, "bad data"), expected, "{kind}");
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
fn a_person_of_another_organisation_and_nobody_are_refused_alike() {
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
        // 403 comes before 400: nothing is said about the rest.
        for form in ["status=WFH", "status=nonsense", "%"] {
            let answer = client.post(&path, form);
            assert_eq!(answer.refused(403, "forbidden"), ["access denied"], "{user}");
        }
    }
    let own = sandbox.client.with_token(Some(SOUTH));
    assert_eq!(own.post("/api/v1/users/101/statuses", "status=WFH").json()["user_id"], 101);
}

#[test]
fn a_user_id_must_be_an_integer_once_access_is_granted() {
    let sandbox = Sandbox::start();
    for user in ["me", "1.0", "1e0", "%31x", "%FF", "null"] {
        let path = format!("/api/v1/users/{user}/statuses");
        let answer = sandbox.client.post(&path, "status=WFH");
        assert_eq!(answer.refused(400, "bad data"), ["ID must be an integer"], "{user}");
        let stranger = sandbox.client.with_token(None).post(&path, "status=WFH");
        assert_eq!(stranger.refused(403, "forbidden"), ["access denied"], "{user}");
    }
}

#[test]
fn nothing_is_stored_of_what_is_refused() {
    let sandbox = Sandbox::start();
    sandbox.client.post(STATUSES, "status=WFH&message=%");
    sandbox.client.post(STATUSES, "status=WFH&assignable_id=99");
    assert_eq!(sandbox.client.get(STATUSES).json()["data"], json!([]));
}
