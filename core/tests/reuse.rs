//! Links, recent statuses, presets and command lines.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use proptest::prelude::*;
use support::{NEW_YORK_WINTER, TzZone, at, details};
use whereabouts_core::api::set_status;
use whereabouts_core::clock::{Preset, Week};
use whereabouts_core::domain::{Detail, StatusCode};
use whereabouts_core::form::{ImportError, Link, StatusDraft, Template, Until, UsualStatuses};

fn draft(status: StatusCode, message: &str) -> StatusDraft {
    StatusDraft { status: Some(status), ..StatusDraft::default() }.with(Detail::Message, message)
}

fn read(query: &str) -> Link {
    Link::read(query, &NEW_YORK_WINTER).unwrap()
}

#[test]
fn a_link_fills_every_field_of_a_status() {
    let link = read(
        "?status=WFH&message=Tea+%26+cake&current_task=Plans&assignable_id=4&start=2027-01-15T09%3A00&until=end-of-today",
    );
    assert_eq!(link.not_understood, Vec::<String>::new());
    let expected = StatusDraft {
        until: Until::Preset(Preset::EndOfToday),
        start_date: "2027-01-15".into(),
        start_time: "09:00".into(),
        details: details([
            (Detail::Message, "Tea & cake".into()),
            (Detail::CurrentTask, "Plans".into()),
            (Detail::AssignableId, "4".into()),
        ]),
        ..draft(StatusCode::WorkingFromHome, "Tea & cake")
    };
    assert_eq!(link.draft, expected);
}

#[test]
fn an_end_in_a_link_is_converted_to_the_zone_of_the_reader() {
    for end in ["2027-01-15T22:30:00Z", "2027-01-15T23:30:00%2B01:00", "2027-01-15T17:30"] {
        let draft = read(&format!("end={end}")).draft;
        assert_eq!(draft.until, Until::Chosen);
        assert_eq!(
            (draft.end_date.text.as_str(), draft.end_time.text.as_str()),
            ("2027-01-15", "17:30")
        );
    }
}

#[test]
fn forbidden_and_invalid_parts_of_a_link_are_reported_and_ignored() {
    let link = read(
        "token=evil&user_id=7&api-base=https://evil.example&status=LUN&until=never&end=soon&mood=fine",
    );
    assert_eq!(link.draft, StatusDraft::default());
    assert_eq!(link.not_understood.len(), 7);
    assert!(link.not_understood.contains(&"token=evil".to_owned()));
    assert_eq!(Link::read("", &NEW_YORK_WINTER), None);
    assert_eq!(Link::read("?", &NEW_YORK_WINTER), None);
}

#[test]
fn a_copied_link_gives_the_same_status_in_another_zone() {
    let original = StatusDraft {
        until: Until::Chosen,
        end_date: "2027-07-01".into(),
        end_time: "17:00".into(),
        ..draft(StatusCode::OnTheRoad, "Visiting")
    };
    let (here, there) = (TzZone::named("America/New_York"), TzZone::named("Asia/Kathmandu"));
    let query = original.to_query(&here);
    assert_eq!(query, "status=OOO&end=2027-07-01T21%3A00%3A00Z&message=Visiting");
    let now = at("2026-11-24T09:00:00Z");
    let copied = Link::read(&query, &there).unwrap().draft;
    assert_eq!(
        copied.parse(now, &there, Week::default()),
        original.parse(now, &here, Week::default())
    );
}

#[test]
fn the_last_five_distinct_statuses_are_remembered_newest_first() {
    let mut usual = UsualStatuses::default();
    for number in 0..7 {
        usual.remember(&draft(StatusCode::WorkingFromHome, &format!("note {number}")));
    }
    usual.remember(&draft(StatusCode::WorkingFromHome, "note 4"));
    let summaries: Vec<_> = usual.recent().iter().map(Template::summary).collect();
    let expected = ["note 4", "note 6", "note 5", "note 3", "note 2"];
    assert_eq!(summaries, expected.map(|note| format!("Working from home: {note}")));
}

#[test]
fn the_message_of_a_sick_person_is_not_remembered() {
    let mut usual = UsualStatuses::default();
    let sick = draft(StatusCode::Sick, "migraine").with(Detail::CurrentTask, "hospital");
    usual.remember(&sick);
    assert!(!usual.to_text().contains("migraine") && !usual.to_text().contains("hospital"));
    assert_eq!(usual.recent()[0].status(), StatusCode::Sick);
}

#[test]
fn a_template_has_no_dates() {
    let dated = StatusDraft {
        until: Until::Chosen,
        end_date: "2027-01-15".into(),
        ..draft(StatusCode::Vacation, "")
    };
    let filled = Template::of(&dated).unwrap().draft();
    assert_eq!((filled.until, filled.end_date.text.as_str()), (Until::NoEnd, ""));
    assert_eq!(Template::of(&StatusDraft::default()), None);
}

fn named(names: &[&str]) -> UsualStatuses {
    let mut usual = UsualStatuses::default();
    for name in names {
        assert!(usual.save(name, Template::of(&draft(StatusCode::InTheOffice, name)).unwrap()));
    }
    usual
}

