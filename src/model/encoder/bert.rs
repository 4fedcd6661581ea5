//! BERT's configuration, as `BertForTokenClassification` stores it: <https://arxiv.org/abs/1810.04805>.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Config, Encoder, Shape, error::LoadError, fast::FastBert, fast::Kernel, run::Run, sizes};
use crate::model::weights::Weights;

/// What the fast engine needs to know.
#[derive(Debug, Deserialize)]
pub(super) struct BertConfig {
    pub vocab_size: usize,
    pub hidden_size: usize,
    pub num_hidden_layers: usize,
    pub num_attention_heads: usize,
    pub intermediate_size: usize,
    pub hidden_act: String,
    pub max_position_embeddings: usize,
    pub type_vocab_size: usize,
    pub layer_norm_eps: f32,
}

/// What a file leaves out.
pub(super) fn defaults() -> Value {
    json!({
        "vocab_size": 30522, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
        "intermediate_size": 3072, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "max_position_embeddings": 512,
        "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-12, "pad_token_id": 0,
    })
}

impl BertConfig {
    /// Read, and held to the weights.
    pub fn of(config: &Config, weights: &Weights) -> Result<Self, LoadError> {
        config.only("position_embedding_type", "absolute")?;
        let read: Self = config.read(defaults())?;
        let (width, places) = (read.hidden_size, read.max_position_embeddings);
        sizes::heads(("num_attention_heads", read.num_attention_heads), ("hidden_size", width), 1)?;
        sizes::layers(("num_hidden_layers", read.num_hidden_layers), weights, "bert.encoder.layer.")?;
        sizes::places(("max_position_embeddings", places))?;
        for (name, rows) in [("word", read.vocab_size), ("position", places), ("token_type", read.type_vocab_size)] {
            weights.expect(&format!("bert.embeddings.{name}_embeddings.weight"), &[rows, width])?;
        }
        weights.expect("bert.encoder.layer.0.intermediate.dense.weight", &[read.intermediate_size, width])?;
        Ok(read)
    }

    pub fn shape(&self) -> Shape {
        Shape {
            vocabulary: self.vocab_size,
            width: self.hidden_size,
            places: self.max_position_embeddings,
            kinds: self.type_vocab_size,
        }
    }
}

/// On weights of eight bits; `None` for a model that is not a BERT, or has others.
pub(super) fn load_fast(config: &Config, weights: &Weights, kernel: Kernel) -> Result<Option<Encoder>, LoadError> {
    if config.model_type != "bert" {
        return Ok(None);
    }
    let config = BertConfig::of(config, weights)?;
    if !FastBert::suits(&config, weights) {
        return Ok(None);
    }
    Ok(Some(Encoder { shape: config.shape(), run: Run::Fast(Box::new(FastBert::load(&config, weights, kernel)?)) }))
}
