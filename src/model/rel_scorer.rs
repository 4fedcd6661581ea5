//! Scores of an arc's relations.

use super::{Rel, product::Dense};

/// Size of the vectors that relations are scored with.
pub(super) const LABEL: usize = 64;

/// The part of the score that needs to know a word's head.
pub(super) struct RelScorer {
    /// `[LABEL, relations × (LABEL + 1)]` and a bias.
    pub label: Dense,
    pub rels: Vec<Rel>,
}

impl RelScorer {
    /// Each relation's score for each word, from the words' vectors and their heads'.
    pub fn score<'a>(&self, dependants: &[f32], heads: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
        let vectors = self.label.of(dependants);
        let words = vectors.chunks_exact((LABEL + 1) * self.rels.len()).zip(heads);
        // The last number of a relation's vector is its bias.
        let score = |vector: &[f32], head: &[f32]| vector[LABEL] + dot(&vector[..LABEL], head);
        words.flat_map(|(rows, head)| rows.chunks_exact(LABEL + 1).map(move |row| score(row, head))).collect()
    }
}

/// Eight sums side by side: one alone would wait for itself at every step.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        (0..8).for_each(|at| sums[at] += a[at] * b[at]);
    }
    sums.iter().sum()
}
