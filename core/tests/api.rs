//! The requests as values, and what every kind of response means.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use support::{NEW_YORK_WINTER, at, details};
use whereabouts_core::api::{
    Answer, ApiError, ApiMessage, Method, list_statuses, read_record, read_statuses,
    read_suggestions, set_status,
};
use whereabouts_core::clock::Week;
use whereabouts_core::domain::Authentication::{OwnToken, RelayToken, SignOn};
use whereabouts_core::domain::{Detail, Details, ReportedCode, StatusCode};
use whereabouts_core::form::{StatusDraft, Until};
use whereabouts_core::text::outcome;

const STATUS: &str = include_str!("fixtures/status-200.json");
const STATUS_WITH_NULLS: &str = include_str!("fixtures/status-nulls-200.json");
const BAD_DATA: &str = include_str!("fixtures/bad-data-400.json");
const FORBIDDEN: &str = include_str!("fixtures/forbidden-403.json");
const LIST: &str = include_str!("fixtures/list-200.json");

fn received_at() -> DateTime<Utc> {
    at("2026-11-24T09:00:00Z")
}

fn answer(status: u16, body: &str) -> Answer {
    Answer {
        status,
        body: body.to_owned(),
        rate_limit_reset: None,
        server_time: None,
        received_at: received_at(),
    }
}

fn full_draft() -> StatusDraft {
    StatusDraft {
        status: Some(StatusCode::WorkingFromHome),
        until: Until::Chosen,
        end_date: "2027-01-15".into(),
        end_time: "17:30".into(),
        start_date: "2027-01-15".into(),
        start_time: "09:00".into(),
        details: details([
            (Detail::Message, "Tea & cake = 100% ☕".into()),
            (Detail::CurrentTask, "Finalizing reports".into()),
            (Detail::AssignableId, "4".into()),
        ]),
    }
}

/// Decodes a form body the way servers do, by other code than the page's encoder.
fn decode(body: &str) -> Vec<(String, String)> {
    let text = |encoded: &str| {
        let mut bytes = Vec::new();
        let mut rest = encoded.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'+' => b' ',
                b'%' => {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
                }
                other => other,
            });
        }
        String::from_utf8(bytes).unwrap()
    };
    body.split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

#[test]
fn a_status_is_posted_to_its_user_as_a_form() {
    let status = full_draft().parse(received_at(), &NEW_YORK_WINTER, Week::default()).unwrap();
    let request = set_status("42".parse().unwrap(), &status);
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.path, "/users/42/statuses");
    let mut fields = decode(&request.body.unwrap());
    fields.sort();
    let expected = [
        ("assignable_id", "4"),
        ("current_task", "Finalizing reports"),
        ("end", "2027-01-15T22:30:00Z"),
        ("message", "Tea & cake = 100% ☕"),
        ("start", "2027-01-15T14:00:00Z"),
        ("status", "WFH"),
    ];
    assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn empty_fields_are_not_sent() {
    for code in StatusCode::ALL {
        let draft = StatusDraft { status: Some(code), ..StatusDraft::default() };
        let status = draft.parse(received_at(), &NEW_YORK_WINTER, Week::default()).unwrap();
        let body = set_status("42".parse().unwrap(), &status).body;
        assert_eq!(body, Some(format!("status={}", code.as_str())));
    }
}

#[test]
fn a_list_is_requested_page_by_page() {
    let request = list_statuses("42".parse().unwrap(), 3);
    assert_eq!(request.path, "/users/42/statuses?page=3&per_page=1000");
    assert_eq!((request.method, request.body), (Method::Get, None));
}

#[test]
fn a_stored_record_is_read_with_all_its_fields() {
    let record = read_record(&answer(200, STATUS)).unwrap();
    assert_eq!(record.id, 1);
    assert_eq!(record.user_id, Some(1));
    assert_eq!(record.status, ReportedCode::Known(StatusCode::InTheOffice));
    assert_eq!(record.start, Some(at("2025-09-01T09:00:00Z")));
    assert_eq!(record.end, Some(at("2025-09-01T17:00:00Z")));
    assert_eq!(record.details[Detail::Message].as_deref(), Some("Hacking away"));
    assert_eq!(record.details[Detail::CurrentTask].as_deref(), Some("Finalizing reports"));
    assert_eq!(record.details[Detail::AssignableId].as_deref(), Some("4"));
    assert_eq!(record.created_at, Some(at("2013-09-12T14:33:05Z")));
}

