//! DistilBERT, as `DistilBertForTokenClassification` stores it: <https://arxiv.org/abs/1910.01108>.
//!
//! It is a BERT without token types whose tensors go by other names, and is read as one: the tensor library's own
//! DistilBERT takes the tanh approximation of GELU where the weights were trained with the exact one.

use candle_core::{self as candle, DType, Device, Shape, Tensor};
use candle_nn::{
    Init, VarBuilder,
    var_builder::{SimpleBackend, VarBuilderArgs},
};
use candle_transformers::models::bert::{self, HiddenAct};
use serde::Deserialize;
use serde_json::json;

use super::tensors::{Loaded, builder};
use crate::model::encoder::{Config, Shape as Sizes, error::LoadError, sizes};
use crate::model::weights::Weights;

#[derive(Deserialize)]
struct Distil {
    vocab_size: usize,
    dim: usize,
    n_layers: usize,
    n_heads: usize,
    hidden_dim: usize,
    activation: HiddenAct,
    max_position_embeddings: usize,
}

pub(super) fn load(config: &Config, weights: &Weights) -> Loaded {
    let distil: Distil = config.read(json!({
        "vocab_size": 30522, "dim": 768, "n_layers": 6, "n_heads": 12, "hidden_dim": 3072, "activation": "gelu",
        "max_position_embeddings": 512,
    }))?;
    check(&distil, weights)?;
    let config = bert::Config {
        vocab_size: distil.vocab_size,
        hidden_size: distil.dim,
        num_hidden_layers: distil.n_layers,
        num_attention_heads: distil.n_heads,
        intermediate_size: distil.hidden_dim,
        hidden_act: distil.activation,
        max_position_embeddings: distil.max_position_embeddings,
        type_vocab_size: 1,
        layer_norm_eps: 1e-12,
        ..bert::Config::default()
    };
    let renamed = Renamed(builder(weights).pp("distilbert"));
    let shape =
        Sizes { vocabulary: distil.vocab_size, width: distil.dim, places: distil.max_position_embeddings, kinds: 1 };
    super::bert::likewise(shape, &config, VarBuilderArgs::from_backend(Box::new(renamed), DType::F32, Device::Cpu))
}

fn check(config: &Distil, weights: &Weights) -> Result<(), LoadError> {
    let Distil { dim, n_heads, n_layers, hidden_dim, vocab_size, max_position_embeddings: places, .. } = *config;
    sizes::heads(("n_heads", n_heads), ("dim", dim), 1)?;
    sizes::layers(("n_layers", n_layers), weights, "distilbert.transformer.layer.")?;
    sizes::places(("max_position_embeddings", places))?;
    weights.expect("distilbert.embeddings.word_embeddings.weight", &[vocab_size, dim])?;
    weights.expect("distilbert.embeddings.position_embeddings.weight", &[places, dim])?;
    weights.expect("distilbert.transformer.layer.0.ffn.lin1.weight", &[hidden_dim, dim])?;
    Ok(())
}

/// BERT's names and DistilBERT's. The first that fits counts.
const NAMES: [(&str, &str); 8] = [
    ("attention.self.query", "attention.q_lin"),
    ("attention.self.key", "attention.k_lin"),
    ("attention.self.value", "attention.v_lin"),
    ("attention.output.dense", "attention.out_lin"),
    ("attention.output.LayerNorm", "sa_layer_norm"),
    ("intermediate.dense", "ffn.lin1"),
    ("output.dense", "ffn.lin2"),
    ("output.LayerNorm", "output_layer_norm"),
];

/// Hands out DistilBERT's tensors under BERT's names.
struct Renamed<'a>(VarBuilder<'a>);

impl Renamed<'_> {
    fn name(name: &str) -> String {
        let name = name.replacen("encoder.", "transformer.", 1);
        NAMES
            .iter()
            .find(|(bert, _)| name.contains(bert))
            .map_or(name.clone(), |(bert, distil)| name.replace(bert, distil))
    }
}

impl SimpleBackend for Renamed<'_> {
    fn get(&self, shape: Shape, name: &str, init: Init, dtype: DType, device: &Device) -> candle::Result<Tensor> {
        if name == "embeddings.token_type_embeddings.weight" {
            return Tensor::zeros(shape, dtype, device);
        }
        self.0.get_with_hints_dtype(shape, &Self::name(name), init, dtype)
    }

    fn get_unchecked(&self, name: &str, dtype: DType, _: &Device) -> candle::Result<Tensor> {
        self.0.get_unchecked_dtype(&Self::name(name), dtype)
    }

    fn contains_tensor(&self, name: &str) -> bool {
        self.0.contains_tensor(&Self::name(name))
    }
}
