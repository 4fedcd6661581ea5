//! Records of many articles, linked: who is the same over all of them, which articles reprint one another, which quotations are one
//! utterance in its wordings, which denial answers which claim. One SQLite file holds all of it: `schema.sql`.
//!
//! Each step reads what the one before it wrote and holds compact keys of articles, never their texts; what has to be joined is
//! sorted by SQLite. The same records in the same order give the same rows.

mod actors;
mod answers;
mod articles;
mod base;
mod drift;
mod error;
mod input;
mod intake;
mod likeness;
mod link;
mod options;
mod quotations;
mod stories;
mod tables;
mod words;

pub use error::CorpusError;
pub use link::{Progress, Step, Summary, link};
pub use options::{Form, Options};
#[cfg(feature = "web")]
pub(crate) use tables::cell;

/// What the database is called in its folder.
pub const DATABASE: &str = "corpus.sqlite";

/// The shape of the database.
pub const SCHEMA: &str = include_str!("schema.sql");
