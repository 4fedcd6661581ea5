//! Where a sentence may end: what `sentencex` proposes, and what it takes for abbreviations.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::calendar::is_day;
use crate::text::pattern;

static ABBREVIATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("abbreviations.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// A word with a point, and a capital behind it, or a quotation.
static MISSED: LazyLock<Regex> = LazyLock::new(|| pattern(r#"([\p{L}.]*\p{L})\. +(?:["“‘]([^"”’]+)|\p{Lu})"#));

/// The pieces of a paragraph that may be sentences, nothing left out between them.
pub(super) fn proposed(paragraph: &str) -> impl Iterator<Item = &str> {
    sentencex::segment("en", paragraph).into_iter().flat_map(|mut piece| {
        let mut found = Vec::new();
        while let Some(end) = missed(piece) {
            let (sentence, rest) = piece.split_at(end);
            found.push(sentence);
            piece = rest;
        }
        found.push(piece);
        found
    })
}

/// Where the first sentence ends that `sentencex` lets run on: "in May. Obi left", "said no. Obi left", "Obi Inc. “We left”".
fn missed(piece: &str) -> Option<usize> {
    let (mut seen, mut curly, mut straight) = (0, 0_i32, false);
    MISSED.captures_iter(piece).find_map(|hit| {
        let word = hit.get(1)?;
        // "in a post on X. Obi left": no initial.
        let network = word.as_str() == "X" && piece[..word.start()].ends_with(" on ");
        let plain = word.as_str() == "May"
            || network
            || word.len() > 1
                && word.as_str().chars().all(char::is_lowercase)
                && !matches!(word.as_str(), "vs" | "al" | "cf" | "ca" | "viz" | "approx");
        // “Chip” is a nickname, “We left,” is speech.
        let speech = hit.get(2).is_some_and(|quoted| {
            let quoted = quoted.as_str();
            quoted.split_whitespace().nth(2).is_some() || quoted.ends_with([',', '.', '!', '?'])
        });
        for mark in piece[seen..word.start()].chars() {
            curly += i32::from(mark == '“') - i32::from(mark == '”');
            straight ^= mark == '"';
        }
        seen = word.start();
        let quoted = curly > 0 || straight;
        ((plain || speech) && !quoted).then_some(word.end() + 1)
    })
}

/// Does a sentence go on behind this boundary?
pub(super) fn goes_on(before: &str, next: &str) -> bool {
    let (before, next) = (before.trim_end(), next.trim_start());
    let word = before.strip_suffix('.').and_then(|text| text.rsplit([' ', '“', '"', '(', '\'']).next());
    word.is_some_and(|word| ABBREVIATIONS.contains(word))
        || next.starts_with(char::is_lowercase) && before.ends_with(['”', '"', '’', '\'', ')'])
        // "at 5 p.m. Thursday", "6 a.m. local time"
        || ["a.m.", "p.m."].iter().any(|clock| before.ends_with(clock))
            && next.split(|c: char| !c.is_alphabetic()).next().is_some_and(is_day)
}
