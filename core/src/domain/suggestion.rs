//! People, projects and leave types that a form suggests.

/// An id with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
}

impl Suggestion {
    /// The id of the only suggestion with this name, in any case. `lower_case` is the browser's, because the table
    /// that Rust needs for it is as large as a page of this program.
    #[must_use]
    pub fn id_of(name: &str, suggestions: &[Self], lower_case: fn(&str) -> String) -> Option<i64> {
        let name = lower_case(name.trim());
        let mut namesakes = suggestions.iter().filter(|one| lower_case(one.name.trim()) == name);
        match (namesakes.next(), namesakes.next()) {
            (Some(only), None) => Some(only.id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Suggestion;

    #[test]
    fn a_full_name_leads_to_its_id_if_nobody_else_has_it() {
        let named = |id, name: &str| Suggestion { id, name: name.to_owned() };
        let all = [named(4, "Ada Ångström"), named(5, "Bo Li"), named(6, "bo li")];
        assert_eq!(Suggestion::id_of(" ada ångström", &all, str::to_lowercase), Some(4));
        for name in ["", "Ada", "Bo Li", "4"] {
            assert_eq!(Suggestion::id_of(name, &all, str::to_lowercase), None, "{name}");
        }
    }
}
