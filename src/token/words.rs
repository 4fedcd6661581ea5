//! Words: slices of the text, cut as Universal Dependencies cuts English, so that the syntax head sees what it learnt.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Byte, Span, pattern};

/// A word, a number, a clitic ("n't", "'s") or a mark of punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the article.
    pub span: Span<Byte>,
}

/// Leftmost-first: an earlier line wins. The training recipe cuts by the same table (`models/recipe/words.py`), and
/// `tests/data/words.json`, which the recipe writes, holds both to it.
const PATTERN: &str = concat!(
    r#"(?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]"#, // addresses
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",                         // mail
    r"|[@\#]\w+",                                             // handles
    r"|(?:\p{L}\.){2,}",                                      // U.S., a.m.
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gen|Gov|Lt|Col|Capt|Sgt|Jr|Sr|St|vs|Inc|Corp|Ltd",
    r"|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec|Rev|Hon|Maj|Brig|Adm|Cmdr)\.",
    r"|\p{Lu}\.",                                  // initials
    r"|\p{Lu}+&\p{Lu}+",                           // AT&T
    r"|\d+(?:[.,:]\d+)*\p{L}*",                    // 5,000, 20th, 16:30
    r"|[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}]+)*", // words, clitics still on them
    r"|(?i:['’](?:s|re|ve|ll|d|m))\b",             // a clitic on its own: U.S.'s
    r"|\.{2,}|-{2,}",                              // ellipses, dashes
    r"|''|``",                                     // a quotation mark of two characters
    r"|\S",
);

static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(PATTERN));

/// The words of `within`, in text order.
#[must_use]
pub fn words(text: &str, within: Span<Byte>) -> Vec<Word> {
    let mut found = Vec::new();
    for hit in WORD.find_iter(within.of(text)) {
        let (start, end) = (within.start + hit.start(), within.start + hit.end());
        match clitic(hit.as_str()) {
            Some(cut) => found.extend([Span::new(start, start + cut), Span::new(start + cut, end)]),
            None => found.push(Span::new(start, end)),
        }
    }
    found.into_iter().map(|span| Word { span }).collect()
}

/// Where a clitic begins, in bytes: "do|n't", "Aliyev|'s", "can|not".
fn clitic(word: &str) -> Option<usize> {
    if word.eq_ignore_ascii_case("cannot") {
        return Some(3);
    }
    let (apostrophe, mark) = word.char_indices().rev().find(|(_, c)| matches!(c, '\'' | '’'))?;
    let tail = &word[apostrophe + mark.len_utf8()..];
    let before = &word[..apostrophe];
    if tail.eq_ignore_ascii_case("t") && before.ends_with(['n', 'N']) && before.len() > 1 {
        return Some(apostrophe - 1);
    }
    let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|c| tail.eq_ignore_ascii_case(c));
    (known && apostrophe > 0).then_some(apostrophe)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::words;
    use crate::text::Span;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len())).into_iter().map(|w| w.span.of(text)).collect()
    }

    macro_rules! cuts {
        ($($name:ident: $text:literal => $words:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(cut($text), $words); }
        )* };
    }

    cuts! {
        sentence: "He left." => ["He", "left", "."];
        negation: "They don't" => ["They", "do", "n't"];
        negation_curly: "They don’t" => ["They", "do", "n’t"];
        possessive: "Aliyev’s" => ["Aliyev", "’s"];
        plural_possessive: "officials' say" => ["officials", "'", "say"];
        irish: "O'Brien" => ["O'Brien"];
        cannot: "cannot" => ["can", "not"];
        hyphen: "Nagorno-Karabakh" => ["Nagorno", "-", "Karabakh"];
        abbreviation: "the U.S. army" => ["the", "U.S.", "army"];
        title: "Sen. Obi" => ["Sen.", "Obi"];
        no_title_inside: "at Fargo." => ["at", "Fargo", "."];
        number: "5,000.50 and 16:30" => ["5,000.50", "and", "16:30"];
        ordinal: "the 20th" => ["the", "20th"];
        quotes: "“No,” he" => ["“", "No", ",", "”", "he"];
        quotes_of_two: "''No,'' he said ``so''" => ["''", "No", ",", "''", "he", "said", "``", "so", "''"];
        address: "see https://a.example/b?c=d." => ["see", "https://a.example/b?c=d", "."];
        emoji: "ok🙂no" => ["ok", "🙂", "no"];
        clitic_after_abbreviation: "the U.S.'s army" => ["the", "U.S.", "'s", "army"];
        initials: "J. K. Tan" => ["J.", "K.", "Tan"];
    }

    #[derive(serde::Deserialize)]
    struct Row {
        text: String,
        words: Vec<String>,
    }

    #[test]
    fn cuts_as_the_recipe_does() {
        let rows: Vec<Row> = serde_json::from_str(include_str!("../../tests/data/words.json")).unwrap();
        assert!(rows.len() > 30);
        for row in rows {
            assert_eq!(cut(&row.text), row.words, "{}", row.text);
        }
    }
}
