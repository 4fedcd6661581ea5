//! What came out of it.

use super::bootstrap::{RESAMPLES, SEED};
use super::{BlockScores, Bucket, Comparison, EntityScores, GoldFile, Headline, Layer, Miss, RelationScores, Standing};
use serde::Serialize;
use std::collections::BTreeMap;

/// Every score of one run, with what is needed to repeat it. Ratios are `null` in JSON where nothing was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The gold files.
    pub gold: Vec<GoldFile>,
    /// Which articles could be compared.
    pub articles: Alignment,
    /// How the intervals were made.
    pub bootstrap: Bootstrap,
    /// The figures that a run is judged by, with their counts article by article.
    pub headlines: Vec<Headline>,
    /// Against an earlier report, where one was given.
    pub comparison: Option<Comparison>,
    /// Against the counts last accepted, where they were given.
    pub standing: Option<Standing>,
    /// Parts of the page.
    pub blocks: BlockScores,
    /// Names.
    pub entities: EntityScores,
    /// Acts.
    pub relations: RelationScores,
    /// Number of misses by their first cause.
    pub buckets: BTreeMap<Layer, BTreeMap<Bucket, usize>>,
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
