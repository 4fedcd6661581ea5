//! The headline figures, article by article: what intervals, comparisons and accepted counts are made of.

use super::tally::Tally;
use super::{Aspect, Facet, Setting, bootstrap::interval};
use serde::{Deserialize, Serialize};

/// A figure that a run is judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// Its name, as in [`super::figure_names`].
    pub figure: String,
    /// F1 or, of an aspect, the share that is right; `None` where nothing was measured.
    pub value: Option<f64>,
    /// Its 95 % bootstrap interval over articles; `None` with fewer than two articles.
    pub interval: Option<[f64; 2]>,
    /// What it is computed from. Of an aspect, `gold` and `predicted` are both the number of relations looked at.
    #[serde(flatten)]
    pub total: Tally,
    /// The same for each article that labels what the figure needs.
    pub articles: Vec<ArticleCounts>,
}

/// One article's share in a headline figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleCounts {
    /// The article's id.
    pub id: String,
    /// Its counts.
    #[serde(flatten)]
    pub counts: Tally,
}

/// The headline figures while they are counted.
pub(super) struct Ledger(Vec<Headline>);

impl Ledger {
    /// Every figure, still without a count.
    pub(super) fn new() -> Self {
        let settings = Setting::ALL.map(Setting::figure);
        let aspects = Aspect::ALL.into_iter().flat_map(Aspect::figures);
        let facets = Facet::ALL.map(Facet::figure);
        let figures = ["entities.f1".to_owned()].into_iter().chain(settings).chain(aspects);
        let figures = figures.chain(facets).chain(["blocks.f1".into()]);
        let line =
            |figure| Headline { figure, value: None, interval: None, total: Tally::default(), articles: Vec::new() };
        Self(figures.map(line).collect())
    }

    /// Adds one article's counts to a figure.
    pub(super) fn add(&mut self, figure: &str, article: &str, counts: Tally) {
        let line = self.0.iter_mut().find(|line| line.figure == figure);
        debug_assert!(line.is_some(), "{figure} is no headline");
        if let Some(line) = line {
            line.total += counts;
            line.articles.push(ArticleCounts { id: article.into(), counts });
        }
    }

    /// One figure's counts, an article each.
    pub(super) fn tallies(&self, figure: &str) -> Vec<Tally> {
        let line = self.0.iter().find(|line| line.figure == figure);
        line.map(Headline::tallies).unwrap_or_default()
    }

    /// The figures, measured.
    pub(super) fn close(self) -> Vec<Headline> {
        let measured =
            |line: Headline| Headline { value: line.total.f1(), interval: interval(&line.tallies()), ..line };
        self.0.into_iter().map(measured).collect()
    }
}

impl Headline {
    fn tallies(&self) -> Vec<Tally> {
        self.articles.iter().map(|article| article.counts).collect()
    }
}
