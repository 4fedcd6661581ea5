//! BERT (<https://arxiv.org/abs/1810.04805>) on weights of eight bits.
//!
//! Matrices stay as they are stored and are packed once for the processor at hand, which is looked at when the program
//! runs: AVX-512 with VNNI, AVX2, NEON or none. Activations become bytes row by row, products are exact whole numbers,
//! and attention stays within its window. So a piece's vector depends on nothing but its window: not on what is read in
//! the same batch, nor on threads. What is added in floating point is added in one order, whatever the length of the
//! processor's vectors; only where a processor cannot multiply and add in one step may last digits differ.
//!
//! Read in this order: `embedding`, `layer`, `linear` (with `bytes`, `gelu`, `whole`, `kernel`, `panels`, `vnni`,
//! `avx2`, `portable`), `attention` (with `signed`, `shares`), `norm`, `scratch`.

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
mod block;
mod bytes;
mod embedding;
mod gelu;
mod kernel;
mod layer;
mod linear;
mod norm;
mod panels;
pub mod parts;
mod portable;
mod room;
mod scratch;
mod shares;
mod signed;
#[cfg(target_arch = "x86_64")]
mod vnni;
mod whole;

use std::sync::{Mutex, PoisonError};

use super::{
    batch::{Batch, pick},
    bert::BertConfig,
};
use crate::model::weights::{Weights, WeightsError};
use embedding::Embedding;
pub(in crate::model) use kernel::{Kernel, VARIABLE};
use layer::Layer;
use norm::Norm;
use room::sized;
use scratch::Scratch;
use whole::Gemm;

/// The matrices of a layer.
const MATRICES: [&str; 6] = [
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
];

/// An encoder that threads may share.
pub(super) struct FastBert {
    pub kernel: Kernel,
    width: usize,
    embedding: Embedding,
    layers: Vec<Layer>,
    last: Layer,
    /// Buffers that nobody uses at present.
    idle: Mutex<Vec<Scratch>>,
}

impl FastBert {
    /// Is this a model that can be read so?
    pub fn suits(config: &BertConfig, weights: &Weights) -> bool {
        let mut names = (0..config.num_hidden_layers)
            .flat_map(|layer| MATRICES.map(|name| format!("bert.encoder.layer.{layer}.{name}.weight")));
        config.num_hidden_layers > 0
            && config.hidden_act == "gelu"
            // Four inputs are multiplied at a time.
            && config.hidden_size.is_multiple_of(4 * config.num_attention_heads)
            && config.intermediate_size.is_multiple_of(4)
            && names.all(|name| weights.is_int8(&name))
    }

    pub fn load(config: &BertConfig, weights: &Weights, kernel: Kernel) -> Result<Self, WeightsError> {
        let gemm = Gemm::new(kernel);
        let BertConfig { hidden_size: width, layer_norm_eps: eps, .. } = *config;
        let rows = [config.vocab_size, config.max_position_embeddings, config.type_vocab_size];
        let norm = Norm::load(weights, "bert.embeddings.LayerNorm", width, eps)?;
        let embedding = Embedding::load(weights, "bert.embeddings", rows, norm)?;
        let sizes = (width, config.num_attention_heads, config.intermediate_size);
        let layer = |at| Layer::load(weights, &gemm, &format!("bert.encoder.layer.{at}"), sizes, eps);
        let last = config.num_hidden_layers - 1;
        let layers = (0..last).map(layer).collect::<Result<_, _>>()?;
        Ok(Self { kernel, width, embedding, layers, last: layer(last)?, idle: Mutex::default() })
    }

    /// The vectors of the pieces that are wanted, one behind the other; else the reason why not.
    pub fn encode(&self, batch: &Batch) -> Result<Vec<f32>, String> {
        let gemm = Gemm::new(self.kernel);
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = idle().pop().unwrap_or_default();
        let mut hidden = std::mem::take(&mut scratch.hidden);
        let mut found = vec![0.0; batch.wanted.len() * self.width];
        // Window by window: what one needs stays close to the processor.
        for window in batch.windows() {
            let rows = sized(&mut hidden, window.len() * self.width);
            self.embedding.read(batch, window.clone(), rows)?;
            for layer in &self.layers {
                layer.attend(&gemm, rows, &mut scratch);
                layer.transform(&gemm, rows, &mut scratch);
            }
            self.last.attend(&gemm, rows, &mut scratch);
            // Nobody looks at the other rows any more.
            let here = |wanted: &usize| window.contains(wanted).then(|| wanted - window.start);
            let mut wanted = pick(rows, self.width, batch.wanted.iter().filter_map(here));
            self.last.transform(&gemm, &mut wanted, &mut scratch);
            let places = found.chunks_exact_mut(self.width).zip(&batch.wanted).filter(|(_, row)| window.contains(row));
            places.zip(wanted.chunks_exact(self.width)).for_each(|((place, _), row)| place.copy_from_slice(row));
        }
        scratch.hidden = hidden;
        idle().push(scratch);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::Batch;
    use crate::model::encoder::{self, Config, Encoder};
    use crate::model::{Engine, folder::Folder, weights::Weights};

    fn embedded() -> Encoder {
        let folder = Folder::embedded().unwrap();
        let config: Config = serde_json::from_slice(&folder.config).unwrap();
        let weights = Weights::parse(&folder.weights, "embedded").unwrap();
        encoder::load(&config, &weights, Some(Engine::Fast), "embedded").unwrap()
    }

    /// Windows of these lengths, every piece wanted.
    fn batch(windows: &[usize]) -> Batch {
        let mut batch = Batch::default();
        for &len in windows {
            batch.ids.extend((0..len).map(|at| ((at * 7919 + len * 104_729) % 30_000) as u32));
            batch.ends.push(batch.ids.len());
        }
        batch.kinds = batch.ids.iter().map(|id| id % 6).collect();
        batch.wanted = (0..batch.ids.len()).collect();
        batch
    }

    #[test]
    fn neighbours_change_no_bit() {
        let encoder = embedded();
        let windows = [3, 256, 17, 64, 1, 130];
        let together = encoder.encode(&batch(&windows)).unwrap();
        let alone: Vec<f32> = windows.iter().flat_map(|&len| encoder.encode(&batch(&[len])).unwrap()).collect();
        assert!(together.iter().zip(&alone).all(|(a, b)| a.to_bits() == b.to_bits()));
        assert_eq!(together.len(), alone.len());
    }

    #[test]
    fn what_else_is_wanted_changes_no_bit() {
        let (encoder, mut some) = (embedded(), batch(&[90, 20]));
        let all = encoder.encode(&some).unwrap();
        some.wanted = vec![100, 3, 3];
        let width = encoder.shape.width;
        let picked =
            some.wanted.iter().flat_map(|&row| all[row * width..(row + 1) * width].to_vec()).collect::<Vec<_>>();
        assert_eq!(encoder.encode(&some).unwrap(), picked);
    }

    #[test]
    fn an_unknown_piece_is_refused() {
        let unknown = Batch { ids: vec![30_522], kinds: vec![0], ends: vec![1], wanted: vec![0] };
        assert!(embedded().encode(&unknown).is_err());
    }
}
