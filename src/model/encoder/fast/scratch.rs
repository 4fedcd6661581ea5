//! Buffers of a reader.

use super::{attention::Attention, bytes::Bytes, whole::Gemm};

/// What one reader needs beside the weights; kept for the next article. Nothing in it outlives a batch but its room.
pub(super) struct Scratch {
    /// The rows of one window.
    pub hidden: Vec<f32>,
    /// Rows on their way into a product.
    pub bytes: Bytes,
    /// The same within a layer.
    pub inner: Bytes,
    /// What a product gives.
    pub sums: Vec<i32>,
    /// One row within a layer.
    pub row: Vec<f32>,
    pub attention: Attention,
    /// What attention gives to some rows.
    pub mixed: Vec<f32>,
}

impl Scratch {
    pub fn new(gemm: &Gemm) -> Self {
        let bytes = || Bytes::new(gemm.most());
        Self {
            hidden: Vec::new(),
            bytes: bytes(),
            inner: bytes(),
            sums: Vec::new(),
            row: Vec::new(),
            attention: Attention::new(gemm.most()),
            mixed: Vec::new(),
        }
    }
}

/// So much of a buffer, which grows when need be. What is in it is left from before.
pub(super) fn sized<T: Copy + Default>(buffer: &mut Vec<T>, size: usize) -> &mut [T] {
    if buffer.len() < size {
        buffer.resize(size, T::default());
    }
    &mut buffer[..size]
}
