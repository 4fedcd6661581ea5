//! What can be wrong with a model.

use std::path::PathBuf;

use thiserror::Error;

/// A model that cannot be found, loaded or read with. `place` is the folder or hub name it came from.
#[derive(Debug, Error)]
pub enum ModelError {
    /// A file that every model folder needs is not there.
    #[error("model {place}: no {file}; a model folder holds config.json, tokenizer.json and model.safetensors{hint}")]
    MissingFile {
        /// Where the model is.
        place: String,
        /// The file's name.
        file: &'static str,
        /// What to do about it, starting with `; `, or nothing.
        hint: &'static str,
    },
    /// A file is there and cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A file's content is not of its format, or a value in it cannot be used.
    #[error("model {place}: {file}: {reason}")]
    BadFile {
        /// Where the model is.
        place: String,
        /// The file's name.
        file: &'static str,
        /// Expected and got.
        reason: String,
    },
    /// A file's bytes are not those that the manifest names.
    #[error(
        "model {place}: {file} has the wrong sha256: manifest.toml expects {expected}, got {got}; \
         the file is damaged or of another revision: fetch the folder again"
    )]
    WrongHash {
        /// Where the model is.
        place: String,
        /// The file's name.
        file: String,
        /// Hash in the manifest.
        expected: String,
        /// Hash of the bytes.
        got: String,
    },
    /// An architecture that is not built in.
    #[error("model {place}: model_type {got:?} in config.json is not supported: expected one of {expected}")]
    UnsupportedArchitecture {
        /// Where the model is.
        place: String,
        /// What config.json says.
        got: String,
        /// What could be read.
        expected: String,
    },
    /// A model that only the reference engine reads, which this build lacks.
    #[error(
        "model {place}: model_type {got:?} in config.json: expected a \"bert\" whose matrices are stored in eight bits; \
         everything else, and --engine reference, needs a build with the feature `architectures`"
    )]
    NotBuilt {
        /// Where the model is.
        place: String,
        /// What config.json says.
        got: String,
    },
    /// The fast engine was asked for and cannot read the model.
    #[error(
        "model {place}: the fast engine reads only a BERT (model_type \"bert\", hidden_act \"gelu\") whose matrices are \
         stored in eight bits; leave --engine out, or take --engine reference"
    )]
    NotFast {
        /// Where the model is.
        place: String,
    },
    /// The environment names an engine that this processor does not have.
    #[error("{variable}: expected one of {expected}, got {got:?}; leave it unset and the fastest is taken")]
    NoKernel {
        /// The environment variable.
        variable: &'static str,
        /// What it says.
        got: String,
        /// What this processor has.
        expected: String,
    },
    /// Labels that say nothing about persons, organisations, places or parts of speech.
    #[error(
        "model {place}: unknown {head} labels in {file}: {}; expected {expected}; {remedy}", labels.join(", ")
    )]
    UnknownLabels {
        /// Where the model is.
        place: String,
        /// Which head.
        head: &'static str,
        /// Where the labels stand.
        file: &'static str,
        /// The labels that are not known.
        labels: Vec<String>,
        /// What is known.
        expected: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// The weight file lacks a tensor that the architecture or a head needs.
    #[error("model {place}: model.safetensors has no tensor {name}; config.json and manifest.toml ask for it")]
    MissingTensor {
        /// Where the model is.
        place: String,
        /// Its name.
        name: String,
    },
    /// A tensor's shape is not what the configuration says.
    #[error(
        "model {place}: tensor {name} has the wrong shape: expected {expected}, got {got}; \
         do config.json and the weights belong together?"
    )]
    WrongShape {
        /// Where the model is.
        place: String,
        /// The tensor.
        name: String,
        /// Shape by the configuration.
        expected: String,
        /// Shape in the file.
        got: String,
    },
    /// Tensors that nothing reads: the folder is of an architecture or a head that would be left out in silence.
    #[error(
        "model {place}: nothing reads these tensors of model.safetensors: {}; \
         the model has parts that are not supported, and its scores would be wrong without them", names.join(", ")
    )]
    UnusedTensors {
        /// Where the model is.
        place: String,
        /// Their names.
        names: Vec<String>,
    },
    /// The words or sentences handed in do not fit together.
    #[error("cannot read: {0}; sentences must be in order, must not overlap, and every word must be in one")]
    BadSentences(String),
    /// A tensor operation failed.
    #[error("model {place}: {reason}")]
    Tensor {
        /// Where the model is.
        place: String,
        /// What the tensor library says.
        reason: String,
    },
    /// The tokenizer failed on a word.
    #[error("model {place}: tokenizer.json cannot cut {word:?}: {reason}")]
    Tokenizer {
        /// Where the model is.
        place: String,
        /// The word.
        word: String,
        /// What the tokenizer library says.
        reason: String,
    },
    /// Offline, and the hub's cache does not hold the model.
    #[error(
        "model {name}@{revision} is not in the cache {} and the network is off (--offline or HF_HUB_OFFLINE); \
         fetch it once with the network on, or give a folder", cache.display()
    )]
    Offline {
        /// Name on the hub.
        name: String,
        /// Branch, tag or commit.
        revision: String,
        /// The folder that was looked in.
        cache: PathBuf,
    },
    /// The hub did not give the model.
    #[error(
        "cannot fetch {what} of {name}@{revision} from {endpoint}: {reason}; \
         check the name, the network and HF_ENDPOINT, or give a folder"
    )]
    Hub {
        /// The file, or what else was asked for.
        what: String,
        /// Name on the hub.
        name: String,
        /// Branch, tag or commit.
        revision: String,
        /// Address of the hub.
        endpoint: String,
        /// What the network library says.
        reason: String,
    },
    /// No folder to keep fetched models in.
    #[error("no folder for models from the hub: set HF_HUB_CACHE, HF_HOME or HOME")]
    NoCache,
    /// A specification that is neither `embedded`, a hub name nor a path.
    #[error("{0:?} names no model: expected `embedded`, `hf:org/name`, `hf:org/name@revision` or a folder")]
    BadSpec(String),
}
