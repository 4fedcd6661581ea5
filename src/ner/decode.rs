//! The best sequence of labels that is one: where every entity begins with `B-X`, `I-X` follows `B-X` or `I-X` only.

use crate::model::Scheme;

/// Column of `B-X` for the class in place `class`; `I-X` is the next.
pub(super) fn begin(class: usize) -> usize {
    1 + 2 * class
}

/// Viterbi over the rows of one sentence; columns as in [`crate::model::ENTITY_LABELS`].
pub(super) fn decode(rows: &[[f32; 9]], scheme: Scheme) -> Vec<usize> {
    let mut totals = [0f32; 9];
    let mut steps: Vec<[usize; 9]> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut step = [0; 9];
        let mut next = [f32::NEG_INFINITY; 9];
        for (label, (best, from)) in next.iter_mut().zip(&mut step).enumerate() {
            let bound = scheme == Scheme::Iob2 && label > 0 && label % 2 == 0;
            for (before, total) in totals.iter().enumerate() {
                let joined = at > 0 && (before == label || before + 1 == label);
                // Before the first word there is only "outside".
                if (bound && !joined) || (at == 0 && before > 0) {
                    continue;
                }
                if total + row[label] > *best {
                    (*best, *from) = (total + row[label], before);
                }
            }
        }
        totals = next;
        steps.push(step);
    }
    let mut label = (0..9).reduce(|best, label| if totals[label] > totals[best] { label } else { best }).unwrap_or(0);
    let mut path: Vec<usize> = steps
        .iter()
        .rev()
        .map(|step| {
            let here = label;
            label = step[here];
            here
        })
        .collect();
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::decode;
    use crate::model::{ENTITY_LABELS, Scheme};

    /// Rows in which each word has the given labels with the given probabilities, and others hardly any.
    fn rows(words: &[&[(&str, f32)]]) -> Vec<[f32; 9]> {
        let row = |given: &&[(&str, f32)]| {
            ENTITY_LABELS.map(|label| given.iter().find(|(name, _)| *name == label).map_or(1e-6, |(_, p)| *p).ln())
        };
        words.iter().map(row).collect()
    }

    macro_rules! paths {
        ($scheme:ident: $($name:ident: $words:expr => $expected:expr;)*) => {
            $(#[test] fn $name() {
                let labels: Vec<_> = decode(&rows(&$words), Scheme::$scheme).into_iter().map(|at| ENTITY_LABELS[at]).collect();
                assert_eq!(labels, $expected as [&str; _]);
            })*
        };
    }

    paths! { Iob2:
        nothing: [] => [];
        plain: [&[("B-PER", 0.9)], &[("I-PER", 0.9)], &[("O", 0.9)]] => ["B-PER", "I-PER", "O"];
        inside_cannot_start: [&[("I-PER", 0.6), ("B-PER", 0.4)], &[("O", 0.9)]] => ["B-PER", "O"];
        inside_cannot_follow_outside: [&[("O", 0.9)], &[("I-ORG", 0.6), ("B-ORG", 0.4)]] => ["O", "B-ORG"];
        class_is_settled_together: [&[("B-ORG", 0.5), ("B-PER", 0.45)], &[("I-PER", 0.9)]] => ["B-PER", "I-PER"];
        neighbours_stay_apart: [&[("B-LOC", 0.9)], &[("B-LOC", 0.9)]] => ["B-LOC", "B-LOC"];
    }

    paths! { Iob1:
        inside_may_start: [&[("O", 0.9)], &[("I-PER", 0.9)], &[("I-PER", 0.9)]] => ["O", "I-PER", "I-PER"];
        inside_may_follow_another_class: [&[("I-PER", 0.9)], &[("I-LOC", 0.9)]] => ["I-PER", "I-LOC"];
        begin_parts_what_touches: [&[("I-LOC", 0.9)], &[("B-LOC", 0.9)]] => ["I-LOC", "B-LOC"];
    }

    proptest! {
        #[test]
        fn always_well_formed(rows in prop::collection::vec(prop::array::uniform9(-20f32..0.0), 0..40)) {
            let path = decode(&rows, Scheme::Iob2);
            prop_assert_eq!(path.len(), rows.len());
            for (at, &label) in path.iter().enumerate() {
                if label > 0 && label % 2 == 0 {
                    prop_assert!(at > 0 && (path[at - 1] == label || path[at - 1] + 1 == label));
                }
            }
        }
    }
}
