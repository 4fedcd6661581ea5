//! The contract: one record per article, the same shape whatever happened to the article.
//!
//! This is the only room where bytes become code points.

mod make;
mod offsets;
mod schema;
mod shape;

pub use offsets::CodePoints;
pub use schema::{SCHEMA_VERSION, schema};
pub use shape::{
    Arg, BlockRow, Codes, Cue, Doc, EntityRow, Extent, MentionRow, ModelId, Provenance, Record, Relation, RulesetId,
    SentenceRow, Status, WarningRow,
};
