//! A choice between candidates, or none of them: each has a row of what is known of it, and the rows of a question share a softmax.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::Deserialize;
use strum::EnumCount;

use crate::text::embedded;

/// Values of a feature, at most.
pub(crate) const BUCKETS: usize = 18;

/// What is known of one candidate: `feature * BUCKETS + value`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row(pub Vec<u16>);

impl Row {
    #[expect(clippy::cast_possible_truncation, reason = "a few hundred features")]
    pub(crate) fn add(&mut self, feature: impl Into<usize>, value: usize) {
        self.0.push((feature.into() * BUCKETS + value.min(BUCKETS - 1)) as u16);
    }

    pub(crate) fn add_if(&mut self, holds: bool, feature: impl Into<usize>) {
        if holds {
            self.add(feature, 0);
        }
    }
}

/// The place of the first bound that a number does not pass.
pub(crate) fn bin<N: PartialOrd + Copy>(number: N, bounds: &[N]) -> usize {
    bounds.iter().position(|bound| number <= *bound).unwrap_or(bounds.len())
}

/// As weights are written: of each group those of each feature, value by value.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    threshold: f32,
    #[serde(flatten)]
    weights: BTreeMap<String, BTreeMap<String, Vec<f32>>>,
}

/// Weights, made by `models/recipe/whom.py fit`.
#[derive(Debug)]
pub(crate) struct Softmax<Group, Feature> {
    /// A choice of less probability is none, where the asker minds.
    pub threshold: f32,
    table: Vec<f32>,
    names: PhantomData<(Group, Feature)>,
}

impl<Group, Feature> Softmax<Group, Feature>
where
    Group: FromStr + EnumCount + Into<usize>,
    Feature: FromStr + EnumCount + Into<usize>,
{
    const GROUP: usize = Feature::COUNT * BUCKETS;

    /// # Panics
    /// Where a name is unknown: then the program was built wrong, and every test that asks fails.
    pub(crate) fn embedded(name: &str, text: &str) -> Self {
        let file: File = embedded(name, text);
        let mut table = vec![0.0; Group::COUNT * Self::GROUP];
        for (group, rows) in &file.weights {
            let Ok(group) = group.parse::<Group>() else { panic!("{name}: no group `{group}`") };
            let group = group.into() * Self::GROUP;
            for (feature, values) in rows {
                let Ok(feature) = feature.parse::<Feature>() else { panic!("{name}: no feature `{feature}`") };
                let start = group + feature.into() * BUCKETS;
                table[start..start + values.len()].copy_from_slice(values);
            }
        }
        Self { threshold: file.threshold, table, names: PhantomData }
    }

    /// Scores of the rows of a question.
    pub(crate) fn scores(&self, group: Group, rows: &[Row]) -> Vec<f32> {
        let table = &self.table[group.into() * Self::GROUP..][..Self::GROUP];
        rows.iter().map(|row| row.0.iter().map(|&code| table[usize::from(code)]).sum()).collect()
    }
}

/// The probabilities that scores stand for.
pub(crate) fn probabilities(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let odds: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = odds.iter().sum();
    odds.into_iter().map(|odds| odds / sum).collect()
}

/// The likeliest of the candidates, of equals the first, with its probability; `None` for none of them, whose row stands last.
pub(crate) fn likeliest(probabilities: &[f32]) -> (Option<usize>, f32) {
    let best = (0..probabilities.len()).rev().max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));
    let chosen = best.filter(|best| best + 1 < probabilities.len());
    (chosen, best.map_or(0.0, |best| probabilities[best]))
}

#[cfg(test)]
mod tests {
    use super::{bin, likeliest};

    #[test]
    fn numbers_fall_into_bins() {
        assert_eq!([0, 1, 2, 3, 9].map(|number| bin(number, &[0, 1, 3])), [0, 1, 2, 2, 3]);
    }

    #[test]
    fn of_equals_the_first_is_chosen() {
        assert_eq!(likeliest(&[0.4, 0.4, 0.2]), (Some(0), 0.4));
        assert_eq!(likeliest(&[0.2, 0.8]), (None, 0.8));
    }
}
