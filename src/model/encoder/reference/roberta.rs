//! RoBERTa and XLM-R, as their `…ForTokenClassification` store them: <https://arxiv.org/abs/1907.11692>,
//! <https://arxiv.org/abs/1911.02116>.

use candle_transformers::models::xlm_roberta::{self, XLMRobertaModel};
use serde_json::json;

use super::tensors::{Loaded, builder, encoder};
use crate::model::encoder::{Config, Shape, error::LoadError, sizes};
use crate::model::weights::Weights;

pub(super) fn load(config: &Config, weights: &Weights) -> Loaded {
    config.only("position_embedding_type", "absolute")?;
    let config: xlm_roberta::Config = config.read(json!({
        "vocab_size": 50265, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
        "intermediate_size": 3072, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1, "max_position_embeddings": 512, "type_vocab_size": 2,
        "layer_norm_eps": 1e-12, "pad_token_id": 1, "position_embedding_type": "absolute",
    }))?;
    check(&config, weights)?;
    let shape = Shape {
        vocabulary: config.vocab_size,
        width: config.hidden_size,
        // Positions count from behind the padding's id; those before it belong to no piece.
        places: config.max_position_embeddings.saturating_sub(config.pad_token_id as usize + 1),
        kinds: config.type_vocab_size,
    };
    let model = XLMRobertaModel::new(&config, builder(weights).pp("roberta"))?;
    Ok(encoder(shape, move |ids, kinds| model.forward(ids, &ids.ones_like()?, kinds, None, None, None)))
}

fn check(config: &xlm_roberta::Config, weights: &Weights) -> Result<(), LoadError> {
    let (width, places) = (config.hidden_size, config.max_position_embeddings);
    sizes::heads(("num_attention_heads", config.num_attention_heads), ("hidden_size", width), 1)?;
    sizes::layers(("num_hidden_layers", config.num_hidden_layers), weights, "roberta.encoder.layer.")?;
    sizes::places(("max_position_embeddings", places))?;
    for (name, rows) in [("word", config.vocab_size), ("position", places), ("token_type", config.type_vocab_size)] {
        weights.expect(&format!("roberta.embeddings.{name}_embeddings.weight"), &[rows, width])?;
    }
    weights.expect("roberta.encoder.layer.0.intermediate.dense.weight", &[config.intermediate_size, width])?;
    Ok(())
}
