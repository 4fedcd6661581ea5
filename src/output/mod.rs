//! Records for machines and for people: one format a file.

mod explain;
mod jsonl;
mod table;

pub use explain::explain;
pub use jsonl::line;
pub use table::table;
