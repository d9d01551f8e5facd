//! The parts of a stored status, in the outcome and in the history.

pub fn from() -> &'static str {
    "From"
}

pub fn until() -> &'static str {
    "Until"
}

pub fn no_end_date() -> &'static str {
    "No end date"
}

pub fn number() -> &'static str {
    "Record"
}
