//! How good are the records? Gold articles, what counts as the same, counts and intervals.
//!
//! [`read_gold`] and [`read_records`] read, [`score`] compares, and the [`Report`] holds every figure. Only what the gold
//! labels is scored. What counts as correct stands in one file, `matching.rs`.

mod bootstrap;
mod check;
mod counts;
mod entities;
mod error;
mod figures;
mod gold;
mod labels;
mod matching;
mod pairing;
mod relations;
mod report;
mod score;

pub use check::{ARGUMENTS, CLASSES, KINDS, MODALITIES, POLARITIES, QUOTES};
pub use counts::{Accuracy, Score, View};
pub use entities::{EntityScores, Views};
pub use error::EvalError;
pub use figures::figure_names;
pub use gold::{Gold, GoldFile, read_gold, read_records};
pub use labels::{Arg, Cue, Entity, Ignored, Labels, Mention, Relation};
pub use matching::Setting;
pub use relations::{Aspect, RelationScores};
pub use report::{Alignment, Bootstrap, Case, Layer, Miss, Report};
pub use score::score;
