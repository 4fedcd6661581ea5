//! BERT, as `BertForTokenClassification` stores it: <https://arxiv.org/abs/1810.04805>.

use candle_nn::VarBuilder;
use candle_transformers::models::bert;
use serde_json::json;

use super::{Config, Encoder, Loaded, Shape};

pub(super) fn load(config: &Config, weights: &VarBuilder) -> Loaded {
    let config = config.read(json!({
        "vocab_size": 30522, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
        "intermediate_size": 3072, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "max_position_embeddings": 512,
        "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-12, "pad_token_id": 0,
    }))?;
    encoder(&config, weights.pp("bert"))
}

/// Also for those who are a BERT under other names.
pub(super) fn encoder(config: &bert::Config, weights: VarBuilder) -> Loaded {
    let bert::Config { hidden_size: width, max_position_embeddings: places, type_vocab_size: kinds, .. } = *config;
    let model = bert::BertModel::load(weights, config)?;
    Ok(Encoder::new(Shape { width, places, kinds }, move |ids, kinds| model.forward(ids, kinds, None)))
}
