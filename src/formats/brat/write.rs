//! Graph → `.ann`.

use super::{APART, ENTITY, NAME, breaks};
use crate::formats::error::FormatError;
use crate::formats::graph::{ANSWERS, ATTRIBUTION, Graph, Node};
use std::collections::HashMap;

/// The lines of one article: spans, events, relations, groups, attributes, notes. Each kind is numbered from 1.
pub(super) fn ann(graph: &Graph) -> Result<String, FormatError> {
    let text: Vec<char> = graph.text.chars().collect();
    let (mut spans, mut events, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    // An act is known by its event, everything else by its span.
    let mut ids = Vec::with_capacity(graph.nodes.len());
    for (node, number) in graph.nodes.iter().zip(1..) {
        let Fragments { offsets, words, apart } = Fragments::of(graph, &text, node)?;
        spans.push(format!("{} {offsets}\t{words}", node.label));
        if !apart.is_empty() {
            notes.push(format!("{APART} T{number}\t{}", apart.join(",")));
        }
        if node.is_act {
            events.push(vec![format!("{}:T{number}", node.label)]);
            ids.push(format!("E{}", events.len()));
        } else {
            ids.push(format!("T{number}"));
        }
    }
    let acts = (0..graph.nodes.len()).filter(|&at| graph.nodes[at].is_act);
    for (event, act) in events.iter_mut().zip(acts) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for arrow in graph.arrows.iter().filter(|arrow| arrow.from == act && !between_acts(&arrow.label)) {
            let times = seen.entry(&arrow.label).or_default();
            *times += 1;
            let number = if *times > 1 { times.to_string() } else { String::new() };
            event.push(format!("{}{number}:{}", arrow.label, ids[arrow.to]));
        }
    }
    let arrows = graph.arrows.iter().filter(|arrow| between_acts(&arrow.label));
    let arrows = arrows.map(|arrow| format!("{} Arg1:{} Arg2:{}", arrow.label, ids[arrow.from], ids[arrow.to]));
    let says = |(node, id): (&Node, &String)| -> Vec<String> {
        node.traits.iter().map(|(name, value)| format!("{name} {id} {value}")).collect()
    };
    let attributes = graph.nodes.iter().zip(&ids).flat_map(says);
    let groups = groups(graph);
    for (id, group) in &groups {
        if let Some(row) = graph.entities.iter().flatten().find(|row| row.id == *id) {
            let json = serde_json::to_string(row).map_err(|cause| FormatError::Json {
                place: format!("article {}", graph.id),
                expected: "an entity that can be written as JSON",
                cause,
            })?;
            notes.push(format!("{ENTITY} {}\t{json}", ids[group[0]]));
        }
    }
    let ann =
        numbered("T", spans) + &numbered("E", events.iter().map(|event| event.join(" "))) + &numbered("R", arrows);
    let groups = groups.iter().filter(|(_, group)| group.len() > 1).map(|(_, group)| {
        let members: Vec<&str> = group.iter().map(|&at| ids[at].as_str()).collect();
        format!("*\tEquiv {}\n", members.join(" "))
    });
    Ok(ann + &groups.collect::<Vec<_>>().concat() + &numbered("A", attributes) + &numbered("#", notes))
}

fn numbered(prefix: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines = lines.into_iter().zip(1..).map(|(line, number)| format!("{prefix}{number}\t{line}\n"));
    lines.collect::<Vec<_>>().concat()
}

fn between_acts(label: &str) -> bool {
    label == ATTRIBUTION || label == ANSWERS
}

/// Entities and the spans that stand for them, both in the order of the spans.
fn groups(graph: &Graph) -> Vec<(&str, Vec<usize>)> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        let Some(id) = node.entity.as_deref() else { continue };
        match groups.iter_mut().find(|(of, _)| *of == id) {
            Some((_, group)) => group.push(at),
            None => groups.push((id, vec![at])),
        }
    }
    groups
}

/// A node as brat writes it.
struct Fragments {
    /// `0 5;7 9`.
    offsets: String,
    /// The fragments' words, with a space between.
    words: String,
    /// See [`APART`].
    apart: Vec<String>,
}

impl Fragments {
    fn of(graph: &Graph, text: &[char], node: &Node) -> Result<Self, FormatError> {
        let mut fragments: Vec<[usize; 2]> = Vec::new();
        let mut apart = Vec::new();
        for &[start, end] in &node.pieces {
            if breaks(text[start]) || breaks(text[end - 1]) {
                return Err(FormatError::NotCarried {
                    article: graph.id.clone(),
                    what: format!("the {} at {start}..{end}, which begins or ends with a line break,", node.label),
                    format: NAME,
                    instead: "cut the line break off".into(),
                });
            }
            let gap = fragments.last().map_or(&[][..], |last| &text[last[1]..start]);
            if !gap.is_empty() && gap.iter().all(|&c| breaks(c)) {
                apart.push((fragments.len() + 1).to_string());
            }
            let mut at = start;
            for line in text[start..end].split(|&c| breaks(c)) {
                fragments.extend((!line.is_empty()).then_some([at, at + line.len()]));
                at += line.len() + 1;
            }
        }
        let offsets: Vec<String> = fragments.iter().map(|[start, end]| format!("{start} {end}")).collect();
        let words: Vec<String> = fragments.iter().map(|&[start, end]| text[start..end].iter().collect()).collect();
        Ok(Self { offsets: offsets.join(";"), words: words.join(" "), apart })
    }
}
