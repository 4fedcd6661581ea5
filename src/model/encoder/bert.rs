//! BERT, as `BertForTokenClassification` stores it: <https://arxiv.org/abs/1810.04805>.

use candle_nn::VarBuilder;
use candle_transformers::models::bert;
use serde_json::json;

use super::{Config, Encoder, LoadError, Loaded, Run, Shape, Weights, fast::FastBert};

pub(super) fn load(config: &Config, weights: &VarBuilder) -> Loaded {
    encoder(&settings(config)?, weights.pp("bert"))
}

/// On weights of eight bits; `None` for a model that is not a BERT, or has others.
pub(super) fn load_fast(config: &Config, weights: &Weights) -> Result<Option<Encoder>, LoadError> {
    if config.model_type != "bert" {
        return Ok(None);
    }
    let config = settings(config)?;
    if !FastBert::suits(&config, weights) {
        return Ok(None);
    }
    Ok(Some(Encoder { shape: shape(&config), run: Run::Fast(Box::new(FastBert::load(&config, weights)?)) }))
}

fn settings(config: &Config) -> Result<bert::Config, LoadError> {
    config.read(json!({
        "vocab_size": 30522, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
        "intermediate_size": 3072, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "max_position_embeddings": 512,
        "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-12, "pad_token_id": 0,
    }))
}

fn shape(config: &bert::Config) -> Shape {
    let bert::Config { hidden_size: width, max_position_embeddings: places, type_vocab_size: kinds, .. } = *config;
    Shape { width, places, kinds }
}

/// Also for those who are a BERT under other names.
pub(super) fn encoder(config: &bert::Config, weights: VarBuilder) -> Loaded {
    let model = bert::BertModel::load(weights, config)?;
    Ok(Encoder::new(shape(config), move |ids, kinds| model.forward(ids, kinds, None)))
}
