//! Encoders: an architecture a file, and its row in the table.

mod bert;

use candle_core::Tensor;
use candle_nn::VarBuilder;

use super::{
    ModelError,
    folder::{CONFIG, Folder},
    weights::{Weights, tensor_error},
};

/// Turns the pieces of one window into one vector each.
pub(super) trait Encoder: Send + Sync {
    /// `[pieces, width]` from piece ids and token types, which are equally many and at most [`Shape::places`].
    fn encode(&self, ids: &[u32], kinds: &[u32]) -> candle_core::Result<Tensor>;

    /// What fits in and what comes out.
    fn shape(&self) -> Shape;
}

/// Sizes of an encoder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Length of a vector.
    pub width: usize,
    /// Pieces it has position embeddings for.
    pub places: usize,
    /// Token types it knows.
    pub kinds: usize,
}

/// A `model_type` of config.json and how such a model is loaded.
struct Architecture {
    model_type: &'static str,
    load: fn(config: &[u8], weights: VarBuilder) -> Loaded,
}

const ARCHITECTURES: [Architecture; 1] = [bert::ARCHITECTURE];

type Loaded = Result<Box<dyn Encoder>, LoadError>;

enum LoadError {
    Config(serde_json::Error),
    Tensor(candle_core::Error),
}

/// The encoder that config.json asks for.
pub(super) fn load(folder: &Folder, model_type: &str, weights: &Weights) -> Result<Box<dyn Encoder>, ModelError> {
    let place = &folder.place;
    let Some(architecture) = ARCHITECTURES.iter().find(|row| row.model_type == model_type) else {
        let expected = ARCHITECTURES.map(|row| row.model_type).join(", ");
        return Err(ModelError::UnsupportedArchitecture { place: place.clone(), got: model_type.to_owned(), expected });
    };
    (architecture.load)(&folder.config, weights.builder()).map_err(|error| match error {
        LoadError::Config(error) => {
            ModelError::BadFile { place: place.clone(), file: CONFIG, reason: error.to_string() }
        }
        LoadError::Tensor(error) => tensor_error(error, place),
    })
}
