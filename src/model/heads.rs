//! Linear heads over the encoder's vectors: entities, parts of speech, dependency arcs.

use std::sync::Arc;

use candle_core::{Module, Result, Tensor};
use candle_nn::{Linear, VarBuilder, linear};

use super::{
    ArcScores, ModelError, Rel,
    folder::{Folder, MANIFEST},
    weights::{Weights, tensor_error},
};

/// Sizes of the vectors that arcs and labels are scored with.
const ARC: usize = 128;
const LABEL: usize = 64;

/// All heads that a model has.
pub(super) struct Heads {
    pub entities: Classifier,
    pub upos: Option<Classifier>,
    pub trees: Option<Biaffine>,
}

impl Heads {
    /// `columns`: what the entity head's rows count towards.
    pub fn load(
        folder: &Folder,
        columns: Vec<usize>,
        weights: &Weights,
        width: usize,
    ) -> std::result::Result<Self, ModelError> {
        let (place, manifest) = (&folder.place, &folder.manifest);
        let bad = |error| tensor_error(error, place);
        let vb = weights.builder();
        let entities =
            Classifier::load(&vb, "classifier", width, columns, manifest.calibration.entities).map_err(bad)?;
        let tags: Vec<usize> = manifest.upos(place)?.into_iter().map(|tag| tag as usize).collect();
        let upos = (!tags.is_empty())
            .then(|| Classifier::load(&vb, "upos", width, tags, manifest.calibration.upos).map_err(bad))
            .transpose()?;
        let rels = manifest.deprels(place)?;
        if !rels.is_empty() && (rels.len() < 2 || !rels.contains(&Rel::Root)) {
            let reason = "[labels] deprels: expected root and at least one more".to_owned();
            return Err(ModelError::BadFile { place: place.clone(), file: MANIFEST, reason });
        }
        let trees = (!rels.is_empty()).then(|| Biaffine::load(&vb, width, rels).map_err(bad)).transpose()?;
        Ok(Self { entities, upos, trees })
    }
}

/// A linear layer whose rows count towards columns.
pub(super) struct Classifier {
    layer: Linear,
    columns: Vec<usize>,
    temperature: f64,
}

impl Classifier {
    fn load(vb: &VarBuilder, name: &str, width: usize, columns: Vec<usize>, temperature: f64) -> Result<Self> {
        Ok(Self { layer: linear(width, columns.len(), vb.pp(name))?, columns, temperature })
    }

    /// Log-probabilities of `N` columns for each row of `[words, width]`.
    pub fn score<const N: usize>(&self, words: &Tensor) -> Result<Vec<[f32; N]>> {
        let logits = self.layer.forward(words)?.to_vec2::<f32>()?;
        Ok(logits.iter().map(|row| fold(row, &self.columns, self.temperature)).collect())
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
    arc_dep: Linear,
    arc_head: Linear,
    label_dep: Linear,
    label_head: Linear,
    /// Stands for the root as if it were a word.
    root: Tensor,
    arc: Tensor,
    /// `[LABEL + 1, relations × (LABEL + 1)]`.
    label: Tensor,
    rels: Arc<[Rel]>,
}

impl Biaffine {
    fn load(vb: &VarBuilder, width: usize, rels: Vec<Rel>) -> Result<Self> {
        let layer = |name, size| linear(width, size, vb.pp(name));
        let label = vb.get((rels.len(), LABEL + 1, LABEL + 1), "label.weight")?;
        Ok(Self {
            arc_dep: layer("arc_dep", ARC)?,
            arc_head: layer("arc_head", ARC)?,
            label_dep: layer("label_dep", LABEL)?,
            label_head: layer("label_head", LABEL)?,
            root: vb.get(width, "arc_root")?.unsqueeze(0)?,
            arc: vb.get((ARC + 1, ARC), "arc.weight")?,
            label: label.permute((1, 0, 2))?.contiguous()?.reshape((LABEL + 1, ()))?,
            rels: rels.into(),
        })
    }

    /// Scores of one sentence from the vectors of its words, `[words, width]`.
    pub fn score(&self, words: &Tensor) -> Result<ArcScores> {
        let heads = Tensor::cat(&[&self.root, words], 0)?;
        let dep = with_one(&self.arc_dep.forward(words)?.gelu_erf()?)?;
        let head = self.arc_head.forward(&heads)?.gelu_erf()?;
        let arcs = dep.matmul(&self.arc)?.matmul(&head.t()?)?;
        let dep = with_one(&self.label_dep.forward(words)?.gelu_erf()?)?;
        let head = with_one(&self.label_head.forward(&heads)?.gelu_erf()?)?;
        let flat = |tensor: &Tensor| tensor.flatten_all()?.to_vec1();
        Ok(ArcScores {
            arcs: flat(&arcs)?,
            dependants: flat(&dep.matmul(&self.label)?)?,
            heads: flat(&head)?,
            rels: Arc::clone(&self.rels),
            words: words.dim(0)?,
        })
    }
}

/// `[x; 1]`: the one carries a bias through the product.
fn with_one(rows: &Tensor) -> Result<Tensor> {
    Tensor::cat(&[rows, &Tensor::ones((rows.dim(0)?, 1), rows.dtype(), rows.device())?], 1)
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
