//! The network: vectors of words in, scores of pairs out.

use rten_simd::SimdUnaryOp;
use rten_vecmath::Gelu;

use super::{
    layer::{Layer, Norm},
    tie::{DISTANCES, QUOTES, RELS, SENTENCES, STEPS, Tie},
};
use crate::model::{
    Rel,
    heads::linear,
    product::Dense,
    weights::{Weights, WeightsError},
};

/// What a word may be to a predicate, in the order of the scores.
pub const ROLES: [&str; 9] =
    ["none", "speaker", "addressee", "target", "content", "occasion", "time", "place", "medium"];

/// Relations that a word may signal, in the order of the scores.
pub const KINDS: [&str; 29] = [
    "said",
    "told",
    "denied",
    "condoled",
    "urged",
    "accused",
    "apologised",
    "asked",
    "announced",
    "claimed",
    "confirmed",
    "admitted",
    "warned",
    "criticised",
    "praised",
    "thanked",
    "congratulated",
    "demanded",
    "ordered",
    "promised",
    "offered",
    "agreed",
    "rejected",
    "threatened",
    "supported",
    "opposed",
    "declined_comment",
    "met",
    "talked",
];

/// Numbers in a narrowed vector, and inside the layers.
pub(in crate::model) const WIDTH: usize = 128;
const INNER: usize = 256;
/// Numbers in the vector of a pair, and behind the convolutions.
const PAIR: usize = 96;
const MIXED: usize = 64;
/// Words that a convolution looks at.
const REACH: usize = 5;
/// Of a pair: a score for each role, and for content to begin and to end at the word.
const SCORES: usize = ROLES.len() + 2;
/// How much the product of both vectors counts beside their sum.
const PRODUCT: f32 = 0.3;

/// A word that may signal an act.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// Its place in the window.
    pub at: usize,
    /// How every word of the window stands to it.
    pub ties: Vec<Tie>,
    /// The log-odds of an act from which on its arguments are wanted.
    pub from: f32,
}

/// Of one predicate: which act is it, and what is each word of the window to it? In logits.
#[derive(Debug, Clone)]
pub struct ArgumentScores {
    /// For each of [`KINDS`], that it signals that one, if any.
    pub kinds: Vec<f32>,
    scores: Vec<f32>,
}

impl ArgumentScores {
    /// Of a word one score for each of [`ROLES`].
    #[must_use]
    pub fn roles(&self, word: usize) -> &[f32] {
        &self.row(word)[..ROLES.len()]
    }

    /// That a piece of content begins at the word.
    #[must_use]
    pub fn begins(&self, word: usize) -> f32 {
        self.row(word)[ROLES.len()]
    }

    /// That a piece of content ends with the word.
    #[must_use]
    pub fn ends(&self, word: usize) -> f32 {
        self.row(word)[ROLES.len() + 1]
    }

    /// Words of the window; none where the arguments were not wanted.
    #[must_use]
    pub fn words(&self) -> usize {
        self.scores.len() / SCORES
    }

    fn row(&self, word: usize) -> &[f32] {
        &self.scores[word * SCORES..][..SCORES]
    }
}

/// All of the network's weights.
pub(in crate::model) struct Arguments {
    narrow: Dense,
    layers: Vec<Layer>,
    norm: Norm,
    word: Dense,
    predicate: Dense,
    /// Two layers: does the word signal an act, and which?
    act: [Dense; 2],
    /// One row for each way in which a word may stand to a predicate.
    ties: [Vec<f32>; 5],
    first: Dense,
    second: Dense,
    out: Dense,
    /// Relations as the ways of trees are told by.
    rels: Vec<Rel>,
}

impl Arguments {
    /// `width`: numbers in the encoder's vectors; `rels`: in the order of the tables' rows.
    pub fn load(weights: &Weights, width: usize, rels: Vec<Rel>) -> Result<Self, WeightsError> {
        let table = |name: &str, rows: usize| weights.floats(&format!("{name}.weight"), &[rows, PAIR]);
        let layers =
            (0..weights.numbered("small.")).map(|at| Layer::load(weights, &format!("small.{at}"), WIDTH, INNER));
        Ok(Self {
            narrow: linear(weights, "down_to", width, WIDTH)?,
            layers: layers.collect::<Result<_, _>>()?,
            norm: Norm::load(weights, "last", WIDTH)?,
            word: linear(weights, "a", WIDTH, PAIR)?,
            predicate: linear(weights, "p", WIDTH, PAIR)?,
            act: [linear(weights, "pred.0", WIDTH, WIDTH)?, linear(weights, "pred.3", WIDTH, 1 + KINDS.len())?],
            ties: [
                table("down", STEPS * RELS)?,
                table("upr", STEPS * RELS)?,
                table("quote", QUOTES)?,
                table("sd", 2 * SENTENCES + 1)?,
                table("dist", 2 * DISTANCES + 1)?,
            ],
            first: convolution(weights, "c1", 2 * PAIR)?,
            second: convolution(weights, "c2", MIXED)?,
            out: linear(weights, "out", MIXED + PAIR, SCORES)?,
            rels,
        })
    }

