//! Encoders: the fast one, and with the feature `architectures` the reference of every architecture.

mod batch;
mod bert;
mod config;
mod error;
mod fast;
#[cfg(feature = "architectures")]
mod reference;
mod run;
mod sizes;

pub(super) use batch::Batch;
pub(super) use config::Config;
pub use fast::parts;
pub(super) use run::{Encoder, Shape};

use super::{Engine, ModelError, files::CONFIG, weights::Weights};
use error::LoadError;
use fast::{Kernel, VARIABLE};

/// The encoder that config.json asks for. Without an engine named, the fast one where it can read the model.
pub(super) fn load(
    config: &Config,
    weights: &Weights,
    engine: Option<Engine>,
    place: &str,
) -> Result<Encoder, ModelError> {
    let at = |error| match error {
        LoadError::Config(reason) => ModelError::BadFile { place: place.to_owned(), file: CONFIG, reason },
        LoadError::Weights(error) => error.at(place),
        #[cfg(feature = "architectures")]
        LoadError::Library(reason) => ModelError::Tensor { place: place.to_owned(), reason },
    };
    if engine != Some(Engine::Reference) {
        let kernel = Kernel::chosen().map_err(|got| {
            let expected = Kernel::here().into_iter().map(Kernel::engine).collect::<Vec<_>>().join(", ");
            ModelError::NoKernel { variable: VARIABLE, got, expected }
        })?;
        if let Some(encoder) = bert::load_fast(config, weights, kernel).map_err(at)? {
            return Ok(encoder);
        }
        if engine == Some(Engine::Fast) {
            return Err(ModelError::NotFast { place: place.to_owned() });
        }
    }
    reference(config, place)?(config, weights).map_err(at)
}

type Load = fn(&Config, &Weights) -> Result<Encoder, LoadError>;

/// What loads such a model.
#[cfg(feature = "architectures")]
fn reference(config: &Config, place: &str) -> Result<Load, ModelError> {
    let found = reference::ARCHITECTURES.iter().find(|(name, _)| *name == config.model_type);
    found.map(|(_, load)| *load).ok_or_else(|| {
        let expected = reference::ARCHITECTURES.map(|(name, _)| name).join(", ");
        ModelError::UnsupportedArchitecture { place: place.to_owned(), got: config.model_type.clone(), expected }
    })
}

#[cfg(not(feature = "architectures"))]
fn reference(config: &Config, place: &str) -> Result<Load, ModelError> {
    Err(ModelError::NotBuilt { place: place.to_owned(), got: config.model_type.clone() })
}
