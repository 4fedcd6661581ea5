//! How far a score would move with other articles of the same kind.
//!
//! Percentile bootstrap (Efron 1979): articles, not labels, are drawn with replacement, since labels of one article are
//! not independent. The generator is `fastrand`'s (wyrand) with a fixed seed: the same counts give the same interval.

use super::tally::Tally;
use fastrand::Rng;

/// Number of times that the articles are drawn anew.
pub(super) const RESAMPLES: usize = 1_000;
/// Seed of the generator; it carries no meaning.
pub(super) const SEED: u64 = 20_240_229;

/// 95 % interval of F1. `None` with fewer than two articles, or nothing to score.
pub(super) fn interval(articles: &[Tally]) -> Option<[f64; 2]> {
    percentiles(articles.len(), |draw| sum(articles, draw).f1())
}

/// 95 % interval of the F1 of `after` less that of `before`, the same articles drawn for both: what is easy or hard
/// about an article cancels out (paired bootstrap, Koehn 2004).
pub(super) fn difference(before: &[Tally], after: &[Tally]) -> Option<[f64; 2]> {
    percentiles(before.len().min(after.len()), |draw| Some(sum(after, draw).f1()? - sum(before, draw).f1()?))
}

fn sum(articles: &[Tally], draw: &[usize]) -> Tally {
    draw.iter().map(|at| articles[*at]).sum()
}

/// The 2.5th and 97.5th percentile of a statistic over draws of articles, by nearest rank.
pub(super) fn percentiles(articles: usize, statistic: impl Fn(&[usize]) -> Option<f64>) -> Option<[f64; 2]> {
    if articles < 2 {
        return None;
    }
    let mut random = Rng::with_seed(SEED);
    let mut draw = || (0..articles).map(|_| random.usize(..articles)).collect::<Vec<_>>();
    let mut values: Vec<f64> = (0..RESAMPLES).filter_map(|_| statistic(&draw())).collect();
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    // Nearest rank counts from 1: the 25th and the 975th of 1,000.
    let at = |permille: usize| values[(values.len() * permille).div_ceil(1_000).saturating_sub(1).min(last)];
    Some([at(25), at(975)])
}

#[cfg(test)]
mod tests {
    use super::{Tally, difference, interval};

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

    #[test]
    fn hard_articles_do_not_hide_a_change() {
        let of = |rights: [usize; 4]| rights.map(|right| Tally { right, gold: 10, predicted: 10 });
        // The intervals of the two overlap widely, and yet every article gained one.
        let (before, after) = (of([1, 9, 2, 8]), of([2, 10, 3, 9]));
        let [low, high] = difference(&before, &after).unwrap_or_default();
        assert!((low - 0.1).abs() < 1e-9 && (high - 0.1).abs() < 1e-9, "{low} {high}");
    }
}