    /// The encoder's vectors as the rest reads them.
    pub fn narrowed(&self, vectors: &[f32]) -> Vec<f32> {
        self.narrow.of(vectors)
    }

    /// Scores of predicates of one window of words, whose narrowed vectors these are.
    pub fn score(&self, words: &[f32], predicates: &[Predicate]) -> Vec<ArgumentScores> {
        let mut states = words.to_vec();
        for layer in &self.layers {
            layer.transform(&mut states, WIDTH);
        }
        let states = self.norm.of(&states);
        let words = self.word.of(&states);
        let one = |Predicate { at, ties, from }: &Predicate| {
            let state = &states[at * WIDTH..][..WIDTH];
            let mut bent = self.act[0].of(state);
            Gelu {}.map_mut(&mut bent);
            let mut kinds = self.act[1].of(&bent);
            let act = kinds.remove(0);
            let wanted = act >= *from;
            let scores = if wanted { self.pairs(&words, &self.predicate.of(state), ties) } else { Vec::new() };
            ArgumentScores { kinds, scores }
        };
        predicates.iter().map(one).collect()
    }

    fn place(&self, rel: Rel) -> usize {
        let at = |rel: Rel| self.rels.iter().position(|known| *known == rel);
        at(rel).or_else(|| at(rel.universal())).unwrap_or(0).min(RELS - 3)
    }

    fn pairs(&self, words: &[f32], predicate: &[f32], ties: &[Tie]) -> Vec<f32> {
        let mut joined = vec![0.0; ties.len() * PAIR];
        let mut knots = vec![0.0; ties.len() * PAIR];
        let rows =
            joined.chunks_exact_mut(PAIR).zip(knots.chunks_exact_mut(PAIR)).zip(words.chunks_exact(PAIR)).zip(ties);
        for (((joined, knots), word), tie) in rows {
            for (table, row) in self.ties.iter().zip(tie.rows(|rel| self.place(rel))) {
                knots.iter_mut().zip(&table[row * PAIR..]).for_each(|(sum, part)| *sum += part);
            }
            for (at, joined) in joined.iter_mut().enumerate() {
                *joined = word[at] * predicate[at] * PRODUCT + word[at] + predicate[at] + knots[at];
            }
        }
        Gelu {}.map_mut(&mut joined);
        let mut mixed = self.first.of(&around(&beside(&joined, PAIR, &knots, PAIR), 2 * PAIR));
        Gelu {}.map_mut(&mut mixed);
        let mut more = self.second.of(&around(&mixed, MIXED));
        Gelu {}.map_mut(&mut more);
        more.iter_mut().zip(&mixed).for_each(|(more, mixed)| *more += mixed);
        self.out.of(&beside(&more, MIXED, &joined, PAIR))
    }
}

/// A convolution over [`REACH`] words, as a layer over rows of as many, one behind the other.
fn convolution(weights: &Weights, name: &str, inputs: usize) -> Result<Dense, WeightsError> {
    let stored = weights.floats(&format!("{name}.weight"), &[MIXED, inputs, REACH])?;
    let mut rows = Vec::with_capacity(stored.len());
    for output in stored.chunks_exact(inputs * REACH) {
        rows.extend((0..REACH).flat_map(|at| output.iter().skip(at).step_by(REACH)));
    }
    Ok(Dense::of_rows(&rows, weights.floats(&format!("{name}.bias"), &[MIXED])?))
}

/// Of each row the rows around it, nothing past the ends.
fn around(rows: &[f32], width: usize) -> Vec<f32> {
    let (count, half) = (rows.len() / width, REACH / 2);
    let mut out = vec![0.0; count * REACH * width];
    for (at, row) in out.chunks_exact_mut(REACH * width).enumerate() {
        let (first, end) = (at.saturating_sub(half), (at + half + 1).min(count));
        let from = (first + half - at) * width;
        row[from..from + (end - first) * width].copy_from_slice(&rows[first * width..end * width]);
    }
    out
}

/// Rows of both, side by side.
fn beside(left: &[f32], left_width: usize, right: &[f32], right_width: usize) -> Vec<f32> {
    let rows = left.chunks_exact(left_width).zip(right.chunks_exact(right_width));
    rows.flat_map(|(left, right)| left.iter().chain(right)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{around, beside};

    #[test]
    fn nothing_stands_past_the_ends() {
        assert_eq!(around(&[1.0, 2.0], 1), [0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0]);
    }

    #[test]
    fn side_by_side() {
        assert_eq!(beside(&[1.0, 2.0], 1, &[3.0, 4.0, 5.0, 6.0], 2), [1.0, 3.0, 4.0, 2.0, 5.0, 6.0]);
    }
}
