//! DeBERTa v2 and v3, as `DebertaV2ForTokenClassification` stores them: <https://arxiv.org/abs/2006.03654>,
//! <https://arxiv.org/abs/2111.09543>.

use candle_transformers::models::debertav2::{self, DebertaV2Model};
use serde_json::json;

use super::tensors::{Loaded, builder, encoder};
use crate::model::encoder::{Config, Shape, error::LoadError, sizes};
use crate::model::weights::Weights;

pub(super) fn load(config: &Config, weights: &Weights) -> Loaded {
    // The two largest of v2 have a convolution, which the tensor library has not.
    config.only("conv_kernel_size", 0)?;
    let config: debertav2::Config = config.read(json!({
        "vocab_size": 128_100, "hidden_size": 1536, "num_hidden_layers": 24, "num_attention_heads": 24,
        "intermediate_size": 6144, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1, "max_position_embeddings": 512, "type_vocab_size": 0,
        "initializer_range": 0.02, "layer_norm_eps": 1e-7, "relative_attention": false, "max_relative_positions": -1,
        "position_biased_input": true, "pos_att_type": [], "attention_head_size": null, "embedding_size": null,
        "position_buckets": null,
    }))?;
    check(&config, weights)?;
    let shape = Shape {
        vocabulary: config.vocab_size,
        width: config.hidden_size,
        places: config.max_position_embeddings,
        kinds: config.type_vocab_size.max(1),
    };
    let model = DebertaV2Model::load(builder(weights).pp("deberta"), &config)?;
    Ok(encoder(shape, move |ids, kinds| model.forward(ids, Some(kinds.clone()), None)))
}

fn check(config: &debertav2::Config, weights: &Weights) -> Result<(), LoadError> {
    let debertav2::Config { hidden_size: width, intermediate_size: inner, num_attention_heads: heads, .. } = *config;
    sizes::heads(("num_attention_heads", heads), ("hidden_size", width), 1)?;
    sizes::layers(("num_hidden_layers", config.num_hidden_layers), weights, "deberta.encoder.layer.")?;
    let places = config.max_position_embeddings;
    sizes::places(("max_position_embeddings", places))?;
    // Below 1 they mean "as many as positions" and "none".
    for (key, size) in [
        ("max_relative_positions", config.max_relative_positions),
        ("position_buckets", config.position_buckets.unwrap_or(-1)),
    ] {
        sizes::places((key, usize::try_from(size).unwrap_or(1).max(1)))?;
    }
    let embedded = config.embedding_size.unwrap_or(width);
    weights.expect("deberta.embeddings.word_embeddings.weight", &[config.vocab_size, embedded])?;
    if config.position_biased_input {
        weights.expect("deberta.embeddings.position_embeddings.weight", &[places, embedded])?;
    }
    if config.type_vocab_size > 0 {
        weights.expect("deberta.embeddings.token_type_embeddings.weight", &[config.type_vocab_size, embedded])?;
    }
    weights.expect("deberta.encoder.layer.0.intermediate.dense.weight", &[inner, width])?;
    Ok(())
}
