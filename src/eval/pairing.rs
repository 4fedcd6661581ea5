//! One-to-one pairing of two lists.

use std::collections::{BTreeMap, BTreeSet};

/// Two that may be paired; the greater `rank`, the sooner.
#[derive(Debug, Clone)]
pub(super) struct Edge<R> {
    pub(super) gold: usize,
    pub(super) predicted: usize,
    pub(super) rank: R,
}

/// Every pair of indices for which `rank` gives a rank.
pub(super) fn edges<R>(gold: usize, predicted: usize, rank: impl Fn(usize, usize) -> Option<R>) -> Vec<Edge<R>> {
    let all = (0..gold).flat_map(|g| (0..predicted).map(move |p| (g, p)));
    all.filter_map(|(gold, predicted)| rank(gold, predicted).map(|rank| Edge { gold, predicted, rank })).collect()
}

/// Takes the highest rank first, ties in the order of the lists. Gives gold → predicted.
pub(super) fn greedy<R: Ord>(mut edges: Vec<Edge<R>>) -> BTreeMap<usize, usize> {
    best_first(&mut edges);
    let (mut pairs, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for edge in &edges {
        if !pairs.contains_key(&edge.gold) && taken.insert(edge.predicted) {
            pairs.insert(edge.gold, edge.predicted);
        }
    }
    pairs
}

/// As many pairs as can be: the greedy ones, lengthened along augmenting paths (Kuhn 1955), so that no choice of the
/// greedy step can cost a match. Gives gold → predicted.
pub(super) fn maximum<R: Ord>(mut edges: Vec<Edge<R>>) -> BTreeMap<usize, usize> {
    best_first(&mut edges);
    let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in &edges {
        near.entry(edge.gold).or_default().push(edge.predicted);
    }
    let pairs = greedy(edges);
    let mut taken: BTreeMap<usize, usize> = pairs.iter().map(|(&gold, &predicted)| (predicted, gold)).collect();
    for &gold in near.keys().filter(|gold| !pairs.contains_key(gold)) {
        augment(&near, &mut taken, gold, &mut BTreeSet::new());
    }
    taken.into_iter().map(|(predicted, gold)| (gold, predicted)).collect()
}

fn best_first<R: Ord>(edges: &mut [Edge<R>]) {
    edges.sort_by(|a, b| b.rank.cmp(&a.rank).then((a.gold, a.predicted).cmp(&(b.gold, b.predicted))));
}

/// Finds `gold` a partner, moving others on to theirs where that frees one.
fn augment(
    near: &BTreeMap<usize, Vec<usize>>,
    taken: &mut BTreeMap<usize, usize>,
    gold: usize,
    seen: &mut BTreeSet<usize>,
) -> bool {
    for &predicted in &near[&gold] {
        if seen.insert(predicted) {
            let holder = taken.get(&predicted).copied();
            if holder.is_none_or(|holder| augment(near, taken, holder, seen)) {
                taken.insert(predicted, gold);
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{edges, greedy, maximum};

    #[test]
    fn best_goes_first() {
        let rank = |g: usize, p: usize| Some(if (g, p) == (0, 1) { 9 } else { 1 });
        assert_eq!(greedy(edges(2, 2, rank)).into_iter().collect::<Vec<_>>(), [(0, 1), (1, 0)]);
    }

    #[test]
    fn a_greedy_choice_costs_no_match() {
        // 0 likes 0 best, but 1 can only have 0.
        let rank = |g: usize, p: usize| [[Some(9), Some(1)], [Some(5), None]][g][p];
        assert_eq!(greedy(edges(2, 2, rank)).len(), 1);
        assert_eq!(maximum(edges(2, 2, rank)).into_iter().collect::<Vec<_>>(), [(0, 1), (1, 0)]);
    }
}
