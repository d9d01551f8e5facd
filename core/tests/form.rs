//! The status form: what parses, and the problems of what does not.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use proptest::prelude::*;
use support::{FixedZone, NEW_YORK_WINTER, PlainFormat, at, details, sent};
use whereabouts_core::clock::{Edge, Week};
use whereabouts_core::domain::{Detail, Details, StatusCode};
use whereabouts_core::form::{Entry, Field, FieldErrors, Problem, StatusDraft, Until};

const NOW: &str = "2026-11-23T19:05:00Z";

fn working_from_home() -> StatusDraft {
    StatusDraft { status: Some(StatusCode::WorkingFromHome), ..StatusDraft::default() }
}

fn ending(date: &str, time: &str) -> StatusDraft {
    let (end_date, end_time) = (date.into(), time.into());
    StatusDraft { until: Until::Chosen, end_date, end_time, ..working_from_home() }
}

fn errors_of(draft: &StatusDraft) -> FieldErrors {
    draft.parse(at(NOW), &NEW_YORK_WINTER, Week::default()).unwrap_err()
}

fn unfinished() -> Entry {
    Entry { text: String::new(), is_unfinished: true }
}

#[test]
fn a_status_alone_is_enough() {
    let status = working_from_home().parse(at(NOW), &NEW_YORK_WINTER, Week::default()).unwrap();
    assert_eq!(status.status, StatusCode::WorkingFromHome);
    assert_eq!((status.period.start(), status.period.end()), (None, None));
    assert_eq!(status.details, Details::default());
}

#[test]
fn a_missing_status_is_a_problem() {
    let errors = errors_of(&StatusDraft::default());
    assert_eq!(errors.on(Field::Status), Some(&Problem::StatusMissing));
}

#[test]
fn wall_times_are_converted_to_utc() {
    let mut draft = ending("2027-01-15", "17:30");
    draft.start_date = "2027-01-15".into();
    draft.start_time = "09:00".into();
    let status = draft.parse(at(NOW), &NEW_YORK_WINTER, Week::default()).unwrap();
    assert_eq!(status.period.start(), Some(at("2027-01-15T14:00:00Z")));
    assert_eq!(status.period.end(), Some(at("2027-01-15T22:30:00Z")));
}

#[test]
fn text_is_trimmed_and_white_space_alone_is_not_sent() {
    let draft = StatusDraft {
        details: details([
            (Detail::Message, "  Back soon \n".into()),
            (Detail::CurrentTask, " \t".into()),
            (Detail::AssignableId, " 4 ".into()),
        ]),
        ..working_from_home()
    };
    let status = draft.parse(at(NOW), &NEW_YORK_WINTER, Week::default()).unwrap();
    assert_eq!(sent(&status, Detail::Message).as_deref(), Some("Back soon"));
    assert_eq!(sent(&status, Detail::CurrentTask), None);
    assert_eq!(sent(&status, Detail::AssignableId).as_deref(), Some("4"));
}

// "No end date" must never turn into a date that was typed before.
#[test]
fn a_typed_end_is_not_sent_after_choosing_no_end_date() {
    let draft = StatusDraft { until: Until::NoEnd, ..ending("2020-01-01", "") };
    assert_eq!(draft.parse(at(NOW), &NEW_YORK_WINTER, Week::default()).unwrap().period.end(), None);
}

// zammad#3590: a one-day absence had start = end and covered nothing.
#[test]
fn an_end_at_or_before_the_start_is_rejected() {
    let start = at("2027-01-15T14:00:00Z");
    for time in ["08:59", "09:00"] {
        let mut draft = ending("2027-01-15", time);
        draft.start_date = "2027-01-15".into();
        draft.start_time = "09:00".into();
        let errors = errors_of(&draft);
        assert_eq!(errors.on(Field::EndDate), Some(&Problem::EndNotAfterStart { start }), "{time}");
    }
}

#[test]
fn an_end_in_the_past_or_now_is_rejected() {
    for time in ["14:04", "14:05"] {
        let errors = errors_of(&ending("2026-11-23", time));
        assert_eq!(errors.on(Field::EndDate), Some(&Problem::EndNotAfterNow { now: at(NOW) }));
    }
    assert!(
        ending("2026-11-23", "14:06").parse(at(NOW), &NEW_YORK_WINTER, Week::default()).is_ok()
    );
}

#[test]
fn each_missing_or_unfinished_part_is_named() {
    let cases = [
        (Entry::default(), Entry::default(), Field::EndDate, Problem::MomentMissing(Edge::End)),
        (Entry::default(), "17:00".into(), Field::EndDate, Problem::DateMissing(Edge::End)),
        ("2027-01-15".into(), Entry::default(), Field::EndTime, Problem::TimeMissing(Edge::End)),
        (unfinished(), "17:00".into(), Field::EndDate, Problem::DateUnfinished(Edge::End)),
        ("2027-01-15".into(), unfinished(), Field::EndTime, Problem::TimeUnfinished(Edge::End)),
        ("0027-01-15".into(), "17:00".into(), Field::EndDate, Problem::YearOutOfRange(Edge::End)),
    ];
    for (end_date, end_time, field, problem) in cases {
        let draft = StatusDraft { until: Until::Chosen, end_date, end_time, ..working_from_home() };
        assert_eq!(errors_of(&draft).on(field), Some(&problem), "{draft:?}");
    }
}

// An unreadable end must never count as "no end date".
#[test]
fn both_parts_unfinished_are_two_problems() {
    let draft = StatusDraft {
        until: Until::Chosen,
        end_date: unfinished(),
        end_time: unfinished(),
        ..working_from_home()
    };
    assert_eq!(errors_of(&draft).iter().count(), 2);
}

