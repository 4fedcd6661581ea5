//! The stages in their order. Each takes what the one before it made, so none can run early.

mod batch;
mod filter;
mod language;
mod stages;
mod status;

pub use batch::{in_order, in_order_within};
pub use filter::Filter;
pub use stages::{Analysis, Keep, Mentions, Options, Pipeline};
pub use status::Status;
