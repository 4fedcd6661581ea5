//! What came out of it.

use super::baseline::{Baseline, Standing, accepted};
use super::bootstrap::{RESAMPLES, SEED};
use super::compare::{Comparison, Earlier};
use super::error::EvalError;
use super::{BlockScores, Bucket, EntityScores, Facet, GoldFile, Headline, Layer, Miss, RelationScores, Score};
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
    /// What is said of entities and acts besides.
    pub facets: BTreeMap<Facet, Score>,
    /// Number of misses by their first cause.
    pub buckets: BTreeMap<Layer, BTreeMap<Bucket, usize>>,
    /// What a person should look at: names, then relations, in the order of the gold.
    pub misses: Vec<Miss>,
}

impl Report {
    /// Sets [`Report::comparison`]. The earlier run must have been scored on the same gold.
    pub fn compare(&mut self, earlier: &Earlier) -> Result<(), EvalError> {
        self.comparison = Some(earlier.against(&self.gold, &self.headlines)?);
        Ok(())
    }

    /// Sets [`Report::standing`]. The counts must have been accepted on the same gold. `engine` is what read it, as
    /// records name it, where that is known.
    pub fn hold_to(&mut self, baseline: &Baseline, engine: Option<&str>) -> Result<(), EvalError> {
        self.standing = Some(baseline.judge(&self.gold, &self.headlines, engine)?);
        Ok(())
    }

    /// This run's counts as an entry of the file of accepted counts, in TOML: for every engine, or for one.
    #[must_use]
    pub fn accepted(&self, engine: Option<&str>) -> String {
        accepted(&self.gold, &self.headlines, engine)
    }
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
