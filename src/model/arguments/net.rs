//! The network: vectors of words in, scores of pairs out.

use std::ops::Range;

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
    /// What the same rows are to the first convolution, at each of its places: it sees them beside what they are part of.
    seen: [Vec<f32>; 5],
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
        let ties = [
            table("down", STEPS * RELS)?,
            table("upr", STEPS * RELS)?,
            table("quote", QUOTES)?,
            table("sd", 2 * SENTENCES + 1)?,
            table("dist", 2 * DISTANCES + 1)?,
        ];
        let (pairs, knots) = (
            Convolution::load(weights, "c1", 2 * PAIR, 0..PAIR)?,
            Convolution::load(weights, "c1", 2 * PAIR, PAIR..2 * PAIR)?,
        );
        let layers =
            (0..weights.numbered("small.")).map(|at| Layer::load(weights, &format!("small.{at}"), WIDTH, INNER));
        Ok(Self {
            narrow: linear(weights, "down_to", width, WIDTH)?,
            layers: layers.collect::<Result<_, _>>()?,
            norm: Norm::load(weights, "last", WIDTH)?,
            word: linear(weights, "a", WIDTH, PAIR)?,
            predicate: linear(weights, "p", WIDTH, PAIR)?,
            act: [linear(weights, "pred.0", WIDTH, WIDTH)?, linear(weights, "pred.3", WIDTH, 1 + KINDS.len())?],
            seen: ties.each_ref().map(|table| knots.of_each(table)),
            ties,
            first: pairs.dense(),
            second: Convolution::load(weights, "c2", MIXED, 0..MIXED)?.dense(),
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
        let rows: Vec<[usize; 5]> = ties.iter().map(|tie| tie.rows(|rel| self.place(rel))).collect();
        let mut padded = vec![0.0; (ties.len() + REACH - 1) * PAIR];
        let inner = PAIR * (REACH / 2)..PAIR * (REACH / 2 + ties.len());
        for ((joined, word), rows) in
            padded[inner.clone()].chunks_exact_mut(PAIR).zip(words.chunks_exact(PAIR)).zip(&rows)
        {
            for (table, row) in self.ties.iter().zip(rows) {
                add(joined, &table[row * PAIR..]);
            }
            for (at, joined) in joined.iter_mut().enumerate() {
                *joined += word[at] * predicate[at] * PRODUCT + word[at] + predicate[at];
            }
        }
        Gelu {}.map_mut(&mut padded[inner.clone()]);
        let mut mixed = self.first.of_overlapping(&padded, PAIR);
        for (at, mixed) in mixed.chunks_exact_mut(MIXED).enumerate() {
            for place in (REACH / 2).saturating_sub(at)..REACH.min(REACH / 2 + rows.len() - at) {
                for (table, row) in self.seen.iter().zip(rows[at + place - REACH / 2]) {
                    add(mixed, &table[(row * REACH + place) * MIXED..]);
                }
            }
        }
        let mut padded_mixed = vec![0.0; (ties.len() + REACH - 1) * MIXED];
        let middle = MIXED * (REACH / 2)..MIXED * (REACH / 2 + ties.len());
        Gelu {}.map_mut(&mut mixed);
        padded_mixed[middle].copy_from_slice(&mixed);
        let mut more = self.second.of_overlapping(&padded_mixed, MIXED);
        Gelu {}.map_mut(&mut more);
        add(&mut more, &mixed);
        self.out.of(&beside(&more, MIXED, &padded[inner], PAIR))
    }
}

fn add(sums: &mut [f32], parts: &[f32]) {
    sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
}

/// A convolution over [`REACH`] words, of some of its inputs.
struct Convolution {
    /// Of each output all inputs of the first word, of the second, and so on.
    rows: Vec<f32>,
    bias: Vec<f32>,
}

impl Convolution {
    fn load(weights: &Weights, name: &str, all: usize, inputs: Range<usize>) -> Result<Self, WeightsError> {
        let stored = weights.floats(&format!("{name}.weight"), &[MIXED, all, REACH])?;
        let mut rows = Vec::with_capacity(MIXED * inputs.len() * REACH);
        for output in stored.chunks_exact(all * REACH) {
            let own = &output[inputs.start * REACH..inputs.end * REACH];
            rows.extend((0..REACH).flat_map(|at| own.iter().skip(at).step_by(REACH)));
        }
        Ok(Self { rows, bias: weights.floats(&format!("{name}.bias"), &[MIXED])? })
    }

    /// As a layer over the rows of [`REACH`] words, one behind the other.
    fn dense(self) -> Dense {
        Dense::of_rows(&self.rows, self.bias)
    }

    /// Of each of some rows what it adds to the outputs, at each place among the words, without the bias.
    fn of_each(&self, table: &[f32]) -> Vec<f32> {
        let width = self.rows.len() / (MIXED * REACH);
        let product = |row: &[f32], part: &[f32]| row.iter().zip(part).map(|(a, b)| a * b).sum::<f32>();
        let outputs = || self.rows.chunks_exact(width * REACH);
        let of_row = |row: &[f32]| {
            let at = |place: usize| outputs().map(move |output| (place, output));
            (0..REACH)
                .flat_map(at)
                .map(|(place, output)| product(row, &output[place * width..][..width]))
                .collect::<Vec<_>>()
        };
        table.chunks_exact(width).flat_map(of_row).collect()
    }
}

/// Rows of both, side by side.
fn beside(left: &[f32], left_width: usize, right: &[f32], right_width: usize) -> Vec<f32> {
    let rows = left.chunks_exact(left_width).zip(right.chunks_exact(right_width));
    rows.flat_map(|(left, right)| left.iter().chain(right)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{Convolution, MIXED, REACH, beside};

    #[test]
    fn rows_are_seen_at_each_place_as_the_layer_sees_them() {
        // Inputs of 2 numbers; the layer's rows are all different.
        let rows: Vec<f32> = (0..MIXED * REACH * 2).map(|at| at as f32).collect();
        let convolution = Convolution { rows: rows.clone(), bias: vec![0.0; MIXED] };
        let seen = convolution.of_each(&[1.0, 10.0, 0.5, 0.0]);
        let expected = |row: [f32; 2], place: usize, output: usize| {
            let at = output * REACH * 2 + place * 2;
            row[0] * rows[at] + row[1] * rows[at + 1]
        };
        assert_eq!(seen.len(), 2 * REACH * MIXED);
        assert_eq!(seen[3 * MIXED + 7..][..1], [expected([1.0, 10.0], 3, 7)]);
        assert_eq!(seen[(REACH + 4) * MIXED + 1..][..1], [expected([0.5, 0.0], 4, 1)]);
    }

    #[test]
    fn side_by_side() {
        assert_eq!(beside(&[1.0, 2.0], 1, &[3.0, 4.0, 5.0, 6.0], 2), [1.0, 3.0, 4.0, 2.0, 5.0, 6.0]);
    }
}
