//! What is held of every article while a corpus is linked: when and where it was published, and which names stand together in it.

use std::collections::HashMap;

use super::words::short_hash;

/// Of the names of an article so many are kept as its company.
const COMPANY: usize = 64;

/// What is held of every article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Article {
    /// Days since 1 January of year 1.
    pub day: Option<i32>,
    /// Hash of its outlet.
    pub outlet: Option<u32>,
    pub story: Option<u32>,
}

/// All articles, and the names that stand together in each. Articles count from 1.
#[derive(Debug, Default)]
pub(super) struct Articles {
    rows: Vec<Article>,
    /// Hashes of the names of all articles, one article after the other, and where each ends.
    company: Vec<u32>,
    ends: Vec<usize>,
    /// In how many articles a name stands.
    spread: HashMap<u32, u32>,
}

impl Articles {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn row(&self, article: usize) -> Article {
        self.rows[article - 1]
    }

    pub fn rows_mut(&mut self) -> &mut [Article] {
        &mut self.rows
    }

    /// The names of an article, in order of their hashes.
    pub fn company(&self, article: usize) -> &[u32] {
        let start = if article == 1 { 0 } else { self.ends[article - 2] };
        &self.company[start..self.ends[article - 1]]
    }

    /// How much it says that two articles share a name: 1 of the rarest, nothing of one that every twentieth article has. A place says half
    /// as much.
    pub fn weight(&self, name: u32) -> f64 {
        let (all, with) = (self.len() as f64, f64::from(self.spread.get(&name).copied().unwrap_or(1)));
        let whole = if name & 1 == 1 { 0.5 } else { 1.0 };
        if with > (all / 20.0).max((all / 4.0).min(25.0)) { 0.0 } else { whole * (all / with).ln() / all.ln().max(1.0) }
    }

    /// Days between two articles, where both are known.
    pub fn apart(&self, one: usize, other: usize) -> Option<i32> {
        Some((self.row(one).day? - self.row(other).day?).abs())
    }

    pub fn same_story(&self, one: usize, other: usize) -> bool {
        self.row(one).story.is_some_and(|story| self.row(other).story == Some(story))
    }

    pub fn add(&mut self, row: Article, mut names: Vec<u32>) {
        names.sort_unstable();
        names.dedup();
        names.truncate(COMPANY);
        for name in &names {
            *self.spread.entry(*name).or_default() += 1;
        }
        self.rows.push(row);
        self.company.extend(names);
        self.ends.push(self.company.len());
    }
}

/// A name as a member of a company. The lowest bit tells a place.
pub(super) fn in_company(folded: &str, place: bool) -> u32 {
    short_hash(folded) & !1 | u32::from(place)
}
