//! What a model says of an article.

use std::sync::Arc;

use super::{Rel, Scheme, rel_scorer::RelScorer};

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
    /// for a model without that head, and where they were handed on.
    pub trees: Option<Vec<Option<ArcScores>>>,
    /// Vectors of the words, for [`crate::model::Model::arguments`]; `None` for a model without argument heads.
    pub vectors: Option<Vec<f32>>,
    /// Windows that the encoder read.
    pub windows: usize,
}

/// Scores of the dependency arcs in one sentence (deep biaffine attention, <https://arxiv.org/abs/1611.01734>).
///
/// Words count from the sentence's first. Arc scores are logits over the heads of one word.
#[derive(Clone)]
pub struct ArcScores {
    /// Row by row: a word's scores for the root and then for each word as head.
    pub(super) arcs: Vec<f32>,
    /// For each word a vector.
    pub(super) dependants: Vec<f32>,
    /// For the root and then each word a vector.
    pub(super) heads: Vec<f32>,
    pub(super) scorer: Arc<RelScorer>,
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

    /// For each word every relation's score for the arc from its head (`None` is the root). `heads` has one for each
    /// word, counted in the sentence.
    #[must_use]
    pub fn relations(&self, heads: &[Option<usize>]) -> Vec<Vec<(Rel, f32)>> {
        let width = self.heads.len() / (self.words + 1);
        let heads = heads.iter().map(|head| &self.heads[head.map_or(0, |head| head + 1) * width..][..width]);
        let scores = self.scorer.score(&self.dependants, heads);
        let row = |scores: &[f32]| self.scorer.rels.iter().copied().zip(scores.iter().copied()).collect();
        scores.chunks_exact(self.scorer.rels.len()).map(row).collect()
    }
}

impl std::fmt::Debug for ArcScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArcScores").field("words", &self.words).field("arcs", &self.arcs).finish_non_exhaustive()
    }
}
