//! Link heads: how well what is known of two words goes together, where the one may mean whom the other named.
//!
//! The vectors that the argument heads narrowed become two shorter ones, as of a word that asks and as of one that was spoken of before,
//! and their product is a score: that of a bilinear layer of low rank between mentions (as in Dozat and Manning 2017,
//! <https://arxiv.org/abs/1611.01734>, between words).

use rten_simd::SimdUnaryOp;
use rten_vecmath::Tanh;

use super::{
    arguments::WIDTH,
    heads::linear,
    product::Dense,
    weights::{Weights, WeightsError},
};

/// Mentions of one candidate that count, each by how many of its own stand between.
pub const RECENT: usize = 4;
/// Numbers in the shorter vectors.
const RANK: usize = 64;

/// All weights.
pub(super) struct LinkHeads {
    asking: Dense,
    spoken_of: Dense,
    /// What the product counts, and what a mention counts whoever asks.
    scale: f32,
    standing: Vec<f32>,
    standing_bias: f32,
    ages: Vec<f32>,
    nobody: Vec<f32>,
    nobody_bias: f32,
}

impl LinkHeads {
    pub fn load(weights: &Weights) -> Result<Self, WeightsError> {
        let one = |name: &str| weights.floats(name, &[1]).map(|of| of[0]);
        Ok(Self {
            asking: linear(weights, "asking", WIDTH, RANK)?,
            spoken_of: linear(weights, "spoken_of", WIDTH, RANK)?,
            scale: one("scale")?,
            standing: weights.floats("standing.weight", &[1, RANK])?,
            standing_bias: one("standing.bias")?,
            ages: weights.floats("ages", &[RECENT])?,
            nobody: weights.floats("nobody.weight", &[1, RANK])?,
            nobody_bias: one("nobody.bias")?,
        })
    }
}

/// Vectors of some of an article's words, and the heads that read them.
pub struct Links<'m> {
    heads: &'m LinkHeads,
    /// In order.
    words: Vec<usize>,
    vectors: Vec<f32>,
}

/// A word that asks whom it means.
#[derive(Debug)]
pub struct Asking {
    vector: Vec<f32>,
    /// The score of nobody spoken of before.
    pub nobody: f32,
}

/// Words that may have named whom another means.
pub struct SpokenOf<'m> {
    heads: &'m LinkHeads,
    vectors: Vec<f32>,
}

impl<'m> Links<'m> {
    /// `vectors` are the narrowed ones of all words, of which those of `words`, which are in order, are kept.
    pub(super) fn new(heads: &'m LinkHeads, mut vectors: Vec<f32>, words: Vec<usize>) -> Self {
        for (to, from) in words.iter().enumerate() {
            vectors.copy_within(from * WIDTH..(from + 1) * WIDTH, to * WIDTH);
        }
        vectors.truncate(words.len() * WIDTH);
        vectors.shrink_to_fit();
        Self { heads, words, vectors }
    }

    /// The narrowed vector of a word, if it was kept.
    #[must_use]
    pub fn vector(&self, word: usize) -> Option<&[f32]> {
        let at = self.words.binary_search(&word).ok()?;
        Some(&self.vectors[at * WIDTH..][..WIDTH])
    }

    /// A word that asks.
    #[must_use]
    pub fn asking(&self, word: usize) -> Option<Asking> {
        let LinkHeads { asking, scale, standing, nobody, nobody_bias, .. } = self.heads;
        let mut vector = bent(asking, self.vector(word)?);
        let nobody = dot(&vector, nobody) + nobody_bias;
        // What a mention counts whoever asks comes along with the product.
        vector.iter_mut().zip(standing).for_each(|(number, standing)| *number = *number * scale + standing);
        Some(Asking { vector, nobody })
    }

