//! The words that were searched for, marked in what was found.

use maud::{Markup, html};

/// A text with the words of `typed` marked; where nothing was typed, the text. Marks are a help to the eye: the database, which finds words,
/// folds more letters than this does.
pub(in crate::view) fn found(text: &str, typed: Option<&str>) -> Markup {
    let sought: Vec<(String, bool)> = typed.map(sought).unwrap_or_default();
    html! {
        @for (word, sought) in words(text).map(|word| (word, is_sought(word, &sought))) {
            @if sought { mark { (word) } } @else { (word) }
        }
    }
}

/// Words in small letters, and whether each may go on.
fn sought(typed: &str) -> Vec<(String, bool)> {
    let words =
        typed.split(|c: char| !c.is_alphanumeric() && c != '*').filter(|word| word.contains(char::is_alphanumeric));
    words.map(|word| (word.trim_matches('*').to_lowercase(), word.ends_with('*'))).collect()
}

fn is_sought(word: &str, sought: &[(String, bool)]) -> bool {
    let word = word.to_lowercase();
    sought.iter().any(|(sought, goes_on)| if *goes_on { word.starts_with(sought.as_str()) } else { word == *sought })
}

/// The text in runs of letters and digits, and runs of all else.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let inside = rest.chars().next()?.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != inside).unwrap_or(rest.len());
        let (word, left) = rest.split_at(end);
        rest = left;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn words_are_marked_and_nothing_is_lost() {
        for (text, typed, expected) in [
            ("The gate, the Gates", Some("gate"), "The <mark>gate</mark>, the Gates"),
            ("The gate, the Gates", Some("gate*"), "The <mark>gate</mark>, the <mark>Gates</mark>"),
            ("<b>gate</b>", Some("“gate b”"), "&lt;<mark>b</mark>&gt;<mark>gate</mark>&lt;/<mark>b</mark>&gt;"),
            ("", Some("x"), ""),
            ("as it is", None, "as it is"),
            ("as it is", Some("* \""), "as it is"),
        ] {
            assert_eq!(found(text, typed).into_string(), expected);
        }
    }
}
