//! The best tree over arc scores: one root, no cycle.
//!
//! Chu–Liu/Edmonds: every word takes its best head; a cycle is contracted into one word, the smaller problem solved,
//! and the cycle opened where the solution enters it. (Edmonds 1967, "Optimum branchings".)

use crate::text::look;

/// Each word's head, `None` for the root's only child. `arcs` is row by row each word's scores for the root and then
/// for each word.
pub(super) fn tree(arcs: &[f32], words: usize) -> Vec<Option<usize>> {
    if words == 0 {
        return Vec::new();
    }
    // A score that is no number must not win, nor poison the sums.
    let arcs: Vec<f64> = arcs.iter().map(|&score| if score.is_finite() { f64::from(score) } else { -1e9 }).collect();
    // A price on the root's arcs that no gain elsewhere can pay back: the best tree then has just one, and among the
    // trees with one it is still the best.
    let (least, most) = arcs.iter().fold((0f64, 0f64), |(least, most), &score| (least.min(score), most.max(score)));
    let price = (most - least + 1.0) * (words + 1) as f64;
    let grid = Grid::of(words + 1, |word, head| match (word, head) {
        (0, _) => 0.0,
        (_, 0) => arcs[(word - 1) * (words + 1)] - price,
        _ => arcs[(word - 1) * (words + 1) + head],
    });
    best(&grid)[1..].iter().map(|head| head.checked_sub(1)).collect()
}

/// Square scores of words and heads; place 0 is the root.
struct Grid {
    size: usize,
    scores: Vec<f64>,
}

impl Grid {
    fn of(size: usize, score: impl Fn(usize, usize) -> f64) -> Self {
        look(size * size);
        let scores = (0..size * size).map(|at| score(at / size, at % size)).collect();
        Self { size, scores }
    }

    fn at(&self, word: usize, head: usize) -> f64 {
        self.scores[word * self.size + head]
    }
}

/// Heads of the best tree; the root's own is meaningless.
fn best(grid: &Grid) -> Vec<usize> {
    let mut heads: Vec<usize> = (0..grid.size)
        .map(|word| argmax((0..grid.size).filter(|&head| head != word), |head| grid.at(word, head)))
        .collect();
    let Some(cycle) = cycle(&heads) else { return heads };
    let outside: Vec<usize> = (0..grid.size).filter(|word| !cycle.contains(word)).collect();
    let knot = outside.len();
    // Entering the cycle at a word costs that word's arc within it.
    let gain = |word: usize, head: usize| grid.at(word, head) - grid.at(word, heads[word]);
    let enter: Vec<usize> =
        outside.iter().map(|&head| argmax(cycle.iter().copied(), |word| gain(word, head))).collect();
    let leave: Vec<usize> =
        outside.iter().map(|&word| argmax(cycle.iter().copied(), |head| grid.at(word, head))).collect();
    let smaller = Grid::of(knot + 1, |word, head| match (word == knot, head == knot) {
        (true, true) => f64::NEG_INFINITY,
        (true, false) => gain(enter[head], outside[head]),
        (false, true) => grid.at(outside[word], leave[word]),
        (false, false) => grid.at(outside[word], outside[head]),
    });
    let solved = best(&smaller);
    let entry = solved[knot];
    heads[enter[entry]] = outside[entry];
    for (at, &word) in outside.iter().enumerate().skip(1) {
        heads[word] = if solved[at] == knot { leave[at] } else { outside[solved[at]] };
    }
    heads
}

fn argmax(places: impl Iterator<Item = usize>, score: impl Fn(usize) -> f64) -> usize {
    places.reduce(|best, next| if score(next) > score(best) { next } else { best }).unwrap_or(0)
}

/// A cycle of heads, when there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // The walk that first came by; place 0 ends every walk.
    let mut walks = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && walks[at] == 0 {
            walks[at] = start;
            at = heads[at];
        }
        if at != 0 && walks[at] == start {
            let rest = std::iter::successors(Some(heads[at]), |&next| Some(heads[next])).take_while(|&next| next != at);
            return Some(std::iter::once(at).chain(rest).collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::tree;
    use crate::text::looks;

    fn is_tree(heads: &[Option<usize>]) -> bool {
        let reaches_root = |word: usize| {
            let mut at = Some(word);
            (0..=heads.len()).any(|_| {
                at = at.and_then(|word| heads[word]);
                at.is_none()
            })
        };
        heads.iter().filter(|head| head.is_none()).count() == 1 && (0..heads.len()).all(reaches_root)
    }

    fn total(arcs: &[f32], heads: &[Option<usize>]) -> f64 {
        let place = |(word, head): (usize, &Option<usize>)| word * (heads.len() + 1) + head.map_or(0, |head| head + 1);
        heads.iter().enumerate().map(|arc| f64::from(arcs[place(arc)])).sum()
    }

    /// The best total over every assignment of heads that is a tree.
    fn by_trying(arcs: &[f32], words: usize) -> f64 {
        let assignments = (words + 1).pow(words as u32);
        let heads = |number: usize| -> Vec<Option<usize>> {
            (0..words).map(|word| (number / (words + 1).pow(word as u32) % (words + 1)).checked_sub(1)).collect()
        };
        (0..assignments)
            .map(heads)
            .filter(|heads| is_tree(heads))
            .map(|heads| total(arcs, &heads))
            .fold(f64::MIN, f64::max)
    }

    fn scored(most: usize) -> impl Strategy<Value = (usize, Vec<f32>)> {
        (1..=most).prop_flat_map(|words| (Just(words), prop::collection::vec(-30f32..30.0, words * (words + 1))))
    }

    proptest! {
        #[test]
        fn always_one_root_and_no_cycle((words, arcs) in scored(40)) {
            let heads = tree(&arcs, words);
            prop_assert_eq!(heads.len(), words);
            prop_assert!(is_tree(&heads), "{heads:?}");
        }

        #[test]
        fn as_good_as_trying_all((words, arcs) in scored(5)) {
            let heads = tree(&arcs, words);
            prop_assert!((total(&arcs, &heads) - by_trying(&arcs, words)).abs() < 1e-3, "{heads:?}");
        }
    }

    #[test]
    fn no_words_no_tree() {
        assert!(tree(&[], 0).is_empty());
    }

    #[test]
    fn equal_scores_make_a_tree() {
        assert!(is_tree(&tree(&vec![0.0; 20 * 21], 20)));
    }

    #[test]
    fn scores_that_are_no_numbers_make_a_tree() {
        assert!(is_tree(&tree(&[f32::NAN; 12], 3)));
    }

    #[test]
    fn a_very_long_sentence_takes_less_than_the_cube_of_its_length() {
        // Nested cycles throughout: every word likes its neighbour best.
        let words = 250;
        let near = |at: usize| -((at / (words + 1)).abs_diff(at % (words + 1)) as f32);
        let arcs: Vec<f32> = (0..words * (words + 1)).map(near).collect();
        let (scores, heads) = looks(|| tree(&arcs, words));
        assert!(is_tree(&heads));
        assert!(scores < (words as u64).pow(3), "{scores} scores");
    }
}
