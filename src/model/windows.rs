//! Long text in overlapping windows.
//!
//! An encoder reads a limited number of pieces at a time. A window starts with some of the sentences before it, as
//! context, and goes on while whole sentences fit; each sentence is read where it has most context on its poorer
//! side. A sentence that is too long by itself is cut into windows that overlap by half, and each of its words is
//! read where it is farthest from a cut. Every word is read exactly once.

use std::ops::Range;

use super::ModelError;
use crate::text::{Span, Tok};

/// Pieces of earlier sentences that a window starts with, at most.
const CONTEXT: usize = 28;

/// What the encoder is given at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// All its words.
    pub words: Span<Tok>,
    /// The sentences, and the parts of cut sentences, whose scores are taken from here, in text order.
    pub reads: Vec<Read>,
}

/// Words whose scores are taken from one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub words: Span<Tok>,
    /// The sentence when it is whole: only then has it a tree.
    pub sentence: Option<usize>,
}

/// How sentences are laid into windows: from the pieces of every word, the sentences, and the room of a window.
pub(super) type Plan = fn(&[usize], &[Span<Tok>], usize) -> Result<Vec<Window>, ModelError>;

/// Windows over a text of `lens[word]` pieces. No window has more than `room` pieces, provided that no word has.
pub(super) fn windows(lens: &[usize], sentences: &[Span<Tok>], room: usize) -> Result<Vec<Window>, ModelError> {
    check(lens.len(), sentences)?;
    let pieces = Sums::of(lens);
    let units: Vec<Read> = (sentences.iter().enumerate())
        .filter(|(_, sentence)| !sentence.is_empty())
        .flat_map(|(at, sentence)| {
            if pieces.of_words(*sentence) <= room {
                vec![Read { words: *sentence, sentence: Some(at) }]
            } else {
                sentence.range().map(|word| Read { words: Span::new(word, word + 1), sentence: None }).collect()
            }
        })
        .collect();
    let mut plan: Vec<(Range<usize>, Window)> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        // A run of whole sentences, or the words of one that must be cut.
        let cut = units[at].sentence.is_none();
        let end = if cut {
            let sentence = sentences.partition_point(|sentence| sentence.end <= units[at].words.start);
            at + sentences[sentence].len()
        } else {
            units[at..].iter().position(|unit| unit.sentence.is_none()).map_or(units.len(), |run| at + run)
        };
        let context = if cut { room / 2 } else { CONTEXT };
        for range in cover(&units, at..end, &pieces, room, context) {
            let words = Span::new(units[range.start].words.start, units[range.end - 1].words.end);
            plan.push((range, Window { words, reads: Vec::new() }));
        }
        at = end;
    }
    assign(&units, &mut plan, &pieces);
    Ok(plan.into_iter().map(|(_, window)| window).filter(|window| !window.reads.is_empty()).collect())
}

/// Each sentence by itself in a window; one that does not fit is in none.
pub(super) fn apart(lens: &[usize], sentences: &[Span<Tok>], room: usize) -> Result<Vec<Window>, ModelError> {
    check(lens.len(), sentences)?;
    let pieces = Sums::of(lens);
    let whole = sentences.iter().enumerate().filter(|(_, s)| !s.is_empty() && pieces.of_words(**s) <= room);
    Ok(whole.map(|(at, &words)| Window { words, reads: vec![Read { words, sentence: Some(at) }] }).collect())
}

fn check(words: usize, sentences: &[Span<Tok>]) -> Result<(), ModelError> {
    let mut at = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        if sentence.start != at || sentence.end > words {
            return Err(ModelError::BadSentences(format!(
                "sentence {number} is {sentence:?} of {words} words, expected one that starts at {at}"
            )));
        }
        at = sentence.end;
    }
    if at == words {
        return Ok(());
    }
    Err(ModelError::BadSentences(format!("sentences end at word {at} of {words}")))
}

/// Ranges of units that fill a window each, the next starting with up to `context` pieces of the one before.
fn cover(units: &[Read], run: Range<usize>, pieces: &Sums, room: usize, context: usize) -> Vec<Range<usize>> {
    let size = |range: Range<usize>| range.map(|unit| pieces.of_words(units[unit].words)).sum::<usize>();
    let mut found = Vec::new();
    let (mut start, mut end) = (run.start, run.start);
    while end < run.end {
        // Context must leave room for at least one new unit, so every window gets further than the last.
        let next = size(end..end + 1);
        let (mut back, mut held) = (end, 0);
        while back > start {
            let more = size(back - 1..back);
            if held + more > context || held + more + next > room {
                break;
            }
            (back, held) = (back - 1, held + more);
        }
        (start, held) = (back, held + next);
        end += 1;
        while end < run.end && held + size(end..end + 1) <= room {
            held += size(end..end + 1);
            end += 1;
        }
        found.push(start..end);
    }
    found
}

