//! Arc scores to parts of speech and dependency trees.

mod parse;
mod tree;
mod view;

pub use crate::model::{Rel, UnknownRel, UnknownUpos, Upos};
pub use parse::{Branch, Node, branches, nodes_of, parse, tags};
pub use view::Syntax;
