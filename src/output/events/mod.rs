//! Acts as rows of event data: who did what to whom, when. A row for each source and each target of an act, as CSV or Parquet.

mod columns;
mod csv;
mod event;
mod parquet;

pub use columns::event_columns;
pub use csv::EventCsv;
pub use event::{Event, actor_code, events};
pub use parquet::EventParquet;