    /// Words that may be meant, by their places in `words`; what those score whose vectors were not kept means nothing.
    #[must_use]
    pub fn spoken_of(&self, words: impl Iterator<Item = usize>) -> SpokenOf<'m> {
        let none = [0.0; WIDTH];
        let rows: Vec<f32> = words.flat_map(|word| self.vector(word).unwrap_or(&none)).copied().collect();
        SpokenOf { heads: self.heads, vectors: bent(&self.heads.spoken_of, &rows) }
    }
}

impl SpokenOf<'_> {
    /// The score of a candidate from its latest mentions before the word that asks, the last one first; nought where it has none.
    pub fn score(&self, asking: &Asking, mentions: impl Iterator<Item = usize>) -> f32 {
        let LinkHeads { standing_bias, ages, .. } = self.heads;
        let vector = |mention: usize| &self.vectors[mention * RANK..][..RANK];
        let score = |(mention, age)| dot(&asking.vector, vector(mention)) + standing_bias + age;
        let scores: Vec<f32> = mentions.zip(ages).map(score).collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        if scores.is_empty() { 0.0 } else { most + scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln() }
    }
}

fn bent(layer: &Dense, rows: &[f32]) -> Vec<f32> {
    let mut out = layer.of(rows);
    Tanh {}.map_mut(&mut out);
    out
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl std::fmt::Debug for Links<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Links").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::{Dense, LinkHeads, Links, RANK, RECENT, WIDTH};

    /// Heads that see the first number of a vector alone, and like it in both.
    fn heads() -> LinkHeads {
        let first = || {
            let mut rows = vec![0.0; RANK * WIDTH];
            rows[0] = 1.0;
            Dense::of_rows(&rows, vec![0.0; RANK])
        };
        let of_first = |weight: f32| std::iter::once(weight).chain(std::iter::repeat_n(0.0, RANK - 1)).collect();
        LinkHeads {
            asking: first(),
            spoken_of: first(),
            scale: 2.0,
            standing: of_first(0.5),
            standing_bias: 0.25,
            ages: vec![0.0, -1.0, -2.0, -3.0],
            nobody: of_first(1.0),
            nobody_bias: 0.125,
        }
    }

    /// One vector a word, of which only the first number is not nought.
    fn vectors(firsts: &[f32]) -> Vec<f32> {
        firsts.iter().flat_map(|first| std::iter::once(*first).chain(std::iter::repeat_n(0.0, WIDTH - 1))).collect()
    }

    #[test]
    fn only_words_that_are_wanted_are_kept() {
        let heads = heads();
        let links = Links::new(&heads, vectors(&[0.0, 1.0, 2.0, 3.0]), vec![1, 3]);
        let first = |word| links.vector(word).map(|vector| vector[0]);
        assert_eq!([0, 1, 2, 3, 9].map(first), [None, Some(1.0), None, Some(3.0), None]);
    }

    #[test]
    fn a_score_is_the_product_and_what_a_mention_counts_by_itself() {
        let heads = heads();
        let links = Links::new(&heads, vectors(&[1.0, 0.5]), vec![0, 1]);
        let (asking, spoken_of) = (links.asking(1).unwrap(), links.spoken_of(std::iter::once(0)));
        let (vector, mention) = (0.5f32.tanh(), 1f32.tanh());
        assert!((asking.nobody - (vector + 0.125)).abs() < 1e-5);
        let expected = 2.0 * vector * mention + 0.5 * mention + 0.25;
        assert!((spoken_of.score(&asking, std::iter::once(0)) - expected).abs() < 1e-5);
    }

    #[test]
    fn more_mentions_are_more_and_those_beyond_the_last_few_nothing() {
        let heads = heads();
        let links = Links::new(&heads, vectors(&[1.0; 9]), (0..9).collect());
        let asking = links.asking(8).unwrap();
        let spoken_of = links.spoken_of(0..8);
        let score = |count: usize| spoken_of.score(&asking, 0..count);
        assert!(score(1) < score(2) && score(2) < score(RECENT));
        assert_eq!((score(0), score(RECENT)), (0.0, score(8)));
    }
}
