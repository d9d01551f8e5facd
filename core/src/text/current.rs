//! The current status.

pub fn heading() -> &'static str {
    "Current status"
}

pub fn none_yet() -> &'static str {
    "None yet"
}

pub fn ended(status: &str) -> String {
    format!("{status} (ended)")
}

pub fn ended_at(end: &str) -> String {
    format!("Ended {end}")
}

/// From when and until when, in two clauses of one sentence. The page emphasises the second one.
pub fn period(start: Option<&str>, has_begun: bool, end: Option<&str>) -> (String, String) {
    let (start, end) = match (start, end) {
        (None, Some(end)) => return (String::new(), format!("Until {end}")),
        (None, None) => return (String::new(), "No end date".to_owned()),
        (Some(start), end) => (start, end),
    };
    let start = if has_begun { format!("Since {start},") } else { format!("From {start},") };
    (start, end.map_or_else(|| "no end date".to_owned(), |end| format!("until {end}")))
}

/// A status that has not started.
pub fn next(status: &str, start: &str) -> String {
    format!("Next: {status}, from {start}")
}

/// How old the current status is, and whether reading it failed. `age` is in seconds; `None` until
/// it was read once.
pub fn freshness(age: Option<i64>, has_failed: bool) -> String {
    match (age, has_failed) {
        (Some(age), false) => read(age),
        (Some(age), true) => format!("{} Refreshing failed.", read(age)),
        (None, true) => {
            "Your current status could not be read. You can still set a new one.".to_owned()
        }
        (None, false) => "Reading…".to_owned(),
    }
}

fn read(age: i64) -> String {
    match age {
        ..60 => "Read just now.".to_owned(),
        60..120 => "Read 1 minute ago.".to_owned(),
        120..3600 => format!("Read {} minutes ago.", age / 60),
        3600..7200 => "Read 1 hour ago.".to_owned(),
        7200..86_400 => format!("Read {} hours ago.", age / 3600),
        86_400..172_800 => "Read 1 day ago.".to_owned(),
        _ => format!("Read {} days ago.", age / 86_400),
    }
}

pub fn changed_in_another_tab() -> &'static str {
    "Changed in another tab."
}

pub fn refresh() -> &'static str {
    "Refresh"
}

pub fn back_to_previous() -> &'static str {
    "Back to previous"
}

pub fn back_to_previous_hint(previous: &str) -> String {
    format!("Sets “{previous}” again, as a new record.")
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
