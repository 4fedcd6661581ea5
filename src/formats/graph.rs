//! One article as annotation tools hold it: spans with a label, and arrows between them.
//!
//! A mention is a span labelled with its type, an act the span of its cue labelled with the type of the act. An argument
//! is an arrow from the act to a span: to the mention itself where it is one, with the same entity and no metonym, else to
//! a span labelled `phrase`. Chains and answers are arrows between acts; what does not count is a span labelled `ignore`.

use super::error::FormatError;
use crate::eval::Entity;
use std::collections::{BTreeMap, BTreeSet};

/// Label of a span that is an argument and no mention.
pub(super) const PHRASE: &str = "phrase";
/// Label of a span where nothing counts.
pub(super) const IGNORE: &str = "ignore";
/// Label of the arrow to the act that reports this one; several stand from inner to outer.
pub(super) const ATTRIBUTION: &str = "attribution";
/// Label of the arrow from a denial to what it answers.
pub(super) const ANSWERS: &str = "answers";
/// What a span may say of itself besides its label, beside the mention's `kind`.
pub(super) const METONYM: &str = "metonym";
pub(super) const KIND: &str = "kind";
pub(super) const QUOTE: &str = "quote";
pub(super) const POLARITY: &str = "polarity";
pub(super) const MODALITY: &str = "modality";

/// One article.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) id: String,
    pub(super) text: String,
    /// What was labelled, where the file says so.
    pub(super) labelled: Option<Parts>,
    /// Which types of it, where the file says so.
    pub(super) labelled_types: Option<Vec<String>>,
    /// Names of entities; `None`: not listed.
    pub(super) entities: Option<Vec<Entity>>,
    pub(super) nodes: Vec<Node>,
    pub(super) arrows: Vec<Arrow>,
}

/// A span, in one or several pieces of code points.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Where it stands, for a person.
    pub(super) place: String,
    /// The tool's own name for it, where that is kept.
    pub(super) id: Option<String>,
    pub(super) label: String,
    /// Does the format say that it is an act?
    pub(super) is_act: bool,
    pub(super) pieces: Vec<[usize; 2]>,
    pub(super) traits: BTreeMap<String, String>,
    /// Id of the entity that it stands for.
    pub(super) entity: Option<String>,
}

/// From one node to another, by their places in [`Graph::nodes`].
#[derive(Debug)]
pub(super) struct Arrow {
    pub(super) place: String,
    pub(super) label: String,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Node {
    /// From its first to its last code point.
    pub(super) fn hull(&self) -> (usize, usize) {
        let start = self.pieces.iter().map(|piece| piece[0]).min();
        let end = self.pieces.iter().map(|piece| piece[1]).max();
        (start.unwrap_or_default(), end.unwrap_or_default())
    }
}

/// What an annotator was asked for. An article where a part is labelled and empty differs from one where it is not labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Mentions,
    Entities,
    Relations,
    /// Arguments of the relations.
    Arguments,
    /// Chains of the relations.
    Attribution,
    /// What the relations answer.
    Answers,
}

impl Part {
    pub(super) const ALL: [Self; 6] =
        [Self::Mentions, Self::Entities, Self::Relations, Self::Arguments, Self::Attribution, Self::Answers];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Relations => "relations",
            Self::Arguments => "arguments",
            Self::Attribution => ATTRIBUTION,
            Self::Answers => ANSWERS,
        }
    }

    /// By its name.
    pub(super) fn of(name: &str, place: &str) -> Result<Self, FormatError> {
        Self::ALL.into_iter().find(|part| part.name() == name).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|part| part.name()).collect();
            FormatError::label(place, format!("one of {}", known.join(", ")), format!("{name:?}"))
        })
    }

    /// Does `labelled` name it? The others belong to the relations.
    pub(super) fn is_layer(self) -> bool {
        matches!(self, Self::Mentions | Self::Entities | Self::Relations)
    }
}

/// Several parts.
pub(super) type Parts = BTreeSet<Part>;

/// What was read and has no place in a record, counted: it is stated, never dropped in silence.
#[derive(Debug, Default)]
pub(super) struct Left(BTreeMap<String, usize>);

impl Left {
    pub(super) fn see(&mut self, what: impl Into<String>) {
        self.count(what, 1);
    }

    pub(super) fn count(&mut self, what: impl Into<String>, times: usize) {
        if times == 0 {
            return;
        }
        *self.0.entry(what.into()).or_default() += times;
    }

    /// One line a case.
    pub(super) fn remarks(self, path: &std::path::Path) -> impl Iterator<Item = String> {
        let path = path.display().to_string();
        self.0.into_iter().map(move |(what, times)| format!("{path}: {what}: {times}"))
    }
}
