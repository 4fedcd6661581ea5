//! Labels of other tools: read as gold, written for correction.
//!
//! | format | read | written | offsets |
//! |---|---|---|---|
//! | record: gold or records, JSONL | yes | yes | code points |
//! | `CoNLL`, two columns | yes | | none |
//! | brat, a folder | yes | yes | code points |
//! | Label Studio, JSON | yes | yes | UTF-16 units, or code points |
//! | doccano, JSONL | yes | | code points |
//! | attribution corpora, JSONL | yes | | code points |
//!
//! What a reader finds and has no place for is counted in [`Import::remarks`]; what cannot be right is in [`Import::refused`],
//! and costs its own article alone.

mod attribution;
mod brat;
mod conll;
mod doccano;
mod draw;
mod error;
mod export;
mod files;
mod format;
mod found;
mod graph;
mod import;
mod label_studio;
mod read_off;
mod record;
mod sniff;
mod sorts;
mod vocabulary;

pub use error::FormatError;
pub use export::{lines, write_brat, write_label_studio, write_lines};
pub use files::Existing;
pub use format::{Format, Target};
pub use import::{Import, read};
pub use label_studio::Offsets;
