//! What a model says of an article.

use std::sync::Arc;

use super::{Rel, Scheme};

/// Scores of the words and sentences of one article.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// For each word the log-probabilities of [`crate::model::ENTITY_LABELS`]. A label that the model does not have
    /// is at minus infinity.
    pub entities: Vec<[f32; 9]>,
    /// How the entity labels mark where an entity begins.
    pub scheme: Scheme,
    /// For each word the log-probabilities of [`crate::model::Upos::ALL`]; `None` for a model without that head.
    pub upos: Option<Vec<[f32; 17]>>,
    /// For each sentence its arcs, `None` where the sentence is empty or too long for one window; `None` as a whole
    /// for a model without that head.
    pub trees: Option<Vec<Option<ArcScores>>>,
    /// Windows that the encoder read.
    pub windows: usize,
}

/// Scores of the dependency arcs in one sentence (deep biaffine attention, <https://arxiv.org/abs/1611.01734>).
///
/// Words count from the sentence's first. Arc scores are logits over the heads of one word.
#[derive(Debug, Clone)]
pub struct ArcScores {
    /// Row by row: a word's scores for the root and then for each word as head.
    pub(super) arcs: Vec<f32>,
    /// For each word and relation a vector, to be multiplied with the head's.
    pub(super) dependants: Vec<f32>,
    /// For the root and then each word a vector.
    pub(super) heads: Vec<f32>,
    /// Relations in the order of the vectors.
    pub(super) rels: Arc<[Rel]>,
    pub(super) words: usize,
}

impl ArcScores {
    /// Number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }

    /// Row by row: each word's scores for the root and then for each word as head, `words × (words + 1)`.
    #[must_use]
    pub fn arcs(&self) -> &[f32] {
        &self.arcs
    }

    /// Every relation's score for the arc from `head` (`None` is the root) to `word`.
    pub fn relations(&self, word: usize, head: Option<usize>) -> impl Iterator<Item = (Rel, f32)> {
        let width = self.heads.len() / (self.words + 1);
        let head = &self.heads[head.map_or(0, |head| head + 1) * width..][..width];
        let rows = &self.dependants[word * width * self.rels.len()..];
        self.rels.iter().zip(rows.chunks_exact(width)).map(move |(rel, row)| {
            let score = row.iter().zip(head).map(|(a, b)| a * b).sum();
            (*rel, score)
        })
    }
}
