//! Every architecture in 32-bit floating point, as the tensor library has it: an architecture a file, and its row in
//! the table.
//!
//! Each file fits the library's model to [`Encoder`]; what a file leaves to the library is held to `transformers` by
//! `tests/architectures.rs`.

mod bert;
mod deberta;
mod distilbert;
mod modernbert;
mod roberta;
mod tensors;

use super::{Config, Encoder, error::LoadError};
use crate::model::weights::Weights;

/// A `model_type` of config.json and how such a model is loaded.
type Architecture = (&'static str, fn(&Config, &Weights) -> Result<Encoder, LoadError>);

pub(super) const ARCHITECTURES: [Architecture; 6] = [
    ("bert", bert::load),
    ("deberta-v2", deberta::load),
    ("distilbert", distilbert::load),
    ("modernbert", modernbert::load),
    ("roberta", roberta::load),
    ("xlm-roberta", roberta::load),
];
