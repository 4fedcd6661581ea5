//! What a reader types into a field, as FTS5 takes it.

/// A question to FTS5: every word must be there, what stands in quotation marks as it stands, and a star after a word lets it go on.
/// Everything is quoted, so that nothing that is typed is syntax. Nothing where no letter and no digit was typed.
pub(super) fn match_of(typed: &str) -> Option<String> {
    let parts: Vec<String> = phrases(typed).filter_map(|(words, whole)| quoted(words, whole)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The same, each word as the beginning of one: for names of which the end is not typed yet.
pub(super) fn begins_of(typed: &str) -> Option<String> {
    let words = typed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let parts: Vec<String> = words.map(|word| format!("\"{word}\"*")).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What is typed, in pieces: what stands within quotation marks of any kind, and the words without.
fn phrases(typed: &str) -> impl Iterator<Item = (&str, bool)> {
    let pieces = typed.split(['"', '“', '”', '„', '«', '»']).enumerate();
    pieces.flat_map(|(at, piece)| {
        let whole = at % 2 == 1;
        let words: Vec<&str> = if whole { vec![piece] } else { piece.split_whitespace().collect() };
        words.into_iter().map(move |words| (words, whole))
    })
}

fn quoted(words: &str, whole: bool) -> Option<String> {
    if !words.contains(char::is_alphanumeric) {
        return None;
    }
    // FTS5 reads on to the next quotation mark, whatever else there is; a zero byte would end its reading.
    let words = words.replace(['"', '\0'], " ");
    match words.strip_suffix('*').filter(|_| !whole) {
        Some(begin) => Some(format!("\"{begin}\"*")),
        None => Some(format!("\"{words}\"")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::{begins_of, match_of};
    use rusqlite::Connection;

    #[test]
    fn everything_is_quoted() {
        for (typed, expected) in [
            ("gate three", Some("\"gate\" \"three\"")),
            ("“gate three” dam", Some("\"gate three\" \"dam\"")),
            ("\"gate three", Some("\"gate three\"")),
            ("warn*", Some("\"warn\"*")),
            ("gate AND NOT (three)", Some("\"gate\" \"AND\" \"NOT\" \"(three)\"")),
            ("content:gate ^a -b", Some("\"content:gate\" \"^a\" \"-b\"")),
            ("* \"\" ' -- ;", None),
            ("", None),
        ] {
            assert_eq!(match_of(typed).as_deref(), expected, "{typed}");
        }
        assert_eq!(begins_of("o'Neil-Sm").as_deref(), Some("\"o\"* \"Neil\"* \"Sm\"*"));
    }

    #[test]
    fn the_database_takes_whatever_is_typed() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("create virtual table t using fts5 (a); insert into t values ('the gate of O''Neil')")
            .unwrap();
        let count = |question: &str| {
            db.query_row("select count(*) from t where t match ?", [question], |row| row.get::<_, i64>(0))
        };
        let odd = [
            "\"",
            "a\"b\"c",
            "NEAR(a b, 3)",
            "a:b",
            "(",
            "*a",
            "a**",
            "^",
            "é\u{0}x",
            "{a b}: c",
            "+",
            "a + b",
            "-",
            "\\",
            "%",
            "' or 1=1 --",
            "𝔞",
            "٣",
        ];
        for typed in odd {
            for question in [match_of(typed), begins_of(typed)].into_iter().flatten() {
                assert!(count(&question).is_ok(), "{typed} → {question}");
            }
        }
        for (typed, expected) in
            [("gate", 1), ("O'Neil", 1), ("\"of O'Neil\"", 1), ("\"O'Neil of\"", 0), ("gat", 0), ("gat*", 1)]
        {
            assert_eq!(match_of(typed).and_then(|question| count(&question).ok()), Some(expected), "{typed}");
        }
    }
}
