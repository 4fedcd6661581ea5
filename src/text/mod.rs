//! Text as it arrived: articles, where they come from, and the blocks they are made of.
//!
//! Everything after this room works on slices of [`Article::text`]; nothing moves an offset.

mod article;
mod blocks;
mod decode;
mod embedded;
mod error;
mod file_name;
mod gauge;
mod headline;
mod jsonl;
mod limit;
mod listing;
mod looks;
mod source;
mod span;
mod unpack;

pub use article::{Article, Field, Unreadable, Warning, WarningCode};
pub use blocks::{Block, BlockKind, blocks};
pub(crate) use embedded::{embedded, pattern};
pub use error::InputError;
pub(crate) use looks::look;
#[cfg(test)]
pub(crate) use looks::looks;
pub use source::{Articles, Input, inputs, inputs_from};
pub use span::{Byte, Span, Tok, hex};
