//! What the page makes of the relay's answers to who has signed in.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

use whereabouts_core::api::{Answer, ApiError, ApiMessage, read_person};
use whereabouts_core::domain::Person;
use whereabouts_core::sign_on::SignOn;

fn answer(status: u16, body: &str) -> Result<Person, ApiError> {
    read_person(&Answer {
        status,
        body: body.to_owned(),
        rate_limit_reset: None,
        server_time: None,
        received_at: chrono::DateTime::UNIX_EPOCH,
    })
}

fn ada() -> Person {
    Person { id: "7".parse().unwrap(), name: "Ada Lovelace".to_owned() }
}

const SIGNED_OUT: &str = r#"{"message":"You are not signed in.","errors":[]}"#;
const NOT_LINKED: &str = r#"{"message":"Ask an administrator.","errors":["not linked"]}"#;

#[test]
fn the_relays_record_of_the_person_signs_them_in() {
    let ada_record = r#"{"id":7,"display_name":" Ada Lovelace ","email":"ada@example.org"}"#;
    for known in [SignOn::None, SignOn::SignedOut(None), SignOn::NotLinked(None)] {
        assert_eq!(known.after(answer(200, ada_record), false), SignOn::SignedIn(ada()));
    }
    let nameless = answer(200, r#"{"id":7,"display_name":null}"#).unwrap();
    assert_eq!(nameless, Person { name: String::new(), ..ada() });
    let other = SignOn::SignedIn(ada()).after(answer(200, r#"{"id":8}"#), false);
    assert_eq!(other.person().unwrap().id.get(), 8);
}

#[test]
fn a_record_without_a_valid_id_is_no_answer() {
    for body in ["", "<html>", "{}", r#"{"id":0}"#, r#"{"id":"7"}"#, r#"{"data":[]}"#] {
        assert_eq!(SignOn::None.after(answer(200, body), true), SignOn::None, "{body}");
        let known = SignOn::SignedIn(ada());
        assert_eq!(known.clone().after(answer(200, body), false), known, "{body}");
    }
}

#[test]
fn a_401_or_a_redirect_means_signed_out_where_there_is_a_sign_on() {
    for status in [401, 0] {
        let after =
            |known: SignOn, is_expected| known.after(answer(status, SIGNED_OUT), is_expected);
        assert_eq!(after(SignOn::SignedIn(ada()), false), SignOn::SignedOut(Some(ada())));
        assert_eq!(after(SignOn::SignedOut(Some(ada())), false), SignOn::SignedOut(Some(ada())));
        assert_eq!(after(SignOn::NotLinked(None), false), SignOn::SignedOut(None));
        assert_eq!(after(SignOn::None, true), SignOn::SignedOut(None));
        assert_eq!(after(SignOn::None, false), SignOn::None);
    }
}

#[test]
fn a_person_who_is_not_linked_gets_the_relays_sentence() {
    for known in [SignOn::None, SignOn::SignedIn(ada()), SignOn::SignedOut(None)] {
        let after = known.after(answer(403, NOT_LINKED), false);
        assert_eq!(after, SignOn::NotLinked(Some("Ask an administrator.".to_owned())));
    }
}

#[test]
fn a_204_means_that_there_is_no_sign_on() {
    for known in [SignOn::None, SignOn::SignedIn(ada()), SignOn::SignedOut(None)] {
        assert_eq!(known.after(answer(204, ""), true), SignOn::None);
    }
}

#[test]
fn a_refusal_means_the_same_except_to_somebody_who_is_known() {
    for status in [400, 403, 404] {
        for body in ["", SIGNED_OUT, r#"{"errors":["not linked","or so"]}"#] {
            for known in [SignOn::None, SignOn::SignedOut(None), SignOn::NotLinked(None)] {
                assert_eq!(known.after(answer(status, body), false), SignOn::None);
            }
            for known in [SignOn::SignedIn(ada()), SignOn::SignedOut(Some(ada()))] {
                assert_eq!(known.clone().after(answer(status, body), false), known);
            }
        }
    }
}

#[test]
fn a_failure_that_is_no_answer_changes_nothing() {
    let failures = [
        ApiError::Offline,
        ApiError::NoAnswer,
        ApiError::TimedOut,
        ApiError::Server { status: 502, api_message: ApiMessage::default() },
        ApiError::RateLimited { wait_seconds: 1, api_message: ApiMessage::default() },
        ApiError::Unexpected { status: 413, api_message: ApiMessage::default() },
    ];
    for failure in failures {
        for known in [SignOn::None, SignOn::SignedIn(ada()), SignOn::SignedOut(Some(ada()))] {
            assert_eq!(known.clone().after(Err(failure.clone()), true), known);
        }
    }
}

#[test]
fn who_was_signed_in_is_read_as_stored() {
    let signed_in = SignOn::SignedIn(ada());
    assert_eq!(signed_in.to_text().as_deref(), Some("7 Ada Lovelace"));
    assert_eq!(SignOn::from_text("7 Ada Lovelace"), signed_in);
    assert_eq!(SignOn::from_text("7"), SignOn::SignedIn(Person { name: String::new(), ..ada() }));
    assert_eq!(SignOn::None.to_text(), None);
    for nobody in [SignOn::SignedOut(Some(ada())), SignOn::NotLinked(None)] {
        assert_eq!(SignOn::from_text(&nobody.to_text().unwrap()), SignOn::SignedOut(None));
    }
    for damaged in ["0 Ada", "-1", "Ada", "{}"] {
        assert_eq!(SignOn::from_text(damaged), SignOn::SignedOut(None), "{damaged}");
    }
}
