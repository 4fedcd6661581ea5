//! Entities of an article as users see them: right type, whole name, nothing merged or split.
//!
//! Entity-based CEAF (Luo 2005, “On Coreference Resolution Performance Metrics”, with the similarity φ4), over names. Gold and
//! predicted entities are paired one to one so that the pairs are as alike as can be. How alike two are, from 0 to 1, is
//! 2 |shared| / (|gold| + |predicted|), counted in names: one is shared that stands at the same place to the letter. Two of
//! different types, or with different names, are not alike at all: a reader of the record sees another entity. Precision is
//! the likeness for each predicted entity, recall that for each gold one.
//!
//! Nominals and pronouns do not count here, since gold labels them only where they speak; an entity without a name that
//! counts is left out.

use super::bootstrap::percentiles;
use super::labels::{Entity, Labels, Point};
use super::pair::Pair;
use crate::record::Class;
use crate::text::Span;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::ops::Add;

/// How well entities are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Ceaf {
    /// Number of gold articles that label entities and mentions.
    pub articles: usize,
    /// `alike` / `predicted`.
    pub precision: Option<f64>,
    /// `alike` / `gold`.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// Its 95 % bootstrap interval over articles; `None` with fewer than two articles.
    pub f1_interval: Option<[f64; 2]>,
    /// Sum over the pairs of how alike they are.
    pub alike: f64,
    /// Number of gold entities.
    pub gold: usize,
    /// Number of predicted entities.
    pub predicted: usize,
}

/// Scores every article that labels entities and mentions.
pub(super) fn ceaf(pairs: &[Pair]) -> Ceaf {
    let labelled = pairs.iter().filter(|pair| pair.gold.labels("entities") && pair.gold.labels("mentions"));
    let articles: Vec<Likeness> = labelled.map(article).collect();
    let all: Likeness = articles.iter().copied().sum();
    let sum = |draw: &[usize]| draw.iter().map(|at| articles[*at]).sum::<Likeness>();
    Ceaf {
        articles: articles.len(),
        precision: all.share(all.predicted as f64),
        recall: all.share(all.gold as f64),
        f1: all.f1(),
        f1_interval: percentiles(articles.len(), |draw| sum(draw).f1()),
        alike: all.alike(),
        gold: all.gold,
        predicted: all.predicted,
    }
}

/// How many parts likeness 1 has. Parts are whole numbers, so that sums do not hang on their order; two entities with up to
/// 24 names together have a whole number of parts in common: this is the least common multiple of 1 to 24.
const WHOLE: i128 = 5_354_228_880;

/// How alike the entities of some articles are.
#[derive(Debug, Clone, Copy, Default)]
struct Likeness {
    /// See [`WHOLE`].
    parts: i128,
    gold: usize,
    predicted: usize,
}

impl Likeness {
    fn alike(self) -> f64 {
        self.parts as f64 / WHOLE as f64
    }

    fn share(self, of: f64) -> Option<f64> {
        (self.gold + self.predicted > 0).then(|| self.alike() / of.max(1.0))
    }

    fn f1(self) -> Option<f64> {
        self.share((self.gold + self.predicted) as f64 / 2.0)
    }
}

impl Add for Likeness {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            parts: self.parts + other.parts,
            gold: self.gold + other.gold,
            predicted: self.predicted + other.predicted,
        }
    }
}

impl Sum for Likeness {
    fn sum<I: Iterator<Item = Self>>(articles: I) -> Self {
        articles.fold(Self::default(), Add::add)
    }
}

fn article(pair: &Pair) -> Likeness {
    let (gold, predicted) = (grouped(pair.gold, pair), grouped(pair.predicted, pair));
    let number = |groups: &Groups| groups.values().map(Vec::len).sum();
    // Only entities of one type and name can be alike: the best pairs of the article are the best pairs of each group.
    let parts = gold.iter().filter_map(|(same, ours)| Some(best(ours, predicted.get(same)?))).sum();
    Likeness { parts, gold: number(&gold), predicted: number(&predicted) }
}

/// Where an entity is named.
type Names = BTreeSet<Span<Point>>;
/// Entities by type and name.
type Groups = BTreeMap<(Class, String), Vec<Names>>;

/// The entities that count.
fn grouped(labels: &Labels, pair: &Pair) -> Groups {
    let mut names: BTreeMap<&str, Names> = BTreeMap::new();
    for mention in labels.mentions().iter().filter(|mention| mention.is_name() && !pair.gold.ignores(mention.span())) {
        if let Some(id) = &mention.entity {
            names.entry(id).or_default().insert(mention.span());
        }
    }
    let mut groups = Groups::new();
    let counts = |entity: &&Entity| pair.gold.labels_type(entity.class.name());
    for entity in labels.entities.iter().flatten().filter(counts) {
        if let Some(names) = names.remove(entity.id.as_str()) {
            // Neither a headline's capitals nor a line break make another name.
            let name = entity.name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            groups.entry((entity.class, name)).or_default().push(names);
        }
    }
    groups
}

/// The likeness of the best pairs, in parts.
fn best(gold: &[Names], predicted: &[Names]) -> i128 {
    // Every row gets a partner, so that there must be as many columns.
    let (few, many) = if gold.len() <= predicted.len() { (gold, predicted) } else { (predicted, gold) };
    kuhn_munkres(&Matrix::from_fn(few.len(), many.len(), |(row, column)| likeness(&few[row], &many[column]))).0
}

fn likeness(a: &Names, b: &Names) -> i128 {
    let (shared, all) = (a.intersection(b).count() as i128, (a.len() + b.len()) as i128);
    2 * shared * WHOLE / all.max(1)
}
