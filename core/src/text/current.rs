//! The current status.

pub use super::messages::current::*;

/// From when and until when, in two clauses of one sentence. The page emphasises the second one.
pub fn period(start: Option<&str>, has_begun: bool, end: Option<&str>) -> (String, String) {
    let sentence = match (start, end, has_begun) {
        (None, Some(end), _) => return (String::new(), until(end)),
        (None, None, _) => return (String::new(), no_end_date().to_owned()),
        (Some(start), Some(end), true) => since_until(start, end),
        (Some(start), None, true) => since(start),
        (Some(start), Some(end), false) => from_until(start, end),
        (Some(start), None, false) => starts(start),
    };
    let (first, emphasised) = sentence.split_once('|').unwrap_or(("", &sentence));
    (first.trim_end().to_owned(), emphasised.to_owned())
}

/// How old the current status is, and whether reading it failed. `age` is in seconds; `None` until
/// it was read once.
pub fn freshness(age: Option<i64>, has_failed: bool) -> String {
    match (age, has_failed) {
        (Some(age), false) => read(age),
        (Some(age), true) => refreshing_failed(read(age)),
        (None, true) => unreadable().to_owned(),
        (None, false) => reading().to_owned(),
    }
}

fn read(age: i64) -> String {
    match age {
        ..60 => read_now().to_owned(),
        60..3600 => read_minutes(age / 60),
        3600..86_400 => read_hours(age / 3600),
        _ => read_days(age / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_says_what_is_known_of_it() {
        let clauses = |start, has_begun, end| {
            let (start, end) = period(start, has_begun, end);
            format!("{start} {end}").trim().to_owned()
        };
        assert_eq!(clauses(Some("Mon"), true, Some("Tue")), "Since Mon, until Tue");
        assert_eq!(clauses(Some("Mon"), true, None), "Since Mon, no end date");
        assert_eq!(clauses(Some("Mon"), false, Some("Tue")), "From Mon, until Tue");
        assert_eq!(clauses(Some("Mon"), false, None), "From Mon, no end date");
        assert_eq!(clauses(None, true, Some("Tue")), "Until Tue");
        assert_eq!(clauses(None, true, None), "No end date");
    }

    #[test]
    fn the_age_is_in_the_largest_whole_unit() {
        let ages = [
            (-5, "Read just now."),
            (59, "Read just now."),
            (60, "Read 1 minute ago."),
            (3599, "Read 59 minutes ago."),
            (3600, "Read 1 hour ago."),
            (86_399, "Read 23 hours ago."),
            (86_400, "Read 1 day ago."),
            (172_800, "Read 2 days ago."),
        ];
        for (age, sentence) in ages {
            assert_eq!(freshness(Some(age), false), sentence);
        }
        assert_eq!(freshness(Some(0), true), "Read just now. Refreshing failed.");
    }
}
