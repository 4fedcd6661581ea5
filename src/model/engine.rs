//! What computes the encoder.

use std::fmt;

/// How an encoder is computed. Scores of the two differ a little, since one rounds activations to eight bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Whole numbers of eight bits, for a BERT whose matrices are stored as such.
    Fast,
    /// 32-bit floating point by the tensor library, for every architecture.
    Reference,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fast => "fast",
            Self::Reference => "reference",
        })
    }
}
