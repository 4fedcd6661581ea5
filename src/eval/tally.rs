//! What is counted.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// What was labelled, what was predicted, and how much of it agrees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Number of one-to-one matches.
    pub right: usize,
    /// Number of gold labels.
    pub gold: usize,
    /// Number of predictions.
    pub predicted: usize,
}

impl Tally {
    /// Of `total` that were looked at, so many are right: F1 is then the share that is right.
    pub(super) fn share_of(right: usize, total: usize) -> Self {
        Self { right, gold: total, predicted: total }
    }

    /// 2 right / (gold + predicted), the harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        let all = self.gold + self.predicted;
        (all > 0).then(|| 2.0 * self.right as f64 / all as f64)
    }

    pub(super) fn share(self, of: usize) -> Option<f64> {
        (self.gold + self.predicted > 0).then(|| self.right as f64 / of.max(1) as f64)
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            gold: self.gold + other.gold,
            predicted: self.predicted + other.predicted,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}
