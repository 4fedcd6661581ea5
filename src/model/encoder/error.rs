//! What can be wrong with an encoder, without where.

use crate::model::weights::WeightsError;

/// Why an encoder cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub(super) enum LoadError {
    /// What `config.json` says cannot be: expected and got.
    #[error("{0}")]
    Config(String),
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// What the tensor library says.
    #[cfg(feature = "architectures")]
    #[error("{0}")]
    Library(String),
}
