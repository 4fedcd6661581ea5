//! How good are the records? Gold articles, what counts as the same, counts and intervals.
//!
//! [`read_gold`] and [`read_records`] read, [`score`] compares, and the [`Report`] holds every figure. Only what the gold
//! labels is scored. What counts as correct stands in one file, `matching.rs`. A report is compared with an earlier one by
//! [`Report::compare`], and held to accepted counts by [`Report::hold_to`].

mod aspects;
mod baseline;
mod blocks;
mod bootstrap;
mod bout;
mod bucket;
mod ceaf;
mod check;
mod compare;
mod confusion;
mod counts;
mod entities;
mod error;
mod facet;
mod facets;
mod figures;
mod from_record;
mod gold;
mod labels;
mod layer;
mod ledger;
mod lines;
mod matching;
mod miss;
mod pair;
mod pairing;
mod relations;
mod reliability;
mod report;
mod review;
mod score;
mod seen;
mod tally;
mod vocabulary;

pub use aspects::Aspect;
pub use baseline::{Baseline, Held, Standing, Verdict, read_baseline};
pub use blocks::BlockScores;
pub use bucket::Bucket;
pub use ceaf::Ceaf;
pub use compare::{Change, Comparison, Earlier, read_earlier};
pub use confusion::Confusion;
pub use counts::{Accuracy, MucView, Score, Share};
pub use entities::{EntityScores, MucViews};
pub use error::EvalError;
pub use facet::Facet;
pub use figures::figure_names;
pub use gold::{Gold, GoldFile, Records, read_gold, read_records};
pub use labels::{Arg, Block, Cue, Entity, Extent, Labels, Mention, Origin, Relation, Title};
pub use layer::Layer;
pub use ledger::{ArticleCounts, Headline};
pub use matching::Setting;
pub use miss::{Case, Context, Miss};
pub use relations::RelationScores;
pub use reliability::{Bin, Reliability};
pub use report::{Alignment, Bootstrap, Report};
pub use score::score;
pub use seen::{Seen, SeenArg};
pub use tally::Tally;
pub use vocabulary::{ARGUMENTS, BLOCKS, CLASSES, KINDS, MODALITIES, POLARITIES, QUOTES};
