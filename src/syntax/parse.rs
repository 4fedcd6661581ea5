//! Trees over an article's words.

use super::{Rel, Upos, tree::tree};
use crate::model::{ArcScores, Scores};
use crate::text::{Span, Tok};

/// One word of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Part of speech.
    pub upos: Upos,
    /// The word it depends on, counted in the article's words; `None` for the root.
    pub head: Option<usize>,
    /// How it depends on it.
    pub rel: Rel,
}

/// Each sentence's nodes, one a word. `None` for a sentence that the model has no arcs for: it is empty or too long,
/// or the model has no syntax heads.
#[must_use]
pub fn parse(scores: &Scores, sentences: &[Span<Tok>]) -> Vec<Option<Vec<Node>>> {
    let (Some(tags), Some(trees)) = (tags(scores), &scores.trees) else { return vec![None; sentences.len()] };
    let nodes = |(sentence, arcs): (&Span<Tok>, &Option<ArcScores>)| {
        Some(nodes_of(&branches(arcs.as_ref()?), *sentence, &tags))
    };
    sentences.iter().zip(trees).map(nodes).collect()
}

/// How a word depends on another: which, counted in the sentence (`None` for the root), and how.
pub type Branch = (Option<usize>, Rel);

/// The tree of a sentence: the best one of its arcs, with the best relation of each.
#[must_use]
pub fn branches(arcs: &ArcScores) -> Vec<Branch> {
    let heads = tree(arcs.arcs(), arcs.words());
    let relations = arcs.relations(&heads);
    let branch = |(head, relations): (Option<usize>, &Vec<_>)| (head, head.map_or(Rel::Root, |_| relation(relations)));
    heads.into_iter().zip(&relations).map(branch).collect()
}

/// The nodes of a sentence of an article, whose words have these parts of speech.
#[must_use]
pub fn nodes_of(tree: &[Branch], sentence: Span<Tok>, tags: &[Upos]) -> Vec<Node> {
    let tags = &tags[sentence.range()];
    let node =
        |(&(head, rel), &upos): (&Branch, &Upos)| Node { upos, head: head.map(|head| sentence.start + head), rel };
    tree.iter().zip(tags).map(node).collect()
}

/// Every word's part of speech, of sentences without a tree too. `None` when the model has no such head.
#[must_use]
pub fn tags(scores: &Scores) -> Option<Vec<Upos>> {
    let best = |row: &[f32; 17]| {
        let best = (0..row.len()).fold(0, |best, tag| if row[tag] > row[best] { tag } else { best });
        Upos::ALL[best]
    };
    Some(scores.upos.as_ref()?.iter().map(best).collect())
}

/// The best relation of a word that is not the root: `root` is the root's alone.
fn relation(scores: &[(Rel, f32)]) -> Rel {
    let best = (scores.iter().filter(|(rel, _)| *rel != Rel::Root))
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Rel::Dep, |(rel, _)| *rel)
}
