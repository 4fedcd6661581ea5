//! The contract: one record per article, the same shape whatever happened to the article.
//!
//! This is the only room where bytes become code points.

mod filter;
mod line;
mod lists;
mod make;
mod offsets;
mod read;
mod schema;
mod shape;

pub use line::{Line, LineError, meant, read_line};
pub use offsets::CodePoints;
pub use schema::{SCHEMA_VERSION, schema};
pub use shape::{
    Arg, BlockRow, CONTINUED, Codes, Cue, Doc, EntityRow, Extent, ForeignId, MentionRow, ModelId, Provenance, Record,
    Relation, RulesetId, SentenceRow, Title, WarningRow,
};

pub use crate::mention::{MentionKind, Sector, Source};
pub use crate::ner::Class;
pub use crate::pipeline::Status;
pub use crate::relation::{Modality, Polarity, QuoteKind, Role};
pub use crate::text::{BlockKind, Field};
