//! Records and reports for machines and for people: one format a file.

mod csv;
mod error;
mod events;
mod explain;
mod folder;
mod grid;
mod jsonl;
mod markdown;
mod page;
mod sections;
mod sink;
mod split;
mod table;
mod tables;
mod written;

#[cfg(feature = "web")]
pub(crate) use csv::guarded;
pub use csv::{COLUMNS, Csv, Head};
pub use error::OutputError;
pub use events::{Event, EventCsv, EventParquet, actor_code, event_columns, events};
pub use explain::explain;
pub use jsonl::{Lines, line};
pub use markdown::markdown;
pub use page::page;
pub use sink::{Kept, Sink};
pub use split::Split;
pub use table::{Detail, table};
pub use tables::{Described, Rows, Shape, Tables, tables};
