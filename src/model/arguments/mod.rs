//! Argument heads: what each word around a predicate is to it.
//!
//! Word vectors, narrowed, go through a few small layers of their own; then each pair of a predicate and a word is scored
//! from both, from how the tree and the quotation marks join them, and from the pairs beside it. In the manner of bilexical
//! semantic dependencies (Dozat and Manning 2018, <https://arxiv.org/abs/1807.01396>), with convolutions over the words in place
//! of a second biaffine layer.

mod layer;
mod net;
mod tie;

pub use net::{ArgumentScores, KINDS, Predicate, ROLES};
pub(super) use net::{Arguments, WIDTH};
pub use tie::{Quoted, Tie};
