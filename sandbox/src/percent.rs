//! Strict percent-decoding. Common decoders keep `%zz` and replace bytes that are not UTF-8. With
//! them, the sandbox would silently store a client's mistake.

/// Why decoding failed. The message follows "must", as in "Body must be UTF-8".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DecodeError {
    #[error("have two hexadecimal digits after every %")]
    BadEscape,
    #[error("be UTF-8")]
    NotUtf8,
}

/// Decodes `%XX`, for paths.
pub(crate) fn decode(text: &[u8]) -> Result<String, DecodeError> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        if first != b'%' {
            decoded.push(first);
            rest = tail;
            continue;
        }
        let (Some(high), Some(low)) = (hex_digit(tail.first()), hex_digit(tail.get(1))) else {
            return Err(DecodeError::BadEscape);
        };
        decoded.push(high << 4 | low);
        rest = &tail[2..];
    }
    String::from_utf8(decoded).map_err(|_| DecodeError::NotUtf8)
}

/// Decodes `%XX` and `+`, for forms and queries.
pub(crate) fn decode_form(text: &[u8]) -> Result<String, DecodeError> {
    let spaced: Vec<u8> = text.iter().map(|&b| if b == b'+' { b' ' } else { b }).collect();
    decode(&spaced)
}

/// Splits a form or a query into raw names and values.
pub(crate) fn pairs(text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    text.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        match pair.iter().position(|&byte| byte == b'=') {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &[][..]),
        }
    })
}

fn hex_digit(byte: Option<&u8>) -> Option<u8> {
    match byte? {
        digit @ b'0'..=b'9' => Some(digit - b'0'),
        digit @ b'a'..=b'f' => Some(digit - b'a' + 10),
        digit @ b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_text_is_decoded() {
        assert_eq!(decode(b"a%20b+c%C3%A9"), Ok("a b+cé".to_owned()));
        assert_eq!(decode_form(b"a+b%2Bc"), Ok("a b+c".to_owned()));
    }

    #[test]
    fn malformed_text_is_rejected() {
        for text in ["%", "%4", "%zz", "%u0041", "a%2", "%+1"] {
            assert_eq!(decode(text.as_bytes()), Err(DecodeError::BadEscape), "{text}");
        }
        for text in ["%FF", "%C3", "%ED%A0%80", "%C0%80"] {
            assert_eq!(decode(text.as_bytes()), Err(DecodeError::NotUtf8), "{text}");
        }
    }

    #[test]
    fn pairs_are_split_at_the_first_equals_sign() {
        let found: Vec<_> = pairs(b"a=1&&b&c=x=y").collect();
        assert_eq!(found, [(&b"a"[..], &b"1"[..]), (b"b", b""), (b"c", b"x=y")]);
    }
}
