//! What came out of it.

use super::bootstrap::{RESAMPLES, SEED};
use super::labels::Point;
use super::score::Pair;
use super::{EntityScores, GoldFile, RelationScores};
use crate::text::Span;
use serde::Serialize;

/// Every score of one run, with what is needed to repeat it. Ratios are `null` in JSON where nothing was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The gold files.
    pub gold: Vec<GoldFile>,
    /// Which articles could be compared.
    pub articles: Alignment,
    /// How the intervals were made.
    pub bootstrap: Bootstrap,
    /// Names.
    pub entities: EntityScores,
    /// Acts.
    pub relations: RelationScores,
    /// What a person should look at: names, then relations, in the order of the gold.
    pub misses: Vec<Miss>,
}

/// Which articles have both gold and a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Alignment {
    /// Number of gold articles.
    pub gold: usize,
    /// Number of records.
    pub predicted: usize,
    /// Gold articles without a record, or whose record has the status `error`: scored as if nothing were predicted.
    pub missing: Vec<String>,
    /// Records of articles that the gold does not have: left out.
    pub extra: Vec<String>,
}

/// Settings of the 95 % intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bootstrap {
    /// Number of resamples.
    pub resamples: usize,
    /// Seed of the generator.
    pub seed: u64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { resamples: RESAMPLES, seed: SEED }
    }
}

/// One label that gold and prediction do not share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The article's id.
    pub article: String,
    /// Name or relation.
    pub layer: Layer,
    /// What is wrong.
    pub case: Case,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// First code point of the name or cue.
    pub start: usize,
    /// After its last code point.
    pub end: usize,
    /// The words there.
    pub text: String,
    /// Roles and aspects that differ, when the case is `differs`.
    pub differs: Vec<&'static str>,
}

/// What a miss is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// A name: span and type.
    Name,
    /// A relation: type and cue.
    Relation,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// In the gold only.
    Missed,
    /// Predicted only.
    Spurious,
    /// Found, with something about it wrong.
    Differs,
}

impl Case {
    /// As tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Spurious => "spurious",
            Self::Differs => "differs",
        }
    }
}

impl Miss {
    pub(super) fn new(pair: &Pair, layer: Layer, case: Case, kind: &str, span: Span<Point>) -> Self {
        Self {
            article: pair.gold.id.clone(),
            layer,
            case,
            kind: kind.into(),
            start: span.start,
            end: span.end,
            text: pair.gold.text.chars().skip(span.start).take(span.len()).collect(),
            differs: Vec::new(),
        }
    }
}