#[test]
fn every_nullable_field_can_be_null() {
    let record = read_record(&answer(200, STATUS_WITH_NULLS)).unwrap();
    assert_eq!(record.status, ReportedCode::Known(StatusCode::OnTheRoad));
    assert_eq!((record.start, record.end), (None, None));
    assert_eq!(record.details, Details::default());
}

#[test]
fn unknown_codes_wrong_types_and_other_offsets_do_not_hide_a_record() {
    let body = r#"{"id": 5, "status": "LUN", "start": "2026-11-24T10:00:00+01:00", "end": 17,
        "message": {"text": "odd"}, "mood": "fine", "user_id": "seven", "assignable_id": {},
        "created_at": null}"#;
    let record = read_record(&answer(200, body)).unwrap();
    assert_eq!(record.status, ReportedCode::Unknown("LUN".to_owned()));
    assert_eq!(record.start, Some(at("2026-11-24T09:00:00Z")));
    assert_eq!((record.end, record.user_id, record.created_at), (None, None, None));
    assert_eq!(record.details, Details::default());
}

#[test]
fn a_list_skips_unreadable_records_and_says_whether_more_follow() {
    let page = read_statuses(&answer(200, LIST)).unwrap();
    assert_eq!(page.items.iter().map(|record| record.id).collect::<Vec<_>>(), [7, 9]);
    assert!(page.has_next);
    let last = read_statuses(&answer(200, r#"{"data": []}"#)).unwrap();
    assert!(last.items.is_empty() && !last.has_next);
}

#[test]
fn a_response_without_a_list_is_an_error() {
    let garbage = "x".repeat(5_000_000);
    let cut = &LIST[..LIST.len() / 2];
    let not_lists = [
        "",
        "null",
        "[]",
        r#"{"message": "ok"}"#,
        r#"{"data": 7}"#,
        "<h1>Hello</h1>",
        cut,
        &garbage,
    ];
    for body in not_lists {
        let read = read_statuses(&answer(200, body));
        assert!(matches!(read, Err(ApiError::Unreadable { status: 200, .. })), "{body:.40}");
    }
    assert!(matches!(read_statuses(&answer(403, FORBIDDEN)), Err(ApiError::Forbidden(_))));
}

#[test]
fn a_refusal_carries_the_message_and_errors_of_the_api() {
    let api_message = |message: &str, error: &str| ApiMessage {
        message: Some(message.to_owned()),
        errors: vec![error.to_owned()],
    };
    let bad_data = read_record(&answer(400, BAD_DATA));
    assert_eq!(
        bad_data,
        Err(ApiError::Rejected(api_message("bad data", "Status must be a valid code")))
    );
    let forbidden = read_record(&answer(403, FORBIDDEN));
    assert_eq!(forbidden, Err(ApiError::Forbidden(api_message("forbidden", "access denied"))));
}

#[test]
fn errors_in_other_shapes_are_read() {
    let errors = |body: &str| ApiMessage::read(body).errors;
    assert_eq!(
        errors(r#"{"errors": {"status": ["is odd", "is late"], "end": "is past"}}"#),
        ["end: is past", "status: is odd", "status: is late"]
    );
    assert_eq!(errors(r#"{"errors": [7, null, true, "", ["deep"]]}"#), ["7", "true", "deep"]);
    assert_eq!(errors(r#"{"errors": "just one"}"#), ["just one"]);
    assert_eq!(ApiMessage::read(r#"{"message": 42}"#).message.as_deref(), Some("42"));
}

#[test]
fn a_huge_error_is_truncated_and_says_so() {
    let body = format!(
        r#"{{"message": "{}", "errors": [{}"x"]}}"#,
        "é".repeat(5_000),
        "\"x\",".repeat(500)
    );
    let api_message = ApiMessage::read(&body);
    assert_eq!(api_message.message.unwrap().chars().count(), 1_001);
    assert_eq!(api_message.errors.len(), 101);
    assert_eq!(api_message.errors[100], "… + 401");
}

const STATUSES: [u16; 18] =
    [0, 200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504];

fn bodies() -> [(&'static str, String); 13] {
    [
        ("the record", STATUS.to_owned()),
        ("the seed's error", BAD_DATA.to_owned()),
        ("message only", r#"{"message": "just words"}"#.to_owned()),
        ("errors only", r#"{"errors": ["just errors"]}"#.to_owned()),
        ("errors as an object", r#"{"errors": {"status": ["is odd"]}}"#.to_owned()),
        ("errors as numbers", r#"{"errors": [1, 2.5]}"#.to_owned()),
        ("null", "null".to_owned()),
        ("nothing", String::new()),
        ("HTML", "<!DOCTYPE html><title>502 Bad Gateway</title>".to_owned()),
        ("cut JSON", STATUS[..STATUS.len() / 2].to_owned()),
        ("not UTF-8", String::from_utf8_lossy(b"\xff\xfe{\"id\":\x80}").into_owned()),
        ("a list", "[1, 2, 3]".to_owned()),
        ("5 MB", format!(r#"{{"message": "{}"}}"#, "x".repeat(5_000_000))),
    ]
}

/// Part of the sentence for an HTTP status.
fn headline(status: u16) -> &'static str {
    match status {
        0 => "The API redirected the request",
        200..=299 => "Your status may have been set",
        400 | 422 => "Resource Management did not accept this status",
        401 | 403 => "Resource Management refused",
        404 => "This person was not found in Resource Management",
        413 => "it is too long for Resource Management",
        429 => "Too many requests. You can try again in 30 seconds",
        500..=599 => "Resource Management is not responding",
        _ => "so your status was not set",
    }
}

#[test]
fn every_http_status_has_its_sentence_whatever_the_body() {
    let mut cells = 0;
    for status in STATUSES {
        for (name, body) in bodies() {
            cells += 1;
            let is_record = matches!(status, 200..=299) && name == "the record";
            match read_record(&answer(status, &body)) {
                Ok(record) => assert!(is_record && record.id == 1, "{status} {name}"),
                Err(error) => {
                    assert!(!is_record, "{status} {name}: {error:?}");
                    let failure = outcome::failure(&error, OwnToken);
                    assert!(failure.contains(headline(status)), "{status} {name}: {failure}");
                    let advice = outcome::advice(&error, OwnToken);
                    assert!(advice.contains("Your entries are"), "{status} {name}: {advice}");
                    let has_words = matches!(
                        name,
                        "the seed's error"
                            | "message only"
                            | "errors only"
                            | "errors as an object"
                            | "errors as numbers"
                            | "5 MB"
                    );
                    // The record of a success has a `message` as well.
                    let has_message = error
                        .api_message()
                        .is_some_and(|message| *message != ApiMessage::default());
                    let expected =
                        !matches!(status, 200..=299) && (has_words || name == "the record");
                    assert_eq!(has_message, expected, "{status} {name}: {error:?}");
                }
            }
        }
    }
    assert_eq!(cells, STATUSES.len() * bodies().len());
}

#[test]
fn the_outcome_is_unknown_only_if_the_status_may_have_been_set() {
    for status in STATUSES {
        let error = read_record(&answer(status, "")).unwrap_err();
        let is_open = matches!(status, 200..=299 | 500..=599);
        assert_eq!(error.leaves_outcome_open(), is_open, "{status}");
    }
    assert!(ApiError::TimedOut.leaves_outcome_open());
    assert!(ApiError::NoAnswer.leaves_outcome_open());
    // The browser can be wrong about being offline.
    assert!(ApiError::Offline.leaves_outcome_open());
}

// The API's own words close the question, a gateway's page does not.
#[test]
fn a_503_with_the_apis_message_means_that_nothing_was_set() {
    for status in [500, 502, 503, 504] {
        let error =
            read_record(&answer(status, r#"{"message":"Down for maintenance"}"#)).unwrap_err();
        assert_eq!(error.leaves_outcome_open(), status != 503, "{status}");
        let error = read_record(&answer(status, "<h1>Bad gateway</h1>")).unwrap_err();
        assert!(error.leaves_outcome_open(), "{status}");
    }
}

#[test]
fn a_refusal_leads_to_settings_where_they_can_be_the_reason() {
    for status in [401, 403, 404] {
        let error = read_record(&answer(status, FORBIDDEN)).unwrap_err();
        let advice = |authentication| outcome::advice(&error, authentication);
        assert!(error.leads_to_settings(OwnToken) && error.leads_to_settings(RelayToken));
        assert_eq!(advice(OwnToken).contains("API token"), status != 404);
        assert!(advice(RelayToken).contains("user ID") && !advice(RelayToken).contains("token"));
        assert!(!error.leads_to_settings(SignOn));
        for word in ["user ID", "token", "Settings"] {
            assert!(!advice(SignOn).contains(word), "{status}: {word}");
        }
    }
}

#[test]
fn behind_a_sign_on_a_401_or_a_redirect_means_signed_out() {
    for status in STATUSES {
        let Err(error) = read_record(&answer(status, FORBIDDEN)) else { continue };
        let is_signed_out = matches!(status, 0 | 401);
        assert_eq!(error.asks_to_sign_in(), is_signed_out, "{status}");
        let failure = |authentication| outcome::failure(&error, authentication);
        assert_eq!(failure(SignOn).contains("no longer signed in"), is_signed_out, "{status}");
        assert!(!failure(OwnToken).contains("signed in"), "{status}");
    }
}

#[test]
fn a_wait_is_counted_by_the_servers_clock() {
    let limited = Answer {
        rate_limit_reset: Some((at("2026-11-24T09:00:38Z").timestamp()).to_string()),
        server_time: Some(at("2026-11-24T09:00:00Z")),
        // Ten minutes wrong.
        received_at: at("2026-11-24T09:10:00Z"),
        ..answer(429, "")
    };
    let error = read_record(&limited).unwrap_err();
    assert!(matches!(error, ApiError::RateLimited { wait_seconds: 38, .. }), "{error:?}");
}

#[test]
fn without_the_servers_clock_the_device_counts_and_the_wait_is_bounded() {
    for (minutes_wrong, expected) in [(-10, 300), (0, 38), (10, 1)] {
        let limited = Answer {
            rate_limit_reset: Some((received_at().timestamp() + 38).to_string()),
            received_at: received_at() + TimeDelta::minutes(minutes_wrong),
            ..answer(429, "")
        };
        let error = read_record(&limited).unwrap_err();
        let ApiError::RateLimited { wait_seconds, .. } = error else { panic!("{error:?}") };
        assert_eq!(wait_seconds, expected, "{minutes_wrong} minutes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_record_or_a_sentence(
        status in 0..=999_u16,
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        reset in proptest::option::of("\\PC{0,20}"),
    ) {
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let answer = Answer { rate_limit_reset: reset, ..answer(status, &body) };
        if let Err(error) = read_record(&answer) {
            prop_assert!(!outcome::failure(&error, OwnToken).is_empty());
        }
        let _ = read_statuses(&answer);
        let _ = read_suggestions(&answer);
    }

    #[test]
    fn any_json_gives_a_record_or_a_sentence(
        status in 0..=999_u16,
        message in "\\PC{0,30}",
        number in any::<f64>(),
        depth in 0..300_usize,
    ) {
        let value = format!("{}{number}{}", "[".repeat(depth), "]".repeat(depth));
        let body = format!(r#"{{"id": 1, "status": {0}, "message": {0}, "errors": {value}}}"#, serde_json::Value::from(message));
        match read_record(&answer(status, &body)) {
            Ok(record) => prop_assert_eq!(record.id, 1),
            Err(error) => prop_assert!(!outcome::failure(&error, OwnToken).is_empty()),
        }
    }

    #[test]
    fn every_encoded_form_decodes_to_itself(message in "[^\r\n]{1,60}", task in "\\PC{0,60}", id in 1..=i64::MAX) {
        let draft = StatusDraft {
            details: details([
                (Detail::Message, message.as_str().into()),
                (Detail::CurrentTask, task.as_str().into()),
                (Detail::AssignableId, id.to_string().into()),
            ]),
            ..full_draft()
        };
        let status = draft.parse(received_at(), &NEW_YORK_WINTER, Week::default()).unwrap();
        let fields = decode(&set_status("1".parse().unwrap(), &status).body.unwrap());
        let value = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
        let sent = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        prop_assert_eq!(value("message"), sent(&message));
        prop_assert_eq!(value("current_task"), sent(&task));
        prop_assert_eq!(value("assignable_id"), Some(id.to_string()));
        prop_assert_eq!(value("status"), Some("WFH".to_owned()));
    }
}