/// Gives each unit to the window with most pieces on its poorer side; the earlier one when equal.
fn assign(units: &[Read], plan: &mut [(Range<usize>, Window)], pieces: &Sums) {
    let mut best = vec![(0, usize::MAX); units.len()];
    for (number, (range, window)) in plan.iter().enumerate() {
        for unit in range.clone() {
            let words = units[unit].words;
            let before = pieces.of_words(Span::new(window.words.start, words.start));
            let after = pieces.of_words(Span::new(words.end, window.words.end));
            let poorer = before.min(after);
            if best[unit].1 == usize::MAX || poorer > best[unit].0 {
                best[unit] = (poorer, number);
            }
        }
    }
    for (unit, (_, number)) in units.iter().zip(best) {
        plan[number].1.reads.push(*unit);
    }
}

/// Running totals of pieces.
struct Sums(Vec<usize>);

impl Sums {
    fn of(lens: &[usize]) -> Self {
        let mut total = 0;
        let running = lens.iter().map(|len| {
            total += len;
            total
        });
        Self(std::iter::once(0).chain(running).collect())
    }

    fn of_words(&self, words: Span<Tok>) -> usize {
        self.0[words.end] - self.0[words.start]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use proptest::prelude::*;

    use super::{Window, apart, windows};
    use crate::text::Span;

    fn plan(sentences: &[&[usize]], room: usize) -> Vec<Window> {
        let lens = sentences.concat();
        let mut at = 0;
        let span = |words: &&[usize]| {
            at += words.len();
            Span::new(at - words.len(), at)
        };
        let spans: Vec<_> = sentences.iter().map(span).collect();
        windows(&lens, &spans, room).unwrap()
    }

    /// `words read` for each window.
    fn shape(windows: &[Window]) -> Vec<String> {
        windows
            .iter()
            .map(|window| {
                let reads = window.reads.iter().map(|read| read.words).reduce(Span::hull).unwrap();
                format!("{:?} reads {reads:?}", window.words)
            })
            .collect()
    }

    #[test]
    fn each_apart_and_none_that_does_not_fit() {
        let spans = [Span::new(0, 2), Span::new(2, 2), Span::new(2, 4), Span::new(4, 5)];
        let found = apart(&[1, 2, 5, 6, 4], &spans, 10).unwrap();
        assert_eq!(shape(&found), ["0..2 reads 0..2", "4..5 reads 4..5"]);
    }

    macro_rules! plans {
        ($($name:ident: $sentences:expr, $room:expr => $expected:expr;)*) => {
            $(#[test] fn $name() { assert_eq!(shape(&plan(&$sentences, $room)), $expected as [&str; _]); })*
        };
    }

    plans! {
        nothing: [], 10 => [];
        only_empty_sentences: [&[], &[]], 10 => [];
        short_text_is_one_window: [&[1, 1], &[3], &[5]], 10 => ["0..4 reads 0..4"];
        whole_sentences: [&[4], &[4], &[4]], 8 => ["0..2 reads 0..2", "1..3 reads 2..3"];
        no_room_for_context: [&[8], &[8]], 8 => ["0..1 reads 0..1", "1..2 reads 1..2"];
        context_on_the_poorer_side_counts: [&[32], &[12], &[12], &[12], &[12]], 68 =>
            ["0..4 reads 0..3", "2..5 reads 3..5"];
        long_sentence_is_cut: [&[1; 12]], 8 => ["0..8 reads 0..6", "4..12 reads 6..12"];
        long_sentence_between_others: [&[2], &[1; 12], &[2]], 8 =>
            ["0..1 reads 0..1", "1..9 reads 1..7", "5..13 reads 7..13", "13..14 reads 13..14"];
    }

    #[test]
    fn a_gap_between_sentences_is_refused() {
        assert!(windows(&[1, 1, 1], &[Span::new(0, 1), Span::new(2, 3)], 8).is_err());
        assert!(windows(&[1, 1, 1], &[Span::new(0, 2)], 8).is_err());
        assert!(windows(&[1, 1, 1], &[Span::new(0, 4)], 8).is_err());
    }

    proptest! {
        #[test]
        fn every_word_is_read_once_and_no_window_is_too_large(
            sentences in prop::collection::vec(prop::collection::vec(0..=16usize, 0..60), 0..40),
            room in 16..300usize,
        ) {
            let sentences: Vec<&[usize]> = sentences.iter().map(Vec::as_slice).collect();
            let lens = sentences.concat();
            let mut read = vec![0; lens.len()];
            for window in plan(&sentences, room) {
                prop_assert!(lens[window.words.range()].iter().sum::<usize>() <= room);
                for part in &window.reads {
                    prop_assert!(window.words.covers(part.words));
                    part.words.range().for_each(|word| read[word] += 1);
                }
            }
            prop_assert!(read.iter().all(|&times| times == 1), "{read:?}");
        }
    }
}
