//! How a later wording of an utterance differs from the first, word by word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::likeness::Sentence;

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Fate {
    Same,
    Gone,
    New,
}

/// A wording beside an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drift {
    pub kind: &'static str,
    /// Share of words that both have, 0 to 1.
    pub similarity: f64,
    pub changes: Vec<(Fate, String)>,
}

impl Drift {
    /// From the sentences of a first wording to those of a later one, of which each is compared with the one that it is nearest to. `None`
    /// where every later sentence stands in the first wording as it is, case and marks aside, or none is near one.
    pub fn between(first: &[Sentence<'_>], later: &[Sentence<'_>]) -> Option<Self> {
        let nearest = |sentence: &Sentence<'_>| {
            let near = first.iter().filter_map(|other| Some((other.likeness(sentence)?, other)));
            near.fold(
                None,
                |best: Option<(f64, _)>, next| {
                    if best.is_some_and(|best| best.0 >= next.0) { best } else { Some(next) }
                },
            )
        };
        let pairs = later.iter().filter_map(|sentence| Some((nearest(sentence)?.1, sentence)));
        let (mut changes, mut same, mut all) = (Vec::new(), 0, 0);
        for (first, later) in pairs {
            same += 2 * compare(first, later, &mut changes);
            all += first.words.len() + later.words.len();
        }
        let has = |fate| changes.iter().any(|(other, _)| *other == fate);
        let kind = match (has(Fate::Gone), has(Fate::New)) {
            (false, false) => return None,
            (true, false) => "shortened",
            (false, true) => "extended",
            (true, true) => "altered",
        };
        Some(Self { kind, similarity: f64::from(u32::try_from(same).ok()?) / all as f64, changes })
    }
}

/// Adds the changes from one sentence to the other; gives the number of words that stay.
fn compare(first: &Sentence<'_>, later: &Sentence<'_>, changes: &mut Vec<(Fate, String)>) -> usize {
    let lower = |sentence: &Sentence<'_>| -> Vec<String> {
        sentence.words.iter().map(|word| word.to_lowercase().replace('’', "'")).collect()
    };
    let mut same = 0;
    for op in capture_diff_slices(Algorithm::Myers, &lower(first), &lower(later)) {
        let (_, old, new) = op.as_tag_tuple();
        if let DiffOp::Equal { len, .. } = op {
            same += len;
            changes.push((Fate::Same, cut(later, new.start, new.end)));
        } else {
            if !old.is_empty() {
                changes.push((Fate::Gone, cut(first, old.start, old.end)));
            }
            if !new.is_empty() {
                changes.push((Fate::New, cut(later, new.start, new.end)));
            }
        }
    }
    same
}

/// The words of a sentence from one to before another, with the marks between them.
fn cut(sentence: &Sentence<'_>, start: usize, end: usize) -> String {
    let at = |word: &str| word.as_ptr() as usize - sentence.text.as_ptr() as usize;
    let last = sentence.words[end - 1];
    sentence.text[at(sentence.words[start])..at(last) + last.len()].to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::{Drift, Sentence};

    fn told(first: &str, later: &str) -> String {
        let Some(drift) = Drift::between(&[Sentence::of(first)], &[Sentence::of(later)]) else { return "none".into() };
        let changes = drift.changes.iter().map(|(fate, words)| format!("{fate:?} {words}")).collect::<Vec<_>>();
        format!("{} {:.2}: {}", drift.kind, drift.similarity, changes.join(" | "))
    }

    #[test]
    fn changes_are_told_word_by_word() {
        for (first, later, expected) in [
            ("We will pay, now.", "we will pay now", "none"),
            ("A deal is near the end of its days", "Nothing like it at all", "none"),
            (
                "I am not leaving unless the board asks me to",
                "I am not leaving",
                "shortened 0.57: Same I am not leaving | Gone unless the board asks me to",
            ),
            ("I am not leaving", "I am not leaving, ever", "extended 0.89: Same I am not leaving | New ever"),
            (
                "The town supply is affected",
                "The town supply is not affected",
                "extended 0.91: Same The town supply is | New not | Same affected",
            ),
            (
                "He wanted to come home for the spring",
                "He was coming home for the spring",
                "altered 0.67: Same He | Gone wanted to come | New was coming | Same home for the spring",
            ),
        ] {
            assert_eq!(told(first, later), expected);
        }
    }

    #[test]
    fn a_sentence_is_compared_with_the_one_that_it_is_nearest_to() {
        let first = ["We were warned, and we did not act quickly enough.", "I read it in December."].map(Sentence::of);
        let drift = Drift::between(&first, &[Sentence::of("We were warned, and we did not act")]).unwrap();
        assert_eq!((drift.kind, drift.changes.len()), ("shortened", 2));
    }
}
