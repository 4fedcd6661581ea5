//! Parts of the page: is what is masked boilerplate, and is what is read article?
//!
//! Counted in characters other than white space, so that a long paragraph weighs more than an advertising line and
//! nobody has to agree on where one block ends and the next of the same kind begins. Both sides give every character
//! one kind: where they cover the whole page, F1 over all kinds is the share of characters that is right.

use super::counts::Score;
use super::labels::Labels;
use super::ledger::Ledger;
use super::pair::Pair;
use super::tally::Tally;
use super::vocabulary::BLOCKS;
use serde::Serialize;
use std::collections::BTreeMap;

/// How well the parts of the page are told apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockScores {
    /// Number of gold articles that label blocks.
    pub articles: usize,
    /// Over all kinds.
    pub overall: Score,
    /// For each kind.
    pub kinds: BTreeMap<String, Score>,
}

/// Scores every article that labels blocks.
pub(super) fn blocks(pairs: &[Pair], ledger: &mut Ledger) -> BlockScores {
    let mut kinds: BTreeMap<&str, Tally> = BLOCKS.iter().map(|kind| (*kind, Tally::default())).collect();
    for pair in pairs.iter().filter(|pair| pair.gold.labels("blocks")) {
        let counted = counted(pair);
        let (gold, predicted) = (kinds_of(pair.gold, counted.len()), kinds_of(pair.predicted, counted.len()));
        let mut article = Tally::default();
        for (at, _) in counted.iter().enumerate().filter(|(_, counts)| **counts) {
            let right = usize::from(gold[at].is_some() && gold[at] == predicted[at]);
            let sides = [
                (gold[at], Tally { right, gold: 1, predicted: 0 }),
                (predicted[at], Tally { predicted: 1, ..Tally::default() }),
            ];
            for (kind, tally) in sides.into_iter().filter_map(|(kind, tally)| Some((kind?, tally))) {
                *kinds.entry(kind).or_default() += tally;
                article += tally;
            }
        }
        ledger.add("blocks.f1", &pair.gold.id, article);
    }
    let articles = ledger.tallies("blocks.f1");
    BlockScores {
        articles: articles.len(),
        overall: Score::over(&articles),
        kinds: kinds.into_iter().map(|(kind, tally)| (kind.into(), Score::of(tally))).collect(),
    }
}

/// For each code point: does it count?
fn counted(pair: &Pair) -> Vec<bool> {
    let mut counted: Vec<bool> = pair.gold.text.chars().map(|c| !c.is_whitespace()).collect();
    for part in &pair.gold.ignore {
        counted[part.start..part.end].fill(false);
    }
    counted
}

/// For each code point the kind of its block.
fn kinds_of(labels: &Labels, length: usize) -> Vec<Option<&str>> {
    let mut kinds = vec![None; length];
    for block in labels.blocks() {
        if let Some(part) = kinds.get_mut(block.start..block.end.min(length)) {
            part.fill(Some(block.kind.name()));
        }
    }
    kinds
}
