//! Graph → `.ann`.

use super::{ENTITY, NAME, breaks};
use crate::formats::FormatError;
use crate::formats::graph::{ANSWERS, ATTRIBUTION, Graph, Node};
use std::collections::HashMap;
use std::fmt::Write;

/// The lines of one article: spans, events, relations, groups, attributes, notes.
pub(super) fn ann(graph: &Graph) -> Result<String, FormatError> {
    let text: Vec<char> = graph.text.chars().collect();
    let mut ann = String::new();
    let mut ids = Vec::with_capacity(graph.nodes.len());
    let mut events = String::new();
    // Writing to a string cannot fail.
    for (at, node) in graph.nodes.iter().enumerate() {
        let _ = writeln!(ann, "T{}\t{} {}", at + 1, node.label, span(graph, &text, node)?);
        if node.is_act {
            ids.push(format!("E{}", ids.iter().filter(|id: &&String| id.starts_with('E')).count() + 1));
        } else {
            ids.push(format!("T{}", at + 1));
        }
    }
    for (at, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.is_act) {
        let _ = write!(events, "{}\t{}:T{}", ids[at], node.label, at + 1);
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for arrow in graph.arrows.iter().filter(|arrow| arrow.from == at && !between_acts(&arrow.label)) {
            let times = seen.entry(&arrow.label).or_default();
            *times += 1;
            let number = if *times > 1 { times.to_string() } else { String::new() };
            let _ = write!(events, " {}{number}:{}", arrow.label, ids[arrow.to]);
        }
        events.push('\n');
    }
    ann.push_str(&events);
    for (number, arrow) in (1..).zip(graph.arrows.iter().filter(|arrow| between_acts(&arrow.label))) {
        let _ = writeln!(ann, "R{number}\t{} Arg1:{} Arg2:{}", arrow.label, ids[arrow.from], ids[arrow.to]);
    }
    let groups = groups(graph);
    for (_, group) in groups.iter().filter(|(_, group)| group.len() > 1) {
        let members: Vec<&str> = group.iter().map(|&at| ids[at].as_str()).collect();
        let _ = writeln!(ann, "*\tEquiv {}", members.join(" "));
    }
    let traits = graph.nodes.iter().zip(&ids).flat_map(|(node, id)| node.traits.iter().map(move |says| (id, says)));
    for (number, (id, (name, value))) in (1..).zip(traits) {
        let _ = writeln!(ann, "A{number}\t{name} {id} {value}");
    }
    let rows = graph.entities.iter().flatten();
    let named = groups.iter().filter_map(|(id, group)| Some((rows.clone().find(|row| row.id == *id)?, group[0])));
    for (number, (row, first)) in (1..).zip(named) {
        let row = serde_json::to_string(row).unwrap_or_default();
        let _ = writeln!(ann, "#{number}\t{ENTITY} {}\t{row}", ids[first]);
    }
    Ok(ann)
}

fn between_acts(label: &str) -> bool {
    label == ATTRIBUTION || label == ANSWERS
}

/// Entities and the spans that stand for them, both in the order of the spans.
pub(super) fn groups(graph: &Graph) -> Vec<(&str, Vec<usize>)> {
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

/// `0 5;7 9<tab>words of both`.
fn span(graph: &Graph, text: &[char], node: &Node) -> Result<String, FormatError> {
    let mut fragments: Vec<[usize; 2]> = Vec::new();
    for &[start, end] in &node.pieces {
        if breaks(text[start]) || breaks(text[end - 1]) {
            return Err(FormatError::NotCarried {
                article: graph.id.clone(),
                what: format!("the {} at {start}..{end}, which begins or ends with a line break,", node.label),
                format: NAME,
                instead: "cut the line break off".into(),
            });
        }
        let mut at = start;
        for line in text[start..end].split(|&c| breaks(c)) {
            fragments.extend((!line.is_empty()).then_some([at, at + line.len()]));
            at += line.len() + 1;
        }
    }
    let offsets: Vec<String> = fragments.iter().map(|[start, end]| format!("{start} {end}")).collect();
    let words: Vec<String> = fragments.iter().map(|&[start, end]| text[start..end].iter().collect()).collect();
    Ok(format!("{}\t{}", offsets.join(";"), words.join(" ")))
}
