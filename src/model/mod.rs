//! The tagger: a model folder, its tokenizer and tensors, the windows that long text is read in, and the heads' scores.
//!
//! The only room that knows tensors. It takes words and sentences as spans and hands out log-probabilities of entity
//! and part-of-speech labels for every word, and arc scores for every sentence; [`crate::ner`] and [`crate::syntax`]
//! turn those into spans and trees. What an article scores depends on nothing but its own words and the weights.

mod arguments;
mod encoder;
mod engine;
mod entities;
mod error;
mod files;
mod folder;
mod heads;
mod hub;
mod labels;
mod links;
mod manifest;
#[doc(hidden)]
pub mod parts;
mod pieces;
mod product;
mod profile;
mod reading;
mod rel;
mod rel_scorer;
mod scheme;
mod scores;
mod spec;
mod upos;
mod weights;
mod windows;

pub use arguments::{ArgumentScores, KINDS, Predicate, Quoted, ROLES, Tie};
pub use engine::Engine;
pub use entities::ENTITY_LABELS;
pub use error::ModelError;
pub use folder::{FileRow, Identity};
pub use hub::Hub;
pub use links::{Asking, Links, RECENT, SpokenOf};
pub use profile::Profile;
pub use reading::Model;
pub use rel::{Rel, UnknownRel};
pub use scheme::Scheme;
pub use scores::{ArcScores, Scores};
pub use spec::ModelSpec;
pub use upos::{UnknownUpos, Upos};
