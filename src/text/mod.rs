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
mod host;
mod limit;
mod listing;
mod looks;
mod outputs;
mod page;
mod raw;
mod readers;
mod remarks;
mod shard;
mod source;
mod span;
mod unpack;
mod wanted;

pub use article::{Article, Field, Unreadable, Warning, WarningCode};
pub use blocks::{Block, BlockKind, Part, blocks, blocks_of_parts};
pub(crate) use embedded::{embedded, pattern};
pub use error::InputError;
pub use host::host;
pub(crate) use looks::look;
#[cfg(test)]
pub(crate) use looks::looks;
pub use outputs::Outputs;
pub use page::read_page;
pub use raw::Raw;
pub use readers::{Layout, Raws, articles_in};
pub use remarks::Remarks;
pub use shard::Shard;
pub use source::{Articles, Input, inputs, inputs_from};
pub use span::{Byte, Span, Tok, hex};
pub(crate) use unpack::unpack;
pub use wanted::Wanted;
