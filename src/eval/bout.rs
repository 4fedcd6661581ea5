//! The acts of one article, gold beside predicted, and who is whose partner.
//!
//! Under each setting the two are paired one to one, as many as can be. Of several partners the one with the longest
//! shared cue is taken, then the one of the same type, then the one with the most arguments in common.

use super::labels::{Labels, Relation};
use super::matching::{Act, Cast, Setting, agree, meet, shared_rows};
use super::pair::Pair;
use super::pairing::{edges, maximum};
use super::tally::Tally;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One side's acts that count, in text order: of a labelled type, where something counts.
pub(super) struct Side<'a> {
    pub(super) acts: Vec<Act<'a>>,
    /// Id → place in `acts`; `None` for one that does not count.
    places: HashMap<&'a str, Option<usize>>,
    /// Does this side say who is who?
    pub(super) resolved: bool,
}

impl<'a> Side<'a> {
    fn of(labels: &'a Labels, pair: &Pair, cast: &'a Cast<'a>) -> Self {
        let act = |relation| Act { relation, cast };
        let (off, mut acts): (Vec<Act>, Vec<Act>) =
            labels.relations().iter().map(act).partition(|act| pair.gold.leaves_out(act.relation));
        acts.sort_by_cached_key(|act| act.text_order());
        let id = |act: &Act<'a>| act.relation.id.as_deref();
        let mut places: HashMap<&str, Option<usize>> = off.iter().filter_map(id).map(|id| (id, None)).collect();
        places.extend(acts.iter().enumerate().filter_map(|(place, act)| Some((id(act)?, Some(place)))));
        Self { acts, places, resolved: labels.labels("entities") }
    }

    /// Ids as places in `acts`, without those that do not count; an unknown id stays as `None`.
    pub(super) fn places(&self, ids: Option<&Vec<String>>) -> Option<Vec<Option<usize>>> {
        let place = |id: &String| match self.places.get(id.as_str()) {
            Some(None) => None,
            Some(place) => Some(*place),
            None => Some(None),
        };
        Some(ids?.iter().filter_map(place).collect())
    }
}

/// The two sides of one article.
pub(super) struct Bout<'a> {
    pub(super) gold: Side<'a>,
    pub(super) predicted: Side<'a>,
}

impl<'a> Bout<'a> {
    pub(super) fn of(pair: &Pair<'a>, [gold, predicted]: &'a [Cast<'a>; 2]) -> Self {
        Self { gold: Side::of(pair.gold, pair, gold), predicted: Side::of(pair.predicted, pair, predicted) }
    }

    /// Gold → predicted.
    pub(super) fn partners(&self, setting: Setting) -> BTreeMap<usize, usize> {
        self.pair_up(|ours, theirs| agree(setting, ours, theirs), |_, _| true)
    }

    /// Of the acts that have no partner, those whose cues overlap: gold → predicted, of another type.
    pub(super) fn mistyped(&self, partners: &BTreeMap<usize, usize>) -> BTreeMap<usize, usize> {
        let taken: BTreeSet<usize> = partners.values().copied().collect();
        self.pair_up(meet, |g, p| !partners.contains_key(&g) && !taken.contains(&p))
    }

    fn pair_up(&self, same: impl Fn(Act, Act) -> bool, free: impl Fn(usize, usize) -> bool) -> BTreeMap<usize, usize> {
        let rank = |g: usize, p: usize| {
            let (ours, theirs) = (self.gold.acts[g], self.predicted.acts[p]);
            (free(g, p) && same(ours, theirs)).then(|| {
                let (a, b) = (ours.relation.cue.span(), theirs.relation.cue.span());
                let shared = a.end.min(b.end) - a.start.max(b.start);
                let typed = ours.relation.kind == theirs.relation.kind;
                (shared, Reverse(a.hull(b).len()), typed, shared_rows(ours, theirs))
            })
        };
        maximum(edges(self.gold.acts.len(), self.predicted.acts.len(), rank))
    }

    pub(super) fn tally(&self, partners: &BTreeMap<usize, usize>, counts: impl Fn(&Relation) -> bool) -> Tally {
        let number = |side: &Side| side.acts.iter().filter(|act| counts(act.relation)).count();
        let right = partners.keys().filter(|g| counts(self.gold.acts[**g].relation)).count();
        Tally { right, gold: number(&self.gold), predicted: number(&self.predicted) }
    }

    pub(super) fn kinds(&self) -> BTreeSet<&str> {
        self.gold.acts.iter().chain(&self.predicted.acts).map(|act| act.relation.kind.as_str()).collect()
    }
}
