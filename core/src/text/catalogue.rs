//! The words of one language, as the build writes them: a line for each message.

use super::messages::language;
use std::cell::Cell;
use std::fmt::Display;

/// The languages of `languages/`: the tag of each, and its name in itself.
pub const LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/en.txt"));

/// The words of a language, and its rule for plurals.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue {
    messages: &'static [&'static str],
    plural: fn(&str) -> String,
}

thread_local! {
    static SPOKEN: Cell<Catalogue> = Cell::new(Catalogue::english());
}

/// From now on, every text is in the language of `catalogue`.
pub fn speak(catalogue: Catalogue) {
    SPOKEN.set(catalogue);
}

impl Catalogue {
    /// The language that is in the program.
    #[must_use]
    pub fn english() -> Self {
        let plural = |count: &str| if count == "1" { "one" } else { "other" }.to_owned();
        Self { messages: lines(ENGLISH), plural }
    }

    /// Reads what the build wrote for a language; `None` if it was written for another version of the page.
    /// `plural` names the plural form for a number, as `Intl.PluralRules` does.
    ///
    /// The words are never freed: that saves a copy of each text, and few people read more than two languages.
    #[must_use]
    pub fn read(words: String, plural: fn(&str) -> String) -> Option<Self> {
        let messages = lines(words.leak());
        (messages.len() == ENGLISH.lines().count()).then_some(Self { messages, plural })
    }
}

fn lines(words: &'static str) -> &'static [&'static str] {
    words.lines().collect::<Vec<_>>().leak()
}

/// The message without placeholders on that line.
pub(super) fn text(index: usize) -> &'static str {
    SPOKEN.get().messages.get(index).copied().unwrap_or_default()
}

/// The message on that line, with its placeholders filled.
pub(super) fn sentence(index: usize, values: &[&dyn Display]) -> String {
    filled(text(index), values, is_rtl())
}

/// The same, in the plural form for the first value.
pub(super) fn plural(index: usize, values: &[&dyn Display]) -> String {
    let count = values.first().map(ToString::to_string).unwrap_or_default();
    filled(form(text(index), &(SPOKEN.get().plural)(&count)), values, is_rtl())
}

fn is_rtl() -> bool {
    language::direction() == "rtl"
}

/// The `wanted` plural form of a line, else its last one, which is `other`.
fn form<'a>(line: &'a str, wanted: &str) -> &'a str {
    let forms = || line.split('\t').filter_map(|form| form.split_once(':'));
    let found = forms().find(|(form, _)| *form == wanted).or_else(|| forms().next_back());
    found.map_or(line, |(_, text)| text)
}

/// Replaces `{0}` by the first value, and so on. What runs in the other direction is isolated, or it would reorder the
/// sentence around it (<https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates>).
fn filled(template: &str, values: &[&dyn Display], is_rtl: bool) -> String {
    let mut sentence = String::new();
    let mut rest = template;
    while let Some((before, (number, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        sentence.push_str(before);
        if let Some(value) = number.parse::<usize>().ok().and_then(|number| values.get(number)) {
            let value = value.to_string();
            let turns = |character| character != ' ' && is_from_right_to_left(character) != is_rtl;
            if value.chars().any(turns) {
                sentence.push('\u{2068}');
                sentence.push_str(&value);
                sentence.push('\u{2069}');
            } else {
                sentence.push_str(&value);
            }
        }
        rest = after;
    }
    sentence.push_str(rest);
    sentence
}

/// Whether a letter is of Hebrew, Arabic or another script of that part of Unicode.
const fn is_from_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plural(count: &str) -> String {
        if count == "2" { "two" } else { "other" }.to_owned()
    }

    #[test]
    fn a_plural_form_is_found_by_its_name_or_is_other() {
        let line = "one:1 day\ttwo:a pair: of days\tother:{0} days";
        assert_eq!(form(line, "two"), "a pair: of days");
        assert_eq!(form(line, "few"), "{0} days");
        assert_eq!(form("other:{0}日", "other"), "{0}日");
    }

    #[test]
    fn placeholders_are_filled_in_any_order_and_only_once() {
        assert_eq!(filled("{1}, {0}: {1}", &[&"{1}", &2], false), "2, {1}: 2");
        assert_eq!(filled("nothing {", &[&1], false), "nothing {");
    }

    #[test]
    fn what_runs_in_the_other_direction_is_isolated() {
        assert_eq!(filled("Hi {0}!", &[&"Ada"], false), "Hi Ada!");
        assert_eq!(filled("Hi {0}!", &[&"سارة"], false), "Hi \u{2068}سارة\u{2069}!");
        assert_eq!(filled("{0}!", &[&"Ada"], true), "\u{2068}Ada\u{2069}!");
        assert_eq!(filled("{0}!", &[&"سارة علي"], true), "سارة علي!");
    }

    #[test]
    fn another_language_is_spoken_until_the_next_one() {
        let first = super::super::form::set_status();
        let words = ENGLISH.lines().map(|line| format!("x{line}")).collect::<Vec<_>>().join("\n");
        speak(Catalogue::read(words, plural).unwrap());
        assert_eq!(super::super::form::set_status(), format!("x{first}"));
        speak(Catalogue::english());
        assert_eq!(super::super::form::set_status(), first);
    }

    #[test]
    fn words_of_another_version_are_refused() {
        assert!(Catalogue::read("only\ntwo".to_owned(), plural).is_none());
    }
}
