//! When two quoted sentences are one utterance.

use std::collections::HashSet;
use std::sync::LazyLock;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::words::{key, tells, words};
use crate::text::Span;
use crate::token::quotes;

/// Sentences that many say, folded as [`Sentence::folded`].
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| Sentence::of(line).folded()).collect()
});

/// A quotation of fewer words says too little to be known again.
const SHORTEST: usize = 3;
/// From so many words on one may have changed in the middle.
const LONG: usize = 5;
/// Such a share of the shorter sentence's words stands in the longer one.
const SHARE: f64 = 0.8;

/// The sentences between quotation marks in the words of a content. `\n` in them is a space.
pub(super) fn quoted(content: &str) -> Vec<String> {
    let found = quotes(content, &[Span::new(0, content.len())]);
    let inside = found.iter().flat_map(|quote| sentencex::segment("en", quote.inside.of(content)));
    let one_line = inside.map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" "));
    one_line.filter(|sentence| words(sentence).nth(SHORTEST - 1).is_some()).collect()
}

/// A quoted sentence, ready to be compared.
#[derive(Debug, Clone)]
pub(super) struct Sentence<'t> {
    pub text: &'t str,
    pub words: Vec<&'t str>,
    keys: Vec<String>,
}

impl<'t> Sentence<'t> {
    pub fn of(text: &'t str) -> Self {
        let words: Vec<&str> = words(text).collect();
        Self { text, keys: words.iter().map(|word| key(word)).collect(), words }
    }

    /// Its words as they are compared: two sentences with the same are the same.
    pub fn folded(&self) -> String {
        self.words.iter().map(|word| word.to_lowercase().replace('’', "'")).collect::<Vec<_>>().join(" ")
    }

    /// Is it what many say?
    pub fn is_common(&self) -> bool {
        !self.keys.iter().any(|key| tells(key)) || COMMON.contains(&self.folded())
    }

    /// Three words after each other, for all such places: sentences that are near share some.
    pub fn triples(&self) -> impl Iterator<Item = String> {
        self.keys.windows(SHORTEST).map(|three| three.join(" "))
    }

    /// How near two sentences are, 0 to 1; `None` where they are not one utterance.
    ///
    /// One is, where the shorter is a piece of the longer, or where most of its words stand there in the same order and two of these
    /// say something by themselves.
    pub fn likeness(&self, other: &Self) -> Option<f64> {
        let (own, theirs) = (&self.keys, &other.keys);
        let shorter = own.len().min(theirs.len());
        let runs: Vec<(usize, usize)> = capture_diff_slices(Algorithm::Myers, own, theirs)
            .into_iter()
            .filter_map(|op| if let DiffOp::Equal { old_index, len, .. } = op { Some((old_index, len)) } else { None })
            .collect();
        let shared: usize = runs.iter().map(|(_, len)| len).sum();
        let told = runs.iter().flat_map(|(at, len)| &own[*at..at + len]).filter(|key| tells(key)).count();
        let piece = shared == shorter && runs.len() == 1 && told > usize::from(shorter <= SHORTEST);
        let reworded = shorter >= LONG && told >= 2 && shared as f64 >= SHARE * shorter as f64;
        (shorter >= SHORTEST && (piece || reworded)).then(|| 2.0 * shared as f64 / (own.len() + theirs.len()) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Sentence, quoted};

    #[test]
    fn quoted_sentences_are_taken_out() {
        for (content, expected) in [
            (
                "“We were warned, and we did not act quickly enough. I am sorry,”",
                &["We were warned, and we did not act quickly enough.", "I am sorry,"][..],
            ),
            ("his soldiers “did not cross the line and did not fire”", &["did not cross the line and did not fire"]),
            ("‘No siren sounded in the lower town,’ ‘Go now.’", &["No siren sounded in the lower town,"]),
            ("gate three might not survive", &[]),
        ] {
            assert_eq!(quoted(content), expected, "{content}");
        }
    }

    #[test]
    fn near_sentences_are_told_from_others() {
        for (one, other, near) in [
            ("I am not leaving unless the board asks me to", "I am not leaving", true),
            (
                "The gate was overloaded, not badly built",
                "It may turn out that the gate was overloaded, not badly built",
                true,
            ),
            ("He wanted to come home for the spring", "He was coming home for the spring", true),
            ("We will pay for every house the water took", "We are paying for every house", true),
            ("We had no warning that gate three was in danger", "We had no warning", true),
            ("No siren sounded in the lower town", "No siren sounded", true),
            ("I am not saying a deal is close", "I am saying that they have agreed on the size of the table", false),
            ("We will not go to them", "We will not do it again", false),
            ("I have nothing to say about that", "I have nothing to do with the letter", false),
            ("It was not me", "It was not me or you", false),
            ("They thanked me, and they ignored it", "They thanked the mayor, and they left town", false),
        ] {
            assert_eq!(Sentence::of(one).likeness(&Sentence::of(other)).is_some(), near, "{one} / {other}");
        }
    }

    #[test]
    fn what_many_say_is_known() {
        for (text, common) in [
            ("Thank you very much", true),
            ("We have no comment.", true),
            ("I am sorry,", true),
            ("No siren sounded", false),
        ] {
            assert_eq!(Sentence::of(text).is_common(), common, "{text}");
        }
    }
}
