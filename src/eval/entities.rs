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

use super::check::CLASSES;
use super::counts::{Score, Tally, View};
use super::labels::{Labels, Mention};
use super::pairing::{edges, greedy};
use super::report::{Case, Layer, Miss};
use super::score::Pair;
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
    pub views: Views,
}

/// The four views of MUC.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Views {
    /// Span and type.
    pub strict: View,
    /// Span, whatever the type.
    pub exact: View,
    /// Span; an overlap counts half.
    pub partial: View,
    /// Type, where the spans overlap.
    #[serde(rename = "type")]
    pub kind: View,
}

/// Scores every article that labels mentions.
pub(super) fn entities(pairs: &[Pair], misses: &mut Vec<Miss>) -> EntityScores {
    let mut totals = Totals::default();
    for pair in pairs.iter().filter(|pair| pair.gold.labels("mentions")) {
        totals.article(pair, misses);
    }
    let types: BTreeMap<String, Score> =
        totals.types.into_iter().map(|(class, tally)| (class, Score::of(tally))).collect();
    let occurring: Vec<f64> = types.values().filter_map(|score| score.f1).collect();
    let Views { strict, exact, partial, kind } = totals.views;
    EntityScores {
        articles: totals.articles.len(),
        strict: Score::over(&totals.articles),
        types,
        macro_f1: (!occurring.is_empty()).then(|| occurring.iter().sum::<f64>() / occurring.len() as f64),
        views: Views {
            strict: strict.measured(),
            exact: exact.measured(),
            partial: partial.measured(),
            kind: kind.measured(),
        },
    }
}

struct Totals {
    articles: Vec<Tally>,
    types: BTreeMap<String, Tally>,
    views: Views,
}

impl Default for Totals {
    fn default() -> Self {
        let types = CLASSES.iter().map(|class| ((*class).into(), Tally::default())).collect();
        Self { articles: Vec::new(), types, views: Views::default() }
    }
}

impl Totals {
    fn article(&mut self, pair: &Pair, misses: &mut Vec<Miss>) {
        let (gold, predicted) = (names(pair.gold, pair), names(pair.predicted, pair));
        let rank = |g: usize, p: usize| {
            let (ours, theirs) = (gold[g].span(), predicted[p].span());
            let shared = ours.end.min(theirs.end).checked_sub(ours.start.max(theirs.start))?;
            (shared > 0).then_some((ours == theirs, gold[g].class == predicted[p].class, shared))
        };
        let partners = greedy(edges(gold.len(), predicted.len(), rank));
        let mut right = BTreeSet::new(); // places of predictions
        let mut found = BTreeSet::new(); // places of gold
        for (&g, &p) in &partners {
            let (span, class) = (gold[g].span() == predicted[p].span(), gold[g].class == predicted[p].class);
            self.judge(span, class);
            if span && class {
                found.insert(g);
                right.insert(p);
                self.of_type(gold[g]).right += 1;
            }
        }
        self.unpaired(gold.len() - partners.len(), predicted.len() - partners.len());
        self.articles.push(Tally { right: right.len(), gold: gold.len(), predicted: predicted.len() });
        for (g, name) in gold.iter().enumerate() {
            self.of_type(name).gold += 1;
            misses.extend((!found.contains(&g)).then(|| miss(pair, name, Case::Missed)));
        }
        for (p, name) in predicted.iter().enumerate() {
            self.of_type(name).predicted += 1;
            misses.extend((!right.contains(&p)).then(|| miss(pair, name, Case::Spurious)));
        }
    }

    fn of_type(&mut self, name: &Mention) -> &mut Tally {
        self.types.entry(name.class.clone()).or_default()
    }

    fn judge(&mut self, span: bool, class: bool) {
        let views = &mut self.views;
        for (view, right) in [(&mut views.strict, span && class), (&mut views.exact, span), (&mut views.kind, class)] {
            *(if right { &mut view.correct } else { &mut view.incorrect }) += 1;
        }
        *(if span { &mut views.partial.correct } else { &mut views.partial.partial }) += 1;
    }

    fn unpaired(&mut self, missed: usize, spurious: usize) {
        let Views { strict, exact, partial, kind } = &mut self.views;
        for view in [strict, exact, partial, kind] {
            view.missed += missed;
            view.spurious += spurious;
        }
    }
}

/// Names that count, in text order.
fn names<'a>(labels: &'a Labels, pair: &Pair) -> Vec<&'a Mention> {
    let counts = |mention: &&Mention| mention.is_name() && !pair.gold.ignores(mention.span());
    let mut names: Vec<&Mention> = labels.mentions().iter().filter(counts).collect();
    names.sort_by(|a, b| (a.span(), &a.class).cmp(&(b.span(), &b.class)));
    names
}

fn miss(pair: &Pair, name: &Mention, case: Case) -> Miss {
    Miss::new(pair, Layer::Name, case, &name.class, name.span())
}
