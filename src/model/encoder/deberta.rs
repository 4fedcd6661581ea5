//! DeBERTa v2 and v3, as `DebertaV2ForTokenClassification` stores them: <https://arxiv.org/abs/2006.03654>,
//! <https://arxiv.org/abs/2111.09543>.

use candle_nn::VarBuilder;
use candle_transformers::models::debertav2::{self, DebertaV2Model};
use serde_json::json;

use super::{Config, Encoder, Loaded, Shape};

pub(super) fn load(config: &Config, weights: &VarBuilder) -> Loaded {
    // The two largest of v2 have a convolution, which the tensor library has not.
    config.only("conv_kernel_size", 0)?;
    let config: debertav2::Config = config.read(json!({
        "vocab_size": 128_100, "hidden_size": 1536, "num_hidden_layers": 24, "num_attention_heads": 24,
        "intermediate_size": 6144, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1, "max_position_embeddings": 512, "type_vocab_size": 0,
        "initializer_range": 0.02, "layer_norm_eps": 1e-7, "relative_attention": false, "max_relative_positions": -1,
        "position_biased_input": true, "pos_att_type": [],
    }))?;
    let shape = Shape {
        width: config.hidden_size,
        places: config.max_position_embeddings,
        kinds: config.type_vocab_size.max(1),
    };
    let model = DebertaV2Model::load(weights.pp("deberta"), &config)?;
    Ok(Encoder::new(shape, move |ids, kinds| model.forward(ids, Some(kinds.clone()), None)))
}
