//! JSON as other programs write it against the rules: half surrogates and bare control characters in strings, NaN and
//! infinities as numbers. None of them should cost an article.

/// JSON that was mended.
pub(super) struct Mended {
    pub text: String,
    /// Characters that could not be kept: each is U+FFFD now.
    pub replaced: usize,
}

/// What is no number in JSON, though Python's and others' writers take it for one.
const NO_NUMBERS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];

/// `json` by the rules; `None` where nothing known here is wrong with it.
pub(super) fn mend(json: &str) -> Option<Mended> {
    let mut text = String::with_capacity(json.len());
    let (mut replaced, mut mended) = (0, 0);
    let mut quoted = false;
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '"' => {
                quoted = !quoted;
                text.push(c);
                1
            }
            '\\' if quoted => {
                let (length, whole) = escape(rest);
                if whole {
                    text.push_str(&rest[..length]);
                } else {
                    text.push(char::REPLACEMENT_CHARACTER);
                    replaced += 1;
                }
                length
            }
            // White space that is bare in a string means itself.
            '\n' | '\r' | '\t' if quoted => {
                text.push_str(match c {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    _ => "\\t",
                });
                mended += 1;
                1
            }
            '\0'..'\u{20}' if quoted => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
                1
            }
            '-' | 'I' | 'N' if !quoted && no_number(rest) > 0 => {
                text.push_str("null");
                mended += 1;
                no_number(rest)
            }
            _ => {
                text.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    (replaced + mended > 0).then_some(Mended { text, replaced })
}

/// Bytes of the word at the start of `rest` that stands for no number; 0 where there is none.
fn no_number(rest: &str) -> usize {
    NO_NUMBERS.iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len())
}

/// Bytes of the escape at the start of `rest`, a pair of surrogates being one, and whether it is a whole character.
fn escape(rest: &str) -> (usize, bool) {
    let unit = |at: usize| {
        let digits = rest.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    match unit(0) {
        Some(0xd800..0xdc00) => match unit(6) {
            Some(0xdc00..0xe000) => (12, true),
            _ => (6, false),
        },
        Some(0xdc00..0xe000) => (6, false),
        Some(_) => (6, true),
        None => (1 + rest[1..].chars().next().map_or(0, char::len_utf8), true),
    }
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn what_is_against_the_rules_is_mended_and_nothing_else_touched() {
        for (json, mended, replaced) in [
            (r#"{"a":"\ud83d"}"#, Some("{\"a\":\"\u{fffd}\"}"), 1),
            (r#"{"a":"x\udc00\ud83dy"}"#, Some("{\"a\":\"x\u{fffd}\u{fffd}y\"}"), 2),
            (r#"{"a":"\ud83d\ude00"}"#, None, 0),
            (r#"{"a":"\\ud83d"}"#, None, 0),
            ("{\"a\":\"x\u{0}y\u{1}\"}", Some("{\"a\":\"x\u{fffd}y\u{fffd}\"}"), 2),
            ("{\"a\":\"x\ny\"}", Some("{\"a\":\"x\\ny\"}"), 0),
            (r#"{"a":NaN,"b":-Infinity,"c":[Infinity]}"#, Some(r#"{"a":null,"b":null,"c":[null]}"#), 0),
            (r#"{"a":"NaN \"Infinity\""}"#, None, 0),
            (r#"{"a":"x\"#, None, 0),
            (r#"{"a":"\u12"#, None, 0),
            ("{oops}", None, 0),
        ] {
            let got = mend(json);
            assert_eq!(got.as_ref().map(|got| got.text.as_str()), mended, "{json}");
            assert_eq!(got.map_or(0, |got| got.replaced), replaced, "{json}");
        }
    }
}
