//! Encoders: an architecture a file, and its row in the table.
//!
//! Each file fits the tensor library's model to [`Encoder`]; what a file leaves to the library is held to
//! `transformers` by `tests/architectures.rs`.

mod bert;
mod config;
mod deberta;
mod distilbert;
mod modernbert;
mod roberta;

use candle_core::{Device, Tensor};
use candle_nn::VarBuilder;

pub(super) use config::Config;

use super::{
    ModelError,
    folder::CONFIG,
    weights::{Weights, tensor_error},
};

/// Turns the pieces of one window into one vector each, the one that the classifier takes.
pub(super) struct Encoder {
    pub shape: Shape,
    encode: Box<Encode>,
}

/// `[1, pieces, width]` from piece ids and token types, `[1, pieces]` each. Windows are read one by one, so there is
/// no padding, and masks are all ones.
type Encode = dyn Fn(&Tensor, &Tensor) -> candle_core::Result<Tensor> + Send + Sync;

/// Sizes of an encoder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Length of a vector.
    pub width: usize,
    /// Pieces it has positions for.
    pub places: usize,
    /// Token types it knows.
    pub kinds: usize,
}

impl Encoder {
    fn new(
        shape: Shape,
        encode: impl Fn(&Tensor, &Tensor) -> candle_core::Result<Tensor> + Send + Sync + 'static,
    ) -> Self {
        Self { shape, encode: Box::new(encode) }
    }

    /// `[pieces, width]` from piece ids and token types, which are equally many and at most [`Shape::places`].
    pub fn encode(&self, ids: &[u32], kinds: &[u32]) -> candle_core::Result<Tensor> {
        let row = |numbers: &[u32]| Tensor::new(numbers, &Device::Cpu)?.unsqueeze(0);
        (self.encode)(&row(ids)?, &row(kinds)?)?.squeeze(0)
    }
}

/// A `model_type` of config.json and how such a model is loaded.
type Architecture = (&'static str, fn(&Config, &VarBuilder) -> Loaded);

const ARCHITECTURES: [Architecture; 6] = [
    ("bert", bert::load),
    ("deberta-v2", deberta::load),
    ("distilbert", distilbert::load),
    ("modernbert", modernbert::load),
    ("roberta", roberta::load),
    ("xlm-roberta", roberta::load),
];

type Loaded = Result<Encoder, LoadError>;

/// What is wrong, without where.
#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error("{0}")]
    Config(String),
    #[error(transparent)]
    Tensor(#[from] candle_core::Error),
}

/// The encoder that config.json asks for.
pub(super) fn load(config: &Config, weights: &Weights, place: &str) -> Result<Encoder, ModelError> {
    let Some((_, load)) = ARCHITECTURES.iter().find(|(name, _)| *name == config.model_type) else {
        let expected = ARCHITECTURES.map(|(name, _)| name).join(", ");
        let (place, got) = (place.to_owned(), config.model_type.clone());
        return Err(ModelError::UnsupportedArchitecture { place, got, expected });
    };
    load(config, &weights.builder()).map_err(|error| match error {
        LoadError::Config(reason) => ModelError::BadFile { place: place.to_owned(), file: CONFIG, reason },
        LoadError::Tensor(error) => tensor_error(error, place),
    })
}
