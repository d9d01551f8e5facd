//! Links, recent statuses, presets and command lines.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use proptest::prelude::*;
use support::{NEW_YORK_WINTER, TzZone, at, details};
use whereabouts_core::api::set_status;
use whereabouts_core::clock::{Edge, Preset, Week};
use whereabouts_core::domain::{Detail, StatusCode};
use whereabouts_core::form::{
    Edit, Field, ImportError, Link, Problem, StatusDraft, Template, Until, UsualStatuses,
};

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
fn a_template_has_no_dates_and_asks_for_a_chosen_end() {
    let dated = StatusDraft {
        until: Until::Chosen,
        end_date: "2027-01-15".into(),
        ..draft(StatusCode::Vacation, "")
    };
    let filled = Template::of(&dated).unwrap().draft();
    assert_eq!((filled.until, filled.end_date.text.as_str()), (Until::Chosen, ""));
    let errors = filled.parse(at("2026-11-24T09:00:00Z"), &NEW_YORK_WINTER, Week::default());
    assert_eq!(errors.unwrap_err().on(Field::EndDate), Some(&Problem::MomentMissing(Edge::End)));
    assert_eq!(Template::of(&dated).unwrap().summary(), "Vacation, until a date you choose");
    assert_eq!(Template::of(&StatusDraft::default()), None);
}

fn named(names: &[&str]) -> UsualStatuses {
    let mut usual = UsualStatuses::default();
    for name in names {
        let template = Template::of(&draft(StatusCode::InTheOffice, name)).unwrap();
        assert!(usual.save(name, template).is_some());
    }
    usual
}

fn names(usual: &UsualStatuses) -> Vec<&str> {
    usual.named().iter().map(|named| named.name.as_str()).collect()
}

#[test]
fn presets_are_renamed_moved_and_deleted() {
    let mut usual = named(&["a", "b", "c"]);
    assert!(usual.rename("b", " bee\nhive "));
    assert_eq!(names(&usual), ["a", "bee hive", "c"]);
    assert!(usual.rename("c", "c"));
    assert!(!usual.rename("c", "  ") && !usual.rename("c", "a") && !usual.rename("gone", "z"));
    assert_eq!(usual.shift("c", true), Some(1));
    assert_eq!(usual.shift("c", false), Some(2));
    assert_eq!(usual.shift("c", true), Some(1));
    assert_eq!(usual.shift("a", true), None);
    assert_eq!(usual.shift("bee hive", false), None);
    assert_eq!(usual.shift("gone", false), None);
    assert_eq!(names(&usual), ["a", "c", "bee hive"]);
    assert!(usual.delete("a").is_some());
    assert!(usual.delete("gone").is_none());
    assert_eq!(names(&usual), ["c", "bee hive"]);
}

#[test]
fn saving_under_a_used_name_replaces_it_and_an_empty_name_is_rejected() {
    let mut usual = named(&["a"]);
    let other = Template::of(&draft(StatusCode::Vacation, "")).unwrap();
    assert_eq!(usual.save("a", other.clone()).unwrap().lost(), Some("a"));
    assert_eq!(usual.named()[0].template, other);
    assert_eq!(usual.save("a", other.clone()).unwrap().lost(), None, "nothing has changed");
    assert!(usual.save("  ", other).is_none());
    assert_eq!(names(&usual), ["a"]);
}

#[test]
fn what_was_deleted_or_replaced_comes_back_and_nothing_else_changes() {
    let other = || Template::of(&draft(StatusCode::Vacation, "")).unwrap();
    let before = named(&["a", "b", "c"]);
    let mut usual = before.clone();
    let edit = usual.delete("b").unwrap();
    usual.revert(vec![edit]);
    assert_eq!(usual, before);
    let edit = usual.save("b", other()).unwrap();
    usual.revert(vec![edit]);
    assert_eq!(usual, before);

    let deleted = usual.delete("b").unwrap();
    let replaced = usual.save("c", other()).unwrap();
    // What another tab does meanwhile.
    usual.save("new", other()).unwrap();
    usual.save("b", other()).unwrap();
    usual.delete("c").unwrap();
    let meanwhile = usual.clone();
    usual.revert(vec![deleted, replaced]);
    assert_eq!(usual, meanwhile);
}

