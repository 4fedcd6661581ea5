//! A short text on its way through the rooms, for tests: read by the model that ships.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::LazyLock;

use super::{Entity, Mention, entities};
use crate::model::Model;
use crate::ner::{Tagged, tag};
use crate::syntax::{Node, Rel, Syntax, Upos, parse, tags};
use crate::text::{Article, Span, Tok, blocks};
use crate::token::{Segmented, segment};

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());

/// A text, its trees and its names.
pub(crate) struct Sample {
    pub(crate) doc: Segmented,
    pub(crate) nodes: Vec<Node>,
    pub(crate) syntax: Syntax,
    pub(crate) names: Vec<Mention>,
    pub(crate) entities: Vec<Entity>,
}

impl Sample {
    /// Read as the pipeline reads, once.
    pub(crate) fn of(text: &str) -> Self {
        let (doc, tagged, nodes) = read(text);
        let (names, entities) = entities(&doc, &tagged);
        Self { doc, syntax: Syntax::new(nodes.clone()), nodes, names, entities }
    }

    /// A text that repeats itself: each unit, which ends a sentence and counts as many words as the first, has that one's trees and
    /// names, so that a text as long as one likes is read in no time.
    pub(crate) fn tiled(unit: impl Fn(usize) -> String, times: usize) -> Self {
        let (first, tags, tree) = read(&unit(0));
        let len = first.words.len();
        let text: String = (0..times).map(&unit).collect();
        let doc = segment(Article::new("a", text.as_str()), blocks(&text, None, true));
        assert_eq!(doc.words.len(), len * times, "each unit has {len} words");
        let shift = |at: usize| move |word: usize| word + at * len;
        let units = || (0..times).map(shift);
        let node = |node: &Node, shift: &dyn Fn(usize) -> usize| Node { head: node.head.map(shift), ..*node };
        let nodes: Vec<Node> =
            units().flat_map(|shift| tree.iter().map(move |of| node(of, &shift)).collect::<Vec<_>>()).collect();
        let tag = |tag: &Tagged, shift: &dyn Fn(usize) -> usize| Tagged {
            words: Span::new(shift(tag.words.start), shift(tag.words.end)),
            ..*tag
        };
        let tagged: Vec<Tagged> =
            units().flat_map(|shift| tags.iter().map(move |of| tag(of, &shift)).collect::<Vec<_>>()).collect();
        let (names, entities) = entities(&doc, &tagged);
        Self { doc, syntax: Syntax::new(nodes.clone()), nodes, names, entities }
    }

    /// The same text, as if its sentences were too long for trees.
    pub(crate) fn without_trees(mut self) -> Self {
        for node in &mut self.nodes {
            *node = Node { head: None, rel: Rel::Dep, ..*node };
        }
        self.syntax = Syntax::new(self.nodes.clone());
        self
    }

    /// The place of a word that is a verb or noun there rather than a name; the first of those written so.
    pub(crate) fn word(&self, written: &str) -> usize {
        let places = || (0..self.doc.words.len()).filter(|&word| self.doc.word(word) == written);
        let telling = |word: &usize| self.syntax.upos(*word) != Upos::X;
        places().find(telling).unwrap_or_else(|| panic!("no word {written:?} in {:?}", self.doc.article.text))
    }

    /// The words of a span.
    pub(crate) fn text(&self, words: Span<Tok>) -> &str {
        self.doc.text(self.doc.bytes(words))
    }

    /// What an entity is called; `-` for nobody.
    pub(crate) fn name(&self, entity: Option<usize>) -> &str {
        entity.map_or("-", |entity| self.text(self.names[self.entities[entity].canonical].words))
    }
}

fn read(text: &str) -> (Segmented, Vec<Tagged>, Vec<Node>) {
    let doc = segment(Article::new("a", text), blocks(text, None, true));
    let words: Vec<_> = doc.words.iter().map(|word| word.span).collect();
    let sentences: Vec<Span<Tok>> = doc.sentences.iter().map(|sentence| sentence.words).collect();
    let units: Vec<Span<Tok>> = sentences.iter().flat_map(|&sentence| doc.units(sentence)).collect();
    let scores = MODEL.read(text, &words, &units).unwrap();
    let tagged = tag(text, &words, &sentences, &scores);
    let parts = tags(&scores).unwrap();
    let mut nodes = Vec::new();
    for (unit, tree) in units.iter().zip(parse(&scores, &units)) {
        let bare = |word: usize| Node { upos: parts[word], head: None, rel: Rel::Dep };
        nodes.extend(tree.unwrap_or_else(|| unit.range().map(bare).collect()));
    }
    (doc, tagged, nodes)
}