#[test]
fn a_start_without_date_is_a_problem() {
    let draft = StatusDraft { start_time: "09:00".into(), ..working_from_home() };
    let errors = errors_of(&draft);
    assert_eq!(errors.on(Field::StartDate), Some(&Problem::DateMissing(Edge::Start)));
}

#[test]
fn all_problems_are_reported_in_the_order_of_the_page() {
    let draft = StatusDraft {
        until: Until::Chosen,
        start_date: "2027-01-15".into(),
        details: details([(Detail::AssignableId, "four".into())]),
        ..StatusDraft::default()
    };
    let fields: Vec<_> = errors_of(&draft).iter().map(|(field, _)| field).collect();
    let expected =
        [Field::Status, Field::EndDate, Field::StartTime, Field::Detail(Detail::AssignableId)];
    assert_eq!(fields, expected);
}

#[test]
fn correcting_a_field_removes_its_error_and_adds_no_other() {
    let mut errors = errors_of(&StatusDraft::default().with(Detail::AssignableId, "x"));
    let still = errors_of(&StatusDraft { until: Until::Chosen, ..working_from_home() });
    errors.drop_solved(&still);
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn each_problem_has_its_sentence() {
    let start = at("2026-11-24T09:00:00Z");
    let wall = |text: &str| format!("2027-03-14T{text}:00").parse().unwrap();
    let cases = [
        (Problem::StatusMissing, "Select your status"),
        (Problem::MomentMissing(Edge::End), "Enter the day and time your status ends"),
        (
            Problem::DateUnfinished(Edge::Start),
            "Start date must be a real date with a day, a month and a year",
        ),
        (
            Problem::YearOutOfRange(Edge::End),
            "End date must have a four-digit year, 1970 or later, like 2027",
        ),
        (Problem::NotPositiveInteger, "Assignable ID must be a whole number above zero, like 4"),
        (Problem::TimeUnfinished(Edge::End), "End time must include hours and minutes, like 17:30"),
        (Problem::EndNotAfterNow { now: at(NOW) }, "End must be later than now (2026-11-23 19:05)"),
        (Problem::EndNotAfterStart { start }, "End must be after the start, 2026-11-24 09:00"),
        (
            Problem::SkippedByClocks { wall: wall("02:30"), resumes: wall("03:00") },
            "02:30 does not exist on 14 March, because clocks go forward. Choose 03:00 or later",
        ),
    ];
    for (problem, sentence) in cases {
        assert_eq!(problem.sentence(&PlainFormat), sentence);
    }
}

#[test]
fn a_stored_draft_round_trips() {
    let draft = ending("2027-01-15", "17:00").with(Detail::Message, "  not trimmed ");
    assert_eq!(StatusDraft::from_text(&draft.to_text()), draft);
}

#[test]
fn a_draft_of_another_version_is_read_as_far_as_possible() {
    let draft = StatusDraft::from_text(r#"{"status":"WFH","mood":"fine"}"#);
    assert_eq!(draft, working_from_home());
    let draft = StatusDraft::from_text(r#"{"status":"WFH","message":7}"#);
    assert_eq!(draft, working_from_home());
    for rubbish in [
        "",
        "null",
        "{",
        "[1]",
        "7",
        r#""{}""#,
        "\0",
        r#"{"status":"LUN"}"#,
        r#"{"status":7}"#,
        r#"{"message":7}"#,
        r#"{"message":{"text":"x"}}"#,
        r#"{"until":"the cows come home"}"#,
    ] {
        assert_eq!(StatusDraft::from_text(rubbish), StatusDraft::default(), "{rubbish}");
    }
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let text = prop_oneof![
        Just(String::new()),
        "\\PC{0,40}",
        "[0-9]{4,6}-[0-9]{2}-[0-9]{2}",
        "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?",
        "-?[0-9]{1,25}",
    ];
    (text, any::<bool>()).prop_map(|(text, is_unfinished)| Entry { text, is_unfinished })
}

fn any_draft() -> impl Strategy<Value = StatusDraft> {
    let status =
        prop_oneof![Just(None), proptest::sample::select(&StatusCode::ALL[..]).prop_map(Some)];
    let until = proptest::sample::select(&Until::ALL[..]);
    (status, until, proptest::collection::vec(any_entry(), StatusDraft::entry_fields().count()))
        .prop_map(|(status, until, entries)| {
            let mut draft = StatusDraft { status, until, ..StatusDraft::default() };
            for (field, entry) in StatusDraft::entry_fields().zip(entries) {
                *draft.entry_mut(field).unwrap() = entry;
            }
            draft
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_parses_or_names_its_problems(draft in any_draft(), offset in -14 * 3600..=14 * 3600) {
        match draft.parse(at(NOW), &FixedZone(offset), Week::default()) {
            Ok(status) => {
                prop_assert_eq!(Some(status.status), draft.status);
                prop_assert_eq!(status.period.end().is_some(), draft.until != Until::NoEnd);
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                for (_, problem) in errors.iter() {
                    prop_assert!(!problem.sentence(&PlainFormat).is_empty());
                }
            }
        }
    }

    #[test]
    fn any_stored_draft_round_trips(draft in any_draft()) {
        let kept = StatusDraft::from_text(&draft.to_text());
        for detail in Detail::ALL {
            prop_assert_eq!(&kept.details[detail].text, &draft.details[detail].text);
        }
        prop_assert_eq!(kept.end_date.text, draft.end_date.text);
        prop_assert_eq!(kept.status, draft.status);
    }
}
