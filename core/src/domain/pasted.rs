//! Pasted tokens and numbers, without what nobody sees in them.

/// `text` as it looks: without white space around it, without invisible characters, and with ASCII in place of
/// full-width characters. Chats, PDFs and input methods add these. A token and an id are ASCII, so none of them
/// can be meant.
pub(super) fn as_it_looks(text: &str) -> String {
    let visible = text.chars().filter(|character| !is_invisible(*character));
    let plain: String = visible.map(without_width).collect();
    plain.trim().to_owned()
}

/// Soft hyphen, zero-width characters, directional marks and the byte order mark.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// The ASCII character of a full-width one.
fn without_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::as_it_looks;

    #[test]
    fn invisible_characters_are_dropped_and_full_width_ones_become_ascii() {
        for pasted in ["\u{feff}a4", "a\u{200b}4", "\u{202a}a4\u{202c}", "\u{3000}a4\u{a0}", "ａ４"]
        {
            assert_eq!(as_it_looks(pasted), "a4", "{pasted:?}");
        }
    }

    #[test]
    fn visible_characters_stay() {
        for text in ["a 4", "é", "٤", "‐"] {
            assert_eq!(as_it_looks(text), text);
        }
    }
}
