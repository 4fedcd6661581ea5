//! How a word stands to a predicate, as indices of learned vectors.

use crate::model::Rel;

/// Steps up a tree that are told apart, the last for words of other sentences.
pub(super) const STEPS: usize = 5;
/// Relations that are told apart, with a place for none.
pub(super) const RELS: usize = 64;
/// Of quotation marks.
pub(super) const QUOTES: usize = 24;
/// Sentences before and behind.
pub(super) const SENTENCES: usize = 4;
/// Distances in words.
pub(super) const DISTANCES: usize = 20;

/// How a word stands to a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// Steps from the predicate up to where the ways of both meet; `None` in another sentence.
    pub steps: Option<usize>,
    /// The relation by which the word's side hangs on the meeting point; `None` where the word is that point.
    pub down: Option<Rel>,
    /// The relation by which the predicate's side hangs on it; `None` where the predicate is that point.
    pub up: Option<Rel>,
    /// How the quotation of the word stands to the predicate's.
    pub quote: Quoted,
    /// Is it the first word of its quotation?
    pub edge: bool,
    /// Does the predicate stand in a quotation?
    pub inside: bool,
    /// Sentences from the predicate to the word.
    pub sentences: isize,
    /// Words from the predicate to the word.
    pub words: isize,
}

/// The quotation of a word, seen from a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoted {
    /// It stands in none.
    No = 0,
    /// In that of the predicate.
    Same = 1,
    /// In the last before the predicate.
    Last = 2,
    /// In the next behind that one.
    Next = 3,
    /// In a farther one.
    Other = 4,
}

impl Tie {
    /// Rows of the tables of steps and relations down, of steps and relations up, of quotations, sentences and distances.
    /// `place`: where a relation stands in the model's list.
    pub(super) fn rows(self, place: impl Fn(Rel) -> usize) -> [usize; 5] {
        // As the recipe writes them: no relation is 0; 62 is a word that is itself where the ways meet.
        let other = self.steps.is_none();
        let steps = self.steps.map_or(STEPS - 1, |steps| steps.min(STEPS - 2));
        let down = if other { 0 } else { self.down.map_or(RELS - 2, |rel| 1 + place(rel)) };
        let up = if other { 0 } else { self.up.map_or(0, |rel| 1 + place(rel)) };
        let quote = self.quote as usize + if self.edge { 5 } else { 0 } + if self.inside { 12 } else { 0 };
        let clip = |at: isize, most: usize| {
            let far = at.unsigned_abs().min(most);
            if at < 0 { most - far } else { most + far }
        };
        // 2.6 places to each doubling of the distance.
        let far = ((self.words.unsigned_abs() as f64 + 1.0).log2() * 2.6).floor();
        let far = (0..=DISTANCES).take_while(|&place| place as f64 <= far).last().unwrap_or(0);
        let distance = if self.words < 0 { DISTANCES - far } else { DISTANCES + far };
        let quote = quote.min(QUOTES - 1);
        [steps * RELS + down, steps * RELS + up, quote, clip(self.sentences, SENTENCES), distance]
    }
}

#[cfg(test)]
mod tests {
    use super::{Quoted, Tie};
    use crate::model::Rel;

    fn place(rel: Rel) -> usize {
        match rel {
            Rel::Nsubj => 34,
            _ => 1,
        }
    }

    const HERE: Tie = Tie {
        steps: Some(0),
        down: None,
        up: None,
        quote: Quoted::No,
        edge: false,
        inside: false,
        sentences: 0,
        words: 0,
    };

    #[test]
    fn the_predicate_itself() {
        assert_eq!(HERE.rows(place), [62, 0, 0, 4, 20]);
    }

    #[test]
    fn a_word_of_the_next_sentence_in_the_next_quotation() {
        let tie = Tie { steps: None, quote: Quoted::Next, edge: true, sentences: 1, words: 7, ..HERE };
        assert_eq!(tie.rows(place), [256, 256, 8, 5, 27]);
    }

    #[test]
    fn its_subject_two_words_before() {
        assert_eq!(Tie { down: Some(Rel::Nsubj), words: -2, ..HERE }.rows(place), [35, 0, 0, 4, 16]);
    }

    #[test]
    fn what_is_far_is_as_far_as_can_be_told() {
        let tie = Tie { steps: Some(9), up: Some(Rel::Conj), sentences: -30, words: -5_000, inside: true, ..HERE };
        assert_eq!(tie.rows(place), [3 * 64 + 62, 3 * 64 + 2, 12, 0, 0]);
    }
}
