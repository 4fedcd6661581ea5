//! Buffers of a reader.

use super::{attention::Attention, bytes::Bytes, whole::Products};

/// What one reader needs beside the weights; kept for the next article. Nothing in it outlives a batch but its room.
#[derive(Default)]
pub(super) struct Scratch {
    /// The rows of one window.
    pub hidden: Vec<f32>,
    /// Rows on their way into a product.
    pub bytes: Bytes,
    /// The same within a layer.
    pub inner: Bytes,
    /// What a product gives.
    pub sums: Products,
    /// One row within a layer.
    pub row: Vec<f32>,
    pub attention: Attention,
    /// What attention gives to some rows.
    pub mixed: Vec<f32>,
}
