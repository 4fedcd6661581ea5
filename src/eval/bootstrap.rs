//! How far a score would move with other articles of the same kind.
//!
//! Percentile bootstrap (Efron 1979): articles, not labels, are drawn with replacement, since labels of one article are
//! not independent. The generator is `fastrand`'s (wyrand) with a fixed seed: the same counts give the same interval.

use super::counts::Tally;
use fastrand::Rng;

/// Number of times that the articles are drawn anew.
pub(super) const RESAMPLES: usize = 1_000;
/// Seed of the generator; it carries no meaning.
pub(super) const SEED: u64 = 20_240_229;

/// The 2.5th and 97.5th percentile of F1, by nearest rank. `None` with fewer than two articles, or nothing to score.
pub(super) fn interval(articles: &[Tally]) -> Option<[f64; 2]> {
    if articles.len() < 2 {
        return None;
    }
    let mut random = Rng::with_seed(SEED);
    let mut draw = || articles.iter().map(|_| articles[random.usize(..articles.len())]).sum::<Tally>();
    let mut scores: Vec<f64> = (0..RESAMPLES).filter_map(|_| draw().f1()).collect();
    scores.sort_by(f64::total_cmp);
    let last = scores.len().checked_sub(1)?;
    // Nearest rank counts from 1: the 25th and the 975th of 1,000.
    let at = |permille: usize| scores[(scores.len() * permille).div_ceil(1_000).saturating_sub(1).min(last)];
    Some([at(25), at(975)])
}

#[cfg(test)]
mod tests {
    use super::{Tally, interval};

    #[test]
    fn one_article_has_no_interval() {
        assert_eq!(interval(&[Tally { right: 1, gold: 1, predicted: 1 }]), None);
    }

    #[test]
    fn equal_articles_leave_no_doubt() {
        let half = Tally { right: 1, gold: 2, predicted: 2 };
        assert_eq!(interval(&[half; 5]), Some([0.5, 0.5]));
    }

    #[test]
    fn right_and_wrong_articles_leave_much() {
        let tally = |right| Tally { right, gold: 1, predicted: 1 };
        // Two articles, one right: a draw of two gives 0, 1/2 or 1 with 1/4, 1/2, 1/4.
        assert_eq!(interval(&[tally(0), tally(1)]), Some([0.0, 1.0]));
    }
}
