//! What an encoder is given.

use std::ops::Range;

/// Windows that are read at once.
#[derive(Debug, Clone, Default)]
pub(in crate::model) struct Batch {
    /// Pieces of all windows, one behind the other.
    pub ids: Vec<u32>,
    /// Their token types.
    pub kinds: Vec<u32>,
    /// Where each window ends; none is longer than [`Shape::places`](super::Shape::places).
    pub ends: Vec<usize>,
    /// Pieces whose vectors are asked for.
    pub wanted: Vec<usize>,
}

impl Batch {
    /// The pieces of each window.
    pub fn windows(&self) -> impl Iterator<Item = Range<usize>> {
        std::iter::once(0).chain(self.ends.iter().copied()).zip(&self.ends).map(|(start, &end)| start..end)
    }
}

/// Some of the rows.
pub(super) fn pick(rows: &[f32], width: usize, wanted: impl Iterator<Item = usize>) -> Vec<f32> {
    let mut some = Vec::new();
    wanted.for_each(|row| some.extend_from_slice(&rows[row * width..(row + 1) * width]));
    some
}
