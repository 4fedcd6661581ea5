//! What each span of a graph is.

use super::error::FormatError;
use super::graph::{ANSWERS, ATTRIBUTION, Graph, IGNORE, Node, PHRASE, Part, Parts};
use super::vocabulary::Vocabulary;
use crate::eval::{ARGUMENTS, CLASSES};
use std::collections::HashSet;

/// The sort of a span.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Mention,
    Act,
    Phrase,
    Ignore,
}

/// Of every node. An act is known by the format, by an arrow for a part of an act that leaves it, or by its type.
pub(super) fn sorts(graph: &Graph, types: &Vocabulary) -> Result<Vec<Sort>, FormatError> {
    let starts = graph.arrows.iter().filter(|arrow| ARGUMENTS.contains(&arrow.label.as_str()));
    let actors: HashSet<usize> = starts.map(|arrow| arrow.from).collect();
    let sort = |(at, node): (usize, &Node)| match node.label.as_str() {
        _ if node.is_act => Ok(Sort::Act),
        label if CLASSES.contains(&label) => Ok(Sort::Mention),
        PHRASE => Ok(Sort::Phrase),
        IGNORE => Ok(Sort::Ignore),
        label if actors.contains(&at) || types.contains(label) => Ok(Sort::Act),
        label => {
            let known = CLASSES.join(", ");
            let expected = format!("one of {known}, {PHRASE}, {IGNORE} or the type of an act; rename or remove it");
            Err(FormatError::label(&node.place, expected, format!("the label {label:?}")))
        }
    };
    graph.nodes.iter().enumerate().map(sort).collect()
}

/// The parts that are there.
pub(super) fn occurring(graph: &Graph, sorts: &[Sort]) -> Parts {
    let mut parts = Parts::new();
    parts.extend(sorts.contains(&Sort::Mention).then_some(Part::Mentions));
    parts.extend(sorts.contains(&Sort::Act).then_some(Part::Relations));
    parts.extend(graph.nodes.iter().any(|node| node.entity.is_some()).then_some(Part::Entities));
    for arrow in &graph.arrows {
        parts.extend(ARGUMENTS.contains(&arrow.label.as_str()).then_some(Part::Arguments));
        parts.extend((arrow.label == ATTRIBUTION).then_some(Part::Attribution));
        parts.extend((arrow.label == ANSWERS).then_some(Part::Answers));
    }
    parts
}
