//! Label scores to entity spans.

mod decode;
mod tag;

pub use tag::{Class, Tagged, tag};
