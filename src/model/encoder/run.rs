//! An encoder, ready to read.

use super::{
    batch::{Batch, pick},
    fast::FastBert,
};
use crate::model::Engine;

/// Turns pieces into vectors, those that the classifier takes.
pub(in crate::model) struct Encoder {
    pub shape: Shape,
    pub(super) run: Run,
}

pub(super) enum Run {
    Fast(Box<FastBert>),
    #[cfg_attr(not(feature = "architectures"), expect(dead_code, reason = "there the fast one is the only"))]
    Reference(Box<Encode>),
}

/// `[pieces, width]` of a window from its piece ids and token types; else the reason why not. Windows are read one by
/// one, so there is no padding, and masks are all ones.
type Encode = dyn Fn(&[u32], &[u32]) -> Result<Vec<f32>, String> + Send + Sync;

/// Sizes of an encoder.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Shape {
    /// Pieces it knows, by their ids from 0.
    pub vocabulary: usize,
    /// Length of a vector.
    pub width: usize,
    /// Pieces it has positions for.
    pub places: usize,
    /// Token types it knows.
    pub kinds: usize,
}

impl Encoder {
    pub fn engine(&self) -> Engine {
        match self.run {
            Run::Fast(_) => Engine::Fast,
            Run::Reference(_) => Engine::Reference,
        }
    }

    /// What records call what computes it.
    pub fn name(&self) -> &'static str {
        match &self.run {
            Run::Fast(bert) => bert.kernel.engine(),
            Run::Reference(_) => "reference",
        }
    }

    /// The vectors that are wanted, one behind the other; else the reason why not.
    pub fn encode(&self, batch: &Batch) -> Result<Vec<f32>, String> {
        let encode = match &self.run {
            Run::Fast(bert) => return bert.encode(batch),
            Run::Reference(encode) => encode,
        };
        let mut all = Vec::new();
        for window in batch.windows() {
            all.extend(encode(&batch.ids[window.clone()], &batch.kinds[window])?);
        }
        Ok(pick(&all, self.shape.width, batch.wanted.iter().copied()))
    }
}
