//! Words as articles are compared by them: folded, hashed, and known to say something by themselves or not.

use std::collections::HashSet;
use std::sync::LazyLock;

use twox_hash::XxHash64;

use crate::text::Span;
use crate::token;

/// Words that say nothing by themselves, as [`key`] has them.
static SLIGHT: LazyLock<HashSet<&str>> = LazyLock::new(|| listed(include_str!("slight.txt")).collect());

/// The words of a word file; `#` begins a comment.
pub(super) fn listed(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// 64 bits of XXH64, the same on every machine.
pub(super) fn hash(text: &str) -> u64 {
    XxHash64::oneshot(0, text.as_bytes())
}

/// As many as tell some millions of names apart well enough to weigh them.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is wanted")]
pub(super) fn short_hash(text: &str) -> u32 {
    hash(text) as u32
}

/// The words of a text without its marks.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let found = token::words(text, Span::new(0, text.len()));
    found.into_iter().map(move |word| word.span.of(text)).filter(|word| word.contains(char::is_alphanumeric))
}

/// A word as it is compared: "Says", "said" and "saying" are one.
pub(super) fn key(word: &str) -> String {
    token::lemma(word, true)
}

/// Does a word, as [`key`] has it, say something by itself?
pub(super) fn tells(key: &str) -> bool {
    key.len() > 1 && !SLIGHT.contains(key)
}

/// A name as it is compared: without case, dots, "the", "Jr." and initials between other parts.
pub(super) fn fold(name: &str) -> String {
    let lower = lower(name);
    let (parts, last) = parts(&lower);
    let kept = parts.iter().enumerate().filter(|(at, part)| *at <= last && !is_initial(*at, last, part));
    kept.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")
}

/// The initials between other parts of a name: "h w" of "George H.W. Bush".
pub(super) fn initials(name: &str) -> String {
    let lower = lower(name);
    let (parts, last) = parts(&lower);
    let found = parts.iter().enumerate().filter(|(at, part)| is_initial(*at, last, part));
    found.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")
}

fn lower(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'").replace('.', " ");
    lower.trim_end_matches("'s").to_owned()
}

/// The parts of a name without "the", and which of them is the last that is no "Jr.".
fn parts(lower: &str) -> (Vec<&str>, usize) {
    let mut parts: Vec<&str> = lower.split([' ', ',', '\n', '\t', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts[0] == "the" {
        parts.remove(0);
    }
    let last = parts.iter().rposition(|part| !["jr", "sr", "ii", "iii"].contains(part)).unwrap_or_default();
    (parts, last)
}

fn is_initial(at: usize, last: usize, part: &str) -> bool {
    at > 0 && at < last && part.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::{fold, initials, key, tells, words};

    #[test]
    fn names_are_folded() {
        for (name, folded) in [
            ("Pavro Halic", "pavro halic"),
            ("The Daily Bell", "daily bell"),
            ("John F. Hale Jr.", "john hale"),
            ("P. Halic", "p halic"),
            ("The", "the"),
            ("U.S.", "u s"),
            ("Exporters’", "exporters'"),
            ("Jr.", "jr"),
        ] {
            assert_eq!(fold(name), folded, "{name}");
        }
    }

    #[test]
    fn initials_stand_in_the_middle() {
        for (name, found) in [
            ("George H.W. Bush", "h w"),
            ("George W. Bush Jr.", "w"),
            ("George Bush", ""),
            ("P. Halic", ""),
            ("U.S.", ""),
        ] {
            assert_eq!(initials(name), found, "{name}");
        }
    }

    #[test]
    fn words_have_keys_and_some_tell() {
        let text = "“We weren't warned,” he said.";
        assert_eq!(words(text).collect::<Vec<_>>(), ["We", "were", "n't", "warned", "he", "said"]);
        assert_eq!(["paying", "Pays", "will"].map(key), ["pay", "pay", "will"]);
        assert!(tells("gate") && !tells("will") && !tells("n't"));
    }
}
