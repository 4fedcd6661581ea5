//! Names: exact span and type, and the four views of MUC.
//!
//! Gold and predicted names are paired one to one where they overlap: exact span and type first, then exact span, then
//! the same type, then the longer overlap. Each pair is judged by four views:
//!
//! | pair | strict | exact | partial | type |
//! |---|---|---|---|---|
//! | same span, same type | correct | correct | correct | correct |
//! | same span, other type | incorrect | correct | correct | incorrect |
//! | overlap, same type | incorrect | incorrect | partial | correct |
//! | overlap, other type | incorrect | incorrect | partial | incorrect |
//!
//! A name without a partner is missed or spurious in every view.

use super::ceaf::{Ceaf, ceaf};
use super::confusion::Confusion;
use super::counts::{MucView, Score};
use super::labels::{Labels, Mention};
use super::layer::Layer;
use super::ledger::Ledger;
use super::miss::Miss;
use super::pair::Pair;
use super::pairing::{edges, greedy};
use super::reliability::{Outcomes, Reliability};
use super::seen::Seen;
use super::tally::Tally;
use super::vocabulary::CLASSES;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How well names are found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityScores {
    /// Number of gold articles that label mentions.
    pub articles: usize,
    /// Exact span and type, over all names.
    pub strict: Score,
    /// The same for each type.
    pub types: BTreeMap<String, Score>,
    /// Mean F1 of the types that occur in gold or prediction.
    pub macro_f1: Option<f64>,
    /// The four views of MUC.
    pub views: MucViews,
    /// Entities: right type, whole name, nothing merged or split.
    pub ceaf: Ceaf,
    /// Types of names that overlap, whether or not their spans agree.
    pub confusion: Confusion,
    /// Scores against outcomes: exact span and type.
    pub reliability: Reliability,
}

/// The four views of MUC.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MucViews {
    /// Span and type.
    pub strict: MucView,
    /// Span, whatever the type.
    pub exact: MucView,
    /// Span; an overlap counts half.
    pub partial: MucView,
    /// Type, where the spans overlap.
    #[serde(rename = "type")]
    pub kind: MucView,
}

/// Scores every article that labels mentions.
pub(super) fn entities(pairs: &[Pair], ledger: &mut Ledger, misses: &mut Vec<Miss>) -> EntityScores {
    let mut totals = Totals::default();
    for pair in pairs.iter().filter(|pair| pair.gold.labels("mentions")) {
        let tally = totals.article(pair, misses);
        ledger.add("entities.f1", &pair.gold.id, tally);
    }
    let articles = ledger.tallies("entities.f1");
    let types: BTreeMap<String, Score> =
        totals.types.into_iter().map(|(class, tally)| (class, Score::of(tally))).collect();
    let occurring: Vec<f64> = types.values().filter_map(|score| score.f1).collect();
    let MucViews { strict, exact, partial, kind } = totals.views;
    EntityScores {
        articles: articles.len(),
        strict: Score::over(&articles),
        types,
        macro_f1: (!occurring.is_empty()).then(|| occurring.iter().sum::<f64>() / occurring.len() as f64),
        views: MucViews {
            strict: strict.measured(),
            exact: exact.measured(),
            partial: partial.measured(),
            kind: kind.measured(),
        },
        ceaf: ceaf(pairs),
        confusion: totals.confusion,
        reliability: totals.outcomes.measured(),
    }
}

struct Totals {
    types: BTreeMap<String, Tally>,
    views: MucViews,
    confusion: Confusion,
    outcomes: Outcomes,
}

impl Default for Totals {
    fn default() -> Self {
        let types = CLASSES.iter().map(|class| ((*class).into(), Tally::default())).collect();
        Self { types, views: MucViews::default(), confusion: Confusion::default(), outcomes: Outcomes::default() }
    }
}

impl Totals {
    fn article(&mut self, pair: &Pair, misses: &mut Vec<Miss>) -> Tally {
        let (gold, predicted) = (names(pair.gold, pair), names(pair.predicted, pair));
        let rank = |g: usize, p: usize| {
            let (ours, theirs) = (gold[g].span(), predicted[p].span());
            let shared = ours.end.min(theirs.end).checked_sub(ours.start.max(theirs.start))?;
            (shared > 0).then_some((ours == theirs, gold[g].class == predicted[p].class, shared))
        };
        let partners = greedy(edges(gold.len(), predicted.len(), rank));
        let taken: BTreeSet<usize> = partners.values().copied().collect();
        let spurious = (0..predicted.len()).filter(|p| !taken.contains(p)).map(|p| (None, Some(predicted[p])));
        let all = gold.iter().enumerate().map(|(g, name)| (Some(*name), partners.get(&g).map(|p| predicted[*p])));
        let mut here = Vec::new();
        let mut total = Tally::default();
        for (ours, theirs) in all.chain(spurious) {
            let right = self.judge(ours, theirs);
            total += Tally { right: right.into(), gold: ours.iter().len(), predicted: theirs.iter().len() };
            if !right {
                let (class, span) = match (ours, theirs) {
                    (Some(a), Some(b)) => (a.class != b.class, a.span() != b.span()),
                    _ => (false, false),
                };
                let (differs, inexact) =
                    (Vec::from_iter(class.then_some("type")), Vec::from_iter(span.then_some("span")));
                here.extend(Miss::new(
                    pair,
                    Layer::Name,
                    [ours, theirs].map(|name| name.map(Seen::name)),
                    differs,
                    inexact,
                ));
            }
        }
        here.sort_by_key(|miss: &Miss| (miss.start, miss.end));
        misses.append(&mut here);
        total
    }

    /// Counts a pair, or a name without a partner. Is it right?
    fn judge(&mut self, ours: Option<&Mention>, theirs: Option<&Mention>) -> bool {
        let MucViews { strict, exact, partial, kind } = &mut self.views;
        let right = match (ours, theirs) {
            (Some(ours), Some(theirs)) => {
                let (span, class) = (ours.span() == theirs.span(), ours.class == theirs.class);
                for (view, right) in [(strict, span && class), (exact, span), (kind, class)] {
                    *(if right { &mut view.correct } else { &mut view.incorrect }) += 1;
                }
                *(if span { &mut partial.correct } else { &mut partial.partial }) += 1;
                span && class
            }
            (ours, theirs) => {
                for view in [strict, exact, partial, kind] {
                    view.missed += ours.iter().len();
                    view.spurious += theirs.iter().len();
                }
                false
            }
        };
        if let Some(name) = ours {
            *self.of_type(name) += Tally { right: right.into(), gold: 1, predicted: 0 };
        }
        if let Some(name) = theirs {
            *self.of_type(name) += Tally { right: 0, gold: 0, predicted: 1 };
            self.outcomes.see(name.score, right);
        }
        self.confusion.see(ours.map(|name| name.class.name()), theirs.map(|name| name.class.name()));
        right
    }

    fn of_type(&mut self, name: &Mention) -> &mut Tally {
        self.types.entry(name.class.name().into()).or_default()
    }
}

/// Names that count, in text order.
fn names<'a>(labels: &'a Labels, pair: &Pair) -> Vec<&'a Mention> {
    let counts = |mention: &&Mention| {
        mention.is_name() && pair.gold.labels_type(mention.class.name()) && !pair.gold.ignores(mention.span())
    };
    let mut names: Vec<&Mention> = labels.mentions().iter().filter(counts).collect();
    names.sort_by_key(|name| (name.span(), name.class));
    names
}
