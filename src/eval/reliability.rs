//! Do scores mean what they say? Of what was scored 0.9, nine in ten should be right.

use serde::Serialize;

/// Number of bins, equally wide.
const BINS: usize = 10;

/// Predictions by their score, and how many of them are right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// From 0 to 1; each holds its lower bound, the last one also 1.
    pub bins: Vec<Bin>,
    /// Expected calibration error: mean distance of `mean_score` and `accuracy`, weighted by count (Naeini 2015).
    pub expected_error: Option<f64>,
    /// Mean square of score less outcome (Brier 1950): 0 is best.
    pub brier: Option<f64>,
    /// Predictions with a score.
    pub scored: usize,
    /// Predictions without: left out here.
    pub unscored: usize,
}

/// Predictions with about the same score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Least score.
    pub from: f64,
    /// Upper bound of the scores.
    pub to: f64,
    /// Number of predictions.
    pub count: usize,
    /// Number of these that are right.
    pub right: usize,
    /// Their mean score.
    pub mean_score: Option<f64>,
    /// `right` / `count`.
    pub accuracy: Option<f64>,
}

/// Predictions while they are counted: score and outcome.
#[derive(Default)]
pub(super) struct Outcomes {
    scored: Vec<(f64, bool)>,
    unscored: usize,
}

impl Outcomes {
    pub(super) fn see(&mut self, score: Option<f64>, right: bool) {
        match score {
            Some(score) => self.scored.push((score, right)),
            None => self.unscored += 1,
        }
    }

    pub(super) fn measured(mut self) -> Reliability {
        // One order, whatever the order of the articles: sums of floats depend on it.
        self.scored.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let total = self.scored.len();
        let mean = |values: &mut dyn Iterator<Item = f64>| (total > 0).then(|| values.sum::<f64>() / total as f64);
        let bins: Vec<Bin> = (0..BINS).map(|at| self.bin(at)).collect();
        let gap = |bin: &Bin| Some((bin.mean_score? - bin.accuracy?).abs() * bin.count as f64);
        Reliability {
            expected_error: mean(&mut bins.iter().filter_map(gap)),
            brier: mean(&mut self.scored.iter().map(|(score, right)| (score - f64::from(*right)).powi(2))),
            bins,
            scored: total,
            unscored: self.unscored,
        }
    }

    fn bin(&self, at: usize) -> Bin {
        let [from, to] = [at, at + 1].map(|bound| bound as f64 / BINS as f64);
        let inside = |score: f64| (score >= from || at == 0) && (score < to || at + 1 == BINS);
        let here: Vec<_> = self.scored.iter().filter(|(score, _)| inside(*score)).collect();
        let (count, right) = (here.len(), here.iter().filter(|(_, right)| *right).count());
        let of_all = |sum: f64| (count > 0).then(|| sum / count as f64);
        Bin {
            from,
            to,
            count,
            right,
            mean_score: of_all(here.iter().map(|(score, _)| score).sum()),
            accuracy: of_all(right as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outcomes;

    #[test]
    fn scores_are_held_to_their_word() {
        let mut outcomes = Outcomes::default();
        for (score, right) in [(0.5, true), (0.5, false), (1.0, true), (1.0, false)] {
            outcomes.see(Some(score), right);
        }
        outcomes.see(None, true);
        let table = outcomes.measured();
        assert_eq!((table.scored, table.unscored), (4, 1));
        assert_eq!((table.bins[5].count, table.bins[9].count), (2, 2), "1 falls into the last bin");
        // Half of each is right: 0.5 keeps its word, 1.0 is off by a half.
        assert_eq!(table.expected_error, Some(0.25));
        assert_eq!(table.brier, Some((0.25 + 0.25 + 0.0 + 1.0) / 4.0));
    }
}
