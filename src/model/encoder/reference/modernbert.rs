//! ModernBERT, as `ModernBertForTokenClassification` stores it: <https://arxiv.org/abs/2412.13663>.

use candle_core::Module;
use candle_nn::{layer_norm_no_bias, linear_no_bias};
use candle_transformers::models::modernbert::{self, ModernBert};
use serde::Deserialize;
use serde_json::json;

use super::tensors::{Loaded, builder, encoder};
use crate::model::encoder::{Config, Shape, error::LoadError, sizes};
use crate::model::weights::Weights;

/// Keys that later versions of `transformers` write in place of those that the tensor library reads.
#[derive(Deserialize)]
struct Later {
    norm_eps: Option<f64>,
    layer_types: Option<Vec<String>>,
    rope_parameters: Option<Rope>,
}

#[derive(Deserialize)]
struct Rope {
    full_attention: Turn,
    sliding_attention: Turn,
}

#[derive(Deserialize)]
struct Turn {
    rope_theta: f64,
    #[serde(default = "plain")]
    rope_type: String,
}

fn plain() -> String {
    "default".to_owned()
}

pub(super) fn load(config: &Config, weights: &Weights) -> Loaded {
    config.only("hidden_activation", "gelu")?;
    config.only("classifier_activation", "gelu")?;
    let config = settings(config)?;
    check(&config, weights)?;
    let weights = builder(weights);
    let shape = Shape {
        vocabulary: config.vocab_size,
        width: config.hidden_size,
        places: config.max_position_embeddings,
        kinds: 1,
    };
    // The tensor library takes the norm before attention as there or not; only the first layer has none.
    for layer in 1..config.num_hidden_layers {
        weights.get(shape.width, &format!("model.layers.{layer}.attn_norm.weight"))?;
    }
    let model = ModernBert::load(weights.clone(), &config)?;
    let dense = linear_no_bias(shape.width, shape.width, weights.pp("head.dense"))?;
    let norm = layer_norm_no_bias(shape.width, config.layer_norm_eps, weights.pp("head.norm"))?;
    Ok(encoder(shape, move |ids, _| {
        let hidden = model.forward(ids, &ids.ones_like()?)?;
        norm.forward(&dense.forward(&hidden)?.gelu_erf()?)
    }))
}

fn check(config: &modernbert::Config, weights: &Weights) -> Result<(), LoadError> {
    let (width, layers) = (config.hidden_size, config.num_hidden_layers);
    // Halves of a head's vector are turned into each other.
    sizes::heads(("num_attention_heads", config.num_attention_heads), ("hidden_size", width), 2)?;
    sizes::layers(("num_hidden_layers", layers), weights, "model.layers.")?;
    sizes::places(("max_position_embeddings", config.max_position_embeddings))?;
    sizes::places(("local_attention", config.local_attention))?;
    sizes::places(("global_attn_every_n_layers", config.global_attn_every_n_layers))?;
    weights.expect("model.embeddings.tok_embeddings.weight", &[config.vocab_size, width])?;
    weights.expect("model.layers.0.mlp.Wi.weight", &[2 * config.intermediate_size, width])?;
    Ok(())
}

fn settings(config: &Config) -> Result<modernbert::Config, LoadError> {
    let mut settings: modernbert::Config = config.read(json!({
        "vocab_size": 50368, "hidden_size": 768, "num_hidden_layers": 22, "num_attention_heads": 12,
        "intermediate_size": 1152, "max_position_embeddings": 8192, "layer_norm_eps": 1e-5, "pad_token_id": 50283,
        "global_attn_every_n_layers": 3, "global_rope_theta": 160_000.0, "local_attention": 128,
        "local_rope_theta": 10_000.0,
    }))?;
    let Later { norm_eps, layer_types, rope_parameters } = config.read(json!({}))?;
    settings.layer_norm_eps = norm_eps.unwrap_or(settings.layer_norm_eps);
    if let Some(Rope { full_attention, sliding_attention }) = rope_parameters {
        if [&full_attention, &sliding_attention].iter().any(|turn| turn.rope_type != plain()) {
            return Err(LoadError::Config("rope_parameters: only rope_type \"default\" is supported".to_owned()));
        }
        (settings.global_rope_theta, settings.local_rope_theta) =
            (full_attention.rope_theta, sliding_attention.rope_theta);
    }
    if let Some(types) = layer_types {
        let full = |layer: usize| types[layer] == "full_attention";
        let every = (1..types.len()).find(|&layer| full(layer)).unwrap_or(types.len().max(1));
        if types.len() != settings.num_hidden_layers
            || (0..types.len()).any(|layer| full(layer) != (layer % every == 0))
        {
            return Err(LoadError::Config(format!(
                "layer_types: expected {} layers, the first and then every n-th of full_attention, got {types:?}",
                settings.num_hidden_layers
            )));
        }
        settings.global_attn_every_n_layers = every;
    }
    Ok(settings)
}