#[test]
fn a_recent_status_that_was_forgotten_comes_back_to_its_place() {
    let mut usual = UsualStatuses::default();
    for note in ["c", "b", "a"] {
        usual.remember(&draft(StatusCode::Vacation, note));
    }
    let before = usual.clone();
    let template = before.recent()[1].clone();
    let place = usual.forget(&template).unwrap();
    assert_eq!(usual.recent().len(), 2);
    assert_eq!(usual.forget(&template), None);
    usual.put_back(template.clone(), place);
    assert_eq!(usual, before);
    usual.put_back(template, place);
    assert_eq!(usual, before, "it is there twice");
}

#[test]
fn exported_presets_are_imported_unchanged() {
    let file = named(&["a", "b"]).export();
    let mut other = named(&["b", "c"]);
    let edits = other.import(&file).unwrap();
    assert_eq!(edits.len(), 2);
    assert!(edits.iter().all(|edit| edit.lost().is_none()));
    assert_eq!(names(&other), ["b", "c", "a"]);
}

#[test]
fn an_import_names_what_it_replaces_and_can_be_reverted() {
    let before = named(&["a", "b"]);
    let mut usual = before.clone();
    let file = "\u{feff}[
        {\"name\": \"b\", \"status\": \"SIC\"},
        {\"name\": \"x\", \"status\": \"WFH\", \"assignable_id\": 4},
        {\"name\": \"x \", \"status\": \"VAC\", \"until\": \"choose-date-and-time\"}
    ]";
    let edits = usual.import(file).unwrap();
    assert_eq!(edits.iter().filter_map(Edit::lost).collect::<Vec<_>>(), ["b", "x"]);
    assert_eq!(names(&usual), ["a", "b", "x"]);
    assert_eq!(usual.named()[2].template.draft().until, Until::Chosen);
    usual.revert(edits);
    assert_eq!(usual, before);
}

#[test]
fn a_number_is_taken_for_an_id() {
    let mut usual = UsualStatuses::default();
    usual.import(r#"[{"name": "x", "status": "WFH", "assignable_id": 4}]"#).unwrap();
    assert_eq!(usual.named()[0].template.draft().details[Detail::AssignableId].text, "4");
    assert_eq!(
        usual.import(r#"[{"name": "x", "status": "WFH", "message": [4]}]"#),
        Err(ImportError::NotPresets)
    );
}

/// What is kept, read and written again.
fn kept(text: &str) -> UsualStatuses {
    let usual = UsualStatuses::from_text(text);
    assert_eq!(UsualStatuses::from_text(&usual.to_text()), usual);
    usual
}

#[test]
fn one_person_is_not_shown_what_another_has_kept() {
    let ada = kept(r#"{"recent": [{"status": "WFH"}], "named": [], "user_id": 4}"#);
    assert_eq!(ada.owner(), Some(4));
    let nothing = UsualStatuses::default;
    assert_eq!(ada.clone().handed_to(Some(4), nothing()), (ada.clone(), None));

    let (bo, aside) = ada.clone().handed_to(Some(5), nothing());
    assert!(bo.is_empty());
    assert_eq!((bo.owner(), aside.as_ref()), (Some(5), Some(&ada)));
    assert_eq!(bo.handed_to(Some(4), aside.unwrap()).0, ada, "the first person came back");

    let (nobodys, aside) = ada.clone().handed_to(None, nothing());
    assert!(nobodys.is_empty() && nobodys.owner().is_none());
    assert_eq!(aside, Some(ada));
}

#[test]
fn what_was_kept_without_an_account_goes_to_whoever_signs_in() {
    let old = kept(r#"{"recent": [{"status": "WFH"}], "named": [{"name": "x", "status": "VAC"}]}"#);
    assert_eq!(old.owner(), None);
    let before = kept(
        r#"{"recent": [{"status": "SIC"}], "named": [{"name": "a", "status": "SIC"}], "user_id": 4}"#,
    );
    let (own, aside) = old.handed_to(Some(4), before);
    assert_eq!((own.owner(), aside), (Some(4), None));
    assert_eq!(names(&own), ["a", "x"]);
    assert_eq!(own.recent().len(), 2);
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
            // An empty part is neither.
            let is_empty = query.chars().all(|character| "?&".contains(character));
            prop_assert!(link.draft != StatusDraft::default() || !link.not_understood.is_empty() || query.contains('=') || is_empty);
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
