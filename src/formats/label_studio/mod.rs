//! Label Studio: its full JSON export, which is also its import, and the labelling config of such a project.
//!
//! Mentions, cues and other arguments are regions of the labels `mention`, `act` and `part`; roles, chains and answers are
//! relations between regions; kind, quote, polarity, modality and metonym are choices of a region, and the id of the entity
//! that a region stands for is typed into its field `entity`. A span in several pieces is several regions with an arrow
//! `continues` from each to the next. The names of entities, the article's id and what was labelled are in the task's data.

mod config;
mod read;
mod shape;
mod units;
mod write;

pub(super) use read::read;
pub use units::Offsets;
pub(super) use write::write;

/// Name in messages.
const NAME: &str = "label-studio";
/// Arrow from a piece of a span to the next.
const CONTINUES: &str = "continues";
/// Field for an entity's id.
const ENTITY: &str = "entity";
