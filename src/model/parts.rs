//! Doors for `benches/`, which sees nothing private. No part of the library.
#![allow(missing_docs, reason = "hidden")]

pub use super::encoder::parts::{Attending, Product};

use super::Model;
use crate::text::{Byte, Span, Tok};

/// Pieces of the words, counted.
#[must_use]
pub fn pieces(model: &Model, text: &str, words: &[Span<Byte>], sentences: &[Span<Tok>]) -> usize {
    model.pieces(text, words, sentences).unwrap_or_default()
}
