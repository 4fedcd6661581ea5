//! What the encoder saw of the words: the one part of an answer that no feature tells.

use super::discourse::Discourse;
use crate::model::{Links, RECENT, SpokenOf};

/// Vectors of an article's markables.
pub(super) struct Sense<'a> {
    links: &'a Links<'a>,
    markables: SpokenOf<'a>,
}

impl<'a> Sense<'a> {
    pub(super) fn of(links: &'a Links<'a>, discourse: &Discourse<'_>) -> Self {
        let markables = links.spoken_of(discourse.markables.iter().map(|markable| markable.head));
        Self { links, markables }
    }

    /// Adds to the scores of clusters, and last of nobody, what it has to say of a markable.
    pub(super) fn add(&self, discourse: &Discourse<'_>, at: usize, clusters: &[usize], scores: &mut [f32]) {
        let Some(asking) = self.links.asking(discourse.markables[at].head) else { return };
        for (score, &cluster) in scores.iter_mut().zip(clusters) {
            *score += self.markables.score(&asking, recent(discourse, self.links, at, cluster));
        }
        if let Some(nobody) = scores.last_mut() {
            *nobody += asking.nobody;
        }
    }
}

/// The markables that mean a cluster right before another, the last one first; of one who is named only later the first ones then. Those
/// without a vector say nothing.
pub(super) fn recent(
    discourse: &Discourse<'_>,
    links: &Links<'_>,
    at: usize,
    cluster: usize,
) -> impl Iterator<Item = usize> {
    let row = &discourse.clusters[cluster];
    let before = row.before(discourse.markables[at].head);
    let ahead = if before == 0 { &row.mentions[..] } else { &[] };
    let mentions = row.mentions[..before].iter().rev().chain(ahead);
    let seen = |at: &usize| links.vector(discourse.markables[*at].head).is_some();
    mentions.take(RECENT).map(|&(_, at)| at).filter(seen)
}
