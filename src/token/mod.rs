//! Sentences, words, quotation spans and lemmas.

mod boundaries;
mod forms;
mod inflect;
mod irregular;
mod lemma;
mod quotes;
mod sentences;
mod words;

pub use inflect::{plurals, verb_forms};
pub use lemma::lemma;
pub use quotes::{Quote, quotes};
pub use sentences::{Segmented, Sentence, segment};
pub use words::{Word, words};
