//! Linear heads over the encoder's vectors: entities, parts of speech, dependency arcs. Computed alike for every engine.

use std::sync::Arc;

use rten_simd::SimdUnaryOp;
use rten_vecmath::Gelu;

use super::{
    ArcScores, ModelError, Rel,
    files::MANIFEST,
    folder::Folder,
    product::{Dense, matrix, product},
    rel_scorer::{LABEL, RelScorer},
    weights::{Weights, WeightsError},
};
use crate::text::{Span, Tok};

/// Size of the vectors that arcs are scored with.
const ARC: usize = 128;

/// All heads that a model has.
pub(super) struct Heads {
    pub entities: Classifier,
    pub upos: Option<Classifier>,
    pub trees: Option<Biaffine>,
}

impl Heads {
    /// `columns`: what the entity head's rows count towards.
    pub fn load(folder: &Folder, columns: Vec<usize>, weights: &Weights, width: usize) -> Result<Self, ModelError> {
        let (place, manifest) = (&folder.place, &folder.manifest);
        let bad = |error: WeightsError| error.at(place);
        let entities =
            Classifier::load(weights, "classifier", width, columns, manifest.calibration.entities).map_err(bad)?;
        let tags: Vec<usize> = manifest.upos(place)?.into_iter().map(|tag| tag as usize).collect();
        let upos = (!tags.is_empty())
            .then(|| Classifier::load(weights, "upos", width, tags, manifest.calibration.upos).map_err(bad))
            .transpose()?;
        let rels = manifest.deprels(place)?;
        if !rels.is_empty() && (rels.len() < 2 || !rels.contains(&Rel::Root)) {
            let reason = "[labels] deprels: expected root and at least one more".to_owned();
            return Err(ModelError::BadFile { place: place.clone(), file: MANIFEST, reason });
        }
        let trees = (!rels.is_empty()).then(|| Biaffine::load(weights, width, rels).map_err(bad)).transpose()?;
        Ok(Self { entities, upos, trees })
    }
}

/// A linear layer as the weight file names it.
pub(super) fn linear(weights: &Weights, name: &str, width: usize, size: usize) -> Result<Dense, WeightsError> {
    let weight = weights.floats(&format!("{name}.weight"), &[size, width])?;
    Ok(Dense::of_rows(&weight, weights.floats(&format!("{name}.bias"), &[size])?))
}

/// A linear layer whose rows count towards columns.
pub(super) struct Classifier {
    layer: Dense,
    columns: Vec<usize>,
    temperature: f64,
}

impl Classifier {
    fn load(
        weights: &Weights,
        name: &str,
        width: usize,
        columns: Vec<usize>,
        temperature: f64,
    ) -> Result<Self, WeightsError> {
        Ok(Self { layer: linear(weights, name, width, columns.len())?, columns, temperature })
    }

    /// Log-probabilities of `N` columns for each of the words' vectors.
    pub fn score<const N: usize>(&self, words: &[f32]) -> Vec<[f32; N]> {
        let logits = self.layer.of(words);
        logits.chunks_exact(self.columns.len()).map(|row| fold(row, &self.columns, self.temperature)).collect()
    }
}

/// Softmax of `logits / temperature`, rows of one column summed, as logarithms.
fn fold<const N: usize>(logits: &[f32], columns: &[usize], temperature: f64) -> [f32; N] {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sums = [0f64; N];
    for (&logit, &column) in logits.iter().zip(columns) {
        sums[column] += (f64::from(logit - most) / temperature).exp();
    }
    let total: f64 = sums.iter().sum();
    sums.map(|sum| (sum / total).ln() as f32)
}

/// Scores of arcs and of their relations.
pub(super) struct Biaffine {
    arc_dep: Dense,
    arc_head: Dense,
    label_dep: Dense,
    label_head: Dense,
    /// What `arc_head` and `label_head` make of the vector that stands for the root as if it were a word.
    root: (Vec<f32>, Vec<f32>),
    arc: Dense,
    label: Arc<RelScorer>,
}

