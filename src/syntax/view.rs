//! The trees of an article, to walk about in.

use super::{Node, Rel, Upos};
use crate::text::{Span, Tok};

/// Part of speech, head and dependents of every word of an article.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    nodes: Vec<Node>,
    children: Vec<Vec<usize>>,
}

impl Syntax {
    /// From one node a word, heads counted over the article.
    #[must_use]
    pub fn new(nodes: Vec<Node>) -> Self {
        let mut children = vec![Vec::new(); nodes.len()];
        for (word, node) in nodes.iter().enumerate() {
            if let Some(row) = node.head.and_then(|head| children.get_mut(head)) {
                row.push(word);
            }
        }
        Self { nodes, children }
    }

    /// The same trees with other nodes for some words. A move that would close a circle is left out.
    #[must_use]
    pub fn moved(&self, moves: &[(usize, Node)]) -> Self {
        let mut nodes = self.nodes.clone();
        for &(word, moved) in moves {
            let above = |at: &usize| nodes.get(*at).and_then(|node| node.head);
            let circle = std::iter::successors(moved.head, above).take(nodes.len() + 1).any(|at| at == word);
            if !circle && word < nodes.len() {
                nodes[word] = moved;
            }
        }
        Self::new(nodes)
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// No words at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A word's node.
    #[must_use]
    pub fn node(&self, word: usize) -> Option<Node> {
        self.nodes.get(word).copied()
    }

    /// Part of speech of a word; `X` past the end.
    #[must_use]
    pub fn upos(&self, word: usize) -> Upos {
        self.nodes.get(word).map_or(Upos::X, |node| node.upos)
    }

    /// Relation of a word to its head.
    #[must_use]
    pub fn rel(&self, word: usize) -> Rel {
        self.nodes.get(word).map_or(Rel::Dep, |node| node.rel)
    }

    /// Head of a word; `None` at a root.
    #[must_use]
    pub fn head(&self, word: usize) -> Option<usize> {
        self.nodes.get(word).and_then(|node| node.head)
    }

    /// Dependents of a word, in text order.
    #[must_use]
    pub fn children(&self, word: usize) -> &[usize] {
        self.children.get(word).map_or(&[], Vec::as_slice)
    }

    /// First dependent of a word whose relation is one of `rels`.
    #[must_use]
    pub fn child(&self, word: usize, rels: &[Rel]) -> Option<usize> {
        self.children(word).iter().copied().find(|&child| rels.contains(&self.rel(child)))
    }

    /// A word and all that hangs on it, in text order, without the branches at `except`.
    #[must_use]
    pub fn subtree(&self, word: usize, except: &[usize]) -> Vec<usize> {
        let mut found = vec![word];
        let mut at = 0;
        while at < found.len() {
            found.extend(self.children(found[at]).iter().filter(|child| !except.contains(child)));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// From the leftmost word of a subtree to the rightmost, without the branches at `except`.
    #[must_use]
    pub fn reach(&self, word: usize, except: &[usize]) -> Span<Tok> {
        let words = self.subtree(word, except);
        Span::new(words.first().copied().unwrap_or(word), words.last().map_or(word + 1, |last| last + 1))
    }

    /// The words from `word` up to its root, `word` first.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(word), |&at| self.head(at)).take(self.nodes.len() + 1)
    }
}
