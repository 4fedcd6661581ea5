//! Ratios, made of counts.
//!
//! A ratio is `None` where nothing was measured, that is where there is neither gold nor prediction. Where only one of
//! the two is there, precision, recall and F1 are 0.

use super::bootstrap::interval;
use super::tally::Tally;
use serde::Serialize;

/// Precision, recall and F1, summed over articles (micro).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Score {
    /// Share of the predictions that is right.
    pub precision: Option<f64>,
    /// Share of the gold that was found.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// 95 % bootstrap interval of F1 over articles; `None` with fewer than two articles and for single types.
    pub f1_interval: Option<[f64; 2]>,
    /// Number of one-to-one matches.
    pub right: usize,
    /// Number of gold labels.
    pub gold: usize,
    /// Number of predictions.
    pub predicted: usize,
}

impl Score {
    /// Of a total.
    pub(super) fn of(total: Tally) -> Self {
        let Tally { right, gold, predicted } = total;
        Self {
            precision: total.share(predicted),
            recall: total.share(gold),
            f1: total.f1(),
            f1_interval: None,
            right,
            gold,
            predicted,
        }
    }

    /// Of one tally an article, with the interval.
    pub(super) fn over(articles: &[Tally]) -> Self {
        Self { f1_interval: interval(articles), ..Self::of(articles.iter().copied().sum()) }
    }
}

/// One of the four views of MUC-5, as `SemEval`-2013 task 9 and nervaluate count them.
///
/// Precision is (correct + partial / 2) / (correct + incorrect + partial + spurious); recall has `missed` for `spurious`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct MucView {
    /// See the type.
    pub precision: Option<f64>,
    /// See the type.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// Paired, and right in this view (COR).
    pub correct: usize,
    /// Paired, and wrong in this view (INC).
    pub incorrect: usize,
    /// Paired, and half right (PAR).
    pub partial: usize,
    /// Gold without a partner (MIS).
    pub missed: usize,
    /// Prediction without a partner (SPU).
    pub spurious: usize,
}

impl MucView {
    /// The ratios, from the counts.
    pub(super) fn measured(self) -> Self {
        let paired = self.correct + self.incorrect + self.partial;
        let (gold, predicted) = (paired + self.missed, paired + self.spurious);
        let right = self.correct as f64 + self.partial as f64 / 2.0;
        let share = |of: f64| (gold + predicted > 0).then(|| right / of.max(1.0));
        Self {
            precision: share(predicted as f64),
            recall: share(gold as f64),
            f1: share((gold + predicted) as f64 / 2.0),
            ..self
        }
    }
}

/// How often something is right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Share {
    /// `right` / `total`.
    pub value: Option<f64>,
    /// Its 95 % bootstrap interval over articles; `None` with fewer than two articles.
    pub interval: Option<[f64; 2]>,
    /// Number that is right.
    pub right: usize,
    /// Number that was looked at.
    pub total: usize,
}

impl Share {
    /// Of one tally an article.
    pub(super) fn over(articles: &[Tally]) -> Self {
        let total: Tally = articles.iter().copied().sum();
        Self { value: total.f1(), interval: interval(articles), right: total.right, total: total.gold }
    }
}

/// How often one aspect is right, over relations matched by type and cue.
///
/// Most acts are positive, asserted and without a chain, so that a program that ignores the aspect scores high.
/// `marked` counts only those where gold or prediction departs from that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Accuracy {
    /// Over the matched relations whose gold labels this aspect.
    pub all: Share,
    /// Over the marked ones among them.
    pub marked: Share,
}

#[cfg(test)]
mod tests {
    use super::{Score, Tally};

    #[test]
    fn nothing_measured_is_no_score() {
        assert_eq!(Score::of(Tally::default()).f1, None);
        let silent = Score::of(Tally { right: 0, gold: 3, predicted: 0 });
        assert_eq!((silent.precision, silent.recall, silent.f1), (Some(0.0), Some(0.0), Some(0.0)));
    }
}