impl Biaffine {
    fn load(weights: &Weights, width: usize, rels: Vec<Rel>) -> Result<Self, WeightsError> {
        let layer = |name, size| linear(weights, name, width, size);
        let (arc_head, label_head) = (layer("arc_head", ARC)?, layer("label_head", LABEL)?);
        let root = weights.floats("arc_root", &[width])?;
        let arc = weights.floats("arc.weight", &[ARC + 1, ARC])?;
        // Stored by relation, dependant, head; wanted by dependant first. The last dependant is the one that carries a bias.
        let stored = weights.floats("label.weight", &[rels.len(), LABEL + 1, LABEL + 1])?;
        let rows = stored.as_chunks::<{ LABEL + 1 }>().0;
        let by_dependant = (0..=LABEL).flat_map(|at| rows.iter().skip(at).step_by(LABEL + 1));
        let label = by_dependant.copied().collect::<Vec<_>>().concat();
        let with_bias = |all: &[f32], at: usize| Dense::of_columns(&all[..at], all[at..].to_vec());
        Ok(Self {
            arc_dep: layer("arc_dep", ARC)?,
            label_dep: layer("label_dep", LABEL)?,
            root: (bent(&arc_head, &root), bent(&label_head, &root)),
            arc_head,
            label_head,
            arc: with_bias(&arc, ARC * ARC),
            label: Arc::new(RelScorer { label: with_bias(&label, LABEL * rels.len() * (LABEL + 1)), rels }),
        })
    }

    /// Scores of sentences, those that are given, from the vectors of all words.
    pub fn score(&self, words: &[f32], sentences: &[Option<Span<Tok>>]) -> Vec<Option<ArcScores>> {
        let dep = self.arc.of(&bent(&self.arc_dep, words));
        let (head, label_dep) = (bent(&self.arc_head, words), bent(&self.label_dep, words));
        let label_head = bent(&self.label_head, words);
        let one = |sentence: &Span<Tok>| {
            let rows = |all: &[f32], width: usize| all[sentence.start * width..sentence.end * width].to_vec();
            let count = sentence.len();
            let head = [&self.root.0[..], &rows(&head, ARC)].concat();
            let mut arcs = vec![0.0; count * (count + 1)];
            product(matrix(&rows(&dep, ARC), ARC), matrix(&head, ARC).transposed(), &mut arcs);
            ArcScores {
                arcs,
                dependants: rows(&label_dep, LABEL),
                heads: [&self.root.1[..], &rows(&label_head, LABEL)].concat(),
                scorer: Arc::clone(&self.label),
                words: count,
            }
        };
        sentences.iter().map(|sentence| sentence.as_ref().map(one)).collect()
    }
}

/// A layer and the bend behind it.
fn bent(layer: &Dense, rows: &[f32]) -> Vec<f32> {
    let mut out = layer.of(rows);
    Gelu {}.map_mut(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn rows_of_one_column_are_summed() {
        let [a, b] = fold::<2>(&[0.0, 0.0, 0.0, 0.0], &[0, 1, 1, 1], 1.0).map(f32::exp);
        assert!((a - 0.25).abs() < 1e-6 && (b - 0.75).abs() < 1e-6);
    }

    #[test]
    fn a_temperature_flattens() {
        let [sharp, _] = fold::<2>(&[2.0, 0.0], &[0, 1], 1.0);
        let [flat, _] = fold::<2>(&[2.0, 0.0], &[0, 1], 2.0);
        assert!(sharp > flat && flat.exp() > 0.5);
    }

    #[test]
    fn far_logits_stay_finite_and_absent_columns_do_not() {
        let [a, b, c] = fold::<3>(&[300.0, 0.0], &[0, 1], 1.0);
        assert!(a.abs() < 1e-6 && b.is_finite() && c == f32::NEG_INFINITY);
    }
}
