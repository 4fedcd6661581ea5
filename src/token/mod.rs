//! Sentences, words, quotation spans and lemmas.

mod boundaries;
mod calendar;
mod forms;
mod inflect;
mod irregular;
mod lemma;
mod quotes;
mod sentences;
mod words;

pub use calendar::{is_date_name, is_day, month, weekday};
pub use inflect::{plurals, verb_forms};
pub use lemma::lemma;
pub use quotes::{Quote, quotes};
pub use sentences::{Segmented, Sentence, segment};
pub use words::{Word, words};
