//! Records and reports for machines and for people: one format a file.

mod explain;
mod grid;
mod jsonl;
mod markdown;
mod page;
mod sections;
mod table;

pub use explain::explain;
pub use jsonl::line;
pub use markdown::markdown;
pub use page::page;
pub use table::{Detail, table};
