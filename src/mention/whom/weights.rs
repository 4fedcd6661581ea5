//! The fitted weights of whom words mean.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use strum::EnumCount;

use super::feature::{BUCKETS, Feature, Group, Row};
use crate::text::embedded;

/// As they are written: of each group the weights of each feature, value by value.
#[derive(Deserialize)]
struct File {
    threshold: f32,
    #[serde(flatten)]
    weights: BTreeMap<String, BTreeMap<String, Vec<f32>>>,
}

/// Weights, made by `models/recipe/whom.py`.
#[derive(Debug)]
pub(super) struct Weights {
    /// A pronoun that means somebody with less probability means nobody.
    pub threshold: f32,
    table: Vec<f32>,
}

pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let file: File = embedded("mention/whom/weights.toml", include_str!("weights.toml"));
    Weights::of(&file)
});

const GROUP: usize = Feature::COUNT * BUCKETS;

impl Weights {
    /// # Panics
    /// Where a name is unknown: then the program was built wrong, and every test that resolves a word fails.
    fn of(file: &File) -> Self {
        let mut table = vec![0.0; Group::COUNT * GROUP];
        for (group, rows) in &file.weights {
            let Ok(group) = group.parse::<Group>() else { panic!("mention/whom/weights.toml: no group `{group}`") };
            for (feature, values) in rows {
                let Ok(feature) = feature.parse::<Feature>() else {
                    panic!("mention/whom/weights.toml: no feature `{feature}`")
                };
                let start = group as usize * GROUP + feature as usize * BUCKETS;
                table[start..start + values.len()].copy_from_slice(values);
            }
        }
        Self { threshold: file.threshold, table }
    }

    /// Probabilities of the rows of a question.
    pub(super) fn probabilities(&self, group: Group, rows: &[Row]) -> Vec<f32> {
        let table = &self.table[group as usize * GROUP..][..GROUP];
        let score = |row: &Row| row.0.iter().map(|&code| table[usize::from(code)]).sum::<f32>();
        let scores: Vec<f32> = rows.iter().map(score).collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let odds: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
        let sum: f32 = odds.iter().sum();
        odds.into_iter().map(|odds| odds / sum).collect()
    }
}
