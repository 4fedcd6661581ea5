//! The trees of an article, to walk about in.

use super::{Node, Rel, Upos};
use crate::text::{Span, Tok, look};

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

    /// Gives words other nodes, one after another. A move that would close a circle is left out.
    pub fn apply(&mut self, moves: &[(usize, Node)]) {
        for &(word, moved) in moves {
            let Some(&old) = self.nodes.get(word) else { continue };
            let above = |at: &usize| self.head(*at);
            if std::iter::successors(moved.head, above).take(self.nodes.len() + 1).any(|at| at == word) {
                continue;
            }
            self.nodes[word] = moved;
            if old.head == moved.head {
                continue;
            }
            if let Some(row) = old.head.and_then(|head| self.children.get_mut(head)) {
                row.retain(|&child| child != word);
            }
            if let Some(row) = moved.head.and_then(|head| self.children.get_mut(head)) {
                let place = row.partition_point(|&child| child < word);
                row.insert(place, word);
            }
        }
    }

    /// Gives words the nodes that they have in `nodes`, one a word of the article: whole trees, of which nothing hangs on another
    /// word, nor another word on them.
    pub fn plant(&mut self, words: &[usize], nodes: &[Node]) {
        let (mut up, mut own) = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len()));
        for &word in words {
            if let Some(&node) = nodes.get(word) {
                up.push((word, Node { head: None, ..node }));
                own.push((word, node));
            }
        }
        self.apply(&up);
        self.apply(&own);
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
        look(1);
        self.nodes.get(word).map_or(Upos::X, |node| node.upos)
    }

    /// Relation of a word to its head.
    #[must_use]
    pub fn rel(&self, word: usize) -> Rel {
        look(1);
        self.nodes.get(word).map_or(Rel::Dep, |node| node.rel)
    }

    /// Head of a word; `None` at a root.
    #[must_use]
    pub fn head(&self, word: usize) -> Option<usize> {
        look(1);
        self.nodes.get(word).and_then(|node| node.head)
    }

    /// Dependents of a word, in text order.
    #[must_use]
    pub fn children(&self, word: usize) -> &[usize] {
        let found = self.children.get(word).map_or(&[][..], Vec::as_slice);
        look(found.len() + 1);
        found
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

    /// The word of some whose head stands outside them; the first where none does.
    #[must_use]
    pub fn top(&self, words: Span<Tok>) -> usize {
        words.range().find(|&word| self.head(word).is_none_or(|head| !words.has(head))).unwrap_or(words.start)
    }

    /// The words from `word` up to its root, `word` first.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(word), |&at| self.head(at)).take(self.nodes.len() + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Node, Rel, Syntax, Upos};

    fn node(head: Option<usize>) -> Node {
        Node { upos: Upos::Noun, head, rel: Rel::Dep }
    }

    proptest! {
        #[test]
        fn moving_words_keeps_the_trees_as_if_built_anew(moves in prop::collection::vec((0usize..12, 0usize..14), 0..40)) {
            let mut syntax = Syntax::new((0..12).map(|word: usize| node(word.checked_sub(1))).collect());
            let moves: Vec<(usize, Node)> =
                moves.into_iter().map(|(word, head)| (word, node(head.checked_sub(2)))).collect();
            syntax.apply(&moves);
            let anew = Syntax::new((0..12).map(|word| syntax.node(word).unwrap_or(node(None))).collect());
            for word in 0..12 {
                prop_assert_eq!(syntax.children(word), anew.children(word));
                prop_assert!(syntax.ancestors(word).count() <= 12, "a circle at {}", word);
            }
        }
    }

    #[test]
    fn a_word_cannot_hang_on_itself() {
        let mut syntax = Syntax::new(vec![node(None), node(Some(0)), node(Some(1))]);
        syntax.apply(&[(0, node(Some(2)))]);
        assert_eq!(syntax.head(0), None);
    }
}
