//! Doors for `benches/`, which sees nothing private. No part of the library.
#![allow(missing_docs, reason = "hidden")]

pub use super::encoder::parts::{Attending, Product};

use super::{Model, ModelError};
use crate::text::{Byte, Span, Tok};

/// Pieces of the words, counted.
pub fn pieces(model: &Model, text: &str, words: &[Span<Byte>], sentences: &[Span<Tok>]) -> Result<usize, ModelError> {
    model.pieces(text, words, sentences)
}
