//! Encoders: an architecture a file, and its row in the table.
//!
//! Each file fits the tensor library's model to [`Encoder`]; what a file leaves to the library is held to
//! `transformers` by `tests/architectures.rs`.

mod bert;
mod config;
mod deberta;
mod distilbert;
mod fast;
mod modernbert;
mod roberta;

use std::ops::Range;

use candle_core::{Device, Tensor};
use candle_nn::VarBuilder;

pub(super) use config::Config;
use fast::FastBert;
pub use fast::parts;

use super::{
    Engine, ModelError,
    folder::CONFIG,
    weights::{Weights, tensor_error},
};

/// Turns pieces into vectors, those that the classifier takes.
pub(super) struct Encoder {
    pub shape: Shape,
    run: Run,
}

enum Run {
    Fast(Box<FastBert>),
    Reference(Box<Encode>),
}

/// `[1, pieces, width]` from piece ids and token types, `[1, pieces]` each. Windows are read one by one, so there is
/// no padding, and masks are all ones.
type Encode = dyn Fn(&Tensor, &Tensor) -> candle_core::Result<Tensor> + Send + Sync;

/// Windows that are read at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    /// Pieces of all windows, one behind the other.
    pub ids: Vec<u32>,
    /// Their token types.
    pub kinds: Vec<u32>,
    /// Where each window ends; none is longer than [`Shape::places`].
    pub ends: Vec<usize>,
    /// Pieces whose vectors are asked for.
    pub wanted: Vec<usize>,
}

impl Batch {
    /// The pieces of each window.
    pub fn windows(&self) -> impl Iterator<Item = Range<usize>> {
        std::iter::once(0).chain(self.ends.iter().copied()).zip(&self.ends).map(|(start, &end)| start..end)
    }
}

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
        Self { shape, run: Run::Reference(Box::new(encode)) }
    }

    pub fn engine(&self) -> Engine {
        match self.run {
            Run::Fast(_) => Engine::Fast,
            Run::Reference(_) => Engine::Reference,
        }
    }

    /// A short name of what computes it on this processor.
    pub fn path(&self) -> &'static str {
        match self.run {
            Run::Fast(_) => FastBert::path(),
            Run::Reference(_) => "reference",
        }
    }

    /// The vectors that are wanted, one behind the other.
    pub fn encode(&self, batch: &Batch) -> candle_core::Result<Vec<f32>> {
        let encode = match &self.run {
            Run::Fast(bert) => return bert.encode(batch),
            Run::Reference(encode) => encode,
        };
        let mut all = Vec::new();
        for window in batch.windows() {
            let row = |numbers: &[u32]| Tensor::new(&numbers[window.clone()], &Device::Cpu)?.unsqueeze(0);
            all.extend(encode(&row(&batch.ids)?, &row(&batch.kinds)?)?.flatten_all()?.to_vec1::<f32>()?);
        }
        Ok(pick(&all, self.shape.width, batch.wanted.iter().copied()))
    }
}

/// Some of the rows.
fn pick(rows: &[f32], width: usize, wanted: impl Iterator<Item = usize>) -> Vec<f32> {
    let mut some = Vec::new();
    wanted.for_each(|row| some.extend_from_slice(&rows[row * width..(row + 1) * width]));
    some
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

/// The encoder that config.json asks for. Without an engine named, the fast one where it can read the model.
pub(super) fn load(
    config: &Config,
    weights: &Weights,
    engine: Option<Engine>,
    place: &str,
) -> Result<Encoder, ModelError> {
    let Some((_, load)) = ARCHITECTURES.iter().find(|(name, _)| *name == config.model_type) else {
        let expected = ARCHITECTURES.map(|(name, _)| name).join(", ");
        let (place, got) = (place.to_owned(), config.model_type.clone());
        return Err(ModelError::UnsupportedArchitecture { place, got, expected });
    };
    let fast = if engine == Some(Engine::Reference) { Ok(None) } else { bert::load_fast(config, weights) };
    let loaded = match fast {
        Ok(None) if engine == Some(Engine::Fast) => return Err(ModelError::NotFast { place: place.to_owned() }),
        Ok(None) => load(config, &weights.builder()),
        Ok(Some(encoder)) => Ok(encoder),
        Err(error) => Err(error),
    };
    loaded.map_err(|error| match error {
        LoadError::Config(reason) => ModelError::BadFile { place: place.to_owned(), file: CONFIG, reason },
        LoadError::Tensor(error) => tensor_error(error, place),
    })
}
