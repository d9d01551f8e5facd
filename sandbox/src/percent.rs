//! Percent-decoding that refuses what it cannot read. The usual decoders let `%zz` through and
//! replace bytes that are not UTF-8, so a client's mistake would be stored in silence.

/// Why a text cannot be decoded; its `Display` continues "must …".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Undecodable {
    #[error("have two hexadecimal digits after every %")]
    BadEscape,
    #[error("be UTF-8")]
    NotUtf8,
}

/// Decodes `%XX`, as in a path.
pub(crate) fn decode(text: &[u8]) -> Result<String, Undecodable> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        if first != b'%' {
            decoded.push(first);
            rest = tail;
            continue;
        }
        let (Some(high), Some(low)) = (hex_digit(tail.first()), hex_digit(tail.get(1))) else {
            return Err(Undecodable::BadEscape);
        };
        decoded.push(high << 4 | low);
        rest = &tail[2..];
    }
    String::from_utf8(decoded).map_err(|_| Undecodable::NotUtf8)
}

/// Decodes `%XX`, and `+` as a space, as in a form or a query.
pub(crate) fn decode_form(text: &[u8]) -> Result<String, Undecodable> {
    let spaced: Vec<u8> = text.iter().map(|&b| if b == b'+' { b' ' } else { b }).collect();
    decode(&spaced)
}

/// Cuts a form or a query into its raw names and values.
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
    fn decodes_what_is_well_formed() {
        assert_eq!(decode(b"a%20b+c%C3%A9"), Ok("a b+cé".to_owned()));
        assert_eq!(decode_form(b"a+b%2Bc"), Ok("a b+c".to_owned()));
    }

    #[test]
    fn refuses_what_is_not() {
        for text in ["%", "%4", "%zz", "%u0041", "a%2", "%+1"] {
            assert_eq!(decode(text.as_bytes()), Err(Undecodable::BadEscape), "{text}");
        }
        for text in ["%FF", "%C3", "%ED%A0%80", "%C0%80"] {
            assert_eq!(decode(text.as_bytes()), Err(Undecodable::NotUtf8), "{text}");
        }
    }

    #[test]
    fn cuts_pairs_at_the_first_equals_sign() {
        let found: Vec<_> = pairs(b"a=1&&b&c=x=y").collect();
        assert_eq!(found, [(&b"a"[..], &b"1"[..]), (b"b", b""), (b"c", b"x=y")]);
    }
}