fn names(usual: &UsualStatuses) -> Vec<&str> {
    usual.named().iter().map(|named| named.name.as_str()).collect()
}

#[test]
fn presets_are_renamed_moved_and_deleted() {
    let mut usual = named(&["a", "b", "c"]);
    assert!(usual.rename(1, " bee "));
    assert!(!usual.rename(1, "  ") && !usual.rename(1, "c") && !usual.rename(9, "z"));
    usual.move_up(2);
    usual.move_up(0);
    assert_eq!(names(&usual), ["a", "c", "bee"]);
    usual.delete(0);
    usual.delete(9);
    assert_eq!(names(&usual), ["c", "bee"]);
}

#[test]
fn saving_under_a_used_name_replaces_it_and_an_empty_name_is_rejected() {
    let mut usual = named(&["a"]);
    let other = Template::of(&draft(StatusCode::Vacation, "")).unwrap();
    assert!(usual.save("a", other.clone()));
    assert_eq!(usual.named()[0].template, other);
    assert!(!usual.save("  ", other));
    assert_eq!(names(&usual), ["a"]);
}

#[test]
fn exported_presets_are_imported_unchanged() {
    let file = named(&["a", "b"]).export();
    let mut other = named(&["b", "c"]);
    assert_eq!(other.import(&file), Ok(2));
    assert_eq!(names(&other), ["b", "c", "a"]);
}

#[test]
fn an_invalid_file_is_rejected_as_a_whole() {
    let good = r#"{"name": "x", "status": "WFH"}"#;
    let before = named(&["a"]);
    for bad in
        ["", "{}", "null", "[1]", r#"[{"name": "x"}]"#, r#"[{"name": "x", "status": "LUN"}]"#]
    {
        let mut usual = before.clone();
        assert_eq!(usual.import(bad), Err(ImportError::NotPresets), "{bad}");
        assert_eq!(usual, before);
    }
    let mut usual = before.clone();
    assert_eq!(
        usual.import(&format!(r#"[{good}, {{"name": " ", "status": "WFH"}}]"#)),
        Err(ImportError::NotPresets)
    );
    let many: Vec<_> =
        (0..51).map(|number| format!(r#"{{"name": "{number}", "status": "WFH"}}"#)).collect();
    assert_eq!(usual.import(&format!("[{}]", many.join(","))), Err(ImportError::TooMany));
    assert_eq!(usual, before);
}

#[test]
fn storage_of_an_older_version_is_read_and_invalid_storage_is_ignored() {
    let usual = UsualStatuses::from_text(r#"{"recent": [{"status": "WFH"}], "colour": "red"}"#);
    assert_eq!(usual.recent().len(), 1);
    let usual = UsualStatuses::from_text(r#"{"recent": [{"status": "WFH"}], "named": [7]}"#);
    assert_eq!((usual.recent().len(), usual.named().len()), (1, 0));
    for rubbish in ["", "[]", "7", r#"{"recent": 1}"#] {
        assert_eq!(UsualStatuses::from_text(rubbish), UsualStatuses::default());
    }
}

#[test]
fn the_command_line_has_the_request_and_no_token() {
    let status = draft(StatusCode::WorkingFromHome, "it's")
        .parse(at("2026-11-24T09:00:00Z"), &NEW_YORK_WINTER, Week::default())
        .unwrap();
    let request = set_status("42".parse().unwrap(), &status);
    let line = request.to_curl("https://api.example.org/api/v1", true);
    assert_eq!(
        line,
        "curl -X POST 'https://api.example.org/api/v1/users/42/statuses' -H \"auth: $TOKEN\" --data 'status=WFH&message=it%27s'"
    );
    assert!(!request.to_curl("https://api.example.org/api/v1", false).contains("TOKEN"));
    assert!(
        request
            .to_curl("https://x.example/'; rm -rf ~", true)
            .contains(r"'https://x.example/'\''; rm -rf ~/users/42/statuses'")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_query_is_read_or_reported(query in "\\PC{0,80}") {
        if let Some(link) = Link::read(&query, &NEW_YORK_WINTER) {
            let has_parts = query.contains(|character| character != '&');
            prop_assert!(link.draft != StatusDraft::default() || !link.not_understood.is_empty() || query.contains('=') || !has_parts);
        }
    }

    #[test]
    fn any_text_round_trips_through_a_link(message in "\\PC{0,60}", task in "\\PC{0,60}") {
        let original = draft(StatusCode::Vacation, &message).with(Detail::CurrentTask, &task);
        let copied = read(&original.to_query(&NEW_YORK_WINTER)).draft;
        prop_assert_eq!(&copied.details[Detail::Message].text, message.trim());
        prop_assert_eq!(&copied.details[Detail::CurrentTask].text, task.trim());
    }

    #[test]
    fn any_file_is_imported_completely_or_not_at_all(file in "\\PC{0,120}") {
        let mut usual = named(&["a"]);
        let before = usual.clone();
        if usual.import(&file).is_err() {
            prop_assert_eq!(usual, before);
        }
    }
}
